"""Features of a pair of event mentions: does the later one speak of the same happening as the earlier one?"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from khabar.record import Event, Place, RoleFiller, Time
from khabar.remembered import PHRASES, remembered
from khabar.resources import entries
from khabar.text import Document, fold

_HARM = frozenset({"kill", "injure"})
_LOOK_BACK = 6
_BROAD = "attack"  # the type that later mentions of any armed event fall back to (الهجوم)


class Mention(NamedTuple):
    """An event mention with what its features are computed from."""

    event: Event
    sentence: int
    order: int
    stem: str
    norm: str
    definite: bool
    agents: frozenset[str]
    targets: frozenset[str]
    agent_words: frozenset[str]
    target_words: frozenset[str]
    places: frozenset[str]
    time: tuple[str | None, str | None] | None
    counts: frozenset[tuple[str, int | None, int | None]]
    whats: frozenset[str]
    before: frozenset[str]


def mention(doc: Document, event: Event, order: int, places: dict[str, Place], times: dict[str, Time]) -> Mention:
    """An event with the facts that its pairs are judged by."""
    first, _ = doc.tokens_in(event.trigger.span)
    norm = fold(event.trigger.text)
    spots = [places[i] for i in (event.place, event.origin, event.destination) if i in places]
    when = times.get(event.time) if event.time else None
    return Mention(
        event=event, sentence=bisect_right(doc.sentence_starts, first), order=order,
        stem=_stem(norm), norm=norm, definite=norm.startswith(("ال", "وال", "بال", "لل", "فال")),
        agents=_ids(event.agent), targets=_ids(event.target), agent_words=_filler_words(event.agent),
        target_words=_filler_words(event.target), places=frozenset(_place_name(p) for p in spots),
        time=(when.start, when.end) if when is not None and (when.start or when.end) else None,
        counts=frozenset((c.what, c.min, c.max) for c in event.count), whats=frozenset(c.what for c in event.count),
        before=_signs(doc, first),
    )  # fmt: skip


def _signs(doc: Document, token: int) -> frozenset[str]:
    """Which signs (result, apart) stand among the few words before a trigger, in its line."""
    known, first = _sign_words(), max(0, token - _LOOK_BACK)
    if known.keys().isdisjoint(doc.norms[first:token]):
        return frozenset()
    line = doc.tokens[token].line
    return frozenset(known[t.norm] for t in doc.tokens[first:token] if t.line == line and t.norm in known)


@lru_cache(maxsize=1)
def _sign_words() -> dict[str, str]:
    out: dict[str, str] = {}
    for entry in entries("word"):
        if entry.id.startswith("word.groups."):
            for form in entry.forms:
                folded = fold(form)
                out |= dict.fromkeys((folded, "و" + folded, "ف" + folded), entry.id.rsplit(".", 1)[1])
    return out


def _ids(fillers: tuple[RoleFiller, ...]) -> frozenset[str]:
    return frozenset(f.actor for f in fillers if f.actor is not None)


def _filler_words(fillers: tuple[RoleFiller, ...]) -> frozenset[str]:
    return frozenset().union(*(_content_words(f.text) for f in fillers))


@remembered(PHRASES)
def _content_words(text: str) -> frozenset[str]:
    return frozenset(w[2:] if w.startswith("ال") else w for w in fold(text).split() if len(w) > 2)


def _place_name(place: Place) -> str:
    return str(place.geonames) if place.geonames is not None else fold(place.name_en or place.text)


@remembered(PHRASES)
def _stem(norm: str) -> str:
    """The trigger without proclitics and article, cut to its first letters: a rough root."""
    word = norm
    for prefix in ("و", "ف", "ب", "ل", "ك"):
        if word.startswith(prefix + "ال"):
            word = word[1:]
    word = word[2:] if word.startswith("ال") and len(word) > 4 else word
    return "".join(c for c in word if c not in "اويتنه")[:4] or word


@lru_cache(maxsize=1)
def families() -> dict[str, str]:
    """Family of each event type."""
    return {e.id.rsplit(".", 1)[1]: e.family for e in entries("event_type")}


def comparable(a: Mention, b: Mention) -> bool:
    """Whether the types allow one happening."""
    return a.event.type in kin(b.event.type)


@lru_cache(maxsize=1_000)
def kin(type_: str) -> frozenset[str]:
    """The types whose mentions may be one happening with one of this type: the type itself, an armed event and the harm
    it did, and those of the same family."""
    return frozenset({type_, *(x for x in families() if _comparable(x, type_))})


def _comparable(x: str, y: str) -> bool:
    fx, fy = families().get(x), families().get(y)
    return fx == fy or {fx, fy} <= {"armed", "harm", "force"} or {fx, fy} == {"movement", "force"}


def features(a: Mention, b: Mention) -> dict[str, float]:
    """Signs that ``a`` (earlier) and ``b`` (later) are one happening; names as in ``data/group_weight``."""
    out = dict.fromkeys(signs(a, b), 1.0)
    if gap := b.sentence - a.sentence:
        out["distance"] = distance(gap)
    return out


def distance(gap: int) -> float:
    """The value of the feature ``distance`` for so many sentences between two mentions."""
    return min(gap, 10) / 10


def signs(a: Mention, b: Mention) -> list[str]:
    """The features that are there or not there (1 or 0): the names of those that are."""
    x, y = a.event, b.event
    gap = b.sentence - a.sentence
    kinds = _types(x.type, y.type)
    out = [
        "bias", kinds, "same_sentence" if gap == 0 else "next_sentence" if gap == 1 else "far",
        _sets(_AGENT, a.agents, b.agents, a.agent_words, b.agent_words),
        _sets(_TARGET, a.targets, b.targets, a.target_words, b.target_words),
        _where(a, b), _when(a, b),
    ]  # fmt: skip
    _words(a, b, out)
    if not a.agents.isdisjoint(b.targets) or not a.targets.isdisjoint(b.agents):
        out.append("crossed")
    if b.order - a.order == 1:
        out.append("neighbours")
    if a.whats and not a.whats.isdisjoint(b.whats):
        out.append("count_other" if a.counts.isdisjoint(b.counts) else "count_same")
    if x.modality != y.modality:
        out.append("modality_other")
    if x.polarity != y.polarity:
        out.append("polarity_other")
    if x.chain == y.chain:
        out.append("same_chain")
    if b.before:
        out += [f"{sign}_before" for sign in sorted(b.before)]
        if gap == 0 and "result" in b.before and kinds == "armed_and_harm":
            out.append("result_in_sentence")
    return out


def _words(a: Mention, b: Mention, out: list[str]) -> None:
    """What the triggers' words say."""
    if a.stem == b.stem:
        out.append("same_stem")
        if a.norm == b.norm:
            out.append("same_word")
    if b.definite:
        out.append("definite")
        if a.event.type == b.event.type:
            out.append("definite_same_type")


