"""A store of the two bundled reports and some hostile ones, and a client that is let in."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from khabar import collect, pipeline
from khabar.desk import Settings, create_app
from khabar.store import open_store
from khabar.text import fold
from tests.desk.browser import ARGUMENTS, CHROMIUM, TOKEN, Window, running

#: An address whose host is spelt with Cyrillic letters that look like Latin ones.
DECEIVING = "https://\u0430\u0440\u0440le.example/<svg>"
MOVED = "قال مصدر أمني إن المسلحين انسحبوا من الحويجة إلى داقوق أمس. وانتقل مئات المقاتلين من كركوك إلى الموصل يوم الثلاثاء."
HOSTILE = (
    'بغداد: قال المتحدث <script>alert(1)</script> سالم الجابري إن مسلحين هاجموا بلدة <img src=x onerror=alert(2)> السدة وقتلوا ستة أشخاص.\n'
    '"><svg onload=alert(3)> وأضاف الجابري أن \u202eالهجوم\u202c وقع مساء أمس قرب data:text/html,<script>alert(4)</script> الجسر.\n'
    "وقالت وكالة \u0420\u0435uters إن الاشتباكات في \u200bا\u0644عر\u0627\u0642\u06cc انتهت. "
    "وقالت وكالة {{ 7 * 7 }} ${7*7} إن الاشتباكات استمرت ساعات. " + "كلمة" * 3000 + "\n"
)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """The store, made once."""
    path = tmp_path_factory.mktemp("desk") / "news.db"
    with open_store(path, fold) as kept:
        for name, day, outlet in (("hawija-a", "2024-03-14", "صحيفة الضفتين"), ("hawija-b", "2024-03-13", "مرصد الرافدين")):
            text = (samples / f"{name}.txt").read_text(encoding="utf-8")
            collect.add(kept, pipeline.read(text, published=day, outlet=outlet, reader="lexicon"))
        collect.add(kept, pipeline.read(MOVED, published="2024-03-16", outlet="وكالة السهل", reader="lexicon"))
        collect.add(kept, pipeline.read(HOSTILE, published="2024-03-15", outlet="<b>منبر</b>\u202e \"'", reader="lexicon", title="<script>t</script>", uri=DECEIVING))
    return path


@pytest.fixture
def store_path(made: Path, tmp_path: Path) -> Path:
    """A copy of the store that a test may change."""
    path = tmp_path / "news.db"
    shutil.copy(made, path)
    return path


@pytest.fixture(autouse=True)
def own_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Judgements of tests are signed with a key of their own."""
    monkeypatch.setenv("KHABAR_KEY", str(tmp_path / "signing.key"))


@pytest.fixture
def stranger(store_path: Path) -> Iterator[TestClient]:
    """A client that nobody has let in."""
    app = create_app(Settings(store_path, token=TOKEN, owner="نادية", reader="lexicon"))
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def client(stranger: TestClient) -> TestClient:
    """A client that came in through the first link and reads English."""
    stranger.get(f"/enter?token={TOKEN}")
    stranger.get("/set?lang=en")
    return stranger


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium; the test is skipped where it or playwright is missing."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
    if not Path(CHROMIUM).exists():
        pytest.skip("needs Chromium (KHABAR_CHROMIUM names it)")
    with playwright.sync_playwright() as p:
        found = p.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def store_file(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store that the desk of a module's browser tests serves."""
    path = tmp_path_factory.mktemp("browser") / "news.db"
    shutil.copy(made, path)
    return path


@pytest.fixture(scope="module")
def served(store_file: Path) -> Iterator[str]:
    """A desk that runs; its address."""
    with running(store_file) as base:
        yield base


@pytest.fixture
def window(browser: Any, served: str) -> Iterator[Any]:
    """Opens windows on the running desk; at the end nothing may have gone wrong in any."""
    opened: list[Window] = []

    def open_(lang: str = "en", **more: Any) -> Window:
        opened.append(Window(browser, served, lang, **more))
        return opened[-1]

    yield open_
    for w in opened:
        w.context.close()
        assert w.wrong == []


def csrf(client: TestClient) -> str:
    """The token that changes must carry."""
    found = re.search(r'"x-csrf": "([^"]+)"', client.get("/").text)
    assert found
    return found[1]


def store_of(client: TestClient):  # type: ignore[no-untyped-def]
    """The store behind a client."""
    return client.app.state.desk.store  # type: ignore[attr-defined]
