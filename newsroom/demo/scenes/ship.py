"""A research ship at dawn, in a long swell, with the sun behind it."""

from __future__ import annotations

import numpy as np
from PIL import Image

from newsroom.demo.painting import HEIGHT, WIDTH, Brush, Canvas, Colour, Pen, Point, ramp
from newsroom.demo.scenes.heavens import Clouds, Sea, Wave, flood, hang
from newsroom.demo.scenes.lens import Field, Lens

_LENS = Lens(eye=7.0, horizon=486, focal=1500)
_SUN = 1130.0
_KEEL = 552.0  # the row of the waterline
_LEFT = 372.0  # the stern; the bow looks right
_SCALE = 8.4  # px to the metre
_SWELL = (
    Wave(62, 2.6, 0.35),
    Wave(41, 1.5, -0.2),
    Wave(24, 0.95, 0.7),
    Wave(13, 0.55, -0.5),
    Wave(8.2, 0.36, 0.15),
    Wave(5.1, 0.24, 0.9),
    Wave(3.1, 0.13, -0.8),
    Wave(1.9, 0.075, 0.45),
    Wave(1.1, 0.04, -0.3),
)


def paint() -> Image.Image:
    """Paint the scene."""
    sky = [
        (0.0, (62, 84, 124)),
        (0.16, (104, 120, 152)),
        (0.3, (176, 158, 164)),
        (0.4, (240, 188, 150)),
        (0.456, (255, 214, 158)),
        (1.0, (255, 214, 158)),
    ]
    canvas = Canvas(2208, ramp(sky))
    canvas.glow(_SUN, 478, 900, 300, (255, 176, 104), 0.5)
    hang(canvas, _LENS, Clouds(0.5, 0.2, (255, 206, 168), (112, 112, 142), 15000), sun=_SUN)
    canvas.glow(_SUN, 468, 420, 150, (255, 214, 140), 0.75)
    canvas.glow(_SUN, 462, 74, 70, (255, 250, 226), 1.0)
    mirrored = [(0, (255, 208, 156)), (0.1, (226, 178, 156)), (0.3, (142, 142, 166)), (0.7, (70, 92, 132))]
    sea = Sea(mirrored, (16, 44, 62), _SUN, (255, 206, 140), 300, 0.85)
    slopes = flood(canvas, _LENS, _SWELL, sea)
    canvas.lay(Pen().rect(0, 480, WIDTH, 494).mask(5), (255, 206, 158), 0.5)
    _mirror(canvas, slopes[0])
    with canvas.brush() as brush:
        _Ship(brush).build()
    _lights(canvas)
    _foam(canvas)
    canvas.glow(_SUN, 470, 300, 210, (255, 190, 116), 0.3)
    return canvas.finished(grain=5.0, vignette=0.26)


def _at(x: float, y: float) -> Point:
    """Place a point of the ship: x metres from the stern, y above the waterline; the bow is lifted by the swell."""
    return _LEFT + x * _SCALE, _KEEL - y * _SCALE - (x - 38) * 0.12


_HULL = ((0, -0.5), (0, 4.4), (18, 4.2), (46, 4.6), (47, 7.2), (66, 8.2), (81, 10.4), (76, 4), (74.3, -0.5))


