"""The interface is complete in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import khabar.desk
from khabar.desk import texts
from khabar.record.gold import EVENT_TYPES

FOLDER = Path(khabar.desk.__file__).parent


def test_both_languages_have_the_same_texts() -> None:
    ar, en = texts.texts("ar"), texts.texts("en")
    assert ar.keys() == en.keys()
    for key in en:
        assert sorted(re.findall(r"{(\w+)}", ar[key])) == sorted(re.findall(r"{(\w+)}", en[key])), key
        if key not in ("app.tag", "review.kept_by"):
            assert re.search("[\u0600-\u06ff]", ar[key]), f"{key} is not in Arabic"
            assert not re.search("[\u0600-\u06ff]", en[key]), f"{key} is not in English"


@pytest.mark.parametrize("path", sorted((FOLDER / "data").glob("*.yaml")), ids=lambda p: p.name)
def test_no_text_is_given_twice(path: Path) -> None:
    waiting = [yaml.compose(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            keys = [k.value for k, _ in node.value]
            assert len(keys) == len(set(keys)), [k for k in keys if keys.count(k) > 1]
            waiting += [v for _, v in node.value]


def test_every_text_asked_for_is_there() -> None:
    known = texts.texts("en")
    groups = {k.split(".")[0] for k in known}
    for path in FOLDER.glob("templates/*.html"):
        source = path.read_text(encoding="utf-8")
        for key in re.findall(r"""\bt\(["']([\w.-]+)["'][,)]""", source):
            assert key in known, f"{path.name}: {key}"
        for group in re.findall(r"""\b(?:t\(["'](\w+)\.["'] \+|name_of\(["'](\w+)["'])""", source):
            assert (group[0] or group[1]) in groups, f"{path.name}: {group}"


def test_every_event_type_has_a_name() -> None:
    for language in texts.LANGUAGES:
        assert not [t for t in EVENT_TYPES if f"type.{t}" not in texts.texts(language)]


def test_templates_hold_no_words_of_their_own() -> None:
    for path in FOLDER.glob("templates/*.html"):
        source = re.sub(r"{[{%#].*?[}%#]}", "", path.read_text(encoding="utf-8"), flags=re.S)
        plain = re.sub(r"<[^>]*>", " ", source)
        plain = plain.replace("خبر", "")  # the name
        assert not re.search(r"[A-Za-z\u0600-\u06ff]{3,}", plain), (path.name, re.findall(r"[A-Za-z\u0600-\u06ff]{3,}", plain))


def test_one_and_many() -> None:
    for n, told in ((1, "1 happening"), ("1", "1 happening"), (0, "0 happenings"), ("2,000", "2,000 happenings")):
        assert texts.say("en", "overview.count", n=n) == told
    assert texts.say("ar", "overview.count", n=1) == "عدد الوقائع: 1"


def test_dates() -> None:
    assert texts.day("en", "2024-03-12") == "12 Mar 2024"
    assert texts.day("ar", "2024-03-12") == "12 آذار/مارس 2024"
    assert texts.period("en", None, "2024-03-12") == "… – 12 Mar 2024"
    assert texts.period("en", "2024-02-01", "2024-02-29") == "Feb 2024" and texts.period("ar", "2024-02-02", "2024-02-29") == "2–29 شباط/فبراير 2024"
    assert texts.period("en", "2023-01-01", "2023-12-31") == "2023" and texts.period("en", "2023-01-01", "2023-11-30") == "1 Jan 2023 – 30 Nov 2023"
    assert texts.day("en", "soon") == "soon"


@pytest.mark.parametrize(("code", "name"), [("IQ", "العراق"), ("IRQ", "العراق"), ("SY", "سوريا")])
def test_countries(code: str, name: str) -> None:
    assert texts.country("ar", code) == name
