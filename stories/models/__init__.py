"""The working copy's tables. One module for each idea; import the names from here."""

from __future__ import annotations

from stories.models.alert import Alert, AlertChoice, Letter
from stories.models.article import Article, Snapshot, StoryArticle
from stories.models.attention import Attention
from stories.models.board import BoardLine, BoardValue
from stories.models.comment import Comment, Mention, Watch
from stories.models.correction import Correction, correction_line
from stories.models.dossier import Dossier
from stories.models.duty import Duty
from stories.models.evidence import Citation
from stories.models.flag import Flag
from stories.models.lineage import Lineage
from stories.models.placement import Placement
from stories.models.promise import EntryProposal, Outcome
from stories.models.removal import RemovalRequest
from stories.models.run import SummaryRun
from stories.models.share import SharedVersion
from stories.models.spending import LlmAnswer, LlmProvider, LlmSpending
from stories.models.story import Story
from stories.models.suggestion import Suggestion
from stories.models.summary import Deletion, Section, Sentence, Writer
from stories.models.ticker import TickerLook, TickerSuggestion
from stories.models.timeline import TimelineEntry

__all__ = (
    "Alert",
    "AlertChoice",
    "Article",
    "Attention",
    "BoardLine",
    "BoardValue",
    "Citation",
    "Comment",
    "Correction",
    "Deletion",
    "Dossier",
    "Duty",
    "EntryProposal",
    "Flag",
    "Letter",
    "Lineage",
    "LlmAnswer",
    "LlmProvider",
    "LlmSpending",
    "Mention",
    "Outcome",
    "Placement",
    "RemovalRequest",
    "Section",
    "Sentence",
    "SharedVersion",
    "Snapshot",
    "Story",
    "StoryArticle",
    "Suggestion",
    "SummaryRun",
    "TickerLook",
    "TickerSuggestion",
    "TimelineEntry",
    "Watch",
    "Writer",
    "correction_line",
)
