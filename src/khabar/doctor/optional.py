"""Optional parts: the extras of the package and the programs beside it, what each is for and how to get it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

#: What each extra is for; extras of developers (test, docs) are not told to users.
EXTRAS = {
    "pdf": "reading PDF",
    "parquet": "tables as Parquet",
    "docx": "dossiers in Word",
    "pdf-out": "dossiers in PDF",
    "gazetteer": "rebuilding the gazetteer",
    "llm": "asking a language model (with your consent)",
    "material": "data of films and sound",
    "c2pa": "content credentials",
    "train": "a model of one's own",
    "scale": "clusters and remote files",
    "notebook": "plots",
}
#: Programs that are used when they are there.
PROGRAMS = {"ffmpeg": "frames and copies of films", "ffprobe": "data of films and sound"}

_NAME = re.compile(r"[\w.-]+")
_LEAST = re.compile(r">=\s*([\d.]+)")
_EXTRA = re.compile(r"""extra\s*==\s*["']([\w-]+)["']""")


@dataclass(frozen=True, slots=True)
class Requirement:
    """A package that Khabar, or its extra, needs; ``least``: oldest version that will do."""

    name: str
    least: str | None
    extra: str | None

    def installed(self) -> str | None:
        """The version that is installed; None when it is missing."""
        try:
            return metadata.version(self.name)
        except metadata.PackageNotFoundError:
            return None

    def fits(self, version: str | None) -> bool:
        """Whether a version will do."""
        return version is not None and (self.least is None or _numbers(version) >= _numbers(self.least))


def requirements() -> list[Requirement]:
    """What the installed package says that it needs; empty when it is not installed."""
    try:
        lines = metadata.requires("khabar") or []
    except metadata.PackageNotFoundError:
        return []
    return [_requirement(line) for line in lines]


def extras() -> Iterator[tuple[str, str, str]]:
    """Name, what was found, and advice (empty when it is there) for each extra and program."""
    needed = requirements()
    for extra, use in EXTRAS.items():
        mine = [r for r in needed if r.extra == extra]
        if not mine:
            continue
        missing = [r.name for r in mine if not r.fits(r.installed())]
        found = f"{use}: not installed ({', '.join(missing)})" if missing else use
        yield f"[{extra}]", found, f"pip install 'khabar[{extra}]'" if missing else ""
    for program, use in PROGRAMS.items():
        path = shutil.which(program)
        yield program, f"{use}: {path or 'not installed'}", "" if path else "install FFmpeg"


def _requirement(line: str) -> Requirement:
    """From a line like ``pyarrow>=18; extra == 'parquet'`` (PEP 508, as far as Khabar's own needs go)."""
    what, _, marker = line.partition(";")
    name, least, extra = _NAME.match(what), _LEAST.search(what), _EXTRA.search(marker)
    return Requirement(name[0] if name else what, least[1] if least else None, extra[1] if extra else None)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", version)[:3])
