"""What an event takes from its surroundings: place, origin, destination and time of its clause and sentence."""

from __future__ import annotations

from bisect import bisect_left

from khabar.extract.events.arguments import Argument, Range
from khabar.extract.events.roles import has
from khabar.extract.events.scene import Scene, Trigger
from khabar.record.span import Span

#: Acts of words and papers: where they were done is hardly ever told, and a place beside them is something else.
_NOWHERE = frozenset({"accuse", "agree", "reject", "demand", "support", "declare", "threaten", "sanction", "appoint", "order"})
#: Acts on the ground take the nearest place of the sentence when no phrase of their own names one.
_ANYWHERE = frozenset({
    "attack", "airstrike", "shelling", "bombing", "suicide_attack", "clash", "kill", "injure", "destroy", "seize", "besiege",
    "protest", "abuse", "ceasefire", "abduct", "restrict", "arrest", "establish",
})  # fmt: skip
_MOVING = frozenset({"move", "withdraw", "displace", "defect"})
_WAYS = {"من": "origin", "الي": "destination", "نحو": "destination", "صوب": "destination", "باتجاه": "destination", "ل": "destination"}
_SO_FAR = 40
_TIME_LIMIT = 18
_SEQUEL = frozenset({"بعد", "اثر", "غداه", "عقب", "منذ", "قبل", "خلال"})

_LIMIT = {"own": 14.0, "any": 60.0}


def places(
    scene: Scene, trigger: Trigger, roles: dict[str, list[Range]], after: tuple[Argument, ...]
) -> tuple[dict[str, Span], str]:
    """place, origin and destination of a trigger from its sentence, and the rule for place.

    roles: token ranges already given; after: the phrases behind the trigger.
    """
    frame = trigger.reading.sense.frame
    out: dict[str, Span] = {}
    if trigger.type in _MOVING or any(role in ("origin", "destination") for role in frame.values()):
        _path(scene, trigger, after, out)
    if trigger.type in _NOWHERE:
        return out, ""
    inside = _in_roles(scene, roles, out)
    cost, found = _nearest(scene, trigger, out)
    limit = _LIMIT["any" if trigger.type in _ANYWHERE else "own"]
    if inside is not None and (found is None or cost > 6):
        out["place"] = inside
        return out, "place inside the target"
    if found is not None and cost <= limit:
        out["place"] = found
        return out, "nearest place of the sentence that is said to be where"
    return out, ""


def _path(scene: Scene, trigger: Trigger, after: tuple[Argument, ...], out: dict[str, Span]) -> None:
    frame = trigger.reading.sense.frame
    for argument in after:
        role = frame.get(argument.preposition or "object")
        if role is None and trigger.type in _MOVING:
            role = _WAYS.get(argument.preposition)
        if role not in ("origin", "destination"):
            continue
        found = next((scene.places[k] for k in range(argument.first, argument.last) if k in scene.places), None)
        if found is None and has(scene, argument.first, "placeword") and scene.word(argument.first).article:
            found = _place_so_far(scene, trigger)
        if found is not None:
            out.setdefault(role, found)


def _place_so_far(scene: Scene, trigger: Trigger) -> Span | None:
    """انسحبت القوات من المدينة: the place named last."""
    for k in range(trigger.at - 1, max(-1, trigger.at - _SO_FAR), -1):
        if k in scene.places:
            return scene.places[k]
    return None


def _in_roles(scene: Scene, roles: dict[str, list[Range]], used: dict[str, Span]) -> Span | None:
    for part in roles.get("target", ()):
        for k in range(*part):
            found = scene.places.get(k)
            free = found is not None and found not in used.values() and found not in scene.metonyms
            if free and (scene.sort(*part) != "state" or k > part[0]):
                return found
    return None


