"""Figures of how firm a result is: the values drawn, on tables of a few rows."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from parallax import figures
from parallax.figures import style

mpl.use("Agg")
NAMES = {"mill": "MG", "gate": "GT"}
STABILITY = pd.DataFrame(
    {"k": [3, 4, 5], "stability": [0.4, 0.5, 0.8], "low": [0.2, 0.3, 0.7], "high": [0.6, 0.7, 0.9],
     "null": [0.4, 0.4, 0.4], "null_high": [0.6, 0.55, 0.5]}
)  # fmt: skip
SPECIFICATIONS = pd.DataFrame(
    {"value": [1.0, 0.5, 2.0], "low": [0.2, -0.4, 1.0], "high": [1.8, 1.4, 3.0], "holds": [True, False, True],
     "forms": ["lemmas", "forms", "lemmas"], "prior": ["weak", "strong", "strong"]}
)  # fmt: skip
CHOICES = {"forms": ["forms", "lemmas"], "prior": ["weak", "strong"]}
PARAGRAPHS = pd.DataFrame(
    {"source": ["mill", "mill", "mill", "gate"], "n_tokens": [50, 150, 2, 80], "topic": [1, 9, 2, 0],
     "x": [0.0, 1.0, 0.5, -1.0], "y": [2.0, 1.0, 0.0, 0.5]}
)  # fmt: skip


@pytest.fixture(autouse=True)
def house_style() -> Iterator[None]:
    with mpl.rc_context():
        figures.use_house_style()
        yield
    plt.close("all")


def labels(ax: Axes, axis: str) -> list[str]:
    return [label.get_text() for label in getattr(ax, f"get_{axis}ticklabels")()]


def test_stability_is_drawn_over_its_null_with_the_chosen_numbers_filled() -> None:
    ax = figures.stability(STABILITY, (3, 5))
    by_label = {line.get_label(): line for line in ax.lines}
    assert by_label["these paragraphs"].get_ydata().tolist() == [0.4, 0.5, 0.8]
    assert by_label["shown in this chapter"].get_xdata().tolist() == [3, 5]
    assert by_label["shuffled words, mean to highest"].get_ydata().tolist() == [0.4, 0.4, 0.4]
    ranges = [segment[:, 1].tolist() for segment in ax.collections[1].get_segments()]
    assert ranges == [[0.2, 0.6], [0.3, 0.7], [0.7, 0.9]]
    assert ax.get_ylim() == (0, 1)


def test_specifications_are_sorted_with_a_stroke_for_each_level_chosen() -> None:
    top, below = figures.specification(SPECIFICATIONS, CHOICES, "log-odds")
    assert top.get_ylabel() == "log-odds"
    dots = {to_hex(line.get_markerfacecolor()): line for line in top.lines if line.get_marker() == "o"}
    assert dots["#ffffff"].get_ydata().tolist() == [0.5]
    assert dots["#ffffff"].get_xdata().tolist() == [0]
    assert dots[style.PALETTE[0].lower()].get_ydata().tolist() == [1.0, 2.0]
    assert labels(below, "y") == ["forms", "lemmas", "weak", "strong"]
    strokes = {int(line.get_ydata()[0]): list(line.get_xdata()) for line in below.lines}
    assert strokes == {0: [0], 1: [1, 2], 2: [1], 3: [0, 2]}


def test_a_map_marks_articles_and_colours_topics() -> None:
    ax = figures.paragraph_map(PARAGRAPHS, NAMES)
    mill, gate = ax.collections
    assert mill.get_offsets().tolist() == [[0.0, 2.0], [1.0, 1.0], [0.5, 0.0]]
    shades = [to_hex(colour) for colour in mill.get_facecolors()]
    assert shades == [style.PALETTE[place].lower() for place in (0, 1, 1)]  # colours return after seven
    assert to_hex(gate.get_facecolors()[0]) == "#ffffff"
    assert mill.get_sizes()[1] > mill.get_sizes()[0]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["MG", "GT"]


def test_a_topic_strip_numbers_cells_that_are_wide_enough() -> None:
    ax = figures.topic_strip(PARAGRAPHS, NAMES)
    bars = [(bar.get_x(), bar.get_width(), round(bar.get_y() + bar.get_height() / 2)) for bar in ax.patches]
    assert bars == [(0, 50, 0), (50, 150, 0), (200, 2, 0), (0, 80, 1)]
    assert [text.get_text() for text in ax.texts] == ["1", "9", "0"]
    assert [bar.get_hatch() or "" for bar in ax.patches] == ["", "///", "", ""]
    assert labels(ax, "y") == ["MG", "GT"]


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: figures.stability(STABILITY, (3,), ax),
        lambda ax: figures.paragraph_map(PARAGRAPHS, NAMES, ax),
        lambda ax: figures.topic_strip(PARAGRAPHS, NAMES, ax),
    ],
)
def test_a_figure_is_drawn_on_the_axes_that_are_given(draw: object) -> None:
    ax = plt.subplots()[1]
    assert draw(ax) is ax
