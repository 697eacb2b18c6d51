"""Entries for a timeline from what articles say: dates tagged, anchored on the article's date, weighed, proposed. Pure.

``tagging`` finds the words that name a time, by the forms of a language (``english``, ``european``, ``eastern``);
``senses`` says whether a sentence tells of the past or of a plan; ``anchoring`` reads the words on the day of the
article. ``proposing`` picks the dates that several sentences name and for each the sentence that tells best what was;
``facts`` says whether two entries tell the same.
"""

from __future__ import annotations
