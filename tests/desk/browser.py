"""A desk that runs, and windows of a real browser on it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from khabar.desk import Settings, create_app

TOKEN = "a-token-for-tests"
CHROMIUM = os.environ.get("KHABAR_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]
AXE = Path(__file__).parent / "assets" / "axe.min.js"


@contextmanager
def running(store_file: Path) -> Iterator[str]:
    """The address of a desk that serves a store."""
    app = create_app(Settings(store_file, token=TOKEN, owner="نادية", reader="lexicon"))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(200):
        if server.started:
            break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def sync_error() -> type[Exception]:
    from playwright.sync_api import Error

    return Error


def until(page: Any, condition: str) -> None:
    """Wait until an expression holds. (Playwright's own waiting needs eval after a navigation, which the desk's policy forbids.)"""
    for _ in range(1200):  # a minute: the machine may be busy
        try:
            if page.evaluate(condition):
                return
        except sync_error():  # a navigation is under way
            pass
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {condition}")


class Window:
    """A window that is let in, and everything that went wrong in it."""

    def __init__(self, browser: Any, base: str, lang: str, theme: str = "light", width: int = 1280, height: int = 900) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
        self.page, self.base = self.context.new_page(), base
        self.wrong: list[str] = []
        self.page.set_default_timeout(60_000)
        self.page.on("console", lambda m: self.wrong.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda e: self.wrong.append(str(e)))
        self.page.on("dialog", lambda d: (self.wrong.append(f"dialog {d.message}"), d.dismiss()))
        self.page.on("request", lambda r: None if r.url.startswith((base, "blob:")) else self.wrong.append(f"fetched {r.url}"))
        self.page.goto(f"{base}/enter?token={TOKEN}")
        self.go(f"/set?lang={lang}&theme={theme}")

    def go(self, path: str) -> None:
        self.page.goto(self.base + path)
        self.page.wait_for_load_state("networkidle")
