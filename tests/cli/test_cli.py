"""The command line, run as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import khabar
from khabar.record import from_json

TEXT = "قال الحاكم فريد السامي إن ثلاثة جنود قتلوا في هجوم على بلدة النخيل الجمعة."


def run(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own; with the lexicon reader, which starts fastest, unless one is named."""
    code = "from khabar.cli import main; main()"
    if args[0] in ("read", "explain") and "--reader" not in args:
        args = (*args, "--reader", "lexicon")
    env = os.environ | {"COLUMNS": "300"}
    return subprocess.run([sys.executable, "-c", code, *args], input=stdin, capture_output=True, timeout=120, env=env)


def test_version() -> None:
    assert run("--version").stdout.decode().strip() == f"khabar {khabar.__version__}"


def test_default_view_tells_the_report(samples: Path) -> None:
    done = run("read", str(samples / "hawija-a.txt"), "--published", "2024-03-14", "--reader", "auto")
    out = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    for part in ("رزكار عثمان", "شاهد عيان من داخل الحويجة", "خوفاً من انتقام المسلحين", "150", "planned", "2024-03-14"):
        assert part in out
    assert "0096400000000" not in out


def test_json_of_several_reports_is_json_lines(samples: Path) -> None:
    done = run("read", str(samples / "hawija-a.txt"), str(samples / "hawija-b.txt"), "--json", "--published", "2024-03-14")
    lines = done.stdout.decode().splitlines()
    assert [from_json(line).report.text[:5] for line in lines] == ["كركوك", "بغداد"]


def test_standard_input() -> None:
    done = run("read", "-", "--json", "--published", "2024-03-14", stdin=TEXT.encode())
    record = from_json(done.stdout)
    assert record.report.published_from == "argument"
    assert [c.min for e in record.events for c in e.count if c.what == "killed"] == [3]


def test_without_a_date_relative_times_stay_unresolved_and_the_user_is_told() -> None:
    done = run("read", "-", stdin=TEXT.encode())
    assert "--published" in done.stdout.decode()
    record = from_json(run("read", "-", "--json", stdin=TEXT.encode()).stdout)
    assert record.report.published is None
    assert [(t.start, t.end) for t in record.times] == [(None, None)]


