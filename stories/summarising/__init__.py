"""Cited summaries: from article texts to sections of sentences, each with its evidence.

Pure modules (no Django, no Celery), in the order in which a summary is made:

* ``request``        what an engine is given and hands back
* ``folding``        a matching form of text with an index back to raw offsets
* ``sentences``      cutting text into sentences, offsets exact
* ``figures``        numbers with scale and unit
* ``wording``        tokens, stems, names, quotes, negations, hedges
* ``vocabulary``     word lists; ``number_words`` those of numbers
* ``reldates``       "on Tuesday" resolved against the article's date, shown in brackets
* ``stamping``       the day of its report behind a sentence that names none
* ``preparing``      all of that for one snapshot, remembered
* ``candidates``     which sentences may stand, and why not
* ``persons``        whom a name means; ``no_persons`` what only looks like one
* ``operations``     typed edits of one source sentence, undone and judged
* ``vectors``        story-local TF-IDF
* ``matter``         one story's material side by side
* ``origins``        original reports: copies of one wire text are one
* ``corroboration``  which articles say the same; ``claims`` takes a sentence apart, ``joining`` tries two together
* ``conflicts``      the same thing with another figure; ``counted`` whether it is the same thing
* ``passing``        what newer days made old
* ``pooling``        what is chosen from, and the newest development
* ``choosing``       which sentences stand, under the caps, by ``lexrank``; ``steadying`` what must stay
* ``arranging``      choices and ``sectioning`` tried against each other
* ``headings``       headlines that ``carrying`` finds in a sentence; ``clauses``, ``labels`` and ``phrases`` else
* ``verifying``      rows as drafted sentences that passed the check
* ``support``        the check that every sentence must pass, a module for each rule
* ``engines``        the engines, by name
"""

from __future__ import annotations

import os

# Measured: with two threads OpenBLAS burns twice the processor time on matrices of this size and
# finishes no sooner. It reads this when numpy is first imported, so it stands here, before that.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
