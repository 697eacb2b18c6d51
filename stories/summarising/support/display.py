"""Whether a headline, standfirst, kicker or caption says what the live sentences say.

It is compared with the lines that readers see now: sentences, timeline entries, and the figures that editors keep.
Its figures, dates and quoted words must stand there, and its names in some form: "US" for "United States", "Iran"
for "Iranian", a surname for the full name. A text in Title Case shows no names but abbreviations; a first word alone
is not taken for a name. That it leaves out who said something, or how sure it is, is not judged here: a headline is
short. Names are seen where the script has capital letters, in any language (in German those of two words); figures and
dates as ``numbers_abroad`` and ``days_named_abroad`` read them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from stories.summarising.figures import Figure
from stories.summarising.folding import squash
from stories.summarising.number_words import SPELLED
from stories.summarising.numbers_abroad import figures_in
from stories.summarising.preparing import person
from stories.summarising.support.dates import carries_date
from stories.summarising.support.days_named import Mention
from stories.summarising.support.days_named_abroad import dates_named
from stories.summarising.support.numbers import about, equals
from stories.summarising.support.strength import opposites
from stories.summarising.support.verdict import Finding
from stories.summarising.vocabulary import MONTH_NAMES, STOP_WORDS, TITLES, words
from stories.summarising.wording import ALIASES, has_case, names, quotes, stems, tokens

STEM = 4  # letters that a name and its adjective share: Iran, Iranian
SHORT_QUOTE = 2  # words: a term in quotation marks is no quotation
TITLE_CASE = 0.6
NEAR = 0.5
SAME_SIZE, SAME_ORDER = 4, 10  # times: a figure mistyped or outdated
WORD = re.compile(r"[^\W\d_][\w.'-]*")
SCALE = re.compile(r"\b(?:Hundred|Thousand|Million|Billion|Trillion|Per ?[Cc]ent|Percentage Points?)\b")
UNIT_AFTER = re.compile(rf"(?<=\d[ -])(?!{MONTH_NAMES})[A-Z][a-z]{{2,}}\b")
SAME_THING = (
    words("dead death deaths died dies die killed kills kill killing fatalities toll victims"),
    words("injured injuries hurt hurts wounded wounds injures"),
)
OFFICES = frozenset(title.lower().strip(".") for title in TITLES)
STATES = {"united states": "us", "united kingdom": "uk", "united nations": "un", "european union": "eu"}


@dataclass(frozen=True, slots=True)
class BoardFigure:
    """A figure that editors keep for the story: what it counts, its value and older ones as shown, its unit, if any."""

    label: str
    value: str
    unit: str = ""
    older: tuple[str, ...] = ()

    def line(self) -> str:
        """The figure as a line of text that a headline can be compared with."""
        return f"{self.label}: {self.value} {self.unit}".strip()


def display_findings(
    name: str,
    text: str,
    lines: Sequence[str],
    *,
    on: date,
    figures_kept: Sequence[BoardFigure] = (),
    with_names: bool = True,
    language: str = "en",
) -> list[Finding]:
    """What the text named ``name`` ("Headline") says that no line does: failed findings only, each with its reason.

    ``on`` is the day by which dates without a year and weekdays are read. Without any line there is nothing to
    compare with, and nothing is found. Linear in the lengths of text and lines.
    """
    said = [*lines, *(kept.line() for kept in figures_kept)]
    shown = squash(text)
    if not said or not shown:
        return []
    folded = [squash(line) for line in said]
    outdated = _outdated(name, shown, figures_kept, language)
    told = {one.said for one in outdated}
    found = [
        *outdated,
        *(one for one in _figures(name, shown, folded, language) if one.said not in told),
        *_dates(name, shown, folded, on, language),
        *_quotes(name, shown, folded),
    ]
    found += _opposites(name, shown, folded)
    return found + (_names(name, shown, folded, language) if with_names else [])


def _figures(name: str, shown: str, lines: Sequence[str], language: str) -> list[Finding]:
    told = [(line, figure) for line in lines for figure in figures_in(line, language)]
    found = []
    for figure in figures_in(_small_units(shown, language), language):
        if figure.is_loose or figure.kind in ("day", "year") or any(_carries(figure, other) for _, other in told):
            continue
        value = shown[figure.start : figure.end]
        reason = f"{name} says {value}; no sentence of the summary does"
        near = _nearest(figure, told, about(shown, figure, language), language)
        if near is not None:
            reason = f"{name} says {value}, the summary says {near}"
        found.append(Finding("V1", False, reason, said=value, instead=near or ""))
    return found


def tells_figure(said: str, text: str, line: str, language: str = "en") -> bool:
    """Whether a line has this figure of a display text, and a word of what the text says about it."""
    shown, folded = _small_units(squash(text), language), squash(line)
    for figure in figures_in(shown, language):
        if shown[figure.start : figure.end].lower() == said.lower():
            wanted, told = about(shown, figure, language), figures_in(folded, language)
            return any(_carries(figure, other) and wanted & about(folded, other, language) for other in told)
    return False


def has_figure(said: str, line: str, language: str = "en") -> bool:
    """Whether a line has a figure that equals this one."""
    told = figures_in(squash(line), language)
    return any(equals(figure, other) for figure in figures_in(squash(said), language) for other in told)


def _small_units(shown: str, language: str) -> str:
    """A text with scales and units behind numbers in small letters: "$18 Billion" of a headline in Title Case."""
    if not language.startswith("en"):
        return shown
    return UNIT_AFTER.sub(lambda found: found.group().lower(), SCALE.sub(lambda found: found.group().lower(), shown))


def _outdated(name: str, shown: str, kept: Sequence[BoardFigure], language: str) -> list[Finding]:
    """Figures that the board has as an older value of what the text speaks of."""
    found = []
    for line in kept:
        newest = figures_in(line.value, language)
        old = [figure for value in line.older for figure in figures_in(value, language)]
        for figure in figures_in(shown, language) if old and _same_thing(line.label, shown) else ():
            if any(_carries(figure, other) for other in old) and not any(_carries(figure, other) for other in newest):
                value = shown[figure.start : figure.end]
                reason = f"{name} says {value}, the figures board says {line.value} ({line.label})"
                found.append(Finding("V1", False, reason, said=value, instead=line.value))
    return found


def _same_thing(label: str, shown: str) -> bool:
    watched, told = frozenset(tokens(label.lower())), frozenset(tokens(shown))
    return bool(_stems(label) & _stems(shown)) or any(watched & group and told & group for group in SAME_THING)


def _nearest(figure: Figure, told: Sequence[tuple[str, Figure]], wanted: frozenset[str], language: str) -> str | None:
    """What the summary says in its place: a figure of the same unit that counts the same, or the only one it has.

    The only one counts where it is of the same size, or a word about it is shared.
    """
    alike = [(line, other) for line, other in told if (other.kind, other.unit) == (figure.kind, figure.unit)]
    is_only = bool(figure.unit) and len({other.value for _, other in alike}) == 1
    placed = []
    for line, other in alike:
        near = wanted & about(line, other, language)
        shared, plain = len(near), len(near - _of_names(line, language))
        is_counted = bool(figure.noun) and other.noun == figure.noun
        is_meant = is_only and (shared > 0 or _same_size(figure, other))
        is_alike = shared >= 1 if is_counted else shared >= 2 and _same_size(figure, other, times=SAME_ORDER)
        if is_meant or (not other.is_loose and is_alike):
            placed.append(((is_counted, plain, shared, -abs(other.value - figure.value)), line, other))
    if not placed:
        return None
    _, line, other = max(placed, key=lambda one: one[0])
    return line[other.start : other.end]


@lru_cache(maxsize=4096)
def _of_names(line: str, language: str) -> frozenset[str]:
    """The stems of a line's names: a place that stands in every sentence says nothing of what is counted."""
    return frozenset() if language.startswith("de") else frozenset(stems(" ".join(names(line)), language))


