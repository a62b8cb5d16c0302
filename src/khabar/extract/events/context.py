"""What an event takes from its surroundings: place and time of the clause, sentence or paragraph; participants carried over."""

from __future__ import annotations

from khabar.extract.events.arguments import Argument, Range, behind
from khabar.extract.events.scene import Scene, Trigger
from khabar.record.span import Span

_LOCATIVE = frozenset({"في", "ب", "قرب", "داخل", "خارج", "شمال", "جنوب", "شرق", "غرب", "عند", "وسط", "علي", "قباله", "حول"})
#: Acts of words and papers: where they were done is hardly ever told, and a place beside them is something else.
_NOWHERE = frozenset({"accuse", "agree", "reject", "demand", "support", "declare", "threaten", "sanction", "appoint", "order"})
#: Acts on the ground take the nearest place of the sentence when no phrase of their own names one.
_ANYWHERE = frozenset({
    "attack", "airstrike", "shelling", "bombing", "suicide_attack", "clash", "kill", "injure", "destroy", "seize", "besiege",
    "protest", "abuse", "ceasefire", "abduct", "restrict", "arrest", "establish",
})  # fmt: skip
_SOURCE = frozenset({"من"})
_GOAL = frozenset({"الي", "نحو", "باتجاه", "صوب", "ل"})


def places(scene: Scene, trigger: Trigger, roles: dict[str, list[Range]]) -> tuple[dict[str, Span], str]:
    """place, origin and destination of a trigger from its sentence, and the rule for place."""
    frame = trigger.reading.sense.frame
    out: dict[str, Span] = {}
    after = behind(scene, trigger.sentence, trigger.at)
    if trigger.type in ("move", "withdraw", "displace", "defect") or any(
        role in ("origin", "destination") for role in frame.values()
    ):
        _path(scene, after, frame, out)
    rule = "locative phrase of the clause"
    place = _locative(scene, after, out)
    if place is None:
        place, rule = _in_roles(scene, roles, out), "place inside the target"
    if place is None and trigger.type in _ANYWHERE:
        place, rule = _nearest(scene, trigger, out), "nearest place of the sentence"
    if trigger.type in _NOWHERE:
        place = None
    if place is not None:
        out["place"] = place
    return out, rule


def _path(scene: Scene, after: tuple[Argument, ...], frame: dict[str, str], out: dict[str, Span]) -> None:
    for argument in after:
        role = frame.get(argument.preposition or "object")
        if role not in ("origin", "destination"):
            continue
        found = _place_in(scene, argument.first, argument.last)
        if found is not None:
            out.setdefault(role, found)


def _place_in(scene: Scene, first: int, last: int) -> Span | None:
    return next((scene.places[k] for k in range(first, last) if k in scene.places), None)


def _locative(scene: Scene, after: tuple[Argument, ...], used: dict[str, Span]) -> Span | None:
    for argument in after:
        if argument.preposition in _LOCATIVE:
            found = _place_in(scene, argument.first, argument.last)
            if found is not None and found not in used.values():
                return found
    return None


def _in_roles(scene: Scene, roles: dict[str, list[Range]], used: dict[str, Span]) -> Span | None:
    for part in roles.get("target", ()):
        found = _place_in(scene, *part)
        if found is not None and found not in scene.metonyms:
            return found
    return None


def _nearest(scene: Scene, trigger: Trigger, used: dict[str, Span]) -> Span | None:
    """The place that stands nearest, those behind the trigger and those behind a preposition first."""
    best: tuple[float, Span] | None = None
    for k in range(trigger.sentence.first, trigger.sentence.last):
        span = scene.places.get(k)
        if span is None or span in used.values() or span in scene.metonyms:
            continue
        if k > trigger.sentence.first and scene.places.get(k - 1) == span:
            continue
        cost = abs(k - trigger.at) * (1.0 if k > trigger.at else 1.4)
        if not _after_preposition(scene, k):
            cost += 12
        if best is None or cost < best[0]:
            best = cost, span
    return None if best is None else best[1]


def _after_preposition(scene: Scene, k: int) -> bool:
    if scene.word(k).case in ("ب",):
        return True
    for j in range(k - 1, max(-1, k - 4), -1):
        if scene.doc.tokens[j].kind != "word":
            return False
        read = scene.word(j)
        if read.kind == "preposition":
            return read.stem in _LOCATIVE
        if read.case == "ب":
            return True
    return False


def time(scene: Scene, trigger: Trigger) -> Span | None:
    """The time expression of the trigger's clause: the nearest of its sentence without a finite verb of another clause between."""
    best: tuple[float, Span] | None = None
    sentence = trigger.sentence
    for k in range(sentence.first, sentence.last):
        span = scene.times.get(k)
        if span is None or (k > sentence.first and scene.times.get(k - 1) == span):
            continue
        cost = float(abs(k - trigger.at))
        for j in range(min(k, trigger.at) + 1, max(k, trigger.at)):
            token = scene.doc.tokens[j]
            if token.kind == "punct":
                cost += 1 if token.text in "،,\"" else 6
            elif j in scene.triggers and scene.triggers[j].reading.kind == "verb":
                cost += 6
            elif scene.word(j).kind == "relative":
                cost += 5
        if best is None or cost < best[0]:
            best = cost, span
    return best[1] if best is not None and best[0] <= 14 else None
