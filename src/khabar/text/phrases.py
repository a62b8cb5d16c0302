"""Noun phrases and clause edges, read shallowly from function words, verb forms and the article.

`noun_phrase` finds where the phrase that starts at a token ends: its head with the genitives, adjectives, numbers and
names that belong to it, without a relative clause, and before the next phrase of the clause (قصف الجيش | مواقع
المسلحين). The words are data: ``phrase`` entries, the forms of verbs and of head nouns.
"""

from __future__ import annotations

from collections.abc import Container

from khabar.text.clause_words import Word, has_pronoun, is_nisba, lists, word
from khabar.text.document import Document

__all__ = ["Word", "conjuncts", "is_nisba", "noun_phrase", "word"]

_OPENERS = frozenset("\"«“„(")
_CLOSERS = frozenset("\"»”“)")
_ADDED = frozenset({"اضافه", "بالاضافه", "فضلا"})
_SHOT = frozenset({"النار", "الرصاص"})
_TIGHT = frozenset("_-/")
_BEGINS = frozenset({"noun", "both", "verb", "demonstrative"})  # kinds of word that a phrase can begin with


def noun_phrase(doc: Document, i: int, limit: int, names: Container[int] = ()) -> int:
    """End (exclusive token index) of the noun phrase that starts at token ``i``; ``i`` itself if none starts there.

    ``limit`` is the first token that may not belong to it, usually the end of the sentence. A preposition that is
    written onto the first word (بالجيش) is ignored. What و joins is not taken in: see :func:`conjuncts`. ``names``
    are the tokens of names that are definite without an article (places).
    """
    if i < limit and doc.tokens[i].kind == "word" and doc.clause[i].kind not in _BEGINS and i not in doc.number_at:
        return i
    return _Reader(doc, i, limit, names).end()


def conjuncts(doc: Document, i: int, limit: int, names: Container[int] = ()) -> tuple[tuple[int, int], ...]:
    """The phrase at ``i`` and those joined to it by و or أو, as token ranges (قوات الجيش | والشرطة, للبنان | ولليبيا)."""
    out: list[tuple[int, int]] = []
    at = i
    while at < limit and len(out) < 6:
        end = noun_phrase(doc, at, limit, names)
        if end == at:
            break
        if out and _counts_on(doc, out[-1], at):
            out[-1] = out[-1][0], end
        else:
            out.append((at, end))
        at = _joined_noun(doc, end, limit, doc.clause[i].case)
        if at < 0:
            break
    return tuple(out)


def _counts_on(doc: Document, part: tuple[int, int], at: int) -> bool:
    """79 عنصرا من قوات النظام والمسلحين: the number before counts the joined noun too."""
    number = doc.number_at.get(part[0])
    if number is None or number.last >= part[1] or at in doc.number_at or at + 1 in doc.number_at:
        return False
    second = doc.clause[at]
    inside = any(doc.tokens[k].norm == "من" for k in range(number.last, part[1]))
    both = second.stem.endswith("ا") and doc.tokens[part[1] - 1].norm.endswith("ا")  # 50 قياديا وعنصرا
    return (inside and second.article) or (both and not second.article)


def _joined_noun(doc: Document, at: int, limit: int, case: str) -> int:
    """Index where a joined phrase starts, or -1; a preposition that the first one carries may stand again."""
    if at >= limit:
        return -1
    token = doc.tokens[at]
    if token.norm in ("و", "او") and at + 1 < limit:
        following = doc.tokens[at + 1]
        return at + 1 if following.kind == "number" or doc.clause[at + 1].kind == "noun" else -1
    if token.kind != "word":
        return -1
    read = doc.clause[at]
    if read.joined and read.kind in ("noun", "both") and read.case in ("", case):
        return at
    if read.stem in _ADDED and at + 2 < limit and doc.tokens[at + 1].norm in ("الي", "عن"):
        return at + 2 if doc.clause[at + 2].kind == "noun" else -1
    return -1


_TANWIN = "\u064b"
_UN = "غير"  # before an adjective


