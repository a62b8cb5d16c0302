"""Private talk that is given as if it were a report: refused, with the command that takes it in without its names."""

from __future__ import annotations

import re
from pathlib import PurePath

from khabar.errors import InputError
from khabar.ingest.telegram import is_result
from khabar.ingest.whatsapp import is_talk

_HEAD = 20_000
_TELEGRAM_PAGE = re.compile(r"<div class=\"message default clearfix|<div class=\"from_name\"")
_CARD = re.compile(r"\s*BEGIN:VCARD\b", re.IGNORECASE)


class PrivateError(InputError):
    """A messenger's export or a contact card, whose very name may be a person's: it is shown, and never kept."""


def refuse(text: str, where: str) -> None:
    """Raise PrivateError for the text of a WhatsApp chat, a Telegram export or a contact card."""
    head = text[:_HEAD].removeprefix("\ufeff")
    command = f"khabar material add {PurePath(where.partition('#')[0]).name!r}"
    if _CARD.match(head):
        raise PrivateError("is a contact card: names and telephone numbers are not taken in", where)
    if is_result(head.encode("utf-8", "replace")) and '"text"' in head:
        raise PrivateError(f"is a Telegram export, not a report: {command} reads its messages under pseudonyms (--from text reads it as it is)", where)
    if len(_TELEGRAM_PAGE.findall(head)) > 1:
        raise PrivateError("is a Telegram export as a web page: export it as JSON and take that in with khabar material add, which keeps names out", where)
    if is_talk(head):
        raise PrivateError(f"is a WhatsApp chat, not a report: {command} reads its messages under pseudonyms (--from text reads it as it is)", where)


def kept_as(error: InputError) -> tuple[str, str]:
    """Where and why an input was refused, as the store may keep it: for private talk without the name of its file."""
    if isinstance(error, PrivateError):  # WhatsApp Chat with NAME.txt
        return "a private file, whose name is not kept", "is a messenger's export or a contact card: see khabar material add"
    return error.where or "?", error.message


__all__ = ["PrivateError", "kept_as", "refuse"]
