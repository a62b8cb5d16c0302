"""What the map is drawn from: the shapes of the world with Arabic names, and where the happenings wanted lie."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import khabar.dossier
from khabar.desk import address
from khabar.desk.cards import Names
from khabar.desk.labels import labels, numbers
from khabar.desk.render import language_of
from khabar.desk.state import Desk
from khabar.desk.texts import Language, name_of
from khabar.store import lists
from khabar.store.lists import Movement, Point, Wanted

#: How far an area reaches from its middle, in kilometres, when it has no outline here: a usual size, drawn as such.
REACH_KM = {"country": 300.0, "admin1": 80.0, "region": 150.0, "natural": 60.0, "admin2": 25.0}
#: Shapes of markers by family of the event's type; all others are what people say and do peacefully.
SHAPES = {"violence": "violence", "abuse": "violence", **dict.fromkeys(("control", "detention", "movement", "flight", "measures", "justice"), "force")}
_MOVES = ("move", "withdraw", "displace")
_ARROWS = 150
_WORLD = Path(khabar.dossier.__file__).parent / "data" / "countries-50m.json"
_PROVINCES = Path(__file__).parent.parent / "data" / "provinces.json"


@cache
def _packed(path: Path) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return packer.compress(path.read_bytes()) + packer.flush()


def _shapes(path: Path) -> Response:
    return Response(_packed(path), media_type="application/json", headers={"content-encoding": "gzip", "cache-control": "private, max-age=604800"})


def world(_: Request) -> Response:
    """Natural Earth's countries as TopoJSON, packed once."""
    return _shapes(_WORLD)


def provinces(_: Request) -> Response:
    """Natural Earth's provinces, as far as the gazetteer has them (``scripts/build_provinces.py``)."""
    return _shapes(_PROVINCES)


@cache
def _outlined() -> frozenset[str]:
    """Provinces that have an outline: country and name, as the geometries name them."""
    data = json.loads(_PROVINCES.read_text(encoding="utf-8"))
    return frozenset(name for g in data["objects"]["provinces"]["geometries"] for name in g["properties"]["names"])


def area(level: str, country: str | None, name: str) -> str:
    """The outline of a place that is only an area: a country's number or a province's name; empty when there is none."""
    if level == "country":
        return numbers().get(country or "", "")
    key = f"{country}|{name}"
    return key if level == "admin1" and key in _outlined() else ""


def names(request: Request) -> Response:
    """Names of countries in the reader's language, and where to write them."""
    return JSONResponse(labels(language_of(request)), headers={"cache-control": "private, max-age=3600", "vary": "cookie"})


def points(request: Request) -> Response:
    """Points, areas and arrows of the happenings wanted."""
    desk: Desk = request.app.state.desk
    wanted, lang = address.wanted(request.query_params), language_of(request)
    if only := request.query_params.get("only"):
        wanted = replace(wanted, only=only[:40])
    body = desk.remembered(("map", wanted, lang), lambda: msgspec.json.encode(_drawn(desk, wanted, lang)))
    return Response(body, media_type="application/json")


def _drawn(desk: Desk, wanted: Wanted, lang: Language) -> dict[str, Any]:
    names = desk.names(lang)
    return {"points": [_point(names, p) for p in desk.columns.points(wanted)], "moves": _moves(desk, wanted, lang)}


def _point(names: Names, p: Point) -> dict[str, Any]:
    """A spot for the map: ``area`` names its outline, ``km`` is its radius when it has none, ``words`` a relative position."""
    lang, outline = names.lang, "" if p.km else area(p.level, p.country, p.place)
    return {
        "place": p.place, "name": p.words or names.place(p.place), "lat": p.lat, "lon": p.lon, "state": p.state, "state_name": name_of(lang, "state", p.state), "n": p.count,
        "type": name_of(lang, "type", p.type) if p.type else "", "km": p.km or (0 if outline else REACH_KM.get(p.level, 0)), "area": outline,
        "level": name_of(lang, "level", p.level), "relative": bool(p.km), "id": p.happening, "shape": SHAPES.get(p.family, "words") if p.family else "",
    }  # fmt: skip


def _moves(desk: Desk, wanted: Wanted, lang: Language) -> list[dict[str, Any]]:
    """Arrows from origin to destination, for movements of which both are known."""
    ids = [name for kind in _MOVES if wanted.type in ("", kind) for name in desk.columns.latest(replace(wanted, type=kind), _ARROWS // 3)]
    out = []
    for name in ids:
        m: Movement | None = desk.remembered(("movement", name), lambda name=name: lists.movement(desk.store, name))  # type: ignore[misc]
        if m is not None:
            arrow = "←" if lang == "ar" else "→"
            out.append({"from": [m.from_lat, m.from_lon], "to": [m.to_lat, m.to_lon], "id": m.happening, "planned": m.modality != "actual", "ends": [m.from_text, m.to_text],
                        "name": f"{name_of(lang, 'type', m.type)}: {m.from_text} {arrow} {m.to_text}"})
    return out


ROUTES = [Route("/map/world.json", world), Route("/map/provinces.json", provinces), Route("/map/names.json", names), Route("/map/points.json", points)]
