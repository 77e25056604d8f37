"""Figures of facts: how answers meet, and events and articles on one line of time, each as wide as what is open."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from parallax.figures.days import draw_span, set_time_axis, span_of_days
from parallax.figures.markup import opened
from parallax.figures.style import FAINT, GREY, INK, SMALL, WIDTH, colours, markers, wrapped

EVENT = "|"  # the mark of an event, so that it is taken for no article


def meetings(table: pd.DataFrame, strong: str, title: str = "", ax: Axes | None = None) -> Axes:
    """Draw how many questions there are of each kind, a bar a kind.

    Parameters
    ----------
    table : DataFrame
        kind (in words) and n, in the order of the bars.
    strong : str
        The kind to highlight.
    title : str
        What the figure shows.
    ax : Axes, optional
        Where to draw.

    Returns
    -------
    Axes
        The number is beside its bar, the words above it.
    """
    lines = len(wrapped(title).splitlines())
    ax = ax or plt.subplots(figsize=(WIDTH, 0.42 * len(table) + 0.2 * lines))[1]
    for row, (kind, n) in enumerate(table[["kind", "n"]].itertuples(index=False)):
        weight = "bold" if kind == strong else "normal"
        ax.barh(row, n, height=0.42, color=INK if kind == strong else FAINT)
        ax.annotate(f"{n:d}", (n, row), (4, 0), textcoords="offset points", va="center", size=SMALL, weight=weight)
        ax.text(0, row - 0.27, kind, va="bottom", size=SMALL, weight=weight)
    ax.set(xlim=(0, 1.12 * table["n"].max()), ylim=(len(table) - 0.6, -0.75))
    ax.set_axis_off()
    ax.set_title(wrapped(title))
    return ax


def chronicle(rows: pd.DataFrame, sources: Sequence[str], title: str = "", ax: Axes | None = None) -> Axes:
    """Draw events and articles in the order of time.

    Parameters
    ----------
    rows : DataFrame
        As `analysis.facts.chronicle` returns them: label, source (empty for an event), not_before, not_after (ISO;
        empty where open).
    sources : sequence of str
        Every article, in the fixed order, so that each has its colour.
    title : str
        What the figure shows.
    ax : Axes, optional
        Where to draw.

    Returns
    -------
    Axes
        One row an event or article, the first on top: a bar over the days on which it can have been, an arrow where
        the last is open, and its label beside it, where there is room; articles in their colours, and strong.
    """
    ax = ax or plt.subplots(figsize=(WIDTH, 0.27 * len(rows) + 0.8))[1]
    days, first, last = span_of_days(rows)
    shade, mark = colours(list(sources)), markers(list(sources))
    for row, (label, source, (low, high)) in enumerate(zip(rows["label"], rows["source"], days, strict=True)):
        colour, marker = (shade[source], mark[source]) if source else (GREY, EVENT)
        end = draw_span(ax, row, (low, high), last, colour=colour, marker=marker)
        left = end < last and low - first < (last - first) / 2
        place, side = (end, "left") if left else (low, "right")
        ax.annotate(
            opened(label),
            (place, row),
            (8 if left else -8, 0),
            textcoords="offset points",
            ha=side,
            va="center",
            color=INK,
            weight="bold" if source else "normal",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},  # or the lines of years would cross it
        )
    ax.set(yticks=[], ylim=(len(rows) - 0.5, -0.5))
    set_time_axis(ax, first, last)
    ax.spines["left"].set_visible(False)
    ax.set_title(wrapped(title.removesuffix(".")))
    return ax
