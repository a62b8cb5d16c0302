"""Whether two descriptions name one voice: the same words, a surname, a shorter or fuller title."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.extract.attributions.lexicon import words
from khabar.extract.places_words import demonyms
from khabar.resolve.speaker_words import Description, bare_word

_BODIES = ("organization", "group", "media")
_OFFICE = 3  # words of an office that tell who holds it


def same_voice(descriptions: Sequence[Description], seen: Description) -> str:
    """The rule by which words name the voice with these descriptions, or ''."""
    for known in reversed(descriptions):
        rule = _pair(known, seen)
        if rule:
            return rule
    return "fuller words" if all(_short_for(known, seen) for known in descriptions) else ""


def _short_for(known: Description, seen: Description) -> bool:
    """المرصد, and later المرصد السوري لحقوق الإنسان: a body so well known that its short name came first."""
    body = known.head is not None and known.kind == seen.kind and known.kind in ("organization", "media", "group")
    return body and len(known.words) == 1 and known.definite and seen.words[0] == known.words[0] and not seen.plural


def _pair(known: Description, seen: Description) -> str:
    if known.bare == seen.bare:
        return "" if seen.other and not seen.definite else "same words"
    if seen.head is None or (seen.head.speaker.name and len(seen.words) == 1):
        return "name" if _name_of(known, seen) else ""
    if known.head is None or (known.head.speaker.name and len(known.words) == 1):
        if _role_told(known, seen):
            return "description"
        if seen.kind in _BODIES and seen.words[1:] == known.words:
            return "name"  # هيومن رايتس ووتش, منظمة "هيومن رايتس ووتش"
        return "name" if known.bare <= seen.bare and (seen.kind in ("person", "anonymous") or known.head is not None) and not _inside(seen, known) else ""
    same_head = known.head.speaker.id == seen.head.speaker.id
    if _office_alone(known, seen):
        return "description"
    if known.kind == "collective" or seen.kind == "collective":
        return ""
    if same_head and seen.bare <= known.bare and (seen.definite or seen.head.definite) and known.plural == seen.plural:
        return "description"
    if seen.kind == "person" and known.kind == "person" and seen.definite and len(seen.bare) > 1 and seen.bare <= known.bare and not known.plural:
        return "description"
    if same_head and known.bare <= seen.bare and known.definite and len(known.bare) > 1 and seen.anonymity is None:
        return "fuller words"
    if same_head and _adjectival(seen) and seen.head.speaker.office and known.plural == seen.plural and known.definite:
        return "" if _of_another_nation(known, seen) else "description"
    if _people(known) and _people(seen) and _last_name(known) and _last_name(known) == _last_name(seen):
        return "name"
    return ""


def _role_told(known: Description, seen: Description) -> bool:
    """محمد الحداد المسؤول الأمني المحلي, and later المسؤول الأمني: the words behind a name that say who he is."""
    if known.kind != "person" or known.plural or seen.plural or seen.kind not in ("person", "anonymous") or not seen.definite:
        return False
    n = len(seen.words)
    return n > 1 and any(known.words[k:k + n] == seen.words for k in range(1, len(known.words) - n + 1))


def _office_alone(known: Description, seen: Description) -> bool:
    """قائد محور صعدة في الجيش، العميد عبيد الأثلة, and later قائد محور صعدة: the beginning of the same words."""
    both = known.kind == seen.kind == "person" and not known.plural and not seen.plural and seen.anonymity is None
    return both and len(seen.words) >= _OFFICE and seen.words == known.words[:len(seen.words)]


def _adjectival(seen: Description) -> bool:
    """المبعوث الأممي: a definite office with at most an adjective of origin."""
    return seen.head is not None and seen.head.definite and len(seen.words) == 2 and seen.words[1].endswith(("ي", "يه"))


def _of_another_nation(known: Description, seen: Description) -> bool:
    """الرئيس الإيراني is not الرئيس الروسي: behind one head noun stand adjectives of which one at least names a nation."""
    if not _adjectival(known._replace(words=known.words[:2])):
        return False
    one, other = known.words[1], seen.words[1]
    nations = demonyms()
    countries = {nations[w].country for w in (one, other) if w in nations}
    return one != other and (len(countries) == 2 or (len(countries) == 1 and not (one in nations and other in nations)))


def _people(seen: Description) -> bool:
    return seen.kind == "person" and seen.anonymity is None


def _last_name(seen: Description) -> str:
    last = bare_word(seen.words[-1]) if seen.words else ""
    return last if last in seen.names else ""


def _name_of(known: Description, seen: Description) -> bool:
    """A bare name is part of a person's (or an organisation's) fuller name."""
    if known.kind in ("collective", "document") or not seen.bare <= known.bare:
        return False
    return not _inside(known, seen)


def _inside(longer: Description, name: Description) -> bool:
    """Whether the name only tells where the longer phrase's head belongs: سوريا in الرئاسة السورية في سوريا, المختبر in
    رئيس المختبر يوهان بيرغ."""
    if longer.head is None or not longer.words:
        return False
    first = next((k for k, w in enumerate(longer.words) if bare_word(w) in name.bare), 0)
    if first == 1 and longer.head.speaker.kind in ("person", "anonymous") and not longer.head.definite and longer.words[1].startswith("ال"):
        return True
    if first and longer.words[0] in words("body_of_person"):
        return True  # إدارة ترامب, مكتب خليفة التنظيم …
    of_a_place = name.head is None and name.kind == "organization"
    return first > 0 and longer.words[first - 1] in words("of_office") and (of_a_place or longer.words[-1] != name.words[-1])


def may_be(descriptions: Sequence[Description], anonymity: str | None, seen: Description) -> bool:
    """Whether a bare definite noun (الضابط، التاجر) may take up the voice of these descriptions: no minister is a trader or
    a spokesman, a source anybody. ``anonymity``: of the voice, None when it is named."""
    noun = seen.head
    if noun is None:
        return False
    what = noun.speaker.anonymity
    if what == "source" and anonymity is None:
        return False
    heads = [d.head.speaker for d in descriptions if d.head is not None]
    if not heads and all(d.kind not in ("person", "anonymous", "collective") for d in descriptions):
        return False  # الصحافية is no agency
    if not heads or what == "source" or any(h.id == noun.speaker.id for h in heads):
        return True
    if not _broad(seen) and not any(_broad(d) or (_speaks_for(d) and _speaks_for(seen)) for d in descriptions):
        return False  # السائق is not the teacher who spoke before, المتحدث no minister
    if any(h.anonymity in (what, "source") for h in heads):
        return True
    if what in ("security", "military"):
        armed = any(h.anonymity in ("security", "military") for h in heads)
        return armed or any(bare_word(w) in words("rank") for d in descriptions for w in d.words)
    return what in ("official", "diplomatic") and any(h.anonymity is None for h in heads)


def _speaks_for(seen: Description) -> bool:
    """الناطق, المتحدثة باسم …: whether the words are for a spokesman."""
    return bool(seen.words) and bare_word(seen.words[0]) in words("spokesman")


def _broad(seen: Description) -> bool:
    """Whether the words call a voice what many are (المسؤول, الرجل, أحد السكان), not by a trade or an office of its own."""
    return any(bare_word(w) in words("broad_voice") for w in seen.words[:2])


def may_be_named(seen: Description, descriptions: Sequence[Description]) -> bool:
    """Whether words for an unnamed voice may mean the named one of these descriptions: a source stays unnamed, and a spokesman is no leader: المتحدث can be the named person only where nothing else is said of him."""
    if seen.head is None or seen.head.speaker.anonymity == "source":
        return False
    heads = [d.head.speaker for d in descriptions if d.head is not None]
    return bare_word(seen.words[0]) not in words("spokesman") or all(h.id == seen.head.speaker.id for h in heads)
