"""Numbers in a text with value, scale and unit, as exact decimals.

"$1.5bn" equals "US$1.5 billion", "ten" equals 10, "3 pct" equals "3%", "9.2-GW" is 9.2 gigawatt, and
"2 billion won" is no dollars. Years, ages, clock times, days of a month, scores and ordinals are kinds
of their own and never match a quantity. Digits inside a name (COVID-19, H1N1, 737-800) are no numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from stories.summarising.folding import Folded, fold_map
from stories.summarising.number_words import (
    CJK_SCALES,
    MONEY_UNITS,
    MONTH_NUMBERS,
    NOUN_SKIPS,
    PARTS,
    SCALES,
    SIGNS,
    SPELLED,
    UNITS,
    WORDS,
)

NUMBER = r"\d{1,3}(?:[,٬]\d{3})+(?:[.٫]\d+)?|\d{1,3}(?: \d{3})+(?![\d.,]*\d)|\d+(?:[.٫]\d+)?"
MONEY = r"US\$|A\$|C\$|HK\$|NZ\$|S\$|USD ?|EUR ?|GBP ?|KRW ?|JPY ?|[$€£¥₩]"
SCALE = "|".join(sorted(map(re.escape, SCALES), key=len, reverse=True))
UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
MONTH = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
SPELLED_OUT = rf"(?:{WORDS})(?:[ -](?:{WORDS})){{0,14}}"  # without a bound, "ten ten ten ..." takes squared time

CLOCK = re.compile(
    r"(?<![\w.,$])(\d{1,2})[:.h](\d{2})(?![\w.,]*\d)(?=\s*(?:[ap]\.?m\b|GMT|UTC|[A-Z]{2,4}T\b|$|[\s,.;)]))"
    r"|(?<![\w.,$])(\d{1,2})\s?([ap])\.?m\b\.?|(?<!\w)(\d{4})\s(?:GMT|UTC|hours)\b"
)
HALF_OF_DAY, OF_CLOCK = re.compile(r"\s?([ap])\.?m\b"), re.compile(r"\s?Uhr\b")
DAY = re.compile(
    rf"\b(?P<m1>{MONTH})\.? (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%]|,\d{{3}}|\.\d)"
    rf"|(?<![\w.,])(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m2>{MONTH})\b"
)
AGE = re.compile(
    rf"(?<![\w.,])(\d{{1,3}}|{SPELLED_OUT})-years?-old\b|\b(?:aged?|age of) (\d{{1,3}}|{SPELLED_OUT})\b", re.IGNORECASE
)
SCORE = re.compile(rf"(?<![\w.,:$€£-])(\d{{1,3}})[-–—](\d{{1,3}})(?![\w%-]|[.,]\d| (?:{UNIT})\b)")
ORDINAL = re.compile(r"(?<![\w.,])(\d+)(?:st|nd|rd|th)\b")
QUANTITY = re.compile(
    rf"(?P<money>(?<![A-Za-z])(?:{MONEY}))?(?P<number>(?<![\w.,])(?<![A-Za-z]-)[-−]?(?:{NUMBER})"
    rf"|(?<=[$€£¥₩ ])(?:{NUMBER}))"
    rf"(?:[ -]?(?P<scale>{SCALE})(?![^\W\d_])|(?P<cjk>[천만억조万億亿兆千]+)|(?P<part>[½¼¾]))?"
    rf"(?:[ -]?(?P<unit>{UNIT})(?![^\W\d_])| ?(?P<signs>%|％|원|명|달러|퍼센트))?",
)
SPELLED_QUANTITY = re.compile(
    rf"(?<![\w-])(?P<words>{SPELLED_OUT})(?P<half> and a half)?(?![\w]|-?(?:thirds?|fifths?|quarters?|fourths?))"
    rf"(?:[ -](?P<unit>{UNIT})(?![\w]))?",
    re.IGNORECASE,
)
# What every match has in lower case, as patterns that begin with their characters: to look for it first is faster.
A_MONTH = re.compile(r"[jfmasond](?<!\w.)(?:an|eb|ar|pr|ay|u[nlg]|ep|ct|ov|ec)")
A_CLOCK = re.compile(r"\d(?:[:.h]\d|\s?[ap]\.?m|\s(?:gmt|utc|hours))")
AN_AGE = re.compile(r"[ya](?:ear.{1,2}old|(?<!\w.)ged? )", re.DOTALL)
A_SCORE = re.compile(r"\d[-–—]\d")
AN_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)")
A_DIGIT = re.compile(r"\d")
A_NUMBER = re.compile(
    r"[\d$€£¥₩UACHNSEGKJ−-](?:(?<=\d)(?<![\w.,].)|(?<=[$€£¥₩−-])|(?<![A-Za-z].)(?=[SZK]?\$|SD|UR|BP|RW|PY))"
)  # where in the text itself a match of QUANTITY begins
A_SPELLED = re.compile(rf"[{''.join({word[0] for word in SPELLED})}](?<!\w.)(?:{'|'.join(w[1:] for w in SPELLED)})")
HEDGE = re.compile(
    r"\b(?:about|around|nearly|almost|some|roughly|approximately|over|more than|an estimated)\s*$|[≈~]\s*$",
    re.IGNORECASE,
)
NOUN = re.compile(r"[ -]+([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a text; ``start`` and ``end`` are raw offsets.

    ``kind`` is quantity, year, age, clock, day (``unit`` = month), score or ordinal. ``noun`` is the
    counted thing when there is no unit. ``is_loose`` marks "one", which is as often a pronoun:
    it may support a number and is never demanded. ``is_hedged``: "about", "nearly" stands before it.
    """

    value: Decimal
    unit: str
    kind: str
    start: int
    end: int
    noun: str = ""
    is_hedged: bool = False
    is_loose: bool = False

    def same_as(self, other: Figure) -> bool:
        """Same kind, unit and value; the counted noun may differ."""
        return (self.kind, self.unit, self.value) == (other.kind, other.unit, other.value)


