"""Headings: the clipped headline of a cited article of ours, else a neutral label that asks for a better one.

A headline is clipped at clause borders only, and never where the cut would lose who says so: "Minister
resigns, aide says" stays whole or is not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from stories.summarising.figures import Figure, figures
from stories.summarising.folding import squash
from stories.summarising.labels import neutral_label
from stories.summarising.matter import Matter
from stories.summarising.preparing import Prepared
from stories.summarising.reldates import resolve
from stories.summarising.request import Reuse
from stories.summarising.vocabulary import SMALL_WORDS, SPEECH, STOP_WORDS, words
from stories.summarising.wording import hedges, negations, primary_language, quotes_balance, stems, tokens

MOST_WORDS = 9
FEWEST_WORDS = 3
NEAR = 0.55
STILL_NEAR = 0.5
BEGINNING = 5  # letters by which forms of one word meet where no stemmer is at hand
WHOLE = 0.7  # what the section carries whole fits it, whatever its lead is
LEAD_BONUS, VERB_BONUS = 0.15, 0.1
TITLE_CASED = 0.75
BORDER = re.compile(
    r"; | [-–—] |, (?=[a-z])|(?: )(?=(?:as|after|while|amid|following|ahead of|despite|before|during) |in \d{4}\b)"
)
TOPIC = re.compile(r"^[^:]{3,60}: ")
SOURCE = re.compile(
    rf"\b(?:{SPEECH}|fears?|believes?|thinks?|expects?|alleges?|suggests?|hopes?|study|report|poll|survey|analysis|opinion|live|watch|exclusive|sources?|police|court|video)\b",
    re.IGNORECASE,
)
SURE = re.compile(r"\b(?:may|might|could|reportedly|allegedly|likely|possible|planned|if|unless|not)\b", re.IGNORECASE)
DANGLING = words("a an the of in on at to for by with from and or but as into over after before slated due set")
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s|$)")
SPELL = re.compile(r"^(?:\w+) (?:hours|days|nights|weeks|months|years) of\b", re.IGNORECASE)
VERB = re.compile(
    r"^(?:is|are|was|were|has|have|to|will|wins?|loses?|[a-z]{2,}(?:[^s\W]s|ies|ches|shes|sses|xes|ed)|fall|rise|go|get|give|say|hit"
    r"|cut|put|set|vote|open|close|call|ask|sign|begin|return|face|form|bring|wait|back|meet|join|win|lose|kill|shoot"
    r"|hold|build|ban|move|end|see|make|take|find)$"
)


def heading_for(
    matter: Matter, rows: Sequence[int], cited: Sequence[int], used: set[str], others: Sequence[int] = ()
) -> tuple[str, bool, str]:
    """Heading, whether a person should write a better one, and the key of the article it was clipped from.

    ``cited`` are article indices the section cites; ``used`` headings are not given twice and grow; ``others`` are the
    rows of the other sections, from which a label should tell this one.
    """
    found = max(_clipped(matter, rows, cited, used), key=lambda one: (one[0], -one[1]), default=None)
    if found is not None:
        _, index, clipped = found
        used.update((clipped.lower(), matter.articles[index].key))
        return _shown(clipped, matter.articles[index].language), False, matter.articles[index].key
    language = matter.article(rows[0]).language
    sentences = [matter.rows[row][1] for row in rows]
    label = _shown(neutral_label(sentences, [matter.rows[row][1] for row in others], language, used), language)
    used.add(label.lower())
    return label, True, ""


def _clipped(
    matter: Matter, rows: Sequence[int], cited: Sequence[int], used: set[str]
) -> Iterator[tuple[float, int, str]]:
    """Clipped headlines that fit the section, each with its likeness and its article."""
    section = frozenset().union(*(matter.rows[row][1].content for row in rows))
    told = [figure for row in rows for figure in matter.rows[row][1].figures]
    lead, opening = matter.rows[rows[0]][0], matter.rows[rows[0]][1].content
    for index in sorted(set(cited)):
        article = matter.articles[index]
        if article.reuse is not Reuse.LICENSED or article.kind == "press_release" or article.key in used:
            continue
        for clipped in clips(article.headline, article.published_at.date(), article.language):
            likeness = _likeness(frozenset(stems(squash(clipped), article.language)), section, opening)
            if (
                likeness < NEAR
                or clipped.lower() in used
                or not _told(clipped, told, article.published_at.year)
                or not _carried(clipped, matter.prepared[index], article.language)
            ):
                continue
            bonus = (LEAD_BONUS if index == lead else 0.0) + (VERB_BONUS if _has_verb(clipped) else 0.0)
            yield round(likeness + bonus, 6), index, clipped
            break


def clips(headline: str, published: date, language: str) -> Iterator[str]:
    """Forms of a headline of three to nine words that claim no more than the whole, the longest first."""
    whole = squash(headline).rstrip(".")
    topic = TOPIC.match(whole)
    bodies = [whole] if topic is None else [whole, whole[topic.end() :]]
    if topic is not None and SOURCE.search(topic.group()):
        bodies = [whole]
    seen = set()
    for body in bodies:
        for clipped in [body, *(body[: border.start()] for border in reversed(list(BORDER.finditer(body))))]:
            shown = clipped.strip(" ,;-–—")
            if shown not in seen and _stands_alone(shown, body[len(clipped) :], published, language):
                seen.add(shown)
                yield shown


def _stands_alone(clipped: str, cut: str, published: date, language: str) -> bool:
    size = len(clipped.split())
    is_short = primary_language(language) in ("ko", "ja", "zh")
    if not (2 if is_short else FEWEST_WORDS) <= size <= MOST_WORDS or len(clipped) > 90:
        return False
    if clipped.endswith(("?", "؟")) or not quotes_balance(clipped) or APOSTROPHE.sub("", clipped).count("'") % 2:
        return False
    if (
        clipped.split()[-1].lower() in DANGLING
        or SOURCE.search(cut)
        or SURE.search(cut)
        or negations(cut)
        or hedges(cut)
    ):
        return False
    return resolve(clipped, published, language) == ()


def _demanded(heading: str, year: int | None) -> list[Figure]:
    """The numbers a heading states; its article's own year and "Six days of ..." state none."""
    spell = SPELL.match(heading)
    return [
        figure
        for figure in figures(heading)
        if not figure.is_loose
        and not (figure.kind == "year" and figure.value == year)
        and not (spell and figure.start < spell.end() and heading[:1].isalpha())
    ]


