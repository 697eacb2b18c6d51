"""Cut text into sentences by rules that work on raw offsets.

Every sentence is a half-open pair with ``text[start:end]`` exact, without white space at either
end; sentences never overlap and come in reading order. Linear time. Paragraphs are hard borders;
a block whose lines all have about one length is taken for wrapped prose and read as one paragraph.
What one speaker says between one pair of quotation marks stays together with whatever introduces it.
The abbreviations are English with the commonest of German, French and Spanish; other languages with
spaces split at their punctuation, Chinese, Japanese, Arabic, Urdu and Hindi at theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stories.summarising.vocabulary import words

TITLES = words(
    "mr mrs ms mx dr prof gen sen rep gov lt col maj capt sgt cpl pvt cmdr adm rev hon fr msgr pres supt "
    "insp atty st mt ft vs v cf viz messrs amb sec-gen brig sra srta dra mme mlle hr nr bzw ggf evtl lic ing rt med ee"
)
MONTHS = words("jan feb mar apr jun jul aug sep sept oct nov dec")
BEFORE_DIGITS = words("pop no nos art sec para pp p vol ch fig figs approx est ca c")
SUFFIXES = words(
    "inc corp co cos ltd bros llc plc jr sr esq dept govt assn intl univ ave blvd rd ala ariz ark calif colo conn "
    "del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo"
)
STARTERS = words(
    "The A An He She It They We I You This That These Those His Her Their Its Our There Here In On At By For From With "
    "But And Or So Yet If When While As After Before Since Although Though However Meanwhile Also Then Both Some Many "
    "Most Several Other Another Each Every No Not What Who Where Why How According Earlier Later Last Under Despite "
    "During Following Officials Police Critics Investors Shares Analysts Nobody Someone Everyone Everybody Nothing "
    "Until Among Without Between Results Residents Crews Rescuers Workers Witnesses Authorities Prosecutors Lawyers "
    "Prices Sales One Two Three"
)
GERMAN_MONTHS = words("Januar Februar März April Mai Juni Juli August September Oktober November Dezember Jahrhundert")
AFTER_CLOCK = words(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Central Eastern Pacific "
    "Mountain Greenwich British Korean Beijing Moscow Tokyo Eastern EST EDT ET CET CEST GMT UTC BST PST PDT PT CST CDT "
    "KST JST IST MSK Local"
)

CLOSERS = r"(?:[\"'”’»›)\]]|&(?:quot|rdquo|rsquo|raquo|#8221|#8217|#34|#39|#[xX]201[dD9]);)*"
SPACE = r"(?:\s|&(?:nbsp|#160|#[xX][aA]0);)"
# Patterns that begin with their characters, and look back behind the first, are found many times faster.
STOP = re.compile(
    rf"[.．!?…؟۔।॥。！？｡](?:(?<=[.．!?…؟۔।॥])[.．!?…؟۔।॥]*{CLOSERS}(?={SPACE}|$)"
    r"|(?<=[。！？｡])[。！？｡]*[」』”’）)\"']*)"
)
QUOTED = re.compile(
    r"“[^“”]{1,500}”|„[^„“”]{1,500}[“”]|«[^«»]{1,500}»|「[^「」]{1,500}」|『[^『』]{1,500}』"
    r"|\"(?<![\w.,!?]\")(?=\S)[^\"]{1,500}(?<=\S)\"(?!\w)"
)
LEADING_SPACE = re.compile(rf"{SPACE}+")
WORD_BEFORE = re.compile(r"[\w.&'’-]+$")
NEXT_WORD = re.compile(r"\s+[\"'“‘«(\[]*([\w'’-]*)")
PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")


def split(text: str) -> list[tuple[int, int]]:
    """Sentences of a text as raw half-open offsets, in reading order. Blank text gives []."""
    return list(iterate(text))


def iterate(text: str) -> Iterator[tuple[int, int]]:
    """The same, lazily: a caller that needs the first forty pays for no more."""
    for start, end in paragraphs(text):
        yield from _split_paragraph(text, start, end)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs as raw half-open offsets: blocks between blank lines, or their lines."""
    at = 0
    for gap in PARAGRAPH.finditer(text):
        yield from _lines(text, at, gap.start())
        at = gap.end()
    yield from _lines(text, at, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    block = text[start:end]
    lengths = [len(line) for line in block.split("\n")]
    body = lengths[:-1]
    if len(lengths) > 2 and min(body) >= 45 and max(body) <= 110 and max(body) - min(body) <= 25:
        yield from _trimmed(text, start, end)
        return
    for length in lengths:
        yield from _trimmed(text, start, start + length)
        start += length + 1


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    leading = LEADING_SPACE.match(text, start, end)
    start = leading.end() if leading else start
    bare = text[start:end].strip()
    if bare:
        start += len(text[start:end]) - len(text[start:end].lstrip())
        yield start, start + len(bare)


def _split_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    quoted = [found.span() for found in QUOTED.finditer(text, start, end)]
    at = 0
    for stop in STOP.finditer(text, start, end):
        while at < len(quoted) and quoted[at][1] < stop.end():
            at += 1
        inside = quoted[at] if at < len(quoted) and quoted[at][0] < stop.start() else None
        if stop.end() == end or (inside and _goes_on(text, begin, stop, inside)) or not _is_border(text, start, stop):
            continue
        yield from _trimmed(text, begin, stop.end())
        begin = stop.end()
    yield from _trimmed(text, begin, end)


def _goes_on(text: str, begin: int, stop: re.Match[str], quoted: tuple[int, int]) -> bool:
    """Whether a stop in a quotation ends no sentence: more is quoted, or its speaker follows at once (“…。”他说)."""
    if stop.end() < quoted[1]:
        return True
    return stop.group()[0] in "。！？｡" and not text[begin : quoted[0]].strip() and text[stop.end()] not in "“「『\n "


def _is_border(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the sentence ends with this punctuation, judged by the words around it."""
    mark = stop.group()
    if mark[0] in "。！？｡":
        return len(mark) == 1 or not "ぁ" <= text[stop.end()] <= "ん"  # 「はい。」と言った
    following = NEXT_WORD.match(text, stop.end(), stop.end() + 60)
    word = following.group(1) if following else ""
    if word[:1].islower() or (stop.start() > start and text[stop.start() - 1] == "["):
        return False
    if mark != ".":
        return not (mark[0] == "." and len(mark) > 1 and mark[1] == "." and not word)
    before = WORD_BEFORE.search(text, max(start, stop.start() - 24), stop.start())
    return before is None or _ends_sentence(before.group(), word, at_start=before.start() == start)


def _ends_sentence(before: str, word: str, *, at_start: bool) -> bool:
    """Whether "before." ends a sentence when ``word`` follows; ``word`` is not lower case."""
    plain = before.lower()
    last = re.split(r"['’-]", plain)[-1]
    if at_start and before.isdigit():
        return False  # "1. Item" of a list
    if plain in ("a.m", "p.m"):
        return word not in AFTER_CLOCK
    if plain in TITLES or last in TITLES:
        return False
    if len(before) == 1 and before.isalpha() and before.isupper():
        return word in STARTERS
    if len(before) == len(word) == 1 and before.islower():
        return False  # "z. B."
    if before.isdigit() and len(before) < 3 and word in GERMAN_MONTHS:
        return False
    if plain in MONTHS or plain in BEFORE_DIGITS:
        return not word[:1].isdigit()
    if plain in SUFFIXES or ("." in plain and len(plain) <= 7 and plain.replace(".", "").isalpha()):
        return word in STARTERS
    return True
