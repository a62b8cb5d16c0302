"""The desk in a real browser: main flows in both languages, by keyboard, at phone width; accessibility; nothing from elsewhere.

Needs Chromium at /usr/bin/chromium (or KHABAR_CHROMIUM) and the package playwright; skipped without.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from khabar import collect, pipeline
from khabar.store import judge, open_store, record, reviews
from khabar.text import fold
from tests.desk.browser import AXE, until

pytestmark = pytest.mark.slow
ASTRAL = "قال ناطق 🕊️🕊️ باسم البلدية إن ستة أشخاص قتلوا في الحويجة أمس."
PAGES = ("/", "/reports", "/reports/1", "/sources", "/review", "/review/agreement", "/add", "/material", "/log", "/users", "/search?q=الحويجة")


@pytest.fixture(scope="module")
def store_file(store_file: Path) -> Path:
    with open_store(store_file, fold) as kept:
        collect.add(kept, pipeline.read(ASTRAL, published="2024-03-18", outlet="منبر النهر", reader="lexicon"))
    return store_file


def test_filters_map_and_timeline_lead_the_address(window: Any) -> None:
    w = window()
    page = w.page
    page.wait_for_selector("#map[data-ready]")
    cards, points = page.locator(".card").count(), int(page.get_attribute("#map", "data-ready"))
    page.select_option("select[name=place]", "Hawija")
    page.wait_for_url(re.compile("place=Hawija"))
    until(page, f"document.querySelectorAll('.card').length < {cards}")
    until(page, f"Number(document.querySelector('#map').dataset.ready) < {points}")
    page.locator(".chip.s-contested").click()
    page.wait_for_url(re.compile("state=contested"))
    until(page, "document.querySelectorAll('.card').length === document.querySelectorAll('.card.s-contested').length")
    page.go_back()
    page.wait_for_url(lambda url: "state=contested" not in url and "place=Hawija" in url)
    until(page, "document.querySelectorAll('.card').length > document.querySelectorAll('.card.s-contested').length")
    assert page.input_value("select[name=place]") == "Hawija"
    page.locator(".count a.quiet").click()
    until(page, f"document.querySelectorAll('.card').length === {cards}")


def test_switching_the_language_keeps_what_was_chosen(window: Any) -> None:
    page = window("en").page
    page.select_option("select[name=place]", "Hawija")
    page.wait_for_url(re.compile("place=Hawija"))
    page.click(".switches a[lang=ar]")
    until(page, "document.documentElement.dir === 'rtl'")
    assert "place=Hawija" in page.url and page.input_value("select[name=place]") == "Hawija"
    page.evaluate("desk.go({ place: 'A hamlet that is not among the choices' })")
    page.wait_for_url(re.compile("hamlet"))
    until(page, "document.querySelector('select[name=place]').value.startsWith('A hamlet')")
    page.select_option("select[name=kind]", "announced")
    page.wait_for_url(re.compile("kind=announced"))
    assert "hamlet" in page.url


@pytest.mark.parametrize(("lang", "key"), [("ar", "ArrowLeft"), ("en", "ArrowRight")])
def test_the_timeline_by_keyboard(window: Any, lang: str, key: str) -> None:
    page = window(lang).page
    bars = page.locator(".time svg a")
    assert bars.count() > 1 and page.locator('.time svg a[tabindex="0"]').count() == 1
    bars.first.focus()
    page.keyboard.press(key)
    chosen = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert chosen == bars.nth(1).get_attribute("aria-label")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("since="))


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_dragging_over_the_timeline_chooses_a_time(window: Any, lang: str) -> None:
    page = window(lang).page
    box = page.locator(".time svg").bounding_box()
    middle = box["y"] + box["height"] * 0.3
    page.mouse.move(box["x"] + box["width"] * 0.2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, middle, steps=8)
    page.mouse.up()
    page.wait_for_url(re.compile("since=2024-.*until=2024-"))
    since, until = (re.search(rf"{k}=([\d-]+)", page.url)[1] for k in ("since", "until"))  # type: ignore[index]
    assert since < until
    assert page.input_value("input[name=since]") == since


def test_areas_and_relative_positions_are_drawn_as_such(window: Any, store_file: Path) -> None:
    with open_store(store_file, fold) as kept:
        for n, text in enumerate(("قال مصدر عسكري إن اشتباكات عنيفة اندلعت في محافظة الأنبار أمس وقتل فيها أحد عشر جنديا.",
                                  "قال شاهد عيان إن سيارة مفخخة انفجرت على بعد عشرين كيلومترا شرق كركوك أمس وقتل فيها تسعة أشخاص.")):
            collect.add(kept, pipeline.read(text, published="2024-03-20", outlet=f"منبر {n}", reader="lexicon"))
    page = window("ar").page
    page.wait_for_selector("#map[data-ready]")
    shapes = page.evaluate("[...document.querySelectorAll('path.p-area:not(.relative):not(.wide)')].map((e) => e.getAttribute('d'))")
    assert any(d.count("L") > 20 for d in shapes)  # an outline has many corners, a circle is drawn with arcs
    circle = page.locator("path.p-area.relative").first.get_attribute("d")
    assert "a" in circle
    boxes = page.evaluate("""() => [...document.querySelectorAll('.country > span, .town')].filter((e) => e.offsetParent)
        .map((e) => e.getBoundingClientRect()).map((b) => [b.left, b.top, b.right, b.bottom])""")
    over = [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if min(a[2], b[2]) - max(a[0], b[0]) > 6 and min(a[3], b[3]) - max(a[1], b[1]) > 6]
    assert len(boxes) > 3 and over == []


def test_a_cluster_shows_how_its_happenings_stand_and_comes_apart(window: Any) -> None:
    page = window("en").page
    page.wait_for_selector("#map[data-ready]")
    marker = page.locator(".many").first
    assert "conic-gradient" in marker.locator("i").evaluate("(e) => e.style.background")
    assert 12 < marker.locator("b").bounding_box()["width"] < marker.bounding_box()["width"]
    marker.click()
    links = page.locator(".popup a")
    assert {"contested", "single source"} & {links.nth(i).get_attribute("title") for i in range(links.count())}
    many = page.locator(".popup a[href*='place=']").first
    told, state = many.inner_text(), many.get_attribute("title")
    many.click()
    page.wait_for_url(re.compile("place=.*state=|state=.*place="))
    least = int(told.rpartition("×")[2])  # and those near it, which have a circle of their own
    until(page, f"parseInt(document.querySelector('.count b').textContent) >= {least} && document.querySelectorAll('.limit').length === 2")
    assert state in page.locator(".count").inner_text()


def test_what_stands_beside_the_list_can_all_be_reached(window: Any) -> None:
    page = window("ar").page
    page.click(".share summary")
    page.locator(".share button").scroll_into_view_if_needed()
    box = page.locator(".share button").bounding_box()
    assert box["y"] + box["height"] < 900 and page.locator(".beside").evaluate("(e) => e.scrollHeight > e.clientHeight")
    phone = window("ar", width=390, height=844)
    order = phone.page.evaluate("['#map', '.results > .chips', '.share'].map((s) => document.querySelector(s).getBoundingClientRect().top)")
    assert order == sorted(order)
    phone.go("/review")
    order = phone.page.evaluate("['button[data-key=a]', '.paper', '#correct'].map((s) => document.querySelector(s).getBoundingClientRect().top)")
    assert order == sorted(order)


def test_only_what_the_map_shows(window: Any) -> None:
    page = window().page
    page.wait_for_selector("#map[data-ready]")
    page.click("#box")
    page.wait_for_url(re.compile("box="))
    assert page.locator(".card").count() > 0


def test_a_day_without_a_mouse(window: Any) -> None:
    page = window("ar").page
    assert page.get_attribute("html", "dir") == "rtl"
    keys = page.keyboard
    keys.press("j")
    keys.press("j")
    keys.press("k")
    keys.press("Enter")
    page.wait_for_url(re.compile("/happenings/h"))
    keys.press("g")
    keys.press("r")
    page.wait_for_url(re.compile("/reports$"))
    for _ in range(40):
        keys.press("j")
    keys.press("Enter")
    page.wait_for_url(re.compile(r"/reports/\d+"))
    keys.press("/")
    keys.type("غارة", delay=20)
    page.wait_for_selector("#found mark")
    keys.press("ArrowDown")
    assert page.evaluate("document.activeElement === document.querySelector('#found a')")
    keys.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "find"
    keys.press("Escape")
    assert page.locator("#found mark").count() == 0
    page.locator(".pc[role=button]").first.focus()
    keys.press("Enter")
    page.wait_for_selector("#why .tree")
    keys.press("Escape")
    assert page.locator("#why .tree").count() == 0
    keys.press("?")
    assert page.locator("dialog#keys").is_visible()


@pytest.mark.parametrize(("lang", "act"), [("ar", "يقول"), ("en", "says")])
def test_whose_words_stand_under_the_pointer(window: Any, lang: str, act: str) -> None:
    w = window(lang)
    w.go("/reports/1")
    page = w.page
    words = page.locator(".text .pc[data-said]:not([data-ids])").first
    words.hover()
    tip = page.locator("#tip")
    assert tip.is_visible() and act in tip.inner_text() and page.locator("#tip .naskh").count() >= 1
    assert words.inner_text().strip("⟨⟩ ")[:20] in tip.inner_text()
    assert page.locator(".pc.spoken").count() > 1
    page.mouse.move(2, 2)
    assert not tip.is_visible()
    page.locator(".text .pc[role=button].k-cue").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert tip.is_visible()
    page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_whose_words_are_touched(window: Any) -> None:
    w = window("ar", width=390, height=844)
    w.go("/reports/1")
    w.page.locator(".text .pc[data-said]:not([data-ids])").first.click()
    box = w.page.locator("#tip").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    w.page.locator("h1").click()
    assert not w.page.locator("#tip").is_visible()


def test_review_by_keyboard_and_undo(window: Any, store_file: Path) -> None:
    w = window("ar")
    w.go("/review")
    page = w.page
    first = page.locator("input[name=claim]").first.get_attribute("value")
    page.keyboard.press("a")
    until(page, f"document.querySelector('input[name=claim]').value !== '{first}'")
    page.keyboard.press("u")
    until(page, f"document.querySelector('input[name=claim]').value === '{first}'")
    with open_store(store_file, fold) as kept:
        assert [j.verdict for j in judge.judgements(kept, "claim", first)][-2:] == ["accept", "undo"]


def test_a_selection_is_told_in_code_points(window: Any, store_file: Path) -> None:
    with open_store(store_file, fold) as kept:
        number = next(n for n in range(1, 20) if (r := record(kept, n)) and r.report.text == ASTRAL)
        claim = next(x.claiming for x in reviews.queue(kept) if x.report == number)
    w = window("ar")
    w.go(f"/review?claim={claim}")
    page = w.page
    page.keyboard.press("c")
    page.evaluate("""() => {
        const piece = [...document.querySelectorAll('.text .pc')].find((p) => p.textContent.includes('البلدية'));
        const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
        let node; while ((node = walker.nextNode()) && !node.data.includes('البلدية'));
        const range = document.createRange(), at = node.data.indexOf('البلدية');
        range.setStart(node, at); range.setEnd(node, at + 7);
        getSelection().removeAllRanges(); getSelection().addRange(range);
    }""")
    page.wait_for_timeout(100)
    page.click("[data-take=c-agent]")
    at = ASTRAL.index("البلدية")
    assert page.input_value("#c-agent") == f"{at}-{at + 7}"
    assert page.locator("[data-shown=c-agent]").text_content() == "البلدية"


def test_a_missed_event_is_added_where_it_is_read(window: Any) -> None:
    w = window("ar")
    w.go("/reports/1")
    page = w.page
    page.locator("details summary", has_text="أضف ما فات").click()
    add = page.locator('form[action="/review/add"] button:not([type=button])').first
    add.click()
    assert page.locator("#toast.on").is_visible() and page.url.endswith("/reports/1")  # nothing is sent without its words
    page.locator(".text .pc.k-cue").nth(1).evaluate("(e) => getSelection().selectAllChildren(e)")
    page.wait_for_timeout(100)
    page.click("[data-take=event-trigger]")
    add.click()
    page.wait_for_load_state("networkidle")
    assert page.locator("details summary", has_text="أضف ما فات (1)").count() == 1


def test_a_point_on_the_map_corrects_a_place(window: Any, store_file: Path) -> None:
    with open_store(store_file, fold) as kept:
        found = next(x for x in reviews.queue(kept) if (r := record(kept, x.report)) and next(
            e for e in r.events if e.id == next(c for c in r.claims if c.claiming == x.claiming).events[0]).place)
    w = window("en")
    w.go(f"/review?claim={found.claiming}")
    w.page.keyboard.press("c")
    w.page.wait_for_selector("#map[data-ready]")
    w.page.locator("#map").scroll_into_view_if_needed()
    w.page.locator("#map").click(position={"x": 150, "y": 120})
    assert re.fullmatch(r"-?\d+\.\d{4}, -?\d+\.\d{4}", w.page.input_value("#point"))
    assert w.page.is_checked("input[name=place][value=point]")


def test_adding_a_pasted_text(window: Any) -> None:
    w = window("en")
    w.go("/add")
    w.page.fill("textarea", "قال مصدر طبي إن أربعة أشخاص أصيبوا في انفجار عبوة ناسفة في كركوك أمس.")
    w.page.click(".end button")
    w.page.wait_for_selector("#job h2:has-text('1 report taken in')", timeout=20_000)
    w.page.click("#job a")
    w.page.wait_for_url(re.compile(r"/reports/\d+"))


def test_a_protected_dossier_is_downloaded(window: Any) -> None:
    w = window("en")
    w.page.keyboard.press("j")
    w.page.keyboard.press("Enter")
    w.page.wait_for_url(re.compile("/happenings/"))
    w.page.click(".share summary")
    with w.page.expect_download() as waiting:
        w.page.click(".share button")
    assert waiting.value.suggested_filename == "khabar-dossier-protected.html"


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_phone_width(window: Any, lang: str) -> None:
    w = window(lang, width=390, height=844)
    w.go("/")
    happening = w.page.locator(".cover").first.get_attribute("href")
    for path in (*PAGES, happening):
        w.go(path)
        assert w.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@pytest.mark.parametrize(("lang", "theme", "width"), [("ar", "light", 1280), ("ar", "dark", 1280), ("en", "light", 1280), ("en", "dark", 1280), ("ar", "light", 390), ("en", "dark", 390)])
def test_no_serious_fault_of_accessibility(window: Any, lang: str, theme: str, width: int) -> None:
    w = window(lang, theme=theme, width=width)
    happening = w.page.locator(".cover").first.get_attribute("href")
    with_source = "/sources/" + w.page.evaluate("fetch('/sources').then((r) => r.text()).then((t) => t.match(/\\/sources\\/([^\"]+)\"/)[1])")
    faults = []
    for path in (*PAGES, happening, with_source):
        w.go(path)
        w.page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")
        for opened in (".many", ".text .pc[role=button]", ".text .pc[data-said]:not([data-ids])"):  # a pop-up, an explanation, whose words they are
            if w.page.evaluate("(s) => { const found = document.querySelector(s); found?.click(); return !!found; }", opened):
                w.page.wait_for_timeout(400)  # until it has faded in
        w.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = w.page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        faults += [f"{path} {v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]} {v['nodes'][0]['any'][0]['message'] if v['nodes'][0]['any'] else ''}"
                   for v in found["violations"] if v["impact"] in ("serious", "critical")]
    assert faults == []


def test_hostile_reports_do_nothing(window: Any, store_file: Path) -> None:
    w = window("ar")
    with open_store(store_file, fold) as kept:
        numbers = [r[0] for r in kept.connection.execute("SELECT id FROM reports WHERE text LIKE '%<script>%'")]
        names = [r[0] for r in kept.connection.execute("SELECT h.id FROM happening_terms t JOIN happenings h ON h.id=t.happening JOIN reports r ON r.hash=t.value WHERE t.kind='report' AND r.id=?", (numbers[0],))]
    assert numbers and names
    for path in ("/", f"/reports/{numbers[0]}", *(f"/happenings/{n}" for n in names), "/search?q=الجابري"):
        w.go(path)
    w.page.keyboard.press("/")
    w.page.keyboard.type("الجابري", delay=20)
    w.page.wait_for_selector("#found mark")
    assert w.page.evaluate("document.querySelectorAll('main script, main img, main svg[onload]').length") == 0
