"""Figures of finished tables: each function takes a table and Axes and returns the Axes; none computes a statistic."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import fill

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Patch

# Okabe & Ito's palette without black and yellow, which drown in print and on white; darkest contrasts first.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
MARKERS = ("o", "s", "^", "D", "v", "P")
HATCHES = ("", "///", "...", "xxx", "\\\\\\", "++")
INK, FAINT = "#222222", "#bbbbbb"
# Inches: as wide as the text of a page, and not so wide that its letters are unreadable on a phone.
WIDTH = 4.8


def use_house_style() -> None:
    """Make figures of this session look alike and come out byte for byte the same (SVG, no date)."""
    mpl.rcParams.update(
        {
            "svg.hashsalt": "parallax",
            "svg.fonttype": "path",
            "figure.dpi": 100,
            "figure.facecolor": "white",
            "font.family": "DejaVu Sans",
            "font.size": 10,
            "axes.titlesize": 10,
            "axes.titleweight": "bold",
            "axes.titlelocation": "left",
            "axes.edgecolor": FAINT,
            "axes.labelcolor": INK,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "xtick.color": INK,
            "ytick.color": INK,
            "text.color": INK,
            "text.parse_math": False,
            "hatch.linewidth": 0.6,
        }
    )
    # Imported here, for tests and scripts draw without IPython.
    from matplotlib_inline.backend_inline import set_matplotlib_formats

    set_matplotlib_formats("svg", metadata={"Date": None}, bbox_inches="tight")


def colours(sources: Sequence[str]) -> dict[str, str]:
    """Return one colour per source, by its place in the fixed order."""
    return {source: PALETTE[place % len(PALETTE)] for place, source in enumerate(sources)}


def markers(sources: Sequence[str]) -> dict[str, str]:
    """Return one marker per source, by its place in the fixed order."""
    return {source: MARKERS[place % len(MARKERS)] for place, source in enumerate(sources)}


def timeline(sources: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Draw the days on which each article can have been written.

    Parameters
    ----------
    sources : DataFrame
        source, short, not_before, not_after (ISO; empty where open) and period.
    ax : Axes, optional
        Where to draw.

    Returns
    -------
    Axes
        One row a source, the first on top. An arrow means that the latest day is open.
    """
    ax = ax or plt.subplots(figsize=(WIDTH, 0.5 * len(sources) + 0.8))[1]
    shade = colours(list(sources["source"]))
    lows = [date.fromisoformat(day).toordinal() for day in sources["not_before"]]
    highs = [date.fromisoformat(day).toordinal() if day else None for day in sources["not_after"]]
    epoch = date(1970, 1, 1).toordinal()
    last = max(day for day in [*lows, *highs] if day)
    for row, (source, low, high) in enumerate(zip(sources["source"], lows, highs, strict=True)):
        start, end = low - epoch, (high or last + 60) - epoch
        if high is None:
            ax.annotate("", (end, row), (start, row), arrowprops={"arrowstyle": "->", "color": shade[source], "lw": 2})
        else:
            ax.hlines(row, start, end, color=shade[source], lw=4)
        ax.plot(start, row, markers(list(sources["source"]))[source], color=shade[source], ms=8)
    ax.set(yticks=range(len(sources)), yticklabels=sources["short"], ylim=(len(sources) - 0.5, -0.5))
    ax.set_xlim(min(lows) - epoch - 60, last - epoch + 75)
    ax.xaxis.set_major_locator(mdates.YearLocator())
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
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
    """
    ordered = hops.assign(place=hops["source"].map({source: place for place, source in enumerate(names)}))
    ordered = ordered.sort_values(["place", "hop"])
    # A free line between two sources keeps their chains apart.
    heights = [row + 0.8 * place for row, place in enumerate(ordered["place"])]
    ax = ax or plt.subplots(figsize=(WIDTH, 0.27 * (heights[-1] + 1)))[1]
    shade, mark = colours(list(names)), markers(list(names))
    for source, rows in ordered.assign(y=heights).groupby("source", sort=False):
        ax.plot([0] * len(rows), rows["y"], color=shade[source], lw=1.5, zorder=1)
        ax.text(-0.04, rows["y"].iloc[0], names[source], ha="right", va="center", weight="bold", color=shade[source])
        for hop in rows.itertuples():
            face = "white" if hop.basis == "inferred" else shade[source]
            ax.plot(0, hop.y, mark[source], color=shade[source], mfc=face, ms=8, zorder=2)
            ax.text(0.04, hop.y, f"{hop.holder} {hop.act} ({hop.language})", va="center")
    ax.set(xlim=(-0.12, 0.8), ylim=(heights[-1] + 0.6, -0.6))
    ax.set_axis_off()
    return ax


def article_strip(
    paragraphs: pd.DataFrame, column: str, names: Mapping[str, str], *, ax: Axes | None = None
) -> Axes:
    """Draw each article as a bar, with a cell a paragraph, as wide as its words.

    Parameters
    ----------
    paragraphs : DataFrame
        source, paragraph, n_tokens and the column to show.
    column : str
        Category of each paragraph, told by hatching and listed under the figure.
    names : mapping of str to str
        Short label by source, in the order of the bars.
    ax : Axes, optional
        Where to draw.

    Returns
    -------
    Axes
        One bar a source, the first on top; x is in words.
    """
    ax = ax or plt.subplots(figsize=(WIDTH, 0.4 * len(names) + 0.8))[1]
    shade = colours(list(names))
    categories = list(dict.fromkeys(paragraphs[column]))
    hatch = {category: HATCHES[place % len(HATCHES)] for place, category in enumerate(categories)}
    for row, source in enumerate(names):
        cells = paragraphs[paragraphs["source"] == source]
        lefts = np.concatenate([[0], np.cumsum(cells["n_tokens"].to_numpy())[:-1]])
        for left, width, category in zip(lefts, cells["n_tokens"], cells[column], strict=True):
            face = shade[source] if not hatch[category] else "white"
            ax.barh(row, width, left=left, height=0.7, facecolor=face, edgecolor="white" if face != "white" else shade[source], hatch=hatch[category], lw=0.8)
    ax.set(yticks=range(len(names)), yticklabels=list(names.values()), ylim=(len(names) - 0.4, -0.6), xlabel="words")
    keys = [Patch(facecolor=FAINT if not hatch[c] else "white", edgecolor=INK, hatch=hatch[c], label=c) for c in categories]
    ax.legend(handles=keys, loc="upper center", bbox_to_anchor=(0.5, -0.28), ncols=len(keys), frameon=False)
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
    rows = math.ceil(len(names) / 2)
    figure, axes = plt.subplots(rows, 2, figsize=(WIDTH, 0.24 * n * rows + 0.55 * rows), sharex=True, squeeze=False)
    shade, mark = colours(list(names)), markers(list(names))
    for ax, (group, short) in zip(axes.flat, names.items(), strict=False):
        best = contrasts[contrasts["group"] == group].nsmallest(n, "rank")
        ax.hlines(range(len(best)), 0, best[value], color=shade[group], lw=1.5)
        ax.plot(best[value], range(len(best)), mark[group], color=shade[group], ms=6)
        ax.set(yticks=range(len(best)), yticklabels=best["term"], ylim=(n - 0.4, -0.6), title=short)
        ax.tick_params(axis="y", length=0)
    axes.flat[0].set_xlim(0, 1.08 * contrasts.loc[contrasts["rank"] <= n, value].max())
    for ax in axes.flat[len(names) :]:
        ax.set_axis_off()
    figure.tight_layout()
    return list(axes.flat[: len(names)])


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
        The area of a square is proportional to the share; the share stands beside it in percent.
    """
    labels = list(dict.fromkeys(table["label"]))
    ax = ax or plt.subplots(figsize=(WIDTH, 0.5 * len(labels) + 0.5))[1]
    shade = colours(list(names))
    for column, group in enumerate(names):
        each = table[table["group"] == group].set_index("label")["share"].reindex(labels)
        ax.scatter([column - 0.2] * len(labels), range(len(labels)), s=300 * each, marker="s", color=shade[group])
        for row, share in enumerate(each):
            ax.text(column + 0.42, row, f"{share:.0%}", ha="right", va="center", fontsize=9)
    ax.set(xticks=range(len(names)), xticklabels=list(names.values()), xlim=(-0.6, len(names) - 0.4))
    ax.set(yticks=range(len(labels)), yticklabels=[fill(label, 18) for label in labels])
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.tick_params(length=0, top=False, labeltop=True, labelbottom=False)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
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
    rows = math.ceil(len(labels) / 2)
    figure, axes = plt.subplots(rows, 2, figsize=(WIDTH, 0.22 * len(names) * rows + 0.6 * rows), sharey=True, squeeze=False)
    shade, mark = colours(list(names)), markers(list(names))
    for ax, label in zip(axes.flat, labels, strict=False):
        here, dots = table[table["label"] == label].set_index("group"), points[points["label"] == label]
        for row, group in enumerate(names):
            own = dots[dots["group"] == group]
            ax.scatter(own["rate"], [row] * len(own), s=own["n_tokens"] / 6, color=shade[group], alpha=0.25, lw=0)
            if np.isfinite(here.at[group, "ci_low"]):
                ax.hlines(row, here.at[group, "ci_low"], here.at[group, "ci_high"], color=INK, lw=1.5)
            ax.plot(here.at[group, "rate"], row, mark[group], color=shade[group], mec=INK, ms=7)
        ax.set(yticks=range(len(names)), yticklabels=list(names.values()), ylim=(len(names) - 0.4, -0.6), title=label.replace("_", " "))
        ax.set_xlim(left=-2)
        ax.tick_params(axis="y", length=0)
    for ax in axes.flat[len(labels) :]:
        ax.set_axis_off()
    figure.supxlabel("per 1,000 words", fontsize=9)
    figure.tight_layout()
    return list(axes.flat[: len(labels)])
