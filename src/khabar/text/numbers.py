"""Numbers in digits and words: dual and compound forms, approximations, minima and maxima, ranges, per cent.

The grammar adds what is joined by و as long as it gets smaller (ثلاثة وعشرين, ستة آلاف و259) and multiplies at scale
words (29 ألفا). Its words are data (``number`` entries).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from khabar.record.span import Span
from khabar.resources import entries
from khabar.resources.schema.number import Number
from khabar.text.fold import fold
from khabar.text.tokens import Token

if TYPE_CHECKING:
    from khabar.text.sentences import Sentence


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number. Tokens ``first``–``last`` (half-open) and ``span`` take in the words around it (أكثر من, على الأقل).

    core: token range of the bare number. value: the number as written; min/max: what it asserts (أكثر من 200: 201 to
    None); approx: the text says "about". form: digits, words, mixed or indefinite (عشرات). percent: a share.
    entries: ids of the resource entries it is made of.
    """

    first: int
    last: int
    span: Span
    core: tuple[int, int]
    value: float
    min: int | None
    max: int | None
    approx: bool
    form: str
    percent: bool
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    atoms: dict[str, tuple[Number, ...]]  # single words that are (parts of) numbers
    phrases: dict[str, tuple[tuple[tuple[str, ...], Number], ...]]  # by first word, longest first
    behind: dict[str, tuple[tuple[tuple[str, ...], Number], ...]]
    before: dict[str, tuple[tuple[tuple[str, ...], Number], ...]]  # by last word


_ATOMS = frozenset({"unit", "teen", "ten", "hundred", "scale", "fraction"})
_BEFORE = frozenset({"approx", "minimum", "maximum", "between"})


@cache
def _lexicon() -> _Lexicon:
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
    return _Lexicon({k: tuple(v) for k, v in atoms.items()}, frozen[0], frozen[1], frozen[2])


def _bare(norm: str) -> tuple[str, bool]:
    """A folded form without the joining و and whether it had one."""
    return (norm[1:], True) if norm.startswith("و") and len(norm) > 2 else (norm, False)


@cache
def _atom(norm: str) -> tuple[tuple[Number, ...], bool, bool]:
    """Number entries of a form, whether it carries و, whether it carries another proclitic or the article."""
    found = _lexicon().atoms.get(norm)
    if found:
        return found, False, False
    for prefix, joined in (("و", True), ("ب", False), ("ل", False), ("ك", False), ("ال", False), ("وال", True), ("بال", False)):
        if norm.startswith(prefix) and (found := _lexicon().atoms.get(norm[len(prefix):])):
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


def find_numbers(tokens: tuple[Token, ...], sentences: Iterable[Sentence]) -> Iterator[NumberMention]:
    """All numbers of the sentences, left to right, never overlapping."""
    for sentence in sentences:
        i = sentence.first
        floor = i
        while i < sentence.last:
            token = tokens[i]
            found = _number_at(tokens, i, sentence.last) if token.kind == "number" or _may_open(token.norm) else None
            if found is None:
                i += 1
                continue
            mention = _widen(tokens, found, floor, sentence.last)
            yield mention
            i = floor = max(mention.last, i + 1)


@cache
def _may_open(norm: str) -> bool:
    """Whether a word can be the first of a number; asked of every word, so remembered."""
    word, _ = _bare(norm)
    phrases = _lexicon().phrases
    return bool(norm in phrases or word in phrases or norm.lstrip("بلك") in phrases or _atom(norm)[0])


@dataclass(frozen=True, slots=True)
class _Core:
    first: int
    last: int
    value: float
    form: str
    entries: tuple[str, ...] = ()


def _number_at(tokens: tuple[Token, ...], i: int, end: int) -> _Core | None:
    if i >= end:
        return None
    token = tokens[i]
    if token.kind == "word":
        word, _ = _bare(token.norm)
        for norm in (token.norm, word, token.norm.lstrip("بلك")):
            for words, entry in _lexicon().phrases.get(norm, ()):
                if _words_at(tokens, i + 1, end, words[1:]):
                    return _Core(i, i + len(words), entry.value or 0.0, "indefinite", (entry.id,))
        if not _atom(token.norm)[0]:
            return None
    elif token.kind != "number":
        return None
    return _compound(tokens, i, end)


def _compound(tokens: tuple[Token, ...], i: int, end: int) -> _Core | None:
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
    return _Core(i, last, parts.total + parts.group, form, tuple(parts.used))


