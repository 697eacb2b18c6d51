"""Which sentences may stand in a summary, and why the others may not.

A candidate can be read alone: it names what it speaks of, is nobody's aside, and says its dates so
that they stay true. Everything here is about one sentence in its article; choosing comes later.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from stories.summarising.folding import fold_map
from stories.summarising.preparing import Prepared, PreparedSentence, person
from stories.summarising.reldates import days_named, has_future_cue, resolve, with_brackets
from stories.summarising.request import RESTRICTED, Reuse, SourceArticle
from stories.summarising.vocabulary import EVENT_NOUNS, SPEECH
from stories.summarising.wording import outside_quotes, primary_language, quotes, quotes_balance, stems

KINDS = frozenset({"news", "wire_copy", "press_release", "official_document"})
VERBATIM = frozenset({Reuse.LICENSED, Reuse.QUOTE})
MIN_WORDS, MAX_WORDS = 7, 45
MIN_WORDS_KOREAN = 5
STALE_PLAN_DAYS = 7

LEADING = re.compile(
    r"^[\"'(]*(?:He|She|It|They|We|I|You|This|That|These|Those|His|Her|Their|Its|Our|My|Both|Such|There|Here"
    r"|Another|Others?|Others|"
    r"Some|Many|Most|None|All|Neither|Either|Each|One of (?:them|the)|Two of|Several|The (?:two|latter|former"
    r"|same|other|others|move|"
    r"decision|announcement|incident|statement|news|milestone|report said|result|change|comments?|remarks?|pair"
    r"|group|event|latest|"
    r"new status|rest|following|summary|video|majority|name|goal|aim|plan|office|duo|trio|ruling|study|project"
    r"|measure)|Meanwhile|"
    r"But|And|Or|So|Yet|However|Also|Additionally|Moreover|Furthermore|Nevertheless|Nonetheless|Still|Instead"
    r"|Rather|Then|Later|"
    r"Earlier|Afterwards?|Thus|Therefore|Hence|Similarly|Likewise|Besides|Otherwise|Indeed|Finally|Previously"
    r"|Subsequently|"
    r"Among (?:them|those|the)|In (?:addition|contrast|response|turn|this|that|his|her|their|its|these|those"
    r"|the subsequent|other)|"
    r"As (?:such|a result)|At (?:the same|that)|For (?:example|instance|context|his|her|this|that|these)|"
    r"On the (?:other|same|contrary)|After (?:this|that|which)|Before (?:this|that)|Despite (?:this|that|these"
    r"|his|her)|"
    r"During (?:this|that|these|the)|Since (?:then|that)|Following (?:this|that|the|these)|According to (?:his"
    r"|her|its|their|the)|"
    r"Of (?:these|those|them)|Per the|By (?:this|that|then)|With (?:this|that)|From (?:there|then)|If|Reportedly"
    r"|Officially|"
    r"Over \d+%|Results|That year|Unlike|Even|Only|Now|Currently)\b",
)
DEFINITE = re.compile(r"^(?:(?:In|On|At|For|During|After|With|Under) )?[Tt]he ([a-z-]+)(?: ([a-z-]+))?\b")
THE_EVENT = re.compile(r"\b[Tt]he ([a-z]+)\b(?! (?:of|on|in|at|by|that|which|who|against|between)\b)")
LEANS = re.compile(
    r"^(?:\S+ ){0,8}also\b|^In \w+ place\b|\bhowever\b|^The \d|^(?:In|On|At|From|For|By|As|To|With|After"
    r"|Under) [^,]{1,50}, (?:it|this|they|he|she|these|both)\b"
    r"|\b[a-z]+s (?:said|say|confirmed|announced|found|believe|reported) (?:that )?(?:it|this)\b|\bthis (?:is"
    r"|was|has|will|would|came|comes|means|follows)\b"
)
FIRST_PERSON = re.compile(r"\b(?:we|we're|we've|our|ours|us|I|I'm|my|me|here|you|your)\b", re.IGNORECASE)
OWN_VOICE = re.compile(
    r"\btold (?:this (?:paper|newspaper|site|reporter|website)|the Post|Wikinews|us)\b|\bexclusive(?:ly)?\b"
    r"|\bthis (?:newspaper|website|reporter)\b"
    r"|\bseen by\b|\b(?:recalls?|as reported) earlier\b",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"\b(?:he|she|his|her|hers|him|himself|herself)\b")
PLURAL = re.compile(r"\b(?:they|their|them|theirs)\b")
SPEAKS = re.compile(rf"\b(?:{SPEECH})\b")
EDITED_QUOTE = re.compile(r"\[(?:\.\.\.|…|\.|sic)\]|\.\.\.|\[[^\]]*$")
PLAN = re.compile(r"\b(?:is|are) (?:to|scheduled|due|slated|set to|expected to|planned)\b")
DATELINE = re.compile(r"^[A-Z][A-Z .,'-]{3,40}(?:, [A-Z][a-z]+\.? \d{1,2})? ?(?:\([A-Za-z ]+\))? ?(?:--|[—–-]) ")
REFERS_BACK = re.compile(
    r"\b(?:the same day|that day|that time|the time being|as such|the former|the latter|the above|below:"
    r"|in question)\b"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may stand. ``text`` has the brackets; What must stand before it in its section:
    ``needs`` full names, ``leans`` nouns in any sentence, ``leans_on_own`` nouns in one of the same article."""

    article: int
    sentence: PreparedSentence
    text: str
    operations: tuple[Mapping[str, Any], ...]
    event_at: date | None
    needs: frozenset[str]
    gives: frozenset[str]
    leans: frozenset[str]
    leans_on_own: frozenset[str]

    def is_introduced_by(self, before: Sequence[Candidate]) -> bool:
        """Whether the sentences before it in its section name the persons and things it leans on."""
        own = [other for other in before if other.article == self.article]
        return (
            self.needs <= frozenset().union(*(other.gives for other in before))
            and self.leans <= frozenset().union(*(other.sentence.content for other in before))
            and self.leans_on_own <= frozenset().union(*(other.sentence.content for other in own))
        )

    def stands_alone(self) -> bool:
        """Whether it may open a section."""
        return not (self.needs or self.leans or self.leans_on_own)


