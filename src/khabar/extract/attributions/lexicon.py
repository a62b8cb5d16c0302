"""Look-up of cues, speaker nouns and the word sets of this layer, memoised per written form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from khabar.remembered import PHRASES, WORD_FORMS, remembered
from khabar.resources import derived, entries
from khabar.resources.schema.cue import Cue
from khabar.resources.schema.speaker import Speaker
from khabar.text.fold import DIACRITICS, fold
from khabar.text.tokens import Token
from khabar.text.words import FormIndex, Split

#: Complementisers with and without a pronoun, folded (إن and أن fold alike).
THAT = re.compile(r"[بل]?ان(ه|ها|هم|هما|هن|ني|ي|نا|ك|كم)?\Z")
#: The same as a set, for where every word is asked.
THAT_FORMS = frozenset(
    lead + "ان" + pronoun for lead in ("", "ب", "ل") for pronoun in ("", "ه", "ها", "هم", "هما", "هن", "ني", "ي", "نا", "ك", "كم")
)
#: Verbal nouns by pattern, folded, without the article: افتعال، استفعال، انفعال، إفعال، تفعيل، فعول، مفاعلة.
MASDAR = re.compile(
    r"(است...?ا.|است.ا.ه|ا.ت.ا.|ان..ا.|ا[^ل].ا.|ا[^ل]ا.ه|ت..ي.|ت.و..|..و.|م.ا..ه|ت.ا..)(ه|ها|هم|هما)?\Z"
)


class Hit(NamedTuple):
    """A cue entry found in a word: the table its form is from, the verb's person, and the clitics."""

    cue: Cue
    table: str
    person: str
    pre: str
    suf: str


class Voice(NamedTuple):
    """A speaker noun found in a word; ``number`` is s, d or p, ``gender`` (of its singular) m or f."""

    speaker: Speaker
    number: str
    pre: str
    suf: str
    gender: str

    @property
    def definite(self) -> bool:
        """Whether the noun has the article or a pronoun, or is a name."""
        return self.speaker.name or self.pre.endswith("ال") or bool(self.suf and self.suf != "ا")


@cache
def words(name: str) -> frozenset[str]:
    """Folded forms of a word set of this layer (``word.attribution.NAME``)."""
    wanted = f"word.attribution.{name}"
    return frozenset(fold(form) for entry in entries("word") if entry.id == wanted for form in entry.forms)


@cache
def phrases(name: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Multi-word forms of a word set by their first word, the longest first."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for form in words(name):
        parts = tuple(form.split())
        out.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in out.items()}


def find_phrase(norms: Sequence[str], name: str, first: int, stop: int) -> tuple[int, int] | None:
    """The first and longest phrase of a word set among the folded words ``first`` up to ``stop``: its half-open range."""
    table = phrases(name)
    for i in range(first, stop):
        for parts in table.get(norms[i], ()):
            if i + len(parts) <= stop and tuple(norms[i:i + len(parts)]) == parts:
                return i, i + len(parts)
    return None


class _Tables(NamedTuple):
    verb: FormIndex[tuple[Hit, ...]]
    participle: FormIndex[tuple[Hit, ...]]
    noun: FormIndex[tuple[Hit, ...]]
    phrase: dict[str, tuple[tuple[tuple[str, ...], Hit], ...]]
    verbs: dict[str, tuple[Hit, ...]]


@cache
def _tables() -> _Tables:
    cues = entries("cue")
    folded: dict[str, dict[str, tuple[Hit, ...]]] = {"verb": {}, "participle": {}, "noun": {}}
    by_first: dict[str, list[tuple[tuple[str, ...], Hit]]] = {}
    for index, rows in derived("cue_forms").items():
        for form, found in rows.items():
            key = fold(form)
            hits = tuple(Hit(cues[number], table, person, "", "") for number, table, person in found)
            if key == "عن":
                continue  # carried voices are found from their relay
            if index == "phrase" or " " in key:
                parts = tuple(key.split())
                by_first.setdefault(parts[0], []).extend((parts, hit) for hit in hits)
            else:
                folded[index][key] = folded[index].get(key, ()) + hits
    phrase = {first: tuple(sorted(found, key=lambda f: -len(f[0]))) for first, found in by_first.items()}
    return _Tables(
        FormIndex(folded["verb"], "verb"), FormIndex(folded["participle"], "particle"), FormIndex(folded["noun"], "noun"),
        phrase, folded["verb"],
    )


def _with_clitics(found: tuple[tuple[tuple[Hit, ...], Split], ...]) -> tuple[Hit, ...]:
    return tuple(hit._replace(pre=split.pre, suf=split.suf) for hits, split in found for hit in hits)


_REQUEST = 8  # words of a request to stay unnamed


def may_have_said(norm: str) -> bool:
    """Whether a folded word can be a past verb of saying (تحدث, which looks like the present of another verb)."""
    return any(hit.table == "past" for hit in cues_at(norm))


@remembered(WORD_FORMS)
def cues_at(norm: str) -> tuple[Hit, ...]:
    """Verbs, participles and nouns of saying that a folded word can be, with their clitics."""
    tables = _tables()
    hits = _with_clitics(tables.verb.find(norm))
    if hits and not hits[0].pre and norm[0] in "وف" and norm[1:] in tables.verbs:
        hits += tuple(hit._replace(pre=norm[0]) for hit in tables.verbs[norm[1:]])  # ورد is also و + رد
    hits = tuple(h for h in hits if "ل" not in h.pre and (h.person != "bound" or h.suf) and (h.table == "present" or not h.pre.endswith("س")))
    hits += _with_clitics(tables.participle.find(norm)) + _with_clitics(tables.noun.find(norm))
    return tuple(sorted(hits, key=lambda h: (h.table == "passive", not h.cue.relay)))


