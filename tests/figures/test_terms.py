"""Figures of terms: words of two articles side by side, and gaps beside chance, as the tables say."""

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

NAMES = {"mill": "Mill Gazette", "gate": "the Gate", "hill": "Hill Post", "moor": "Moor"}
SHADE = {group: colour.lower() for group, colour in style.colours(list(NAMES)).items()}
PAIRS = pd.DataFrame(
    [("gate", "mill", "toll", 9.0, 1.0, 2), ("gate", "mill", "wall", 6.0, 0.0, 0),
     ("mill", "gate", "road", 8.0, 0.0, 0),
     ("hill", "moor", "road", 4.0, 3.0, 1), ("moor", "hill", "talks", 2.5, 0.0, 0)],
    columns=["group", "other", "term", "rate_target", "rate_reference", "n_reference"],
)  # fmt: skip
GAPS = pd.DataFrame(
    [
        ("all", "every word", 12, 5, 8.0, 13),
        ("all", "no quotations", 14, 4, 7.0, 13),
        ("two", "every word", 2, 0, 1.0, 2),
    ],
    columns=["label", "counted", "left_out", "dealt_low", "dealt_mean", "dealt_high"],
)


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def marks(ax: Axes) -> list[tuple[float, float, str, str, str]]:
    """Return x, y, marker, colour and face of each marker, in the order of the rows."""
    found = [
        (float(line.get_xdata()[0]), float(line.get_ydata()[0]), str(line.get_marker()), to_hex(line.get_color()),
         to_hex(line.get_markerfacecolor()))
        for line in ax.lines
    ]  # fmt: skip
    return sorted(found, key=lambda mark: (mark[1], mark[0]))


def spans(ax: Axes) -> list[tuple[float, float, float]]:
    return [(*path[:, 0].tolist(), path[0, 1]) for lines in ax.collections for path in lines.get_segments()]


def words(ax: Axes) -> dict[str, float]:
    return {text.get_text(): text.get_position()[1] for text in ax.texts}


def test_each_term_is_a_row_with_a_marker_for_either_group_below_the_name_of_the_one_that_has_more() -> None:
    first, second = figures.dumbbells(PAIRS, NAMES)

    shape = style.markers(list(NAMES))
    assert marks(first) == [
        (1.0, 1, shape["mill"], SHADE["mill"], SHADE["mill"]),
        (9.0, 1, shape["gate"], SHADE["gate"], SHADE["gate"]),
        (0.0, 2, shape["mill"], SHADE["mill"], "#ffffff"),
        (6.0, 2, shape["gate"], SHADE["gate"], SHADE["gate"]),
        (0.0, 4, shape["gate"], SHADE["gate"], "#ffffff"),
        (8.0, 4, shape["mill"], SHADE["mill"], SHADE["mill"]),
    ]
    assert words(first) == {"more in the Gate": 0, "toll": 1, "wall": 2, "more in Mill Gazette": 3, "road": 4}
    assert spans(first) == [(1.0, 9.0, 1), (0.0, 6.0, 2), (0.0, 8.0, 4)]
    keys = [(key.get_marker(), to_hex(key.get_color())) for key in first.figure.artists]
    assert keys == [(shape[group], SHADE[group]) for group in ("gate", "mill", "hill", "moor")]
    assert words(second) == {"more in Hill Post": 0, "road": 1, "more in Moor": 2, "talks": 3}
    assert first.get_xlim() == second.get_xlim()


def test_one_word_is_set_off_and_the_title_stands_above_all_panels() -> None:
    first, _ = figures.dumbbells(PAIRS, NAMES, title="Tolls and roads", strong=["toll"])

    assert {text.get_text() for text in first.texts if text.get_weight() == "bold"} == {"toll"}
    assert [text.get_text() for text in first.figure.texts] == ["Tolls and roads"]


def test_a_dot_is_filled_where_it_lies_beyond_the_band_of_chance() -> None:
    ax = figures.beside_chance(GAPS, title="Beyond chance")

    dots = [(x, y, face) for x, y, marker, _, face in marks(ax) if marker == "o"]
    assert dots == [(12, 1, "#ffffff"), (14, 2, style.INK), (2, 4, "#ffffff")]
    assert [(x, y) for x, y, marker, *_ in marks(ax) if marker == "|"] == [(8, 1), (7, 2), (1, 4)]
    assert spans(ax) == [(5, 13, 1), (4, 13, 2), (0, 2, 4)]
    labels = {(text.get_text(), text.get_position()[1]) for text in ax.texts}
    assert labels == {("all", 0), ("every word", 1), ("no quotations", 2), ("two", 3), ("every word", 4)} | {
        ("shuffled", 0), ("found", 0),
    }  # fmt: skip
    low, high = ax.get_xlim()
    assert low < 0 < 14 < high
