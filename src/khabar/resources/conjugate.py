"""The conjugator: every spelled form of an Arabic verb that a newspaper prints.

`conjugate` takes a root, a form (1-10; 11, 12, 14 for quadriliteral fa'lala, tafa'lala, if'alalla) and, for
form I, the past and present as they are written, from which it reads the vowels that change the spelling
(قال/يقول, نام/ينام; رمى/يرمي, دعا/يدعو, نسي/ينسى). It covers sound, hollow, defective, doubled, hamzated,
assimilated and quadriliteral roots, active and passive, past, present, the shortened present (subjunctive and
jussive where they are spelled differently), imperative, participles and the regular verbal nouns.

Forms are undiacritised; hamza variants are all given (يبدؤون, يبدأون). *Bound* forms stand only before a
suffixed pronoun (قتلو+ه, رما+ه). Source of the paradigms: see `conjugate_stems`.
"""

from typing import NamedTuple

from khabar.resources import conjugate_affixes as affixes
from khabar.resources.conjugate_orthography import spell
from khabar.resources.conjugate_stems import HEADS, Heads, Stem, consonant_stem, fill, root_class


class Verb(NamedTuple):
    """A verb to conjugate.

    root: radicals without vowels, hamza written ء (ءخذ, قول, رمي, زلزل).
    form: 1-10, or 11, 12, 14 for the quadriliterals.
    past, present: third person masculine singular as written; needed for form I only.
    """

    root: str
    form: int
    past: str = ""
    present: str = ""


class Form(NamedTuple):
    """One spelled form: tense past|present|short|imperative, voice active|passive, person such as 3mp."""

    text: str
    tense: str
    voice: str
    person: str
    bound: bool = False


def conjugate(verb: Verb) -> tuple[Form, ...]:
    """All finite forms of a verb, without duplicates, in the order of the paradigm.

    Raises ValueError if the form is unknown or the root does not have the form's number of radicals.
    """
    _check(verb)
    heads = HEADS[verb.form]
    out: dict[Form, None] = {}
    for voice in ("active", "passive"):
        past, present = stems(verb, voice)
        for person, sounds, bound in affixes.past(past):
            _add(out, sounds, "past", voice, person, bound)
        prefix = heads.prefix if voice == "active" else "u"
        for tense, person, sounds, bound in affixes.present(present, prefix):
            _add(out, sounds, tense, voice, person, bound)
    for person, sounds in affixes.imperative(stems(verb, "active")[1], _opening(verb)):
        _add(out, sounds, "imperative", "active", person, False)
    return tuple(out)


def _add(out: dict[Form, None], sounds: str, tense: str, voice: str, person: str, bound: bool) -> None:
    for text in spell(sounds):
        out[Form(text, tense, voice, person, bound)] = None


def _check(verb: Verb) -> None:
    if verb.form not in HEADS:
        raise ValueError(f"unknown verb form {verb.form} of root {verb.root}")
    radicals = 4 if verb.form > 10 else 3
    if len(verb.root) != radicals:
        raise ValueError(f"root {verb.root!r} has {len(verb.root)} radicals, form {verb.form} needs {radicals}")


def stems(verb: Verb, voice: str) -> tuple[Stem, Stem]:
    """Past and present stem of a verb in one voice."""
    heads = HEADS[verb.form]
    if verb.root == "رءي" and verb.form in (1, 4):
        heads = _without_hamza(heads, verb.form)
    if voice == "active":
        past_head, past_vowel = heads.past, heads.past_vowel
        present_head, present_vowel = heads.present, heads.present_vowel
    else:
        past_head, past_vowel = heads.passive, "i"
        present_head, present_vowel = heads.passive_present, "a"
    if verb.form == 1 and voice == "active":
        present_vowel = _present_vowel(verb)
        past_vowel = _past_vowel(verb)
        if _drops_first(verb):
            present_head = "a2"
    kind = root_class(verb.root, verb.form, verb.past)
    if kind == "defective":
        return _defective(verb, voice, past_head, present_head, present_vowel)
    if verb.form in (7, 8) and voice == "active" and kind == "hollow":
        present_vowel = "a"
    short = None
    if verb.form == 1 and voice == "active":
        short = "u" if present_vowel == "u" else "i"
    past = consonant_stem(past_head, past_vowel, verb.root, verb.form, kind, short)
    present = consonant_stem(present_head.lstrip("a"), present_vowel, verb.root, verb.form, kind)
    return past, present


def _without_hamza(heads: Heads, form: int) -> Heads:
    """The verb to see, and to show, lose their hamza: يرى, أرى."""
    if form == 1:
        return heads._replace(present="1", passive_present="1")
    return heads._replace(past="ءa1", present="1", passive="ءu1", passive_present="1")


def _defective(verb: Verb, voice: str, past: str, present: str, vowel: str) -> tuple[Stem, Stem]:
    base, present_base = (fill(t, verb.root, verb.form) for t in (past, present.lstrip("a")))
    if voice == "passive":
        return Stem(base, base, "i"), Stem(present_base, present_base, "a")
    end = "y"
    if verb.form == 1:
        end = {"ا": "w", "ى": "y"}.get(verb.past[-1], "i")
    return Stem(base, base, end), Stem(present_base, present_base, vowel)


def _past_vowel(verb: Verb) -> str:
    """The vowel after the middle radical, where the spelling of a hamza shows it (سئم, جرؤ)."""
    if "ئ" in verb.past[1:]:
        return "i"
    return "u" if "ؤ" in verb.past[1:] else "a"


def _present_vowel(verb: Verb) -> str:
    """The vowel of the form I present, read off its spelling; u where the spelling does not show it."""
    kind, written = root_class(verb.root, 1), verb.present
    if kind == "defective":
        return {"و": "u", "ي": "i", "ى": "a"}[written[-1]]
    if kind == "hollow":
        return {"و": "u", "ي": "i"}.get(written[-2], "a")
    if "ء" in verb.root[1:]:
        seat = next((c for c in written[1:] if c in "أئؤ"), "")
        return {"أ": "a", "ئ": "i", "ؤ": "u"}.get(seat, "a")
    return "u"


def _drops_first(verb: Verb) -> bool:
    return verb.root[0] == "و" and len(verb.present) > 1 and verb.present[1] != "و"


def _opening(verb: Verb) -> str:
    """What stands before the present stem in the imperative: nothing, a helping alif, or the ء of form IV."""
    if verb.form == 4:
        return "ءa"
    if verb.form == 1 and (_drops_first(verb) or verb.root in ("ءخذ", "ءكل", "ءمر")):
        return "-" if verb.root[0] == "ء" else ""
    if verb.form == 1 and root_class(verb.root, 1) in ("hollow", "doubled"):
        return ""
    return "ا" if verb.form in (1, 7, 8, 9, 10, 14) else ""
