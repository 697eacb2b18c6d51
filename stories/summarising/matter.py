"""One story's material side by side: usable articles, their sentences as rows, and how alike those are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from stories.summarising.candidates import Candidate, candidates
from stories.summarising.no_persons import persons_of
from stories.summarising.origins import origin_groups
from stories.summarising.preparing import Prepared, PreparedSentence, prepare
from stories.summarising.reldates import days_named, resolve
from stories.summarising.request import SourceArticle, Span
from stories.summarising.vectors import Matrix, Vectors, most_central, shares
from stories.summarising.wording import primary_language, stem

SUBJECT_SHARE = 0.25
SUBJECT_TERMS = 2
FEWEST_TO_JUDGE = 3  # of two articles neither is the stranger
NEWEST_ARTICLES, HEAD_SENTENCES = 8, 8


@dataclass(slots=True)
class Matter:
    """Rows are (article index, sentence); ``candidates`` maps rows to what may stand.

    ``same_names`` says which pairs share a name; a row in a script without capitals shares with all."""

    articles: tuple[SourceArticle, ...]
    prepared: tuple[Prepared, ...]
    origins: tuple[int, ...]
    rows: list[tuple[int, PreparedSentence]]
    gram: Matrix
    same_names: npt.NDArray[np.bool_]
    candidates: dict[int, Candidate]
    subject: frozenset[str]
    off_subject: frozenset[int] = field(default_factory=frozenset)
    article_of: npt.NDArray[np.int64] = field(init=False)
    _days: dict[int, frozenset[date]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The index of the article that each row comes from, for whole columns at once."""
        self.article_of = np.array([index for index, _ in self.rows], dtype=np.int64)

    def article(self, row: int) -> SourceArticle:
        """The article a row comes from."""
        return self.articles[self.rows[row][0]]

    def together(self, row: int, length: int) -> int:
        """The number under which ``passage`` knows this row together with the next ones, ``length`` in all."""
        return row + (length - 1) * len(self.rows)

    def passage(self, row: int) -> tuple[int, int, int]:
        """The article's index, start and end of a row, or of several by the number of ``together``."""
        more, first = divmod(row, len(self.rows))
        index, sentence = self.rows[first]
        return index, sentence.start, self.rows[first + more][1].end

    def days(self, row: int) -> frozenset[date]:
        """Single days a row speaks of, relative ones resolved where that is possible."""
        article, sentence = self.article(row), self.rows[row][1]
        if row not in self._days:
            published = article.published_at.date()
            resolved = resolve(sentence.folded, published, article.language) or ()
            self._days[row] = frozenset(days_named(sentence.folded, published, resolved, article.language))
        return self._days[row]

    def outlets(self) -> int:
        """How many publishers have a sentence that may stand."""
        return len({self.article(row).publisher for row in self.candidates})


def gather(articles: Sequence[SourceArticle], standing: Sequence[Span] = ()) -> Matter:
    """Lay usable articles side by side. They must come in a fixed order: rows follow it.

    Sentences of articles off the subject are no rows at all, so that such an article changes no cosine. The passages
    that stand in the summary, and the heads of the newest articles, are compared however many others there are.
    """
    prepared = tuple(prepare(article) for article in articles)
    off_subject, subject = off_subject_of(prepared, articles[0].language if articles else "")
    everything = [
        (index, sentence)
        for index, entry in enumerate(prepared)
        if index not in off_subject
        for sentence in entry.sentences
    ]
    vectors = Vectors([sentence.terms for _, sentence in everything])
    always = _always(articles, off_subject, everything, standing)
    kept = most_central(vectors, [sentence.position for _, sentence in everything], always)
    rows = [everything[row] for row in kept]
    return Matter(
        articles=tuple(articles),
        prepared=prepared,
        origins=origin_groups(prepared),
        rows=rows,
        gram=vectors.gram(kept),
        same_names=_same_names(prepared, rows),
        candidates=_candidates(articles, prepared, rows, off_subject),
        subject=subject,
        off_subject=off_subject,
    )


