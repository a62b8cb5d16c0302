"""A file's time and place beside a claim's: agrees, disagrees, cannot tell, and the figures."""

from __future__ import annotations

import pytest

from khabar.material.against import Said, best_capture, compare, said
from khabar.material.facts import Facts, Position
from khabar.material.moments import capture, iso6709
from khabar.store import Store
from tests.store.made import record

DAY = Said("2024-03-13", "2024-03-13", "Nakhil", "city", 36.0, 43.0)


def verdict(taken: str, zone: str | None = None, claim: Said = DAY) -> tuple[str, str]:
    found = capture(taken, "EXIF DateTimeOriginal", zone)
    assert found is not None
    reason = compare(Facts("JPEG", "image", captures=(found,)), claim)[0]
    return reason.verdict, reason.why


@pytest.mark.parametrize(("taken", "zone", "expected"), [
    ("2024:03:13 12:00:00", "+03:00", "agrees"), ("2024:03:13 23:30:00", "+03:00", "cannot tell"), ("2024:03:12 20:00:00", "-03:00", "cannot tell"), ("2024:03:12 21:30:00", "-03:00", "agrees"),
    ("2024:03:14 12:00:00", "+03:00", "disagrees"), ("2024:03:10 12:00:00", "+03:00", "disagrees"), ("2024:03:13 12:00:00", None, "agrees"),
    ("2024:03:14 09:00:00", None, "cannot tell"), ("2024:03:14 15:00:00", None, "disagrees"), ("2024:03:12 11:00:00", None, "disagrees"),
])  # fmt: skip
def test_time(taken: str, zone: str | None, expected: str) -> None:
    assert verdict(taken, zone)[0] == expected


def test_the_figures_are_given() -> None:
    assert "4 days after" in verdict("2024:03:18 00:00:00", "+03:00")[1]
    assert "before" in verdict("2024:03:01 00:00:00", "+03:00")[1]
    assert "no time zone" in verdict("2024:03:13 12:00:00")[1]


def test_nothing_missing_proves_anything() -> None:
    for claim in (DAY, Said(None, None)):
        assert [r.verdict for r in compare(Facts("JPEG", "image"), claim)] == ["cannot tell", "cannot tell"]
    assert verdict("2024:03:13 12:00:00", "+03:00", Said(None, None))[0] == "cannot tell"


@pytest.mark.parametrize(("lat", "level", "radius", "expected"), [
    (36.05, "city", None, "agrees"), (36.2, "city", None, "cannot tell"), (36.5, "city", None, "disagrees"), (36.05, "village", None, "cannot tell"),
    (36.5, "country", None, "cannot tell"), (36.1, "city", 10_000.0, "cannot tell"), (36.01, "facility", None, "agrees"),
])  # fmt: skip
def test_place(lat: float, level: str, radius: float | None, expected: str) -> None:
    claim = Said(None, None, "Nakhil", level, 36.0, 43.0)
    reason = compare(Facts("JPEG", "image", positions=(Position(lat, 43.0, radius, "EXIF GPS"),)), claim)[1]
    assert reason.verdict == expected
    assert "km" in reason.why


def test_what_a_claim_says(kept: Store) -> None:
    claiming = record().claims[0].claiming
    assert claiming
    assert said(kept, claiming) == Said("2024-03-13", "2024-03-13", "Nakhil", "city", 33.0, 44.0)
    assert said(kept, "none") is None


def test_the_taking_counts_before_the_change() -> None:
    changed, taken = capture("2024:05:01 10:00:00", "EXIF DateTime"), capture("2024:03:13 10:00:00", "EXIF DateTimeOriginal")
    assert changed and taken
    assert best_capture(Facts("JPEG", "image", captures=(changed, taken))) == taken


@pytest.mark.parametrize("text", ["", "0000:00:00 00:00:00", "1904-01-01 00:00:00 UTC", "1970:01:01 00:00:00", "2024:13:40 00:00:00", "yesterday"])
def test_unset_clocks_are_no_times(text: str) -> None:
    assert capture(text, "x") is None


@pytest.mark.parametrize(("text", "point"), [("+36.3350+043.1189/", (36.335, 43.1189)), ("-33.8688+151.2093+010.0/", (-33.8688, 151.2093)), ("+00.0000+000.0000/", None), ("x", None)])
def test_iso6709(text: str, point: tuple[float, float] | None) -> None:
    found = iso6709(text, "x")
    assert (None if found is None else (found.lat, found.lon)) == point
