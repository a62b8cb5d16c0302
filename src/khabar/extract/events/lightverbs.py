"""Light verbs around event nouns: شن المسلحون هجوما, استهدف القصف الثكنة, اعتداءات شنها مسلحون, قيام القوات بقصف."""

from __future__ import annotations

from khabar.extract.event_lexicon import Reading
from khabar.extract.events.arguments import behind
from khabar.extract.events.front import in_front
from khabar.extract.events.genitive import genitive, is_adjective
from khabar.extract.events.roles import Roles, prepositions
from khabar.extract.events.scene import Scene, Trigger
from khabar.text.phrases import is_nisba


def struck(scene: Scene, trigger: Trigger, out: Roles) -> None:
    """استهدف القصف نقطة مراقبة: the object of the verb that the event noun is the subject of."""
    k = trigger.at - 1
    while k >= trigger.sentence.first and (scene.doc.tokens[k].text in "\"«“" or k in scene.doc.number_at):
        k -= 1
    reading = scene.light.get(k)
    if reading is None or reading.kind != "verb" or reading.suf:
        return
    frame = reading.sense.frame
    if frame.get("subject") != "event" or frame.get("object") != "target":
        return
    own = genitive(scene, trigger)
    for argument in behind(scene, trigger.sentence, own[-1][1] - 1 if own else trigger.at):
        if not argument.preposition and not is_adjective(scene, argument.first) and not _agrees_with_article(scene, argument.first):
            out.add("target", argument.parts, f"object of {reading.sense.entry.lemma}")
            return


def _agrees_with_article(scene: Scene, k: int) -> bool:
    """An adjective with the article behind the event noun (القصف الإسرائيلي)."""
    read = scene.word(k)
    return read.article and not read.known and is_nisba(read) and k not in scene.places


def light_verb(scene: Scene, trigger: Trigger, out: Roles) -> None:
    """A light verb before the noun gives its subject: شن المسلحون هجوما, أسفر القصف عن مقتل."""
    k = trigger.light
    if k < 0:
        return
    reading = scene.light[k]
    out.light = reading
    role = reading.sense.frame.get("subject")
    if role not in ("agent", "target") or not _is_complement(scene, trigger.at, reading):
        return
    if reading.kind == "masdar":  # قيام الميليشيات بتفخيخ الميناء
        if scene.doc.tokens[k + 1].kind == "word" and k + 1 < trigger.at and not is_adjective(scene, k + 1):
            first = behind(scene, trigger.sentence, k)[:1]
            if first and not first[0].preposition and first[0].last <= trigger.at:
                out.add(role, first[0].parts, f"genitive of {reading.sense.entry.lemma}")
        return
    if reading.kind != "verb":
        return
    how, front = in_front(scene, trigger.sentence, k)
    if how == "subject" and scene.word(k).joined:
        front = None
    between = [a for a in behind(scene, trigger.sentence, k) if not a.preposition and a.last <= trigger.at]
    rule = f"subject of {reading.sense.entry.lemma}"
    if between:
        out.add(role, between[0].parts, rule)
    elif front and not reading.suf:
        out.add(role, front.parts, rule)


def _is_complement(scene: Scene, at: int, light: Reading) -> bool:
    """The noun is the light verb's object, or stands behind the preposition that the verb asks for."""
    case = scene.word(at).case
    if not case and scene.word(at - 1).kind == "preposition":
        case = scene.word(at - 1).stem
    return not case or light.sense.frame.get(case) == "object"


def relative_light(scene: Scene, trigger: Trigger, out: Roles) -> None:
    """اعتداءات شنها مسلحون, الهجوم الذي استهدف الثكنة: a relative clause with a light verb fills the roles."""
    end = min(trigger.sentence.last, trigger.at + 12)
    for k in range(trigger.at + 1, end):
        if scene.is_edge(k) and scene.doc.tokens[k].text not in "،,":
            return
        reading = scene.light.get(k)
        if reading is not None and reading.kind == "verb":
            role = reading.sense.frame.get("subject")
            bare = [a for a in behind(scene, trigger.sentence, k) if not a.preposition]
            prepositions(scene, behind(scene, trigger.sentence, k), trigger.reading.sense.frame, out)
            if reading.suf and role == "agent" and bare:
                out.add("agent", bare[0].parts, f"subject of {reading.sense.entry.lemma} in the relative clause")
            elif role == "event" and bare and reading.sense.frame.get("object") == "target" and not reading.suf:
                out.add("target", bare[0].parts, f"object of {reading.sense.entry.lemma} in the relative clause")
            return
        own = scene.triggers.get(k)
        if own is not None and own.reading.kind == "verb":
            bare = [a for a in behind(scene, trigger.sentence, k) if not a.preposition]
            if own.reading.suf and bare and k - trigger.at < 6 and "agent" not in out.found:
                out.add("agent", bare[0].parts, "subject of the verb in the relative clause")
            return
