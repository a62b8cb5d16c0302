"""Running many shards: on local processes, or on a dask cluster. Failed shards are tried again, finished ones skipped."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import Any

from khabar.errors import InputError, KhabarError
from khabar.scale.shards import Shard, ShardResult, process_shard
from khabar.scale.writing import Form

TRIES = 3
#: A worker is replaced after so many shards, so that memory stays flat however long the run.
SHARDS_PER_WORKER = 4
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
        for _ in range(TRIES):
            try:
                result = process_shard(shard, folder, reader, form)
            except KhabarError as error:
                failed[shard.name] = str(error)
                break
            except Exception as error:  # a full disk, no memory, an address that does not answer
                failed[shard.name] = _given_up(shard, error)
            else:
                failed.pop(shard.name, None)
                done(result)
                break
    return failed


def _given_up(shard: Shard, error: BaseException) -> str:
    return f"{shard.uri}: given up after {TRIES} tries: {' '.join(str(error).split()) or type(error).__name__}"


def _processes(shards: list[Shard], folder: Path, workers: int, reader: str, form: Form, done: Done) -> dict[str, str]:
    """All shards on a pool; those that were under way when a worker died are tried again alone, so that a shard that kills
    its worker takes no other with it."""
    failed: dict[str, str] = {}
    for shard, error in _pool(shards, workers, (folder, reader, form), done, failed):
        last: BaseException | None = error
        for _ in range(TRIES - 1):
            again = _pool([shard], 1, (folder, reader, form), done, failed)
            last = again[0][1] if again else None
            if last is None:
                break
        if last is not None:
            failed[shard.name] = _given_up(shard, last)
    return failed


def _pool(
    shards: list[Shard], workers: int, how: tuple[Path, str, Form], done: Done, failed: dict[str, str]
) -> list[tuple[Shard, BaseException]]:
    """Run shards on processes, no more at a time than there are workers; those that a fault ended, with it. A pool whose
    worker died is made anew."""
    todo = deque(shards)
    suspects: list[tuple[Shard, BaseException]] = []
    while todo:
        with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), max_tasks_per_child=SHARDS_PER_WORKER) as pool:
            running: dict[Future[ShardResult], Shard] = {}
            whole = True
            while running or (todo and whole):
                while todo and whole and len(running) < workers:
                    try:
                        running[pool.submit(process_shard, todo[0], *how)] = todo[0]
                        todo.popleft()
                    except BrokenProcessPool:
                        whole = False
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    shard = running.pop(future)
                    try:
                        done(future.result())
                    except KhabarError as error:
                        failed[shard.name] = str(error)
                    except Exception as error:  # a dead worker, a full disk, no memory
                        whole = whole and not isinstance(error, BrokenProcessPool)
                        suspects.append((shard, error))
    return suspects


def _cluster(shards: list[Shard], folder: Path, reader: str, form: Form, done: Done, scheduler: str) -> dict[str, str]:
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise InputError("a cluster needs the extra: pip install 'khabar[scale]'", scheduler) from None
    failed = {}
    try:
        client: Any = Client(scheduler, timeout=20)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise InputError(f"no scheduler answers: {error}", scheduler) from None
    folder = folder.resolve()  # workers have working folders of their own; the folder must be one that all of them see
    shards = [s if "://" in s.uri else replace(s, uri=str(Path(s.uri).resolve())) for s in shards]
    with client:
        futures = {client.submit(process_shard, s, folder, reader, form, retries=TRIES - 1, pure=False): s for s in shards}
        for future in as_completed(list(futures)):  # type: ignore[no-untyped-call]
            shard = futures[future]
            if future.status == "finished":
                done(future.result())
            else:
                fault = future.exception()
                failed[shard.name] = str(fault) if isinstance(fault, KhabarError) else _given_up(shard, fault)
    return failed
