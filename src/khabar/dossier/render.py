"""Laying a dossier out: one self-contained HTML file, Markdown, Word or PDF."""

from __future__ import annotations

from html import escape
from pathlib import Path

from khabar.dossier.brief import Brief, Voice
from khabar.dossier.drawings import place_map, timeline
from khabar.errors import InputError

FORMS = (".html", ".md", ".docx", ".pdf")
ATTRIBUTION = "Coordinates: GeoNames (CC BY 4.0). Shapes: Natural Earth (public domain)."
MATERIAL = ("Time and place that files give of themselves, beside what is claimed: reasons to weigh, not a verdict. Clocks may be wrong, data may be"
            " written in later, and data that are missing prove nothing.")
_STATES = {"single-source": "told by one independent origin", "corroborated": "told by several independent origins",
           "contested": "contested: denied, or told with numbers that exclude each other", "denied": "denied"}
_CSS = (Path(__file__).parent / "data" / "dossier.css").read_text(encoding="utf-8")


def render(briefs: list[Brief], out: Path, version: str) -> None:
    """Write the dossier on some happenings to ``out``; its suffix gives the form. Raises InputError."""
    form = out.suffix.lower()
    if form not in FORMS:
        raise InputError(f"a dossier is written as {', '.join(FORMS)}", str(out))
    if not briefs:
        raise InputError("no happening to write a dossier on")
    try:
        if form == ".html":
            out.write_text(html(briefs, version), encoding="utf-8")
        elif form == ".md":
            out.write_text(markdown(briefs, version), encoding="utf-8")
        elif form == ".docx":
            _docx(briefs, out, version)
        else:
            _pdf(briefs, out, version)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", str(out)) from None


def html(briefs: list[Brief], version: str) -> str:
    """One HTML page with its style inside; every word of a report is escaped."""
    body = "".join(_section(b) for b in briefs)
    return (f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
            f"<title>{escape(briefs[0].title)}</title><style>{_CSS}</style></head><body>{body}"
            f"<footer>Khabar {escape(version)}. {ATTRIBUTION}</footer></body></html>")


def _section(b: Brief) -> str:
    facts = "".join(f"<dt>{k}</dt><dd>{escape(v)}</dd>" for k, v in _facts(b))
    figures = "".join(f"<tr><th>{escape(f.what)}</th><td>{_n(f.low)}</td><td><b>{_n(f.best)}</b></td><td>{_n(f.high)}</td><td>"
                      + "; ".join(f"{escape(n)}: <bdi>{escape(w)}</bdi>" for n, w in f.given) + "</td></tr>" for f in b.figures)
    table = f"<h2>Numbers</h2><table><tr><th></th><th>low</th><th>best</th><th>high</th><th>who gave which</th></tr>{figures}</table>" if figures else ""
    conflicts = "<h2>Contradictions</h2><ul>" + "".join(f"<li>{escape(c)}</li>" for c in b.conflicts) + "</ul>" if b.conflicts else ""
    unknown = "<h2>What is unknown</h2><ul>" + "".join(f"<li>{escape(u)}</li>" for u in b.unknown) + "</ul>" if b.unknown else ""
    reports = "".join(f"<li><bdi>{escape(o or 'outlet unknown')}</bdi>, {escape(d or 'date unknown')} {escape(u or '')}<br><code>{escape(r)}</code></li>" for r, o, d, u in b.reports)
    material = f"<h2>Material</h2><p>{MATERIAL}</p><ul>" + "".join(f"<li>{escape(m)}</li>" for m in b.material) + "</ul>" if b.material else ""
    drawn = place_map(b.place) + timeline(b.start, b.end, list(dict.fromkeys((v.published, v.outlet or "?") for v in b.voices)))
    return (f"<article><h1>{escape(b.title)}</h1><p class='state {b.state}'>{'Announced, not happened. ' if b.announced else ''}{_STATES[b.state]}</p>"
            f"<dl>{facts}</dl>{drawn}{table}{conflicts}<h2>Claims, source by source</h2>{''.join(_claim(v) for v in b.voices)}{material}{unknown}"
            f"<h2>Reports</h2><ul class='reports'>{reports}</ul><h2>How this was made</h2><ul>{''.join(f'<li>{escape(h)}</li>' for h in b.how)}</ul></article>")


def short_id(claiming: str) -> str:
    """The first twelve digits of a claim's identity, enough to find it again."""
    return claiming.removeprefix("sha256:")[:12]


