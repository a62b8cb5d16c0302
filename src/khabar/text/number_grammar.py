"""The grammar of bare numbers: digits and words, added as long as they get smaller and multiplied at scale words.

ثلاثة وعشرين, ستة آلاف و259, 29 ألفا, مليون ونصف. Its words are data (``number`` entries).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from khabar.remembered import WORD_FORMS, remembered
from khabar.resources import entries
from khabar.resources.schema.number import Number
from khabar.text.fold import fold
from khabar.text.tokens import Token


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Single words and phrases of the number grammar; keys are folded."""

    atoms: dict[str, tuple[Number, ...]]  # single words that are (parts of) numbers
    phrases: dict[str, tuple[tuple[tuple[str, ...], Number], ...]]  # by first word, longest first
    behind: dict[str, tuple[tuple[tuple[str, ...], Number], ...]]
    before: dict[str, tuple[tuple[tuple[str, ...], Number], ...]]  # by last word


_ATOMS = frozenset({"unit", "teen", "ten", "hundred", "scale", "fraction"})
_PARTS = 6  # words that may stand between two scales of one number (ومئة وخمسة وعشرين)
_BEFORE = frozenset({"approx", "minimum", "maximum", "between"})


@cache
def lexicon() -> Lexicon:
    """The number entries by their words."""
    atoms: dict[str, list[Number]] = {}
    tables: tuple[dict[str, list[tuple[tuple[str, ...], Number]]], ...] = ({}, {}, {})
    for entry in entries("number"):
        for form in entry.forms:
            words = tuple(fold(form).split())
            if entry.role in _ATOMS:
                atoms.setdefault(words[0], []).append(entry)
            elif entry.role == "indefinite":
                tables[0].setdefault(words[0], []).append((words, entry))
            elif entry.role in _BEFORE:
                tables[2].setdefault(words[-1], []).append((words, entry))
            else:
                tables[1].setdefault(words[0], []).append((words, entry))
    frozen = [{k: tuple(sorted(v, key=lambda x: -len(x[0]))) for k, v in t.items()} for t in tables]
    return Lexicon({k: tuple(v) for k, v in atoms.items()}, frozen[0], frozen[1], frozen[2])


def _bare(norm: str) -> tuple[str, bool]:
    """A folded form without the joining و and whether it had one."""
    return (norm[1:], True) if norm.startswith("و") and len(norm) > 2 else (norm, False)


def _atom(norm: str) -> tuple[tuple[Number, ...], bool, bool]:
    """Number entries of a form, whether it carries و, whether it carries another proclitic or the article."""
    found = lexicon().atoms.get(norm)
    if found:
        return found, False, False
    for prefix, joined in (("و", True), ("ب", False), ("ل", False), ("ك", False), ("ال", False), ("وال", True), ("بال", False)):
        if norm.startswith(prefix) and (found := lexicon().atoms.get(norm[len(prefix):])):
            # الأحد is a weekday and والواحد a word of its own: one, two and the like take no article here
            if "ال" in prefix and any(e.role == "unit" and (e.value or 0) < 3 for e in found):
                return (), False, False
            return found, joined, prefix not in ("و",)
    return (), False, False


@dataclass(slots=True)
class _Sum:
    total: float = 0.0
    group: float = 0.0
    floor: float = float("inf")  # smallest magnitude so far in the group: a joined part must be smaller
    words: bool = False
    digits: bool = False
    scale: float = float("inf")
    used: list[str] = field(default_factory=list)
    ones: bool = False  # the part added last was a unit, so tens may still join it

    def add(self, value: float) -> bool:
        if self.floor == 1.0 and self.ones and 20 <= value <= 90:  # ثلاثة وعشرين: Arabic says the unit first
            self.ones = False
        elif self.group and value >= self.floor:
            return False
        else:
            self.ones = 0 < value < 10
        self.group += value
        self.floor = _magnitude(value) if value < 10 or self.floor != 1.0 else 1.0
        return True

    def take(self, entry: Number, done: bool) -> int:
        """Note the entry when its value was taken in; the number of tokens that took."""
        if done:
            self.used.append(entry.id)
        return int(done)

    def multiply(self, scale: float) -> bool:
        if scale >= self.scale:
            return False
        self.total += (self.group or 1.0) * scale
        self.group, self.floor, self.scale = 0.0, scale, scale
        return True

    def add_dual(self, value: float) -> bool:
        """Two thousands or millions (ألفان): a scale that has its number in it."""
        if self.group or value / 2 >= self.scale:
            return False
        self.total += value
        self.floor = self.scale = value / 2
        return True


