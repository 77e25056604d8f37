"""The figure of the first page: every article in order, every cell in its place, every day where it belongs."""

from __future__ import annotations

import base64
import re

import pandas as pd
import pytest

from parallax.figures import intro
from parallax.figures.intro import Hero, flags, spread
from parallax.figures.style import DARK, MARKERS, PALETTE

NAMES = {"reef": "the Reef <News>", "dock": "Dock"}  # the fixed order, which is not that of the dates
ARTICLES = pd.DataFrame(
    [
        ("dock", "Dock", "On nets", "news", "May 2030", "2030-05-01", "2030-05-31", False, "article-dock"),
        ("reef", "the Reef <News>", "Sand", "opinion", "June 2031 or later", "2031-06-01", "", True, "article-reef"),
    ],
    columns=["source", "name", "title", "kind", "when", "not_before", "not_after", "inferred", "anchor"],
)
EVENTS = pd.DataFrame(
    [("A second flood", "2031-01-01", "1 January 2031"), ("A flood", "2030-01-01", "1 January 2030")],
    columns=["label", "not_before", "when"],
)
CELLS = pd.DataFrame(
    [
        ("Can it work?", "reef", "No", "It breaks [¶2](#reef-2)", "a keeper", (), 0),
        ("Can it work?", "dock", "Yes & no", "", "", (), 0),
        ("Who is heard", "dock", "3 voices", "", "", (("unnamed", 1), ("far", 3)), 4),
        ("Who is heard", "reef", "0 voices", "", "", (("unnamed", 0), ("far", 0)), 0),
    ],
    columns=["row", "group", "mark", "text", "by", "counts", "of"],
)


def hero(cells: pd.DataFrame = CELLS) -> Hero:
    ways = {"Can it work?": "ways-out"}
    return Hero(
        ARTICLES, EVENTS, cells, ways=ways, names=NAMES, label="Read by a reader.", key="A key.", note="A note."
    )


def page() -> str:
    return hero()._repr_html_()


def sections() -> list[str]:
    return re.findall(r"<section.*?</section>", page(), re.DOTALL)


def test_each_article_has_a_card_in_order_of_date_with_its_colour_shape_and_name() -> None:
    first, second = sections()
    assert "Dock</a>" in first
    assert "The Reef &lt;News&gt;</a>" in second  # a capital, and nothing unescaped
    assert f"--light:{PALETTE[1]};--dark:{DARK[PALETTE[1]]}" in first
    assert f"--light:{PALETTE[0]};--dark:{DARK[PALETTE[0]]}" in second
    assert intro._SHAPES["s"] in first
    assert intro._SHAPES["o"] in second
    assert 'class="parallax-where" href="#article-dock"' in first
    assert "Opinion, June 2031 or later" in second


def test_each_cell_stands_in_its_row_with_question_answer_words_and_counts() -> None:
    first, second = sections()
    assert [re.findall(r'class="cell" style="--row:(\d)"', one) for one in (first, second)] == [["3", "5"]] * 2
    assert re.findall(r'class="band" style="--row:(\d)"', page()) == ["2", "4"]
    assert (
        '<p class="asked">Can it work?</p><p class="answer"><a class="parallax-where" href="#ways-out">No</a>' in second
    )
    assert 'It breaks <a class="parallax-where" href="#reef-2">¶2</a>' in second
    assert '<p class="by">a keeper</p>' in second
    assert "Yes &amp; no" in first
    assert '<p class="answer">3 voices</p>' in first  # a row without a way on


def test_a_bar_is_as_long_as_its_share_and_has_its_number_beside_it() -> None:
    first, second = sections()
    assert re.findall(r'width:(\d+)%"></span></span> <b>(\d+)</b>', first) == [("25", "1"), ("75", "3")]
    assert re.findall(r"width:(\d+)%", second) == ["0", "0"]


def test_a_missing_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="cells has no row 'Who is heard' for 'reef'"):
        hero(CELLS.iloc[:3])


def test_the_timeline_is_drawn_twice_and_read_aloud_once_in_order_of_date() -> None:
    assert page().count("<svg class=") == 2 + 2  # with the shapes of the cards
    (spoken,) = re.findall(r'role="img" aria-label="([^"]+)"', page())
    order = ["A flood, 1 January 2030", "Dock, May 2030", "A second flood, 1", "The Reef &lt;News&gt;, June 2031"]
    assert sorted(order, key=spoken.index) == order


def written(svg: str, x: str) -> list[float]:
    return [float(value) for value in re.findall(x, svg)]


def test_days_lie_where_time_puts_them_and_an_open_day_has_an_arrow() -> None:
    lying = hero()._lying()
    flood, second = written(lying, r'class="stem" d="M([\d.]+) ')
    dock, reef = written(lying, r'class="shape" transform="translate\(([\d.]+) ')
    year = second - flood
    assert dock - flood == pytest.approx(year * 120 / 365, abs=0.2)
    assert reef - second == pytest.approx(year * 151 / 365, abs=0.2)
    assert lying.count('class="arrow"') == 1
    assert lying.index('class="arrow"') > lying.index("Dock")
    assert lying.count('class="written inferred"') == 1
    upright = hero()._upright()
    top = written(upright, r'class="shape" transform="translate\([\d.]+ ([\d.]+)\)')
    assert top[1] - top[0] == pytest.approx((reef - dock) * 600 / 984, abs=0.3)


def test_labels_and_stems_do_not_cover_each_other() -> None:
    assert flags([], []) == []
    assert flags([0, 10, 20], [15, 15, 15]) == [2, 1, 0]
    assert flags([0, 100, 105], [20, 20, 20]) == [0, 1, 0]
    assert spread([0, 100, 101, 102], [10, 10, 10, 10]) == [0, 100, 110, 120]


def test_the_plain_form_and_the_csv_have_every_cell() -> None:
    assert repr(hero()).splitlines() == [
        "Dock (news, May 2030)",
        "  Can it work? Yes & no",
        "  Who is heard 3 voices. unnamed 1, far 3",
        "The Reef <News> (opinion, June 2031 or later)",
        "  Can it work? No. It breaks ¶2 (a keeper)",
        "  Who is heard 0 voices. unnamed 0, far 0",
        "Read by a reader.",
        "A key.",
        "A note.",
    ]
    (data,) = re.findall(r"base64,([^\"]+)", page())
    assert base64.b64decode(data).decode().splitlines()[3] == "Who is heard,dock,3 voices,,,unnamed 1; far 3,4"


def test_every_marker_of_the_house_has_its_shape() -> None:
    assert set(MARKERS) == set(intro._SHAPES)
