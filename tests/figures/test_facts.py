"""Events and articles on one line of time: where each is drawn, how wide, and under which name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib import dates as mdates
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from parallax import figures
from parallax.figures import style

mpl.use("Agg")

PAPERS = ["reef", "dock"]
ROWS = pd.DataFrame(
    [
        ("A flood", "", "2029-01-01", "2029-02-01"),
        ("the Dock", "dock", "2029-03-01", "2029-03-01"),
        ("Reef News", "reef", "2031-01-10", ""),
        ("A fair", "", "2033-02-01", "2033-02-01"),
    ],
    columns=["label", "source", "not_before", "not_after"],
)


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def day(text: str) -> float:
    return float(mdates.date2num(date.fromisoformat(text)))


def test_each_has_a_row_with_a_bar_as_wide_as_what_is_not_known() -> None:
    ax = figures.chronicle(ROWS, PAPERS)
    bars = [tuple(map(tuple, lines.get_segments()[0])) for lines in ax.collections]
    assert bars == [
        ((day("2029-01-01"), 0), (day("2029-02-01"), 0)),
        ((day("2029-03-01"), 1), (day("2029-03-01"), 1)),
        ((day("2033-02-01"), 3), (day("2033-02-01"), 3)),
    ]
    (arrow,) = [text for text in ax.texts if text.arrow_patch]
    assert arrow.xyann == (day("2031-01-10"), 2)
    assert day("2033-02-01") < arrow.xy[0] < ax.get_xlim()[1]


def test_articles_are_strong_and_in_their_colours_and_events_in_grey() -> None:
    ax = figures.chronicle(ROWS, PAPERS)
    shade = style.colours(PAPERS)
    assert [to_hex(line.get_color()) for line in ax.lines] == [
        colour.lower() for colour in (style.GREY, shade["dock"], shade["reef"], style.GREY)
    ]
    named = {text.get_text(): text.get_weight() for text in ax.texts if text.get_text()}
    assert named == {"A flood": "normal", "The Dock": "bold", "Reef News": "bold", "A fair": "normal"}


def test_a_label_stands_where_there_is_room() -> None:
    ax = figures.chronicle(ROWS, PAPERS)
    side = {text.get_text(): text.get_ha() for text in ax.texts if text.get_text()}
    # An arrow takes what is right of it.
    assert side == {"A flood": "left", "The Dock": "left", "Reef News": "right", "A fair": "right"}


def test_the_title_is_a_sentence_that_is_wrapped_and_has_no_full_stop() -> None:
    title = "The Dock was written before the fair, and everything else that there is after it."
    ax = figures.chronicle(ROWS, PAPERS, title)
    drawn = ax.get_title(loc=mpl.rcParams["axes.titlelocation"])
    assert drawn.replace("\n", " ") == title.rstrip(".")
    assert max(map(len, drawn.splitlines())) <= 52


def test_axes_that_are_given_are_drawn_on() -> None:
    ax = plt.subplots()[1]
    assert figures.chronicle(ROWS, PAPERS, ax=ax) is ax


def test_each_kind_of_question_is_a_bar_with_its_number_and_one_is_set_off() -> None:
    kinds = pd.DataFrame({"kind": ["one alone", "against each other"], "n": [7, 2]})
    ax = figures.meetings(kinds, "against each other", "They seldom meet")
    assert [bar.get_width() for bar in ax.patches] == [7, 2]
    assert [to_hex(bar.get_facecolor()) for bar in ax.patches] == [style.FAINT, style.INK]
    assert [(text.get_text(), text.get_weight()) for text in ax.texts] == [
        ("7", "normal"), ("one alone", "normal"), ("2", "bold"), ("against each other", "bold")
    ]  # fmt: skip
    assert ax.get_title(loc=mpl.rcParams["axes.titlelocation"]) == "They seldom meet"
