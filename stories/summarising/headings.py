"""Headings: the clipped headline of a cited article of ours, else a neutral label that asks for a better one.

A headline is clipped at clause borders only, and never where the cut would lose who says so: "Minister
resigns, aide says" stays whole or is not used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from stories.summarising.figures import figures
from stories.summarising.folding import squash
from stories.summarising.matter import Matter
from stories.summarising.support.name_support import missing_names
from stories.summarising.preparing import PreparedSentence, person
from stories.summarising.reldates import resolve
from stories.summarising.request import Reuse
from stories.summarising.vocabulary import SMALL_WORDS, SPEECH, words
from stories.summarising.wording import hedges, negations, outside_quotes, primary_language, quotes_balance, stems

MOST_WORDS = 9
FEWEST_WORDS = 3
NEAR = 0.55
LEAD_BONUS = 0.15
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


def heading_for(matter: Matter, rows: Sequence[int], cited: Sequence[int], used: set[str]) -> tuple[str, bool, str]:
    """Heading, whether a person should write a better one, and the key of the article it was clipped from.

    ``cited`` are article indices the section cites; ``used`` headings are not given twice and grow.
    """
    section = frozenset().union(*(matter.rows[row][1].content for row in rows))
    best: tuple[float, int, str] | None = None
    lead, opening = matter.rows[rows[0]][0], matter.rows[rows[0]][1].content
    for index in sorted(set(cited)):
        article = matter.articles[index]
        if article.reuse is not Reuse.LICENSED or article.kind == "press_release" or article.key in used:
            continue
        for clipped in clips(article.headline, article.published_at.date(), article.language):
            if clipped.lower() in used or not _carried(clipped, article.text, article.published_at.year):
                continue
            likeness = _likeness(frozenset(stems(squash(clipped), article.language)), section, opening)
            likeness += LEAD_BONUS if index == lead else 0.0
            if likeness >= NEAR and (best is None or likeness > best[0]):
                best = (likeness, index, clipped)
            break
    if best is not None:
        used.update((best[2].lower(), matter.articles[best[1]].key))
        return title_case(best[2]), False, matter.articles[best[1]].key
    label = neutral_label(matter, rows, used)
    used.add(label.lower())
    return label, True, ""


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
    if clipped.endswith(("?", "؟")) or not quotes_balance(clipped) or clipped.count("'") % 2:
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


def _carried(clipped: str, text: str, year: int) -> bool:
    """Whether the article's own text has the heading's numbers and names; its own year needs no saying."""
    if missing_names(clipped[:1].lower() + clipped[1:], text, text) and missing_names(_plain(clipped), text, text):
        return False
    told = figures(text)
    own_year = [figure for figure in figures(clipped) if figure.kind == "year" and figure.value == year]
    wanted = [figure for figure in figures(clipped) if not figure.is_loose and figure not in own_year]
    return all(any(figure.same_as(other) for other in told) for figure in wanted)


def _plain(clipped: str) -> str:
    """A headline with its first word in lower case, so that it is not taken for a name."""
    first, _, rest = clipped.partition(" ")
    return f"{first.lower()} {rest}"


def _likeness(heading: frozenset[str], section: frozenset[str], lead: frozenset[str]) -> float:
    """Share of the heading's words that the section, and its lead sentence, have."""
    return round((len(heading & section) + len(heading & lead)) / (2 * len(heading) or 1), 6)


def neutral_label(matter: Matter, rows: Sequence[int], used: set[str]) -> str:
    """Two terms of the section, the most frequent first; says nothing that could be wrong."""
    counts: Counter[str] = Counter()
    for row in rows:
        sentence = matter.rows[row][1]
        shown = {person(name).replace("_", " ") for name in sentence.names if name in outside_quotes(sentence.folded)}
        counts.update({name: 3 for name in shown if len(name.split()) <= 4 and len(name) > 1})
        counts.update(dict.fromkeys(_common_words(sentence, matter.article(row).language, matter.subject), 1))
    ranked = sorted(counts, key=lambda term: (-counts[term], -len(term), term))
    chosen: list[str] = []
    for term in ranked:
        if not any(set(term.lower().split()) & set(other.lower().split()) for other in chosen):
            chosen.append(term)
        label = title_case(" and ".join(chosen) if matter.prepared[0].has_case else ", ".join(chosen))
        if len(chosen) == 2 and label.lower() not in used and len(label.split()) <= MOST_WORDS:
            return label
        chosen = chosen[-1:] if len(chosen) == 2 else chosen
    return title_case(chosen[0]) if chosen else "—"


def _common_words(sentence: PreparedSentence, language: str, subject: frozenset[str]) -> set[str]:
    """Words of a sentence, as written, whose stem belongs to the story's subject."""
    shown = {word.strip(".,;:!?\"'()[]،؛") for word in outside_quotes(sentence.folded).split()}
    longer = {
        word for word in shown if len(word) > (4 if word.isascii() else 1) and not word.endswith(("ly", "ed", "ing"))
    }
    return {word for word in longer if word.lower() == word and subject.intersection(stems(word, language))}


def title_case(heading: str) -> str:
    """Title Case: small words stay small inside, capitals that are there stay."""
    parts = heading.split(" ")
    last = len(parts) - 1
    shown = [
        word
        if any(letter.isupper() for letter in word) or (0 < at < last and word.lower() in SMALL_WORDS)
        else _capital(word)
        for at, word in enumerate(parts)
    ]
    return " ".join(shown)


def _capital(word: str) -> str:
    for at, letter in enumerate(word):
        if letter.isalpha():
            return word[:at] + letter.upper() + word[at + 1 :]
    return word
