"""Sections under the caps of the house, in the model's order.

The same caps as for the embedded engine: room, repetition, one outlet's share, quotations, persons named in full first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from stories.summarising.choosing import Choice, outlet_cap
from stories.summarising.engines.extract import label
from stories.summarising.engines.llm.sources import Material
from stories.summarising.headings import heading_for
from stories.summarising.request import Draft, DraftSection, DraftSentence, Refusal, Request

NOTHING_NEW = "nothing_new"
MOST_CONSECUTIVE, FEWEST_OUTLETS = 2, 3


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence that passed, in the model's section ``place``; ``row`` is its source. Is it the model's own choice?"""

    place: int
    row: int
    sentence: DraftSentence
    is_models: bool


def arrange(material: Material, items: Sequence[Item], request: Request) -> list[Item]:
    """The items that find room, in reading order. The cap for an outlet is a share of what really stands."""
    outlets = len({material.matter.article(item.row).publisher for item in items})
    unique = list({item.row: item for item in reversed(items)}.values())[::-1]
    best: list[Item] = []
    for cap in range(outlet_cap(outlets, len(unique)), 0, -1):
        fitting = _fitting(material, unique, request, cap)
        chosen = _no_three_of_one(material, _housed(fitting, request.max_sentences), outlets)
        counts = Counter(material.matter.article(item.row).publisher for item in chosen)
        if len(chosen) > len(best) and max(counts.values()) <= outlet_cap(outlets, len(chosen)):
            best = chosen
    return best


def _fitting(material: Material, items: Sequence[Item], request: Request, cap: int) -> list[Item]:
    places = list(dict.fromkeys(item.place for item in items))[: request.max_sections]
    cluster = {item.row: places.index(item.place) for item in items if item.place in places}
    choice = Choice(material.matter, material.weights, cluster, request.max_sentences, cap)
    waiting = [item for item in items if item.row in cluster]
    chosen: list[Item] = []
    while True:
        item = next((one for one in waiting if choice.fits(one.row)), None)
        if item is None:
            break
        waiting.remove(item)
        choice.chosen.append(item.row)
        chosen.append(item)
    return sorted(chosen, key=lambda one: places.index(one.place))


def _housed(items: Sequence[Item], most: int) -> list[Item]:
    """A sentence alone in a section joins the one before where that has room: it is no section."""
    sizes = Counter(item.place for item in items)
    found: list[Item] = []
    for item in items:
        before = found[-1].place if found else item.place
        is_alone = sizes[item.place] == 1 and before != item.place
        if is_alone and sum(one.place == before for one in found) < most:
            item = replace(item, place=before)
        found.append(item)
    return found


def _no_three_of_one(material: Material, items: Sequence[Item], outlets: int) -> list[Item]:
    """From three outlets up, without the third sentence in a row from one."""
    found: list[Item] = []
    for item in items:
        publisher = material.matter.article(item.row).publisher
        tail = [material.matter.article(one.row).publisher for one in found[-MOST_CONSECUTIVE:]]
        if outlets < FEWEST_OUTLETS or tail != [publisher] * MOST_CONSECUTIVE:
            found.append(item)
    return found


def as_draft(material: Material, items: Sequence[Item], embedded: Draft, refusals: Sequence[Refusal]) -> Draft:
    """The draft of these items, with headings, label and reasons as the embedded engine gives them."""
    matter = material.matter
    groups: dict[int, list[Item]] = {}
    for item in items:
        groups.setdefault(item.place, []).append(item)
    used: set[str] = set()
    sections = tuple(_section(material, group, used, needs_none=len(groups) == 1) for group in groups.values())
    cited = {entry.article for item in items for entry in item.sentence.evidence}
    drafted = {e.article for section in embedded.sections for one in section.sentences for e in one.evidence}
    unused = {key: why for key, why in embedded.unused.items() if key not in cited}
    unused |= dict.fromkeys(drafted - cited, NOTHING_NEW)
    reports = len({matter.origins[index] for index, article in enumerate(matter.articles) if article.key in cited})
    return replace(
        embedded,
        sections=sections,
        label=label(matter, cited, reports),
        original_reports=reports,
        unused=dict(sorted(unused.items())),
        refusals=(*embedded.refusals, *refusals),
    )


def _section(material: Material, group: Sequence[Item], used: set[str], *, needs_none: bool) -> DraftSection:
    sentences = tuple(item.sentence for item in group)
    if needs_none:
        return DraftSection("", False, sentences)
    place = {article.key: index for index, article in enumerate(material.matter.articles)}
    cited = [place[entry.article] for sentence in sentences for entry in sentence.evidence]
    heading, needs_heading, article = heading_for(material.matter, [item.row for item in group], cited, used)
    return DraftSection(heading, needs_heading, sentences, article)
