"""What may count in an event: the numbers of its sentence, and one or two that the form of a word tells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from khabar.extract.events.arguments import Range
from khabar.extract.events.counting.kinds import at_least, may_be_two, shape, what_of, words
from khabar.extract.events.counting.signs import Lone, Place, Unit
from khabar.extract.events.draft import Draft
from khabar.extract.events.scene import Scene, bare, heads
from khabar.extract.events.weighing.phrases import steps
from khabar.extract.events.weighing.report import PEOPLE, ROLES, Report
from khabar.extract.events.weighing.running import BETWEEN
from khabar.record.mentions import CountMention
from khabar.text.numbers import NumberMention
from khabar.text.phrases import noun_phrase

_REACH = 30
_INTO = 2
_PARTICIPANTS = frozenset({"protest", "meet", "vote", "airstrike", "attack", "move", "withdraw"})
_MANY = 999
_ANYBODY = frozenset({"احد", "احدا"})  # لم يصب أحد


class Numbered(NamedTuple):
    """A number of the report: the token range with the phrase it counts, its bounds, and what is seen of it."""

    mention: NumberMention
    tokens: Range
    low: int | None
    high: int | None
    unit: int
    look: tuple[str, str, str, bool, str, str, bool]
    who: str | None


class Amount(NamedTuple):
    """A candidate: the count found, the token it starts at, and what is seen of it."""

    found: CountMention
    first: int
    seen: tuple[Place, Unit] | tuple[Lone]


class Numbers:
    """The numbers of a report's narrative, and the mentions whose agent or target each of them belongs to."""

    def __init__(self, report: Report) -> None:
        self.report, self.scene = report, report.scene
        self.triggers = [d.trigger.at for d in report.drafts]
        self.numbers: dict[int, list[Numbered]] = {}
        self.roles: dict[int, dict[int, str]] = {}
        number_at = self.scene.doc.number_at
        if not number_at:
            return
        for draft in report.drafts:
            sentence = draft.trigger.sentence
            if sentence.first not in self.numbers:
                found = {number_at[k].first: number_at[k] for k in range(sentence.first, sentence.last) if k in number_at}
                self.numbers[sentence.first] = [_numbered(self.scene, m, sentence.last) for m in found.values() if _counts(self.scene, m)]
        for n, draft in enumerate(report.drafts):
            for role in reversed(ROLES):
                for part in draft.roles.get(role, ()):
                    number = _of_phrase(self.scene, part)
                    if number is not None:
                        self.roles.setdefault(number.first, {}).setdefault(n, role)


def _counts(scene: Scene, number: NumberMention) -> bool:
    unit = scene.doc.norms[number.last] if number.last < len(scene.doc.norms) else ""
    return not number.percent and number.first not in scene.times and number.last - 1 not in scene.times and unit not in words("time_unit")


def _of_phrase(scene: Scene, part: Range) -> NumberMention | None:
    """The number at the head of a phrase, or right before it (أربعة | جنود, خمسة من | مقاتلي الحشد)."""
    number_at, first = scene.doc.number_at, part[0]
    if first - 1 in number_at:
        return number_at[first - 1]
    if first > 1 and first - 2 in number_at and scene.doc.tokens[first - 1].norm == "من":
        return number_at[first - 2]
    return next((number_at[k] for k in range(first, min(first + _INTO + 1, part[1])) if k in number_at), None)


def _numbered(scene: Scene, number: NumberMention, limit: int) -> Numbered:
    doc, unit = scene.doc, number.last
    if unit < limit and doc.tokens[unit].norm == "من":
        unit += 1
    counted = unit < limit and doc.tokens[unit].kind == "word"
    sort = scene.sort(unit, min(unit + 2, limit)) if counted and unit not in scene.places else ""
    end = max(noun_phrase(doc, unit, limit, scene.places) if unit < limit else unit, number.last)
    low, high = number.min, number.max
    if low == high and at_least(scene, end):
        high = None
    before = doc.tokens[number.first - 1].norm if number.first else ""
    look = (sort, scene.word(unit).stem if counted else "", shape(scene, unit) if counted else "", low is not None and low > _MANY,
            number.form, before, before in words("among"))  # fmt: skip
    return Numbered(number, (number.first, end), low, high, unit, look, _who(scene, number))


