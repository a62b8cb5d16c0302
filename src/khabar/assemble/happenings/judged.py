"""What people judged of happenings, applied to what was found: claims split off, happenings joined.

Judgements name claims by their identity, so that they hold after a new reading and whatever the order of reports. One
report's account of one happening stays whole: a split moves the accounts that hold a claim named.
"""

from __future__ import annotations

from collections.abc import Iterable

from khabar.assemble.happenings.unit import Unit

Units = tuple[Unit, ...]


def judged(found: Iterable[Units], rulings: Iterable[tuple[str, frozenset[str]]]) -> list[Units]:
    """The happenings after the judgements, each ``split`` or ``merge`` with the claims it is about, in the order made.

    Happenings of different classes (happened, announced) are never joined.
    """
    out = list(found)
    for verdict, claims in rulings:
        if verdict == "split":
            out = [part for units in out for part in _split(units, claims)]
            continue
        together = [units for units in out if _holds(units, claims)]
        if len(together) > 1 and len({u.kind for units in together for u in units}) == 1:
            out = [units for units in out if not _holds(units, claims)]
            out.append(tuple(sorted((u for units in together for u in units), key=lambda u: u.id)))
    return out


def _split(units: Units, claims: frozenset[str]) -> list[Units]:
    apart = tuple(u for u in units if any(a.claiming in claims for a in u.accounts))
    left = tuple(u for u in units if u not in apart)
    return [part for part in (left, apart) if part]


def _holds(units: Units, claims: frozenset[str]) -> bool:
    return any(a.claiming in claims for u in units for a in u.accounts)
