"""Published stories for tests of the public doors: a whole valid edition without the desk behind it."""

from __future__ import annotations

import copy
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from editions import content as edition_content
from editions.models import Edition, Listing, PublishedStory
from foundation.digests import digest, text_digest

NEWEST = datetime(2026, 2, 19, 14, 5, tzinfo=UTC)


def _uid(number: int) -> str:
    return str(uuid.UUID(int=(number << 80) | 0x4000_8000_0000_0000_0000 | number, version=4))


def _citation(serial: int, number: int, quote: str) -> dict[str, Any]:
    return {
        "uid": _uid(9000 + serial),
        "number": number,
        "article": _uid(100 + number),
        "snapshot": text_digest(quote),
        "start": 0,
        "end": len(quote),
        "quote": quote,
    }


def _article(number: int) -> dict[str, Any]:
    return {
        "uid": _uid(100 + number),
        "number": number,
        "url": f"https://paper{number}.example/ports/{number}",
        "reference": "",
        "headline": f"Paper {number} on the port of Vell",
        "byline": f"Reporter {number}",
        "publisher": {
            "uid": _uid(200 + number),
            "name": f"Paper {number}",
            "home_page": f"https://paper{number}.example",
        },
        "kind": "news",
        "language": "en",
        "published_at": (NEWEST - timedelta(hours=number)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "precision": "minute",
        "status": "live",
        "snapshot": text_digest(f"text {number}"),
        "is_used": number != 7,
        "note": "" if number != 7 else "nothing_new",
    }


def sample_content(headline: str = "Port of Vell Reopens After Ten‑Day Strike", articles: int = 7) -> dict[str, Any]:
    """A content of the documented form with everything in it: three sections, a picture, a timeline, tickers."""
    plain = {"form": "plain", "outlet": "", "mark": "from_sources", "origins": 1}
    sections = [_uid(301), _uid(302), _uid(303)]
    sentences = [
        (0, "Dockworkers in Vell voted on Feb. 18 to accept a 4.5% pay rise and end a ten-day strike.", [1, 2, 3]),
        (0, "The first container ship entered the harbour at 6:40 a.m. on Feb. 19.", [2]),
        (1, "The port authority put the cost of the stoppage at $36 million.", [1, 3]),
    ]
    machine_sentences = [
        {
            "uid": _uid(400 + n),
            "section": sections[section],
            "position": n * 1000,
            "text": text,
            **plain,
            "citations": [_citation(n * 10 + number, number, text) for number in numbers],
        }
        for n, (section, text, numbers) in enumerate(sentences, start=1)
    ]
    quoted = "Ships will need two weeks to clear the queue outside the breakwater."
    machine_sentences.append(
        {
            "uid": _uid(410),
            "section": sections[1],
            "position": 9000,
            "text": quoted,
            **plain,
            "form": "quotation",
            "outlet": "Paper 4",
            "citations": [_citation(99, 4, quoted)],
        }
    )
    desk = {
        "headline": headline,
        "slug": edition_slug(headline),
        "kicker": "Ports",
        "standfirst": "Dockworkers accepted a pay rise; the queue of ships will take two weeks to clear.",
        "language": "en",
        "phase": "",
        "topics": [{"uid": _uid(501), "slug": "trade", "name": "Trade"}],
        "tickers": [
            {
                "uid": _uid(601),
                "symbol": "LMT",
                "mic": "XNYS",
                "exchange": "NYSE",
                "name": "Lockheed Martin",
                "isin": "US5398301094",
            }
        ],
        "lead_image": None,
        "images": [],
        "sections": [{"uid": sections[2], "heading": "What Our Reporters Saw", "position": 3000}],
        "sentences": [
            {
                "uid": _uid(420),
                "section": sections[2],
                "position": 1000,
                "text": "Eleven ships lay at anchor off Vell at noon.",
                "form": "plain",
                "outlet": "",
                "mark": "newsroom_reporting",
                "author": "Mina Park",
                "vouched_at": "2026-02-19T13:00:00Z",
                "citations": [],
            }
        ],
        "timeline": [
            {
                "uid": _uid(700 + n),
                "date": date,
                "status": status,
                "sort_from": first,
                "sort_to": last,
                "position": 0,
                "text": text,
                "citations": [_citation(800 + n, 1, text)],
            }
            for n, (date, status, first, last, text) in enumerate(
                [
                    ("2025-08", "happened", "2025-08-01", "2025-08-31", "Talks on a new contract begin in Vell."),
                    ("2026-01-05/2026-01-06", "happened", "2026-01-05", "2026-01-06", "Two warning strikes are held."),
                    ("2026-02-18", "happened", "2026-02-18", "2026-02-18", "The vote ends the strike."),
                    ("2026-03", "planned", "2026-03-01", "2026-03-31", "The new contract takes effect."),
                ]
            )
        ],
    }
    machine = {
        "label": "",
        "original_reports": 5,
        "articles": [_article(n) for n in range(1, articles + 1)],
        "tombstones": [],
        "sections": [
            {"uid": sections[0], "heading": "Dockworkers Vote to End the Strike", "position": 1000},
            {"uid": sections[1], "heading": "Port Counts the Cost of Ten Days", "position": 2000},
        ],
        "sentences": machine_sentences,
        "timeline": [],
        "notices": [],
    }
    return {"desk": desk, "machine": machine}


def edition_slug(headline: str) -> str:
    """The slug the sample story would have."""
    from foundation.addresses import slug_for

    return slug_for(headline, fallback="story")


def publish_content(
    content: dict[str, Any] | None = None,
    *,
    state: str = PublishedStory.State.LIVE,
    at: datetime = NEWEST,
    numbers: int = 1,
    slug: str | None = None,
) -> PublishedStory:
    """Put a content on the record as a published story with that many editions (all alike), and list it."""
    content = copy.deepcopy(content or sample_content())
    edition_content.check(content)
    desk, machine = content["desk"], content["machine"]
    story = PublishedStory.objects.create(
        uid=uuid.uuid4(),
        slug=slug or f"{desk['slug']}-{PublishedStory.objects.count()}".removesuffix("-0"),
        state=state,
        first_published_at=at - timedelta(hours=1) if numbers > 1 else at,
        updated_at=at,
        modified_at=at,
        headline=desk["headline"],
        kicker=desk["kicker"],
        standfirst=desk["standfirst"],
        lead_image=next((i for i in desk["images"] if i["uid"] == desk["lead_image"]), None),
        article_count=len(machine["articles"]),
        publisher_count=len({a["publisher"]["uid"] for a in machine["articles"]}),
        language=desk["language"],
    )
    for number in range(1, numbers + 1):
        story.current_edition = Edition.objects.create(
            story=story,
            number=number,
            kind=Edition.Kind.FIRST if number == 1 else Edition.Kind.UPDATE,
            published_at=at,
            by_text="automatic, policy set by Mina Park",
            schema_version=edition_content.SCHEMA_VERSION,
            content=content,
            content_digest=digest(content),
        )
    story.save()
    keys = [("all", ""), ("language", desk["language"]), *(("topic", t["slug"]) for t in desk["topics"])]
    keys += [("instrument", t["uid"]) for t in desk["tickers"]]
    Listing.objects.bulk_create(Listing(kind=kind, key=key, sort_at=at, story=story) for kind, key in keys)
    return story
