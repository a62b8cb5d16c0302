"""Whether an act happened: cues before it (لم, سوف, يعتزم, هدد بـ, إذا) and the speech that it stands in."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from khabar.extract.events.scene import Scene, Trigger
from khabar.record.mentions import AttributionMention
from khabar.record.types import Modality, Polarity
from khabar.resources import derived, entries
from khabar.resources.schema.modality import ModalityCue

_BACK = 9
#: Whose asking makes an act merely possible: the act of speech to the modality of what it asks for.
_SPEECH: dict[str, Modality] = {"demand": "possible", "order": "ordered", "threaten": "threatened", "promise": "planned"}


class Verdict(NamedTuple):
    """Modality and polarity of one act, with the entry and the word that decided (or None)."""

    modality: Modality
    polarity: Polarity
    entry: str | None
    at: int | None


@cache
def _cues() -> tuple[dict[str, list[tuple[tuple[str, ...], int]]], tuple[ModalityCue, ...]]:
    table = {k: [(tuple(rest), n) for rest, n in v] for k, v in derived("modality_forms").items()}
    return table, entries("modality")


def judge(scene: Scene, trigger: Trigger, speech: AttributionMention | None) -> Verdict:
    """Modality and polarity of a trigger; ``speech`` is the innermost attribution whose content begins with it."""
    modality: Modality = "actual"
    polarity: Polarity = "pos"
    entry: str | None = None
    where: int | None = None
    reading = trigger.reading
    if reading.sense.entry.modality:
        modality, entry = reading.sense.entry.modality, reading.sense.entry.id  # type: ignore[assignment]
    if reading.pre.endswith("س") and reading.kind == "verb":
        modality, entry = "planned", "clitic.sa"
    for at, cue in _before(scene, trigger):
        if cue.gives == "neg":
            if polarity == "pos":
                polarity, entry, where = "neg", cue.id, at
        elif modality == "actual":
            modality, entry, where = cue.gives, cue.id, at
    if modality == "actual" and _purpose(scene, trigger):
        modality, entry = "planned", "purpose.li"
    if modality == "actual" and speech is not None and speech.act in _SPEECH and _asked(scene, trigger, speech):
        modality, entry = _SPEECH[speech.act], f"speech.{speech.act}"
    return Verdict(modality, polarity, entry, where)


def _before(scene: Scene, trigger: Trigger) -> list[tuple[int, ModalityCue]]:
    """The cues that govern a trigger, nearest first."""
    table, cues = _cues()
    tokens = scene.doc.tokens
    is_verb = trigger.reading.kind == "verb"
    out: list[tuple[int, ModalityCue]] = []
    after_an = False  # the act stands in an أن-clause, which the cue before أن governs
    gap = 0
    for k in range(trigger.at - 1, max(trigger.sentence.first, trigger.at - _BACK) - 1, -1):
        token = tokens[k]
        if token.kind == "punct":
            if token.text in "\"«“":
                continue
            break
        norm = token.norm
        for rest, number in table.get(norm) or table.get(norm[1:] if norm[0] in "وف" else norm) or ():
            cue = cues[number]
            width = len(rest)
            if rest and not (k + width < trigger.at and all(tokens[k + 1 + j].norm == w for j, w in enumerate(rest))):
                continue
            if _governs(scene, cue, trigger, gap - width, is_verb=is_verb, after_an=after_an, norm=norm):
                out.append((k, cue))
        read = scene.word(k)
        if read.kind == "subordinator" and read.stem.startswith(("ان", "بان")):
            after_an = True
        elif read.kind == "relative" or (read.kind == "subordinator" and not after_an):
            break
        elif k in scene.triggers and scene.triggers[k].reading.kind == "verb" or read.kind == "verb" and norm not in table:
            break
        gap += 1
    return out


def _governs(
    scene: Scene, cue: ModalityCue, trigger: Trigger, gap: int, *, is_verb: bool, after_an: bool, norm: str
) -> bool:
    if gap > cue.reach:
        return False
    if cue.to == "verb":
        return is_verb and (norm not in ("لا", "ما") or gap == 0)
    if cue.to == "act":
        return not is_verb or after_an
    if norm in ("قد", "وقد"):  # قد before a past is no doubt
        return is_verb and trigger.reading.tense in ("present", "short")
    return True


def _purpose(scene: Scene, trigger: Trigger) -> bool:
    """ل before a verbal noun or a present states an aim (تحركت القوات لاستعادة التلة)."""
    pre, kind = trigger.reading.pre, trigger.reading.kind
    if kind == "verb":
        return pre.endswith("ل")
    if kind != "masdar" or not (pre.endswith("ل") or pre.endswith("لال")):
        return False
    k = trigger.at - 1
    if k < trigger.sentence.first:
        return True
    before = scene.word(k)
    return not (k in scene.triggers and scene.triggers[k].type in ("support", "accuse", "aid")) and before.kind != "verb"


def _asked(scene: Scene, trigger: Trigger, speech: AttributionMention) -> bool:
    """The act is what is asked for: it opens the content, or follows أن, rather than standing deeper in it."""
    token = scene.doc.tokens[trigger.at]
    return any(start - 2 <= token.start <= start + 25 for start, _ in speech.content)
