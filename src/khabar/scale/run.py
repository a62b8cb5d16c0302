"""Running many shards: on local processes, or on a dask cluster. Failed shards are tried again, finished ones skipped."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from khabar.errors import InputError, KhabarError
from khabar.scale.shards import Form, Shard, ShardResult, process_shard

TRIES = 3
#: A worker is replaced after so many shards, so that memory stays flat however long the run.
SHARDS_PER_WORKER = 20
Done = Callable[[ShardResult], None]


def run(
    shards: list[Shard], folder: Path, workers: int, reader: str, form: Form, done: Done, scheduler: str | None = None
) -> dict[str, str]:
    """Process all shards; names of those that failed for good, with the reason. ``done`` is called as each one ends."""
    (folder / "bad").mkdir(parents=True, exist_ok=True)
    if scheduler is not None:
        return _cluster(shards, folder, reader, form, done, scheduler)
    if workers <= 1:
        return _here(shards, folder, reader, form, done)
    return _processes(shards, folder, workers, reader, form, done)


def _here(shards: list[Shard], folder: Path, reader: str, form: Form, done: Done) -> dict[str, str]:
    failed = {}
    for shard in shards:
        try:
            done(process_shard(shard, folder, reader, form))
        except KhabarError as error:
            failed[shard.name] = str(error)
    return failed


def _processes(shards: list[Shard], folder: Path, workers: int, reader: str, form: Form, done: Done) -> dict[str, str]:
    """A pool that is made anew when a worker dies; the shards that were under way then count one try."""
    tries = dict.fromkeys((s.name for s in shards), 0)
    todo, failed = list(shards), {}
    while todo:
        left: list[Shard] = []
        with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), max_tasks_per_child=SHARDS_PER_WORKER) as pool:
            running: dict[Future[ShardResult], Shard] = {pool.submit(process_shard, s, folder, reader, form): s for s in todo}
            while running:
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    shard = running.pop(future)
                    try:
                        done(future.result())
                    except KhabarError as error:
                        failed[shard.name] = str(error)
                    except (BrokenProcessPool, OSError, MemoryError) as error:
                        tries[shard.name] += 1
                        if tries[shard.name] < TRIES:
                            left.append(shard)
                        else:
                            failed[shard.name] = f"{shard.uri}: given up after {TRIES} tries: {error}"
        todo = left
    return failed


def _cluster(shards: list[Shard], folder: Path, reader: str, form: Form, done: Done, scheduler: str) -> dict[str, str]:
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise InputError("a cluster needs the extra: pip install 'khabar[scale]'", scheduler) from None
    failed = {}
    try:
        client: Any = Client(scheduler, timeout=20)
    except (OSError, ValueError) as error:
        raise InputError(f"no scheduler answers: {error}", scheduler) from None
    with client:
        futures = {client.submit(process_shard, s, folder, reader, form, retries=TRIES - 1, pure=False): s for s in shards}
        for future in as_completed(list(futures)):
            shard = futures[future]
            if future.status == "finished":
                done(future.result())
            else:
                failed[shard.name] = f"{shard.uri}: {future.exception()}"
    return failed
