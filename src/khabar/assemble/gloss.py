"""A plain English and a plain Arabic sentence for a claim, generated from its parts (docs/codes.md shows the patterns)."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from khabar.assemble import arabic, doubt, english, english_where
from khabar.assemble.chains import UNDONE, chained_arabic, chained_english, denial
from khabar.assemble.clauses import acting, arabic_masdar, english_clause, pattern_set, patterns, tail
from khabar.assemble.english_numbers import Noun, number_of, persons
from khabar.assemble.facts import Facts
from khabar.assemble.happenings.denial import given
from khabar.assemble.patterns import trigger_words
from khabar.assemble.phase import is_denied, phase_of
from khabar.record import Attribution, Event, RoleFiller
from khabar.remembered import PHRASES
from khabar.resources.schema.gloss import Gloss
from khabar.resources.schema.phase import Phase
from khabar.text import Document

_MOST_NAMES = 3
_MOST_CLAUSES = 3
_INTENDED = frozenset({"planned", "ordered", "threatened"})
_BEFORE, _AFTER = 1, 1  # words around a trigger that say more of it
_BROAD = "attack"
_FAMILY_OF_BROAD = frozenset({"airstrike", "shelling", "bombing", "suicide_attack", "clash", "kill", "injure"})
_COUNT_NOUN = {
    "killed": "killed", "injured": "injured", "arrested": "arrested", "displaced": "displaced", "abducted": "abducted",
    "moved": "moved", "participants": "taking part",
}  # fmt: skip


class Told(NamedTuple):
    """A claim in words: an English and an Arabic sentence with the chain, and the English one without it."""

    english: str
    arabic: str
    statement: str


def gloss(facts: Facts, events: tuple[Event, ...], chain: tuple[str, ...]) -> Told:
    """Sentences for the mentions of one happening under one chain (attribution ids, outermost first)."""
    said = [facts.attributions[a] for a in chain if a in facts.attributions]
    told = _worth_telling(events)
    clauses, masdars = [], []
    before: Event | None = None
    for e in told:
        where = set(_places(e)) - (set(_places(before)) if before else set())
        when = e.time if before is None or e.time != before.time else None
        phase = phase_of(e)
        modality = _modality(e, said, phase)
        clauses.append(_english(facts, e, modality, phase, where, when, said))
        masdars.append(_arabic(facts, e, _unwrapped(modality, said), phase, where, when, said))
        before = e
    clause = "; ".join(clauses)
    happened = bool(told) and told[0].modality == "actual"
    return Told(
        chained_english(facts, clause, said, happened, negated=not all(given(facts.doc.text, e) for e in told)),
        chained_arabic(facts, "، و".join(masdars), said, happened),
        chained_english(facts, clause, [], happened),
    )


def _modality(e: Event, said: list[Attribution], phase: Phase | None) -> str:
    """The wording's modality: what is demanded is possible in the record, and what was tried is planned."""
    if e.modality == "possible" and said and said[-1].act == "demand":
        return "demanded"
    return phase.modality if phase is not None and phase.modality and e.modality == "planned" else e.modality


def _unwrapped(modality: str, said: list[Attribution]) -> str:
    """أمر بإرسال, not أمر بالتخطيط لإرسال: an order, threat, promise or demand tells by itself that it is not done yet."""
    return "demanded" if said and said[-1].act in UNDONE and modality in _INTENDED else modality


def _tail(modality: str, said: list[Attribution]) -> str:
    """By order, as a threat: unless the act behind it says so."""
    return "" if said and said[-1].act in ("order", "threaten") else tail(modality)


def _places(e: Event) -> tuple[str, ...]:
    return tuple(p for p in (e.origin, e.destination, e.place) if p)


