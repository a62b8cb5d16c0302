"""How phrases and triggers hang together: who speaks in a word, what lies between, what mentions look back to. Invented sentences."""

from __future__ import annotations

from khabar.extract.events.read import drafted
from khabar.extract.events.weighing import link_signs, phrases, where
from khabar.extract.events.weighing.decide import settle
from khabar.extract.events.weighing.links import kin
from khabar.extract.events.weighing.report import Report
from khabar.record.mentions import AttributionMention, PlaceMention
from khabar.record.why import Why
from khabar.text.document import document

W = Why("test")


def _report(text: str, attributions: tuple[AttributionMention, ...] = (), places: tuple[PlaceMention, ...] = ()) -> Report:
    return Report(*drafted(document(text), places, (), attributions))


def _span(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def _saying(text: str, cue: str, source: str | None, content: str) -> AttributionMention:
    said_by = None if source is None else _span(text, source)
    return AttributionMention(_span(text, cue), said_by, (_span(text, content),), "indirect", "accuse", None, W)


def _number(report: Report, word: str) -> int:
    tokens = report.scene.doc.tokens
    return next(n for n, d in enumerate(report.drafts) if tokens[d.trigger.at].text == word)


ACCUSED = "قال الوزير سالم الحارثي إن الطريق مفتوح. واتهم المتمردين بقصف الميناء."


def test_who_speaks_in_the_trigger_itself_is_seen() -> None:
    text = "اتهم الوزير المتمردين بقصف الميناء."
    report = _report(text, (_saying(text, "اتهم", "الوزير", "قصف الميناء"),))
    tie = report.links.tie(_number(report, "اتهم"))
    assert (tie.saying, tie.says, tie.hears) == ("named", 1, -1)
    assert report.links.tie(_number(report, "بقصف")).saying == ""


def test_a_hidden_speaker_is_looked_for_in_the_sentence_before() -> None:
    before = _saying(ACCUSED, "قال", "الوزير سالم الحارثي", "الطريق مفتوح")
    report = _report(ACCUSED, (before, _saying(ACCUSED, "واتهم", None, "قصف الميناء")))
    n = _number(report, "واتهم")
    tie = report.links.tie(n)
    speaker = report.links.speaker(report.drafts[n].trigger.at)
    assert tie.saying == "hidden" and tie.joined and speaker is not None and speaker[0] == tie.speaker == 1
    assert (speaker,) in phrases.candidates(report, phrases.ask(report, n))
    silent = _report(ACCUSED)
    assert (speaker,) not in phrases.candidates(silent, phrases.ask(silent, _number(silent, "واتهم")))


def test_a_trigger_is_tied_to_the_one_before_it_in_its_sentence() -> None:
    report = _report(ACCUSED)
    tie = report.links.tie(_number(report, "بقصف"))
    assert (tie.governor, tie.near) == ("accuse", 1)
    assert report.links.tie(_number(report, "واتهم")).governor == ""


def test_the_mention_in_between_owns_a_phrase() -> None:
    report = _report("أدان المجلس قصف القوات للميناء.")
    at = {word: report.drafts[_number(report, word)].trigger.at for word in ("أدان", "قصف")}
    tokens = [t.text for t in report.scene.doc.tokens]
    assert report.links.owner(at["أدان"], tokens.index("القوات")) == report.drafts[_number(report, "قصف")].trigger.type
    assert report.links.owner(at["قصف"], tokens.index("القوات")) == ""
    assert report.links.owner(at["قصف"], tokens.index("المجلس")) == ""
    assert report.links.owner(at["قصف"], at["قصف"]) == ""


def test_mentions_look_back_to_their_type_and_deaths_to_attacks() -> None:
    assert kin("attack") >= {"attack", "kill", "injure"} and kin("meet") == {"meet"} and "attack" not in kin("kill")
    text = (
        "هاجم مسلحون مخفر تل الرمان. واجتمع الوزير بالسفير. والتقى الرئيس المحافظ. وزار القاضي السجن. "
        "وأسفر الهجوم عن مقتل ثلاثة جنود."
    )
    report = _report(text, places=(PlaceMention(_span(text, "تل الرمان"), W),))
    killed = _number(report, "مقتل")
    for n in range(killed):
        settle(report, phrases.ask(report, n))
    attack = _number(report, "هاجم")
    assert (attack, tuple(report.drafts[attack].roles["agent"])) in report.earlier["agent", "kill"]
    assert not any(n == _number(report, "واجتمع") for n, _ in report.earlier["agent", "kill"])
    asked = phrases.ask(report, killed)
    relations = phrases.candidates(report, asked)[tuple(report.drafts[attack].roles["agent"])]
    assert "agent earlier, its cause" in relations
    assert where.spots(report, asked, "place").kin == _span(text, "تل الرمان")


def test_signs_of_links_name_what_they_tell_apart() -> None:
    seen = [
        link_signs.voice(True, False, True, "named", None, "accuse"), link_signs.voice(False, True, False, "", False, "accuse"),
        link_signs.away("3ms", "", "m", True), link_signs.owner("before", "kill", "attack"),
        link_signs.joined("before", "verb active", "attack", True), link_signs.suffix("before", "هم", "mp", "masdar"),
        link_signs.cued("بعد", "noun"), link_signs.followed("punctuation", "noun"), link_signs.tied("attack", "noun", True, "hidden"),
        link_signs.governed("accuse", 1, "attack"), link_signs.kin("same", "attack", True, 0), link_signs.main_place(0, "attack", 1),
        link_signs.spot_owner("behind", "kill", "attack", "noun"),
    ]  # fmt: skip
    assert all(found and len(set(found)) == len(found) and all(sign.count("=") == 1 for sign in found) for found in seen)
    assert "says=yes" in seen[0] and "hears=yes" not in seen[0] and "ours=False.False" in seen[1]
    assert link_signs.voice(False, False, False, "", None, "accuse") == link_signs.tied("attack", "noun", False, "") == []
