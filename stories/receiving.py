"""Verbs that take an article in: its row, and a snapshot of its text as received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation import limits
from foundation.addresses import canonical_url, domain_of
from foundation.digests import text_digest
from foundation.errors import BadText
from foundation.models import Actor, EditLog, User
from foundation.text import clean_line, clean_text
from reference.models import Publisher
from stories.curating import clean_language
from stories.flagging import flag_lost, settle
from stories.models import Article, Snapshot, Story
from stories.rechecking import recheck

# The first newspapers are of the 1600s. Ahead: a day that begins earlier elsewhere, and clocks that go wrong.
FIRST_YEAR = 1600
MOST_AHEAD = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a received article: its row, and whether row and text were new."""

    article: Article
    is_new: bool
    has_new_text: bool


@dataclass(frozen=True, slots=True)
class Copy:
    """An article as it comes in, before anything of it is trusted. `published_at` is aware."""

    headline: str
    text: str
    publisher: Publisher
    published_at: datetime
    url: str = ""
    kind: str = Article.Kind.NEWS
    language: str = ""
    byline: str = ""
    precision: str = Article.Precision.MINUTE
    reference: str = ""
    seen_by: str = ""


def receive(copy: Copy, *, by: Actor) -> Received:
    """Store an article and a snapshot of its text; the same address again gives the same article.

    Another text under a known address becomes a further snapshot: citations whose words stand in it move there, what
    rests on others is flagged, and the stories that hold the article are summarised anew. What the row already says
    (headline, date, kind) stays. Raises BadText for text that cannot be stored or is missing, an address that is none,
    a date without zone, before 1600 or more than two days ahead, a kind, precision or language that is none.
    """
    clean = _cleaned(copy)
    text = clean_text(copy.text, name="The text", max_chars=limits.ARTICLE_CHARS, required=True)
    if len(text.encode()) > settings.ARTICLE_MAX_BYTES:
        raise BadText(
            f"The text is {len(text.encode()):,} bytes long, and {settings.ARTICLE_MAX_BYTES:,} are allowed. "
            "Paste the article alone, without the page around it."
        )
    with transaction.atomic():
        article, is_new = _row(clean)
        snapshot, has_new_text = Snapshot.objects.get_or_create(
            article=article,
            text_hash=text_digest(text),
            defaults={"text": text},
        )
        if article.current_snapshot_id != snapshot.pk:
            _make_current(article, snapshot, is_new=is_new, by=by)
    return Received(article, is_new, has_new_text)


def _row(clean: dict[str, object]) -> tuple[Article, bool]:
    if clean["canonical_url"] is None:
        return Article.objects.create(**clean), True
    try:
        with transaction.atomic():
            return Article.objects.get_or_create(canonical_url=clean["canonical_url"], defaults=clean)
    except IntegrityError:
        return Article.objects.get(canonical_url=clean["canonical_url"]), False


def _make_current(article: Article, snapshot: Snapshot, *, is_new: bool, by: Actor) -> None:
    before = str(article.current_snapshot.uid) if article.current_snapshot else ""
    person = by if isinstance(by, User) else None
    Article.objects.filter(pk=article.pk).update(current_snapshot=snapshot, text_set_by=person)
    article.current_snapshot = snapshot
    EditLog.objects.record(
        "receive" if is_new else "receive_again",
        article,
        by=by,
        before={"snapshot": before},
        after={"snapshot": str(snapshot.uid), "url": article.canonical_url or ""},
    )
    if not is_new:
        flag_lost(article, recheck(article).lost)
        settle(article)
        holding = article.story_articles.attached().values("story")
        Story.objects.filter(pk__in=holding).raise_inputs()


def _cleaned(copy: Copy) -> dict[str, object]:
    if copy.published_at.tzinfo is None:
        raise BadText("The publication time has no time zone. Write it with one, like 2026-02-19T14:05+09:00.")
    if copy.published_at.year < FIRST_YEAR or copy.published_at > timezone.now() + MOST_AHEAD:
        raise BadText(f"The publication date {copy.published_at.date()} cannot be right. Check the year.")
    if copy.precision not in Article.Precision.values:
        raise BadText(f"{copy.precision!r} is no precision. Use one of: {', '.join(Article.Precision.values)}.")
    if copy.kind not in Article.Kind.values:
        raise BadText(f"{copy.kind!r} is no kind of article. Use one of: {', '.join(Article.Kind.values)}.")
    url = canonical_url(copy.url) if copy.url.strip() else None
    reference = clean_line(copy.reference, name="The reference", max_chars=300)
    seen_by = clean_line(copy.seen_by, name="Seen by", max_chars=limits.NAME_CHARS)
    if url is None and not (reference and seen_by):
        raise BadText("An article without an address needs a reference (what it is) and the name of who saw it.")
    return {
        "canonical_url": url,
        "reference": reference,
        "seen_by": seen_by,
        "headline": clean_line(copy.headline, name="The headline", max_chars=limits.HEADLINE_CHARS, required=True),
        "byline": clean_line(copy.byline, name="The byline", max_chars=limits.BYLINE_CHARS),
        "publisher": copy.publisher,
        "kind": copy.kind,
        "language": clean_language(copy.language, required=False) or copy.publisher.language or "en",
        "published_at": copy.published_at,
        "utc_offset_minutes": _offset(copy.published_at),
        "precision": copy.precision,
    }


def _offset(moment: datetime) -> int | None:
    offset = moment.utcoffset()
    return None if offset is None else round(offset.total_seconds() / 60)


def publisher_of(url: str, *, name: str = "") -> Publisher:
    """Return the publisher with that name or, failing that, that address's domain; make one, quote only, for a new one.

    Raises BadText where neither is given.
    """
    clean_name = clean_line(name, name="The publisher", max_chars=limits.NAME_CHARS)
    domain = domain_of(canonical_url(url)) if url.strip() else ""
    known = Publisher.objects.filter(name__iexact=clean_name).first() if clean_name else None
    if known is None and domain and not clean_name:
        known = Publisher.objects.filter(domain=domain).first()
    if known is not None:
        return known
    if not (clean_name or domain):
        raise BadText("Say who published the article.")
    is_domain_free = bool(domain) and not Publisher.objects.filter(domain=domain).exists()
    return Publisher.objects.get_or_create(
        name=clean_name or domain,
        defaults={"domain": domain if is_domain_free else None, "home_page": f"https://{domain}" if domain else ""},
    )[0]
