"""The figure of the word list: what is drawn is what the table says."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.collections import LineCollection

from parallax import figures
from parallax.figures.style import BROAD

mpl.use("Agg")

WAYS = {"whole": "as it is", "seeds": "seeds alone"}
TABLE = pd.DataFrame(
    [
        ("foreign_powers", "whole", 0.7, 0.6, 0.8),
        ("all", "whole", 0.8, np.nan, np.nan),
        ("foreign_powers", "seeds", 0.5, 0.3, 0.75),
        ("all", "seeds", np.nan, np.nan, np.nan),
    ],
    columns=["frame", "way", "f1", "f1_low", "f1_high"],
)


@pytest.fixture(autouse=True)
def _house_style() -> Iterator[None]:
    with mpl.rc_context():
        figures.use_house_style()
        yield
    plt.close("all")


def test_a_row_an_issue_with_a_marker_and_an_interval_a_way() -> None:
    ax = figures.list_scores(TABLE, WAYS, "Foreign powers score lowest", strong="foreign_powers")
    assert [label.get_fontweight() for label in ax.get_yticklabels()] == ["bold", "normal"]
    dots = [(x, round(float(y), 2)) for line in ax.lines for x, y in line.get_xydata() if np.isfinite(x)]
    assert dots == [(0.7, -0.14), (0.8, 0.86), (0.5, 0.14)]
    drawn = [part for each in ax.collections if isinstance(each, LineCollection) for part in each.get_segments()]
    ends = [(*part[:, 0], round(float(part[0, 1]), 2)) for part in drawn]
    assert ends == [(0.6, 0.8, -0.14), (0.3, 0.75, 0.14)]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["foreign powers", "all issues"]
    assert ax.get_title(loc="left") == "Foreign powers score lowest"


def test_the_ways_are_named_beside_the_first_row_left_of_what_is_drawn() -> None:
    ax = figures.list_scores(TABLE, WAYS, "")
    assert [(text.get_text(), text.xy[0], round(float(text.xy[1]), 2)) for text in ax.texts] == [
        ("as it is", 0.6, -0.14),
        ("seeds alone", 0.3, 0.14),
    ]
    assert len({line.get_marker() for line in ax.lines}) == len(WAYS)


def test_a_long_title_is_broken_and_the_axes_given_are_drawn_on() -> None:
    _, ax = plt.subplots()
    assert figures.list_scores(TABLE, WAYS, "word " * 20, ax) is ax
    assert max(map(len, ax.get_title(loc="left").splitlines())) <= BROAD
