"""Places and times as candidates for those of a mention, and what speaks for each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from khabar.extract.events.draft import Draft
from khabar.extract.events.weighing import signs
from khabar.extract.events.weighing.phrases import Ask, steps
from khabar.extract.events.weighing.report import ROLES, Report
from khabar.extract.events.weighing.weights import Key, Signs, Sums
from khabar.record.span import Span

_BACK, _AHEAD = 4, 2
_SENTENCES = 2
_WHERE, _WHEN = Sums(signs.where, "place"), Sums(signs.when, "time")
_BESIDE = {role: Sums(signs.beside, role) for role in ("place", "time")}
_SHARED = {role: Sums(signs.shared, role) for role in ("place", "time")}
_NOWHERE = {role: Sums(signs.nowhere, role) for role in ("place", "time")}


class Spots(NamedTuple):
    """The places, or times, asked about for one mention: candidates with their first token, those of the sentence, the
    span by the rules, and that of the mentions before and behind."""

    role: str
    among: dict[Span, int]
    inside: list[int]
    own: Span | None
    last: tuple[Span | None, bool, int, bool]
    following: Span | None


def current(draft: Draft, role: str) -> Span | None:
    """The place or time that the rules gave."""
    return draft.places.get("place") if role == "place" else draft.time


def spots(report: Report, asked: Ask, role: str) -> Spots:
    """Places or times of this and the two sentences before, the report's first, and those of the mentions before."""
    n, draft, drafts, table = asked.number, asked.draft, report.drafts, report.spots[role]
    sentence = draft.trigger.sentence
    starts, spans = list(table.values()), list(table)
    low = report.sentences[max(0, asked.sentence - _SENTENCES)].first
    among = {s: table[s] for s in spans[bisect_left(starts, low):bisect_left(starts, sentence.last)]}
    own = current(draft, role)
    last: tuple[Span | None, bool, int, bool] = (None, False, 0, False)
    for k in range(n - 1, max(-1, n - 1 - _BACK), -1):
        span = current(drafts[k], role)
        if span is not None:
            if last[0] is None:
                last = span, drafts[k].trigger.sentence is sentence, n - k, drafts[k].trigger.type == draft.trigger.type
            if span in table:
                among[span] = table[span]
    for span in (own, spans[0] if spans else None):
        if span is not None and span in table:
            among[span] = table[span]
    ahead = (current(d, role) for d in drafts[n + 1:n + 1 + _AHEAD] if d.trigger.sentence is sentence)
    inside = [k for k in among.values() if sentence.first <= k < sentence.last]
    return Spots(role, among, inside, own, last, next((s for s in ahead if s is not None), None))


def keys(report: Report, asked: Ask, about: Spots, span: Span) -> tuple[Key, Key | None, Key]:
    """What is seen of a candidate: what it is, where it stands in the sentence, whether mentions around have it."""
    scene, trigger, k = report.scene, asked.draft.trigger, about.among[span]
    back = asked.sentence - report.sentence_of(k)
    back = back if 0 <= back <= _SENTENCES else _SENTENCES + 1
    prep, lead = _lead(report, k)
    end = scene.doc.tokens_in(span)[1]
    first = next(iter(report.spots[about.role])) == span
    what: Key
    if about.role == "place":
        what = _where(report, asked, span, k, end, (back, prep, lead, first))
    else:
        what = trigger.type, back, span == about.own, prep, lead, k in scene.told, trigger.at in scene.cues, end - k == 1, first
    beside = _beside(report, asked, about, k, end, prep) if back == 0 else None
    last, sentence, far, same_type = about.last
    shared = (_same(report, about.role, last, span), sentence, far, same_type, _same(report, about.role, about.following, span), trigger.type)
    return what, beside, shared


def _same(report: Report, role: str, other: Span | None, span: Span) -> str:
    if other is None:
        return "none"
    same = other == span if role == "time" else report.place_name.get(other) == report.place_name.get(span)
    return "same" if same else "other"