class _Ship:
    """A white hull with a blue band, houses amidships, a gantry at the stern for what is let down into the sea."""

    def __init__(self, brush: Brush) -> None:
        self.brush = brush

    def build(self) -> None:
        """Paint everything that floats."""
        self._gear()
        self._house(((24, 3.5), (24, 11.4), (62, 11.8), (70, 3.5)), (214, 206, 206), (150, 142, 158))
        self._house(((31, 11.4), (31, 15.4), (58, 15.6), (61, 11.8)), (224, 214, 210), (158, 148, 162))
        self._house(((38, 15.4), (38, 19.4), (55.5, 19.6), (59, 15.6)), (234, 222, 214), (166, 154, 166))
        self._windows()
        self._top()
        self._hull()

    def _poly(self, points: tuple[Point, ...], colour: Colour) -> None:
        self.brush.polygon([_at(*point) for point in points], colour)

    def _line(self, points: tuple[Point, ...], metres: float, colour: Colour) -> None:
        self.brush.line([_at(*point) for point in points], metres * _SCALE, colour)

    def _hull(self) -> None:
        self._poly(_HULL, (172, 164, 178))
        self._poly(((0, 3.2), (0, 4.4), (18, 4.2), (46, 4.6), (46, 3.4)), (206, 196, 200))
        self._poly(((47, 5.8), (47, 7.2), (66, 8.2), (81, 10.4), (79.5, 8.2), (64, 6.4)), (222, 208, 206))
        self._poly(((0, -0.5), (0, 0.9), (75, 1.1), (74.3, -0.5)), (110, 46, 44))
        self._line(((0, 1.5), (75, 1.7)), 0.9, (44, 66, 108))
        self._line(((0, 4.5), (18, 4.3), (46, 4.7)), 0.2, (186, 186, 196))
        self._line(((47, 7.3), (66, 8.3), (81, 10.5)), 0.26, (236, 210, 186))
        for x in range(49, 76, 3):
            self.brush.ellipse(*_at(x, 4.6 + (x - 49) * 0.05), 2.6, 2.6, (214, 178, 132))
        for x in range(1, 24, 2):
            self._line(((x, 4.3), (x, 5.5)), 0.1, (170, 172, 186))
        self._line(((0, 5.5), (24, 5.4)), 0.12, (170, 172, 186))

    def _house(self, corners: tuple[Point, ...], lit: Colour, shade: Colour) -> None:
        """Paint a deckhouse: shaded towards us, its front edge lit by the sun ahead."""
        self._poly(corners, shade)
        (_, foot), (left, top), (right, high), (front, low) = corners
        self._poly(((right - 1.3, high), (right, high), (front, low), (front - 1.5, low)), lit)
        self._line(((left - 0.6, top), (right + 0.5, high)), 0.42, lit)
        self._line(((left, foot + 0.2), (front, low)), 0.25, (112, 108, 128))
        for x in np.arange(left, right, 1.5):
            self._line(((x, top), (x, top + 1.0)), 0.08, (196, 186, 190))
        self._line(((left, top + 1.0), (right, high + 1.0)), 0.1, (206, 194, 192))

    def _windows(self) -> None:
        warm, dark = (255, 218, 148), (54, 62, 84)
        for row, (y, left, right) in enumerate(((9.2, 27, 60), (13.2, 33, 56))):
            for index, x in enumerate(np.arange(left, right, 2.1)):
                colour = warm if (index * 7 + row * 3) % 5 < 3 else dark
                self._poly(((x, y), (x + 1.1, y), (x + 1.1, y + 1.1), (x, y + 1.1)), colour)
        self._poly(((44, 17.2), (44, 18.7), (56.3, 18.9), (57.5, 17.3)), (44, 54, 76))
        for x in np.arange(45.6, 56, 1.7):
            self._line(((x, 17.2), (x + 0.1, 18.9)), 0.2, (190, 178, 178))
        for x in (28.0, 36.5):
            self._poly(((x, 11.9), (x + 5.6, 11.9), (x + 5.2, 13.2), (x + 0.4, 13.2)), (222, 98, 44))
            self._line(((x + 0.2, 12.6), (x + 5.4, 12.6)), 0.16, (250, 176, 120))

    def _top(self) -> None:
        """Funnel, mast, radar, domes."""
        white, iron = (226, 214, 210), (92, 92, 110)
        self._poly(((32, 15.4), (32.4, 21.4), (36.6, 21.4), (37.6, 15.4)), (34, 56, 92))
        self._poly(((32.2, 18.2), (32.3, 19.8), (36.8, 19.8), (37, 18.2)), white)
        self._poly(((46.4, 19.4), (47.5, 29), (48.7, 29), (50.4, 19.4)), (176, 166, 176))
        self._line(((44, 24.4), (51.6, 24.6)), 0.35, iron)
        self._line(((45, 27), (50.6, 27.2)), 0.3, iron)
        self._line(((48.1, 29), (48.1, 33.6)), 0.22, iron)
        self._line(((45.2, 25.4), (50.4, 25.5)), 0.7, white)
        for x, y, size in ((41.5, 21.0, 1.5), (53.8, 20.8, 1.1)):
            self.brush.ellipse(*_at(x, y), size * _SCALE, size * _SCALE, (196, 186, 190))
            self.brush.ellipse(*_at(x + size * 0.25, y + size * 0.2), size * 0.6 * _SCALE, size * 0.6 * _SCALE, white)
        self._line(((48, 29), (79.5, 10.4)), 0.09, iron)
        self._line(((48, 29), (33, 21.4)), 0.09, iron)

    def _gear(self) -> None:
        """The stern gantry with a yellow float on its wire, and a crane."""
        ochre, deep = (214, 150, 52), (150, 100, 44)
        self._line(((5.5, 4.2), (-1.2, 14.4), (2.6, 15.2)), 0.85, deep)
        self._line(((4, 4.2), (-2.4, 14.6), (1.4, 15.6)), 0.95, ochre)
        self._line(((-2.2, 14.4), (-2.2, 7.6)), 0.12, (60, 60, 70))
        self._poly(((-3.7, 6.2), (-3.4, 7.5), (-1, 7.5), (-0.7, 6.2), (-1.2, 5.4), (-3.2, 5.4)), (246, 194, 62))
        self._line(((19, 4.2), (19, 11.4)), 0.9, ochre)
        self._line(((19, 11), (8.4, 14.8)), 0.6, ochre)
        self._line(((8.5, 14.6), (8.5, 9.8)), 0.1, (60, 60, 70))
        self._poly(((10, 4.4), (10, 6.9), (15.5, 6.9), (15.5, 4.4)), (196, 190, 192))
        self._poly(((10, 4.4), (10, 6.9), (12, 6.9), (12, 4.4)), (150, 146, 158))


