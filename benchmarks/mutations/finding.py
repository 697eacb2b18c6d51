"""Where figures, dates and names stand in a sentence. Plain patterns of this package's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache


def words(text: str) -> tuple[str, ...]:
    """The words of a list that is written as one string."""
    return tuple(text.split())


MONTHS = words("January February March April May June July August September October November December")
SHORT = words("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")
WEEKDAYS = words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_FIRST = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
NUMBER_WORDS = {word: number for number, word in enumerate(_FIRST)} | {
    word: 10 * number for number, word in enumerate(words("thirty forty fifty sixty seventy eighty ninety"), start=3)
}
BY_VALUE = {value: word for word, value in NUMBER_WORDS.items()}

_MONTH = "|".join(MONTHS)
DIGITS = re.compile(r"(?<![\w.,:/–-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w:/–-]|[.,]\d)")
SPELT = re.compile(
    rf"(?<!-)\b(?:{'|'.join([*NUMBER_WORDS][2:])})\b(?![-\w]| (?:hundred|thousand|of (?:the|us)))", re.IGNORECASE
)
DAY_OF_MONTH = re.compile(
    rf"\b({_MONTH}) (\d{{1,2}})(?!\d|,\d)(?:,? (\d{{4}}))?|\b(\d{{1,2}}) ({_MONTH})(?: (\d{{4}}))?"
)
SHORT_DAY = re.compile(rf"\b(?:{'|'.join(SHORT)}|Sept)\.? \d{{1,2}}\b|\b\d{{1,2}} (?:{'|'.join(SHORT)}|Sept)\b")
MONTH_ALONE = re.compile(rf"\b(?:in|since|until|by|of|late|early|last|next) ({_MONTH})\b(?! \d{{1,2}}\b(?!\d))")
YEAR = re.compile(
    r"(?<![\w$€£.,:-])(?:1[89]|20)\d\d(?![\w,%:-]|\.\d| (?:people|tonnes|metres|homes|votes|cases|dollars))"
)
WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b")

_TOKEN = r"[A-Z][A-Za-zÀ-ÿ]*[a-zà-ÿ][A-Za-zÀ-ÿ-]*"
NAME = re.compile(rf"{_TOKEN}(?:(?: of| of the| de| van)? {_TOKEN})*")
OPENERS = frozenset(
    words(
        "The A An In On At By For From With But And Or So Yet If When While As After Before Since Although Though "
        "However Meanwhile Also Then Both Some Many Most Several Other Another Each Every No Not What Who Where "
        "Why How According Earlier Later Last Under Despite During Following Only None Nearly About Almost More "
        "Fewer Less All Any He She It They We You This That These Those His Her Their Its Our There Here Police "
        "Officials Researchers Engineers Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Over Mr Ms Mrs "
        "Dr One To Of Until Into Up Out Between Among"
    )
)
NOT_NAMES = frozenset([*MONTHS, *SHORT, *WEEKDAYS, "I", "Internet", "Mr", "Mrs", "Ms", "Dr", "God"])


@cache
def figures(sentence: str) -> list[re.Match[str]]:
    """Figures in digits or as words, in order; no days, years, clock times or scores."""
    days = [*DAY_OF_MONTH.finditer(sentence), *SHORT_DAY.finditer(sentence), *YEAR.finditer(sentence)]
    dates = [match.span() for match in days]
    found = [*DIGITS.finditer(sentence), *SPELT.finditer(sentence)]
    kept = [one for one in found if not any(start <= one.start() < end for start, end in dates)]
    clock = re.compile(r" ?(?:[ap]\.?m\b|o'clock)")
    return sorted((one for one in kept if not clock.match(sentence, one.end())), key=lambda one: one.start())


def value(figure: str) -> float:
    """The number a figure of ``figures`` stands for."""
    word = figure.lower()
    return float(NUMBER_WORDS[word]) if word in NUMBER_WORDS else float(word.replace(",", ""))


def values(text: str) -> set[float]:
    """Every number a text holds in any way, also days and years: what may not count as foreign to it."""
    spelt = {float(NUMBER_WORDS[word]) for word in re.findall(r"[a-z]+", text.lower()) if word in NUMBER_WORDS}
    return spelt | {float(one.replace(",", "")) for one in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)}


@cache
def names(sentence: str) -> list[re.Match[str]]:
    """Names: runs of capitalised words. At the start of a sentence only those of two words or more."""
    return list(_names(sentence))


def _names(sentence: str) -> Iterator[re.Match[str]]:
    for match in NAME.finditer(sentence):
        first, *rest = match.group().split()
        begins = match.start() == 0 or re.search(r"[\"“(:]\s*$|[.!?]\s+$", sentence[: match.start()]) is not None
        if first in OPENERS or first in NOT_NAMES:
            later = NAME.match(sentence, match.start() + len(first) + 1) if rest else None
            if later and not set(later.group().split()) & NOT_NAMES and rest[0] not in ("of", "de", "van"):
                yield later
        elif not (begins and not rest) and not set(rest) & NOT_NAMES:
            yield match


def are_different(one: str, other: str) -> bool:
    """Whether two names cannot be the same: no word in common, and neither is the other's initials or stem."""
    left, right = set(re.findall(r"\w+", one.casefold())), set(re.findall(r"\w+", other.casefold()))
    initials = ["".join(word[0] for word in name.split() if word[0].isupper()).casefold() for name in (one, other)]
    stems = {word[:4] for word in left} & {word[:4] for word in right}
    return not left & right and not stems and one.casefold() != initials[1] and other.casefold() != initials[0]
