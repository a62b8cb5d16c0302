"""What may be spent on the language model in one process."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.llm.errors import LlmError

_CHARACTERS_PER_TOKEN = 2  # Arabic takes 2 to 3 characters a token in today's vocabularies: the dear end


def estimate(characters: int) -> int:
    """Tokens that a prompt of so many code points may cost, before the endpoint has counted them."""
    return characters // _CHARACTERS_PER_TOKEN + 1


@dataclass(slots=True)
class Budget:
    """Requests and tokens used so far. Every try counts as a request, answered or not."""

    max_requests: int
    max_tokens: int
    requests: int = 0
    tokens: int = 0

    def take(self, tokens: int) -> None:
        """Account for one request that may cost ``tokens``. Raises LlmError, and nothing is sent, past a limit."""
        if self.requests + 1 > self.max_requests:
            raise LlmError(f"the budget of {self.max_requests} requests is spent (KHABAR_LLM_MAX_REQUESTS)")
        if self.tokens + tokens > self.max_tokens:
            raise LlmError(
                f"the budget of {self.max_tokens} tokens does not allow another request: {self.tokens} are used and it may"
                f" need {tokens} (KHABAR_LLM_MAX_TOKENS)"
            )
        self.requests += 1

    def used(self, tokens: int) -> None:
        """Add tokens that a request has cost."""
        self.tokens += tokens
