"""`python -m tests.faults.report FOLDER`: the table of docs/promises.md from what a run of the faults recorded.

Run them as `FAULTS_REPORT=FOLDER python -m pytest tests/faults`. Ends with 1 where a save was lost, something
non-public was seen, or recovery took longer than the lease and 5 s.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

HEAD = (
    "| fault | mode | saves acknowledged | lost | left to do at its end | recovery, s | bar, s | pages answered |\n"
    "|---|---|--:|--:|--:|--:|--:|--:|"
)


def table(rows: list[dict[str, Any]]) -> str:
    """The rows as Markdown, by mode and fault."""
    lines = [
        f"| {row['fault']} | {row['mode']} | {row['saves']} | {row['lost']} | {row['backlog']} | "
        f"{row['recovery_seconds']:.1f} | {row['bar_seconds']} | {row['availability']:.1%} |"
        for row in sorted(rows, key=lambda row: (row["mode"] == "embedded", row["fault"]))
    ]
    return "\n".join([HEAD, *lines])


def breaches(rows: list[dict[str, Any]]) -> list[str]:
    """What does not hold, a line each."""
    found = []
    for row in rows:
        name = f"{row['fault']} ({row['mode']})"
        found += [f"{name}: {wrong}" for wrong in row["wrongs"]]
        found += [f"{name}: {row['leaks']} answers held something non-public"] if row["leaks"] else []
        if row["recovery_seconds"] > row["bar_seconds"]:
            found.append(f"{name}: recovered after {row['recovery_seconds']} s, and the bar is {row['bar_seconds']} s")
    return found


def main(folder: str) -> int:
    """Print the table and what does not hold."""
    rows = [json.loads(path.read_text()) for path in sorted(Path(folder).glob("*.json"))]
    print(table(rows))  # noqa: T201
    wrong = breaches(rows)
    for line in wrong:
        print(line, file=sys.stderr)  # noqa: T201
    return 1 if wrong or not rows else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
