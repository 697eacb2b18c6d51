"""The documented form of what an edition says: checked when it is published, upgraded when it is read.

The form is editions/schema/edition-<version>.json; docs/edition-schema.md explains it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from foundation.errors import NewsroomError

SCHEMA_VERSION = 2
Content = dict[str, Any]


def _with_phase(content: Content) -> Content:
    """Version 1 knew no phase of a story."""
    return {**content, "desk": {**content["desk"], "phase": ""}}


# Version n to version n + 1; each step takes and returns a whole content. Old editions are never rewritten.
UPGRADES: dict[int, Callable[[Content], Content]] = {1: _with_phase}


class BadContent(NewsroomError):
    """The composed content does not have the documented form: nothing was published."""


@cache
def _validator(version: int) -> Draft202012Validator:
    path = Path(__file__).parent / "schema" / f"edition-{version}.json"
    return Draft202012Validator(json.loads(path.read_text()))


def check(content: Content) -> None:
    """Raise BadContent, naming the place, where the content is not of today's schema version."""
    error = next(iter(_validator(SCHEMA_VERSION).iter_errors(content)), None)
    if error is not None:
        place = "/".join(str(step) for step in error.absolute_path) or "the content"
        raise BadContent(f"This story cannot be published: {place}: {error.message[:300]}")


def upgrade(content: Content, version: int) -> Content:
    """Return content of an older schema version in today's form. Raises BadContent for a newer one."""
    if version > SCHEMA_VERSION:
        raise BadContent(f"This edition has form {version}; this program reads up to {SCHEMA_VERSION}. Update it.")
    for step in range(version, SCHEMA_VERSION):
        content = UPGRADES[step](content)
    return content
