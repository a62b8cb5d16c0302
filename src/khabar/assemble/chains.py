"""Who says so, in a gloss: the innermost speaker with the act, and the speakers further out."""

from __future__ import annotations

from functools import cache

from khabar.assemble import arabic, english
from khabar.assemble.clauses import fill, wording
from khabar.assemble.english_numbers import Noun
from khabar.assemble.facts import Facts
from khabar.extract.attributions.lexicon import cues_at
from khabar.record import Attribution, Source
from khabar.resources.schema.gloss_chain import GlossChain
from khabar.text import fold

UNDONE = frozenset({"demand", "threaten", "order", "promise"})


def speaker(facts: Facts, source: Source | None) -> Noun:
    """A source in English: Name (body), an unnamed official, the agency."""
    key = ("speaker", source.id if source is not None else None)
    found: Noun | None = facts.memo.get(key)
    if found is None:
        found = facts.memo[key] = _speaker(facts, source)
    return found


def _speaker(facts: Facts, source: Source | None) -> Noun:
    if source is None or (source.name is None and not source.mentions):
        return Noun("an unnamed source")
    actor = facts.actors.get(source.actor) if source.actor else None
    if source.kind == "person" and not source.anonymous:
        own = actor is not None and actor.kind in ("person", "office")  # قائد الشرطة: the police are not the speaker
        base = english.actor_noun(actor) if actor is not None and own else english.named(source.name or "")
        body = english.affiliation(facts.doc, actor, source.affiliation, source.role)
        if body is None and source.mentions:
            body = english.affiliation(facts.doc, actor, facts.doc.words(max(source.mentions, key=lambda s: s[1] - s[0])))
        return Noun(f"{base.text} ({body})", base.plural) if body and body not in base.text else base
    name = source.name or facts.doc.words(source.mentions[0])
    if source.anonymous:
        return _unnamed(name, source)
    noun = english.actor_noun(actor) if actor is not None else english.source_noun(name)
    several = source.kind == "collective" and english.conjoined(name)
    return Noun(f"{noun.text} and others", True) if several else noun


def _unnamed(name: str, source: Source) -> Noun:
    noun = english.source_noun(name)
    text = noun.text.removeprefix("the ").removeprefix("a ").removeprefix("an ")
    if noun.text.startswith("«"):
        return Noun(f"an unnamed source {noun.text}")
    return Noun(f"unnamed {text}", True) if noun.plural else Noun(f"an unnamed {text}")


def denial(said: list[Attribution]) -> GlossChain | None:
    """How the innermost voice that denies what is said words it (denied, rejected, doubted); None where nobody denies."""
    denies = next((a for a in reversed(said) if a.act == "deny"), None)
    return _worded(denies) if denies is not None else None


def _act(a: Attribution, happened: bool) -> GlossChain:
    """Wording of the act; a demand, threat, order or promise that mentions what has happened only says so."""
    return wording()["act.say"] if happened and a.act in UNDONE else _worded(a)


def _worded(a: Attribution) -> GlossChain:
    """The wording of an attribution's cue, where it has its own (رفض, شكك), else of its act."""
    hits = (_own().get(h.cue.id) for h in cues_at(fold(a.cue.text)) if h.cue.act == a.act)
    return next((rule for rule in hits if rule is not None), wording()[f"act.{a.act}"])


_NAMED = {"threaten": "warn", "threat": "threaten"}  # حذر is of the act threaten in the record, and warns


def act_name(a: Attribution) -> str:
    """What a reader calls the act of an attribution: its cue's own name (warn, reject, doubt), else the record's."""
    name = _worded(a).id.rsplit(".", 1)[1]
    return _NAMED.get(name, name).replace("_", " ")


@cache
def _own() -> dict[str, GlossChain]:
    return {cue: rule for rule in wording().values() for cue in rule.cues}


def chained_english(facts: Facts, clause: str, said: list[Attribution], happened: bool, *, negated: bool = True) -> str:
    """A clause with who says so. ``negated``: whether it is itself denied where the innermost act is a denial."""
    if not said:
        return _capital(clause) + "."
    inner = said[-1]
    by = speaker(facts, facts.sources.get(inner.who))
    rule = _act(inner, happened)
    verb = rule.plural if by.plural else rule.singular
    front = rule.beside if rule.beside and not negated else rule.front
    text = front.format(S=by.text, v=verb, C=clause) if front else f"{clause}, {verb} {by.text}"
    outer = [speaker(facts, facts.sources.get(a.who)).text for a in reversed(said[:-1]) if a.who != inner.who]
    return _capital(text) + "".join(f", according to {name}" for name in dict.fromkeys(outer)) + "."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def chained_arabic(facts: Facts, phrase: str, said: list[Attribution], happened: bool) -> str:
    if not said:
        return phrase + "."
    inner = said[-1]
    source = facts.sources.get(inner.who)
    name = _arabic_name(facts, source)
    forms = _act(inner, happened).arabic
    actor = facts.actors.get(source.actor) if source is not None and source.actor else None
    text = fill(forms[1 if arabic.feminine(name, actor) else 0], {"S": name, "M": phrase})
    outer = [_arabic_name(facts, facts.sources.get(a.who)) for a in reversed(said[:-1]) if a.who != inner.who]
    return text + "".join(f"، بحسب {n}" for n in dict.fromkeys(outer)) + "."


def _arabic_name(facts: Facts, source: Source | None) -> str:
    if source is None:
        return "مصدر غير مسمى"
    name = source.name or (facts.doc.words(source.mentions[0]) if source.mentions else None)
    return " ".join(name.split()) if name else "مصدر غير مسمى"
