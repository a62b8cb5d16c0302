"""The reading view: marks at the right characters, voices, why."""

from __future__ import annotations

import html as entities
import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from khabar import collect, pipeline
from khabar.desk import texts
from khabar.desk.environment import apart, host_told
from khabar.desk.marks import Mark, lines, marks, voices
from khabar.record import Record, Report
from khabar.store import record, report_lists
from tests.desk.conftest import DECEIVING, HOSTILE, store_of

ASTRAL = "قال الناطق 🕊️🕊️ سالم الجابري إن ستة مسلحين قتلوا في 𐩠𐩠 الحويجة أمس.\nوأضاف أن الهجوم فشل."


def test_pieces_give_the_text_back(samples) -> None:  # type: ignore[no-untyped-def]
    for text in ((samples / "hawija-a.txt").read_text(encoding="utf-8"), HOSTILE, ASTRAL):
        made = pipeline.read(text, published="2024-03-14", reader="lexicon")
        found = marks(made)
        drawn = lines(made, found)
        for line in drawn:
            for piece in line.pieces:
                assert text[piece.start:piece.start + len(piece.text)] == piece.text
        assert "".join(p.text for line in drawn for p in line.pieces) == text.replace("\n", "")
        for mark in found:
            covered = "".join(p.text for line in drawn for p in line.pieces if mark in p.marks)
            assert covered == text[mark.span[0]:mark.span[1]].replace("\n", "")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="اب \n😀", min_size=1, max_size=30), st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=6))
def test_any_overlap_of_marks(text: str, spans: list[tuple[int, int]]) -> None:
    made = Record(1, Report("sha256:x", text))
    found = [Mark((min(a, b), max(a, b)), f"p{i}", "place") for i, (a, b) in enumerate(spans) if min(a, b) < max(a, b) <= len(text)]
    drawn = lines(made, found)
    assert "".join(p.text for line in drawn for p in line.pieces) == text.replace("\n", "")


def test_offsets_in_the_page_are_code_points(client: TestClient) -> None:
    store = store_of(client)
    made = record(store, 1)
    assert made is not None
    page = client.get("/reports/1").text
    pieces = re.findall(r'data-s="(\d+)"[^>]*>(?:<i[^>]*></i>)*([^<]*)', page)
    assert len(pieces) > 30
    for start, words in pieces:
        words = entities.unescape(words)
        assert made.report.text[int(start):int(start) + len(words)] == words


def test_planned_threatened_and_denied_look_different(client: TestClient) -> None:
    page = client.get("/reports/1").text
    made = record(store_of(client), 1)
    assert made is not None
    for e in made.events:
        piece = re.search(rf'<span class="([^"]*)" data-s="{e.trigger.span[0]}"', page)
        assert piece and f"m-{e.modality}" in piece[1] and ("denied" in piece[1].split()) == any(
            x.polarity == "neg" for x in made.events if x.trigger.span[0] <= e.trigger.span[0] < x.trigger.span[1])
    assert {e.modality for e in made.events} > {"actual"}


def test_words_know_who_says_them(client: TestClient) -> None:
    made = record(store_of(client), 1)
    assert made is not None
    page, sources = client.get("/reports/1").text, {s.id: s for s in made.sources}
    nested = next(a for a in made.attributions if a.parent)
    outer = next(a for a in made.attributions if a.id == nested.parent)
    assert f'data-said="{outer.id},{nested.id}"' in page
    for a in (outer, nested):
        tip = page.partition(f'<div id="tip-{a.id}"')[2].partition("</div>")[0]
        assert texts.name_of("en", "act", a.act) in tip and a.content[0].text[:60] in tip and (sources[a.who].name or "unknown source") in tip


def test_one_rail_for_each_voice_beside_a_line(samples: Path) -> None:
    made = pipeline.read("قال العميد سالم الجميلي إن القوات دخلت البلدة. وأضاف الجميلي أن مسلحين انسحبوا منها. وأكد الجميلي أن ثلاثة قتلوا.", published="2024-03-14", reader="lexicon")
    assert len(made.attributions) == 3
    (line,) = lines(made, marks(made))
    assert [who for _, who in line.rails] == list(dict.fromkeys(a.who for a in made.attributions))


