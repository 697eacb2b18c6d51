"""Whether a text carries one of some names, however it is written. Pure: neither Django nor Celery.

Both sides are folded alike: compatibility forms (NFKC), case, accents, invisible characters. A name is found as whole
words, with any space, hyphen, apostrophe or underscore between its parts, also where the hyphen or apostrophe inside a
part is left out; joined in a hashtag or an address; before a possessive s. Scripts that put no space between words have
no word borders; Korean names may be followed by particles, Arabic and Hebrew ones preceded by what is attached there.
Another order of the parts, a transliteration and an inflected form are forms of their own, which the editor gives.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from itertools import pairwise
from urllib.parse import unquote

# Marks that people leave out or type apart. Those of Indic scripts and of kana make other letters: they stay.
_MARKS = (
    (0x0300, 0x036F),
    (0x0483, 0x0487),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    # Invisible: soft hyphen, tatweel, zero-width and direction marks, variation selectors.
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x0640, 0x0640),
    (0x180B, 0x180E),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
)
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h"}
_LETTERS |= {"ى": "ي", "ی": "ي", "ک": "ك", "ي": "ي"}
_FOLDED = dict.fromkeys((code for first, last in _MARKS for code in range(first, last + 1)), None)
_TABLE: dict[int, str | None] = {**_FOLDED, **{ord(letter): plain for letter, plain in _LETTERS.items()}}

# Han, kana, Thai, Lao, Myanmar, Khmer: no spaces between words.
_RUNNING = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_IS_RUNNING = re.compile(f"[{_RUNNING}]")
_PARTICLES = (
    "씨|군|양|님|측|들|은|는|이|가|을|를|과|와|의|도|만|에게서|에게|에서|에|께서|께|으로|로|이라고|라고|이라는|라는|이라며|라며"
    "|이다|였다|이었다|까지|부터|처럼|보다|마저|조차|이랑|랑|한테|이며|며|인|이자|자|이나|나"
)
# What stands before a word of these scripts without a space: "and", "in", "to", the article.
_BEFORE = (("\u0600", "\u06ff", "(?:[وف]?[بلك]?(?:ال|ل)?)"), ("\u0590", "\u05ff", "[ושהבלמכ]{0,2}"))
_BORDER = r"(?<![^\W_])"
_SHORT_HANGUL = 2

_JOINTS = r"\s\-‐-―−_'’‘ʼʹ`´·・･‧=+%&/\"“”„«»"
_BETWEEN = rf"(?:[{_JOINTS}]{{1,8}}|(?<=\b\w)\.\s?|(?<=\b\w\w)\.\s?|(?<=\b\w\w\w)\.\s?|\.(?=\S))"
_INSIDE = re.compile(r"[\-‐-―−'’‘ʼ`´・·]")
_WORD = re.compile(r"[^\W_]+")
_ADDRESS_START = r"(?<=[#@/=?&_.\-])"


def folded(text: str) -> str:
    """The text as it is compared: punctuation stays, and no offset can be carried back."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()).translate(_TABLE)
    return unicodedata.normalize("NFC", plain)


class Names:
    """Names to be found, each with all forms it may take. Empty ones find nothing and are false."""

    def __init__(self, forms: Iterable[str] = ()) -> None:
        self.forms = tuple(dict.fromkeys(form.strip() for form in forms if _WORD.search(folded(form))))
        # The longest part of each form: a text without any of them needs no closer look.
        self._hints = tuple({_hint(folded(form)) for form in self.forms})
        self._pattern = _compiled(self.forms)

    def __bool__(self) -> bool:
        return bool(self.forms)

    def found_in(self, text: str) -> bool:
        """Whether the text carries one of the names, as it stands, in an address or behind entities."""
        if not self.forms or not text:
            return False
        if self._stands_in(text):
            return True
        plain = unquote(unescape(text)) if "%" in text or "&" in text else text
        return plain != text and self._stands_in(plain)

    def found_in_any(self, texts: Iterable[str]) -> bool:
        """Whether one of the texts carries one of the names."""
        return any(self.found_in(text) for text in texts)

    def _stands_in(self, text: str) -> bool:
        plain = folded(text)
        return any(hint in plain for hint in self._hints) and self._pattern.search(plain) is not None


@lru_cache(maxsize=64)
def _compiled(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(dict.fromkeys(_expression(folded(form)) for form in forms)) or r"(?!)")


def _expression(form: str) -> str:
    """The pattern of one folded form."""
    words = _WORD.findall(form)
    gaps = [form[one.end() : other.start()] for one, other in _pairs(form)]
    body = _spelt(words[0])
    for gap, word in zip(gaps, words[1:], strict=True):
        is_optional = bool(_INSIDE.search(gap)) or _is_running(word[0])
        body += f"(?:{re.escape(gap)}|{_BETWEEN}){'?' if is_optional else ''}{_spelt(word)}"
    whole = _left(words[0]) + body + _right(words)
    joined = "".join(words)
    if len(words) == 1 or _is_running(joined[0]):
        return whole
    return f"{whole}|{_ADDRESS_START}{re.escape(joined)}(?![^\\W_])"


def _spelt(word: str) -> str:
    """The word; one of a script without spaces also with single spaces between its characters."""
    return r"\s?".join(map(re.escape, word)) if _is_running(word[0]) else re.escape(word)


def _hint(form: str) -> str:
    longest: str = max(_WORD.findall(form), key=len)
    return longest[0] if _is_running(longest[0]) else longest


def _pairs(form: str) -> list[tuple[re.Match[str], re.Match[str]]]:
    return list(pairwise(_WORD.finditer(form)))


def _is_running(character: str) -> bool:
    return bool(_IS_RUNNING.match(character))


def _left(word: str) -> str:
    if _is_running(word[0]):
        return ""
    return _BORDER + next((before for first, last, before in _BEFORE if first <= word[0] <= last), "")


def _right(words: list[str]) -> str:
    last = words[-1]
    if _is_running(last[-1]):
        return ""
    if "\uac00" <= last[-1] <= "\ud7a3":
        is_short = sum(map(len, words)) <= _SHORT_HANGUL
        return f"(?:{_PARTICLES}){{0,3}}(?![^\\W_])" if is_short else ""
    # German, Scandinavian and English readers meet "Mina Parks": of a whole name, an s belongs to it.
    genitive = "s?" if len(words) > 1 and last[-1].isascii() and last[-1].isalpha() else ""
    return genitive + r"(?![^\W_])"
