"""Other names of a security as editors approve them: the name, whether it needs context, and in which language.

At the desk and in files an alias is a line: `Lockheed`, `Target | context`, `삼성 | context | ko`, `Nvidia | plain`.
A line that says neither needs context where it is one word: one word too often is a word, a place or a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

CONTEXT, PLAIN = "context", "plain"
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class BadAlias(ValueError):
    """The line is no alias; the message says what to write."""


@dataclass(frozen=True, slots=True)
class Alias:
    """One approved name. `language` is a code of two or three letters, or "" where it holds in every language."""

    text: str
    needs_context: bool
    language: str = ""

    def line(self) -> str:
        """The alias as people write it; read again it is the same."""
        parts = [self.text, CONTEXT if self.needs_context else PLAIN, *filter(None, [self.language])]
        return " | ".join(parts)

    def as_json(self) -> dict[str, Any]:
        """The alias as the database keeps it."""
        return {"text": self.text, "needs_context": self.needs_context, "language": self.language}


def read_line(line: str) -> Alias:
    """Return the alias that a line says. Raises BadAlias."""
    text, *words = (part.strip() for part in line.split("|"))
    if not text or not any(sign.isalnum() for sign in text):
        raise BadAlias(f"“{line.strip()}” names nothing: write a name, then context or plain, like “Target | context”.")
    kinds = [word.casefold() for word in words if word.casefold() in {CONTEXT, PLAIN}]
    languages = [word.casefold() for word in words if word.casefold() not in {CONTEXT, PLAIN}]
    if len(kinds) > 1 or len(languages) > 1 or not all(map(_LANGUAGE.fullmatch, languages)):
        raise BadAlias(f"“{line.strip()}”: after the name stands context or plain, and a language such as en or ko.")
    needs_context = kinds == [CONTEXT] if kinds else is_one_word(text)
    return Alias(text, needs_context, languages[0] if languages else "")


def read_stored(stored: Iterable[Any]) -> tuple[Alias, ...]:
    """Return the aliases of a row. Rows of before hold bare names: those are read like lines that say no more."""
    found = []
    for item in stored:
        if isinstance(item, str):
            found.append(Alias(item, is_one_word(item)))
        else:
            found.append(Alias(item["text"], bool(item["needs_context"]), item.get("language", "")))
    return tuple(found)


def is_one_word(text: str) -> bool:
    """Whether the name is a single word, which too often means something else. A name in CJK of three signs is none."""
    if any(sign >= "\u2e80" for sign in text):
        return len(text) < 3
    return len(re.findall(r"\w+", re.sub(r"['’]s\b", "", text))) == 1
