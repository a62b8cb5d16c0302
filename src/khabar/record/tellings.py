"""Who tells of an event side by side: the chains in which it is claimed.

The attributions that hold an event mostly stand inside one another. Where a second voice takes up the very words of a first one
(اتهمت كييف موسكو بشن هجمات، وهو ما نفته روسيا), neither speaks inside the other: both tell of the event, each in a chain of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from khabar.record.span import contains
from khabar.record.types import Attribution

Chain = tuple[str, ...]


def tellings(chain: Chain, said: Mapping[str, Attribution]) -> tuple[Chain, ...]:
    """The chains (attribution ids, outermost first) in which an event is claimed whose trigger those of ``chain`` hold: the first
    tellers', then one for each voice that takes up their words. ``said``: the report's attributions by id."""
    taken_up = {b: a for b in chain for a in chain if _takes_up(said[b], said[a], said)}
    if not taken_up:
        return (chain,)
    out = [tuple(a for a in chain if a not in taken_up)]
    for second, first in taken_up.items():
        beside = {first, *taken_up} - {second}
        out.append(tuple(a for a in chain if a == second or (a not in beside and _around(a, second, said, first))))
    return tuple(dict.fromkeys(out))


def _takes_up(second: Attribution, first: Attribution, said: Mapping[str, Attribution]) -> bool:
    """Whether another voice confirms, denies or otherwise does something with the very content of ``first``, outside of it. A mere
    "says" is left alone: it relays (وفق ما نقلت الوكالة)."""
    if second.who == first.who or second.act == "say" or second.cue.span < first.cue.span:
        return False
    if {c.span for c in second.content} != {c.span for c in first.content}:
        return False
    return first.id not in _parents(second, said) and second.id not in _parents(first, said)


def _around(a: str, second: str, said: Mapping[str, Attribution], first: str) -> bool:
    """Whether ``a`` belongs to the chain of ``second`` too: it holds its cue, or stands deeper than the words taken up."""
    return any(contains(c.span, said[second].cue.span) for c in said[a].content) or first in _parents(said[a], said)


def _parents(a: Attribution, said: Mapping[str, Attribution]) -> set[str]:
    out: set[str] = set()
    while a.parent is not None and a.parent in said and a.parent not in out:
        out.add(a.parent)
        a = said[a.parent]
    return out
