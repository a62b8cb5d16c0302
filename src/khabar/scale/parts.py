"""Units in files by class, event family and period, so that no more than a month of a family is held at a time.

Units of different class or family are never one happening, and units that are more than a day apart are not tied. So each
unit has a home, the four weeks in which it begins, and is carried into the following periods that it touches. The few that
last longer than two months have a home of their own, and so have those that tell no time; among the others only those that
last for weeks can be tied to the former.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import msgspec

from khabar.assemble.happenings import Unit
from khabar.assemble.happenings.blocks import MOST_WEEKS, WEEK
from khabar.assemble.happenings.same import DAYS_APART, TOO_LONG_DAYS
from khabar.assemble.happenings.traits import day_number
from khabar.assemble.happenings.unit import Number, Site

PERIOD = 4 * WEEK
#: Homes of the units that last long, and of those that tell no time.
LONG, TIMELESS = "long", "timeless"
#: Days of the shortest unit at home in LONG: with a day to either side it touches more weeks than it is filed under.
_LONG_DAYS = WEEK * (MOST_WEEKS - 1) + 1 - 2 * DAYS_APART
#: Bytes that wait in memory before they are written.
_WAITING = 32 * 1024 * 1024
_encoder = msgspec.json.Encoder()


class _Party(msgspec.Struct, frozen=True, gc=False):
    role: str
    key: str | None


class _Account(msgspec.Struct, frozen=True, gc=False):
    numbers: tuple[Number, ...]


class Brief(msgspec.Struct, frozen=True, gc=False):
    """A unit without its texts: what comparing and grouping look at."""

    id: str
    report: str
    kind: str
    types: tuple[str, ...]
    main: str
    family: str
    site: Site | None
    first: str | None
    last: str | None
    dated: bool
    parties: tuple[_Party, ...]
    words: tuple[str, ...]
    accounts: tuple[_Account, ...]
    placed: bool
    things: tuple[str, ...]
    names: tuple[str, ...]
    wording: tuple[str, ...]


class _Named(msgspec.Struct, frozen=True, gc=False):
    id: str


brief = msgspec.json.Decoder(Brief)
named = msgspec.json.Decoder(_Named)
whole = msgspec.json.Decoder(Unit)


def home_of(unit: Unit | Brief) -> str:
    """The period in which a unit is at home."""
    return _periods(unit)[0]


def _periods(unit: Unit | Brief) -> tuple[str, list[str]]:
    """The home of a unit, and the periods into which it is carried."""
    if unit.first is None or unit.last is None:
        return TIMELESS, []
    first, last = day_number(unit.first), day_number(unit.last)
    if (last + DAYS_APART) // WEEK - (first - DAYS_APART) // WEEK + 1 > MOST_WEEKS:
        return LONG, []
    home = first // PERIOD
    also = [f"{n:06}" for n in range(home + 1, (last + DAYS_APART) // PERIOD + 1)]
    return f"{home:06}", also + [LONG] * (2 * (last - first) + TOO_LONG_DAYS >= _LONG_DAYS)


class Parts:
    """Writes units to ``FOLDER/CLASS-FAMILY/PERIOD.MARK.units``, and those carried into a period to ``….carried``."""

    def __init__(self, folder: Path, mark: str) -> None:
        self._folder, self._mark = folder, mark
        self._waiting: dict[tuple[str, str, str], bytearray] = {}
        self._size = 0

    def put(self, unit: Unit) -> None:
        """Add a unit."""
        line = _encoder.encode(unit) + b"\n"
        part = quote(f"{unit.kind}-{unit.family}", safe="")
        home, also = _periods(unit)
        for period, form in [(home, "units"), *((p, "carried") for p in also)]:
            self._waiting.setdefault((part, period, form), bytearray()).extend(line)
            self._size += len(line)
        if self._size > _WAITING:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        for (part, period, form), lines in self._waiting.items():
            path = self._folder / part / f"{period}.{self._mark}.{form}"
            path.parent.mkdir(exist_ok=True)
            with path.open("ab") as file:
                file.write(lines)
        self._waiting.clear()
        self._size = 0


def parts(folder: Path) -> dict[str, list[str]]:
    """Class and family → the periods in which units are at home, both in order."""
    return {p.name: sorted({f.name.split(".")[0] for f in p.glob("*.units")}) for p in sorted(folder.iterdir()) if p.is_dir()}


def lines(part: Path, period: str, form: str) -> Iterator[bytes]:
    """The units at home in a period (``units``) or ``carried`` into it, as JSON."""
    for path in sorted(part.glob(f"{period}.*.{form}")):
        with path.open("rb") as file:
            yield from file
