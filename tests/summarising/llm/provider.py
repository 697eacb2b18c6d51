"""A provider of a language model, OpenAI-compatible, on this machine: honest, lying, obeying injections, or failing."""

from __future__ import annotations

import itertools
import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.wire.network import Caller, serving

BREAKING = "BREAKING: The mayor of Vell has fled the country with 900 million crowns."


@dataclass
class Asked:
    """One request as the model sees it."""

    request: dict[str, Any]
    headers: str

    @property
    def articles(self) -> list[dict[str, Any]]:
        return self._between("sources").get("articles", [])

    @property
    def sources(self) -> dict[str, str]:
        """Ids and texts, in the order shown."""
        return {key: text for article in self.articles for key, text in article["sentences"].items()}

    @property
    def refused(self) -> list[dict[str, Any]]:
        return self._between("refused") or []

    @property
    def claims(self) -> list[dict[str, Any]]:
        return self._between("claims") or []

    @property
    def rung(self) -> str:
        """The kind of structured output that is asked for."""
        wanted = self.request.get("response_format", {})
        return wanted.get("type", "none") + ("+schema" if "schema" in wanted else "")

    def _between(self, mark: str) -> Any:
        said = self.request["messages"][-1]["content"]
        found = re.search(rf"<{mark}>\n(.*?)\n</{mark}>", said, re.DOTALL)
        return json.loads(found[1]) if found else {}


Model = Callable[[Asked], Any]
"""Gives what the model says: an object to send as JSON, or a text."""


