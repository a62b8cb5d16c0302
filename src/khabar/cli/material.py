"""``khabar material``: readers' photos, films and messages as evidence for claims."""

from __future__ import annotations

import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from khabar.cli import common
from khabar.cli.store import StoreOption, opened
from khabar.errors import InputError

if TYPE_CHECKING:
    from khabar.ingest.messages import Pseudonyms
    from khabar.material.items import Item
    from khabar.material.ties import Tie
    from khabar.store import Store

Claim = Annotated[list[str] | None, typer.Option("--claim", metavar="ID", help="A claim that it is evidence for or against (claiming, or its beginning).")]
Report = Annotated[list[str] | None, typer.Option("--report", metavar="ID", help="A report that it belongs to (sha256:…, or its beginning).")]
Happening = Annotated[list[str] | None, typer.Option("--happening", metavar="ID", help="A happening that it shows.")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who takes it in, for the custody log (default: your user name).")]
Which = Annotated[str, typer.Argument(metavar="ITEM", help="The beginning of an item's hash, six digits or more.")]


def mount(app: typer.Typer) -> None:
    """Add the commands to the application."""
    group = typer.Typer(no_args_is_help=True, help="Photos, films and messages as evidence for claims: take in, show, verify, share.")
    group.command("add", epilog='Example: khabar material add photo.jpg chat.zip --happening 3f2a --from "a reader" --store news.db')(add)
    group.command("list", epilog="Example: khabar material list --store news.db")(show_list)
    group.command("show", epilog="Example: khabar material show 9f86d081 --store news.db")(show)
    group.command("tie", epilog="Example: khabar material tie 9f86d081 --claim 4be1 --store news.db")(tie)
    group.command("share", epilog="Example: khabar material share 9f86d081 --blur 400,120,90,120 --out copy.jpg --store news.db")(share)
    group.command("verify", epilog="Example: khabar material verify --store news.db")(verify)
    app.add_typer(group, name="material")


def add(
    paths: Annotated[list[str], typer.Argument(metavar="FILE…", help="Files, or WhatsApp and Telegram exports (zip, folder, chat text, result.json).")],
    store: StoreOption,
    claim: Claim = None,
    report: Report = None,
    happening: Happening = None,
    giver: Annotated[str, typer.Option("--from", metavar="WORDS", help="Who gave it, in words that endanger nobody.")] = "",
    note: Annotated[str, typer.Option("--note", metavar="WORDS", help="A note kept with it.")] = "",
    by: By = None,
    key_file: Annotated[Path | None, typer.Option("--key-file", metavar="FILE", help="With exports: the file, kept apart, that tells which pseudonym is whose.")] = None,
    order: Annotated[Literal["dmy", "mdy"] | None, typer.Option("--order", help="With exports: order of day and month, where it cannot be told.")] = None,
    keep_word: Annotated[list[str] | None, typer.Option("--keep-word", metavar="WORD", help="With exports: a sender's name of one word that is not masked in texts.")] = None,
    reader: common.ReaderOption = "auto",
) -> None:
    """Keep files as evidence, unchanged, and tie them to claims, reports or happenings; read messengers' exports.

    Senders become pseudonyms at once and telephone numbers are left out; messages with text are read like reports. What is no
    sound picture, film, sound or document is quarantined or refused with the reason, and the rest goes on.
    """
    from khabar.ingest.exports import is_export
    from khabar.ingest.messages import pseudonyms

    bad, who = common.Problems(), by or getpass.getuser()
    names = pseudonyms(key_file, tuple(keep_word or ()))
    with opened(store, must_exist=False) as kept:
        tied = _ties(kept, claim, report, happening)
        for name in paths:
            try:
                if is_export(Path(name)):
                    _export(kept, Path(name), names, who, order, reader, note, tied, bad)
                else:
                    _file(kept, Path(name), giver, note, who, tied, bad)
            except InputError as error:
                bad.add(error)
    bad.leave()


def _ties(kept: Store, claim: list[str] | None, report: list[str] | None, happening: list[str] | None) -> list[Tie]:
    from khabar.material.ties import resolve

    return [*(resolve(kept, "claim", c) for c in claim or ()), *(resolve(kept, "report", r) for r in report or ()),
            *(resolve(kept, "happening", h) for h in happening or ())]


def _file(kept: Store, path: Path, giver: str, note: str, who: str, tied: list[Tie], bad: common.Problems) -> None:
    from khabar.material.items import Giving
    from khabar.material.items import add as keep
    from khabar.material.reuse import similar

    added = keep(kept, path, Giving(path.name, giver, note, source=str(path)), who, tied)
    print(f"{added.sha}  {path.name}{'' if added.fresh else '  (known already: given again)'}")
    for line in added.notes:
        print(f"khabar: {path}: {line}", file=sys.stderr)
    if added.quarantined:
        bad.add(InputError(f"quarantined: {added.quarantined}", str(path)))
    elif added.fresh:
        for match in similar(kept, added.sha):
            print(f"khabar: {path}: {_match(match)}", file=sys.stderr)


def _export(kept: Store, path: Path, names: Pseudonyms, who: str, order: Literal["dmy", "mdy"] | None, reader: common.ReaderName, note: str,
            tied: list[Tie], bad: common.Problems) -> None:
    from khabar.intake import summary, take

    taken = take(kept, path, names, who, order=order, reader=reader, note=note, tied=tied)  # type: ignore[arg-type]
    for problem in taken.problems:
        bad.add(problem)
    for line in summary(taken):
        print(f"{path}: {line}", file=sys.stderr)


def show_list(store: StoreOption, as_json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False) -> None:
    """List what is there, the latest first: hash, what it is, when its own data say it was made, what it is tied to."""
    from khabar.material.items import items

    with opened(store) as kept:
        for item in items(kept):
            print(json.dumps(_json(item), ensure_ascii=False) if as_json else _line(item))


def _line(item: Item) -> str:
    from khabar.material.against import best_capture

    taken = best_capture(item.facts)
    tied = ", ".join(f"{t.about} {t.subject.removeprefix('sha256:')[:12]}" for t in item.ties)
    state = f"quarantined: {item.reason}" if item.state != "kept" else f"{item.form}, {item.size // 1024} KB"
    return f"{item.sha[:12]}  {state}  {taken.local if taken else 'no time of its own'}  {tied}".rstrip()


def _json(item: Item) -> dict[str, Any]:
    import msgspec

    made: dict[str, Any] = msgspec.to_builtins(item)
    return made


def show(which: Which, store: StoreOption, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Show an item: what it says of itself, how that fits the claims it is tied to, where the same picture is, its custody.

    Nothing here is a verdict: clocks may be wrong, data can be written in, and data that are missing prove nothing.
    """
    from khabar.material import against, custody, items, reuse, ties

    with opened(store) as kept:
        item = items.find(kept, which)
        claims = list(dict.fromkeys(c for t in item.ties for c in ties.claims_of(kept, t)))
        reasons = [(c, r) for c in claims if (said := against.said(kept, c)) is not None for r in against.compare(item.facts, said)]
        matches = reuse.similar(kept, item.sha)
        log = [e for e in custody.entries(kept) if e.fields.get("item") == item.sha]
    if as_json:
        import msgspec

        more = {"reasons": [{"claim": c} | msgspec.to_builtins(r) for c, r in reasons], "same_picture": msgspec.to_builtins(matches),
                "custody": [msgspec.to_builtins(e) for e in log]}
        print(json.dumps(_json(item) | more, ensure_ascii=False))
        return
    for label, text in [*_about(item), *((f"{r.what}, {r.verdict}", f"{c.removeprefix('sha256:')[:12]}: {r.why}") for c, r in reasons),
                        *(("same picture", _match(m)) for m in matches), *(("custody", f"{e.n} {e.at} {e.act}, {e.fields['who']}") for e in log)]:
        print(f"{label:20} {text}")


def _about(item: Item) -> list[tuple[str, str]]:
    f = item.facts
    size = f"{f.width} x {f.height}" if f.width else f"{f.seconds} s" if f.seconds else ""
    out = [("item", item.sha), ("what", f"{item.kind}, {item.form}, {item.size} bytes {size}".rstrip())]
    out += [("quarantined", item.reason or "")] if item.state != "kept" else []
    out += [("given", " · ".join(x for x in (g.name, g.giver, g.note, g.sent or "") if x)) for g in item.givings]
    out += [("tied to", f"{t.about} {t.subject}") for t in item.ties]
    out += [("time", f"{c.local} {c.offset or 'zone unknown'} ({c.field}{'; ' + c.note if c.note else ''}): {c.earliest} to {c.latest}") for c in f.captures]
    out += [("place", f"{p.lat}, {p.lon} ({p.field}{f', {p.radius:.0f} m' if p.radius is not None else ''})") for p in f.positions]
    out += [(k, v) for k, v in f.device.items()] + [("software", s) for s in f.software] + [("sign of editing", s) for s in f.signs]
    if f.credential is not None:
        c = f.credential
        out.append(("C2PA manifest", f"{c.state}; issuer {c.issuer or 'unknown'}; {c.signed or 'no time of signing'}; made by {c.generator or '?'}; "
                                     f"{', '.join(c.actions) or 'no actions'}{'; ' + ', '.join(c.failures) if c.failures else ''}"))
    return out + [("note", n) for n in f.notes]


def _match(m: Any) -> str:
    return f"{m.how}{', mirrored' if m.mirrored else ''}{f', turned by {m.turned} degrees' if m.turned else ''}: {m.sha[:12]} (correlation {m.correlation}, {m.bits} of 64 bits differ)"


def tie(which: Which, store: StoreOption, claim: Claim = None, report: Report = None, happening: Happening = None, by: By = None) -> None:
    """Tie an item to more claims, reports or happenings."""
    from khabar.material import items, ties

    with opened(store) as kept:
        item, wanted = items.find(kept, which), _ties(kept, claim, report, happening)
        if not wanted:
            raise InputError("say what to tie it to: --claim, --report or --happening")
        for one in wanted:
            fresh = ties.add(kept, item.sha, one, by or getpass.getuser())
            print(f"{item.sha[:12]}: {one.about} {one.subject}{'' if fresh else ' (known already)'}", file=sys.stderr)


def share(
    which: Which,
    store: StoreOption,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the copy goes: a JPEG, of films and sound an MP4 (needs ffmpeg).")],
    blur: Annotated[list[str] | None, typer.Option("--blur", metavar="X,Y,W,H", help="Blur this box in all copies from now on, in thousandths of width and height; these replace earlier boxes.")] = None,
    longest: Annotated[int, typer.Option("--longest", min=0, metavar="PIXELS", help="Longer side of the copy; 0 keeps it.")] = 0,
    by: By = None,
) -> None:
    """Write a copy that may be handed on: pixels and sound alone, without any metadata, boxes blurred."""
    from khabar.material import items
    from khabar.material import share as shared

    with opened(store) as kept:
        item = items.find(kept, which)
        if blur:
            shared.blur(kept, item.sha, tuple(_box(b) for b in blur), by or getpass.getuser())
        data = shared.copy(kept, item, longest)
    try:
        out.write_bytes(data)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", str(out)) from None
    print(f"{out}: {len(data) // 1024} KB", file=sys.stderr)


def _box(text: str) -> tuple[int, int, int, int]:
    parts = text.split(",")
    if len(parts) != 4 or not all(p.strip().isdecimal() for p in parts):
        raise InputError(f"{text!r} is not a box like 400,120,90,120")
    x, y, w, h = (int(p) for p in parts)
    return x, y, w, h


def verify(
    store: StoreOption,
    head: Annotated[str | None, typer.Option("--head", metavar="HASH", help="A hash of the custody log noted earlier, which it must still hold.")] = None,
) -> None:
    """Check all material: names every altered, missing or added file, and every cut or change of the custody log.

    The hash it prints stands for the whole log; written down elsewhere, it finds even a log that was made anew.
    """
    from khabar.material.check import verify as check

    with opened(store) as kept:
        found = check(kept, head)
    for fault in found.faults:
        print(f"khabar: {fault}", file=sys.stderr)
    if found.foreign:
        print(f"khabar: {found.foreign} log entries are sealed with keys of others, which cannot be checked here", file=sys.stderr)
    if found.faults:
        raise typer.Exit(1)
    print(f"{found.items} items whole; custody log {found.head}")
