"""How the language model is reached, what may be spent, and whether text may be sent: from the environment."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from khabar.llm.errors import LlmError

FORMATS = ("schema", "object", "none")


@dataclass(frozen=True, slots=True)
class Settings:
    """All that decides what is asked of whom.

    url: root of an OpenAI-compatible endpoint (``https://host/v1``); key: its secret, never shown or stored.
    consent: the user lets reports be sent there. max_requests and max_tokens: limits of one process, tries and
    questions included. max_answer: tokens of one answer; timeout: seconds without a byte; retries: further tries of
    one request after busy or failing servers. part: code points of text in one request. format: how the answer's
    form is asked for, ``schema`` (JSON Schema), ``object`` (any JSON object) or ``none``. cache: folder, or None.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    consent: bool = False
    max_requests: int = 1_000
    max_tokens: int = 2_000_000
    max_answer: int = 8_000
    timeout: float = 180.0
    retries: int = 4
    part: int = 6_000
    format: str = "schema"
    prompts: str = "v1"
    cache: Path | None = None

    @property
    def host(self) -> str:
        """Name of the machine that gets the text."""
        return urlsplit(self.url).hostname or ""

    @property
    def local(self) -> bool:
        """Whether the address is this machine's own (what the server there does with the text is another matter)."""
        try:
            return self.host == "localhost" or ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def from_environment(env: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the variables ``KHABAR_LLM_…`` (docs/llm.md). Raises LlmError when one is missing or wrong."""
    url, model = env.get("KHABAR_LLM_URL", "").strip(), env.get("KHABAR_LLM_MODEL", "").strip()
    if not url or not model:
        raise LlmError("the llm reader needs an endpoint and a model: set KHABAR_LLM_URL and KHABAR_LLM_MODEL")
    _check_url(url)
    wanted = env.get("KHABAR_LLM_FORMAT", "schema")
    if wanted not in FORMATS:
        raise LlmError(f"KHABAR_LLM_FORMAT is {wanted!r}, not one of {', '.join(FORMATS)}")
    return Settings(
        url=url.rstrip("/"), model=model, key=env.get("KHABAR_LLM_KEY") or None,
        consent=env.get("KHABAR_LLM_CONSENT", "") == "1",
        max_requests=_number(env, "KHABAR_LLM_MAX_REQUESTS", 1_000), max_tokens=_number(env, "KHABAR_LLM_MAX_TOKENS", 2_000_000),
        max_answer=_number(env, "KHABAR_LLM_MAX_ANSWER", 8_000), timeout=float(_number(env, "KHABAR_LLM_TIMEOUT", 180)),
        retries=_number(env, "KHABAR_LLM_RETRIES", 4, least=0), format=wanted, cache=_cache(env.get("KHABAR_LLM_CACHE", "")),
    )  # fmt: skip


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise LlmError("KHABAR_LLM_URL is not an address like https://host/v1")
    if parts.username or parts.password or parts.query:
        raise LlmError("KHABAR_LLM_URL holds a secret or a query: the secret belongs in KHABAR_LLM_KEY")


def _number(env: Mapping[str, str], name: str, otherwise: int, least: int = 1) -> int:
    text = env.get(name, "").strip()
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and int(text) >= least):
        raise LlmError(f"{name} is {text!r}, not a whole number of at least {least}")
    return int(text)


def _cache(text: str) -> Path | None:
    if text == "off":
        return None
    return Path(text) if text else Path(platformdirs.user_cache_dir("khabar")) / "llm"
