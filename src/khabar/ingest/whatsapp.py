"""WhatsApp chat exports: ``_chat.txt`` (iOS) or ``WhatsApp Chat with ….txt`` (Android), in any language of the telephone.

Nothing but the shape of a line is relied on: a date, a clock, a sender, a colon. What is attached is told by file names
that the export holds; what was left out by its marks (a line that begins with a mark of direction on iOS, angle brackets
on Android), so that no language's wording has to be known.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from hijridate import Hijri

from khabar.errors import InputError
from khabar.ingest.masking import blocks
from khabar.ingest.messages import Export, Message, Pseudonyms, inside, masked, unmarked
from khabar.ingest.messages import plain as _key

Order = Literal["dmy", "mdy", "ymd"]

_DATE = r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})(?:\s?(?:هـ|ه|م|AH)\.?(?=[,،\s]))?"
_CLOCK = r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([^\W\d_]{1,7}\.?\s?[^\W\d_]?\.?)?"
_IOS = re.compile(rf"\[{_DATE}[,،]?\s+{_CLOCK}\]\s?")
_ANDROID = re.compile(rf"{_DATE}[,،]?\s+{_CLOCK}\s+[-–]\s")
_SENDER = re.compile(r"([^:]{1,80}):(?: |$)")
# halves of the day as telephones in Arabic, English, Persian and Kurdish write them, without points and spaces
_MORNING, _EVENING = ("am", "ص", "صباحا", "قظ", "پن"), ("pm", "م", "مساء", "بظ", "دن")
_FILE = re.compile(r"[^\s<>:|\"?*\\/][^<>:|\"?*\\/\n]{0,150}?\.[A-Za-z0-9]{2,5}(?![A-Za-z0-9])")
_LONGEST_NAME = 240  # of a line that names a file, with its few words around
_LEFT_OUT = re.compile(r"<[^<>\n]{2,60}>\Z")
# whom a message mentions stands between marks of isolation, sender or not; what was changed later is told behind a mark
_MENTION = re.compile("@\u2068([^\u2069\n]{1,100})\u2069")
_EDITED = re.compile(r"\s?\u200e<[^<>\n]{2,60}>\s*\Z")
_NAMED_DAY = re.compile(r"(20\d\d)-?(\d\d)-?(\d\d)")
_OTHER_CALENDAR = "dates are of the Hijri calendar: turned into Gregorian ones by Umm al-Qura, a day may be off"
_FIRST_YEAR = 2007
_LEFT_TO_RIGHT = "\u200e"


@dataclass(frozen=True, slots=True)
class _Line:
    """The start of a message: its three numbers, clock, rest of the line as written, and line number."""

    numbers: tuple[str, str, str]
    clock: tuple[int, int, int]
    rest: str
    number: int


def from_chat(text: str, members: Collection[str], names: Pseudonyms, where: str, order: Order | None = None) -> Export:
    """The messages of a chat text. members: the files of the export; order: of day and month, told from the file if None.

    Raises InputError when no line has the shape of a message.
    """
    lines = list(_lines(text))
    if not lines:
        raise InputError("holds no line like a WhatsApp message", where)
    said = [(line, _split(line.rest)) for line, _ in lines]
    for _, (sender, _) in said:
        if sender is not None:
            names.of(sender)
    found, notes = _order(lines, order)
    messages = []
    for (line, (sender, first)), (_, more) in zip(said, lines, strict=True):
        if sender is None:
            continue  # the messenger's own lines: who joined, that messages are encrypted
        message = _message("\n".join([first, *more]), names.of(sender), members, names)
        if message is not None:
            sent = _moment(line, found)
            messages.append(replace(message, sent=sent, where=f"{where}:{line.number}"))
    return masked(messages, names, notes)


def is_chat(text: str) -> bool:
    """Whether one of the first lines has the shape of a WhatsApp message."""
    return any(_start(line, n) is not None for n, line in enumerate(text[:20_000].splitlines()[:40]))


def is_talk(text: str) -> bool:
    """Whether a text is a chat and no report with a date at its head: several messages of senders among its first lines."""
    starts = [line for n, raw in enumerate(text.splitlines()[:40]) if (line := _start(raw, n)) is not None]
    return len(starts) > 1 and sum(_split(line.rest)[0] is not None for line in starts) > len(starts) // 3


def _lines(text: str) -> Iterator[tuple[_Line, list[str]]]:
    """Message by message: its first line, and the further lines that belong to it."""
    current: tuple[_Line, list[str]] | None = None
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        start = _start(raw, number)
        if start is not None:
            if current is not None:
                yield current
            current = (start, [])
        elif current is not None:
            current[1].append(raw)
    if current is not None:
        yield current


def _start(raw: str, number: int) -> _Line | None:
    """A line that begins a message. The head is matched without marks of direction and in Latin digits."""
    head, at, limit = [], [], min(len(raw), 80)
    for i in range(limit):
        plain = unmarked(raw[i]).replace("\xa0", " ").replace("\u202f", " ")
        if plain:
            head.append(str(unicodedata.digit(plain)) if plain.isdigit() else plain)
            at.append(i)
    match = _IOS.match("".join(head)) or _ANDROID.match("".join(head))
    if match is None:
        return None
    hour, half = int(match[4]), re.sub(r"[.\s]", "", match[7] or "").lower()
    if half in _EVENING:
        hour = hour % 12 + 12
    elif half in _MORNING:
        hour %= 12
    elif half:
        return None
    rest = raw[at[match.end() - 1] + 1:]
    return _Line((match[1], match[2], match[3]), (hour, int(match[5]), int(match[6] or 0)), rest, number)


def _split(rest: str) -> tuple[str | None, str]:
    """Sender and text of a line; no sender for the messenger's own lines.

    Where one of those holds a colon, it stands in the name of a group, behind a quotation mark that is still open.
    """
    match = _SENDER.match(rest)
    return (match[1], rest[match.end():]) if match and not _open_quotation(match[1]) else (None, rest)


def _open_quotation(words: str) -> bool:
    return words.count('"') % 2 == 1 or any(words.count(a) > words.count(b) for a, b in ("“”", "«»", "„“", "‘’"))


def _message(body: str, sender: str, members: Collection[str], names: Pseudonyms) -> Message | None:
    """What a message says and holds, whom it mentions under pseudonyms; None for one that holds nothing."""
    files: list[str] = []
    texts: list[str] = []
    omitted = False
    for line in body.split("\n"):
        plain = unmarked(line).strip()
        name = _attached(plain, members)
        if name is not None:
            files.append(name)
        elif (line.startswith(_LEFT_TO_RIGHT) and not texts) or _LEFT_OUT.match(plain):
            omitted = True
        else:
            line = _MENTION.sub(lambda m: names.names.get(_key(m[1])) or blocks(f"@{m[1]}"), _EDITED.sub("", line))
            texts.append(unmarked(line).rstrip())
    text = "\n".join(texts).strip()
    return Message(text, sender, None, tuple(files), omitted) if text or files or omitted else None


def _attached(line: str, members: Collection[str]) -> str | None:
    """The member that a line names, when the line says hardly more than that."""
    if len(line) > _LONGEST_NAME or not members:
        return None
    for match in _FILE.finditer(line):
        words = match[0].split()
        for i in range(len(words)):  # the name may follow a word: <attached: x.jpg>
            found = inside(" ".join(words[i:]), members)
            if found is not None and len(line) - len(" ".join(words[i:])) <= 40:
                return found
    return None


def _order(lines: list[tuple[_Line, list[str]]], given: Order | None) -> tuple[Order, tuple[str, ...]]:
    """The order of day, month and year, with notes: by numbers over 12, then by the dates in file names, then by the order of
    lines."""
    starts = [line for line, _ in lines]
    notes = (_OTHER_CALENDAR,) if any(_lunar(int(n)) for s in starts for n in s.numbers) else ()
    if given is not None:
        return given, notes
    if all(len(s.numbers[0]) == 4 for s in starts):
        return "ymd", notes
    orders: list[Order] = [o for o in ("dmy", "mdy") if all(_day(s, o) is not None for s in starts)]  # type: ignore[misc]
    if len(orders) == 1:
        return orders[0], notes
    if not orders:
        return "dmy", (*notes, "the dates of the lines do not go together; those that cannot be read are left out")
    named = [(s, m) for s in starts if (m := _NAMED_DAY.search(s.rest))]
    fits = {o: sum(d is not None and d.isoformat() == f"{m[1]}-{m[2]}-{m[3]}" for s, m in named for d in [_day(s, o)]) for o in orders}
    if fits["dmy"] != fits["mdy"]:
        return max(orders, key=lambda o: fits[o]), notes
    breaks = {o: _breaks([d for s in starts if (d := _day(s, o))]) for o in orders}
    if breaks["dmy"] != breaks["mdy"]:
        return min(orders, key=lambda o: breaks[o]), notes
    if all(_day(s, "dmy") == _day(s, "mdy") for s in starts):
        return "dmy", notes
    return "dmy", (*notes, "day and month cannot be told apart in this export: read day first (--order mdy reads it the other way)")


def _breaks(days: list[datetime.date]) -> int:
    return sum(b < a for a, b in pairwise(days))


def _day(line: _Line, order: Order) -> datetime.date | None:
    a, b, c = (int(n) for n in line.numbers)
    year, month, day = {"dmy": (c, b, a), "mdy": (c, a, b), "ymd": (a, b, c)}[order]
    try:
        if _lunar(year):
            return Hijri(year, month, day).to_gregorian()
        return datetime.date(year + 2000 if year < 100 else year, month, day) if year < 100 or year >= _FIRST_YEAR else None
    except (ValueError, OverflowError):
        return None


def _lunar(year: int) -> bool:
    """A year of the Hijri calendar: 1428 to 1500 are the years from 2007 on, when no messenger was older, to 2076."""
    return 1428 <= year <= 1500


def _moment(line: _Line, order: Order) -> str | None:
    day = _day(line, order)
    if day is None or line.clock > (23, 59, 59):
        return None
    try:
        return datetime.datetime.combine(day, datetime.time(*line.clock)).isoformat()
    except ValueError:
        return None