def _always(
    articles: Sequence[SourceArticle],
    off_subject: frozenset[int],
    everything: list[tuple[int, PreparedSentence]],
    standing: Sequence[Span],
) -> list[int]:
    """Rows that no limit may leave out: the heads of the newest articles, and what stands in the summary."""
    newest = [index for index in range(len(articles)) if index not in off_subject][-NEWEST_ARTICLES:]
    stands = {(span.article, span.start) for span in standing}
    return [
        row
        for row, (index, sentence) in enumerate(everything)
        if (index in newest and sentence.position < HEAD_SENTENCES) or (articles[index].key, sentence.start) in stands
    ]


def _same_names(prepared: Sequence[Prepared], rows: list[tuple[int, PreparedSentence]]) -> npt.NDArray[np.bool_]:
    """Pairs of rows that share a name, or whose script shows none."""
    caseless = np.array([not prepared[index].has_case for index, _ in rows], dtype=np.bool_)
    return shares([sentence.name_tokens for _, sentence in rows]) | caseless[:, None]


def _candidates(
    articles: Sequence[SourceArticle],
    prepared: Sequence[Prepared],
    rows: list[tuple[int, PreparedSentence]],
    off_subject: frozenset[int],
) -> dict[int, Candidate]:
    place: list[dict[int, int]] = [{} for _ in articles]
    for row, (index, sentence) in enumerate(rows):
        place[index][sentence.start] = row
    on_subject = [article for index, article in enumerate(articles) if index not in off_subject]
    newest = max((article.published_at.date() for article in on_subject), default=None)
    found: dict[int, Candidate] = {}
    story = persons_of(
        ((entry.sentences, entry.bearers) for index, entry in enumerate(prepared) if index not in off_subject),
        {article.outlet for article in on_subject},
        primary_language(articles[0].language) if articles else "",
    )
    for index, article in enumerate(articles):
        if index in off_subject or newest is None:
            continue
        for candidate in candidates(index, article, prepared[index], place[index], newest, story):
            found[place[index][candidate.sentence.start]] = candidate
    return dict(sorted(found.items()))


def _subject(prepared: Sequence[Prepared]) -> frozenset[str]:
    """Terms of the story's subject: in a quarter of its articles, or three sentences of a lone one."""
    if len(prepared) == 1:
        counts = Counter(term for sentence in prepared[0].sentences for term in sentence.content)
        return frozenset(term for term, count in counts.items() if count >= 3)
    spread: Counter[str] = Counter()
    for entry in prepared:
        spread.update(frozenset().union(*(sentence.content for sentence in entry.sentences)))
    return frozenset(term for term, df in spread.items() if df >= max(2, SUBJECT_SHARE * len(prepared)))


def off_subject_of(prepared: Sequence[Prepared], language: str) -> tuple[frozenset[int], frozenset[str]]:
    """Articles that no sentence ties to the subject, from three articles up; and the subject of the others.

    A tie is two of the subject's terms in one sentence, one of them a name where the subject has names: any two
    articles share "people" and "government".
    """
    subject = _subject(prepared)
    if len(prepared) < FEWEST_TO_JUDGE:
        return frozenset(), subject
    names = _named(prepared, subject, language)
    off = frozenset(index for index, entry in enumerate(prepared) if not _is_tied(entry, subject, names))
    if not off or len(off) == len(prepared):
        return frozenset(), subject
    return off, _subject([entry for index, entry in enumerate(prepared) if index not in off])


def _named(prepared: Sequence[Prepared], subject: frozenset[str], language: str) -> frozenset[str]:
    """Terms of the subject that some article writes as a name."""
    tokens = frozenset().union(*(sentence.name_tokens for entry in prepared for sentence in entry.sentences))
    return subject & frozenset(stem(token, language) for token in tokens)


def _is_tied(entry: Prepared, subject: frozenset[str], names: frozenset[str]) -> bool:
    return any(
        len(sentence.content & subject) >= SUBJECT_TERMS
        and (not names or not entry.has_case or sentence.content & names)
        for sentence in entry.sentences
    )
