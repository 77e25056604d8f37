"""Figures: what is drawn is what the table says, each source in its colour, and the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.markers import MarkerStyle

from parallax import figures
from parallax.figures import style

mpl.use("Agg")

NAMES = {"mill": "MG", "gate": "GT", "hill": "HP"}
PAIRS = pd.DataFrame(
    [("mill", "gate", "toll", 9.0, 1.0, 2), ("gate", "mill", "wall", 6.0, 0.0, 0),
     ("gate", "hill", "talks", 5.0, 2.0, 1), ("hill", "gate", "road", 4.0, 3.0, 1)],
    columns=["group", "other", "term", "rate_target", "rate_reference", "n_reference"],
)  # fmt: skip
RATES = pd.DataFrame(
    [("mill", 4.0, 1.0, 9.0), ("gate", 0.0, np.nan, np.nan), ("hill:ad", 7.5, 5.0, 8.0)],
    columns=["group", "rate", "ci_low", "ci_high"],
)
POINTS = pd.DataFrame(
    [("mill", 0.0, 30), ("mill", 20.0, 60), ("hill:ad", 7.5, 120), ("mill", 10.0, 90)],
    columns=["group", "rate", "n_tokens"],
)
ROWS = {"mill": "MG", "gate": "GT", "hill:ad": "HP: of an advertiser"}
DIFFERENCES = pd.DataFrame(
    [("mill", "hill", "unity", 3.0, 1.0, 5.0, 0.5, 5.5, True),
     ("mill", "hill", "foreign_powers", 1.0, 0.2, 2.0, -1.0, 3.0, False),
     ("gate", "hill", "foreign_powers", -2.0, -3.0, 1.0, -4.0, 2.0, False),
     ("gate", "hill", "unity", 0.0, -1.0, 1.0, -2.0, 2.0, False)],
    columns=["group", "other", "label", "difference", "ci_low", "ci_high", "corrected_low", "corrected_high", "firm"],
)  # fmt: skip
VOICES = pd.DataFrame(
    [("mill", "town", "named", True), ("mill", "town", "body", False), ("hill", "sea", "body", False)]
    + [("gate", "town", "named", False)] * 7,
    columns=["group", "side", "kind", "quoted"],
)
SIDES, KINDS = {"town": "The town", "sea": "The sea", "sky": "The sky"}, {"named": "by name", "body": "a body"}
SHOWN_VOICES = {"order": ["gate", "mill", "hill"], "sides": SIDES, "kinds": KINDS}
DRAW: dict[str, Callable[[], Axes | list[Axes]]] = {
    "dumbbells": lambda: figures.dumbbells(PAIRS, NAMES, title="Tolls"),
    "rates": lambda: figures.rates(RATES, POINTS, ROWS, list(NAMES), title="A rate"),
    "differences": lambda: figures.differences(DIFFERENCES, NAMES, "One differs"),
    "voice_marks": lambda: figures.voice_marks(VOICES, NAMES, **SHOWN_VOICES, strong="sea", title="The sea"),
}
SHADE = style.colours(list(NAMES))


@pytest.fixture(autouse=True)
def house_style(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Draw in the house style, leave matplotlib as it was, and let no figure be shown."""

    def shown(*_: object, **__: object) -> None:
        raise AssertionError("a figure function called show")

    monkeypatch.setattr(plt, "show", shown)
    with mpl.rc_context():
        figures.use_house_style()
        yield
    plt.close("all")


def first(drawn: Axes | list[Axes]) -> Axes:
    return drawn[0] if isinstance(drawn, list) else drawn


def svg(drawn: Axes | list[Axes]) -> bytes:
    page = io.BytesIO()
    first(drawn).figure.savefig(page, format="svg", metadata={"Date": None}, bbox_inches="tight")
    return page.getvalue()


def tick_labels(ax: Axes, axis: str) -> list[str]:
    return [label.get_text() for label in getattr(ax, f"get_{axis}ticklabels")()]


