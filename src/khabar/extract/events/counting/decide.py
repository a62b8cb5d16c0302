"""Which numbers count: those that the signs speak for, one for each place where a number stands."""

from __future__ import annotations

import itertools
from dataclasses import replace
from math import exp

from khabar.extract.events.counting import signs
from khabar.extract.events.counting.candidates import Amount, Numbers, amounts
from khabar.extract.events.counting.kinds import WHAT
from khabar.extract.events.draft import Draft
from khabar.extract.events.weighing.report import Report
from khabar.extract.events.weighing.weights import WHOLE, Signs, Sums
from khabar.record.mentions import CountMention

#: Probability from which a number counts: chosen on reports kept aside from fitting (scripts/fit_roles.py prints the choice).
ENOUGH = 0.3
_AMONG = 16
_PLACE, _UNIT, _LONE = Sums(signs.place, "count"), Sums(signs.unit, "count"), Sums(signs.lone, "count")


def named(amount: Amount) -> Signs:
    """All signs of a candidate."""
    if len(amount.seen) == 1:
        return signs.lone(*amount.seen[0])
    return signs.place(*amount.seen[0]) + signs.unit(*amount.seen[1])


def likely(amount: Amount) -> float:
    """The probability that a candidate counts in its event."""
    total = _LONE[amount.seen[0]] if len(amount.seen) == 1 else _PLACE[amount.seen[0]] + _UNIT[amount.seen[1]]
    return float(1 / (1 + exp(-total / WHOLE)))


def count(report: Report) -> None:
    """Give every mention of a report its counts, once its agents and targets are settled, and the subsets apart."""
    numbers = Numbers(report)
    for n, draft in enumerate(report.drafts):
        best: dict[int, tuple[float, CountMention]] = {}
        for amount in amounts(numbers, n):
            p = likely(amount)
            if p >= ENOUGH and p > best.get(amount.first, (0.0,))[0]:
                best[amount.first] = p, amount.found
        draft.counts = tuple(found for _, (_, found) in sorted(best.items()))
        draft.subsets = _subsets(numbers, draft)
    _joined(report.drafts)


def _joined(drafts: list[Draft]) -> None:
    """88 قتيلا وجريحا: a number before two joined words for dead and injured is of both."""
    for first, second in itertools.pairwise(drafts):
        a, b = first.trigger, second.trigger
        if b.at == a.at + 1 and {a.type, b.type} == {"kill", "injure"} and {a.reading.kind, b.reading.kind} == {"noun"}:
            first.counts = tuple(replace(c, what="other") for c in first.counts)
            second.counts = tuple(c for c in second.counts if c.span[0] not in {d.span[0] for d in first.counts})


def _subsets(numbers: Numbers, draft: Draft) -> tuple[CountMention, ...]:
    """The number after بينهم, منهم, من بينهم behind the trigger: part of a count, never added to it."""
    trigger, scene = draft.trigger, numbers.scene
    for numbered in numbers.numbers.get(trigger.sentence.first, ()):
        k = numbered.mention.first - 1
        if numbered.look[-1] and trigger.at < k < trigger.at + _AMONG:
            if any(trigger.at < t < k and scene.triggers[t].reading.kind == "verb" for t in numbers.triggers):
                return ()
            span = scene.doc.span(numbered.mention.first, min(numbered.mention.last + 1, len(scene.doc.tokens)))
            what = WHAT.get(trigger.type, "other")
            return (CountMention(what, numbered.mention.min, numbered.mention.max, numbered.mention.approx, span, numbered.who),)
    return ()