def _step(tokens: tuple[Token, ...], at: int, end: int, parts: _Sum, *, first: bool) -> int:
    """Take in one more part of the number; how many tokens it took (0: the number has ended)."""
    token = tokens[at]
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
    return parts.take(entry, parts.add(entry.value or 0.0))


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


def _words_at(tokens: tuple[Token, ...], i: int, end: int, words: tuple[str, ...]) -> bool:
    return i + len(words) <= end and all(tokens[i + k].norm == w for k, w in enumerate(words))


def _widen(tokens: tuple[Token, ...], core: _Core, floor: int, end: int) -> NumberMention:
    """Add what stands around the number: about, at least, between … and …, per cent."""
    first, last = core.first, core.last
    low: float | None = core.value
    high: float | None = None if core.form == "indefinite" else core.value
    approx = core.form == "indefinite"
    used = list(core.entries)
    lead = _lead(tokens, first, floor)
    if lead is not None:
        entry, width = lead
        if entry.role == "between":
            joined = _between(tokens, core, end)
            if joined is not None:
                first, last, high = first - width, joined.last, joined.value
                used += [entry.id, *joined.entries]
        else:
            first -= width
            low, high, approx = _bounded(entry, core.value, low, high, approx)
            used.append(entry.id)
    percent = False
    while (tail := _tail(tokens, last, end)) is not None:
        entry, width = tail
        last += width
        used.append(entry.id)
        percent = percent or entry.role == "percent"
        low, high, approx = _bounded(entry, core.value, low, high, approx)
    if (later := _later_tail(tokens, last, end)) is not None:
        used.append(later.id)
        low, high, approx = _bounded(later, core.value, low, high, approx)
    span = tokens[first].start, tokens[last - 1].end
    return NumberMention(first, last, span, (core.first, core.last), core.value, _whole(low), _whole(high), approx,
                         core.form, percent, tuple(used))


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _bounded(
    entry: Number, value: float, low: float | None, high: float | None, approx: bool
) -> tuple[float | None, float | None, bool]:
    if entry.role in ("approx", "approx_after"):
        return low, high, True
    if entry.role in ("minimum", "minimum_after"):
        return value + (1 if entry.strict else 0), None, approx
    if entry.role in ("maximum", "maximum_after"):
        return None, value - (1 if entry.strict else 0), approx
    return low, high, approx


def _lead(tokens: tuple[Token, ...], first: int, floor: int) -> tuple[Number, int] | None:
    """The phrase that ends right before the number, and its width in tokens; its first word may carry و ف ب ل."""
    if first <= floor:
        return None
    for words, entry in _lexicon().before.get(_unprefixed(tokens[first - 1].norm, 1), ()):
        start = first - len(words)
        if start < floor:
            continue
        head = tokens[start].norm
        if all(tokens[start + k].norm == w for k, w in enumerate(words) if k) and (
            head == words[0] or (head[1:] == words[0] and head[0] in "وفبل")
        ):
            return entry, len(words)
    return None


def _unprefixed(norm: str, width: int) -> str:
    """A one-word phrase may carry a proclitic (بنحو, لأكثر); otherwise the form itself."""
    table = _lexicon().before
    return norm[1:] if norm not in table and norm[:1] in "وفبل" and norm[1:] in table else norm


def _tail(tokens: tuple[Token, ...], last: int, end: int) -> tuple[Number, int] | None:
    if last >= end:
        return None
    for words, entry in _lexicon().behind.get(tokens[last].norm, ()):
        if _words_at(tokens, last + 1, end, words[1:]):
            return entry, len(words)
    return None


def _later_tail(tokens: tuple[Token, ...], last: int, end: int) -> Number | None:
    """على الأقل behind the counted noun (تسعة جنود على الأقل) bounds the number too; at most three words between."""
    for at in range(last, min(last + 4, end)):
        found = _tail(tokens, at, end)
        if found is not None and found[0].role in ("minimum_after", "maximum_after", "approx_after"):
            return found[0] if at > last else None
        if tokens[at].kind != "word":
            return None
    return None


def _between(tokens: tuple[Token, ...], core: _Core, end: int) -> _Core | None:
    """The second number of بين X وY, when it follows at once."""
    at = core.last
    if at < end and tokens[at].norm in ("و", "الي"):
        other = _number_at(tokens, at + 1, end)
    elif at < end and tokens[at].norm.startswith("و"):
        other = _number_at(tokens, at, end)
    else:
        return None
    return other if other is not None and other.value >= core.value else None
