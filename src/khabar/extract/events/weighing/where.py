"""Places and times as candidates for those of a mention, and what speaks for each."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from khabar.extract.events.draft import Draft
from khabar.extract.events.weighing import link_signs, signs
from khabar.extract.events.weighing.phrases import Ask, steps
from khabar.extract.events.weighing.report import ROLES, Report
from khabar.extract.events.weighing.running import BETWEEN
from khabar.extract.events.weighing.weights import Key, Seen, Sums
from khabar.record.span import Span

_BACK, _AHEAD, _OTHER = 4, 2, 3
_ROLES = ("place", "time")
_INTRODUCED = {role: Sums(signs.introduced, role, group="what") for role in _ROLES}
_PLACE_SORT, _GIVEN, _AROUND = (Sums(s, "place", group="what") for s in (signs.place_sort, signs.place_given, signs.place_around))
_TIME_GIVEN, _TIME_WORDS = Sums(signs.time_given, "time", group="what"), Sums(signs.time_words, "time", group="what")
_ENTRY_TIME, _TIME_SIDE, _TIME_LEAD = (
    Sums(s, "time", group="time side") for s in (signs.entry_time, signs.time_side, signs.time_lead)
)
_SIDE, _DISTANCE, _BETWEEN = (
    {role: Sums(expand, role, group="beside") for role in _ROLES} for expand in (signs.side, signs.distance, signs.between)
)
_KIN, _OWNER = ({role: Sums(expand, role, group="links") for role in _ROLES} for expand in (link_signs.kin, link_signs.spot_owner))
_MAIN = Sums(link_signs.main_place, "place", group="links")
_SHARED, _NOWHERE = ({role: Sums(expand, role) for role in _ROLES} for expand in (signs.shared, signs.nowhere))


class Spots(NamedTuple):
    """The places, or times, asked about for one mention: candidates with their first token, those of the sentence, the
    span by the rules, that of the mention before, of the last one of this type (or of its cause), of the one behind, and
    the phrases that fill roles with their roles."""

    role: str
    among: dict[Span, int]
    inside: list[int]
    own: Span | None
    last: tuple[Span | None, bool, int, bool]
    kin: Span | None
    following: Span | None
    held: list[tuple[int, int, str]]


def current(draft: Draft, role: str) -> Span | None:
    """The place or time that the rules gave."""
    return draft.places.get("place") if role == "place" else draft.time


def spots(report: Report, asked: Ask, role: str) -> Spots:
    """Places of the sentence, the one before and the mentions before, and the report's first; times of the sentence and the
    mention before; and what the rules gave."""
    n, draft, drafts, table = asked.number, asked.draft, report.drafts, report.spots[role]
    sentence = draft.trigger.sentence
    starts, spans = report.spot_order[role]
    low, high = bisect_left(starts, sentence.first), bisect_left(starts, sentence.last)
    among, inside, own = dict(zip(spans[low:high], starts[low:high], strict=True)), starts[low:high], current(draft, role)
    told = report.earlier[role, draft.trigger.type]
    kin = told[-1][1] if told else None
    extra: list[Span | None] = [own, kin]
    last: tuple[Span | None, bool, int, bool] = (None, False, 0, False)
    for k in range(n - 1, max(-1, n - 1 - _BACK), -1):
        span = current(drafts[k], role)
        if span is not None:
            extra.append(span)
            if last[0] is None:
                last = span, drafts[k].trigger.sentence is sentence, n - k, drafts[k].trigger.type == draft.trigger.type
                if role == "time":
                    break
    if role == "place":
        before = report.sentences[max(0, asked.sentence - 1)].first
        extra += [*spans[bisect_left(starts, before):low], spans[0]]
    for span in extra:
        if span is not None and span in table:
            among[span] = table[span]
    following = None
    for other in drafts[n + 1:n + 1 + _AHEAD]:
        if following is None and other.trigger.sentence is sentence:
            following = current(other, role)
    return Spots(role, among, inside, own, last, kin, following, _held(report, asked) if role == "place" else [])


def keys(report: Report, asked: Ask, about: Spots, span: Span) -> Seen:
    """What is seen of a candidate: what it is, where it stands in the sentence, whether mentions around have it."""
    trigger, k = asked.draft.trigger, about.among[span]
    look, end = report.spot(about.role, span, k)
    sentence_ = trigger.sentence
    back = 0 if sentence_.first <= k < sentence_.last else 3
    if back and k < sentence_.first:
        back = 1 if asked.sentence and k >= report.sentences[asked.sentence - 1].first else 2
    role, type_ = about.role, trigger.type
    seen: Seen = [(_INTRODUCED[role], (look.prep, back, type_))]
    if role == "place":
        seen += [
            (_PLACE_SORT, (look.sort, back, type_)), (_GIVEN, _given(report, asked, about, span, k, first=look.first)),
            (_AROUND, (look.lead, look.named, look.marked, look.source, look.follows, look.preceded)),
        ]  # fmt: skip
    else:
        side = "away" if back else "behind" if k > trigger.at else "before"
        cue = look.marked and trigger.at in report.scene.cues
        seen += [
            (_TIME_GIVEN, (span == about.own, look.first, look.marked, cue, type_)), (_TIME_WORDS, (look.lead, end - k == 1)),
            (_ENTRY_TIME, (trigger.reading.sense.entry.id, side)), (_TIME_SIDE, (side, type_, look.prep)),
            (_TIME_LEAD, (look.lead, side, type_)),
        ]  # fmt: skip
    seen.append((_KIN[role], (_same(report, role, about.kin, span), type_, "ال" in trigger.reading.pre, back)))
    if role == "place":
        seen.append((_MAIN, (report.main_place.get(report.place_name[span], _OTHER), type_, back)))
    if back == 0:
        seen += _beside(report, asked, about, k, end, look.prep)
    last, sentence, far, same_type = about.last
    before, behind = _same(report, role, last, span), _same(report, role, about.following, span)
    shared = (before, sentence, far, same_type, behind, type_) if before == "same" else (before, sentence, 0, False, behind, "")
    seen.append((_SHARED[role], shared))
    return seen


def _same(report: Report, role: str, other: Span | None, span: Span) -> str:
    if other is None:
        return "none"
    same = other == span if role == "time" else report.place_name.get(other) == report.place_name.get(span)
    return "same" if same else "other"


def _given(report: Report, asked: Ask, about: Spots, span: Span, k: int, *, first: bool) -> Key:
    places = asked.draft.places
    mine = places.get("place") == span
    path = span in (places.get("origin"), places.get("destination"))
    inside = next((role for a, b, role in about.held if a <= k < b), "")
    return (asked.draft.rules.get("place", "") if mine else "", inside, min(report.used[report.place_name[span]] - mine, 3),
            first, path, asked.draft.trigger.type)  # fmt: skip


def _held(report: Report, asked: Ask) -> list[tuple[int, int, str]]:
    """The phrases that fill roles, of this mention and of others of its sentence: a place may stand inside one."""
    draft, n = asked.draft, asked.number
    out = [(a, b, role) for role in ROLES for a, b in draft.roles.get(role, ())]
    for other in report.drafts[max(0, n - 3):n + 4]:
        if other is not draft and other.trigger.sentence is draft.trigger.sentence:
            out += [(a, b, f"{role} of another") for role in ROLES for a, b in other.roles.get(role, ())]
    return out


def _beside(report: Report, asked: Ask, about: Spots, k: int, end: int, prep: str) -> Seen:
    at, role = asked.draft.trigger.at, about.role
    side, low, high = ("before", end, max(end, at)) if k < at else ("behind", at + 1, k)
    high = max(low, high)
    rank = sum(low <= j < high for j in about.inside) if len(about.inside) > 1 else 0
    between = BETWEEN[report.passed[high] - report.passed[low]]
    nearest, type_ = report.links.owner(at, k) if between.triggers else "", asked.draft.trigger.type
    return [(_SIDE[role], (type_, asked.kind, side)), (_OWNER[role], (side, nearest, type_, asked.kind)),
            (_DISTANCE[role], (side, steps(high - low), prep, min(rank, 3), len(about.inside) == 1)),
            (_BETWEEN[role], (side, between.verbs, between.clauses, between.commas))]  # fmt: skip


def nowhere(asked: Ask, about: Spots) -> Seen:
    """What is seen of a mention when it has no place, or no time."""
    trigger, verdict = asked.draft.trigger, asked.draft.verdict
    key = (trigger.type, asked.kind, about.own is not None, min(len(about.inside), 3), verdict.modality, verdict.polarity,
           "ال" in trigger.reading.pre, asked.act)  # fmt: skip
    return [(_NOWHERE[about.role], key)]
