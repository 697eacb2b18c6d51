"""The rows graders fill, and what filled rows say: shares, defects and how far the graders agree."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

FIELDS = ("story", "place", "what", "text", "good", "defect", "note")
DEFECTS = (
    "dangling reference",
    "stale time",
    "wrong person",
    "superseded figure",
    "wrong voice",
    "repetition",
    "heading",
    "unsupported",
    "other",
)
BAR_PUBLISHABLE, BAR_CITATIONS = 0.85, 0.85


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to grade: ``what`` is sentence, heading or citation; ``good`` is yes, no or not filled yet."""

    story: str
    place: str
    what: str
    text: str
    good: str = ""
    defect: str = ""
    note: str = ""


def write_rows(path: Path, rows: list[Row]) -> None:
    """Write rows as CSV with a head line."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(FIELDS)
        writer.writerows([getattr(row, name) for name in FIELDS] for row in rows)


def read_rows(path: Path) -> list[Row]:
    """Read filled rows. Raises ValueError for a verdict that is neither yes nor no, or an unknown defect."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [Row(**{name: (line[name] or "").strip() for name in FIELDS}) for line in csv.DictReader(file)]
    for row in rows:
        if row.good not in ("yes", "no") or (row.defect and row.defect not in DEFECTS):
            raise ValueError(f"{path}: {row.story} {row.place} has {row.good!r} and {row.defect!r}")
        if (row.good == "no") != bool(row.defect) and row.what != "citation":
            raise ValueError(f"{path}: {row.story} {row.place}: 'no' needs a defect, and 'yes' has none")
    return rows


def share(rows: list[Row], what: str) -> float:
    """Which part of the rows of this kind is good, 0 to 1; without any 1."""
    judged = [row.good == "yes" for row in rows if row.what == what]
    return sum(judged) / len(judged) if judged else 1.0


def agreement(first: list[Row], second: list[Row]) -> tuple[float, float]:
    """Which part of the sentences two graders judge alike, and Cohen's kappa. Raises ValueError without any."""
    ours = {(row.story, row.place): row.good for row in first if row.what == "sentence"}
    pairs = [(ours[row.story, row.place], row.good) for row in second if (row.story, row.place) in ours]
    if not pairs:
        raise ValueError("the two graders have no sentence in common")
    alike = sum(one == other for one, other in pairs) / len(pairs)
    by_chance = (
        sum(sum(one == word for one, _ in pairs) * sum(other == word for _, other in pairs) for word in ("yes", "no"))
        / len(pairs) ** 2
    )
    return alike, (alike - by_chance) / (1 - by_chance) if by_chance < 1 else 1.0


def tell(paths: list[Path]) -> None:
    """Print each grader's shares and defects, and the agreement of the first two."""
    graded = [read_rows(path) for path in paths]
    for path, rows in zip(paths, graded, strict=True):
        total = Counter(row.what for row in rows)
        print(f"{path.name}: {total['sentence']} sentences, {share(rows, 'sentence'):.1%} publishable untouched")
        print(f"  bar {BAR_PUBLISHABLE:.0%} {'' if share(rows, 'sentence') >= BAR_PUBLISHABLE else 'MISSED'}")
        print(f"  headings good: {share(rows, 'heading'):.1%} of {total['heading']}")
        print(f"  added citations that contain the claim: {share(rows, 'citation'):.1%} of {total['citation']}")
        print(f"  bar {BAR_CITATIONS:.0%} {'' if share(rows, 'citation') >= BAR_CITATIONS else 'MISSED'}")
        for defect, number in Counter(row.defect for row in rows if row.defect).most_common():
            print(f"  {defect:20} {number}")
    if len(graded) > 1:
        alike, kappa = agreement(graded[0], graded[1])
        print(f"the graders agree on {alike:.1%} of the sentences, kappa {kappa:.2f}")
