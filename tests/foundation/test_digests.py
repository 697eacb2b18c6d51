"""Digests: equal content, equal digest, on every machine and day."""

from __future__ import annotations

from collections import OrderedDict

import pytest

from foundation.digests import canonical_json, digest, text_digest


def test_the_digest_of_known_content_never_changes():
    content = {"headline": "한국", "numbers": [1, 2], "lead": None, "is_sensitive": False}
    assert canonical_json(content) == '{"headline":"한국","is_sensitive":false,"lead":null,"numbers":[1,2]}'
    assert digest(content) == "73e7ccebed60be621585da03823934aa1aa340ad10acedb1b19e928a43f6ff67"


def test_the_order_of_keys_does_not_count_and_that_of_lists_does():
    assert digest({"a": 1, "b": 2}) == digest(OrderedDict(b=2, a=1))
    assert digest([1, 2]) != digest([2, 1])


def test_a_tuple_is_a_list():
    assert digest((1, (2, 3))) == digest([1, [2, 3]])


@pytest.mark.parametrize("one", [1, "1", True, None, [1], {"1": 1}, "", [], {}, "a\u0301", "á"], ids=repr)
@pytest.mark.parametrize("other", [1, "1", True, None, [1], {"1": 1}, "", [], {}, "a\u0301", "á"], ids=repr)
def test_different_values_have_different_digests(one, other):
    is_same = type(one) is type(other) and one == other
    assert (digest(one) == digest(other)) is is_same


@pytest.mark.parametrize(
    "value", [1.0, float("nan"), [1, 2.5], {"a": {"b": 0.1}}, ({"a": (1.0,)},), {1.5: "key"}], ids=repr
)
def test_a_float_anywhere_is_refused(value):
    with pytest.raises(TypeError, match="takes no float"):
        digest(value)


@pytest.mark.parametrize("value", [{1, 2}, b"bytes", object()], ids=["set", "bytes", "object"])
def test_what_json_does_not_know_is_refused(value):
    with pytest.raises(TypeError):
        digest(value)


def test_the_digest_of_text_is_its_sha256_in_utf8():
    assert text_digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert text_digest("é") != text_digest("e\u0301")
