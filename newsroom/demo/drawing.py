"""The demo's pictures, drawn by code: nobody's photograph, and the same bytes at every drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageOps

from newsroom.demo.scenes import (
    capital,
    court,
    courtroom,
    dam,
    desalination,
    island,
    island_town,
    mountain_pass,
    museum,
    parliament,
    port,
    port_map,
    rain,
    reservoir,
    reservoir_levels,
    river_meadow,
    seafloor_map,
    seats_chart,
    seoul,
    ship,
    solar,
    stage_profile,
    storm,
    storm_map,
    talks,
)

_SCENES: dict[str, Callable[[], Image.Image]] = {
    "capital": capital.paint,
    "talks": talks.paint,
    "port": port.paint,
    "port-map": port_map.paint,
    "seoul": seoul.paint,
    "ship": ship.paint,
    "solar": solar.paint,
    "desalination": desalination.paint,
    "river-meadow": river_meadow.paint,
    "seats-chart": seats_chart.paint,
    "reservoir": reservoir.paint,
    "dam": dam.paint,
    "rain": rain.paint,
    "court": court.paint,
    "courtroom": courtroom.paint,
    "stage-profile": stage_profile.paint,
    "seafloor-map": seafloor_map.paint,
    "reservoir-levels": reservoir_levels.paint,
    "island-town": island_town.paint,
    "parliament": parliament.paint,
    "museum": museum.paint,
    "island": island.paint,
    "storm": storm.paint,
    "mountain-pass": mountain_pass.paint,
    "storm-map": storm_map.paint,
}
# Name of the file, scene, what is done to it, JPEG quality.
_PICTURES: dict[str, tuple[str, str, int]] = {
    "capital-skyline-wide.jpg": ("capital", "whole", 90),
    "capital-skyline-crop.jpg": ("capital", "crop", 76),
    "capital-skyline-strip.jpg": ("capital", "border", 84),
    "talks-table.jpg": ("talks", "whole", 90),
    "talks-table-small.jpg": ("talks", "small", 72),
    "port-night.jpg": ("port", "whole", 90),
    "port-map.jpg": ("port-map", "whole", 92),
    "seoul-river.jpg": ("seoul", "whole", 90),
    "ship-at-sea.jpg": ("ship", "whole", 88),
    "solar-field.jpg": ("solar", "whole", 86),
    "desalination-coast.jpg": ("desalination", "whole", 88),
    "river-meadow.jpg": ("river-meadow", "whole", 86),
    "seats-chart.jpg": ("seats-chart", "whole", 92),
    "reservoir-dry.jpg": ("reservoir", "whole", 88),
    "reservoir-dam.jpg": ("dam", "whole", 88),
    "intake-tower.jpg": ("dam", "detail", 86),
    "reservoir-rain.jpg": ("rain", "whole", 88),
    "courthouse.jpg": ("court", "whole", 88),
    "courtroom.jpg": ("courtroom", "whole", 88),
    "stage-profile.jpg": ("stage-profile", "whole", 92),
    "seafloor-map.jpg": ("seafloor-map", "whole", 88),
    "reservoir-levels.jpg": ("reservoir-levels", "whole", 92),
    "island-town.jpg": ("island-town", "whole", 86),
    "parliament.jpg": ("parliament", "whole", 88),
    "museum-hall.jpg": ("museum", "whole", 88),
    "island-procession.jpg": ("island", "whole", 88),
    "storm-coast.jpg": ("storm", "whole", 88),
    "mountain-pass.jpg": ("mountain-pass", "whole", 88),
    "storm-track.jpg": ("storm-map", "whole", 92),
}
NAMES = tuple(_PICTURES)


def draw(name: str) -> bytes:
    """Return a demo picture as JPEG, 1600 × 1066 px or cut from that. Raises KeyError for a name not in NAMES."""
    if name not in _PICTURES:
        raise KeyError(f"There is no demo picture {name!r}. There are: {', '.join(NAMES)}.")
    scene, treatment, quality = _PICTURES[name]
    into = BytesIO()
    _treated(_painted(scene), treatment).save(into, "JPEG", quality=quality, optimize=True)
    return into.getvalue()


def draw_many(names: Sequence[str]) -> dict[str, bytes]:
    """Return several pictures by name; those of one scene in a row cost one painting."""
    return {name: draw(name) for name in names}


def by_scene(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the names in groups that show one scene, in the order in which each scene first comes."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(_PICTURES[name][0], []).append(name)
    return [tuple(group) for group in groups.values()]


@lru_cache(maxsize=1)
def _painted(scene: str) -> Image.Image:
    return _SCENES[scene]()


def _treated(picture: Image.Image, treatment: str) -> Image.Image:
    width, height = picture.size
    if treatment == "crop":  # 88 % of each side, a little off the middle, as an agency would cut it
        left, top = round(width * 0.08), round(height * 0.05)
        return picture.crop((left, top, left + round(width * 0.88), top + round(height * 0.88)))
    if treatment == "detail":  # too little of it to be known again as the same
        return picture.crop((760, 220, 1360, 620))
    if treatment == "border":
        return ImageOps.expand(picture.resize((1400, round(1400 * height / width))), 36, "white")
    if treatment == "small":
        return picture.resize((900, round(900 * height / width)), Image.Resampling.LANCZOS)
    return picture
