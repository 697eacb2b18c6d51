"""Edits that change no claim: forms of characters, and equal ways to write figures, money, units and dates.

Forms of characters are put into the sentence, or, every other time, into its article, which then is told plainly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from random import Random

from benchmarks.mutations.corpus import Case, Mutant
from benchmarks.mutations.finding import BY_VALUE, DAY_OF_MONTH, MONTHS, SHORT, figures, value

Edit = Callable[[str, Random], str]


def _either_side(case: Case, chance: Random, edit: Edit) -> Iterator[Mutant]:
    """The edit in the sentence or in its article; nothing where it changes no character."""
    edited = edit(case.sentence, chance)
    if edited != case.sentence:
        yield case.mutant(edited) if chance.random() < 0.5 else case.in_article(edited, case.sentence)


def same(case: Case, chance: Random) -> Iterator[Mutant]:
    """Nothing changed at all."""
    yield case.mutant(case.sentence)


def quotes(case: Case, chance: Random) -> Iterator[Mutant]:
    """Curly quotes and apostrophes for straight ones and the other way round."""

    def edit(text: str, chance: Random) -> str:
        if re.search("[“”‘’]", text):
            return text.translate(str.maketrans("“”‘’", "\"\"''"))
        return re.sub(r'"([^"]*)"', r"“\1”", text).replace("'", "’")

    yield from _either_side(case, chance, edit)


def dashes(case: Case, chance: Random) -> Iterator[Mutant]:
    """Another dash, a hyphen that does not break."""

    def edit(text: str, chance: Random) -> str:
        text = re.sub(r"(?<=\w)-(?=\w)", chance.choice(["\u2011", "\u2010"]), text)
        return re.sub(r"\s*[—–]\s*(?!\d)|\s+--?\s+", chance.choice([" – ", "—", " - "]), text)

    yield from _either_side(case, chance, edit)


def spaces(case: Case, chance: Random) -> Iterator[Mutant]:
    """Spaces that do not break, narrow ones, two for one."""

    def edit(text: str, chance: Random) -> str:
        space = chance.choice(["\u00a0", "\u202f", "\u2009", "  ", "\u2007"])
        return "".join(space if one == " " and chance.random() < 0.3 else one for one in text)

    yield from _either_side(case, chance, edit)


def invisible(case: Case, chance: Random) -> Iterator[Mutant]:
    """Soft hyphens and zero-width characters inside words."""

    def edit(text: str, chance: Random) -> str:
        mark = chance.choice(["\u00ad", "\u00ad", "\u200b", "\u2060", "\ufeff"])
        return re.sub(r"(?<=[a-z]{3})(?=[a-z]{3})", lambda _: mark if chance.random() < 0.15 else "", text)

    yield from _either_side(case, chance, edit)


def decomposed(case: Case, chance: Random) -> Iterator[Mutant]:
    """NFD in the sentence; where the article has no accent, one is planted there."""
    letters = [match.start() for match in re.finditer("[aeou]", case.sentence)]
    at = chance.choice(letters)
    accented = (
        case.sentence[:at] + {"a": "á", "e": "é", "o": "ö", "u": "ü"}[case.sentence[at]] + case.sentence[at + 1 :]
    )
    yield case.in_article(accented, unicodedata.normalize("NFD", accented))


def full_width(case: Case, chance: Random) -> Iterator[Mutant]:
    """Full-width figures, letters and marks."""
    wide = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}

    def edit(text: str, chance: Random) -> str:
        which = chance.choice([r"\d", r"[A-Za-z0-9]", r"[,%()]", r"."])
        return re.sub(which, lambda match: wide.get(match.group(), match.group()), text)

    yield from _either_side(case, chance, edit)


def entities(case: Case, chance: Random) -> Iterator[Mutant]:
    """HTML entities for quotes, apostrophes, ampersands, dashes and spaces."""

    def edit(text: str, chance: Random) -> str:
        text = (
            text.replace("&", "&amp;").replace('"', "&quot;").replace("'", chance.choice(["&#39;", "&apos;", "&#x27;"]))
        )
        text = text.replace("’", "&rsquo;").replace("“", "&ldquo;").replace("”", "&rdquo;").replace("—", "&mdash;")
        return re.sub(r"(?<=\d) ", "&nbsp;", text)

    yield from _either_side(case, chance, edit)


def edges(case: Case, chance: Random) -> Iterator[Mutant]:
    """White space before and behind the sentence."""
    yield case.mutant(chance.choice(["", " ", "\n"]) + case.sentence + chance.choice([" ", "  ", "\n", "\u00a0"]))


def numerals(case: Case, chance: Random) -> Iterator[Mutant]:
    """The same figure as a word or in digits, with or without its separators."""
    for match in figures(case.sentence):
        told = match.group()
        if told[0] == "0":
            continue
        if told[0].isalpha():
            new = f"{value(told):.0f}"
        elif "," in told:
            new = told.replace(",", chance.choice(["", "\u202f", "\u00a0", " "]))
        elif re.fullmatch(r"\d{4,}", told):
            new = f"{int(told):,}"
        elif "." not in told and 2 <= value(told) <= 20 and not re.match(r" ?%|-", case.sentence[match.end() :]):
            new = BY_VALUE[int(value(told))]
            if match.start() and case.sentence[match.start() - 1] in "$€£":
                continue
            new = new.capitalize() if match.start() == 0 else new
        else:
            continue
        yield case.mutant(case.sentence[: match.start()] + new + case.sentence[match.end() :])


def money(case: Case, chance: Random) -> Iterator[Mutant]:
    """The same amount: $1.5 billion, $1.5bn, US$1.5 billion, 1.5 billion dollars, 1,500 million; 45m euros."""
    for match in re.finditer(r"(?<!US)\$(\d[\d,.]*\d|\d)( (million|billion)\b)?(?![\w,.]*\d)", case.sentence):
        figure, scale = match.group(1), match.group(3)
        forms = [
            f"US${figure}{match.group(2) or ''}",
            f"{figure}{match.group(2) or ''} dollars",
            f"{figure}{match.group(2) or ''} US dollars",
        ]
        forms += [f"${figure}{scale[0]}{'n' if scale[0] == 'b' else ''}"] if scale else []
        yield _put(case, match, chance.choice(forms))
    for match in re.finditer(r"\b(\d[\d,.]*) (million|billion|thousand)( (?:euros|pounds))?\b", case.sentence):
        figure, scale, coin = match.groups()
        sign = {" euros": "€", " pounds": "£"}.get(coin or "", "")
        short = {"million": "m", "billion": "bn", "thousand": "k"}[scale]
        times = {"million": 10**6, "billion": 10**9, "thousand": 1000}[scale]
        long = f"{float(figure.replace(',', '')) * times:,.0f}"
        if not case.sentence[: match.start()].endswith(("$", "€", "£")):
            yield _put(
                case, match, chance.choice([f"{sign}{figure}{short}", f"{sign}{long}", f"{sign}{figure} {scale}"])
            )


def per_cent(case: Case, chance: Random) -> Iterator[Mutant]:
    """3 %, 3%, 3 per cent, 3 percent, 3 pct."""
    for match in re.finditer(r"(?<=\d)(?: ?%| per ?cent\b| pct\b)", case.sentence):
        forms = [" %", "%", " per cent", " percent", " pct"]
        yield _put(case, match, chance.choice([one for one in forms if one != match.group()]))


def units(case: Case, chance: Random) -> Iterator[Mutant]:
    """The same unit short, long, or in the other spelling."""
    pairs = {
        "kilometres": ("km", "kilometers"), "kilometers": ("km", "kilometres"), "km": ("kilometres",),
        "metres": ("m", "meters"), "centimetres": ("cm", "centimeters"), "millimetres": ("mm", "millimeters"),
        "kilograms": ("kg",), "kg": ("kilograms",), "hectares": ("ha",), "megawatts": ("MW",), "litres": ("liters",),
        "tonnes": ("t",), "degrees Celsius": ("°C",), "square metres": ("sq m", "m²"),
        "square kilometres": ("sq km", "km²"), "cubic metres": ("m³",),
    }  # fmt: skip
    words = "|".join(sorted(pairs, key=len, reverse=True))
    for match in re.finditer(rf"(?<=[\d] )(?:{words})\b", case.sentence):
        yield _put(case, match, chance.choice(pairs[match.group()]))


def dates(case: Case, chance: Random) -> Iterator[Mutant]:
    """The same day: March 10, Mar 10, Mar. 10, 10 March, March 10th."""
    for match in DAY_OF_MONTH.finditer(case.sentence):
        if case.sentence[match.end() : match.end() + 2] in ("st", "nd", "rd", "th"):
            continue
        month, day, year, day_first, month_after, year_after = match.groups()
        name, number, tail = month or month_after, day or day_first, year or year_after
        short = SHORT[MONTHS.index(name)]
        end = f", {tail}" if tail else ""
        forms = [f"{short} {number}{end}", f"{name} {number}{end}", f"{number} {name}{' ' + tail if tail else ''}"]
        forms += [f"{number} {short}{' ' + tail if tail else ''}"]
        yield _put(case, match, chance.choice([one for one in forms if one != match.group()]))


def _put(case: Case, match: re.Match[str], new: str) -> Mutant:
    return case.mutant(case.sentence[: match.start()] + new + case.sentence[match.end() :])
