"""Wrong and harmless edits of true sentences, to measure the support check with.

Written by a hand that has not read the check: this package knows its public entry and the splitter, nothing else.

* ``corpus``     true sentences: of the demo, the blind stories, real news where it is at hand, and ``written`` ones
* ``finding``    where figures, dates and names stand in a sentence
* ``amounts``    wrong figures, units and dates; ``naming`` wrong names, titles and brackets
* ``claims``     wrong strength, polarity and order, from ``wordlists``; ``speech`` wrong attribution and quotations
* ``joining``    two facts in one, invented tails, dropped conditions
* ``deceiving``  wrong edits that look like allowed ones
* ``recorded``   edits that come with an operation, right and forged
* ``harmless``   edits that change nothing: forms of characters and figures; ``trims`` the allowed deletions
* ``measuring``  every kind by name, samples of each, and what the check says of them
"""
