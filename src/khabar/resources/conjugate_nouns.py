"""Participles, regular verbal nouns, and the inflection of nouns and participles as they are written."""

from typing import NamedTuple

from khabar.resources.conjugate import Verb, stems
from khabar.resources.conjugate_orthography import spell
from khabar.resources.conjugate_stems import fill, root_class

_MASDAR = {
    2: ("تa12ī3",), 3: ("مu1ā2a3aة",), 4: ("ءi12ā3",), 5: ("تa1a2~u3",), 6: ("تa1ā2u3",),
    7: ("ان1i2ā3",), 8: ("ا1تi2ā3",), 9: ("ا12i3ā3",), 10: ("استi12ā3",), 11: ("1a23a4aة",),
    12: ("تa1a23u4",), 14: ("ا12i34ā4",),
}
_HOLLOW_MASDAR = {4: "ءi1ā3aة", 7: "ان1iيā3", 8: "ا1تiيā3", 10: "استi1ā3aة"}
_DEFECTIVE_MASDAR = {2: "تa12iيaة", 3: "مu1ā2āة", 5: "تa1a2~ī", 6: "تa1ā2ī"}
_DEFECTIVE_BARE = {5: "تa1a2~", 6: "تa1ā2"}


class NounForm(NamedTuple):
    """One written noun form: number s|d|p, gender m|f, and bound when it stands only before a suffix or genitive."""

    text: str
    number: str
    gender: str
    bound: bool = False


def masdars(verb: Verb) -> tuple[str, ...]:
    """Regular verbal nouns of a derived verb as written; empty for form I, whose nouns are in the data."""
    form, root = verb.form, verb.root
    if form == 1:
        return ()
    kind = root_class(root, form, verb.past)
    if kind == "hollow":
        return spell(fill(_HOLLOW_MASDAR[form], root, form))
    if kind == "defective":
        templates = [_DEFECTIVE_MASDAR[form]] if form in _DEFECTIVE_MASDAR else [_MASDAR[form][0]]
        templates += [_DEFECTIVE_BARE[form]] if form in _DEFECTIVE_BARE else []
        templates = [t[:-1] + "ء" if t.endswith("ā3") else t for t in templates]
    elif kind == "doubled" and form in (3, 6):
        templates = ["مu1ā2~aة" if form == 3 else "تa1ā2~"]
    elif form == 2 and root[-1] == "ء":
        templates = ["تa12i3aة"]
    else:
        templates = list(_MASDAR[form])
    return tuple(dict.fromkeys(text for t in templates for text in spell(fill(t, root, form))))


def participle(verb: Verb, voice: str) -> tuple[str, ...]:
    """The participle, masculine singular as written, for voice active or passive.

    A defective one ends in ي (رامي, ملقي) or, passive of a derived form, in ى (ملقى); `inflect` takes it from there.
    """
    if verb.form == 1:
        return _first_participle(verb, voice)
    stem = stems(verb, voice)[1]
    if stem.end:
        return spell("مu" + stem.open + ("ī" if voice == "active" else "á"))
    if voice == "active" and verb.form in (5, 6, 12):
        return spell("مu" + "i".join(stem.open.rsplit("a", 1)))
    return spell("مu" + stem.open)


def _first_participle(verb: Verb, voice: str) -> tuple[str, ...]:
    root, kind = verb.root, root_class(verb.root, 1)
    if voice == "active":
        if kind == "hollow":
            return spell(fill("1āءi3", root, 1)) if root[2] != "ء" else spell(f"{root[0]}āءī")
        template = {"defective": "1ā2ī", "doubled": "1ā2~"}.get(kind, "1ā2i3")
        return spell(fill(template, root, 1))
    if kind == "hollow":
        template = "مa1ī3" if verb.present[-2:-1] == "ي" else "مa1ū3"
    elif kind == "defective":
        template = "مa12ū" if root[-1] == "و" else "مa12ī"
    else:
        template = "مa12ū3"
    return spell(fill(template, root, 1))


_REGULAR = (("", "s", "m", False), ("ا", "s", "m", False), ("ة", "s", "f", False), ("ان", "d", "m", False),
            ("ين", "p", "m", False), ("ون", "p", "m", False), ("تان", "d", "f", False), ("تين", "d", "f", False),
            ("ات", "p", "f", False), ("ي", "p", "m", True), ("و", "p", "m", True), ("تا", "d", "f", True),
            ("تي", "d", "f", True), ("ت", "s", "f", True))
