"""Phrases as candidates for agent and target of a mention, and what speaks for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from khabar.extract.events.draft import Draft
from khabar.extract.events.weighing import signs
from khabar.extract.events.weighing.report import ROLES, Filler, Report
from khabar.extract.events.weighing.running import BETWEEN
from khabar.extract.events.weighing.weights import Key, Signs, Sums

_BACK, _AHEAD = 2, 1
_SAME = 9
_REACH = 20
_CLOSE = 6
Seen = tuple[bool, Key, Key, Key, Key]
_STEPS = (0, 1, 2, 3, 3, 4, 4, 4, 5, 5, 5, 5, 5, *[6] * 8)
_PHRASE, _NEAR, _FAR = Sums(signs.phrase, *ROLES), Sums(signs.near, *ROLES), Sums(signs.far, *ROLES)
_PROPOSED, _ENTITY, _NOBODY = Sums(signs.proposed, *ROLES), Sums(signs.entity, *ROLES), Sums(signs.nobody, *ROLES)


class Ask(NamedTuple):
    """One mention as its candidates are seen: its kind of word, the fillers by the rules, who speaks, and who acted last."""

    number: int
    draft: Draft
    kind: str
    sentence: int
    own: tuple[Filler, Filler]
    rules: tuple[str, str]
    speaker: int
    act: str
    lasts: tuple[frozenset[str] | None, ...]


def steps(n: int) -> int:
    """A distance in words in classes: 0, 1, 2, 3-4, 5-7, 8-12, 13-20, more."""
    return _STEPS[n] if n <= _REACH else 7


def rule(text: str) -> str:
    """A rule's name without the words that it speaks of."""
    for start, whole in (("subject of ", "verb"), ("object of ", "verbal"), ("genitive of ", "noun")):
        if text.startswith(start) and whole not in text and "participle" not in text and "victims" not in text and "support" not in text:
            return start + "light verb"
    return text


def ask(report: Report, n: int) -> Ask:
    """What is asked about mention ``n``."""
    draft = report.drafts[n]
    reading, speech = draft.trigger.reading, report.speeches.get(draft.trigger.at)
    kind = f"verb {reading.voice}" if reading.kind == "verb" else reading.kind
    own = tuple(draft.roles.get("agent", ())), tuple(draft.roles.get("target", ()))
    rules = tuple(rule(draft.rules.get(r, "")) if own[k] else "" for k, r in enumerate(ROLES))
    speaker = report.scene.doc.tokens_in(speech.source)[0] if speech is not None and speech.source is not None else -1
    return Ask(n, draft, kind, report.number[draft.trigger.sentence.first], own, (rules[0], rules[1]), speaker,
               speech.act if speech is not None else "", _lasts(report, n, draft.trigger.type))  # fmt: skip


def _lasts(report: Report, n: int, type_: str) -> tuple[frozenset[str] | None, ...]:
    """Names of the last doer, the last one done to, and the last doer of an act of this type before."""
    agents, targets = report.players
    agent = target = same = None
    for k in range(n - 1, max(-1, n - _SAME), -1):
        if agents[k]:
            agent = agent or agents[k]
            if same is None and report.drafts[k].trigger.type == type_:
                same = agents[k]
        target = target or targets[k] or None
    return agent, target, same


def candidates(report: Report, asked: Ask) -> dict[Filler, list[str]]:
    """Phrases that may fill agent or target, with the roles that they play in mentions around."""
    n, draft, drafts = asked.number, asked.draft, report.drafts
    sentence, at = draft.trigger.sentence, draft.trigger.at
    out: dict[Filler, list[str]] = {f: [] for f in asked.own if f}
    for k in range(max(0, n - _BACK), min(len(drafts), n + 1 + _AHEAD)):
        other = drafts[k]
        if k == n or (k > n and other.trigger.sentence is not sentence):
            continue
        side = "after" if k > n else "before"
        kin = "same type" if other.trigger.type == draft.trigger.type else "other type"
        near = "in the sentence" if other.trigger.sentence is sentence else "in another"
        for role in ROLES:
            if other.roles.get(role):
                out.setdefault(tuple(other.roles[role]), []).append(f"{role} {side}, {kin}, {near}")
    starts = {p[0][0] for p in out}
    for phrase in report.phrases[asked.sentence]:
        first = phrase[0][0]
        if first not in starts and (first in report.people_at or at < first <= at + _CLOSE):
            out[phrase] = []
    return out


