"""Asking the language model: consent, warning, budget, tries. The only module of Khabar that sends a report's text."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from khabar.llm import answer
from khabar.llm import cache as kept
from khabar.llm.budget import Budget, estimate
from khabar.llm.cache import Message
from khabar.llm.errors import AnswerError, LlmError
from khabar.llm.settings import Settings

_LONGEST_WAIT = 60.0
_BUSY = frozenset({408, 409, 425, 429})


class Reply(NamedTuple):
    """The model's words; ``cut_off`` when they reached the limit of an answer."""

    text: str
    cut_off: bool


def _to_stderr(line: str) -> None:
    print(f"khabar: {line}", file=sys.stderr, flush=True)


class Session:
    """One process's conversation with one endpoint. Holds the budget; not for several threads."""

    def __init__(
        self, settings: Settings, *, warn: Callable[[str], None] = _to_stderr, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.settings = settings
        self.budget = Budget(settings.max_requests, settings.max_tokens)
        self.cache = settings.cache
        self.warn = warn
        self._sleep = sleep
        self._client: Any = None

    def ask(self, messages: Sequence[Message]) -> Reply:
        """Send messages and return the answer, after waiting for busy and failing servers as the settings allow.

        Raises LlmError without consent (before anything is sent), past the budget, or when the endpoint refuses;
        AnswerError when it stays silent or fails, or the model declines.
        """
        if not self.settings.consent:
            raise LlmError(_refusal(self.settings))
        client = self._connected()
        prompt = estimate(sum(len(m["content"]) for m in messages))
        fault = ""
        for attempt in range(self.settings.retries + 1):
            self.budget.take(prompt + self.settings.max_answer)
            try:
                return self._reply(client.chat.completions.create(**self._request(messages)), prompt)
            except _openai().APIStatusError as error:
                fault = f"answered {error.status_code}"
                self._must_be_passing(error)
                wait = _wait(attempt, error.response.headers.get("retry-after"))
            except _openai().APIConnectionError as error:  # the server may have worked, and charged, all the same
                self.budget.used(prompt)
                fault, wait = error.message.rstrip(".").lower(), _wait(attempt, None)
            except (ValueError, _openai().APIResponseValidationError):  # not JSON at all
                return self._reply(None, prompt)
            if attempt < self.settings.retries:
                self._sleep(wait)
        raise AnswerError(f"{self.settings.host} gave no answer in {self.settings.retries + 1} tries: {fault}")

    def keep(self, name: str, data: Mapping[str, Any]) -> None:
        """Keep an answer on disk; where that fails, warn once and keep none from then on."""
        try:
            kept.store(self.cache, name, data)
        except OSError as error:
            self.warn(f"warning: answers cannot be kept in {self.cache}: {error.strerror}")
            self.cache = None

    def _connected(self) -> Any:
        """The client, made with the warning at the first request. It neither retries nor follows redirects itself."""
        if self._client is None:
            openai, s = _openai(), self.settings
            self.warn(_warning(s))
            self._client = openai.OpenAI(
                base_url=s.url, api_key=s.key or "none", max_retries=0, timeout=s.timeout,
                http_client=openai.DefaultHttpxClient(follow_redirects=False, timeout=s.timeout),
            )  # fmt: skip
            # what the environment holds for OpenAI itself is not for this endpoint
            self._client.organization = self._client.project = None
        return self._client

    def _request(self, messages: Sequence[Message]) -> dict[str, Any]:
        s = self.settings
        out: dict[str, Any] = {
            "model": s.model, "messages": [dict(m) for m in messages], "temperature": 0, "max_tokens": s.max_answer,
        }  # fmt: skip
        if s.format == "schema":
            form = {"name": "proposals", "strict": True, "schema": answer.schema()}
            out["response_format"] = {"type": "json_schema", "json_schema": form}
        elif s.format == "object":
            out["response_format"] = {"type": "json_object"}
        return out

    def _reply(self, completion: Any, prompt: int) -> Reply:
        """The words of a completion. Whatever else came back (a page, no choices) is an answer without words."""
        choices = getattr(completion, "choices", None)
        first = choices[0] if isinstance(choices, list) and choices else None
        message = getattr(first, "message", None)
        text = getattr(message, "content", None)
        usage = getattr(getattr(completion, "usage", None), "total_tokens", None)
        words = text if isinstance(text, str) else ""
        self.budget.used(usage if isinstance(usage, int) and usage > 0 else prompt + estimate(len(words)))
        finish = getattr(first, "finish_reason", None)
        if getattr(message, "refusal", None) or finish == "content_filter":
            raise AnswerError(f"{self.settings.model} declines to read it")
        return Reply(words, finish == "length")

    def _must_be_passing(self, error: Any) -> None:
        """Raise LlmError for an answer that another try would not change."""
        if error.status_code in _BUSY or error.status_code >= 500:
            return
        if 300 <= error.status_code < 400:
            raise LlmError("the endpoint points to another address; nothing was sent there", self.settings.url) from None
        told = " ".join(str(error.message).split())[:300]
        if self.settings.key:
            told = told.replace(self.settings.key, "…")
        raise LlmError(f"the endpoint refuses with {error.status_code}: {told}", self.settings.url) from None


def _openai() -> Any:
    try:
        import openai
    except ImportError:
        raise LlmError("the llm reader needs the openai client: pip install khabar[llm]") from None
    return openai


def _wait(attempt: int, told: str | None) -> float:
    """Seconds before the next try: what the server asks for, else twice as long each time, with some chance in it."""
    try:
        asked = float(told) if told else 0.0
    except ValueError:
        asked = 0.0
    return min(_LONGEST_WAIT, asked if asked > 0 else 2.0**attempt * random.uniform(0.75, 1.25))


def _warning(s: Settings) -> str:
    way = "" if s.url.startswith("https:") or s.local else ", unencrypted"
    where = "a server on this machine" if s.local else f"{s.host}{way}: it leaves this machine"
    return f"warning: the llm reader sends the text of every report it reads to {where} (model {s.model}, {s.url})"


def _refusal(s: Settings) -> str:
    return (
        f"the llm reader would send the text of the reports to {s.host} (model {s.model}); nothing was sent."
        " Allow it with --yes-send or KHABAR_LLM_CONSENT=1"
    )
