"""Wrong polarity, strength, comparison, quantity and order: one word or phrase exchanged, lost or put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from random import Random

from benchmarks.mutations import wordlists
from benchmarks.mutations.corpus import Case, Mutant
from benchmarks.mutations.finding import DAY_OF_MONTH

AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|does|do|did)\b"
    r"(?! (?:not|never|no)\b|n't)"
)
BASE = {
    "said": "say", "rose": "rise", "fell": "fall", "won": "win", "killed": "kill", "injured": "injure",
    "told": "tell", "began": "begin", "took": "take", "gave": "give", "agreed": "agree", "ordered": "order",
    "voted": "vote", "reached": "reach", "found": "find", "sent": "send", "closed": "close", "opened": "open",
    "asked": "ask", "called": "call", "led": "lead", "left": "leave", "lost": "lose", "paid": "pay", "made": "make",
    "announced": "announce", "reported": "report",
}  # fmt: skip


def negated(case: Case, chance: Random) -> Iterator[Mutant]:
    """Insert a negation: "not", "never", "n't" or "no longer" after an auxiliary, "did not" before a verb."""
    for match in AUXILIARY.finditer(case.sentence):
        forms = [f"{match.group()} not", f"{match.group()} never", f"{match.group()} no longer"]
        if match.group() not in ("can", "may", "will", "might"):
            forms.append(f"{match.group()}n't")
        yield case.mutant(_put(case.sentence, match, chance.choice(forms)))
    for match in re.finditer(rf"(?<=[a-z] )(?:{'|'.join(BASE)})\b(?! by\b)", case.sentence):
        if not re.search(
            r"\b(?:was|were|is|are|been|be|has|have|had|a|the)(?: \w+ly)? $", case.sentence[: match.start()]
        ):
            yield case.mutant(_put(case.sentence, match, f"did not {BASE[match.group()]}"))


def affirmed(case: Case, chance: Random) -> Iterator[Mutant]:
    """Remove a negation; in some sentences one is planted behind an auxiliary."""
    yield from _exchanged(case, wordlists.NEGATIONS)
    for match in AUXILIARY.finditer(case.sentence):
        if chance.random() < 0.1:
            planted = f"{match.group()} {chance.choice(['not', 'never', 'no longer', 'by no means', 'hardly'])}"
            yield case.in_article(_put(case.sentence, match, planted), case.sentence)


def opposite(case: Case, chance: Random) -> Iterator[Mutant]:
    """Exchange a word for its opposite."""
    yield from _exchanged(case, wordlists.OPPOSITES)


def without_hedge(case: Case, chance: Random) -> Iterator[Mutant]:
    """Drop a word that says less than all, or that it is not certain; some are planted behind an auxiliary."""
    for match in AUXILIARY.finditer(case.sentence):
        if chance.random() < 0.1:
            planted = f"{match.group()} {chance.choice(wordlists.PLANTED_HEDGES)}"
            yield case.in_article(_put(case.sentence, match, planted), case.sentence)
    for match in _found(case.sentence, wordlists.HEDGES):
        before_figure = re.match(
            r" (?:[$€£]?\d|a |half|two|three|[a-z]+ (?:million|thousand))", case.sentence[match.end() :]
        )
        if match.group().lower() in wordlists.BEFORE_FIGURE and not before_figure:
            continue
        if not re.search(r"\b(?:is|are|was|were|be|been|as|not) $", case.sentence[: match.start()]) or before_figure:
            yield case.mutant(_without(case.sentence, match))


def stronger(case: Case, chance: Random) -> Iterator[Mutant]:
    """Make what may be what will be, and what was asked what was ordered."""
    yield from _exchanged(case, wordlists.MODALS)


def done(case: Case, chance: Random) -> Iterator[Mutant]:
    """Tell a plan as done."""
    yield from _exchanged(case, wordlists.DONE)


def compared(case: Case, chance: Random) -> Iterator[Mutant]:
    """Turn a comparison round."""
    yield from _exchanged(case, wordlists.COMPARATIVES)


def quantified(case: Case, chance: Random) -> Iterator[Mutant]:
    """Take some for all, or all for some."""
    yield from _exchanged(case, wordlists.QUANTIFIERS)


def without_qualifier(case: Case, chance: Random) -> Iterator[Mutant]:
    """Drop a word that narrows a noun or a verb, as former, attempted, only; some are planted before a title."""
    for match in _found(case.sentence, wordlists.QUALIFIERS):
        yield case.mutant(_without(case.sentence, match))
    for match in re.finditer(
        r"(?<=[a-z,] )(?:[Pp]resident|[Mm]inister|[Gg]overnor|[Mm]ayor|[Cc]hief|[Dd]irector|[Cc]hair)\w*", case.sentence
    ):
        planted = f"{chance.choice(wordlists.PLANTED_QUALIFIERS)} {match.group()}"
        yield case.in_article(_put(case.sentence, match, planted), case.sentence)


def reordered(case: Case, chance: Random) -> Iterator[Mutant]:
    """Exchange what stands on the two sides of after, before, because, from ... to, or of two dates."""
    sentence = case.sentence
    match = re.fullmatch(
        r"([A-Z][^,\"“”;()]{12,}?) (after|before|because|despite|while) ([^,\"“”;()]{12,})\.", sentence
    )
    if match and match.group(2) != "while":
        first, link, second = match.groups()
        yield case.mutant(f"{second[0].upper()}{second[1:]} {link} {_lower(first)}.")
    for pair in re.finditer(r"\bfrom ((?:[\w$.,%-]+ ){0,2}?[\w$.,%-]+) to ((?:[\w$.,%-]+ )?[\w$-]+)", sentence):
        if pair.group(1) != pair.group(2):
            yield case.mutant(_put(sentence, pair, f"from {pair.group(2)} to {pair.group(1)}"))
    for pair in re.finditer(r"\b([a-z]{4,}) (of|against|by|for|over|than) (?:the )?([a-z]{4,})\b", sentence):
        if pair.group(1) != pair.group(3) and chance.random() < 0.34:
            yield case.mutant(_exchange(sentence, pair.span(1), pair.span(3)))
    dates = [one.span() for one in DAY_OF_MONTH.finditer(sentence)]
    if len(dates) == 2:
        yield case.mutant(_exchange(sentence, *dates))


def _exchange(sentence: str, first: tuple[int, int], second: tuple[int, int]) -> str:
    (a, b), (c, d) = first, second
    return sentence[:a] + sentence[c:d] + sentence[b:c] + sentence[a:b] + sentence[d:]


def _lower(text: str) -> str:
    return (
        text
        if re.match(r"\w+ [A-Z]|[A-Z]{2}", text) and not text.startswith(("The ", "A "))
        else text[0].lower() + text[1:]
    )


def _found(sentence: str, words: tuple[str, ...] | Mapping[str, str]) -> Iterator[re.Match[str]]:
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    yield from re.finditer(rf"(?<![\w'’-])(?:{either})(?![\w'’-])", sentence, re.IGNORECASE)


def _exchanged(case: Case, pairs: Mapping[str, str]) -> Iterator[Mutant]:
    """The sentence with each phrase of ``pairs`` that it holds exchanged, one at a time."""
    for match in _found(case.sentence, pairs):
        old = match.group()
        if (old[0].isupper() and match.start() > 0) or old.isupper():
            continue  # part of a name: "North Harbour", "May"
        new = pairs[old.lower()]
        if not new:
            yield case.mutant(_without(case.sentence, match))
        else:
            yield case.mutant(_put(case.sentence, match, new[0].upper() + new[1:] if old[0].isupper() else new))


def _without(sentence: str, match: re.Match[str]) -> str:
    text = (sentence[: match.start()].rstrip() + " " + sentence[match.end() :].lstrip()).strip()
    text = re.sub(r" ([,.;])", r"\1", text)
    return text[0].upper() + text[1:]


def _put(sentence: str, match: re.Match[str], new: str) -> str:
    return sentence[: match.start()] + new + sentence[match.end() :]
