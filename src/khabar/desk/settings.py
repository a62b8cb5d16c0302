"""How a desk is run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """store: the store file. token: lets whoever knows it in as ``owner``; None: users sign in with passwords.

    hosts: names under which the desk answers; any other Host header is refused (DNS rebinding). links: whether the desk
    may fetch an address that a user pastes. largest: bytes of an upload; films: bytes of one of material. reader: which reader reads what is added.
    """

    store: Path
    token: str | None = None
    owner: str = "owner"
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    links: bool = True
    largest: int = 20 * 1024 * 1024
    films: int = 1024 * 1024 * 1024
    secure: bool = False
    reader: str = "auto"
