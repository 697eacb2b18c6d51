"""English words that say one thing: papers write "killed" over those who died, and "began" of what started."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from stories.summarising.wording import primary_language, stem

_SAME = (
    "win won wins winning victory|lose lost loses losing loss"
    "|rise rose risen rises climb climbed climbs jump jumped grow grew|"
    "fall fell fallen falls drop dropped drops decline declined slide slid slip slipped sink sank sunk sinks sinking|"
    "cut cuts cutting reduce reduced reduces lower lowered lowers slash slashed|"
    "die died dies dead death deaths kill killed kills fatal|find found finds finding|"
    "begin began begun begins start started starts open opened opens launch launched|"
    "end ended ends ending finish finished|ban banned bans suspend suspended|"
    "clear cleared clears approve approved approves approval consent|"
    "resign resigned resigns resignation quit quits|oppose opposed opposes vote voted votes|"
    "arrest arrested arrests detain detained|injure injured injures hurt wounded|leave left leaves leaving|"
    "hold held holds|shoot shot shoots|build built builds|meet met meets|sign signed signs|ring rang rung rings|"
    "reach reached reaches|halt halted halting halts stop stopped stops stopping|choose chose chosen chooses|"
    "flee fled flees|overturn overturned|plan planned plans|send sent sends|sell sold sells|buy bought buys|"
    "pay paid pays|bring brought brings|teach taught|catch caught|keep kept keeps|lead led leads|draw drew drawn|"
    "drive drove driven|strike strikes struck|seek sought seeks|steal stole stolen|break broke broken breaks|"
    "ask asked asks demand demanded demands|merge merged merger merges|appeal appealed appeals|"
    "return returned returns|refuse refused refuses reject rejected rejects|sue sued lawsuit|spread spread spreads|"
    "shift shifted shifts move moved moves moving relocate relocated|aircraft plane planes airliner jet|"
    "raise raised raises|test tested tests testing positive|quarantine quarantined quarantines"
)  # fmt: skip
FORM = {word: group.split()[0] for group in _SAME.split("|") for word in group.split()}
"""Words in lower case to the first word of their group."""
_OF_STEM: dict[str, str] = {}
for _word, _first in FORM.items():
    _OF_STEM.setdefault(stem(_word, "en"), _first)


def said_of(wanted: frozenset[str], content: frozenset[str], language: str) -> float:
    """The share of these stems that stand among ``content``, by themselves or as another word for it; 1 of none."""
    if not wanted:
        return 1.0
    missing = wanted - content
    if missing and primary_language(language) == "en":
        there = forms(content)
        missing = frozenset(one for one in missing if _OF_STEM.get(one, "") not in there)
    return 1.0 - len(missing) / len(wanted)


@lru_cache(maxsize=16384)
def forms(content: Iterable[str]) -> frozenset[str]:
    """The groups that stems belong to."""
    return frozenset(_OF_STEM[one] for one in content if one in _OF_STEM)
