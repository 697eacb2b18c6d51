"""Names that must not be published, where dates, outcomes and tickers carry them: nothing of it goes out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from editions.models import PublishedStory
from editions.restrictions import Restricted
from foundation.models import Command
from foundation.name_forms import Names
from reference.models import Instrument
from stories import chronology, curating, naming, publishing, restricting
from stories.models import Story
from stories.restricting import Terms
from stories.tickers.renaming import NewName, rename
from stories.timelines import importing, promises
from tests.making import HARBOUR, make_story, make_user

pytestmark = pytest.mark.django_db
# In no article of the harbour's: people write it, or a list of tickers brings it.
NAME = "Quillan Featherby"
AHEAD = "Mar 5, 2030 (planned)"


@pytest.fixture
def chief():
    return make_user(
        "publish_story", "edit_any_story", "change_story", "add_story", "view_story", "restrict_names", name="mina"
    )


@pytest.fixture
def story(chief):
    return make_story(*HARBOUR[:2], by=chief)


def fresh(story: Story) -> Story:
    return Story.objects.select_related("published").get(pk=story.pk)


def seen(story: Story) -> int:
    return fresh(story).desk_revision


def forbid(chief):
    return restricting.restrict(Terms(NAME, "Order 12/26."), by=chief)


def publish(story: Story, chief) -> str:
    return publishing.publish(fresh(story), seen=seen(story), by=chief).story.get_absolute_url()


def add(story: Story, chief, text: str, when: str = AHEAD):
    return chronology.add_entry(story, date=when, text=text, seen=seen(story), by=chief)


def _entry(story, chief):
    add(story, chief, f"{NAME} is heard.")


def _file(story, chief):
    file = f"date,text\n2026-02-18,{NAME} was heard.\n".encode()
    importing.import_rows(fresh(story), file, seen=seen(story), by=chief)


def _outcome(story, chief):
    entry = add(story, chief, "The court of Vell decides.")
    [outcome] = promises.draft_outcomes(
        entry, [("Freed", "cancelled", f"{NAME} is freed.")], seen=seen(story), by=chief
    )
    promises.choose_outcome(outcome, seen=seen(story), by=chief)


def _ticker(story, chief):
    ticker = Instrument.objects.create(symbol="QF", mic="XNYS", name=f"{NAME} Holdings")
    curating.change_story(fresh(story), seen=seen(story), by=chief, instruments=[ticker])


@pytest.mark.parametrize("write", [_entry, _file, _outcome, _ticker])
def test_a_name_in_an_entry_a_file_an_outcome_or_a_ticker_lets_nothing_of_the_story_out(story, chief, client, write):
    path = publish(story, chief)
    forbid(chief)
    write(story, chief)
    assert naming.at_the_desk(Names([NAME]))[story.pk] <= {"timeline", "story"}
    with pytest.raises(publishing.NotReady, match="Order 12/26"):
        publish(story, chief)
    assert NAME not in client.get(path).content.decode()


@pytest.mark.parametrize("write", [_entry, _file, _outcome, _ticker])
def test_what_has_run_with_it_leaves_page_calendar_and_the_tickers_page(story, chief, client, write):
    write(story, chief)
    path = publish(story, chief)
    paths = [path, f"{path}planned.ics", *(["/tickers/XNYS:QF/"] if write is _ticker else [])]
    assert any(NAME in client.get(one).content.decode() for one in paths)
    forbid(chief)
    assert fresh(story).published.state == PublishedStory.State.RESTRICTED
    assert [client.get(one).status_code for one in paths] == [404] * len(paths)


def test_an_outcome_that_waits_is_told_of_and_stops_nothing_before_it_is_chosen(story, chief, client):
    entry = add(story, chief, "The court of Vell decides.")
    rows = [("Freed", "cancelled", f"{NAME} is freed."), ("Held", "happened", "The court holds the accused.")]
    _, held = promises.draft_outcomes(entry, rows, seen=seen(story), by=chief)
    forbid(chief)
    assert naming.at_the_desk(Names([NAME])) == {story.pk: {"timeline"}}
    path = publish(story, chief)
    promises.choose_outcome(held, seen=seen(story), by=chief)
    publish(story, chief)
    assert "The court holds the" in client.get(path).content.decode()


def _named_since(story, chief) -> Instrument:
    """A ticker that ran as "Vell Marine Works" and is called by the name today."""
    ticker = Instrument.objects.create(symbol="VMW", mic="XNYS", name="Vell Marine Works")
    curating.change_story(fresh(story), seen=seen(story), by=chief, instruments=[ticker])
    publish(story, chief)
    return ticker


def test_a_ticker_that_took_the_name_after_its_stories_ran_has_no_page(story, chief, client):
    ticker = _named_since(story, chief)
    Instrument.objects.filter(pk=ticker.pk).update(name=f"{NAME} Holdings")
    assert NAME in client.get("/tickers/XNYS:VMW/").content.decode()
    row = forbid(chief)
    assert client.get("/tickers/XNYS:VMW/").status_code == 404
    assert fresh(story).published.state == PublishedStory.State.LIVE
    restricting.lift(row, reason="The order has ended.", by=chief)
    restricting.bring_back(row, by=chief)
    assert client.get("/tickers/XNYS:VMW/").status_code == 200


def test_neither_an_old_name_nor_a_new_one_is_told_by_the_page_of_the_other(story, chief, client):
    old = _named_since(story, chief)
    rename(old, NewName("VMX", name="Vell Marine Group"), on=None, by=Command("a test"))
    Instrument.objects.filter(pk=old.pk).update(name=f"{NAME} Works")
    assert NAME in client.get("/tickers/XNYS:VMX/").content.decode()
    forbid(chief)
    assert NAME not in client.get("/tickers/XNYS:VMX/").content.decode()
    assert client.get("/tickers/XNYS:VMW/").status_code == 404
    with pytest.raises(Restricted):
        rename(
            Instrument.objects.get(symbol="VMX"), NewName("VMY", name=f"{NAME} Group"), on=None, by=Command("a test")
        )


def test_a_list_of_tickers_brings_no_such_name_in(chief, tmp_path, capsys):
    forbid(chief)
    path = tmp_path / "list.csv"
    path.write_text(f"symbol,name,exchange\nQF,{NAME} Holdings,NYSE\nVMW,Vell Marine Works,NYSE\n")
    call_command("import_tickers", str(path))
    assert list(Instrument.objects.values_list("symbol", flat=True)) == ["VMW"]
    assert "line 2 refused: XNYS:QF carries a name that must not be published" in capsys.readouterr().out


def test_a_ticker_is_hidden_again_by_a_restriction_set_for_longer(story, chief, client):
    ticker = _named_since(story, chief)
    Instrument.objects.filter(pk=ticker.pk).update(name=f"{NAME} Holdings")
    row = forbid(chief)
    until = timezone.now() + timedelta(days=2)
    restricting.change_restriction(row, Terms(NAME, "Order 13/26.", until=until), seen=row.revision, by=chief)
    assert client.get("/tickers/XNYS:VMW/").status_code == 404
    assert row.hidden.filter(ticker_uid=ticker.uid).count() == 1
