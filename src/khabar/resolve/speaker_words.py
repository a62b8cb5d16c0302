"""What the words for a source say about it: head noun, kind, gender, number, anonymity, role, affiliation."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from khabar.extract.attributions.lexicon import Voice, gender_of, is_first_name, voice_at, words
from khabar.extract.places_words import demonyms
from khabar.record.types import SourceKind
from khabar.remembered import PHRASES
from khabar.resolve.actor_index import index
from khabar.resolve.actor_lookup import head_at
from khabar.resolve.actor_phrases import read
from khabar.resolve.speaker_crowd import unnamed_people
from khabar.resolve.speaker_joined import coordinated, persons_joined
from khabar.resolve.speaker_named import apposed_name, ends_in_name
from khabar.resolve.speaker_names import is_name_word
from khabar.text.clause_words import word as clause_word
from khabar.text.document import document
from khabar.text.fold import fold

_WORD = re.compile(r"[^\W_]+")
_KINDS: dict[str, SourceKind] = {"person": "person", "media": "media", "armed_group": "group", "party": "group", "population": "collective"}  # of actors
_SORTS: dict[str, SourceKind] = {"notion": "document", "thing": "organization", "body": "organization", "force": "organization"}  # of head nouns
_OFFICER = "العميد"
_SHORT = re.compile(r"[(\"«“]و\w{1,4}[)\"»”]")  # (وام) is no أم with a و
_QUANTIFIERS = frozenset({"speaker.collective.some", "speaker.collective.several", "speaker.collective.one", "speaker.collective.majority"})
_DUAL = 2
_WITH_ARTICLE = 5  # letters of a word with ب and the article
_NUMBER = 4  # words in which a number in front of a source has ended


class Description(NamedTuple):
    """The words for a source, analysed. ``names``: folded words that are neither speaker nouns nor links."""

    text: str
    words: tuple[str, ...]
    bare: frozenset[str]
    head: Voice | None
    kind: SourceKind
    anonymity: str | None
    definite: bool
    gender: str
    plural: bool
    how_many: int | None
    names: frozenset[str]
    other: bool

    @property
    def nameless_office(self) -> bool:
        """A role of one person without a name (مبعوث الأمم المتحدة إلى سوريا)."""
        if self.head is None or self.head.number != "s" or self.head.speaker.kind not in ("person", "anonymous"):
            return False
        if apposed_name(self.text) or ends_in_name(self.words):
            return False
        for k, word in enumerate(self.words[1:], 1):
            if self.words[k - 1] in words("of_office") or word in words("link") or (word.startswith(("ال", "لل", "ل", "ب")) and not is_name_word(word)):
                continue
            if voice_at(word) is None and (self.head.definite or not word.endswith(("ي", "يه", "ا"))):
                return False  # a definite noun takes definite adjectives, so a bare word behind it is a name
        return True

    @property
    def hearsay(self) -> bool:
        """Second-hand words without any voice (المعلومات التي وصلتنا), not those of somebody (معلومات المرصد)."""
        whose = len(self.words) > 1 and voice_at(self.words[1]) is not None
        return bool(self.words) and bare_word(self.words[0]) in words("hearsay") and len(self.words) <= 2 and not whose


def bare_word(norm: str) -> str:
    """A folded word without its article."""
    return norm[2:] if norm.startswith("ال") and len(norm) > 4 else norm


def _caseless(norm: str) -> str:
    """A bare word with the nominative ending of its plural or dual: مسؤولين is مسؤولون; بالمملكة is في المملكة."""
    norm = norm[1:] if norm.startswith("بال") and len(norm) > _WITH_ARTICLE else norm
    joined = (v := voice_at(norm)) is not None and v.pre.startswith("و")
    word = bare_word(norm[1:] if joined else norm)
    if word.endswith("ين") or (word.endswith("ان") and v is not None and v.number == "d"):
        return word[:-2] + "ون"
    return word


@lru_cache(maxsize=PHRASES)
def describe(text: str, place: bool = False) -> Description:
    """Analyse the words of a source span; ``place``: a place name stands for its government."""
    heard = _WORD.findall(fold(_SHORT.sub(" ", text)))
    found = tuple(w for k, w in enumerate(heard) if w not in words("determiner") and not (k and w in words("itself")))
    if len(found) > 1 and found[0] in words("latest") and voice_at(found[1]) is not None:
        found = found[1:]
    acting = found[:2] if len(found) > 2 and bare_word(found[0]) in words("acting") and found[1] in words("in_place_of") else ()
    found = found[len(acting):]  # القائم بأعمال وزير الخارجية
    general = found[:1] == ("الفريق",) and len(found) > 1 and not found[1].startswith("ال") and voice_at(found[1]) is None  # الفريق سامر الحداد
    voice = voice_at(_OFFICER if general else found[0]) if found else None
    if voice is None and any(voice_at(w) is not None for w in found[1:_NUMBER]):
        number, counted = _counted(text)
        if number is not None and voice_at(fold(counted.split()[0])) is not None:
            known = describe(counted, place)
            bare = known.bare | {bare_word(w) for w in found[: len(found) - len(known.words)]}
            return known._replace(text=text, bare=bare, plural=number > 1, how_many=number)
    head, at = voice, 0
    if voice is not None and voice.speaker.id in _QUANTIFIERS and len(found) > 1:
        j = 2 if found[1] in ("من", "كبير") and len(found) > 2 else 1
        head, at = voice_at(found[j]) or voice, j
    names = frozenset(bare_word(w) for w in found if voice_at(w) is None and w not in words("link"))
    kind, anonymity = _kind(found, head, text, place)
    people = head is None and len(found) == 1 and found[0] in demonyms() and found[0].endswith(("ون", "ين"))  # الإيرانيون
    people = people or (head is None and len(found) == 1 and found[0].startswith("ال") and found[0].endswith(("يون", "يين")))  # الأوروبيون
    people = people or (len(found) > 2 and found[0] in words("each") and found[1] == "من")  # كل من فرنسا وكندا
    crowd = unnamed_people(found) if head is None and not place and found else None
    if crowd is not None:
        kind, anonymity, people = crowd
    elif people:
        kind = "collective"
    plural = people or (head is not None and head.number != "s")
    if voice is not None and voice.speaker.id == "speaker.collective.one":
        plural = False
    if voice is not head and voice is not None and voice.speaker.id in ("speaker.collective.some", "speaker.collective.several"):
        plural = True
    return Description(
        text, found, frozenset(_caseless(w) for w in (*acting, *found)), head, kind, anonymity, _definite(found, voice, at),
        _gender(_as_written(head, found[at], text) if head is not None and at < len(found) else head or _later_role(found), plural, place), plural, _count(voice, head), names, any(w in words("other") for w in found),
    )


def _counted(text: str) -> tuple[int | None, str]:
    """The number that a source begins with and the words behind it: ثلاثة مصادر → 3, مصادر."""
    numbers = document(text, None, None).numbers
    if not numbers or numbers[0].span[0] != 0 or numbers[0].min is None or numbers[0].percent:
        return None, text
    rest = text[numbers[0].span[1]:].strip().removeprefix("من ")
    return (numbers[0].min, rest) if rest else (None, text)


def _bare_kind(found: tuple[str, ...]) -> SourceKind:
    """What words without a speaker's noun name: the body, group or medium of the actor file (داعش, فرانس برس), what their own noun is (الأدلة), else a person."""
    phrase = read(found) if found else None
    if phrase is not None and phrase.head is not None:
        return _SORTS.get(phrase.head.sort, "person")
    return _KINDS.get(phrase.actor.kind, "organization") if phrase is not None and phrase.actor is not None else "person"