@lru_cache(maxsize=8192)
def figures(text: str) -> tuple[Figure, ...]:
    """All numbers of a text in reading order, without overlaps. Linear; never fails on any string."""
    return figures_of(fold_map(text))


def figures_of(folded: Folded) -> tuple[Figure, ...]:
    """The same for a text that is folded already."""
    text = folded.text
    taken = bytearray(len(text) + 1)
    found: list[tuple[int, int, Figure]] = []
    low, has_digit = text.lower(), A_DIGIT.search(text) is not None
    for matches, build in _READERS if has_digit else _WORDED:
        for match in matches(text, low):
            start, end = match.span()
            if end == start or 1 in taken[start:end]:
                continue
            figure = build(match, text)
            if figure is not None:
                taken[start:end] = b"\x01" * (end - start)
                found.append((start, end, figure))
    found.sort(key=lambda item: item[0])
    placed: list[Figure] = []
    for start, end, figure in found:
        one = _placed(folded, start, end, figure)
        if not placed or one.start >= placed[-1].end:  # "㏳" is one character of two numbers
            placed.append(one)
    return tuple(placed)


Matches = Callable[[str, str], Iterator[re.Match[str]]]
"""The matches of a kind of figure in a text and its lower case, in order and apart."""


def _with(hint: re.Pattern[str], pattern: re.Pattern[str]) -> Matches:
    """Searched only in a text whose lower case has the hint."""
    return lambda text, low: pattern.finditer(text) if hint.search(low) else iter(())


def _from(starts: re.Pattern[str], pattern: re.Pattern[str]) -> Matches:
    """Tried only at the places where it may begin."""

    def matches(text: str, low: str) -> Iterator[re.Match[str]]:
        end = 0
        for start in starts.finditer(text):
            match = pattern.match(text, start.start()) if start.start() >= end else None
            if match:
                yield match
                end = match.end()

    return matches


def _placed(folded: Folded, start: int, end: int, figure: Figure) -> Figure:
    raw_start, raw_end = folded.raw_span(start, end)
    return Figure(
        figure.value, figure.unit, figure.kind, raw_start, raw_end, figure.noun, figure.is_hedged, figure.is_loose
    )


def _clock(match: re.Match[str], text: str) -> Figure | None:
    hour, minute, hour12, half, hours = match.groups()
    if hours is not None:
        return _plain(Decimal(int(hours)), "clock")
    if hour12 is not None:
        return _plain(Decimal(int(hour12) % 12 * 100 + (1200 if half == "p" else 0)), "clock")
    half = HALF_OF_DAY.match(text, match.end())
    is_clock = ":" in match.group() or "h" in match.group() or half or OF_CLOCK.match(text, match.end())
    if not is_clock or int(hour) > 24 or int(minute) > 59:
        return None
    hours24 = int(hour) if half is None else int(hour) % 12 + (12 if half.group(1) == "p" else 0)
    return _plain(Decimal(hours24 * 100 + int(minute)), "clock")


def _day(match: re.Match[str], text: str) -> Figure | None:
    month = match["m1"] or match["m2"]
    day = int(match["d1"] or match["d2"])
    return Figure(Decimal(day), str(MONTH_NUMBERS[month]), "day", 0, 0) if 1 <= day <= 31 else None


def _age(match: re.Match[str], text: str) -> Figure | None:
    number = match.group(1) or match.group(2)
    value = Decimal(int(number)) if number.isdigit() else spelled(number)
    return None if value is None else _plain(value, "age")


def _score(match: re.Match[str], text: str) -> Figure | None:
    return Figure(Decimal(int(match.group(1))), str(int(match.group(2))), "score", 0, 0)


