"""The picture that other sites show beside a link to the book: its title, and its articles on a line of time."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from parallax.figures.days import draw_span, set_time_axis, span_of_days
from parallax.figures.style import GREY, INK, colours, markers

#: Pixels, as such sites ask for them.
SIZE = (1200, 630)


DPI = 100
PAPER = (0.05, 0.2, 0.9, 0.4)  # where the line of time lies: left, bottom, width, height, in parts of the picture


def share(rows: pd.DataFrame, title: str, subtitle: str, ax: Axes | None = None) -> Axes:
    """Draw the picture.

    Parameters
    ----------
    rows : DataFrame
        An article a row, in the fixed order of the articles: source, name, not_before, not_after (ISO; empty where
        open).
    title, subtitle : str
        What is written above the line.
    ax : Axes, optional
        Where to draw the line; by default in a picture of `SIZE`, at `DPI`.

    Returns
    -------
    Axes
        Articles in the order of time, the first on top, each with its name beside it.
    """
    if ax is None:
        figure = Figure(figsize=(SIZE[0] / DPI, SIZE[1] / DPI), dpi=DPI, facecolor="white")
        ax = figure.add_axes(PAPER)
        figure.text(0.05, 0.83, title, size=44, weight="bold", color=INK, parse_math=False)
        figure.text(0.05, 0.71, subtitle, size=25, color=INK, parse_math=False)
    shade, mark = colours(list(rows["source"])), markers(list(rows["source"]))
    order = rows.sort_values("not_before", kind="stable", ignore_index=True)
    days, first, last = span_of_days(order)
    for row, (source, name) in enumerate(zip(order["source"], order["name"], strict=True)):
        low = days[row][0]
        end = draw_span(ax, row, (low, days[row][1]), last, colour=shade[source], marker=mark[source])
        left = np.isnan(days[row][1]) or end > (first + last) / 2
        place, shift, side = (low, -16, "right") if left else (end, 16, "left")
        ax.annotate(
            name, (place, row), (shift, 0), textcoords="offset points", ha=side, va="center", size=20, color=INK
        )
    set_time_axis(ax, first, last)
    ax.set(yticks=[], ylim=(len(order) - 0.4, -0.6))
    ax.tick_params(axis="x", labelsize=18, labelcolor=GREY, length=0)
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.spines[["left", "top", "right"]].set_visible(False)
    return ax
