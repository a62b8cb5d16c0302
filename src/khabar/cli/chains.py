"""``khabar chains``: a report as a ladder of voices: who says what, inside whose words, and which events hang on it."""

from __future__ import annotations

from collections import defaultdict

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from khabar.record import Attribution, Event, Record, Source
from khabar.record.tellings import tellings

_LENGTH = 110
_VERBS = {
    "say": "says", "confirm": "confirms", "deny": "denies", "accuse": "accuses", "demand": "demands", "threaten": "threatens",
    "promise": "promises", "estimate": "estimates", "order": "orders", "announce": "announces",
}  # fmt: skip


def render(record: Record) -> RenderableType:
    """The ladder of a record: a tree with the report's own voice first and one branch for each outermost voice.

    Every rung names the attribution's id, its speaker, act and mode, its content, the side fields that the text
    gives (to, through, at), and the events that stand in it and in no deeper rung.
    """
    sources, said = {s.id: s for s in record.sources}, {a.id: a for a in record.attributions}
    inner: dict[str | None, list[Attribution]] = defaultdict(list)
    for attribution in record.attributions:
        inner[attribution.parent].append(attribution)
    events: dict[str | None, list[Event]] = defaultdict(list)
    for event in record.events:
        for chain in tellings(event.chain, said):
            events[chain[-1] if chain else None].append(event)
    tree = Tree(_head(record), guide_style="dim")
    for event in events[None]:
        tree.add(_event(event))
    _rungs(tree, None, inner, events, sources)
    return Group(tree, _foot(record))


def _head(record: Record) -> Text:
    report = record.report
    named = " · ".join(part for part in (report.outlet, report.published) if part)
    return Text("The report itself" + (f" ({named})" if named else ""), style="bold")


def _rungs(
    tree: Tree,
    parent: str | None,
    inner: dict[str | None, list[Attribution]],
    events: dict[str | None, list[Event]],
    sources: dict[str, Source],
) -> None:
    """Add the rungs below one voice, depth first; nesting may have any depth, so a stack stands for recursion."""
    stack = [(tree, a) for a in reversed(inner[parent])]
    while stack:
        branch, attribution = stack.pop()
        rung = branch.add(_line(attribution, sources.get(attribution.who)))
        for event in events[attribution.id]:
            rung.add(_event(event))
        stack += [(rung, a) for a in reversed(inner[attribution.id])]


def _line(attribution: Attribution, source: Source | None) -> Text:
    line = Text(f"{attribution.id} ", style="dim")
    line.append(_speaker(attribution, source), style="bold")
    line.append(f" {_VERBS[attribution.act]}", style="none")
    line.append(f" [{attribution.cue.text} · {attribution.mode}{_stance(attribution)}]", style="dim")
    line.append("\n" + _short(" … ".join(c.text for c in attribution.content)), style="none")
    for label, quote in (("to", attribution.addressee), ("through", attribution.medium), ("at", attribution.occasion)):
        if quote is not None:
            line.append(f"\n{label} {quote.text}", style="dim")
    return line


def _stance(attribution: Attribution) -> str:
    return "" if attribution.stance == "neutral" else f" · {attribution.stance}"


def _speaker(attribution: Attribution, source: Source | None) -> str:
    """The speaker's words here, and who that is when the words do not tell."""
    if source is None or source.name is None:
        return attribution.source.text if attribution.source else "somebody unnamed"
    written = attribution.source.text if attribution.source else None
    name = source.name + _unnamed(source)
    if written is None:
        return f"({name})"
    return name if written == source.name else f"{written} = {name}"


def _unnamed(source: Source) -> str:
    if not source.anonymous:
        return ""
    words = [source.anonymity or "unnamed"]
    if source.how_many and source.how_many > 1:
        words.append(f"{source.how_many} of them")
    if source.reason is not None:
        words.append(f"because: {source.reason.text}")
    return f" ({', '.join(words)})"


def _event(event: Event) -> Text:
    line = Text(f"{event.id} ", style="dim")
    line.append(event.type, style="cyan")
    if event.modality != "actual":
        line.append(f" ({event.modality})", style="cyan")
    if event.polarity == "neg":
        line.append(" (did not happen)", style="cyan")
    line.append(f" {event.trigger.text}")
    return line


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LENGTH else words[:_LENGTH].rsplit(" ", 1)[0] + " …"


def _foot(record: Record) -> Text:
    depth = {a.id: 1 for a in record.attributions if a.parent is None}
    for attribution in sorted(record.attributions, key=lambda a: a.cue.span):
        if attribution.parent is not None:
            depth[attribution.id] = depth.get(attribution.parent, 1) + 1
    voices = {a.who for a in record.attributions}
    unnamed = sum(s.anonymous for s in record.sources if s.id in voices)
    words = f"{len(record.attributions)} attributions by {len(voices)} voices ({unnamed} unnamed), {max(depth.values(), default=0)} deep"
    return Text(words, style="dim")
