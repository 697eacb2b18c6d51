"""Run every benchmark and print its table: `python -m benchmarks [NAME ...]`. Each runs in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

NAMES = ("summary_engine", "publishing", "pages", "api", "latency")


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all. Returns how many failed."""
    unknown = sorted(set(names) - set(NAMES))
    if unknown:
        print(f"There is no benchmark {unknown[0]!r}. There are: {', '.join(NAMES)}.")
        return 1
    failed = 0
    for name in names or NAMES:
        print(f"\n== {name} ==", flush=True)
        done = subprocess.run([sys.executable, str(Path(__file__).parent / f"{name}.py")], check=False)
        failed += done.returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
