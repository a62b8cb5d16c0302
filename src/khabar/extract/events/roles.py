"""Who did it and to whom: roles of verbs and participles by frame, word order, voice and relative clauses."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from khabar.extract.event_lexicon import Reading, wordsets
from khabar.extract.events.arguments import Argument, Range, behind
from khabar.extract.events.front import ending_at, in_front
from khabar.extract.events.scene import Scene, Trigger, bare, heads

#: Types whose verb, standing alone before one phrase, is read as passive: the victim is what the news tells.
VICTIM_FIRST = frozenset({"kill", "injure", "arrest", "abduct", "release", "destroy", "displace", "prosecute", "abuse"})
OBJECT_NEEDED = VICTIM_FIRST | {"attack", "airstrike", "shelling", "accuse", "establish", "seize", "besiege", "restrict"}
_OBJECT_LIKE = ("ب", "علي", "ضد")
_PASSIVE_MARK = "ُ"
_AFTER_SUBJECT = frozenset({"3mp", "3fp", "3md", "3fd", "1s", "1p"})


@dataclass(slots=True)
class Roles:
    """Token ranges by role, and the rule that gave each."""

    found: dict[str, list[Range]] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    light: Reading | None = None

    def add(self, role: str | None, parts: tuple[Range, ...], rule: str) -> None:
        """Give a role to phrases unless it is taken; ``pair`` splits its two sides."""
        if not role or role in ("none", "instrument") or not parts:
            return
        if role == "pair":
            self.add("agent", parts[:1], rule)
            self.add("target", parts[1:], rule)
            return
        if role == "agent2":
            role = "target" if "agent" in self.found else "agent"
        if role not in self.found and role in ("agent", "target"):
            self.found[role] = list(parts)
            self.rules[role] = rule


@cache
def word_set(name: str) -> frozenset[str]:
    """A named word set, folded."""
    return wordsets()[name]


def belongs(norm: str, name: str) -> bool:
    """Whether a folded word, with or without clitics, belongs to a word set."""
    return not word_set(name).isdisjoint(bare(norm))


def has(scene: Scene, k: int, name: str) -> bool:
    """Whether token ``k`` belongs to a word set."""
    return belongs(scene.doc.norms[k], name)


def verb(scene: Scene, trigger: Trigger, out: Roles) -> None:
    """Roles of a finite verb: what its order gives, then what prepositions give."""
    after = behind(scene, trigger.sentence, trigger.at)
    _bare(scene, trigger, after, out)
    prepositions(scene, after, trigger.reading.sense.frame, out)


def _bare(scene: Scene, trigger: Trigger, after: tuple[Argument, ...], out: Roles) -> None:
    frame, reading, sentence = trigger.reading.sense.frame, trigger.reading, trigger.sentence
    objects = [_through(scene, a) for a in after if not a.preposition]
    own = [a for a in objects if not is_means(scene, a.first, frame) and not _adverbial(scene, a.first) and not has(scene, a.first, "located")]
    _agent_phrases(scene, after, out)
    how, front = in_front(scene, sentence, trigger.at)
    if how == "subject" and scene.word(trigger.at).joined:
        how, front = "", None
    if how == "" and reading.suf:
        antecedent = ending_at(scene, sentence, trigger.at)
        how, front = ("relative", Argument("", (antecedent,))) if antecedent else ("", None)
    if front and reading.suf and how == "relative":
        first, last = front.parts[-1]
        if reading.suf == "هم" and scene.word(first).stem in ("احد", "احدي") and last - first > 1:
            front = Argument("", ((first + 1, last),))  # أحد الرهائن الذين خطفهم: all were abducted
        out.add(frame.get("object"), front.parts, "relative head is the object")
        if own:
            out.add(frame.get("subject"), own[0].parts, "subject behind the verb")
        return
    if how == "pronoun" or (not front and reading.person in _AFTER_SUBJECT):  # the verb agrees in number: its subject is named before it
        out.add(frame.get("object"), own[0].parts if own and not reading.suf else (), "object behind a plural verb")
        return
    if front and is_means(scene, front.first, frame) and "علي" in frame:
        front = None  # القذائف التي سقطت على السوق
    if own and frame.get("subject") and any(frame.get(a.preposition) == "target" for a in after if a.preposition in _OBJECT_LIKE):
        out.add(frame.get("subject"), own[0].parts if not front else (), "subject behind the verb")
    _order(scene, trigger, own, how, front, out)


def _order(
    scene: Scene, trigger: Trigger, own: list[Argument], how: str, front: Argument | None, out: Roles
) -> None:
    """Subject and object by their order around the verb."""
    frame, reading = trigger.reading.sense.frame, trigger.reading
    passive = _is_passive(scene, trigger, own, front, out)
    if front:
        role = frame.get("passive") if passive else frame.get("subject")
        out.add(role, front.parts, f"{how} in front of the verb")
        if own and not passive and not reading.suf:
            out.add(frame.get("object"), own[0].parts, "object behind the verb")
    elif own and passive:
        out.add(frame.get("passive"), own[0].parts, "passive: what stands behind the verb")
    elif own and _is_object(scene, trigger, own):
        out.add(frame.get("object"), own[0].parts, "object by its case, gender or kind")
    elif own:
        out.add(frame.get("subject"), own[0].parts, "subject behind the verb")
        if len(own) > 1 and not reading.suf:
            out.add(frame.get("object"), own[1].parts, "second phrase behind the verb")


def _adverbial(scene: Scene, k: int) -> bool:
    """ميدانيا, السيطرة: words that fill no role."""
    norm = scene.doc.tokens[k].norm
    if has(scene, k, "void"):
        return True
    if not norm.endswith("ا") or k in scene.places or k in scene.doc.number_at:
        return False
    return not scene.word(k).known and not scene.sort(k, k + 1) and norm[:-1] not in heads()


def case_of(scene: Scene, k: int) -> str:
    """nominative (مسلحون) or oblique (مسلحين, مسلحا) where the ending of a head noun tells it, else ""."""
    read = scene.word(k)
    if k in scene.doc.number_at or scene.doc.tokens[k].kind != "word":
        return ""
    stem = read.stem
    if len(stem) > 4 and stem.endswith("ون") and (scene.sort(k, k + 1) or stem[:-2] in heads()):
        return "nominative"
    if len(stem) > 4 and stem.endswith("ين") and (scene.sort(k, k + 1) or stem[:-2] in heads()):
        return "oblique"
    if stem.endswith("ا") and not read.article and stem[:-1] in heads():
        return "oblique"
    return ""


def _is_object(scene: Scene, trigger: Trigger, own: list[Argument]) -> bool:
    """The first phrase behind a verb whose subject is not named there: accusative, of the other gender, or an act or thing."""
    first, last = own[0].parts[0]
    if "object" not in trigger.reading.sense.frame:
        return False
    case = case_of(scene, first)
    if case:
        return case == "oblique"
    if len(own) > 1:
        return False
    if has(scene, first - 1, "transparent"):
        return True
    read = scene.word(first)
    feminine = read.stem.endswith(("ه", "ات")) and first not in scene.places and first not in scene.doc.number_at
    if trigger.reading.person == "3ms" and feminine and trigger.reading.kind == "verb":
        return True
    sort = scene.sort(first, last)
    named = sort == "place" or (sort == "" and scene.word(first).known)
    elliptic = scene.word(trigger.at).joined and named  # ونفت وجود أي مقاتل: the subject is that of the clause before
    return sort == "thing" or first in scene.triggers or elliptic


def is_means(scene: Scene, k: int, frame: dict[str, str]) -> bool:
    """النار, صواريخ and the like are what a shot is fired with, not whom it hits, where the frame says so."""
    if frame.get("object", "instrument") != "instrument":
        return False
    if scene.doc.tokens[k].kind == "punct":
        k += 1
    number = scene.doc.number_at.get(k)
    return has(scene, k if number is None else min(number.last, len(scene.doc.tokens) - 1), "instrument")


def _through(scene: Scene, argument: Argument) -> Argument:
    """أطلق سراح الطبيب, أودى بحياة راكبين: the one released, or killed, is the genitive."""
    first, last = argument.parts[0]
    if last - first > 1 and has(scene, first, "transparent"):
        return Argument(argument.preposition, ((first + 1, last), *argument.parts[1:]))
    return argument


def _is_passive(scene: Scene, trigger: Trigger, own: list[Argument], front: Argument | None, out: Roles) -> bool:
    reading = trigger.reading
    if reading.voice == "active" or "passive" not in reading.sense.frame or reading.suf:
        return False
    if reading.voice == "passive" or _PASSIVE_MARK in scene.doc.tokens[trigger.at].text[:3]:
        return True
    if "agent" in out.found:
        return True
    if own and case_of(scene, own[0].first) == "oblique":
        return False
    if front:
        return not own and trigger.type in OBJECT_NEEDED and "target" not in out.found
    if not own:
        return False
    if own[0].first in scene.doc.number_at and trigger.type in VICTIM_FIRST and reading.person in ("3ms", "3fs"):
        return len(own) == 1 or case_of(scene, own[1].first) != "oblique"  # قتل 43 من العناصر المهاجمة
    if len(own) != 1:
        return False
    sort = scene.sort(*own[0].parts[0])
    if trigger.type in VICTIM_FIRST:
        return not (sort in ("force", "body") and reading.person == "3fs" and trigger.type not in ("kill", "injure"))
    return sort in ("thing", "number") or (sort in ("place", "state") and trigger.type in ("seize", "besiege", "attack", "airstrike"))


def _agent_phrases(scene: Scene, after: tuple[Argument, ...], out: Roles) -> None:
    """Doers that a phrase names: على يد, من قبل, برصاص."""
    for argument in after:
        first, last = argument.parts[0]
        if argument.preposition in word_set("agent_phrase"):
            out.add("agent", argument.parts, argument.preposition)
        elif argument.preposition == "ب" and last - first > 1 and has(scene, first, "means"):
            out.add("agent", ((first + 1, last), *argument.parts[1:]), "means of the agent")


def prepositions(scene: Scene, after: tuple[Argument, ...], frame: dict[str, str], out: Roles) -> None:
    """Roles that a preposition gives by the frame, after the phrases that name a doer."""
    _agent_phrases(scene, after, out)
    for argument in after:
        role = frame.get(argument.preposition) if argument.preposition else None
        if has(scene, argument.first, "void"):
            continue
        if role in ("agent", "target", "pair", "agent2"):
            out.add(role, _through(scene, argument).parts, argument.preposition)
