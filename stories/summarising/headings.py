"""Headings: the clipped headline of a cited article of ours, else a clause of the section, a neutral label, or none.

All but the first ask the desk for a better one. A headline heads a section only if a sentence there carries it.

A headline is clipped at clause borders only, and never where the cut would lose who says so: "Minister
resigns, aide says" stays whole or is not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from stories.summarising.carrying import TITLE_CASED, carries, is_titled
from stories.summarising.clauses import clause_of
from stories.summarising.figures import Figure, figures
from stories.summarising.folding import fold, squash
from stories.summarising.labels import UNCASED, neutral_label
from stories.summarising.matter import Matter
from stories.summarising.preparing import Prepared
from stories.summarising.reldates import resolve
from stories.summarising.request import Reuse, SourceArticle
from stories.summarising.vocabulary import SMALL_WORDS, SPEECH, words
from stories.summarising.wording import has_case, hedges, negations, primary_language, quotes_balance, stems

MOST_WORDS = 9
FEWEST_WORDS = 3
NEAR = 0.55
STILL_NEAR = 0.5
BEGINNING = 5  # letters by which forms of one word meet where no stemmer is at hand
WHOLE = 0.7  # what the section carries whole fits it, whatever its lead is
LEAD_BONUS = 0.15
OLD_NEWS = timedelta(days=2)
BORDER = re.compile(
    r"; | [-–—] |, (?=[a-z])|(?<=\w), (?=[A-Z]\w+ (?:for|to|in|with|by|at)\b)|(?: )(?=(?:as|after|while|amid"
    r"|following|ahead of|despite|before|during) |in \d{4}\b)"
)
TOPIC = re.compile(r"^[^:]{3,60}: ")
SOURCE = re.compile(
    rf"\b(?:{SPEECH}|fears?|believes?|thinks?|expects?|alleges?|suggests?|hopes?|study|report|poll|survey|analysis"
    rf"|opinion|live|watch|exclusive|sources?|police|court|video)\b",
    re.IGNORECASE,
)
SURE = re.compile(r"\b(?:may|might|could|reportedly|allegedly|likely|possible|planned|if|unless|not)\b", re.IGNORECASE)
DANGLING = words("a an the of in on at to for by with from and or but as into over after before slated due set")
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s|$)")
SPELL = re.compile(r"^(?:\w+) (?:hours|days|nights|weeks|months|years) of\b", re.IGNORECASE)


def heading_for(
    matter: Matter, rows: Sequence[int], cited: Sequence[int], used: set[str], others: Sequence[int] = ()
) -> tuple[str, bool, str]:
    """Heading, whether a person should write a better one, and the key of the article it was clipped from.

    ``cited`` are article indices the section cites; ``used`` headings are not given twice and grow; ``others`` are the
    rows of the other sections, from which a label should tell this one.
    """
    found = max(_clipped(matter, rows, cited, used), key=lambda one: (one[0], -one[1]), default=None)
    language = matter.article(rows[0]).language
    if found is not None:
        _, index, clipped = found
        used.update((clipped.lower(), matter.articles[index].key))
        return _shown(clipped, language), False, matter.articles[index].key
    clause, row = _clause(matter, rows, used)
    if clause:
        used.add(clause.lower())
        return _shown(clause, language), True, matter.article(row).key
    sentences = [matter.rows[row][1] for row in rows]
    label = _shown(neutral_label(sentences, [matter.rows[row][1] for row in others], language, used), language)
    used.add(label.lower())
    return label, True, ""


def _clipped(
    matter: Matter, rows: Sequence[int], cited: Sequence[int], used: set[str]
) -> Iterator[tuple[float, int, str]]:
    """Clipped headlines that fit the section, each with its likeness and its article."""
    for index in sorted(set(cited)):
        article = matter.articles[index]
        if article.reuse is not Reuse.LICENSED or article.kind == "press_release" or article.key in used:
            continue
        for clipped in clips(article.headline, article.published_at.date(), article.language):
            fit = _fit(matter, rows, clipped, article)
            if fit and clipped.lower() not in used and _carried(clipped, matter.prepared[index], article.language):
                yield fit + (LEAD_BONUS if index == matter.rows[rows[0]][0] else 0.0), index, clipped
                break


def _fit(matter: Matter, rows: Sequence[int], heading: str, article: SourceArticle) -> float:
    """How well a heading fits the section, 0 if no sentence of it carries the heading; the lead's own fits best."""
    wanted = frozenset(stems(squash(heading), article.language))
    whole = frozenset().union(*(matter.rows[row][1].content for row in rows))
    if primary_language(article.language) in UNCASED:
        told = [figure for row in rows for figure in matter.rows[row][1].figures]
        likeness = _likeness(wanted, whole, matter.rows[rows[0]][1].content)
        return likeness if likeness >= NEAR and _told(heading, told, article.published_at.year) else 0.0
    carriers = [row for row in rows if _carries(matter, row, heading, article)]
    others = [row for row in rows if row not in carriers]
    near = sum(bool(wanted & matter.rows[row][1].content) for row in others)
    is_led = rows[0] in carriers
    if not carriers or 2 * near < len(others) - is_led:
        return 0.0
    if not is_led and matter.article(rows[0]).published_at - article.published_at > OLD_NEWS:
        return 0.0  # the section has moved on from what this headline told
    return round(len(wanted & whole) / len(wanted) + (LEAD_BONUS if is_led else 0.0), 6)