def _ordinal(match: re.Match[str], text: str) -> Figure | None:
    return _plain(Decimal(int(match.group(1)[:30])), "ordinal")


def _plain(value: Decimal, kind: str) -> Figure:
    return Figure(value, "", kind, 0, 0)


def _quantity(match: re.Match[str], text: str) -> Figure | None:
    digits = re.sub(r"[,٬ ]", "", match["number"]).replace("٫", ".").replace("−", "-")
    start = match.start("number")
    if len(digits) > 40:
        return None
    if digits.startswith("-") and start and not text[start - 1].isspace() and text[start - 1] not in "($":
        digits = digits[1:]
    value, unit = Decimal(digits) + PARTS.get(match["part"] or "", Decimal(0)), _unit(match)
    is_bare = not (match["scale"] or match["cjk"] or match["part"] or unit or match["money"])
    if is_bare and re.fullmatch(r"(?:1[5-9]|20|21)\d\d", match["number"]) and _looks_like_year(match, text):
        return _plain(value, "year")
    if is_bare and re.match(r"-[A-Za-z]*[A-Z]|[A-Za-z]", text[match.end() : match.end() + 12]) and not match["unit"]:
        return None  # 2019-nCoV, 5G
    if match["scale"] == "m" and not match["money"] and not unit and text[match.start("scale") - 1] == " ":
        unit = "metre"  # "25 m": millions of things stand without a space, or with a currency
    else:
        value *= Decimal(10) ** _power(match)
    return Figure(
        value, unit, "quantity", 0, 0, "" if unit else noun_at(text, match.end()), _is_hedged(text, match.start())
    )


def _power(match: re.Match[str]) -> int:
    power: int = SCALES[match["scale"]] if match["scale"] else 0
    return power + sum(CJK_SCALES[sign] for sign in match["cjk"] or "")


def _unit(match: re.Match[str]) -> str:
    if match["money"]:
        money = match["money"].strip()
        return MONEY_UNITS.get(money, money)
    if match["unit"]:
        return UNITS[match["unit"]]
    return SIGNS.get(match["signs"] or "", "")


def _looks_like_year(match: re.Match[str], text: str) -> bool:
    """Whether four bare digits are a year: not when a counted noun in lower case follows."""
    before = text[max(0, match.start() - 12) : match.start()].lower()
    if re.search(r"(?:\bin|since|until|by|of|from|late|early|mid|year|,|\() ?-?$", before):
        return True
    return not re.match(r" [a-z]{3,}s\b", text[match.end() : match.end() + 24])


def _spelled_quantity(match: re.Match[str], text: str) -> Figure | None:
    words = match["words"]
    value = spelled(words)
    if value is None:
        return None
    unit = UNITS[match["unit"]] if match["unit"] and match["unit"] in UNITS else ""
    is_loose = words.lower() == "one"
    noun = "" if unit else noun_at(text, match.end())
    value, is_loose = (value + PARTS["½"], False) if match["half"] else (value, is_loose)
    return Figure(value, unit, "quantity", 0, 0, noun, _is_hedged(text, match.start()), is_loose)


def spelled(words: str) -> Decimal | None:
    """The value of a spelled number ("two hundred and six million"), or None if it is none."""
    total = current = 0
    seen = False
    for word in re.split(r"[ -]", words.lower()):
        number = SPELLED.get(word)
        if number is None:
            return None
        if number == 100:
            current = max(current, 1) * 100
        elif number >= 1000:
            total, current = total + max(current, 1) * number, 0
        else:
            current += number
        seen = True
    bare_scale = words.lower() in ("hundred", "thousand", "million", "billion", "trillion", "dozen")
    return Decimal(total + current) if seen and not bare_scale else None


def noun_at(text: str, at: int) -> str:
    """The thing counted: the next word of a folded text that is no filler, in small letters without plural s."""
    for _ in range(4):
        word = NOUN.match(text, at)
        if word is None:
            return ""
        noun = word.group(1).lower()
        if noun not in NOUN_SKIPS:
            return noun.removesuffix("s")
        at = word.end()
    return ""


def _is_hedged(text: str, at: int) -> bool:
    return HEDGE.search(text[max(0, at - 20) : at]) is not None


_AGES, _SPELLED = (_with(AN_AGE, AGE), _age), (_with(A_SPELLED, SPELLED_QUANTITY), _spelled_quantity)
_WORDED = (_AGES, _SPELLED)
_READERS = (
    (_with(A_MONTH, DAY), _day),
    (_with(A_CLOCK, CLOCK), _clock),
    _AGES,
    (_with(A_SCORE, SCORE), _score),
    (_with(AN_ORDINAL, ORDINAL), _ordinal),
    (_from(A_NUMBER, QUANTITY), _quantity),
    _SPELLED,
)
