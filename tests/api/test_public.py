"""The stable names exist, are documented and typed, and cost nothing until they are used."""

from __future__ import annotations

import importlib
import inspect
import re
import subprocess
import sys
import typing
from pathlib import Path
from typing import Any

import pytest

import khabar

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
NAME = re.compile(r"^\| `(khabar(?:\.\w+)+)(?:\([^`]*\))?` \|", re.M)


def stable() -> list[str]:
    """The dotted names of the tables in docs/api.md."""
    return NAME.findall(PAGE.read_text(encoding="utf-8"))


def resolve(dotted: str) -> Any:
    module, _, name = dotted.rpartition(".")
    return getattr(importlib.import_module(module), name)


def test_the_page_lists_all_public_names_and_no_name_twice() -> None:
    names = stable()
    assert len(names) == len(set(names)) > 20
    assert {n.removeprefix("khabar.") for n in names if n.count(".") == 1} == set(khabar.__all__)


@pytest.mark.parametrize("dotted", stable())
def test_a_stable_name_is_there_documented_and_typed(dotted: str) -> None:
    value = resolve(dotted)
    if inspect.isclass(value):
        assert value.__doc__ and not value.__doc__.startswith(f"{value.__name__}(")
        for field in getattr(value, "__dataclass_fields__", {}):
            assert field in typing.get_type_hints(value)
    elif inspect.isfunction(value):
        assert value.__doc__
        hints = value.__annotations__
        assert {*inspect.signature(value).parameters, "return"} <= set(hints), f"{dotted} is not fully typed"
    else:
        assert dotted in ("khabar.__version__", "khabar.Span")


def test_importing_khabar_loads_nothing_else() -> None:
    code = "import sys, khabar; print(*[m for m in sys.modules if m.startswith('khabar.')], 'msgspec' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["False"]


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'reed'"):
        _ = khabar.reed  # type: ignore[attr-defined]
    assert set(khabar.__all__) <= set(dir(khabar))


def test_the_types_are_shipped() -> None:
    assert Path(khabar.__file__).with_name("py.typed").is_file()


def test_the_example_of_the_page_runs() -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    assert blocks
    for block in blocks:
        exec(compile(block, str(PAGE), "exec"), {})
