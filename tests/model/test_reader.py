"""The shipped model on sentences written for the test."""


from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

pytest.importorskip("onnxruntime", reason="the model reader needs onnxruntime (extra [model])")

from khabar.combine import combine
from khabar.extract import times
from khabar.model.features import Opinion, features, hints
from khabar.model.pieces import pieces_of
from khabar.model.reader import propose, shipped
from khabar.model.runtime import META, WEIGHTS, Model, ModelError, load
from khabar.model.scores import Scores, plan
from khabar.pipeline import lexicon
from khabar.record.mentions import Proposals
from khabar.text.document import Document, document

from .made import REPORTS

TEXT = (
    "قال المتحدث باسم الشرطة العقيد نزار الهلالي إن مسلحين مجهولين قتلوا ثلاثة جنود قرب بعقوبة مساء الأحد.\n"
    "وأضاف أن الجيش اعتقل سبعة أشخاص في المدينة. ونفى مصدر في الوزارة مقتل مدنيين."
)


def _opinion(doc: Document) -> Opinion:
    from khabar.extract.event_lexicon import lookup

    return Opinion(lexicon(doc), lookup)


def _read(text: str) -> tuple[Document, Proposals]:
    doc = document(text)
    return doc, propose(doc, _opinion(doc), times.parse_all)


def test_events_with_roles_numbers_and_places() -> None:
    doc, found = _read(TEXT)
    events = {doc.words(e.trigger): e for e in found.events}
    assert (events["قتلوا"].type, events["اعتقل"].type) == ("kill", "arrest")
    assert doc.words(events["قتلوا"].target[0]) == "ثلاثة جنود"
    assert "مسلحين" in doc.words(events["قتلوا"].agent[0])
    assert [(c.what, c.min) for c in events["اعتقل"].count] == [("arrested", 7)]
    assert doc.words(events["قتلوا"].place or (0, 0)) == "بعقوبة"


def test_attributions_and_hidden_speaker() -> None:
    doc, found = _read(TEXT)
    said = {doc.words(a.cue): a for a in found.attributions}
    assert "نزار الهلالي" in doc.words(said["قال"].source or (0, 0))
    assert said["وأضاف"].source is None
    assert doc.words(said["وأضاف"].content[0]).startswith("الجيش اعتقل")


def test_every_why_names_the_version_and_a_probability() -> None:
    _, found = _read(TEXT)
    for mention in (*found.places, *found.times, *found.attributions, *found.events):
        assert mention.why.entry == shipped().version
        assert mention.why.score is not None and 0.0 <= mention.why.score <= 1.0


@pytest.mark.slow
def test_spans_lie_in_the_text_and_hold_no_edge_space() -> None:
    for path in sorted(REPORTS.glob("w0[0-2]*.txt")):
        doc, found = _read(path.read_text(encoding="utf-8"))
        spans = [m.span for m in (*found.places, *found.times)] + [e.trigger for e in found.events]
        spans += [c for a in found.attributions for c in (a.cue, *a.content)]
        spans += [s for e in found.events for s in (*e.agent, *e.target)]
        for start, end in spans:
            assert 0 <= start < end <= len(doc.text)
            assert doc.text[start:end] == doc.text[start:end].strip()


def test_an_empty_document() -> None:
    assert propose(document("")).events == ()


def _triggers(doc: Document, scores: Scores) -> set[int]:
    return {i for i, p in enumerate(scores.layer("trigger")[:, 0]) if p < 0.5 and doc.tokens[i].kind == "word"}


@pytest.mark.slow
def test_windows_leave_no_seams(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report read in one window and in many small ones has nearly the same triggers, at the seams as elsewhere."""
    model = shipped()
    same = total = 0
    for path in sorted(REPORTS.glob("w*.txt"))[:6]:
        doc = document(path.read_text(encoding="utf-8"))
        opinion = _opinion(doc)
        pieces = pieces_of(doc.tokens, doc.text, model.tokeniser)
        rows, pointers = features(doc, opinion), hints(doc, opinion)
        whole = _triggers(doc, model.scores(pieces, rows, pointers))
        monkeypatch.setattr("khabar.model.runtime.plan", lambda p: plan(p, 220, 100))
        cut = _triggers(doc, model.scores(pieces, rows, pointers))
        monkeypatch.undo()
        same, total = same + len(whole & cut), total + len(whole | cut)
    assert total > 60
    assert same / total >= 0.9


def test_the_automatic_reading_keeps_the_lexicons_entries() -> None:
    doc = document(TEXT)
    found = combine(doc, _opinion(doc), times.parse_all)
    assert any(e.entry and e.why.rule == "auto: both readers" for e in found.events)
    assert set(found.layers.values()) == {"lexicon+model"}
    assert all(p.why.score is not None for p in found.places)


def test_a_missing_model_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot read the model"):
        load(tmp_path)


def test_a_model_of_another_form_is_refused(tmp_path: Path) -> None:
    for name in WEIGHTS.iterdir():
        if name.suffix != ".onnx":
            shutil.copy(name, tmp_path)
    meta = json.loads((tmp_path / META).read_text(encoding="utf-8"))
    meta["columns"] = {**meta["columns"], "weather": 3}
    (tmp_path / META).write_text(json.dumps(meta), encoding="utf-8")
    with pytest.raises(ModelError, match="train it again"):
        load(tmp_path)


def test_the_shipped_files_are_small_enough() -> None:
    assert sum(f.stat().st_size for f in WEIGHTS.iterdir()) <= 35 * 10**6
    assert isinstance(shipped(), Model)
    assert re.fullmatch(r"khabar-reader-\d+", shipped().version)