@dataclass
class Provider:
    """What the tests see of the server: every request it got, and its address."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list)

    def said_to_it(self) -> str:
        return json.dumps([one.request for one in self.asked], ensure_ascii=False)


def completion(content: Any, *, finish: str = "stop", usage: Any = "counted", refusal: str | None = None) -> bytes:
    """A chat completion. Its usage is a fair count unless another is given."""
    text = content if isinstance(content, str) or content is None else json.dumps(content)
    message = {"role": "assistant", "content": text, "refusal": refusal}
    made: dict[str, Any] = {"choices": [{"index": 0, "message": message, "finish_reason": finish}]}
    if usage == "counted":
        usage = {"prompt_tokens": 1500, "completion_tokens": len(text or "") // 4}
    if usage is not None:
        made["usage"] = usage
    return json.dumps(made).encode()


@contextmanager
def provider(answer: Callable[[Asked, Caller], None]) -> Iterator[Provider]:
    """Serve a provider that answers every request so."""
    made = Provider()

    def say(caller: Caller) -> None:
        asked = Asked(json.loads(caller.body.encode("latin-1").decode()), caller.head)
        made.asked.append(asked)
        answer(asked, caller)

    with serving(say) as server:
        made.url = f"http://{server.host}/v1"
        yield made


def speaking(model: Model, **how: Any) -> Callable[[Asked, Caller], None]:
    """A provider that works, with this model."""
    return lambda asked, caller: caller.answer(completion(model(asked), **how), kind="application/json")


def with_status(status: str, body: bytes = b'{"error": {"message": "no"}}') -> Callable[[Asked, Caller], None]:
    """A provider that says no."""
    return lambda asked, caller: caller.answer(body, status=status, kind="application/json")


def stalling(asked: Asked, caller: Caller) -> None:
    """Takes the request and says nothing until the caller hangs up."""
    _until_gone(caller, b"")


def dripping(asked: Asked, caller: Caller) -> None:
    """Sends its head, and then a byte now and then."""
    caller.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 90000\r\n\r\n")
    _until_gone(caller, b" ")


def _until_gone(caller: Caller, piece: bytes) -> None:
    for _ in range(400):
        if caller.is_gone():
            return
        caller.send(piece)
        time.sleep(0.05)


def huge(asked: Asked, caller: Caller) -> None:
    """Ten megabytes of answer."""
    caller.answer(completion("x" * 10_000_000), kind="application/json")


def cut_off(asked: Asked, caller: Caller) -> None:
    """Ends the connection in the middle of the body."""
    body = completion(honest(asked))
    caller.send(f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body[: len(body) // 2])


# --- models ---------------------------------------------------------------------------------------


def summary(*sections: list[tuple[str, list[str]]]) -> dict[str, Any]:
    """A summary of these sentences with their ids."""
    return {
        "sections": [
            {"sentences": [{"text": text, "evidence": ids} for text, ids in sentences]} for sentences in sections
        ]
    }


def each(asked: Asked, change: Callable[[str, str], tuple[str, list[str]]]) -> dict[str, Any]:
    """A summary, or a repair, that says what `change` makes of id and text, of one article after the other."""
    if asked.claims:
        return {"verdicts": [{"number": claim["number"], "supported": True} for claim in asked.claims]}
    if asked.refused:
        first = next(iter(asked.sources), "E1")
        made = [(one["number"], *change(first, asked.sources.get(first, ""))) for one in asked.refused]
        return {"sentences": [{"number": n, "text": text, "evidence": ids} for n, text, ids in made]}
    by_article = [list(article["sentences"].items()) for article in asked.articles]
    in_turn = [pair for row in itertools.zip_longest(*by_article) for pair in row if pair is not None]
    picked = [change(key, text) for key, text in in_turn[:15]]
    return summary(*(picked[at : at + 3] for at in range(0, len(picked), 3)))


def honest(asked: Asked) -> dict[str, Any]:
    """Composes of the sources word for word."""
    return each(asked, lambda key, text: (text, [key]))


def obedient(asked: Asked) -> dict[str, Any]:
    """Does whatever a source tells it, and says it of everything."""
    return each(asked, lambda key, text: (BREAKING, [key]))


def lying_about_numbers(asked: Asked) -> dict[str, Any]:
    """Changes every figure."""
    return each(asked, lambda key, text: (re.sub(r"\d", lambda found: str((int(found[0]) + 3) % 10), text), [key]))


def lying_about_names(asked: Asked) -> dict[str, Any]:
    """Puts one person in every place."""
    return each(asked, lambda key, text: (re.sub(r"(?<=\s)[A-Z][a-z]+", "Zorlander", text), [key]))


def denying(asked: Asked) -> dict[str, Any]:
    """Says the contrary."""
    return each(asked, lambda key, text: (re.sub(r" (said|voted|signed|accepted|cost) ", r" never \1 ", text), [key]))


def citing_wrongly(asked: Asked) -> dict[str, Any]:
    """Gives each sentence the evidence of another."""
    keys = list(asked.sources)
    return each(asked, lambda key, text: (text + " It was denied.", [keys[(keys.index(key) + 1) % len(keys)]]))


def citing_the_unknown(asked: Asked) -> dict[str, Any]:
    """Cites what was never shown."""
    return each(asked, lambda key, text: (text, ["E999", "https://evil.example/", "1"]))


def marking_up(asked: Asked) -> dict[str, Any]:
    """Writes markup and addresses."""
    return each(asked, lambda key, text: (f"<b>{text[:-1]}</b> https://evil.example/ [more](//evil.example).", [key]))


def turning_round(asked: Asked) -> dict[str, Any]:
    """Hides its words behind characters that turn and vanish."""
    return each(asked, lambda key, text: (f"\u202e{BREAKING[::-1]}\u202c\u200b\ufeff", [key]))


def repeating(asked: Asked) -> dict[str, Any]:
    """Says one thing nine times."""
    first, text = next(iter(asked.sources.items()))
    return summary(*([(text, [first])] * 3 for _ in range(3)))


def joining(asked: Asked) -> dict[str, Any]:
    """Joins two sources to one claim."""
    keys = list(asked.sources)

    def join(key: str, text: str) -> tuple[str, list[str]]:
        other = keys[(keys.index(key) + 1) % len(keys)]
        return f"{text[:-1]} because {asked.sources[other]}", [key, other]

    return each(asked, join)
