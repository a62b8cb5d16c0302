"""Kind words (مدينة، محافظة، مطار) and the names that they introduce, known to the gazetteer or not."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from khabar.extract.event_lexicon import finite, readings
from khabar.extract.places_names import JOINERS, Hit, Names
from khabar.extract.places_words import demonyms, words
from khabar.resources.schema.place_word import PlaceWord
from khabar.text.tokens import Token

TANWIN = "\u064b"
_BACK = 6
_SHORT = 4
_MARKS = frozenset("،,.;؛:)(\"”»")
_NOT_FOREIGN = ("ه", "ي", "ين", "ون", "ات", "ها", "هم")
_TOLD = frozenset({"3ms", "3fs", "3mp"})
_PLURALS = ("ين", "ون", "ات")
_NOT_ENDINGS = ("يه", "ها", "هم", "هما", "هن")
OPENERS = frozenset("\"«“‘'(#")


class Kinded(NamedTuple):
    """A kind word at token ``at`` and the name after it; ``hit`` is None for a name unknown to the gazetteer.

    clitic: what is written before the name (the و of a list). far: the name is not the first of its list.
    """

    kind: PlaceWord
    at: int
    first: int
    last: int
    hit: Hit | None
    clitic: str = ""
    far: bool = False


def introduced(names: Names, tokens: tuple[Token, ...], i: int, last: int) -> Kinded | None:
    """The name that the kind word at token ``i`` introduces, or None. Never reads at or beyond token ``last``."""
    kind = words().kinds.get(tokens[i].norm)
    j = i + 1
    if kind is None or j >= last or tokens[i].text in words().not_kinds:
        return None
    if tokens[j].text in OPENERS and j + 1 < last:
        j += 1
    if tokens[j].kind != "word" or (kind.not_after and i and tokens[i - 1].text in kind.not_after):
        return None
    for hit in names.at(tokens, j, last):
        if fits(names, hit, kind, tokens):
            return Kinded(kind, i, hit.first, with_tail(tokens, hit.last, last, kind), hit)
    if not unknown_name(tokens[j], kind):
        return None
    end = name_end(tokens, j, last)
    return Kinded(kind, i, j, with_tail(tokens, end, last, kind), None)


def announced(names: Names, tokens: tuple[Token, ...], i: int, first: int, last: int) -> Kinded | None:
    """The first name of a list that token ``i`` announces for a kind word shortly before (البلدات الأربع، وهي كذا)."""
    known = words()
    if tokens[i].norm not in known.announces:
        return None
    at = next((k for k in range(i - 1, max(first, i - _BACK) - 1, -1) if tokens[k].norm in known.lists), None)
    j = i + 1
    while j < last and (tokens[j].text in OPENERS or tokens[j].text == ":"):
        j += 1
    if at is None or j >= last or tokens[j].kind != "word":
        return None
    kind = known.lists[tokens[at].norm]
    for hit in names.at(tokens, j, last):
        if fits(names, hit, kind, tokens):
            return Kinded(kind, at, hit.first, hit.last, hit, "", True)
    if kind.names == "any" and unknown_name(tokens[j], kind):
        return Kinded(kind, at, j, name_end(tokens, j, last), None, "", True)
    return None


def continued(names: Names, tokens: tuple[Token, ...], before: Kinded, last: int) -> Kinded | None:
    """The next name of a list that a kind word in the plural opened (بلدات كذا وكذا), or None."""
    j, comma = _after_brackets(tokens, before.last, last), False
    if j < last and tokens[j].text in "،,":
        j, comma = j + 1, True
    if before.kind.group != "list_kind" or j >= last or tokens[j].kind != "word":
        return None
    for hit in names.at(tokens, j, last):
        plain = hit._replace(clitic="")
        if (hit.clitic == "و" or (comma and not hit.clitic)) and fits(names, plain, before.kind, tokens):
            return Kinded(before.kind, before.at, hit.first, hit.last, hit, hit.clitic, True)
    clitic = "و" if tokens[j].norm.startswith("و") else ""
    rest = replace(tokens[j], norm=tokens[j].norm[len(clitic) :])
    if (
        not (clitic or (comma and rest.norm.startswith("ال")))
        or rest.norm in words().common
        or tokens[j].norm in words().common
    ):
        return None
    if rest.norm[:1] in "يتن" or not unknown_name(rest, before.kind):
        return None
    return Kinded(before.kind, before.at, j, name_end(tokens, j, last), None, clitic, True)


def _after_brackets(tokens: tuple[Token, ...], j: int, last: int) -> int:
    """The token behind a short remark in brackets at ``j`` (الزهراء (في حلب) والفوعة), else ``j``."""
    if j < last and tokens[j].text == "(":
        close = next((k for k in range(j, min(last, j + _BACK)) if tokens[k].text == ")"), None)
        return j if close is None else close + 1
    return j


def fits(names: Names, hit: Hit, kind: PlaceWord, tokens: tuple[Token, ...]) -> bool:
    """Whether a name of the gazetteer may stand directly after the kind word."""
    known, key = words(), hit.key
    if hit.clitic or key in known.not_names or key in known.directions or len(key) < 2:
        return False  # مدينة والموصل, دولة بمالي: no clitic between kind word and name
    if hit.last - hit.first > 1:
        return key not in known.ambiguous
    if key in known.kinds or (key in demonyms() and "country" not in kind.levels) or TANWIN in tokens[hit.first].text:
        return False
    if key in known.heads and hit.last < len(tokens) and _begins(tokens, hit.last):
        return False  # بني وهب is not the town of Buni
    if key in known.common or key in known.ambiguous or key in known.doubtful:
        if kind.in_name:  # مطار عسكري is no name, ميدان التحرير is
            return key.startswith("ال")
        definite = key.startswith("ال") and kind.names == "any" and kind.group == "kind"
        return definite or (kind.names != "known" and _level_fits(names, hit, kind))
    return True


def _begins(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether token ``i`` can be the second word of an unknown name."""
    token, known = tokens[i], words()
    bare = token.norm not in known.prepositions and token.norm not in known.directions and token.norm not in known.nears
    return token.kind == "word" and bare and token.norm not in known.not_names and token.norm[0] not in "وبل"


