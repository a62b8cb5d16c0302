"""The prompts: one folder of Markdown files per version. A version never changes once released; a new wording is a new folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from khabar.llm.errors import LlmError


@dataclass(frozen=True, slots=True)
class Prompt:
    """system: the guidelines; the other two are templates for what the user's side says. digest: hash of all words."""

    version: str
    system: str
    question: str
    correction: str
    digest: str

    def ask(self, sentences: Iterable[tuple[int, str]]) -> str:
        """The question about numbered sentences."""
        return self.question.replace("{sentences}", "\n".join(f"[{n}] {words}" for n, words in sentences))

    def correct(self, fault: str) -> str:
        """The request to give a malformed answer again."""
        return self.correction.replace("{fault}", fault)


@cache
def prompt(version: str) -> Prompt:
    """The prompts of a version. Raises LlmError when there is no such version."""
    folder = files(__package__).joinpath(version)
    if not version.isalnum() or not folder.is_dir():
        raise LlmError(f"no prompts {version!r}")
    texts = {p.name: p.read_text(encoding="utf-8").strip() for p in folder.iterdir() if p.name.endswith(".md")}
    guidelines = "\n\n".join(texts[name] for name in sorted(texts) if name[0].isdigit())
    digest = hashlib.sha256("\0".join(f"{n}\0{texts[n]}" for n in sorted(texts)).encode()).hexdigest()
    return Prompt(version, guidelines, texts["question.md"], texts["correction.md"], digest)
