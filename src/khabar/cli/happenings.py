"""Commands that look at happenings: ``happenings``, ``show``, ``contradictions``, ``diff``, ``sources``, ``search``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from khabar.cli.filters import Since, Until, filtered
from khabar.cli.store import StoreOption, opened
from khabar.errors import InputError
from khabar.ingest import iso_date
from khabar.store import Store, query
from khabar.store.search import Filters
from khabar.store.search import search as find_text

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
_UNBROKEN = 100_000
_STYLE = {"contested": "bold red", "corroborated": "bold green", "denied": "magenta", "single-source": "yellow"}


def mount(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("happenings", epilog="Example: khabar happenings --store news.db --state contested --since 2024-03-01")(filtered(happenings))
    app.command("show", epilog="Example: khabar show h1a2b3c --store news.db")(show)
    app.command("contradictions", epilog="Example: khabar contradictions --store news.db")(contradictions)
    app.command("diff", epilog="Example: khabar diff h1a2b3c --store news.db")(diff)
    app.command("sources", epilog="Example: khabar sources الجميلي --store news.db")(sources)
    app.command("search", epilog="Example: khabar search 'الحويجة \"غارة جوية\"' --store news.db")(search)


def happenings(
    store: StoreOption,
    wanted: query.HappeningFilter,
    as_json: AsJson = False,
) -> None:
    """List happenings: what reports say happened, or is planned or threatened, gathered across reports."""
    with opened(store) as kept:
        _list(kept, query.happenings(kept, wanted), as_json)


def contradictions(store: StoreOption, as_json: AsJson = False) -> None:
    """List contested happenings: denied by somebody, or told with numbers that exclude each other."""
    with opened(store) as kept:
        _list(kept, query.contradictions(kept), as_json, why=True)


def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="A happening's id, or its beginning.")],
    store: StoreOption,
    as_json: AsJson = False,
) -> None:
    """Show one happening: all claims with their chains, outlets and numbers."""
    from khabar.collect import joined, linked
    from khabar.material import weigh

    with opened(store) as kept:
        found = _one(kept, name)
        found["linked"], found["joined"] = linked(kept, found["id"]), joined(kept, found["id"])
        material = weigh.weighed(kept, found)
    if as_json:
        found["material"] = weigh.plain(material)
        print(json.dumps(found, ensure_ascii=False))
        return
    tree = Tree(_line(found), guide_style="dim")
    for what, r in found["counts"].items():
        same = r["low"] == r["high"]
        tree.add(Text(f"{what}: {r['best']}" if same else f"{what}: low {r['low']}, best {r['best']}, high {r['high']}"))
    for reason in _contradictions(found):
        tree.add(Text(reason, style="red"))
    if names := found["origins"].get("names"):
        tree.add(Text(f"origins: {'; '.join(names)}", style="green"))
    for other in found["linked"]:
        words = "announced before" if other["class"] == "announced" else "then happened"
        tree.add(Text(f"{words}: {other['id']} {other['type']} ({'; '.join(other['reasons'][:3])})", style="yellow"))
    for line in weigh.lines(material):
        tree.add(Text(line, style="blue"))
    why = {j["report"]: "; ".join(j["reasons"][:3]) for j in found["joined"]}
    for claims in _by_report(found["claims"]).values():
        node = tree.add(_stood(claims[0]))
        if claims[0]["report"] in why:
            node.add(Text(f"joined by: {why[claims[0]['report']]}", style="green"))
        for n, claim in enumerate(claims):
            node.add(_claim(claim, quoted=not any(c["text"] == claim["text"] for c in claims[:n])))
    _console().print(tree)


def diff(
    name: Annotated[str, typer.Argument(metavar="ID", help="A happening's id, or its beginning.")],
    store: StoreOption,
) -> None:
    """Set the accounts of one happening side by side: who says what, and where they differ."""
    with opened(store) as kept:
        found = _one(kept, name)
    console = _console()
    console.print(_line(found))
    numbers = {what: {c["min"] for claim in found["claims"] for c in claim["counts"] if c["what"] == what} for what in found["counts"]}
    for claims in _by_report(found["claims"]).values():
        tree = Tree(_stood(claims[0]), guide_style="dim")
        for n, claim in enumerate(claims):
            node = tree.add(_claim(claim, quoted=not any(c["text"] == claim["text"] for c in claims[:n])))
            for c in claim["counts"]:
                if len(numbers.get(c["what"], ())) > 1:
                    node.add(Text(f"{c['what']} {c['min']} (others: {', '.join(str(n) for n in sorted(numbers[c['what']] - {c['min']}, key=str))})", style="red"))
        console.print(tree)


def sources(
    store: StoreOption,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Part of a source's name.")] = None,
    as_json: AsJson = False,
) -> None:
    """List named sources, or what one of them said and how it stands; unnamed sources and bare nouns (الوزير, بيان) are never joined across reports."""
    with opened(store) as kept:
        found = query.said(kept, name) if name else query.sources(kept)
    for entry in found:
        if as_json:
            print(json.dumps(entry, ensure_ascii=False))
        elif name:
            print(f"{entry['published'] or '?'}  {entry['outlet'] or '?'}  {entry['source']}: {entry['gloss']} [{entry['state'] or 'no happening'}]")
        else:
            states = ", ".join(f"{k} {v}" for k, v in sorted(entry["states"].items()))
            print(f"{entry['claims']:5}  {entry['name']}  ({entry['kind']}) {states}")


def search(
    words: Annotated[str, typer.Argument(metavar="QUERY", help="Words; \"…\" a phrase, -word leaves out.")],
    store: StoreOption,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Only this outlet.")] = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most this many reports.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Search the reports' text; spelling variants, marks and attached و ف ب ل ك are seen through."""
    days = [iso_date(d, name) if d else None for d, name in ((since, "--since"), (until, "--until"))]
    with opened(store) as kept:
        hits = find_text(kept, words, Filters(outlet, days[0], days[1]), limit)
    console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
    for hit in hits:
        if as_json:
            print(json.dumps({"report": hit.id, "outlet": hit.outlet, "published": hit.published, "snippet": hit.snippet, "marks": hit.marks}, ensure_ascii=False))
            continue
        text = Text(f"{hit.published or '?'}  {hit.outlet or '?'}  ", style="dim")
        piece = Text(hit.snippet)
        for start, end in hit.marks:
            piece.stylize("bold reverse", start, end)
        console.print(text.append_text(piece))


