"""Opening a store: one SQLite file in WAL mode that plain sqlite3 opens too."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from khabar.errors import KhabarError
from khabar.store.migrations import MIGRATIONS

Fold = Callable[[str], str]
BUSY_SECONDS = 60.0


class StoreError(KhabarError):
    """The store file cannot be opened, is no Khabar store, or was made by a newer Khabar."""


class Store:
    """An open store. ``fold`` makes the matching key of a text; it is given in so that the store knows no language."""

    def __init__(self, connection: sqlite3.Connection, path: str, fold: Fold) -> None:
        self.connection = connection
        self.path = path
        self.fold = fold

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is kept, or nothing. Waits for another process that is writing.

        Inside another ``writing`` it is part of that one's transaction.
        """
        if self.connection.in_transaction:
            yield self.connection
            return
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise StoreError(f"cannot be written: {error}", self.path) from None
        try:
            yield self.connection
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def close(self) -> None:
        """Close the file; further calls fail."""
        self.connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(path: Path | str, fold: Fold, *, must_exist: bool = False) -> Store:
    """Open or make a store, and bring an older one up to date. Raises StoreError."""
    if must_exist and not Path(path).is_file():
        raise StoreError("no such store (khabar ingest makes one)", str(path))
    try:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        _migrate(connection, str(path))
    except sqlite3.Error as error:
        raise StoreError(f"cannot be opened as a store: {error}", str(path)) from None
    return Store(connection, str(path), fold)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _migrate(connection: sqlite3.Connection, path: str) -> None:
    """Run the missing steps, each in its own transaction; a second process waits and finds nothing left to do."""
    newest = len(MIGRATIONS)
    if _version(connection) > newest:
        raise StoreError(f"was made by a newer Khabar (version {_version(connection)}, this one knows {newest})", path)
    while _version(connection) < newest:
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = _version(connection)
            if version == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise StoreError("is a database, but not a Khabar store", path)
            if version < newest:
                for statement in _statements(MIGRATIONS[version]):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version={version + 1}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    """The single statements of a script (executescript would end our transaction)."""
    buffer = ""
    for line in script.splitlines(keepends=True):
        buffer += line
        if sqlite3.complete_statement(buffer):
            yield buffer
            buffer = ""
