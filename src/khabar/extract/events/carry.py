"""Carry-over: a death takes the doer of the attack that caused it, a mention the place of the one before it."""

from __future__ import annotations

from khabar.extract.events.draft import Draft
from khabar.extract.events.scene import Scene

_CAUSES = frozenset({"airstrike", "shelling", "bombing", "suicide_attack", "attack", "clash"})
_EFFECTS = frozenset({"kill", "injure", "destroy", "displace", "abduct", "arrest"})
_FIELD = _CAUSES | _EFFECTS | {"seize", "besiege", "withdraw", "protest", "move", "defect"}


def over(scene: Scene, drafts: list[Draft]) -> None:
    """Fill empty roles, places and times from neighbouring mentions, noting the reason on the draft."""
    for n, draft in enumerate(drafts):
        near = [d for d in drafts if d is not draft and d.trigger.sentence is draft.trigger.sentence]
        if draft.trigger.type in _EFFECTS and "agent" not in draft.roles:
            _agent_of_cause(draft, near, drafts[:n])
        if draft.trigger.type in _CAUSES and "target" not in draft.roles:
            _target_of_effect(draft, near)
        if "place" not in draft.places and draft.trigger.type in _FIELD:
            _place_before(draft, drafts[:n])


def _agent_of_cause(draft: Draft, near: list[Draft], before: list[Draft]) -> None:
    causes = [d for d in near if d.trigger.type in _CAUSES and d.roles.get("agent")]
    if causes:
        cause = min(causes, key=lambda d: abs(d.trigger.at - draft.trigger.at))
        draft.roles["agent"] = list(cause.roles["agent"])
        draft.notes.append("agent: of the attack in the same sentence")


def _target_of_effect(draft: Draft, near: list[Draft]) -> None:
    return


def _place_before(draft: Draft, before: list[Draft]) -> None:
    for other in reversed(before[-6:]):
        if draft.trigger.sentence.block - other.trigger.sentence.block > 1:
            return
        if "place" in other.places:
            draft.places["place"] = other.places["place"]
            draft.rules["place"] = "carried over from the mention before"
            return
