"""Which partner was given which version: noted without a query, written down beside the reading."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.test import Client

from editions.models import Edition, Serving
from editions.serving import served
from foundation.models import Command
from partners import keys, noting
from partners.models import ApiKey
from tests.published import publish_content, sample_content

LIST = "/api/v1/stories/"


def address(story):
    return f"{LIST}{story.uid}/"


def rows():
    """What was written down, as partner, version, documents and lines."""
    noting.NOTEBOOK.write()
    names = ("partner", "edition__number", "documents", "lines")
    return list(Serving.objects.order_by("edition", "partner").values_list(*names))


@pytest.fixture
def other(db):
    """Another partner's client."""
    secret = keys.make_key("Radio North", by=Command("test"))[1]
    return Client(headers={"authorization": f"Bearer {secret}"})


@pytest.mark.django_db
def test_documents_lines_and_conditional_answers_count_and_a_look_at_the_head_does_not(partner, other):
    story = publish_content(sample_content(), numbers=3)
    etag = partner.get(address(story))["ETag"]
    assert partner.get(address(story), headers={"if-none-match": etag}).status_code == 304
    assert partner.head(address(story)).status_code == partner.get(LIST).status_code == 200
    assert other.get(LIST).status_code == 200
    assert other.get(LIST, headers={"if-none-match": other.get(LIST)["ETag"]}).status_code == 304
    assert Client().get(address(story)).status_code == 401
    assert Client().get(story.get_absolute_url()).status_code == 200
    assert rows() == [("Radio North", 3, 0, 3), ("Vell Evening Post", 3, 2, 1)]


@pytest.mark.django_db
def test_first_stays_last_moves_and_the_count_grows_from_writing_to_writing(partner):
    story = publish_content(sample_content(), numbers=3)
    partner.get(address(story))
    assert rows() == [("Vell Evening Post", 3, 1, 0)]
    first = Serving.objects.get()
    partner.get(address(story))
    assert rows() == [("Vell Evening Post", 3, 2, 0)]
    again = Serving.objects.get()
    assert again.first_at == first.first_at <= first.last_at < again.last_at
    assert (again.pk, rows()) == (first.pk, [("Vell Evening Post", 3, 2, 0)])


@pytest.mark.django_db
def test_reading_notes_without_a_query_and_from_the_press_too(partner, django_assert_num_queries):
    story = publish_content(sample_content(), numbers=3)
    partner.get(address(story))
    with django_assert_num_queries(2):  # the key, and where the story stands
        partner.get(address(story))
    assert rows() == [("Vell Evening Post", 3, 2, 0)]


@pytest.mark.django_db
def test_what_a_revoked_key_had_stays_known_and_it_is_given_nothing_more(partner):
    story = publish_content(sample_content(), numbers=3)
    partner.get(address(story))
    key = ApiKey.objects.get()
    keys.revoke(key, by=Command("test"))
    assert partner.get(address(story)).status_code == 401
    assert rows() == [("Vell Evening Post", 3, 1, 0)]
    ApiKey.objects.all().delete()
    assert [(one.number, one.partners) for one in served([story])] == [(3, ["Vell Evening Post"])]


@pytest.mark.django_db
def test_a_database_that_takes_nothing_loses_no_note_and_no_reader_an_answer(partner, caplog):
    story = publish_content(sample_content(), numbers=3)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE editions_serving RENAME TO away")
    try:
        assert partner.get(address(story)).status_code == partner.get(LIST).status_code == 200
        noting.NOTEBOOK.write()
        assert "is kept" in caplog.text
        assert partner.get(address(story)).status_code == 200
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE away RENAME TO editions_serving")
    assert rows() == [("Vell Evening Post", 3, 2, 1)]


@pytest.mark.django_db
def test_what_waits_for_the_database_is_bounded_and_the_rest_is_told(partner, caplog):
    story = publish_content(sample_content(), numbers=3)
    book, key = noting.Notebook(most_kept=2), ApiKey.objects.get()
    edition = story.current_edition_id
    for editions in ((edition,), (edition, edition), (edition,)):
        book.note(key, editions, is_list=False)
    book.write()
    assert Serving.objects.get().documents == 2
    assert "1 answers to partners were not noted" in caplog.text


@pytest.mark.django_db
def test_an_edition_that_is_gone_keeps_no_other_from_being_written_down(partner):
    story = publish_content(sample_content(), numbers=3)
    book, key = noting.Notebook(), ApiKey.objects.get()
    book.note(key, (Edition.objects.latest("pk").pk + 99,), is_list=False)
    book.note(key, (story.current_edition_id,), is_list=False)
    book.write()
    book.write()
    assert Serving.objects.filter(edition__story=story).count() == 1


@pytest.mark.django_db(transaction=True)
def test_processes_that_write_down_the_same_at_once_lose_no_count():
    keys.make_key("Vell Evening Post", by=Command("test"))
    publish_content(sample_content(), numbers=3)
    editions = tuple(Edition.objects.values_list("pk", flat=True))
    key, books = ApiKey.objects.get(), [noting.Notebook() for _ in range(4)]

    def work(book):
        for _ in range(5):
            book.note(key, editions, is_list=False)
            book.write()
        connection.close()

    threads = [threading.Thread(target=work, args=(book,)) for book in books]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    # SQLite's shared memory, unlike its file, refuses a locked table at once: what was kept is written down now.
    for book in books:
        book.write()
    assert list(Serving.objects.values_list("documents", flat=True)) == [20] * len(editions)
