"""What the cue of an attribution says about its subject: person, gender, number, and whether a subject is understood."""

from __future__ import annotations

from typing import NamedTuple

from khabar.extract.attributions.lexicon import Hit, cues_at, phrases_at
from khabar.record.mentions import AttributionMention
from khabar.text.document import Document

_SUFFIX_PERSON = {"ه": "3ms", "ها": "3fs", "هم": "3mp", "هما": "3md", "ي": "1s", "نا": "1p"}


class Profile(NamedTuple):
    """``kind``: verb, participle, noun, passive, restate or according; ``hidden``: an unnamed subject is understood;
    ``conjoined``: the verb has و or ف written onto it."""

    kind: str
    person: str
    hidden: bool
    conjoined: bool = False

    @property
    def gender(self) -> str:
        """m, f or ''."""
        return self.person[1] if len(self.person) == 3 else ""

    @property
    def number(self) -> str:
        """s, d, p or ''."""
        return self.person[-1:] if self.person else ""


def profile(doc: Document, mention: AttributionMention) -> Profile:
    """Profile of a mention from its rule, or from its cue's words when another reader proposed it."""
    first, last = doc.tokens_in(mention.cue)
    rule = mention.why.rule
    if rule == "attribution.passive":
        return Profile("passive", "", False)
    if rule == "attribution.restate":
        tail = doc.tokens[last - 1].norm
        person = next((p for s, p in _SUFFIX_PERSON.items() if tail.endswith(s) and s in ("ها", "هم", "هما", "نا")), "")
        return Profile("restate", person or _suffix(tail), True)
    hits = tuple(h for i in range(first, last) for h in cues_at(doc.tokens[i].norm))
    chosen = next((h for h in hits if h.cue.id == mention.entry), hits[0] if hits else None)
    if chosen is None:
        return Profile("according" if phrases_at(doc.tokens[first].norm) else "verb", "", not phrases_at(doc.tokens[first].norm))
    return _of(chosen, object_follows=doc.tokens[last].norm.startswith("ل") if last < len(doc.tokens) else False)


def _suffix(word: str) -> str:
    return "3ms" if word.endswith("ه") else ""


def _of(hit: Hit, *, object_follows: bool) -> Profile:
    if hit.table == "participle":
        return Profile("participle", hit.person, True)
    if hit.table in ("noun", "masdar"):
        if hit.cue.id == "cue.noun.bilqawl":
            return Profile("participle", "", True)
        person = _SUFFIX_PERSON.get(hit.suf, "") if hit.cue.suffix == "speaker" or object_follows else ""  # إدانته للهجوم
        return Profile("noun", person, bool(person))
    if hit.table == "passive":
        return Profile("passive", "", False)
    return Profile("verb", hit.person, True, hit.pre.startswith(("و", "ف")))
