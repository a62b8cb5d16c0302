"""A small server on this machine that answers like an OpenAI-compatible endpoint, as a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

TEXT = (
    "قال المتحدث باسم الدفاع المدني في الرافدة سليم الحمداوي إن خمسة مدنيين قُتلوا في غارة جوية على حي الزيتون مساء الجمعة.\n"
    "وأضاف أن أكثر من 40 شخصاً أصيبوا، بينهم طفلان.\n"
    "واتهم مجلس الرافدة القوات المهاجمة بقصف المستشفى.\n"
)

GOOD: dict[str, Any] = {
    "attributions": [
        {"at": 1, "id": "a1", "cue": "قال", "act": "say", "mode": "indirect", "content": ["خمسة مدنيين … مساء الجمعة"],
         "source": "المتحدث باسم الدفاع المدني في الرافدة سليم الحمداوي", "parent": None},
        {"at": 2, "id": "a2", "cue": "وأضاف", "act": "say", "mode": "indirect", "content": ["أكثر من 40 شخصاً أصيبوا"],
         "source": None, "parent": None},
        {"at": 3, "id": "a3", "cue": "واتهم", "act": "accuse", "mode": "indirect", "content": ["قصف المستشفى"],
         "source": "مجلس الرافدة", "parent": None},
    ],
    "events": [
        {"at": 1, "trigger": "قُتلوا", "type": "kill", "modality": "actual", "polarity": "pos", "agent": [],
         "target": ["خمسة مدنيين"], "place": "الزيتون", "origin": None, "destination": None, "time": "مساء الجمعة",
         "count": [{"what": "killed", "span": "خمسة مدنيين", "min": 5, "max": 5, "approx": False}]},
        {"at": 2, "trigger": "أصيبوا", "type": "injure", "modality": "actual", "polarity": "pos", "agent": [], "target": [],
         "place": "الزيتون", "origin": None, "destination": None, "time": None,
         "count": [{"what": "injured", "span": "أكثر من 40 شخصاً", "min": 41, "max": None, "approx": False}]},
    ],
    "places": [{"at": 1, "span": "الرافدة"}, {"at": 1, "span": "الزيتون"}],
    "times": [{"at": 1, "span": "مساء الجمعة"}],
}  # fmt: skip
EMPTY: dict[str, Any] = {"attributions": [], "events": [], "places": [], "times": []}


class Sent(NamedTuple):
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def question(self) -> str:
        """The first words of the user's side."""
        words: str = self.body["messages"][1]["content"]
        return words


class Turn(NamedTuple):
    """What the server does with one request. A body that is a string is a page, bytes go out as they are."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = {}  # noqa: RUF012
    wait: float = 0.0


def says(content: Any, finish: str = "stop", tokens: int = 100, **message: Any) -> Turn:
    """A completion with those words (an object is written as JSON)."""
    text = content if isinstance(content, str) or content is None else json.dumps(content, ensure_ascii=False)
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text, **message}}
    usage = {"prompt_tokens": tokens - 1, "completion_tokens": 1, "total_tokens": tokens}
    return Turn(body={"id": "x", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice], "usage": usage})


class Stub:
    """The server. ``turns`` are used in order and the last goes on for ever; ``sent`` is all that has arrived."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.turns: list[Turn | Callable[[Sent], Turn]] = [says(GOOD)]
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.answer(self)

            do_GET = do_POST  # noqa: N815

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        raw = handler.rfile.read(int(handler.headers.get("content-length", 0)))
        sent = Sent(handler.path, {k.lower(): v for k, v in handler.headers.items()}, json.loads(raw or b"{}"))
        self.sent.append(sent)
        turn = self.turns.pop(0) if len(self.turns) > 1 else self.turns[0]
        turn = turn(sent) if callable(turn) else turn
        time.sleep(turn.wait)
        page = isinstance(turn.body, str)
        data = turn.body if isinstance(turn.body, bytes) else turn.body.encode() if page else json.dumps(turn.body).encode()
        try:
            handler.send_response(turn.status)
            for name, value in {"content-type": "text/html" if page else "application/json", **turn.headers}.items():
                handler.send_header(name, value)
            handler.send_header("content-length", str(len(data)))
            handler.end_headers()
            handler.wfile.write(data)
        except OSError:  # the client did not wait
            pass

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
