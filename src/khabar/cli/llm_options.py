"""Options of the llm reader. Each stands for the environment variable of its setting while the command runs.

So they also hold in the processes that a command starts. The endpoint's key has no option: command lines can be seen.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Annotated, Any

import typer


def _sets(variable: str) -> Callable[[typer.Context, Any], Any]:
    """A callback that sets the variable until the command ends."""

    def keep(context: typer.Context, value: Any) -> Any:
        if value is None or value is False or context.resilient_parsing:
            return value
        before = os.environ.get(variable)
        os.environ[variable] = "1" if value is True else str(value)
        context.call_on_close(lambda: _restore(variable, before))
        return value

    return keep


def _restore(variable: str, before: str | None) -> None:
    if before is None:
        os.environ.pop(variable, None)
    else:
        os.environ[variable] = before


YesSend = Annotated[
    bool,
    typer.Option(
        "--yes-send", callback=_sets("KHABAR_LLM_CONSENT"),
        help="With --reader llm: let the text of the reports leave this machine for the endpoint.",
    ),
]  # fmt: skip
Url = Annotated[
    str | None,
    typer.Option("--llm-url", metavar="URL", callback=_sets("KHABAR_LLM_URL"),
                 help="With --reader llm: an OpenAI-compatible endpoint, as https://host/v1."),
]  # fmt: skip
Model = Annotated[
    str | None,
    typer.Option("--llm-model", metavar="NAME", callback=_sets("KHABAR_LLM_MODEL"),
                 help="With --reader llm: the model's name at the endpoint."),
]  # fmt: skip
Requests = Annotated[
    int | None,
    typer.Option("--llm-requests", metavar="N", min=1, callback=_sets("KHABAR_LLM_MAX_REQUESTS"),
                 help="With --reader llm: send at most N requests, tries included."),
]  # fmt: skip