def _lead(report: Report, k: int) -> tuple[str, str]:
    """The preposition before a name, and the word right before it where that is a known one."""
    scene = report.scene
    prep = scene.word(k).case
    if prep or k == 0:
        return prep, ""
    before = scene.doc.tokens[k - 1]
    if before.kind != "word":
        return "", "punctuation" if before.kind == "punct" else "number"
    read = scene.word(k - 1)
    lead = read.stem if read.kind == "preposition" or read.known else "word"
    if read.kind == "preposition":
        return read.stem, lead
    further = scene.word(k - 2) if k > 1 else None
    return read.case or (further.stem if further is not None and further.kind == "preposition" else ""), lead


def _where(report: Report, asked: Ask, span: Span, k: int, end: int, seen: tuple[int, str, str, bool]) -> Key:
    scene, draft, starts = report.scene, asked.draft, report.place_starts
    mine = draft.places.get("place") == span
    at = bisect_right(starts, k)
    follows = at < len(starts) and starts[at] - end <= 3
    preceded = at > 1 and k - starts[at - 2] <= 4
    name, (back, prep, lead, first) = report.place_name[span], seen
    return (draft.trigger.type, back, draft.rules.get("place", "") if mine else "", prep, lead, scene.sort(k, k + 1) or "none",
            span in scene.metonyms, min(report.named[name], 3), min(report.used[name] - mine, 3), _inside(report, asked, k),
            k in scene.sources, follows, preceded, span in (draft.places.get("origin"), draft.places.get("destination")), first)  # fmt: skip


def _inside(report: Report, asked: Ask, k: int) -> str:
    """The role whose phrase holds the place: of this mention, or of another of its sentence."""
    draft, n = asked.draft, asked.number
    for role in ROLES:
        for a, b in draft.roles.get(role, ()):
            if a <= k < b:
                return role
    for other in report.drafts[max(0, n - 3):n + 4]:
        if other is not draft and other.trigger.sentence is draft.trigger.sentence:
            for role in ROLES:
                for a, b in other.roles.get(role, ()):
                    if a <= k < b:
                        return f"{role} of another"
    return ""


def _beside(report: Report, asked: Ask, about: Spots, k: int, end: int, prep: str) -> Key:
    at = asked.draft.trigger.at
    side, low, high = ("before", end, max(end, at)) if k < at else ("behind", at + 1, k)
    high = max(low, high)
    rank = sum(low <= j < high for j in about.inside)
    return (asked.draft.trigger.type, asked.kind, side, steps(high - low), prep, min(report.verbs[high] - report.verbs[low], 2),
            min(report.clauses[high] - report.clauses[low], 2), min(report.commas[high] - report.commas[low], 2), min(rank, 3),
            len(about.inside) == 1)  # fmt: skip


def score(role: str, found: tuple[Key, Key | None, Key]) -> float:
    """What speaks for a candidate, in log-odds."""
    what, beside, shared = found
    out = (_WHERE if role == "place" else _WHEN)[what][0] + _SHARED[role][shared][0]
    return out if beside is None else out + _BESIDE[role][beside][0]


def named(role: str, found: tuple[Key, Key | None, Key]) -> Signs:
    """All signs of a candidate."""
    what, beside, shared = found
    out = (signs.where if role == "place" else signs.when)(*what) + signs.shared(*shared)
    return out if beside is None else out + signs.beside(*beside)


def nowhere(asked: Ask, about: Spots) -> Key:
    """What is seen of a mention when it has no place, or no time."""
    trigger, verdict = asked.draft.trigger, asked.draft.verdict
    return (trigger.type, asked.kind, about.own is not None, min(len(about.inside), 3), verdict.modality, verdict.polarity,
            "ال" in trigger.reading.pre, asked.act)  # fmt: skip


def nowhere_score(role: str, found: Key) -> float:
    """What speaks for no place, or no time."""
    return _NOWHERE[role][found][0]