def _same_size(one: Figure, other: Figure, *, times: int = SAME_SIZE) -> bool:
    low, high = sorted((abs(one.value), abs(other.value)))
    return high <= times * low


def _carries(figure: Figure, other: Figure) -> bool:
    """A headline rounds and drops the unit: "40 dead", "2 million" for 2.01 million, "12" for $12."""
    if equals(figure, other) or (figure.value == other.value and figure.kind == other.kind and not figure.unit):
        return True
    same_kind = (figure.kind, figure.unit) == (other.kind, other.unit) and figure.kind == "quantity"
    return same_kind and figure.is_hedged and abs(figure.value - other.value) <= abs(other.value) / 20


def _dates(name: str, shown: str, lines: Sequence[str], on: date, language: str) -> list[Finding]:
    told = [mention for line in lines for mention in _mentions(line, on, language)]
    said = dict.fromkeys(dates_named(shown, on, language))
    lacking = [mention for mention in said if not any(carries_date(mention, other) for other in told)]
    return [
        Finding("V2", False, f"{name} says {mention.shown}; no sentence of the summary does") for mention in lacking
    ]


@lru_cache(maxsize=4096)
def _mentions(line: str, on: date, language: str) -> tuple[Mention, ...]:
    return dates_named(line, on, language)


def _quotes(name: str, shown: str, lines: Sequence[str]) -> list[Finding]:
    found = []
    for _, _, inside in quotes(shown):
        said = " ".join(inside.split()).rstrip(".,;:!?")
        if len(said.split()) > SHORT_QUOTE and not any(said.lower() in line.lower() for line in lines):
            found.append(
                Finding("V4", False, f"{name} quotes “{said}”; no sentence of the summary has these words", said=said)
            )
    return found


