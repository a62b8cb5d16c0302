"""Briefs of happenings in a store: what dossiers are made of, wherever they are asked for."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from khabar.dossier import Brief, brief
from khabar.store import Store, appearances, judge, report_lists


def brief_of(store: Store, h: dict[str, Any], material: tuple[str, ...] = ()) -> Brief:
    """The brief on a happening as :func:`khabar.store.query.happenings` gives it: with where its reports stood, how they were
    read, its claims in Arabic too, and the grades of claims and sources. material: lines on items that go along."""
    numbers = {c["report"]: n for c in h["claims"] if (n := report_lists.number_of(store, c["report"]))}
    stood = {r: [asdict(a) for a in appearances(store, n)] for r, n in numbers.items()}
    made = [store.connection.execute("SELECT reader, version, resources, made FROM readings WHERE report=?", (n,)).fetchone() for n in numbers.values()]
    how = sorted({f"read by Khabar {m[1]}, reader {m[0]}, resources {m[2]}, on {m[3][:10]}" for m in made if m})
    given = judge.grades(store)
    grades = {c["claiming"]: mark for c in h["claims"] if (mark := _mark(store, c, given))}
    return brief(h, stood, how, grades, material, report_lists.arabic_glosses(store, [c["claiming"] for c in h["claims"]]))


def _mark(store: Store, claim: dict[str, Any], given: dict[tuple[str, str], str]) -> str:
    """The grades of a claim and its source as people gave them: B2, B or 2; empty when nobody did."""
    return given.get(("source", judge.source_of(store, claim) or ""), "") + given.get(("claim", claim["claiming"]), "")
