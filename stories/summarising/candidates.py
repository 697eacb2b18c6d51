"""Which sentences may stand in a summary, and why the others may not.

A candidate can be read alone: it names what it speaks of, is nobody's aside, and says its dates so
that they stay true. Everything here is about one sentence in its article; choosing comes later. What a
sentence leans on is judged in ``leaning``, whose voice it has in ``own_voice``, whom it names in
``persons``, what may be cut from it in ``trims``.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from stories.summarising.completing import completed
from stories.summarising.folding import fold
from stories.summarising.leaning import SPEAKER, anaphor, antecedents
from stories.summarising.leaning_words import SPEAKS as SPEAKS_ABROAD
from stories.summarising.no_persons import Persons
from stories.summarising.own_voice import names_its_outlet, own_voice
from stories.summarising.persons import Bearers, given, needed
from stories.summarising.plans import has_open_hour, has_passed
from stories.summarising.preparing import Prepared, PreparedSentence
from stories.summarising.pronouns import pronoun
from stories.summarising.reldates import days_named, resolve, with_brackets
from stories.summarising.request import RESTRICTED, Reuse, SourceArticle
from stories.summarising.slips import misspelt, takes_back
from stories.summarising.stamping import is_due, stamp, stamped
from stories.summarising.trims import Operation, shortened, without_opening
from stories.summarising.wording import outside_quotes, primary_language, quotes, quotes_balance, stems, word_count

KINDS = frozenset({"news", "wire_copy", "press_release", "official_document"})
OF_THEMSELVES = frozenset({"press_release", "official_document"})
VERBATIM = frozenset({Reuse.LICENSED, Reuse.QUOTE})
MIN_WORDS, MAX_WORDS = 7, 45
MIN_WORDS_KOREAN = 5

EDITED_QUOTE = re.compile(r"\[(?:\.\.\.|…|\.|sic)\]|\.\.\.|\[[^\]]*$")
DATELINE = re.compile(
    r"^[A-Z][A-Z .,'-]{3,40}(?:, [A-Z][a-z]+\.? \d{1,2})? ?(?:\([A-Za-z ]+\))? ?(?:--|[—–-]) "
    r"|^[^.,:\"]{2,40} ?\([^()]{2,30}\) ?(?:--|[—–-])|^\([^()]{2,20}=[^()]{2,20}\)|^[【〔\[][^】〕\]]{2,30}[】〕\]]"
    r"|^(?:本报|新华社|中新网|中新社)[^。,]{0,30}[电讯]"
)
KOREAN_BYLINE = re.compile(r"기자 ?= ")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may stand. ``text`` has the brackets and cuts that ``operations`` record.

    What must stand before it in its section: ``needs``, full names (first and last word) of those of whom it has
    the surname alone, from ``gives`` of another; ``leans``, stems in any sentence; ``leans_on_own``, in one of the
    same article, or for both the sentence that it follows there. ``completed`` is the same sentence with those names
    in brackets, where that is safe.
    """

    article: int
    sentence: PreparedSentence
    text: str
    operations: tuple[Mapping[str, Any], ...]
    event_at: date | None
    needs: frozenset[str]
    gives: frozenset[str]
    leans: frozenset[str]
    leans_on_own: frozenset[str]
    completed: Candidate | None = None

    def is_introduced_by(self, before: Sequence[Candidate]) -> bool:
        """Whether it may follow these sentences of its section, as it is or with its names completed."""
        return self.after(before) is not None

    def after(self, before: Sequence[Candidate]) -> Candidate | None:
        """The form in which it may follow these sentences of its section; None if it may not."""
        if not (self.leans or self.leans_on_own or self.needs):
            return self
        own = [other for other in before if other.article == self.article]
        known = frozenset[str]().union(*(other.gives for other in before))
        follows = any(other.sentence.position == self.sentence.position - 1 for other in own)
        leans = follows or self.leans <= frozenset().union(*(other.sentence.content for other in before))
        leans_on_own = follows or self.leans_on_own <= frozenset().union(*(other.sentence.content for other in own))
        if leans and leans_on_own and self.needs <= known and not _namesakes(self.needs, known):
            return self
        return self.completed.after(before) if self.completed else None

    def stands_alone(self) -> bool:
        """Whether it may open a section."""
        return self.after(()) is not None


def _namesakes(needs: frozenset[str], known: frozenset[str]) -> bool:
    """Whether somebody else of the same surname or first name was named too: two Kims in one section."""
    return any(other != full and set(other.split()) & set(full.split()) for full in needs for other in known)


def article_refusal(article: SourceArticle, language: str) -> str:
    """Why no sentence of this article may stand: restricted, retracted, reuse, language or kind; "" if some may."""
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
    index: int,
    article: SourceArticle,
    prepared: Prepared,
    compared: Container[int],
    newest: date,
    story: Persons | None = None,
) -> list[Candidate]:
    """The sentences of one article that may stand, in reading order, of those that start at ``compared`` offsets.

    ``newest`` is the day of the story's newest article, ``story`` the persons of all its articles.
    """
    headline = frozenset(stems(fold(article.headline), article.language))
    language = primary_language(article.language)
    everyone = Persons(prepared.bearers) if story is None else story
    own = everyone.own(prepared.bearers)
    found = []
    told: set[str] = set()
    for at, sentence in enumerate(prepared.sentences):
        told |= prepared.sentences[at - 1].content if at else frozenset()
        if sentence.start not in compared or sentence.is_in_quotation:
            continue
        if sentence.position < 2 and _repeats(sentence, headline):
            continue
        shown, cuts = trimmed(sentence, language)
        if (
            refusal(shown, language)
            or _is_answered(prepared, sentence)
            or (article.kind not in OF_THEMSELVES and names_its_outlet(shown.folded, article.outlet))
        ):
            continue
        dated = _dated(sentence, shown, cuts, article, newest)
        if dated is not None:
            candidate = _candidate(index, sentence, shown, dated, article, prepared, own, everyone, told)
            found.extend([candidate] if candidate else [])
    return found


