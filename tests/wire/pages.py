"""Pages as publishers write them, for tests of the fetcher; and the clock and worker that fetch them."""

from __future__ import annotations

import hashlib
import json

UNCHANGED = "304 Not Modified"

STRIKE = [
    "Dockworkers in Vell voted on Feb. 18 to accept a 4.5% pay rise and end a strike that lasted ten days.",
    "The union said 812 of its 1,140 members took part in the ballot at the fish hall on the northern quay.",
    "Port director Ines Varga said the first container ship would enter the harbour at 6 a.m. on Feb. 19.",
    "Shipping agents counted 23 vessels at anchor outside the breakwater of Vell on the morning of Feb. 17.",
]


def page(
    *paragraphs: str,
    headline: str = "Strike in Vell ends",
    published: str = "2026-02-19T14:05:00+09:00",
    aside: str = "",
    head: str = "",
    language: str = "en",
) -> bytes:
    """A page with navigation, the article, what stands around it, and data for machines."""
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": headline}
    data |= {"author": {"@type": "Person", "name": "Ann Lee"}} | ({"datePublished": published} if published else {})
    body = "".join(f"<p>{text}</p>" for text in paragraphs or STRIKE)
    return f"""<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{headline} | The Paper</title>
<script type="application/ld+json">{json.dumps(data)}</script>{head}</head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<main><article><h1>{headline}</h1><p class="byline">By Ann Lee</p>{body}</article></main>
<aside>{aside}</aside><footer>Copyright The Paper. <a href="/terms">Terms</a></footer></body></html>""".encode()


def etag_of(body: bytes) -> str:
    """What the site calls this state of a page."""
    return f'"{hashlib.sha256(body).hexdigest()[:16]}"'


class Site:
    """A web site that says what it is given: paths to pages, and robots.txt."""

    def __init__(self) -> None:
        self.pages: dict[str, object] = {}
        self.robots = ""

    def __call__(self, caller) -> None:
        path = caller.path.partition("?")[0]
        if path == "/robots.txt":
            caller.answer(self.robots.encode(), kind="text/plain", status="200 OK" if self.robots else "404 Not Found")
            return
        said = self.pages.get(path)
        if callable(said):
            said(caller)
        elif said is None:
            caller.answer(b"<h1>Not found</h1>", status="404 Not Found")
        else:
            # As most sites do: what did not change need not be sent.
            etag = etag_of(said)
            is_known = caller.header("If-None-Match") == etag
            caller.answer(
                b"" if is_known else said, status=UNCHANGED if is_known else "200 OK", head=f"ETag: {etag}\r\n"
            )


def work(times: int = 1) -> None:
    """What clock and worker do: claim what is due, and look."""
    from wire import dispatching, tasks

    for _ in range(times):
        for pk in dispatching.claim_due(claimer="tests"):
            tasks.fetch(pk)


def look_at(article):
    """Make the next look at an article due, carry it out and return it."""
    from django.utils import timezone

    from wire.models import Fetch

    waiting = Fetch.objects.open().get(article=article)
    Fetch.objects.filter(pk=waiting.pk).update(due_at=timezone.now())
    work()
    waiting.refresh_from_db()
    return waiting


__all__ = ("STRIKE", "Site", "etag_of", "look_at", "page", "work")
