"""The API's papers: the OpenAPI document is valid and true, and its page needs no script."""

from __future__ import annotations

import copy
import re
import uuid

import pytest
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator

from editions.models import PublishedStory
from partners.problems import KINDS
from tests.partners.test_story import picture
from tests.published import publish_content, sample_content

pytestmark = pytest.mark.django_db


@pytest.fixture
def papers(client):
    return client.get("/api/v1/openapi.json").json()


def closed(papers):
    """The same document, in which no shape may have a member that is not written down."""
    papers = copy.deepcopy(papers)
    for schema in papers["components"]["schemas"].values():
        if schema["type"] == "object":
            schema["additionalProperties"] = False
    return papers


def errors_of(papers, shape, answer):
    """What is wrong with an answer's body, by the OpenAPI document."""
    schema = {"$ref": f"#/components/schemas/{shape}", "components": closed(papers)["components"]}
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in validator.iter_errors(answer.json())]


def test_the_openapi_document_is_valid_public_and_of_version_3_1(papers):
    validate_schema(papers)
    assert papers["openapi"].startswith("3.1")
    assert set(papers["paths"]) == {"/api/v1/stories/", "/api/v1/stories/{uid}/"}
    assert papers["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    for methods in papers["paths"].values():
        assert set(methods) == {"get"}
        assert methods["get"]["security"] == [{"key": []}]
        assert {"200", "304", "400", "401"} <= set(methods["get"]["responses"])
    assert {"308", "404", "410"} <= set(papers["paths"]["/api/v1/stories/{uid}/"]["get"]["responses"])


def test_every_member_of_a_shape_is_required_so_that_a_missing_one_is_caught(papers):
    for name, schema in papers["components"]["schemas"].items():
        if schema["type"] == "object" and name != "ProblemShape":
            assert set(schema["required"]) == set(schema["properties"]), name


def test_the_answers_are_exactly_what_the_document_says(partner, papers):
    content = sample_content()
    pictured = picture(2)
    pictured["also"] = [{"uid": picture(3)["uid"], "caption": "x", "credit_line": "y", "source_url": ""}]
    content["desk"]["images"], content["desk"]["lead_image"] = [pictured], pictured["uid"]
    content["machine"]["notices"] = [{"at": "2026-02-19T14:05:00Z", "text": "An earlier version was wrong."}]
    story = publish_content(content)
    publish_content()
    assert errors_of(papers, "StoryShape", partner.get(f"/api/v1/stories/{story.uid}/")) == []
    for parameters in ({}, {"limit": 1}, {"topic": "none"}):
        assert errors_of(papers, "StoryListShape", partner.get("/api/v1/stories/", parameters)) == []


def test_every_problem_has_its_shape_and_its_type_leads_to_the_page(partner, client, papers):
    killed, merged, survivor = publish_content(state="killed"), publish_content(), publish_content()
    PublishedStory.objects.filter(pk=merged.pk).update(state="merged", merged_into=survivor)
    page = client.get("/api/v1/docs/").content.decode()
    answers = [
        client.get("/api/v1/stories/"),
        client.get("/api/v1/stories/", headers={"authorization": "Bearer x"}),
        partner.get("/api/v1/stories/", {"limit": "x"}),
        partner.get("/api/v1/stories/", {"cursor": "x"}),
        partner.post("/api/v1/stories/"),
        partner.get(f"/api/v1/stories/{uuid.uuid4()}/"),
        partner.get(f"/api/v1/stories/{killed.uid}/"),
        partner.get(f"/api/v1/stories/{merged.uid}/"),
        partner.get("/api/v1/nothing/"),
    ]
    assert [a.status_code for a in answers] == [401, 401, 400, 400, 405, 404, 410, 308, 404]
    for answer in answers:
        assert errors_of(papers, "ProblemShape", answer) == []
        code = answer.json()["type"].partition("/api/v1/docs/#")[2]
        assert KINDS[code].status == answer.status_code
        assert f'id="{code}"' in page


def test_the_page_names_every_path_parameter_shape_and_member_without_script_or_inline_style(client, papers):
    answer = client.get("/api/v1/docs/")
    page = answer.content.decode()
    assert "'unsafe-inline'" not in answer["Content-Security-Policy"]
    assert not re.search(r"<script|<style|style=|\son\w+=|`", page)
    for path, methods in papers["paths"].items():
        assert path in page
        for parameter in methods["get"]["parameters"]:
            assert f"<code>{parameter['name']}</code>" in page
    for name, schema in papers["components"]["schemas"].items():
        if schema["type"] == "object":
            assert f'id="{name}"' in page
        for member in schema.get("properties", {}):
            assert f"<code>{member}</code>" in page
    for anchor in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{anchor}"' in page
