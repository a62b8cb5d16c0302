"""The ladder of voices shows nesting, speakers, side fields and events."""

from __future__ import annotations

from rich.console import Console

from khabar import pipeline
from khabar.cli.chains import render


def shown(text: str, published: str | None = None) -> str:
    record = pipeline.read(text, published=published, reader="lexicon")
    console = Console(width=200, color_system=None, record=True, file=None, force_terminal=False)
    with console.capture() as capture:
        console.print(render(record))
    return capture.get()


def test_nested_voices_are_deeper_rungs() -> None:
    lines = shown("قال وزير الدفاع إن الجيش أعلن مقتل اثني عشر مسلحا.").splitlines()
    outer = next(line for line in lines if "a1" in line)
    inner = next(line for line in lines if "a2" in line)
    assert "وزير الدفاع says" in outer
    assert "الجيش announces" in inner
    assert inner.index("a2") > outer.index("a1")


def test_unnamed_voice_tells_its_kind_and_reason() -> None:
    out = shown("وقالت ناشطة من داخل المدينة، فضلت عدم الكشف عن اسمها خشية اعتقالها، إن الجثث في الشوارع.")
    assert "activist" in out
    assert "because: خشية اعتقالها" in out


def test_hidden_speaker_stands_in_brackets_and_addressee_is_told() -> None:
    out = shown("قال المهندس نزار الخطيب لصحيفة «الشرق الجديد» إن السد يتسرب. وأضاف أن السكان غادروا.")
    assert "(المهندس نزار الخطيب) says" in out
    assert "to صحيفة" in out


def test_a_report_without_voices_has_only_its_own() -> None:
    out = shown("سقط المطر على تل الرمان طوال الليل.")
    assert "The report itself" in out
    assert "0 attributions by 0 voices (0 unnamed), 0 deep" in out