def _level_fits(names: Names, hit: Hit, kind: PlaceWord) -> bool:
    gazetteer = names.gazetteer
    return any(gazetteer.row(number).level in kind.levels for number in gazetteer.find(hit.key)[:6])


def unknown_name(token: Token, kind: PlaceWord) -> bool:
    """Whether a word after a kind word is taken for a name that the gazetteer lacks."""
    norm, known = token.norm, words()
    if kind.names == "known" or token.kind != "word" or len(norm) < 3 or norm.isascii() or TANWIN in token.text:
        return False
    if norm in known.not_names or norm in known.prepositions or norm in known.directions:
        return False
    if norm in known.kinds and not (norm in known.heads and kind.names == "any"):
        return False  # قرية تل الزعرور has a name of two words, ميناء مدينة كذا another kind word
    definite = norm.startswith("ال")
    if definite and _is_province_word(norm[2:]):
        return False  # مطارات الإقليم, جسر المحافظة: of the one named before
    if _acts(norm) or (definite and kind.levels[0] == "admin1" and _boycotted(norm)):
        return False
    if norm in demonyms() or norm.startswith("لل") or (not definite and norm.endswith(_NOT_ENDINGS)):
        return False  # بلدة سورية, قرية درزية: an adjective agrees with the kind word; مناطق سيطرتهم: a pronoun
    if norm in known.common or norm in known.ambiguous:
        return kind.names == "any" and definite and kind.levels[0] in ("quarter", "facility")
    if definite:
        return True
    if norm.startswith("و") and (kind.names != "any" or kind.group == "list_kind") and norm not in known.heads:
        return False  # تلة وفرضوا, مدن وقرى: the kind word stands alone
    if norm[0] in "وفبلك" and norm[1:] in known.common:
        return False
    if kind.names == "any":
        return True
    # after a kind word that is a common noun too (منطقة عازلة، معبر حدودي، قاعدة تستند): no adjectives, no verbs
    return not (norm.endswith(("ه", "ي") if kind.in_name else "ه") or norm[0] in "يت")


def _is_province_word(bare: str) -> bool:
    entry = words().bare_kinds.get(bare)
    return entry is not None and entry.levels[0] == "admin1"


def _acts(norm: str) -> bool:
    """Whether a word without an article is a verb or names an act that something serves for (مسجد استعملت فيه, ميناء لإنزال)."""
    if norm.startswith("ال") or norm in words().heads:  # خربة السماق
        return False
    known = tuple(r for r in readings(norm) if r.kind == "verb" and r.person in _TOLD)  # نصيب is a town, if "we hit" too
    return finite(known, "past") or finite(known, "present") or (norm[0] == "ل" and len(norm) > _SHORT and names_act(norm[1:]))


def _boycotted(norm: str) -> bool:
    """Whether a definite word is no province's name but what is boycotted (مقاطعة الاستفتاء, مقاطعة المحروقات)."""
    return norm.endswith(_PLURALS) or names_act(norm[2:])


def names_act(norm: str) -> bool:
    """Whether a word without its article is the noun of an act (عودة, استفتاء)."""
    return any(r.kind != "verb" and r.bare == norm for r in readings(norm))


def name_end(tokens: tuple[Token, ...], j: int, last: int) -> int:
    """The end of an unknown name that begins at token ``j``: two words after بيت, دير …; hyphens join."""
    end = j + 1
    if (tokens[j].norm in words().heads and end < last and tokens[end].kind != "punct") or _second_word(tokens, end, last):
        end += 1
    while end + 1 < last and tokens[end].text in JOINERS and tokens[end + 1].kind == "word":
        if tokens[end].start != tokens[end - 1].end or tokens[end + 1].start != tokens[end].end:
            break
        end += 2
    return end


def _second_word(tokens: tuple[Token, ...], i: int, last: int) -> bool:
    """Whether token ``i``, right before a mark, is the second word of a foreign name (مقاطعة نويفا إيسيخا، …)."""
    if i >= last or tokens[i].kind != "word" or tokens[i - 1].norm.startswith("ال") or (i + 1 < last and tokens[i + 1].text not in _MARKS):
        return False
    norm, known = tokens[i].norm, words()
    if len(norm) <= _SHORT or norm[0] in "وبلفك" or norm.startswith("ال") or norm.endswith(_NOT_FOREIGN) or TANWIN in tokens[i].text:
        return False
    taken = (known.common, known.ambiguous, known.not_names, known.prepositions, known.directions, known.nears, known.kinds, known.tails)
    return not (any(norm in forms for forms in taken) or norm in demonyms() or readings(norm))


def with_tail(tokens: tuple[Token, ...], end: int, last: int, kind: PlaceWord) -> int:
    """The end with an adjective that belongs to the name of a facility (مطار المزة العسكري)."""
    if kind.in_name and end < last and tokens[end].norm in words().tails:
        return end + 1
    return end
