"""What is sent, and when nothing is: consent, warning, tries, budget, refusals."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from khabar.llm import AnswerError, LlmError, Settings, from_environment
from khabar.llm.session import Reply
from tests.llm.conftest import Talk
from tests.llm.stub import GOOD, Stub, Turn, says

MESSAGES = ({"role": "system", "content": "مهمة"}, {"role": "user", "content": "سؤال"})
Make = Callable[..., Talk]


def test_nothing_is_sent_without_consent(stub: Stub, talk: Make) -> None:
    for consent in (False, None, ""):
        t = talk(consent=consent)
        with pytest.raises(LlmError, match=r"nothing was sent.*--yes-send"):
            t.session.ask(MESSAGES)
        assert t.warnings == []
    assert stub.sent == []


def test_the_request_is_deterministic_and_asks_for_the_schema(stub: Stub, talk: Make) -> None:
    talk(key="s3cret").session.ask(MESSAGES)
    (sent,) = stub.sent
    assert sent.path == "/v1/chat/completions"
    assert sent.body["temperature"] == 0 and sent.body["model"] == "stub-1"
    assert sent.body["messages"] == [dict(m) for m in MESSAGES]
    form = sent.body["response_format"]
    assert form["type"] == "json_schema" and form["json_schema"]["strict"] is True
    assert set(form["json_schema"]["schema"]["required"]) == set(GOOD)
    assert sent.headers["authorization"] == "Bearer s3cret"


@pytest.mark.parametrize(("form", "sent"), [("object", {"type": "json_object"}), ("none", None)])
def test_endpoints_without_schemas(stub: Stub, talk: Make, form: str, sent: object) -> None:
    talk(format=form).session.ask(MESSAGES)
    assert stub.sent[0].body.get("response_format") == sent


def test_secrets_for_openai_do_not_go_to_another_endpoint(stub: Stub, talk: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("API_KEY", "ORG_ID", "PROJECT_ID"):
        monkeypatch.setenv(f"OPENAI_{name}", "verysecret")
    talk().session.ask(MESSAGES)
    assert "verysecret" not in str(stub.sent[0])


def test_the_warning_comes_once_and_before_the_first_request(stub: Stub, talk: Make) -> None:
    t = talk()
    t.session.ask(MESSAGES)
    t.session.ask(MESSAGES)
    assert len(t.warnings) == 1 and stub.url in t.warnings[0] and "on this machine" in t.warnings[0]
    far = talk(url="http://llm.invalid/v1", retries=0)
    with pytest.raises(AnswerError):
        far.session.ask(MESSAGES)
    assert "leaves this machine" in far.warnings[0] and "unencrypted" in far.warnings[0]


def test_a_busy_server_is_asked_again_when_it_says(stub: Stub, talk: Make) -> None:
    stub.turns = [Turn(429, {"error": {"message": "slow down"}}, {"retry-after": "7"}), Turn(503, {}), says(GOOD)]
    t = talk()
    assert isinstance(t.session.ask(MESSAGES), Reply)
    assert len(stub.sent) == 3 and t.waits[0] == 7.0 and 1.0 < t.waits[1] < 3.0


def test_a_failing_server_is_given_up_with_longer_and_longer_waits(stub: Stub, talk: Make) -> None:
    stub.turns = [Turn(500, {"error": {"message": "broken"}})]
    t = talk(retries=3)
    with pytest.raises(AnswerError, match="4 tries: answered 500"):
        t.session.ask(MESSAGES)
    assert len(stub.sent) == 4 and len(t.waits) == 3
    assert t.waits[0] < t.waits[1] < t.waits[2]


def test_a_wait_is_never_longer_than_a_minute(stub: Stub, talk: Make) -> None:
    stub.turns = [Turn(429, {}, {"retry-after": "86400"}), says(GOOD)]
    t = talk()
    t.session.ask(MESSAGES)
    assert t.waits == [60.0]


def test_a_slow_server_is_not_waited_for(stub: Stub, talk: Make) -> None:
    stub.turns = [says(GOOD)._replace(wait=3.0)]
    t = talk(timeout=0.2, retries=1)
    began = time.monotonic()
    with pytest.raises(AnswerError, match="2 tries: request timed out"):
        t.session.ask(MESSAGES)
    assert time.monotonic() - began < 2.5
    assert t.session.budget.tokens > 0  # the server may charge for what it did not deliver


def test_a_server_that_is_not_there(talk: Make, stub: Stub) -> None:
    stub.close()
    with pytest.raises(AnswerError, match="1 tries: connection error"):
        talk(retries=0).session.ask(MESSAGES)


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_refusal_ends_the_run_at_once_and_hides_the_key(stub: Stub, talk: Make, status: int) -> None:
    stub.turns = [Turn(status, {"error": {"message": "bad key s3cret"}})]
    with pytest.raises(LlmError, match=f"refuses with {status}") as caught:
        talk(key="s3cret").session.ask(MESSAGES)
    assert len(stub.sent) == 1 and "s3cret" not in str(caught.value)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_the_text_does_not_follow_a_redirect(stub: Stub, talk: Make, status: int) -> None:
    other = Stub()
    stub.turns = [Turn(status, {}, {"location": other.url + "/chat/completions"})]
    with pytest.raises(LlmError, match="another address"):
        talk().session.ask(MESSAGES)
    assert other.sent == [] and len(stub.sent) == 1
    other.close()


def test_a_model_that_declines(stub: Stub, talk: Make) -> None:
    for turn in (says(None, refusal="no"), says("", finish="content_filter")):
        stub.turns = [turn]
        with pytest.raises(AnswerError, match="declines"):
            talk().session.ask(MESSAGES)


@pytest.mark.parametrize("turn", [Turn(body="<html>سلام</html>"), Turn(body={}), Turn(body={"choices": []}), Turn(body=[1]), Turn(body=b'{"choices": [{"mess'), Turn(body=b"\xff")])
def test_what_is_no_completion_is_an_answer_without_words(stub: Stub, talk: Make, turn: Turn) -> None:
    stub.turns = [turn]
    assert talk().session.ask(MESSAGES) == Reply("", False)


def test_the_budget_of_requests_counts_every_try(stub: Stub, talk: Make) -> None:
    stub.turns = [Turn(500, {}), says(GOOD)]
    t = talk(max_requests=3)
    t.session.ask(MESSAGES)
    t.session.ask(MESSAGES)
    with pytest.raises(LlmError, match="budget of 3 requests"):
        t.session.ask(MESSAGES)
    assert len(stub.sent) == 3


def test_the_budget_of_tokens_is_not_passed(stub: Stub, talk: Make) -> None:
    stub.turns = [says(GOOD, tokens=600)]
    t = talk(max_tokens=1_500, max_answer=400)
    t.session.ask(MESSAGES)
    t.session.ask(MESSAGES)
    with pytest.raises(LlmError, match=r"1500 tokens.*1200 are used"):
        t.session.ask(MESSAGES)
    assert len(stub.sent) == 2


def test_the_key_is_never_shown() -> None:
    assert "s3cret" not in repr(Settings("http://h/v1", "m", key="s3cret"))


ENV = {"KHABAR_LLM_URL": "https://h.invalid/v1/", "KHABAR_LLM_MODEL": "m"}


def test_settings_from_the_environment() -> None:
    s = from_environment({**ENV, "KHABAR_LLM_MAX_REQUESTS": "3", "KHABAR_LLM_RETRIES": "0", "KHABAR_LLM_CACHE": "off"})
    assert (s.url, s.model, s.consent, s.max_requests, s.retries, s.cache) == ("https://h.invalid/v1", "m", False, 3, 0, None)
    assert replace(s, consent=True) == from_environment(
        {**ENV, "KHABAR_LLM_MAX_REQUESTS": "3", "KHABAR_LLM_RETRIES": "0", "KHABAR_LLM_CACHE": "off", "KHABAR_LLM_CONSENT": "1"}
    )


@pytest.mark.parametrize("value", ["", "0", "yes", "true", " 1"])
def test_only_one_value_is_consent(value: str) -> None:
    assert from_environment({**ENV, "KHABAR_LLM_CONSENT": value}).consent is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"KHABAR_LLM_URL": ""}, {"KHABAR_LLM_MODEL": " "}, {"KHABAR_LLM_URL": "h.invalid/v1"}, {"KHABAR_LLM_URL": "ftp://h/v1"},
        {"KHABAR_LLM_URL": "https://user:pw@h/v1"}, {"KHABAR_LLM_URL": "https://h/v1?key=k"}, {"KHABAR_LLM_URL": "http://[::1/v1"},
        {"KHABAR_LLM_MAX_TOKENS": "0"}, {"KHABAR_LLM_MAX_TOKENS": "many"}, {"KHABAR_LLM_FORMAT": "yaml"},
    ],
)  # fmt: skip
def test_wrong_settings_are_told(wrong: dict[str, str]) -> None:
    with pytest.raises(LlmError, match="KHABAR_LLM_"):
        from_environment({**ENV, **wrong})
