"""Users: who may sign in from other machines, in which role; for administrators."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from khabar.desk.access import SHORTEST, Session, hashed
from khabar.desk.posting import field, posting, session_of
from khabar.desk.render import page
from khabar.desk.state import Desk
from khabar.store.people import ROLES, log, put_user, remove_user, users


def everybody(request: Request) -> Response:
    """The users and the form for one more."""
    desk: Desk = request.app.state.desk
    session_of(request, "admin")
    return page(request, "users.html", users=users(desk.store), roles=ROLES, shortest=SHORTEST)


@posting("admin")
def put(request: Request, session: Session, form: FormData) -> Response:
    """Add a user, or give one a new password and role; open sessions of that user end."""
    desk: Desk = request.app.state.desk
    name, password, role = field(form, "name", 100), field(form, "password", 1000), field(form, "role", 20)
    if not name or len(password) < SHORTEST or role not in ROLES:
        raise HTTPException(400)
    put_user(desk.store, name, hashed(password), role)
    return _changed(request, session, name, f"{name} {role}")


@posting("admin")
def remove(request: Request, session: Session, form: FormData) -> Response:
    """Take a user away; nobody takes themselves away."""
    name = field(form, "name", 100)
    if name == session.who or not remove_user(request.app.state.desk.store, name):
        raise HTTPException(400)
    return _changed(request, session, name, f"{name} removed")


def _changed(request: Request, session: Session, name: str, what: str) -> Response:
    if name != session.who:
        request.app.state.sessions.end_of(name)
    log(request.app.state.desk.store, session.who, "user", what)
    return RedirectResponse("/users", 303)


ROUTES = [Route("/users", everybody), Route("/users", put, methods=["POST"]), Route("/users/remove", remove, methods=["POST"])]