def _nearest(scene: Scene, trigger: Trigger, used: dict[str, Span]) -> tuple[float, Span | None]:
    """The nearest place with words of location before it; one behind the trigger is nearer than one in front."""
    best: tuple[float, Span | None] = (_LIMIT["any"] + 1, None)
    if not scene.places:
        return best
    for step in (1, -1):
        cost = 0.0 if step > 0 else 5.0
        k = trigger.at + step
        while trigger.sentence.first <= k < trigger.sentence.last and cost < best[0]:
            cost += _step_cost(scene, k, step)
            span = scene.places.get(k)
            first = span is not None and scene.places.get(k - 1) != span
            if span is not None and first and span not in used.values() and _is_where(scene, k, trigger):
                extra = 0.0 if not scene.sources or k not in scene.sources else 20.0
                if cost + extra < best[0]:
                    best = cost + extra, span if step > 0 else _finer(scene, k, span)
            k += step
    return best


def _finer(scene: Scene, k: int, span: Span) -> Span:
    """دوما في الغوطة الشرقية: of places that lie in each other the first, which is the smallest."""
    for j in range(k - 1, max(-1, k - 6), -1):
        found = scene.places.get(j)
        if found is not None:
            return _finer(scene, scene.doc.tokens_in(found)[0], found)
        if scene.doc.tokens[j].kind != "word":
            return span
        read = scene.word(j)
        if not (has(scene, j, "locative") or read.case == "ب" or read.known):
            return span
    return span


def _step_cost(scene: Scene, k: int, step: int) -> float:
    token = scene.doc.tokens[k]
    if token.kind == "punct":
        return 3.0 if token.text in "،,؛:" else 0.5
    unit = 1.0 if step > 0 else 1.6
    if (k in scene.triggers and scene.triggers[k].reading.kind == "verb") or scene.word(k).kind in ("verb", "relative"):
        return unit + 4.0
    return unit


def _is_where(scene: Scene, k: int, trigger: Trigger) -> bool:
    """Words of location lead up to the place: في, قرب, شرق, بمدينة; across the kind of place and a joined place."""
    if scene.word(k).case == "ب":
        return True
    for j in range(k - 1, max(-1, k - 6), -1):
        if scene.doc.tokens[j].kind != "word":
            return False
        if has(scene, j, "locative") or (scene.word(j).case == "ب" and j != trigger.at):
            return True
        read = scene.word(j)
        if read.kind != "noun" or j == trigger.at:
            return j == trigger.at and scene.sort(k, k + 1) == "place"
    return False


def time(scene: Scene, trigger: Trigger) -> Span | None:
    """The nearest time expression of the sentence, unless clauses or too many words lie between."""
    best: tuple[float, Span] | None = None
    sentence = trigger.sentence
    if not scene.times:
        return None
    low, high = max(sentence.first, trigger.at - _TIME_LIMIT), min(sentence.last, trigger.at + _TIME_LIMIT)
    timed = scene.timed
    for k in timed[bisect_left(timed, low):bisect_left(timed, high)]:
        span = scene.times[k]
        if k > sentence.first and scene.times.get(k - 1) == span:
            continue
        cost = _time_cost(scene, trigger, k)
        if best is None or cost < best[0]:
            best = cost, span
    return best[1] if best is not None and best[0] <= _TIME_LIMIT else None


def _time_cost(scene: Scene, trigger: Trigger, k: int) -> float:
    """How far the time at token ``k`` is from a trigger; words of another clause between make it farther."""
    cost = float(abs(k - trigger.at))
    if k in scene.told and trigger.at not in scene.cues:
        cost += 5
    low, high = min(k, trigger.at), max(k, trigger.at)
    if k < trigger.at and scene.word(trigger.at - 1).stem in _SEQUEL:
        cost += 3
    for j in range(low + 1, high):
        token = scene.doc.tokens[j]
        if token.kind == "punct":
            cost += 1 if token.text in "،,\"" else 6
        elif j in scene.triggers and scene.triggers[j].reading.kind == "verb":
            cost += 6
        elif scene.word(j).kind in ("relative", "subordinator"):
            cost += 5
    return cost
