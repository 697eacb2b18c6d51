"""What comes back from a provider: the ladder of structured output, and a reading that forgives form but no content.

A provider may know strict schemas, schemas, JSON or nothing of that. Which rung holds is found once and remembered.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from stories.summarising.engines.llm.spending import Usage

Schema = Mapping[str, Any]

MOST_SECTIONS, MOST_SENTENCES, MOST_IDS = 8, 8, 8
MOST_CHARS = 1200
RUNGS = 4
OBJECTS_TRIED = 40
_ID = re.compile(r"E\d{1,4}")
_REASON = re.compile(r"[a-z_]{1,30}")
_THOUGHT, _THOUGHT_ENDS = (re.compile(rf"<{slash}think(?:ing)?>", re.IGNORECASE) for slash in ("", "/"))


class BadAnswer(Exception):
    """The answer is cut off, refused, empty, or not of the form that was asked for."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a provider wants to be spoken to.

    ``rung``: 0 strict json_schema, 1 json_object with schema, 2 json_object, 3 nothing but the words of the prompt.
    """

    rung: int = 0
    tokens_name: str = "max_tokens"
    has_temperature: bool = True

    def parameters(self, schema: Schema, out_tokens: int) -> dict[str, Any]:
        """The members of a request that differ by dialect."""
        found: dict[str, Any] = {self.tokens_name: out_tokens}
        if self.has_temperature:
            found["temperature"] = 0
        if self.rung == 0:
            named = {"name": "summary", "strict": True, "schema": schema}
            found["response_format"] = {"type": "json_schema", "json_schema": named}
        elif self.rung == 1:
            found["response_format"] = {"type": "json_object", "schema": schema}
        elif self.rung == 2:
            found["response_format"] = {"type": "json_object"}
        return found

    def after_refusal(self, body: bytes) -> Dialect | None:
        """What to try after a request was refused as wrong, by what the refusal names; None where nothing is left."""
        told = body[:4000].decode("utf-8", "replace")
        if "max_completion_tokens" in told and self.tokens_name == "max_tokens":
            return replace(self, tokens_name="max_completion_tokens")
        if "temperature" in told and self.has_temperature:
            return replace(self, has_temperature=False)
        return replace(self, rung=self.rung + 1) if self.rung + 1 < RUNGS else None


@dataclass(frozen=True, slots=True)
class Proposed:
    """A sentence of the model's and the ids it cites, primary first. ``place`` is its section."""

    place: int
    text: str
    ids: tuple[str, ...]


def schema_of_summary(ids: Sequence[str]) -> Schema:
    """The form of a summary: sections of sentences, each with ids out of those that were shown."""
    sentence = _object({"text": {"type": "string"}, "evidence": _list({"type": "string", "enum": list(ids)})})
    return _object({"sections": _list(_object({"sentences": _list(sentence)}))})


def schema_of_repairs(ids: Sequence[str]) -> Schema:
    """The form of repairs: sentences by number."""
    members = {
        "number": {"type": "integer"},
        "text": {"type": "string"},
        "evidence": _list({"type": "string", "enum": list(ids)}),
    }
    return _object({"sentences": _list(_object(members))})


def schema_of_verdicts() -> Schema:
    """The form of a judgement: for each sentence by number whether its sources say it."""
    return _object({"verdicts": _list(_object({"number": {"type": "integer"}, "supported": {"type": "boolean"}}))})


def _object(members: Mapping[str, Any]) -> Schema:
    return {"type": "object", "properties": members, "required": list(members), "additionalProperties": False}


def _list(items: Mapping[str, Any]) -> Schema:
    return {"type": "array", "items": items}


def content_of(body: bytes) -> str:
    """What the model said. Raises BadAnswer for a refusal, an early stop, an empty answer, and no JSON."""
    found = _loads(body.decode("utf-8-sig", "replace"))
    choice = _first(found.get("choices") if isinstance(found, dict) else None)
    message = choice.get("message")
    if not isinstance(message, dict):
        raise BadAnswer("The provider's answer is not of the form of a chat completion.")
    if message.get("refusal"):
        raise BadAnswer("The model refused.")
    content = message.get("content")
    if isinstance(content, list):
        content = "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    reason = str(choice.get("finish_reason") or "stop")
    if reason != "stop":
        told = reason if _REASON.fullmatch(reason) else "no reason that can be read"
        raise BadAnswer(f"The model stopped before its end: {told}.")
    if not isinstance(content, str) or not content.strip():
        raise BadAnswer("The model's answer is empty.")
    return storable(content)


