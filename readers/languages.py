"""What a language asks of the page: direction, quotation marks, commas, characters to leave out."""

from __future__ import annotations

_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}
_QUOTATION_MARKS = {
    "ar": ("«", "»"),
    "de": ("„", "“"),
    "el": ("«", "»"),
    "es": ("«", "»"),
    "fa": ("«", "»"),
    "fr": ("«\u202f", "\u202f»"),
    "it": ("«", "»"),
    "ja": ("「", "」"),
    "pl": ("„", "”"),
    "pt": ("«", "»"),
    "ru": ("«", "»"),
    "uk": ("«", "»"),
    "zh-hant": ("「", "」"),
    "zh-tw": ("「", "」"),
}
_COMMAS = {"ar": "، ", "fa": "، ", "ur": "، ", "ja": "、", "zh": "，"}
_OPENING = "\"“„‟«‹「『《〈‘‚'＂"
_CLOSING = "\"”“»›」』》〉’‘'＂"
# Embeddings, overrides and isolates: they can make a line read as what it does not say.
_DIRECTION_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_TAKE_OUT = dict.fromkeys(map(ord, _DIRECTION_CONTROLS))


def main_part(language: str) -> str:
    """The language without region or script: "en" of "en-GB"."""
    return language.replace("_", "-").split("-")[0].lower()


def direction(language: str) -> str:
    """Return "rtl" or "ltr"."""
    return "rtl" if main_part(language) in _RIGHT_TO_LEFT else "ltr"


def comma(language: str) -> str:
    """The comma of the language, with the space that follows it where it has one."""
    return _COMMAS.get(main_part(language), ", ")


def quoted(text: str, language: str) -> str:
    """The text in the quotation marks of its language; as it stands where it brings its own."""
    if len(text) > 1 and text[0] in _OPENING and (text[-1] in _CLOSING or text[-2] in _CLOSING):
        return text
    key = language.replace("_", "-").lower()
    opening, closing = _QUOTATION_MARKS.get(key) or _QUOTATION_MARKS.get(main_part(key), ("“", "”"))
    return f"{opening}{text}{closing}"


def without_direction_controls(html: str) -> str:
    """Take out the characters that reorder the text around them. Marks such as U+200F stay: they reorder nothing."""
    # Nearly no page has any, and looking for each is far quicker than rewriting the page.
    return html.translate(_TAKE_OUT) if any(one in html for one in _DIRECTION_CONTROLS) else html
