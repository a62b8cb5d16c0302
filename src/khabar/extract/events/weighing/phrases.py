"""Phrases as candidates for agent and target of a mention, and what speaks for each."""

from __future__ import annotations

from typing import NamedTuple

from khabar.extract.events.draft import Draft
from khabar.extract.events.weighing import link_signs, signs
from khabar.extract.events.weighing.links import Tie
from khabar.extract.events.weighing.report import ROLES, Filler, Report
from khabar.extract.events.weighing.running import BETWEEN
from khabar.extract.events.weighing.weights import Key, Seen, Sums

_BACK, _AHEAD = 2, 1
_SAME = 9
_REACH, _BEFORE = 20, 25
_CLOSE = 6
_FEW = 3
_EARLIER = 2
_STEPS = (0, 1, 2, 3, 3, 4, 4, 4, 5, 5, 5, 5, 5, *[6] * 8)
_SORT, _PREPOSITION, _FORM, _HEARD = (
    Sums(expand, *ROLES, group="phrase") for expand in (signs.sort, signs.preposition, signs.form, signs.heard)
)
_PROPOSED, _PLAYING, _SPEAKER = (Sums(expand, *ROLES, group="proposed") for expand in (signs.proposed, signs.playing, signs.speaker))
_ENTRY, _ENTRY_BEHIND, _ENTRY_SORT, _ENTRY_RULES = (
    Sums(expand, *ROLES, group="entry") for expand in (signs.entry, signs.entry_behind, signs.entry_sort, signs.entry_rules)
)
_HEAD, _MAIN = Sums(signs.head, *ROLES, group="head"), Sums(signs.main, *ROLES, group="head")
_SUBJECT, _CUE = Sums(signs.subject, *ROLES, group="before"), Sums(signs.cue, *ROLES, group="before")
_ENTITY, _LAST = Sums(signs.entity, *ROLES, group="entity"), Sums(signs.last, *ROLES, group="entity")
_NEAR, _AMID = Sums(signs.near, *ROLES, group="near"), Sums(signs.amid, *ROLES, group="near")
_FAR = Sums(signs.far, *ROLES)
_LEAD, _AGREE = Sums(signs.lead, *ROLES), Sums(signs.agreement, *ROLES)
_VOICE, _AWAY, _OWNER, _JOINED, _SUFFIX = (
    Sums(expand, *ROLES, group="links")
    for expand in (link_signs.voice, link_signs.away, link_signs.owner, link_signs.joined, link_signs.suffix)
)
_CUED, _FOLLOWED, _TIED, _GOVERNED = (
    Sums(expand, *ROLES) for expand in (link_signs.cued, link_signs.followed, link_signs.tied, link_signs.governed)
)
_NOBODY, _BY_RULE, _THERE = (Sums(expand, *ROLES) for expand in (signs.nobody, signs.nobody_by_rule, signs.nobody_there))


class Ask(NamedTuple):
    """One mention as its candidates are seen: its kind of word, the fillers by the rules, who speaks, who acted last, the
    word before it, how many phrases name somebody in its sentence, and what it is tied to."""

    number: int
    draft: Draft
    kind: str
    sentence: int
    own: tuple[Filler, Filler]
    rules: tuple[str, str]
    speaker: int
    act: str
    lasts: tuple[frozenset[str] | None, ...]
    cue: str
    people: int
    tie: Tie


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
    doc, at, sentence = report.scene.doc, draft.trigger.at, report.number[draft.trigger.sentence.first]
    speaker = doc.tokens_in(speech.source)[0] if speech is not None and speech.source is not None else -1
    return Ask(n, draft, kind, sentence, own, (rules[0], rules[1]), speaker, speech.act if speech is not None else "",
               _lasts(report, n, draft.trigger.type), report.links.label(at - 1), report.people[sentence], report.links.tie(n))  # fmt: skip


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
    for role in ROLES:
        for k, filler in [x for x in report.earlier.get((role, draft.trigger.type), ())[-_EARLIER - _BACK:] if x[0] < n - _BACK][-_EARLIER:]:
            kin = "same type" if drafts[k].trigger.type == draft.trigger.type else "its cause"
            out.setdefault(filler, []).append(f"{role} earlier, {kin}")
    starts = {p[0][0] for p in out}
    for phrase in report.phrases[asked.sentence]:
        first = phrase[0][0]
        if first not in starts and at - _BEFORE <= first <= at + _REACH and (first in report.people_at or at < first <= at + _CLOSE):
            out[phrase] = []
    speaker = report.links.speaker(at) if asked.tie.saying or asked.tie.person[:1] == "1" else None
    if speaker is not None and all(p[0][0] != speaker[0] for p in out):
        out[speaker,] = []
    return out


