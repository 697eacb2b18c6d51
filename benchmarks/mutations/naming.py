"""Wrong names: swapped, foreign, in each other's place, with another's title, in a bracket."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from benchmarks.mutations.corpus import Case, Mutant, Span
from benchmarks.mutations.finding import SHORT, WEEKDAY, WEEKDAYS, are_different, names

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
    """Resolve a weekday to a day that is not it, in a bracket instead of the word or behind it."""
    for match in WEEKDAY.finditer(case.sentence):
        right = _day(match.group(), case)
        wrong = right + timedelta(days=chance.choice([-8, -2, -1, 1, 2, 3, 31]))
        yield case.mutant(_put(case.sentence, match, chance.choice([_told(wrong), f"{match.group()} {_told(wrong)}"])))


def right_date_bracket(case: Case, chance: Random) -> Iterator[Mutant]:
    """Resolve a weekday of the past to its day, in a bracket instead of the word."""
    if not re.search(r"\b(?:will|next|by|until|every|due|plans?|to)\b", case.sentence):
        for match in WEEKDAY.finditer(case.sentence):
            yield case.mutant(_put(case.sentence, match, _told(_day(match.group(), case))))


def _day(weekday: str, case: Case) -> date:
    """The last such day, the day of publication included."""
    published = case.published.date()
    return published - timedelta(days=(published.weekday() - WEEKDAYS.index(weekday)) % 7)


def _told(day: date) -> str:
    return f"[{SHORT[day.month - 1]} {day.day}]"


def wrong_name_bracket(case: Case, chance: Random) -> Iterator[Mutant]:
    """Complete a surname or a pronoun with the name of somebody else in the article, whose sentence is cited too."""
    singles = [one for one in names(case.sentence) if " " not in one.group()]
    pronouns = [*re.finditer(r"\b(?:He|She|he|she)\b", case.sentence)]
    for match in [*singles, *pronouns]:
        others = [(span, one) for span, one in _others(case, match.group()) if one.count(" ") == 1]
        full = re.search(rf"\b[A-Z]\w+ {match.group()}\b", case.article)
        if others and (full or match in pronouns) and not (match in pronouns and len({one for _, one in others}) < 2):
            span, other = _not_last(others, case) if match in pronouns else chance.choice(others)
            yield case.mutant(_put(case.sentence, match, f"[{other}]"), span)


def _not_last(others: list[tuple[Span, str]], case: Case) -> tuple[Span, str]:
    """A name from after the sentence, to whom its pronoun cannot point; else the first of the article."""
    later = [(span, one) for span, one in others if span[0] > case.end]
    return later[-1] if later else others[0]


def _put(sentence: str, match: re.Match[str], new: str) -> str:
    return sentence[: match.start()] + new + sentence[match.end() :]
