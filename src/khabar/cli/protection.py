"""Options that protect people in what is handed on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from khabar.errors import InputError

if TYPE_CHECKING:
    from khabar.protect import Rules, Summary

Protect = Annotated[bool, typer.Option("--protect", help="Remove telephone numbers, addresses, handles, profiles, and what identifies unnamed sources.")]
Names = Annotated[Path | None, typer.Option("--protect-names", metavar="FILE", help="Also remove these names, one a line.")]
Level = Annotated[Literal["region", "country", "kind"], typer.Option("--protect-level", help="How much of where an unnamed source is may be told.")]


def rules(names: Path | None, level: Literal["region", "country", "kind"]) -> Rules:
    """The rules that the options ask for; a listed name is removed in its Latin spelling too. Raises InputError."""
    from khabar.protect import Rules
    from khabar.resolve import transliterate

    listed: list[str] = []
    if names is not None:
        try:
            listed = [line.strip() for line in names.read_text(encoding="utf-8").splitlines() if line.strip()]
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"cannot be read as a list of names: {error}", str(names)) from None
    latin = [spelled for name in listed if not name.isascii() for spelled in (transliterate.name(name), *transliterate.name(name).split()) if len(spelled) > 3]
    return Rules(tuple(dict.fromkeys((*listed, *latin))), level)


def tell(summary: Summary) -> None:
    """Say on standard error what was removed."""
    print("protected: removed " + (", ".join(summary.lines()) or "nothing"), file=sys.stderr)
