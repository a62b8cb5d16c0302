"""Dossiers and bundles: complete, escaped, self-contained, protected, verifiable."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from lxml import html as lxml_html

from khabar import collect, store
from khabar.briefs import brief_of
from khabar.cli.dossier import _found, _payload
from khabar.dossier import render
from khabar.dossier.brief import Brief
from khabar.dossier.bundle import verify, write_bundle
from khabar.dossier.render import html
from khabar.dossier.shapes import rings
from khabar.errors import InputError
from khabar.store import judge, query
from khabar.text import fold
from tests.store.made import record


@pytest.fixture(autouse=True)
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHABAR_KEY", str(tmp_path / "key"))


@pytest.fixture
def kept(tmp_path: Path) -> store.Store:
    kept = store.open_store(tmp_path / "x.db", fold)
    collect.add(kept, record(outlet="<script>alert(1)</script>"))
    collect.add(kept, record(outlet="مرصد الساحل", source="ليلى حداد", killed=7, published="2024-03-15"))
    return kept


def briefs(kept: store.Store) -> list[Brief]:
    return [brief_of(kept, h) for h in query.happenings(kept)]


def test_html_holds_everything_and_no_foreign_markup(kept: store.Store) -> None:
    page = html(briefs(kept), "0")
    tree = lxml_html.fromstring(page)
    text = tree.text_content()
    for part in ("Nakhil", "2024-03-13", "فريد السامي", "ليلى حداد", "killed: 3 / 7", "sha256:", "reader test", "who did it"):
        assert part in text
    assert tree.xpath("//script") == []
    assert "<script>" not in page
    assert all(q.get("dir") == "rtl" for q in tree.xpath("//blockquote"))
    assert len(tree.xpath("//*[local-name()='svg']")) == 2
    assert "http" not in "".join(tree.xpath("//@src")) + "".join(tree.xpath("//link/@href"))


def test_forms(kept: store.Store, tmp_path: Path) -> None:
    for suffix in (".html", ".md", ".docx"):
        render(briefs(kept), tmp_path / f"x{suffix}", "0")
    assert "| killed | 3 |" in (tmp_path / "x.md").read_text()
    paragraphs = docx.Document(str(tmp_path / "x.docx")).paragraphs
    arabic = [p for p in paragraphs if "هجوما" in p.text]
    assert arabic and all(p._p.pPr.find("{*}bidi") is not None for p in arabic)
    with pytest.raises(InputError, match="written as"):
        render(briefs(kept), tmp_path / "x.rtf", "0")
    with pytest.raises(InputError):
        render([], tmp_path / "x.html", "0")


def test_map_has_the_country_and_its_neighbours() -> None:
    assert 4 <= len(rings(42, 31, 46, 35)) <= 40


def test_bundle_is_whole_and_repeatable(kept: store.Store, tmp_path: Path) -> None:
    found = list(query.happenings(kept))
    for name in ("a.zip", "b.zip"):
        write_bundle(tmp_path / name, _payload(kept, found, briefs(kept)), {})
    assert verify(tmp_path / "a.zip") == []
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        texts = [archive.read(n).decode() for n in archive.namelist() if n.endswith(".txt") and n.startswith("data/reports")]
    assert sorted(texts) == sorted(r.report.text for r in (record(), record(source="ليلى حداد", killed=7)))


@pytest.mark.parametrize("change", ["alter", "remove", "add", "manifest", "outside"])
def test_every_change_of_a_bundle_is_named(kept: store.Store, tmp_path: Path, change: str) -> None:
    path, other = tmp_path / "a.zip", tmp_path / "b.zip"
    write_bundle(path, _payload(kept, list(query.happenings(kept)), briefs(kept)), {})
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        target = next(n for n in old.namelist() if n.startswith("data/reports"))
        for name in old.namelist():
            data = old.read(name)
            if change == "manifest" and name == "manifest-sha256.txt":
                data = data.replace(b"0", b"1", 1)
            if name == target and change == "alter":
                data += b"."
            if not (name == target and change == "remove"):
                new.writestr(name, data)
        if change == "add":
            new.writestr("data/more.txt", "x")
        if change == "outside":
            new.writestr("../evil.txt", "x")
    faults = verify(other)
    named = {"alter": target, "remove": target, "add": "data/more.txt", "manifest": "manifest-sha256.txt", "outside": "../evil.txt"}[change]
    assert any(f.startswith(named) for f in faults), faults


def test_not_a_bundle(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no zip")
    with pytest.raises(InputError):
        verify(tmp_path / "x.zip")


def test_story(kept: store.Store) -> None:
    assert len(_found(kept, None, "النخيل")) == 1
    with pytest.raises(InputError):
        _found(kept, None, "بيروت")
    with pytest.raises(InputError):
        _found(kept, "h0", None)


def test_grades_are_signed_judgements_and_appear_in_dossiers(kept: store.Store, tmp_path: Path) -> None:
    claiming = record(outlet="<script>alert(1)</script>").claims[0].claiming
    assert claiming is not None
    made = judge.judge(kept, "claim", claiming, "3", "سلمى")
    assert judge.genuine(judge.judgements(kept)[0], judge.key())
    assert not judge.genuine(judge.judgements(kept)[0], b"another key")
    assert made.at and judge.grade(kept, "claim", claiming) == "3"
    judge.judge(kept, "claim", claiming, "2", "سلمى")
    assert judge.grade(kept, "claim", claiming) == "2"
    assert "grade 2" in html(briefs(kept), "0")
    with pytest.raises(InputError):
        judge.judge(kept, "claim", claiming, "2", " ")


def test_suggestions_need_comparable_claims() -> None:
    letter, reasons = judge.suggestion({"claims": 2, "states": {"corroborated": 2}}, 0)
    assert letter == "F" and "fewer than three" in reasons[-1]
    assert judge.suggestion({"claims": 9, "states": {"corroborated": 8, "contested": 1}}, 0)[0] == "B"
    assert judge.suggestion({"claims": 9, "states": {"corroborated": 1, "contested": 8}}, 2)[0] == "D"


def test_suggestions_say_whether_the_source_is_named_relayed_and_party_to_the_conflict() -> None:
    entry = {"claims": 9, "states": {"corroborated": 8, "contested": 1}, "role": "المتحدث باسم الجيش", "sectors": ["MIL"]}
    letter, reasons = judge.suggestion(entry, 4)
    assert letter == "C"
    assert any("named, المتحدث" in r for r in reasons) and any("4 relayed" in r for r in reasons) and any("party to the conflict" in r for r in reasons)


def test_suggestions_for_claims_rest_on_other_origins_and_on_who_denies(kept: store.Store) -> None:
    def claim(name: str, origin: str, denied: bool = False, chain: tuple[str, ...] = ("x",)) -> dict[str, object]:
        return {"claiming": name, "origin": origin, "origin_name": origin, "denied": denied, "chain": list(chain), "gloss": ""}
    three = [claim("a", "name:one"), claim("b", "name:two"), claim("c", "unnamed:r:s1", chain=("x", "y"))]
    agreed = {"claims": three, "origins": {"list": ["name:one", "name:two", "unnamed:r:s1"]}, "conflicts": []}
    assert judge.claim_suggestion(agreed, "a")[0] == "2"
    assert "relayed through 1" in judge.claim_suggestion(agreed, "c")[1]
    alone = {"claims": three[:1], "origins": {"list": ["name:one"]}, "conflicts": []}
    assert judge.claim_suggestion(alone, "a")[0] == "6"
    denied = {"claims": [three[0], claim("d", "name:three", denied=True)], "origins": {"list": ["name:one"]}, "conflicts": []}
    assert judge.claim_suggestion(denied, "a")[0] == "4"
    before = len(judge.judgements(kept))
    for h in query.happenings(kept):
        judge.claim_suggestion(h, h["claims"][0]["claiming"])
    assert len(judge.judgements(kept)) == before


def test_a_dossier_has_the_claim_in_both_languages_and_both_grades(tmp_path: Path) -> None:
    from khabar.pipeline import read

    with store.open_store(tmp_path / "x.db", fold) as kept:
        collect.add(kept, read("قالت الطبيبة سعاد الخطيب إن تسعة مدنيين قتلوا في قصف على مدينة الرمادي يوم الأحد.", published="2024-03-11", outlet="موقع النهار", reader="lexicon"))
        (h,) = [h for h in query.happenings(kept) if h["family"] == "violence"]
        claim = h["claims"][0]
        judge.judge(kept, "claim", claim["claiming"], "3", "سلمى")
        judge.judge(kept, "source", judge.short_name(kept, claim["origin_name"]), "B", "سلمى")
        made = [brief_of(kept, h)]
        arabic = kept.connection.execute("SELECT gloss_ar FROM claims WHERE claiming=?", (claim["claiming"],)).fetchone()[0]
    page = html(made, "0")
    assert arabic and arabic in page and made[0].voices[0].gloss in page and "grade B3" in page
    render(made, tmp_path / "x.docx", "0")
    assert arabic in "\n".join(p.text for p in docx.Document(str(tmp_path / "x.docx")).paragraphs)
    assert "<dd>2024-03-10</dd>" in page
