"""What the stories of a filled archive are about: seven articles, two pictures, a summary; told by ten stories each.

Everything comes from a seeded generator, so every run fills the same rows.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from editions.content import Content
from foundation.addresses import slug_for
from foundation.digests import text_digest
from media.models import Image
from reference.models import Instrument, Publisher, Topic
from stories.models import Article, Citation, Section, Sentence, Snapshot
from tests.published import sample_content

BEGIN = datetime(2024, 3, 1, 6, 0, tzinfo=UTC)
STEP = timedelta(minutes=10)
ARTICLES, IMAGES, SECTIONS = 7, 2, 4
_WORDS = [
    "harbour",
    "council",
    "minister",
    "tariff",
    "strike",
    "vote",
    "ferry",
    "budget",
    "court",
    "river",
    "bridge",
    "market",
    "export",
    "grain",
    "steel",
    "hospital",
    "school",
    "league",
    "storm",
    "drought",
    "election",
    "treaty",
    "mine",
    "factory",
    "airport",
    "railway",
    "tunnel",
    "museum",
    "festival",
    "bank",
    "bond",
    "agreed",
    "said",
    "opened",
    "closed",
    "delayed",
]
_COMMON = ("Harbour", "Council", "Court", "Market", "Storm")


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the whole archive shares."""

    topics: list[Topic]
    publishers: list[Publisher]
    instruments: list[Instrument]
    sentences: list[str]


@dataclass(slots=True)
class Matter:
    """One matter with its rows at the desk, and the parts of an edition that its ten stories have in common."""

    articles: list[Article] = field(default_factory=list)
    snapshots: list[Snapshot] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    content: Content = field(default_factory=dict)


def some_uid(random: Random) -> uuid.UUID:
    """A uid of the generator's."""
    return uuid.UUID(int=random.getrandbits(128), version=4)


def shelf(random: Random, topics: int = 50, publishers: int = 500, instruments: int = 1_000) -> Shelf:
    """Make topics, publishers, instruments and sentences; nothing is saved."""
    return Shelf(
        [Topic(pk=n, uid=some_uid(random), name=f"Topic {n}", slug=f"topic-{n}") for n in range(1, topics + 1)],
        [
            Publisher(
                pk=n,
                uid=some_uid(random),
                name=f"Paper {n}",
                domain=f"paper{n}.example",
                home_page=f"https://paper{n}.example",
                reuse=Publisher.Reuse.LICENSED,
            )
            for n in range(1, publishers + 1)
        ],
        [
            Instrument(pk=n, uid=some_uid(random), symbol=f"S{n}", mic="XNYS" if n % 2 else "XKRX", name=f"Company {n}")
            for n in range(1, instruments + 1)
        ],
        [_sentence(random) for _ in range(5_000)],
    )


def _sentence(random: Random) -> str:
    words = random.choices(_WORDS, k=random.randint(7, 24))
    return " ".join([words[0].capitalize(), *words[1:]]) + "."


def headline(random: Random, n: int) -> str:
    """A headline of its own: the number is a rare word for the search, its first word stands in a fifth of all."""
    return f"{random.choice(_COMMON)} {' '.join(random.choices(_WORDS, k=random.randint(3, 8)))} {n:06}"


def make_matter(random: Random, place: int, at: datetime, common: Shelf) -> Matter:
    """The matter at this place of the archive (from 0), with keys that follow from the place. Nothing is saved."""
    matter = Matter()
    texts = [random.choices(common.sentences, k=random.randint(8, 30)) for _ in range(ARTICLES)]
    for nth, text in enumerate(texts):
        _add_article(matter, random, place * ARTICLES + nth + 1, at - timedelta(hours=nth), text, common)
    for nth in range(IMAGES):
        matter.images.append(_image(random, place * IMAGES + nth + 1, at))
    _add_summary(matter, random, place, texts)
    matter.content = _content(matter, random, common)
    return matter


def _add_article(matter: Matter, random: Random, pk: int, at: datetime, text: list[str], common: Shelf) -> None:
    words = " ".join(text)
    matter.articles.append(
        Article(
            pk=pk,
            uid=some_uid(random),
            canonical_url=f"https://papers.example/{pk}",
            headline=headline(random, pk),
            byline="Mina Park",
            publisher=random.choice(common.publishers),
            published_at=at,
            received_at=at,
            current_snapshot_id=pk,
        )
    )
    snapshot = Snapshot(pk=pk, uid=some_uid(random), article_id=pk, text=words, text_hash=text_digest(words))
    snapshot.received_at = at
    matter.snapshots.append(snapshot)


