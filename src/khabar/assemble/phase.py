"""What a word over an act tells of it, for glosses: that it ends, is put off, is alleged (the words are in ``data/phase``)."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from khabar.record import Event, Span
from khabar.resources import derived, entries
from khabar.resources.schema.phase import Phase
from khabar.text import Document

_REACH = 4  # words between a verb and the act that is its object
_BEHIND = 10  # words between an act and the verb behind it
_UNDONE = frozenset({"لن", "لم", "لا", "عدم", "بعدم", "دون"})


DENIED = "denied"


class Told(NamedTuple):
    """A phase, and whether it is denied (لن يوقف [المساعدات])."""

    phase: Phase
    denied: bool


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, list[tuple[tuple[str, ...], int, bool]]], tuple[Phase, ...]]:
    return {k: [(tuple(rest), n, verb) for rest, n, verb in v] for k, v in derived("phase_forms").items()}, entries("phase")


def phase_at(doc: Document, trigger: Span, kind: str) -> Told | None:
    """The phase of the event of type ``kind`` whose trigger is at ``trigger`` (code points of the text); None for a finite verb.

    Its word stands right before the trigger, clitics and article aside (برفع [الحظر]), or is a verb whose object the trigger
    is (أنهت الحكومة [الحصار]): with no mark, preposition or other verb between. Or the trigger is the subject of a verb behind it.
    """
    at = doc.tokens_in(trigger)[0]
    sentence = doc.sentence_of.get(at)
    if sentence is None or doc.clause[at].kind == "verb":
        return None
    for k in range(at - 1, max(sentence.first, at - 1 - _REACH) - 1, -1):
        if doc.tokens[k].kind == "punct":
            return None
        for found, end, verb in (*_phases(doc, k), *_phases(doc, k - 1)):
            near = end == at or (verb and end < at and not doc.clause[at].case)  # أوقفت الشرطة شابا [بتهمة] ends no charge
            if end > k and near and (not found.types or kind in found.types):
                return Told(found, k > sentence.first and doc.norms[k - 1].removeprefix("و") in _UNDONE)
        read = doc.clause[k]
        if read.kind in ("preposition", "relative", "subordinator", "verb") or read.case:
            break
    return _behind(doc, at, sentence.last, kind)


def _behind(doc: Document, at: int, limit: int, kind: str) -> Told | None:
    """العمليات العسكرية الواسعة في الساحل [انتهت]: the phase that the first verb behind the act tells, whose subject the act is."""
    act = doc.clause[at]
    if act.case or not act.article:
        return None
    for k in range(at + 1, min(limit, at + 1 + _BEHIND)):
        read = doc.clause[k]
        if doc.tokens[k].kind == "punct" or read.kind in ("relative", "subordinator"):
            return None
        told = next((f for f, _, verb in _phases(doc, k) if verb and f.behind and (not f.types or kind in f.types)), None)
        if told is not None and not read.joined:
            return Told(told, doc.norms[k - 1] in _UNDONE)
        if read.kind == "verb":
            return None
    return None


def phase_of(event: Event) -> Phase | None:
    """The phase that an event's derivation tells."""
    told = next((part.entry for part in event.why.parts if part.rule == "phase"), None)
    return next((p for p in entries("phase") if p.id == told), None) if told is not None else None


def is_denied(event: Event) -> bool:
    """Whether what the phase of an event tells is denied: that nothing is lifted, ended or put off."""
    return any(part.rule == "phase" and part.note == DENIED for part in event.why.parts)


def _phases(doc: Document, k: int) -> list[tuple[Phase, int, bool]]:
    """The phases whose words begin at token ``k``, with the token behind them and whether it is a verb."""
    table, found = _table()
    norm = doc.norms[k]
    if k and doc.clause[k - 1].kind == "preposition" and norm == "اجل":
        return []  # من أجل
    return [
        (found[number], k + 1 + len(rest), verb)
        for form in dict.fromkeys((norm, doc.clause[k].stem, norm[1:] if norm[:1] in "وفبل" else norm))
        for rest, number, verb in table.get(form, ())
        if tuple(doc.norms[k + 1 : k + 1 + len(rest)]) == rest
    ]