def _kind(found: tuple[str, ...], head: Voice | None, text: str, place: bool) -> tuple[SourceKind, str | None]:
    if head is None:
        if not place and len(found) > 1 and is_name_word(found[0]) and any((v := voice_at(w)) is not None and v.pre.startswith("و") and v.speaker.kind != "document" for w in found[1:]):
            return "collective", None  # فلان والشرطة
        return ("organization" if place else _bare_kind(found)), None
    speaker = head.speaker
    if apposed_name(text) and speaker.kind in ("person", "anonymous", "collective") and not coordinated(found):
        return "person", None
    if speaker.kind == "person" and head.number == "s" and gender_of(head, text) == head.gender and _unnamed_office(found, head):
        return "anonymous", speaker.anonymity or "official"
    if speaker.kind == "person" and head.number != "s" and _some_of(found, head) and not persons_joined(found):
        return "anonymous", speaker.anonymity or "official"
    if coordinated(found) if speaker.kind != "person" else persons_joined(found):
        joined = [v for w in found if (v := voice_at(w)) is not None and v.pre.startswith("و")]
        unnamed = _unnamed(found, head, text) and all(v.speaker.kind == "anonymous" for v in joined)
        return "collective", speaker.anonymity if unnamed else None
    if speaker.anonymity == "reporter" and head.suf == "نا":
        return "media", None  # مراسلنا: the outlet's own
    if speaker.id == "speaker.unnamed.lawyer" and head.number == "p" and len(found) > 1 and found[0].endswith("و"):
        return "collective", None  # محامو الدفاع, محامو فلان: whose lawyers they are is told
    if speaker.kind == "anonymous":
        if _unnamed(found, head, text):
            return "anonymous", speaker.anonymity
        return "person", None
    if speaker.kind == "document":
        at = next((k for k, w in enumerate(found[1:], 1) if (v := voice_at(w)) is not None and v.pre.startswith("ل")), None)
        issuer = voice_at(found[at]) if at is not None and not _of_body(found[at + 1:]) else None
        return "document", issuer.speaker.anonymity if issuer is not None else None
    one = (first := voice_at(found[0])) is not None and first.speaker.id == "speaker.collective.one"
    if (one and first is not head and speaker.kind == "collective") or (speaker.id == "speaker.collective.one" and (head.suf or (len(found) > 1 and found[0] == "احد" and not _body_noun(found[1])))):
        return "anonymous", "source"  # أحدهم, أحد أنصار الحزب
    if speaker.id == "speaker.media.media" and len(found) > 1 and not any(clause_word(w).stem in words("of_media") for w in found[1:]):
        return "organization", None  # وسائل مراقبة
    if speaker.id == "speaker.media.agency":
        return _agency(found), None
    return speaker.kind, None if speaker.kind == "person" else speaker.anonymity


