"""Facts that the formats need about a happening: countries' codes, precision, sides, dates."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

from babel import Locale
from babel.core import get_global

Json = dict[str, Any]

_EXACT = frozenset({"city", "village", "quarter", "facility"})
_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
_CIVIL = frozenset({"CVL", "AGR", "BUS", "CRM", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "REL", "SOC"})
_ARMED = {"REB": "Rebel group", "UAF": "Political militia", "PRM": "Political militia"}


@cache
def _aliases() -> dict[str, dict[str, str]]:
    """ISO alpha-2 → alpha-3 and numeric, from the territory aliases of CLDR."""
    out: dict[str, dict[str, str]] = {}
    for alias, codes in get_global("territory_aliases").items():
        kind = "numeric" if alias.isdigit() and len(alias) == 3 else "alpha3" if len(alias) == 3 and alias.isalpha() else None
        if kind and len(codes) == 1:
            out.setdefault(codes[0], {}).setdefault(kind, alias)
    return out


def alpha3(country: str | None) -> str:
    """ISO 3166 alpha-3 of an alpha-2 code; empty when unknown."""
    return _aliases().get(country or "", {}).get("alpha3", "")


def numeric(country: str | None) -> str:
    """ISO 3166 numeric code; empty when unknown."""
    return _aliases().get(country or "", {}).get("numeric", "")


def country_name(country: str | None) -> str:
    """English name of a country; empty when unknown."""
    return Locale("en").territories.get(country or "", "") if country else ""


def parties(h: Json, role: str) -> list[Json]:
    """The happening's parties in a role, known actors first."""
    return sorted((p for p in h["parties"] if p["role"] == role), key=lambda p: p["name"] is None)


def shown(party: Json) -> str:
    """Name of a party: the actor's, else the report's words."""
    return str(party["name"] or party["text"])


def inter(party: Json | None) -> str:
    """ACLED's kind of actor, only where the sector says it."""
    sector = (party or {}).get("sector") or ""
    if sector in _STATE:
        return "State forces"
    return _ARMED.get(sector, "Civilians" if sector in _CIVIL else "")


def violence(a: Json | None, b: Json | None) -> str:
    """UCDP's type of violence: 1 state-based, 2 non-state, 3 one-sided; empty unless both sides are known."""
    left, right = inter(a), inter(b)
    if left and right == "Civilians":
        return "3"
    if not left or not right or left == "Civilians":
        return ""
    return "1" if "State forces" in (left, right) else "2"


def acled_type(h: Json) -> tuple[str, str]:
    """ACLED event and sub-event type; several names hold a slash, so the known event types are looked for."""
    code = h["codes"].get("acled") or ""
    for kind in ("Explosions/Remote violence", "Violence against civilians", "Strategic developments", "Battles", "Protests", "Riots"):
        if code.startswith(kind):
            return kind, code[len(kind) + 1:]
    return "", ""


def disorder(event_type: str) -> str:
    """ACLED's disorder type."""
    if event_type in ("Battles", "Explosions/Remote violence", "Violence against civilians"):
        return "Political violence"
    return {"Protests": "Demonstrations", "Riots": "Demonstrations", "Strategic developments": "Strategic developments"}.get(event_type, "")


def days(h: Json) -> int | None:
    """Length of the time interval in days; None when a side is open."""
    start, end = h["time"]["start"], h["time"]["end"]
    if not start or not end:
        return None
    return (datetime.date.fromisoformat(end) - datetime.date.fromisoformat(start)).days + 1


def time_precision(h: Json) -> str:
    """ACLED: 1 the day, 2 within a week, 3 within a month or longer; empty without a date."""
    n = days(h)
    return "" if n is None else "1" if n <= 1 else "2" if n <= 7 else "3"


def date_prec(h: Json) -> str:
    """UCDP: 1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 longer."""
    n = days(h)
    return "" if n is None else "1" if n <= 1 else "2" if n <= 6 else "3" if n == 7 else "4" if n <= 31 else "5"


def geo_precision(level: str | None) -> str:
    """ACLED: 1 exact place, 2 part of a region, 3 region."""
    return "" if level is None else "1" if level in _EXACT else "2" if level in ("admin2", "natural") else "3"


def where_prec(level: str | None) -> str:
    """UCDP: 1 exact, 3 ADM2, 4 ADM1, 5 other areas and lines, 6 country."""
    return "" if level is None else "1" if level in _EXACT else {"admin2": "3", "admin1": "4", "country": "6"}.get(level, "5")


def claims(h: Json) -> str:
    """Ids of the row's claims."""
    return "; ".join(sorted({c["claiming"] for c in h["claims"]}))


def outlets(h: Json) -> list[str]:
    """Outlets in order of publication."""
    ordered = sorted(h["claims"], key=lambda c: c["published"] or "9999")
    return list(dict.fromkeys(c["outlet"] for c in ordered if c["outlet"]))


def chain(claim: Json) -> str:
    """A chain of sources as words, innermost first."""
    return " < ".join(reversed(claim["chain"])) if claim["chain"] else "the report itself"


def grade(claim: Json) -> str:
    """The Admiralty grade that people gave: source's letter and claim's digit (B2), one of them, or nothing."""
    return f"{claim.get('source_grade') or ''}{claim.get('grade') or ''}"


def year(h: Json) -> str:
    """Year of the happening; empty without a date."""
    return (h["time"]["start"] or h["time"]["end"] or "")[:4]
