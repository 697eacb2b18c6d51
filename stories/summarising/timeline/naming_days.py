# ruff: noqa: E501 - expressions of many words read better on few lines
"""The sentences of an article that name times: which, and whether one of these is what the sentence tells of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from foundation.dating.points import Point
from stories.summarising.preparing import Prepared, PreparedSentence
from stories.summarising.reldates import has_past_verb
from stories.summarising.request import SourceArticle
from stories.summarising.timeline.tagging import Tag, has_cue, tag

Day = tuple[date, date]
_VAGUE = frozenset({"decade", "year", "follow", "ago", "ahead"})
_PERIODS = frozenset({"week", "weekend", "year", "decade"})
_ASIDE_BEFORE = re.compile(
    r"\b(?:[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Aa]head of|[Ff]ollowing|[Tt]hrough|[Uu]p to|[Ff]rom|[Ff]or|than|of|to|dating"
    r"|[Ss]eit|[Bb]is|[Vv]or|[Nn]ach|vom|des|depuis|jusqu'au|avant|après|desde|hasta|antes|después) (?:the |last |dem |den |el "
    r"|la |le |du |del |de )?$"
)
_SUBORDINATE = re.compile(
    r"\b(?:after|before|following|since|until|ahead of|which|who|whom|whose|where|when|while|because|having|than|as of|if|unless"
    r"|nachdem|bevor|weil|als|seit|wenn|après|avant|depuis|lorsque|quand|qui|dont|car|después|antes|desde|cuando|porque|quien)\b"
)
"""What makes a time that of an aside: in the words before it, up to a comma."""
_PARTICIPLE = re.compile(
    r" (?:[a-z]+(?:ed|ing)|held|built|made|given|begun|taken|seen|known|sent|struck)\b(?! (?:that|on)\b)"
)
_PARTICIPLE_ABROAD = re.compile(r" [a-zà-ÿ]+(?:é|ée|és|ées|ado|ada|ados|adas|ido|ida|idos|idas)\b")
_THAT = re.compile(
    r"\b(?!(?:said|says|announced|told|reporters|reported|confirmed|ruled|found|decided|agreed|warned|showed|ordered|added|noted"
    r"|claimed|declared|learned|stated|wrote|insisted|promised|conceded|admitted)\b)[\w']+ that\b(?! day)"
)
"""A clause that tells of a noun: "the outage that silenced most phones in May"."""
_PERFECT = re.compile(r"\b(?:has|have) (?!to\b)(?:\w+ )?(?:been )?\w+(?:ed|en|n|t|d|ne|de|un|ung|pt)\b")
"""No day goes with it but today: a past one beside it is that of a noun, "has completed its inquiry into the fire of May 4"."""
_RULES_ON = re.compile(
    r" (?:was|were|is|are|had|has|have|will|would|can|could|may|must|did|does|[a-z]{3,}(?<!inste)(?<!hundr)ed)\b"
)
"""What follows a time that belongs to the subject: "the meeting on Thursday was"."""
_TAKEN_THEN = re.compile(
    r"(?<!ha )(?<!han )(?<!fue )(?<!fueron )(?<!sido )\b\w+(?:ad|id)[oa]s? (?:el |la )?(?:pasad[oa] )?$"
)
"""A Spanish participle before a day tells of a noun: "las muestras tomadas el 3 de octubre"."""
_IS = re.compile(r"\b(?:is|are|remains?)\b")
_WAS_TO_BE = re.compile(
    r"\b(?:(?:had|was|were) (?:\w+ )?(?:been )?(?:due|to|expected|scheduled|planned|supposed|set|slated|meant)|would have|should have"
    r"|could have|hätte\w*|aurai\w*|habría\w*)\b"
)
"""What was a plan once."""
_OWNED = re.compile(r"(?:\b(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?|[Tt]his|[Tt]hat|[Oo]ur)|'s) $")
"""A date that stands before a noun: "its January 3 alert"."""
_BREAK = re.compile(r", (?!\d{4})|; | [–—-] |: ")
_ASIDE_FORM = re.compile(
    r"(?:for|before|after|through|until|since|[Uu]ntil|[Ss]ince|around|[Ss]eit|[Dd]epuis|[Dd]esde) "
)
_ASIDE_BEHIND = re.compile(r"'s\b|'|부터|까지|以来|以降|から|まで|-old\b")


@dataclass(frozen=True, slots=True)
class Named:
    """A sentence with the times it names; ``tells`` is the one it tells of, None where it may be of several or none."""

    article: int
    sentence: PreparedSentence
    tags: tuple[Tag, ...]
    tells: Day | None

    @property
    def days(self) -> frozenset[Day]:
        """First and last day of each time."""
        return frozenset((one.span.first, one.span.last) for one in self.tags)


@dataclass(frozen=True, slots=True)
class Told:
    """The date of an entry."""

    edtf: str
    first: date
    last: date
    is_planned: bool


def named_days(index: int, article: SourceArticle, prepared: Prepared) -> Iterator[Named]:
    """The sentences that name times, read on the article's day in its own clock."""
    published = article.published_at.date()
    for sentence in prepared.sentences:
        if sentence.is_in_quotation:
            continue
        tags = tag(sentence.folded, published, article.language)
        if tags:
            yield Named(index, sentence, tags, _tells(sentence.folded, tags, published, article.language))


