"""One page has one address, and every headline a slug."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.addresses import canonical_url, domain_of, slug_for
from foundation.errors import BadText
from foundation.limits import URL_CHARS


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTPS://Example.ORG/Path", "https://example.org/Path"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://example.org/a#part", "https://example.org/a"),
        ("  https://example.org/a\n", "https://example.org/a"),
        ("https://example.org/?b=2&a=1", "https://example.org/?a=1&b=2"),
        ("https://example.org/?a=2&a=1", "https://example.org/?a=1&a=2"),
        ("https://example.org/a/../b", "https://example.org/b"),
        ("https://example.org:443/", "https://example.org/"),
        ("http://example.org:80/", "http://example.org/"),
        ("http://example.org:443/", "http://example.org:443/"),
        ("https://example.org:8443/", "https://example.org:8443/"),
        ("https://münchen.de/straße", "https://xn--mnchen-3ya.de/stra%C3%9Fe"),
        ("https://한국.kr/뉴스", "https://xn--3e0b707e.kr/%EB%89%B4%EC%8A%A4"),
        ("https://example.org/?id=3&utm_source=x&UTM_Medium=y&utm_new=z", "https://example.org/?id=3"),
        ("https://example.org/?fbclid=1&gclid=2", "https://example.org/"),
        ("https://example.org/?utmost=1", "https://example.org/?utmost=1"),
    ],
)
def test_one_page_has_one_address(written, canonical):
    assert canonical_url(written) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    "written",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        "//example.org/",
        "example.org/page",
        "https://",
        "https://localhost/",
        "https://[::1]/",
        "https://[::1",
        "https://[::ffff:10.0.0.1]/",
        "https://.org/",
        "https://../",
        "https://example..org/",
        "https://exa mple.org/",
        "https://example.org/a b",
        "https://exam<script>ple.org/",
        "https://example.org\\evil.example/",
        f"https://{'a' * 64}.org/",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://example.org:http/",
        "just words",
    ],
)
def test_what_is_no_web_address_is_refused_and_shown(written):
    with pytest.raises(BadText) as refusal:
        canonical_url(written)
    assert str(refusal.value) == f"{written[:80]!r} is not a web address. Write it like https://example.org/page."


@pytest.mark.parametrize("start", ["user:secret@", "user@", ":@", "@", "example.com\\@"])
def test_an_address_with_a_password_is_refused_and_the_password_not_repeated(start):
    with pytest.raises(BadText, match="user name or password") as refusal:
        canonical_url(f"https://{start}example.org/")
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize("written", ["", "  ", "https://example.org/\0", "https://example.org/\ud800"])
def test_an_address_obeys_the_rules_of_all_text(written):
    with pytest.raises(BadText, match="The address"):
        canonical_url(written)


def test_an_address_that_grows_too_long_by_its_encoding_is_refused():
    with pytest.raises(BadText, match=f"and {URL_CHARS:,} are allowed"):
        canonical_url("https://example.org/" + "뉴" * 500)


@given(st.text(alphabet="abAB./:?#&=%@[]-_é뉴+;\\ \t0123456789", max_size=40))
def test_an_address_is_canonical_after_one_step_or_refused(rest):
    try:
        once = canonical_url("https://example.org" + rest)
    except BadText:
        return
    assert canonical_url(once) == once
    assert once.isascii()


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.example.org/a", "example.org"),
        ("https://news.example.org:8080/", "news.example.org"),
        ("https://wwwx.example.org/", "wwwx.example.org"),
        ("", ""),
    ],
)
def test_the_domain_is_the_host_without_www(url, domain):
    assert domain_of(url) == domain


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Working\u2011level talks", "working-level-talks"),
        ("10\u202f000 jobs – and more", "10-000-jobs-and-more"),
        ("U.S.-Korea deal: 4.5%", "us-korea-deal-45"),
        ("It’s “over”", "its-over"),
        ("Café Straße ﬁnance", "café-straße-finance"),
        ("북한 미사일 발사", "북한-미사일-발사"),
        ("محادثات السلام", "محادثات-السلام"),
        ("日本の地震", "日本の地震"),
        ("../../etc/passwd", "etcpasswd"),
        ("<script>alert(1)</script>", "scriptalert1script"),
    ],
)
def test_a_headline_of_any_language_gives_a_slug(headline, slug):
    assert slug_for(headline, fallback="uid") == slug


@pytest.mark.parametrize("headline", ["", "   ", "!!!", "---", "__", "😀😀", "\u202f"])
def test_where_nothing_is_left_the_fallback_is_the_slug(headline):
    assert slug_for(headline, fallback="0b6ff8ac") == "0b6ff8ac"


def test_a_long_slug_is_cut_at_a_word():
    assert slug_for("one two three four", fallback="uid", max_chars=10) == "one-two"
    assert slug_for("one two three four", fallback="uid", max_chars=7) == "one-two"
    assert slug_for("x" * 200, fallback="uid") == "x" * 80


@given(st.text(max_size=120))
def test_a_slug_is_never_empty_or_long_and_has_no_outer_hyphen(headline):
    slug = slug_for(headline, fallback="uid")
    assert 0 < len(slug) <= 80
    assert slug == slug.strip("-_")
    assert "/" not in slug
    assert " " not in slug
