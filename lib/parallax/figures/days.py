"""What figures with an axis of days share: spans, of which the last day may be open, and ticks of years or months."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes

from parallax.figures.style import FAINT

OPEN = 60  # days beyond the last, to where the arrow of an open day goes


def span_of_days(rows: pd.DataFrame) -> tuple[np.ndarray, float, float]:
    """Return the first and last day of each row as numbers (NaN where open), and the first and last of all."""
    days = mdates.date2num(rows[["not_before", "not_after"]].to_numpy(str).astype("datetime64[D]"))
    return days, np.nanmin(days), np.nanmax(days)


def draw_span(ax: Axes, row: int, span: tuple[float, float], last: float, *, colour: str, marker: str) -> float:
    """Draw the days on which something can have been, its first with a mark; return where it ends.

    Where its last day is open, an arrow goes beyond the last day of all.
    """
    low, high = span
    end = last + OPEN if np.isnan(high) else high
    if np.isnan(high):
        ax.annotate("", (end, row), (low, row), arrowprops={"arrowstyle": "->", "color": colour, "lw": 2})
    else:
        ax.hlines(row, low, high, color=colour, lw=4)
    ax.plot(low, row, marker, color=colour, ms=8)
    return end


def set_time_axis(ax: Axes, first: float, last: float) -> None:
    """Let x run from the first day to the last, with a margin, and name the years, or months where there are none."""
    ax.set_xlim(first - OPEN, last + OPEN + 15)
    years = last - first > 2 * 366
    # Within a year or two no new year, and so no tick, may fall.
    locator = mdates.YearLocator() if years else mdates.AutoDateLocator(maxticks=6)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y") if years else mdates.ConciseDateFormatter(locator))
    ax.grid(axis="x", color=FAINT, lw=0.5)
