"""What is known about a file from itself: plain values that the worker hands back and the store keeps as JSON.

Nothing here is proof: times, places and devices are what the file says, and all of it can be written by anyone.
"""

from __future__ import annotations

import msgspec


class Capture(msgspec.Struct, frozen=True):
    """A time that the file gives for its own making.

    local: as written, ISO without zone; offset: ``+03:00`` when the file gives one; earliest, latest: UTC, ISO, between
    which the moment lies given what is not known (no zone: between UTC+14 and UTC-12).
    """

    local: str
    offset: str | None
    earliest: str
    latest: str
    field: str
    note: str = ""


class Position(msgspec.Struct, frozen=True):
    """A point that the file gives, in degrees; ``radius``: metres of uncertainty that the file states, else None."""

    lat: float
    lon: float
    radius: float | None
    field: str


class Credential(msgspec.Struct, frozen=True):
    """A C2PA manifest: what the validator says about it, who signed, and what it lists as done."""

    state: str
    issuer: str | None
    signed: str | None
    generator: str | None
    actions: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()


class Print(msgspec.Struct, frozen=True):
    """Perceptual hashes of one picture: 64 bits a window (the first is the whole picture), the same of its mirror image's
    whole, and a small grey picture (row by row, a byte a pixel) to align candidates with."""

    what: str
    hashes: tuple[int, ...]
    mirror: int
    width: int
    height: int
    grey: bytes


class Facts(msgspec.Struct, frozen=True):
    """Everything that was read from one file. Empty fields mean "the file does not say", never more."""

    form: str
    kind: str
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    captures: tuple[Capture, ...] = ()
    positions: tuple[Position, ...] = ()
    device: dict[str, str] = {}
    software: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    credential: Credential | None = None
    notes: tuple[str, ...] = ()


class Examined(msgspec.Struct, frozen=True):
    """The worker's answer: facts and prints, or the reason why the file is not to be decoded any more."""

    facts: Facts
    prints: tuple[Print, ...] = ()
    refused: str | None = None