def _told(heading: str, told: Sequence[Figure], year: int) -> bool:
    """Whether the section's own sentences have the heading's numbers."""
    return all(any(figure.same_as(other) for other in told) for figure in _demanded(heading, year))


def _carried(clipped: str, prepared: Prepared, language: str) -> bool:
    """Whether the article's own text has what the heading names; of a heading in Title Case, most of its words."""
    text = frozenset().union(*(sentence.content for sentence in prepared.sentences))
    read = clipped.split()
    wanted = frozenset(stems(squash(clipped), language))
    is_titled = sum(word[:1].isupper() for word in read) >= TITLE_CASED * len(read)
    if is_titled or not prepared.has_case:
        return len(wanted & text) >= TITLE_CASED * len(wanted)
    named = [word for word in read[1:] if word[:1].isupper()]
    return frozenset(stems(squash(" ".join(named)), language)) <= text


def _likeness(heading: frozenset[str], section: frozenset[str], lead: frozenset[str]) -> float:
    """Share of the heading's words that the section, and its lead sentence, have."""
    whole, opening = len(heading & section) / (len(heading) or 1), len(heading & lead) / (len(heading) or 1)
    return round(max((whole + opening) / 2, WHOLE * whole if opening else 0.0), 6)


def still_fits(heading: str, texts: Sequence[str]) -> bool:
    """Whether a heading is carried by what stands under it now: half of its words and all of its numbers but years.

    Words are compared by their first letters, for a merge knows no language.
    """
    told = [figure for text in texts for figure in figures(text)]
    # In Title Case "114 Million Euros" has neither scale nor unit.
    if not any(_has_figures(form, told) for form in (heading, heading.lower())):
        return False
    wanted = _beginnings(heading)
    present = frozenset().union(*(_beginnings(text) for text in texts))
    return len(wanted & present) >= STILL_NEAR * len(wanted)


def _has_figures(heading: str, told: Sequence[Figure]) -> bool:
    demanded = [figure for figure in _demanded(heading, None) if figure.kind != "year"]
    return all(any(figure.same_as(other) for other in told) for figure in demanded)


def _beginnings(text: str) -> frozenset[str]:
    return frozenset(word[:BEGINNING] for word in stems(squash(text), ""))


def _has_verb(heading: str) -> bool:
    """Whether some word after the first can be a verb of a headline: a preference, not a rule."""
    read = tokens(heading)
    return any(VERB.match(word) is not None and before not in STOP_WORDS for before, word in pairwise(read))


def _shown(heading: str, language: str) -> str:
    """Title Case in English; elsewhere as written, with a capital first."""
    return title_case(heading) if primary_language(language) == "en" else _capital(heading)


def title_case(heading: str) -> str:
    """Title Case: small words stay small inside, capitals that are there stay."""
    parts = heading.split(" ")
    last = len(parts) - 1
    shown = [
        word
        if any(letter.isupper() for letter in word)
        or (0 < at < last and word.lower() in SMALL_WORDS and not parts[at - 1].endswith(":"))
        else _capital(word)
        for at, word in enumerate(parts)
    ]
    return " ".join(shown)


def _capital(word: str) -> str:
    for at, letter in enumerate(word):
        if letter.isalpha():
            return word[:at] + letter.upper() + word[at + 1 :]
    return word
