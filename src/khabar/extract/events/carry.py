"""Carry-over: a death takes the doer of the attack that caused it, a mention the doer or place of the one before it."""

from __future__ import annotations

import itertools

from khabar.extract.events import nisba
from khabar.extract.events.doers import doer_before, governing
from khabar.extract.events.draft import CAUSES, EFFECTS, FIELD, Draft
from khabar.extract.events.scene import Scene

_STRIKES = frozenset({"airstrike", "shelling", "bombing", "suicide_attack"})
_NEAR = 9
_AIMS = frozenset({"هدف", "بهدف", "بغيه", "اجل", "بغرض", "لغرض"})
#: Types whose doer is usually named; the others often have none.
_DOER = frozenset({
    "attack", "airstrike", "shelling", "suicide_attack", "seize", "besiege", "meet", "agree", "aid", "support", "cooperate",
    "accuse", "threaten", "demand", "reject", "order", "declare", "sanction", "restrict", "prosecute", "establish", "arrest",
    "withdraw", "move", "abuse", "release", "abduct", "clash",
})  # fmt: skip


def over(scene: Scene, drafts: list[Draft]) -> None:
    """Fill empty roles, places and times from neighbouring mentions, noting the reason on the draft."""
    nisba.doers(scene, drafts)
    for first, second in itertools.pairwise(drafts):
        if second.trigger.at > first.trigger.at + 1:
            _joined(scene, first, second)
    for n, draft in enumerate(drafts):
        near = [d for d in drafts[max(0, n - 12):n + 12] if d is not draft and d.trigger.sentence is draft.trigger.sentence]
        if "agent" not in draft.roles:
            _asked(scene, draft, drafts[max(0, n - 3):n])
        _repelled(draft, drafts[n + 1:n + 2])
        if "agent" not in draft.roles:
            if draft.trigger.type in EFFECTS:
                _agent_of_cause(draft, near)
            elif draft.trigger.type in _DOER and not doer_before(scene, draft):
                governing(scene, draft)
        if draft.trigger.type == "aid" and "target" not in draft.roles and scene.word(draft.trigger.at).case == "ب":
            doer_before(scene, draft, "target")
        if draft.trigger.type in CAUSES and "target" not in draft.roles:
            _aim(scene, draft, drafts[n + 1:n + 3])
        if draft.trigger.type in _STRIKES and "target" not in draft.roles:
            _target_of_effect(draft, near)
    _share(scene, drafts)
    for n, draft in enumerate(drafts):
        if draft.trigger.type in CAUSES and "ال" in draft.trigger.reading.pre:
            _from_earlier(draft, drafts[max(0, n - 10):n])
    for n, draft in enumerate(drafts):
        if "place" not in draft.places and draft.trigger.type in FIELD:
            _place_before(draft, drafts[max(0, n - 6):n])


def _from_earlier(draft: Draft, before: list[Draft]) -> None:
    """الهجوم without a doer takes that of the last mention of its type in the paragraphs before."""
    for role in ("agent",):
        if role in draft.roles:
            continue
        for other in reversed(before):
            if draft.trigger.sentence.block - other.trigger.sentence.block > 2:
                break
            if other.trigger.type == draft.trigger.type and role in other.roles:
                draft.roles[role] = list(other.roles[role])
                draft.rules[role] = "carried over from the mention of its type before"
                break


def _asked(scene: Scene, draft: Draft, before: list[Draft]) -> None:
    """اتهم الجيش المتمردين بقصف البلدة: the accused, or the one asked, does the act that the complaint or demand names."""
    trigger = draft.trigger
    if trigger.reading.kind == "verb" and scene.word(trigger.at - 1).kind != "subordinator":
        return
    linked = scene.word(trigger.at).case == "ب" or scene.word(trigger.at - 1).stem in ("الي", "علي", "ان", "ب")
    for other in reversed(before):
        if not linked or other.trigger.sentence is not trigger.sentence or trigger.at - other.trigger.at > 14:
            return
        if other.trigger.type in ("accuse", "demand", "order"):
            if other.roles.get("target"):
                draft.roles["agent"] = list(other.roles["target"])
                draft.rules["agent"] = f"whom the {other.trigger.type} is directed at"
            return


