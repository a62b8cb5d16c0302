"""The signs that a number belongs to an event: from what is seen (a key) to ``sign=value`` names of ``data/role_weight``."""

from __future__ import annotations

from typing import NamedTuple

from khabar.extract.events.weighing.weights import Signs


class Place(NamedTuple):
    """Where a number stands: in whose role, on which side of the trigger (or ``own``: the trigger is what it counts), how
    far, how many verbs, clause openers, triggers and edges lie between, whether another trigger is nearer."""

    role: str
    side: str
    steps: int
    verbs: int
    clauses: int
    triggers: int
    edges: int
    nearer: bool
    type: str
    kind: str
    definite: bool
    light: bool


class Unit(NamedTuple):
    """A number and what it counts: sort, word and form of the noun, whether it is above 999, how it is written, the word
    before it, whether that opens a subset."""

    sort: str
    people: bool
    word: str
    form: str
    many: bool
    written: str
    before: str
    among: bool
    role: str
    type: str


class Lone(NamedTuple):
    """A word for one or two: how many, the role whose phrase it heads, its form, and what the trigger says of number."""

    value: str
    role: str
    type: str
    form: str
    sort: str
    people: bool
    stands: str
    word: str
    person: str
    two: bool
    both: bool
    suffix: bool
    parts: int
    number: str
    kind: str
    place: bool
    prep: str
    rule: str
    definite: bool


def place(role: str, side: str, steps: int, verbs: int, clauses: int, triggers: int, edges: int, nearer: bool,
          type_: str, kind: str, definite: bool, light: bool) -> Signs:  # fmt: skip
    """Signs of a :class:`Place`."""
    return [f"role={role}", f"role_type={role}.{type_}", f"role_kind={role}.{kind}", f"side={side}", f"distance={side}.{steps}",
            f"distance_role={side}.{steps}.{role}", f"between={side}.{verbs}.{clauses}.{role}", f"triggers={triggers}.{role}",
            f"edges={edges}.{role}", f"nearer={nearer}.{role}", f"type={type_}", f"side_type={side}.{type_}",
            f"side_kind_type={side}.{kind}.{type_}", f"role_side_type={role}.{side}.{type_}", f"definite={definite}.{side}",
            f"light={light}"]  # fmt: skip


def unit(sort: str, people: bool, word: str, form: str, many: bool, written: str, before: str, among: bool, role: str, type_: str) -> Signs:
    """Signs of a :class:`Unit`."""
    return [f"unit={sort}", f"unit_type={sort}.{type_}", f"unit_role={sort}.{role}", f"people={people}.{role}.{type_}", f"word={word}",
            f"form={form}", f"many={many}.{sort}", f"written={written}", f"before={before}", f"among={among}"]  # fmt: skip


def lone(value: str, role: str, type_: str, form: str, sort: str, people: bool, stands: str, word: str, person: str, two: bool, both: bool,
         suffix: bool, parts: int, number: str, kind: str, place: bool, prep: str, rule: str, definite: bool) -> Signs:  # fmt: skip
    """Signs of a :class:`Lone`."""
    out = [f"all={value}", f"role={role}", f"type={type_}", f"role_type={role}.{type_}", f"form={form}", f"form_type={form}.{type_}", f"sort={sort}",
           f"sort_type={sort}.{type_}", f"sort_form={sort}.{form}", f"stands={stands}", f"stands_sort={stands}.{sort}", f"word={word}",
           f"person={person}.{role}", f"person_form={person}.{form}.{role}", f"two={two}", f"both={both}", f"suffix={suffix}",
           f"parts={parts}", f"definite_type={stands == 'definite'}.{type_}", f"number={number}.{role}", f"kind={kind}",
           f"people={people}.{type_}", f"place={place}", f"prep={prep}", f"rule={rule}", f"trigger_definite={definite}.{role}"]  # fmt: skip
    return [f"{value}_{sign}" for sign in out]
