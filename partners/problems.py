"""Every refusal of this door as a problem document (RFC 9457), translated here once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpResponse
from django.urls import reverse
from rest_framework import exceptions

from foundation.errors import BadText, NewsroomError, NotAllowed, TryLater

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its code (the anchor on the page about the API), status, title and what it means."""

    code: str
    status: int
    title: str
    meaning: str


KINDS = {
    kind.code: kind
    for kind in (
        Kind("merged", 308, "Merged into another story", "Follow `Location`: the story lives on under `merged_into`."),
        Kind("bad-request", 400, "The request cannot be read", "The request itself is malformed; `detail` says how."),
        Kind("bad-parameter", 400, "A parameter is wrong", "`errors` names each parameter and says what to write."),
        Kind("bad-cursor", 400, "The cursor is not ours", "Begin again without `cursor`, and follow `next` as it is."),
        Kind("no-key", 401, "A key is needed", "Send your key: `Authorization: Bearer <key>`."),
        Kind("bad-key", 401, "The key opens nothing", "The key is wrong or revoked, or the scheme is another."),
        Kind("not-allowed", 403, "Not allowed", "Your key does not include this."),
        Kind("not-found", 404, "Not found", "No such address, or no story by this uid that partners may see."),
        Kind("method-not-allowed", 405, "Only reading", "This address answers GET, HEAD and OPTIONS."),
        Kind("refused", 409, "Refused", "The newsroom's rules refuse it as things stand; `detail` says why."),
        Kind("killed", 410, "Killed", "The story was withdrawn. Take `uid` out of everything you publish."),
        Kind("bad-text", 422, "The text cannot be taken", "`detail` says which text, and what is wrong with it."),
        Kind("fault", 500, "A fault of ours", "It stands in our log. Try again; if it stays, write to us."),
        Kind("try-later", 503, "Try again later", "A passing fault. Try again after a minute."),
    )
}
_BY_STATUS = {kind.status: kind for kind in reversed(KINDS.values())}
_HEADERS = {"Cache-Control": "private, no-cache", "Vary": "Authorization"}


class Problem(exceptions.APIException):
    """A refusal of this door's own: a code of KINDS, a sentence, and members that go into the document."""

    def __init__(self, code: str, detail: str, **members: Any) -> None:
        super().__init__(detail, code)
        self.status_code = KINDS[code].status
        self.code = code
        self.members = members


def problem_response(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Return the problem document for a refusal, or None for a bug, which goes on to the one handler of those."""
    found = _translated(error)
    if found is None:
        return None
    code, detail, members = found
    response = problem(code, detail, **members)
    if isinstance(error, exceptions.APIException):
        challenge = getattr(error, "auth_header", None)
        if challenge:
            response["WWW-Authenticate"] = challenge
    if isinstance(error, exceptions.MethodNotAllowed):
        response["Allow"] = ", ".join(context["view"].allowed_methods)
    return response


def problem(code: str, detail: str, **members: Any) -> HttpResponse:
    """Return one problem document: type, title, status, detail and whatever members the kind adds."""
    kind = KINDS[code]
    document = {
        "type": f"{settings.PUBLIC_URL}{reverse('partners:docs')}#{kind.code}",
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        **members,
    }
    body = json.dumps(document, ensure_ascii=False).encode()
    return HttpResponse(body, status=kind.status, content_type=MEDIA_TYPE, headers=_HEADERS)


def _translated(error: Exception) -> tuple[str, str, dict[str, Any]] | None:
    match error:
        case Problem():
            return error.code, str(error.detail), error.members
        case exceptions.NotAuthenticated():
            return "no-key", "Send your key in the header `Authorization: Bearer <key>`.", {}
        case Http404() | exceptions.NotFound():
            return "not-found", "There is nothing for partners at this address.", {}
        case exceptions.APIException():
            kind = _BY_STATUS.get(error.status_code, KINDS["bad-request"])
            code = "bad-key" if error.status_code == HTTPStatus.UNAUTHORIZED else kind.code
            return code, str(error.detail), {}
        case SuspiciousOperation():
            return "bad-request", "The request has more parameters than can be read.", {}
        case BadText():
            return "bad-text", str(error), {}
        case NotAllowed():
            return "not-allowed", str(error), {}
        case TryLater():
            return "try-later", str(error), {}
        case NewsroomError():
            return "refused", str(error), {}
        case _:
            return None