def test_jsonl_with_a_broken_line_goes_on_and_ends_with_2(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"id": "../a", "text": TEXT}) + "\n{broken\n" + json.dumps({"id": "b", "text": TEXT}), encoding="utf-8")
    out = tmp_path / "out"
    done = run("read", str(path), "--out", str(out))
    assert done.returncode == 2
    assert sorted(p.name for p in out.iterdir()) == ["a.json", "b.json"]
    errors = done.stderr.decode().splitlines()
    assert len(errors) == 1 and f"{path}:2" in errors[0]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (bytes(range(256)), "not text"),
        ("رئیس جمهور گفت که پیشنهاد چین را بررسی می‌کند".encode(), "Persian"),
        ("وزیر اعظم نے کہا ہے کہ یہ فیصلہ ملک کے لیے بہتر ہے".encode(), "Urdu"),
        ("سەرۆکی هەرێم لە هەولێر کۆبووەوە لەگەڵ وەزیرەکان".encode(), "Kurdish"),
        (b"The minister said that talks had stalled.", "not Arabic"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    done = run("read", str(path))
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 2
    assert len(lines) == 1 and str(path) in lines[0] and says in lines[0]


def test_force_reads_another_language() -> None:
    done = run("read", "-", "--json", "--force", stdin=b"The minister said that talks had stalled.")
    assert done.returncode == 0
    assert from_json(done.stdout).report.language == "other"


def test_bad_files_do_not_stop_the_good_one(tmp_path: Path, samples: Path) -> None:
    done = run("read", str(tmp_path / "none.txt"), str(tmp_path), str(samples / "hawija-b.txt"), "--json")
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 1
    assert len(done.stderr.splitlines()) == 2


def test_a_wrong_date_is_refused() -> None:
    done = run("read", "-", "--published", "12/02/2016", stdin=TEXT.encode())
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_windows_1256_is_read_and_said() -> None:
    done = run("read", "-", "--json", stdin=TEXT.encode("cp1256"))
    assert done.returncode == 0
    assert "windows-1256" in done.stderr.decode()


def test_explain_shows_the_derivation(samples: Path) -> None:
    path = str(samples / "hawija-a.txt")
    listed = run("explain", path, "--published", "2024-03-14").stdout.decode()
    assert "v1:" in listed and "a1:" in listed and "p1:" in listed
    tree = run("explain", path, "--published", "2024-03-14", "--attribution", "a1").stdout.decode()
    assert "cue.say" in tree and ".yaml:" in tree
    missing = run("explain", path, "--event", "v999")
    assert missing.returncode == 2 and "v999" in missing.stderr.decode()


@pytest.mark.slow
def test_evaluate_and_floors(samples: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.json"
    assert run("evaluate", str(samples), "--reader", "lexicon", "--floors", str(floors), "--save-floors").returncode == 0
    assert run("evaluate", str(samples), "--reader", "lexicon", "--floors", str(floors)).returncode == 0
    floors.write_text(json.dumps({"floors": {"time.value": 1.01}}))
    failed = run("evaluate", str(samples), "--reader", "lexicon", "--floors", str(floors))
    assert failed.returncode == 1 and "time.value" in failed.stderr.decode()


def test_schema_is_json() -> None:
    assert "$defs" in json.loads(run("schema").stdout)


def test_check_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "cue.yaml"
    path.write_text('kind: word\norigin:\n  who: a\n  when: "2026"\n  licence: A\nentries:\n  - id: word.a.b\n    froms: []\n')
    done = run("check", str(path))
    assert done.returncode == 2
    assert "cue.yaml:8" in done.stderr.decode() and "forms" in done.stderr.decode()


def test_every_command_has_help() -> None:
    for command in ("read", "explain", "evaluate", "schema", "check"):
        done = run(command, "--help")
        assert done.returncode == 0 and b"Example:" in done.stdout


def test_what_one_accuses_and_another_denies_hangs_on_both_voices() -> None:
    text = "واتهمت الحكومة السودانية جماعة الراية بقتل أربعة جنود، وهو ما نفته الجماعة.".encode()
    shown = run("read", "-", "--reader", "lexicon", stdin=text).stdout.decode()
    assert "denied: " in shown and shown.count("4 soldiers") == 2
    ladder = run("chains", "-", "--reader", "lexicon", stdin=text).stdout.decode()
    assert ladder.count("kill بقتل") == 2


def test_what_the_voice_shows_is_not_told_as_an_act_too() -> None:
    """A demand stands on the branch of who makes it, with whom it is made of."""
    text = "وطالبت المنظمة بفتح تحقيق مستقل. وطالبت الحكومة المسلحين بالانسحاب من البلدة."
    shown = run("read", "-", "--reader", "lexicon", stdin=text.encode()).stdout.decode()
    assert "made demands" not in shown and "demanded action" not in shown and "investigation" in shown and "Gunmen should withdraw" in shown


def test_a_demand_on_somebody_is_told_where_the_branch_does_not_name_him() -> None:
    text = "وناشدت المنظمة الأطراف فتح المعابر أمام المدنيين."
    shown = run("read", "-", stdin=text.encode()).stdout.decode()
    assert "appealed to parties" in shown or "called on parties" in shown or "urged parties" in shown


def test_a_kind_of_unnamed_source_is_told_as_a_source() -> None:
    shown = run("read", "-", "--reader", "lexicon", stdin="وقال أطباء إن ثلاثة جنود قتلوا.".encode()).stdout.decode()
    assert "unnamed medical source" in shown


def test_a_shortened_content_keeps_no_lone_quotation_mark() -> None:
    text = 'وقال الوزير إن الحكومة "لن تترك أحدا وراءها في هذه الأزمة الطويلة التي تمر بها البلاد منذ عدة أعوام كاملة، وإنها تسعى إلى الأفضل".'
    shown = run("read", "-", "--reader", "lexicon", stdin=text.encode()).stdout.decode()
    line = next(line for line in shown.splitlines() if "say: " in line)
    assert line.endswith("…") and line.count('"') == 0


def test_acts_that_are_only_named_are_counted_and_not_told() -> None:
    text = "وقال الوزير إن مصير الاتفاق غامض وإن الجيش قصف البلدة. وأكد المتحدث الهجوم."
    shown = run("read", "-", "--reader", "lexicon", stdin=text.encode()).stdout.decode()
    assert "agreement was reached" not in shown and "Shelling took place" in shown and "1 mention of acts by name alone not shown" in shown
