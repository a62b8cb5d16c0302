"""The genitive behind a noun: قصف المدينة, مقتل جنديين; not the adjective of an indefinite one (غارة جوية)."""

from __future__ import annotations

from khabar.extract.events.arguments import Range
from khabar.extract.events.roles import has
from khabar.extract.events.scene import Scene, Trigger, plural_heads
from khabar.text.phrases import conjuncts, is_nisba


def is_adjective(scene: Scene, k: int) -> bool:
    """An adjective of an indefinite noun (غارة جوية, هجوم عنيف), not its genitive."""
    read = scene.word(k)
    if read.article or k in scene.places or k in scene.doc.number_at:
        return False
    if has(scene, k, "adjective"):
        return True
    if read.stem.endswith("يه") and read.stem not in plural_heads():
        return True
    return not read.known and not scene.sort(k, k + 1) and (is_nisba(read) or read.stem.endswith("ه"))


def genitive(scene: Scene, trigger: Trigger) -> tuple[Range, ...]:
    """The phrase that follows a noun in the genitive."""
    k, sentence = trigger.at + 1, trigger.sentence
    if k < sentence.last and scene.doc.tokens[k].text in "\"»”" and scene.doc.tokens[k - 2].text in "\"«“":
        k += 1  # تحقيقا في "قتل" الصحفي
    if "ال" in trigger.reading.pre or trigger.reading.suf or k >= sentence.last or k in scene.times:
        return ()
    if trigger.reading.kind == "masdar" and k + 1 < sentence.last and _second_masdar(scene, k):
        k += 1  # تحرير وتأمين المدينة
    token = scene.doc.tokens[k]
    if token.kind == "punct":
        if token.text not in "\"«“":
            return ()
    elif token.kind == "word" and k not in scene.doc.number_at:
        read = scene.word(k)
        if read.kind not in ("noun", "both", "demonstrative") or read.case or read.joined or is_adjective(scene, k):
            return ()
        vague = not (read.article or read.known or k in scene.places or scene.sort(k, k + 1))
        if trigger.reading.kind == "noun" and vague and read.kind != "demonstrative":
            return ()
    kept: list[Range] = []
    for part in conjuncts(scene.doc, k, sentence.last, scene.places):
        if kept and part[0] in scene.triggers:
            break
        kept.append(part)
    if kept and has(scene, kept[0][0], "transparent") and kept[0][1] - kept[0][0] > 1:
        kept[0] = kept[0][0] + 1, kept[0][1]
    if kept and has(scene, kept[0][0], "void"):
        return ()
    return tuple(kept)


def _second_masdar(scene: Scene, k: int) -> bool:
    """A verbal noun joined to the trigger that shares its genitive and is no trigger itself."""
    read, following = scene.word(k), scene.word(k + 1)
    alone = read.joined and read.kind in ("noun", "both") and not read.article and not read.case and k not in scene.triggers
    opens = following.kind == "noun" and not following.joined and not following.case
    return alone and read.known and opens and k not in scene.places and k + 1 not in scene.doc.number_at
