"""The doer of an act whose clause names none: the subject of the verb it depends on, or somebody who acts before it."""

from __future__ import annotations

from bisect import bisect_left

from khabar.extract.events.arguments import Range, behind
from khabar.extract.events.draft import FIELD, Draft
from khabar.extract.events.front import in_front
from khabar.extract.events.scene import Scene

_CHUNKS = 24
_VERB_REACH = 12


def governing(scene: Scene, draft: Draft) -> bool:
    """Take the subject of the verb that an event noun depends on, unless it is a verb of saying."""
    trigger = draft.trigger
    if trigger.reading.kind != "masdar":
        return False
    sentence = trigger.sentence
    for k in range(trigger.at - 1, max(sentence.first, trigger.at - _VERB_REACH) - 1, -1):
        if scene.is_edge(k) and scene.doc.tokens[k].text not in "\"«“":
            return False
        own = scene.triggers.get(k)
        if scene.word(k).kind != "verb" and not (own is not None and own.reading.kind == "verb"):
            continue
        if k in scene.cues:
            return False
        how, front = in_front(scene, sentence, k)
        after = [a for a in behind(scene, sentence, k) if not a.preposition and a.last <= trigger.at]
        subject = after[0] if after and not (front and how == "relative") else front
        if subject is None or scene.sort(*subject.parts[0]) in ("thing", "place") or subject.first in scene.triggers:
            return False
        draft.roles["agent"] = list(subject.parts)
        draft.rules["agent"] = "subject of the verb it depends on"
        return True
    return False


def doer_before(scene: Scene, draft: Draft, role: str = "agent") -> bool:
    """The nearest somebody who acts before the trigger in its sentence, those not behind a preposition first."""
    trigger = draft.trigger
    taken = {k for part in draft.roles.get("target" if role == "agent" else "agent", ()) for k in range(*part)}
    second: list[Range] = []
    for group in reversed(_groups(scene, draft)):
        first, last = group[0]
        if first in scene.sources and not (scene.sort(first, last) == "force" and trigger.type in FIELD):
            continue
        if first in taken or first in scene.triggers or not _may_act(scene, first, last, trigger.type):
            continue
        if trigger.at - first > 40:
            break
        if scene.word(first).kind == "both" or scene.doc.tokens[first].kind not in ("word", "number"):
            continue
        if scene.word(first).case or _governed(scene, first, trigger.sentence.first):
            if scene.sort(first, last) != "state":
                second = second or group
            continue
        draft.roles[role] = group
        draft.rules[role] = "the nearest before it in the sentence"
        return True
    if second and role == "agent" and trigger.type in FIELD:
        draft.roles[role] = second
        draft.rules[role] = "the nearest before it in the sentence, behind a preposition"
        return True
    return False


def _may_act(scene: Scene, first: int, last: int, kind: str) -> bool:
    if kind in ("clash", "protest") and scene.sort(first, last) in ("person", "number"):
        return True
    return scene.agentive(first, last)


def _groups(scene: Scene, draft: Draft) -> list[list[Range]]:
    """The phrases shortly before the trigger, joined ones together (القوات والمقاومة)."""
    out: list[list[Range]] = []
    chunks = scene.chunks(draft.trigger.sentence)
    end = bisect_left(chunks, (draft.trigger.at, 0))
    for first, last in chunks[max(0, end - _CHUNKS):end]:
        last = min(last, draft.trigger.at)
        if out and out[-1][-1][1] == first and scene.word(first).joined:
            out[-1].append((first, last))
        else:
            out.append([(first, last)])
    return out


def _governed(scene: Scene, k: int, floor: int) -> bool:
    return k > floor and scene.doc.tokens[k - 1].kind == "word" and scene.word(k - 1).kind == "preposition"
