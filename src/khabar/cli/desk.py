"""``khabar desk`` and ``khabar user``."""

from __future__ import annotations

import getpass
import ipaddress
import secrets
import sys
import webbrowser
from pathlib import Path
from typing import Annotated, Literal

import typer

from khabar.cli import common
from khabar.cli.store import StoreOption, opened
from khabar.errors import InputError


def mount(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("desk", epilog="Example: khabar desk --store news.db")(desk)
    app.command("user", epilog="Example: khabar user nadia --role reviewer --store news.db")(user)


def desk(
    store: StoreOption,
    host: Annotated[str, typer.Option("--host", help="Address to listen at; others than this machine's own need users with passwords.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 takes a free one.")] = 8737,
    name: Annotated[list[str] | None, typer.Option("--name", metavar="HOST", help="With --host: a name under which the desk is reached.")] = None,
    certificate: Annotated[Path | None, typer.Option("--certificate", metavar="FILE", help="With --host: certificate for https (PEM).")] = None,
    key: Annotated[Path | None, typer.Option("--key", metavar="FILE", help="Key of the certificate (PEM).")] = None,
    reader: common.ReaderOption = "auto",
    links: Annotated[bool, typer.Option("--links/--no-links", help="Whether pasted addresses may be fetched.")] = True,
    no_open: Annotated[bool, typer.Option("--no-open", help="Only print the link.")] = False,
) -> None:
    """Open the desk: read, see, compare and correct what is in a store, in the browser, offline.

    It listens on this machine only and lets in whoever has the link it prints. With --host it asks for names and passwords (khabar user).
    """
    from khabar.desk import Settings

    own = _loopback(host)
    with opened(store, must_exist=False) as kept:
        from khabar.store.people import users

        if not own and not users(kept):
            raise InputError("a desk for other machines needs users with passwords: khabar user NAME --role admin")
    token = secrets.token_urlsafe(24) if own else None
    hosts = ("127.0.0.1", "localhost", "[::1]") if own else (host, "127.0.0.1", "localhost", *(name or ()))
    settings = Settings(store, token, getpass.getuser(), hosts, links, secure=certificate is not None, reader=reader)
    _serve(settings, host, port, certificate, key, no_open)


def _serve(settings: object, host: str, port: int, certificate: Path | None, key: Path | None, no_open: bool) -> None:
    import socket

    import uvicorn

    from khabar.desk import create_app

    app = create_app(settings)  # type: ignore[arg-type]
    try:
        listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OSError as error:
        raise InputError(f"cannot listen at {host}:{port}: {error.strerror}") from None
    scheme, at = "https" if certificate else "http", f"[{host}]" if ":" in host else host
    token = app.state.desk.settings.token
    link = f"{scheme}://{at}:{listening.getsockname()[1]}/" + (f"enter?token={token}" if token else "")
    print(f"The desk is open: {link}\nStop it with Ctrl-C.", file=sys.stderr, flush=True)
    if not no_open and token:
        webbrowser.open(link)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, ssl_certfile=certificate, ssl_keyfile=key,
                                           timeout_graceful_shutdown=3, timeout_keep_alive=75))
    server.run(sockets=[listening])


def user(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name to sign in with.")],
    store: StoreOption,
    role: Annotated[Literal["reader", "reviewer", "admin"], typer.Option("--role", help="What the user may do.")] = "reader",
) -> None:
    """Add a user of the desk, or give one a new password and role. The password is asked for, or read from standard input."""
    from khabar.desk.access import SHORTEST, hashed
    from khabar.store.people import log, put_user

    password = getpass.getpass(f"Password for {name}: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if len(password) < SHORTEST:
        raise InputError(f"the password needs at least {SHORTEST} characters")
    with opened(store, must_exist=False) as kept:
        put_user(kept, name, hashed(password), role)
        log(kept, getpass.getuser(), "user", f"{name} {role}")
    print(f"{name}: {role}", file=sys.stderr)


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
