"""Rows of ACLED, UCDP GED and POLECAT from happenings."""

from __future__ import annotations

from khabar.export import facts
from khabar.export.columns import ATTRIBUTION
from khabar.export.facts import Json

Row = dict[str, object]


def acled(h: Json, version: str) -> Row:
    """An ACLED row; actor1 and actor2 imply no direction."""
    kind, sub = facts.acled_type(h)
    agents, targets = facts.parties(h, "agent"), facts.parties(h, "target")
    first = next(iter(agents or targets), None)
    other = next(iter(targets if agents else targets[1:]), None)
    inter1, inter2 = facts.inter(first), facts.inter(other)
    place = h["place"] or {}
    killed = h["counts"].get("killed")
    civilians = kind in ("Explosions/Remote violence", "Violence against civilians", "Riots", "Protests") and inter2 == "Civilians"
    return {
        "event_id_cnty": h["id"], "event_date": h["time"]["start"] or h["time"]["end"], "year": facts.year(h),
        "time_precision": facts.time_precision(h), "disorder_type": facts.disorder(kind), "event_type": kind, "sub_event_type": sub,
        "actor1": facts.shown(first) if first else "", "assoc_actor_1": "; ".join(facts.shown(p) for p in agents[1:]), "inter1": inter1,
        "actor2": facts.shown(other) if other else "", "assoc_actor_2": "; ".join(facts.shown(p) for p in targets[1:]), "inter2": inter2,
        "interaction": f"{inter1}-{inter2}" if inter1 and inter2 else "",
        "civilian_targeting": "Civilian targeting" if civilians else "", "iso": facts.numeric(place.get("country")),
        "country": facts.country_name(place.get("country")), "admin1": place.get("admin1"),
        "admin2": place.get("name") if place.get("level") == "admin2" else "", "location": place.get("name"),
        "latitude": place.get("lat"), "longitude": place.get("lon"), "geo_precision": facts.geo_precision(place.get("level")),
        "source": "; ".join(facts.outlets(h)), "notes": _notes(h), "fatalities": killed["best"] if killed else "",
        "tags": f"state={h['state']}; origins={h['origins']['count']}; {ATTRIBUTION}" if place else f"state={h['state']}; origins={h['origins']['count']}",
    }  # fmt: skip


def _notes(h: Json) -> str:
    """Every claim with its chain and its date, then the claims' ids."""
    told = (f"{c['published'] or '?'} {c['outlet'] or '?'}: {'DENIED: ' if c['denied'] else ''}{c['gloss']}{f' [graded {mark}]' if (mark := facts.grade(c)) else ''}" for c in h["claims"])
    return f"{' | '.join(told)} [claims: {facts.claims(h)}]"


def ucdp(h: Json, version: str) -> Row:
    """A UCDP GED row; best, high and low come from the kept claims, source_original from the chains."""
    agents, targets = facts.parties(h, "agent"), facts.parties(h, "target")
    a, b = next(iter(agents), None), next(iter(targets), None)
    place = h["place"] or {}
    killed = h["counts"].get("killed") or {"low": "", "best": "", "high": ""}
    point = place.get("lat") is not None
    side_a, side_b = facts.shown(a) if a else "", facts.shown(b) if b else ""
    return {
        "id": h["id"], "relid": h["id"], "year": facts.year(h), "type_of_violence": facts.violence(a, b),
        "dyad_name": f"{side_a} - {side_b}" if side_a and side_b else "", "side_a": side_a, "side_b": side_b,
        "number_of_sources": len({c["report"] for c in h["claims"]}),
        "source_article": "; ".join(f'"{c["outlet"] or "?"}, {c["published"] or "?"}, claim {c["claiming"]}"' for c in h["claims"]),
        "source_office": "; ".join(facts.outlets(h)), "source_date": h["reported"]["first"],
        "source_original": "; ".join(dict.fromkeys(facts.chain(c) for c in h["claims"])),
        "where_prec": facts.where_prec(place.get("level")), "where_coordinates": place.get("name"),
        "where_description": f"{place['name']} ({place['level']}). {ATTRIBUTION}" if place else "", "adm_1": place.get("admin1"),
        "adm_2": place.get("name") if place.get("level") == "admin2" else "", "latitude": place.get("lat"), "longitude": place.get("lon"),
        "geom_wkt": f"POINT ({place['lon']} {place['lat']})" if point else "", "country": facts.country_name(place.get("country")),
        "event_clarity": "1" if h["time"]["start"] and place and place.get("level") != "country" else "2",
        "date_prec": facts.date_prec(h), "date_start": h["time"]["start"], "date_end": h["time"]["end"],
        "best": killed["best"], "high": killed["high"], "low": killed["low"],
    }  # fmt: skip


def polecat(h: Json, version: str) -> Row:
    """A POLECAT row; several actors are joined with semicolons as its publishers do."""
    category, _, mode = (h["codes"].get("plover") or "").partition("/")
    place = h["place"] or {}
    fine = facts.geo_precision(place.get("level")) == "1"
    row: Row = {
        "Event ID": h["id"], "Event Date": h["time"]["start"] or h["time"]["end"], "Event Type": category, "Event Mode": mode,
        "Quad Code": (h["codes"].get("quad") or "").title(), "Contexts": ";".join(h["codes"].get("contexts") or ()),
        "Placename": place.get("name"), "City": place.get("name") if fine else "",
        "District": place.get("name") if place.get("level") == "admin2" else "", "Province": place.get("admin1"),
        "Country": facts.alpha3(place.get("country")), "Latitude": place.get("lat"), "Longitude": place.get("lon"),
        "GeoNames ID": place.get("geonames"), "Raw Placename": place.get("name"), "Feature Type": place.get("level"),
        "Source": ";".join(facts.outlets(h)), "Publication Date": h["reported"]["first"],
        "Story People": ";".join(sorted({c["origin_name"] for c in h["claims"] if c["origin"].startswith("name:") and c["origin_name"]})),
        "Story Organizations": ";".join(h["actors"]), "Story Locations": place.get("name"), "Language": "ar",
        "Version": f"Khabar {version}; claims {facts.claims(h)}; {ATTRIBUTION}",
    }  # fmt: skip
    return row | _side(h, "agent", "Actor") | _side(h, "target", "Recipient")


def _side(h: Json, role: str, name: str) -> Row:
    found = facts.parties(h, role)

    def joined(key: str) -> str:
        return ";".join(dict.fromkeys(str(p[key]) for p in found if p[key]))

    sectors = joined("sector")
    return {
        f"{name} Name": ";".join(facts.shown(p) for p in found), f"{name} Country": joined("country"),
        f"Primary {name} Sector": sectors.split(";")[0], f"{name} Sectors": sectors, f"{name} Name Raw": joined("text"),
    }  # fmt: skip
