"""A whole story file for tests, ways to spoil it, and the import of it."""

from __future__ import annotations

import io
import json

from PIL import Image as Pillow

from foundation.models import Command, EditLog
from media.models import Image
from reference.models import Instrument, Publisher, Topic
from stories.models import Article, Story, TimelineEntry
from tests.making import HARBOUR
from wire.importing import import_story


def picture() -> bytes:
    held = io.BytesIO()
    Pillow.linear_gradient("L").convert("RGB").resize((640, 400)).save(held, "JPEG")
    return held.getvalue()


def story_file(**changes) -> dict:
    articles = [
        {
            "url": f"https://paper{n}.example/{n}?utm_source=wire",
            "headline": f"Paper {n} on the strike",
            "publisher": f"Paper {n}",
            "published_at": f"2026-02-{15 + n}T09:00+01:00",
            "licence": "CC BY 4.0",
            "text": text,
        }
        for n, text in enumerate(HARBOUR, start=1)
    ]
    return {
        "story": "vell-strike",
        "headline": "Strike Ends in Vell",
        "topics": [{"name": "Trade"}],
        "tickers": [{"symbol": "LMT", "mic": "XNYS", "name": "Lockheed Martin"}],
        "articles": articles,
        "timeline": [
            {
                "date": "Feb 18, 2026",
                "text": "Dockworkers in Vell voted to end the strike.",
                "articles": [articles[0]["url"]],
            },
            {"date": "Mar 2026 (planned)", "text": "Cruise calls resume."},
        ],
        "images": [{"file": "port.jpg", "caption": "The port", "alt_text": "Cranes", "credit_line": "A. Photographer"}],
        **changes,
    }


def take(data, *, publish=False, **more):
    raw = data if isinstance(data, bytes) else json.dumps(data, indent=1).encode()
    return import_story(raw, by=Command("test"), read_image=lambda name: picture(), publish=publish, **more)


def everything_stored() -> tuple[int, ...]:
    models = (Story, Article, Publisher, Topic, Instrument, Image, TimelineEntry, EditLog)
    return tuple(model.objects.count() for model in models)


def broken(path, value):
    data = story_file()
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return data