def dots(ax: Axes) -> list[tuple[float, float, str]]:
    """Return x, y and colour of each line that is one marker."""
    return [
        (float(line.get_xdata()[0]), float(line.get_ydata()[0]), to_hex(line.get_color()))
        for line in ax.lines
        if line.get_marker() != "None" and len(line.get_xdata()) == 1
    ]


def segments(ax: Axes) -> list[tuple[float, float, float, str]]:
    """Return from, to, height and colour of each horizontal line."""
    return [
        (float(path[0][0]), float(path[1][0]), float(path[0][1]), to_hex(lines.get_colors()[0]))
        for lines in ax.collections
        if hasattr(lines, "get_segments")
        for path in lines.get_segments()
    ]


@pytest.mark.parametrize("name", DRAW)
def test_two_drawings_have_the_same_bytes(name: str) -> None:
    one = svg(DRAW[name]())
    plt.close("all")

    assert svg(DRAW[name]()) == one
    assert b"<dc:date>" not in one


@pytest.mark.parametrize("name", DRAW)
def test_a_drawing_is_axes_and_leaves_its_tables_as_they_were(name: str) -> None:
    before = [table.copy() for table in (PAIRS, RATES, POINTS, DIFFERENCES)]

    drawn = DRAW[name]()

    assert all(isinstance(ax, Axes) for ax in (drawn if isinstance(drawn, list) else [drawn]))
    for table, old in zip((PAIRS, RATES, POINTS, DIFFERENCES), before, strict=True):
        pd.testing.assert_frame_equal(table, old)


