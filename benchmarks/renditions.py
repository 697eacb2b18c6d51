"""What it costs to make all renditions of a 12-megapixel JPEG, against the bare Pillow work in the same run.

    python benchmarks/renditions.py

The floor decodes the file once, sizes it and saves it in the same formats at the same qualities: what nobody can spare.
Ours inspects the file first, turns it upright and into sRGB, and writes into each file whose it is. Bar: 1.5 times the
floor. Each runs in a process of its own, so that the peak of its memory is its own. The picture is noise over large
shapes, which is dearer than most photographs.
"""

from __future__ import annotations

import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
from PIL import Image  # noqa: E402

from media import inspecting, renditions  # noqa: E402
from media.addresses import stages  # noqa: E402
from media.embedding import Words  # noqa: E402

SIZE = 4_000, 3_000
BAR = 1.5
ROUNDS = 3
SAVING = {
    "jpeg": {"quality": 82, "optimize": True, "progressive": True},
    "webp": {"quality": 78, "method": 4},
    "avif": {"quality": 60, "speed": 6, "max_threads": 1},
}
WORDS = Words("Ann Lee", "Ann Lee/Agency", "© 2026 Ann Lee", "Editorial use only")


def photograph() -> bytes:
    """A JPEG of 12 megapixels, the same each time."""
    dice = np.random.default_rng(7)
    shapes = Image.fromarray(dice.integers(0, 255, (24, 32, 3), dtype=np.uint8)).resize(SIZE, Image.Resampling.BICUBIC)
    grain = dice.normal(0, 6, (SIZE[1], SIZE[0], 1))
    into = BytesIO()
    Image.fromarray((np.asarray(shapes) + grain).clip(0, 255).astype(np.uint8)).save(into, "JPEG", quality=92)
    return into.getvalue()


def plan() -> list[tuple[str, int]]:
    """Format and width of every rendition, in the order of making."""
    cheap, dear = stages(SIZE[0])
    return cheap + dear


def floor(data: bytes) -> dict[tuple[str, int], float]:
    """CPU seconds of each rendition by Pillow alone; under ("", 0) those of decoding."""
    begun, spent = time.process_time(), {}
    picture = Image.open(BytesIO(data))
    picture.draft("RGB", (1_800, 1_350))
    whole = picture.resize((1_800, 1_350), Image.Resampling.LANCZOS, reducing_gap=3.0)
    spent["", 0] = time.process_time() - begun
    for form, width in plan():
        begun = time.process_time()
        sized = whole.resize((width, width * 3 // 4), Image.Resampling.LANCZOS) if width < 1_800 else whole
        sized.save(BytesIO(), form, **SAVING[form])
        spent[form, width] = time.process_time() - begun
    return spent


def ours(data: bytes) -> dict[tuple[str, int], float]:
    """The same by the newsroom's own functions, inspecting included."""
    begun, spent = time.process_time(), {}
    inspecting.inspect(data, max_bytes=len(data), max_pixels=SIZE[0] * SIZE[1])
    picture = renditions.from_original(data)
    spent["", 0] = time.process_time() - begun
    for form, width in plan():
        begun = time.process_time()
        renditions.make(picture, width, form, WORDS)
        spent[form, width] = time.process_time() - begun
    return spent


def run(name: str, data: bytes) -> None:
    """Measure one of the two and print its rows: format, width, CPU seconds; last the peak of memory in MB."""
    Image.init()
    work = {"floor": floor, "ours": ours}[name]
    best: dict[tuple[str, int], float] = {}
    before = peak_mb()
    for _ in range(ROUNDS):
        best = {key: min(spent, best.get(key, spent)) for key, spent in work(data).items()}
    for (form, width), spent in best.items():
        print(form or "decode", width, spent)
    print("peak", before, peak_mb())


def peak_mb() -> int:
    """The most memory this process had. What getrusage tells begins with the parent's, even after exec."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def measured(name: str, data: bytes) -> tuple[dict[tuple[str, int], float], tuple[int, int]]:
    """Run one in a process of its own. Returns its CPU seconds and its memory in MB before and at the peak."""
    command = [sys.executable, __file__, f"--run={name}"]
    told = subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode().split("\n")
    *rows, peak = [line.split() for line in told if line]
    return {(form, int(width)): float(spent) for form, width, spent in rows}, (int(peak[1]), int(peak[2]))


def main() -> int:
    """Print both columns. Returns 1 where the bar is missed."""
    asked = next((one.partition("=")[2] for one in sys.argv[1:] if one.startswith("--run=")), "")
    if asked:
        run(asked, sys.stdin.buffer.read())
        return 0
    data = photograph()
    (bare, bare_mb), (own, own_mb) = measured("floor", data), measured("ours", data)
    print(f"a JPEG of {SIZE[0]:,} × {SIZE[1]:,} px, {len(data) / 1e6:.1f} MB; CPU s, least of {ROUNDS}")
    print(f"{'rendition':14} {'Pillow':>8} {'ours':>8}")
    for key in own:
        print(f"{key[0]:8} {key[1] or '':5} {bare[key]:8.3f} {own[key]:8.3f}")
    ratio = sum(own.values()) / sum(bare.values())
    print(f"{'all':14} {sum(bare.values()):8.3f} {sum(own.values()):8.3f}  ratio {ratio:.2f}, bar {BAR}")
    print(f"peak memory: Pillow {bare_mb[1]} MB (before: {bare_mb[0]}), ours {own_mb[1]} MB (before: {own_mb[0]})")
    return int(ratio > BAR)


if __name__ == "__main__":
    sys.exit(main())