def _image(random: Random, pk: int, at: datetime) -> Image:
    uid = some_uid(random)
    return Image(
        pk=pk,
        uid=uid,
        original=f"originals/{uid.hex[:2]}/{uid}.jpeg",
        sha256=text_digest(str(pk)),
        format="jpeg",
        size_bytes=400_000,
        width_px=1800,
        height_px=1200,
        caption=f"{headline(random, pk)} at noon.",
        alt_text="The harbour at noon",
        credit_line="Mina Park" if pk % 20 else "",
        uploaded_at=at,
    )


def _add_summary(matter: Matter, random: Random, place: int, texts: list[list[str]]) -> None:
    """Sections of one to five sentences, each a sentence of an article that it cites. They stand in the first story."""
    story = place * 10 + 1
    for nth in range(SECTIONS):
        section = Section(pk=place * SECTIONS + nth + 1, uid=some_uid(random), story_id=story, position=nth * 1000)
        section.heading = f"Part {nth + 1} of the Matter"
        matter.sections.append(section)
        for position in range(random.randint(1, 5)):
            source = random.randrange(ARTICLES)
            quote = random.choice(texts[source])
            start = matter.snapshots[source].text.index(quote)
            row = Sentence(
                pk=(place * SECTIONS + nth) * 8 + position + 1,
                uid=some_uid(random),
                story_id=story,
                section=section,
                position=position * 1000,
                text=quote,
                machine_text=quote,
            )
            matter.sentences.append(row)
            cited = Citation(pk=row.pk, uid=some_uid(random), sentence=row, start=start, end=start + len(quote))
            cited.article, cited.snapshot, cited.quote = matter.articles[source], matter.snapshots[source], quote
            matter.citations.append(cited)


def _content(matter: Matter, random: Random, common: Shelf) -> Content:
    """The matter's edition: the sample's form with the matter's own articles, pictures, summary and tickers."""
    content: dict[str, Any] = sample_content()
    desk, machine = content["desk"], content["machine"]
    numbers = {article.pk: number for number, article in enumerate(matter.articles, start=1)}
    for article, shown in zip(matter.articles, machine["articles"], strict=True):
        publisher = article.publisher
        home = {"uid": str(publisher.uid), "name": publisher.name, "home_page": publisher.home_page}
        shown |= {"uid": str(article.uid), "url": article.canonical_url, "headline": article.headline}
        shown |= {"publisher": home, "published_at": article.published_at.strftime("%Y-%m-%dT%H:%M:%SZ")}
    desk["sections"], desk["sentences"] = [], []
    machine["sections"] = [
        {"uid": str(section.uid), "heading": section.heading, "position": section.position}
        for section in matter.sections
    ]
    machine["sentences"] = [
        _shown(sentence, citation, numbers[citation.article_id])
        for sentence, citation in zip(matter.sentences, matter.citations, strict=True)
    ]
    entries = random.sample(desk["timeline"], k=random.randint(1, len(desk["timeline"])))
    desk["timeline"] = [{**entry, "uid": str(some_uid(random)), "citations": []} for entry in entries]
    desk["images"] = [_shown_image(image) for image in matter.images]
    desk["lead_image"] = str(matter.images[0].uid)
    desk["tickers"] = [_shown_ticker(one) for one in random.sample(common.instruments, k=random.randint(0, 2))]
    return content


def _shown(sentence: Sentence, citation: Citation, number: int) -> dict[str, Any]:
    cited = {
        "uid": str(citation.uid),
        "number": number,
        "article": str(citation.article.uid),
        "snapshot": citation.snapshot.text_hash,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }
    return {
        "uid": str(sentence.uid),
        "section": str(sentence.section.uid),
        "position": sentence.position,
        "text": sentence.text,
        "form": "plain",
        "outlet": "",
        "mark": "from_sources",
        "origins": 1,
        "citations": [cited],
    }


def _shown_image(image: Image) -> dict[str, Any]:
    uid = str(image.uid)
    same = {name: getattr(image, name) for name in ("version", "width_px", "height_px", "caption", "alt_text")}
    words = {"credit_line": image.credit_line, "usage_terms": "", "source_url": "", "colour": "", "also": []}
    return {"uid": uid, "group": uid, **same, **words}


def _shown_ticker(instrument: Instrument) -> dict[str, Any]:
    return {
        "uid": str(instrument.uid),
        "symbol": instrument.symbol,
        "mic": instrument.mic,
        "exchange": instrument.exchange(),
        "name": instrument.name,
        "isin": "",
    }


def told_by(matter: Matter, words: str, language: str, topics: list[Topic]) -> Content:
    """The edition of one story: the matter under its own headline, language and topics. Shares the matter's parts."""
    desk = {**matter.content["desk"], "headline": words, "slug": slug_for(words, fallback="story")}
    desk |= {"language": language, "topics": [{"uid": str(t.uid), "slug": t.slug, "name": t.name} for t in topics]}
    return {"desk": desk, "machine": matter.content["machine"]}
