"""Making the renditions of pictures: cheap formats first, and how far it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL.Image import Image as Picture

from media import likeness, quarantine, renditions
from media.addresses import Size, stages
from media.frames import Frame, frames_of, own_frame
from media.models import Image, Rendition, rendition_path
from media.storing import read, write

Wanted = list[tuple[str, Size]]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the renditions of some pictures are made."""

    made: int
    wanted: int

    def is_done(self) -> bool:
        """Whether none is missing."""
        return self.made >= self.wanted


def make_renditions(image: Image) -> int:
    """Make all sizes that the picture's frames (media.frames) still lack, and return how many were made.

    Safe to run twice or at the same time: a size is one row, and the same bytes whoever makes it.
    Raises BadPicture where the stored original can no longer be read, LostFile and TryLater as `storing.opened`; the
    picture stays due.
    """
    made = 0
    for _ in range(max(1, len(_missing(image)))):
        made += make_stage(image)
    return made


def make_stage(image: Image) -> int:
    """Make the first of `addresses.stages` that a frame still lacks; the picture stays due while another does.

    So the cheap formats of all pictures of a story come before the dear ones of the first, and of one picture what
    readers see before what only the desk does. Raises as make_renditions.
    """
    version, due_since = image.version, image.renditions_due_since
    missing = _missing(image)
    made = 0
    if missing or image.printed_at is None:
        frame, wanted = missing[0] if missing else (own_frame(image), [])
        picture = _decoded_original(image, frame)
        made = sum(_make(image, frame, picture, size, form) for form, size in wanted)
    done: dict[str, object] = {"claimed_until": None}
    done["renditions_due_since"] = timezone.now() if len(missing) > 1 else None
    rows = Image.objects.filter(pk=image.pk, version=version, renditions_due_since=due_since)
    if rows.update(**done):
        image.renditions_due_since = done["renditions_due_since"]  # type: ignore[assignment]
    return made


def stages_of(image: Image) -> tuple[Wanted, ...]:
    """What is made of the picture's own frame, and so of any: `_stages`."""
    return _stages(image, own_frame(image))


def _stages(image: Image, frame: Frame) -> tuple[Wanted, ...]:
    """What is made of a frame: `addresses.stages`, without the dear one where AVIF is switched off."""
    cheap, dear = stages(frame.size(image), frame.focus)
    return (cheap, dear) if settings.IMAGE_AVIF else (cheap,)


def make_desk_size(image: Image) -> Rendition:
    """Make at once the one rendition that the desk shows of the picture's version. Raises BadPicture, TryLater."""
    width_px, frame = renditions.desk_width_px(image.shown_size()[0]), own_frame(image)
    _make(image, frame, _decoded_original(image, frame, width_px), Size(width_px), "jpeg")
    return image.renditions.get(version=image.version, format="jpeg", width_px=width_px, cut="")


def progress(images: Iterable[Image]) -> Progress:
    """Return how many renditions of the pictures' versions are made, of how many. One query."""
    wanted = {
        (image.pk, image.version, form, *size) for image in images for stage in stages_of(image) for form, size in stage
    }
    rows = Rendition.objects.filter(image__in={one[0] for one in wanted})
    made = wanted.intersection(rows.values_list("image_id", "version", "format", "width_px", "cut"))
    return Progress(len(made), len(wanted))


def rendition_row(image: Image, frame: Frame, made: renditions.Made) -> Rendition:
    """Return the row of a rendition, not saved yet."""
    rendition = Rendition(image=image, version=frame.version, format=made.format)
    rendition.width_px, rendition.height_px, rendition.size_bytes = made.width_px, made.height_px, len(made.data)
    rendition.cut = made.cut
    return rendition


def _missing(image: Image) -> list[tuple[Frame, Wanted]]:
    """What each frame lacks, the cheap formats of all before the dear ones of any."""
    rows = image.renditions.values_list("version", "format", "width_px", "cut")
    standing = {(version, form, Size(width, cut)) for version, form, width, cut in rows}
    found = [(frame, stage) for frame in frames_of(image) for stage in enumerate(_stages(image, frame))]
    lacking = [
        (frame, nth, [(form, size) for form, size in stage if (frame.version, form, size) not in standing])
        for frame, (nth, stage) in found
    ]
    return [(frame, wanted) for frame, _, wanted in sorted(lacking, key=lambda one: one[1]) if wanted]


def _decoded_original(image: Image, frame: Frame, max_width_px: int = renditions.WIDTHS_PX[-1]) -> Picture:
    data = read(image.original.name)
    max_pixels = image.width_px * image.height_px
    if image.printed_at is None:
        small = quarantine.open_original(data, None, max_width_px=renditions.DESK_WIDTH_PX, max_pixels=max_pixels)
        _learn(image, small.picture)
    return quarantine.open_original(data, frame.crop, max_width_px=max_width_px, max_pixels=max_pixels).picture


def _learn(image: Image, picture: Picture) -> None:
    """Take the print of a picture that came in before there were prints. It joins no group: people saw it since."""
    known = likeness.read(picture)
    image.windows, image.sketch = known.windows, known.sketch
    image.printed_at = timezone.now()
    rows = Image.objects.filter(pk=image.pk)
    rows.update(windows=known.windows, sketch=known.sketch, printed_at=image.printed_at)


def _make(image: Image, frame: Frame, picture: Picture, size: Size, form: str) -> bool:
    width_px = min(size.width_px, picture.width)
    key = {"image": image, "version": frame.version, "format": form, "width_px": width_px, "cut": size.cut}
    if Rendition.objects.filter(**key).exists():
        return False
    made = renditions.make(picture, size, form, frame.words)
    rendition = rendition_row(image, frame, made)
    rendition.file.name = write(rendition_path(rendition, ""), made.data)
    try:
        with transaction.atomic():
            rendition.save(force_insert=True)
    except IntegrityError:
        return False  # Another worker was first, with the same bytes under the same name.
    return True
