"""What the archives hold is looked at; wheel and sdist of the last commit are the same twice."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def check_wheel(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_wheel", root / "scripts" / "check_wheel.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_wheel_that_lacks_a_file_or_holds_too_much_is_found(check_wheel: ModuleType, tmp_path: Path) -> None:
    wheel = tmp_path / "khabar-1.whl"
    needed = [name for name in check_wheel.NEEDED if not name.endswith("network.onnx")]
    extra = ["tests/conftest.py", "khabar/__pycache__/x.cpython-311.pyc", "khabar/news.db"]
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in [*needed, *extra, "khabar-0.1.0.dist-info/METADATA"]:
            archive.writestr(name, "")
    found = check_wheel.faults_of(wheel)
    assert found == [f"{wheel.name} lacks khabar/model/weights/network.onnx", *(f"{wheel.name} holds {name}" for name in extra)]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_archives_are_whole_and_the_same_twice(root: Path) -> None:
    if importlib.util.find_spec("build") is None or importlib.util.find_spec("hatchling") is None:
        pytest.skip("needs build and hatchling (pip install build hatchling); CI runs scripts/check_wheel.py with them")
    if subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, capture_output=True).returncode:
        pytest.skip("needs the git repository")
    command = [sys.executable, str(root / "scripts" / "check_wheel.py"), "--no-isolation"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
