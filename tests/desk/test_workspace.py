"""A story's tabs as a place to work: choosing, moving, putting back, and the way from each check to its place."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from editions.models import Edition
from media.library import add_image
from stories import chronology, curating, placing, publishing, restricting, subediting
from stories.models import Sentence, Story
from tests.desk.making import address, fill_summary, make_story, picture, summarise, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(chief) -> Story:
    """Five sections of two sentences, each citing three articles."""
    story = make_story(chief)
    fill_summary(story, 10)
    Story.objects.filter(pk=story.pk).update(summarised_revision=story.inputs_revision)
    story.refresh_from_db()
    return story


@pytest.fixture
def post(login, chief, story):
    """Press a button of a tab."""

    def posted(act: str, tab: str = "summary", **typed):
        story.refresh_from_db()
        return login(chief).post(address(story, tab), {"act": act, "seen": story.desk_revision, **typed})

    return posted


def _row(story: Story, n: int) -> Sentence:
    return story.sentences.get(text__startswith=f"Sentence number {n} ")


def _order(page: str) -> list[str]:
    return re.findall(r'class="sentence"[^>]*>Sentence number (\d+) about', page)


def test_each_sentence_is_a_link_that_opens_it_beside_each_of_its_passages(login, chief, story):
    client, row = login(chief), _row(story, 3)
    page = text_of(client.get(address(story, "summary")))
    assert page.count('class="tools"') == 1
    assert f'href="?sentence={row.uid}#s-{row.uid}"' in page
    page = text_of(client.get(f"{address(story, 'summary')}?sentence={row.uid}"))
    assert f'aria-current="true">{row.text}' in page
    assert "Passage 1 of 3" in page
    assert "Paper 1 [1]" in page
    assert page.count('<mark id="passage">') == 1
    last = text_of(client.get(f"{address(story, 'summary')}?sentence={row.uid}&passage=2"))
    assert "Passage 3 of 3" in last
    assert "Paper 3 [3]" in last
    assert "passage=1#passage" in last
    assert "Next passage" not in last


def test_the_page_that_stands_open_gets_the_line_and_the_article_alone(login, chief, reporter, story):
    row, where = _row(story, 7), f"{address(story, 'summary')}sentence/"
    part = text_of(login(chief).get(where, {"sentence": row.uid, "passage": 1}))
    assert f'<li id="s-{row.uid}">' in part
    assert "Passage 2 of 3" in part
    assert "Keep this wording" in part
    assert "<html" not in part
    assert len(part) < 10_000
    for wrong in ("", "7", "0d6e7f5e-0000-4000-8000-000000000000", str(row.uid) + "\0"):
        assert login(chief).get(where, {"sentence": wrong}).status_code == 404
    assert login(reporter).get(where, {"sentence": row.uid}).status_code == 404


def test_the_article_page_marks_the_passage(login, chief, story):
    citation = _row(story, 3).citations.all()[0]
    page = text_of(login(chief).get(f"/admin/stories/article/{citation.article_id}/change/?passage={citation.uid}"))
    assert f'<mark id="passage">{citation.quote}</mark>' in page
    assert "<mark" not in text_of(login(chief).get(f"/admin/stories/article/{citation.article_id}/change/?passage=x"))


def test_buttons_move_a_sentence_up_down_and_over_the_border_of_its_section(login, chief, story, post):
    client, row = login(chief), _row(story, 5)
    assert _order(text_of(client.get(address(story, "summary"))))[:4] == ["0", "5", "1", "6"]
    assert post("up", row=str(row.uid)).status_code == 302
    assert _order(text_of(client.get(address(story, "summary"))))[:4] == ["5", "0", "1", "6"]
    post("down", row=str(row.uid))
    post("down", row=str(row.uid))
    page = text_of(client.get(address(story, "summary")))
    assert _order(page)[:4] == ["0", "5", "1", "6"]
    assert Sentence.objects.get(pk=row.pk).section.heading == "Part 1"
    assert "place kept" in page


@pytest.mark.deep
def test_a_sentence_is_dropped_before_another_one_or_at_the_end_of_a_section(login, chief, story, post):
    client, row, other = login(chief), _row(story, 0), _row(story, 8)
    back = post("move", row=str(row.uid), to=str(other.section.uid), before=str(other.uid), seen_text=row.text)
    assert back["Location"].endswith(f"?sentence={row.uid}#s-{row.uid}")
    assert _order(text_of(client.get(address(story, "summary")))) == ["5", "1", "6", "2", "7", "3", "0", "8", "4", "9"]
    post("move", row=str(row.uid), to=str(_row(story, 1).section.uid))
    assert _order(text_of(client.get(address(story, "summary"))))[:4] == ["5", "1", "6", "0"]
    for typed in ({"to": "x"}, {"to": str(other.section.uid), "before": str(_row(story, 9).uid)}):
        assert post("move", row=str(row.uid), **typed).status_code == 400


@pytest.mark.deep
def test_sections_move_by_buttons_and_by_dropping(login, chief, story, post):
    sections = list(story.sections.order_by("position"))
    post("section_up", row=str(sections[4].uid))
    post("section_down", row=str(sections[0].uid))
    post("place_section", row=str(sections[2].uid), before=str(sections[1].uid))
    headings = re.findall(r'title" dir="auto">Part (\d)', text_of(login(chief).get(address(story, "summary"))))
    assert headings == ["2", "1", "0", "4", "3"]


def test_what_was_taken_out_is_listed_with_who_did_and_put_back(login, chief, story, post):
    row = _row(story, 6)
    post("delete", row=str(row.uid), seen_text=row.text)
    page = text_of(login(chief).get(address(story, "summary")))
    assert row.text in page.split('id="taken"')[1]
    assert "Mina Park" in page.split('id="taken"')[1]
    post("put_back", row=str(row.uid))
    page = text_of(login(chief).get(address(story, "summary")))
    assert 'id="taken"' not in page
    assert "6" in _order(page)


@pytest.mark.deep
def test_entries_of_one_day_change_places_and_come_back(login, chief, story, post):
    second = chronology.add_entry(
        story, date="Feb 18, 2026", text="The ships wait.", seen=story.desk_revision, by=chief
    )
    shown = {"row": str(second.uid), "seen_text": second.text}

    def entries() -> list[str]:
        page = text_of(login(chief).get(address(story, "timeline"))).split('id="new"')[0]
        return re.findall(r'<p class="line" dir="auto">([^<]*)</p>', page)

    post("up", "timeline", **shown)
    assert entries() == ["The ships wait.", "The vote ends the strike."]
    post("down", "timeline", **shown)
    post("remove", "timeline", **shown)
    assert entries() == ["The vote ends the strike."]
    post("put_back", "timeline", row=str(second.uid))
    assert entries() == ["The vote ends the strike.", "The ships wait."]


@pytest.mark.deep
def test_a_picture_that_was_taken_out_is_offered_again(login, chief, story, post):
    image = add_image(picture(), by=chief, caption="A crane")
    curating.place_image(story, image, seen=story.desk_revision, by=chief)
    post("remove", "images", row=str(image.uid), seen_text="")
    assert "Put back: A crane" in text_of(login(chief).get(address(story, "images")))
    post("place", "images", row=str(image.uid))
    assert "Put back: A crane" not in text_of(login(chief).get(address(story, "images")))


def test_every_check_leads_to_a_place_that_stands_on_its_page(login, chief):
    """Whatever a check may speak of is wrong at once: each link's page has the element that its address names."""
    story = summarise(make_story(chief, headline="Vell dockworkers win 9.9% pay rise"))
    client = login(chief)
    image = add_image(picture(), by=chief, caption="Harold Quillby at the port, where 77 ships wait")

    def seen() -> int:
        return Story.objects.get(pk=story.pk).desk_revision

    curating.place_image(story, image, seen=seen(), by=chief)
    curating.change_story(story, seen=seen(), by=chief, kicker="Harold Quillby", standfirst="Harold Quillby agrees.")
    section = subediting.add_section(story, heading="Harold Quillby Speaks", seen=seen(), by=chief)
    subediting.add_sentence(story, section, text="Nobody else saw the 61 llamas.", seen=seen(), by=chief)
    subediting.add_sentence(story, section, text="Harold Quillby left.", seen=seen(), by=chief, is_vouched=True)
    chronology.add_entry(story, date="Feb 17, 2026", text="Harold Quillby arrives.", seen=seen(), by=chief)
    restricting.restrict(restricting.Terms("Harold Quillby", "A court's order."), by=chief)
    story.refresh_from_db()
    assert {problem.where for problem in publishing.problems(story)} == {"story", "summary", "images", "timeline"}

    page = text_of(client.get(address(story, "publish")))
    links = re.findall(r'<a href="([^"]+)" aria-label="Go there', page)
    assert len(links) >= 9
    for link in links:
        where, _, anchor = link.replace("&amp;", "&").partition("#")
        assert anchor, link
        assert f'id="{anchor}"' in text_of(client.get(where)), link
    assert not Edition.objects.exists()