def keys(report: Report, asked: Ask, phrase: Filler, relations: list[str]) -> Seen:
    """What is seen of a candidate: whether it stands in the sentence, what it is, where, who proposes it, what it does."""
    trigger, look, first = asked.draft.trigger, report.look(phrase), phrase[0][0]
    at, type_, own = trigger.at, trigger.type, asked.own
    inside = trigger.sentence.first <= first < trigger.sentence.last
    if inside:
        last, passed = phrase[-1][1], report.passed
        side, low, high = ("behind", at + 1, first) if first > at else ("before", last, max(last, at))
        place: Key = (side, _STEPS[high - low] if high - low <= _REACH else 7, asked.kind, BETWEEN[passed[high] - passed[low]],
                      first == trigger.sentence.first, first <= at < last)  # fmt: skip
    else:
        side, back = "away", asked.sentence - report.sentence_of(first)
        place = back if 0 <= back < 3 else 3, type_, bool(look.prep), look.sort
    agent, target = asked.rules[0] if own[0] == phrase else "", asked.rules[1] if own[1] == phrase else ""
    proposal = (agent, target, tuple(relations), asked.act if first == asked.speaker else "", type_, look.sort if agent or target else "")
    return inside, (look, side, type_, asked.kind), place, proposal, _entity(report, asked, report.name(phrase[0]), type_)


def _entity(report: Report, asked: Ask, name: str, type_: str) -> Key:
    (agents, targets), (in_a, in_t), n = report.plays, report.plays_in, asked.number
    is_a, is_t = name in report.players[0][n], name in report.players[1][n]
    agent, target, same = asked.lasts
    doer, done_to = agents.get(name, 0) - is_a, targets.get(name, 0) - is_t
    alike, done_alike = in_a.get((name, type_), 0) - is_a, in_t.get((name, type_), 0) - is_t
    # no more than the signs tell apart, so that a key comes again
    return (doer if doer < 3 else 3, alike if alike < 2 else 2, done_to if done_to < 3 else 3,
            done_alike if done_alike < 2 else 2, is_a, is_t, None if agent is None else name in agent,
            None if target is None else name in target, None if same is None else name in same, type_)  # fmt: skip


def sums(found: Seen) -> tuple[tuple[Any, ...], ...]:
    """What each group of signs of a candidate adds up to, for agent and target."""
    inside, what, place, proposal, entity = found
    return _PHRASE[what], (_NEAR if inside else _FAR)[place], _PROPOSED[proposal], _ENTITY[entity]


def named(found: Seen) -> Signs:
    """All signs of a candidate."""
    inside, what, place, proposal, entity = found
    where: Callable[..., Signs] = signs.near if inside else signs.far
    return signs.phrase(*what) + where(*place) + signs.proposed(*proposal) + signs.entity(*entity)


def nobody(asked: Ask) -> Key:
    """What is seen of a mention when nobody fills the role."""
    trigger, verdict = asked.draft.trigger, asked.draft.verdict
    return (trigger.type, asked.kind, *asked.rules, verdict.modality, verdict.polarity, trigger.clue, "ال" in trigger.reading.pre,
            bool(trigger.reading.suf), trigger.light >= 0, asked.act)  # fmt: skip


def nobody_scores(found: Key) -> tuple[Any, ...]:
    """What speaks for nobody as agent and as target."""
    return _NOBODY[found]
