"""The fuzzer finds nothing in a few inputs of every family; and what it found before stays mended."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import pytest

from khabar.assemble.happenings import units_of
from khabar.pipeline import read


@pytest.fixture
def fuzz(root: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.syspath_prepend(str(root / "benchmarks"))
    import fuzz as module

    yield module
    for name in ("fuzz", "fuzz_attempts", "fuzz_store", "fuzz_inputs", "speed"):
        sys.modules.pop(name, None)


@pytest.mark.slow
def test_a_few_inputs_of_every_family(fuzz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("KHABAR_KEY", str(tmp_path / "signing.key"))
    pool = fuzz._pool(fuzz.REPORTS)[:40]
    for family, (_, make) in fuzz.FAMILIES.items():
        folder = tmp_path / family
        folder.mkdir()
        attempt = make(folder, "lexicon")
        for number in range(25):
            assert attempt(fuzz.chance_of(77, family, number), pool) is None, (family, number)


def test_a_process_full_of_faults_ends(fuzz, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Its faults are taken while it runs: a queue that nobody empties kept it alive, and that was taken for a hang."""
    (tmp_path / "sitecustomize.py").write_text(
        f"import sys\nsys.path.insert(0, {str(Path(fuzz.__file__).parent)!r})\nimport fuzz_attempts\n"
        "fuzz_attempts.FAMILIES['names of files'] = (1, lambda folder, reader: lambda chance, pool: 'x' * 5000)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(fuzz, "DEAD_SECONDS", 5.0)
    count, faults = fuzz.run("names of files", 200, argparse.Namespace(seed=1, path=fuzz.REPORTS, reader="lexicon"), time.monotonic() + 200)
    assert count == 200 and {fault for _, fault in faults} == {"x" * 5000}


def test_a_long_word_takes_no_longer_than_its_letters() -> None:
    text = "قال الوزير سالم الكرخي إن الطريق مفتوح. "
    read(text, reader="lexicon")
    start = time.process_time()
    read(text + "قال" * 50_000, reader="lexicon", force=True)
    assert time.process_time() - start < 10  # it took 40 s when every beginning of the word was looked up


def test_a_body_that_is_named_by_no_content_word() -> None:
    """وقالت «ال» …: its name has no content word left, and no fuller name is looked for."""
    for name in ("ال", "«»", "ـ", "من"):
        units_of(read(f"أعلنت جماعة {name} أن هجوما وقع قرب البلدة أمس. وقالت جماعة {name} الوادي إن ثلاثة جنود قتلوا.", published="2024-03-12", reader="lexicon"))
