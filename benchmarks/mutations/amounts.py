"""Wrong figures, scales, units and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from random import Random

from benchmarks.mutations.corpus import Case, Mutant, Span
from benchmarks.mutations.finding import (
    BY_VALUE,
    DAY_OF_MONTH,
    MONTH_ALONE,
    MONTHS,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    figures,
    value,
    values,
)

SCALES = {
    "thousand": "million",
    "million": "billion",
    "billion": "million",
    "trillion": "billion",
    "hundred": "thousand",
}
SCALES |= {"hundreds": "thousands", "thousands": "hundreds", "dozens": "hundreds", "bn": "m", "millions": "billions"}
UNITS = (
    ("kilometres", "miles"), ("kilometers", "miles"), ("km", "miles"), ("tonnes", "kilograms"),
    ("tons", "kilograms"), ("metres", "feet"), ("meters", "feet"), ("centimetres", "metres"),
    ("centimeters", "inches"), ("millimetres", "centimetres"), ("hectares", "acres"), ("dollars", "won"),
    ("euros", "dollars"), ("pounds", "euros"), ("crowns", "euros"), ("litres", "gallons"), ("hours", "minutes"),
    ("minutes", "hours"), ("days", "weeks"), ("weeks", "days"), ("months", "years"), ("years", "months"),
    ("Celsius", "Fahrenheit"), ("megawatts", "gigawatts"), ("gigawatts", "megawatts"), ("knots", "kilometres"),
    ("square metres", "square kilometres"), ("cubic metres", "litres"), ("seconds", "minutes"),
    ("people", "families"), ("cases", "deaths"), ("votes", "seats"), ("seats", "votes"), ("delegates", "states"),
    ("percent", "people"),
)  # fmt: skip
UNIT_OF = dict(UNITS) | {new: old for old, new in reversed(UNITS) if new not in dict(UNITS)}
SIGNS = {"$": "€", "€": "$", "£": "€", "₩": "$"}


def from_article(case: Case, chance: Random) -> Iterator[Mutant]:
    """Put another figure of the article in a figure's place; every other time its sentence is cited too."""
    pool = [(span, one.group()) for span in case.others for one in figures(case.article[span[0] : span[1]])]
    for match in figures(case.sentence):
        foreign = [(span, told) for span, told in pool if value(told) not in values(case.sentence)]
        if foreign:
            span, told = chance.choice(foreign)
            more: tuple[Span, ...] = (span,) if chance.random() < 0.5 else ()
            yield case.mutant(_put(case.sentence, match, _as(match.group(), value(told))), *more)


def stranger(case: Case, chance: Random) -> Iterator[Mutant]:
    """Put a figure that the article does not hold: one more, transposed digits, ten times, or far off."""
    taken = values(case.article)
    for match in figures(case.sentence):
        old = value(match.group())
        step = 10.0 ** -_decimals(match.group())
        tried = [old + step, old - step, old * 10, old + 10 * step, round(old * chance.uniform(1.2, 3))]
        digits = f"{int(old)}"
        tried += [float(digits[1] + digits[0] + digits[2:])] if len(digits) > 1 and digits[1] != "0" else []
        wrong = [one for one in tried if one > 1 and one not in taken and _text(match.group(), one) != match.group()]
        if wrong:
            yield case.mutant(_put(case.sentence, match, _as(match.group(), chance.choice(wrong))))


def exchanged(case: Case, chance: Random) -> Iterator[Mutant]:
    """Exchange two figures of one sentence."""
    found = figures(case.sentence)
    for first, second in pairwise(found):
        between = case.sentence[first.end() : second.start()]
        if value(first.group()) != value(second.group()) and not re.fullmatch(r"\s*(?:or|and|,|-)\s*", between):
            text = _put(case.sentence, second, _as(second.group(), value(first.group())))
            yield case.mutant(_put(text, first, _as(first.group(), value(second.group()))))


