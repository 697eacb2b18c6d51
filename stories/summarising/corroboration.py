"""Which other articles say what a sentence says. A missing citation is cheaper than a false one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from stories.summarising.claims import Claim, agrees, claim_of, dateline_end, trades_places
from stories.summarising.counted import count_others, counted
from stories.summarising.days_told import may_name_a_day, words_of_time
from stories.summarising.figures import Figure
from stories.summarising.matter import Matter
from stories.summarising.preparing import PreparedSentence
from stories.summarising.word_forms import said_of
from stories.summarising.wording import primary_language

CERTAIN = 0.50
LIKELY = 0.38
COVERAGE = 0.60
SAID_AGAIN = 0.65
SAID_IN_OTHERS = 0.75  # of a script without capitals, whose names nobody compares
SAID_OF_NEAR = 0.55  # where all else is so near: "brought under control", "had under control"
NEAR = 0.70
TELLING_FIGURES = 2
SAME_WORDS = 0.8  # so near that no name need tell what it is about
LOOKED_AT = 12
SAME_NEWS = timedelta(days=2)

Support = tuple[int, int]
"""A row that says the same, and its cosine in thousandths."""


def corroborators(matter: Matter, row: int) -> list[Support]:
    """Rows of other articles that say the same, one for each article, the nearest first."""
    index, sentence = matter.rows[row]
    cosines = matter.gram[row]
    alike = np.flatnonzero((cosines >= LIKELY) & (matter.article_of != index))
    if not len(alike):
        return []
    # Who has the same figures tells of the same.
    enough = CERTAIN if _has_figures(sentence) else SAME_WORDS
    near = alike[matter.same_names[row, alike] | (cosines[alike] >= enough)]
    ranked = near[np.lexsort((near, -cosines[near]))][:LOOKED_AT]
    found: list[Support] = []
    seen = {index}
    language, has_case = matter.articles[index].language, matter.prepared[index].has_case
    may_mean_a_day = may_name_a_day(sentence)
    for other, cosine in zip(ranked.tolist(), cosines[ranked].tolist(), strict=True):
        article, candidate = matter.rows[other]
        if article in seen:
            continue
        told = matter.days(other) if may_mean_a_day else frozenset[date]()
        when = words_of_time(matter, row, [other], told) if may_mean_a_day else frozenset[str]()
        if says_the_same(
            sentence, candidate, cosine, language=language, has_case=has_case, told=told, when=when
        ) and same_time(matter, row, other, matter.days(other)):
            seen.add(article)
            found.append((other, round(cosine * 1000)))
    return found


def same_time(matter: Matter, row: int, other: int, theirs: frozenset[date]) -> bool:
    """Whether a row and a passage that begins with ``other`` may speak of one day: they name a common one, or neither
    rules it out. ``theirs`` are the days that the passage names.

    A sentence that names a day is not supported by a report of weeks later that names none.
    """
    mine = matter.days(row)
    if not mine or mine & theirs:
        return True
    age = abs(matter.article(row).published_at - matter.article(other).published_at)
    return not theirs and age <= SAME_NEWS


def says_the_same(
    sentence: PreparedSentence,
    other: PreparedSentence,
    cosine: float,
    *,
    language: str = "en",
    has_case: bool = True,
    told: frozenset[date] = frozenset(),
    when: frozenset[str] = frozenset(),
) -> bool:
    """Whether ``other`` may be cited for ``sentence``. ``told`` are the days that it names, ``when`` their words.

    Near enough; every name and figure of the sentence stands in it, and two thirds of what is said besides (by the
    same words or others for it, ``word_forms``), for a shared name weighs most and says least; and it denies and
    foresees the same. That they share a name was asked before (``Matter.same_names``). A passage that hedges where the
    sentence does not is no support.
    """
    shared = len(sentence.content & other.content)
    if cosine < LIKELY or (cosine < CERTAIN and shared < COVERAGE * max(1, len(sentence.content))):
        return False
    if shared < (CERTAIN if has_case else SAID_IN_OTHERS) * len(sentence.content) or other.folded.endswith("?"):
        return False
    said = SAID_OF_NEAR if cosine >= NEAR or _has_figures(sentence) else SAID_AGAIN
    return _tells(sentence, other, language, told, when) >= said


@lru_cache(maxsize=16384)
def _has_figures(sentence: PreparedSentence) -> bool:
    """Whether a sentence has figures enough to be known by them."""
    return sum(not figure.is_loose for figure in sentence.figures) >= TELLING_FIGURES


@lru_cache(maxsize=32768)
def _tells(
    sentence: PreparedSentence, other: PreparedSentence, language: str, told: frozenset[date], when: frozenset[str]
) -> float:
    """The share of what the sentence says besides names that the other says too; -1 where it denies or lacks much."""
    mine, content = claim_of(sentence, language), other.content | when
    said = said_of(mine.plain, content, language)
    if said < SAID_OF_NEAR or not names_stand(mine, content, language):
        return -1.0
    if not agrees(mine, claim_of(other, language)):
        return -1.0
    if other.hedges - sentence.hedges or trades_places(sentence, other, language):
        return -1.0
    return said if same_figures(sentence, other, language, told) else -1.0


def names_stand(claim: Claim, content: frozenset[str], language: str) -> bool:
    """Whether all that a sentence names stands there; of German nouns, which all look like names, three quarters."""
    if primary_language(language) != "de":
        return claim.names <= content
    return len(claim.names & content) >= SAID_IN_OTHERS * len(claim.names)


def same_figures(
    sentence: PreparedSentence, other: PreparedSentence, language: str, told: frozenset[date] = frozenset()
) -> bool:
    """Whether every number of the sentence stands in the other one, and counts nothing else there.

    A day of the month may also be one of ``told``, and an age stands behind a name alone: "Ana Ruiz, 19, said".
    """
    if not all(_stands(figure, other, told) for figure in _demanded(sentence)):
        return False
    theirs = counted(other, language)
    for one in counted(sentence, language):
        same = [two for two in theirs if two.figure.same_as(one.figure)]
        if same and all(count_others(one, two) for two in same) and not _is_of_a_name(sentence, one.figure):
            return False
    return True


@lru_cache(maxsize=16384)
def _demanded(sentence: PreparedSentence) -> tuple[Figure, ...]:
    """The figures of a sentence that its support must have."""
    skipped = dateline_end(sentence.folded)
    return tuple(figure for figure in sentence.figures if not figure.is_loose and figure.start >= skipped)


def _is_of_a_name(sentence: PreparedSentence, figure: Figure) -> bool:
    """Whether a number belongs to the name before it, and counts nothing: "Havlink 2 tripped", "Flight 2184 from"."""
    before = sentence.text[: figure.start].split(" ")
    return len(before) > 1 and not before[-1] and any(name.endswith(before[-2]) for name in sentence.names)


def _stands(figure: Figure, other: PreparedSentence, told: frozenset[date]) -> bool:
    """Whether the other sentence has this figure."""
    if any(figure.same_as(one) for one in other.figures):
        return True
    if figure.kind == "day":
        return any(str(day.month) == figure.unit and day.day == figure.value for day in told)
    return figure.kind == "age" and f", {figure.value}," in other.folded


def independent_reports(matter: Matter, articles: Iterable[int]) -> int:
    """How many original reports by different publishers stand behind these articles."""
    cited = list(articles)
    return min(
        len({matter.origins[index] for index in cited}), len({matter.articles[index].publisher for index in cited})
    )
