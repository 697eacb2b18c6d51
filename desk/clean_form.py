"""Model forms whose text is kept in the one stored form, refused at its field."""

from __future__ import annotations

from typing import Any

from django import forms

from foundation.errors import BadText
from foundation.text import clean_line


class CleanForm(forms.ModelForm[Any]):
    """A model form that puts every line of text in stored form, and refuses what cannot be stored."""

    def clean(self) -> dict[str, Any]:
        """The cleaned values. A refused text stands at its field."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in list(values.items()):
            if isinstance(value, str):
                label = str(self.fields[name].label or name).capitalize()
                try:
                    values[name] = clean_line(value, name=label, max_chars=2_000)
                except BadText as refusal:
                    self.add_error(name, str(refusal))
        return values
