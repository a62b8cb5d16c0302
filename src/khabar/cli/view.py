"""The default view of a record: facts first, then the voices as a tree, each claim in English with its Arabic words."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from khabar.assemble.chains import act_name, denial
from khabar.assemble.doubt import MARK
from khabar.assemble.english_where import place
from khabar.assemble.happenings.denial import given
from khabar.assemble.phase import phase_of
from khabar.record import Attribution, Claim, Event, Record, Source, Span, overlap
from khabar.resources.schema.gloss_chain import GlossChain
from khabar.text import fold
from khabar.text.clause_words import lists, word

_MARKS = {"planned": "planned", "ordered": "ordered", "threatened": "threatened", "possible": "possible",
          "conditional": "if"}
_CONTENT = 90
_DOUBT = MARK.strip()  # before an act, as glosses have it behind a doer
_SURE = 0.5  # probability of an act's type under which half are right (docs/model-card.md)
_SAID = frozenset({"accuse", "demand", "order", "reject", "threaten"})  # acts that the voice itself shows
_OF_TRADE = frozenset({"diplomatic", "judicial", "local", "media", "medical", "military", "security"})


@dataclass(slots=True)
class _Voice:
    """A node of the tree: one source within the voices around it."""

    who: str | None
    claims: list[Claim] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    silent: list[Attribution] = field(default_factory=list)
    inner: dict[str, _Voice] = field(default_factory=dict)
    acts: list[str] = field(default_factory=list)
    doubtful: set[str] = field(default_factory=set)  # claims of acts that are right about half of the time
    bare: int = 0  # of the root: claims left out, since they only name an act


def report_view(record: Record, name: str) -> RenderableType:
    """Everything a person wants to see of one record, as one renderable."""
    parts: list[RenderableType] = [_head(record, name), Text()]
    root = _voices(record)
    sources = {s.id: s for s in record.sources}
    if root.claims:
        tree = Tree(Text("The report itself", style="bold"), guide_style="dim")
        _fill(tree, root, sources, skip_inner=True)
        parts += [tree, Text()]
    for who, voice in root.inner.items():
        tree = Tree(_voice_line(sources.get(who), voice), guide_style="dim")
        _fill(tree, voice, sources)
        parts += [tree, Text()]
    if root.bare:
        parts.append(Text(f"{_many(root.bare, 'mention')} of acts by name alone not shown: khabar explain", style="dim"))
    parts += _unresolved(record)
    parts += [Text(f"note: {note}", style="yellow") for note in record.notes]
    return Group(*parts)


def _head(record: Record, name: str) -> Text:
    report = record.report
    line = Text(name, style="bold")
    for label, value in (("", report.outlet), ("", report.title), ("published ", report.published or "date unknown"),
                         ("from ", _dateline(record)),
                         ("", report.byline.text if report.byline else None)):
        if value:
            line.append(f" · {label}{value}", style="none")
    unnamed = sum(s.anonymous and s.name is not None for s in record.sources)
    facts = (f"{_many(len(record.claims), 'claim')} by {_many(len({s.id for s in record.sources}), 'source')} ({unnamed} unnamed), "
             f"{_many(len(record.events), 'event mention')}, {len(record.places)} place and {_many(len(record.times), 'time mention')}")
    if any(_DOUBT in c.gloss for c in record.claims) or any(_is_doubtful(e) for e in record.events):
        facts += f"; {_DOUBT}: doubtful, right about half of the time"
    return Text("\n").join([line, Text(facts, style="dim")])


def _dateline(record: Record) -> str | None:
    """Where the report was written, in English where the place is known."""
    line = record.report.dateline
    if line is None:
        return None
    where = next((p for p in record.places if overlap(p.span, line.span) and p.name_en), None)
    return place(where) if where is not None else line.text


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _voices(record: Record) -> _Voice:
    said = {a.id: a for a in record.attributions}
    told = {e.id: e for e in record.events}
    root = _Voice(None)
    spoken: set[str] = set()
    shown: dict[str, set[Span]] = defaultdict(set)  # the acts that the claims of an attribution tell, and whom they name
    for claim in record.claims:
        for link in claim.chain:
            shown[link].update(span for e in claim.events for span in (told[e].trigger.span, *(f.span for f in (*told[e].agent, *told[e].target))))
    cues = {a.cue.span: shown[a.id] for a in record.attributions if a.id in shown}
    names = {c.id for c in record.claims if c.modality == "actual" and all(_named_only(told[e]) for e in c.events)}
    telling = {(c.chain, c.text if not c.chain else "") for c in record.claims if c.id not in names}
    for claim in record.claims:
        if all(_shown_by_voice(told[e], cues) for e in claim.events):
            continue
        if claim.id in names and (claim.chain, claim.text if not claim.chain else "") in telling:
            root.bare += 1
            continue
        node = root
        for link in claim.chain:
            node = _step(node, said[link])
            spoken.add(link)
        node.claims.append(claim)
        if all(_is_doubtful(told[e]) for e in claim.events):
            node.doubtful.add(claim.id)
        if mark := _mark(record.report.text, claim, denial([said[link] for link in claim.chain]), [told[e] for e in claim.events]):
            node.marks[claim.id] = mark
    for a in record.attributions:
        if a.id not in spoken and _says_something(a):
            node = root
            for voice in (*_parents(a, said), a):
                node = _step(node, voice)
            node.silent.append(a)
    return root


def _says_something(a: Attribution) -> bool:
    """Whether a content holds more than particles and auxiliaries (ما كان ينكره: كان); ذلك points to what was said before."""
    found = (w for c in a.content for w in re.findall(r"\w+", fold(c.text)))
    return any(lists().function.get(w, "demonstrative") == "demonstrative" for w in found)


def _is_doubtful(event: Event) -> bool:
    """Whether the reader that found an act gives its type less than even odds."""
    return event.why.score is not None and event.why.score < _SURE


def _shown_by_voice(event: Event, cues: dict[Span, set[Span]]) -> bool:
    """Whether all that an event tells is that somebody threatened, demanded …, which the branch of his voice shows with what he said
    and of whom (يأمر مسلحيه بالانسحاب)."""
    named = cues.get(event.trigger.span)
    return event.type in _SAID and named is not None and all(any(overlap(f.span, s) for s in named) for f in event.target)


def _named_only(e: Event) -> bool:
    """الاتفاق النووي, الهجوم: an act that is only called by its name, with nobody, no place, time or number."""
    read = word(fold(e.trigger.text))
    return read.article and read.kind == "noun" and not (e.agent or e.target or e.place or e.origin or e.destination or e.time or e.count)


def _parents(a: Attribution, said: dict[str, Attribution]) -> list[Attribution]:
    chain: list[Attribution] = []
    while a.parent and len(chain) < len(said):
        a = said[a.parent]
        chain.append(a)
    return chain[::-1]


def _step(node: _Voice, a: Attribution) -> _Voice:
    """The branch of a voice; who quotes himself stays where he is."""
    voice = node if node.who == a.who else node.inner.setdefault(a.who, _Voice(a.who))
    if (name := act_name(a)) not in voice.acts:
        voice.acts.append(name)
    return voice


def _voice_line(source: Source | None, voice: _Voice) -> Text:
    name = source.name if source and source.name else "an unknown source"
    line = Text(name, style="bold cyan" if source and not source.anonymous else "bold magenta")
    if source is not None and source.name:
        sort = source.anonymity or "source"
        kind = f"unnamed {sort}{' source' if sort in _OF_TRADE else ''}" if source.anonymous else source.kind
        line.append(f"  {kind}", style="dim")
        if source.reason:
            line.append(f" ({source.reason.text})", style="dim")
    line.append(f"  [{', '.join(voice.acts)}]", style="dim")
    return line


def _fill(tree: Tree, voice: _Voice, sources: dict[str, Source], *, skip_inner: bool = False) -> None:
    before: str | None = None
    for claim in voice.claims:
        line = _claim_line(claim, mark=voice.marks.get(claim.id), shown=claim.text == before)  # the same sentence is printed once
        tree.add(Text(f"{_DOUBT} ", style="yellow").append(line) if claim.id in voice.doubtful else line)
        before = claim.text
    for a in voice.silent:
        tree.add(Text(f"{act_name(a)}: {_shortened(' … '.join(c.text for c in a.content))}", style="dim"))
    if not skip_inner:
        for who, inner in voice.inner.items():
            _fill(tree.add(_voice_line(sources.get(who), inner)), inner, sources)


def _shortened(words: str) -> str:
    """A content cut to a line's length; quotation marks that lost their partner are left out."""
    flat = " ".join(words.split())
    short = flat if len(flat) <= _CONTENT else flat[:_CONTENT].rsplit(" ", 1)[0] + "…"
    if short.count('"') % 2:
        short = short.replace('"', "")
    return short if short.count("«") == short.count("»") else short.replace("«", "").replace("»", "")


def _mark(text: str, claim: Claim, denied: GlossChain | None, events: list[Event]) -> str | None:
    """What a reader must see before a claim: that it is denied, planned, only tried."""
    if denied is not None:
        return denied.beside_mark if denied.beside_mark and events and all(given(text, e) for e in events) else denied.mark
    tried = claim.modality == "planned" and any((phase := phase_of(e)) is not None and phase.modality for e in events)
    return "tried" if tried else _MARKS.get(claim.modality)


def _claim_line(claim: Claim, *, mark: str | None, shown: bool) -> Text:
    line = Text()
    if mark:
        line.append(f"{mark}: ", style="yellow")
    line.append(claim.statement or claim.gloss)
    if not shown:
        line.append(f"\n{claim.text}", style="dim")
    return line


def _unresolved(record: Record) -> list[Text]:
    found: dict[str, list[str]] = defaultdict(list)
    for p in record.places:
        if p.lat is None and p.text not in found["places"]:
            found["places"].append(p.text)
    for t in record.times:
        if t.start is None and t.end is None and t.vague is None:
            found["times"].append(t.text)
    return [Text(f"unresolved {kind}: {'، '.join(words)}", style="red") for kind, words in found.items() if words]
