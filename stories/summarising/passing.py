"""What a newer day makes old: an account without a date, a state that has passed, a hope since met or lost.

In a story that moved on by days a reader takes a sentence without a date for today's. So such a sentence of an
older article weighs less, and one that tells a state ("is", "has", "may", "was on her way") is not chosen at all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import numpy as np

from stories.summarising.matter import Matter
from stories.summarising.stamping import names_month_or_year
from stories.summarising.vectors import DIGITS, Vector
from stories.summarising.wording import outside_quotes, primary_language, quotes, word_count

MOVED_ON_DAYS, LONG_AGO_DAYS = 2.0, 7.0
UNDATED, DATED_STATE = 0.5, 0.75
LEAST_RECENT, SLOWEST = 0.75, 3.0
COLOURED, GONE = 0.6, 0.5
ENOUGH = 20
LONG_QUOTE = 5

STATES = {
    "en": re.compile(
        r"\b(?:is|are|has|have|may|might|could|would|will|fears?|feared|hopes?|hoped|expects?|expected|wants?|waited|"
        r"remains?|remained|leads|trails|(?:was|were) last seen|still|"
        r"so far|not yet|on (?:his|her|its|their) way|at least|had not been able|"
        r"asked why|"
        r"(?:was|were) [a-z]+ing)\b"
    ),
    "de": re.compile(
        r"\b(?:ist|sind)\b(?!.*\b(?:worden|ge(?:kommen|gangen|fahren|storben|stiegen|sunken|fallen|blieben|wesen|worden|flohen"
        r"|landet|kentert)|[a-zäöü]+(?:gekommen|gegangen|gestiegen|gestürzt|gebrochen|getreten|standen|schwunden))\b)"
        r"|\b(?:wird|werden|würde|würden|käme|könnte|könnten|dürfte|dürften|soll|sollen|sollte|will|"
        r"wollen|fordert|verlangt|noch|bislang|bisher|derzeit)\b"
    ),
    "es": re.compile(
        r"\b(?:es|son|está|están|podría|podrían|debe|deben|quiere|quieren|espera|esperan|todavía|aún|sigue"
        r"|siguen"
        r"|\w+(?:rá|rán|ría|rían))\b"
    ),
    "fr": re.compile(
        r"\b(?:est|sont)\b(?! (?:\w+ )?(?:allé|venu|mort|né|entré|sorti|parti|tombé|devenu|resté|arrivé|monté|descendu"
        r"|passé|revenu|décédé|survenu|intervenu)e?s?\b)"
        r"|\b(?:sera|seront|pourrait|pourraient|doit|doivent|veut|veulent|espère|encore|reste|restent)\b"
    ),
}
"""Words by which a sentence tells how things stand or may come to stand; a perfect tells an act. For lower case,
as OPEN and COLOUR are: ``re`` ignores case at four times the price."""
OPEN = re.compile(
    r"\b(?:may|might|could|fears?|feared|hopes?|hoped|(?:is|are) expected|wants?|considering|(?:has|have) yet"
    r"|asked whether"
    r"|könnte|könnten|dürfte|käme|podría|podrían|pourrait|pourraient)\b"
)
"""Words by which a sentence leaves open what days later is known."""
COLOUR = re.compile(
    r"\b(?:mood|smil(?:ed|ing)|wept|tears|laugh(?:ed|ing)|cheer(?:ed|ing)|sound(?:s|ed)|looked (?:tired|pale|happy"
    r"|relieved)"
    r"|disappointed|relieved|saddened|shocked"
    r"|feels?|felt|thanked|proud|delighted|thrilled|excited|shrugged|hugged|sighed|joked?|talked about"
    r"|no pleasure|the talk)\b"
)


@lru_cache(maxsize=16384)
def _has(pattern: re.Pattern[str], rest: str) -> bool:
    """Remembered from one draft of a story to the next."""
    return pattern.search(rest) is not None


@dataclass(frozen=True, slots=True)
class Passing:
    """A factor for each row, less for what is older and undated and for mere colour; and the rows that have gone by.

    ``states`` are those of them that left nothing open: where little else is told, they are better than nothing.
    """

    factors: Vector
    gone: frozenset[int]
    states: frozenset[int] = frozenset()


def passing(matter: Matter) -> Passing:
    """Look at every candidate from the day of the newest article on the subject."""
    on_subject = [one.published_at for index, one in enumerate(matter.articles) if index not in matter.off_subject]
    factors, gone, states = np.ones(len(matter.rows)), set(), set()
    if not on_subject:
        return Passing(factors, frozenset())
    newest = max(on_subject)
    ages = [max(0.0, _days(newest, article.published_at)) for article in matter.articles]
    pace = max(SLOWEST, max(ages) / 3)
    recent = [LEAST_RECENT + (1 - LEAST_RECENT) * math.exp(-age / pace) for age in ages]
    for row, candidate in matter.candidates.items():
        age = ages[candidate.article]
        rest = outside_quotes(candidate.sentence.folded).lower()
        factors[row] = recent[candidate.article] * (COLOURED if _has(COLOUR, rest) else 1.0)
        if age < MOVED_ON_DAYS:
            continue
        is_dated = _is_dated(matter, row)
        is_state = _state(matter, row, rest) or (not is_dated and _quotes(candidate.sentence.folded))
        factors[row] *= UNDATED if not is_dated else DATED_STATE if is_state else 1.0
        is_open = _has(OPEN, rest)
        passes = is_open or (is_state and (age >= LONG_AGO_DAYS or not is_dated))
        if passes and not (candidate.event_at and any(day >= newest.date() for day in matter.days(row))):
            gone.add(row)
            states |= set() if is_open else {row}
            factors[row] *= GONE
    return Passing(np.round(factors, DIGITS), frozenset(gone), frozenset(states))


def left_out(matter: Matter, allowed: Sequence[int], past: Passing) -> frozenset[int]:
    """The rows that are not chosen because they have gone by: of a story that tells little else, the open ones."""
    rest = sum(matter.candidates[row].stands_alone() for row in allowed if row not in past.gone)
    return past.gone if rest >= ENOUGH else past.gone - past.states


def _days(later: datetime, earlier: datetime) -> float:
    return (later - earlier).total_seconds() / 86_400


def _is_dated(matter: Matter, row: int) -> bool:
    """Whether the row names a day, or at least a month or a year."""
    candidate = matter.candidates[row]
    if candidate.event_at:
        return True
    return names_month_or_year(candidate.sentence.folded, matter.article(row).language)


def _quotes(folded: str) -> bool:
    """Whether it quotes somebody at length: on what, is not known any more when days have passed."""
    return any(word_count(inside) >= LONG_QUOTE for _, _, inside in quotes(folded))


def _state(matter: Matter, row: int, rest: str) -> bool:
    states = STATES.get(primary_language(matter.article(row).language))
    return states is not None and _has(states, rest)
