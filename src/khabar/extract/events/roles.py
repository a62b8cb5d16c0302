"""Who did it and to whom: roles by frame, word order, voice, verbal-noun constructions and light verbs."""

from __future__ import annotations

from dataclasses import dataclass, field

from khabar.extract.event_lexicon import Reading
from khabar.extract.events.arguments import Argument, Range, behind, ending_at, in_front
from khabar.extract.events.scene import Scene, Trigger
from khabar.text.sentences import Sentence

_AGENT_PHRASES = ("علي يد", "علي ايدي", "من قبل", "من جانب", "برصاص", "بنيران")
#: Types whose verb, standing alone before one phrase, is read as passive: the victim is what the news tells.
_VICTIM_FIRST = frozenset({"kill", "injure", "arrest", "abduct", "release", "destroy", "displace", "prosecute", "abuse"})
_PASSIVE_MARK = "ُ"


@dataclass(slots=True)
class Roles:
    """Token ranges by role, and the rule that gave each."""

    found: dict[str, list[Range]] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    light: Reading | None = None

    def add(self, role: str | None, parts: tuple[Range, ...], rule: str) -> None:
        """Give a role to phrases unless it is taken; ``pair`` splits its two sides."""
        if not role or role == "none" or not parts:
            return
        if role == "pair":
            self.add("agent", parts[:1], rule)
            self.add("target", parts[1:], rule)
            return
        if role == "agent2":
            role = "target" if "agent" in self.found else "agent"
        if role not in self.found:
            self.found[role] = list(parts)
            self.rules[role] = rule


def assign(scene: Scene, trigger: Trigger) -> Roles:
    """Roles of one trigger from its own clause."""
    out = Roles()
    reading, at = trigger.reading, trigger.at
    after = behind(scene, trigger.sentence, at)
    if reading.kind == "verb":
        _verb(scene, trigger, after, out)
    elif reading.kind in ("active", "participle"):
        _participle(scene, trigger, after, out)
    else:
        _noun(scene, trigger, after, out)
    return out


def _verb(scene: Scene, trigger: Trigger, after: tuple[Argument, ...], out: Roles) -> None:
    frame, reading = trigger.reading.sense.frame, trigger.reading
    how, front = in_front(scene, trigger.sentence, trigger.at)
    bare = [a for a in after if not a.preposition and a.first not in scene.places or a.preposition == ""]
    _prepositions(after, frame, out)
    if how == "" and reading.suf:
        antecedent = ending_at(scene, trigger.sentence, trigger.at)
        how, front = ("relative", Argument("", (antecedent,))) if antecedent else ("", None)
    if front and reading.suf and how == "relative":
        out.add(frame.get("object"), front.parts, "relative head is the object")
        if bare:
            out.add(frame.get("subject"), bare[0].parts, "subject behind the verb")
        return
    passive = _is_passive(scene, trigger, bare, front, out)
    if front and how in ("relative", "subject"):
        role = frame.get("passive") if passive else frame.get("subject")
        out.add(role, front.parts, f"{how} in front of the verb")
        if bare and not passive and not reading.suf:
            out.add(frame.get("object"), bare[0].parts, "object behind the verb")
        return
    if not bare:
        return
    if passive:
        out.add(frame.get("passive"), bare[0].parts, "passive: what stands behind the verb")
        return
    out.add(frame.get("subject"), bare[0].parts, "subject behind the verb")
    if len(bare) > 1 and not reading.suf:
        out.add(frame.get("object"), bare[1].parts, "second phrase behind the verb")


def _is_passive(scene: Scene, trigger: Trigger, bare: list[Argument], front: Argument | None, out: Roles) -> bool:
    reading = trigger.reading
    if reading.voice == "active" or "passive" not in reading.sense.frame:
        return False
    if reading.voice == "passive" or _PASSIVE_MARK in scene.doc.tokens[trigger.at].text[:3]:
        return True
    if reading.suf or (not front and len(bare) > 1 and not _two_names(scene, bare)):
        return False
    if "agent" in out.found:
        return True
    if front:
        return not bare and trigger.type in _VICTIM_FIRST
    if len(bare) == 1:
        first, last = bare[0].parts[0]
        sort = scene.sort(first, last)
        if trigger.type in _VICTIM_FIRST:
            return True
        return "object" in reading.sense.frame and sort in ("thing", "place", "number")
    return False


