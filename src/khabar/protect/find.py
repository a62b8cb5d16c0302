"""What is to be removed from a report's text: telephone numbers, e-mail addresses, handles, profiles, listed names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from khabar.record import Span

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z0-9_](?:[A-Za-z0-9_.]{0,38}[A-Za-z0-9_])?")
_PROFILE = re.compile(
    r"(?:https?://)?(?:www\.|m\.|web\.)?(?:facebook|fb|twitter|x|instagram|tiktok|t|telegram|wa|whatsapp|youtube|linkedin|snapchat|vk)"
    r"\.(?:com|me|org|gg)/\S{1,300}", re.IGNORECASE)
# a run of seven digits or more, in any digits, with the marks that telephone numbers are written with
_DIGITS = re.compile(r"(?<!\w)(?:\+|00)?\d(?:[\s\-().\u200e\u200f\u202a-\u202e]{0,2}\d){6,16}(?!\w)")
_FEWEST = 7
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\Z")


@dataclass(frozen=True, slots=True)
class Removal:
    """A span to be removed, and of what kind it is."""

    span: Span
    kind: str


def removals(text: str, names: Iterable[str] = ()) -> list[Removal]:
    """Everything to be removed from a text, in order, without overlaps; the longer one wins."""
    found = sorted(_all(text, names), key=lambda r: (r.span[0], -r.span[1]))
    out: list[Removal] = []
    for removal in found:
        if not out or removal.span[0] >= out[-1].span[1]:
            out.append(removal)
    return out


def _all(text: str, names: Iterable[str]) -> Iterator[Removal]:
    for kind, pattern in (("profile", _PROFILE), ("e-mail", _EMAIL), ("handle", _HANDLE)):
        for match in pattern.finditer(text):
            yield Removal(match.span(), kind)
    for start, end in _phones(text):
        yield Removal((start, end), "telephone")
    for name in names:
        if name.strip():
            yield from (Removal(m.span(), "name") for m in name_pattern(name).finditer(text))


def _phones(text: str) -> Iterator[Span]:
    """Runs of digits that may be a telephone number, and whatever phonenumbers finds besides."""
    for match in _DIGITS.finditer(text):
        if not _DATE.match(match.group().strip()) and not _round(match.group()):
            yield match.span()
    for line in re.finditer(r"[^\n]{1,5000}", text):
        if sum(c.isdigit() for c in line.group()) < _FEWEST:
            continue
        import phonenumbers  # half a megabyte of patterns, for the few lines that hold so many digits

        for found in phonenumbers.PhoneNumberMatcher(line.group(), "IQ", leniency=phonenumbers.Leniency.POSSIBLE, max_tries=50):
            if sum(c.isdigit() for c in found.raw_string) >= _FEWEST and not _DATE.match(found.raw_string.strip()) \
                    and not _round(found.raw_string):
                yield line.start() + found.start, line.start() + found.end


def _round(digits: str) -> bool:
    """Whether a run is a round sum rather than a telephone number: 1250000, but not 07701230000."""
    plain = re.sub(r"\D", "", digits)
    return digits.strip()[0] not in "+0٠۰" and len(plain) <= 9 and unicodedata.normalize("NFKC", plain).endswith("000")


_MARK = "[\u064b-\u0652\u0670\u0640]*"
_SPELLED = {"ا": "[اأإآٱ]", "أ": "[اأإآٱ]", "إ": "[اأإآٱ]", "آ": "[اأإآٱ]", "ه": "[هة]", "ة": "[هة]", "ي": "[يىئ]", "ى": "[يىئ]", "و": "[وؤ]", "ؤ": "[وؤ]"}


def name_pattern(name: str) -> re.Pattern[str]:
    """A name in its spelling variants, with marks and tatweel anywhere."""
    parts = [_SPELLED.get(c, re.escape(c)) + _MARK if not c.isspace() else r"\s+" for c in re.sub(r"\s+", " ", name.strip())]
    return re.compile("".join(parts), re.IGNORECASE)
