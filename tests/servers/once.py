"""Files whose tests `make test` runs on SQLite alone; `make test-deep` runs them on PostgreSQL too.

What they prove is the words of a page, of a refusal or of a history, a table of permissions, a drawn picture or a
provider's answer. The verbs and the queries beneath are tried on PostgreSQL at every run by other files: what happens
at once, the queue, the whole way of a story (tests/stories), fetching and importing (tests/wire), the doors of readers
and partners, the searches and lists of the desk, and `tests/desk/test_pages.py` and `test_nothing_silent.py`, which
open every page and press every button.
"""

from __future__ import annotations

ONCE = frozenset(
    {
        "tests/demo/test_drawing.py",
        "tests/demo/test_playing.py",
        "tests/desk/test_access.py",
        "tests/desk/test_access_matrix.py",
        "tests/desk/test_accounts.py",
        "tests/desk/test_accounts_people.py",
        "tests/desk/test_alert_letters.py",
        "tests/desk/test_blast_radius.py",
        "tests/desk/test_deeds.py",
        "tests/desk/test_dossier.py",
        "tests/desk/test_drafts.py",
        "tests/desk/test_fetches.py",
        "tests/desk/test_figures_tab.py",
        "tests/desk/test_findings.py",
        "tests/desk/test_flags.py",
        "tests/desk/test_front_since.py",
        "tests/desk/test_history_tab.py",
        "tests/desk/test_images_tab.py",
        "tests/desk/test_moving.py",
        "tests/desk/test_preview.py",
        "tests/desk/test_publish_tab.py",
        "tests/desk/test_restore.py",
        "tests/desk/test_restrictions.py",
        "tests/desk/test_runs.py",
        "tests/desk/test_shared.py",
        "tests/desk/test_stale_saves.py",
        "tests/desk/test_story_tab.py",
        "tests/desk/test_suggestions.py",
        "tests/desk/test_summary_tab.py",
        "tests/desk/test_team.py",
        "tests/desk/test_timeline_tab.py",
        "tests/desk/test_unsaid.py",
        "tests/desk/test_update_ready.py",
        "tests/desk/test_wholes.py",
        "tests/desk/test_workspace.py",
        "tests/leaks/test_forbidden_names.py",
        "tests/leaks/test_taken_out.py",
        "tests/media/test_library.py",
        "tests/media/test_storages.py",
        "tests/stories/test_announcing.py",
        "tests/stories/test_attention.py",
        "tests/stories/test_correcting.py",
        "tests/stories/test_deleting.py",
        "tests/stories/test_history.py",
        "tests/stories/test_joining_stories.py",
        "tests/stories/test_meanwhile.py",
        "tests/stories/test_old_addresses.py",
        "tests/stories/test_one_day.py",
        "tests/stories/test_pending.py",
        "tests/stories/test_replaying.py",
        "tests/stories/test_splitting_stories.py",
        "tests/stories/test_state_cells.py",
        "tests/stories/test_subediting.py",
        "tests/stories/test_withdrawing.py",
        "tests/summarising/llm/test_answers.py",
        "tests/summarising/llm/test_editing.py",
        "tests/summarising/llm/test_honest.py",
        "tests/summarising/llm/test_judged.py",
        "tests/summarising/llm/test_kept_in.py",
        "tests/summarising/llm/test_published.py",
        "tests/summarising/llm/test_sources.py",
        "tests/wire/test_clocks.py",
        "tests/wire/test_looking_again.py",
        "tests/wire/test_rights.py",
    }
)
