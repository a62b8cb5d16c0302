"""``khabar dossier`` and ``khabar verify``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import khabar
from khabar.cli import protection
from khabar.cli.store import StoreOption, opened
from khabar.errors import InputError
from khabar.record import to_json
from khabar.store import Store, judge, query
from khabar.store.read import record
from khabar.store.search import search

if TYPE_CHECKING:
    from khabar.dossier import Brief
    from khabar.material.against import Said


def mount(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("dossier", epilog="Example: khabar dossier h1a2b3c --store news.db --out brief.html")(dossier)
    app.command("verify", epilog="Example: khabar verify evidence.zip")(verify)


def dossier(
    store: StoreOption,
    happening: Annotated[str | None, typer.Argument(metavar="HAPPENING", help="A happening's id, or its beginning.")] = None,
    story: Annotated[str | None, typer.Option("--story", metavar="QUERY", help="All happenings told by the reports that this search finds.")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="The brief: .html, .md, .docx or .pdf.")] = None,
    bundle: Annotated[Path | None, typer.Option("--bundle", metavar="FILE.zip", help="The evidence: texts, records, judgements, with hashes (BagIt).")] = None,
    material: Annotated[list[str] | None, typer.Option("--material", metavar="ITEM", help="Material that goes along: the beginning of an item's hash, or tied for all that is tied to it.")] = None,
    originals: Annotated[bool, typer.Option("--originals", help="With --material: the originals with all that they tell, not protected copies.")] = False,
    protect: protection.Protect = False,
    protect_names: protection.Names = None,
    protect_level: protection.Level = "region",
) -> None:
    """Write the brief on a happening or a story that an analyst hands on, or the bundle of its evidence."""
    from khabar.briefs import brief_of
    from khabar.collect import protected_copy
    from khabar.dossier import render
    from khabar.dossier.bundle import write_bundle

    if (happening is None) == (story is None):
        raise InputError("name a happening, or give --story QUERY")
    if out is None and bundle is None:
        raise InputError("say where to: --out FILE or --bundle FILE.zip")
    if originals and (protect or protect_names or not material):
        raise InputError("--originals goes with --material, and not with --protect: originals tell who made them")
    rules = protection.rules(protect_names, protect_level) if protect or protect_names else None
    with opened(store) as kept:
        found = _found(kept, happening, story)
        whole, chosen = kept, _chosen(kept, found, material or [])
        lines = _lines(kept, found, chosen)
        if rules is not None:
            kept, found = _protected(kept, found, *protected_copy(kept, rules))
        briefs = [brief_of(kept, h, lines.get(h["id"] if rules is None else "", ())) for h in found]
        if out is not None:
            render(briefs, out, khabar.__version__)
            print(f"{out}: {len(briefs)} happenings", file=sys.stderr)
        if bundle is not None:
            payload = chain(_payload(kept, found, briefs), _material(whole, chosen, originals))
            count = write_bundle(bundle, payload, {"Bagging-Software": f"Khabar {khabar.__version__}"})
            print(f"{bundle}: {count} files", file=sys.stderr)


def verify(
    bundle: Annotated[Path, typer.Argument(metavar="FILE.zip", help="A bundle written by khabar dossier.")],
) -> None:
    """Check a bundle: names every file that was altered, is missing or was added, and every break of its custody log."""
    from khabar.dossier.bundle import verify as verified

    faults = verified(bundle)
    if not faults:
        faults = _custody_faults(bundle)
    for fault in faults:
        print(f"khabar: {fault}", file=sys.stderr)
    if faults:
        raise typer.Exit(1)
    print(f"{bundle}: whole")


def _found(kept: Store, happening: str | None, story: str | None) -> list[dict[str, Any]]:
    if happening is not None:
        h = query.happening(kept, happening)
        if h is None:
            raise InputError(f"no single happening with id {happening!r}", kept.path)
        return [h]
    reports = {hit.id for hit in search(kept, story or "", limit=500)}
    found = [h for h in query.happenings(kept) if any(c["report"] in reports for c in h["claims"])]
    if not found:
        raise InputError(f"no happening in the reports that {story!r} finds", kept.path)
    return found


def _protected(kept: Store, found: list[dict[str, Any]], safe: Store, summary: Any) -> tuple[Store, list[dict[str, Any]]]:
    """The same happenings in the protected store: those that share a report and a type."""
    protection.tell(summary)
    order = {r[0]: r[1] for r in kept.connection.execute("SELECT hash, id FROM reports")}
    masked = {r[1]: r[0] for r in safe.connection.execute("SELECT hash, id FROM reports")}
    wanted = {(masked.get(order[c["report"]]), h["type"], h["class"]) for h in found for c in h["claims"]}
    return safe, [h for h in query.happenings(safe) if any((c["report"], h["type"], h["class"]) in wanted for c in h["claims"])]


def _chosen(kept: Store, found: list[dict[str, Any]], wanted: list[str]) -> dict[str, Said | None]:
    """The items that go along, by hash, each with what it is compared with: a happening it is tied to, else the first."""
    if not wanted:
        return {}
    from khabar.material import against, items, ties

    tied = {sha: h for h in reversed(found) for sha in ties.of_happening(kept, h)}
    shas = {sha for name in wanted for sha in (tied if name == "tied" else (items.find(kept, name).sha,))}
    return {sha: against.happening_said(tied.get(sha, found[0])) for sha in sorted(shas)}


def _lines(kept: Store, found: list[dict[str, Any]], chosen: dict[str, Said | None]) -> dict[str, tuple[str, ...]]:
    """What the briefs say of material: happening → lines on its items. Items tied to none of them stand with the first."""
    if not chosen:
        return {}
    from khabar.material import evidence, ties

    told = evidence.lines(kept, chosen)
    of = {h["id"]: set(ties.of_happening(kept, h)) for h in found}
    loose = set(chosen) - set().union(*of.values())
    return {h["id"]: tuple(told[s] for s in chosen if s in of[h["id"]] or (h is found[0] and s in loose)) for h in found}


def _material(kept: Store, chosen: dict[str, Said | None], originals: bool) -> Iterator[tuple[str, bytes]]:
    if chosen:
        from khabar.material import evidence

        yield from evidence.payload(kept, chosen, originals=originals)


def _custody_faults(bundle: Path) -> list[str]:
    """Faults of the custody log in a bundle that is otherwise whole."""
    import zipfile

    from khabar.material import evidence

    with zipfile.ZipFile(bundle) as archive:
        names = set(archive.namelist())
        return evidence.faults(lambda name: archive.read(name) if name in names else None)


def _payload(kept: Store, found: list[dict[str, Any]], briefs: list[Brief]) -> Iterator[tuple[str, bytes]]:
    from khabar.dossier.render import html

    reports = dict.fromkeys(c["report"] for h in found for c in h["claims"])
    for r in reports:
        number = kept.connection.execute("SELECT id FROM reports WHERE hash=?", (r,)).fetchone()[0]
        made = record(kept, number)
        if made is not None:
            name = r.removeprefix("sha256:")
            yield f"reports/{name}.txt", made.report.text.encode()
            yield f"records/{name}.json", to_json(made)
    yield "happenings.json", json.dumps(found, ensure_ascii=False, indent=1).encode()
    claims = {c["claiming"] for h in found for c in h["claims"]}
    # those on material name originals by their hashes; what they decide stands in the custody log
    kept_judgements = [asdict(j) for j in judge.judgements(kept) if j.about != "material" and (j.about != "claim" or j.subject in claims)]
    yield "judgements.json", json.dumps(kept_judgements, ensure_ascii=False, indent=1).encode()
    yield "dossier.html", html(briefs, khabar.__version__).encode()
