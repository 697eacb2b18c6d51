"""What becomes of a look at a page: an article taken in, a new text, a notice, or a reason why not.

Each ending is written once: by the worker whose attempt it was, and only while the look is not over.
"""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.utils import timezone

from foundation.addresses import canonical_url, domain_of
from foundation.digests import text_digest
from foundation.errors import BadText, NewsroomError
from foundation.models import Actor, Command
from foundation.outbound import Response
from foundation.text import storable
from reference.models import Publisher
from stories import curating, receiving, sources
from stories.curating import AlreadyAttached
from stories.flagging import settle as settle_flags
from stories.kinship import living
from stories.models import Article, Story
from wire import picturing, scheduling
from wire.found import Page
from wire.likeness import says_the_same, shows_less
from wire.models import Fetch
from wire.moments import moment
from wire.sites import same_site

logger = logging.getLogger(__name__)

LEAST_CHARS = 280
WIRE = Command("wire")
_ASKED = {"headline": "the headline", "published": "when it was published", "text": "the text"}


def validators(fetch: Fetch) -> dict[str, str]:
    """What lets the server answer that nothing changed since the last look that saw the page."""
    if fetch.article_id is None or fetch.purpose != Fetch.Purpose.AGAIN:
        return {}
    last = scheduling.last_seen(fetch.article_id)
    if last is None or last.url != fetch.url:
        return {}
    named = {"If-None-Match": last.etag, "If-Modified-Since": last.last_modified}
    return {name: value for name, value in named.items() if value}


def settle(fetch: Fetch, response: Response, page: Page | None) -> None:
    """Settle a look that saw the page; `page` is None where the server said that it has not changed."""
    try:
        if fetch.purpose == Fetch.Purpose.PICTURE:
            _take_in_picture(fetch, response)
        elif fetch.purpose == Fetch.Purpose.AGAIN:
            _look_again(fetch, response, page)
        elif page is not None:
            _take_in(fetch, response, page)
        else:
            failed(fetch, BadText("The site answered without a page. Open it yourself and paste the article."))
    except NewsroomError as refusal:
        failed(fetch, refusal)


# --- taking in ---------------------------------------------------------------------------------------
def _take_in(fetch: Fetch, response: Response, page: Page) -> None:
    """Take the article in and attach it; where something is missing, keep what was found for the editor."""
    url = _own_address(response.url, page)
    found = _found(page, url)
    missing = [name for name in _ASKED if not found[name]]
    if missing:
        told = " and ".join(_ASKED[name] for name in missing)
        reason = f"The page does not say {told}. Add it below: what was found stands there."
        if "text" in missing:
            reason = "No article could be read from the page. Paste its text: what was found stands in the form."
        _end(fetch, response, state=Fetch.State.FAILED, reason=reason, found=found)
        return
    assert fetch.story is not None
    by: Actor = fetch.asked_by or WIRE
    with transaction.atomic():
        received = receiving.receive(_copy(found, url), by=by)
        article = received.article
        _attach(fetch.story, article, by)
        result = Fetch.Result.NEW if received.is_new else Fetch.Result.KNOWN
        text_hash = text_digest(page.text)
        ended = {"article": article, "text_hash": text_hash, "found": page.own_picture()}
        if not _end(fetch, response, state=Fetch.State.DONE, result=result, **ended):
            transaction.set_rollback(True)
            return
        _read_notices(article, page)
        scheduling.schedule(article, since=timezone.now())


def _take_in_picture(fetch: Fetch, response: Response) -> None:
    """Take the picture into the library; one that comes again, after a worker was killed here, is the same one."""
    image, was_known = picturing.take_in(fetch, response)
    result = Fetch.Result.KNOWN if was_known else Fetch.Result.NEW
    _end(fetch, response, state=Fetch.State.DONE, result=result, image=image, found=fetch.found)


def _own_address(url: str, page: Page) -> str:
    return page.canonical if page.canonical and same_site(page.canonical, url) else url


def _found(page: Page, url: str) -> dict[str, str]:
    """What the page says, as the form of the desk names it; a date that cannot be right is none."""
    published = page.published
    try:
        moment(published)
    except BadText:
        published = ""
    text = page.text if len(page.text) >= LEAST_CHARS else ""
    return {
        "url": url,
        "headline": page.headline[:250],
        "byline": page.byline[:300],
        "language": page.language,
        "kind": page.kind or str(Article.Kind.NEWS.value),
        "published": published,
        "text": text,
    }


def _copy(found: dict[str, str], url: str) -> receiving.Copy:
    published_at, precision = moment(found["published"])
    return receiving.Copy(
        headline=found["headline"],
        text=found["text"],
        publisher=publisher_at(url),
        published_at=published_at,
        precision=precision,
        url=url,
        kind=found["kind"],
        language=found["language"],
        byline=found["byline"],
    )


def publisher_at(url: str) -> Publisher:
    """The publisher of an address, by its domain or the nearest domain above; a new one is made, quote only."""
    labels = domain_of(canonical_url(url)).split(".")
    above = [".".join(labels[start:]) for start in range(len(labels) - 1)]
    known = {publisher.domain: publisher for publisher in Publisher.objects.filter(domain__in=above)}
    return next((known[domain] for domain in above if domain in known), None) or receiving.publisher_of(url)


