"""What agencies write into captions: whose the picture is, what may be done with it, that it is an old one. Pure.

Taken out of a caption only where it can be nothing else: at its end in brackets, or at its head as agencies begin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

# Full names say it anywhere at the end; the short ones are words of other meanings and must follow a sentence.
_NAMES = (
    "yonhap(?: news(?: agency| tv)?)?|연합뉴스|뉴시스|뉴스1|newsis|news1|reuters|getty(?: images)?|agence france-presse"
    "|associated press|xinhua|新华社|新華社|kyodo(?: news)?|共同|jiji(?: press)?|時事"
    "|korea press photographers association"
    "|dpa-zentralbild|picture[- ]alliance|imago(?: images)?|keystone|ansa|efe|belga|lusa|tt news agency|ritzau scanpix"
    "|pa wire|pa images|press association|bloomberg|zuma(?: press)?|upi photo|anadolu(?: agency)?|tass|sputnik|ptpix"
    "|pti|aap(?: image)?|the canadian press|alamy|shutterstock|istock|kcna|rodong sinmun|pool photo"
)
_SHORT = "ap|afp|epa|dpa|pa|apa|upi|tt|ntb|stt|cp|pool"
_BY = (
    r"(?:photo|photos|picture|image|foto|fotos|crédit photo|photo credit)\s*(?:by|:|/|=|courtesy of|provided by)"
    r"|courtesy(?: of|:)|handout(?: photo)?(?: by| from|/|:| via)|provided by|credit:"
    r"|사진\s*(?:=|:|제공)|写真(?:提供)?[=:＝：]"
)
_END = r"(?<=[.!?。…\"'”’)\]])\s*"
_BRACKETS = re.compile(r"\s*[(\[（［【]([^()\[\]（）［］【】]{1,160})[)\]）］】]\s*[.。]?\s*$")
_NAMED = re.compile(rf"(?:.{{0,60}}[/\-–, ])?(?:{_NAMES})(?:[/\-–, ].{{0,80}})?", re.IGNORECASE)
_SHORT_NAMED = re.compile(
    rf"(?:.{{0,60}}/)?(?:{_SHORT})(?: photo)?(?:[/\-–].{{0,80}})?|ap photo.{{0,80}}", re.IGNORECASE
)
_SAID_BY = re.compile(rf"(?:{_BY}).{{1,110}}", re.IGNORECASE)
_BARE = re.compile(
    rf"{_END}((?:ap photo|reuters|afp|epa|dpa|kyodo|xinhua|yonhap|getty images)\s?/\s?[^.()\[\]]{{2,80}}"
    r"|(?:foto|photo|crédit photo|photo credit)\s?:\s?[^.()\[\]]{2,80})\.?\s*$",
    re.IGNORECASE,
)
_TERMS = re.compile(
    r"\b(?:not for (?:re)?sale|no (?:re)?sales?|no archives?|editorial use only|for editorial use"
    r"|no (?:commercial |online |internet |web |tv |print )?use\b|not for publication|do not (?:use|publish)"
    r"|mandatory credit|no syndication|no third[- ]part\w+|for internal use|one[- ]time use"
    r"|handout use only|no cropping|no crop|embargo(?:ed)? (?:until|till|for)|nicht zum verkauf"
    r"|nur redaktionell\w* (?:nutzung|verwendung)|no ventas|ne pas vendre)"
    r"|재판매|판매\s?금지|사용\s?금지|게재\s?금지|禁止转售",
    re.IGNORECASE,
)
_NO_EXPORT = re.compile(
    r"\bnot for (?:re)?sale|\bno (?:re)?sales?\b|\bno syndication|\bno third[- ]part|\bno ventas|\bne pas vendre"
    r"|\bnicht zum verkauf|\bno resell|재판매|판매\s?금지|禁止转售",
    re.IGNORECASE,
)
_NO_USE = re.compile(
    r"\bnot for publication\b|\bdo not (?:use|publish)\b|\bno (?:online |internet |web |digital )?(?:use|publication)\b"
    r"(?! (?:after|without|in|on|by|for|other|beyond|outside)\b)|\bno (?:internet|web|online)\b(?! use)"
    r"|\bembargo(?:ed)?:? (?:until|till|for)\b|\bnot to be (?:used|published|released) (?:until|before)\b"
    r"|\bprint (?:use )?only\b|\b(?:for )?internal use only\b|사용\s?금지|게재\s?금지",
    re.IGNORECASE,
)
_OLD = re.compile(
    r"\bfile[- ](?:photo(?:graph)?|picture|image|pic)\b|\barchiv(?:bild|foto|aufnahme)\b"
    r"|\b(?:photo|image) d['’]archives?"
    r"|\b(?:foto|fotografía|imagen) de archivo|\bfoto d['’]archivio|\bfoto de arquivo|자료\s?사진|資料写真|资料图"
    r"|資料照片|资料照片|архивное фото|фото из архива|صورة أرشيفية|صورة من الأرشيف",
    re.IGNORECASE,
)
_OLD_HEAD = re.compile(
    r"^\s*(?:[(\[]\s*files?(?: photo)?\s*[)\]]\s*[:\-–—]*|file photo\s*[:\-–—]+|files?\s*[:\-–—]+)\s*", re.IGNORECASE
)
_OLD_ALONE = re.compile(
    r"(?:.*[/, ])?(?:file(?: photo| picture| image)?|files)|(?:자료\s?사진|資料写真|资料图片?|archiv)", re.IGNORECASE
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_DATES = (
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+{_MONTH},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(r"\b(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})\b"),
    re.compile(r"(?P<year>\d{4})\s?[년年]\s?(?P<month>\d{1,2})\s?[월月]\s?(?P<day>\d{1,2})\s?[일日]"),
)
_LEAD_IN = re.compile(r"(?i)^(?:photo by|photos? ?:|foto ?:|사진 ?[=:]|写真[=:＝：]|source ?:|credit ?:)\s*")
_USE_UNTIL = re.compile(
    r"\b(?:no use after|not to be used after|expires?(?: on)?|use (?:only )?until|until|valid until)\b[: ]*",
    re.IGNORECASE,
)
# Before "until" it makes a first day of what would be the last: "Embargoed until", "Not to be used until".
_NOT_YET = re.compile(
    r"\b(?:embargo(?:ed)?|(?:no|not|never)(?: (?:to|be|for|any|or|online|web|internet|digital|print|tv|used?"
    r"|publi(?:sh|shed|cation)|released?|shown))*)[\s:]*$",
    re.IGNORECASE,
)
_MOST_PARTS = 6


@dataclass(frozen=True, slots=True)
class Parted:
    """A caption, and what stood in it that is none. `day` is an ISO day that it names of an old picture."""

    caption: str
    credit_line: str = ""
    usage_terms: str = ""
    is_file_photo: bool = False
    day: str = ""


def parted(caption: str) -> Parted:
    """Take credit, terms and the mark of an old picture out of a caption. What is said in its sentences stays there."""
    text, is_old = caption.strip(), False
    credit: list[str] = []
    terms: list[str] = []
    head = _OLD_HEAD.match(text)
    if head and head.end() < len(text):
        text, is_old = text[head.end() :], True
        text = text[:1].upper() + text[1:]
    for _ in range(_MOST_PARTS):
        found = _BRACKETS.search(text) or _BARE.search(text)
        if found is None or found.start() == 0:
            break
        inner, before = found.group(1).strip(" *"), text[: found.start()].rstrip()
        said, is_file = _without_file(inner)
        if _TERMS.search(inner):
            terms.insert(0, inner)
        elif _is_credit(said, before) or found.re is _BARE:
            credit.insert(0, _LEAD_IN.sub("", said))
        elif not (is_file and not said):
            break
        text, is_old = before, is_old or is_file
    is_old = is_old or bool(_OLD.search(text))
    day = day_in(text) if is_old else ""
    return Parted(text, " / ".join(dict.fromkeys(credit)), "; ".join(dict.fromkeys(terms)), is_old, day)


def _without_file(inner: str) -> tuple[str, bool]:
    """A bracket without "File Photo" in it, and whether that stood there."""
    if _OLD_ALONE.fullmatch(inner) is None and not _OLD.search(inner):
        return inner, False
    left = re.sub(r"(?i)[/,\-–\s]*\bfiles?(?:[- ](?:photo|picture|image))?\s*$", "", inner)
    return _OLD.sub("", left).strip(" /,-–"), True


def _is_credit(inner: str, before: str) -> bool:
    if _SAID_BY.fullmatch(inner) or _NAMED.fullmatch(inner):
        return True
    return bool(_SHORT_NAMED.fullmatch(inner) and re.search(r"[.!?。…\"'”’)\]]$", before))


def day_in(text: str) -> str:
    """The first whole date that a text names, as an ISO day; "" where it names none."""
    found = sorted((match for form in _DATES for match in form.finditer(text)), key=lambda match: match.start())
    for match in found:
        parts = match.groupdict()
        month = int(parts["month"]) if parts.get("month") else _MONTHS.index(_month_of(match)) + 1
        try:
            return date(int(parts["year"]), month, int(parts["day"])).isoformat()
        except ValueError:
            continue
    return ""


def _month_of(match: re.Match[str]) -> str:
    return next(word for word in match.groups() if word and word[:3].casefold() in _MONTHS)[:3].casefold()


def last_day_of_use(usage_terms: str) -> str:
    """The day after which the terms allow no use, as an ISO day; "" where they name none.

    The day until which they allow none is no such day.
    """
    for found in _USE_UNTIL.finditer(usage_terms):
        is_first_day = "until" in found[0].casefold() and _NOT_YET.search(usage_terms, 0, found.start())
        if not is_first_day:
            return day_in(usage_terms[found.end() : found.end() + 30])
    return ""


def forbids_export(usage_terms: str) -> bool:
    """Whether the terms keep the picture from partners: not for sale, no syndication."""
    return bool(_NO_EXPORT.search(usage_terms))


def forbids_publication(usage_terms: str) -> bool:
    """Whether the terms keep the picture from being published at all."""
    return bool(_NO_USE.search(usage_terms))