def _aim(scene: Scene, draft: Draft, after: list[Draft]) -> None:
    """شنت القوات هجوما لاستعادة البلدة: what an attack is meant to take is what it is on."""
    trigger = draft.trigger
    for other in after:
        near = other.trigger.sentence is trigger.sentence and other.trigger.at - trigger.at <= _NEAR
        aimed = scene.word(other.trigger.at).case == "ل" or scene.word(other.trigger.at - 1).stem in _AIMS
        if near and aimed and other.trigger.type in ("seize", "withdraw") and other.roles.get("target"):
            draft.roles["target"] = list(other.roles["target"])
            draft.rules["target"] = f"what the {trigger.type} is meant to take"
            return


def _repelled(draft: Draft, after: list[Draft]) -> None:
    """صد الجيش هجوما للمتمردين: the attack was on him who repelled it, and he fought its doers."""
    if draft.trigger.type != "clash" or not after or after[0].trigger.type not in CAUSES:
        return
    attack = after[0]
    if not 0 < attack.trigger.at - draft.trigger.at <= 2 or attack.trigger.sentence is not draft.trigger.sentence:
        return
    if "target" not in attack.roles and draft.roles.get("agent"):
        attack.roles["target"] = list(draft.roles["agent"])
        attack.rules["target"] = "who repelled the attack"
    if "target" not in draft.roles and attack.roles.get("agent"):
        draft.roles["target"] = list(attack.roles["agent"])
        draft.rules["target"] = "whose attack was repelled"


def _share(scene: Scene, drafts: list[Draft]) -> None:
    """مقتل وإصابة العشرات: of two acts joined word by word, the first takes the target of the second."""
    for first, second in itertools.pairwise(drafts):
        if second.trigger.at != first.trigger.at + 1:
            continue
        if second.roles.get("target") and "target" not in first.roles:
            first.roles["target"] = list(second.roles["target"])
            first.rules["target"] = "shared with the act joined to it"


def _joined(scene: Scene, first: Draft, second: Draft) -> None:
    """مقتل 6 وإصابة 192 برصاص الجيش, اشتباكات وتبادلا للقصف بين: what follows the second act is told of the first as well."""
    if second.trigger.sentence is not first.trigger.sentence or not scene.word(second.trigger.at).joined:
        return
    if second.trigger.reading.kind == "verb" or first.trigger.reading.kind == "verb" or "agent" in first.roles:
        return
    near = second.trigger.at - first.trigger.at <= _NEAR
    effects = first.trigger.type in EFFECTS and second.trigger.type in EFFECTS
    if near and "agent" in second.roles and (effects or not first.roles) and "nearest" not in second.rules["agent"]:
        for role in ("agent",) if effects else ("agent", "target"):
            if role in second.roles:
                first.roles[role] = list(second.roles[role])
                first.rules[role] = "shared with the act joined to it"


def _agent_of_cause(draft: Draft, near: list[Draft]) -> None:
    causes = [d for d in near if d.trigger.type in CAUSES and d.roles.get("agent")]
    if causes:
        cause = min(causes, key=lambda d: abs(d.trigger.at - draft.trigger.at))
        draft.roles["agent"] = list(cause.roles["agent"])
        draft.rules["agent"] = "of the attack in the same sentence"


def _target_of_effect(draft: Draft, near: list[Draft]) -> None:
    effects = [d for d in near if d.trigger.type in EFFECTS and d.roles.get("target")]
    if effects:
        effect = min(effects, key=lambda d: abs(d.trigger.at - draft.trigger.at))
        draft.roles["target"] = list(effect.roles["target"])
        draft.rules["target"] = "the victims told in the same sentence"


def _place_before(draft: Draft, before: list[Draft]) -> None:
    for other in reversed(before):
        if draft.trigger.sentence.block - other.trigger.sentence.block > 1:
            return
        if "place" in other.places:
            draft.places["place"] = other.places["place"]
            draft.rules["place"] = "carried over from the mention before"
            return
