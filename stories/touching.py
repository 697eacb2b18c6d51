"""What rests on an article: what its retraction would touch, told before anybody records it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from stories.models import Article, BoardValue, Citation, Placement, Section, Sentence, Story, TimelineEntry
from stories.sealing import seals_citing
from stories.summarising.figures import figures


@dataclass(slots=True)
class Touched:
    """One story and what of it rests on the article. `alone` are sentences that rest on nothing else."""

    story: Story
    sentences: list[Sentence] = field(default_factory=list)
    alone: list[Sentence] = field(default_factory=list)
    entries: list[TimelineEntry] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    pictures: int = 0
    figures: list[BoardValue] = field(default_factory=list)
    is_public: bool = False
    is_sealed: bool = False


def touched_by(article: Article) -> list[Touched]:
    """Return the stories that a retraction of the article would touch, the newest first, in nine queries.

    `headings` are the story's headline where it has a figure that no other article gives, and the headings of sections
    that were clipped from the article's headline.
    """
    stories = _stories(article)
    found = {
        story.pk: Touched(story, is_public=bool(story.published and story.published.is_public())) for story in stories
    }
    _add_cited(article, found)
    for section in Section.objects.filter(story__in=found, removed_at__isnull=True, heading_article=article):
        found[section.story_id].headings.append(section.heading)
    for placement in Placement.objects.filter(story__in=found, source_article=article, removed_at__isnull=True):
        found[placement.story_id].pictures += 1
    for value in BoardValue.objects.filter(article=article, removed_at__isnull=True).select_related("line"):
        if value.line.story_id in found:
            found[value.line.story_id].figures.append(value)
    sealed = seals_citing(str(article.uid), [story.uid for story in stories])
    for story in stories:
        found[story.pk].is_sealed = story.uid in sealed
    return list(found.values())


def in_words(touched: Iterable[Touched]) -> str:
    """Return how much that is: "4 stories, 9 sentences, 1 headline"; what is none of it is left out."""
    stories = list(touched)
    counts = (
        ("story", "stories", len(stories)),
        ("sentence", "sentences", sum(len(one.sentences) for one in stories)),
        ("headline", "headlines", sum(len(one.headings) for one in stories)),
        ("timeline entry", "timeline entries", sum(len(one.entries) for one in stories)),
        ("picture", "pictures", sum(one.pictures for one in stories)),
        ("figure of the board", "figures of the board", sum(len(one.figures) for one in stories)),
        ("sealed edition", "sealed editions", sum(one.is_sealed for one in stories)),
    )
    return ", ".join(f"{count} {one if count == 1 else many}" for one, many, count in counts if count) or "nothing"


def _stories(article: Article) -> list[Story]:
    holding = article.story_articles.attached().values("story")
    rows = Story.objects.at_the_desk().filter(pk__in=holding).select_related("published")
    return list(rows.order_by("-changed_at", "-pk"))


def _add_cited(article: Article, found: Mapping[int, Touched]) -> None:
    """The sentences and entries that cite it, and the headlines whose figures nothing else gives."""
    rows = Citation.objects.filter(sentence__story__in=found, sentence__removed_at__isnull=True)
    cited = rows.select_related("sentence").order_by("sentence__section__position", "sentence__position", "pk")
    others: dict[int, list[str]] = {}
    with_others: set[int] = set()
    mine: dict[int, Sentence] = {}
    for citation in cited:
        sentence = citation.sentence
        assert sentence is not None
        if citation.article_id == article.pk:
            mine[sentence.pk] = sentence
        else:
            with_others.add(sentence.pk)
            others.setdefault(sentence.story_id, []).append(citation.quote)
    for sentence in mine.values():
        touched = found[sentence.story_id]
        touched.sentences.append(sentence)
        touched.alone += [] if sentence.pk in with_others else [sentence]
    entries = TimelineEntry.objects.filter(story__in=found, removed_at__isnull=True, citations__article=article)
    for entry in entries.distinct():
        found[entry.story_id].entries.append(entry)
    for touched in found.values():
        if touched.sentences and _loses_figure(touched.story.headline, others.get(touched.story.pk, [])):
            touched.headings.append(touched.story.headline)


def _loses_figure(headline: str, passages: Iterable[str]) -> bool:
    told = [figure for passage in passages for figure in figures(passage)]
    wanted = [figure for figure in figures(headline) if not figure.is_loose]
    return any(not any(figure.same_as(other) for other in told) for figure in wanted)
