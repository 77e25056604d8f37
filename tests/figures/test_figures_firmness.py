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


@pytest.fixture(autouse=True)
def house_style() -> Iterator[None]:
    with mpl.rc_context():
        figures.use_house_style()
        yield
    plt.close("all")


def labels(ax: Axes, axis: str) -> list[str]:
    return [label.get_text() for label in getattr(ax, f"get_{axis}ticklabels")()]


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


def test_a_strip_is_drawn_on_the_axes_that_are_given() -> None:
    ax = plt.subplots()[1]
    assert figures.claim_strip(STRIP, ax=ax) is ax