def _opposites(name: str, shown: str, lines: Sequence[str]) -> list[Finding]:
    """V5 against the line that has most of the words, where one has half of them."""
    wanted = frozenset(stems(shown, "en"))
    line = max(lines, key=lambda one: len(wanted & _stems(one)))
    if len(wanted & _stems(line)) < NEAR * len(wanted):
        return []
    pairs = (
        reason.replace("the article", "the summary").replace("the sentence", name) for reason in opposites(shown, line)
    )
    return [Finding("V5", False, reason[0].upper() + reason[1:]) for reason in pairs]


@lru_cache(maxsize=4096)
def _stems(line: str) -> frozenset[str]:
    return frozenset(stems(line, "en"))


def _names(name: str, shown: str, lines: Sequence[str], language: str) -> list[Finding]:
    if not has_case(shown):
        return []
    said = frozenset().union(*(_forms(line) for line in lines))
    lower = frozenset(word for line in lines for word in WORD.findall(line) if word.islower())
    found = []
    first = shown.split(" ", 1)[0].strip("\"'(")
    for named in names(shown, lower):
        if named.lower() in SPELLED or (named == first and not named.replace(".", "").isupper()):
            continue  # the first word of a line is a name or any other word
        if language.startswith("de") and " " not in named and not named.isupper():
            continue  # every German noun has a capital
        parts = [word for word in _plain(named).split() if word not in STOP_WORDS]
        if _is_title_case(shown):
            parts = [word for word in parts if word.upper() in named.replace(".", "").split() and len(word) > 1]
        lacking = [word for word in parts if not _is_said(word, said)]
        if lacking:
            who = person(named).replace("_", " ")
            found.append(Finding("V3", False, f"{name} names {who}; no sentence of the summary does", said=who))
    return found


def _is_title_case(shown: str) -> bool:
    longer = [word for word in WORD.findall(shown)[1:] if len(word) > 2 and word.lower() not in STOP_WORDS]
    return len(longer) > 1 and sum(word[0].isupper() for word in longer) >= TITLE_CASE * len(longer)


def _plain(text: str) -> str:
    low = text.lower()
    for long, short in STATES.items():
        low = low.replace(long, short)
    plain = (word.removesuffix("'s").strip(".'-").replace(".", "") for word in WORD.findall(low))
    return " ".join(word for word in plain if word not in OFFICES)


@lru_cache(maxsize=4096)
def _forms(line: str) -> frozenset[str]:
    """The words of a line, also of its hyphenated ones, in lower case and without dots."""
    plain = frozenset(_plain(line).split())
    return plain.union(*(word.split("-") for word in plain), {ALIASES.get(word, word) for word in plain})


def _is_said(word: str, said: frozenset[str]) -> bool:
    forms = {word, ALIASES.get(word, word), word.removesuffix("s")}
    if forms & said or all(part in said for part in word.split("-")):
        return True
    stem = word[: max(STEM, len(word) - 4)]
    return len(word) > STEM - 1 and any(
        other.startswith(stem) or stem.startswith(other) for other in said if len(other) >= STEM
    )
