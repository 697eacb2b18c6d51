"""The dossier of a story: who may have it made, what is in it, what it leaves out, and that it can be checked."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from foundation.models import EditLog
from newsroom.dossiers.making import make_dossier
from newsroom.dossiers.writing import Archive
from partners import keys, noting
from stories import chronology, curating, dossiers, legal_holds, publishing, pulling, redacting, restricting, subediting
from stories.models import Dossier, Sentence, Story
from stories.splitting_stories import Parts, split
from tests.desk.making import address, fill_summary, make_story, summarise, text_of
from tests.leaks.world import make_picture

pytestmark = pytest.mark.django_db
ADD, LIST = "/admin/stories/dossier/add/", "/admin/stories/dossier/"


def fresh(story: Story) -> Story:
    return Story.objects.select_related("published__current_edition").get(pk=story.pk)


def publish(story: Story, chief, note: str = "") -> None:
    publishing.publish(fresh(story), seen=fresh(story).desk_revision, by=chief, note=note)


@pytest.fixture
def story(chief) -> Story:
    """A story that ran in three versions, the last a correction, with a picture and words of several scripts."""
    made = summarise(make_story(chief, headline="../../المرفأ 항구 <b>\u202ereopens"))
    curating.place_image(made, make_picture(1, by=chief), seen=made.desk_revision, by=chief)
    publish(made, chief, note="\u200b＝HYPERLINK(1)")
    made = fresh(made)
    sentence = made.sentences.filter(removed_at=None, citations__isnull=False)[0]
    words = f"{sentence.text[:-1]}, as was first told."
    subediting.edit_sentence(sentence, text=words, seen=made.desk_revision, by=chief, is_vouched=True)
    publish(made, chief)
    made = fresh(made)
    chronology.add_entry(made, date="Feb 19, 2026", text="The harbour opens.", seen=made.desk_revision, by=chief)
    since = made.published.editions.get(number=1).published_at
    seen = fresh(made).desk_revision
    publishing.correct(fresh(made), seen=seen, by=chief, notice="The date was wrong.", since=since)
    return fresh(made)


def made_zip(story: Story, by, **asked) -> zipfile.ZipFile:
    """The file, asked for by the verb and made as the clock has it made."""
    row = dossiers.ask(story, by=by, **asked)
    for pk in dossiers.claim_due():
        make_dossier(pk)
    row.refresh_from_db()
    assert row.standing() == "made"
    data = default_storage.open(row.file.name).read()
    assert hashlib.sha256(data).hexdigest() == row.sha256
    assert len(data) == row.size_bytes
    return zipfile.ZipFile(io.BytesIO(data))


def everything(found: zipfile.ZipFile) -> str:
    """All text of it."""
    names = [name for name in found.namelist() if not name.endswith((".jpeg", ".css"))]
    return "\n".join(found.read(name).decode() for name in names)


def table(found: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(found.read(name).decode(), newline="")))


def checked(found: zipfile.ZipFile, folder: Path) -> tuple[int, str]:
    """What the dossier's own program says of it, run apart from us."""
    folder = folder / "unpacked"
    found.extractall(folder)
    done = subprocess.run([sys.executable, "-I", "verify.py"], cwd=folder, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout


def test_it_says_what_stood_when_and_on_which_passage_and_can_be_checked(chief, story, tmp_path):
    found = made_zip(story, chief)
    assert checked(found, tmp_path) == (0, "Whole: every file, passage and row of the log is what it was.\n")
    done = subprocess.run(["sha256sum", "-c", "--quiet", "manifest.sha256"], cwd=tmp_path / "unpacked", timeout=60)
    assert done.returncode == 0
    stood = table(found, "what-stood-when.csv")
    assert [(row["version"], row["kind"]) for row in stood] == [("1", "first"), ("2", "update"), ("3", "correction")]
    assert [row["until"] for row in stood] == [stood[1]["from"], stood[2]["from"], ""]
    assert {row["published_by"] for row in stood} == {"Mina Park"}
    assert stood[0]["note"] == "'\u200b＝HYPERLINK(1)"
    content = story.published.editions.get(number=1).content
    assert json.loads(found.read("editions/0001/content.json")) == content
    cited = content["machine"]["sentences"][0]["citations"][0]
    rows = table(found, "evidence.csv")
    assert [row for row in rows if row["snapshot"] == cited["snapshot"] and row["passage"] == cited["quote"]]
    assert {row["versions"] for row in rows} >= {"1", "1-3"}
    text = found.read(f"snapshots/{cited['snapshot']}.txt").decode()
    assert text[cited["start"] : cited["end"]] == cited["quote"]
    decisions = json.loads(found.read("decisions.json"))
    assert decisions["corrections"][0]["by"] == "Mina Park"
    assert "The date was wrong." in decisions["corrections"][0]["text"]
    acts = [(act["act"], act["version"], act["by"]) for act in json.loads(found.read("approvals.json"))]
    assert acts == [("publish", n, "Mina Park") for n in (1, 2, 3)]
    named = [json.loads(line)["names"] for line in found.read("log.jsonl").splitlines()]
    told = {(one["is"], one["words"]) for names in named for one in names.values()}
    image = story.placements.get().image
    assert {("entry", "The harbour opens."), ("image", image.caption or image.alt_text)} <= told
    assert {one for one in told if one[0] == "article"}


@pytest.mark.deep
def test_its_pages_open_without_a_network_and_its_names_are_ours(chief, story, tmp_path):
    found = made_zip(story, chief)
    found.extractall(tmp_path)
    page = (tmp_path / "editions/0001/page.html").read_text()
    assert "From a dossier. Version 1 of a story of Newsroom" in page
    assert "<script" not in page
    assert (tmp_path / "editions/0001/../../reader/paper.css").is_file()
    picture = page.partition('<img src="')[2].partition('"')[0]
    assert (tmp_path / "editions/0001" / picture).read_bytes().startswith(b"\xff\xd8")
    sources = [value for value in page.split('src="')[1:] if not value.startswith("../../pictures/")]
    assert sources == []
    assert all(name.isascii() and ".." not in name and not name.startswith("/") for name in found.namelist())
    assert {info.date_time for info in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    "name", ["../x", "/etc/passwd", "a/../b", "a//b", "a\\b", "", "c:x", "مرفأ.txt", "a/", ".hidden"]
)
@pytest.mark.deep
def test_no_file_of_it_can_lie_outside_its_folder(tmp_path, name):
    with Archive(tmp_path / "one.zip") as archive, pytest.raises(ValueError, match="no name of a file"):
        archive.add_text(name, "x")


@pytest.mark.deep
def test_the_same_state_gives_the_same_bytes_whoever_asks(chief, administrator, story):
    first, second = made_zip(story, chief), made_zip(story, administrator)
    assert first.fp.getvalue() == second.fp.getvalue()
    curating.change_story(story, seen=story.desk_revision, by=chief, kicker="Port")
    assert made_zip(story, chief).fp.getvalue() != first.fp.getvalue()


@pytest.mark.deep
def test_what_was_altered_afterwards_is_found(chief, story, tmp_path):
    made_zip(story, chief).extractall(tmp_path)
    log = tmp_path / "log.jsonl"
    log.write_text(log.read_text().replace("Mina", "Nina", 1).replace("The date was wrong.", "The date was right."))
    done = subprocess.run([sys.executable, "-I", "verify.py"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "Changed: log.jsonl" in done.stdout
    assert "Altered: link" in done.stdout


def test_what_was_redacted_stays_so_in_every_part_of_it(chief, story, tmp_path):
    sentence = story.published.editions.get(number=1).content["machine"]["sentences"][1]
    row = Sentence.objects.get(uid=sentence["uid"])
    reworded = f"{row.text[:-1]} and more was told by the witness."
    subediting.edit_sentence(row, text=reworded, seen=story.desk_revision, by=chief, is_vouched=True)
    publish(story, chief)
    redacting.redact(fresh(story), "sentence", sentence["uid"], reason="Order 12 of the court.", by=chief)
    found = made_zip(fresh(story), chief)
    text = everything(found)
    assert sentence["text"] not in text
    assert "by the witness" not in text
    assert "Order 12 of the court." in text
    assert "[removed, " in text
    assert checked(found, tmp_path)[0] == 0
    rows = [json.loads(line) for line in found.read("log.jsonl").splitlines()]
    withheld = [row for row in rows if row.get("withheld")]
    assert "edit_sentence" in {row["verb"] for row in withheld}
    assert all(row["hash"] for row in withheld)
    named = [row["names"][sentence["uid"]] for row in rows if sentence["uid"] in row.get("names", {})]
    assert {one["words"] for one in named} == {"[withheld]"}
    lifted = made_zip(fresh(story), chief, with_redacted=True, reason="The regulator asks for it.")
    assert "by the witness" in everything(lifted)
    assert "The regulator asks for it." in lifted.read("README.txt").decode()


def test_what_was_redacted_where_it_came_from_is_not_in_the_dossier_of_what_was_split_off(chief, story):
    entry = story.timeline_entries.get(text="The harbour opens.")
    away = fresh(split(story, Parts(entries=[entry.uid]), headline="Away", by=chief).target)
    entry.refresh_from_db()
    words = "The harbour opens at six, a mole said."
    chronology.change_entry(entry, date="Feb 19, 2026", text=words, seen=away.desk_revision, by=chief)
    assert words in everything(made_zip(away, chief))
    redacting.redact(fresh(story), "entry", str(entry.uid), reason="A court.", by=chief)
    assert words not in everything(made_zip(away, chief))


@pytest.mark.deep
def test_a_name_under_a_restriction_is_kept_back_and_a_pulled_picture_is_in_none(chief, story, tmp_path):
    pulling.pull(story.placements.get().image, reason="No leave.", by=chief)
    restricting.restrict(restricting.Terms(name="Ada Wren", reason="Order 7."), by=chief)
    restricting.sweep_due()
    found = made_zip(fresh(story), chief)
    assert "Ada Wren" not in everything(found)
    assert checked(found, tmp_path)[0] == 0
    assert not [name for name in found.namelist() if name.startswith("pictures/")]
    assert json.loads(found.read("editions/0001/edition.json"))["is_kept_back"] is True
    assert "editions/0001/page.html" not in found.namelist()
    lifted = made_zip(fresh(story), chief, with_redacted=True, reason="For counsel alone.")
    assert "Ada Wren" in everything(lifted)
    assert not [name for name in lifted.namelist() if name.startswith("pictures/")]


@pytest.mark.deep
def test_it_tells_whom_the_story_reached_and_what_is_not_recorded(chief, story):
    early, _ = keys.make_key("Agency One", by=chief)
    gone, _ = keys.make_key("Agency Two", by=chief)
    keys.revoke(gone, by=chief)
    type(gone).objects.filter(pk=gone.pk).update(
        revoked_at=story.published.first_published_at - timezone.timedelta(days=1)
    )
    noting.NOTEBOOK.note(early, (story.published.current_edition_id,), is_list=False)
    noting.NOTEBOOK.note(early, (story.published.current_edition_id,), is_list=True)
    noting.NOTEBOOK.write()
    served = json.loads(made_zip(story, chief).read("served.json"))
    (row,) = served["versions_fetched_by_partners"]
    told = (row["partner"], row["version"], row["times_whole"], row["times_in_lists"], row["key"])
    assert told == ("Agency One", story.published.current_edition.number, 1, 1, str(early.uid))
    assert [key["partner"] for key in served["partners_with_an_open_key_while_it_ran"]] == ["Agency One"]
    assert early.key_hash not in str(served)
    assert any("before their fetches were noted" in line for line in served["not_recorded"])


@pytest.mark.deep
def test_a_story_that_never_ran_and_one_that_was_deleted_have_one_too(chief, tmp_path):
    draft = make_story(chief, headline="Draft", articles=1)
    legal_holds.hold(draft, reason="A letter.", by=chief)
    Story.objects.filter(pk=draft.pk).update(deleted_at=timezone.now())
    found = made_zip(draft, chief)
    assert checked(found, tmp_path)[0] == 0
    assert "The story has not run" in found.read("README.txt").decode()
    assert json.loads(found.read("story.json"))["legal_hold"]["reason"] == "A letter."
    assert "began" not in everything(found)
    assert "create_story" in everything(found)


@pytest.mark.parametrize("role", ["reporter", pytest.param("editor", marks=pytest.mark.deep)])
def test_it_is_closed_to_reporters_and_editors(login, request, chief, story, role):
    made_zip(story, chief)
    row = Dossier.objects.get()
    browser = login(request.getfixturevalue(role))
    for answer in (browser.get(LIST), browser.get(ADD), browser.post(ADD, {"story": story.pk})):
        assert answer.status_code == 403
    assert browser.post(f"{LIST}{row.uid}/file/").status_code == 403
    own = make_story(request.getfixturevalue(role), articles=1, headline="Own")
    assert "Dossier of this story" not in text_of(browser.get(address(own, "history")))
    assert Dossier.objects.count() == 1


def test_a_chief_asks_on_a_page_and_downloads_what_the_clock_had_made(login, chief, story):
    browser = login(chief)
    where = text_of(browser.get(address(story, "history"))).partition(f'href="{ADD}?')[2].partition('"')[0]
    asking = text_of(browser.get(f"{ADD}?{where}"))
    assert f'value="{story.uid}"' in asking
    assert "항구" in asking  # the headline: an id says nothing to a chief
    assert browser.post(ADD, {"story": str(story.uid)}).status_code == 302
    assert "being made" in text_of(browser.get(LIST))
    assert "being made already" in text_of(browser.post(ADD, {"story": str(story.uid)}))
    for pk in dossiers.claim_due():
        make_dossier(pk)
        make_dossier(pk)
    row = Dossier.objects.get()
    page = text_of(browser.get(LIST))
    assert f"{LIST}{row.uid}/file/" in page
    assert page.count("항구") == 2
    answer = browser.post(f"{LIST}{row.uid}/file/")
    assert hashlib.sha256(answer.getvalue()).hexdigest() == row.sha256
    assert answer["Content-Disposition"].startswith('attachment; filename="dossier-')
    assert answer["Cache-Control"].startswith("no-store, private")
    assert browser.get(f"{LIST}{row.uid}/file/").status_code == 405
    verbs = EditLog.objects.filter(subject_uid=story.uid).order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["ask_dossier", "hand_out_dossier"]


@pytest.mark.deep
def test_an_administrator_has_one_made_but_not_with_what_was_redacted(login, administrator, chief, story):
    browser = login(administrator)
    for typed in (story.uid, story.pk, f"https://x.example/stories/{story.published.slug}/?a=b"):
        assert browser.post(ADD, {"story": typed}).status_code == 302
        for pk in dossiers.claim_due():
            make_dossier(pk)
    for typed in ("", "x", "9" * 30, "https://x.example/", "00000000-0000-4000-8000-000000000000"):
        assert browser.post(ADD, {"story": typed}).status_code == 400
    wrong = {"story": story.pk, "with_redacted": "on", "reason": "Because."}
    assert "Only a chief" in text_of(browser.post(ADD, wrong))
    made_zip(story, chief, with_redacted=True, reason="For the court.")
    row = Dossier.objects.get(with_redacted=True)
    assert str(row.uid) not in text_of(browser.get(LIST))
    assert browser.post(f"{LIST}{row.uid}/file/").status_code == 404
    assert story.headline not in text_of(browser.get(LIST))


@pytest.mark.deep
def test_what_was_redacted_goes_in_for_a_reason_only(login, chief, story):
    answer = login(chief).post(ADD, {"story": story.pk, "with_redacted": "on", "reason": "  "})
    assert answer.status_code == 400
    assert "The reason" in text_of(answer)
    assert not Dossier.objects.exists()


@pytest.mark.deep
def test_one_that_no_worker_finishes_is_given_up_and_old_files_go(chief, story):
    row = dossiers.ask(story, by=chief)
    for _ in range(dossiers.MOST_ATTEMPTS):
        assert dossiers.claim_due() == [row.pk]
        assert dossiers.claim_due() == []
        Dossier.objects.update(claimed_until=timezone.now())
    assert dossiers.claim_due() == []
    row.refresh_from_db()
    assert row.standing().startswith("failed: no worker could finish it")
    made_zip(story, chief)
    made = Dossier.objects.get(sha256__gt="")
    assert dossiers.forget_old(timezone.now()) == 0
    name = made.file.name
    assert dossiers.forget_old(timezone.now() + timezone.timedelta(days=8)) == 1
    made.refresh_from_db()
    assert made.standing() == "thrown away"
    assert not default_storage.exists(name)


@pytest.mark.deep
def test_a_story_of_a_hundred_articles_and_thirty_versions_fits(chief, tmp_path):
    story = make_story(chief, articles=100)
    fill_summary(story, 300)
    for n in range(30):
        now = fresh(story)
        curating.change_story(now, seen=now.desk_revision, by=chief, kicker=f"Number {n}")
        publish(story, chief)
    began = time.process_time()
    found = made_zip(fresh(story), chief)
    taken = time.process_time() - began
    print(f"made in {taken:.2f} s of processor time, {len(found.fp.getvalue())} bytes")  # noqa: T201
    assert checked(found, tmp_path)[0] == 0
    assert len(table(found, "what-stood-when.csv")) == 30
    assert len(table(found, "evidence.csv")) >= 900