def amounts(numbers: Numbers, n: int) -> Iterator[Amount]:
    """All candidates of mention ``n``."""
    draft = numbers.report.drafts[n]
    taken = []
    for numbered in numbers.numbers.get(draft.trigger.sentence.first, ()):
        if abs(numbered.mention.first - draft.trigger.at) <= _REACH:
            taken.append(numbered.tokens)
            yield _number(numbers, n, draft, numbered)
    for role, part in _parts(draft):
        yield from _words(numbers.scene, draft, role, part, taken)


def _number(numbers: Numbers, n: int, draft: Draft, numbered: Numbered) -> Amount:
    trigger, number = draft.trigger, numbered.mention
    at, first = trigger.at, number.first
    players = numbers.roles.get(first, {})
    role = players.get(n, "another" if players else "none")
    own = numbered.unit == at or first <= at < number.last
    side, low, high = ("behind", at + 1, first) if first > at else ("before", min(number.last, at), at)
    high = max(low, high)
    passed = numbers.report.passed
    between = BETWEEN[passed[high] - passed[low]]
    k = bisect_left(numbers.triggers, first)
    nearer = any(abs(t - first) < abs(at - first) for t in numbers.triggers[max(0, k - 1):k + 1]
                 if trigger.sentence.first <= t < trigger.sentence.last)  # fmt: skip
    kind = f"verb {trigger.reading.voice}" if trigger.reading.kind == "verb" else trigger.reading.kind
    place = Place(role, "own" if own else side, steps(high - low), between.verbs, between.clauses, between.triggers, between.edges, nearer,
                  trigger.type, kind, "ال" in trigger.reading.pre, trigger.light >= 0)  # fmt: skip
    sort, word, form, many, written, before, among = numbered.look
    unit = Unit(sort, sort in PEOPLE, word, form, many, written, before, among, role, trigger.type)
    span = numbers.scene.doc.span(*numbered.tokens)
    count = CountMention(what_of(trigger.type, role), numbered.low, numbered.high, number.approx, span, numbered.who)
    return Amount(count, first, (place, unit))


def _who(scene: Scene, number: NumberMention) -> str | None:
    """The head noun that a number counts."""
    for k in range(number.last, min(number.last + 2, len(scene.doc.tokens))):
        who = min((f for f in bare(scene.doc.tokens[k].norm) if f in heads()), key=lambda f: (len(f), f), default=None)
        if who:
            return who
    return None


def _parts(draft: Draft) -> Iterator[tuple[str, Range]]:
    """Phrases whose head may count by its form: the event noun itself, the target, and doers that are counted."""
    for role in ("target", "agent") if draft.trigger.type in _PARTICIPANTS else ("target",):
        for part in draft.roles.get(role, ()):
            yield role, part
    if draft.trigger.reading.kind == "noun":
        yield "own", (draft.trigger.at, draft.trigger.at + 1)


def _words(scene: Scene, draft: Draft, role: str, part: Range, taken: list[Range]) -> Iterator[Amount]:
    doc, k = scene.doc, part[0]
    if doc.tokens[k].kind != "word" or k in doc.number_at or any(a <= k < b or k - 3 <= a <= k for a, b in taken) or _of_phrase(scene, part):
        return
    trigger, read = draft.trigger, scene.word(k)
    if read.stem in _ANYBODY and part[1] - k == 1:
        return
    two = part[1] - k > 1 and doc.tokens[k + 1].norm in words("two")
    both = trigger.reading.person in ("3md", "3fd") or trigger.reading.suf == "هما"
    stands = "definite" if read.article else "alone" if part[1] - k == 1 else "construct" if scene.word(k + 1).article else "long"
    parts = min(len(draft.roles.get(role, ())), 3)
    verb = trigger.reading.kind == "verb"
    sort = scene.sort(*part) or "none"
    for value in (1, 2) if two or both or may_be_two(scene, k) else (1,):
        lone = Lone("one" if value == 1 else "two", role, trigger.type, shape(scene, k), sort, sort in PEOPLE, stands, read.stem,
                    trigger.reading.person if verb else "", two, both, bool(trigger.reading.suf), parts, trigger.reading.number,
                    f"verb {trigger.reading.voice}" if verb else trigger.reading.kind, k in scene.places, read.case,
                    draft.rules.get(role, ""), "ال" in trigger.reading.pre)  # fmt: skip
        high = None if at_least(scene, part[1]) else value
        yield Amount(CountMention(what_of(trigger.type, role), value, high, False, doc.span(*part), read.stem), k, (lone,))
