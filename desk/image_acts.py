"""What people do with one picture beside describing it: focal point, crop, and whose photograph it is."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.http import HttpRequest

from desk.access import person
from foundation.errors import BadText
from media import framing, library, look_alikes
from media.models import Image

_FOCUS = ("across", "down")
_EDGES = ("left", "top", "right", "bottom")


class _Percent(forms.DecimalField):
    """A share of the picture, in per cent with one decimal place."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, min_value=0, max_value=100, decimal_places=1)
        self.widget.attrs.update({"step": "0.1", "inputmode": "decimal"})


class FocusForm(forms.Form):
    """Where in what is shown the focal point lies."""

    across = _Percent("Focal point across, per cent")
    down = _Percent("Focal point down, per cent")


class CropForm(forms.Form):
    """The edges of what is shown, from the left and from the top of the original."""

    left = _Percent("Left edge, per cent")
    top = _Percent("Top edge, per cent")
    right = _Percent("Right edge, per cent")
    bottom = _Percent("Bottom edge, per cent")


def forms_of(image: Image) -> dict[str, forms.Form]:
    """The two forms with what stands."""
    focus = dict(zip(_FOCUS, image.focus(), strict=True))
    edges = dict(zip(_EDGES, image.crop or (0, 0, 1000, 1000), strict=True))
    found: dict[str, forms.Form] = {}
    for name, kind, standing in (("focus_form", FocusForm, focus), ("crop_form", CropForm, edges)):
        found[name] = kind(initial={field: _percent(value) for field, value in standing.items()}, auto_id=f"{name}_%s")
    return found


def _percent(permille: int) -> str:
    return f"{permille / 10:g}"


def act(image: Image, request: HttpRequest) -> str:
    """Do what the button says, and return what was done in words. Raises BadText, and what the verbs raise."""
    wanted = _ACTS.get(request.POST.get("act", ""))
    if wanted is None:
        raise BadText("There is no such act. Load the page again.")
    return wanted(image, request)


def _focus(image: Image, request: HttpRequest) -> str:
    framing.focus(image, *_permille(FocusForm(request.POST), _FOCUS), by=person(request))
    return "The focal point was saved. A story shows it from its next version on."


def _crop(image: Image, request: HttpRequest) -> str:
    framing.crop(image, _permille(CropForm(request.POST), _EDGES), by=person(request))
    return "The crop was saved. A story shows it from its next version on; its sizes are being made."


def _uncrop(image: Image, request: HttpRequest) -> str:
    framing.crop(image, None, by=person(request))
    return "The whole picture is shown again. A story shows it from its next version on; its sizes are being made."


def _part(image: Image, request: HttpRequest) -> str:
    look_alikes.part(image, by=person(request))
    return "It is a photograph of its own now, and stays so."


def _join(image: Image, request: HttpRequest) -> str:
    typed = request.POST.get("other", "").strip()
    other = Image.objects.filter(pk=int(typed)).first() if typed.isdecimal() and len(typed) < 19 else None
    if other is None or other.pk == image.pk:
        raise BadText("Type the number of another picture: it stands on its page.")
    look_alikes.join(image, other, by=person(request))
    return "Both show the same photograph now, and stay so: a story shows it once, with the words of both."


def _read(image: Image, request: HttpRequest) -> str:
    library.read_again(image, by=person(request))
    return "The file was read again. What a person has written or emptied stays."


_ACTS: dict[str, Callable[[Image, HttpRequest], str]] = {
    "focus": _focus,
    "crop": _crop,
    "uncrop": _uncrop,
    "part": _part,
    "join": _join,
    "read": _read,
}


def _permille(form: forms.Form, names: tuple[str, ...]) -> list[int]:
    if not form.is_valid():
        name, errors = next(iter(form.errors.items()))
        raise BadText(f"{form.fields[name].label}: {errors[0]}")
    return [round(form.cleaned_data[name] * 10) for name in names]
