"""Wrong edits that look like allowed ones: what is dropped looks like a trim, what is exchanged like an equal form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.mutations.corpus import Case, Mutant
from benchmarks.mutations.finding import figures, names

LEADS = (
    "If approved, ",
    "In theory, ",
    "Contrary to reports, it is untrue that ",
    "Critics claim ",
    "Without a permit, ",
    "Unlike last year, ",
    "According to a rumour, ",
    "On paper, ",
    "In the worst case, ",
    "Unless it rains, ",
    "Until further notice, ",
    "Opponents say ",
    "In a drill on Monday, ",
    "In his novel, ",
    "Hypothetically, ",
    "Perhaps ",
)
HEADS = ("SATIRE - ", "RUMOUR: ", "UNCONFIRMED (Coastal Wire) - ", "DRILL ONLY - ", "HYPOTHESIS - ", "Fiction: ")
PARENTHESES = (
    "(allegedly)",
    "(not confirmed)",
    "(if the court agrees)",
    "(acting)",
    "(provisional)",
    "(who denies it)",
    "(at most)",
    "(police say)",
    "(or her deputy)",
)
CLAUSES = (
    ", if approved,",
    ", at least in theory,",
    ", who denies it,",
    ", according to critics,",
    ", police said,",
    ", allegedly,",
    ", unless stopped,",
    ", or perhaps a rival,",
    ", who was not there,",
    ", rivals claim,",
    ", which may close,",
    ", with two others,",
    ", who said nothing of the kind,",
)
TWINS = {
    "metres": ("square metres", "millimetres", "m²"),
    "kilometres": ("square kilometres", "km/h", "sq km"),
    "square metres": ("metres", "cubic metres", "m³"),
    "cubic metres": ("metres", "square metres", "m²"),
    "tonnes": ("tonnes a day", "kilotonnes", "kg"),
    "megawatts": ("megawatt hours", "mW", "kW"),
    "hectares": ("h", "acres"),
    "euros": ("euro cents", "US dollars", "euros a year"),
    "dollars": ("Hong Kong dollars", "cents", "dollars a day"),
    "per cent": ("per mille", "percentiles", "basis points"),
    "percent": ("per mille", "percentiles", "basis points"),
    "degrees Celsius": ("°F", "degrees"),
    "litres": ("litres a second", "millilitres"),
    "hours": ("working days", "h a day"),
    "days": ("business weeks", "days a year"),
    "minutes": ("seconds", "minutes a day"),
    "people": ("people a day", "households"),
    "a day": ("a week", "an hour"),
    "a year": ("a month", "a decade"),
    "a month": ("a year", "a day"),
    "an hour": ("a day", "a minute"),
}


def lead(case: Case, chance: Random) -> Iterator[Mutant]:
    """Drop a beginning that takes back or narrows what follows; it is planted, as a phrase or as a dateline."""
    if not case.sentence[0].isalpha() or chance.random() > 0.3:
        return
    if chance.random() < 0.3:
        yield case.in_article(chance.choice(HEADS) + case.sentence, case.sentence)
        return
    first = case.sentence.split()[0]
    lower = (
        case.sentence[0].lower() + case.sentence[1:]
        if first in ("The", "A", "An", "About", "In", "On")
        else case.sentence
    )
    yield case.in_article(chance.choice(LEADS) + lower, case.sentence)


def parenthesis(case: Case, chance: Random) -> Iterator[Mutant]:
    """Drop a parenthesis that doubts, denies or adds a condition."""
    yield from _behind_name(case, chance, tuple(f" {one}" for one in PARENTHESES))


def clause(case: Case, chance: Random) -> Iterator[Mutant]:
    """Drop a clause between commas that doubts, denies, attributes or adds a condition."""
    yield from _behind_name(case, chance, CLAUSES)


def _behind_name(case: Case, chance: Random, planted: tuple[str, ...]) -> Iterator[Mutant]:
    for match in names(case.sentence)[:1]:
        if chance.random() < 0.5 and re.match(r" [a-z]", case.sentence[match.end() :]):
            source = case.sentence[: match.end()] + chance.choice(planted) + case.sentence[match.end() :]
            yield case.in_article(source, case.sentence)


def digits(case: Case, chance: Random) -> Iterator[Mutant]:
    """Change a figure by a character: a point, comma or digit lost, put in or exchanged, a sign before it."""
    for match in figures(case.sentence):
        told = match.group()
        if not told[0].isdigit() or told == "0":
            continue
        forms = [told + "0", f"-{told}", f"{told}.5"] if told.isdigit() else []
        forms += [told.replace(".", ""), told.replace(".", "") + "0"] if "." in told else []
        forms += [told.replace(",", "."), told[:-1], told + ",000"] if "," in told else []
        forms += [told[0] + "." + told[1:]] if told.isdigit() and len(told) > 1 else []
        is_money = match.start() and case.sentence[match.start() - 1] in "$€£"
        new = chance.choice([one for one in forms if not (is_money and one.startswith("-"))])
        yield case.mutant(case.sentence[: match.start()] + new + case.sentence[match.end() :])


def twin(case: Case, chance: Random) -> Iterator[Mutant]:
    """Put a unit that looks like the figure's own, or another dollar."""
    words = "|".join(sorted(TWINS, key=len, reverse=True))
    for match in re.finditer(
        rf"(?<=\d )(?:{words})\b(?! a\b)|\b(?:a day|a year|a month|an hour)\b(?=[,. ])", case.sentence
    ):
        if re.search(r"\d", case.sentence[: match.start()]):
            new = chance.choice(TWINS[match.group()])
            yield case.mutant(case.sentence[: match.start()] + new + case.sentence[match.end() :])
    for match in re.finditer(r"(?<![\w])(?:US)?\$(?=\d)", case.sentence):
        new = chance.choice(["A$", "HK$", "C$", "NT$", "S$"])
        yield case.mutant(case.sentence[: match.start()] + new + case.sentence[match.end() :])


def clock(case: Case, chance: Random) -> Iterator[Mutant]:
    """Change a time of day, its half of the day, or a part of the day."""
    for match in re.finditer(r"\b(\d{1,2})(?:[:.](\d\d))?( ?)([ap])\.?m\b", case.sentence):
        hour, minute, space, half = match.groups()
        other = str(int(hour) % 12 + 1) + (f":{minute}" if minute else "")
        same = hour + (f":{minute}" if minute else "")
        forms = [f"{same}{space}{'p' if half == 'a' else 'a'}.m", f"{other}{space}{half}.m"]
        yield case.mutant(case.sentence[: match.start()] + chance.choice(forms) + case.sentence[match.end() :])
    for match in re.finditer(r"\b([01]?\d|2[0-3]):([0-5]\d)\b(?! ?[ap]\.?m)", case.sentence):
        new = f"{(int(match.group(1)) + chance.choice([1, 2, 12])) % 24:02}:{match.group(2)}"
        yield case.mutant(case.sentence[: match.start()] + new + case.sentence[match.end() :])
    parts = {"morning": "evening", "evening": "morning", "noon": "midnight", "midnight": "noon", "afternoon": "morning"}
    parts |= {"night": "day", "dawn": "dusk", "overnight": "by day", "spring": "autumn", "summer": "winter"}
    parts |= {"winter": "summer", "autumn": "spring"}
    for match in re.finditer(rf"\b(?:{'|'.join(parts)})\b", case.sentence):
        yield case.mutant(case.sentence[: match.start()] + parts[match.group()] + case.sentence[match.end() :])