def scale(case: Case, chance: Random) -> Iterator[Mutant]:
    """Take a million for a billion, dozens for hundreds."""
    for match in re.finditer(r"(?<![\w-])(?:" + "|".join(SCALES) + r")\b", case.sentence):
        yield case.mutant(_put(case.sentence, match, SCALES[match.group()]))
    for match in figures(case.sentence):  # "140,000" without its thousand, "9" with one
        if re.fullmatch(r"\d{1,3}(?:,\d{3})+", match.group()):
            yield case.mutant(_put(case.sentence, match, match.group()[:-4]))
        elif re.match(r" (?:people|homes|tonnes|euros|dollars|votes|cases)", case.sentence[match.end() :]):
            yield case.mutant(_put(case.sentence, match, match.group() + " thousand"))


def unit(case: Case, chance: Random) -> Iterator[Mutant]:
    """Put another unit behind a figure, or another currency before it."""
    figure = r"(?:\d|\b(?:million|billion|thousand|" + "|".join(BY_VALUE.values()) + r")\b)"
    for match in _units(case.sentence, figure):
        yield case.mutant(case.sentence[: match.start(1)] + UNIT_OF[match.group(1)] + case.sentence[match.end(1) :])
    for match in re.finditer(r"(?<!US)[$€£₩](?=\d)", case.sentence):
        yield case.mutant(_put(case.sentence, match, SIGNS[match.group()]))


def _units(sentence: str, figure: str) -> Iterator[re.Match[str]]:
    words = "|".join(sorted(UNIT_OF, key=len, reverse=True))
    yield from re.finditer(rf"{figure}[ -](?:more |square |degrees )?({words})\b", sentence)


def points(case: Case, chance: Random) -> Iterator[Mutant]:
    """Take per cent for percentage points and the other way round."""
    for match in re.finditer(r"(?<=\d) ?(?:%|per ?cent\b(?!age))", case.sentence):
        yield case.mutant(_put(case.sentence, match, chance.choice([" percentage points", " points"])))
    for match in re.finditer(r"(?<=\d) percentage points?\b", case.sentence):
        yield case.mutant(_put(case.sentence, match, chance.choice([" per cent", "%"])))


def date(case: Case, chance: Random) -> Iterator[Mutant]:
    """Change a day, month, year or weekday."""
    sentence = case.sentence
    for match in DAY_OF_MONTH.finditer(sentence):
        month, day, _, day_first, month_after, _ = match.groups()
        other_day = chance.choice([n for n in range(2, 29) if n != int(day or day_first)])
        other_month = chance.choice([one for one in MONTHS if one != (month or month_after)])
        group = 2 if day else 4
        yield case.mutant(sentence[: match.start(group)] + str(other_day) + sentence[match.end(group) :])
        group = 1 if month else 5
        yield case.mutant(sentence[: match.start(group)] + other_month + sentence[match.end(group) :])
    for match in MONTH_ALONE.finditer(sentence):
        other = chance.choice([one for one in MONTHS if one != match.group(1)])
        yield case.mutant(sentence[: match.start(1)] + other + sentence[match.end(1) :])
    for match in YEAR.finditer(sentence):
        yield case.mutant(_put(sentence, match, str(int(match.group()) + chance.choice([-10, -2, -1, 1, 2, 3]))))
    for match in WEEKDAY.finditer(sentence):
        yield case.mutant(_put(sentence, match, chance.choice([one for one in WEEKDAYS if one != match.group()])))
    for match in re.finditer(r"\b(last|next|this) (week|month|year)\b", sentence):
        moved = {"last": "next", "next": "last", "this": "last"}[match.group(1)]
        yield case.mutant(_put(sentence, match, f"{moved} {match.group(2)}"))


def _put(sentence: str, match: re.Match[str], new: str) -> str:
    return sentence[: match.start()] + new + sentence[match.end() :]


def _decimals(figure: str) -> int:
    return len(figure.partition(".")[2])


def _text(figure: str, number: float) -> str:
    """The number written the way ``figure`` is: with its separators and decimals."""
    decimals = _decimals(figure) if number % 1 else 0
    return f"{number:,.{decimals}f}" if "," in figure or number >= 10_000 else f"{number:.{decimals}f}"


def _as(figure: str, number: float) -> str:
    """The same, as a word where ``figure`` is one and there is a word for the number."""
    if figure[0].isalpha() and number in BY_VALUE:
        word = BY_VALUE[int(number)]
        return word.capitalize() if figure[0].isupper() else word
    if number % 1 and not _decimals(figure):
        return f"{number:g}"
    return _text(figure, number)
