"""The OpenAPI 3.1 document, made from the views and shapes, and the page about the API made from it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.settings import patched_settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from partners import problems, shapes

_OWN_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
}


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How drf-spectacular writes our key down."""

    target_class = "partners.authentication.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "Your key: `Authorization: Bearer nrk_...`."}


def _problems(*codes: str) -> dict[tuple[int, str], OpenApiResponse]:
    kinds = [problems.KINDS[code] for code in codes]
    return {
        (status, problems.MEDIA_TYPE): OpenApiResponse(
            shapes.ProblemShape, " ".join(f"{k.title}. {k.meaning}" for k in kinds if k.status == status)
        )
        for status in dict.fromkeys(kind.status for kind in kinds)
    }


def _header(name: str, status: int, description: str, *, sent: bool = False) -> OpenApiParameter:
    return OpenApiParameter(
        name, str, OpenApiParameter.HEADER, description=description, response=False if sent else [status]
    )


def _query(name: str, kind: Any, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, kind, OpenApiParameter.QUERY, description=description)


_IF_NONE_MATCH = _header("If-None-Match", 200, "An `ETag` you were given.", sent=True)
_ETAG = _header("ETag", 200, "Changes with any byte of the answer.")
_UNCHANGED = {304: OpenApiResponse(description="Unchanged since the `ETag` you sent.")}
_LIMIT: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": 100, "default": 50}

STORY_LIST = extend_schema(
    operation_id="list_stories",
    tags=["stories"],
    parameters=[
        _query("limit", _LIMIT, "Stories in one page: 1 to 100, or 50 if left out."),
        _query("cursor", str, "Where the next page starts. It is part of `next`; do not make your own."),
        _query("updated_since", OpenApiTypes.DATETIME, "Only stories updated at that time or later."),
        _query("topic", str, "A topic's slug. Of the four filters, one at a time."),
        _query("instrument", str, "A security as MIC:SYMBOL, like XNYS:LMT, or by its uid."),
        _query("publisher", OpenApiTypes.UUID, "The uid of a publisher of articles in the story."),
        _query("language", str, "A language code, like en."),
        _IF_NONE_MATCH,
        _ETAG,
    ],
    responses={
        200: shapes.StoryListShape,
        **_UNCHANGED,
        **_problems("bad-parameter", "bad-cursor", "bad-request", "no-key", "bad-key"),
    },
)
STORY_DETAIL = extend_schema(
    operation_id="read_story",
    tags=["stories"],
    parameters=[
        OpenApiParameter("uid", OpenApiTypes.UUID, OpenApiParameter.PATH, description="The story's uid."),
        _IF_NONE_MATCH,
        _ETAG,
        _header("Last-Modified", 200, "When anything visible last moved."),
        _header("Location", 308, "The story it was merged into."),
    ],
    responses={
        200: shapes.StoryShape,
        **_UNCHANGED,
        **_problems("merged", "bad-parameter", "bad-request", "no-key", "bad-key", "not-found", "killed"),
    },
)


@cache
def document() -> dict[str, Any]:
    """Return the OpenAPI document as plain JSON values. Made once: it changes with the program only."""
    with patched_settings({**_OWN_SETTINGS, "SERVERS": [{"url": settings.PUBLIC_URL}]}):
        generator = SchemaGenerator()  # type: ignore[no-untyped-call]
        made = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    plain: dict[str, Any] = json.loads(OpenApiJsonRenderer().render(made))
    return plain


@require_safe
def openapi_json(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document, for everybody."""
    body = json.dumps(document(), ensure_ascii=False, indent=1)
    headers = {"Cache-Control": "public, max-age=300", "Link": f'<{reverse("partners:docs")}>; rel="service-doc"'}
    return HttpResponse(body, content_type="application/vnd.oai.openapi+json;version=3.1", headers=headers)
