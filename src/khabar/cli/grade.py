"""``khabar grade`` and ``khabar suggest``: Admiralty grades, set by people."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from khabar.cli.store import StoreOption, opened
from khabar.errors import InputError
from khabar.store import judge, query


def mount(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("grade", epilog="Example: khabar grade 'سالم الجميلي' B --store news.db --by 'N. Desk'")(grade)
    app.command("suggest", epilog="Example: khabar suggest --store news.db")(suggest)


def grade(
    subject: Annotated[str, typer.Argument(metavar="SOURCE|CLAIM", help="A source's name, or the id (claiming) of a claim.")],
    mark: Annotated[str, typer.Argument(metavar="GRADE", help="A–F for a source's reliability, 1–6 for a claim's credibility.")],
    store: StoreOption,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who grades (default: the user's name).")] = None,
    note: Annotated[str | None, typer.Option("--note", help="Why.")] = None,
) -> None:
    """Grade a source (A–F) or a claim (1–6) on the Admiralty scale. The grade is kept as a signed, dated judgement."""
    who = by or getpass.getuser()
    verdict = mark.upper()
    with opened(store) as kept:
        if verdict in judge.RELIABILITY:
            if not query.sources(kept, subject):
                raise InputError(f"no named source {subject!r}", kept.path)
            about, name, meaning = "source", judge.short_name(kept, subject), judge.RELIABILITY[verdict]
        elif verdict in judge.CREDIBILITY:
            row = kept.connection.execute("SELECT DISTINCT claiming FROM claims WHERE claiming=?1 OR substr(claiming,1,length(?1))=?1 OR substr(claiming,8,length(?1))=?1 LIMIT 2",
                                          (subject,)).fetchall()
            if len(row) != 1:
                raise InputError(f"no single claim {subject!r}", kept.path)
            about, name, meaning = "claim", row[0][0], judge.CREDIBILITY[verdict]
        else:
            raise InputError(f"{mark!r} is no grade: A–F for sources, 1–6 for claims")
        made = judge.judge(kept, about, name, verdict, who, {"note": note} if note else {})
    print(f"{about} {name}: {verdict}, {meaning}, by {made.who} at {made.at}")


def suggest(
    store: StoreOption,
    name: Annotated[str | None, typer.Argument(metavar="NAME|ID", help="Part of a source's name; or a happening's id, for its claims.")] = None,
) -> None:
    """Propose grades for named sources, or for the claims of a happening, with reasons. Nothing is written: grades are for people to give."""
    with opened(store) as kept:
        found = query.happening(kept, name) if name else None
        for claim in found["claims"] if found else ():
            digit, reasons = judge.claim_suggestion(found, claim["claiming"]) if found else ("", [])
            given = judge.grade(kept, "claim", claim["claiming"])
            print(f"{digit}  {claim['claiming'].removeprefix('sha256:')[:12]} {claim['gloss']}: {'; '.join(reasons)}" + (f" (graded {given})" if given else ""))
        if found:
            return
        for entry in query.sources(kept, name):
            chains = kept.connection.execute(
                "SELECT c.chain FROM sources s JOIN claims c ON c.report=s.report AND c.origin=s.id WHERE s.voice=?", (entry["name"],))
            relayed = sum(r[0].count(",") > 0 for r in chains)
            letter, reasons = judge.suggestion(entry, relayed)
            given = judge.grade(kept, "source", judge.short_name(kept, entry["name"]))
            print(f"{letter}  {entry['name']}: {'; '.join(reasons)}" + (f" (graded {given})" if given else ""))
