"""A story's past played again: what a policy would have published, held and refused. Nothing here is changed by it."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from editions.models import Edition, ReportingRestriction
from foundation.models import EditLog, User
from stories import curating, restricting
from stories.models import Article, Sentence, Snapshot, Story, StoryArticle, SummaryRun
from stories.replaying import groups, past_of, play
from tests.making import HARBOUR, make_chief, make_story, make_user


@pytest.fixture(autouse=True)
def without_pauses(settings) -> None:
    settings.AUTOMATIC_EDITION_SECONDS = 0


@pytest.fixture
def story(db) -> Story:
    """A story whose four articles came an hour apart; the last one by somebody who may not publish."""
    story = make_story(*HARBOUR)
    reporter = make_user("change_story", "edit_any_story", name="rita")
    rows = list(StoryArticle.objects.filter(story=story).order_by("pk"))
    begun = timezone.now() - timedelta(hours=10)
    for hours, row in enumerate(rows):
        at = begun + timedelta(hours=hours)
        StoryArticle.objects.filter(pk=row.pk).update(attached_at=at)
    StoryArticle.objects.filter(pk=rows[-1].pk).update(attached_by=reporter)
    return Story.objects.get(pk=story.pk)


def _outcomes(capsys, *arguments: str) -> list[dict]:
    call_command("replay_story", *arguments, "--json")
    return json.loads(capsys.readouterr().out)


@pytest.mark.few(0, 1)
@pytest.mark.parametrize(
    ("policy", "is_sensitive", "verdicts"),
    [
        ("publish", False, ["published", "published", "published", "held"]),
        ("hold", False, ["published", "held", "held", "held"]),
        ("publish", True, ["published", "held", "held", "held"]),
    ],
)
def test_a_policy_is_tried_on_what_came_in(story, policy, is_sensitive, verdicts):
    played = list(play(past_of(story), policy=policy, is_sensitive=is_sensitive))
    assert [outcome.verdict for outcome in played] == verdicts
    if verdicts[1] == "published":
        assert any(line.startswith("added sentence") for line in played[1].changes)
        lines = [line for outcome in played for line in outcome.changes]
        assert not [line for line in lines if re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-|\w_\w|: $", line)]
        assert "may not publish" in played[3].reasons[0]


@pytest.mark.deep
def test_a_replay_tells_what_would_have_been_and_changes_nothing_here(story, capsys):
    models = (Edition, EditLog, User, Story, StoryArticle, Article, Snapshot, Sentence, SummaryRun)
    before = [model.objects.count() for model in models]
    call_command("replay_story", story.headline[:12], "--policy", "publish", "--json")
    outcomes = json.loads(capsys.readouterr().out)
    assert [outcome["verdict"] for outcome in outcomes] == ["published", "published", "published", "held"]
    assert [outcome["version"] for outcome in outcomes] == [1, 2, 3, 0]
    assert "rita" not in json.dumps(outcomes)
    assert [model.objects.count() for model in models] == before
    assert Story.objects.get(pk=story.pk).desk_revision == story.desk_revision


def test_what_the_command_starts_plays_the_past_from_a_file_and_tells_a_line_for_each_arrival(story, tmp_path, capsys):
    past = {**past_of(story), "policy": "publish", "is_sensitive": False}
    (tmp_path / "past.json").write_text(json.dumps(past))
    call_command("replay_story", "-", "--within", str(tmp_path / "past.json"))
    outcomes = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [outcome["verdict"] for outcome in outcomes] == ["published", "published", "published", "held"]
    assert [outcome["version"] for outcome in outcomes] == [1, 2, 3, 0]


@pytest.mark.deep
def test_a_replay_is_told_in_lines(story, capsys):
    call_command("replay_story", str(story.uid))
    told = capsys.readouterr().out
    assert "4 arrivals: 3 published, 1 held, 0 unchanged, 0 failed" in told


def test_what_cannot_be_replayed_is_told(story):
    with pytest.raises(CommandError, match="No story is called"):
        call_command("replay_story", "nothing of the kind")
    empty = curating.create_story(by=make_chief(), headline="Empty one")
    with pytest.raises(CommandError, match="never had an article"):
        call_command("replay_story", str(empty.uid))
    curating.create_story(by=make_chief(), headline="Empty too")
    with pytest.raises(CommandError, match="Several stories"):
        call_command("replay_story", "Empty")


def test_texts_withdrawals_and_articles_taken_out_are_part_of_the_past(story):
    rows = list(StoryArticle.objects.filter(story=story).order_by("attached_at"))
    curating.retract(rows[0].article, reason="They took it back.", by=make_chief())
    curating.detach(story, rows[1].article, by=make_chief())
    Snapshot.objects.create(article=rows[2].article, text=f"{HARBOUR[2]} It rained.", text_hash="f" * 64)
    past = past_of(Story.objects.get(pk=story.pk))
    acts = [event["act"] for event in past["events"]]
    assert sorted(acts) == ["attach"] * 4 + ["detach", "retract", "text"]
    assert [event["act"] for event in next(iter(groups(past)))] == ["attach"]
    assert sum(len(group) for group in groups(past)) == 7


def test_the_past_is_played_through_the_newsrooms_own_verbs(story):
    past = past_of(story)
    played = list(play(past, policy="publish"))
    copy = Story.objects.order_by("-pk").first()
    assert copy.pk != story.pk
    assert played[0].verdict == "published"
    assert copy.published.editions.count() == 3
    assert copy.published.current_edition.by_text.startswith("automatic, policy set by")
    assert Edition.objects.get(story=copy.published, number=1).by_person.username == "replay chief"


def test_the_account_tells_what_a_restriction_would_have_stopped(story):
    restricting.restrict(restricting.Terms("Ines Varga", "Order 7/26."), by=make_user("restrict_names"))
    past = past_of(story)
    assert past["restrictions"] == [[["Ines Varga"], "Order 7/26."]]
    restricting.lift(ReportingRestriction.objects.get(), reason="Over.", by=make_user("restrict_names", name="chief"))
    played = list(play(past, policy="publish"))
    stopped = [line for outcome in played for line in outcome.restricted]
    assert any("the first container ship would enter" in line for line in stopped)
    assert all(line.startswith("Ines Varga: ") for line in stopped)
    assert not any("Ines Varga" in line for outcome in played for line in (*outcome.changes, *outcome.refused))


@pytest.mark.deep
def test_without_a_restriction_nothing_is_told_to_be_stopped(story):
    assert not any(outcome.restricted for outcome in play(past_of(story), policy="publish"))


def test_a_name_in_what_people_wrote_stops_every_version_and_the_account_says_which_words(story):
    past = past_of(story) | {"restrictions": [[["Dockworkers"], "Tried in a replay."]]}
    played = list(play(past, policy="publish"))
    assert {outcome.verdict for outcome in played} <= {"failed", "unchanged"}
    assert any(line.startswith("Dockworkers: The headline, “") for line in played[-1].restricted + played[0].restricted)


@pytest.mark.deep
def test_a_name_is_tried_at_the_command_and_told_in_lines(story, capsys):
    call_command("replay_story", str(story.uid), "--restrict", "Ines Varga")
    told = capsys.readouterr().out
    assert "stopped by the restriction on Ines Varga: " in told
    assert "stopped by restrictions (Ines Varga)." in told
