"""Wrong attribution and quotation: the source lost, a quote altered or spliced, another speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from benchmarks.mutations.corpus import Case, Mutant, Span
from benchmarks.mutations.finding import are_different, names

SAYING = (
    "said|says|say|told|reported|reports|announced|added|argued|argues|warned|claimed|claims|estimated|explained|wrote|"
    "confirmed|denied|insisted|stated|predicted|testified|admitted|recalled|noted"
)
WHO = r"[^\"“”,]{3,80}"
BEHIND = re.compile(
    rf"^([^\"“”]{{20,}}?),? (?:(?:according to|as told by) {WHO}|{WHO} (?:{SAYING})(?: [^\"“”,]{{0,60}})?|"
    rf"(?:{SAYING}) {WHO})\.$"
)
BEFORE = re.compile(
    rf"^(?:According to {WHO}, |[A-Z][^\"“”,]{{2,60}}? (?:{SAYING})(?: on \w+day| in \w+)? (?:that )?)"
    r"(?=(?:the|a|an|it|its|he|she|they|about|at|no|some|all|most|there|[A-Z])\b)([^\"“”]{20,})$"
)
QUOTE = re.compile(r"[\"“]([^\"“”]{8,})[\"”]")
FILLERS = ("never", "always", "deeply", "fully", "only", "again", "truly")

SOURCES_BEHIND = (
    ", police said",
    ", according to the company",
    ", a rival told reporters",
    ", officials say",
    ", the union claimed on Monday",
    ", his lawyer argued",
    ", according to people familiar with the matter",
    ", it is understood",
    ", a witness recalled",
    ", the ministry's spokeswoman added",
    " - or so the agency says",
    ", neighbours thought",
)
SOURCES_BEFORE = (
    "Police said ",
    "According to the company, ",
    "A rival told reporters on Monday that ",
    "It is understood that ",
    "The union claimed that ",
    "His lawyer argued that ",
    "In the view of the opposition, ",
    "Neighbours believe ",
)


def unattributed(case: Case, chance: Random) -> Iterator[Mutant]:
    """Drop who says so, at the end or at the beginning; in some sentences it is planted."""
    if case.sentence.endswith(".") and not QUOTE.search(case.sentence) and chance.random() < 0.15:
        at_end = chance.random() < 0.6
        planted = case.sentence[:-1] + chance.choice(SOURCES_BEHIND) + "." if at_end else _introduced(case, chance)
        yield case.in_article(planted, case.sentence)
    behind = BEHIND.match(case.sentence)
    if behind and "," in case.sentence[behind.end(1) - 1 : behind.end(1) + 2]:
        yield case.mutant(behind.group(1).rstrip(",") + ".")
    before = BEFORE.match(case.sentence)
    if before:
        yield case.mutant(before.group(1)[0].upper() + before.group(1)[1:])
    for match in re.finditer(rf", (?:[^\",“”]{{2,50}} (?:{SAYING})|according to [^\",“”]{{2,50}}),", case.sentence):
        if match.start() > 10:
            yield case.mutant(case.sentence[: match.start()] + case.sentence[match.end() :])


def _introduced(case: Case, chance: Random) -> str:
    first = case.sentence.split()[0]
    is_plain = first in ("The", "A", "An", "About", "In", "On", "At", "Some", "Most", "No", "It", "Its", "They")
    said = case.sentence[0].lower() + case.sentence[1:] if is_plain else case.sentence
    return chance.choice(SOURCES_BEFORE) + said


def altered(case: Case, chance: Random) -> Iterator[Mutant]:
    """Change, drop or add one word inside a quotation."""
    words = re.findall(r"\b[a-z]{4,}\b", case.article)
    for quote in QUOTE.finditer(case.sentence):
        inside = [*re.finditer(r"\b[a-z]{3,}\b", quote.group(1))]
        if len(inside) < 2:
            continue
        spot = chance.choice(inside)
        word = spot.group()
        other = chance.choice([one for one in words if one[:3] != word[:3]] or ["changed"])
        new = chance.choice([other, "", f"{word} {chance.choice(FILLERS)}"])
        told = quote.group(1)[: spot.start()] + new + quote.group(1)[spot.end() :]
        yield _requoted(case, quote, re.sub(" {2,}", " ", told).strip())


def spliced(case: Case, chance: Random) -> Iterator[Mutant]:
    """Splice quotations: the middle lost, another one of the article behind it, or words that were not quoted."""
    others = [(span, one.group(1)) for span in case.others for one in QUOTE.finditer(case.article[span[0] : span[1]])]
    for quote in QUOTE.finditer(case.sentence):
        words = quote.group(1).split()
        if len(words) >= 6:
            cut = len(words) // 3
            yield _requoted(case, quote, " ".join(words[:cut] + words[-cut:]))
        if others:
            span, other = chance.choice(others)
            joined = (
                quote.group(1).rstrip(",. ") + " " + other[0].lower() + other[1:].rstrip(",. ") + quote.group(1)[-1:]
            )
            yield _requoted(case, quote, joined, span)
    if not QUOTE.search(case.sentence) and chance.random() < 0.2:
        words = case.sentence.split()
        if len(words) > 9:
            start = chance.randrange(2, len(words) - 6)
            middle = f'"{" ".join(words[start : start + 4]).rstrip(",")}"'
            yield case.mutant(" ".join([*words[:start], middle, *words[start + 4 :]]))


def _requoted(case: Case, quote: re.Match[str], told: str, *more: Span) -> Mutant:
    return case.mutant(case.sentence[: quote.start(1)] + told + case.sentence[quote.end(1) :], *more)


def other_speaker(case: Case, chance: Random) -> Iterator[Mutant]:
    """Let somebody else of the article say it; every other time the sentence with that name is cited too."""
    quote = QUOTE.search(case.sentence)
    if not quote:
        return
    speakers = [one for one in names(case.sentence) if not quote.start() <= one.start() < quote.end()]
    found = [(span, one.group()) for span in case.others for one in names(case.article[span[0] : span[1]])]
    for speaker in speakers:
        others = [(s, one) for s, one in found if are_different(one, speaker.group()) and one not in case.sentence]
        if others and re.search(rf"\b(?:{SAYING})\b", case.sentence):
            span, other = chance.choice(others)
            more: tuple[Span, ...] = (span,) if chance.random() < 0.5 else ()
            yield case.mutant(case.sentence[: speaker.start()] + other + case.sentence[speaker.end() :], *more)
    for match in re.finditer(r"\b(?:he|she) said\b|\bsaid (?:he|she)\b", case.sentence):
        people = [(span, one) for span, one in found if one.count(" ") == 1 and span[0] > case.end]
        if people:
            span, other = chance.choice(people)
            yield case.mutant(case.sentence[: match.start()] + f"{other} said" + case.sentence[match.end() :], span)