def _two_names(scene: Scene, bare: list[Argument]) -> bool:
    """The second phrase only names or describes the first again: no object."""
    return bare[1].first > bare[0].last and scene.sort(*bare[1].parts[0]) in ("office", "place")


def _prepositions(after: tuple[Argument, ...], frame: dict[str, str], out: Roles) -> None:
    for argument in after:
        if argument.preposition in _AGENT_PHRASES:
            out.add("agent", argument.parts, argument.preposition)
        elif argument.preposition:
            role = frame.get(argument.preposition)
            if role in ("agent", "target", "pair", "agent2"):
                out.add(role, argument.parts, argument.preposition)


def _participle(scene: Scene, trigger: Trigger, after: tuple[Argument, ...], out: Roles) -> None:
    frame = trigger.reading.sense.frame
    bare = [a for a in after if not a.preposition]
    _prepositions(after, frame, out)
    subject = _clause_topic(scene, trigger.sentence, trigger.at)
    if trigger.reading.kind == "participle":
        out.add(frame.get("passive", frame.get("object")), subject, "what the participle is said of")
        return
    out.add(frame.get("subject"), subject, "subject of the clause that the participle follows")
    if bare:
        out.add(frame.get("object"), bare[0].parts, "object of the participle")


def _clause_topic(scene: Scene, sentence: Sentence, i: int) -> tuple[Range, ...]:
    """The nearest somebody before a participle in its sentence."""
    for k in range(i - 1, max(sentence.first, i - 40) - 1, -1):
        if scene.doc.tokens[k].kind == "word" and scene.agentive(k, k + 1):
            found = ending_from(scene, sentence, k, i)
            if found:
                return (found,)
    return ()


def ending_from(scene: Scene, sentence: Sentence, k: int, limit: int) -> Range | None:
    """The phrase that holds token ``k`` as its head."""
    from khabar.text.phrases import noun_phrase

    end = noun_phrase(scene.doc, k, limit)
    return (k, end) if end > k else None


def _noun(scene: Scene, trigger: Trigger, after: tuple[Argument, ...], out: Roles) -> None:
    frame, reading, sentence = trigger.reading.sense.frame, trigger.reading, trigger.sentence
    _light(scene, trigger, out)
    _prepositions(after, frame, out)
    own = _genitive(scene, trigger)
    slot = "noun" if reading.kind == "noun" else "genitive"
    if own:
        _give_genitive(scene, trigger, own, after, out, slot)
    elif reading.suf and reading.suf != "ا":
        found = antecedent(scene, sentence, trigger.at, reading.suf)
        role = frame.get(slot) or ("agent" if frame.get("noun") == "agent" else None)
        if found and role:
            if role == "target" and any(a.preposition in ("", "ل") for a in after[:1]) and trigger.type not in _VICTIM_FIRST:
                role = "agent"
            out.add(role, (found,), "suffixed pronoun")
            if role == "agent" and after and after[0].preposition in ("", "ل"):
                out.add("target", after[0].parts, "object of the verbal noun")
    _relative_light(scene, trigger, after, out)


def _genitive(scene: Scene, trigger: Trigger) -> tuple[Range, ...]:
    """The phrase that follows a noun in the genitive, past adjectives of the noun itself."""
    at, sentence = trigger.at, trigger.sentence
    if "ال" in trigger.reading.pre or trigger.reading.suf not in ("",):
        return ()
    from khabar.text.phrases import conjuncts

    k = at + 1
    if k >= sentence.last or scene.doc.tokens[k].kind == "punct" and scene.doc.tokens[k].text not in "\"«“":
        return ()
    read = scene.word(k)
    if k in scene.times or read.kind not in ("noun", "both", "demonstrative") and scene.doc.tokens[k].kind != "number" \
            and k not in scene.doc.number_at:
        return ()
    if read.case or read.joined:
        return ()
    parts = conjuncts(scene.doc, k, sentence.last)
    kept = []
    for part in parts:
        if kept and part[0] in scene.triggers:
            break
        kept.append(part)
    return tuple(kept)


