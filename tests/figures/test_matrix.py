"""A matrix on the page: every item in its cell, nothing unescaped, and readable without its head."""

from __future__ import annotations

import base64
import re

import pandas as pd
import pytest

from parallax.analysis.facts import STATED
from parallax.claims import answers as answers_of
from parallax.claims.wording import paragraphs
from parallax.figures.matrix import FilteredMatrix, Matrix
from parallax.pages.sphinx_static import STATIC

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
    files = [STATIC / name for name in ("parallax.css", "filters.js")]
    style = "".join(file.read_text(encoding="utf-8") for file in files)
    for name in re.findall(r"parallax-[a-z]+", page() + filtered()):
        assert f".{name}" in style, name


BESIDE = pd.DataFrame(
    [
        ("What <b>now</b>?", "Record", "Boats & nets.", "https://www.example.org/a?b=1&c=2"),
        ("What <b>now</b>?", "Note", "A <note>", ""),
        ("Who acts?", "Record", "Nobody.", "javascript:alert(1)"),
    ],
    columns=["row", "label", "text", "address"],
)


def test_what_stands_beside_a_point_comes_below_its_cells_with_links_to_the_web_alone() -> None:
    matrix = Matrix(ITEMS, "A & B", names=NAMES, beside=BESIDE)
    first, second = re.findall(r'class="parallax-beside" colspan="3"><dl>(.*?)</dl>', html_of(matrix))
    link = '<a href="https://www.example.org/a?b=1&amp;c=2">example.org</a>'
    assert first == f"<dt>Record</dt><dd>Boats &amp; nets. {link}</dd><dt>Note</dt><dd>A &lt;note&gt;</dd>"
    assert second == "<dt>Record</dt><dd>Nobody.</dd>"
    assert "  Record: Boats & nets." in repr(matrix).splitlines()


def html_of(matrix: Matrix) -> str:
    return matrix._repr_html_()


QUESTIONS = pd.DataFrame(
    [
        ("Is there a toll?", "dock", "● says", "Yes", ""),
        ("Is there a toll?", "dock", "✕ disputes", "No", ""),
        ("Is there a toll?", "reef", "○ silent", "", ""),
        ("Who <i>asks</i>?", "dock", "◌ could not know yet", "", ""),
        ("Who <i>asks</i>?", "reef", "◐ reports", "A keeper [¶2](#reef-2)", "a letter"),
        ("When?", "reef", "● says", "Soon", ""),
    ],
    columns=["row", "group", "mark", "text", "by"],
)
FACETS = pd.DataFrame(
    [("When?", "Time", "one alone"), ("Is there a toll?", "Tolls & fees", "one alone"),
     ("Who <i>asks</i>?", "Tolls & fees", "one alone")],
    columns=["row", "theme", "kind"],
)  # fmt: skip


def filtered() -> str:
    return html_of(FilteredMatrix(QUESTIONS, "All <questions>", names=NAMES, facets=FACETS, beside=BESIDE))


def test_a_shape_that_opens_a_mark_is_for_the_eye_alone() -> None:
    assert '<span class="parallax-mark"><span aria-hidden="true">●</span> says</span> Yes' in filtered()


def test_an_item_without_a_text_stands_back() -> None:
    reef = re.findall(r"<td role=\"cell\" data-group=\"Reef News\"([^>]*)>", filtered())
    assert ["parallax-silent" in cell for cell in reef] == [True, False, False]


def test_a_filtered_matrix_is_whole_without_its_script() -> None:
    page = filtered()
    themes = re.findall(r"<summary>(.*?) <span class=\"parallax-count\">(\d+)</span></summary>", page)
    assert themes == [("Tolls &amp; fees", "2"), ("Time", "1")]
    assert page.count("<tbody") == 3
    assert page.count("<details") == page.count("</details>") == 2
    assert '<form class="parallax-filters" hidden>' in page
    assert "<i>" not in page
    (data,) = re.findall(r"base64,([^\"]+)", page)
    assert len(base64.b64decode(data).decode().splitlines()) == 1 + len(QUESTIONS)


def test_the_form_has_what_there_is_to_choose_from() -> None:
    page = filtered()
    choices = {
        name: re.findall(r"<option>(.*?)</option>", options)
        for name, options in re.findall(r'<select name="(\w+)">(.*?)</select>', page)
    }
    assert choices["theme"] == ["Tolls &amp; fees", "Time"]
    assert choices["kind"] == ["one alone"]
    assert choices["group"] == list(NAMES.values())
    assert choices["mark"] == ["could not know yet", "disputes", "reports", "says", "silent"]
    assert len(choices["order"]) == 3
    assert page.count("<label>") == len(choices) + 1  # and the search


def test_points_and_cells_carry_what_the_script_goes_by() -> None:
    page = filtered()
    assert page.count('<tbody role="rowgroup" data-theme="Tolls &amp; fees" data-kind="one alone">') == 2
    assert re.findall(r'data-group="The Dock" data-marks="([^"]*)"', page) == [
        "says|disputes",
        "could not know yet",
        "",
    ]


def test_an_address_can_lead_to_a_point_that_has_a_name() -> None:
    named = FACETS.assign(name=["time", "toll", "who"])
    page = html_of(FilteredMatrix(QUESTIONS, "", names=NAMES, facets=named))
    assert re.findall(r'<tbody role="rowgroup" id="([^"]+)"', page) == [
        "question-toll",
        "question-who",
        "question-time",
    ]


def test_the_script_has_the_words_of_the_orders_and_of_what_counts_as_an_answer() -> None:
    script = (STATIC / "filters.js").read_text(encoding="utf-8")
    offered = re.search(r'<select name="order">(.*?)</select>', filtered())
    assert offered is not None
    for words in re.findall(r"<option>(.*?)</option>", offered[1]):
        assert f'"{words}":' in script, words
    answers = ", ".join(f'"{answers_of.STATUS[status].split(" ")[1]}"' for status in STATED)
    assert f"ANSWERS = [{answers}];" in script


def test_a_point_without_a_theme_is_refused() -> None:
    with pytest.raises(ValueError, match=r"facets has no row 'When\?'; give each point a theme and a kind"):
        FilteredMatrix(QUESTIONS, "", names=NAMES, facets=FACETS.iloc[1:])


def test_a_folded_matrix_is_summed_up_by_its_caption() -> None:
    page = Matrix(ITEMS, "Two <papers>", names=NAMES, fold=True)._repr_html_()
    assert page.startswith('<details class="parallax-fold"><summary>Table: Two &lt;papers&gt;</summary>')
    assert page.endswith("</div>\n</details>")
