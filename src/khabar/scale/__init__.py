"""Scale-out: shards of reports to records, on local processes or a cluster; records of many shards to happenings."""

from khabar.scale.merge import merge
from khabar.scale.run import run
from khabar.scale.shards import Shard, ShardResult, plan, process_shard

__all__ = ["Shard", "ShardResult", "merge", "plan", "process_shard", "run"]