def _give_genitive(
    scene: Scene, trigger: Trigger, own: tuple[Range, ...], after: tuple[Argument, ...], out: Roles, slot: str
) -> None:
    frame = trigger.reading.sense.frame
    role = frame.get(slot)
    rest = [a for a in after if a.first >= own[-1][1]]
    if trigger.reading.number != "s" and trigger.reading.kind == "noun" and role == "target":
        role = "target"
    if role == "target" and trigger.type not in ("kill", "injure", "abduct", "arrest", "release"):
        agentive = scene.agentive(*own[0])
        objects = [a for a in rest[:1] if a.preposition in ("", "ل", "علي")]
        if agentive and objects and slot == "genitive":
            out.add("agent", own, "genitive of the verbal noun is its subject")
            out.add("target", objects[0].parts, "object of the verbal noun")
            return
        if agentive and trigger.type in ("airstrike", "shelling") and "target" in out.found:
            role = "agent"
    out.add(role, own, f"genitive of the {'event noun' if slot == 'noun' else 'verbal noun'}")


def antecedent(scene: Scene, sentence: Sentence, i: int, suf: str) -> Range | None:
    """The phrase a suffixed pronoun points back to: the nearest fitting somebody before it in the sentence."""
    feminine, many = suf == "ها", suf in ("هم", "هما")
    for k in range(i - 1, max(sentence.first, i - 45) - 1, -1):
        token = scene.doc.tokens[k]
        if token.kind != "word" or k in scene.times or k in scene.triggers:
            continue
        sort = scene.sort(k, k + 1)
        if sort not in ("force", "body", "office", "person", "place"):
            continue
        if scene.word(k).person:
            continue
        found = ending_from(scene, sentence, k, i)
        if found and _agrees(scene, k, sort, feminine=feminine, many=many):
            return found
    return None


def _agrees(scene: Scene, k: int, sort: str, *, feminine: bool, many: bool) -> bool:
    stem = scene.word(k).stem
    plural = stem.endswith(("ون", "ين", "ان")) or stem in _plurals()
    if many:
        return plural or sort == "person"
    if feminine:
        return stem.endswith(("ه", "ات", "ا", "اء")) or (plural and sort != "person")
    return not stem.endswith(("ه", "ات")) and not stem.endswith(("ون",))


def _plurals() -> frozenset[str]:
    from khabar.extract.events.scene import plural_heads

    return plural_heads()


def _light(scene: Scene, trigger: Trigger, out: Roles) -> None:
    """A light verb before the noun gives its subject: شن المسلحون هجوما, أسفر القصف عن مقتل."""
    k = trigger.light
    if k < 0:
        return
    reading = scene.light[k]
    out.light = reading
    frame = reading.sense.frame
    role = frame.get("subject")
    if reading.kind != "verb":
        return
    how, front = in_front(scene, trigger.sentence, k)
    between = [a for a in behind(scene, trigger.sentence, k) if not a.preposition and a.last <= trigger.at]
    if role in ("agent", "target"):
        if front:
            out.add(role, front.parts, f"subject of {reading.sense.entry.lemma}")
        elif between:
            out.add(role, between[0].parts, f"subject of {reading.sense.entry.lemma}")


def _relative_light(scene: Scene, trigger: Trigger, after: tuple[Argument, ...], out: Roles) -> None:
    """اعتداءات شنها مسلحون, الهجوم الذي استهدف الثكنة: a relative clause with a light verb fills the roles."""
    k = trigger.at + 1
    end = min(trigger.sentence.last, k + 12)
    while k < end and not (scene.is_edge(k) and scene.doc.tokens[k].text not in "،,"):
        reading = scene.light.get(k)
        if reading is not None and reading.kind == "verb":
            role = reading.sense.frame.get("subject")
            bare = [a for a in behind(scene, trigger.sentence, k) if not a.preposition]
            if reading.suf and role == "agent" and bare:
                out.add("agent", bare[0].parts, f"subject of {reading.sense.entry.lemma} in the relative clause")
            elif role == "event" and bare and reading.sense.frame.get("object") == "target" and not reading.suf:
                out.add("target", bare[0].parts, f"object of {reading.sense.entry.lemma} in the relative clause")
            return
        if k in scene.triggers and scene.triggers[k].reading.kind == "verb":
            return
        k += 1
