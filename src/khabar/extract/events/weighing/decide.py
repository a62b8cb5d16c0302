"""Which filler is taken: the one that the signs speak for most, where its share against all others is large enough."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import Any, NamedTuple

from khabar.extract.events.draft import Draft
from khabar.extract.events.scene import Scene
from khabar.extract.events.weighing import phrases, where
from khabar.extract.events.weighing.phrases import Ask
from khabar.extract.events.weighing.report import ROLES, Report
from khabar.extract.events.weighing.weights import WHOLE, loudest, totals
from khabar.record.curve import Curve
from khabar.record.mentions import AttributionMention

#: Share from which a filler is taken: chosen on reports kept aside from fitting (scripts/fit_roles.py prints the choice).
ENOUGH = 0.25
SPOT = 0.2  # of a place or a time
#: What a share is worth: such fillers are right somewhat more often than it says (scripts/fit_chances.py).
WORTH = {"agent": Curve(1.02, 0.347), "target": Curve(0.941, 0.268)}


class Choice(NamedTuple):
    """A candidate with its share (a probability by the fitted weights) and the signs that speak most for it."""

    filler: Any
    share: float
    signs: str


def weigh(scene: Scene, drafts: list[Draft], speeches: dict[int, AttributionMention]) -> Report:
    """Decide agent, target, place and time of every mention anew, the rules' answers being among the candidates.

    Returns the report as it was weighed.
    """
    report = Report(scene, drafts, speeches)
    for n in range(len(drafts)):
        settle(report, phrases.ask(report, n))
    return report


def chance(role: str, share: float) -> float:
    """The probability that a filler of agent or target with this share is right, as annotated reports have it."""
    return round(WORTH[role](share), 4)


def settle(report: Report, asked: Ask) -> None:
    """Decide one mention; those behind it look back to what was decided."""
    draft, people = asked.draft, _people(report, asked)
    place, time = _spot(report, asked, "place"), _spot(report, asked, "time")
    for role in ROLES:
        _set_phrase(draft, role, people.get(role))
    _set_spot(draft, place, time)
    report.settle(asked.number)


def _set_phrase(draft: Draft, role: str, choice: Choice | None) -> None:
    if choice is None:
        draft.roles.pop(role, None)
        draft.rules.pop(role, None)
        return
    if tuple(draft.roles.get(role, ())) != choice.filler:
        draft.roles[role] = list(choice.filler)
        draft.rules[role] = "weighed"
    draft.weighed[role] = choice.share, choice.signs


def _set_spot(draft: Draft, place: Choice | None, time: Choice | None) -> None:
    if place is None or place.filler != draft.places.get("place"):
        draft.places.pop("place", None)
        draft.rules.pop("place", None)
    if place is not None:
        draft.places["place"] = place.filler
        draft.rules.setdefault("place", "weighed")
        draft.weighed["place"] = place.share, place.signs
    draft.time = time.filler if time is not None else None
    if time is not None:
        draft.weighed["time"] = time.share, time.signs


def _people(report: Report, asked: Ask) -> dict[str, Choice]:
    """Agent and target of one mention; where both would be one phrase it keeps the role that it fills more surely."""
    found = phrases.candidates(report, asked)
    if not found:
        return {}
    fillers = list(found)
    seen = [phrases.keys(report, asked, phrase, relations) for phrase, relations in found.items()]
    scores, none = list(zip(*map(totals, seen), strict=True)), totals(phrases.nobody(asked))
    shares = [_shares(scores[r], none[r]) for r in range(2)]
    best = [max(range(len(fillers)), key=shares[r].__getitem__) for r in range(2)]
    if best[0] == best[1] and min(shares[r][best[r]] for r in range(2)) >= ENOUGH and len(fillers) > 1:
        weaker = 0 if shares[0][best[0]] < shares[1][best[1]] else 1
        best[weaker] = max((k for k in range(len(fillers)) if k != best[weaker]), key=shares[weaker].__getitem__)
    return {
        role: Choice(fillers[best[r]], shares[r][best[r]], loudest(seen[best[r]], r))
        for r, role in enumerate(ROLES) if shares[r][best[r]] >= ENOUGH
    }


def _spot(report: Report, asked: Ask, role: str) -> Choice | None:
    """Place or time of one mention."""
    if not report.spots[role]:
        return None
    about = where.spots(report, asked, role)
    spans = list(about.among)
    if not spans:
        return None
    seen = [where.keys(report, asked, about, span) for span in spans]
    shares = _shares([totals(s)[0] for s in seen], totals(where.nowhere(asked, about))[0])
    best = max(range(len(spans)), key=shares.__getitem__)
    if shares[best] < SPOT:
        return None
    return Choice(spans[best], shares[best], loudest(seen[best]))


def _shares(scores: Sequence[int], none: int) -> list[float]:
    """The probability of each candidate, none of them being one more."""
    top = max(max(scores), none)
    weights = [exp((s - top) / WHOLE) for s in scores]
    whole = sum(weights) + exp((none - top) / WHOLE)
    return [w / whole for w in weights]
