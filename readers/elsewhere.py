"""What stands at the address of a story that is not public: a notice, a way on, or nothing at all."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext

from editions.content import upgrade
from editions.models import Edition, Hidden, HiddenQuerySet, OldSlug, PublishedStory
from readers.frames import Frame, page
from readers.freshness import PAGE_SECONDS, keep
from readers.moments import moment, read, written

_MERGES_FOLLOWED = 20
_TOLD = (PublishedStory.State.LIVE, PublishedStory.State.KILLED, PublishedStory.State.MERGED)


def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Send on to where the story stands now, or say that it was withdrawn.

    Raises Http404, in the same words and after the same statements, for what is hidden, removed without trace or never
    was: how long an answer took is not to tell either.
    """
    reached = _reached(_at(slug)) or _reached(_once_at(slug))
    if reached is None:
        raise Http404
    if reached.is_public() or reached.slug != slug:
        response: HttpResponse = HttpResponsePermanentRedirect(reached.get_absolute_url())
        # Browsers would keep a redirect for ever, a story may come back to an address it had, and a name in the new
        # address may be forbidden in the next moment.
        keep(response, seconds=PAGE_SECONDS)
        return response
    return _withdrawn(request, reached)


def _at(slug: str) -> PublishedStory | None:
    """The story that has this slug, where anything may be told of it."""
    return PublishedStory.objects.filter(_is_told(), slug=slug).select_related("merged_into").first()


def _once_at(slug: str) -> PublishedStory | None:
    """The story that had this slug, where anything may be told of it."""
    told = OldSlug.objects.filter(_is_told("story__"), ~Exists(_hidden(old_slug=OuterRef("pk"))), slug=slug)
    found = told.select_related("story__merged_into").first()
    return found.story if found else None


def _is_told(story: str = "") -> Q:
    """Where anything may be told of a story, and of the one it was merged into. No other row is even fetched."""
    survivor = f"{story}merged_into"
    is_one = Q((f"{survivor}__isnull", True)) | Q((f"{survivor}__state__in", _TOLD))
    # The address of a killed or merged story may tell a name that must not be published.
    is_unnamed = ~Exists(_hidden(story=OuterRef(f"{story}pk"))) & ~Exists(_hidden(story=OuterRef(f"{survivor}_id")))
    return Q((f"{story}state__in", _TOLD)) & is_one & is_unnamed


def _hidden(**thing: OuterRef | int) -> HiddenQuerySet:
    return Hidden.objects.standing().filter(**thing)


def _reached(asked: PublishedStory | None) -> PublishedStory | None:
    """The public or killed story at the end of the merges; None where they end at another, or nowhere."""
    for hop in range(_MERGES_FOLLOWED):
        if asked is None or asked.merged_into is None:
            break
        asked = asked.merged_into
        # The first survivor was asked for with the story itself.
        if hop and _hidden(story=asked.pk).exists():
            return None
    is_told = asked is not None and (asked.is_public() or asked.state == PublishedStory.State.KILLED)
    return asked if is_told else None


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
