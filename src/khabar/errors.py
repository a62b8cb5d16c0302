"""Every error that Khabar shows to a user.

An error says what is wrong and where, on one line. The command line prints it and exits with ``exit_code``;
library users catch :class:`KhabarError`.
"""

from __future__ import annotations


class KhabarError(Exception):
    """Something in the input, the resources or the call is wrong.

    ``message`` is one line for a person; ``where`` names file, line or span when known.
    """

    exit_code = 2

    def __init__(self, message: str, where: str | None = None) -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.message = message
        self.where = where


class SpanError(KhabarError):
    """A span lies outside its text or does not quote it."""


class RecordError(KhabarError):
    """A record does not have the form of RECORD.md, or refers to an id it does not hold."""


class ResourceError(KhabarError):
    """A linguistic resource file is wrong; ``where`` is ``file:line``."""


class InputError(KhabarError):
    """A report cannot be read: missing, empty, binary, wrong encoding, wrong language, broken JSON."""
