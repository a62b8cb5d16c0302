"""The filters over happenings, once for every command that lists or exports them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any

import typer

from khabar.ingest import iso_date
from khabar.store.query import HappeningFilter

Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="From this day on.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Up to this day.")]


def _wanted(
    *,
    kind: Annotated[str | None, typer.Option("--type", help="An event type or family.")] = None,
    place: Annotated[str | None, typer.Option("--place", help="A place, English or Arabic.")] = None,
    within: Annotated[float | None, typer.Option("--within", metavar="KM", help="Kilometres around --place.")] = None,
    since: Since = None,
    until: Until = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Part of an actor's name.")] = None,
    state: Annotated[str | None, typer.Option("--state", help="single-source, corroborated, contested or denied.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Reported by this outlet.")] = None,
    min_origins: Annotated[int, typer.Option("--min-origins", help="At least this many independent origins.")] = 0,
    announced: Annotated[bool | None, typer.Option("--announced/--happened", help="Only what is announced, or only what happened.")] = None,
) -> HappeningFilter:
    days = [iso_date(d, name) if d else None for d, name in ((since, "--since"), (until, "--until"))]
    return HappeningFilter(kind, place, within, days[0], days[1], actor, state, outlet, min_origins, announced)


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose parameter ``wanted`` is a :class:`HappeningFilter`, given on the command line as the options above.

    They stand where ``wanted`` does. Raises InputError for a malformed date.
    """
    own, shared = inspect.signature(command, eval_str=True), inspect.signature(_wanted, eval_str=True).parameters

    def run(**given: Any) -> None:
        command(**{k: v for k, v in given.items() if k not in shared}, wanted=_wanted(**{k: given[k] for k in shared}))

    parameters: list[inspect.Parameter] = []
    for name, parameter in own.parameters.items():
        parameters += shared.values() if name == "wanted" else [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)]
    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters} | {"return": None}
    return run
