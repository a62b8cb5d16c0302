"""Who may use the desk from other machines, and the log of what was done there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from khabar.store.database import Store
from khabar.store.write import now

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = ("reader", "reviewer", "admin")


@dataclass(frozen=True, slots=True)
class User:
    """A user; ``hash`` is the argon2 hash of the password."""

    name: str
    hash: str
    role: Role


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log."""

    at: str
    who: str
    act: str
    detail: str


def user(store: Store, name: str) -> User | None:
    """The user of that name."""
    row = store.connection.execute("SELECT name, hash, role FROM users WHERE name=?", (name,)).fetchone()
    return User(row[0], row[1], row[2]) if row is not None else None


def put_user(store: Store, name: str, hash_: str, role: Role) -> None:
    """Add a user, or give one a new password and role."""
    with store.writing() as connection:
        connection.execute("INSERT INTO users VALUES(?,?,?,?) ON CONFLICT(name) DO UPDATE SET hash=excluded.hash, role=excluded.role",
                           (name, hash_, role, now()))


def remove_user(store: Store, name: str) -> bool:
    """Take a user away; False when there is none of that name. What the user judged stays."""
    with store.writing() as connection:
        return connection.execute("DELETE FROM users WHERE name=?", (name,)).rowcount > 0


def users(store: Store) -> list[tuple[str, str]]:
    """Names and roles."""
    return [(r[0], r[1]) for r in store.connection.execute("SELECT name, role FROM users ORDER BY name")]


def log(store: Store, who: str, act: str, detail: str = "") -> None:
    """Add a line to the log."""
    with store.writing() as connection:
        connection.execute("INSERT INTO audit(at, who, act, detail) VALUES(?,?,?,?)", (now(), who[:100], act, detail[:500]))


def logged(store: Store, limit: int = 200) -> list[Entry]:
    """The log, the latest first."""
    rows = store.connection.execute("SELECT at, who, act, detail FROM audit ORDER BY id DESC LIMIT ?", (limit,))
    return [Entry(*r) for r in rows]
