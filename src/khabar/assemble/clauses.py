"""Clauses from patterns: verbs with modality and polarity in English, masdar phrases in Arabic."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from khabar.assemble.arabic import joined
from khabar.assemble.english_numbers import Noun
from khabar.assemble.patterns import PatternSet
from khabar.resources import entries
from khabar.resources.schema.gloss import English, Gloss
from khabar.resources.schema.gloss_chain import GlossChain

_SLOT = re.compile(r"\{v(?::([^}]*))?\}|\{(?:was|were)\}")
_JOINED = re.compile(r"(?<!\S)(ب|ل)\{(\w)\}")


@lru_cache(maxsize=1)
def patterns() -> dict[str, tuple[Gloss, ...]]:
    """Gloss entries by event type: those with words first, the default last."""
    by_type: dict[str, list[Gloss]] = {}
    for entry in sorted(entries("gloss"), key=lambda g: not g.words):
        by_type.setdefault(entry.type, []).append(entry)
    return {name: tuple(found) for name, found in by_type.items()}


@cache
def pattern_set(kind: str) -> PatternSet:
    """The words of a type's gloss entries, labelled by their place in ``patterns()[kind]``; built when the type is first told."""
    return PatternSet((n, entry.words) for n, entry in enumerate(patterns()[kind]))


@lru_cache(maxsize=1)
def wording() -> dict[str, GlossChain]:
    """Wording by ``act.NAME`` and ``modality.NAME``."""
    return {e.id.split(".", 1)[1]: e for e in entries("gloss_chain")}


def english_clause(e: English, agent: Noun | None, target: Noun | None, modality: str, negative: bool) -> str:
    """One clause in English without place and time; see :func:`tail` for what goes behind them."""
    pattern = e.both if agent and target else e.agent if agent else e.target if target else e.none
    rules = wording()[f"modality.{modality}"]
    acts = _acts(pattern)
    subject = agent if pattern.startswith("{A}") else target if pattern.startswith("{T}") else None
    plural = subject.plural if subject is not None else _plural_start(pattern)

    def verb(match: re.Match[str]) -> str:
        if match.group(0) in ("{was}", "{were}"):
            return _agree(rules.was_not if negative else rules.was, plural or match.group(0) == "{were}")
        forms = match.group(1).split(",") if match.group(1) else e.verb
        if acts:
            template = rules.negative if negative else rules.active
        else:
            template = rules.impersonal_negative if negative else rules.impersonal
        return _agree(template, plural).replace("{inf}", forms[0]).replace("{past}", forms[1]).replace("{pp}", forms[2])

    clause = _SLOT.sub(verb, pattern)
    return clause.replace("{A}", agent.text if agent else "").replace("{T}", target.text if target else "")


def acting(e: English, agent: Noun | None, target: Noun | None) -> bool:
    """Whether the clause has somebody who does something (ordered to strike), not something that happens or is done."""
    return _acts(e.both if agent and target else e.agent if agent else e.target if target else e.none)


def _acts(pattern: str) -> bool:
    return pattern.startswith(("{A}", "{T} {v"))


def tail(modality: str) -> str:
    """What a modality puts behind a clause in which nobody acts (by order), or nothing."""
    words = wording()[f"modality.{modality}"].tail
    return f", {words}" if words else ""


@lru_cache(maxsize=2_000)
def _agree(template: str, plural: bool) -> str:
    """Verb endings by the subject; the past participle's auxiliary too."""
    singular = {"{s}": "s", "{es}": "es", "{is}": "is", "{was}": "was"}
    many = {"{s}": "", "{es}": "", "{is}": "are", "{was}": "were"}
    for slot, text in (many if plural else singular).items():
        template = template.replace(slot, text)
    return template


@lru_cache(maxsize=2_000)
def _plural_start(pattern: str) -> bool:
    return pattern.split(" {", 1)[0].split()[-1].endswith("s") or pattern.startswith("people")


def arabic_masdar(
    gloss: Gloss, agent: str | None, target: str | None, modality: str, negative: bool, *, wrapper: str = ""
) -> str:
    """The masdar phrase of an event in Arabic, wrapped by what is told of it (``wrapper``) and by its modality, without place and time."""
    a = gloss.arabic
    pattern = a.both if agent and target else a.agent if agent else a.target if target else a.none
    phrase = fill(pattern, {"A": agent or "", "T": target or ""})
    if wrapper:
        phrase = fill(wrapper, {"M": phrase})
    return fill(wording()[f"modality.{modality}"].arabic[int(negative)], {"M": phrase})


def fill(pattern: str, values: dict[str, str]) -> str:
    """Slots filled; ب{M} and ل{T} join with the article."""
    text = _JOINED.sub(lambda m: joined(m.group(1), values[m.group(2)]) if m.group(2) in values else m.group(0), pattern)
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text
