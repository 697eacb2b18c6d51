"""A newsroom for the access matrix: one of everything that has an address at the desk, and who asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from editions.models import PublishedStory, ReportingRestriction
from foundation.models import EditLog, User
from media import library
from partners import keys
from reference.models import Instrument, Topic
from stories import chronology, commenting, curating, publishing, subediting
from stories.models import Story
from tests.desk.making import make_person, make_story, picture, summarise

# Stands in every word of the story of somebody else, and nowhere else.
SECRET = "Zanthoxylum"
# In the order of a row: nobody, the story's reporter, a reporter who has nothing to do with it, and the other roles.
WHO = ("anonymous", "reporter", "stranger", "editor", "chief", "administrator")


@dataclass(slots=True)
class World:
    """The story that is asked for, and a browser for each of WHO."""

    story: Story
    browsers: dict[str, Client]


def make_world() -> World:
    """A story of a reporter's that runs, with a picture, an entry, and people's words in it."""
    people = {who: make_person(who, "reporter" if who == "stranger" else who) for who in WHO[1:]}
    owner, chief = people["reporter"], people["chief"]
    story = make_story(owner, articles=2, headline=f"{SECRET} One")
    image = library.add_image(picture(), by=chief, caption="The port", alt_text="A port", credit_line="Agency")
    _write(story, image, owner)
    summarise(story)
    publishing.publish(story, seen=story.desk_revision, by=chief)
    curating.change_story(story, seen=story.desk_revision, by=owner, kicker=f"{SECRET} two")
    make_story(people["stranger"], articles=0, headline="A stranger's own")
    keys.make_key("Radio Vell", by=people["administrator"])
    Topic.objects.create(name="Trade", slug="trade")
    Instrument.objects.create(symbol="LMT", mic="XNYS", name="Lockheed Martin")
    ReportingRestriction.objects.create(name="Nobody Atall", reason="An order.", set_by=chief)
    browsers = {who: Client() for who in WHO}
    for who, user in people.items():
        browsers[who].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    story.refresh_from_db()
    return World(story, browsers)


def _write(story: Story, image: Any, by: User) -> None:
    """People's words in every place of the story that has any."""

    def seen() -> int:
        story.refresh_from_db()
        return story.desk_revision

    changes = dict.fromkeys(("standfirst", "slugline", "desk_note"), f"About {SECRET}.")
    curating.change_story(story, seen=seen(), by=by, **changes)
    section = subediting.add_section(story, heading=f"{SECRET} section", seen=seen(), by=by)
    subediting.add_sentence(story, section, text=f"{SECRET} grows.", seen=seen(), by=by, is_vouched=True)
    chronology.add_entry(story, date="2026-01-02", text=f"{SECRET} flowers.", seen=seen(), by=by)
    commenting.comment(story, text=f"{SECRET} grows in comments.", by=by)
    curating.place_image(story, image, seen=seen(), by=by, caption_override=f"{SECRET} in bloom")


def routes(resolver: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address below /admin/, as it is written in the code, with its pattern."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from routes(one, prefix + str(one.pattern))
        elif (prefix + str(one.pattern)).startswith("admin/"):
            yield prefix + str(one.pattern), one


def address_of(route: str, world: World) -> str:
    """The address that a pattern stands for, of what there is in the world; of rows the first, of stories the one."""
    route = re.sub(r"\^\(\?P<app_label>[^)]*\)/\$", "stories/", route).replace("(?P<url>.*)$", "nowhere/")
    model = re.match(r"admin/(\w+)/(\w+)/", route)
    pk: Any = 1
    if model and model[1] in apps.app_configs and model[2] in apps.all_models[model[1]]:
        pk = apps.get_model(model[1], model[2])._base_manager.order_by("pk").values_list("pk", flat=True).first() or 1
    pk = world.story.pk if route.startswith("admin/stories/story/") else pk
    if route.startswith("admin/foundation/user/"):
        pk = User.objects.get(username="stranger").pk
    path = re.sub(r"<(?:(?:int|path|str):)?(?:object_id|pk|id)>", str(pk), route)
    uid = world.story.uid
    if "pictures" in route:
        uid = apps.get_model("media", "Image").objects.values_list("uid", flat=True)[0]
    path = re.sub(r"<uuid:\w+>", str(uid), path)
    path = path.replace("<slug:name>", "withhold").replace("<slug:light>", "dark").replace("<str:form>", "jpeg")
    path = re.sub(r"<(int|str|slug|path|size):\w+>|<\w+>", "1", path)
    return "/" + path


def counts() -> tuple[int, ...]:
    """What would show that something was done."""
    now = timezone.now() + timedelta(days=1)
    rows = (model.objects.count() for model in (EditLog, Story, PublishedStory, User))
    return *rows, Story.objects.filter(changed_at__lt=now, deleted_at=None).count()
