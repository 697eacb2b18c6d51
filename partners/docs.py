"""The page about the API: plain HTML made from the OpenAPI document, without any script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from partners import openapi
from partners.problems import KINDS
from reference.site import current

Json = dict[str, Any]


@require_safe
def docs_page(request: HttpRequest) -> HttpResponse:
    """What partners can read, how, and every shape and problem they meet. For everybody."""
    document = openapi.document()
    context = {
        "site_name": current().name,
        "info": document["info"],
        "address": settings.PUBLIC_URL + reverse("partners:stories"),
        "operations": list(_operations(document)),
        "shapes": list(_shapes(document)),
        "problems": [
            {"code": k.code, "status": k.status, "title": k.title, "meaning": _prose(k.meaning)} for k in KINDS.values()
        ],
    }
    response = render(request, "partners/docs.html", context)
    response["Cache-Control"] = "public, max-age=300"
    return response


def _operations(document: Json) -> Iterator[Json]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            first, _, rest = operation["description"].partition("\n\n")
            yield {
                "id": operation["operationId"],
                "method": method.upper(),
                "path": path,
                "title": first.rstrip("."),
                "paragraphs": [_prose(paragraph.replace("\n", " ")) for paragraph in rest.split("\n\n") if paragraph],
                "parameters": [_parameter(p) for p in operation.get("parameters", [])],
                "responses": [_response(status, r) for status, r in operation["responses"].items()],
            }


def _parameter(parameter: Json) -> Json:
    description = _prose(parameter["description"])
    return {**parameter, "description": description, "where": parameter["in"], "type": _type(parameter["schema"])[0]}


def _response(status: str, response: Json) -> Json:
    shapes = [_type(content["schema"])[1] for content in response.get("content", {}).values()]
    shape = shapes[0] if shapes else ""
    description = _prose(response.get("description", ""))
    return {"status": status, "description": description, "shape": shape, "shape_title": _title(shape)}


def _shapes(document: Json) -> Iterator[Json]:
    """Yield the shapes that are objects, the outermost first."""
    schemas = document["components"]["schemas"]
    order = ["StoryListShape", "StoryLineShape", "StoryShape"]
    for name in sorted(schemas, key=lambda n: (order.index(n) if n in order else len(order), n)):
        schema = schemas[name]
        if "properties" not in schema:
            continue
        members = [_member(document, member, value) for member, value in schema["properties"].items()]
        yield {
            "name": name,
            "title": _title(name),
            "description": _prose(schema.get("description", "")),
            "members": members,
        }


def _member(document: Json, name: str, schema: Json) -> Json:
    kind, shape = _type(schema)
    values = schema.get("enum", [])
    for reference in [schema, *schema.get("allOf", []), *schema.get("oneOf", [])]:
        found = _referred(document, reference)
        if "enum" in found:
            kind, shape, values = "one of", "", [value for value in found["enum"] if value is not None]
    return {
        "name": name,
        "type": kind,
        "shape": shape,
        "shape_title": _title(shape),
        "values": values,
        "description": _prose(schema.get("description", "")),
    }


def _referred(document: Json, schema: Json) -> Json:
    if "$ref" not in schema:
        return schema
    found: Json = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found


def _type(schema: Json) -> tuple[str, str]:
    """Return a schema's type in words, and the name of the shape it refers to, or ""."""
    if "$ref" in schema:
        return "", schema["$ref"].rpartition("/")[2]
    if "allOf" in schema:
        return _type(schema["allOf"][0])
    if schema.get("type") == "array":
        kind, shape = _type(schema["items"])
        return (f"list of {kind}".rstrip(), shape)
    given = schema.get("type", "")
    kinds: list[str] = given if isinstance(given, list) else [given]
    words = {"uuid": "uid", "date-time": "time", "uri": "address"}
    form = str(schema.get("format", ""))
    named = [words.get(form, kind) if kind == "string" else kind for kind in kinds]
    return " or ".join(named), ""


def _prose(text: str) -> SafeString:
    """Return the text as HTML: escaped, what stands between backticks as code."""
    parts = enumerate(text.split("`"))
    return format_html_join("", "{}", ((format_html("<code>{}</code>", part) if n % 2 else part,) for n, part in parts))


def _title(name: str) -> str:
    return name.removesuffix("Shape")
