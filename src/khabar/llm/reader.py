"""The LLM reader: a document in, `Proposals` out, over one or more questions to a language model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from khabar.llm import answer
from khabar.llm import cache as kept
from khabar.llm.answer import Answer, MalformedError, Rejected
from khabar.llm.cache import Message
from khabar.llm.errors import AnswerError
from khabar.llm.prompts import Prompt, prompt
from khabar.llm.proposals import TimeParser, build
from khabar.llm.session import Session
from khabar.llm.settings import Settings, from_environment
from khabar.record.mentions import Proposals
from khabar.text import Document

_UNSENT = "byline"  # the reporter's name is of no use to the model
Numbered = tuple[int, str]
Part = tuple[Numbered, ...]
Found = tuple[Answer, tuple[Rejected, ...]]


def propose(doc: Document, parse_times: TimeParser, session: Session | None = None) -> Proposals:
    """What a language model finds in a document.

    parse_times reads the time expressions at given spans (``extract.times.parse_all``). Without a session, the
    process's own is used, with settings from the environment. Only the sentences that Khabar reads are sent: no
    captions, contact lines, bylines, outlet or address. Raises LlmError without consent, when the endpoint refuses or
    the budget is spent; AnswerError when this report got no usable answer.
    """
    session = session or _shared(from_environment())
    words = prompt(session.settings.prompts)
    answers: list[Answer] = []
    rejected: list[Rejected] = []
    for part in parts(doc, session.settings.part):
        for found, wrong in _read(session, words, part):
            answers.append(found)
            rejected += wrong
    return build(doc, answers, rejected, f"{words.version} {session.settings.model}", parse_times)


@cache
def _shared(settings: Settings) -> Session:
    return Session(settings)


def parts(doc: Document, size: int) -> list[Part]:
    """The numbered sentences in parts of about ``size`` code points; no part ends inside a sentence."""
    out: list[Part] = []
    now: list[Numbered] = []
    held = 0
    for number, sentence in enumerate(doc.sentences, 1):
        if sentence.kind == _UNSENT:
            continue
        text = doc.words(sentence.span)
        if now and held + len(text) > size:
            out.append(tuple(now))
            now, held = [], 0
        now.append((number, text))
        held += len(text)
    return [*out, tuple(now)] if now else out


def _read(session: Session, words: Prompt, part: Part) -> Iterator[Found]:
    """The answers to a part: one, or those to its halves when the answer to the whole was cut off."""
    messages = (_message("system", words.system), _message("user", words.ask(part)))
    found = _answered(session, words, messages)
    if found is not None:
        yield found
        return
    if len(part) == 1:
        raise AnswerError(f"the answer to sentence {part[0][0]} alone is cut off (KHABAR_LLM_MAX_ANSWER)")
    middle = len(part) // 2
    for half in (part[:middle], part[middle:]):
        yield from _read(session, words, half)


def _answered(session: Session, words: Prompt, messages: Sequence[Message]) -> Found | None:
    """The answer from the cache or the model; None when it is cut off."""
    name = kept.key(session.settings, messages, answer.schema())
    known = kept.load(session.cache, name)
    if known == kept.CUT_OFF:
        return None
    if known is not None and isinstance(known.get("answer"), str):
        try:
            return answer.parse(known["answer"])
        except MalformedError:  # damaged on the disk: ask again
            pass
    text, found = _asked(session, words, messages)
    session.keep(name, kept.CUT_OFF if found is None else {"answer": text})
    return found


def _asked(session: Session, words: Prompt, messages: Sequence[Message]) -> tuple[str, Found | None]:
    """Ask, and once more with the fault named when the answer is malformed."""
    reply = session.ask(messages)
    if reply.cut_off:
        return reply.text, None
    try:
        return reply.text, answer.parse(reply.text)
    except MalformedError as fault:
        again = (_message("assistant", reply.text or "{}"), _message("user", words.correct(str(fault))))
    reply = session.ask((*messages, *again))
    if reply.cut_off:
        return reply.text, None
    try:
        return reply.text, answer.parse(reply.text)
    except MalformedError as fault:
        raise AnswerError(f"{session.settings.model} gave no usable answer, asked twice: {fault}") from None


def _message(role: str, content: str) -> Message:
    return {"role": role, "content": content}
