"""Articles, pictures, keys, people and the record, outside a story."""

from __future__ import annotations

import pytest

from desk.picture_words import seen_of
from foundation.models import EditLog, User
from media.library import add_image, describe
from media.saying import prefilled
from partners.models import ApiKey
from reference.models import Publisher, Topic
from stories import publishing
from stories.models import Article, Story
from tests.desk.making import make_article, make_person, make_story, picture, summarise, text_of

pytestmark = pytest.mark.django_db


def test_an_articles_texts_are_shown_and_its_retraction_is_recorded(login, editor, chief):
    story = summarise(make_story(chief))
    article = story.story_articles.all()[0].article
    page = f"/admin/stories/article/{article.pk}/change/"
    assert "Dockworkers in Vell voted" in text_of(login(editor).get(page))
    refused = login(editor).post(page, {"reason": " "})
    assert "The reason is empty" in text_of(refused)
    assert login(editor).post(page, {"reason": "Withdrawn by Paper 1."}).status_code == 302
    article.refresh_from_db()
    assert article.status == Article.Status.RETRACTED
    assert not Story.objects.get(pk=story.pk).is_summary_current()


def test_a_reporter_reads_an_article_and_may_not_retract_it(login, reporter, chief):
    page = f"/admin/stories/article/{make_article(1, by=chief).pk}/change/"
    client = login(reporter)
    assert "Record the retraction" not in text_of(client.get(page))
    assert client.post(page, {"reason": "Because."}).status_code == 403


def test_an_article_does_not_name_stories_that_its_reader_may_not_open(login, reporter, chief):
    story = make_story(chief, headline="Not for reporters")
    page = f"/admin/stories/article/{story.story_articles.all()[0].article_id}/change/"
    assert "Not for reporters" not in text_of(login(reporter).get(page))


def test_a_picture_is_described_by_an_editor_and_only_seen_by_a_reporter(login, editor, reporter, chief):
    image = add_image(picture(), by=chief)
    page = f"/admin/media/image/{image.pk}/change/"
    words = {
        "caption": "A ship.",
        "alt_text": "A red ship",
        "credit_line": "Reuters",
        "usage_terms": "",
        "source_url": "",
    }
    words["seen"] = seen_of(image)
    assert login(reporter).post(page, words).status_code == 403
    assert login(editor).post(page, words).status_code == 302
    image.refresh_from_db()
    assert (image.caption, image.alt_text, image.credit_line) == ("A ship.", "A red ship", "Reuters")
    refused = login(editor).post(page, {**words, "caption": "Kept", "source_url": "ftp://x"})
    assert refused.status_code == 400
    assert ">\nKept</textarea>" in text_of(refused)


def test_who_saves_a_picture_as_it_was_takes_nothing_back_that_was_said_since(login, editor, chief):
    image = add_image(picture(), by=chief)
    page = f"/admin/media/image/{image.pk}/change/"
    words = {"caption": "A ship.", "rights_basis": "uploaded", "seen": seen_of(image)}
    assert f'name="seen" value="{words["seen"]}"' in text_of(login(editor).get(page))
    describe(image, by=chief, rights_basis="unknown", usage_terms="NO USE")
    refused = text_of(login(editor).post(page, words))
    assert "Usage terms: “NO USE”" in refused
    image.refresh_from_db()
    assert (image.caption, image.rights_basis, image.usage_terms) == ("", "unknown", "NO USE")
    assert login(editor).post(page, {**words, "seen": seen_of(image)}).status_code == 302  # who was told may insist


def test_a_right_that_never_ends_as_files_say_it_is_kept(login, editor, chief):
    image = add_image(picture(), by=chief)
    words = {"rights_basis": "licensed", "last_day": "9999-12-31", "seen": seen_of(image)}
    assert login(editor).post(f"/admin/media/image/{image.pk}/change/", words).status_code == 302
    image.refresh_from_db()
    assert image.expires_at.year == 9001
    assert prefilled({"expires": "9999-12-31"})["expires_at"] == image.expires_at


def test_a_key_is_shown_once_and_never_again(login, administrator):
    client = login(administrator)
    made = client.post("/admin/partners/apikey/add/", {"partner": "Agency"})
    secret = text_of(made).split('class="secret">')[1].split("<")[0]
    key = ApiKey.objects.get()
    assert secret.startswith(key.prefix)
    assert "no-store" in made["Cache-Control"]
    for page in ("", f"{key.pk}/change/", "add/"):
        assert secret not in text_of(client.get(f"/admin/partners/apikey/{page}"))
    assert secret not in str(list(EditLog.objects.values()))


def test_a_key_is_revoked_once_and_its_fields_are_never_edited(login, administrator):
    client = login(administrator)
    client.post("/admin/partners/apikey/add/", {"partner": "Agency"})
    key = ApiKey.objects.get()
    client.post(f"/admin/partners/apikey/{key.pk}/change/", {"partner": "Somebody else"})
    client.post(f"/admin/partners/apikey/{key.pk}/revoke/")
    key.refresh_from_db()
    assert key.partner == "Agency"
    assert key.revoked_at is not None
    again = client.post(f"/admin/partners/apikey/{key.pk}/revoke/", follow=True)
    assert "was revoked before" in text_of(again)


