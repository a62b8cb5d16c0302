"""From sounds to undiacritised Arabic spelling: the last step of the conjugator.

Words inside the conjugator are strings of Arabic consonant letters and Latin vowel signs:
``a i u`` short, ``ā ī ū`` long, ``á`` a long a that is written ى, ``~`` doubling of the consonant before it,
``|`` a silent alif at the end of a plural in -ū. `spell` writes such a string as newspapers do,
without short vowels, with the hamza on the seat that its neighbours ask for.

Source of the seat rules: W. Wright, *A Grammar of the Arabic Language*, I §§ 16-17, and the common
newspaper variants (بدأوا, بدؤوا, بدءوا), all of which are given, the standard one first.
"""

SHORT = "aiu"
LONG = {"ā": "ا", "ī": "ي", "ū": "و", "á": "ى", "|": "ا"}
_STRENGTH = {"i": 3, "ī": 3, "u": 2, "ū": 2, "a": 1, "ā": 1, "á": 1}
_SEAT = {3: "ئ", 2: "ؤ", 1: "أ"}


def contract(sounds: str) -> str:
    """Apply the sound laws that hold across a prefix and a stem: iw, uy become long, ءaء becomes ءā.

    >>> contract("ءiوصāل")
    'ءīصāل'
    """
    out = sounds
    for vowel, long in (("a", "ā"), ("i", "ī"), ("u", "ū")):
        out = _hamza_pair(out, vowel, long)
    out = _before_consonant(out, "iو", "ī")
    return _before_consonant(out, "uي", "ū")


def _hamza_pair(sounds: str, vowel: str, long: str) -> str:
    pair = f"ء{vowel}ء"
    start = sounds.find(pair)
    if start < 0 or sounds[start + 3 : start + 4] in _STRENGTH:
        return sounds
    return sounds[:start] + "ء" + long + sounds[start + 3 :]


def _before_consonant(sounds: str, pair: str, long: str) -> str:
    start = sounds.find(pair)
    while start >= 0:
        after = sounds[start + 2 : start + 3]
        if after and after not in _STRENGTH and after not in "~|":
            sounds = sounds[:start] + long + sounds[start + 2 :]
        start = sounds.find(pair, start + 1)
    return sounds


def spell(sounds: str) -> tuple[str, ...]:
    """Spellings of one sounded word, the standard one first.

    In: sounds as described in the module. Out: one to three different undiacritised words.
    """
    sounds = contract(sounds)
    standard = _write(sounds, "standard")
    if "ء" not in sounds[1:]:
        return (standard,)
    variants = [standard]
    for manner in ("kept", "line"):
        other = _write(sounds, manner)
        if other not in variants:
            variants.append(other)
    return tuple(variants)


def _write(sounds: str, manner: str) -> str:
    out: list[str] = []
    i = 0
    while i < len(sounds):
        sign = sounds[i]
        if sign == "ء":
            seat, used = _seat(sounds, i, manner)
            out.append(seat)
            i += used
            continue
        if sign in LONG:
            out.append(LONG[sign])
        elif sign not in SHORT and sign != "~":
            out.append(sign)
        i += 1
    return "".join(out)


def _seat(sounds: str, i: int, manner: str) -> tuple[str, int]:
    """The letter for the hamza at i and how many signs it uses up (a following ā or doubling)."""
    j = i + 1 + (sounds[i + 1 : i + 2] == "~")
    after = sounds[j : j + 1]
    if i == 0:
        if after == "ā":
            return "آ", 2
        return ("إ" if after in ("i", "ī") else "أ"), 1
    before = sounds[i - 1]
    if j >= len(sounds) or (after in SHORT and j + 1 == len(sounds)):
        return _final_seat(before), j - i
    return _medial_seat(before, after, manner, j - i)


def _final_seat(before: str) -> str:
    if before in SHORT:
        return _SEAT[_STRENGTH[before]]
    return "ء"


def _medial_seat(before: str, after: str, manner: str, used: int) -> tuple[str, int]:
    if after == "ā" and before not in ("i", "ī", "u", "ā", "ū", "ي"):
        return ("آ", used + 1) if manner != "kept" else ("أ", used)
    if after == "ū" and manner != "standard" and before != "i" and before not in ("ī", "ي"):
        return (_final_seat(before), used) if manner == "kept" else ("ء", used)
    if before in ("ī", "ي"):
        return "ئ", used
    strength = max(_STRENGTH.get(before, 0), _STRENGTH.get(after, 0))
    if before in ("ā", "ū") and _STRENGTH.get(after, 0) <= 1:
        return "ء", used
    return _SEAT[strength or 1], used
