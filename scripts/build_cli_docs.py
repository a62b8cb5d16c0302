"""Write docs/cli.md from the commands themselves. Run after any change of the command line; a test holds it fresh."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer.main

from khabar.cli import app

PAGE = Path(__file__).parent.parent / "docs" / "cli.md"
HEAD = """# The command line

Written by `python scripts/build_cli_docs.py` from the commands themselves.

Errors are one line on standard error that names file and place; the exit code is then 2, other inputs go on. `khabar
--install-completion` installs completion for your shell. `khabar --version` prints the version.
"""


def page() -> str:
    """The whole page."""
    root = typer.main.get_command(app)
    parts = [HEAD]
    commands: list[tuple[str, Any]] = []
    for name, command in sorted(root.commands.items()):  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        commands += [(f"{name} {n}", c) for n, c in sorted(inner.items())] if inner else [(name, command)]
    for name, command in commands:
        parts.append(f"\n## khabar {name}\n\n{(command.help or '').strip()}\n")
        rows = []
        for p in command.params:
            if p.name == "help":
                continue
            label = "` `".join(p.opts) if p.param_type_name == "option" else (p.metavar or p.name or "")
            text = getattr(p, "help", None) or ""
            rows.append(f"| `{label}` | {text.replace('|', '/')} |")
        if rows:
            parts.append("\n| argument or option | meaning |\n| --- | --- |\n" + "\n".join(rows) + "\n")
        if command.epilog:
            parts.append(f"\n```sh\n{command.epilog.removeprefix('Example: ')}\n```\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