def keys(report: Report, asked: Ask, phrase: Filler, relations: list[str]) -> Seen:
    """What is seen of a candidate: for each group of signs the key by which they are known."""
    (look, stand), trigger, first = report.seen(phrase), asked.draft.trigger, phrase[0][0]
    at, type_, kind, own, entry = trigger.at, trigger.type, asked.kind, asked.own, trigger.reading.sense.entry.id
    inside = trigger.sentence.first <= first < trigger.sentence.last
    side = "away" if not inside else "behind" if first > at else "before"
    agent, target = asked.rules[0] if own[0] == phrase else "", asked.rules[1] if own[1] == phrase else ""
    plays, lasts = _entity(report, asked, stand.name, type_)
    seen: Seen = [
        (_SORT, (look.sort, side, type_, kind)), (_PREPOSITION, (look.prep, side, type_)),
        (_FORM, (look.form, look.length, look.several, look.sort if look.place else "", side if look.trigger else "")),
        (_HEARD, (look.heard, side if look.source else "", type_)),
        (_PROPOSED, (agent, target, type_, look.sort if agent or target else "")), (_ENTITY, plays), (_LAST, lasts),
        (_HEAD, (stand.name, type_)), (_MAIN, (stand.main, type_, side)),
        (_ENTRY, (entry, kind, side)), (_ENTRY_SORT, (entry, look.sort)),
    ]  # fmt: skip
    if relations:
        seen.append((_PLAYING, (tuple(relations), type_)))
    if asked.act and first == asked.speaker:
        seen.append((_SPEAKER, (asked.act, type_)))
    if agent or target:
        seen.append((_ENTRY_RULES, (entry, agent, target)))
    if side == "behind":
        seen.append((_ENTRY_BEHIND, (entry, kind, look.prep, min(first - at - 1, 2))))
    if not inside:
        back = asked.sentence - report.sentence_of(first)
        seen.append((_FAR, (back if 0 <= back < 3 else 3, type_, bool(look.prep), look.sort)))
        return seen + _linked(asked, phrase, side, stand.form)
    seen += _standing(report, asked, phrase, side) + _linked(asked, phrase, side, stand.form)
    seen.append((_LEAD, ("trigger" if first == at + 1 else stand.lead, side, type_, kind)))
    if trigger.reading.kind == "verb":
        seen.append((_AGREE, (side, trigger.reading.person, stand.form)))
    if side == "before":
        seen.append((_SUBJECT, (stand.subject, report.scene.word(at).case, kind, type_)))
        seen.append((_CUE, (asked.cue, look.sort, bool(look.prep), stand.subject)))
    return seen


def _standing(report: Report, asked: Ask, phrase: Filler, side: str) -> Seen:
    """Where a phrase of the trigger's sentence stands, and what lies between, other mentions above all."""
    trigger, first, last, passed = asked.draft.trigger, phrase[0][0], phrase[-1][1], report.passed
    at = trigger.at
    low, high = (at + 1, first) if first > at else (last, max(last, at))
    distance = _STEPS[high - low] if high - low <= _REACH else 7
    between = BETWEEN[passed[high] - passed[low]]
    seen: Seen = [
        (_NEAR, (side, distance, asked.kind, between.people, first == trigger.sentence.first, first <= at < last)),
        (_AMID, (side, between.verbs, between.clauses, between.edges, between.triggers)),
    ]  # fmt: skip
    others = between.triggers > 0 or (first > at and first in report.scene.triggers)
    if others:
        seen.append((_OWNER, (side, report.links.owner(at, first), trigger.type)))
    if asked.tie.joined:
        seen.append((_JOINED, (side, asked.kind, trigger.type, others)))
    return seen


def _linked(asked: Ask, phrase: Filler, side: str, form: str) -> Seen:
    """How a phrase is linked to the trigger: by who speaks, by pronouns."""
    tie, first = asked.tie, phrase[0][0]
    seen: Seen = []
    if first in (tie.says, tie.hears, tie.speaker) or tie.person[:1] == "1":
        ours = first == asked.speaker if tie.person[:1] == "1" else None
        seen.append((_VOICE, (first == tie.says, first == tie.hears, first == tie.speaker, tie.saying, ours, asked.draft.trigger.type)))
    if side == "away":
        if tie.person or tie.suffix:
            seen.append((_AWAY, (tie.person, tie.suffix, form, tie.joined)))
        return seen
    if tie.suffix:
        seen.append((_SUFFIX, (side, tie.suffix, form, asked.kind)))
    return seen


def _entity(report: Report, asked: Ask, name: str, type_: str) -> tuple[Key, Key]:
    (agents, targets), (in_a, in_t), n = report.plays, report.plays_in, asked.number
    is_a, is_t = name in report.players[0][n], name in report.players[1][n]
    agent, target, same = asked.lasts
    doer, done_to = agents.get(name, 0) - is_a, targets.get(name, 0) - is_t
    alike, done_alike = in_a.get((name, type_), 0) - is_a, in_t.get((name, type_), 0) - is_t
    plays = (doer if doer < 3 else 3, alike if alike < 2 else 2, done_to if done_to < 3 else 3, done_alike if done_alike < 2 else 2,
             is_a, is_t, type_)  # fmt: skip
    return plays, (None if agent is None else name in agent, None if target is None else name in target, None if same is None else name in same)


def nobody(asked: Ask) -> Seen:
    """What is seen of a mention when nobody fills the role."""
    trigger, verdict = asked.draft.trigger, asked.draft.verdict
    there = (trigger.clue, "ال" in trigger.reading.pre, bool(trigger.reading.suf), trigger.light >= 0, asked.act, min(asked.people, _FEW),
             asked.sentence == 0)  # fmt: skip
    tie, kind, type_ = asked.tie, asked.kind, trigger.type
    seen: Seen = [
        (_NOBODY, (type_, kind, trigger.reading.sense.entry.id)), (_BY_RULE, (*asked.rules, verdict.modality, verdict.polarity)),
        (_THERE, there), (_CUED, (asked.cue, kind)), (_FOLLOWED, (tie.following, kind)),
    ]  # fmt: skip
    if tie.joined or tie.saying:
        seen.append((_TIED, (type_, kind, tie.joined, tie.saying)))
    if tie.governor:
        seen.append((_GOVERNED, (tie.governor, tie.near, type_)))
    return seen
