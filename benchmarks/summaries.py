"""Write every summary with its evidence as plain text sheets for graders, and tell how they cite.

    python -m benchmarks.summaries DIR [--only PART_OF_NAME]
    python -m benchmarks.summaries --grades FIRST.csv SECOND.csv

Each story file of the demo, of real news where it is at hand, and of the blind stories is imported into a database of
its own and published arrival by arrival, as a newsroom would; the sheet shows the last edition. DIR gets one sheet a
story and `grades.csv`, one row for each sentence, heading and added citation. Every grader fills a copy of it by
benchmarks/grading.md; the second form says how two of them judged.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.grades import FIELDS, Row, tell, write_rows  # noqa: E402
from benchmarks.starting import start  # noqa: E402

FOLDERS = {
    "demo": ROOT / "newsroom" / "demo" / "stories",
    "real": ROOT.parent / "shared" / "real-news",
    "blind": ROOT / "tests" / "summarising" / "blind",
    "blind-two": ROOT / "tests" / "summarising" / "blind_two",
    "blind-three": ROOT / "tests" / "summarising" / "blind_three",
    "blind-four": ROOT / "tests" / "summarising" / "blind_four",
    "blind-five": ROOT / "tests" / "summarising" / "blind_five",
    "blind-six": ROOT / "tests" / "summarising" / "blind_six",
    "blind-seven": ROOT / "tests" / "summarising" / "blind_seven",
}


LARGE, MANY = 7, 3


def files(only: str = "") -> list[tuple[str, Path]]:
    """Story files with the name of their kind, in a fixed order; those whose name holds ``only``."""
    found = [(kind, path) for kind, folder in FOLDERS.items() for path in sorted(folder.glob("*.json"))]
    return [(kind, path) for kind, path in found if only in f"{kind}-{path.stem}"]


def published(path: Path) -> tuple[dict[str, Any], dict[str, Any], str]:
    """Import and publish one file without its pictures: the file, the last edition's content, and why it is held."""
    from foundation.models import Command
    from wire.importing import import_story

    story = json.loads(path.read_text(encoding="utf-8"))
    story.pop("images", None)
    made = import_story(json.dumps(story).encode(), by=Command("benchmark"), read_image=_no_picture, publish=True)
    edition = made.story.published.current_edition if made.story.published else None
    return story, dict(edition.content) if edition else {}, made.story.hold_reason


def _no_picture(name: str) -> bytes:
    raise FileNotFoundError(name)


def sheet(name: str, story: dict[str, Any], content: dict[str, Any], held: str) -> tuple[str, list[Row]]:
    """One story's sheet, and the rows to grade in it."""
    machine, desk = content["machine"], content["desk"]
    articles = {one["uid"]: one for one in machine["articles"]}
    head = [f"STORY {name}", f"Language: {desk['language']}", f"Headline: {desk['headline']}"]
    head += [f"Standfirst: {desk['standfirst']}", f"Label: {machine['label'] or 'none'}", f"Held: {held or 'no'}"]
    lines, rows = [*head, ""], []
    for at, section in enumerate(sorted(machine["sections"], key=lambda one: one["position"]), start=1):
        lines += [f"H{at}  HEADING: {section['heading'] or '(none)'}", ""]
        rows += [Row(name, f"H{at}", "heading", section["heading"])] if section["heading"] else []
        own = [one for one in machine["sentences"] if one["section"] == section["uid"]]
        for nth, sentence in enumerate(sorted(own, key=lambda one: one["position"]), start=1):
            told, graded = _sentence(name, f"S{at}.{nth}", sentence, articles)
            lines, rows = lines + told, rows + graded
    lines += ["", "ARTICLES", "", *_articles(story, machine)]
    return "\n".join(lines) + "\n", rows


def _sentence(
    name: str, mark: str, sentence: dict[str, Any], articles: dict[str, dict[str, Any]]
) -> tuple[list[str], list[Row]]:
    numbers = "".join(f"[{one['number']}]" for one in sentence["citations"])
    quoted = f"  (as a quotation of {sentence['outlet']})" if sentence["form"] == "quotation" else ""
    lines = [f"{mark}  {sentence['text']} {numbers}{quoted}"]
    rows = [Row(name, mark, "sentence", sentence["text"])]
    for nth, citation in enumerate(sentence["citations"]):
        article = articles[citation["article"]]
        source = f"[{citation['number']}] {article['publisher']['name']}, {article['published_at'][:10]}"
        lines.append(f"      {'' if nth == 0 else 'also '}{source}: {citation['quote']}")
        if nth:
            rows.append(Row(name, f"{mark}[{citation['number']}]", "citation", citation["quote"]))
    return [*lines, ""], rows


def _articles(story: dict[str, Any], machine: dict[str, Any]) -> Iterator[str]:
    """Every article whole, for whoever has to read what stands around a passage."""
    texts = {one["headline"]: one["text"] for one in story["articles"]}
    for one in machine["articles"]:
        used = "" if one["is_used"] else f", not used: {one['note']}"
        yield f"[{one['number']}] {one['publisher']['name']}, {one['published_at']}, {one['kind']}{used}"
        yield f"{one['headline']}\n\n{texts.get(one['headline'], '(text not found)')}\n"


def counts(content: dict[str, Any]) -> tuple[int, int, int, int]:
    """Sections, sentences, sentences that cite several articles, and articles that may be used."""
    machine = content["machine"]
    several = sum(len({one["article"] for one in sentence["citations"]}) > 1 for sentence in machine["sentences"])
    return len(machine["sections"]), len(machine["sentences"]), several, len(machine["articles"])


def write(folder: Path, only: str) -> None:
    """Write the sheets and the empty grades; print a line for each story, and the totals."""
    folder.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []
    several = sentences = 0
    large = [0, 0]  # sentences, and those that cite several, of stories that many publishers told
    print(f"{'story':34} {'articles':>8} {'sections':>8} {'sentences':>9} {'several':>8}")
    for kind, path in files(only):
        name = f"{kind}-{path.stem}"
        story, content, held = published(path)
        if not content:
            print(f"{name:34} not published: {held}")
            continue
        text, graded = sheet(name, story, content, held)
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        rows += graded
        parts, here, citing, articles = counts(content)
        sentences, several = sentences + here, several + citing
        if articles >= LARGE and len({one["publisher"]["name"] for one in content["machine"]["articles"]}) >= MANY:
            large = [large[0] + here, large[1] + citing]
        print(f"{name:34} {articles:8} {parts:8} {here:9} {citing / max(here, 1):8.0%}")
    write_rows(folder / "grades.csv", rows)
    print(f"{'all':34} {'':8} {'':8} {sentences:9} {several / max(sentences, 1):8.0%}")
    print(
        f"of {LARGE} and more articles by {MANY} and more publishers {large[0]:10} {large[1] / max(large[0], 1):8.0%}"
    )
    print(f"{folder / 'grades.csv'}: {len(rows)} rows with the columns {', '.join(FIELDS)}")


def main(arguments: list[str]) -> int:
    """Write sheets, or tell what two graders found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.summaries")
    parser.add_argument("folder", type=Path, nargs="?", metavar="DIR")
    parser.add_argument("--only", default="", help="stories whose name holds this")
    parser.add_argument("--grades", type=Path, nargs="+", metavar="CSV")
    chosen = parser.parse_args(arguments)
    if chosen.grades:
        tell(chosen.grades)
    elif chosen.folder:
        start(LOG_LEVEL="WARNING")
        write(chosen.folder, chosen.only)
    else:
        parser.error("name a folder, or --grades with filled files")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