@remembered(WORD_FORMS)
def phrases_at(norm: str) -> tuple[tuple[tuple[str, ...], Hit, str], ...]:
    """According-to phrases and connectors whose first word this can be, the longest first, with a conjunction."""
    table = _tables().phrase
    found = table.get(norm)
    if found is not None:
        return tuple((parts, hit, "") for parts, hit in found)
    if norm[:1] in "وف" and norm[1:] in table:
        return tuple((parts, hit, norm[:1]) for parts, hit in table[norm[1:]])
    return ()


@cache
def _speakers() -> FormIndex[tuple[Speaker, str, str]]:
    forms: dict[str, tuple[Speaker, str, str]] = {}
    for entry in entries("speaker"):
        for number, listed in (("s", entry.forms), ("p", entry.plurals), ("d", entry.duals)):
            for form in listed:
                forms.setdefault(fold(form), (entry, number, entry.gender))
                if number == "p" and form.endswith(("ون", "ين")) and fold(form[:-1]) not in words("other"):  # أخرى is no آخري
                    forms.setdefault(fold(form[:-1]), (entry, number, entry.gender))  # مسؤولو الصحة
    people = [e for e in entries("speaker") if e.kind in ("person", "anonymous") and e.anonymity != "source" and not e.name]
    for entry in people:
        for form in entry.forms:
            if entry.gender == "m" and " " not in form and form[-1] not in "ةىاءي":
                forms.setdefault(fold(form + "ة"), (entry, "s", "f"))  # شابة, متطوعة
            for end in ("تان", "تين") if form.endswith("ة") else ():
                forms.setdefault(fold(form[:-1] + end), (entry, "d", entry.gender))  # معتقلتان
    return FormIndex(forms, "noun")


@remembered(WORD_FORMS)
def voice_at(norm: str) -> Voice | None:
    """The speaker noun that a folded word is, if any."""
    found = [f for f in _speakers().find(norm) if not (f[1].suf == "ا" and norm.endswith("ها"))]  # رئيسها is رئيس + ها, not رئيسة + ا
    if not found:
        return None
    (entry, number, gender), split = min(found, key=lambda f: ("", "ا").index(f[1].suf) if f[1].suf in ("", "ا") else 2)
    return Voice(entry, number, split.pre, split.suf, gender)


@cache
def _first_names() -> frozenset[str]:
    return frozenset(fold(form) for entry in entries("name") if entry.sort == "name" for form in entry.forms)


def is_first_name(norm: str) -> bool:
    """Whether a folded word is a known personal name."""
    return norm in _first_names()


@cache
def _families() -> frozenset[str]:
    return frozenset(fold(form) for entry in entries("name") if entry.sort == "surname" for form in entry.forms)


def is_family(norm: str) -> bool:
    """Whether a folded word is a known family name (ترامب), behind which a personal name goes no further."""
    return norm in _families()


def is_accusative(norm: str) -> bool:
    """Whether a folded word for people is a plural or dual in ين, which no subject of a verb is (الصحفيين, العراقيين)."""
    voice = voice_at(norm)
    if voice is not None:
        return voice.number in ("p", "d") and not voice.suf and norm.endswith("ين")
    return norm.startswith("ال") and norm.endswith("يين") and len(norm) > 6


def gender_of(voice: Voice, text: str) -> str:
    """m or f, as the unfolded word has it: محاميه is his lawyer, محامية a woman."""
    his = voice.number == "s" and voice.gender == "f" and not voice.suf and text.rstrip(DIACRITICS).endswith("ه")
    return "m" if his and not voice.speaker.name else voice.gender


def spelled_as(voice: Voice, text: str) -> bool:
    """Whether an unfolded word is the speaker noun that its folded form is: إمام, not أمام."""
    return any(text.endswith(form) for form in (*voice.speaker.forms, *voice.speaker.plurals, *voice.speaker.duals))


@remembered(PHRASES)
def is_masdar(norm: str) -> bool:
    """Whether a folded word has the shape of a verbal noun, or is one of the common short ones (with any suffix)."""
    if norm in words("content_noun"):
        return True  # إلغاء begins with no article
    if norm in _families():
        return False  # ترامب has the shape of تفاعل
    bare = norm[2:] if norm.startswith("ال") else norm
    if bare.endswith(("يا", "يه")):
        return bare in words("content_noun")
    if bare in words("content_noun") or MASDAR.match(bare) is not None:
        return True
    for suffix in ("هما", "ها", "هم", "نا", "ه", "ا", "ي"):
        if bare.endswith(suffix):
            stem = bare[: -len(suffix)]
            return stem in words("content_noun") or (stem.endswith("ت") and stem[:-1] + "ه" in words("content_noun"))
    return False


def unnamed_end(tokens: Sequence[Token], i: int, limit: int) -> int:
    """Token behind a request to stay unnamed that begins at ``i`` (طلب عدم الكشف عن هويته), or 0."""
    if i >= limit or tokens[i].norm not in words("unnamed_first"):
        return 0
    j = i + 1
    if j < limit and tokens[i].norm == "لم" and tokens[j].norm in words("unnamed_verb"):
        return j + 1
    while j < min(limit, i + _REQUEST) and tokens[j].norm in words("unnamed_middle"):
        j += 1
    return j + 1 if i + 1 < j < limit and tokens[j].norm in words("unnamed_last") else 0
