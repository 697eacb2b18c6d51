"""Make a dossier: everything in its order into one file, then hand it in."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from celery import shared_task

from foundation.zones import instant
from newsroom.dossiers import gathering, log, pages
from newsroom.dossiers.gathering import Gathered, Version
from newsroom.dossiers.readme import readme
from newsroom.dossiers.veil import Veil, veil_of
from newsroom.dossiers.writing import Archive, digest_of
from reference.site import current
from stories import dossiers
from stories.models import Dossier, Snapshot, Story

_EVIDENCE = ("kind", "uid", "text", "number", "outlet", "url", "snapshot", "start", "end", "passage", "versions")
_STOOD = ("version", "from", "until", "kind", "published_by", "note", "content_digest")
_TRIES = 3


@shared_task
def make_dossier(dossier_id: int) -> None:
    """Make one dossier that is due. Skipped where it was handed in, or is gone."""
    rows = Dossier.objects.select_related("asked_by").filter(pk=dossier_id, due_since__isnull=False)
    row = rows.first()
    if row is None:
        return
    with tempfile.TemporaryDirectory(prefix="dossier-") as folder:
        path = Path(folder) / "dossier.zip"
        write(row, path)
        dossiers.hand_in(row, path, sha256=digest_of(path))


def write(row: Dossier, path: Path) -> None:
    """Write the file. Where somebody changed the story meanwhile it is written again, so that its parts fit."""
    for left in reversed(range(_TRIES)):
        log.link_everything()
        story = _story(row)
        before = _state(story)
        with Archive(path) as archive:
            _fill(archive, row, story)
        if not left or _state(_story(row)) == before:
            return


def _story(row: Dossier) -> Story:
    rows = Story.objects.select_related(
        "published__current_edition", "published__merged_into", "owner", "legal_hold_by"
    )
    return rows.defer("published__current_edition__content").get(pk=row.story_id)


def _state(story: Story) -> tuple[Any, ...]:
    public = story.published
    last = log.rows_of(story).order_by("-pk").values_list("pk", flat=True).first()
    return (last, public.modified_at if public else None, story.desk_revision)


def _fill(archive: Archive, row: Dossier, story: Story) -> None:
    veil, gathered = veil_of(story, with_redacted=row.with_redacted), Gathered()
    public = story.published
    stood: list[tuple[object, ...]] = []
    kept_back = 0
    if public is not None:
        for version in gathering.versions(public, veil, gathered):
            stood.append(_edition(archive, version, veil))
            kept_back += version.content is None
        _pages(archive, story, veil, gathered)
    archive.add_table("what-stood-when.csv", _STOOD, stood)
    archive.add_table("evidence.csv", _EVIDENCE, _evidence(gathered))
    texts = _snapshots(archive, veil, gathered)
    archive.add_json("story.json", gathering.story_json(story, veil))
    archive.add_json("approvals.json", log.approvals(story, veil))
    archive.add_json("decisions.json", gathering.decisions_json(story, veil))
    archive.add_json("served.json", gathering.served_json(story))
    counted = {"redacted": len(veil.items), "kept_back": kept_back, "texts": texts, "rows": 0}
    archive.add_lines("log.jsonl", _counting(log.told(story, veil), counted))
    archive.add_text("verify.py", (Path(__file__).parent / "verify.py").read_text(encoding="utf-8"))
    archive.add_text("README.txt", _readme(row, story, veil, counted))
    archive.finish()


def _edition(archive: Archive, version: Version, veil: Veil) -> tuple[object, ...]:
    """Write what is known of an edition; returns its line of what stood when."""
    told = gathering.edition_json(version, veil)
    archive.add_json(f"editions/{version.edition.number:04}/edition.json", told)
    if version.content is not None:
        archive.add_json(f"editions/{version.edition.number:04}/content.json", version.content)
    columns = ("version", "published_at", "stood_until", "kind", "published_by", "note", "content_digest")
    return tuple(told[name] for name in columns)


def _pages(archive: Archive, story: Story, veil: Veil, gathered: Gathered) -> None:
    """Write the pages, for which the editions are read again: all their pictures are known only now."""
    public = story.published
    assert public is not None
    made = pages.renditions(gathered.pictures)
    names = {key: pages.picture_name(key, rendition) for key, rendition in made.items()}
    for version in gathering.versions(public, veil, Gathered()):
        if version.content is not None:
            page = pages.edition_page(public, version.edition, version.content, until=version.until, pictures=names)
            archive.add_text(f"editions/{version.edition.number:04}/page.html", page)
    archive.add(pages.STYLE, [pages.style()])
    for key, rendition in made.items():
        with rendition.file.open("rb") as file:
            archive.add_file(names[key], file)


def _evidence(gathered: Gathered) -> Iterator[tuple[object, ...]]:
    for (kind, uid, text, number, outlet, url, snapshot, start, end, quote), versions in sorted(
        gathered.evidence.items(), key=lambda pair: (pair[1][0], pair[0])
    ):
        yield kind, uid, text, number, outlet, url, snapshot, start, end, quote, _ranges(versions)


def _ranges(numbers: list[int]) -> str:
    """Numbers as people write them: 1-4 6."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return " ".join(str(first) if first == last else f"{first}-{last}" for first, last in found)


def _snapshots(archive: Archive, veil: Veil, gathered: Gathered) -> int:
    """Write the cited texts; returns how many are withheld, of which the cited passages stand alone."""
    withheld = 0
    for text_hash in sorted(gathered.snapshots):
        rows = Snapshot.objects.filter(text_hash=text_hash).select_related("article__publisher").order_by("pk")
        found = rows.first()
        if found is None:
            continue
        hidden = veil.hides(found.text)
        withheld += hidden
        if not hidden:
            archive.add_text(f"snapshots/{text_hash}.txt", found.text)
        spans = [
            {"start": start, "end": end, "passage": quote}
            for start, end, quote in sorted(gathered.snapshots[text_hash])
        ]
        article = found.article
        told = {
            "article": str(article.uid),
            "headline": "[withheld]" if veil.hides(article.headline) else article.headline,
            "publisher": article.publisher.name,
            "url": article.canonical_url or "",
            "received_at": instant(found.received_at),
            "is_withheld": hidden,
            "passages": spans,
        }
        archive.add_json(f"snapshots/{text_hash}.json", told)
    return withheld


def _counting(lines: Iterator[dict[str, Any]], counted: dict[str, int]) -> Iterator[dict[str, Any]]:
    for line in lines:
        counted["rows"] += bool(line.get("withheld"))
        yield line


def _readme(row: Dossier, story: Story, veil: Veil, counted: dict[str, int]) -> str:
    return readme(
        headline="[withheld]" if veil.hides(story.headline) else story.headline,
        uid=str(story.uid),
        site=current().name,
        counts=counted,
        lifted=(row.asked_by.display_name(), row.reason) if row.with_redacted else None,
        has_run=story.published is not None,
    )
