"""The gazetteer: which places a name can mean. A packaged file, opened by memory map, and the user's own layers.

Names are looked up by their folded form (``khabar.text.fold``), words parted by one space. Facts come from GeoNames
(CC BY 4.0), Unicode CLDR and the project's editorial layer; ``data/gazetteer/manifest.json`` has the particulars.
"""

from __future__ import annotations

import functools
import mmap
import os
from pathlib import Path

from platformdirs import user_data_path

from khabar.errors import ResourceError
from khabar.remembered import PHRASES, Remembered
from khabar.resources.gazetteer_pack import Pack, PlaceRow

PACKAGED = Path(__file__).parent / "data" / "gazetteer" / "gazetteer.bin"
LAYERS = "KHABAR_GAZETTEER"
__all__ = ["Gazetteer", "PlaceRow", "gazetteer", "user_folder"]


class Gazetteer:
    """Packaged rows and user rows under one numbering: the packaged ones first."""

    __slots__ = ("_packs", "_rows", "_starts", "heads", "names", "size")

    def __init__(self, packs: tuple[Pack, ...]) -> None:
        self._packs = packs
        self._starts: list[int] = []
        self.names: dict[str, tuple[int, ...]] = packs[0].names if packs else {}
        self.heads: dict[str, int] = packs[0].heads if packs else {}
        self.size = 0
        self._rows = Remembered(self._row, PHRASES)
        for pack in packs:
            start = self.size
            self._starts.append(start)
            self.size += pack.size
            if start:
                self._join(pack, start)

    def _join(self, pack: Pack, start: int) -> None:
        self.names, self.heads = dict(self.names), dict(self.heads)
        for name, rows in pack.names.items():
            self.names[name] = tuple(row + start for row in rows) + self.names.get(name, ())
        for word, length in pack.heads.items():
            self.heads[word] = max(length, self.heads.get(word, 0))

    def find(self, name: str) -> tuple[int, ...]:
        """Row numbers of the places with this folded name, the most important first; ``()`` when there is none."""
        return self.names.get(name, ())

    def row(self, number: int) -> PlaceRow:
        """The row with this number. Raises :class:`IndexError` when there is none."""
        return self._rows[number]

    def _row(self, number: int) -> PlaceRow:
        if not 0 <= number < self.size:
            raise IndexError(f"no row {number} in a gazetteer of {self.size}")
        for pack, start in zip(reversed(self._packs), reversed(self._starts), strict=True):
            if number >= start:
                return pack.row(number - start, start)
        raise IndexError(f"no row {number}")

    def rows(self, name: str) -> tuple[PlaceRow, ...]:
        """The places with this folded name, the most important first."""
        return tuple(self.row(number) for number in self.find(name))


def user_folder() -> Path:
    """Where the user's own layers lie: ``$KHABAR_GAZETTEER`` or the platform's data folder of the user."""
    named = os.environ.get(LAYERS)
    return Path(named) if named else user_data_path("khabar") / "gazetteer"


def open_pack(path: Path) -> Pack:
    """The gazetteer file at ``path``, mapped. Raises :class:`ResourceError` when it is missing or not one."""
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise ResourceError(f"cannot read the gazetteer: {error}", str(path)) from error
    return Pack(memoryview(data), str(path))


@functools.cache
def gazetteer() -> Gazetteer:
    """The packaged gazetteer with the user's layers over it, opened once. ``gazetteer.cache_clear()`` opens anew."""
    layers = sorted(user_folder().glob("*.bin")) if user_folder().is_dir() else []
    return Gazetteer((open_pack(PACKAGED), *map(open_pack, layers)))