@pytest.mark.parametrize("name", DRAW)
def test_a_label_with_markup_or_a_dollar_is_drawn_as_it_is(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = "<script>$x_$</script> $5"
    monkeypatch.setitem(NAMES, "mill", odd)
    monkeypatch.setitem(PAIRS, "term", [f"{odd}{row}" for row in range(len(PAIRS))])
    monkeypatch.setitem(ROWS, "mill", odd)

    page = svg(DRAW[name]())

    assert b"<script" not in page
    assert b"&lt;script&gt;" in page
    assert "script" not in {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(page).iter()}


def test_each_of_seven_sources_has_its_own_colour_and_marker() -> None:
    sources = list("abcdefg")

    shade, mark = style.colours(sources), style.markers(sources)

    assert list(shade) == list(mark) == sources
    assert len(set(shade.values())) == len(set(mark.values())) == 7
    assert all(MarkerStyle(each).is_filled() for each in mark.values())  # hollow means inferred


def test_fifty_sources_are_told_apart_by_colour_and_marker_together() -> None:
    sources = [str(n) for n in range(50)]
    shade, mark = style.colours(sources), style.markers(sources)

    assert len({(shade[source], mark[source]) for source in sources}) == 50


def test_a_source_keeps_its_colour_in_every_figure() -> None:
    for drawn in (figures.dumbbells(PAIRS, NAMES), [figures.rates(RATES, POINTS, ROWS, list(NAMES))]):
        found = {to_hex(line.get_color()) for ax in drawn for line in ax.lines}
        assert found == set(map(str.lower, SHADE.values()))


def test_a_panel_that_is_left_over_is_blank() -> None:
    figure, axes = style.panels(3, 1.0)

    assert len(axes) == 3
    assert [ax.axison for ax in figure.axes] == [True] * 3 + [False]


def test_rates_are_a_marker_and_an_interval_over_a_dot_a_paragraph() -> None:
    ax = figures.rates(RATES, POINTS, ROWS, list(NAMES), title="A rate")

    assert [(x, y) for x, y, _ in dots(ax)] == [(4.0, 0), (0.0, 1), (7.5, 2)]
    assert [(low, high, y) for low, high, y, _ in segments(ax)] == [(1.0, 9.0, 0), (5.0, 8.0, 2)]
    points = [s for s in ax.collections if not hasattr(s, "get_segments")]
    assert [tuple(map(tuple, s.get_offsets().data)) for s in points] == [((0.0, 0), (10.0, 0)), (), ((7.5, 2),)]
    assert list(points[0].get_sizes()) == [5, 15]
    # One paragraph of the first lies beyond the axis, which ends a little behind the longest interval.
    assert [(text.get_text(), text.get_position()) for text in ax.texts] == [("›", (pytest.approx(1.15 * 9), 0))]
    assert tick_labels(ax, "y") == ["MG", "GT", "HP: of an advertiser"]
    assert [label.get_weight() for label in ax.get_yticklabels()] == ["normal", "normal", "bold"]
    assert ax.get_title(loc="left") == "A rate"


def test_a_rate_without_interval_has_none_drawn() -> None:
    ax = figures.rates(RATES[1:2].assign(rate=1.0), POINTS, {"gate": "GT"}, list(NAMES))

    assert segments(ax) == []
    assert [(x, y) for x, y, _ in dots(ax)] == [(1.0, 0)]


def test_differences_are_a_marker_and_both_intervals_a_panel_a_pair() -> None:
    one, other = figures.differences(DIFFERENCES, NAMES, "One differs")

    assert one.figure.get_suptitle() == "One differs"
    assert [ax.get_title(loc="left") for ax in (one, other)] == ["right: MG\nleft: HP", "right: GT\nleft: HP"]
    assert tick_labels(one, "y") == ["unity", "foreign powers"]
    wide, own = [(0.5, 5.5, 0), (-1.0, 3.0, 1)], [(1.0, 5.0, 0), (0.2, 2.0, 1)]
    assert [(low, high, y) for low, high, y, _ in segments(one)] == wide + own
    # The rows of the second pair come in another order, and are drawn in that of the first.
    assert [(low, high, y) for low, high, y, _ in segments(other)[2:]] == [(-1.0, 1.0, 0), (-3.0, 1.0, 1)]
    faces = {
        float(line.get_xdata()[0]): to_hex(line.get_markerfacecolor()) for line in one.lines if line.get_marker() == "o"
    }
    assert faces == {3.0: style.INK, 1.0: "#ffffff"}
    low, high = one.get_xlim()
    assert low <= -4.0 < 5.5 <= high
    assert other.get_xlim() == (low, high)


def test_nothing_that_is_drawn_lies_outside_its_axes() -> None:
    for ax in [figures.rates(RATES, POINTS, ROWS, list(NAMES)), *figures.dumbbells(PAIRS, NAMES)]:
        low, high = ax.get_xlim()
        drawn = [x for line in ax.lines for x in line.get_xdata()] + [x for a, b, *_ in segments(ax) for x in (a, b)]
        drawn += [x for s in ax.collections if not hasattr(s, "get_segments") for x in s.get_offsets()[:, 0]]
        assert all(low <= x <= high for x in drawn)


def test_every_voice_is_a_mark_in_the_cell_of_its_side_and_group() -> None:
    ax = figures.voice_marks(VOICES, NAMES, **SHOWN_VOICES, strong="sea", title="The sea says little")
    marks = [line for line in ax.lines if line.get_linestyle() == "None"]
    assert len(marks) == len(VOICES)
    columns = [int(line.get_xdata()[0]) for line in marks]
    assert columns == [0] * 7 + [1, 1, 2]  # in the order asked for
    lines = [float(line.get_ydata()[0]) for line in marks]
    assert lines[:7] == [lines[0]] * 6 + [lines[0] + 1]  # six side by side
    assert [line.get_marker() for line in marks[7:]] == ["o", "s", "s"]
    assert to_hex(marks[7].get_markerfacecolor()) == SHADE["mill"].lower()
    assert to_hex(marks[8].get_markerfacecolor()) == "#ffffff"
    texts = [text.get_text() for text in ax.texts]
    assert [name for name in texts if name in SIDES.values()] == list(SIDES.values())
    assert texts.count(style.DASH) == 3 * 3 - 3  # cells without a voice
    assert ax.get_title(loc="left") == "The sea says little"


def test_more_kinds_than_shapes_are_refused() -> None:
    kinds = dict.fromkeys("abcde", "kind")
    with pytest.raises(ValueError, match="kinds has 5; 4 shapes can be told apart"):
        figures.voice_marks(VOICES, NAMES, order=["mill"], sides=SIDES, kinds=kinds)
