"""Phrases as candidates for agent and target of a mention, and what speaks for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from khabar.extract.events.draft import Draft
from khabar.extract.events.weighing import signs
from khabar.extract.events.weighing.report import PEOPLE, ROLES, Filler, Report
from khabar.extract.events.weighing.weights import Key, Signs, Sums

_BACK, _AHEAD = 3, 2
_SAME = 9
_REACH = 20
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
        if first not in starts and (at < first <= at + _REACH or report.look(phrase).sort in PEOPLE):
            out[phrase] = []
    if asked.sentence:
        for phrase in report.phrases[asked.sentence - 1]:
            look = report.look(phrase)
            if look.sort in PEOPLE and (not look.prep or report.plays[0][report.name(phrase[0])]):
                out.setdefault(phrase, [])
    return out


def keys(report: Report, asked: Ask, phrase: Filler, relations: list[str]) -> tuple[bool, Key, Key, Key, Key]:
    """What is seen of a candidate: whether it stands in the sentence, what it is, where, who proposes it, what it does."""
    trigger, look, first = asked.draft.trigger, report.look(phrase), phrase[0][0]
    at, type_, name = trigger.at, trigger.type, report.name(phrase[0])
    inside = trigger.sentence.first <= first < trigger.sentence.last
    if inside:
        last = phrase[-1][1]
        side, low, high = ("behind", at + 1, first) if first > at else ("before", last, max(last, at))
        place: Key = (side, _STEPS[high - low] if high - low <= _REACH else 7, asked.kind, min(report.verbs[high] - report.verbs[low], 2),
                      min(report.clauses[high] - report.clauses[low], 2), min(report.edges[high] - report.edges[low], 3),
                      min(report.triggers[high] - report.triggers[low], 2), min(report.people[high] - report.people[low], 3),
                      first == trigger.sentence.first, first <= at < last)  # fmt: skip
    else:
        side, back = "away", asked.sentence - report.sentence_of(first)
        place = back if 0 <= back < 3 else 3, type_, bool(look.prep), look.sort
    what = (*look, min(report.heard[name], 4), side, type_, asked.kind)
    own = asked.own
    proposal = (asked.rules[0] if own[0] == phrase else "", asked.rules[1] if own[1] == phrase else "", tuple(relations),
                asked.act if first == asked.speaker else "", type_, look.sort)  # fmt: skip
    return inside, what, place, proposal, _entity(report, asked, name, type_)


def _entity(report: Report, asked: Ask, name: str, type_: str) -> Key:
    (agents, targets), (in_a, in_t), n = report.plays, report.plays_in, asked.number
    is_a, is_t = name in report.players[0][n], name in report.players[1][n]
    last = ["none" if names is None else "yes" if name in names else "no" for names in asked.lasts]
    return (min(agents[name] - is_a, 3), min(in_a[name, type_] - is_a, 2), min(targets[name] - is_t, 3),
            min(in_t[name, type_] - is_t, 2), is_a, is_t, *last, type_)  # fmt: skip


def scores(found: tuple[bool, Key, Key, Key, Key]) -> tuple[float, float]:
    """What speaks for a candidate as agent and as target, in log-odds."""
    inside, what, place, proposal, entity = found
    a, b, c, d = _PHRASE[what], (_NEAR if inside else _FAR)[place], _PROPOSED[proposal], _ENTITY[entity]
    return a[0] + b[0] + c[0] + d[0], a[1] + b[1] + c[1] + d[1]


def named(found: tuple[bool, Key, Key, Key, Key]) -> Signs:
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
