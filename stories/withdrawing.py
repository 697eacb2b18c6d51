"""What an edition still says when words in it may not be shown any more, and nothing else changes.

A story on hold, a sensitive one, and one whose update waits for an editor for another reason publish no update by
themselves. Words that a source withdrew leave them all the same: the law comes before the policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from editions.content import Content
from editions.redactions import without_redacted
from reference.models import Publisher
from stories.composing import articles_of, licensed_articles, notices_of, redactions_of
from stories.holding import still_supported
from stories.models import Story, StoryArticle, Writer

Item = dict[str, Any]


def without_withdrawn(story: Story, current: Content) -> Content:
    """Return the current content without what may not be shown: citations, and sentences that rest on nothing else.

    People's words stay where other evidence or their own word carries them. Nothing new comes in: no article, no
    sentence, no heading.
    """
    current = without_redacted(current, redactions_of(story))
    rows = articles_of(story)
    # Also of articles that were taken out since: such a change of the desk waits for a person who may publish.
    citable = {str(row.article.uid): row.article.publisher for row in rows if row.article.may_be_cited()}
    desk, machine = current["desk"], current["machine"]
    standing = [s for s in (still_supported(s, citable) for s in machine["sentences"]) if s is not None]
    spoken = [s for s in (_of_person(s, citable) for s in desk["sentences"]) if s is not None]
    cited = {c["article"] for item in [*standing, *spoken] for c in item["citations"]}
    sections = {s["section"] for s in [*standing, *spoken]}
    return {
        "desk": {**desk, "sentences": spoken, "timeline": [_cited_less(e, citable) for e in desk["timeline"]]},
        "machine": {
            **machine,
            **_articles(machine, rows, cited),
            "sentences": standing,
            "timeline": [e for e in (_cited_less(e, citable) for e in machine["timeline"]) if e["citations"]],
            "sections": [s for s in _headed(story, rows, machine["sections"]) if s["uid"] in sections],
            "notices": _notices(story, rows, machine),
        },
    }


def _of_person(sentence: Item, citable: Mapping[str, Publisher]) -> Item | None:
    """A person's sentence with the evidence it has left; None where nobody vouches for one without any."""
    left = _cited_less(sentence, citable)
    if left["citations"] or not sentence["citations"]:
        return left
    return {**left, "mark": "newsroom_reporting"} if sentence["vouched_at"] else None


def _cited_less(item: Item, citable: Mapping[str, Publisher]) -> Item:
    return {**item, "citations": [c for c in item["citations"] if c["article"] in citable]}


def _articles(machine: Item, rows: list[StoryArticle], cited: set[str]) -> Item:
    """The listed articles with their status of today; one that may not even be listed leaves its number behind."""
    by_uid = {str(row.article.uid): row for row in rows}
    listed, gone = [], list(machine["tombstones"])
    for article in machine["articles"]:
        row = by_uid.get(article["uid"])
        if row is not None and row.article.publisher.reuse == Publisher.Reuse.NONE:
            gone.append({"number": article["number"], "outlet": article["publisher"]["name"]})
            continue
        status = row.article.status if row is not None else article["status"]
        listed.append({**article, "status": status, "is_used": article["uid"] in cited})
    return {"articles": listed, "tombstones": sorted(gone, key=lambda stone: stone["number"])}


def _headed(story: Story, rows: list[StoryArticle], sections: list[Item]) -> list[Item]:
    """The sections as they stand; a heading clipped from a headline goes with the right to its words.

    So does one that the machine has replaced since: whose words it was is not known any more.
    """
    licensed = set(licensed_articles(rows))
    of_machine = {str(s.uid): s for s in story.sections.filter(written_by=Writer.MACHINE)}
    lost = {
        uid
        for uid, heading in ((s["uid"], s["heading"]) for s in sections)
        if uid in of_machine
        and (
            of_machine[uid].heading != heading
            or (of_machine[uid].heading_article_id is not None and of_machine[uid].heading_article_id not in licensed)
        )
    }
    return [{**s, "heading": "" if s["uid"] in lost else s["heading"]} for s in sections]


def _notices(story: Story, rows: list[StoryArticle], machine: Item) -> list[dict[str, str]]:
    """The lines that stand, and one for each listed source that was withdrawn since."""
    listed = {article["uid"] for article in machine["articles"]}
    now = notices_of(story, [row for row in rows if str(row.article.uid) in listed])
    return sorted([*machine["notices"], *(n for n in now if n not in machine["notices"])], key=lambda n: n["at"])
