"""The relay of texts, the parts of a page and the longest runs: what is drawn, where, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import FancyBboxPatch

from parallax import figures
from parallax.figures import style

mpl.use("Agg")

NAMES = {"mill": "the Mill Gazette", "gate": "Gate Times", "hill": "Hill Post"}
SHADE = {source: colour.lower() for source, colour in style.colours(list(NAMES)).items()}
STEPS = pd.DataFrame(
    [
        ("gate", 1, "A. Writer", "wrote it in Persian?", False, (), 1),
        ("gate", 2, "Gate & Sons", "put it into English", True, ("wording?",), 2),
        ("mill", 1, "B. Writer", "wrote it", False, (), 1),
        ("mill", 2, "The Dock", "passed it on", False, (), 2),
        ("mill", 3, "Mill Gazette", "passed it on", False, ("author", "title"), 2),
    ],
    columns=["source", "hop", "holder", "did", "inferred", "lost", "since"],
)
CELLS = pd.DataFrame(
    [(1, 30, "compared", 0.5), (2, 50, "relayed", np.nan), (3, 20, "relayed", np.nan), (4, 40, "unknown", np.nan)],
    columns=["paragraph", "n_tokens", "part", "share"],
)
PARTS = {"never": "never there", "compared": "compared", "relayed": "passed on", "unknown": "nobody knows"}
RUNS = pd.DataFrame(
    [("gate", "hill", 4, False), ("gate", "mill", 5, True), ("hill", "mill", 5, True), ("mill", "", 30, True)],
    columns=["source_a", "source_b", "length", "counted"],
)


@pytest.fixture(autouse=True)
def house_style() -> Iterator[None]:
    with mpl.rc_context():
        figures.use_house_style()
        yield
    plt.close("all")


def relay() -> Axes:
    return figures.relay(STEPS, NAMES, ["gate", "mill", "hill"], strong="mill", title="Something was lost")


def boxes(ax: Axes) -> list[FancyBboxPatch]:
    return [patch for patch in ax.patches if isinstance(patch, FancyBboxPatch)]


def place(ax: Axes, text: str) -> tuple[float, float]:
    (found,) = [each for each in ax.texts if each.get_text() == text]
    return found.get_position()


def title(ax: Axes) -> str:
    return ax.get_title(loc="left")


def test_each_who_had_a_text_has_a_box_in_the_colour_of_its_source_from_the_left() -> None:
    ax = relay()
    assert [to_hex(box.get_edgecolor()) for box in boxes(ax)] == [SHADE["gate"]] * 2 + [SHADE["mill"]] * 3
    lefts = [round(box.get_x(), 3) for box in boxes(ax)]
    assert lefts[:2] == lefts[2:4]
    assert lefts[2] < lefts[3] < lefts[4]
    assert place(ax, "A. Writer")[1] < place(ax, "B. Writer")[1]
    assert place(ax, "A. Writer")[0] < place(ax, "Gate & Sons")[0]


def test_sources_are_named_and_those_without_steps_left_out() -> None:
    said = {text.get_text() for text in relay().texts}
    assert {"Gate Times", "The Mill Gazette"} <= said
    assert "Hill Post" not in said
    with pytest.raises(ValueError, match="hops has no row of a source in order; see"):
        figures.relay(STEPS, NAMES, ["hill"])


def test_a_dashed_box_rests_on_inference() -> None:
    assert [box.get_linestyle() == "solid" for box in boxes(relay())] == [True, False, True, True, True]


def test_what_was_lost_is_below_its_box_or_below_a_bracket_where_it_can_have_been() -> None:
    ax = relay()
    lefts = [box.get_x() for box in boxes(ax)]
    assert place(ax, "lost: wording?")[0] == lefts[1]
    # It can have been lost at either of the last two.
    assert place(ax, "lost: author, title")[0] == lefts[3]
    (bracket,) = [line for line in ax.lines if len(line.get_xdata()) == 4]
    assert min(bracket.get_xdata()) == lefts[3]
    assert max(bracket.get_xdata()) == pytest.approx(lefts[4] + boxes(ax)[4].get_width())


def test_the_losses_of_one_source_are_set_off() -> None:
    weights = {text.get_text(): text.get_weight() for text in relay().texts}
    assert weights["lost: author, title"] == "bold"
    assert weights["lost: wording?"] == "normal"


def test_all_boxes_are_within_the_width_of_the_figure() -> None:
    ax = relay()
    low, high = ax.get_xlim()
    assert all(low <= box.get_x() and box.get_x() + box.get_width() <= high for box in boxes(ax))


def parts() -> Axes:
    return figures.page_parts(CELLS, NAMES, "mill", PARTS, "Little was compared")


def test_a_page_has_a_cell_a_paragraph_as_wide_as_its_words_filled_as_high_as_what_was_kept() -> None:
    bars = [(bar.get_x(), bar.get_width(), bar.get_height(), to_hex(bar.get_facecolor())) for bar in parts().patches]
    assert bars == [
        (0, 30, 1, "#ffffff"),
        (0, 30, 0.5, SHADE["mill"]),
        (30, 50, 1, "#ffffff"),
        (80, 20, 1, "#ffffff"),
        (100, 40, 1, "#ffffff"),
    ]


def test_what_was_not_compared_is_told_by_hatching_and_each_part_is_named_in_its_order() -> None:
    ax = parts()
    hatches = [bar.get_hatch() for bar in ax.patches]
    assert hatches[:2] == [None, None]
    assert hatches[2] == hatches[3] != hatches[4]
    assert None not in hatches[2:]
    said = [text.get_text() for text in ax.texts]
    assert said == ["¶1 compared", "¶2–3 passed on", "¶4 nobody knows"]
    heights = [text.get_position()[1] for text in ax.texts]
    assert heights == sorted(heights, reverse=True)


def runs() -> Axes:
    return figures.longest_runs(RUNS, NAMES, "the Gazette and the column", "One run is long")


def test_runs_are_a_dot_a_pair_one_above_the_other_and_hollow_where_too_short_to_be_counted() -> None:
    drawn = [
        (float(line.get_xdata()[0]), float(line.get_ydata()[0]), to_hex(line.get_markerfacecolor()))
        for line in runs().lines
    ]
    grey = style.GREY.lower()
    assert drawn == [(4, 0, "#ffffff"), (5, 0, grey), (5, 1, grey), (30, 0, SHADE["mill"])]


def test_the_run_with_a_text_that_is_no_source_is_named() -> None:
    ax = runs()
    named = {text.get_text(): text.get_weight() for text in ax.texts}
    assert named == {"each dot is a pair of articles": "normal", "the Gazette and the column": "bold"}
    assert ax.get_xlim()[1] > 30


@pytest.mark.parametrize("draw", [relay, parts, runs])
def test_titles_say_what_is_to_be_seen(draw) -> None:  # noqa: ANN001
    assert title(draw()) in {"Something was lost", "Little was compared", "One run is long"}


def test_axes_that_are_given_are_drawn_on() -> None:
    ax = plt.subplots()[1]
    assert figures.page_parts(CELLS, NAMES, "mill", PARTS, ax=ax) is ax
    assert figures.longest_runs(RUNS, NAMES, "words", ax=ax) is ax
