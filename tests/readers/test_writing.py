"""Pieces and values as one safe text: every value is escaped, whatever it holds."""

from __future__ import annotations

import pytest
from django.utils.safestring import SafeString

from readers.writing import NOTHING, Lines, Writer, filled


def test_every_value_is_escaped_and_what_is_safe_stays():
    shown = filled('<a id="{}">{}</a>{}', 'x" onclick="y', "<b>&'", SafeString("<i>7</i>"))
    assert shown == '<a id="x&quot; onclick=&quot;y">&lt;b&gt;&amp;&#x27;</a><i>7</i>'


def test_a_text_that_holds_the_mark_between_texts_is_escaped_by_itself():
    assert filled("{}|{}|{}", "<\0>", 7, "{}") == "&lt;\0&gt;|7|{}"


def test_more_or_fewer_values_than_places_are_a_bug():
    for values in [(), ("one", "two", "three")]:
        with pytest.raises(ValueError, match="size"):
            filled("{} and {}", *values)


def test_a_writer_gives_its_pieces_in_their_order_and_nothing_without_any():
    page = Writer()
    assert page.html() == NOTHING
    page.write("<p>{}", "a{}b")
    page.write("</p>")
    assert page.html() == "<p>a{}b</p>"


def test_lines_escape_each_text_and_keep_the_markup_before_it():
    page = Lines()
    page += ("<p>", 'a & "b"')
    page += ("<b>", "{}<i>")
    page += ("</b></p>", "")
    assert page.html() == "<p>a &amp; &quot;b&quot;<b>{}&lt;i&gt;</b></p>"
    assert page.html() == page.html()


def test_a_text_that_holds_the_mark_between_texts_moves_no_other():
    page = Lines()
    page += ("<p>", "one\0<two>")
    page += ("<p>", "<three>")
    assert page.html() == "<p>one\0&lt;two&gt;<p>&lt;three&gt;"