def _attach(story: Story, article: Article, by: Actor) -> None:
    """Attach it; what was asked for a story that was merged meanwhile goes into the one that it lives on in."""
    try:
        curating.attach(living(story), article, by=by)
    except AlreadyAttached:
        logger.info("The article stood in the story already.")


# --- looking again -----------------------------------------------------------------------------------
def _look_again(fetch: Fetch, response: Response, page: Page | None) -> None:
    article = fetch.article
    assert article is not None
    with transaction.atomic():
        result, text_hash = _compared(article, page)
        own = page.own_picture() if page else {}
        if not _end(fetch, response, state=Fetch.State.DONE, result=result, text_hash=text_hash, found=own):
            transaction.set_rollback(True)
            return
        sources.note_back(article, by=WIRE)
        if page is not None:
            _read_notices(article, page)
        if result == Fetch.Result.CHANGED:
            settle_flags(article)
        scheduling.go_on(fetch)


def _compared(article: Article, page: Page | None) -> tuple[str, str]:
    """Compare the page with its last look, take a new text in, and return the result and the hash of what it held."""
    last = scheduling.last_seen(article.pk)
    before = last.text_hash if last is not None else ""
    if page is None:
        return Fetch.Result.UNCHANGED, before
    text_hash = text_digest(page.text)
    current = article.current_snapshot
    if current is None or text_hash in {before, current.text_hash}:
        return Fetch.Result.UNCHANGED, text_hash
    if len(page.text) < LEAST_CHARS or shows_less(page.text, than=current.text):
        return Fetch.Result.SHORTER, before
    if not before and says_the_same(page.text, current.text):
        # Pasted or imported, it differs from the page in what stands around it: the look to compare with is this one.
        return Fetch.Result.FIRST, text_hash
    _receive_again(article, page.text)
    return Fetch.Result.CHANGED, text_hash


def _receive_again(article: Article, text: str) -> None:
    receiving.receive(
        receiving.Copy(
            headline=article.headline,
            text=text,
            publisher=article.publisher,
            published_at=article.published_at,
            precision=article.precision,
            url=article.canonical_url or "",
            kind=article.kind,
            language=article.language,
            byline=article.byline,
        ),
        by=WIRE,
    )
    article.refresh_from_db()


def _read_notices(article: Article, page: Page) -> None:
    if page.correction:
        sources.correct(article, notice=page.correction, by=WIRE)
    if page.retraction:
        sources.ask_whether_retracted(article, notice=page.retraction, by=WIRE)


# --- endings -----------------------------------------------------------------------------------------
def failed(fetch: Fetch, refusal: NewsroomError) -> None:
    """It came to nothing. What was to be looked at again is, at its next time."""
    _end(fetch, None, state=Fetch.State.FAILED, reason=str(refusal), found=_kept(fetch))
    scheduling.go_on(fetch)


def refused(fetch: Fetch, refusal: NewsroomError) -> None:
    """The site asks programs not to read the page."""
    _end(fetch, None, state=Fetch.State.REFUSED, reason=str(refusal), found=_kept(fetch))
    scheduling.go_on(fetch)


def missing(fetch: Fetch, status: int, refusal: NewsroomError) -> None:
    """The server has no such page. Of an article that we have, that is believed when it happens twice."""
    if fetch.purpose != Fetch.Purpose.AGAIN or status not in {404, 410}:
        _end(fetch, None, state=Fetch.State.FAILED, reason=str(refusal), status=status, found=_kept(fetch))
        scheduling.go_on(fetch)
        return
    assert fetch.article is not None
    with transaction.atomic():
        is_second = scheduling.was_missing(fetch.article)
        result = Fetch.Result.GONE if is_second else Fetch.Result.MISSING
        if _end(fetch, None, state=Fetch.State.DONE, result=result, reason=str(refusal), status=status):
            if is_second:
                sources.note_gone(fetch.article, by=WIRE)
                scheduling.go_on(fetch)
            else:
                scheduling.look_once_more(fetch)


def _kept(fetch: Fetch) -> dict[str, str]:
    """The address alone, for the form in which the editor pastes the article; of a picture what was known of it."""
    if fetch.purpose == Fetch.Purpose.PICTURE:
        return dict(fetch.found)
    return {"url": fetch.url} if fetch.purpose == Fetch.Purpose.ADD else {}


def _end(fetch: Fetch, response: Response | None, *, state: str, **fields: Any) -> bool:
    """Write how the look ended. False where it is over, or another attempt at it has begun: nothing is written."""
    if response is not None:
        fields["status"] = response.status
        fields["etag"] = response.headers.get("etag", "")[:300]
        fields["last_modified"] = response.headers.get("last-modified", "")[:100]
    mine = Fetch.objects.filter(pk=fetch.pk, state=Fetch.State.FETCHING, attempts=fetch.attempts)
    ending = {"reason": "", "state": state, "finished_at": timezone.now(), "claimed_by": "", "claimed_until": None}
    return bool(mine.update(**ending | {name: _storable(value) for name, value in fields.items()}))


def _storable(value: Any) -> Any:
    """A stranger's words as PostgreSQL keeps them, in a field or in JSON."""
    if isinstance(value, str):
        return storable(value)
    return {name: _storable(one) for name, one in value.items()} if isinstance(value, dict) else value
