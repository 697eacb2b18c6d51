"""After an article got another text: which citations still hold, and where their words stand now.

Evidence points at immutable snapshots. A citation whose words stand in the new text moves there; one whose words do
not is marked lost: it keeps the snapshot it was true of, and supports nothing any more.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from stories.models import Article, Citation, Snapshot
from stories.summarising.folding import Folded, fold_map, squash


@dataclass(frozen=True, slots=True)
class Rechecked:
    """Ids of citations that hold in the article's current text, of those that moved there, and of those now lost."""

    moved: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()


class Finder:
    """Finds passages in one text; it is folded once, and only where a passage does not stand there letter by letter."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._squashed: tuple[Folded, str, list[int]] | None = None

    def find(self, quote: str, *, near: int) -> tuple[int, int] | None:
        """The half-open span where the words stand, the one nearest to `near`, in any typography; None for nowhere."""
        spans = _spans(self.text, quote)
        if not spans:
            folded, squashed, offsets = self._fold()
            words = squash(quote)
            spans = [folded.raw_span(offsets[a], offsets[b - 1] + 1) for a, b in _spans(squashed, words)]
        return min(spans, key=lambda span: abs(span[0] - near), default=None)

    def _fold(self) -> tuple[Folded, str, list[int]]:
        if self._squashed is None:
            folded = fold_map(self.text)
            self._squashed = (folded, *_squash(folded.text))
        return self._squashed


def _spans(text: str, words: str) -> list[tuple[int, int]]:
    """Every place where the words stand whole: not as part of a longer word or figure."""
    found, at = [], text.find(words) if words else -1
    while at >= 0:
        end = at + len(words)
        if not (_joins(text, at, words[0]) or _continues(text, end, words[-1])):
            found.append((at, end))
        at = text.find(words, at + 1)
    return found


def _joins(text: str, at: int, first: str) -> bool:
    return at > 0 and first.isalnum() and text[at - 1].isalnum()


def _continues(text: str, end: int, last: str) -> bool:
    return end < len(text) and last.isalnum() and text[end].isalnum()


def _squash(text: str) -> tuple[str, list[int]]:
    """The text with every run of white space as one space, and where each of its characters stood."""
    kept: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(text):
        is_space = char.isspace()
        if is_space and kept and kept[-1] == " ":
            continue
        kept.append(" " if is_space else char)
        offsets.append(at)
    return "".join(kept), offsets


def recheck(article: Article) -> Rechecked:
    """Bring every citation of the article to its current text. Call it inside the transaction that set that text.

    Doing it twice changes nothing. A text that comes back brings back what was lost with it.
    """
    current = article.current_snapshot
    if current is None:
        return Rechecked()
    finder = Finder(current.text)
    rows = Citation.objects.filter(article=article).filter(~Q(snapshot=current) | Q(lost_at__isnull=False))
    moved, lost = [], []
    for citation in rows.order_by("pk"):
        span = finder.find(citation.quote, near=citation.start)
        if span is not None:
            if _move(citation, current, span):
                moved.append(citation.pk)
        elif citation.lost_at is None:
            lost.append(citation.pk)
    Citation.objects.filter(pk__in=lost).update(lost_at=timezone.now())
    return Rechecked(tuple(moved), tuple(lost))


def _move(citation: Citation, current: Snapshot, span: tuple[int, int]) -> bool:
    """Point it at the new text; False where the same sentence or entry has a citation there already."""
    start, end = span
    of_same = {"sentence": citation.sentence_id} if citation.sentence_id else {"entry": citation.entry_id}
    standing = Citation.objects.filter(snapshot=current, start=start, end=end, **of_same)
    if standing.exclude(pk=citation.pk).exists():
        Citation.objects.filter(pk=citation.pk).delete()
        return False
    quote = current.text[start:end]
    Citation.objects.filter(pk=citation.pk).update(snapshot=current, start=start, end=end, quote=quote, lost_at=None)
    return True