def test_a_key_without_a_partner_is_not_made(login, administrator):
    response = login(administrator).post("/admin/partners/apikey/add/", {"partner": " "})
    assert "This field is required" in text_of(response)
    assert not ApiKey.objects.exists()


def test_an_administrator_makes_an_account_and_gives_it_a_role(login, administrator):
    client = login(administrator)
    typed = {"username": "new", "password1": "a long pass phrase 7", "password2": "a long pass phrase 7"}
    client.post("/admin/foundation/user/add/", {**typed, "usable_password": "true"})
    assert User.objects.get(username="new").check_password("a long pass phrase 7")


def test_an_administrator_can_neither_become_nor_touch_a_superuser(login, administrator):
    root = User.objects.create_superuser("root", password="x")
    client = login(administrator)
    page = f"/admin/foundation/user/{administrator.pk}/change/"
    typed = {"username": "administrator", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    client.post(page, {**typed, "groups": [group.pk for group in administrator.groups.all()]})
    administrator.refresh_from_db()
    assert not administrator.is_superuser
    assert client.get(f"/admin/foundation/user/{root.pk}/change/").status_code == 302
    assert client.get(f"/admin/foundation/user/{root.pk}/password/").status_code == 404


def test_the_log_and_the_published_record_are_only_read(login, chief):
    story = summarise(make_story(chief))
    edition = publishing.publish(story, seen=story.desk_revision, by=chief)
    client = login(make_person("both", "chief", "administrator"))
    for page in (
        f"/admin/foundation/editlog/{EditLog.objects.all()[0].pk}/change/",
        f"/admin/editions/publishedstory/{edition.story_id}/change/",
    ):
        assert 'name="_save"' not in text_of(client.get(page))
        assert client.post(page, {"headline": "Mine"}).status_code == 403


def test_an_editor_keeps_topics_and_publishers_and_a_reporter_only_reads_them(login, editor, reporter):
    typed = {"name": "Trade", "slug": "trade", "description": "", "position": "0"}
    assert login(reporter).post("/admin/reference/topic/add/", typed).status_code == 403
    login(editor).post("/admin/reference/topic/add/", typed)
    assert Topic.objects.get().name == "Trade"
    publisher = {"name": "The Herald", "reuse": "licensed", "reuse_basis": "contract 7", "language": "", "country": ""}
    login(editor).post("/admin/reference/publisher/add/", publisher)
    assert Publisher.objects.get().reuse == "licensed"
    assert login(editor).post("/admin/reference/publisher/1/delete/").status_code == 403


def _rights(publisher: Publisher, **changes: str) -> dict[str, str]:
    names = ("name", "domain", "home_page", "language", "country", "reuse", "reuse_basis", "reuse_reference")
    return {**{name: getattr(publisher, name) or "" for name in names}, **changes}


def test_changing_what_we_may_do_with_a_publishers_words_makes_its_stories_new(login, editor, chief):
    story = summarise(make_story(chief))
    publisher = story.story_articles.all()[0].article.publisher
    page = f"/admin/reference/publisher/{publisher.pk}/change/"
    typed = _rights(publisher, reuse="none", reuse_basis="letter of Feb 20", language="en")
    told = login(editor).post(page, typed, follow=True)
    publisher.refresh_from_db()
    assert (publisher.reuse, publisher.reuse_basis, publisher.language) == ("none", "letter of Feb 20", "en")
    assert "summarised anew: 1" in text_of(told)
    assert not Story.objects.get(pk=story.pk).is_summary_current()


def test_saving_a_publisher_without_touching_its_rights_leaves_summaries_alone(login, editor, chief):
    story = summarise(make_story(chief))
    publisher = story.story_articles.all()[0].article.publisher
    login(editor).post(f"/admin/reference/publisher/{publisher.pk}/change/", _rights(publisher, country="NZ"))
    publisher.refresh_from_db()
    assert publisher.country == "NZ"
    assert Story.objects.get(pk=story.pk).is_summary_current()


def test_a_control_character_is_refused_at_its_field(login, editor, chief):
    publisher = make_article(1, by=chief).publisher
    page = f"/admin/reference/publisher/{publisher.pk}/change/"
    response = login(editor).post(page, _rights(publisher, reuse_basis="bell\x07", country="NZ"))
    assert "U+0007" in text_of(response)
    assert 'value="NZ"' in text_of(response)


def test_the_slug_of_a_topic_is_settled_once_it_is_there(login, administrator):
    client = login(administrator)
    client.post("/admin/reference/topic/add/", {"name": "Ports", "slug": "ports", "description": "", "position": "1"})
    topic = Topic.objects.get()
    changed = {"name": "Harbours", "slug": "harbours", "description": "", "position": "1"}
    assert client.post(f"/admin/reference/topic/{topic.pk}/change/", changed).status_code == 302
    topic.refresh_from_db()
    assert (topic.name, topic.slug) == ("Harbours", "ports")
    assert 'name="slug"' not in text_of(client.get(f"/admin/reference/topic/{topic.pk}/change/"))
