"""Compose what a story says now, in the documented form of editions/content.py. Reads only; changes nothing.

The desk part is what people made, the machine part what the engine made. Every machine sentence is checked
again: its articles are attached, live and may be used, and its spans still hold their words (rule V0).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from editions.content import Content
from editions.nameless import Carried, without_names
from editions.redactions import Redacted, without_redacted
from editions.restrictions import standing
from foundation.zones import instant
from reference.models import Publisher
from stories.gallery import gallery, lead_of
from stories.models import (
    Citation,
    Correction,
    Section,
    Sentence,
    Story,
    StoryArticle,
    TimelineEntry,
    Writer,
    correction_line,
)
from stories.rights import form_of

LICENSED = Publisher.Reuse.LICENSED
OWN_WORDS = frozenset({"A", "B"})


@dataclass(frozen=True, slots=True)
class Parts:
    """The standing sections and timeline entries of a story, people's and the machine's, read once."""

    sections: list[Section]
    entries: list[TimelineEntry]


@dataclass(slots=True)
class Composition:
    """A content and what it was made from: the articles, their numbers by row id, sections and entries, and sentences
    in want of evidence.

    `carried` is what people wrote that carries a name which must not be published.
    """

    content: Content
    rows: list[StoryArticle]
    numbers: dict[int, int]
    unsupported: list[Sentence] = field(default_factory=list)
    failed: list[Sentence] = field(default_factory=list)
    carried: list[Carried] = field(default_factory=list)
    parts: Parts = field(default_factory=lambda: Parts([], []))


def compose(story: Story) -> Composition:
    """Return what a person's publication of the story would say now, valid against today's schema.

    Unnumbered articles get the numbers publication would give them. A machine sentence none of whose citations
    holds is left out; a person's one is listed as unsupported. Names that must not be published are left out of the
    machine's part, and listed where people wrote them.
    """
    rows = _articles(story)
    numbers = numbers_of(rows)
    citable = {row.article_id: numbers[row.pk] for row in rows if is_citable(row)}
    made = Composition({}, rows, numbers, parts=_parts(story))
    sentences = _sentences(story)
    persons = [s for s in sentences if s.written_by == Writer.PERSON]
    desk_sentences = [_desk_sentence(s, citable, made) for s in persons]
    machine = [_machine_sentence(s, citable) for s in sentences if s.written_by == Writer.MACHINE]
    machine_sentences = [s for s in machine if s is not None]
    images, parts = gallery(story), made.parts
    made.content = {
        "desk": {
            "headline": story.headline,
            "slug": story.wanted_slug(),
            "kicker": story.kicker,
            "standfirst": story.standfirst,
            "language": story.language,
            "phase": story.phase,
            "topics": [{"uid": str(t.uid), "slug": t.slug, "name": t.name} for t in story.topics.all()],
            "tickers": [_ticker(instrument) for instrument in story.instruments.all()],
            "lead_image": lead_of(story, images),
            "images": images,
            "sections": [
                {"uid": str(section.uid), "heading": section.heading, "position": section.position}
                for section in parts.sections
                if section.written_by == Writer.PERSON
            ],
            "sentences": desk_sentences,
            "timeline": _timeline(parts, citable, Writer.PERSON),
        },
        "machine": compose_machine_part(story, rows, numbers, machine_sentences, desk_sentences, parts),
    }
    made.content = without_redacted(made.content, redactions_of(story))
    made.content, made.carried = without_names(made.content, standing().names)
    return made


def redactions_of(story: Story) -> list[Redacted]:
    """What was redacted of the story, in every edition to come as well."""
    return story.published.redactions if story.published else []


def compose_machine_part(
    story: Story,
    rows: list[StoryArticle],
    numbers: Mapping[int, int],
    machine_sentences: list[dict[str, Any]],
    desk_sentences: list[dict[str, Any]],
    parts: Parts,
) -> dict[str, Any]:
    """Return the machine part that holds these sentences, beside a desk part that holds those.

    It has the sections of its own sentences, and those that the machine named and a person's sentence stands in: a
    clipped heading is the machine's, so that it goes with the right to its words.
    """
    cited = {c["article"] for sentence in [*machine_sentences, *desk_sentences] for c in sentence["citations"]}
    own = {sentence["section"] for sentence in machine_sentences}
    beside = {sentence["section"] for sentence in desk_sentences}
    licensed = licensed_articles(rows)
    run = story.runs.exclude(outcome__in=["running", "failed", "overtaken"]).first()
    citable = {row.article_id: numbers[row.pk] for row in rows if is_citable(row)}
    attached = [row for row in rows if row.removed_at is None and row.article.publisher.reuse != Publisher.Reuse.NONE]
    return {
        "label": run.label if run else "",
        "original_reports": run.original_reports if run else 0,
        "articles": sorted((_article(row, numbers, cited) for row in attached), key=lambda a: a["number"]),
        "tombstones": [
            {"number": numbers[row.pk], "outlet": row.article.publisher.name}
            for row in sorted(rows, key=lambda r: numbers[r.pk])
            if row.removed_at is not None
        ],
        "sections": [
            {"uid": str(section.uid), "heading": _heading(section, licensed), "position": section.position}
            for section in parts.sections
            if str(section.uid) in own or (str(section.uid) in beside and section.written_by == Writer.MACHINE)
        ],
        "sentences": machine_sentences,
        "timeline": _timeline(parts, citable, Writer.MACHINE),
        "notices": notices_of(story, rows),
    }


def numbers_of(rows: Iterable[StoryArticle]) -> dict[int, int]:
    """Return the number of each row: the one it has, or the one that publication would give it.

    First publication: newest first, ties by publisher then headline. Later: by arrival, after the highest.
    """
    rows = list(rows)
    numbers = {row.pk: row.number for row in rows if row.number is not None}
    fresh = [row for row in rows if row.number is None]
    if numbers:
        fresh.sort(key=lambda row: (row.attached_at, row.pk))
    else:
        fresh.sort(key=lambda row: (row.article.publisher.name, row.article.headline, row.pk))
        fresh.sort(key=lambda row: row.article.published_at, reverse=True)
    highest = max(numbers.values(), default=0)
    return numbers | {row.pk: highest + place for place, row in enumerate(fresh, start=1)}


def is_citable(row: StoryArticle) -> bool:
    """Whether a published sentence may rest on this article: attached, not retracted, and its words may be shown."""
    return row.removed_at is None and row.article.may_be_cited()


def articles_of(story: Story) -> list[StoryArticle]:
    """Every article that stands in the story or once had a number there, with publisher."""
    return _articles(story)


def _articles(story: Story) -> list[StoryArticle]:
    rows = story.story_articles.select_related("article__publisher").order_by("pk")
    return [row for row in rows if row.removed_at is None or row.number is not None]


def _sentences(story: Story) -> list[Sentence]:
    citations = _citation_rows()
    rows = story.sentences.filter(removed_at__isnull=True).select_related("section", "author")
    return list(rows.prefetch_related(Prefetch("citations", citations)).order_by("section__position", "position", "pk"))


def _citation_rows() -> QuerySet[Citation]:
    """Citations with article and snapshot; each snapshot is read once, however many spans of it are cited."""
    return Citation.objects.select_related("article__publisher").prefetch_related("snapshot").order_by("position", "pk")


def _citations(citations: Iterable[Citation], citable: Mapping[int, int]) -> list[dict[str, Any]]:
    held = [c for c in citations if c.article_id in citable and c.lost_at is None and c.has_its_words()]
    return sorted(
        (
            {
                "uid": str(c.uid),
                "number": citable[c.article_id],
                "article": str(c.article.uid),
                "snapshot": c.snapshot.text_hash,
                "start": c.start,
                "end": c.end,
                "quote": c.quote,
            }
            for c in held
        ),
        key=lambda c: (c["number"], c["start"]),
    )


def _machine_sentence(row: Sentence, citable: Mapping[int, int]) -> dict[str, Any] | None:
    citations = _citations(row.citations.all(), citable)
    if not citations or row.tier not in _published_tiers():
        return None
    return {
        **_common(row),
        "mark": "from_sources" if row.tier in OWN_WORDS else "edited",
        "origins": max(row.origins, 1),
        "citations": citations,
    }


def _published_tiers() -> frozenset[str]:
    """The tiers of machine sentences that publish by themselves: judged ones where the newsroom has it so."""
    return OWN_WORDS | {"C"} if settings.SUMMARY_LLM_JUDGED else OWN_WORDS


def _desk_sentence(row: Sentence, citable: Mapping[int, int], made: Composition) -> dict[str, Any]:
    citations = _citations(row.citations.all(), citable)
    is_vouched = row.vouched_at is not None
    if not is_vouched and not citations:
        made.unsupported.append(row)
    elif not is_vouched and row.tier == "F":
        made.failed.append(row)
    supported = "from_sources" if row.tier in {"A", "B"} else "edited"
    return {
        **_common(row),
        "mark": "newsroom_reporting" if is_vouched or not citations else supported,
        "author": row.author.display_name() if row.author else "",
        "vouched_at": instant(row.vouched_at) if row.vouched_at else None,
        "citations": citations,
    }


def _common(row: Sentence) -> dict[str, Any]:
    form, outlet = form_of(row)
    return {
        "uid": str(row.uid),
        "section": str(row.section.uid),
        "position": row.position,
        "text": row.text,
        "form": form,
        "outlet": outlet,
    }


def _parts(story: Story) -> Parts:
    sections = story.sections.filter(removed_at__isnull=True).order_by("position", "uid")
    entries = story.timeline_entries.filter(removed_at__isnull=True)
    return Parts(list(sections), list(entries.prefetch_related(Prefetch("citations", _citation_rows()))))


def licensed_articles(rows: Iterable[StoryArticle]) -> set[int]:
    """Ids of the articles whose headlines we may clip: attached, not retracted, own or licensed."""
    return {row.article_id for row in rows if is_citable(row) and row.article.publisher.reuse == LICENSED}


def _heading(section: Section, licensed: set[int]) -> str:
    """The heading; a machine's that was clipped from a headline only while we may use that headline's words."""
    is_clipped = section.written_by == Writer.MACHINE and section.heading_article_id is not None
    return "" if is_clipped and section.heading_article_id not in licensed else section.heading


def _timeline(parts: Parts, citable: Mapping[int, int], writer: str) -> list[dict[str, Any]]:
    return [
        {
            "uid": str(row.uid),
            "date": row.date,
            "status": row.status,
            "sort_from": row.sort_from.isoformat(),
            "sort_to": row.sort_to.isoformat(),
            "position": row.position,
            "text": row.text,
            "citations": citations,
            # Only where it has any: no other edition changes.
            **({"promised": row.promised} if row.promised else {}),
        }
        for row in parts.entries
        if row.written_by == writer
        if (citations := _citations(row.citations.all(), citable)) or writer == Writer.PERSON
    ]


def _article(row: StoryArticle, numbers: Mapping[int, int], cited: set[str]) -> dict[str, Any]:
    article, publisher = row.article, row.article.publisher
    is_used = str(article.uid) in cited
    return {
        "uid": str(article.uid),
        "number": numbers[row.pk],
        "url": article.canonical_url or "",
        "reference": article.reference,
        "headline": article.headline,
        "byline": article.byline,
        "publisher": {"uid": str(publisher.uid), "name": publisher.name, "home_page": publisher.home_page},
        "kind": article.kind,
        "language": article.language,
        "published_at": instant(article.published_at),
        "precision": article.precision,
        "status": article.status,
        "snapshot": row.summarised_hash,
        "is_used": is_used,
        "note": "" if is_used else row.note,
    }


def notices_of(story: Story, rows: Iterable[StoryArticle]) -> list[dict[str, str]]:
    """The public lines by their time: what we corrected, and each numbered source whose publisher withdrew it."""
    # What was corrected in a story that lives on in this one was wrong in what its readers read.
    corrections = Correction.objects.filter(story__in=[story.pk, *story.joined])
    corrected = [{"at": instant(row.at), "text": correction_line(row.text, story.language)} for row in corrections]
    withdrawn = [
        {"at": instant(row.article.retracted_at), "text": f"{row.article.publisher.name} withdrew its report."}
        for row in rows
        if row.removed_at is None and row.number is not None and row.article.retracted_at is not None
    ]
    return sorted([*corrected, *withdrawn], key=lambda notice: notice["at"])


def _ticker(instrument: Any) -> dict[str, str]:
    return {
        "uid": str(instrument.uid),
        "symbol": instrument.symbol,
        "mic": instrument.mic,
        "exchange": instrument.exchange(),
        "name": instrument.name,
        "isin": instrument.isin,
    }