@pytest.mark.deep
def test_a_check_of_a_sentence_opens_it(login, chief, story):
    row = _row(story, 9)
    subediting.edit_sentence(row, text="Nobody else saw this.", seen=story.desk_revision, by=chief)
    page = text_of(login(chief).get(address(story, "publish")))
    link = re.search(r'href="([^"]+)" aria-label="Go there: No article supports', page)
    assert link
    assert 'aria-current="true">Nobody else saw this.' in text_of(login(chief).get(link[1]))


def test_a_refused_wording_opens_its_own_sentence(login, chief, story, post):
    page = text_of(post("edit", row=str(_row(story, 8).uid), text=" "))
    assert 'aria-current="true">Sentence number 8 ' in page
    assert page.count('id="refused"') == 1


def test_moves_wait_for_a_person_to_publish(chief):
    story = summarise(make_story(chief))
    publishing.publish(story, seen=story.desk_revision, by=chief)
    story.refresh_from_db()
    rows = list(story.sentences.filter(removed_at=None))
    placing.move_sentence(rows[-1], to=rows[0].section, before=rows[0], seen=story.desk_revision, by=chief)
    story.refresh_from_db()
    edition = publishing.publish(story, seen=story.desk_revision, by=chief)
    assert [(row["what"], row["act"]) for row in edition.changes] == [("sentence", "moved")] * len(edition.changes)
    assert edition.changes