def day_of(one: Named, day: Day) -> Told | None:
    """What the sentence says of its day: when, and whether it lies ahead."""
    for found in one.tags:
        if (found.span.first, found.span.last) == day:
            return Told(found.edtf, *day, found.is_planned)
    return None


def _tells(folded: str, tags: tuple[Tag, ...], published: date, language: str) -> Day | None:
    """The one time a sentence tells of: named plainly, surely, outside quoted words, and no other beside it.

    A longer time that holds it is no other: "on Feb 3 this year".
    """
    exact = [one for one in tags if not any(_holds(one, other) for other in tags)]
    days = {(one.span.first, one.span.last) for one in exact}
    if len(days) != 1 or not all(one.is_sure for one in exact):
        return None
    one = exact[0]
    if one.kind in _VAGUE or _is_long(one) or folded[: one.start].count('"') % 2:
        return None
    if _is_aside(folded, one) or (one.is_bare_month() and not _has_verb(folded, one, language)):
        return None
    if one.is_planned and _WAS_TO_BE.search(folded):
        return None
    if one.is_planned:
        return next(iter(days)) if one.span.first > published and one.sense == "future" else None
    return next(iter(days)) if one.span.last <= published and one.sense != "future" else None


def _holds(longer: Tag, shorter: Tag) -> bool:
    """Whether the first is a longer time around the second."""
    outer, inner = (longer.span.first, longer.span.last), (shorter.span.first, shorter.span.last)
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]


def _is_long(one: Tag) -> bool:
    """Whether it is a week, a year, or a part of them that nobody would put on a timeline."""
    days = (one.span.last - one.span.first).days
    start = one.span.start
    is_vague = isinstance(start, Point) and start.mark != ""
    return days > 200 or (one.kind == "unit" and days < 27) or is_vague


def _is_aside(folded: str, one: Tag) -> bool:
    """Whether the time is that of a clause beside what the sentence tells, or only bounds it."""
    before = folded[: one.start]
    if (
        _ASIDE_BEFORE.search(before)
        or _ASIDE_FORM.match(folded, one.start)
        or _ASIDE_BEHIND.match(folded, one.end)
        or _OWNED.search(before)
    ):
        return True
    if _TAKEN_THEN.search(before):
        return True
    breaks = [found.end() for found in _BREAK.finditer(before)]
    clause = before[breaks[-1] :] if breaks else before
    if breaks and (_PARTICIPLE.match(" " + clause) or _PARTICIPLE_ABROAD.match(" " + clause)):
        return True
    return bool(_SUBORDINATE.search(clause) or _THAT.search(clause) or _is_of_a_noun(folded, clause, one))


def _is_of_a_noun(folded: str, clause: str, one: Tag) -> bool:
    """Whether an English clause gives the time to a noun and not to its verb: by the verb's form or its place."""
    if one.kind == "near" and _IS.search(clause) and not has_past_verb(clause):
        return True  # "is 14 miles from the sea today": nowadays
    before = folded[: one.start].replace(" aged ", " ")
    if one.kind != "near" and any(not has_past_verb(before[found.end() :]) for found in _PERFECT.finditer(before)):
        return not one.is_planned
    return bool(
        clause.strip() and _RULES_ON.match(folded, one.end) and not clause.rstrip().endswith(("On", "In", "By"))
    )


def _has_verb(folded: str, one: Tag, language: str) -> bool:
    """Whether a verb that tells when stands in the clause before a month without its year, or opens what follows it.

    "Wet ground feeds the river in August" tells of every August.
    """
    clause = max((found.end() for found in _BREAK.finditer(folded, 0, one.start)), default=0)
    low = max(clause, folded.rfind(" because ", 0, one.start), folded.rfind(" and ", 0, one.start))
    return has_cue(folded, low, one.start, language) or (low == 0 and has_cue(folded, one.end, len(folded), language))