@lru_cache(maxsize=16384)
def trimmed(sentence: PreparedSentence, language: str) -> tuple[PreparedSentence, tuple[Operation, ...]]:
    """The sentence without dateline or opening connective, and short enough if cutting asides makes it so."""
    text, cuts = sentence.text, tuple[Operation, ...]()
    text, cuts = without_opening(text, sentence.folded, language) or (text, ())
    if sentence.words > MAX_WORDS:
        short = shortened(text, cuts, MAX_WORDS)
        text, cuts = short or (text, cuts)
    if not cuts:
        return sentence, ()
    folded = fold(text)
    named = tuple(name for name in sentence.names if name in folded)
    return replace(sentence, text=text, folded=folded, words=word_count(folded), names=named), cuts


@lru_cache(maxsize=16384)
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
    long = [found for found in quotes(folded) if word_count(found[2]) > 5]
    if not long:
        return False
    rest = outside_quotes(folded)
    if language != "en":
        speaks = SPEAKS_ABROAD.get(language)
        return (speaks is not None and not speaks.search(rest)) or word_count(rest) < 2
    return not SPEAKER.search(rest) or not sentence.names or len(rest.split()) < 3


def _dateline(sentence: PreparedSentence, language: str) -> bool:
    folded = sentence.folded
    return bool(DATELINE.match(folded) or KOREAN_BYLINE.search(folded)) or folded.endswith(":")


RULES = (
    ("length", _length),
    ("question", _question),
    ("quotation", _quotation),
    ("dateline", _dateline),
    ("misspelt", misspelt),
    ("own voice", own_voice),
    ("anaphor", anaphor),
    ("pronoun", pronoun),
)


def _is_answered(prepared: Prepared, sentence: PreparedSentence) -> bool:
    """Whether the sentence after it takes half of it back, so that it misleads alone."""
    following = prepared.sentences[sentence.position + 1 : sentence.position + 2]
    return any(takes_back(one.folded) for one in following)


def _repeats(sentence: PreparedSentence, headline: frozenset[str]) -> bool:
    """Whether a first sentence only says the headline again."""
    union = sentence.content | headline
    new = sentence.content - headline
    return bool(union) and len(new) < 2 and len(sentence.content & headline) >= 0.8 * len(union)


Dated = tuple[str, tuple[Operation, ...], date | None]


def _dated(
    sentence: PreparedSentence,
    shown: PreparedSentence,
    cuts: tuple[Operation, ...],
    article: SourceArticle,
    newest: date,
) -> Dated | None:
    """Text with its days resolved, operations and first day; None when a day stays open or a plan has passed."""
    published = article.published_at.date()
    resolutions = resolve(shown.folded, published, article.language)
    if resolutions is None:
        return None
    if cuts:
        whole = resolve(sentence.folded, published, article.language)
        if whole is None or [found.inserted for found in whole] != [found.inserted for found in resolutions]:
            return None
    days = days_named(shown.folded, published, resolutions, article.language)
    if has_open_hour(shown.folded, article.language, days):
        return None
    if has_passed(shown.folded, article.language, published, newest, resolutions, days):
        return None
    text, brackets = with_brackets(shown.text, resolutions)
    operations: tuple[Operation, ...] = (*_behind(cuts, brackets), *brackets)
    if not resolutions and is_due(shown.folded, published, newest, days, article.language):
        text, operations = stamped(text, operations, stamp(published, newest, article.language))
    return text, operations, days[0] if days else None


def _behind(cuts: Sequence[Operation], brackets: Sequence[Operation]) -> tuple[Operation, ...]:
    """The cuts with their places as they are after brackets were put in; a bracket stands before a cut at its place."""
    moved = []
    for operation in cuts:
        at = int(operation["at"])
        for bracket in brackets:
            if int(bracket["at"]) - 1 <= at:
                at += len(str(bracket["inserted"])) + 1
        moved.append({**operation, "at": at})
    return tuple(moved)


def _candidate(
    index: int,
    sentence: PreparedSentence,
    shown: PreparedSentence,
    dated: Dated,
    article: SourceArticle,
    prepared: Prepared,
    own_bearers: Bearers,
    story: Persons,
    told: Set[str],
) -> Candidate | None:
    """The candidate; None when a surname alone may mean two persons of the article."""
    language = primary_language(article.language)
    needs = needed(shown, own_bearers, story.bearers)
    if any(len(meant) > 1 for meant in needs.values()):
        return None
    leans, own = antecedents(shown, language, told, is_lead=sentence.position == 0)
    text, operations, event_at = dated
    candidate = Candidate(
        article=index,
        sentence=sentence,
        text=text,
        operations=tuple(sorted(operations, key=lambda operation: int(operation["at"]))),
        event_at=event_at,
        needs=frozenset[str]().union(*needs.values()),
        gives=story.named(given(shown)),
        leans=leans,
        leans_on_own=own,
    )
    made = completed(candidate.text, candidate.operations, shown, article, prepared, own_bearers, story.bearers, needs)
    if made is None:
        return candidate
    text, operations, offices = made
    return replace(
        candidate,
        completed=replace(
            candidate,
            text=text,
            operations=operations,
            needs=frozenset(),
            leans=leans - offices,
            leans_on_own=own - offices,
        ),
    )
