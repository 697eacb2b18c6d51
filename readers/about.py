"""The pages about the paper, and its logo."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.timezone import now as current_time
from django.views.decorators.http import require_safe

from readers.frames import Frame, page
from readers.freshness import answer, changed_at, digest_of, tag
from reference.models import Site, SitePage

_LOGO_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph of a page."""

    is_heading: bool
    text: str


def blocks(body: str) -> list[Block]:
    """Cut a page into headings and paragraphs. Nothing in it is markup: templates escape all of it."""
    found: list[Block] = []
    for part in body.replace("\r\n", "\n").split("\n\n"):
        lines: list[str] = []
        for line in part.strip("\n").split("\n"):
            if line.startswith("#"):
                found += [Block(False, "\n".join(lines))] if lines else []
                found.append(Block(True, line.lstrip("#").strip()))
                lines = []
            elif line.strip():
                lines.append(line.strip())
        found += [Block(False, "\n".join(lines))] if lines else []
    return [block for block in found if block.text]


@require_safe
def about(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One page about the paper; one that is not shown answers as one that never was."""
    found = get_object_or_404(SitePage, slug=slug, is_shown=True)
    frame = Frame(title=found.title, path=request.path, language=found.language)
    now = current_time()
    return answer(
        request,
        etag=tag(digest_of((found.title, found.body, found.language)), now=now),
        last_modified=changed_at(found.changed_at, now=now),
        body=lambda: page("readers/about.html", frame, found=found, blocks=blocks(found.body)),
    )


@require_safe
def logo(request: HttpRequest, digest: str) -> HttpResponseBase:
    """The logo, under an address that its bytes give it."""
    found = Site.objects.filter(logo_digest=digest, logo__isnull=False).first()
    if found is None or not digest:
        raise Http404
    response = answer(
        request,
        etag=digest,
        last_modified=None,
        body=lambda: HttpResponse(bytes(found.logo or b""), content_type="image/webp"),
        seconds=_LOGO_SECONDS,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