_WEAK = (("ي", "s", "m", False), ("", "s", "m", False), ("يا", "s", "m", False), ("ية", "s", "f", False),
         ("يان", "d", "m", False), ("يين", "d", "m", False), ("ين", "p", "m", False), ("ون", "p", "m", False),
         ("يتان", "d", "f", False), ("يتين", "d", "f", False), ("يات", "p", "f", False), ("و", "p", "m", True),
         ("يت", "s", "f", True))
_WEAK_PASSIVE = (("ى", "s", "m", False), ("اة", "s", "f", False), ("يان", "d", "m", False),
                 ("يين", "d", "m", False), ("ين", "p", "m", False), ("ون", "p", "m", False),
                 ("اتان", "d", "f", False), ("يات", "p", "f", False), ("ا", "s", "m", True), ("ات", "s", "f", True))


def inflect_participle(text: str, verb: Verb, voice: str) -> tuple[NounForm, ...]:
    """Number and gender forms of one participle."""
    if text.endswith("ى"):
        return tuple(NounForm(text[:-1] + end, n, g, bound) for end, n, g, bound in _WEAK_PASSIVE)
    if voice == "active" and text.endswith("ي") and root_class(verb.root, verb.form) == "defective":
        return tuple(NounForm(text[:-1] + end, n, g, bound) for end, n, g, bound in _WEAK)
    return tuple(NounForm(_join(text, end), n, g, bound) for end, n, g, bound in _REGULAR)


def inflect_noun(text: str, plurals: tuple[str, ...] = ()) -> tuple[NounForm, ...]:
    """Written forms of a noun: singular with its accusative, dual, the plurals given, and bound forms.

    A noun in ة also gives its bound form in ت; one in اء its bound forms in ائ and اؤ; a plural in ون
    also ين and the forms without ن.
    """
    gender = "f" if text.endswith("ة") else "m"
    out = list(_with_bound(text, "s", gender))
    base = text[:-1] + "ت" if gender == "f" else text
    for end, bound in (("ان", False), ("ين", False), ("ا", True), ("ي", True)):
        out.append(NounForm(_join(base, end), "d", gender, bound))
    for plural in plurals:
        out += _plural(plural)
    return tuple(dict.fromkeys(out))


def _plural(text: str) -> list[NounForm]:
    if text.endswith("ون"):
        base = text[:-2]
        return [NounForm(base + "ون", "p", "m"), NounForm(base + "ين", "p", "m"),
                NounForm(base + "و", "p", "m", True), NounForm(base + "ي", "p", "m", True)]
    gender = "f" if text.endswith("ات") else "m"
    return list(_with_bound(text, "p", gender))


def _with_bound(text: str, number: str, gender: str) -> tuple[NounForm, ...]:
    forms = [NounForm(text, number, gender)]
    if text.endswith("ة"):
        forms.append(NounForm(text[:-1] + "ت", number, gender, True))
        return tuple(forms)
    if text.endswith("ى"):
        return (*forms, NounForm(text[:-1] + "ا", number, gender, True))
    if text.endswith("اء"):
        return (*forms, *(NounForm(text[:-1] + seat, number, gender, True) for seat in "ئؤ"))
    if not text.endswith(("ات", "ا")):
        forms.append(NounForm(_join(text, "ا"), number, gender))
    if text.endswith(("أ", "ؤ", "ئ")):
        forms += [NounForm(text[:-1] + seat, number, gender, True) for seat in "أئؤ" if seat != text[-1]]
    return tuple(forms)


def _join(text: str, end: str) -> str:
    """Add an ending; a hamza on alif before a long a becomes آ, a final ء before ين and ان takes its seat."""
    if end[:1] == "ا" and text.endswith("أ"):
        return text[:-1] + "آ" + end[1:] if end != "ا" else text
    if text.endswith("ء") and end[:1] == "ي":
        return text[:-1] + "ئ" + end
    if text.endswith("ء") and end[:1] == "و":
        return text[:-1] + "ؤ" + end
    return text + end
