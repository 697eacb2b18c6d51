# ruff: noqa: E501 - a form of a language reads better on few lines
"""Times as English names them."""

from __future__ import annotations

import re

from stories.summarising.reldates import FIXED_TAIL, FUTURE, PAST
from stories.summarising.timeline.speech import YEAR, Form, Speech, any_of, numbered, titled

MONTHS = numbered(
    "January|Jan February|Feb March|Mar April|Apr May June|Jun July|Jul August|Aug September|Sept|Sep October|Oct "
    "November|Nov December|Dec"
)
FULL = numbered("January February March April May June July August September October November December")
WEEKDAYS = numbered("Monday Tuesday Wednesday Thursday Friday Saturday Sunday", 0)
NUMBERS = numbered("a|an|one two three four five six seven eight nine ten eleven twelve")
SEASONS = numbered("spring summer autumn|fall winter", 21)
PARTS = {"early": "early", "mid": "mid", "late": "late", "the end of": "late", "the start of": "early",
         "the beginning of": "early", "the middle of": "mid"}  # fmt: skip
DIRECTIONS = {"last": -1, "past": -1, "this past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1,
              "this coming": 1, "upcoming": 1}  # fmt: skip
UNITS = {"day": "day", "days": "day", "week": "week", "weeks": "week", "weekend": "weekend", "month": "month",
         "months": "month", "quarter": "quarter", "year": "year", "years": "year", "decade": "decade",
         "decades": "decade"}  # fmt: skip
NEAR = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "this morning": 0, "this afternoon": 0,
        "this evening": 0, "last night": -1, "the day before yesterday": -2, "the day after tomorrow": 2,
        "earlier today": 0, "later today": 0, "later tonight": 0}  # fmt: skip

_M, _FULL, _DAYS = titled(MONTHS), titled(FULL), titled(WEEKDAYS)
_NUMBER = rf"(?P<n>\d{{1,3}}|{any_of(NUMBERS)})"
_TH = r"(?:st|nd|rd|th)?"
_TO = r"(?: ?[-–—] ?| to | and | through )"
_Y = rf"(?:,? (?P<y>{YEAR})(?!\w))?"
_PART = r"(?P<part>[Ee]arly|[Mm]id|[Ll]ate|[Tt]he (?:end|start|beginning|middle) of)"
_REL = r"(?P<rel>[Ll]ast|[Tt]his (?:past|coming)|[Tt]his|[Nn]ext|[Cc]oming)"
_BEHIND_YEAR = (
    r"(?=[.,;:)\"?!]|'|$| ?[–—-](?!\d)| (?:and|but|or|when|while|that|who|which|as|after|before|because|to|by|for|with|at"
    r"|on|in|from|under|over|the|an?|his|her|its|their|he|she|it|they|was|were|is|had|has|will|would|amid|despite"
    r"|following|until|against|into|without|according|said|alone|through|where|about|than|due|during|if|since)\b)"
)
_NO_NAME = r"(?!'?\w|-\w| (?:\d|[A-Z]|(?:said|says|told|and [A-Z])\b))"
_MONTH_WORDS = tuple(word.title() for word in MONTHS)
_FULL_WORDS = tuple(word.title() for word in FULL)
_CENTURIES = ("18", "19", "20", "21")