def usage_of(body: bytes) -> Usage | None:
    """The tokens that the provider counted, or None where it says nothing that can be read."""
    try:
        found = _loads(body.decode("utf-8-sig", "replace"))
    except BadAnswer:
        return None
    usage = found.get("usage") if isinstance(found, dict) else None
    if not isinstance(usage, dict):
        return None
    counts = usage.get("prompt_tokens"), usage.get("completion_tokens")
    if not all(type(count) is int and count >= 0 for count in counts):
        return None
    return Usage(int(counts[0] or 0), int(counts[1] or 0))


def objects_in(content: str) -> Iterator[Any]:
    """JSON values in an answer: the whole of it, else what stands in it between other words, the longest first."""
    plain = _without_thoughts(content).strip()
    try:
        yield _loads(plain)
    except BadAnswer:
        found = sorted(_embedded(plain), key=lambda pair: -pair[0])
        yield from (value for _, value in found)


def _without_thoughts(content: str) -> str:
    """What is said besides thinking aloud. Linear: one pattern for both ends would take squared time without an end."""
    said, at = [], 0
    while (opens := _THOUGHT.search(content, at)) and (ends := _THOUGHT_ENDS.search(content, opens.end())):
        said.append(content[at : opens.start()])
        at = ends.end()
    return "".join(said) + content[at:]


def read_summary(value: Any) -> tuple[Proposed, ...]:
    """The sentences of a summary in order. Raises BadAnswer where the form is another one."""
    sections = value.get("sections", value.get("summary")) if isinstance(value, dict) else value
    if isinstance(sections, dict):
        sections = sections.get("sections")
    if not isinstance(sections, list):
        raise BadAnswer("The model's answer has no sections.")
    found: list[Proposed] = []
    for place, section in enumerate(sections[:MOST_SECTIONS]):
        sentences = section.get("sentences") if isinstance(section, dict) else None
        if not isinstance(sentences, list):
            raise BadAnswer("A section of the model's answer has no sentences.")
        found.extend(_proposed(place, sentence) for sentence in sentences[:MOST_SENTENCES])
    if not found:
        raise BadAnswer("The model's answer has no sentence.")
    return tuple(found)


def read_repairs(value: Any) -> dict[int, Proposed]:
    """Repaired sentences by number. Raises BadAnswer where the form is another one."""
    sentences = value.get("sentences") if isinstance(value, dict) else None
    if not isinstance(sentences, list):
        raise BadAnswer("The model's answer has no sentences.")
    found: dict[int, Proposed] = {}
    for sentence in sentences[: MOST_SECTIONS * MOST_SENTENCES]:
        number = sentence.get("number") if isinstance(sentence, dict) else None
        if type(number) is int:
            found.setdefault(number, _proposed(0, sentence))
    return found


def read_verdicts(value: Any) -> frozenset[int]:
    """Numbers of the sentences that the judge found supported, said with a plain true. Raises BadAnswer."""
    verdicts = value.get("verdicts") if isinstance(value, dict) else None
    if not isinstance(verdicts, list):
        raise BadAnswer("The model's answer has no verdicts.")
    told: dict[int, bool] = {}
    for verdict in verdicts[: MOST_SECTIONS * MOST_SENTENCES]:
        number = verdict.get("number") if isinstance(verdict, dict) else None
        if type(number) is int:
            told[number] = told.get(number, True) and verdict.get("supported") is True
    return frozenset(number for number, is_supported in told.items() if is_supported)


def _proposed(place: int, sentence: Any) -> Proposed:
    text = sentence.get("text") if isinstance(sentence, dict) else None
    ids = sentence.get("evidence") if isinstance(sentence, dict) else None
    if not isinstance(text, str) or not isinstance(ids, list):
        raise BadAnswer("A sentence of the model's answer lacks its text or its evidence.")
    shown = (entry.strip().strip("[]").upper() for entry in ids[:MOST_IDS] if isinstance(entry, str))
    return Proposed(place, storable(text[:MOST_CHARS]), tuple(dict.fromkeys(filter(_ID.fullmatch, shown))))


def storable(text: str) -> str:
    """The text without what no column holds: NUL and lone surrogates, which JSON can spell."""
    return text.encode("utf-8", "ignore").decode().replace("\x00", "")


def _first(choices: Any) -> dict[str, Any]:
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        raise BadAnswer("The provider's answer is not of the form of a chat completion.")
    return choices[0]


def _loads(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as unreadable:
        raise BadAnswer("The answer is no JSON.") from unreadable


def _embedded(text: str) -> Iterator[tuple[int, Any]]:
    """JSON objects within a text, each with its length."""
    decoder, at = json.JSONDecoder(), 0
    for _ in range(OBJECTS_TRIED):
        at = text.find("{", at)
        if at < 0:
            return
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at += 1
            continue
        yield end - at, value
        at = end
