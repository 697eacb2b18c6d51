"""Pictures by their addresses: asked for at the desk, fetched by a worker, taken into the library, placed.

What comes so starts with its rights unknown: no story shows it before somebody chose by what right.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.addresses import canonical_url
from foundation.errors import BadText, NewsroomError, NotAllowed
from foundation.hosts import place_of
from foundation.models import Actor, Command, EditLog, User
from foundation.outbound import Response
from media import library
from media.models import Image
from stories import curating
from stories.curating import may_edit
from stories.kinship import living, refuse_merged
from stories.models import Article, Story
from wire.models import Fetch
from wire.sites import host_of

MOST_AT_ONCE = 40
# What a server may call a picture. Whether it is one is seen when it is opened.
KINDS = frozenset(
    (
        *("image/jpeg", "image/jpg", "image/pjpeg", "image/png", "image/webp", "image/avif", "image/gif"),
        *("image/tiff", "image/heic", "image/heif", "application/octet-stream"),
    )
)
ACCEPT = "image/avif,image/webp,image/jpeg,image/png,image/*;q=0.8"
_WIRE = Command("wire")


class NoPicture(NewsroomError):
    """The page of the article named no picture when it was last read."""


def ask_for_pictures(lines: str, *, by: User, story: Story | None = None) -> list[Fetch]:
    """Ask for the pictures at these addresses, one a line; with a story they are placed in it when they come.

    All or nothing: raises BadText, naming the line, for what is no address; NotAllowed and MergedStory.
    """
    _may_add(story, by)
    urls = _addresses(lines)
    with transaction.atomic():
        return [_wait_for(url, story, {}, by=by) for url in urls]


@transaction.atomic
def ask_for_own_picture(story: Story, article: Article, *, by: User) -> Fetch:
    """Ask for the picture that an attached article's page names as its own.

    Raises NoPicture, NotAllowed and MergedStory.
    """
    _may_add(story, by)
    found = own_pictures([article]).get(article.pk)
    if found is None:
        raise NoPicture("The article's page named no picture when it was last read.")
    said = {"article": str(article.uid), **{name: found.get(f"picture_{name}", "") for name in _SAID}}
    return _wait_for(canonical_url(found["picture"]), story, said, by=by)


_SAID = ("caption", "credit_line", "alt_text")


def own_pictures(articles: list[Article]) -> dict[int, dict[str, str]]:
    """What the pages of these articles said of their own pictures when they were last read, by article."""
    rows = Fetch.objects.filter(article__in=articles, state=Fetch.State.DONE).exclude(found={})
    told = rows.order_by("finished_at", "pk").values_list("article_id", "found")
    return {pk: found for pk, found in told if pk is not None and found.get("picture")}


@transaction.atomic
def ask_again(fetch: Fetch, *, by: User) -> Fetch:
    """Fetch a picture again that came to nothing. Raises NotAllowed and MergedStory."""
    _may_add(fetch.story, by)
    return _wait_for(fetch.url, fetch.story, fetch.found, by=by)


def _may_add(story: Story | None, by: User) -> None:
    if not by.has_perm("media.add_image"):
        raise NotAllowed("You may not add pictures to the library.")
    if story is not None:
        may_edit(story, by)
        refuse_merged(story)


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
        raise BadText("Write at least one address of a picture, like https://example.org/port.jpg.")
    if len(found) > MOST_AT_ONCE:
        raise BadText(f"These are {len(found)} addresses, and {MOST_AT_ONCE} are taken at once.")
    return list(dict.fromkeys(found))


def _wait_for(url: str, story: Story | None, said: dict[str, str], *, by: User) -> Fetch:
    """The row that waits for this picture; one that waits already is that row."""
    now = timezone.now()
    mine = Fetch.objects.filter(purpose=Fetch.Purpose.PICTURE, story=story, url=url)
    mine.over().filter(hidden_at=None).update(hidden_at=now)
    if (waiting := mine.open().first()) is not None:
        return waiting
    try:
        with transaction.atomic():
            fetch = Fetch.objects.create(
                purpose=Fetch.Purpose.PICTURE,
                story=story,
                url=url,
                host=host_of(url),
                asked_by=by,
                due_at=now,
                found=said,
            )
    except IntegrityError:
        return mine.open().get()
    EditLog.objects.record("ask_for_picture", story or by, by=by, after={"url": url})
    return fetch


def take_in(fetch: Fetch, response: Response) -> tuple[Image, bool]:
    """Take a fetched picture into the library and place it. Returns it, and whether the library had the same file.

    Running it twice is harmless. Raises BadPicture and whatever placing refuses.
    """
    by: Actor = fetch.asked_by or _WIRE
    article = Article.objects.filter(uid=fetch.found["article"]).first() if fetch.found.get("article") else None
    page = article.canonical_url if article and article.canonical_url else fetch.url
    said = {name: fetch.found.get(name, "") for name in _SAID}
    before = Image.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    image = library.add_image(
        response.body, by=Command("wire"), rights_basis=Image.RightsBasis.UNKNOWN, source_url=page, **said
    )
    if fetch.story is not None:
        story = living(fetch.story)
        story.refresh_from_db()
        if not story.placements.filter(image=image, removed_at=None).exists():
            curating.place_image(story, image, seen=story.desk_revision, by=by, source_article=article)
    return image, image.pk <= before


@transaction.atomic
def put_out_of_sight(fetch: Fetch, *, by: User) -> None:
    """Take a picture off the page of whoever asked; one that still waits is given up. Raises NotAllowed."""
    _may_add(fetch.story, by)
    now = timezone.now()
    waiting = Fetch.objects.filter(pk=fetch.pk, state=Fetch.State.WAITING)
    waiting.update(state=Fetch.State.FAILED, reason="Given up at the desk.", finished_at=now)
    Fetch.objects.filter(pk=fetch.pk).update(hidden_at=now)
    EditLog.objects.record("put_out_of_sight", fetch.story or by, by=by, after={"url": fetch.url})