def _one(store: Store, name: str) -> dict[str, Any]:
    found = query.happening(store, name)
    if found is None:
        raise InputError(f"no single happening with id {name!r}", store.path)
    return found


def _console() -> Console:
    """Wraps on a terminal; elsewhere nothing is cut off and lines are not broken."""
    console = Console(file=sys.stdout, highlight=False)
    return console if console.is_terminal else Console(file=sys.stdout, highlight=False, width=_UNBROKEN)


def _contradictions(h: dict[str, Any]) -> list[str]:
    """Why a happening is contested, a line each."""
    lines = [f"contradiction: {conflict}" for conflict in h["conflicts"]]
    deniers = {c["origin"]: c["origin_name"] or "unnamed" for c in h["claims"] if c["denied"]}
    return lines + ([f"denied by: {'; '.join(dict.fromkeys(deniers.values()))}"] if deniers and h["state"] in ("contested", "denied") else [])


def _list(kept: Store, found: Iterable[dict[str, Any]], as_json: bool, *, why: bool = False) -> None:
    from khabar.material import ties, weigh

    console, known = Console(file=sys.stdout, highlight=False, soft_wrap=True), ties.index(kept)
    for h in found:
        material = weigh.weighed(kept, h, known)
        if as_json:
            print(json.dumps(h | ({"material": weigh.plain(material)} if material else {}), ensure_ascii=False))
        else:
            told = weigh.counted(material)
            console.print(_line(h).append(f" · {told}" if told else "", style="blue"))
            for reason in _contradictions(h) if why else ():
                console.print(Text(f"    {reason}", style="red"))


def _line(h: dict[str, Any]) -> Text:
    place = h["place"]["name"] if h["place"] else "place unknown"
    start, end = h["time"]["start"], h["time"]["end"]
    when = "time unknown" if not start else start if start == end else f"{start} – {end or '…'}"
    when = f"reported {end}, day not told" if h["time"].get("basis") == "reported" else when
    line = Text(f"{h['id']}  ", style="dim")
    line.append(h["state"], style=_STYLE.get(h["state"], "none"))
    announced = " (announced)" if h["class"] == "announced" else ""
    line.append(f"  {h['type']}{announced} · {place} · {when} · {_origins(h['origins']['count'])}")
    for what, r in h["counts"].items():
        line.append(f" · {what} {r['best']}" + (f" ({r['low']}–{r['high']})" if r["low"] != r["high"] else ""))
    return line


def _origins(count: int) -> str:
    return "1 origin" if count == 1 else f"{count} origins"


def _by_report(claims: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    out: dict[str, list[dict[str, Any]]] = {}
    for claim in claims:
        out.setdefault(claim["report"], []).append(claim)
    return out


def _stood(claim: dict[str, Any]) -> Text:
    """Where and when a claim's report stood."""
    return Text(f"{claim['published'] or 'no date'}  {claim['outlet'] or '?'}", style="bold")


def _claim(claim: dict[str, Any], *, quoted: bool) -> Text:
    """A claim with its chain; the words behind it once for all claims that rest on them."""
    line = Text(f"{'DENIED ' if claim['denied'] else ''}{claim['gloss']}")
    if claim["chain"]:
        line.append(f"\nchain: {' ← '.join(reversed(claim['chain']))}", style="cyan")
    return line.append(f"\n{claim['text']}", style="dim") if quoted else line
