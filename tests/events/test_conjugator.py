"""The conjugator against hand-checked paradigms, one full table per class of verb."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from khabar.resources.conjugate import Verb, conjugate
from khabar.resources.conjugate_nouns import inflect_noun, inflect_participle, masdars, participle
from khabar.resources.predicate_forms import FOLDING
from khabar.text.fold import fold

PERSONS = ["3ms", "3fs", "3md", "3fd", "3mp", "3fp", "1s", "1p"]
TABLES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "paradigms.yaml").read_text(encoding="utf-8"))


def _verb(table: dict[str, Any]) -> Verb:
    return Verb(table["root"], table["form"], table.get("past", ""), table.get("present", ""))


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t["name"])
def test_every_person(table: dict[str, Any]) -> None:
    forms = conjugate(_verb(table))
    for key, row in table["table"].items():
        tense, voice = key.split(".")
        for person, wanted in zip(PERSONS, row.split(), strict=True):
            if wanted == "-":
                continue
            made = [f.text for f in forms if (f.tense, f.voice, f.person) == (tense, voice, person) and not f.bound]
            assert made[0] == wanted, (key, person, made)


@pytest.mark.parametrize("table", [t for t in TABLES if "short" in t], ids=lambda t: t["name"])
def test_shortened_present(table: dict[str, Any]) -> None:
    made = {f.text for f in conjugate(_verb(table)) if f.tense == "short" and f.voice == "active" and not f.bound}
    assert set(table["short"].split()) <= made


@pytest.mark.parametrize("table", [t for t in TABLES if "imperative" in t], ids=lambda t: t["name"])
def test_commands(table: dict[str, Any]) -> None:
    made = [f.text for f in conjugate(_verb(table)) if f.tense == "imperative"]
    assert set(table["imperative"].split()) <= set(made)


@pytest.mark.parametrize("table", [t for t in TABLES if "also" in t], ids=lambda t: t["name"])
def test_hamza_variants(table: dict[str, Any]) -> None:
    made = {f.text for f in conjugate(_verb(table))}
    assert set(table["also"].split()) <= made


@pytest.mark.parametrize("table", [t for t in TABLES if {"masdar", "active", "passive"} & set(t)], ids=lambda t: t["name"])
def test_nouns_of_the_verb(table: dict[str, Any]) -> None:
    verb = _verb(table)
    if "masdar" in table:
        assert table["masdar"] in masdars(verb)
    for voice in ("active", "passive"):
        if voice in table:
            assert participle(verb, voice)[0] == table[voice]


def test_bound_forms_stand_before_pronouns() -> None:
    bound = {f.text for f in conjugate(Verb("رمي", 1, "رمى", "يرمي")) if f.bound}
    assert {"رما", "رمو", "يرمو"} <= bound


@pytest.mark.parametrize(
    ("one", "many", "wanted"),
    [
        ("غارة", ("غارات",), "غارة غارتان غارتين غارات"),
        ("هجوم", ("هجمات",), "هجوم هجوما هجومان هجومين هجمات"),
        ("قتيل", ("قتلى",), "قتيل قتيلا قتيلان قتيلين قتلى"),
        ("اعتداء", ("اعتداءات",), "اعتداء اعتداءان اعتداءات"),
        ("مصاب", ("مصابون",), "مصاب مصابون مصابين"),
    ],
)
def test_noun_forms(one: str, many: tuple[str, ...], wanted: str) -> None:
    made = {f.text for f in inflect_noun(one, many) if not f.bound}
    assert set(wanted.split()) <= made


def test_dual_and_plural_are_told_apart() -> None:
    numbers = {f.text: f.number for f in inflect_noun("غارة", ("غارات",))}
    assert (numbers["غارة"], numbers["غارتين"], numbers["غارات"]) == ("s", "d", "p")


def test_participle_forms() -> None:
    verb = Verb("لقي", 4)
    assert {"ملقيا", "ملقية", "ملقين", "ملقون"} <= {f.text for f in inflect_participle("ملقي", verb, "active")}
    assert {"ملقاة", "ملقيان"} <= {f.text for f in inflect_participle("ملقى", verb, "passive")}


@pytest.mark.parametrize("verb", [Verb("قتل", 11), Verb("زلزل", 1, "زلزل", "يزلزل"), Verb("قتل", 13)])
def test_impossible_verbs_are_refused(verb: Verb) -> None:
    with pytest.raises(ValueError, match="root"):
        conjugate(verb)


def test_folding_of_forms_is_that_of_the_text() -> None:
    for table in TABLES:
        for form in conjugate(_verb(table)):
            assert form.text.translate(FOLDING) == fold(form.text)
