"""What a summary engine is given and what it hands back: plain frozen values, no database.

Offsets are half-open and count code points of the snapshot's text (NFC, "\\n" newlines), so
``text[span.start:span.end]`` is the passage. Times are aware. Scores are whole numbers from
0 to 1000, so that digests and comparisons never meet a float.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal, Protocol

# The rule of a refusal, and the note on an article, where a name that must not be published is the reason.
RESTRICTED = "restricted"
RESTRICTED_REASON = "a reporting restriction"


class OutOfTime(Exception):
    """The deadline of a request passed between two steps; nothing was drafted."""


class Reuse(StrEnum):
    """What we may do with a publisher's words."""

    LICENSED = "licensed"  # own or licensed: may stand as plain prose
    QUOTE = "quote"
    FACTS_ONLY = "facts_only"
    LINK_ONLY = "link_only"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SourceArticle:
    """One attached article: its latest snapshot and what is known about its source.

    ``kind`` is one of news, analysis, opinion, live_blog, press_release, official_document,
    wire_copy, other; ``status`` one of live, corrected, retracted.
    """

    key: str  # the article's uid as text
    snapshot: str  # SHA-256 of ``text``, hex
    text: str
    headline: str
    outlet: str  # the publisher's name, as readers see it
    publisher: str  # the publisher's uid as text
    language: str
    kind: str
    published_at: datetime
    reuse: Reuse
    status: str = "live"
    is_restricted: bool = False  # its own lines carry a name that must not be published: it is not even listed


@dataclass(frozen=True, slots=True)
class Span:
    """A passage of a snapshot, without its text."""

    article: str
    snapshot: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Incumbent:
    """A sentence that stands in the summary now; it earns a small bonus for stability."""

    uid: str
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Deleted:
    """What a person took out, so that it does not come back in other words."""

    text: str
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """Everything an engine may look at. ``deadline`` is a value of ``time.monotonic()``.

    ``restricted`` are the forms of names that must not be published: no sentence that carries one is drafted, cited,
    or sent anywhere (foundation.name_forms.Names finds them).
    """

    language: str
    articles: tuple[SourceArticle, ...]
    incumbents: tuple[Incumbent, ...] = ()
    deleted: tuple[Deleted, ...] = ()
    max_sections: int = 5
    max_sentences: int = 3  # in one section
    deadline: float | None = None
    restricted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that supports a sentence; ``quote`` is the snapshot's text between the offsets."""

    article: str
    snapshot: str
    start: int
    end: int
    quote: str
    score: int = 1000


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """One sentence with its evidence, the primary passage first.

    ``outlet`` names the source of a quotation and is empty otherwise. ``tier`` is A (verbatim)
    or B (edited by the recorded ``operations``). ``origins`` counts independent original reports.
    """

    text: str
    form: Literal["plain", "quotation"]
    outlet: str
    tier: str
    operations: tuple[Mapping[str, Any], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    origins: int = 1
    event_at: date | None = None


@dataclass(frozen=True, slots=True)
class DraftSection:
    """A heading and its sentences. An empty heading means the section shows none.

    ``heading_article`` is the key of the article whose headline was clipped, "" for a neutral label.
    """

    heading: str
    needs_heading: bool
    sentences: tuple[DraftSentence, ...]
    heading_article: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two equally new passages that give different values for what seems to be the same thing."""

    unit: str
    first: Evidence
    second: Evidence
    first_value: str
    second_value: str


@dataclass(frozen=True, slots=True)
class Superseded:
    """A figure that a newer report replaced: no sentence of the draft has it. Values are as written in the passages.

    ``label`` says what is counted: the counted noun and what befell it ("people dead"), or the unit.
    """

    label: str
    older_value: str
    older: Evidence
    newer_value: str
    newer: Evidence


@dataclass(frozen=True, slots=True)
class Refusal:
    """A sentence that was chosen and then refused, with the rule and a reason an editor can read."""

    article: str
    text: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The summary an engine proposes.

    ``label`` is shown above thin summaries ("One source: X", "3 articles, one original report").
    ``unused`` says for each article not cited why: language, kind, reuse, nothing_new,
    no_usable_text or retracted. ``superseded`` is the history of figures, oldest first.
    """

    sections: tuple[DraftSection, ...] = ()
    label: str = ""
    original_reports: int = 0
    unused: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    superseded: tuple[Superseded, ...] = ()


Report = Callable[[str, int], None]
"""Called with the name of a step and the per cent done."""


class Engine(Protocol):
    """What every summary engine offers: a name, a version for digests, and ``draft``."""

    name: str
    version: str

    def draft(self, request: Request, report: Report) -> Draft:
        """Propose a summary; raise OutOfTime when the request's deadline passes between steps."""
        ...
