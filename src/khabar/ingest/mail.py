"""E-mail files (.eml): the text of the message; attachments are left out."""

from __future__ import annotations

import email
import email.policy
from email.utils import parsedate_to_datetime

from khabar.errors import InputError
from khabar.ingest.feeds import plain
from khabar.ingest.item import Item


def from_mail(data: bytes, where: str) -> Item:
    """The report in a message. The sender is not kept: who sent a report may be endangered by it. Raises InputError."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        part = message.get_body(preferencelist=("plain", "html"))
        content = part.get_content() if part is not None else ""
    except (LookupError, UnicodeError, ValueError, AssertionError, AttributeError, KeyError) as error:
        raise InputError(f"is not a readable e-mail: {error}", where) from None
    except RecursionError:
        raise InputError("is not a readable e-mail: parts nested too deeply", where) from None
    text = content if part is not None and part.get_content_type() == "text/plain" else plain(str(content))
    if not isinstance(text, str) or not text.strip():
        raise InputError("the e-mail holds no text", where)
    day = None
    try:
        day = parsedate_to_datetime(str(message["date"])).date().isoformat() if message["date"] else None
    except (ValueError, TypeError):
        day = None
    subject = str(message["subject"]).strip() if message["subject"] else None
    return Item(text.replace("\r\n", "\n").strip(), where, published=day, published_from="metadata" if day else None, title=subject)
