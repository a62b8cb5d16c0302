"""Whether an act happened: cues around it (لم, سوف, يعتزم, هدد بـ, إذا) and the speech that it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from khabar.extract.attributions.lexicon import is_masdar, may_have_said
from khabar.extract.event_lexicon import Reading
from khabar.extract.events.aims import WORDS, future_verb, is_aim
from khabar.extract.events.roles import has
from khabar.extract.events.scene import Scene, Trigger, heads
from khabar.record.mentions import AttributionMention
from khabar.record.types import Modality, Polarity
from khabar.resources import derived, entries
from khabar.resources.schema.modality import ModalityCue
from khabar.text import Token

_BACK = 9
_CLAIM = 5
#: Whose asking makes an act merely possible: the act of speech to the modality of what it asks for.
_SPEECH: dict[str, Modality] = {"demand": "possible", "order": "ordered", "threaten": "threatened", "promise": "planned"}
#: What two sides agree upon is there once they have agreed, or was there before.
_SETTLED = frozenset({"agree", "ceasefire", "meet", "accuse", "demand", "reject"})


_Table = dict[str, list[tuple[tuple[str, ...], int]]]


class Verdict(NamedTuple):
    """Modality and polarity of one act, with the entry and the word that decided (or None)."""

    modality: Modality
    polarity: Polarity
    entry: str | None
    at: int | None


_ASKS = "modality.possible.whether"
_BUT_FOR = "modality.fact.lawla"
_IF, _WHAT = "اذا", "ما"  # ما إذا asks, إذا sets a condition
_QAD = frozenset({"قد", "وقد", "فقد"})
#: كان in its past forms: لكان قد [قتل] would have been done, ما كان قد [قتل] was not.
_WAS = frozenset({"كان", "كانت", "كانوا", "كانا", "كانتا", "كن", "كنا", "كنت"})
_BE = frozenset({"يكون", "تكون", "يكونون", "يكونوا", "يكن", "نكون", "اكون"})  # قد يكون [قتل]: behind قد it governs no act of its own


@cache
def _cues() -> tuple[_Table, tuple[ModalityCue, ...]]:
    table = {k: [(tuple(rest), n) for rest, n in v] for k, v in derived("modality_forms").items()}
    return table, entries("modality")


def judge(scene: Scene, trigger: Trigger, speech: AttributionMention | None) -> Verdict:
    """Modality and polarity of a trigger; ``speech`` is the attribution with the shortest content around it.

    An event noun under light verbs (لن يشن هجوما, أن يسفر عن سقوط جرحى) shares what holds of them.
    """
    found = Verdict("actual", "pos", None, None)
    entry = trigger.reading.sense.entry
    if entry.modality:
        found = Verdict(entry.modality, "pos", entry.id, trigger.at)  # type: ignore[arg-type]
    at, reading = trigger.at, trigger.reading
    if reading.kind != "verb" and (claim := _claimed(scene, trigger)) is not None:
        return found._replace(entry="wordset.event.claim", at=claim) if found.modality == "actual" else found
    for _ in range(3):
        found = _merge(found, _at(scene, trigger, at, reading))
        above = scene.governor.get(at, -1)
        if above < 0 or has(scene, at - 1, "apart") or _beside(scene, trigger, at, above):  # خاض مواجهة قبل إلقاء [القبض] عليه
            break
        at = above
        reading = scene.light[at]
    if speech is None:
        return found
    if found.modality == "actual" and speech.act in _SPEECH and _asked(scene, trigger, speech):
        return found._replace(modality=_SPEECH[speech.act], entry=f"speech.{speech.act}")
    if speech.act == "deny" and found.polarity == "pos" and trigger.type not in WORDS and _asked(scene, trigger, speech):
        return found._replace(polarity="neg", entry="speech.deny")
    return found


def _beside(scene: Scene, trigger: Trigger, at: int, above: int) -> bool:
    """لم يصدر تعليق على الهدنة: a definite event noun behind a preposition is no object of the light verb, which has another."""
    own = trigger.reading
    if at != trigger.at or not (own.suf or "ال" in own.pre) or at - above < 3:
        return False
    linked = has(scene, at - 1, "apart") or scene.word(at - 1).kind == "preposition" or bool(scene.word(at).case)
    return linked and any(scene.word(k).kind == "noun" and k not in scene.places for k in range(above + 1, at - 1))


def _claimed(scene: Scene, trigger: Trigger) -> int | None:
    """لم تعلن أي جهة مسؤوليتها عن الهجوم: an act that is, or is not, claimed has happened."""
    for k in range(trigger.at - 1, max(trigger.sentence.first, trigger.at - _CLAIM) - 1, -1):
        if scene.is_edge(k) and scene.doc.tokens[k].text not in "\"«“":
            return None
        if has(scene, k, "claim"):
            return k
        if scene.word(k).kind in ("relative", "subordinator"):
            return None
    return None


def _merge(first: Verdict, second: Verdict) -> Verdict:
    modality = first.modality if first.modality != "actual" else second.modality
    polarity: Polarity = "neg" if "neg" in (first.polarity, second.polarity) else "pos"
    return Verdict(modality, polarity, first.entry or second.entry, first.at if first.entry else second.at)


def _at(scene: Scene, trigger: Trigger, at: int, reading: Reading) -> Verdict:
    """What holds at one word: the trigger, or a light verb above it."""
    out = Verdict("actual", "pos", None, None)
    if reading.pre.endswith("س") and reading.kind == "verb":
        out = Verdict("planned", "pos", "clitic.sa", at)
    elif reading.kind == "verb" and reading.tense == "past" and _has_done(scene, trigger, at):
        out = Verdict("actual", "pos", "particle.qad", at - 1)
    blocked = False
    for k, cue in _around(scene, trigger, at, reading):
        if cue.gives == "neg":
            if not (cue.id.endswith("deny") and trigger.type in WORDS) and out.polarity == "pos":
                ahead: Modality = "planned" if scene.doc.tokens[k].norm.endswith("لن") and out.modality == "actual" else out.modality
                out = Verdict(ahead, "neg", cue.id, k)
        elif cue.gives == "actual":
            blocked = True
            if cue.id == _BUT_FOR:
                out = Verdict("actual", "pos", cue.id, k)
        elif (out.modality == "actual" or cue.id == _ASKS) and not (cue.id == "modality.plan.agreed" and trigger.type in _SETTLED):
            out = Verdict(cue.gives, out.polarity, cue.id, k)
    if out.modality == "actual" and not blocked and is_aim(scene, trigger, at, reading):
        out = Verdict("planned", out.polarity, "purpose.li", at)
    if out.modality == "actual" and not blocked and reading.kind != "verb" and (verb := future_verb(scene, trigger, at, reading)) is not None:
        out = Verdict("planned", out.polarity, "clitic.sa", verb)
    return out


def _around(scene: Scene, trigger: Trigger, at: int, reading: Reading) -> list[tuple[int, ModalityCue]]:
    """The cues that govern a word, nearest first, then those behind it."""
    out: list[tuple[int, ModalityCue]] = []
    _before(scene, trigger, at, reading, out)
    table, cues = _cues()
    for k in range(at + 1, min(trigger.sentence.last, at + 4)):
        token = scene.doc.tokens[k]
        if token.kind == "punct":
            break
        out += [(k, cues[n]) for rest, n in table.get(token.norm, ()) if not rest and cues[n].reach <= at - k + 1]
    return out


def _before(scene: Scene, trigger: Trigger, at: int, reading: Reading, out: list[tuple[int, ModalityCue]]) -> None:
    table, cues = _cues()
    tokens, word = scene.doc.tokens, scene.word
    is_verb = reading.kind == "verb"
    after_an = False  # the act stands in an أن-clause, which the cue before أن governs
    linked = bool(scene.word(at).case)  # a preposition stands between cue and act
    settled = not is_verb and ("ال" in reading.pre or bool(reading.suf))  # الهجوم, هجومها: something that is there
    deep = False
    gap = 0
    for k in range(at - 1, max(trigger.sentence.first, at - _BACK) - 1, -1):
        token = tokens[k]
        if token.kind == "punct":
            if token.text in "\"«“":
                continue
            break
        norm = token.norm
        rows = _beginning(table, tokens, k)
        for rest, number in rows:
            cue = cues[number]
            if rest and not (k + len(rest) < at and all(tokens[k + 1 + j].norm == w for j, w in enumerate(rest))):
                continue
            if norm in _QAD and (_was(scene, trigger, k) or may_have_said(tokens[at].norm)):
                continue  # كان الوزير قد تحدث عن مقتل …
            if not deep and _governs(cue, reading, gap - len(rest), is_verb=is_verb, after_an=after_an, norm=norm, linked=linked):
                out.append((k, cue))
        if not is_verb and not rows and has(scene, k, "apart"):
            break  # لم يصب أحد خلال الهجوم, يعتزم الرد بعد الغارة
        read = word(k)
        deep = deep or (settled and not rows and _act(scene, k) and not has(scene, k, "aspect"))
        linked = linked or read.kind == "preposition" or bool(read.case)
        if read.kind == "subordinator" and read.stem.startswith(("ان", "بان", "لان")):
            after_an = linked = True
        elif read.kind in ("relative", "subordinator") or (not rows and _is_verb(scene, k) and not _carries(tokens, k)):
            break
        elif k == at - 1 and k in scene.triggers and not rows and not read.article:
            break  # إنهاء القتال: the cue governs the ending, not the fighting
        gap += 1


def _beginning(table: _Table, tokens: Sequence[Token], k: int) -> Sequence[tuple[tuple[str, ...], int]]:
    """The cues that begin at token ``k``: what follows their first word, and their number. ما إذا is met at its second word,
    which sets no condition there."""
    norm = tokens[k].norm
    if norm == _IF and k and tokens[k - 1].norm.endswith(_WHAT):
        asking = [((), number) for rest, number in table.get(tokens[k - 1].norm, ()) if rest == (_IF,)]
        if asking:
            return asking
    return table.get(norm) or (table.get(norm[1:]) if norm[0] in "وف" else None) or ()


def _carries(tokens: Sequence[Token], k: int) -> bool:
    """A form of to be that parts no cue from the act behind it: قد يكون [قتل], ربما يكون قد [قتل], ما إذا كانت الطائرات [قصفت]."""
    norm, before = tokens[k].norm, tokens[k - 1].norm if k else ""
    return (norm in _BE and (before in _QAD or tokens[k + 1].norm in _QAD)) or (norm in _WAS and before == _IF)


def _has_done(scene: Scene, trigger: Trigger, at: int) -> bool:
    """قد right before a past: it is done, unless it may be or would have been (ربما يكون قد [قتل], لكان قد [قتل])."""
    tokens = scene.doc.tokens
    if at - 1 < trigger.sentence.first or tokens[at - 1].norm not in _QAD:
        return False
    before = tokens[at - 2].norm if at - 2 >= trigger.sentence.first else ""
    return before not in _BE and not (before.startswith("ل") and before[1:] in _WAS)


def _act(scene: Scene, k: int) -> bool:
    """A verbal noun, or a trigger that is one: what stands behind it is its own."""
    if k in scene.triggers:
        return scene.triggers[k].reading.kind == "masdar"
    stem = scene.word(k).stem
    return is_masdar(stem) and stem not in heads()


def _was(scene: Scene, trigger: Trigger, k: int) -> bool:
    """Whether كان stands before قد in its clause: the past perfect, no doubt."""
    for j in range(k - 1, max(trigger.sentence.first, k - _BACK) - 1, -1):
        if scene.word(j).kind == "auxiliary":
            return True
        if scene.word(j).kind in ("relative", "subordinator"):
            return False
    return False


def _is_verb(scene: Scene, k: int) -> bool:
    """A finite verb at ``k``; behind a preposition none can stand (من أجل)."""
    if k in scene.triggers and scene.triggers[k].reading.kind == "verb":
        return True
    return scene.word(k).kind == "verb" and not (k and scene.word(k - 1).kind == "preposition")


def _governs(
    cue: ModalityCue, reading: Reading, gap: int, *, is_verb: bool, after_an: bool, norm: str, linked: bool
) -> bool:
    if cue.reach < 0 or gap > cue.reach:
        return False
    if norm in _QAD and cue.id != "modality.possible.may_have":  # قد before a past is no doubt, قد يكون is
        return is_verb and reading.tense in ("present", "short") and gap == 0
    if norm in ("اي", "ايه", "لاي", "باي"):
        return not is_verb and gap == 0
    if cue.to == "verb":
        return is_verb and (norm not in ("لا", "ما") or gap == 0)
    if cue.to == "act":
        if is_verb:
            return after_an
        return linked or "ال" not in reading.pre or cue.gives in ("neg", "threatened") or reading.kind == "masdar"  # تعتزم الحكومة الانسحاب
    return True


def _asked(scene: Scene, trigger: Trigger, speech: AttributionMention) -> bool:
    """The act is what is asked for: it opens the content rather than standing deeper in it."""
    start = scene.doc.tokens[trigger.at].start
    return any(first - 2 <= start <= first + 6 for first, _ in speech.content)