def _facts(b: Brief) -> list[tuple[str, str]]:
    named = dict.fromkeys((b.place["name"], b.place["admin1"], b.place["country"])) if b.place else {}
    place = f"{', '.join(n for n in named if n)} ({b.place['level']})" if b.place else "unknown"
    when = "unknown" if not b.start and not b.end else _span(b.start or "…", b.end or "…")
    return [("Where", place), ("When", when), ("Reported", _span(b.first_reported or "?", b.last_reported or "?")),
            ("Actors", ", ".join(b.actors) or "unknown"), (f"Independent origins ({len(b.origins)})", "; ".join(b.origins) or "none affirms it"),
            ("Happening", b.id)]


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


def _n(value: int | None) -> str:
    return "" if value is None else str(value)


def _claim(v: Voice) -> str:
    chain = " ← ".join(f"<bdi>{escape(c)}</bdi>" for c in reversed(v.chain)) or "the report itself"
    marks = [m for m in ("denied" if v.denied else "", v.modality if v.modality != "actual" else "", f"grade {v.grade}" if v.grade else "") if m]
    tags = "".join(f"<span class='tag'>{escape(m)}</span>" for m in marks)
    arabic = f"<p dir='rtl' lang='ar'>{escape(v.gloss_ar)}</p>" if v.gloss_ar else ""
    return (f"<section class='claim'><p>{tags}{escape(v.gloss)}</p>{arabic}<blockquote dir='rtl' lang='ar'>{escape(v.text)}</blockquote>"
            f"<p class='chain'>{chain} · <bdi>{escape(v.outlet or '?')}</bdi>, {escape(v.published or '?')} · <code>{escape(short_id(v.claiming))}</code></p></section>")


def markdown(briefs: list[Brief], version: str) -> str:
    """The dossier as Markdown, without drawings."""
    out = []
    for b in briefs:
        out += [f"# {_md(b.title)}", "", f"**{'Announced. ' if b.announced else ''}{_STATES[b.state]}**", ""]
        out += [f"- {k}: {_md(v)}" for k, v in _facts(b)]
        if b.figures:
            out += ["", "## Numbers", "", "| | low | best | high | who gave which |", "| --- | --- | --- | --- | --- |"]
            out += [f"| {f.what} | {_n(f.low)} | {_n(f.best)} | {_n(f.high)} | {'; '.join(f'{n}: {_md(w)}' for n, w in f.given)} |" for f in b.figures]
        if b.conflicts:
            out += ["", "## Contradictions", "", *(f"- {_md(c)}" for c in b.conflicts)]
        out += ["", "## Claims, source by source", ""]
        for v in b.voices:
            chain = " ← ".join(_md(c) for c in reversed(v.chain)) or "the report itself"
            out += [f"- {'**denied** ' if v.denied else ''}{_md(v.gloss)}  ", *([f"  {_md(v.gloss_ar)}  "] if v.gloss_ar else []), f"  > {_md(v.text)}  ",
                    f"  {chain} · {_md(v.outlet or '?')}, {v.published or '?'} · `{short_id(v.claiming)}`" + (f" · grade {v.grade}" if v.grade else "")]
        if b.material:
            out += ["", "## Material", "", MATERIAL, "", *(f"- {_md(m)}" for m in b.material)]
        if b.unknown:
            out += ["", "## What is unknown", "", *(f"- {u}" for u in b.unknown)]
        out += ["", "## Reports", "", *(f"- {_md(o or '?')}, {d or '?'} {u or ''} `{r}`" for r, o, d, u in b.reports)]
        out += ["", "## How this was made", "", *(f"- {h}" for h in b.how), ""]
    return "\n".join([*out, f"Khabar {version}. {ATTRIBUTION}", ""])


def _md(text: str) -> str:
    """Text in which nothing is markup."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#|" else " " if c == "\n" else c for c in text)


def _docx(briefs: list[Brief], out: Path, version: str) -> None:
    from khabar.dossier.word import write_docx

    write_docx(briefs, out, [(_facts(b), _STATES[b.state]) for b in briefs], f"Khabar {version}. {ATTRIBUTION}")


def _pdf(briefs: list[Brief], out: Path, version: str) -> None:
    try:
        import weasyprint
    except (ImportError, OSError):
        raise InputError("writing PDF needs the extra: pip install 'khabar[pdf-out]' (and the Pango library)", str(out)) from None
    weasyprint.HTML(string=html(briefs, version), url_fetcher=_nothing).write_pdf(out)


def _nothing(url: str, *_: object, **__: object) -> dict[str, object]:
    raise ValueError(f"a dossier fetches nothing: {url}")
