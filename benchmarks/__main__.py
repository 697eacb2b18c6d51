"""Run the benchmarks and print their tables: `python -m benchmarks [NAME ...] [--OPTION ...]`.

Each runs in a process of its own. Without a name all run but the long ones. Options go to each benchmark named.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

NAMES = ("summary_engine", "mutations", "publishing", "pages", "api", "workspace", "latency", "releasing", "tickers")
LONG = (
    "sizes",
    "unicode_fuzz",
    "actions",
    "likeness",
    "likeness_held_out",
    "renditions",
    "library",
    "hostile_pictures",
)


def main(arguments: list[str]) -> int:
    """Run the named benchmarks, or all that are not long. Returns how many failed."""
    names = [one for one in arguments if not one.startswith("-")]
    options = [one for one in arguments if one.startswith("-")]
    unknown = sorted(set(names) - {*NAMES, *LONG})
    if unknown:
        print(f"There is no benchmark {unknown[0]!r}. There are: {', '.join((*NAMES, *LONG))}.")
        return 1
    failed = 0
    for name in names or NAMES:
        print(f"\n== {name} ==", flush=True)
        command = [sys.executable, *_program(name), *options]
        failed += subprocess.run(command, check=False, env={"LOG_LEVEL": "WARNING", **os.environ}).returncode != 0
    return failed


def _program(name: str) -> list[str]:
    """What Python runs: the file of a benchmark, or its package by name."""
    here = Path(__file__).parent
    return ["-m", f"benchmarks.{name}"] if (here / name).is_dir() else [str(here / f"{name}.py")]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
