"""Wrong names: swapped, foreign, in each other's place, with another's title, in a bracket."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from benchmarks.mutations.corpus import Case, Mutant, Span
from benchmarks.mutations.finding import MONTHS, SHORT, WEEKDAYS, are_different, names, words

PEOPLE = (
    "Bertram Oyelaran", "Sunniva Halck", "Dagmar Witwer", "Ruben Achterberg", "Ottilie Farnsby", "Kwame Delacroix",
    "Ingrid Zubrinic", "Leopold Marchetti", "Yusra Nwosu", "Fergus Tolliver",
)  # fmt: skip
PLACES = (
    "Zandvoort",
    "Ulverstone",
    "Quetzal",
    "Brackwater",
    "Dunmorrow",
    "Xanthe",
    "Pellworm",
    "Gjorvik",
    "Yarrowby",
    "Ossory",
)
TITLES = {
    "prime minister": "foreign minister", "president": "prime minister", "minister": "ambassador",
    "governor": "mayor", "mayor": "governor", "senator": "judge", "chief": "deputy", "director": "secretary",
    "chairman": "treasurer", "chairwoman": "treasurer", "spokesman": "lawyer", "spokeswoman": "lawyer",
    "captain": "sergeant", "professor": "doctor", "doctor": "professor", "judge": "prosecutor",
    "engineer": "surveyor", "secretary": "chairman", "king": "prince", "queen": "princess", "leader": "adviser",
    "general": "colonel", "coach": "captain", "manager": "owner", "owner": "manager", "harbour master": "fire chief",
    "commissioner": "inspector", "ambassador": "consul", "candidate": "incumbent", "economist": "historian",
    "founder": "tenant", "lawyer": "witness", "head": "deputy head", "deputy": "chief",
}  # fmt: skip
SYMMETRIC = re.compile(
    r"\b(?:met|meet|meeting|married|agreed|talks|and|or|between|with|versus|both|joined|as|alongside)\b"
)
ACTING = re.compile(
    r"\b\w+ed\b|\b(?:beat|told|said|sent|took|won|gave|bought|sold|led|left|hit|shot|sued|accuses|warns|asks|by|from|"
    r"against|of|over|than|for|to|after)\b"
)

USUAL = words("Jan Feb March April May June July Aug Sept Oct Nov Dec")
FUTURE = re.compile(
    r"\b(?:will|next|by|until|every|due|plan\w*|for|would|may|might|could|Super|Good|Ash|expect\w*|before|from|"
    r"on the|the same|last|this|called|is to|are to|was to)\b"
)
DAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b(?: (?:morning|afternoon|evening|night)\b)?(?!['’])")


def from_article(case: Case, chance: Random) -> Iterator[Mutant]:
    """Put another name of the article in a name's place; every other time its sentence is cited too."""
    for match in names(case.sentence):
        others = _others(case, match.group())
        if others:
            span, other = chance.choice(others)
            more: tuple[Span, ...] = (span,) if chance.random() < 0.5 else ()
            yield case.mutant(_put(case.sentence, match, other), *more)


def _others(case: Case, name: str) -> list[tuple[Span, str]]:
    """Names of other sentences that are not in this one, those of as many words first choice."""
    found = [
        (span, one.group())
        for span in case.others
        for one in names(case.article[span[0] : span[1]])
        if are_different(name, one.group()) and one.group() not in case.sentence
    ]
    like = [(span, one) for span, one in found if len(one.split()) == len(name.split())]
    return like or found


def stranger(case: Case, chance: Random) -> Iterator[Mutant]:
    """Put a name nobody has heard of, whole or only its last or first word."""
    for match in names(case.sentence):
        words = match.group().split()
        if len(words) == 1:
            new = chance.choice(PLACES)
        else:
            first, last = chance.choice(PEOPLE).split()
            new = chance.choice([f"{first} {last}", " ".join([*words[:-1], last]), " ".join([first, *words[1:]])])
        yield case.mutant(_put(case.sentence, match, new))


def roles(case: Case, chance: Random) -> Iterator[Mutant]:
    """Let two names of one sentence change places, where what stands between them has a direction."""
    found = names(case.sentence)
    for first, second in pairwise(found):
        between = case.sentence[first.end() : second.start()]
        directed = ACTING.search(between) and not SYMMETRIC.search(between) and len(between.split()) <= 14
        if directed and are_different(first.group(), second.group()) and re.search(r"\w", between):
            yield case.mutant(_put(_put(case.sentence, second, first.group()), first, second.group()))


