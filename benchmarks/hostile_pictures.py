"""Pictures that break things: seconds, megabytes and answer of each, against 2 s and 300 MB. `--fuzzed=N`: N more.

Seconds are of processor time in the process that opens the picture; megabytes its largest resident size.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

MOST_SECONDS, MOST_MB = 2.0, 300.0


def main(arguments: list[str]) -> int:
    """Print the table. Returns 1 where a case took more than it may, or had no answer."""
    django.setup()
    from tests.media import broken

    fuzzed = next((int(one.partition("=")[2]) for one in arguments if one.startswith("--fuzzed=")), 300)
    _print_costs()
    print(f"{'seconds':>8} {'MB':>7}  {'case':<44} answer")
    worst = (0.0, 0.0)
    for name, data in broken.cases():
        seconds, megabytes, told = _asked(data)
        worst = max(worst[0], seconds), max(worst[1], megabytes)
        print(f"{seconds:8.3f} {megabytes:7.1f}  {name:<44} {told}")
    for _, data in broken.fuzzed(fuzzed):
        seconds, megabytes, _ = _asked(data)
        worst = max(worst[0], seconds), max(worst[1], megabytes)
    print(f"{worst[0]:8.3f} {worst[1]:7.1f}  the worst, with {fuzzed} fuzzed files")
    return int(worst[0] > MOST_SECONDS * 1.05 or worst[1] > MOST_MB)


def _asked(data: bytes) -> tuple[float, float, str]:
    """Seconds, megabytes and answer for one file."""
    from media import quarantine

    head, _ = quarantine.ask(quarantine.order_for_new(720), data)
    told = head.get("refused", "")
    if not told:
        form, width, height = head["found"]
        said = f", says {', '.join(head['said'])}" if head["said"] else ""
        told = f"taken: {form}, {width} x {height}{said}"
    return head["cpu_seconds"], head["peak_bytes"] / 1e6, told


def _print_costs() -> None:
    """What a process for each picture costs: a fresh program, and a fork of one that stands ready."""
    from media import quarantine
    from tests.media import broken

    before = os.times()
    for _ in range(5):
        subprocess.run([sys.executable, "-c", "import media.quarantined"], check=True, cwd=Path(__file__).parents[1])
    after = os.times()
    fresh = (after.children_user + after.children_system - before.children_user - before.children_system) / 5
    data = broken.encoded(broken.photo(64, 64))
    costs = [quarantine.open_new(data, max_width_px=720).cpu_seconds for _ in range(50)]
    began = time.process_time()
    for _ in range(50):
        quarantine.open_new(data, max_width_px=720)
    ours = (time.process_time() - began) / 50
    print(
        f"a fresh program: {fresh:.3f} s; a fork and its picture: {sum(costs) / 50:.4f} s; asking for it: {ours:.4f} s"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
