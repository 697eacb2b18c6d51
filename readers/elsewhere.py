"""What stands at the address of a story that is not public: a notice, a way on, or nothing at all."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext

from editions.content import upgrade
from editions.models import Edition, OldSlug, PublishedStory
from readers.frames import Frame, page
from readers.freshness import PAGE_SECONDS, keep
from readers.moments import moment, read, written

# Browsers would keep a redirect for ever, and a story may come back to an address it had.
_REDIRECT_SECONDS = 300
_MERGES_FOLLOWED = 20


def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Send on to where the story stands now, or say that it was withdrawn.

    Raises Http404, in the same words, for what is hidden, removed without trace or never was.
    """
    asked = _at(slug)
    reached = _survivor(asked) if asked else None
    if reached is None:
        raise Http404
    if reached.is_public() or (reached.state == PublishedStory.State.KILLED and reached.slug != slug):
        response: HttpResponse = HttpResponsePermanentRedirect(reached.get_absolute_url())
        keep(response, seconds=_REDIRECT_SECONDS)
        return response
    if reached.state == PublishedStory.State.KILLED:
        return _withdrawn(request, reached)
    raise Http404


def _at(slug: str) -> PublishedStory | None:
    """The story that has this slug, or had it."""
    stories = PublishedStory.objects.select_related("merged_into")
    story = stories.filter(slug=slug).first()
    if story is not None:
        return story
    old = OldSlug.objects.filter(slug=slug).select_related("story__merged_into").first()
    return old.story if old else None


def _survivor(story: PublishedStory) -> PublishedStory | None:
    """The story at the end of the merges; None where they do not end."""
    for _ in range(_MERGES_FOLLOWED):
        if story.merged_into is None:
            return story
        story = story.merged_into
    return None


def _withdrawn(request: HttpRequest, story: PublishedStory) -> HttpResponse:
    """The notice that stays after a kill. Of what ran it repeats nothing, not even the headline."""
    frame = Frame(title=gettext("Story withdrawn"), path=request.path, is_indexed=False)
    notices = _notices(story.current_edition)
    context = {"date": moment(story.modified_at), "instant": written(story.modified_at), "notices": notices}
    response = page("410.html", frame, status=410, **context)
    keep(response, seconds=PAGE_SECONDS)
    return response


def _notices(edition: Edition | None) -> list[dict[str, str]]:
    """The public lines of the edition that withdrew the story; those of earlier editions belong to what ran."""
    if edition is None or edition.kind != Edition.Kind.KILL:
        return []
    content = upgrade(edition.content, edition.schema_version)
    notices = content.get("machine", {}).get("notices", [])
    return [{"text": n["text"], "date": moment(read(n["at"])), "instant": n["at"]} for n in notices]
