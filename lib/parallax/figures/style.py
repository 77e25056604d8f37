"""The look that all figures share: colours, marks, panels."""

from __future__ import annotations

import math
import textwrap
import warnings
from collections.abc import Sequence

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

GREY = "#666666"


# Okabe & Ito's hues, the lighter ones darkened: each has three times the light of the ground, or a third of it.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#B4588F", "#A67C00", "#3B8FC2", GREY)


# One more than the colours, so that colour and marker together tell many sources apart.
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")


HATCHES = ("", "///", "...", "xxx", "\\\\\\", "++")


INK, FAINT, PALE, WHITE = "#222222", "#bbbbbb", "#ececec", "#ffffff"


#: What stands for each colour where the page is dark; a figure has no other colours than these.
DARK = {
    INK: "#e6e6e6",
    GREY: "#a6a6a6",
    FAINT: "#5a5a5a",
    PALE: "#2b2b2b",
    WHITE: "#121212",
    **dict(zip(PALETTE, ("#4AA3DF", "#FF8A3D", "#2FC79A", "#E493C0", "#E0B040", "#7CC4EE"), strict=False)),
}


# Inches: as wide as the text of a page, and not so wide that its letters are unreadable on a phone.
WIDTH = 4.8


SMALL = 9  # points of letters: nine pixels and more on a phone
BROAD = 50  # letters that a title has room for


DASH = "\u2013"  # a missing value, as in tables


def use_house_style() -> None:
    """Make figures of this session look alike and come out byte for byte the same (SVG, no date)."""
    mpl.rc("svg", hashsalt="parallax", fonttype="path")
    mpl.rc("figure", dpi=100, facecolor="white")
    mpl.rc("font", family="DejaVu Sans", size=10)
    mpl.rc("axes", titlesize=10, titleweight="bold", titlelocation="left", edgecolor=FAINT, labelcolor=INK)
    mpl.rc("axes.spines", top=False, right=False)
    mpl.rc("xtick", color=INK)
    mpl.rc("ytick", color=INK)
    mpl.rc("text", color=INK, parse_math=False)  # a dollar in a label is a dollar
    mpl.rc("hatch", linewidth=0.6)
    # A sign that the font lacks, such as one of emoji, is drawn as a box, and no page is the better for saying so.
    warnings.filterwarnings("ignore", message="Glyph .* missing from font")
    # Imported here, so that tests and scripts draw without IPython.
    from matplotlib_inline.backend_inline import set_matplotlib_formats

    set_matplotlib_formats("svg", metadata={"Date": None}, bbox_inches="tight", pad_inches=0.02)


def colours(sources: Sequence[str]) -> dict[str, str]:
    """Give each source, in the fixed order, its colour; with more than seven, colours return."""
    return {source: PALETTE[place % len(PALETTE)] for place, source in enumerate(sources)}


def markers(sources: Sequence[str]) -> dict[str, str]:
    """Give each source, in the fixed order, its marker; with more than eight, markers return."""
    return {source: MARKERS[place % len(MARKERS)] for place, source in enumerate(sources)}


def panels(n: int, height: float, *, sharex: bool = False, sharey: bool = False) -> tuple[Figure, list[Axes]]:
    """Open a figure as wide as a page's text, with panels of a height in inches, two a row; one left over is blank."""
    rows = math.ceil(n / 2)
    size = (WIDTH, height * rows)
    figure, axes = plt.subplots(rows, 2, figsize=size, squeeze=False, sharex=sharex, sharey=sharey)
    for ax in axes.flat[n:]:
        ax.set_axis_off()
    return figure, list(axes.flat[:n])


def label_rows(ax: Axes, labels: Sequence[str], n: int | None = None) -> None:
    """Write a label beside each row, the first on top, with room for `n` rows; by default for the labels."""
    ax.set(yticks=range(len(labels)), yticklabels=labels, ylim=((n or len(labels)) - 0.4, -0.6))


def wrapped(title: str) -> str:
    """Break a title into lines as wide as a figure."""
    return textwrap.fill(title, BROAD)


def titled(ax: Axes, title: str) -> None:
    """Fit axes and their labels into the width of their figure, and set a title flush with its left edge."""
    ax.set_title(wrapped(title))
    ax.get_figure().tight_layout(pad=0.3)  # type: ignore[union-attr]
    place = ax.get_position()
    ax.set_title(wrapped(title), x=0.01 - place.x0 / place.width)