def article_refusal(article: SourceArticle, language: str) -> str:
    """Why no sentence of this article may stand: retracted, reuse, language or kind; "" if some may."""
    if article.is_restricted:
        return RESTRICTED
    if article.status == "retracted":
        return "retracted"
    if article.reuse not in VERBATIM:
        return "reuse"
    if primary_language(article.language) != primary_language(language):
        return "language"
    return "" if article.kind in KINDS else "kind"


def candidates(
    index: int, article: SourceArticle, prepared: Prepared, compared: Container[int], newest: date
) -> list[Candidate]:
    """The sentences of one article that may stand, in reading order, of those that start at ``compared`` offsets."""
    headline = frozenset(stems(fold_map(article.headline).text, article.language))
    found = []
    for sentence in prepared.sentences:
        if sentence.start not in compared or refusal(sentence, article.language):
            continue
        if sentence.position < 2 and _repeats(sentence, headline):
            continue
        candidate = _dated(index, sentence, article, prepared, newest)
        if candidate is not None:
            found.append(candidate)
    return found


def refusal(sentence: PreparedSentence, language: str) -> str:
    """The rule that keeps a sentence out, or "". Relative days are judged later, with the article's date."""
    for rule, breaks in RULES:
        if breaks(sentence, primary_language(language)):
            return rule
    return ""


def _length(sentence: PreparedSentence, language: str) -> bool:
    return not (MIN_WORDS_KOREAN if language == "ko" else MIN_WORDS) <= sentence.words <= MAX_WORDS


def _question(sentence: PreparedSentence, language: str) -> bool:
    return any(mark in sentence.folded[-3:] for mark in "?؟")


def _quotation(sentence: PreparedSentence, language: str) -> bool:
    """Unbalanced marks, or quoted words without their speaker."""
    folded = sentence.folded
    if not quotes_balance(folded) or EDITED_QUOTE.search(folded):
        return True
    long = [found for found in quotes(folded) if len(found[2].split()) > 5]
    if not long or language != "en":
        return False
    rest = outside_quotes(folded)
    return not SPEAKS.search(rest) or not sentence.names or len(rest.split()) < 3


