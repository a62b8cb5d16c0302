"""Build wheel and sdist of the last commit twice, compare the hashes, and look at what they hold. Needs the packages ``build`` and ``hatchling``.

    python scripts/check_wheel.py [--out DIR] [--no-isolation] [--install]

Each build starts from a fresh copy of the commit, in another folder, with another seed of hashes; the commit's time stands in for the
clock (SOURCE_DATE_EPOCH). So whoever has the same commit, and the same hatchling, gets the same files.
``--install`` also installs the wheel into a fresh virtual environment and runs ``khabar doctor`` there. Exit code 1 for any fault.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
NEEDED = (
    "khabar/__init__.py", "khabar/py.typed", "khabar/doctor/report.txt", "khabar/model/weights/network.onnx",
    "khabar/model/weights/vocabulary.json", "khabar/resources/data/gazetteer/gazetteer.bin", "khabar/resources/compiled/cue.msgpack",
    "khabar/resources/compiled/predicate.msgpack", "khabar/desk/static/desk.css", "khabar/desk/data/provinces.json",
)  # fmt: skip
SOURCES = ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "NOTICE", "CHANGELOG.md", "mkdocs.yml", "samples/hawija-a.txt",
           "docs/index.md", "examples/from-reports-to-plots.ipynb", "src/khabar/__init__.py", "tests/conftest.py")
#: What no archive may hold: caches, compiled Python, a wheel's own compiled resources in the sdist, keys, stores, reports not ours.
UNWANTED = re.compile(r"(^|/)(__pycache__|\.git|\.hypothesis|\.\w+_cache|shared|\.venv)(/|$)|\.py[co]$|\.db(-wal|-shm)?$|\.key$|\.pem$|~$")
ALLOWED = re.compile(r"^khabar/|^khabar-[\d.a-z]+\.dist-info/(METADATA|WHEEL|RECORD|entry_points\.txt|licenses/(LICENSE|NOTICE))$")


def build(folder: Path, isolated: bool, seed: int) -> list[Path]:
    """Wheel and sdist, each made from the commit. The wheel first."""
    tree, out = folder / "tree", folder / "out"
    tree.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as commit:
        commit.extractall(tree, filter="data")
    stamp = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    env = os.environ | {"SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", stamp), "PYTHONHASHSEED": str(seed)}
    command = [sys.executable, "-m", "build", "--wheel", "--sdist", "--outdir", str(out), *([] if isolated else ["--no-isolation"]), str(tree)]
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"the build failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return sorted(out.iterdir(), key=lambda path: path.suffix != ".whl")


def names(archive: Path) -> list[str]:
    """The files of an archive; those of an sdist without its top folder."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.namelist()
    with tarfile.open(archive) as sdist:
        return [member.name.partition("/")[2] for member in sdist if member.isfile()]


def faults_of(archive: Path) -> list[str]:
    """One line for each file that is missing from the archive, or should not be in it."""
    held = names(archive)
    wheel = archive.suffix == ".whl"
    found = [f"{archive.name} lacks {name}" for name in (NEEDED if wheel else SOURCES) if name not in held]
    found += [f"{archive.name} holds {name}" for name in held if UNWANTED.search(name) or (wheel and not ALLOWED.search(name))]
    if not wheel:
        found += [f"{archive.name} holds {name}" for name in held if "/resources/compiled/" in name]
        tracked = subprocess.run(["git", "ls-tree", "-r", "-z", "--name-only", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
        found += [f"{archive.name} holds {name}, which git does not track" for name in sorted({*held} - {*tracked, "PKG-INFO", ".gitignore"})]
    return found


def install(wheel: Path, folder: Path) -> list[str]:
    """Install the wheel into a fresh environment and run the doctor there, in an empty folder."""
    python = folder / "venv" / "bin" / "python"
    for command in ([sys.executable, "-m", "venv", str(folder / "venv")], [str(python), "-m", "pip", "install", "-q", str(wheel)],
                    [str(python.with_name("khabar")), "doctor", "--json"]):  # fmt: skip
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if done.returncode:
            return [f"{' '.join(command)}: {done.stdout[-1500:]}{done.stderr[-500:]}"]
    if " kinds, compiled, digest " not in done.stdout:
        return [f"the installed resources are not the compiled ones: {done.stdout}"]
    return []


def main() -> int:
    """Build, compare, look, and tell."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--out", type=Path, help="keep the archives in this folder")
    options.add_argument("--no-isolation", action="store_true", help="build with the packages of this environment")
    options.add_argument("--install", action="store_true", help="install the wheel and run khabar doctor")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        first, second = (build(Path(temporary) / str(seed), not given.no_isolation, seed) for seed in (1, 2))
        faults: list[str] = []
        for one, other in zip(first, second, strict=True):
            digest, again = (hashlib.sha256(path.read_bytes()).hexdigest() for path in (one, other))
            held = names(one)
            print(f"{one.name}: {one.stat().st_size / 1e6:.1f} MB, {len(held)} files, sha256 {digest}")
            faults += faults_of(one) + ([] if digest == again else [f"{one.name}: two builds differ"])
            if given.out is not None:
                given.out.mkdir(parents=True, exist_ok=True)
                shutil.copy(one, given.out)
        if given.install:
            faults += install(first[0], Path(temporary))
    for fault in faults:
        print(f"check_wheel: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
