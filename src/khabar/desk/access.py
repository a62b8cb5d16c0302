"""Who may come in: sessions, roles, tokens against forged requests, and limits on attempts."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections import deque
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from khabar.store import Store
from khabar.store.people import ROLES, Role, User, user

COOKIE = "khabar_desk"
SESSION_SECONDS = 12 * 3600
ATTEMPTS = 5
#: Characters that a password has at least.
SHORTEST = 12
ATTEMPT_SECONDS = 60.0
_hasher = PasswordHasher()
#: Compared against when there is no such user, so that an unknown name takes as long as a wrong password.
_NOBODY = _hasher.hash(secrets.token_hex(16))


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is in. ``csrf`` must come back with everything that changes anything; ``user``: who signed in with a password, as the
    store had them then."""

    who: str
    role: Role
    csrf: str
    until: float
    user: User | None = None

    def may(self, role: Role) -> bool:
        """Whether the session's role includes another."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(slots=True)
class Sessions:
    """The sessions of a running desk, by the secret in the cookie; they end with the process."""

    _open: dict[str, Session] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, who: str, role: Role, user: User | None = None) -> str:
        """A new session; the secret for the cookie."""
        name = secrets.token_urlsafe(32)
        with self._lock:
            self._open = {k: s for k, s in self._open.items() if s.until > time.time()}
            self._open[name] = Session(who, role, secrets.token_urlsafe(24), time.time() + SESSION_SECONDS, user)
        return name

    def find(self, name: str | None) -> Session | None:
        """The open session with that secret."""
        found = self._open.get(name or "")
        return found if found is not None and found.until > time.time() else None

    def end_of(self, who: str) -> None:
        """Close all sessions of a person."""
        with self._lock:
            self._open = {k: s for k, s in self._open.items() if s.who != who}

    def end(self, name: str | None) -> None:
        """Close a session."""
        with self._lock:
            self._open.pop(name or "", None)


class Limiter:
    """At most so many attempts of one kind within some seconds."""

    def __init__(self, attempts: int = ATTEMPTS, seconds: float = ATTEMPT_SECONDS) -> None:
        self._attempts, self._seconds = attempts, seconds
        self._seen: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def allowed(self, key: str) -> bool:
        """Count an attempt; False when there were too many."""
        now = time.monotonic()
        with self._lock:
            if len(self._seen) > 10_000:
                self._seen = {k: d for k, d in self._seen.items() if d and now - d[-1] < self._seconds}
            seen = self._seen.setdefault(key, deque())
            while seen and now - seen[0] > self._seconds:
                seen.popleft()
            if len(seen) >= self._attempts:
                return False
            seen.append(now)
            return True

    def forgive(self, key: str) -> None:
        """Take the last attempt back: it was a rightful one. (Counting first leaves no gap for many tries at once.)"""
        with self._lock:
            if self._seen.get(key):
                self._seen[key].pop()


def hashed(password: str) -> str:
    """The argon2 hash of a password."""
    return _hasher.hash(password)


def checked(store: Store, name: str, password: str) -> User | None:
    """The user with that password; None when either is wrong."""
    found = user(store, name)
    try:
        _hasher.verify(found.hash if found else _NOBODY, password)
    except (Argon2Error, InvalidHashError):
        return None
    return found


def stands(store: Store, session: Session) -> bool:
    """Whether whoever signed in is still a user with that password and role: changes from elsewhere (``khabar user``) count at once."""
    return session.user is None or user(store, session.who) == session.user


def same(a: str, b: str) -> bool:
    """Whether two secrets are equal, in time that does not depend on where they differ."""
    return hmac.compare_digest(a.encode(), b.encode())
