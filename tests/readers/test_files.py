"""Files of the public site: pictures, feeds, sitemaps, robots.txt."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Pillow

from editions.models import PublishedStory
from media.models import Image, Rendition
from readers import sitemaps
from reference.models import Topic
from tests.published import NEWEST, publish_content, sample_content

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def make_picture(*widths: int) -> Image:
    """A picture of 800 px whose original says so, with JPEG renditions of these widths."""
    image = Image(sha256="a" * 64, format="png", size_bytes=8, width_px=800, height_px=600)
    image.original.save("x", ContentFile(b"original"), save=False)
    image.save()
    for width in widths:
        into = BytesIO()
        Pillow.new("RGB", (width, width * 3 // 4), "teal").save(into, "JPEG")
        rendition = Rendition(image=image, version=1, format="jpeg", width_px=width, height_px=width * 3 // 4)
        rendition.size_bytes = len(into.getvalue())
        rendition.file.save("x", ContentFile(into.getvalue()), save=False)
        rendition.save()
    return image


def publish_with(image: Image) -> PublishedStory:
    story = publish_content()
    story.images.add(image)
    return story


def test_a_picture_of_a_live_story_is_served_as_what_it_is(client):
    image = make_picture(360)
    publish_with(image)
    response = client.get(f"/pictures/{image.uid}/1/360.jpeg")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=300, s-maxage=5"
    assert Pillow.open(BytesIO(b"".join(response.streaming_content))).size == (360, 270)
    again = client.get(f"/pictures/{image.uid}/1/360.jpeg", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("state", ["withheld", "killed", "vanished"])
def test_a_picture_leaves_with_its_story(client, state):
    image = make_picture(360)
    publish_with(image)
    address = f"/pictures/{image.uid}/1/360.jpeg"
    assert client.get(address).status_code == 200
    PublishedStory.objects.update(state=state)
    assert client.get(address).status_code == 404


def test_a_picture_that_no_edition_shows_is_not_found(client):
    image = make_picture(360)
    assert client.get(f"/pictures/{image.uid}/1/360.jpeg").status_code == 404
    story = publish_with(image)
    assert client.get(f"/pictures/{image.uid}/1/360.jpeg").status_code == 200
    story.images.clear()
    assert client.get(f"/pictures/{image.uid}/1/360.jpeg").status_code == 404


def test_another_size_stands_in_shortly_while_one_is_made(client):
    image = make_picture(360)
    publish_with(image)
    for wanted in ("720.jpeg", "360.webp"):
        response = client.get(f"/pictures/{image.uid}/1/{wanted}")
        assert response.status_code == 200
        assert response["Content-Type"] == "image/jpeg"
        assert response["Cache-Control"] == "public, max-age=10, s-maxage=5"


@pytest.mark.parametrize(
    "rest", ["1/360.png", "1/360.svg", "2/360.jpeg", f"1/{10**30}.jpeg", f"{10**30}/360.jpeg", "1/-360.jpeg", "1/360"]
)
def test_no_other_address_gives_a_picture_or_its_original(client, rest):
    image = make_picture(360)
    publish_with(image)
    assert client.get(f"/pictures/{image.uid}/{rest}").status_code == 404
    assert client.get(f"/media/{image.original.name}").status_code == 404


def test_a_picture_whose_file_is_lost_is_not_found(client):
    image = make_picture(360)
    publish_with(image)
    image.renditions.get().file.delete(save=False)
    assert client.get(f"/pictures/{image.uid}/1/360.jpeg").status_code == 404


def entries(client, path="/feed.xml"):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    return ElementTree.fromstring(response.content).findall("channel/item")


def test_each_entry_of_the_feed_tells_one_edition(client, settings):
    story = publish_content(numbers=2)
    (entry,) = entries(client)
    assert entry.findtext("title") == story.headline
    assert entry.findtext("description") == story.standfirst
    assert entry.findtext("link") == settings.PUBLIC_URL + story.get_absolute_url()
    assert entry.find("guid").text == str(story.uid)
    assert entry.find("guid").attrib == {"isPermaLink": "false"}
    assert entry.findtext("pubDate") == "Thu, 19 Feb 2026 13:05:00 +0000"
    assert entry.findtext(f"{ATOM}updated") == "2026-02-19T14:05:00Z"
    assert [category.text for category in entry.findall("category")] == ["Trade"]


def test_the_feed_is_well_formed_in_every_script(client):
    content = sample_content("삼성 & <LG> “합의” 𠮷野家 15\u202f%")
    content["desk"]["standfirst"] = "ميناء فيل ]]> & <b>"
    publish_content(content)
    (entry,) = entries(client)
    assert entry.findtext("title") == "삼성 & <LG> “합의” 𠮷野家 15\u202f%"
    assert entry.findtext("description") == "ميناء فيل ]]> & <b>"


def test_feeds_are_newest_first_and_each_topic_has_its_own(client):
    Topic.objects.create(slug="trade", name="Trade")
    Topic.objects.create(slug="경제", name="경제")
    for number in range(3):
        publish_content(sample_content(f"Story {number}"), at=NEWEST - timedelta(hours=number))
    titles = [entry.findtext("title") for entry in entries(client)]
    assert titles == ["Story 0", "Story 1", "Story 2"]
    assert len(entries(client, "/topics/trade/feed.xml")) == 3
    assert entries(client, "/topics/경제/feed.xml") == []
    assert client.get("/topics/none/feed.xml").status_code == 404


def test_a_feed_is_sent_again_only_when_it_changed(client, django_assert_max_num_queries):
    publish_content()
    first = client.get("/feed.xml")
    again = client.get("/feed.xml", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/feed.xml", headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    publish_content(sample_content("A Second Story"))
    with django_assert_max_num_queries(1):
        assert client.get("/feed.xml", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_sitemap_lists_every_public_page_once(client, settings):
    Topic.objects.create(slug="경제", name="경제")
    story = publish_content(sample_content("한국 대표단"))
    publish_content(sample_content("Hidden"), state="withheld")
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    assert index.tag == f"{MAP}sitemapindex"
    (address,) = [loc.text for loc in index.iter(f"{MAP}loc")]
    page = ElementTree.fromstring(client.get(address.removeprefix(settings.PUBLIC_URL)).content)
    assert page.tag == f"{MAP}urlset"
    listed = [loc.text.removeprefix(settings.PUBLIC_URL) for loc in page.iter(f"{MAP}loc")]
    assert listed == ["/", "/feeds/", "/topics/%EA%B2%BD%EC%A0%9C/", story.get_absolute_url()]
    assert [changed.text for changed in page.iter(f"{MAP}lastmod")] == ["2026-02-19T14:05:00Z"]
    assert {part.tag for part in page.iter()} <= {f"{MAP}{name}" for name in ("urlset", "url", "loc", "lastmod")}


def test_the_sitemap_goes_on_in_files_by_ranges_of_keys(client):
    publish_content()
    far = publish_content(sample_content("Far"))
    key = 3 * sitemaps.RANGE + 1
    PublishedStory.objects.filter(pk=far.pk).update(current_edition=None)
    PublishedStory.objects.create(
        pk=key,
        **{name: getattr(far, name) for name in ("headline", "language", "updated_at", "modified_at")},
        uid="00000000-0000-4000-8000-000000000001",
        slug="far-away",
        first_published_at=far.first_published_at,
        current_edition=far.current_edition,
    )
    index = client.get("/sitemap.xml").content.decode()
    assert [number for number in range(1, 6) if f"/sitemap-{number}.xml" in index] == [1, 4]
    assert "/stories/far-away/" in client.get("/sitemap-4.xml").content.decode()
    for number in (0, 2, 3, 5, 10**30):
        assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_robots_are_told_where_the_sitemap_is(client, settings):
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml" in text
    assert "Disallow: /admin/" in text