def _body_noun(norm: str) -> bool:
    """Whether a folded word is a noun for bodies or things (أحد أكبر البنوك names no person)."""
    n, found = head_at(index(), (norm,), 0)
    return voice_at(norm) is None and ((n > 0 and found[0].head.sort not in ("person", "office")) or norm.startswith(("اكبر", "اهم", "ابرز")))


def _agency(found: tuple[str, ...]) -> SourceKind:
    """What an agency is: a medium where its words say news, or nothing of another field (وكالة تسنيم, الوكالة); else a body."""
    named = {clause_word(w).stem for w in found[1:]}
    return "organization" if named & words("agency_field") and not named & words("agency_of_news") else "media"


def _of_body(rest: tuple[str, ...]) -> bool:
    """Whether the words behind an issuer name his organisation (تقرير لخبراء الأمم المتحدة): then it is known who issues."""
    return any(v.speaker.kind == "organization" for w in rest if (v := voice_at(w)) is not None)


def _unnamed(found: tuple[str, ...], head: Voice, text: str) -> bool:
    """An indefinite noun is unnamed unless a name stands beside it; a definite one only in the plural or for مصدر."""
    if head.number != "s":
        return not (head.definite and len(found) > 1 and is_first_name(found[1]))  # الناشطتان نوال الحداد وسلمى الراوي
    if head.speaker.anonymity == "source":
        return True
    indefinite = not head.definite and (len(found) == 1 or not _construct_definite(found))
    return indefinite and not apposed_name(text) and not ends_in_name(found)


def _unnamed_office(found: tuple[str, ...], head: Voice) -> bool:
    """قاض, قائد عسكري, نائب آخر, نائب في البرلمان: an indefinite role, alone or with adjectives only, or of some body or place."""
    if head.definite or head.pre or found[0] in ("الملك",):
        return False
    if len(found) == 1:
        return not head.suf and not is_first_name(found[0])
    if found[1] == "في":
        return not head.suf
    if len(found) > 3:
        return False
    return all(w in words("plain_adjective") or (w.endswith(("ي", "يه")) and not w.startswith("ال") and voice_at(w) is None) for w in found[1:]) and len(found) > 1


def _some_of(found: tuple[str, ...], head: Voice) -> bool:
    """أحد القادة, زعماء في حكومة الإقليم: one or some of many, without names."""
    if voice_at(found[0]) is not head and found[0] in ("احد", "احدي"):
        return True
    return not head.definite and not (len(found) > 1 and found[1].startswith("ال"))


def _construct_definite(found: tuple[str, ...]) -> bool:
    """مراسل وكالة الأنباء, عضو المجلس: definite by the genitive directly behind the noun."""
    return len(found) > 1 and found[1].startswith("ال") and found[1] not in ("الي",)


def _definite(found: tuple[str, ...], voice: Voice | None, at: int) -> bool:
    if voice is None:
        return True
    if voice.definite:
        return True
    return any(w.startswith("ال") and w != "الي" for w in found[1:3])


def _gender(head: Voice | None, plural: bool, place: bool) -> str:
    if head is None:
        return "f" if place else ""
    if plural:
        people = head.speaker.kind in ("anonymous", "person", "collective") and head.speaker.gender == "m"
        return "m" if people and head.speaker.anonymity != "source" else "f"
    return head.gender


def _as_written(head: Voice, norm: str, text: str) -> Voice:
    """The head noun with the gender of its spelling: نظيره is his counterpart, نظيرة a woman."""
    written = next((w for w in _WORD.findall(text) if fold(w) == norm), None)
    return head if written is None or head.number != "s" else head._replace(gender=gender_of(head, written))


def _later_role(found: tuple[str, ...]) -> Voice | None:
    """The role behind a name (ليلى المنصوري، المتحدثة باسم …), which tells the gender."""
    for word in found[1:]:
        voice = voice_at(word)
        if voice is not None and voice.number == "s" and voice.speaker.kind in ("person", "anonymous"):
            return voice
    return None


def _count(first: Voice | None, head: Voice | None) -> int | None:
    if head is None:
        return None
    if head.number == "d":
        return _DUAL
    if first is not None and first.speaker.id == "speaker.collective.one":
        return 1
    return 1 if head.number == "s" and head.speaker.kind in ("anonymous", "person") else None