class _Reader:
    """One pass over the words of a phrase."""

    def __init__(self, doc: Document, start: int, limit: int, names: Container[int]) -> None:
        self.doc, self.start, self.limit, self.names = doc, start, min(limit, start + 24), names
        self.tokens, self.reads, self.number_at = doc.tokens, doc.clause, doc.number_at
        self.definite = False  # the phrase is closed to bare nouns: it has had an article or a pronoun
        self.title = False
        self.partitive = False
        self.nouns = 0

    def end(self) -> int:
        """First token that does not belong to the phrase."""
        at = self.start
        while at < self.limit:
            width = self._take(at)
            if width == 0:
                break
            at += width
        return at if self.nouns else self.start

    def _take(self, at: int) -> int:
        token = self.tokens[at]
        if token.kind == "number" or at in self.number_at:
            if at > self.start and (self.definite or self._nominative(at - 1)) and not self.title and not self._number_goes_on(at):
                return 0
            if at > self.start and token.kind == "word" and not self._number_goes_on(at) and word(token.norm).joined:
                return 0  # تسعة حراس | وستة جنود
            self.nouns += 1
            self.partitive = True
            return 1
        if token.kind == "punct":
            return self._punct(at)
        read = self.reads[at]
        if at == self.start:
            return self._first(read, at)
        if read.joined or self._object_at(at):
            return 0
        if token.norm == _UN and self.nouns and at + 1 < self.limit and self.reads[at + 1].kind == "noun" and not self.reads[at + 1].case:
            return 2  # مبان غير مأهولة
        if read.kind == "demonstrative" and not self.definite and self.nouns:
            return 1
        if read.kind == "preposition":
            return self._preposition(at, read)
        if read.kind == "both":
            before = self.reads[at - 1]
            closed = self.definite or self.nouns > 1 or not before.known or before.stem.endswith("ا")
            return 0 if closed else self._noun(read, at)
        return self._noun(read, at) if read.kind == "noun" else 0

    def _object_at(self, at: int) -> bool:
        """A written accusative (بياناً) behind a noun that is none opens the verb's object: أصدر المكتب بياناً."""
        if _TANWIN not in self.tokens[at].text[-2:] or at - 1 in self.number_at:
            return False
        before = self.tokens[at - 1]
        return before.kind == "word" and not before.text.rstrip(_TANWIN).endswith("ا")

    def _first(self, read: Word, at: int) -> int:
        if read.kind == "demonstrative":
            return 1
        if read.kind == "verb" and at and self.reads[at - 1].kind == "preposition":
            return self._noun(read, at, first=True)  # مع صاحبها: no verb stands behind a preposition
        return self._noun(read, at, first=True) if read.kind in ("noun", "both") else 0

    def _noun(self, read: Word, at: int, *, first: bool = False) -> int:
        listed = lists()
        if not first and read.case:
            return 0
        if not first and self.nouns and self._starts_new(read, at):
            return 0
        full = self.tokens[at].norm
        if first or self.nouns == 0:
            self.title = full in listed.title or read.stem in listed.title
            self.partitive = self.partitive or full in listed.partitive or read.stem in listed.partitive
        self.definite = self.definite or read.article or at in self.names
        self.nouns += 1
        return 1

    def _starts_new(self, read: Word, at: int) -> bool:
        if at - 1 in self.names and at not in self.names:
            if self.title and not read.article and not read.known:
                return False  # ملك الأردن عبد الله
            return not read.article or not read.stem.endswith(("ي", "يه"))
        if at in self.names:
            if at - 1 in self.names:
                return self.nouns == 1 and self._other_name(at)
            return self.definite and not self.reads[at - 1].known
        listed = lists()
        full = self.tokens[at].norm
        if full in listed.partitive and self.definite:
            return True
        if read.known and not read.article and read.stem.endswith("ه") and self._nominative(at - 1):
            return True  # مسلحون | قرية: what keeps its ن governs nothing
        if full in _SHOT and (self.definite or not self.reads[at - 1].known):
            return True  # أضرم المتظاهرون | النار
        if read.article:
            before = self.reads[at - 1]  # of عائلاتهم | السفارة, too
            if self.nouns > 1 and not self.definite and not before.known and not before.article and is_nisba(before):
                return True  # دول غربية | النظام: an indefinite adjective closes the phrase
            return (self.definite or has_pronoun(before)) and read.known and not is_nisba(read)
        if not self.definite:
            return False
        if has_pronoun(read) and not self.tokens[at].text.endswith("ة"):
            return True  # غادر الوزير | منصبه
        if self.title and not read.known:
            return False
        return not self._name_like(read, at)

    def _other_name(self, at: int) -> bool:
        """تتهم السعودية | إيران: two names, not one of two words."""
        get = getattr(self.names, "get", None)
        return get is not None and get(at) != get(at - 1)

    def _name_like(self, read: Word, at: int) -> bool:
        """A bare word behind a definite one goes on with it only as a name: الرئيس سامر، حركة الشباب."""
        before = self.reads[at - 1]
        return self.title and not before.article

    def _nominative(self, at: int) -> bool:
        """قتل مسلحون | 25 مدنيا."""
        return self.reads[at].stem.endswith("ون")

    def _number_goes_on(self, at: int) -> bool:
        number = self.number_at.get(at)
        return number is not None and number.first < at < number.last

    def _preposition(self, at: int, read: Word) -> int:
        following = self.reads[at + 1] if at + 1 < self.limit else None
        if following is None or following.kind not in ("noun", "both"):
            return 0
        before = self.tokens[at - 1].norm
        counted = not self.definite or before in lists().partitive or self.reads[at - 1].stem in lists().partitive
        if read.stem == "من" and self.partitive and counted and at + 1 not in self.names:
            self.definite, self.partitive = False, False
            return 1
        if read.stem == "في" and self.title and self.nouns == 1:
            self.definite = False
            return 1
        return 0

    def _punct(self, at: int) -> int:
        token = self.tokens[at]
        if token.text in _OPENERS and at > self.start and token.text != "(":
            return self._quoted(at)
        if token.text == "#" and at + 1 < self.limit and self.tokens[at + 1].start == token.end:
            return 1
        if token.text in _TIGHT and at > self.start and at + 1 < self.limit:
            before, after = self.tokens[at - 1], self.tokens[at + 1]
            return 1 if before.end == token.start and token.end == after.start and after.kind != "punct" else 0
        return self._quoted(at) if token.text in _OPENERS and at == self.start else 0

    def _quoted(self, at: int) -> int:
        """A short name in quotation marks (تنظيم "الفجر") belongs to the phrase."""
        for end in range(at + 2, min(at + 7, self.limit)):
            if self.tokens[end].text in _CLOSERS:
                self.nouns += 1
                self.definite = True
                return end + 1 - at
        return 0
