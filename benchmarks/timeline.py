"""Times read in sentences, proposals for the timeline in seconds of CPU, and sheets of proposals for graders.

    python -m benchmarks.timeline [--misses]           the gold of relative dates, the tagger's speed, 500 articles
    python -m benchmarks.timeline DIR [--only PART]    a sheet for each story and grades.csv, one row for each proposal
    python -m benchmarks.timeline --grades FILLED.csv  what a grader found

A proposal is good if it would stand on the timeline untouched, by the rules of benchmarks/grading.md for a sentence
that is read beside its date; its second row asks whether the date is right.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import timeline_dates  # noqa: E402
from benchmarks.grades import FIELDS, Row, read_rows, write_rows  # noqa: E402
from benchmarks.news_copy import make_articles  # noqa: E402
from benchmarks.starting import start  # noqa: E402
from benchmarks.summaries import files  # noqa: E402
from foundation.dating import label  # noqa: E402
from stories.summarising.request import SourceArticle  # noqa: E402
from stories.summarising.timeline.proposing import Proposed, propose  # noqa: E402

ARTICLES = 500


def seconds_for_many() -> float:
    """Seconds of CPU for the proposals of 500 articles that nothing has read before."""
    articles = make_articles(ARTICLES)
    began = time.process_time()
    propose(articles, "en")
    return time.process_time() - began


def sources(path: Path) -> tuple[str, tuple[SourceArticle, ...]]:
    """Import a story file without its pictures and timeline: its language, and its articles as an engine has them."""
    from foundation.models import Command
    from stories.summarising.reading import sources_of
    from wire.importing import import_story

    story = json.loads(path.read_text(encoding="utf-8"))
    for name in ("images", "timeline"):
        story.pop(name, None)
    made = import_story(json.dumps(story).encode(), by=Command("benchmark"), read_image=_no_picture, publish=False)
    return made.story.language, sources_of(made.story)


def _no_picture(name: str) -> bytes:
    raise FileNotFoundError(name)


def sheet(name: str, articles: tuple[SourceArticle, ...], found: list[Proposed]) -> tuple[str, list[Row]]:
    """One story's sheet, and the rows to grade in it."""
    by_key = {one.key: one for one in articles}
    lines, rows = [f"STORY {name}", f"Newest article: {max(one.published_at for one in articles)}", ""], []
    for nth, one in enumerate(found, start=1):
        when = label(one.edtf, one.status)
        lines.append(f"E{nth}  {when} – {one.text}" + (f"  (as a quotation of {one.outlet})" if one.outlet else ""))
        for cited in one.evidence:
            article = by_key[cited.article]
            lines.append(f"      {article.outlet}, {article.published_at:%a %Y-%m-%d}: {cited.quote}")
        lines.append(f"      named by {one.salience} sentences")
        rows += [Row(name, f"E{nth}", "sentence", f"{when}: {one.text}"), Row(name, f"E{nth}", "citation", when)]
    return "\n".join([*lines, "", *_whole(articles)]) + "\n", rows


def _whole(articles: tuple[SourceArticle, ...]) -> list[str]:
    return [f"{one.outlet}, {one.published_at:%a %Y-%m-%d}, {one.headline}\n\n{one.text}\n" for one in articles]


def write(folder: Path, only: str) -> None:
    """Write the sheets of the demo's and of real stories, and the empty grades."""
    start(LOG_LEVEL="WARNING")
    folder.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []
    for kind, path in files(only):
        if not only and kind not in {"demo", "real"}:
            continue
        language, articles = sources(path)
        if not articles:
            continue
        found = propose(articles, language)
        text, graded = sheet(f"{kind}-{path.stem}", articles, found)
        (folder / f"{kind}-{path.stem}.txt").write_text(text, encoding="utf-8")
        rows += graded
        print(f"{kind + '-' + path.stem:40} {len(articles):4} articles {len(found):4} proposals")
    write_rows(folder / "grades.csv", rows)
    print(f"{folder / 'grades.csv'}: {len(rows)} rows with the columns {', '.join(FIELDS)}")


def tell(path: Path) -> None:
    """Print the share of proposals that stand untouched, and how many have a wrong date."""
    rows = read_rows(path)
    entries, dates = ([row for row in rows if row.what == what] for what in ("sentence", "citation"))
    good = sum(row.good == "yes" for row in entries)
    wrong = sum(row.good == "no" for row in dates)
    print(f"keepable untouched: {good} of {len(entries)} ({good / max(len(entries), 1):.1%}); wrong dates: {wrong}")


def main(arguments: list[str]) -> int:
    """Print the figures, write sheets, or tell what a grader found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.timeline")
    parser.add_argument("folder", type=Path, nargs="?", metavar="DIR")
    parser.add_argument("--only", default="", help="stories whose name holds this")
    parser.add_argument("--grades", type=Path, metavar="CSV")
    parser.add_argument("--misses", action="store_true")
    chosen = parser.parse_args(arguments)
    if chosen.grades:
        tell(chosen.grades)
    elif chosen.folder:
        write(chosen.folder, chosen.only)
    else:
        timeline_dates.main(["--misses"] if chosen.misses else [])
        print(f"proposals of {ARTICLES} articles: {seconds_for_many():.2f} s of CPU (bar 3 s)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
