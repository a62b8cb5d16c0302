"""Small records for the store's tests, made without reading."""

from __future__ import annotations

from khabar.record import (
    Attribution,
    Claim,
    Count,
    Event,
    EventCodes,
    Place,
    Reading,
    Record,
    Report,
    RoleFiller,
    Source,
    Time,
    Why,
    quote,
    report_id,
)  # fmt: skip

WHY = Why("test")
TOWNS = {"النخيل": ("Nakhil", 33.0, 44.0), "السدرة": ("Sidra", 36.0, 41.0)}


def record(
    *, town: str = "النخيل", killed: int = 3, outlet: str = "صحيفة الوادي", published: str = "2024-03-14", source: str | None = "فريد السامي",
    denied: bool = False, kind: str = "attack", modality: str = "actual", day: str | None = "2024-03-13", extra: str = "", version: str = "1",
) -> Record:
    """A one-sentence report: SOURCE said that KILLED were killed in an attack on TOWN."""
    text = f"قال {source or 'شاهد'} إن هجوما وقع في {town} أمس وقتل {killed} جنود. {extra}"

    def q(words: str):  # type: ignore[no-untyped-def]
        at = text.index(words)
        return quote(text, (at, at + len(words)))

    name, lat, lon = TOWNS[town]
    place, soldiers, when = q(town), q(f"{killed} جنود"), q("أمس")
    act = "deny" if denied else "say"
    speaker = q(source or "شاهد")
    claimed = f"{kind}|{town}|{killed}"
    return Record(
        1,
        Report(report_id(text), text, outlet=outlet, published=published, published_from="argument"),
        sources=(Source("s1", source or "شاهد", "person" if source else "anonymous", source is None, (speaker.span,)),),
        attributions=(Attribution("a1", q("قال"), speaker, "s1", (q(f"هجوما وقع في {town} أمس وقتل {killed} جنود"),), "indirect", act, None, WHY),),
        places=(Place("p1", place.span, place.text, name, 1, "IQ", "Province of " + name, "city", lat, lon, 1, None, 1, WHY),),
        times=(Time("t1", when.span, when.text, day, day, "day", None, WHY),),
        events=(Event("v1", kind, q("هجوما"), modality, "pos", (), (RoleFiller(soldiers.span, soldiers.text),), "p1", None, None, "t1",  # type: ignore[arg-type]
                      (Count("killed", killed, killed, False, soldiers.span, soldiers.text),), EventCodes(), ("a1",), "g1", WHY),),
        claims=(Claim("c1", "g1", ("v1",), ("a1",), "s1", f"{killed} killed in {name}", "هجوما", modality=modality,  # type: ignore[arg-type]
                      claimed=claimed, claiming=f"{claimed}|{report_id(text)}"),),
        reading=Reading("test", version, "r", {}),
    )