def _carries(matter: Matter, row: int, heading: str, article: SourceArticle) -> bool:
    """Whether this sentence alone says what the heading says, with its figures."""
    sentence = matter.rows[row][1]
    is_its_lead = matter.article(row) is article and sentence.position < 2
    return carries(sentence.folded, heading, article.language, is_its_lead=is_its_lead) and _told(
        heading, sentence.figures, article.published_at.year
    )


def _clause(matter: Matter, rows: Sequence[int], used: set[str]) -> tuple[str, int]:
    """A clause of one of the section's own sentences, the lead first, that the others have to do with; its row."""
    newest = max(matter.article(row).published_at for row in rows)
    for row in rows:
        article, candidate = matter.article(row), matter.candidates[row]
        if (
            newest - article.published_at > OLD_NEWS
            or article.reuse is not Reuse.LICENSED
            or article.kind == "press_release"
        ):
            continue
        clause = clause_of(candidate.text, article.language)
        if clause and clause.lower() not in used and _fit(matter, rows, clause, article):
            return clause, row
    return "", -1


def clips(headline: str, published: date, language: str) -> Iterator[str]:
    """Forms of a headline of three to nine words that claim no more than the whole, the longest first."""
    whole = squash(headline).rstrip(".")
    topic = TOPIC.match(whole)
    bodies = [whole] if topic is None else [whole, whole[topic.end() :]]
    if topic is not None and SOURCE.search(topic.group()):
        bodies = [whole]
    seen = set()
    bodies += [tail for tail in whole.split("; ")[1:] if len(tail.split()) >= FEWEST_WORDS]
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
    if is_titled(clipped) or not prepared.has_case:
        return len(wanted & text) >= TITLE_CASED * len(wanted)
    named = [word for word in read[1:] if word[:1].isupper()]
    return frozenset(stems(squash(" ".join(named)), language)) <= text


def _likeness(heading: frozenset[str], section: frozenset[str], lead: frozenset[str]) -> float:
    """Share of the heading's words that the section, and its lead sentence, have."""
    whole, opening = len(heading & section) / (len(heading) or 1), len(heading & lead) / (len(heading) or 1)
    return round(max((whole + opening) / 2, WHOLE * whole if opening else 0.0), 6)


def still_fits(heading: str, texts: Sequence[str]) -> bool:
    """Whether a heading is carried by what stands under it now, with all of its numbers but years.

    A merge knows no language, so forms of English words are tried in any; without capitals half of the words do.
    """
    told = [figure for text in texts for figure in figures(text)]
    # In Title Case "114 Million Euros" has neither scale nor unit.
    if not any(_has_figures(form, told) for form in (heading, heading.lower())):
        return False
    wanted = _beginnings(heading)
    if wanted and has_case(heading) and not any(carries(fold(text), heading, "en", is_its_lead=True) for text in texts):
        return False
    present = frozenset().union(*(_beginnings(text) for text in texts))
    return len(wanted & present) >= STILL_NEAR * len(wanted)


def _has_figures(heading: str, told: Sequence[Figure]) -> bool:
    demanded = [figure for figure in _demanded(heading, None) if figure.kind != "year"]
    return all(any(figure.same_as(other) for other in told) for figure in demanded)


def _beginnings(text: str) -> frozenset[str]:
    return frozenset(word[:BEGINNING] for word in stems(squash(text), ""))


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