def _lights(canvas: Canvas) -> None:
    lamps = Pen()
    for x, y in ((48.1, 33.4), (18.6, 11.6), (1, 15.6), (26, 12.4), (60, 12.4)):
        lamps.ellipse(*_at(x, y), 2.4, 2.4)
    glowing = Pen()
    for x in np.arange(27, 58, 4.2):
        glowing.rect(*_at(x, 10.4), *_at(x + 2, 9.2))
    canvas.light(glowing.mask(9), (255, 196, 116), 0.8)
    canvas.light(lamps.mask(7), (255, 214, 150))
    canvas.lay(lamps.mask(0.5), (255, 246, 222))


def _mirror(canvas: Canvas, across: Field) -> None:
    """Lay the ship's dark image on the water before it, broken by the waves."""
    pen = Pen()
    for shape in (
        _HULL[1:8],
        ((24, 4), (24, 11), (31, 15), (38, 19), (56, 19), (66, 8)),
        ((46, 19), (48, 30), (50, 19)),
    ):
        pen.polygon([(_at(x, 0)[0], _KEEL + y * _SCALE * 1.05) for x, y in shape])
    first = HEIGHT - len(across)
    mask = np.asarray(pen.mask(2))[first:]
    rows = np.arange(len(across))[:, None]
    columns = np.arange(WIDTH)[None]
    shift = (across * 130).astype(np.int32)
    broken = mask[np.clip(rows + shift // 3, 0, len(mask) - 1), np.clip(columns + shift, 0, WIDTH - 1)]
    fade = np.clip(1 - (rows - (_KEEL - first)) / 230, 0, 1) ** 1.3
    whole = np.zeros((HEIGHT, WIDTH), np.float32)
    whole[first:] = broken * fade / 255
    canvas.lay(whole, (24, 38, 58), 0.8)


def _foam(canvas: Canvas) -> None:
    """The bow wave, the wake, and the swell that hides the foot of the hull."""
    foam, water = Pen(), Pen()
    crest = [(_LEFT - 40 + i * 9.0, _KEEL + 4 * np.sin(i / 7) + float(canvas.rng.normal(0, 1.6))) for i in range(78)]
    water.polygon([*crest, (_LEFT + 660, _KEEL + 22), (_LEFT - 40, _KEEL + 22)])
    fade = np.clip(1 - (np.arange(HEIGHT, dtype=np.float32)[:, None] - _KEEL) / 18, 0, 1)
    canvas.lay((np.asarray(water.mask(1.5)) / 255 * fade).astype(np.float32), (34, 48, 70), 0.9)
    for x, y in crest:
        size = float(canvas.rng.gamma(2.0, 4.0))
        foam.ellipse(x, y + 1, size, min(3.0, size * 0.22), 130)
    bow = _at(74.5, 0)
    for _ in range(120):
        t = float(canvas.rng.gamma(1.6, 0.16))
        x, y = bow[0] + 16 - t * 150, bow[1] - 8 * np.exp(-3 * t) + float(canvas.rng.normal(3, 3 + 5 * t))
        foam.ellipse(x, y, 9 - 3 * min(t, 1), 3.4, 190)
    for _ in range(150):
        t = float(canvas.rng.gamma(1.5, 0.3))
        foam.ellipse(
            _LEFT - t * 190, _KEEL + 5 + float(canvas.rng.normal(0, 2 + 5 * t)), 15, 2.2, int(150 * np.exp(-t))
        )
    canvas.lay(foam.mask(1.3), (246, 224, 208), 0.85)