def _worth_telling(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The fullest mention of each type, in text order."""
    best: dict[str, Event] = {}
    for e in events:
        if e.type not in best or _fullness(e) > _fullness(best[e.type]):
            best[e.type] = e
    if len(best) > 1 and _BROAD in best and _FAMILY_OF_BROAD & best.keys():
        del best[_BROAD]  # "attacked" adds nothing to "killed" or "shelled"
    told = sorted(best.values(), key=lambda e: -_fullness(e))[:_MOST_CLAUSES]
    return tuple(sorted(told, key=lambda e: e.trigger.span))


def _fullness(e: Event) -> int:
    return 2 * bool(e.agent) + 2 * bool(e.target) + 2 * bool(e.count) + sum(bool(x) for x in (e.place, e.time, e.origin))


def pattern_of(doc: Document, event: Event) -> Gloss:
    """The gloss entry of an event: by its trigger, else its type's default."""
    before = len(trigger_words(doc, event, _BEFORE)) - len(trigger_words(doc, event))
    return _pattern(event.type, trigger_words(doc, event, _BEFORE, _AFTER), before)


@lru_cache(maxsize=PHRASES)
def _pattern(kind: str, words: tuple[str, ...], at: int) -> Gloss:
    """The entry for a trigger at word ``at`` among its ``words``: one before it counts only in a phrase with it (تنفيذ [حكم])."""
    found, best = patterns()[kind], pattern_set(kind).best(words, at)
    return found[best] if best is not None else next(entry for entry in found if not entry.words)


def _english(
    facts: Facts, e: Event, modality: str, phase: Phase | None, where: set[str], when: str | None, said: list[Attribution]
) -> str:
    agent = None if modality == "ordered" and _speaks_of_itself(facts, e, said) else _noun(facts, e, e.agent)  # who orders is not ordered
    targets = tuple(f for f in e.target if e.type != "move" or f.span not in facts.spots.at)  # دخلت القوات المدينة: no place is moved
    target = _of_place(facts, e, _noun(facts, e, targets))
    if target is not None and e.count and target.text.endswith(("bodies", "body")):
        target, targets = None, ()  # العثور على 12 جثة: twelve people
    counted = None
    if target is None and (found := next((c for c in e.count if c.min or c.max), None)) is not None:
        number = number_of(facts.doc, found)
        people = persons(number) if found.what in _COUNT_NOUN and number else None
        if found.what != "participants":
            target = people
        elif agent is None:  # whoever takes part does it
            agent = people
    elif target is not None:
        counted = _count(facts, e)
    pattern = pattern_of(facts.doc, e).english
    shown = doubt.marked(agent, e.agent), doubt.marked(target, targets)
    clause = english_clause(pattern, *shown, modality, _is_negative(e, said, phase))
    named = {noun.text for noun in (agent, target) if noun is not None}
    clause = " ".join((clause, *_where(facts, e, where, (*e.agent, *targets), named), *_when(facts, when)))
    if not acting(pattern, agent, target):
        clause += _tail(modality, said)
    told = phase.english if phase is not None else None
    if told and is_denied(e):
        told = told.replace("about ", "about not ", 1).replace("now over", "not over")  # لن يرفع الحصار, لم تنته المعارك
    remarks = "; ".join(text for text in (counted, told) if text)
    return f"{clause} ({remarks})" if remarks else clause


def _is_negative(e: Event, said: list[Attribution], phase: Phase | None) -> bool:
    """What a source denies, or what is called off, is told as that thing: نفى مقتل جنود is not that nobody was not killed."""
    return e.polarity == "neg" and denial(said) is None and (phase is None or not phase.english)


def _noun(facts: Facts, e: Event, fillers: tuple[RoleFiller, ...]) -> Noun | None:
    nouns = list(dict.fromkeys(_filler(facts, e, f) for f in fillers))
    if not nouns:
        return None
    if len(nouns) == 1:
        return nouns[0]
    names = [n.text for n in nouns[:_MOST_NAMES]]
    last = "others" if len(nouns) > _MOST_NAMES else names.pop()
    return Noun(f"{', '.join(names)} and {last}", True)


def _of_place(facts: Facts, e: Event, noun: Noun | None) -> Noun | None:
    """تحرير المدينة, told of Mosul: the city of Mosul; فتح المعبر, told of معبر نصيب: Nasib Crossing."""
    p = facts.places.get(e.place or "")
    kind = noun.text.removeprefix("the ") if noun is not None and noun.text.startswith("the ") else None
    if p is None or kind is None:
        return noun
    name = english_where.place(p)
    if p.name_en is not None and kind in p.name_en.lower().split():
        return Noun(name)
    return Noun(f"the {kind} of {name}") if kind == p.level and kind in ("city", "village") else noun


def _filler(facts: Facts, e: Event, f: RoleFiller) -> Noun:
    key = (f, e.count)
    found: Noun | None = facts.memo.get(key)
    if found is None:
        found = facts.memo[key] = english.filler(facts.doc, f, e.count, facts.actors, facts.spots)
    return found


def _count(facts: Facts, e: Event) -> str | None:
    """Numbers that no role's words show."""
    shown = [f.span for f in (*e.agent, *e.target)]
    parts = []
    for c in e.count:
        if any(s[0] < c.span[1] and c.span[0] < s[1] for s in shown) or c.what not in _COUNT_NOUN:
            continue
        number = number_of(facts.doc, c)
        if number:
            parts.append(f"{number} {_COUNT_NOUN[c.what]}")
    return ", ".join(parts) or None


def _where(facts: Facts, e: Event, where: set[str], shown: tuple[RoleFiller, ...], named: set[str]) -> list[str]:
    """From, to and in where: places that no filler shown (English in ``named``) names already, as in the siege of Mosul."""
    told = [f.span for f in shown]
    out: dict[str, str] = {}
    for word, name in (("from", e.origin), ("to", e.destination), ("in", e.place)):
        p = facts.places.get(name) if name in where else None
        if p is not None and not any(s[0] <= p.span[0] and p.span[1] <= s[1] for s in told):
            spot = english_where.place(p)
            if not named & {spot, f"the city of {spot}", f"the village of {spot}"}:
                mark = doubt.MARK if word == "in" and doubt.elsewhere(facts.doc, p, e) else ""
                out.setdefault(spot, f"{english_where.at_place(p) if word == 'in' else word} {spot}{mark}")
    return list(out.values())


def _when(facts: Facts, when: str | None) -> list[str]:
    t = facts.times.get(when) if when else None
    text = english_where.time(t) if t is not None else None
    return [text] if text else []


def _arabic(
    facts: Facts, e: Event, modality: str, phase: Phase | None, where: set[str], when: str | None, said: list[Attribution]
) -> str:
    agents = () if _speaks_of_itself(facts, e, said) else e.agent[:_MOST_NAMES]
    agent, target = doubt.arabic_nouns(agents), doubt.arabic_nouns(e.target[:_MOST_NAMES])
    if target is None and (counted := next((c for c in e.count if c.what in _COUNT_NOUN), None)) is not None:
        target = " ".join(counted.text.split())
    parts = [arabic_masdar(pattern_of(facts.doc, e), agent, target, modality, _is_negative(e, said, phase), wrapper=phase.arabic if phase is not None else "")]
    told = [f.span for f in (*e.agent, *e.target)]
    spots: dict[str, str] = {}
    for word, name in (("من", e.origin), ("إلى", e.destination), ("في", e.place)):
        p = facts.places.get(name) if name in where else None
        if p is not None and not any(s[0] <= p.span[0] and p.span[1] <= s[1] for s in told):
            spots.setdefault(p.text, f"{word} {p.text}{doubt.ARABIC if name == e.place and doubt.elsewhere(facts.doc, p, e) else ''}")
    parts += spots.values()
    t = facts.times.get(when) if when else None
    if t is not None and (text := arabic.time(t)):
        parts.append(text)
    return " ".join(parts)


def _speaks_of_itself(facts: Facts, e: Event, said: list[Attribution]) -> bool:
    """The speaker is the only agent: أعلنت القوات شنّ عملية needs it once."""
    source = facts.sources.get(said[-1].who) if said else None
    if source is None or len(e.agent) != 1:
        return False
    (agent,) = e.agent
    return agent.actor == source.actor if source.actor is not None else agent.span in source.mentions