@lru_cache(maxsize=2_000)
def _types(x: str, y: str) -> str:
    if x == y:
        return "same_type"
    fx, fy = families().get(x), families().get(y)
    if x in _HARM and y in _HARM:
        return "harm_and_harm"
    if {fx, fy} == {"armed", "harm"}:
        return "armed_and_harm"
    if fx == fy == "armed":
        return "armed_broad" if _BROAD in (x, y) else "armed_other"
    return "same_family" if fx == fy else "other_family"


_AGENT = ("agent_unknown", "agent_same", "agent_shared_words", "agent_other")
_TARGET = ("target_unknown", "target_same", "target_shared_words", "target_other")


def _sets(
    names: tuple[str, str, str, str], a: frozenset[str], b: frozenset[str], wa: frozenset[str], wb: frozenset[str]
) -> str:
    """The same filler, other words, or none on one side."""
    if not wa or not wb:
        return names[0]
    if wa == wb or not a.isdisjoint(b):
        return names[1]
    return names[3] if wa.isdisjoint(wb) else names[2]


def _where(a: Mention, b: Mention) -> str:
    if not a.places or not b.places:
        return "place_unknown"
    return "place_other" if a.places.isdisjoint(b.places) else "place_same"


def _when(a: Mention, b: Mention) -> str:
    if a.time is None or b.time is None:
        return "time_unknown"
    if a.time == b.time:
        return "time_same"
    return "time_meets" if _meets(a.time, b.time) else "time_other"


def _meets(a: tuple[str | None, str | None], b: tuple[str | None, str | None]) -> bool:
    return (a[0] is None or b[1] is None or a[0] <= b[1]) and (b[0] is None or a[1] is None or b[0] <= a[1])
