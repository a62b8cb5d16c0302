"""Numbers of people and things in an event: beside the trigger, in its target, duals and singulars, subsets apart."""

from __future__ import annotations

from functools import cache

from khabar.extract.events.arguments import Range
from khabar.extract.events.nisba import nisbas
from khabar.extract.events.scene import Scene, Trigger, actor_words, bare, heads, plural_heads
from khabar.record.mentions import CountMention
from khabar.record.types import CountKind
from khabar.resources import entries
from khabar.text.fold import fold
from khabar.text.numbers import NumberMention

_WHAT: dict[str, CountKind] = {
    "kill": "killed", "injure": "injured", "arrest": "arrested", "displace": "displaced", "move": "moved",
    "abduct": "abducted", "protest": "participants", "meet": "participants", "vote": "participants",
}
#: Types whose targets are counted people.
COUNTED = frozenset(_WHAT) - {"protest", "meet", "vote", "move"}
_FIRED = frozenset({"airstrike", "shelling", "attack", "bombing"})
_GATHERED = frozenset({"protest", "meet", "vote"})
_ONE = frozenset({"kill", "injure", "arrest", "abduct"})


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(fold(w) for e in entries("wordset") if e.name == name for w in e.words)


def counts(
    scene: Scene, trigger: Trigger, roles: dict[str, list[Range]], means: list[Range]
) -> tuple[tuple[CountMention, ...], tuple[CountMention, ...]]:
    """Counts and subset counts (بينهم سبعة أطفال) of one event; ``means``: phrases for what was fired or used."""
    what: CountKind = _WHAT.get(trigger.type, "other")
    out: list[CountMention] = []
    role = "agent" if trigger.type in _GATHERED else "target"
    own = _at_trigger(scene, trigger, what)
    if own is not None:
        out.append(own)
    else:
        for part in (*roles.get(role, ()), *(means if trigger.type in _FIRED else ())):
            found = _in_phrase(scene, trigger, part, what)
            if found is not None:
                out.append(found)
    return tuple(out), _subsets(scene, trigger, what)


def _at_trigger(scene: Scene, trigger: Trigger, what: CountKind) -> CountMention | None:
    """39 قتيلا, قتيلان, عشرات القتلى, 60 غارة: the trigger itself is what is counted."""
    at, reading = trigger.at, trigger.reading
    if scene.doc.tokens[at].norm in _set("own_death"):
        return None if any(k in scene.doc.number_at for k in range(at - 3, at)) else _own_death(scene, trigger, what)
    if reading.kind != "noun" or not (reading.sense.entry.count or trigger.type in _FIRED):
        return None
    for k in (at - 1, at - 2):
        number = scene.doc.number_at.get(k)
        if number is None or number.percent or k in scene.times or number.last > at:
            continue
        if number.last == at or (number.last == at - 1 and scene.doc.tokens[at - 1].norm == "من"):
            return _mention(scene, number, what, (number.first, at + 1))
    if reading.number == "d":
        return CountMention(what, 2, 2, False, scene.doc.span(at, at + 1), reading.bare)
    if scene.doc.tokens[at - 1].norm in _set("toll"):
        return _toll(scene, trigger, what)
    return None


def _own_death(scene: Scene, trigger: Trigger, what: CountKind) -> CountMention | None:
    """لقي الرجل مصرعه: one person, told by the singular pronoun."""
    return CountMention(what, 1, 1, False, scene.doc.span(trigger.at, trigger.at + 1))


def _toll(scene: Scene, trigger: Trigger, what: CountKind) -> CountMention | None:
    """ارتفع عدد القتلى إلى عشرين: the number that the toll has risen to."""
    for k in range(trigger.at + 1, min(trigger.at + 16, trigger.sentence.last)):
        number = scene.doc.number_at.get(k)
        if number is not None and k == number.first and k not in scene.times and not number.percent:
            before = scene.doc.tokens[k - 1].norm
            if before in _set("toll_is"):
                return _mention(scene, number, what, (number.first, number.last))
    return None


def _in_phrase(scene: Scene, trigger: Trigger, part: Range, what: CountKind) -> CountMention | None:
    first, last = part
    if last - first > 1 and scene.doc.tokens[first + 1].norm in _set("two"):  # قرويان اثنان
        return CountMention(what, 2, 2, False, scene.doc.span(first, last))
    for k in range(first, min(first + 5, last)):
        number = scene.doc.number_at.get(k)
        if number is not None:
            start = first + (scene.doc.tokens[first].norm == "ال" or scene.doc.tokens[first].kind == "punct")
            if number.percent or k in scene.times or number.first > start:
                return None
            return _mention(scene, number, what, (min(first, number.first), last))
    if trigger.type in _ONE and (trigger.reading.person in ("3md", "3fd") or trigger.reading.suf == "هما"):
        return CountMention(what, 2, 2, False, scene.doc.span(*part))
    if trigger.reading.suf and trigger.reading.kind != "verb":
        return None
    if trigger.type not in _ONE:
        return _dual(scene, part, what) or _rocket(scene, trigger, part, what)
    return _dual(scene, part, what) or _single(scene, trigger, part, what)


