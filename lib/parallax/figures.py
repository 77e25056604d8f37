"""Figures of finished tables: each function takes a table and Axes and returns the Axes; none computes a statistic."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from textwrap import fill

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

# Okabe & Ito's palette without black and yellow, which drown in print and on white; darkest contrasts first.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#666666")
# One more than the colours, so that colour and marker together tell many sources apart.
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
HATCHES = ("", "///", "...", "xxx", "\\\\\\", "++")
INK, FAINT = "#222222", "#bbbbbb"
# Inches: as wide as the text of a page, and not so wide that its letters are unreadable on a phone.
WIDTH = 4.8
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
    # Imported here, for tests and scripts draw without IPython.
    from matplotlib_inline.backend_inline import set_matplotlib_formats

    set_matplotlib_formats("svg", metadata={"Date": None}, bbox_inches="tight")


def colours(sources: Sequence[str]) -> dict[str, str]:
    """Return one colour per source, by its place in the fixed order; with more than seven, colours return."""
    return {source: PALETTE[place % len(PALETTE)] for place, source in enumerate(sources)}


def markers(sources: Sequence[str]) -> dict[str, str]:
    """Return one marker per source, by its place in the fixed order."""
    return {source: MARKERS[place % len(MARKERS)] for place, source in enumerate(sources)}


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
    days = mdates.date2num(sources[["not_before", "not_after"]].to_numpy(str).astype("datetime64[D]"))
    first, last = np.nanmin(days), np.nanmax(days)
    for row, (source, (low, high)) in enumerate(zip(sources["source"], days, strict=True)):
        if np.isnan(high):
            arrow = {"arrowstyle": "->", "color": shade[source], "lw": 2}
            ax.annotate("", (last + 60, row), (low, row), arrowprops=arrow)
        else:
            ax.hlines(row, low, high, color=shade[source], lw=4)
        ax.plot(low, row, mark[source], color=shade[source], ms=8)
    ax.set(yticks=range(len(sources)), yticklabels=sources["short"], ylim=(len(sources) - 0.5, -0.5))
    ax.set_xlim(first - 60, last + 75)
    years = last - first > 2 * 366
    # Within a year or two no new year, and so no tick, may fall.
    locator = mdates.YearLocator() if years else mdates.AutoDateLocator(maxticks=6)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y") if years else mdates.ConciseDateFormatter(locator))
    ax.grid(axis="x", color=FAINT, lw=0.5)
    return ax


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
    _label_rows(ax, list(names.values()))
    ax.set_xlabel("words")
    keys = [Patch(label=c, facecolor="white" if h else FAINT, edgecolor=INK, hatch=h) for c, h in hatch.items()]
    ax.legend(handles=keys, loc="upper center", bbox_to_anchor=(0.5, -0.28), ncols=min(len(keys), 3), frameon=False)
    return ax


def top_terms(contrasts: pd.DataFrame, names: Mapping[str, str], *, n: int = 8, value: str = "tf_idf") -> list[Axes]:
    """Draw the highest terms of each group, a panel a group.

    Parameters
    ----------
    contrasts : DataFrame
        group, term, rank and the value to draw, as `contrasts.tf_idf` returns.
    names : mapping of str to str
        Short label by group, in the order of the panels.
    n : int
        Terms a panel.
    value : str
        Column to draw.

    Returns
    -------
    list of Axes
    """
    figure, axes = _panels(len(names), 0.24 * n + 0.55, sharex=True)
    shade, mark = colours(list(names)), markers(list(names))
    for ax, (group, short) in zip(axes, names.items(), strict=True):
        best = contrasts[contrasts["group"] == group].nsmallest(n, "rank")
        ax.hlines(range(len(best)), 0, best[value], color=shade[group], lw=1.5)
        ax.plot(best[value], range(len(best)), mark[group], color=shade[group], ms=6)
        _label_rows(ax, list(best["term"]), n)
        ax.set_title(short)
        ax.tick_params(axis="y", length=0)
    axes[0].set_xlim(0, 1.08 * contrasts.loc[contrasts["rank"] <= n, value].max())
    figure.tight_layout()
    return axes


def shares(table: pd.DataFrame, names: Mapping[str, str], ax: Axes | None = None) -> Axes:
    """Draw shares as squares of ink: rows are labels, columns are groups.

    Parameters
    ----------
    table : DataFrame
        label, group, share (0 to 1), one row a label and group; labels in the order of their rows.
    names : mapping of str to str
        Short label by group, in the order of the columns.
    ax : Axes, optional
        Where to draw.

    Returns
    -------
    Axes
        The area of a square is proportional to the share; the share stands beside it in percent, and a dash where
        it is missing.
    """
    labels = list(dict.fromkeys(table["label"]))
    ax = ax or plt.subplots(figsize=(WIDTH, 0.5 * len(labels) + 0.5))[1]
    shade = colours(list(names))
    for column, group in enumerate(names):
        each = table[table["group"] == group].set_index("label")["share"].reindex(labels)
        ax.scatter([column - 0.2] * len(labels), range(len(labels)), s=300 * each, marker="s", color=shade[group])
        for row, share in enumerate(each):
            percent = DASH if np.isnan(share) else f"{share:.0%}"
            ax.text(column + 0.42, row, percent, ha="right", va="center", fontsize=9)
    ax.set(xticks=range(len(names)), xticklabels=list(names.values()), xlim=(-0.6, len(names) - 0.4))
    _label_rows(ax, [fill(str(label), 18) for label in labels])
    ax.tick_params(length=0, top=False, labeltop=True, labelbottom=False)
    ax.spines[["left", "bottom"]].set_visible(False)
    return ax


def rates(table: pd.DataFrame, points: pd.DataFrame, names: Mapping[str, str]) -> list[Axes]:
    """Draw the rate of each category by group, with its interval, over the single paragraphs.

    Parameters
    ----------
    table : DataFrame
        label, group, rate, ci_low, ci_high (missing where no interval is offered).
    points : DataFrame
        label, group, rate and n_tokens of each paragraph.
    names : mapping of str to str
        Short label by group, in the order of the rows.

    Returns
    -------
    list of Axes
        A panel a label. A faint dot is a paragraph, larger the longer it is; the marker is the rate of
        the whole article, the line its interval.
    """
    labels = list(dict.fromkeys(table["label"]))
    figure, axes = _panels(len(labels), max(1.2, 0.22 * len(names) + 0.6), sharey=True)
    shade, mark = colours(list(names)), markers(list(names))
    for ax, label in zip(axes, labels, strict=True):
        here, dots = table[table["label"] == label].set_index("group"), points[points["label"] == label]
        for row, group in enumerate(names):
            own = dots[dots["group"] == group]
            ax.scatter(own["rate"], [row] * len(own), s=own["n_tokens"] / 6, color=shade[group], alpha=0.25, lw=0)
            if np.isfinite(here.at[group, "ci_low"]):
                ax.hlines(row, here.at[group, "ci_low"], here.at[group, "ci_high"], color=INK, lw=1.5)
            ax.plot(here.at[group, "rate"], row, mark[group], color=shade[group], mec=INK, ms=7)
        _label_rows(ax, list(names.values()))
        ax.set_title(str(label).replace("_", " "))
        ax.set_xlim(left=-2)
        ax.tick_params(axis="y", length=0)
    figure.supxlabel("per 1,000 words", fontsize=9)
    figure.tight_layout()
    return axes


def _panels(n: int, height: float, *, sharex: bool = False, sharey: bool = False) -> tuple[Figure, list[Axes]]:
    """Return a figure and n panels, two a row, each so many inches high; one that is left over is blank."""
    rows = math.ceil(n / 2)
    size = (WIDTH, height * rows)
    figure, axes = plt.subplots(rows, 2, figsize=size, squeeze=False, sharex=sharex, sharey=sharey)
    for ax in axes.flat[n:]:
        ax.set_axis_off()
    return figure, list(axes.flat[:n])


def _label_rows(ax: Axes, labels: Sequence[str], n: int | None = None) -> None:
    """Write a label beside each row, the first on top; ``n`` leaves room for so many rows."""
    ax.set(yticks=range(len(labels)), yticklabels=labels, ylim=((n or len(labels)) - 0.4, -0.6))
