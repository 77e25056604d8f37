"""A matrix on the page: every item in its cell, nothing unescaped, and readable without its head."""

from __future__ import annotations

import base64
import re

import pandas as pd
import pytest

from helpers.project import ROOT
from parallax.claims.wording import paragraphs
from parallax.figures.matrix import Matrix

NAMES = {"dock": "The Dock", "reef": "Reef News", "sail": "Sail"}
ITEMS = pd.DataFrame(
    [
        ("What <b>now</b>?", "dock", "for", "Boats, *soon* [¶1–2](#dock-1)", "a keeper"),
        ("What <b>now</b>?", "dock", "", "Nets <script>", ""),
        ("Who acts?", "sail", "", "Nobody", ""),
    ],
    columns=["row", "group", "mark", "text", "by"],
)


def page() -> str:
    return Matrix(ITEMS, "A & B", names=NAMES)._repr_html_()


def test_each_point_has_a_cell_for_each_group_that_says_whose_it_is() -> None:
    cells = re.findall(r'<td role="cell" data-group="([^"]+)">(.*?)</td>', page())
    assert [name for name, _ in cells] == [*NAMES.values(), *NAMES.values()]
    assert [body for _, body in cells][1:5] == ["–", "–", "–", "–"]
    assert cells[5][1] == "<ul><li>Nobody</li></ul>"
    first = cells[0][1]
    assert first.index('<span class="parallax-mark">for</span> Boats') < first.index("a keeper</span></li><li>Nets")


def test_all_is_escaped_and_the_marks_of_prose_are_obeyed() -> None:
    assert "<script>" not in page()
    assert "What &lt;b&gt;now&lt;/b&gt;?" in page()
    assert "A &amp; B" in page()
    assert '<em>soon</em> <a class="parallax-where" href="#dock-1">¶1–2</a>' in page()


def test_links_are_those_that_the_book_makes_of_paragraphs() -> None:
    linked = paragraphs([("dock", 1), ("dock", 2)], linked=True)
    assert linked in ITEMS["text"][0]
    assert 'href="#dock-1"' in page()


def test_the_csv_and_the_plain_form_have_the_words_of_links() -> None:
    (data,) = re.findall(r"base64,([^\"]+)", page())
    assert base64.b64decode(data).decode().splitlines()[1] == 'What <b>now</b>?,dock,for,"Boats, *soon* ¶1–2",a keeper'
    plain = repr(Matrix(ITEMS, "A & B", names=NAMES))
    assert plain.splitlines()[:3] == [
        "A & B",
        "What <b>now</b>?",
        "  The Dock: for: Boats, *soon* ¶1–2 (a keeper); Nets <script>",
    ]


def test_a_group_without_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match="'dock', which has no name; add it to names"):
        Matrix(ITEMS, "", names={"sail": "Sail"})


def test_the_style_sheet_has_the_classes_that_are_written() -> None:
    style = (ROOT / "chapters" / "_static" / "parallax.css").read_text(encoding="utf-8")
    for name in re.findall(r'class="([a-z-]+)"', page()):
        assert f".{name}" in style, name
