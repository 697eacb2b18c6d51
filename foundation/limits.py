"""How long each written thing may be, in code points. Doors and verbs read the same numbers."""

from __future__ import annotations

HEADLINE_CHARS = 250
KICKER_CHARS = 60
STANDFIRST_CHARS = 600
SENTENCE_CHARS = 1_200
ENTRY_CHARS = 1_200
CAPTION_CHARS = 1_500
ALT_TEXT_CHARS = 500
CREDIT_CHARS = 200
NOTE_CHARS = 4_000
URL_CHARS = 2_000
NAME_CHARS = 200
BYLINE_CHARS = 300
ARTICLE_CHARS = 1_000_000
