"""PLOVER JSON, GeoJSON and JSON-LD from happenings."""

from __future__ import annotations

from khabar.export import facts
from khabar.export.columns import ATTRIBUTION
from khabar.export.facts import Json

_RESOLUTION = {"quarter": 5, "facility": 5, "city": 4, "village": 4, "admin2": 3, "admin1": 2, "region": 2, "natural": 2, "country": 1}


def plover(h: Json, version: str) -> Json:
    """One event in PLOVER's JSON form; sizes are the best numbers of the happening."""
    category, _, mode = (h["codes"].get("plover") or "").partition("/")
    place = h["place"]
    size = {name: h["counts"][what]["best"] for what, name in (("killed", "dead"), ("injured", "injured"), ("arrested", "arrested"))
            if what in h["counts"]}
    return {
        "id": h["id"], "has_event": bool(category), "date": h["time"]["start"] or "", "time": "", "enddate": h["time"]["end"] or "",
        "endtime": "", "actor": [_actor(p) for p in facts.parties(h, "agent")], "recipient": [_actor(p) for p in facts.parties(h, "target")],
        "event": [{"category": category, "mode": mode, "size": size}] if category else [],
        "event_loc": [{"text": place["name"], "country": facts.alpha3(place["country"]), "state": place["admin1"] or "", "latitude": place["lat"],
                       "longitude": place["lon"], "geonameid": place["geonames"], "resolution": _RESOLUTION.get(place["level"], 1)}] if place else [],
        "event_text": [c["text"] for c in h["claims"]], "quad_code": h["codes"].get("quad") or "", "event_scale": "", "mode": mode,
        "context": list(h["codes"].get("contexts") or ()), "link": "", "text": h["claims"][0]["text"] if h["claims"] else "",
        "text_info": {"language": "ar", "chains": [c["chain"] for c in h["claims"]], "grades": [facts.grade(c) for c in h["claims"]], "state": h["state"], "origins": h["origins"]["count"]},
        "cite_info": {"outlets": facts.outlets(h), "first": h["reported"]["first"], "last": h["reported"]["last"], "geodata": ATTRIBUTION},
        "coder": f"Khabar {version}", "coded_date": "", "coded_time": "", "comment": f"claims: {facts.claims(h)}",
    }  # fmt: skip


def _actor(p: Json) -> Json:
    return {"text": p["text"], "name": p["name"] or "", "country": p["country"] or "", "sector": p["sector"] or "", "wikidata": p["wikidata"] or ""}


def feature(h: Json) -> Json:
    """A GeoJSON feature (RFC 7946); without a resolved place its geometry is null."""
    place = h["place"]
    point = {"type": "Point", "coordinates": [place["lon"], place["lat"]]} if place else None
    return {
        "type": "Feature", "id": h["id"], "geometry": point,
        "properties": {
            "type": h["type"], "class": h["class"], "state": h["state"], "origins": h["origins"]["count"], "start": h["time"]["start"],
            "end": h["time"]["end"], "place": place["name"] if place else None, "level": place["level"] if place else None,
            "precision": int(facts.geo_precision(place["level"])) if place else None, "geonames": place["geonames"] if place else None,
            "actors": h["actors"], "counts": h["counts"], "codes": h["codes"],
            "claims": [{"id": c["claiming"], "chain": c["chain"], "outlet": c["outlet"], "published": c["published"], "gloss": c["gloss"],
                        "denied": c["denied"], "counts": c["counts"], "grade": c.get("grade"), "source_grade": c.get("source_grade")} for c in h["claims"]],
        },
    }  # fmt: skip


CONTEXT: Json = {
    "@vocab": "https://schema.org/", "prov": "http://www.w3.org/ns/prov#", "khabar": "urn:khabar:",
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"}, "wasAttributedTo": {"@id": "prov:wasAttributedTo"},
}  # fmt: skip


def linked(h: Json) -> Json:
    """A happening as schema.org Event with its Claims, and each claim's derivation through its chain (PROV-O)."""
    place = h["place"]
    event: Json = {"@id": f"khabar:happening:{h['id']}", "@type": "Event", "additionalType": f"khabar:type:{h['type']}",
                   "eventStatus": f"khabar:state:{h['state']}"}
    if h["time"]["start"]:
        event["startDate"] = h["time"]["start"]
    if h["time"]["end"]:
        event["endDate"] = h["time"]["end"]
    if place:
        event["location"] = {"@type": "Place", "name": place["name"], "geo": {"@type": "GeoCoordinates", "latitude": place["lat"], "longitude": place["lon"]}}
        if place["geonames"]:
            event["location"]["sameAs"] = f"https://sws.geonames.org/{place['geonames']}/"
    event["subjectOf"] = [_claim(c) for c in h["claims"]]
    return event


def _claim(c: Json) -> Json:
    sources: Json | None = None
    for name in c["chain"]:  # outermost first: each wraps the one inside it
        sources = {"@type": "prov:Agent", "name": name} | ({"prov:actedOnBehalfOf": sources} if sources else {})
    report: Json = {"@id": f"khabar:report:{c['report']}", "@type": "Article"}
    if c["outlet"]:
        report["publisher"] = {"@type": "Organization", "name": c["outlet"]}
    if c["published"]:
        report["datePublished"] = c["published"]
    out: Json = {"@id": f"khabar:claim:{c['claiming']}", "@type": "Claim", "text": c["text"], "description": c["gloss"], "wasDerivedFrom": report}
    if sources:
        out["wasAttributedTo"] = sources
    ratings = [_rating(c[key], about) for key, about in (("grade", "credibility of the claim"), ("source_grade", "reliability of the source")) if c.get(key)]
    return out | ({"review": ratings} if ratings else {})


def _rating(grade: str, about: str) -> Json:
    """An Admiralty grade as a schema.org Review."""
    return {"@type": "Review", "reviewAspect": about, "reviewRating": {"@type": "Rating", "ratingValue": grade, "ratingExplanation": "Admiralty scale"}}
