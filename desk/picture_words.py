"""The forms of what the library says of a picture: its words, and by what right it is shown."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from django import forms
from django.utils import timezone

from desk.tabs.images import FilesField, FilesInput, WordsForm
from foundation import limits
from foundation.digests import digest
from foundation.errors import StaleSave
from media.models import Image
from media.saying import Said, as_json, end_of

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_MADE_BY = [
    ("", "nothing known"),
    ("digitalCapture", "a camera"),
    ("trainedAlgorithmicMedia", "made with AI: readers are told"),
    ("compositeWithTrainedAlgorithmicMedia", "partly made with AI: readers are told"),
]


class RightsForm(WordsForm):
    """Everything that is said of a picture."""

    image_supplier = forms.CharField(max_length=limits.CREDIT_CHARS, required=False, label="Supplier")
    rights_basis = forms.ChoiceField(
        choices=Image.RightsBasis.choices,
        required=False,
        label="By what right it is shown",
        help_text="While its rights are unknown no story can show it.",
    )
    licence_url = forms.URLField(max_length=limits.URL_CHARS, required=False, label="Licence", assume_scheme="https")
    last_day = forms.DateField(
        required=False, widget=_DAY, label="Last day of use", help_text="After it stories give the picture up."
    )
    date_created = forms.DateField(required=False, widget=_DAY, label="Taken on")
    is_file_photo = forms.BooleanField(
        required=False, label="A file photo: readers are told, with the day it was taken"
    )
    digital_source_type = forms.ChoiceField(choices=_MADE_BY, required=False, label="How it was made")
    place = forms.CharField(max_length=300, required=False, help_text="For the desk alone; never public.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A type that the file names and the list does not: it stays unless somebody chooses another.
        named = (kwargs.get("initial") or {}).get("digital_source_type", "")
        field = self.fields["digital_source_type"]
        if isinstance(field, forms.ChoiceField) and named and named not in dict(_MADE_BY):
            field.choices = [*_MADE_BY, (named, named)]

    def said(self) -> Said:
        """What was said, as the library's verbs take it. The form must be valid."""
        said: dict[str, Any] = dict(self.cleaned_data)
        last = said.pop("last_day")
        if not said["rights_basis"]:
            del said["rights_basis"]
        # An end in the middle of a day stays as long as nobody chooses another day.
        if "last_day" in self.changed_data or not self.initial:
            said["expires_at"] = end_of(last) if last else None
        return cast(Said, said)


def standing(image: Image) -> dict[str, Any]:
    """What the form of a picture begins with."""
    names = [name for name in RightsForm.base_fields if name != "last_day"]
    last = timezone.localtime(image.expires_at - timedelta(seconds=1)).date() if image.expires_at else None
    return {name: getattr(image, name) for name in names} | {"last_day": last}


def seen_of(image: Image) -> str:
    """A digest of all that the form of a picture shows: what its page carries, so that a save knows what was seen."""
    return digest(as_json(standing(image)))


def refuse_unseen(image: Image, form: RightsForm, seen: str) -> None:
    """Raise StaleSave where the picture says something else than the form showed, naming what; the form is valid."""
    if seen == seen_of(image):
        return
    others = [
        f"{form[name].label}: “{dict(getattr(form.fields[name], 'choices', ())).get(value, value)}”"
        for name, value in standing(image).items()
        if (value or "") != (form.cleaned_data[name] or "")
    ]
    told = f" It stands there otherwise than in your form: {'; '.join(others)}." if others else ""
    raise StaleSave(
        f"The words of this picture were changed meanwhile, and yours were not saved.{told} Look, then save."
    )


class AddForm(WordsForm):
    """Many pictures with the words that all of them get; what their files say fills what is left blank."""

    rights_basis = forms.ChoiceField(
        choices=Image.RightsBasis.choices, initial=Image.RightsBasis.UPLOADED, label="By what right they are shown"
    )
    is_wanted_anyway = forms.BooleanField(
        required=False, label="Add a file even where the library has the same photograph already"
    )
    pictures = FilesField(label="Pictures", widget=FilesInput(attrs={"accept": "image/*,.heic,.heif,.avif"}))

    def said(self) -> Said:
        """What was said of all of them. The form must be valid."""
        kept = {
            name: value for name, value in self.cleaned_data.items() if name not in {"pictures", "is_wanted_anyway"}
        }
        return cast(Said, kept)
