"""The doer that an adjective names: of الغارات الإسرائيلية or بدعم روسي it is the state, or its forces, told elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from khabar.extract.event_lexicon import plain
from khabar.extract.events.arguments import Range
from khabar.extract.events.draft import Draft
from khabar.extract.events.scene import Scene
from khabar.resources import entries
from khabar.text.fold import fold

_TYPES = frozenset({
    "attack", "airstrike", "shelling", "bombing", "aid", "support", "accuse", "demand", "reject", "threaten", "restrict",
    "sanction", "withdraw", "besiege",
})  # fmt: skip
_ADJECTIVES = 3
_BACK = 400


def doers(scene: Scene, drafts: list[Draft]) -> None:
    """Give the agent to event nouns without one that an adjective of a state follows."""
    mentions: dict[str, list[Range]] = {}
    for draft in drafts:
        trigger = draft.trigger
        if "agent" in draft.roles or trigger.type not in _TYPES or trigger.reading.kind not in ("noun", "masdar"):
            continue
        k, country = _adjective(scene, trigger.at, trigger.sentence.last)
        if not country:
            continue
        if country not in mentions:
            mentions[country] = _mentions(scene, country)
        found = _nearest(mentions[country], trigger.at)
        draft.roles["agent"] = [found or (k, k + 1)]
        draft.rules["agent"] = "adjective of a state, told by the mention of it before" if found else "adjective of a state"


def _adjective(scene: Scene, at: int, limit: int) -> tuple[int, str]:
    """The first adjective of a state among those behind an event noun, and the state."""
    for k in range(at + 1, min(at + 1 + _ADJECTIVES, limit)):
        if scene.doc.tokens[k].kind != "word" or k in scene.places:
            break
        country = nisbas().get(scene.word(k).stem)
        if country:
            return k, country
        if scene.word(k).known or not scene.word(k).stem.endswith(("ي", "يه", "ه")):
            break
    return at, ""


def _nearest(found: list[Range], at: int) -> Range | None:
    """The last mention before a token, else the first behind it."""
    n = bisect_left(found, (at, 0))
    if n and at - found[n - 1][0] <= _BACK:
        return found[n - 1]
    return found[n] if n < len(found) and found[n][0] - at <= _BACK else None


def _mentions(scene: Scene, country: str) -> list[Range]:
    """Phrases that name a state, or forces and bodies of it, in text order."""
    out: list[Range] = []
    words = _words().get(country, frozenset())
    for sentence in scene.doc.narrative:
        if words.isdisjoint([scene.word(k).stem for k in range(sentence.first, sentence.last)]):
            continue
        for first, last in scene.chunks(sentence):
            named = _states().get(scene.word(first).stem) or _states().get(_two(scene, first, last))
            if not named and scene.sort(first, last) in ("force", "body"):
                named = next((c for k in range(first + 1, last) if (c := nisbas().get(scene.word(k).stem))), None)
            if named == country:
                out.append((first, last))
    return out


def _two(scene: Scene, first: int, last: int) -> str:
    return f"{scene.word(first).stem} {scene.word(first + 1).stem}" if last - first > 1 else ""


@cache
def nisbas() -> dict[str, str]:
    """Folded nisba, masculine and feminine, to its country."""
    out: dict[str, str] = {}
    for entry in entries("demonym"):
        for form in entry.masculine if entry.country else ():
            out[fold(form)] = out[fold(form) + "ه"] = entry.country
    return out


@cache
def _states() -> dict[str, str]:
    """Folded name of a state or seat of a government, without articles, to its country."""
    return {
        " ".join(plain(w) for w in fold(form).split()[:2]): entry.country
        for entry in entries("actor") if entry.kind == "state"
        for form in (entry.name, *entry.aliases, *entry.seats)
    }


@cache
def _words() -> dict[str, frozenset[str]]:
    """The words with which phrases that name a state, or something of it, begin or go on, by country."""
    out: dict[str, set[str]] = {}
    for name, country in (*_states().items(), *nisbas().items()):
        out.setdefault(country, set()).add(name.split()[0])
    return {country: frozenset(words) for country, words in out.items()}