def test_the_reader_is_named_in_the_language_of_the_page(client: TestClient) -> None:
    assert "Read by the lexicon reader, version" in client.get("/reports/1").text
    client.get("/set?lang=ar")
    assert "قارئ المعجم" in client.get("/reports/1").text


def test_unnamed_sources_show_their_reason(client: TestClient) -> None:
    made = record(store_of(client), 1)
    assert made is not None
    reasons = [s.reason.text for s in made.sources if s.reason and s.id in voices(made)]
    page = client.get("/reports/1").text
    assert reasons and all(r in page for r in reasons)


def test_other_types_and_sources_that_came_near_are_shown(client: TestClient, samples: Path) -> None:
    text = "استهدف مسلحون دورية للشرطة في بلدة الحويجة. " + (samples / "hawija-a.txt").read_text(encoding="utf-8")
    made = pipeline.read(text, published="2024-03-14", reader="auto")
    parts = [x for x in (*made.events, *made.attributions) if "alternative." in repr(x.why)]
    assert parts
    collect.add(store_of(client), made)
    number = report_lists.number_of(store_of(client), made.report.id)
    for part in parts[:4]:
        html = client.get(f"/reports/{number}/why?ids={part.id}").text
        near = html.partition("Nearest alternatives</h3>")[2].partition("</ul>")[0]
        assert "<li>" in near
    plain = next((x for x in made.times), None)
    assert plain is not None and "Nearest alternatives" not in client.get(f"/reports/{number}/why?ids={plain.id}").text


def test_why_shows_the_tree_and_the_alternatives(client: TestClient) -> None:
    made = record(store_of(client), 1)
    assert made is not None
    place = next(p for p in made.places if p.alternatives)
    html = client.get(f"/reports/1/why?ids={place.id}").text
    assert place.alternatives[0].name_en in html and place.why.rule in html
    for part in (made.events[0].id, made.attributions[0].id, made.sources[0].id, made.times[0].id, made.claims[0].id, made.actors[0].id):
        for lang in ("ar", "en"):
            client.get(f"/set?lang={lang}")
            assert client.get(f"/reports/1/why?ids={part}").status_code == 200
    assert client.get("/reports/1/why?ids=zz9").status_code == 404
    assert client.get("/reports/1/why").status_code == 404
    assert client.get("/reports/999/why?ids=v1").status_code == 404
    assert client.get("/reports/99999999999999999999999").status_code == 404


def test_a_host_that_looks_like_another_is_told_as_the_network_has_it(client: TestClient) -> None:
    assert host_told("https://example.org/\u0430") == "https://example.org/\u0430" and host_told("http://[nonsense/\u0430") == "http://[nonsense/\ufffd"
    number = next(n for n in range(1, 9) if (r := record(store_of(client), n)) and r.report.text == HOSTILE)
    page = client.get(f"/reports/{number}").text
    assert host_told(DECEIVING).startswith("https://xn--") and "https://xn--" in page and DECEIVING[:12] not in page


def test_a_mark_behind_a_number_stays_behind_it() -> None:
    assert apart("p3: القيمة 2.25: وزن (cue/say.yaml:8).") == '<bdi dir="ltr">p3</bdi>: القيمة <bdi dir="ltr">2.25</bdi>: وزن <bdi dir="ltr">(cue/say.yaml:8)</bdi>.'


def test_hostile_report_is_only_text(client: TestClient) -> None:
    number = next(n for n in range(1, 9) if (r := record(store_of(client), n)) and r.report.text == HOSTILE)
    for lang in ("ar", "en"):
        client.get(f"/set?lang={lang}")
        for path in (f"/reports/{number}", "/reports"):
            page = client.get(path).text
            assert "<script>" not in page and "<svg onload" not in page and "<img" not in page
            assert "\u202e" not in page and "49" not in re.sub(r'data-s="\d+"', "", page).split("${7*7}")[0][-200:]
            assert not re.search(r"<[^>]*\son\w+\s*=", page)
            assert not re.search(r'(href|src)="(javascript|data):', page)
        assert "&lt;script&gt;" in client.get(f"/reports/{number}").text
