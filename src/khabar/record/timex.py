"""Parsed, not yet resolved time expressions: what the words say before a calendar is opened.

`extract.times` builds these from the text, `resolve.times` turns them into calendar intervals. Every class is
frozen; none holds an offset, so that the same words always give an equal expression.

Names of units: second, minute, hour, day, night, week, weekend, month, year, decade, century.
Names of shifts: past (الماضي), past2 (قبل الماضي), present (الحالي), future (المقبل), future2 (بعد المقبل), next
(التالي), same (نفسه، المذكور).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: `low` to `high` times `unit`; both None when the words give no number (أيام, عدة أشهر).

    `bound` is "more" (أكثر من), "less" (أقل من), "about" (نحو) or None.
    """

    unit: str
    low: float | None
    high: float | None
    bound: str | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day counted from the day of the text: اليوم 0, أمس -1, غدا 1. `weekday` (Monday 0) when both are named."""

    offset: int
    weekday: int | None = None
    night: bool = False


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday by name (Monday 0), with the shift that the words beside it give, if any."""

    day: int
    shift: str | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar date, whole or in part. `shift` belongs to the smallest unit above the day (يوليو الماضي).

    Without `month`, `day` counts in the month that `shift` names (التاسع من الشهر الحالي) or the month in force.
    `calendar` is gregorian, hijri, iranian or fiscal (the last two for whole years only; a fiscal or school year
    has no known first day).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    shift: str | None = None
    calendar: str = "gregorian"
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """One whole calendar unit named by its relation to the text's day: الأسبوع الماضي، هذا العام، الشهر التالي."""

    unit: str
    shift: str
    calendar: str = "gregorian"


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time that ends or begins at the text's day: اليومين الماضيين، الساعات المقبلة."""

    length: Length
    shift: str


@dataclass(frozen=True, slots=True)
class Ago:
    """A point at a distance: قبل عامين (sign -1), بعد يومين (+1). `anchor` is "text" for قبل ذلك بيوم, else "day"."""

    length: Length
    sign: int
    anchor: str = "day"


@dataclass(frozen=True, slots=True)
class Edge:
    """A part of a longer unit: start مطلع, early أوائل, middle منتصف, late أواخر, end نهاية."""

    edge: str
    of: Expr


@dataclass(frozen=True, slots=True)
class Share:
    """The n-th of equal parts of a unit: النصف الأول من العام (`parts` 2, `index` 0), الربع الأخير (4, -1).

    `parts` 0 counts weeks of seven days from the start (الأسبوع الثاني من نيسان).
    """

    parts: int
    index: int
    of: Expr


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day (صباح, ليل …), of a day when one is named; `until`: second day of a night that has two."""

    part: str
    of: Expr | None = None
    until: Expr | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the clock; `half` is the part of the day that the words give, `zone` the words' time zone."""

    hour: int
    minute: int = 0
    half: str | None = None
    zone: str | None = None
    of: Expr | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """A season, with the year it belongs to when the words give one."""

    season: str
    of: Expr | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A day or days known by name (يوم الأرض). `nights` counts the eve before the day (ليلة رأس السنة)."""

    name: str
    month: int
    day: int
    calendar: str
    days: int
    year: int | None = None
    eve: bool = False
    shift: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment inside a known unit: وقت سابق من الشهر الحالي ("before"), وقت لاحق ("after"), else "in"."""

    side: str
    of: Expr


@dataclass(frozen=True, slots=True)
class Vague:
    """Words that locate something only as past, present or future. ``later``: after what the clause tells (لاحقا), whose
    tense then decides."""

    when: str
    grain: str
    later: bool = False


@dataclass(frozen=True, slots=True)
class Running:
    """The day, week … that has gone on since an unnamed start: اليوم العاشر على التوالي."""

    unit: str
    count: int


@dataclass(frozen=True, slots=True)
class Back:
    """A period named before: هذه الفترة، الفترة ذاتها; ``otherwise`` is what it is when none was named."""

    otherwise: str


@dataclass(frozen=True, slots=True)
class Every:
    """A set that recurs: كل جمعة."""

    of: Expr


@dataclass(frozen=True, slots=True)
class Range:
    """One period from `first` to `last`, both included."""

    first: Expr
    last: Expr


Expr = (
    Day | Weekday | Date | Unit | Window | Ago | Edge | Share | Part | Clock | Season | Named | Moment | Vague | Running
    | Back | Every | Range | Length
)


@dataclass(frozen=True, slots=True)
class Timex:
    """An expression with what the words around it say.

    `bound`: since, until, by, within, after, before, for or None, from the preposition before it.
    `tense`: past, done (past by the verb of its own act), future, planned (was to be) or None, from the verbs and nouns around it. `quoted`: depth of quotation marks around it.
    """

    core: Expr
    bound: str | None = None
    tense: str | None = None
    quoted: int = 0