def _dual(scene: Scene, part: Range, what: CountKind) -> CountMention | None:
    """Two are named by the ending alone: مدنيان, جنديين."""
    token = scene.doc.tokens[part[0]]
    stem = scene.word(part[0]).stem
    if token.kind != "word" or len(stem) < 5 or not stem.endswith(("ان", "ين", "تي", "تا")) or stem in actor_words():
        return None
    construct = stem.endswith(("تي", "تا"))
    singular = stem[:-1] if construct else stem[:-2]
    singular = singular[:-1] + "ه" if singular.endswith("ت") else singular
    known = heads().get(singular) or heads().get(singular + "ه")
    if construct and known != "thing":
        return None
    if known not in ("person", "office", "thing") and singular not in _set("people") and not (stem.endswith("يان") and len(stem) > 6):
        return None
    if known != "thing" and stem.endswith("ين") and not _is_dual(singular):
        return None
    return CountMention(what, 2, 2, False, scene.doc.span(part[0], part[1]), singular)


def _rocket(scene: Scene, trigger: Trigger, part: Range, what: CountKind) -> CountMention | None:
    """One missile or shell: اعتراض صاروخ, أطلق قذيفة."""
    if trigger.type not in _FIRED and trigger.type != "destroy":
        return None
    if bare(scene.doc.tokens[part[0]].norm).isdisjoint(_set("rocket_one")) or scene.word(part[0]).article:
        return None
    return CountMention(what, 1, 1, False, scene.doc.span(part[0], part[1]))


def _is_dual(singular: str) -> bool:
    """A broken plural exists, so the form in ين must be the dual (جنديين beside جنود); else it may be a plural."""
    return singular in _set("broken")


def _single(scene: Scene, trigger: Trigger, part: Range, what: CountKind) -> CountMention | None:
    """One indefinite person: مقتل جندي, أصيب شرطي."""
    read = scene.word(part[0])
    if read.stem in ("احد", "احدا") and part[1] - part[0] == 1:
        return None  # لم يصب أحد
    stem = read.stem[:-1] if read.stem.endswith("ا") and len(read.stem) > 3 else read.stem
    if stem in _set("one_more") and not read.article:
        return CountMention(what, 1, 1, False, scene.doc.span(part[0], part[1]))
    someone = heads().get(stem) in ("person", "office") or stem in _set("person_one") or stem in nisbas()
    if stem in plural_heads() or not someone:
        return None
    if read.article or stem.startswith("ال"):
        return _definite(scene, trigger, part, what)
    if part[1] - part[0] > 1 and scene.word(part[0] + 1).article and not _office(stem):
        return None
    if stem.endswith(("ون", "ين", "ات")):
        return None
    return CountMention(what, 1, 1, False, scene.doc.span(part[0], part[1]), stem)


def _definite(scene: Scene, trigger: Trigger, part: Range, what: CountKind) -> CountMention | None:
    """One person that the report has told of before, or names: توفي الشرطي, مقتل الصحفي سامر البيطار."""
    stem = scene.word(part[0]).stem
    if trigger.reading.person in ("3mp", "3fp") or stem.endswith(("ون", "ين", "ات")):
        return None
    return CountMention(what, 1, 1, False, scene.doc.span(*part), stem)


def _office(stem: str) -> bool:
    return heads().get(stem) == "office"


def _mention(scene: Scene, number: NumberMention, what: CountKind, tokens: Range) -> CountMention:
    low, high, approx = number.min, number.max, number.approx
    who = None
    for k in range(number.last, min(number.last + 2, len(scene.doc.tokens))):
        forms = bare(scene.doc.tokens[k].norm)
        who = min((f for f in forms if f in heads()), key=lambda f: (len(f), f), default=None)
        if who:
            break
    first, last = min(tokens[0], number.first), max(tokens[1], number.last)
    return CountMention(what, low, high, approx, scene.doc.span(first, last), who)


def _subsets(scene: Scene, trigger: Trigger, what: CountKind) -> tuple[CountMention, ...]:
    """Numbers after بينهم, منهم, من بينهم: parts of the count, never added to it."""
    out = []
    tokens = scene.doc.tokens
    end = min(trigger.sentence.last, trigger.at + 16)
    for k in range(trigger.at + 1, end):
        if tokens[k].norm in _set("among") and k + 1 < end:
            number = scene.doc.number_at.get(k + 1)
            if number is not None:
                out.append(_mention(scene, number, what, (number.first, min(number.last + 1, len(tokens)))))
            break
        if k in scene.triggers and scene.triggers[k].reading.kind == "verb":
            break
    return tuple(out)
