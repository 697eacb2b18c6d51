"""Look for the securities that a story's copy names, and keep what waits for a person as rows.

The clock asks after every save and every run (stories/tasks.py). The same copy and the same securities as at the last
look are not read again. Only people put a ticker on a story: nothing here changes what it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from foundation.digests import digest
from reference import exchanges
from reference.matching.aliases import read_stored
from reference.matching.index import Index, Security, build
from reference.models import Instrument, successors_of
from stories.models import Article, Sentence, Story, StoryArticle, TickerLook, TickerSuggestion, TimelineEntry
from stories.tickers.proposing import ARTICLE, SUMMARY, TIMELINE, Proposal, Text, propose

State = TickerSuggestion.State
# Raised where the matcher reads otherwise than before: then every story is looked at anew at its next look.
RULES = 1
_held: tuple[str, Index] | None = None


def look(story_id: int) -> int:
    """Bring the story's proposals up to what its copy names now; returns how many are open. Doing it twice is harmless.

    A story that was deleted or merged, and one under legal hold, is left alone.
    """
    story = Story.objects.open().filter(pk=story_id, legal_hold_since__isnull=True).first()
    if story is None:
        return 0
    stamp, texts = _stamp(), texts_of(story)
    seen = digest([RULES, stamp, [[text.where, text.uid, text.language, text.text] for text in texts]])
    last = TickerLook.objects.filter(story=story).values_list("digest", flat=True).first()
    if last != seen:
        _keep(story, propose(texts, _index(stamp)), seen)
    return TickerSuggestion.objects.open().filter(story=story).count()


@transaction.atomic
def _keep(story: Story, proposals: Sequence[Proposal], seen: str) -> None:
    """Open what is new, close what the copy names no more, leave what a person decided."""
    now = timezone.now()
    TickerLook.objects.update_or_create(story=story, defaults={"digest": seen, "at": now})
    on_it = set(story.instruments.values_list("pk", flat=True))
    rows = {row.instrument_id: row for row in TickerSuggestion.objects.select_for_update().filter(story=story)}
    settled = on_it | _denied_by_another_name([row.instrument_id for row in rows.values() if row.state == State.DENIED])
    wanted = {one.key: one for one in proposals if one.key not in settled}
    for key, row in rows.items():
        if row.decided_at is None:
            _renew(row, wanted.get(key))
    TickerSuggestion.objects.bulk_create(
        (_row(story, one, now) for key, one in wanted.items() if key not in rows), ignore_conflicts=True
    )


def _denied_by_another_name(denied: Sequence[int]) -> set[int]:
    """What those that a person denied are called today: a no outlasts the renaming."""
    renamed = Instrument.objects.filter(pk__in=denied, status=Instrument.Status.RENAMED)
    uids = list(renamed.values_list("uid", flat=True)) if denied else []
    return {row.pk for row in successors_of(uids)} if uids else set()


def _renew(row: TickerSuggestion, one: Proposal | None) -> None:
    before = (row.state, row.why, row.is_doubtful, row.evidence)
    row.state = State.OPEN if one else State.GONE
    if one is not None:
        row.why, row.is_doubtful, row.evidence = one.why, one.is_doubtful, one.evidence
    if before != (row.state, row.why, row.is_doubtful, row.evidence):
        # Decided meanwhile by a person: theirs stands.
        TickerSuggestion.objects.filter(pk=row.pk, decided_at__isnull=True).update(
            state=row.state, why=row.why, is_doubtful=row.is_doubtful, evidence=row.evidence
        )


def _row(story: Story, one: Proposal, now: datetime) -> TickerSuggestion:
    return TickerSuggestion(
        story=story,
        instrument_id=one.key,
        why=one.why,
        is_doubtful=one.is_doubtful,
        evidence=one.evidence,
        made_at=now,
    )


def texts_of(story: Story) -> list[Text]:
    """What the story says and what its articles say, in a steady order. Withdrawn articles are not read."""
    sentences = Sentence.objects.filter(story=story, removed_at__isnull=True).order_by("pk")
    entries = TimelineEntry.objects.filter(story=story, removed_at__isnull=True).order_by("pk")
    rows = StoryArticle.objects.attached().filter(story=story).exclude(article__status=Article.Status.RETRACTED)
    articles = rows.select_related("article__publisher", "article__current_snapshot").order_by("pk")
    return [
        *(Text(SUMMARY, str(row.uid), "Summary", row.text, story.language) for row in sentences),
        *(Text(TIMELINE, str(row.uid), "Timeline", row.text, story.language) for row in entries),
        *(_article(row.article) for row in articles),
    ]


def _article(article: Article) -> Text:
    body = article.current_snapshot.text if article.current_snapshot else ""
    told = f"{article.publisher.name}: {article.headline}"
    return Text(ARTICLE, str(article.uid), told, f"{article.headline}\n{body}", article.language)


def _stamp() -> str:
    """What the securities are now: another after every change of one, and of an exchange's name."""
    made = Instrument.objects.aggregate(count=Count("pk"), last=Max("changed_at"))
    return f"{made['count']} {made['last']} {digest(dict(exchanges.names()))}"


def _index(stamp: str) -> Index:
    """The index of all securities, kept in this process until one of them changes."""
    global _held
    if _held is None or _held[0] != stamp:
        _held = stamp, build(_securities(), exchange_names=exchanges.names())
    return _held[1]


def _securities() -> list[Security]:
    """Every security that copy may name; one that was renamed is its last successor under an old name."""
    rows = {row.pk: row for row in Instrument.objects.all()}
    former: dict[int, list[Instrument]] = {}
    for row in rows.values():
        last = row
        for _ in range(len(rows)):
            if last.successor_id is None:
                break
            last = rows[last.successor_id]
        if last is not row:
            former.setdefault(last.pk, []).append(row)
    return [_security(row, former.get(row.pk, [])) for row in rows.values() if row.successor_id is None]


def _security(row: Instrument, former: Sequence[Instrument]) -> Security:
    return Security(
        row.pk,
        row.symbol,
        row.mic,
        row.name,
        (*read_stored(row.aliases), *(alias for old in former for alias in read_stored(old.aliases))),
        tuple(old.name for old in former if old.name != row.name),
        tuple((old.mic, old.symbol) for old in former),
    )
