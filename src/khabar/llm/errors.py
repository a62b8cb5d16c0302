"""What can go wrong when a language model is asked."""

from __future__ import annotations

from khabar.errors import InputError, KhabarError


class LlmError(KhabarError):
    """The language model cannot be asked at all: no consent, no address, refused, or the budget is spent."""


class AnswerError(InputError):
    """The language model gave no usable answer for one report; other reports may go on."""
