"""Automatic editions: when one is held, and what it says when it goes out.

An automatic edition copies the desk part of the current edition byte for byte and takes the machine part anew.
A published machine sentence that a person has edited or taken out since, without publishing, stays as published:
the person's act waits for a person (docs/decisions/0005).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from editions.content import Content
from editions.nameless import without_names
from editions.redactions import without_redacted
from editions.restrictions import standing
from foundation.text import shortened
from reference.models import Publisher
from stories.announcing import contradicted
from stories.composing import (
    Composition,
    articles_of,
    compose_machine_part,
    is_citable,
    licensed_articles,
    redactions_of,
)
from stories.models import Article, Section, Sentence, Story, StoryArticle, Writer


def reasons_to_hold(story: Story, current: Content, made: Composition) -> list[str]:
    """Return in plain words why this update waits for an editor; empty where it may go out."""
    reasons = []
    if story.is_sensitive:
        reasons.append("The story is marked sensitive.")
    if story.summary_policy == Story.SummaryPolicy.HOLD:
        reasons.append("The story's policy is to hold updates for an editor.")
    reasons += _attached_without_leave(story, current)
    reasons += _lost_evidence(story, current)
    run = story.runs.exclude(outcome__in=["running", "failed", "overtaken"]).first()
    if run is not None and run.conflicts:
        first = run.conflicts[0]
        reasons.append(f"Sources differ about a figure: {first['first_value']} against {first['second_value']}.")
    if not made.content["machine"]["sentences"] and current["machine"]["sentences"]:
        reasons.append("The update would leave the summary empty.")
    return reasons + contradicted(story, current, made.content)


def _attached_without_leave(story: Story, current: Content) -> list[str]:
    """Who brought in, took out or gave a new text to an article since the current edition, and may not publish."""
    listed = {article["uid"]: article["snapshot"] for article in current["machine"]["articles"]}
    people = set()
    rows = StoryArticle.objects.filter(story=story).select_related("attached_by", "removed_by", "article__text_set_by")
    for row in rows:
        uid = str(row.article.uid)
        if row.removed_at is not None:
            people.update([row.removed_by] if uid in listed else [])
            continue
        if uid not in listed:
            people.add(row.attached_by)
        elif row.summarised_hash != listed[uid]:
            people.add(row.article.text_set_by)
    names = sorted(p.display_name() for p in people if p is not None and not p.has_perm("stories.publish_story"))
    return [f"{name} changed the articles and may not publish." for name in names]


def rests_on_withdrawn(story: Story, current: Content) -> bool:
    """Whether the current edition shows words that may not be shown any more: such an update never waits."""
    return bool(withdrawn_since(current)) or _cites_detached(story, current)


def _cites_detached(story: Story, current: Content) -> bool:
    """Whether it cites an article that was taken out of the story since."""
    standing = {str(row.article.uid) for row in articles_of(story) if row.removed_at is None}
    machine, desk = current["machine"], current["desk"]
    shown = [*machine["sentences"], *desk["sentences"], *machine["timeline"], *desk["timeline"]]
    return any(citation["article"] not in standing for item in shown for citation in item["citations"])


def withdrawn_since(content: Content) -> list[str]:
    """Names of publishers whose words this content shows in a way that they do not allow, or not any more.

    Where it only lists an article, that is one whose publisher may not even be listed.
    """
    machine, desk = content["machine"], content["desk"]
    rows = Article.objects.filter(uid__in=[a["uid"] for a in machine["articles"]]).select_related("publisher")
    articles = {str(article.uid): article for article in rows}
    found = {a.publisher.name for a in articles.values() if a.publisher.reuse == Publisher.Reuse.NONE}
    shown = [*machine["sentences"], *desk["sentences"], *machine["timeline"], *desk["timeline"]]
    for item in shown:
        cited = [articles[c["article"]] for c in item["citations"] if c["article"] in articles]
        found |= {a.publisher.name for a in cited if not a.may_be_cited()}
    return sorted(found | _to_be_quoted(machine["sentences"], articles))


def _to_be_quoted(sentences: list[dict[str, Any]], articles: Mapping[str, Article]) -> set[str]:
    """Publishers whose words stand as plain prose and may stand only as a quotation by now."""
    found = set()
    for sentence in sentences:
        publishers = [articles[c["article"]].publisher for c in sentence["citations"] if c["article"] in articles]
        if sentence["form"] == Sentence.Form.PLAIN and all(p.must_be_quoted() for p in publishers):
            found |= {p.name for p in publishers}
    return found


def _lost_evidence(story: Story, current: Content) -> list[str]:
    citable = {str(row.article.uid) for row in articles_of(story) if is_citable(row)}
    desk = current["desk"]
    gone = [
        item["text"]
        for item in [*desk["sentences"], *desk["timeline"]]
        if any(citation["article"] not in citable for citation in item["citations"])
    ]
    flagged = story.sentences.filter(lost_evidence=True, removed_at__isnull=True).values_list("text", flat=True)
    return [f"A source no longer says this: “{shortened(text)}”." for text in dict.fromkeys([*gone, *flagged])]


def automatic_content(story: Story, current: Content, made: Composition) -> Content:
    """Return the current desk part untouched, with a machine part of today in which people's unpublished acts wait.

    While one of them is a move, what readers see keeps its place there.
    """
    rows = made.rows
    touched = _touched_since(story, current)
    in_desk = {sentence["uid"] for sentence in current["desk"]["sentences"]}
    citable = {str(row.article.uid): row.article.publisher for row in rows if is_citable(row)}
    fresh = [s for s in made.content["machine"]["sentences"] if s["uid"] not in touched and s["uid"] not in in_desk]
    waiting = [still_supported(s, citable) for s in current["machine"]["sentences"] if s["uid"] in touched]
    # In the order that `compose` gives them: another order of the same sentences would be another content.
    parts = [*current["machine"]["sections"], *current["desk"]["sections"], *made.content["machine"]["sections"]]
    places = {section["uid"]: section["position"] for section in parts}
    shown = [*fresh, *(s for s in waiting if s is not None)]
    waits = _moves_wait(story)
    if waits:
        shown = _where_published(shown, current)
        places |= {section["uid"]: section["position"] for section in current["machine"]["sections"]}
    sentences = sorted(shown, key=lambda s: (places.get(s["section"], 0), s["position"]))
    machine = compose_machine_part(story, rows, made.numbers, sentences, current["desk"]["sentences"], made.parts)
    if waits:
        known = machine["sections"]
        machine["sections"] = [{**one, "position": places.get(one["uid"], one["position"])} for one in known]
    machine["sections"] = _published_headings(made, current, machine["sections"], sentences)
    # What the current edition says may have been redacted, or carry a name that must not be published by now.
    left = without_redacted({"desk": current["desk"], "machine": machine}, redactions_of(story))
    return without_names(left, standing().names)[0]


def _published_headings(
    made: Composition,
    current: Content,
    sections: list[dict[str, Any]],
    sentences: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    """The sections of these sentences; one that a person has named is called what it was called when last published."""
    published = {section["uid"]: section for section in current["machine"]["sections"]}
    licensed = licensed_articles(made.rows)
    named = {
        str(section.uid): section.heading_article_id is None or section.heading_article_id in licensed
        for section in made.parts.sections
        if section.written_by == Writer.PERSON
    }
    found = {section["uid"]: dict(section) for section in sections}
    for sentence in [*sentences, *current["desk"]["sentences"]]:
        if sentence["section"] not in found and sentence["section"] in published:
            found[sentence["section"]] = dict(published[sentence["section"]])
    for uid, section in found.items():
        if uid in named:
            section["heading"] = published.get(uid, {}).get("heading", "") if named[uid] else ""
    return sorted(found.values(), key=lambda s: (s["position"], s["uid"]))


def _moves_wait(story: Story) -> bool:
    """Whether a person moved something since a person last published."""
    since = {"story": story, "placed_revision__gt": story.published_desk_revision}
    sections = Section.objects.filter(**since).order_by().values("pk")
    return Sentence.objects.filter(**since).order_by().values("pk").union(sections).exists()


def _where_published(sentences: list[dict[str, Any]], current: Content) -> list[dict[str, Any]]:
    """The sentences, those that the current edition has in their sections and places there."""
    stood = {s["uid"]: {"section": s["section"], "position": s["position"]} for s in current["machine"]["sentences"]}
    return [{**sentence, **stood.get(sentence["uid"], {})} for sentence in sentences]


def _touched_since(story: Story, current: Content) -> set[str]:
    """Uids of published machine sentences that a person has made their own or taken out since."""
    published = {sentence["uid"] for sentence in current["machine"]["sentences"]}
    rows = Sentence.objects.filter(story=story, uid__in=published, desk_changed_at__isnull=False)
    return {str(row.uid) for row in rows if row.written_by == Writer.PERSON or row.removed_at is not None}


def still_supported(sentence: dict[str, Any], citable: Mapping[str, Publisher]) -> dict[str, Any] | None:
    """The published sentence with what still supports it, as a quotation where its words may stand only so by now."""
    citations = [citation for citation in sentence["citations"] if citation["article"] in citable]
    if not citations:
        return None
    publishers = [citable[citation["article"]] for citation in citations]
    if sentence["form"] == Sentence.Form.PLAIN and all(publisher.must_be_quoted() for publisher in publishers):
        sentence = {**sentence, "form": Sentence.Form.QUOTATION.value, "outlet": publishers[0].name}
    return {**sentence, "citations": citations}
