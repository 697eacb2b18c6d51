"""What a story file says of rights: a licence by its whole name, and never over what a person set."""

from __future__ import annotations

import pytest
from django.utils import timezone

from foundation.models import EditLog
from reference.models import Publisher
from stories import curating
from tests.making import make_chief, make_publisher
from tests.wire.filing import story_file, take
from wire.licences import is_open

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "licence",
    [
        *("CC BY", "cc-by", "CC BY 4.0", "CC BY-SA 3.0", "CC-BY-SA-4.0", "CC BY 2.5 International", "CC BY 3.0 DE"),
        *("CC0", "CC0 1.0 Universal", "Public domain", "Public Domain Mark 1.0", "PDDL", "PDDL 1.0", "ODC-By 1.0"),
        *("Creative Commons Attribution 4.0", "Creative Commons Attribution-ShareAlike 4.0 International"),
        *("https://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ],
)
def test_a_licence_that_lets_us_reprint_is_known_by_its_name(licence):
    assert is_open(licence)


@pytest.mark.few(0, 5, 10, 15)
@pytest.mark.parametrize(
    "licence",
    [
        *("", "Owned by AFP, all rights reserved", "Licensed exclusively to Reuters", "own", "licensed", "CC BYx"),
        *("CC BY-NC", "CC BY-NC 4.0", "CC BY-ND 4.0", "CC BY-NC-SA 4.0", "CC BY 4.0 NC", "CC BY 4.0 ND", "CC"),
        *("CC BY or CC BY-NC", "not CC BY", "public domain in the US only", "CC0 for data, text reserved"),
        *("https://creativecommons.org/licenses/by-nc/4.0/", "Creative Commons Attribution-NonCommercial 4.0"),
    ],
)
def test_any_other_words_give_no_more_than_a_quotation(licence):
    data = story_file()
    data["articles"][0]["licence"] = licence
    take(data)
    assert Publisher.objects.get(name="Paper 1").reuse == "quote"


def test_a_licence_sets_the_reuse_of_a_publisher_nobody_has_judged():
    data = story_file()
    data["articles"][0]["licence"] = "All rights reserved"
    data["articles"][1]["licence"] = "CC BY-ND 4.0"
    del data["articles"][2]["licence"]
    take(data)
    reuse = dict(Publisher.objects.values_list("name", "reuse"))
    assert reuse == {"Paper 1": "quote", "Paper 2": "quote", "Paper 3": "quote", "Paper 4": "licensed"}
    judged = Publisher.objects.get(name="Paper 4")
    assert (judged.reuse_basis, judged.reuse_since) == ("CC BY 4.0", timezone.localdate())
    assert EditLog.objects.get(verb="change_rights", subject_uid=judged.uid).command == "test"
    assert Publisher.objects.get(name="Paper 3").reuse_since is None


def test_of_several_licences_of_one_publisher_the_least_counts():
    data = story_file()
    for article, licence in zip(data["articles"], ("CC BY", "CC BY", "All rights reserved", "CC BY"), strict=True):
        article |= {"publisher": "One Paper", "licence": licence}
    take(data)
    publisher = Publisher.objects.get()
    assert (publisher.reuse, publisher.reuse_basis) == ("quote", "All rights reserved")


@pytest.mark.parametrize("basis", ["", "They asked."])
def test_a_licence_never_overrides_what_a_person_set(basis):
    publisher = make_publisher("Paper 1", reuse="quote")
    curating.change_publisher_rights(publisher, reuse="none", basis=basis, by=make_chief())
    take(story_file())
    publisher.refresh_from_db()
    assert (publisher.reuse, publisher.reuse_basis) == ("none", basis)


def test_a_licence_never_overrides_a_right_that_stands_without_a_date():
    make_publisher("Paper 1", reuse="facts_only")
    take(story_file())
    assert Publisher.objects.get(name="Paper 1").reuse == "facts_only"


def test_the_files_own_word_on_a_publisher_it_makes_outweighs_licences():
    take(story_file(publishers=[{"name": "Paper 1", "reuse": "facts_only"}, {"name": "Paper 2"}]))
    first, second = (Publisher.objects.get(name=name) for name in ("Paper 1", "Paper 2"))
    assert (first.reuse, first.reuse_since) == ("facts_only", timezone.localdate())
    assert (second.reuse, second.reuse_basis) == ("licensed", "CC BY 4.0")


def test_judging_a_publisher_that_stands_raises_what_summaries_rest_on():
    data = story_file()
    for article in data["articles"]:
        del article["licence"]
    story = take(data, publish=True).story
    assert story.is_summary_current()
    data["articles"][0]["licence"] = "CC BY 4.0"
    assert not take(data).story.is_summary_current()
