"""The figure of agreement: what is drawn is what the table says."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.collections import LineCollection

from parallax import figures
from parallax.figures import style

mpl.use("Agg")

TABLE = pd.DataFrame(
    [("war", 0.7, 0.5, 0.9), ("trade", 0.9, np.nan, np.nan), ("peace", 1.0, 1.0, 1.0)],
    columns=["variable", "alpha", "ci_low", "ci_high"],
)


@pytest.fixture(autouse=True)
def _house_style() -> Iterator[None]:
    with mpl.rc_context():
        figures.use_house_style()
        yield
    plt.close("all")


def test_a_row_a_question_with_its_alpha_and_interval_and_some_set_off() -> None:
    ax = figures.alphas(TABLE, 0.667, "They agree", strong=["war"])
    drawn = {line.get_markerfacecolor(): line.get_xydata().tolist() for line in ax.lines if line.get_marker() == "o"}
    assert drawn == {style.INK: [[0.7, 0]], "white": [[0.9, 1], [1.0, 2]]}
    parts = [part for each in ax.collections if isinstance(each, LineCollection) for part in each.get_segments()]
    ends = [part[:, 0].tolist() for part in parts if part.ndim == 2 and np.isfinite(part).all()]
    assert sorted(ends) == [[0.5, 0.9], [1.0, 1.0]]
    assert [line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == "--"] == [0.667]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["war", "trade", "peace"]
    assert [label.get_fontweight() for label in ax.get_yticklabels()] == ["bold", "normal", "normal"]
    assert ax.get_title(loc="left") == "They agree"
    assert ax.get_xlim()[0] == pytest.approx(0.47)


def test_it_is_drawn_on_the_axes_that_are_given_in_letters_large_enough() -> None:
    _, given = plt.subplots()
    ax = figures.alphas(TABLE, 0.667, ax=given)
    assert ax is given
    texts = [*ax.get_yticklabels(), *ax.get_xticklabels(), ax.xaxis.label]
    assert min(text.get_fontsize() for text in texts) >= style.SMALL
