"""The optional reader that asks a language model at any OpenAI-compatible address (``--reader llm``; docs/llm.md).

Nothing is sent without the user's consent. What the model answers counts only where its quotations stand in the text.
"""

from __future__ import annotations

from khabar.llm.errors import AnswerError, LlmError
from khabar.llm.reader import propose
from khabar.llm.session import Session
from khabar.llm.settings import Settings, from_environment

__all__ = ["AnswerError", "LlmError", "Session", "Settings", "from_environment", "propose"]