def _magnitude(value: float) -> float:
    if value < 10:
        return 1.0
    return 10.0 if value < 100 else 100.0 if value < 1000 else 1000.0


def digits_value(norm: str) -> float | None:
    """Value of a folded digit token: 12,500 and 12.500 are thousands, 3.5 and 3٫5 decimals; None if neither."""
    text = norm.replace("٫", ".").replace("٬", ",")
    head, *groups = text.replace(".", ",").split(",")
    if groups and all(len(g) == 3 for g in groups) and 0 < len(head) <= 3 and head != "0":
        return float(head + "".join(groups))
    if text.count(".") + text.count(",") > 1 or len(text) > 15:
        return None
    return float(text.replace(",", "."))


@remembered(WORD_FORMS)
def may_open(norm: str) -> bool:
    """Whether a word can be the first of a number; asked of every word, so remembered."""
    word, _ = _bare(norm)
    phrases = lexicon().phrases
    return bool(norm in phrases or word in phrases or norm.lstrip("بلك") in phrases or _atom(norm)[0])


def scale_of(norm: str) -> float:
    """What a folded word multiplies the number before it by (آلاف 1,000); 1 where it multiplies nothing."""
    return next((e.value or 1.0 for e in _atom(norm)[0] if e.role == "scale"), 1.0)


@dataclass(frozen=True, slots=True)
class Core:
    """A bare number: tokens ``first`` to ``last`` (half-open), its value, form and the entries it is made of."""

    first: int
    last: int
    value: float
    form: str
    entries: tuple[str, ...] = ()


def number_at(tokens: tuple[Token, ...], i: int, end: int) -> Core | None:
    """The number that starts at token ``i``, read no further than ``end``; None when there is none."""
    if i >= end:
        return None
    token = tokens[i]
    if token.kind == "word":
        word, _ = _bare(token.norm)
        for norm in (token.norm, word, token.norm.lstrip("بلك")):
            for words, entry in lexicon().phrases.get(norm, ()):
                if words_at(tokens, i + 1, end, words[1:]):
                    return Core(i, i + len(words), entry.value or 0.0, "indefinite", (entry.id,))
        if not _atom(token.norm)[0]:
            return None
    elif token.kind != "number":
        return None
    return _compound(tokens, i, end)


def _compound(tokens: tuple[Token, ...], i: int, end: int) -> Core | None:
    """The longest number that starts at token ``i``."""
    parts = _Sum()
    last = i
    at = i
    while at < end:
        step = _step(tokens, at, end, parts, first=at == i)
        if step == 0:
            break
        at += step
        last = at
    if last == i:
        return None
    form = "mixed" if parts.words and parts.digits else "digits" if parts.digits else "words"
    return Core(i, last, parts.total + parts.group, form, tuple(parts.used))


def _step(tokens: tuple[Token, ...], at: int, end: int, parts: _Sum, *, first: bool) -> int:
    """Take in one more part of the number; how many tokens it took (0: the number has ended)."""
    token = tokens[at]
    if parts.total and _scaled_again(tokens, at, end, parts.scale):
        return 0  # بين سبعة آلاف | وعشرة آلاف
    if token.kind == "number":
        value = digits_value(token.norm)
        if value is None or (not first and not _joined_digits(tokens, at)) or (not first and parts.digits and not parts.words):
            return 0
        parts.digits = True
        return int(parts.add(value))
    if token.norm == "و" and not first and at + 1 < end and tokens[at + 1].kind == "number":
        taken = _step(tokens, at + 1, end, parts, first=False)
        return taken + 1 if taken else 0
    found, joined, other = _atom(token.norm)
    if not found or (other and not first):
        return 0
    return _word_step(tokens, at, end, parts, found, first=first, joined=joined)


