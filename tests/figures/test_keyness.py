"""Figures of keyness: the values drawn, on tables of a few rows."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.text import Text

from parallax import figures
from parallax.figures import style

mpl.use("Agg")
NAMES = {"mill": "the Mill Gazette", "gate": "Gate"}
COUNTS = ("n_checks", "n_made")
CHECKS = {"by_tokens": "usual test", "by_effect": "effect size", "by_reweighting": "reweighting"}
WORDS = pd.DataFrame(
    [("mill", "toll", True, True, True, 3, 3), ("mill", "wall", True, False, True, 2, 3),
     ("gate", "vote", True, True, pd.NA, 2, 2)],
    columns=["group", "term", *CHECKS, "n_checks", "n_made"],
)  # fmt: skip
CONTROL = pd.DataFrame(
    [("by_tokens", 20, 1.5, 5, 99), ("surviving", 4, 0.0, 0, 9)],
    columns=["step", "n", "mean_dealt", "most_dealt", "n_deals"],
)
CONTRASTS = pd.DataFrame(
    [("mill", "toll", 2.0, 1.0, 3.0, 1.5, 8, 0.41, 5, 5), ("mill", "wall", 1.0, -0.5, 2.0, -0.2, 3, 0.7, 3, 5),
     ("gate", "vote", 3.0, np.nan, np.nan, 2.5, 1, 0.9, 4, 4)],
    columns=["group", "term", "log_odds", "ci_low", "ci_high", "log_odds_loo", "paragraphs", "dp", *COUNTS],
)  # fmt: skip
HALVES = pd.DataFrame(
    {"group": ["mill", "mill", "gate"], "other_group": ["mill", "gate", "gate"], "n_terms": [10, 20, 10],
     "n_claimed": [1, 8, 2]}
)  # fmt: skip


@pytest.fixture(autouse=True)
def house_style() -> Iterator[None]:
    with mpl.rc_context():
        figures.use_house_style()
        yield
    plt.close("all")


def written(ax: Axes) -> dict[str, Text]:
    return {text.get_text(): text for text in ax.texts}


def marks(ax: Axes, marker: str) -> list[tuple[float, float, str]]:
    """Return place and face of each mark of a kind."""
    return [
        (round(float(x), 2), round(float(y), 2), to_hex(line.get_markerfacecolor()))
        for line in ax.lines
        if line.get_marker() == marker
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    ]


def keywords(table: pd.DataFrame = WORDS, order: tuple[str, ...] = ("gate", "mill")) -> Axes:
    return figures.keywords(table, CONTROL, NAMES, order=order, checks=CHECKS, title="Three words")


def test_bars_are_as_long_as_words_are_many_and_chance_is_drawn_below_each() -> None:
    ax = keywords()
    longest, most, left, none = (bar.get_width() for bar in ax.patches)
    assert left / longest == pytest.approx(4 / 20)
    assert most / longest == pytest.approx(5 / 20)
    assert none == 0
    assert {"20 words", "4 words", "1.5 on average, 5 at most of 99", "none in any of 9"} <= set(written(ax))
    start = ax.patches[0].get_x()
    means = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "None"]
    assert means == pytest.approx([start + longest * 1.5 / 20, start])
    assert ax.get_title(loc="left") == "Three words"


def test_each_word_has_a_mark_for_each_check_by_how_it_came_out() -> None:
    ax = keywords()
    texts, shade, shape = written(ax), style.colours(list(NAMES)), style.markers(list(NAMES))
    rows = {term: texts[term].get_position()[1] for term in WORDS["term"]}
    gate = [(x, face) for x, y, face in marks(ax, shape["gate"]) if y == round(rows["vote"], 2)]
    assert [face for _, face in gate] == [shade["gate"].lower(), shade["gate"].lower(), "#ffffff"]  # the last not made
    assert gate == sorted(gate)
    wall = [x for x, y, _ in marks(ax, shape["mill"]) if y == round(rows["wall"], 2)]
    failed = [x for x, y, _ in marks(ax, ".") if y == round(rows["wall"], 2)]
    toll = [x for x, y, _ in marks(ax, shape["mill"]) if y == round(rows["toll"], 2)]
    assert (wall, failed) == ([toll[0], toll[2]], [toll[1]])


def test_words_that_fail_no_check_that_was_made_are_bold() -> None:
    texts = written(keywords())
    assert {term: texts[term].get_weight() for term in WORDS["term"]} == {
        "toll": "bold", "wall": "normal", "vote": "bold"
    }  # fmt: skip


def test_groups_fill_two_columns_in_their_order() -> None:
    texts = written(keywords())
    assert texts["Gate"].get_position()[0] < texts["The Mill Gazette"].get_position()[0]
    assert texts["vote"].get_position()[0] < texts["toll"].get_position()[0] == texts["wall"].get_position()[0]
    alone = written(keywords(WORDS[WORDS["group"] == "mill"]))
    assert "Gate" not in alone
    assert alone["toll"].get_position()[0] < 1


def test_intervals_stand_at_their_values_under_the_name_of_their_group() -> None:
    ax = figures.intervals(CONTRASTS, NAMES, order=["gate", "mill"], title="Far or near")
    texts, shape = written(ax), style.markers(list(NAMES))
    labels = zip(ax.get_yticklabels(), ax.get_yticks(), strict=True)
    words = {label.get_text(): (place, label.get_weight()) for label, place in labels}
    assert [word for word, _ in sorted(words.items(), key=lambda item: item[1][0])] == ["vote", "toll", "wall"]
    assert {word: weight for word, (_, weight) in words.items()} == {"vote": "bold", "toll": "bold", "wall": "normal"}
    assert texts["Gate"].get_position()[1] < words["vote"][0] < texts["The Mill Gazette"].get_position()[1]
    ends = [segment[:, 0].tolist() for lines in ax.collections for segment in lines.get_segments() if segment.ndim == 2]
    assert [1.0, 3.0] in ends
    assert [-0.5, 2.0] in ends
    assert [x for x, _, face in marks(ax, shape["gate"]) if face == "#ffffff"] == [3.0]
    assert [(x, face) for x, _, face in marks(ax, shape["mill"])] == [(2.0, "#0072b2"), (1.0, "#0072b2")]
    assert [x for x, _, _ in marks(ax, "|")] == [2.5, 1.5, -0.2]
    assert ax.get_title(loc="left") == "Far or near"


def test_paragraphs_and_dispersion_are_written_beside_each_word() -> None:
    ax = figures.intervals(CONTRASTS, NAMES, order=["gate", "mill"])
    rows = dict(zip((label.get_text() for label in ax.get_yticklabels()), ax.get_yticks(), strict=True))
    beside = {text.get_text(): text.get_position()[1] for text in ax.texts}
    assert beside["8"] == beside["0.41"] == rows["toll"]
    assert beside["1"] == beside["0.90"] == rows["vote"]
    assert {"in ¶", "DP"} <= set(beside)
    assert ax.get_title(loc="left") == ""


def test_what_is_claimed_is_marked_beside_the_shares_of_deals() -> None:
    top, _ = figures.chance(9, np.array([0, 0, 0, 2]), HALVES, NAMES, order=["gate", "mill"], title="Rarely by chance")
    assert [text.get_text() for text in top.get_figure().texts] == ["Rarely by chance"]
    assert [(bar.get_x() + bar.get_width() / 2, bar.get_height()) for bar in top.patches] == [(0, 0.75), (2, 0.25)]
    assert [x for x, _, _ in marks(top, "v")] == [9]
    assert top.get_xlim()[1] > 9


def test_halves_are_drawn_at_the_share_that_is_claimed() -> None:
    _, below = figures.chance(9, np.array([0, 2]), HALVES, NAMES, order=["gate", "mill"])
    assert [label.get_text() for label in below.get_yticklabels()] == ["two articles", "Gate", "The Mill Gazette"]
    shape = style.markers(list(NAMES))
    assert [x for x, _, _ in marks(below, ".")] == [0.4]
    assert [(x, y) for x, y, _ in marks(below, shape["gate"])] == [(0.2, 1)]
    assert [(x, y) for x, y, _ in marks(below, shape["mill"])] == [(0.1, 2)]
    strokes = [line.get_xdata()[0] for line in below.lines if line.get_marker() == "None"]
    assert strokes == pytest.approx([8 / 20, 3 / 20])
    assert {"together 40%", "together 15%"} == set(written(below))
