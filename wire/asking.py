"""The desk's verbs: ask for articles by their addresses. They write rows; the clock does the rest."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.addresses import canonical_url
from foundation.errors import BadText, NewsroomError
from foundation.hosts import place_of
from foundation.models import EditLog, User
from stories import curating
from stories.curating import AlreadyAttached, may_edit
from stories.kinship import refuse_merged
from stories.models import Article, Story
from wire.models import Fetch
from wire.sites import host_of

MOST_AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of each address: attached at once, there already, or to be fetched."""

    attached: list[Article] = field(default_factory=list)
    standing: list[Article] = field(default_factory=list)
    waiting: list[Fetch] = field(default_factory=list)


def ask(story: Story, lines: str, *, by: User) -> Asked:
    """Ask for the articles at these addresses, one a line. What we have is attached at once; the rest is fetched.

    An address that is being fetched for the story already is not fetched twice. All or nothing: raises BadText,
    naming the line, for what is no address; NotAllowed, DeletedStory and MergedStory as attaching does.
    """
    may_edit(story, by)
    refuse_merged(story)
    urls = _addresses(lines)
    asked = Asked()
    with transaction.atomic():
        known = _known(urls)
        for url in urls:
            if url in known:
                _attach(story, known[url], asked, by=by)
            else:
                asked.waiting.append(_wait_for(story, url, by=by))
    return asked


def _addresses(lines: str) -> list[str]:
    found: list[str] = []
    for number, line in enumerate((line.strip() for line in lines.splitlines()), start=1):
        if not line:
            continue
        try:
            found.append(canonical_url(line))
            place_of(found[-1])
        except NewsroomError as refusal:
            raise BadText(f"Line {number}: {refusal}") from refusal
    if not found:
        raise BadText("Write at least one address, like https://example.org/page.")
    if len(found) > MOST_AT_ONCE:
        raise BadText(
            f"These are {len(found)} addresses, and {MOST_AT_ONCE} are taken at once. Save some of them first."
        )
    return list(dict.fromkeys(found))


def _known(urls: list[str]) -> dict[str, Article]:
    """Articles that we have under these addresses, also under one from which a fetch was led on to another."""
    led_on = Fetch.objects.filter(url__in=urls, article__isnull=False).select_related("article").order_by("pk")
    found = {fetch.url: fetch.article for fetch in led_on if fetch.article is not None}
    return found | {a.canonical_url: a for a in Article.objects.filter(canonical_url__in=urls) if a.canonical_url}


def _attach(story: Story, article: Article, asked: Asked, *, by: User) -> None:
    try:
        curating.attach(story, article, by=by)
    except AlreadyAttached:
        asked.standing.append(article)
    else:
        asked.attached.append(article)


def _wait_for(story: Story, url: str, *, by: User) -> Fetch:
    """The row that waits for this page; one that waits already is that row. What failed before goes out of sight."""
    now = timezone.now()
    Fetch.objects.over().filter(story=story, url=url, hidden_at__isnull=True).update(hidden_at=now)
    try:
        with transaction.atomic():
            fetch = Fetch.objects.create(story=story, url=url, host=host_of(url), asked_by=by, due_at=now)
    except IntegrityError:
        return Fetch.objects.open().get(story=story, url=url, purpose=Fetch.Purpose.ADD)
    EditLog.objects.record("ask_for_page", story, by=by, after={"url": url})
    return fetch


@transaction.atomic
def ask_again(fetch: Fetch, *, by: User) -> Fetch:
    """Fetch a page again that came to nothing. Raises NotAllowed."""
    assert fetch.story is not None
    may_edit(fetch.story, by)
    return _wait_for(fetch.story, fetch.url, by=by)


@transaction.atomic
def put_out_of_sight(fetch: Fetch, *, by: User) -> None:
    """Take a fetch that came to nothing off the page; one that still waits is given up. Raises NotAllowed."""
    assert fetch.story is not None
    may_edit(fetch.story, by)
    now = timezone.now()
    waiting = Fetch.objects.filter(pk=fetch.pk, state=Fetch.State.WAITING)
    waiting.update(state=Fetch.State.FAILED, reason="Given up at the desk.", finished_at=now)
    Fetch.objects.filter(pk=fetch.pk).update(hidden_at=now)
    EditLog.objects.record("put_out_of_sight", fetch.story, by=by, after={"url": fetch.url})