def title(case: Case, chance: Random) -> Iterator[Mutant]:
    """Give a person another's title or office."""
    words = "|".join(sorted(TITLES, key=len, reverse=True))
    for match in re.finditer(rf"\b(?:{words})\b", case.sentence, re.IGNORECASE):
        old = match.group()
        new = TITLES[old.lower()]
        if not old.isupper() and new not in case.sentence.lower():
            yield case.mutant(_put(case.sentence, match, new.title() if old[0].isupper() else new))


def wrong_date_bracket(case: Case, chance: Random) -> Iterator[Mutant]:
    """Resolve a weekday to a day that is not it, in a bracket behind the word or instead of it."""
    for end, day in wrong_day(case, chance):
        yield _resolved(case, end, chance.choice(told_day(day)), chance)


def right_date_bracket(case: Case, chance: Random) -> Iterator[Mutant]:
    """Resolve a weekday of the past to its day, in a bracket behind the word or instead of it."""
    for end, day in right_day(case):
        yield _resolved(case, end, chance.choice(told_day(day)), chance)


def _resolved(case: Case, end: int, bracket: str, chance: Random) -> Mutant:
    before, after = case.sentence[:end], case.sentence[end:]
    if before.endswith("day") and chance.random() < 0.5:
        return case.mutant(re.sub(r"\w+day$", "", before) + bracket + after)
    return case.mutant(f"{before} {bracket}{after}")


def right_day(case: Case) -> Iterator[tuple[int, date]]:
    """Where the words for the one weekday of a sentence about the past end, and which day it was."""
    found = list(DAY.finditer(case.sentence))
    if len(found) == 1 and found[0].start() > 0 and not FUTURE.search(case.sentence):
        yield found[0].end(), _day(found[0].group(1), case)


def wrong_day(case: Case, chance: Random) -> Iterator[tuple[int, date]]:
    """Where the words for a weekday end, and a day that it is not."""
    for match in DAY.finditer(case.sentence):
        yield match.end(), _day(match.group(1), case) + timedelta(days=chance.choice([-8, -2, -1, 1, 2, 3, 31]))


def _day(weekday: str, case: Case) -> date:
    published = case.published.date()
    return published - timedelta(days=(published.weekday() - WEEKDAYS.index(weekday)) % 7)


def told_day(day: date) -> tuple[str, str, str]:
    """A day in brackets: as the engine's drafts show it, short, and with the whole month."""
    usual, short, whole = (f"[{months[day.month - 1]} {day.day}]" for months in (USUAL, SHORT, MONTHS))
    return usual, short, whole


def wrong_name_bracket(case: Case, chance: Random) -> Iterator[Mutant]:
    """Complete a surname or a pronoun with the name of somebody else in the article, whose sentence is cited too."""
    for match in names(case.sentence):
        others = [(span, one) for span, one in _others(case, match.group()) if one.count(" ") == 1]
        if others and match.group().count(" ") == 1 and _stands_elsewhere(case, match.group()):
            span, other = chance.choice(others)
            source = _put(case.sentence, match, match.group().split()[1])
            yield case.in_article(source, _put(case.sentence, match, f"[{other}]"), span)
    for match in re.finditer(r"\b(?:He|She|he|she)\b", case.sentence):
        others = [(span, one) for span, one in _others(case, match.group()) if one.count(" ") == 1]
        if len({one for _, one in others}) > 1:
            span, other = _not_last(others, case)
            yield case.mutant(_put(case.sentence, match, f"[{other}]"), span)


def right_name_bracket(case: Case, chance: Random) -> Iterator[Mutant]:
    """Complete a surname with the full name that another sentence of the article has, which is cited too."""
    for match in names(case.sentence):
        spans = _stands_elsewhere(case, match.group())
        if match.group().count(" ") == 1 and spans:
            source = _put(case.sentence, match, match.group().split()[1])
            yield case.in_article(source, _put(case.sentence, match, f"[{match.group()}]"), spans[0])


def _stands_elsewhere(case: Case, name: str) -> list[Span]:
    return [span for span in case.others if name in case.article[span[0] : span[1]]]


def _not_last(others: list[tuple[Span, str]], case: Case) -> tuple[Span, str]:
    """A name from after the sentence, to whom its pronoun cannot point; else the first of the article."""
    later = [(span, one) for span, one in others if span[0] > case.end]
    return later[-1] if later else others[0]


def _put(sentence: str, match: re.Match[str], new: str) -> str:
    return sentence[: match.start()] + new + sentence[match.end() :]
