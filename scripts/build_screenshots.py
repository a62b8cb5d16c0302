"""Take the screenshots of docs/img: the desk, on a store of the project's invented stories and samples. Run after any change of its looks.

    python scripts/build_screenshots.py [--only NAME] [--out docs/img]

Needs Chromium (KHABAR_CHROMIUM, by default /usr/bin/chromium) and the package playwright (``pip install -e '.[test]'``).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402
from tests.desk.browser import ARGUMENTS, CHROMIUM, Window, running  # noqa: E402

from khabar import collect, store  # noqa: E402
from khabar.evaluate.stories import load_stories  # noqa: E402
from khabar.pipeline import read  # noqa: E402
from khabar.store.query import HappeningFilter, happenings  # noqa: E402
from khabar.text import fold  # noqa: E402

SAMPLES = (("hawija-a", "2024-03-14", "صحيفة الضفتين"), ("hawija-b", "2024-03-13", "مرصد الرافدين"))


@dataclass(frozen=True)
class Picture:
    """A page of the desk: how to come to it, and what is done there before it is taken."""

    name: str
    path: Callable[[store.Store], str]
    act: Callable[[Any], object] = lambda page: None
    lang: str = "ar"
    theme: str = "light"
    size: tuple[int, int] = (1280, 900)


def told_of(words: str, **wanted: str) -> Callable[[store.Store], str]:
    """The page of the first happening that lets the filter through and has a claim with some words."""
    return lambda kept: next(f"/happenings/{h['id']}" for h in happenings(kept, HappeningFilter(**wanted)) if any(words in c["text"] for c in h["claims"]))  # type: ignore[arg-type]


def report_of(outlet: str) -> Callable[[store.Store], str]:
    """The page of an outlet's only report."""
    return lambda kept: "/reports/{}".format(*kept.connection.execute("SELECT report FROM appearances WHERE outlet=?", (outlet,)).fetchone())


def why(page: Any) -> None:
    """Ask why a place was read so, and see whose words stand beside it."""
    page.locator(".pc.k-place[role=button]", has_text="الحويجة").first.click()
    page.wait_for_selector("#why .tree")
    page.locator(".text .pc[data-said*=',']:not([data-ids])").first.hover()


PICTURES = (
    Picture("desk-overview-ar", lambda kept: "/"),
    Picture("desk-overview-en-dark", lambda kept: "/", lang="en", theme="dark"),
    Picture("desk-phone-ar", lambda kept: "/", size=(390, 844)),
    Picture("desk-reading-ar", report_of("صحيفة الضفتين"), why, size=(1400, 1000)),
    Picture("desk-happening-ar", told_of("أم دويم", state="contested"), size=(1280, 1240)),
    Picture("desk-relative-ar", told_of("قرب مدينة البوكمال"), size=(1280, 1080)),
    Picture("desk-sources-ar", lambda kept: "/sources"),
    Picture("desk-review-ar", lambda kept: "/review", lambda page: page.keyboard.press("c"), size=(1400, 1000)),
)


@contextmanager
def made() -> Iterator[Path]:
    """A store of all stories and samples."""
    with tempfile.TemporaryDirectory(prefix="khabar-pictures-") as folder:
        os.environ["KHABAR_KEY"] = str(Path(folder) / "signing.key")
        path = Path(folder) / "news.db"
        with store.open_store(path, fold) as kept:
            found = [(r.text, r.published, r.outlet) for s in load_stories(ROOT / "training" / "stories") for r in s.reports]
            found += [((ROOT / "samples" / f"{name}.txt").read_text(encoding="utf-8"), day, outlet) for name, day, outlet in SAMPLES]
            for text, day, outlet in found:
                collect.add(kept, read(text, published=day, outlet=outlet, reader="lexicon"))
        yield path


def main() -> None:
    """Take them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "img")
    args = parser.parse_args()
    with made() as path, running(path) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for picture in PICTURES:
            if args.only not in (None, picture.name):
                continue
            window = Window(browser, base, picture.lang, picture.theme, *picture.size)
            with store.open_store(path, fold) as kept:
                window.go(picture.path(kept))
            picture.act(window.page)
            window.page.wait_for_timeout(1500)  # the map settles its labels
            window.page.screenshot(path=str(args.out / f"{picture.name}.png"))
            print(picture.name, *window.wrong)
            window.context.close()
        browser.close()


if __name__ == "__main__":
    main()
