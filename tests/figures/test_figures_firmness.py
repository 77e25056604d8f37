"""Figures of how firm a result is: the values drawn, on tables of a few rows."""

from __future__ import annotations

from collections.abc import Iterator

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
NAMES = {"mill": "MG", "gate": "GT"}
KEYNESS = pd.DataFrame(
    [("mill", "toll", 2.0, 1.0, 3.0, 1.5), ("mill", "wall", 1.0, -0.5, 2.0, -0.2),
     ("gate", "vote", 3.0, np.nan, np.nan, 2.5)],
    columns=["group", "term", "log_odds", "ci_low", "ci_high", "log_odds_loo"],
)  # fmt: skip
STABILITY = pd.DataFrame(
    {"k": [3, 4, 5], "stability": [0.4, 0.5, 0.8], "low": [0.2, 0.3, 0.7], "high": [0.6, 0.7, 0.9],
     "null": [0.4, 0.4, 0.4], "null_high": [0.6, 0.55, 0.5]}
)  # fmt: skip
SPECIFICATIONS = pd.DataFrame(
    {"value": [1.0, 0.5, 2.0], "low": [0.2, -0.4, 1.0], "high": [1.8, 1.4, 3.0], "holds": [True, False, True],
     "forms": ["lemmas", "forms", "lemmas"], "prior": ["weak", "strong", "strong"]}
)  # fmt: skip
STRIP = pd.DataFrame(
    [(1.0, 0, "2 ways", 2), (0.25, 1, "2 ways", 2), (0.5, 0, "64 ways", 64), (1.0, 0, "2 ways", 2),
     (0.5, 0, "64 ways", 64)],
    columns=["share", "number", "band", "n_asked"],
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


def test_intervals_stand_at_their_values_a_panel_a_group() -> None:
    mill, gate = figures.intervals(KEYNESS, {"mill": "the Mill Gazette", "gate": "Gate"})
    assert (mill.get_title(loc="left"), labels(mill, "y")[:2]) == ("The Mill Gazette", ["toll", "wall"])
    assert gate.get_title(loc="left") == "Gate"
    ends = [line[:, 0].tolist() for line in mill.collections[0].get_segments()]
    assert ends == [[1.0, 3.0], [-0.5, 2.0]]
    drawn = {line.get_marker(): list(line.get_xdata()) for line in mill.lines if len(line.get_xdata())}
    assert drawn["|"] == [1.5, -0.2]
    assert [2.0, 1.0] in [list(line.get_xdata()) for line in mill.lines]
    hollow = [line for line in gate.lines if to_hex(line.get_markerfacecolor()) == "#ffffff"]
    assert [list(line.get_xdata()) for line in hollow if len(line.get_xdata())] == [[3.0]]
    assert not any(np.isfinite(line).any() for line in gate.collections[0].get_segments())


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
    top, below = figures.specification(SPECIFICATIONS, CHOICES, "log-odds", "True in two")
    assert (top.get_ylabel(), top.get_title(loc="left")) == ("log-odds", "True in two")
    dots = {to_hex(line.get_markerfacecolor()): line for line in top.lines if line.get_marker() == "o"}
    assert dots["#ffffff"].get_ydata().tolist() == [0.5]
    assert dots["#ffffff"].get_xdata().tolist() == [0]
    assert dots[style.INK].get_ydata().tolist() == [1.0, 2.0]
    assert labels(below, "y") == ["forms", "lemmas", "weak", "strong"]
    strokes = {int(line.get_ydata()[0]): list(line.get_xdata()) for line in below.lines if line.get_marker() == "|"}
    assert strokes == {0: [0], 1: [1, 2], 2: [1], 3: [0, 2]}


def test_levels_that_are_not_shown_are_left_out_and_letters_are_large_enough() -> None:
    top, below = figures.specification(SPECIFICATIONS, {"prior": CHOICES["prior"]}, "log-odds")
    assert labels(below, "y") == ["weak", "strong"]
    texts = [*below.get_yticklabels(), *top.get_yticklabels(), *top.texts, top.yaxis.label, below.xaxis.label]
    assert min(text.get_fontsize() for text in texts) >= style.SMALL


def dots_of(ax: Axes) -> list[tuple[float, float, str]]:
    """Return x, y and face of each dot."""
    return [(*line.get_xydata()[0], line.get_markerfacecolor()) for line in ax.lines if line.get_marker() == "o"]


def test_claims_are_dots_at_their_shares_in_strips_by_the_ways_there_are() -> None:
    ax = figures.claim_strip(STRIP, "Half of them")
    few, many = [[dot for dot in dots_of(ax) if (dot[1] < 4) == first] for first in (True, False)]
    assert [(x, face) for x, _, face in few] == [(0.25, style.INK), (1.1025, "white"), (1.1475, "white")]
    assert [(x, face) for x, _, face in many] == [(0.5, "white"), (0.5, "white")]
    assert few[1][1] == few[2][1]
    assert many[0][1] - many[1][1] == pytest.approx(1)  # one above the other
    assert [text.get_text() for text in ax.texts] == ["2 ways", "1", "64 ways"]
    assert ax.get_title(loc="left") == "Half of them"


def test_of_more_dots_than_a_line_has_room_for_some_are_above() -> None:
    always = pd.DataFrame({"share": 1.0, "number": 0, "band": "2 ways", "n_asked": [2] * 12})
    drawn = dots_of(figures.claim_strip(always))
    assert len({y for _, y, _ in drawn}) == 2
    assert len({(x, y) for x, y, _ in drawn}) == 12


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
        lambda ax: figures.claim_strip(STRIP, ax=ax),
        lambda ax: figures.paragraph_map(PARAGRAPHS, NAMES, ax),
        lambda ax: figures.topic_strip(PARAGRAPHS, NAMES, ax),
    ],
)
def test_a_figure_is_drawn_on_the_axes_that_are_given(draw: object) -> None:
    ax = plt.subplots()[1]
    assert draw(ax) is ax
