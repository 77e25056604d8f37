"""Tables on the page: every number in its column's format, and nothing unescaped."""

from __future__ import annotations

import base64
import re
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.figures.table import COLUMNS, ROWS, Table, in_order, spans

SCRIPT = "<script>alert('x')</script>"


class Reader(HTMLParser):
    """Reads what a browser would show: the tags met, the text of each cell, and what can be saved."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.cells: list[str] = []
        self.links: list[str | None] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.caption, self.saved, self.place = "", {}, ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if "download" in given:
            self.place, self.saved = "download", given
            return
        self.tags.append(tag)
        self.attributes += attrs
        if tag in ("th", "td"):
            self.cells.append("")
        if tag in ("th", "td", "caption"):
            self.place = tag
        if tag == "a":
            self.links.append(given["href"])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td", "caption"):
            self.place = ""

    def handle_data(self, data: str) -> None:
        if self.place in ("th", "td"):
            self.cells[-1] += data
        elif self.place == "caption":
            self.caption += data.strip()


def cells(frame: pd.DataFrame, **options: object) -> list[list[str]]:
    return Table(frame, "A row is a row.", **options).cells.to_numpy().tolist()


def test_a_table_has_caption_headings_and_a_row_of_cells_each() -> None:
    frame = pd.DataFrame({"group": ["mill", "gate"], "n_tokens": [1234, 5], "mood": ["calm", ""]})

    page = Table(frame, "An article a row", names={"mill": "MG"})._repr_html_()

    read = Reader(page)
    assert read.caption == "An article a row"
    assert read.cells == ["article", "words", "mood", "MG", "1,234", "calm", "gate", "5", "\u2013"]
    assert read.tags == ["div", "table", "caption", "span", "thead", "tr", "th", "th", "th", "tbody",
                         "tr", "th", "td", "td", "tr", "th", "td", "td"]  # fmt: skip
    assert ("scope", "row") in read.attributes
    assert ("aria-label", "An article a row") in read.attributes


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("n", 12345, "12,345"),
        ("n", np.int64(0), "0"),
        ("rate", 1.25, "1.2"),
        ("rate", 1234.56, "1234.6"),
        ("rate", -0.04, "0.0"),
        ("rate", -0.06, "\u22120.1"),
        ("share", 0.125, "12%"),
        ("share", -0.001, "0%"),
        ("tf_idf", 0.12345, "0.123"),
        ("idf", 1.0, "1.00"),
        ("median_tokens", 46.5, "46"),
        ("rank", 3, "3"),
        ("n", 3.0, "3"),
        ("n", 2.5, "2.5"),
        ("published", "2023-05", "2023-05"),
        ("beyond_bound", True, "yes"),
        ("beyond_bound", np.False_, "no"),
        ("unheard_of", "a", "a"),
        ("unheard_of", 0.1 + 0.2, "0.3"),
        ("unheard_of", np.float32(0.1), "0.1"),
        ("unheard_of", 2 / 3, "0.6667"),
        ("unheard_of", 1234567.8, "1234568"),
        ("unheard_of", -0.0, "0"),
        ("unheard_of", 12345, "12345"),
        ("n", np.inf, "\u221e"),
        ("rank", -np.inf, "\u2212\u221e"),
        ("rate", np.inf, "\u221e"),
        ("share", -np.inf, "\u2212\u221e"),
        ("unheard_of", np.inf, "\u221e"),
    ],
)
def test_a_value_is_shown_in_the_format_of_its_column(column: str, value: object, shown: str) -> None:
    assert cells(pd.DataFrame({column: [value]})) == [[shown]]


def test_a_format_can_be_given_for_the_columns_that_have_none() -> None:
    frame = pd.DataFrame({"mill": [1.234], "n": [5], "name": ["a"]})

    assert cells(frame, other=".1f") == [["1.2", "5", "a"]]


def test_numbers_among_texts_are_shown_as_such() -> None:
    mixed = pd.DataFrame({"mill": pd.Series([0.1 + 0.2, "a", np.inf, 7], dtype=object)})

    assert cells(mixed) == [["0.3"], ["a"], ["\u221e"], ["7"]]


@pytest.mark.parametrize("value", [None, np.nan, pd.NA, pd.NaT, ""])
def test_a_missing_value_is_a_dash(value: object) -> None:
    frame = pd.DataFrame({"n": pd.Series([1, value], dtype=object), "source": pd.Series(["a", value], dtype=object)})

    assert cells(frame)[1] == ["\u2013", "\u2013"]


@pytest.mark.parametrize("dtype", ["Int64", "Float64", "float64", "boolean"])
def test_a_column_with_a_missing_value_keeps_its_format(dtype: str) -> None:
    frame = pd.DataFrame({"n_tokens": pd.Series([1, None], dtype=dtype)})

    assert cells(frame) == [["yes" if dtype == "boolean" else "1"], ["\u2013"]]


def test_ids_of_sources_are_shown_by_their_labels_where_there_is_one() -> None:
    frame = pd.DataFrame({"source_a": ["mill"], "source_b": ["gate"], "other": ["mill"], "term": ["mill"]})

    assert cells(frame, names={"mill": "MG"}) == [["MG", "gate", "MG", "mill"]]


def test_headings_are_those_of_the_columns_or_those_given() -> None:
    frame = pd.DataFrame({"n_target": [1], "odd_one": [2], "rate": [3.0]})

    table = Table(frame, "c", columns={"rate": "share"})

    assert table.headings == ["here", "odd one", "share"]


def test_no_two_columns_of_a_contrast_have_one_heading() -> None:
    shown = ["n_target", "n_reference", "rate_target", "rate_reference", "paragraphs", "rank", "tf_idf", "idf"]

    assert len({COLUMNS[column][0] for column in shown}) == len(shown)


@pytest.mark.parametrize("spec", sorted({spec for _, spec in COLUMNS.values()}))
def test_every_format_takes_whole_and_broken_numbers(spec: str) -> None:
    column = next(name for name, (_, each) in COLUMNS.items() if each == spec)

    for value in (3, 3.0, 0.5, -1.5, np.float32(2), np.int32(2)):
        assert re.fullmatch(r"[\u2212-]?[\d.,]+%?|yes|no", cells(pd.DataFrame({column: [value]}))[0][0])


def test_markup_anywhere_is_shown_not_run() -> None:
    frame = pd.DataFrame({SCRIPT: [SCRIPT], "term": [f'"{SCRIPT}&'], "source": [SCRIPT]})

    page = Table(frame, SCRIPT, names={SCRIPT: "<b>"}, columns={"term": "<i>"})._repr_html_()

    assert "<script" not in page
    read = Reader(page)
    assert {"script", "b", "i"}.isdisjoint(read.tags)
    printed = SCRIPT.replace("x'", "x’")  # as prose has it
    assert read.cells == [printed, "<i>", "article", SCRIPT, f'"{SCRIPT}&', "<b>"]
    assert read.caption == printed
    assert ("aria-label", printed) in read.attributes


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20))
def test_whatever_a_cell_holds_the_page_shows_just_that(text: str) -> None:
    read = Reader(Table(pd.DataFrame({"term": [text, text], "note": [text, text]}), "c")._repr_html_())

    assert read.cells[2:] == [text] * 4
    assert set(read.tags) == {"div", "table", "caption", "span", "thead", "tbody", "tr", "th", "td"}


def test_a_cell_links_to_its_address_if_that_is_one_of_the_web() -> None:
    frame = pd.DataFrame({
        "title": ["one", "two", "three", "four"],
        "url": ['https://a.example/?q="<b>&r=1', "javascript:alert(1)", "", None],
        "n": [1, 2, 3, 4],
    })  # fmt: skip

    table = Table(frame, "c", links={"title": "url"})

    read = Reader(table._repr_html_())
    assert read.links == ['https://a.example/?q="<b>&r=1']
    assert read.tags.count("a") == 1
    assert "javascript" not in table._repr_html_()
    assert read.cells == ["title", "count", "one", "1", "two", "2", "three", "3", "four", "4"]


def test_names_of_texts_say_so_to_the_book_and_are_shown_and_saved_as_they_are() -> None:
    frame = pd.DataFrame({"source": ["mill-1", SCRIPT], "source_b": ["dock-1", "dock-1"], "n": [1, 2]})
    table = Table(frame, "c", texts=["source"])
    page = table._repr_html_()
    assert '<span class="parallax-text-named" data-text="mill-1">mill-1</span></th>' in page
    assert page.count("data-text=") == 2
    assert "<script" not in page
    assert Reader(page).cells == Reader(Table(frame, "c")._repr_html_()).cells
    assert (table.csv, repr(table)) == (Table(frame, "c").csv, repr(Table(frame, "c")))


def test_a_table_can_be_saved_as_csv_from_the_page_itself() -> None:
    frame = pd.DataFrame({"term": ["caf\u00e9", SCRIPT], "n": [12345, 2], "rate": [1.234567, 0.00012345]})

    saved = Reader(Table(frame, "Words, by article: a <b>first</b> look")._repr_html_()).saved

    assert saved["download"] == "words-by-article-a-b-first-b-look.csv"
    assert saved["aria-label"] == "CSV of: Words, by article: a <b>first</b> look"
    head, _, data = saved["href"].partition(",")
    assert head == "data:text/csv;charset=utf-8;base64"
    assert base64.b64decode(data).decode() == f"term,n,rate\ncaf\u00e9,12345,1.235\n{SCRIPT},2,0.0001234\n"


def test_the_csv_can_hold_more_than_the_page_shows() -> None:
    full = pd.DataFrame({"term": ["toll", "mill"], "q": [0.5, 0.25]})

    table = Table(full[:1][["term"]], "c", full=full)

    assert table.csv == "term,q\ntoll,0.5\nmill,0.25\n"
    assert table.cells.to_numpy().tolist() == [["toll"]]


def test_emphasis_is_read_in_columns_of_prose_only_and_markup_in_none() -> None:
    frame = pd.DataFrame({"claim": ["a **bold** and *leaning* <i>word</i>"], "note": ["2 * 3 * 4"]})

    page = Table(frame, "c", sentences=["claim"])._repr_html_()

    assert "a <strong>bold</strong> and <em>leaning</em> &lt;i&gt;word&lt;/i&gt;" in page
    assert "2 * 3 * 4" in page


def test_columns_are_classed_by_how_much_room_they_need() -> None:
    frame = pd.DataFrame({"n": [1], "term": ["short"], "note": ["x" * 20], "reason": ["x" * 60]})

    classes = [value for name, value in Reader(Table(frame, "c")._repr_html_()).attributes if name == "class"]

    parts = ["parallax-table", "parallax-caption", "parallax-words", "cards"]
    assert classes == [*parts, *["number", "short", "text", "long"] * 2]


def test_a_table_with_several_columns_of_prose_is_one_of_cards() -> None:
    prose = "x" * 60
    few, many = {"n": [1], "why": [prose]}, {"n": [1], "term": ["net"], "why": [prose], "what": [prose]}

    assert '<table class="cards" ' in Table(pd.DataFrame(few), "c")._repr_html_()
    assert '<table class="cards wide" ' in Table(pd.DataFrame(many), "c")._repr_html_()


def test_a_table_without_rows_is_a_table() -> None:
    read = Reader(Table(pd.DataFrame({"term": pd.Series(dtype=object), "n": pd.Series(dtype=int)}), "c")._repr_html_())

    assert read.cells == ["term", "count"]


def test_in_a_terminal_it_is_plain_text() -> None:
    text = repr(Table(pd.DataFrame({"term": ["toll"], "n": [1200]}), "Terms"))

    assert text.splitlines()[0] == "Terms"
    assert text.splitlines()[1].split() == ["term", "count"]
    assert text.splitlines()[2].split() == ["toll", "1,200"]


def test_the_frame_given_is_not_changed_and_the_page_is_the_same_each_time() -> None:
    frame = pd.DataFrame({"group": ["a"], "rate": [1.26], "url": ["https://a.example"]})
    before = frame.copy()

    pages = {Table(frame, "c", links={"group": "url"})._repr_html_() for _ in range(2)}

    assert len(pages) == 1
    pd.testing.assert_frame_equal(frame, before)


def test_the_ends_of_intervals_make_one_column_of_text() -> None:
    low, high = pd.Series([0.44, -0.64, np.nan]), pd.Series([1.5, 2.0, 3.0])
    assert spans(low, high).tolist() == ["0.4 to 1.5", "\u22120.6 to 2.0", ""]


def test_an_end_near_zero_keeps_the_digit_that_says_on_which_side_it_lies() -> None:
    low, high = pd.Series([0.014, -0.04, -0.0042, 0.0, 2e-16]), pd.Series([2.9, -0.008, 1.0, 1.0, 1.0])
    expected = ["0.01 to 2.9", "\u22120.04 to \u22120.008", "\u22120.004 to 1.0", "0.0 to 1.0", "0.0 to 1.0"]
    assert spans(low, high).tolist() == expected


def test_links_to_paragraphs_in_columns_of_prose_are_links_and_words_alone_in_the_csv() -> None:
    frame = pd.DataFrame({"what": ["See [¶3](#dock-3), [¶5–6](#dock-5)"], "other": ["[¶3](#dock-3)"]})
    table = Table(frame, "Places", sentences=["what"])
    shown = Reader(table._repr_html_())
    assert shown.links == ["#dock-3", "#dock-5"]
    assert shown.cells[2:] == ["See ¶3, ¶5–6", "[¶3](#dock-3)"]
    assert table.csv.splitlines()[1].startswith('"See ¶3, ¶5–6"')
    assert "(#dock" not in repr(table)


def test_no_other_address_becomes_a_link() -> None:
    frame = pd.DataFrame({"what": ["[word](#dock-3) [¶3](https://example.org) [¶3](javascript:alert)"]})
    assert Reader(Table(frame, "Places", sentences=["what"])._repr_html_()).links == []


def test_a_column_with_nothing_in_it_is_left_out_where_that_was_asked() -> None:
    frame = pd.DataFrame({"table": ["a", "b"], "who": ["", ""], "unsure": [0, 0], "wrong": [0, 0]})
    shown = Table(frame, "Rows", optional=["who", "unsure"])
    assert shown.headings == ["table", "wrong"]
    assert "who,unsure" in shown.csv
    assert Table(frame.assign(who=["", "ada"]), "Rows", optional=["who", "unsure"]).headings == [
        "table",
        "who",
        "wrong",
    ]


def test_rows_come_in_an_order_of_groups_within_each_value_of_a_column() -> None:
    rows = pd.DataFrame({"frame": ["war", "war", "rights", "rights"], "source": ["reef", "dock"] * 2, "n": range(4)})
    assert in_order(rows, ["dock", "reef"])["n"].tolist() == [1, 3, 0, 2]
    assert in_order(rows, ["dock", "reef"], "frame")["n"].tolist() == [1, 0, 3, 2]


def test_of_many_rows_the_first_are_shown_and_a_switch_shows_the_rest() -> None:
    page = BeautifulSoup(Table(pd.DataFrame({"n": range(ROWS + 3)}), "Many")._repr_html_(), "html.parser")
    assert [len(body.select("tr")) for body in page.select("tbody")] == [ROWS, 3]
    assert page.select_one("tbody.parallax-more") is not None
    assert page.select_one("label").get_text(strip=True) == f"Show all {ROWS + 3} rows"
    few = Table(pd.DataFrame({"n": range(ROWS)}), "Few")._repr_html_()
    assert "parallax-more" not in few
    assert "checkbox" not in few


def test_a_folded_table_has_its_caption_as_summary() -> None:
    page = BeautifulSoup(Table(pd.DataFrame({"n": [1]}), "One <row>", fold=True)._repr_html_(), "html.parser")
    assert page.select_one("details > summary").get_text() == "Table: One <row>"
    assert page.select_one("details .parallax-table table") is not None


def test_a_cell_says_what_it_is_of_for_a_card() -> None:
    frame = pd.DataFrame({"term": ["mill"], "n": [3], "note": ["x" * 60]})
    page = BeautifulSoup(Table(frame, "One")._repr_html_(), "html.parser")
    assert [cell["data-head"] for cell in page.select("td")] == ["count", "note"]
    assert page.select_one("table.cards[role=table] tbody[role=rowgroup] tr[role=row] td[role=cell]") is not None
    plain = BeautifulSoup(Table(frame[["term", "n"]], "One")._repr_html_(), "html.parser")
    assert not plain.select("table.cards, [data-head], table[role]")
