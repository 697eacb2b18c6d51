"""The partners' addresses: the list, the document, and what stands for everything else."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import resolve, reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from rest_framework.exceptions import NotFound
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import AllowAny
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from editions.models import PublishedStory
from partners import cursors, documents, noting, openapi
from partners.listing import page_of
from partners.models import ApiKey
from partners.parameters import read_list_query
from partners.press import DOCUMENTS
from partners.problems import Problem, problem

State = PublishedStory.State


class OnlyJson(BaseContentNegotiation):
    """This door speaks JSON whatever Accept says: a client that asks for pages gets an answer it can read."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type


class PartnersView(APIView):
    """What every address of this door has in common: read only, JSON, for this key's eyes."""

    http_method_names = ("get", "head", "options")
    content_negotiation_class = OnlyJson

    def options(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        """Say which methods the address answers."""
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS", "Vary": "Authorization"})


class StoryList(PartnersView):
    """The list of live stories."""

    @openapi.STORY_LIST
    def get(self, request: Request) -> HttpResponseBase:
        """List live stories.

        The newest updated stand first. Follow `next` until it is null. A story that is updated while you
        walk moves to the front: begin again from the front, with `updated_since`, to meet it. Filters for
        things we do not know give an empty list.
        """
        query = read_list_query(request.query_params)
        lines, editions, place = page_of(query)
        following = None
        if place is not None:
            cursor = cursors.write(place, of=(query.kind, query.key))
            kept = {**request.query_params.dict(), "cursor": cursor}
            following = f"{settings.PUBLIC_URL}{reverse('partners:stories')}?{urlencode(kept)}"
        body = b'{"stories":[%b],"next":%b}' % (b",".join(lines), documents.as_json(following))
        return _answer(request, body, editions, is_list=True)


class StoryDetail(PartnersView):
    """One story."""

    @openapi.STORY_DETAIL
    def get(self, request: Request, uid: UUID) -> HttpResponseBase:
        """Read one story.

        You get its current edition, whole, with the passage behind every sentence. Send the `ETag` back as
        `If-None-Match` to be answered 304 while nothing has changed.
        """
        if request.query_params:
            raise Problem("bad-parameter", "This address takes no parameters. Leave them out.")
        columns = ("current_edition_id", "modified_at", "updated_at", "slug")
        found = list(PublishedStory.objects.public().filter(uid=uid).values_list(*columns))
        if not found:
            return _absent(uid)
        edition_id, changed, *_ = found[0]
        key = (uid, found[0], settings.PUBLIC_URL)
        body = DOCUMENTS.find(key)
        if body is None:
            story = get_object_or_404(PublishedStory.objects.public().for_reading(), uid=uid)
            body = documents.as_json(documents.story_document(story))
            DOCUMENTS.keep(key, body)
            edition_id = story.current_edition_id  # may be newer than what was found a moment ago
        return _answer(request, body, (edition_id,), changed=changed.timestamp())


class Unknown(APIView):
    """Whatever other address below /api/v1/: a problem document too, with or without a key."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    content_negotiation_class = OnlyJson
    schema = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in {"GET", "HEAD"} and _stands_with_slash(request.path_info):
            query = request.META.get("QUERY_STRING", "")
            return HttpResponseRedirect(
                f"{request.path}/?{query}" if query else f"{request.path}/", preserve_request=True
            )
        return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise NotFound


def _stands_with_slash(path: str) -> bool:
    return not path.endswith("/") and resolve(f"{path}/").url_name != "unknown"


def _absent(uid: UUID) -> HttpResponse:
    """Say what became of a story that is not public. Withheld, vanished and unknown ones are told alike."""
    # Only a survivor that may be told of: of a hidden one nothing is said, not even that it is there.
    survived = Q(state=State.MERGED, merged_into__state__in=[State.LIVE, State.KILLED, State.MERGED])
    told = PublishedStory.objects.filter(Q(state=State.KILLED) | survived, uid=uid)
    found = told.values_list("state", "merged_into__uid", "merged_numbers").first()
    if found is None:
        raise Problem("not-found", "There is no story by this uid.")
    state, merged_into, numbers = found
    if state == State.KILLED:
        raise Problem("killed", "This story was withdrawn. Take it out of everything you publish.", uid=str(uid))
    survivor = settings.PUBLIC_URL + reverse("partners:story", kwargs={"uid": merged_into})
    detail = f"This story was merged into another, which stands at {survivor}"
    response = problem("merged", detail, uid=str(uid), merged_into=str(merged_into), numbers=numbers)
    response["Location"] = survivor
    return response


def _answer(
    request: Request, body: bytes, editions: tuple[int, ...], *, is_list: bool = False, changed: float | None = None
) -> HttpResponseBase:
    """Return the document (JSON), or 304 to whoever has it, and note who was given these editions.

    `changed` is Unix seconds. Whoever asks for the head alone is given no words.
    """
    etag = f'"{blake2b(body, digest_size=16).hexdigest()}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Vary": "Authorization"}
    if changed is not None:
        headers["Last-Modified"] = http_date(changed)
    response = HttpResponse(body, content_type="application/json", headers=headers)
    last_modified = None if changed is None else int(changed)
    answer = get_conditional_response(request._request, etag, last_modified, response)
    assert answer is not None
    if request.method == "GET" and isinstance(request.auth, ApiKey):
        noting.note(request.auth, editions, is_list=is_list)
    return answer
