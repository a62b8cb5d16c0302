"""The checks of an installation. What Khabar cannot do without is a ``fault``, an optional part that is not there ``absent``."""

from __future__ import annotations

import re
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

import khabar
from khabar.doctor import optional, parts
from khabar.doctor.finding import PartError

State = Literal["ok", "fault", "absent"]
OLDEST = (3, 11)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. ``found`` says what is there, ``advice`` what to do (empty when nothing), ``seconds`` how long it took."""

    name: str
    state: State
    found: str
    advice: str = ""
    seconds: float = 0.0


def python() -> str:
    """The interpreter. Raises PartError when it is too old."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST:
        raise PartError(f"Python {version}", f"install Python {'.'.join(map(str, OLDEST))} or newer")
    return f"Python {version}"


def version() -> str:
    """Khabar's version and folder. Raises PartError when the code and the installed package are not of one version."""
    found = f"{khabar.__version__} in {Path(khabar.__file__).parent}"
    try:
        installed = metadata.version("khabar")
    except metadata.PackageNotFoundError:
        raise PartError(f"{found}, not installed as a package", "pip install khabar (or pip install -e . in the repository)") from None
    if installed != khabar.__version__:
        raise PartError(f"{found}, but version {installed} is installed", "pip install --force-reinstall khabar")
    return found


def packages() -> str:
    """The packages that Khabar needs. Raises PartError when one is missing or too old."""
    needed = [r for r in optional.requirements() if r.extra is None]
    wrong = [f"{r.name} {has or 'missing'} (needs {r.least or 'any'})" for r in needed if not r.fits(has := r.installed())]
    if wrong:
        raise PartError("; ".join(wrong), "pip install --force-reinstall khabar")
    return f"all {len(needed)} there"


#: What Khabar cannot do without: name and check. A check returns what it found or raises PartError.
REQUIRED: Mapping[str, Callable[[], str]] = {
    "python": python,
    "khabar": version,
    "packages": packages,
    "resources": parts.resources,
    "gazetteer": parts.places,
    "model": parts.weights,
    "store": parts.database,
    "output": parts.output,
    "self-test": parts.reading,
}


def examine(limit: float = 60.0, required: Mapping[str, Callable[[], str]] = REQUIRED) -> Iterator[Check]:
    """Every check in turn, the optional parts last. limit: seconds a check may take before it counts as a fault."""
    for name, check in required.items():
        yield _timed(name, check, limit)
    for name, found, advice in optional.extras():
        yield Check(name, "absent" if advice else "ok", found, advice)


def healthy(checks: list[Check]) -> bool:
    """Whether nothing that Khabar needs is at fault; absent optional parts do not count."""
    return not any(check.state == "fault" for check in checks)


def _timed(name: str, check: Callable[[], str], limit: float) -> Check:
    """Run one check in a thread, so that a file system or library that hangs is a finding and no hang of ours."""
    result: list[tuple[State, str, str]] = []

    def work() -> None:
        try:
            result.append(("ok", check(), ""))
        except PartError as fault:
            result.append(("fault", fault.found, fault.advice))
        except Exception as error:  # whatever is broken is what we are here to tell
            words = re.sub(r"\s+", " ", f"{type(error).__name__}: {error}")
            result.append(("fault", words[:300], "pip install --force-reinstall khabar"))

    thread = threading.Thread(target=work, name=f"doctor {name}", daemon=True)
    start = time.perf_counter()
    thread.start()
    thread.join(limit)
    seconds = round(time.perf_counter() - start, 2)
    if not result:
        return Check(name, "fault", f"not done after {limit:g} seconds", "free the machine, or allow more with --limit", seconds)
    return Check(name, *result[0], seconds)
