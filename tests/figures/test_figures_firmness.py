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
    top, below = figures.specification(SPECIFICATIONS, CHOICES, "log-odds")
    assert top.get_ylabel() == "log-odds"
    dots = {to_hex(line.get_markerfacecolor()): line for line in top.lines if line.get_marker() == "o"}
    assert dots["#ffffff"].get_ydata().tolist() == [0.5]
    assert dots["#ffffff"].get_xdata().tolist() == [0]
    assert dots[style.PALETTE[0].lower()].get_ydata().tolist() == [1.0, 2.0]
    assert labels(below, "y") == ["forms", "lemmas", "weak", "strong"]
    strokes = {int(line.get_ydata()[0]): list(line.get_xdata()) for line in below.lines}
    assert strokes == {0: [0], 1: [1, 2], 2: [1], 3: [0, 2]}
