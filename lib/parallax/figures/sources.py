"""Figures of sources: when each was written, through whose hands it came, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from parallax.figures.style import FAINT, HATCHES, INK, WIDTH, colours, label_rows, markers

OPEN = 60  # days beyond the last, to where the arrow of an open day goes


def timeline(sources: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the days on which each article can have been written.

    Parameters
    ----------
    sources : DataFrame
        source, short, not_before and not_after (ISO; empty where open).
    ax : Axes, optional
        Where to draw.

    Returns
    -------
    Axes
        One row a source, the first on top. An arrow means that the latest day is open.
    """
    ax = ax or plt.subplots(figsize=(WIDTH, 0.5 * len(sources) + 0.8))[1]
    shade, mark = colours(list(sources["source"])), markers(list(sources["source"]))
    days, first, last = span_of_days(sources)
    for row, (source, span) in enumerate(zip(sources["source"], days, strict=True)):
        draw_span(ax, row, span, last, colour=shade[source], marker=mark[source])
    ax.set(yticks=range(len(sources)), yticklabels=sources["short"], ylim=(len(sources) - 0.5, -0.5))
    set_time_axis(ax, first, last)
    return ax


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


def chains(hops: pd.DataFrame, names: Mapping[str, str], ax: Axes | None = None) -> Axes:
    """Draw how each text came to the copy that was read, from hand to hand.

    Parameters
    ----------
    hops : DataFrame
        source, hop, holder, act, language, basis.
    names : mapping of str to str
        Short label by source, in the order from top to bottom.
    ax : Axes, optional
        Where to draw.

    Returns
    -------
    Axes
        A line of dots a source, read downwards; beside each dot the holder, what was done and the language. A hollow
        dot rests on inference.

    Raises
    ------
    ValueError
        If no hop is of a source in `names`.
    """
    ordered = hops.assign(place=hops["source"].map({source: place for place, source in enumerate(names)}))
    ordered = ordered.dropna(subset="place").sort_values(["place", "hop"])
    if ordered.empty:
        raise ValueError("hops has no row of a source in names; see that both are of one corpus")
    # A free line between two sources keeps their chains apart.
    heights = [row + 0.8 * place for row, place in enumerate(ordered["place"])]
    ax = ax or plt.subplots(figsize=(WIDTH, 0.27 * (heights[-1] + 1)))[1]
    shade, mark = colours(list(names)), markers(list(names))
    for source, rows in ordered.assign(y=heights).groupby("source", sort=False):
        ax.plot([0] * len(rows), rows["y"], color=shade[source], lw=1.5, zorder=1)
        # In ink: the lighter colours are hard to read as letters, and the marks carry the colour.
        ax.text(-0.04, rows["y"].iloc[0], names[source], ha="right", va="center", weight="bold", color=INK)
        for hop in rows.itertuples():
            face = "white" if hop.basis == "inferred" else shade[source]
            ax.plot(0, hop.y, mark[source], color=shade[source], mfc=face, ms=8, zorder=2)
            ax.text(0.04, hop.y, f"{hop.holder} {hop.act} ({hop.language})", va="center")
    ax.set(xlim=(-0.12, 0.8), ylim=(heights[-1] + 0.6, -0.6))
    ax.set_axis_off()
    return ax


def article_strip(paragraphs: pd.DataFrame, column: str, names: Mapping[str, str], *, ax: Axes | None = None) -> Axes:
    """Draw each article as a bar, with a cell a paragraph, as wide as its words.

    Parameters
    ----------
    paragraphs : DataFrame
        source, paragraph, n_tokens and the column to show.
    column : str
        Category of each paragraph, told by hatching and listed under the figure; a categorical column sets their
        order, the first without hatching.
    names : mapping of str to str
        Short label by source, in the order of the bars.
    ax : Axes, optional
        Where to draw.

    Returns
    -------
    Axes
        One bar a source, the first on top; x is in words.

    Raises
    ------
    ValueError
        If there are more categories than hatchings.
    """
    ax = ax or plt.subplots(figsize=(WIDTH, 0.4 * len(names) + 0.8))[1]
    shade = colours(list(names))
    ordered = isinstance(paragraphs[column].dtype, pd.CategoricalDtype)
    categories = list(paragraphs[column].cat.categories if ordered else dict.fromkeys(paragraphs[column]))
    if len(categories) > len(HATCHES):
        raise ValueError(f"{column} has {len(categories)} categories; hatching tells {len(HATCHES)} apart: join some")
    hatch = dict(zip(categories, HATCHES, strict=False))
    for row, source in enumerate(names):
        cells = paragraphs[paragraphs["source"] == source]
        lefts = cells["n_tokens"].cumsum() - cells["n_tokens"]
        for left, width, category in zip(lefts, cells["n_tokens"], cells[column], strict=True):
            face, edge = ("white", shade[source]) if hatch[category] else (shade[source], "white")
            ax.barh(row, width, 0.7, left, facecolor=face, edgecolor=edge, hatch=hatch[category], lw=0.8)
    label_rows(ax, list(names.values()))
    ax.set_xlabel("words")
    keys = [Patch(label=c, facecolor="white" if h else FAINT, edgecolor=INK, hatch=h) for c, h in hatch.items()]
    ax.legend(handles=keys, loc="upper center", bbox_to_anchor=(0.5, -0.28), ncols=min(len(keys), 3), frameon=False)
    return ax