def _scaled_again(tokens: tuple[Token, ...], at: int, end: int, scale: float) -> bool:
    """Whether what goes on at ``at`` is multiplied by a scale that the number has had: then it is another number."""
    for k in range(at, min(end, at + _PARTS)):
        if tokens[k].kind == "number" or tokens[k].norm == "و":
            continue
        found, _, other = _atom(tokens[k].norm)
        again = next((e for e in found if e.role == "scale"), None)
        if again is not None and not other:
            return k > at and (again.value or 1.0) >= scale
        if not found or other or any(e.role == "fraction" for e in found):
            return False
    return False


def _joined_digits(tokens: tuple[Token, ...], at: int) -> bool:
    """Digits go on a number only behind و (ألف و259)."""
    return tokens[at - 1].norm == "و"


def _word_step(
    tokens: tuple[Token, ...], at: int, end: int, parts: _Sum, found: tuple[Number, ...], *, first: bool, joined: bool
) -> int:
    teen = next((e for e in found if e.role == "teen"), None)
    if teen and not first and not joined and parts.ones:  # ألفين وخمسة عشر: ten joins the unit before it
        parts.group += teen.value or 0.0
        parts.floor, parts.ones = 1.0, False
        parts.used.append(teen.id)
        return 1
    scale = next((e for e in found if e.role == "scale"), None)
    if scale is not None:
        if not first and joined and not parts.total:
            return 0
        parts.words = True
        return parts.take(scale, parts.multiply(scale.value or 1.0))
    entry = next(e for e in found if e.role != "teen") if any(e.role != "teen" for e in found) else found[0]
    if entry.id == "number.unit.eleven-head" and not _teen_follows(tokens, at, end):
        return 0  # أحد الشهود, إحدى القرى: one of, not a count
    if entry.role == "fraction":
        return _fraction(tokens, at, end, parts, entry, first=first)
    if not first and not joined:
        return 0
    parts.words = True
    if (entry.value or 0.0) >= 1000:
        return parts.take(entry, parts.add_dual(entry.value or 0.0))
    if entry.role == "unit" and (hundred := _hundred_follows(tokens, at, end, entry.value or 0.0)) is not None:  # ثلاث مئة, written apart
        if not parts.add((entry.value or 0.0) * (hundred.value or 0.0)):
            return 0
        parts.used += [entry.id, hundred.id]
        return 2
    return parts.take(entry, parts.add(entry.value or 0.0))


def _hundred_follows(tokens: tuple[Token, ...], at: int, end: int, unit: float) -> Number | None:
    """The hundred that the unit at ``at`` counts, three to nine, if it stands behind it as a word of its own."""
    if at + 1 >= end or not 3 <= unit <= 9:
        return None
    found, joined, other = _atom(tokens[at + 1].norm)
    return None if joined or other else next((e for e in found if e.role == "hundred" and e.value == 100), None)


def _teen_follows(tokens: tuple[Token, ...], at: int, end: int) -> bool:
    return at + 1 < end and any(e.role == "teen" for e in _atom(tokens[at + 1].norm)[0])


def _fraction(tokens: tuple[Token, ...], at: int, end: int, parts: _Sum, entry: Number, *, first: bool) -> int:
    """نصف مليون and مليون ونصف are numbers; نصف السكان is not."""
    if not first:
        share = (entry.value or 0.0) * parts.scale
        joins = parts.total and not parts.group and parts.scale != float("inf") and tokens[at].norm[0] == "و"
        parts.total += share if joins else 0.0
        parts.used += [entry.id] if joins else []
        named = at + 1 < end and any(e.role == "scale" for e in _atom(tokens[at + 1].norm)[0])  # مليون ونصف المليون
        return (2 if named else 1) if joins else 0
    if at + 1 >= end:
        return 0
    scale = next((e for e in _atom(tokens[at + 1].norm)[0] if e.role == "scale"), None)
    if scale is None:
        return 0
    parts.words = True
    parts.total += (entry.value or 0.0) * (scale.value or 1.0)
    parts.scale = scale.value or 1.0
    parts.used += [entry.id, scale.id]
    return 2


def words_at(tokens: tuple[Token, ...], i: int, end: int, words: tuple[str, ...]) -> bool:
    """Whether these folded words stand at token ``i``."""
    return i + len(words) <= end and all(tokens[i + k].norm == w for k, w in enumerate(words))
