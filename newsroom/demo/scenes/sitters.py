"""People in profile at a table, as talks need them: a coat, a face, hair, an arm that rests."""

from __future__ import annotations

from newsroom.demo.painting import Brush, Canvas, Colour, Eye, Pen, Point, mixed

_SUITS: tuple[Colour, ...] = ((40, 44, 62), (66, 58, 62), (34, 44, 56), (74, 64, 78), (44, 60, 86))
_SKINS: tuple[Colour, ...] = ((206, 156, 128), (170, 120, 92), (214, 170, 142), (120, 82, 64))
_HAIRS: tuple[Colour, ...] = ((34, 28, 28), (78, 56, 44), (120, 112, 108), (96, 66, 44), (44, 34, 32))
_SHADE: Colour = (26, 20, 30)

_COAT = (
    (-0.17, 0.44),
    (-0.23, 0.7),
    (-0.23, 0.93),
    (-0.15, 1.06),
    (-0.03, 1.11),
    (0.06, 1.07),
    (0.13, 0.96),
    (0.16, 0.75),
    (0.17, 0.44),
)
_LEGS = ((-0.2, 0.46), (0.1, 0.52), (0.56, 0.48), (0.58, 0.4), (0.54, -0.05), (0.42, -0.05), (0.42, 0.34), (-0.1, 0.36))
_SHIRT = ((0.02, 1.1), (0.075, 1.08), (0.14, 0.88), (0.12, 0.84))
_NECK = ((-0.06, 1.2), (-0.05, 1.06), (0.06, 1.06), (0.065, 1.17))
_FACE = (
    (-0.06, 1.4),
    (0.06, 1.42),
    (0.105, 1.36),
    (0.108, 1.31),
    (0.14, 1.26),
    (0.115, 1.245),
    (0.118, 1.215),
    (0.11, 1.19),
    (0.105, 1.165),
    (0.07, 1.145),
    (0.0, 1.19),
    (-0.06, 1.24),
)
_CHEEK = ((0.0, 1.2), (-0.06, 1.24), (-0.06, 1.38), (0.01, 1.36), (0.03, 1.26))
_CROWN = (
    (0.1, 1.37),
    (0.085, 1.43),
    (0.02, 1.465),
    (-0.06, 1.455),
    (-0.115, 1.4),
    (-0.125, 1.3),
    (-0.09, 1.2),
    (-0.05, 1.2),
    (-0.035, 1.3),
    (0.03, 1.37),
)
_TRESSES = ((-0.03, 1.36), (-0.12, 1.36), (-0.15, 1.2), (-0.14, 1.05), (-0.06, 1.03), (-0.03, 1.2))
_SLEEVE = (
    (-0.12, 1.03),
    (0.0, 1.05),
    (0.06, 0.95),
    (0.14, 0.82),
    (0.42, 0.75),
    (0.42, 0.68),
    (0.1, 0.7),
    (-0.06, 0.82),
)
_CUFF = ((0.42, 0.75), (0.45, 0.75), (0.45, 0.68), (0.42, 0.68))
_HAND = ((0.45, 0.745), (0.52, 0.74), (0.57, 0.705), (0.56, 0.685), (0.45, 0.685))
_HAIR_EDGE = ((0.1, 1.37), (0.085, 1.43), (0.02, 1.465), (-0.05, 1.457))
_SHOULDER_EDGE = ((-0.03, 1.11), (-0.15, 1.06), (-0.225, 0.95))


class Sitter:
    """Somebody who faces the table: `side` is -1 for the left of it, z metres ahead. Chance chooses the looks."""

    def __init__(self, canvas: Canvas, eye: Eye, side: int, z: float) -> None:
        rng = canvas.rng
        self.eye, self.side, self.z = eye, side, z
        self.suit, self.skin = _SUITS[int(rng.integers(len(_SUITS)))], _SKINS[int(rng.integers(len(_SKINS)))]
        self.hair = _HAIRS[int(rng.integers(len(_HAIRS)))]
        self.has_long_hair = bool(rng.random() < 0.4)
        self.lean = float(rng.uniform(-0.07, 0.09))

    def at(self, towards: float, up: float) -> Point:
        """Place a point: metres from the spine towards the table, and above the floor."""
        return self.eye.sees(self.side * (1.74 - towards - self.lean * (up - 0.5)), up + 0.06, self.z)

    def stretch(self, brush: Brush) -> None:
        """Paint the legs; the table comes over them."""
        brush.polygon([self.at(*point) for point in _LEGS], mixed(self.suit, _SHADE, 0.45))

    def sit(self, brush: Brush) -> None:
        """Paint the person from the seat up, over the table."""
        for shape, colour, dim in (
            (_COAT, self.suit, 0.22),
            (_SHIRT, (236, 228, 218), 0.05),
            (_NECK, self.skin, 0.42),
            (_FACE, self.skin, 0.18),
            (_CHEEK, self.skin, 0.34),
            (_CROWN, self.hair, 0.12),
            (_TRESSES if self.has_long_hair else (), self.hair, 0.2),
            (_SLEEVE, self.suit, 0.04),
            (_CUFF, (236, 230, 222), 0.05),
            (_HAND, self.skin, 0.1),
        ):
            if shape:
                brush.polygon([self.at(*point) for point in shape], mixed(colour, _SHADE, dim))

    def catch_light(self, rims: Pen) -> None:
        """Add the edges that the windows behind light up: hair and shoulder."""
        for edge in (_HAIR_EDGE, _SHOULDER_EDGE):
            rims.line([self.at(*point) for point in edge], 12 / self.z)
