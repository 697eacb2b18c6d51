"""What a role may do, in the newsroom's words: read from the table of states and from the role's rights."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.contrib.auth.models import Group, Permission

from foundation.models import User
from stories import states
from stories.acting import roles_with

MOST_NAMED = 50
# Where the words of a refusal ("... a story that is live") read badly by themselves.
_PHRASES: Mapping[str, str] = MappingProxyType(
    {
        "merge": "merge a story into another",
        "set_due": "say when the copy of a story is wanted",
        "take_back": "take a story back from review",
        "unspike": "take a story off the spike",
    }
)
# What the table leaves to the verb: who must have done something before.
_ONLY: Mapping[str, str] = MappingProxyType(
    {"take_back": "who sent it there, or owns it", "confirm_removal": "another chief than who asked"}
)
_LOOKS_UP, _KEEPS = "Look up topics, publishers and tickers", "Add and change topics, publishers and tickers"
_KEYS, _SITE = "Give keys to partners, and take them back", "Change the name, logo, contact and pages of the site"
# "" for a right that is told above already: which stories, and what is done with them.
RIGHTS: Mapping[str, str] = MappingProxyType(
    {
        "stories.view_story": "",
        "stories.change_story": "",
        "stories.edit_any_story": "",
        "stories.add_story": "Begin stories",
        "stories.approve_story": "Show a version to an outsider by a link",
        "stories.publish_story": "Publish a flash, and say who is on duty",
        "stories.make_dossier": "Have the dossier of a story made",
        "stories.add_article": "Bring in articles: by address, pasted or from a file",
        "stories.view_article": "Search and read articles",
        "stories.change_article": "Say of whom an article is, that it was corrected or that its publisher took it back",
        "media.add_image": "Add pictures to the library",
        "media.view_image": "Search and see pictures",
        "media.change_image": "Describe, credit and crop pictures of the library, and say what rights they carry",
        **{f"reference.view_{name}": _LOOKS_UP for name in ("topic", "publisher", "instrument")},
        **{
            f"reference.{act}_{name}": _KEEPS
            for act in ("add", "change")
            for name in ("topic", "publisher", "instrument")
        },
        "editions.view_publishedstory": "Look through what was published",
        "editions.view_reportingrestriction": "See which names must not be published",
        "editions.restrict_names": "Say which names must not be published",
        "foundation.view_editlog": "Read the log of everything, and export it",
        "foundation.add_user": "Invite people",
        "foundation.view_user": "See who has an account",
        "foundation.change_user": "Keep accounts: roles, passwords, second factors, and erasing a person",
        "auth.view_group": "See what roles may do",
        **{f"partners.{act}_apikey": _KEYS for act in ("add", "change", "view")},
        **{f"reference.{act}_sitepage": _SITE for act in ("add", "change", "view")},
        **{f"reference.{act}_site": _SITE for act in ("change", "view")},
    }
)


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that may be done with a story: in which states of the copy and of what readers see; "" for any."""

    words: str
    only: str
    copy: str
    public: str


def told(group: Group) -> dict[str, object]:
    """What the page of the role shows: which stories, what with them, what besides, and who has the role."""
    rights = {_name(row): row for row in group.permissions.select_related("content_type")}
    people = User.objects.filter(groups=group, is_active=True).order_by("username")
    return {
        "is_of_all_stories": "stories.edit_any_story" in rights,
        "acts": list(acts(roles_with(rights))),
        "others": sorted({words for name, row in rights.items() if (words := RIGHTS.get(name, row.name))}),
        "people": people[:MOST_NAMED],
        "more_people": max(people.count() - MOST_NAMED, 0),
    }


def acts(roles: Collection[str]) -> Iterator[Act]:
    """All that these roles together may do with a story, in the order of the table."""
    verbs = dict.fromkeys(row.verb for rows in states.ROWS.values() for row in rows if set(row.roles) & set(roles))
    for verb in verbs:
        where = {axis: states.states_for(axis, verb, roles) for axis in states.STATES}
        if any(verb in states.VERBS[axis] and not where[axis] for axis in states.STATES):
            continue
        words = _PHRASES.get(verb, states.WORDS[verb][0])
        only = "their own only" if verb == "own" and set(roles) == {states.REPORTER} else _ONLY.get(verb, "")
        copy, public = (_listed(axis, where[axis]) for axis in (states.EDITORIAL, states.PUBLISHED))
        yield Act(words[0].upper() + words[1:], only, copy, public)


def _listed(axis: str, found: Collection[str]) -> str:
    """The states as words: "a draft, in review or approved"."""
    words = [said for name, said in states.STATES[axis].items() if name in found]
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _name(right: Permission) -> str:
    return f"{right.content_type.app_label}.{right.codename}"