PASTED = "https://port{n}.example/a/{n}\nPort paper {n} on the strike\nBy Ada Wren\nFeb {n}, 2026, 14:05\n\n{body}"
BODY = "Dockworkers in Vell voted on Wednesday to accept a 4.5% pay rise in outlet {n} and end a ten-day strike."


def _pasted(n: int) -> str:
    return PASTED.format(n=n, body=BODY.format(n=n))


def test_several_articles_are_pasted_at_once_and_attached(login, chief, post):
    empty = curating.create_story(by=chief, headline="The Strike in Vell")
    typed = {"act": "paste_all", "pasted": [*map(_pasted, range(11, 18)), " "]}
    page = text_of(login(chief).post(address(empty, "articles"), typed, follow=True))
    assert "7 of 7 articles were taken in and attached." in page
    rows = [row.article for row in empty.story_articles.select_related("article__publisher").order_by("pk")]
    assert [row.headline for row in rows] == [f"Port paper {n} on the strike" for n in range(11, 18)]
    assert {row.byline for row in rows} == {"Ada Wren"}
    assert rows[0].publisher.name == "port11.example"
    again = text_of(login(chief).post(address(empty, "articles"), typed, follow=True))
    assert "0 of 7 articles were taken in and attached. 7 stood in the story already." in again


def test_a_pasted_article_that_lacks_something_comes_back_with_what_to_add_and_stops_no_other(login, chief, story):
    client, bad = login(chief), "Port paper without a date\n\n" + BODY.format(n=9)
    response = client.post(address(story, "articles"), {"act": "paste_all", "pasted": [_pasted(11), bad, _pasted(12)]})
    page = text_of(response)
    assert response.status_code == 400
    assert "2 of 3 articles were taken in" in page
    assert "its address (https://...), when it was published" in page
    assert f">{bad}</textarea>" in page
    assert "Port paper 11 on the strike</textarea>" not in page
    mended = f"https://port9.example/9\nFeb 9, 2026\n{bad}"
    assert client.post(address(story, "articles"), {"act": "paste_all", "pasted": mended}).status_code == 302
    for wrong in ([], [" "], [_pasted(n) for n in range(1, 14)]):
        assert client.post(address(story, "articles"), {"act": "paste_all", "pasted": wrong}).status_code == 400


@pytest.mark.deep
def test_articles_are_found_by_the_day_and_the_month_of_publication(login, chief, story):
    def found(q: str) -> int:
        page = text_of(login(chief).get(address(story, "articles"), {"q": q})).split('id="library"')[1]
        return page.split('id="paste-all"')[0].count("on the port of Vell")

    assert found("2026-02-19") == found("Feb 19, 2026") == found("2026-02 vell") == found("February 2026") == 3
    assert found("paper 2026-02-18") == found("2026-02-19 zzz") == 0
    assert found("https://paper1.example/ports/1") == 1


@pytest.mark.deep
def test_another_picture_takes_the_place_of_one_that_leads(login, chief, story, post):
    images = [add_image(picture(colour), by=chief, caption=colour) for colour in ("#111111", "#dd2211", "#11dd99")]
    for image in images[:2]:
        story.refresh_from_db()
        curating.place_image(story, image, seen=story.desk_revision, by=chief)
    file = SimpleUploadedFile("new.jpg", picture("#11dd99"), "image/jpeg")
    assert post("swap", "images", row=str(images[0].uid), seen_text="", picture=file).status_code == 302
    story.refresh_from_db()
    rows = story.placements.filter(removed_at=None).order_by("position")
    assert [row.image.caption for row in rows] == ["#11dd99", "#dd2211"]
    assert story.lead_image == images[2]
    assert post("swap", "images", row=str(images[1].uid), seen_text="").status_code == 400


@pytest.mark.deep
def test_a_sentence_that_was_mended_leads_to_its_correction_since_the_version_that_had_it(login, chief):
    story = summarise(make_story(chief))
    for headline in ("Port of Vell Opens", "Port of Vell Opens Again"):
        publishing.publish(story, seen=story.desk_revision, by=chief)
        story.refresh_from_db()
        curating.change_story(story, seen=story.desk_revision, by=chief, headline=headline)
        story.refresh_from_db()
    row, client = story.sentences.filter(removed_at=None)[0], login(chief)
    subediting.edit_sentence(row, text=row.text + " Yes.", seen=story.desk_revision, by=chief, is_vouched=True)
    page = text_of(client.get(f"{address(story, 'summary')}?sentence={row.uid}"))
    link = re.search(r'href="([^"]+)">Publish as a correction', page)
    assert link
    form = text_of(client.get(link[1])).split('id="correct" open')[1]
    assert '<option value="1" selected>Version 1' in form
