"""Material in a real browser: dropping onto a claim, drawing boxes by pointer and keys, playing a film, phones, accessibility.

Needs Chromium and playwright, as test_browser.py.
"""

from __future__ import annotations

import base64
import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from khabar.desk import material as shown
from khabar.material import items, share
from khabar.store import open_store, query
from khabar.text import fold
from tests.desk.browser import AXE, until
from tests.material import made as things

pytestmark = pytest.mark.slow
DROP = """([selector, name, data]) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0)), carried = new DataTransfer();
  carried.items.add(new File([bytes], name, { type: "image/jpeg" }));
  const element = document.querySelector(selector);
  for (const kind of ["dragover", "drop"]) element.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
}"""


def test_from_dropping_onto_a_claim_to_blurred_faces(window: Any, store_file: Path, tmp_path: Path) -> None:
    with open_store(store_file, fold) as kept:
        h = next(h for h in query.happenings(kept) if h["type"] == "airstrike" and len(h["claims"]) > 1)
        claim = h["claims"][1]["claiming"]
        w = window()
        w.go(f"/happenings/{h['id']}")
        page = w.page
        page.wait_for_selector("#give")
        data = base64.b64encode(things.photo(tmp_path / "x.jpg", taken="2024:03:12 10:00:00").read_bytes()).decode()
        page.evaluate(DROP, [f'.account[data-subject="{claim}"]', "جسر.jpg", data])
        page.wait_for_url("**/material/given/*")
        until(page, "document.querySelector('#given progress') === null && document.querySelectorAll('#given a').length === 1")
        (item,) = items.items(kept)
        assert [(t.about, t.subject) for t in item.ties] == [("claim", claim)]
        page.click("#given a")
        page.wait_for_selector(".shown")
        assert page.locator(".beside-claims .account").count() == 1
        page.click(".blur summary")
        until(page, "document.querySelector('.stage img').naturalWidth > 0")
        box = page.locator(".stage svg").bounding_box()
        page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.2)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.6, steps=5)
        page.mouse.up()
        left, top, wide, high = (int(n) for n in page.input_value("#boxes").split(","))
        assert abs(left - 200) < 8 and abs(top - 200) < 8 and abs(wide - 300) < 12 and abs(high - 400) < 12
        page.focus(".stage rect")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Shift+ArrowDown")
        assert page.input_value("#boxes") == f"{left + 5},{top},{wide},{high + 5}"
        page.click(".blur button:not([type=button])")
        page.wait_for_load_state("networkidle")
        assert share.boxes(kept, item.sha) == ((left + 5, top, wide, high + 5),)
        until(page, "document.querySelector('.shown').naturalWidth > 0")
        place = page.evaluate("() => [document.querySelector('.shown').src, document.querySelector('.stage img').src]")
        seen = [Image.open(io.BytesIO(page.request.get(p).body())) for p in place]
        spots = [[image.getpixel((int(image.width * x), int(image.height * y))) for x in (0.25, 0.3, 0.35, 0.4) for y in (0.3, 0.4, 0.5)] for image in seen]
        assert sum(a != b for a, b in zip(*spots, strict=True)) > 3
        page.focus(".stage rect")
        page.keyboard.press("Delete")
        assert page.input_value("#boxes") == ""


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_pages_of_material_are_accessible_and_fit_a_phone(window: Any, store_file: Path, tmp_path: Path, lang: str) -> None:
    with open_store(store_file, fold) as kept:
        h = next(h for h in query.happenings(kept) if h["type"] == "airstrike" and len(h["claims"]) > 1)
        from khabar.material import ties

        tie = ties.resolve(kept, "happening", h["id"])
        for seed in (5, 6):
            items.add(kept, things.photo(tmp_path / f"{seed}.jpg", seed), items.Giving(f"{seed}.jpg"), "سلمى", [tie])
        (tmp_path / "e.jpg").write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
        items.add(kept, tmp_path / "e.jpg", items.Giving("e.jpg"), "سلمى", [tie])
        names = [shown.name_of(i.sha) for i in items.items(kept)]
    for width in (1280, 360):
        w = window(lang, width=width)
        for path in ("/material", f"/happenings/{h['id']}", *(f"/material/{n}" for n in names[:3])):
            w.go(path)
            if "happenings" in path:
                w.page.wait_for_selector(".gallery")
            assert w.page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
            w.page.evaluate(AXE.read_text(encoding="utf-8"))
            found = w.page.evaluate("axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
            assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]] == [], path


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")
def test_a_film_plays(window: Any, store_file: Path, tmp_path: Path) -> None:
    from tests.material.test_films import film

    with open_store(store_file, fold) as kept:
        sha = items.add(kept, film(tmp_path / "f.mp4", tmp_path), items.Giving("f.mp4"), "سلمى").sha
    w = window()
    w.go(f"/material/{shown.name_of(sha)}")
    w.page.wait_for_selector("video")
    until(w.page, "document.querySelector('video').readyState >= 1")
    assert abs(w.page.evaluate("document.querySelector('video').duration") - 4) < 0.5