FORMS = (
    Form("iso", r"(?<![\d-])(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])", ("19", "20")),
    Form(
        "day",
        rf"\b(?P<month>{_M})\b\.? (?P<d>\d{{1,2}}){_TH}"
        rf"(?:{_TO}(?:(?P<month2>{_M})\b\.? )?(?P<d2>\d{{1,2}}){_TH}(?![\d:%]| (?:per|[a-z]+s)\b))?"
        rf"(?![\d:%]|,\d|\.\d| attacks| massacre){_Y}",
        _MONTH_WORDS,
    ),
    Form(
        "day",
        rf"(?<![\w.,$£€:-])(?P<d>\d{{1,2}}){_TH}(?:{_TO}(?P<d2>\d{{1,2}}){_TH})?(?: of)? (?P<month>{_M})(?!\w)\.?{_Y}",
        _MONTH_WORDS,
    ),
    Form("month", rf"(?:\b{_PART}[- ])?\b(?P<month>{_M})\b\.?,? (?:of )?(?P<y>{YEAR})(?!\w)", _MONTH_WORDS),
    Form("month", rf"\b{_REL} (?P<month>{_FULL}){_NO_NAME}", _FULL_WORDS),
    Form("month", rf"\b{_PART}[- ](?P<month>{_FULL}){_NO_NAME}", _FULL_WORDS),
    Form(
        "month",
        rf"\b[Ff]rom (?P<month>{_FULL}) (?:to|through|until) (?P<month2>{_FULL})(?!\w)(?: (?P<y>{YEAR}))?",
        _FULL_WORDS,
    ),
    Form(
        "month",
        rf"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|for|before|after|through|[Tt]ill|around)"
        rf" (?P<month>{_FULL}){_NO_NAME}",
        _FULL_WORDS,
    ),
    Form("quarter", rf"\bQ(?P<q>[1-4])(?: (?:of )?(?P<y>{YEAR})| (?P<rel>last|this|next) year)?(?!\w)", tuple(
        f"Q{number}" for number in range(1, 5))),
    Form(
        "quarter",
        rf"\b(?P<q>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|final) quarter(?: of (?:(?P<y>{YEAR})|(?P<rel>last|this|next)"
        r" year|the year))(?!\w)",
        ("quarter",),
    ),
    Form("quarter", r"\b(?:in|for|by|during|until|of) the (?P<q>first|second|third|fourth|final) quarter(?!\w)",
         ("quarter",), False),
    Form(
        "half",
        rf"\b(?P<h>[Ff]irst|[Ss]econd) half of (?:(?P<y>{YEAR})|(?P<rel>last|this|next) year|the year)(?!\w)",
        ("half",),
    ),
    Form("half", r"\b(?:in|for|by|during|until) the (?P<h>first|second) half(?!\w| of)", ("half",), False),
    Form("season", r"\b(?:[Ee]arly |[Ll]ate |[Mm]id-)?(?P<s>spring|summer|autumn|fall|winter) (?:of )?"
         rf"(?P<y>{YEAR})(?!\w)", tuple(SEASONS)),
    Form("season", rf"\b{_REL} (?P<s>spring|summer|autumn|fall|winter)(?!\w)", tuple(SEASONS)),
    Form("season", r"\b(?:in|by|until|since) (?:the )?(?P<s>spring|summer|autumn|fall|winter)(?!\w| of)",
         tuple(SEASONS), False),
    Form("decade", r"\b(?:in|of|since|during|from|until|by|early|late|mid)[- ](?:the )?(?P<decade>(?:19|20)\d)0s\b",
         ("19", "20")),
    Form("year", rf"\b{_PART}[- ](?P<y>{YEAR}){_BEHIND_YEAR}", _CENTURIES),
    Form(
        "year",
        r"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|of|[Ff]rom|[Dd]uring|[Bb]efore|[Aa]fter|through|to|for|than|[Tt]he year)"
        rf" (?:the year |about |around )?(?P<y>{YEAR}){_BEHIND_YEAR}",
        _CENTURIES,
    ),
    Form(
        "near",
        r"\b(?P<word>[Tt]he day (?:before yesterday|after tomorrow)|[Yy]esterday|(?:[Ee]arlier |[Ll]ater )?[Tt]oday"
        r"|(?:[Ll]ater )?[Tt]onight|[Tt]omorrow|[Tt]his (?:morning|afternoon|evening)|[Ll]ast night)(?!\w)",
        ("yesterday", "today", "tonight", "tomorrow", "this morning", "this afternoon", "this evening", "last night"),
    ),
    Form(
        "unit",
        r"\b(?:(?P<part>[Ee]arlier|[Ll]ater|[Ll]ate|[Ee]arly|(?:the )?(?:end|start|beginning) of) )?"
        r"(?P<rel>[Ll]ast|[Tt]his|[Nn]ext|[Tt]his past|[Tt]his coming|the coming)"
        r" (?P<unit>weekend|week|month|quarter|year|decade)(?!\w)",
        ("week", "month", "quarter", "year", "decade"),
    ),
    Form("unit", r"\b(?:over|at|on|during) the (?P<unit>weekend)(?!\w| of)", ("weekend",), False),
    Form("ago", rf"\b{_NUMBER} (?P<unit>days?|weeks?|months?|years?|decades?) ago\b", ("ago",)),
    Form("ahead", rf"\b[Ii]n {_NUMBER} (?P<unit>days?|weeks?|months?|years?)(?:'s?)?(?: time)?(?![\w-])",
         ("day", "week", "month", "year")),
    Form("ahead", rf"\b{_NUMBER} (?P<unit>days?|weeks?|months?|years?) from now\b", ("from now",)),
    Form("follow", r"\b[Tt]he (?P<dir>following|next|previous|same) (?P<unit>day|week|month|year)\b",
         ("day", "week", "month", "year")),
    Form("follow", rf"\b{_NUMBER} (?P<unit>days?|weeks?|months?|years?) (?P<dir>later|after(?=[.,;])|earlier(?! than))\b",
         ("later", "after", "earlier")),
    Form(
        "weekday",
        r"\b(?:(?P<rel>[Ll]ast|[Tt]his (?:past|coming)|[Tt]his|[Nn]ext|coming|(?P<bound>[Bb]y|[Uu]ntil|[Tt]ill)) )?"
        rf"(?P<wd>{_DAYS})(?!\w|{FIXED_TAIL.pattern}| (?:Courier|Gazette|Chronicle|News|Star|Sun|Record)\b)",
        tuple(word.title() for word in WEEKDAYS),
    ),
)  # fmt: skip
_PRESENT = (
    r"go(?:es)? to the polls|(?:opens|begins|starts|expires|closes|ends|meets|votes|hosts|faces|resumes|launches"
    r"|reconvenes|takes effect|kicks off|goes on sale|goes (?:on trial|live)|comes into force|visits|reopens|returns"
    r"|reports|publishes|heads to|travels to|flies to)\b(?! said)|deadline (?:of|on|is)\b|(?:is|are|was|were) expected\b|starting\b|beginning\b"
    r"|effective\b|set for\b|before the\b|slated\b|due\b|on course to\b|is hoped\b|hopes? to\b|wants? to\b|aims? to\b"
    r"|vows? to\b|pledges? to\b|agrees? to\b|promises? to\b|can\b|must\b|ready (?:in|by)\b|won't\b|'ll\b"
)
SPEECH = Speech(
    forms=FORMS,
    months=MONTHS,
    weekdays=WEEKDAYS,
    numbers=NUMBERS | numbered("first second third fourth|final"),
    parts=PARTS | {"earlier": "", "later": "", "end of": "", "start of": "", "beginning of": ""},
    directions=DIRECTIONS | {"the coming": 1, "following": 1, "later": 1, "after": 1, "earlier": -1, "same": 0},
    units=UNITS,
    seasons=SEASONS,
    near=NEAR,
    future=re.compile(rf"{FUTURE.pattern}|\b(?:{_PRESENT})"),
    past=PAST,
    no_date=re.compile(
        r"(?:[Ee]very|[Ee]ach|[Aa]ny|[Mm]ost|[Aa]lternate|Super|Black|Good|Ash|Bloody|Cyber|Giving|Easter|Palm|Holy|Maundy"
        r"|Shrove|Fat|Whit|[Oo]ne|[Ff]irst|[Ss]econd|[Tt]hird) $"
    ),
)
