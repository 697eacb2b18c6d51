"""What stands in the summary stays unless something leaves for a reason: a reader must find the text again.

Articles newer than what stands may move two sentences out in one run, and no more, unless they are half of the
story. Without any, as when an article of another subject comes, nothing moves. What may not stand any more
(replaced figures, deletions, failed checks) leaves all the same, and counts.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from stories.summarising.matter import Matter
from stories.summarising.request import Incumbent
from stories.summarising.vectors import Vector

LEAVE_FOR_NEWS = 2
OVERLAP = 0.6


def standing_rows(matter: Matter, incumbents: Sequence[Incumbent], allowed: Container[int]) -> list[int]:
    """Rows whose passage is the primary one of a sentence that stands, in the order of rows."""
    place: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for incumbent in incumbents:
        for span in incumbent.spans[:1]:
            place.setdefault((span.article, span.snapshot), []).append((span.start, span.end))
    found = []
    for row in matter.candidates:
        article, sentence = matter.article(row), matter.rows[row][1]
        spans = place.get((article.key, article.snapshot), ())
        size = OVERLAP * (sentence.end - sentence.start)
        if row in allowed and any(min(sentence.end, end) - max(sentence.start, start) >= size for start, end in spans):
            found.append(row)
    return found


def may_leave(matter: Matter, incumbents: Sequence[Incumbent], still: int) -> int:
    """How many of the sentences that ``still`` may stand may leave for articles newer than all that is cited.

    Any number where those are half of the story. What has to leave counts first.
    """
    cited = {span.article for incumbent in incumbents for span in incumbent.spans}
    on_subject = [article for index, article in enumerate(matter.articles) if index not in matter.off_subject]
    known = [article.published_at for article in on_subject if article.key in cited]
    if not known:
        return len(incumbents)
    newer = sum(article.published_at > max(known) for article in on_subject)
    if 2 * newer >= len(on_subject):
        return len(incumbents)
    return max(0, LEAVE_FOR_NEWS - (len(incumbents) - still)) if newer else 0


def kept_rows(standing: Sequence[int], chosen: Container[int], weights: Vector, allowed: int) -> list[int]:
    """Standing rows that must stay, the weightiest first: of those not chosen anew the weakest may leave."""
    lost = sorted((row for row in standing if row not in chosen), key=lambda row: (float(weights[row]), row))
    gone = set(lost[:allowed])
    return sorted((row for row in standing if row not in gone), key=lambda row: (-float(weights[row]), row))


def left_too_many(standing: Sequence[int], arranged: Sequence[Sequence[int]], allowed: int) -> int:
    """How many standing rows more than allowed an arrangement lets go."""
    shown = {row for rows in arranged for row in rows}
    return max(0, sum(row not in shown for row in standing) - allowed)
