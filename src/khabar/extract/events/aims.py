"""What an act is for, and what is to come: ل of purpose, and the future verb above or behind an event noun."""

from __future__ import annotations

from khabar.extract.event_lexicon import Reading
from khabar.extract.events.roles import has
from khabar.extract.events.scene import Scene, Trigger

_BACK = 9
_FAR = 25
_NEAR = 4
#: Acts of words whose making is itself what is done for: تظاهر شبان للمطالبة بـ…
_SAID = frozenset({"demand", "accuse", "threaten"})
#: Acts of words: to deny an accusation does not mean that nobody accused.
WORDS = frozenset({"accuse", "threaten", "demand", "reject", "order", "declare", "agree", "support"})
#: What ل before an act of these does not aim at: دعوة للتفاوض …
_GOVERNING = WORDS | {"aid"}
#: What is arranged beforehand and named by a noun before it takes place (القمة ستبحث …).
_ARRANGED = frozenset({"meet", "vote", "protest"})


def is_aim(scene: Scene, trigger: Trigger, at: int, reading: Reading) -> bool:
    """ل before a verbal noun or a present states an aim (تحركت القوات لاستعادة التلة, لإعادة توطينهم)."""
    pre, kind = reading.pre, reading.kind
    lam = pre.endswith("لال") or (pre.endswith("ل") and not pre.endswith("ال"))
    before = scene.word(at - 1) if at > trigger.sentence.first else None
    if kind == "verb":
        return lam and (before is None or scene.doc.tokens[at - 1].text not in "،,")  # …، لتستعيد المدينة: and then it did
    own = trigger.reading
    if at != trigger.at and (own.suf or "ال" in own.pre):
        return False  # لشن الغارات, للمشاركة في القتال: what is there already
    if trigger.type in _SAID or (lam and reading.suf and _because(scene, trigger, at)) or _served(scene, trigger, at):
        return False
    if not lam:
        return (kind == "masdar" and not pre and not reading.suf and before is not None and before.case == "ل" and not before.article
                and at - 1 not in scene.triggers and at - 1 not in scene.places)
    if kind != "masdar":
        return False
    if before is None:
        return True
    governs = at - 1 in scene.triggers and scene.triggers[at - 1].type in _GOVERNING
    return not governs and not (before.kind == "verb" and at - 1 not in scene.triggers)


def _because(scene: Scene, trigger: Trigger, at: int) -> bool:
    """لتورطه في …, لرفضها التعاون, سجن عشرة لقتلهم صحفيا: ل with a verbal noun and its subject's pronoun gives the cause where a
    preposition or an object follows, or somebody is tried for it."""
    behind = scene.word(at + 1) if at + 1 < len(scene.doc.tokens) else None
    if behind is not None and (behind.kind == "preposition" or bool(behind.case) or behind.article):
        return True
    tried = (scene.triggers.get(k) for k in range(trigger.sentence.first, at))
    return any(t is not None and t.type in ("prosecute", "arrest", "sanction") for t in tried)


def _served(scene: Scene, trigger: Trigger, at: int) -> bool:
    """استخدمها المسلحون لتهريب السلاح, تتعرض المدينة لقصف, التقى الوزيران لبحث …: what a thing is used for, what one undergoes
    and what a meeting is for is done."""
    for k in range(at - 1, max(trigger.sentence.first, at - _FAR) - 1, -1):
        if scene.doc.tokens[k].text in ".؛":
            return False
        near = at - k <= _BACK and not any(scene.doc.tokens[j].kind == "punct" for j in range(k, at))
        if near and (has(scene, k, "used") or has(scene, k, "undergoes")):
            return True
        other = scene.triggers.get(k)
        if trigger.type == "meet" and other is not None and other.type == "meet" and other.reading.kind == "verb" and other.reading.tense == "past":
            return True
    return False


def future_verb(scene: Scene, trigger: Trigger, at: int, reading: Reading) -> int | None:
    """The future verb whose subject or object an event noun is: سيعقد اجتماع, ستكون هذه الزيارة, المحادثات ستركز على …"""
    before = scene.word(at - 1) if at > trigger.sentence.first else None
    if scene.word(at).case or (before is not None and before.kind == "preposition"):
        return None
    for k in range(at - 1, max(trigger.sentence.first, at - _NEAR) - 1, -1):
        if scene.is_edge(k) or scene.word(k).kind in ("relative", "subordinator") or has(scene, k, "apart"):
            break
        if _future(scene, k):
            return k if trigger.type in _ARRANGED or not ("ال" in reading.pre or reading.suf) else None
        if scene.word(k).kind == "verb":
            break
    for k in range(at + 1, min(trigger.sentence.last, at + _NEAR + 2) if trigger.type in _ARRANGED else at):
        if scene.is_edge(k) or scene.word(k).kind in ("relative", "subordinator") or (k in scene.triggers and scene.triggers[k].reading.kind != "verb"):
            return None
        if _future(scene, k):
            return k
        if scene.word(k).kind == "verb":
            return None
    return None


def _future(scene: Scene, k: int) -> bool:
    """سيعقد, وستكون, سوف."""
    norm = scene.doc.tokens[k].norm
    bare = norm[1:] if norm[:1] in ("و", "ف") and len(norm) > 4 else norm
    return bare == "سوف" or (len(bare) > 3 and bare[0] == "س" and bare[1] in "يتن" and scene.word(k).kind == "verb" and k not in scene.places)
