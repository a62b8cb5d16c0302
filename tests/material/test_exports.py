"""Messengers' exports: every form of line, and nothing in the store that tells who sent what."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest

from khabar import intake
from khabar.errors import InputError
from khabar.ingest.exports import is_export
from khabar.ingest.messages import Message, Pseudonyms, pseudonyms
from khabar.ingest.whatsapp import from_chat, is_chat
from khabar.material.items import items
from khabar.material.vault import folder
from khabar.store import Store, open_store, query, records
from khabar.text import fold
from tests.material import made

LRM, LRE, PDF, NNBSP = "\u200e", "\u202a", "\u202c", "\u202f"


def chat(text: str, members: tuple[str, ...] = (), order: Any = None) -> tuple[Message, ...]:
    return from_chat(text, members, pseudonyms(None), "chat", order).messages


FORMS = {
    "iOS 24": "[13/03/2024, 14:05:33] Rana Adel: وصلنا",
    "iOS 12": f"[13/03/2024, 2:05:33{NNBSP}PM] Rana Adel: وصلنا",
    "iOS Arabic": f"{LRM}[١٣/٣/٢٠٢٤، ٢:٠٥:٣٣ م] رنا عادل: وصلنا",
    "iOS points": "[13.03.24, 14:05:33] Rana Adel: وصلنا",
    "iOS marks": f"{LRM}[13/03/2024, 14:05:33] {LRE}+964 770 123 4567{PDF}: وصلنا",
    "Android 24": "13/03/2024, 14:05 - Rana Adel: وصلنا",
    "Android 12": f"3/13/24, 2:05{NNBSP}PM - Rana Adel: وصلنا",
    "Android a.m.": "13/03/2024, 2:05 p.m. - Rana Adel: وصلنا",
    "Android Arabic": "١٣/٠٣/٢٠٢٤، ٢:٠٥ م - رنا عادل: وصلنا",
    "Android Arabic marks": f"{LRM}١٣{LRM}/٠٣{LRM}/٢٠٢٤، ١٤:٠٥ - {LRE}+٩٦٤ ٧٧٠ ١٢٣ ٤٥٦٧{PDF}: وصلنا",
    "Persian digits": "۱۳/۰۳/۲۰۲۴، ۱۴:۰۵ - رنا: وصلنا",
    "year first": "2024-03-13, 14:05 - Rana Adel: وصلنا",
    "no comma": "13.03.2024 14:05 - Rana Adel: وصلنا",
    "iOS right-to-left marks": "[\u200f13\u200f/3\u200f/2024، 2:05:33 م] رنا عادل: وصلنا",
    "Android dashes": "13-03-2024, 2:05 م – رنا عادل: وصلنا",
    "hour and minute apart by a point": "13/03/24, 14.05 - Rana Adel: وصلنا",
    "Kurdish": "١٣/٣/٢٠٢٤، ٢:٠٥ د.ن - ڕەنا: وصلنا",
    "Hijri": "[٣/٩/١٤٤٥ هـ، ٢:٠٥:٣٣ م] رنا عادل: وصلنا",
    "number as sender": "13/03/2024, 14:05 - +964 770 123 4567: وصلنا",
    "tilde before the name": "[13/03/2024, 14:05:33] ~\u202fرنا: وصلنا",
}


@pytest.mark.parametrize("form", FORMS)
def test_forms_of_lines(form: str) -> None:
    (message,) = chat(FORMS[form])
    assert message.text == "وصلنا"
    assert message.sent is not None and message.sent[:16] == "2024-03-13T14:05"
    assert message.sender.startswith("sender-")


@pytest.mark.parametrize(("clock", "hour"), [("12:05 AM", 0), ("12:05 PM", 12), ("١٢:٠٥ ص", 0), ("١٢:٠٥ م", 12), ("1:05 am", 1), ("11:05 pm", 23)])
def test_noon_and_midnight(clock: str, hour: int) -> None:
    (message,) = chat(f"13/03/2024, {clock} - رنا: نعم")
    assert message.sent == f"2024-03-13T{hour:02}:05:00"


def test_lines_that_go_on() -> None:
    first, second = chat("13/03/2024, 14:05 - رنا: السطر الأول\nالسطر الثاني\n\nالسطر الرابع: 5\n13/03/2024, 14:06 - سامر: نعم\n")
    assert first.text == "السطر الأول\nالسطر الثاني\n\nالسطر الرابع: 5"
    assert second.text == "نعم"
    assert first.sender != second.sender


@pytest.mark.parametrize(("lines", "days"), [
    (("03/04/2024", "14/04/2024"), ("2024-04-03", "2024-04-14")), (("03/04/2024", "03/14/2024"), ("2024-03-04", "2024-03-14")),
    (("3/1/24", "2/2/24"), ("2024-01-03", "2024-02-02")), (("1/30/24", "2/3/24"), ("2024-01-30", "2024-02-03")),
])  # fmt: skip
def test_day_and_month(lines: tuple[str, ...], days: tuple[str, ...]) -> None:
    found = chat("".join(f"{line}, 14:05 - رنا: نعم\n" for line in lines))
    assert tuple((m.sent or "")[:10] for m in found) == days


def test_names_of_files_tell_day_and_month() -> None:
    (message,) = chat("03/04/2024, 14:05 - رنا: IMG-20240304-WA0001.jpg (file attached)", ("IMG-20240304-WA0001.jpg",))
    assert (message.sent or "")[:10] == "2024-03-04"


def test_what_cannot_be_told_is_said() -> None:
    export = from_chat("03/04/2024, 14:05 - رنا: نعم", (), pseudonyms(None), "chat")
    assert "day and month cannot be told apart" in export.notes[0]
    (message,) = chat("03/04/2024, 14:05 - رنا: نعم", (), "mdy")
    assert (message.sent or "")[:10] == "2024-03-04"


@pytest.mark.parametrize("line", [
    f"[13/03/2024, 14:05:33] رنا: {LRM}<attached: 00000012-PHOTO-2024-03-13-14-05-33.jpg>",
    f"[13/03/2024, 14:05:33] رنا: {LRM}<المُرفق: 00000012-PHOTO-2024-03-13-14-05-33.jpg>",
    "13/03/2024, 14:05 - رنا: 00000012-PHOTO-2024-03-13-14-05-33.jpg (file attached)",
    "13/03/2024, 14:05 - رنا: \u200f00000012-PHOTO-2024-03-13-14-05-33.jpg (الملف مرفق)",
])  # fmt: skip
def test_attached_names(line: str) -> None:
    (message,) = chat(line + "\nالجسر بعد القصف", ("x/00000012-PHOTO-2024-03-13-14-05-33.jpg", "other.jpg"))
    assert message.files == ("x/00000012-PHOTO-2024-03-13-14-05-33.jpg",)
    assert message.text == "الجسر بعد القصف"


@pytest.mark.parametrize("line", [f"[13/03/2024, 14:05:33] رنا: {LRM}image omitted", f"[١٣/٣/٢٠٢٤، ٢:٠٥:٣٣ م] رنا: {LRM}تم استبعاد الصورة",
                                  "13/03/2024, 14:05 - رنا: <Media omitted>", "13/03/2024, 14:05 - رنا: <تم استبعاد الوسائط>"])
def test_media_left_out(line: str) -> None:
    (message,) = chat(line)
    assert (message.text, message.files, message.omitted) == ("", (), True)


def test_the_messengers_own_lines_are_no_messages() -> None:
    text = "13/03/2024, 14:04 - الرسائل والمكالمات مشفرة تماما\n13/03/2024, 14:05 - رنا: نعم\n13/03/2024, 14:06 - غادر سامر"
    assert [m.text for m in chat(text)] == ["نعم"]


@pytest.mark.parametrize("line", ['غيّر سامر موضوع المجموعة من "أخبار: الشمال" إلى "أخبار"', "Samir created group “News: North”", "أنشأ سامر المجموعة «أخبار: الشمال»"])
def test_colons_in_the_messengers_own_lines(line: str) -> None:
    assert [m.text for m in chat(f"13/03/2024, 14:04 - {line}\n13/03/2024, 14:05 - رنا: نعم")] == ["نعم"]


def test_a_nickname_in_quotation_marks_is_a_sender() -> None:
    assert [m.text for m in chat('13/03/2024, 14:05 - Samir "Abu": نعم')] == ["نعم"]


@pytest.mark.parametrize(("text", "seen"), [
    ("شكرا يا رنا، وصلنا", "شكرا يا ███، وصلنا"), ("سمعت من رنا أن الجسر مغلق", "سمعت من ███ أن الجسر مغلق"), ("ورنا قالت ذلك", "و███ قالت ذلك"),
    ("قال سالم الجابري", "قال سالم الجابري"), ("العرنان والرنات", "العرنان والرنات"), ("Abufahd77 هنا", "█████████ هنا"), ("abufahd77 هنا", "█████████ هنا"),
    ("@\u2068ليلى غير معروفة\u2069 انظري", "█████ ███ ██████ انظري"), ("موقعي: https://maps.google.com/?q=36.335,43.118", "موقعي: " + "█" * 40),
    ("geo:36.335,43.118 هنا", "█" * 17 + " هنا"),
])  # fmt: skip
def test_senders_and_positions_are_masked_in_texts(text: str, seen: str) -> None:
    senders = "13/03/2024, 14:04 - رنا: نعم\n13/03/2024, 14:04 - Abufahd77: نعم\n"
    assert chat(f"{senders}13/03/2024, 14:05 - حسان: {text}")[2].text == seen


def test_the_digits_of_a_pseudonym_are_no_telephone_number() -> None:
    text = "13/03/2024, 14:04 - أحمد علي حمزة: نعم\n13/03/2024, 14:05 - رنا: اتصل بي أحمد علي حمزة على 0770 123 4567"
    for n in range(100):  # one in twenty was masked
        first, second = from_chat(text, (), Pseudonyms(None, n.to_bytes(32, "big")), "chat", None).messages
        assert second.text == f"اتصل بي {first.sender} على ████ ███ ████"


def test_spellings_of_a_sender_of_several_words() -> None:
    first, second = chat("13/03/2024, 14:04 - أحمد علي حمزة: نعم\n13/03/2024, 14:05 - رنا: اتصل بي احمد  علي حمزه أمس")
    assert second.text == f"اتصل بي {first.sender} أمس"


def test_a_name_that_is_a_common_word_is_told_not_masked() -> None:
    lines = ["13/03/2024, 14:04 - علي: نعم"] + [f"13/03/2024, 14:{n} - رنا: القصف علي الجسر رقم {n}" for n in range(10, 30)]
    export = from_chat("\n".join(lines), (), pseudonyms(None), "chat")
    assert all("علي" in m.text for m in export.messages[1:])
    assert any("علي" in n for n in export.notes)
    kept = from_chat("13/03/2024, 14:04 - سعيد: نعم\n13/03/2024, 14:05 - رنا: قال سعيد الجابري", (), pseudonyms(None, ("سعيد",)), "chat")
    assert kept.messages[1].text == "قال سعيد الجابري"


def test_a_group_named_like_a_town_does_not_take_the_town_from_texts() -> None:
    text = f"[13/03/2024, 14:04:00] الحويجة: {LRM}الرسائل والمكالمات مشفرة تماما.\n[13/03/2024, 14:05:00] رنا: قصف على الحويجة يا رنا"
    assert [m.text for m in chat(text)] == ["", "قصف على الحويجة يا ███"]


def test_what_was_changed_later_is_no_part_of_the_text() -> None:
    (message,) = chat(f"[13/03/2024, 14:05:33] رنا: أغلق الجسر {LRM}<تم تعديل هذه الرسالة>")
    assert (message.text, message.omitted) == ("أغلق الجسر", False)


@pytest.mark.parametrize(("line", "day"), [("٣/٩/١٤٤٥ هـ", "2024-03-13"), ("03/04/1350", None), ("31/13/2024", None), ("12/12/2024", "2024-12-12")])
def test_days_of_other_calendars(line: str, day: str | None) -> None:
    export = from_chat(f"{line}, 14:05 - رنا: نعم", (), pseudonyms(None), "chat")
    assert (export.messages[0].sent or "")[:10] == (day or "")
    assert any("Hijri" in n for n in export.notes) == ("١٤٤٥" in line)


def test_what_is_no_chat() -> None:
    assert not is_chat("قال الحاكم في 13/03/2024 إن الجسر أغلق.\n- أغلق الجسر: نعم")
    with pytest.raises(InputError):
        chat("قال الحاكم إن الجسر أغلق.")


@pytest.mark.slow
def test_long_and_hostile_texts_are_read_in_linear_time() -> None:
    import time

    start = time.process_time()
    chat("13/03/2024, 14:05 - رنا: " + "a.b " * 200_000)
    chat("13/03/2024, 14:05 - رنا: نعم\n" + ("1/1/1, 1:1" * 20 + "\n") * 2_000)
    chat("13/03/2024, 14:05 - رنا: " + "<" * 300_000)
    assert time.process_time() - start < 20


# ---- into the store

NAMES = ["رنا عادل", "Samir Haddad", "+964 770 123 4567", "07709876543", "0770 555 44 33", "@samir_planted", "Abu Planted Card", "964770777888"]
REPORT = "قتل ثلاثة جنود في هجوم على بلدة النخيل مساء أمس، وأغلق الجسر الكبير."


def whatsapp(path: Path) -> Path:
    """An export as a phone makes it, with an attached photo, a contact card, and secrets everywhere."""
    lines = [
        f"[13/03/2024, 14:05:33] {NAMES[0]}: {REPORT}",
        f"[13/03/2024, 14:06:00] {LRE}{NAMES[2]}{PDF}: اتصلوا بي على {NAMES[3]} أو {NAMES[4]} يا {NAMES[0]}، حسابي {NAMES[5]}",
        f"[13/03/2024, 14:06:10] {NAMES[0]}: {LRM}<attached: 00000012-PHOTO-2024-03-13-14-05-33.jpg>",
        f"[13/03/2024, 14:06:20] {NAMES[1]}: {LRM}<attached: {NAMES[6]}.vcf>",
        f"[13/03/2024, 14:06:30] {NAMES[1]}: @{NAMES[7]} أصيب خمسة مدنيين في قصف على مدينة السدرة اليوم.",
        f"[14/03/2024, 09:00:00] {NAMES[1]}: {LRM}image omitted",
    ]
    photo = made.photo(path.parent / "p.jpg").read_bytes()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_chat.txt", "\r\n".join(lines))
        archive.writestr("00000012-PHOTO-2024-03-13-14-05-33.jpg", photo)
        archive.writestr(f"{NAMES[6]}.vcf", f"BEGIN:VCARD\nFN:{NAMES[6]}\nTEL:{NAMES[2]}\nEND:VCARD\n")
    return path


def everything(kept: Store) -> bytes:
    """All bytes that a store is made of."""
    kept.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    parts = [p.read_bytes() for p in sorted(Path(kept.path).parent.glob(Path(kept.path).name + "*")) if p.is_file()]
    parts += [str(p).encode() + p.read_bytes() for p in sorted(folder(kept).rglob("*")) if p.is_file()]
    parts += [zlib.decompress(r[0]) for r in kept.connection.execute("SELECT record FROM readings")]
    return b"\n".join(parts)


def test_an_export_becomes_reports_and_material(kept: Store, tmp_path: Path) -> None:
    path = whatsapp(tmp_path / f"WhatsApp Chat with {NAMES[1]}.zip")
    before = {r.report.id for _, r in records(kept)}
    taken = intake.take(kept, path, pseudonyms(None), "سلمى")
    assert (taken.messages, taken.files, taken.omitted, taken.quarantined) == (6, 1, 1, 0)
    assert any("contact card" in str(p) for p in taken.problems)
    new = [r for _, r in records(kept) if r.report.id not in before]
    report = next(r for r in new if r.report.text == REPORT)
    assert report.report.published == "2024-03-13"
    sender = next(s for s in report.sources if s.anonymity == intake.SENDER)
    assert sender.anonymous and sender.name is None
    assert report.claims and all(c.origin == sender.id for c in report.claims if not c.chain)
    (item,) = items(kept)
    assert item.givings[0].giver == report.report.outlet
    assert item.givings[0].sent == "2024-03-13T14:06:10"


def test_a_chat_text_alone_is_an_export_with_what_lies_beside_it(kept: Store, tmp_path: Path) -> None:
    lone = tmp_path / "lone"
    lone.mkdir()
    with zipfile.ZipFile(whatsapp(tmp_path / "x.zip")) as archive:
        archive.extractall(lone)
    made.photo(lone / "unnamed.jpg", 5)
    path = lone / "_chat.txt"
    assert is_export(path)
    taken = intake.take(kept, path, pseudonyms(None), "سلمى")
    assert (taken.messages, taken.files, len(items(kept))) == (6, 1, 1)
    data = everything(kept)
    assert not [n for n in NAMES if n.encode() in data]


def test_no_name_and_no_number_reaches_the_store(kept: Store, tmp_path: Path) -> None:
    intake.take(kept, whatsapp(tmp_path / f"WhatsApp Chat with {NAMES[1]}.zip"), pseudonyms(None), "سلمى")
    data = everything(kept)
    assert REPORT.encode() in data
    for secret in NAMES:
        for form in (secret, secret.replace(" ", ""), secret.replace(" ", "").removeprefix("+")):
            assert form.encode() not in data, form


@pytest.mark.parametrize(("second", "origins"), [(NAMES[0], 1), (NAMES[1], 2)])
def test_one_sender_is_one_origin(tmp_path: Path, second: str, origins: int) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_chat.txt", f"[13/03/2024, 14:05:33] {NAMES[0]}: قتل تسعة مدنيين في قصف على مدينة الموصل اليوم.\n"
                                      f"[13/03/2024, 19:05:33] {second}: أدى القصف على مدينة الموصل اليوم إلى مقتل تسعة مدنيين.")
    with open_store(tmp_path / "x.db", fold) as other:
        intake.take(other, path, pseudonyms(None), "سلمى")
        (happening,) = query.happenings(other)
        assert happening["origins"]["count"] == origins


def test_the_key_file_alone_tells_who_is_who(kept: Store, tmp_path: Path) -> None:
    key, path = tmp_path / "apart" / "senders.json", whatsapp(tmp_path / "chat.zip")
    key.parent.mkdir()
    intake.take(kept, path, pseudonyms(key), "سلمى")
    (item,) = items(kept)
    data = json.loads(key.read_text(encoding="utf-8"))
    assert data["senders"][item.givings[0].giver] == NAMES[0]
    assert key.stat().st_mode & 0o077 == 0
    intake.take(kept, path, pseudonyms(key), "سلمى")
    intake.take(kept, path, pseudonyms(None), "سلمى")
    first, again, without = items(kept)[0].givings
    assert first.giver == again.giver != without.giver
    key.write_text("{}")
    with pytest.raises(InputError, match="not a key file"):
        pseudonyms(key)


def telegram(path: Path) -> Path:
    path.mkdir()
    (path / "photos").mkdir()
    made.photo(path / "photos" / "photo_1.jpg")
    messages = [
        {"id": 1, "type": "service", "date": "2024-03-13T14:00:00", "actor": NAMES[1], "action": "create_group"},
        {"id": 2, "type": "message", "date": "2024-03-13T14:05:33", "from": NAMES[1], "from_id": "user4455667788",
         "text": [REPORT + " ", {"type": "phone", "text": NAMES[4]}, " ", {"type": "mention_name", "text": "Samir", "user_id": 4455667788}]},
        {"id": 3, "type": "message", "date": "2024-03-13T14:06:00", "from": NAMES[0], "photo": "photos/photo_1.jpg", "text": "", "width": 640},
        {"id": 4, "type": "message", "date": "2024-03-13T14:07:00", "from": NAMES[0], "file": "(File not included. Change data exporting settings to download.)", "text": ""},
        {"id": 5, "type": "message", "date": "2024-03-13T14:08:00", "from": NAMES[0], "photo": "../../../etc/passwd", "text": ""},
        {"id": 6, "type": "message", "from": 7, "text": {"x": 1}},
        {"id": 7, "type": "message", "date": "2024-03-13T14:09:00", "from": None, "from_id": "user99", "contact_information": {"phone_number": NAMES[3]}, "text": ""},
    ]
    (path / "result.json").write_text(json.dumps({"name": "x", "type": "private_group", "messages": messages}, ensure_ascii=False), encoding="utf-8")
    return path


def test_telegram(kept: Store, tmp_path: Path) -> None:
    taken = intake.take(kept, telegram(tmp_path / "export"), pseudonyms(None), "سلمى")
    assert (taken.messages, taken.files, taken.omitted) == (4, 1, 2)
    assert "1 messages cannot be read" in taken.notes
    data = everything(kept)
    assert REPORT.encode() in data
    for secret in (*NAMES, "4455667788", "Samir"):
        assert secret.encode() not in data, secret
    (item,) = items(kept)
    assert item.givings[0].sent == "2024-03-13T14:06:00"


def test_whole_telegram_exports(tmp_path: Path) -> None:
    from khabar.ingest.telegram import from_result

    data = json.dumps({"chats": {"list": [{"messages": [{"id": 1, "type": "message", "date": "2024-03-13T14:05:33", "from": "x", "text": "نعم"}]}]}}).encode()
    assert [m.text for m in from_result(data, (), pseudonyms(None), "r").messages] == ["نعم"]
    for bad in (b"{", b"[]", b"{}", b'{"messages": 3}', b"[" * 100_000):
        with pytest.raises(InputError):
            from_result(bad, (), pseudonyms(None), "r")


# ---- hostile archives

CHAT = f"[13/03/2024, 14:05:33] رنا: {REPORT}\n"


def archive_with(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes], chat_text: str = CHAT) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", chat_text)
        for name, data in members:
            archive.writestr(name, data)
    return path


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o120777 << 16
    return info


@pytest.mark.parametrize(("name", "words"), [("../evil.jpg", "outside"), ("/etc/evil.jpg", "outside"), ("a\\..\\evil.jpg", "outside"), ("C:/evil.jpg", "outside"),
                                             (link("evil.jpg"), "is a link")])
def test_tricks_with_paths_are_refused_and_the_rest_goes_on(kept: Store, tmp_path: Path, name: Any, words: str) -> None:
    shown = name.filename if isinstance(name, zipfile.ZipInfo) else name
    text = CHAT + f"[13/03/2024, 14:06:00] رنا: {LRM}<attached: {shown}>\n[13/03/2024, 14:07:00] رنا: {LRM}<attached: good.jpg>\n"
    path = archive_with(tmp_path / "x.zip", (name, b"x"), ("good.jpg", made.jpeg(made.scene(4))), chat_text=text)
    taken = intake.take(kept, path, pseudonyms(None), "سلمى")
    assert any(words in str(p) for p in taken.problems), taken.problems
    assert (taken.read, taken.files) == (1, 1)
    assert not list(tmp_path.rglob("evil*"))


def test_bombs_are_refused_and_the_rest_goes_on(kept: Store, tmp_path: Path) -> None:
    text = CHAT + f"[13/03/2024, 14:06:00] رنا: {LRM}<attached: bomb.jpg>\n"
    taken = intake.take(kept, archive_with(tmp_path / "x.zip", ("bomb.jpg", bytes(40_000_000)), chat_text=text), pseudonyms(None), "سلمى")
    assert any("would unpack to 38 MB" in str(p) for p in taken.problems)
    assert (taken.read, taken.files) == (1, 0)


def test_a_damaged_member_is_refused_and_the_rest_goes_on(kept: Store, tmp_path: Path) -> None:
    text = CHAT + f"[13/03/2024, 14:06:00] رنا: {LRM}<attached: a.jpg>\n"
    path = archive_with(tmp_path / "x.zip", ("a.jpg", made.jpeg(made.scene(4))), chat_text=text)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        at = archive.getinfo("a.jpg").header_offset + 500
    data[at:at + 50] = bytes(50)
    path.write_bytes(bytes(data))
    taken = intake.take(kept, path, pseudonyms(None), "سلمى")
    assert any("cannot be unpacked" in str(p) for p in taken.problems)
    assert (taken.read, taken.files) == (1, 0)


def test_what_is_an_export(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK no zip")
    assert not is_export(tmp_path / "x.zip")
    assert is_export(archive_with(tmp_path / "y.zip"))
    assert not is_export(made.photo(tmp_path / "a.jpg"))
    (tmp_path / "result.json").write_text('{"messages": []}')
    assert is_export(tmp_path / "result.json")
