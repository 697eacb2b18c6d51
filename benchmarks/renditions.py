"""What it costs to make all renditions of a 12-megapixel JPEG, against the bare Pillow work in the same run.

    python -m benchmarks renditions

The floor decodes the file once, sizes or cuts it and saves it in the same formats at the same qualities: what nobody
can spare. Ours does as a worker does: the original goes to the process in which pictures are opened, once for the cheap
formats and once for AVIF, and each file says whose it is. Processor time counts both processes (getrusage, SELF and
CHILDREN); the children's start, which a worker pays once, is told apart. Bar: 1.5 times the floor.
Each side runs in a process of its own, so that the peak of its memory is its own. The picture is noise over large
shapes, which is dearer than most photographs.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django  # noqa: E402
import numpy as np  # noqa: E402
from PIL import Image  # noqa: E402

from media import renditions  # noqa: E402
from media.addresses import Size, stages  # noqa: E402
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
Costs = dict[str, float]


def photograph() -> bytes:
    """A JPEG of 12 megapixels, the same each time."""
    dice = np.random.default_rng(7)
    shapes = Image.fromarray(dice.integers(0, 255, (24, 32, 3), dtype=np.uint8)).resize(SIZE, Image.Resampling.BICUBIC)
    grain = dice.normal(0, 6, (SIZE[1], SIZE[0], 1))
    into = BytesIO()
    Image.fromarray((np.asarray(shapes) + grain).clip(0, 255).astype(np.uint8)).save(into, "JPEG", quality=92)
    return into.getvalue()


def floor(data: bytes) -> Costs:
    """CPU seconds of each rendition by Pillow alone; under "opening" those of decoding."""
    begun, spent = time.process_time(), {}
    picture = Image.open(BytesIO(data))
    picture.draft("RGB", (1_800, 1_350))
    whole = picture.resize((1_800, 1_350), Image.Resampling.LANCZOS, reducing_gap=3.0)
    spent["opening"] = time.process_time() - begun
    for form, size in (one for stage in stages(SIZE, None) for one in stage):
        begun = time.process_time()
        _bare(whole, size).save(BytesIO(), form, **SAVING[form])
        spent[f"{size}.{form}"] = time.process_time() - begun
    return spent


def _bare(whole: Image.Image, size: Size) -> Image.Image:
    """As much of the picture as has the shape, where it is cut from its middle, at the size."""
    width, height = size.width_px, size.height_px() or size.width_px * 3 // 4
    if (width, height) == whole.size:
        return whole
    share = min(whole.width / width, whole.height / height)
    left, top = (whole.width - width * share) / 2, (whole.height - height * share) / 2
    box = left, top, left + width * share, top + height * share
    return whole.resize((width, height), Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def ours(data: bytes) -> Costs:
    """The same as a worker makes them.

    "start" is what the process that opens pictures costs before the first, "peak" what the picture takes there in MB.
    """
    from media import quarantine

    spent = {"start": _with_child(quarantine, lambda: quarantine.read_words(data))}
    opening, peak = 0.0, 0
    for stage in stages(SIZE, None):
        opened: list[quarantine.Opened] = []
        max_width, pixels = renditions.WIDTHS_PX[-1], SIZE[0] * SIZE[1]
        opening += _with_child(
            quarantine,
            lambda: opened.append(quarantine.open_original(data, None, max_width_px=max_width, max_pixels=pixels)),  # noqa: B023
        )
        peak = max(peak, opened[0].peak_bytes)
        for form, size in stage:
            begun = time.process_time()
            renditions.make(opened[0].picture, size, form, WORDS)
            spent[f"{size}.{form}"] = time.process_time() - begun
    return {"opening": opening - 2 * spent["start"], **spent, "peak": peak / 1_000_000}


def _with_child(quarantine, act) -> float:  # type: ignore[no-untyped-def]
    """CPU seconds of an act, of ours and of a child that is started for it and ended after it."""
    begun, before = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    act()
    quarantine._children.pop(os.getpid()).end()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    of_children = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.process_time() - begun + of_children


def run(name: str, data: bytes) -> None:
    """Measure one of the two and print its rows: name and CPU seconds; then its peaks of memory in MB."""
    django.setup()
    Image.init()
    work = {"floor": floor, "ours": ours}[name]
    best: Costs = {}
    before = peak_mb()
    for _ in range(ROUNDS):
        best = {key: min(spent, best.get(key, spent)) for key, spent in work(data).items()}
    for key, spent in best.items():
        print(key, spent)
    print("peaks", before, peak_mb())


def peak_mb() -> int:
    """The most memory this process had. What getrusage tells of it begins with the parent's, even after exec."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def measured(name: str, data: bytes) -> tuple[Costs, list[int]]:
    """Run one in a process of its own: its CPU seconds, and its memory in MB before and at its peak."""
    command = [sys.executable, __file__, f"--run={name}"]
    told = subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode().split("\n")
    *rows, peaks = [line.split() for line in told if line]
    return {key: float(spent) for key, spent in rows}, [int(one) for one in peaks[1:]]


def main() -> int:
    """Print both columns. Returns 1 where the bar is missed."""
    asked = next((one.partition("=")[2] for one in sys.argv[1:] if one.startswith("--run=")), "")
    if asked:
        run(asked, sys.stdin.buffer.read())
        return 0
    data = photograph()
    (bare, bare_mb), (own, own_mb) = measured("floor", data), measured("ours", data)
    start, child_mb = own.pop("start"), own.pop("peak")
    print(f"a JPEG of {SIZE[0]:,} × {SIZE[1]:,} px, {len(data) / 1e6:.1f} MB; CPU s, least of {ROUNDS}")
    print(f"{'rendition':22} {'Pillow':>8} {'ours':>8}")
    for key in own:
        print(f"{key:22} {bare[key]:8.3f} {own[key]:8.3f}")
    ratio = sum(own.values()) / sum(bare.values())
    print(f"{'all':22} {sum(bare.values()):8.3f} {sum(own.values()):8.3f}  ratio {ratio:.2f}, bar {BAR}")
    print(f"once for a worker: {start:.3f} s, the start of the process that opens pictures and one look at the words")
    print(f"peak memory: Pillow {bare_mb[1]} MB (before: {bare_mb[0]}), ours {own_mb[1]} MB (before: {own_mb[0]})")
    print(f"and the process that opens the picture {child_mb:.0f} MB")
    return int(ratio > BAR)


if __name__ == "__main__":
    sys.exit(main())
