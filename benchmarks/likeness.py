"""How well a photograph is known again: precision and recall by kind, and what a question costs at 100,000 pictures.

    python benchmarks/likeness.py [--pictures=100000]

The photographs are those that ship inside scikit-image and scikit-learn, found without importing either:
`pip install --no-deps scikit-image scikit-learn`, anywhere on the path. Beside them stand drawings and frames of
bursts.
Each variant of tests/media/variants.py is asked of every picture's original, its own and all others'.
Recall: how many variants find their own. Precision: how many of all that were joined show one photograph; a join of
two frames of a burst is wrong. Bars: precision 0.99;
recall 0.95 for resize, re-encode, border, strip and crops to 90 %.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import defaultdict
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402

from media.likeness import is_same_photograph, read  # noqa: E402
from tests.media.variants import SAME, burst, drawing  # noqa: E402

BARRED = ("resize", "re-encode", "border", "strip", "crop to 90 %")
PRECISION, RECALL = 0.99, 0.95
DRAWINGS, FRAMES = 12, 3
# What in scikit-image's data is a photograph, a scan or a page; the others are masks, icons and test charts.
PHOTOGRAPHS = (
    *("astronaut", "camera", "chelsea", "coffee", "coins", "rocket", "hubble_deep_field", "retina", "ihc", "moon"),
    *("motorcycle_left", "motorcycle_right", "grass", "gravel", "brick", "cell", "clock_motion", "color", "horse"),
    *("page", "text"),
)


def photographs() -> dict[str, Image.Image]:
    """The free photographs by name. Raises SystemExit, saying what to install, where there are none."""
    roots = {name: find_spec(name) for name in ("skimage", "sklearn")}
    if not all(spec and spec.submodule_search_locations for spec in roots.values()):
        raise SystemExit("The photographs are missing: pip install --no-deps scikit-image scikit-learn")
    skimage, sklearn = (Path((spec.submodule_search_locations or [""])[0]) for spec in roots.values() if spec)
    files = [next((skimage / "data").glob(f"{name}.*")) for name in PHOTOGRAPHS]
    files += [sklearn / "datasets" / "images" / f"{name}.jpg" for name in ("china", "flower")]
    return {path.stem: Image.open(path).convert("RGB") for path in files}


def pairs_of_bursts(scenes: dict[str, Image.Image]) -> tuple[int, int]:
    """Return how many pairs of frames there are, and how many were joined. The flower is what moves."""
    wrong = count = 0
    for seed, scene in enumerate(scenes.values()):
        prints = [read(frame) for frame in burst(scene, scenes["flower"], FRAMES, seed)]
        joined = [is_same_photograph(a, b) for a, b in combinations(prints, 2)]
        wrong, count = wrong + sum(joined), count + len(joined)
    return count, wrong


def measure(pictures: dict[str, Image.Image]) -> dict[str, list[tuple[bool, int, int]]]:
    """For each kind, a row per variant: did it find its own, to how many others was it joined, of how many asked."""
    known = {name: read(picture) for name, picture in pictures.items()}
    rows: dict[str, list[tuple[bool, int, int]]] = defaultdict(list)
    for name, picture in pictures.items():
        for kind, variant in SAME:
            asked = read(variant(picture))
            others = [is_same_photograph(asked, its) for other, its in known.items() if other != name]
            rows[kind].append((is_same_photograph(asked, known[name]), sum(others), len(others)))
    return rows


def report(rows: dict[str, list[tuple[bool, int, int]]], bursts: tuple[int, int]) -> bool:
    """Print the table. Returns whether a bar was missed."""
    print(f"{'kind':26} {'variants':>8} {'recall':>7} {'wrong joins':>11} {'precision':>9}")
    right = wrong = 0
    is_missed = False
    for kind, found in rows.items():
        own, others = sum(row[0] for row in found), sum(row[1] for row in found)
        right, wrong = right + own, wrong + others
        recall, precision = own / len(found), own / (own + others) if own + others else 1.0
        bad = (kind in BARRED and recall < RECALL) or (own + others > 0 and precision < PRECISION)
        is_missed |= bad
        print(f"{kind:26} {len(found):8} {recall:7.3f} {others:11} {precision:9.3f} {'MISSED' if bad else ''}")
    print(f"{'pairs of burst frames':26} {bursts[0]:8} {'':7} {bursts[1]:11}")
    whole = right / (right + wrong + bursts[1])
    print(f"{sum(map(len, rows.values()))} variants; precision of all joins, bursts among them: {whole:.4f}")
    return is_missed or whole < PRECISION


def question(count: int) -> None:
    """Fill a library of so many pictures with random prints and ask it; needs Django, on a database of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    os.environ["VAR_DIR"] = tempfile.mkdtemp()
    import django

    django.setup()
    from django.core.management import call_command

    from media import look_alikes
    from media.models import Image as Row

    call_command("migrate", verbosity=0)
    for start in range(0, count, 2_000):
        size = {"size_bytes": 1, "width_px": 9, "height_px": 9}
        many = range(start, min(start + 2_000, count))
        Row.objects.bulk_create(
            [Row(sha256=f"{n:064x}", windows=os.urandom(640), sketch=os.urandom(4096), **size) for n in many]
        )
    asked = read(drawing(3))
    for what in ("the first question, reading all", "the next", "and the next"):
        begun = time.process_time()
        look_alikes.find(asked)
        print(f"{what}: {time.process_time() - begun:.3f} CPU s")
    held = look_alikes._shelf
    print(f"held in memory: {(held.windows.nbytes + held.keys.nbytes) / 1e6:.1f} MB for {len(held.keys):,} pictures")


def main() -> int:
    """Print all tables. Returns 1 where a bar was missed."""
    count = next((int(one.partition("=")[2]) for one in sys.argv[1:] if one.startswith("--pictures=")), 100_000)
    photos = photographs()
    begun = time.process_time()
    missed = report(
        measure(photos | {f"drawing {seed}": drawing(seed) for seed in range(DRAWINGS)}), pairs_of_bursts(photos)
    )
    print(f"measured in {time.process_time() - begun:.0f} CPU s")
    question(count)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