def _anaphor(sentence: PreparedSentence, language: str) -> bool:
    """A sentence that leans on the one before it."""
    if language != "en":
        return False
    folded = sentence.folded
    rest = outside_quotes(folded)
    return bool(LEADING.search(folded) or REFERS_BACK.search(rest) or LEANS.search(rest))


def _pronoun(sentence: PreparedSentence, language: str) -> bool:
    """A pronoun outside quotes before anybody has been named."""
    if language != "en":
        return False
    rest = outside_quotes(sentence.folded)
    pronoun = PRONOUN.search(rest) or PLURAL.search(rest)
    if pronoun is None:
        return False
    before = rest[: pronoun.start()]
    if PLURAL.fullmatch(pronoun.group()):
        return len(before.split()) < 3
    return not any(name.split()[-1] in before for name in sentence.names)


def _own_voice(sentence: PreparedSentence, language: str) -> bool:
    if language != "en":
        return False
    rest = outside_quotes(sentence.folded)
    first = FIRST_PERSON.search(rest.replace("U.S.", "    ").replace("US", "  "))
    return bool(first or OWN_VOICE.search(sentence.folded))


def _dateline(sentence: PreparedSentence, language: str) -> bool:
    return bool(DATELINE.search(sentence.folded)) or sentence.folded.endswith(":")


RULES = (
    ("length", _length),
    ("question", _question),
    ("quotation", _quotation),
    ("dateline", _dateline),
    ("anaphor", _anaphor),
    ("pronoun", _pronoun),
    ("own voice", _own_voice),
)


def _repeats(sentence: PreparedSentence, headline: frozenset[str]) -> bool:
    """Whether a first sentence only says the headline again."""
    union = sentence.content | headline
    new = sentence.content - headline
    return bool(union) and len(new) < 2 and len(sentence.content & headline) >= 0.8 * len(union)


def _dated(
    index: int, sentence: PreparedSentence, article: SourceArticle, prepared: Prepared, newest: date
) -> Candidate | None:
    """The candidate with its days resolved; None when a day stays open or a plan has passed."""
    published = article.published_at.date()
    resolutions = resolve(sentence.folded, published, article.language)
    needs = needed_persons(sentence, prepared)
    if resolutions is None or needs is None:
        return None
    days = days_named(sentence.folded, published, resolutions)
    planned = any(resolution.is_future for resolution in resolutions) or has_future_cue(outside_quotes(sentence.folded))
    if planned and any(published <= day < newest for day in days):
        return None
    if not days and (newest - published).days >= STALE_PLAN_DAYS and PLAN.search(outside_quotes(sentence.folded)):
        return None
    text, operations = with_brackets(sentence.text, resolutions)
    persons = (person(name) for name in sentence.names)
    gives = frozenset(name for name in persons if " " in name)
    leans, own = antecedents(sentence, article.language)
    return Candidate(
        index,
        sentence,
        text,
        operations,
        days[0] if days else None,
        needs,
        gives,
        leans,
        own,
    )


def antecedents(sentence: PreparedSentence, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """What "the vote" leans on: stems any sentence may bring, and stems the same article must bring."""
    if primary_language(language) != "en":
        return frozenset(), frozenset()
    rest = outside_quotes(sentence.folded)
    own = frozenset(
        term
        for found in THE_EVENT.finditer(rest)
        if found.group(1) in EVENT_NOUNS
        for term in stems(found.group(1), language)
        if term not in stems(rest[: found.start()], language)
    )
    opening = DEFINITE.search(sentence.folded)
    if opening is None or re.search(r"[A-Z]", " ".join(sentence.folded.split()[1:5])):
        return frozenset(), own
    nouns = stems(" ".join(filter(None, opening.groups())), language)
    return frozenset(nouns[:1]), own


def needed_persons(sentence: PreparedSentence, prepared: Prepared) -> frozenset[str] | None:
    """Full names a reader must have met before; None when a surname could mean two persons."""
    given = {person(name) for name in sentence.names if " " in person(name)}
    needs: set[str] = set()
    for name in sentence.names:
        core = person(name)
        bearers = prepared.surnames.get(core)
        if not bearers or core != name or any(core in full.split() for full in given):
            continue
        if len(bearers) > 1:
            return None
        needs |= bearers
    return frozenset(needs)
