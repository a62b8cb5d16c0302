"""Who did it and to whom, and how many: what tells an actor from others, and what a count of several targets comes to."""

from __future__ import annotations

import re

from khabar.assemble.happenings.unit import Number, Party
from khabar.assemble.happenings.words import plain
from khabar.record import Actor, Event, RoleFiller
from khabar.record.types import Count
from khabar.text import fold

QUOTED = re.compile(r'["«“”](.+?)["»“”]')


def party(role: str, filler: RoleFiller, x: Actor | None) -> Party:
    """A role's filler as a party; ``x`` is its actor where one is known."""
    if x is None:
        return Party(role, filler.text, key=_proper(filler.text))
    return Party(role, filler.text, x.name_en or fold(x.name), x.codes.country, x.codes.plover, x.codes.wikidata, _key(x, filler.text))


def number(what: str, counts: list[Count], event: Event) -> Number:
    """The counts of one kind of an event as one number; see :meth:`khabar.assemble.happenings.slots.Slots.numbers`."""
    over = [[c for c in counts if f.span[0] <= c.span[0] and c.span[1] <= f.span[1]] for f in event.target]
    parts = [found[0] for found in over if found]
    if len(parts) > 1 and all(c.min is not None for c in parts):
        whole = len(parts) == len(over) and all(c.max is not None for c in parts)
        return Number(what, sum(c.min or 0 for c in parts), sum(c.max or 0 for c in parts) if whole else None, any(c.approx for c in parts))
    c = max(counts, key=lambda c: c.min or c.max or 0)
    part = len(over) > len(parts) > 0 or (c.min == c.max == 1)
    return Number(what, c.min, None if part else c.max, c.approx)


def _proper(text: str) -> str | None:
    """A name in quotation marks tells a group that no file knows."""
    quoted = QUOTED.search(text)
    return "group:" + " ".join(plain(quoted.group(1))) if quoted else None


def _key(x: Actor, text: str) -> str | None:
    """What tells an actor from others; None for descriptions (soldiers, gunmen), which tell nobody apart."""
    rule = x.why.rule if x.why else ""
    known = rule == "actor.name" or (x.why is not None and any(part.rule == "actor.demonym" for part in x.why.parts))
    if known and x.codes.country and (x.codes.plover == "MIL" or x.kind == "state"):
        return f"of:{x.codes.country}:MIL"  # a state is told as its army, its army as its aircraft
    if rule == "actor.name" and x.why is not None:
        return x.why.entry
    if rule == "actor.person":
        return "name:" + " ".join(plain(x.name)[-2:])
    if known and x.codes.country:
        return f"of:{x.codes.country}:{x.codes.plover or ''}"
    return _proper(text)
