"""Figures of topics: the values drawn, on tables of a few rows."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from parallax import figures
from parallax.figures import style

mpl.use("Agg")
NAMES = {"mill": "Mill Gazette", "gate": "the Gate"}
ORDER = ["gate", "mill"]
SHADE = style.colours(list(NAMES))
SHARES = pd.DataFrame(
    [("roads", "mill", 0.25, False), ("roads", "gate", 0.5, True), ("<money> $x$", "mill", 0.75, True)],
    columns=["label", "group", "share", "main"],
)
RUNS = pd.DataFrame(
    [("mill", 2, "roads", 0.0, 0.25), ("mill", 1, "money", 0.25, 0.5), ("mill", 2, "roads", 0.5, 1.0),
     ("gate", 0, "", 0.0, 0.5), ("gate", 1, "money", 0.5, 1.0)],
    columns=["source", "topic", "label", "start", "end"],
)  # fmt: skip
STABILITY = pd.DataFrame(
    {"k": [3, 4, 5], "stability": [0.4, 0.5, 0.8], "null": [0.4, 0.3, 0.3], "furthest": [0.6, 0.55, 0.5]}
)
DRAW: list[Callable[[Axes | None], Axes]] = [
    lambda ax: figures.shares(SHARES, NAMES, order=ORDER, title="Roads lead", ax=ax),
    lambda ax: figures.topic_runs(RUNS, NAMES, order=ORDER, title="Roads lead", ax=ax),
    lambda ax: figures.stability(STABILITY, (3, 5), title="Roads lead", ax=ax),
]


@pytest.fixture(autouse=True)
def house_style() -> Iterator[None]:
    with mpl.rc_context():
        figures.use_house_style()
        yield
    plt.close("all")


def texts(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts]


def svg(ax: Axes) -> bytes:
    page = io.BytesIO()
    ax.figure.savefig(page, format="svg", metadata={"Date": None}, bbox_inches="tight")
    return page.getvalue()


@pytest.mark.parametrize("draw", DRAW)
def test_a_figure_is_drawn_on_the_axes_that_are_given_under_its_title(draw: Callable[[Axes | None], Axes]) -> None:
    ax = plt.subplots()[1]
    assert draw(ax) is ax
    assert ax.get_title(loc="left") == "Roads lead"


@pytest.mark.parametrize("draw", DRAW)
def test_two_drawings_have_the_same_bytes(draw: Callable[[Axes | None], Axes]) -> None:
    assert svg(draw(None)) == svg(draw(None))


@pytest.mark.parametrize("draw", DRAW)
def test_no_letter_is_small(draw: Callable[[Axes | None], Axes]) -> None:
    ax = draw(None)
    assert min(text.get_fontsize() for text in [*ax.texts, *ax.get_xticklabels()]) >= style.SMALL


def test_shares_are_squares_as_large_as_the_share_and_a_main_one_is_filled() -> None:
    ax = figures.shares(SHARES, NAMES, order=ORDER)
    squares = {tuple(np.round(each.get_offsets()[0], 2)): each for each in ax.collections if len(each.get_sizes())}
    areas = {place: round(each.get_sizes()[0] / 265.42, 2) for place, each in squares.items()}
    assert areas == {(0.15, 1.75): 0.5, (1.15, 1.75): 0.25, (1.15, 4.1): 0.75}
    faces = {place: to_hex(each.get_facecolor()[0]) for place, each in squares.items()}
    assert faces == {
        (0.15, 1.75): SHADE["gate"].lower(), (1.15, 1.75): "#ffffff", (1.15, 4.1): SHADE["mill"].lower()
    }  # fmt: skip
    assert {to_hex(each.get_edgecolor()[0]) for each in squares.values()} == {c.lower() for c in SHADE.values()}


def test_shares_stand_in_percent_beside_their_squares_bold_for_a_main_one() -> None:
    ax = figures.shares(SHARES, NAMES, order=ORDER)
    assert texts(ax) == ["Gate", "Mill\nGazette", "roads", "50%", "25%", "<money> $x$", style.DASH, "75%"]
    bold = [text.get_text() for text in ax.texts if text.get_weight() == "bold"]
    assert bold == ["50%", "75%"]


def test_runs_have_a_row_for_each_topic_of_an_article_in_the_order_of_the_topics() -> None:
    ax = figures.topic_runs(RUNS, NAMES, order=ORDER)
    assert texts(ax) == ["Gate", "money", "Mill Gazette", "money", "roads"]
    heights = [text.get_position()[1] for text in ax.texts]
    assert heights == sorted(heights)


def test_a_bar_is_a_paragraph_from_its_first_word_to_its_last() -> None:
    ax = figures.topic_runs(RUNS, NAMES, order=ORDER)
    bars = [(bar.get_x(), bar.get_x() + bar.get_width(), to_hex(bar.get_facecolor())) for bar in ax.patches]
    left, right = 0.46, 0.992
    middle = (left + right) / 2
    gate, mill = SHADE["gate"].lower(), SHADE["mill"].lower()
    expected = [
        (middle, right, gate), ((left + middle) / 2, middle, mill), (left, (left + middle) / 2, mill),
        (middle, right, mill)
    ]  # fmt: skip
    assert [shade for *_, shade in bars] == [shade for *_, shade in expected]
    assert [end for bar in bars for end in bar[:2]] == pytest.approx([end for bar in expected for end in bar[:2]])


def test_names_of_topics_too_long_for_their_room_are_cut() -> None:
    ax = figures.topic_runs(RUNS.assign(label="a quarrel over the old bridge of the two towns"), NAMES, order=ORDER)
    assert texts(ax)[1] == "a quarrel over the old bridge …"


def test_stability_is_a_line_over_the_band_of_shuffled_words_with_the_chosen_numbers_filled() -> None:
    ax = figures.stability(STABILITY, (3, 5))
    null, line, picked = ax.lines
    assert null.get_ydata().tolist() == [0.4, 0.3, 0.3]
    assert line.get_ydata().tolist() == [0.4, 0.5, 0.8]
    assert to_hex(line.get_markerfacecolor()) == "#ffffff"
    assert picked.get_xdata().tolist() == [3, 5]
    band = ax.collections[0].get_paths()[0].vertices
    assert {(float(x), float(y)) for x, y in band} == {(3, 0.4), (4, 0.3), (5, 0.3), (3, 0.6), (4, 0.55), (5, 0.5)}
    assert ax.get_ylim() == (0, 1)
    assert texts(ax) == ["as far as shuffled copies come", "shuffled copies, on average", "the articles"]
