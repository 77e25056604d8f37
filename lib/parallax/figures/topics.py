"""Figures of topics: the share of each in each article, where they are in it, and how steady they are."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from parallax.figures.style import DASH, FAINT, GREY, INK, PALE, SMALL, WIDTH, colours, wrapped

LINE = 0.185  # inches a line
BAND = 2.35  # lines of a topic: its name, and the squares below
SIDE = 0.16  # inches: the side of the square of a share of one half
LABELS = 0.46  # part of a figure's width that names of topics have
LETTERS = 32  # that fit into it


def shares(
    table: pd.DataFrame,
    names: Mapping[str, str],
    *,
    order: Sequence[str],
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw shares as squares: a row a topic, a column a group.

    Parameters
    ----------
    table : DataFrame
        label, group, share (0 to 1), main (whether the row is to be highlighted); labels in the order of their rows.
    names : mapping of str to str
        Name by group, in the fixed order that gives each its colour.
    order : sequence of str
        Groups from left to right.
    title : str
        What the figure shows.
    ax : Axes, optional
        Where to draw.

    Returns
    -------
    Axes
        The area of a square is proportional to the share, in percent beside it, and a dash where it is missing. A main
        one is filled and its percent bold. x is in columns, y in lines.
    """
    labels = list(dict.fromkeys(table["label"]))
    head = 2.4 + len(wrapped(title).splitlines())
    height = head + BAND * len(labels)
    ax = ax or plt.figure(figsize=(WIDTH, LINE * height)).add_axes((0, 0, 1, 1 - LINE * head / (LINE * height)))
    ax.set_title(wrapped(title), pad=2.4 * LINE * 72, x=0.008)
    shade = colours(list(names))
    for column, group in enumerate(order):
        _name(ax, names[group], column + 0.04, shade[group])
    for row, label in enumerate(labels):
        top = row * BAND
        ax.axhspan(top + 0.1, top + 1.15, color=PALE, lw=0)
        ax.text(0.04, top + 0.62, str(label), size=SMALL, va="center")
        for column, group in enumerate(order):
            mine = table[(table["label"] == label) & (table["group"] == group)]
            share, main = (mine["share"].iloc[0], mine["main"].iloc[0]) if len(mine) else (np.nan, False)
            _square(ax, column, top + 1.75, share, colour=shade[group], main=bool(main))
    ax.set(xlim=(0, len(order)), ylim=(BAND * len(labels), 0))
    ax.set_axis_off()
    return ax


def _name(ax: Axes, name: str, x: float, colour: str) -> None:
    """Write the name of a group above its column, over a line in its colour."""
    ax.text(x, -0.3, textwrap.fill(name.removeprefix("the "), 11), size=SMALL, va="bottom")
    ax.plot([x, x + 0.86], [-0.15, -0.15], color=colour, lw=2.5, clip_on=False)


def _square(ax: Axes, column: int, y: float, share: float, *, colour: str, main: bool) -> None:
    """Draw a share as a square, with its percent."""
    if np.isnan(share):
        ax.text(column + 0.3, y, DASH, size=SMALL, va="center")
        return
    area = (SIDE * 72) ** 2 * share / 0.5
    face = colour if main else "white"
    ax.scatter([column + 0.15], [y], s=[area], marker="s", facecolor=face, edgecolor=colour, lw=1)
    weight = "bold" if main else "normal"
    ax.text(column + 0.32, y, f"{share:.0%}", size=SMALL, va="center", weight=weight)


def topic_runs(
    table: pd.DataFrame,
    names: Mapping[str, str],
    *,
    order: Sequence[str],
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw each article from its first word to its last, with a row for each topic that is a paragraph's main one.

    Parameters
    ----------
    table : DataFrame
        source, topic (from 1; 0 for none), label, start and end (shares, 0 to 1, of the words of the article).
    names : mapping of str to str
        Name by source, in the fixed order that gives each its colour.
    order : sequence of str
        Articles from top to bottom.
    title : str
        What the figure shows.
    ax : Axes, optional
        Where to draw.

    Returns
    -------
    Axes
        A bar is a paragraph, as wide as its share of its article's words. x is in parts of the figure's width, y in
        rows.
    """
    shade = colours(list(names))
    rows = {source: _topics(table[(table["source"] == source) & (table["topic"] > 0)]) for source in order}
    height = sum(len(mine) + 1.6 for mine in rows.values())
    head = 0.4 + len(wrapped(title).splitlines())
    size = (WIDTH, LINE * (height + head))
    ax = ax or plt.figure(figsize=size).add_axes((0, 0, 1, height / (height + head)))
    ax.set_title(wrapped(title), x=0.008)
    top = 0.0
    for source, topics in rows.items():
        name = names[source].removeprefix("the ")
        ax.text(0.008, top + 0.6, name, size=SMALL, weight="bold", va="center")
        ax.plot([0.008, 0.992], [top + 1.1, top + 1.1], color=shade[source], lw=1.2)
        for place, (topic, label) in enumerate(topics.items()):
            mine = table[(table["source"] == source) & (table["topic"] == topic)]
            _run(ax, mine, top + 1.6 + place, shade[source])
            ax.text(
                0.008, top + 1.6 + place, textwrap.shorten(label, LETTERS, placeholder=" …"), size=SMALL, va="center"
            )
        top += len(topics) + 1.6
    ax.set(xlim=(0, 1), ylim=(top, 0))
    ax.set_axis_off()
    return ax


def _topics(table: pd.DataFrame) -> dict[int, str]:
    """Return the labels of an article's topics, in the order of the topics."""
    return dict(sorted(set(zip(table["topic"].astype(int), table["label"].astype(str), strict=True))))


def _run(ax: Axes, table: pd.DataFrame, y: float, colour: str) -> None:
    """Draw the paragraphs of one topic in one article, on a line from its first word to its last."""
    width = 0.992 - LABELS
    ax.plot([LABELS, 0.992], [y, y], color=FAINT, lw=0.6, zorder=1)
    lefts = LABELS + width * table["start"]
    ax.barh(y, width * (table["end"] - table["start"]), 0.72, lefts, color=colour, edgecolor="white", lw=0.5, zorder=2)


def stability(table: pd.DataFrame, chosen: Sequence[int], *, title: str = "", ax: Axes | None = None) -> Axes:
    """Draw how steady topics are, by their number, over how steady those of shuffled words can be.

    Parameters
    ----------
    table : DataFrame
        k, stability, null, furthest; rising in k.
    chosen : sequence of int
        Values of k to fill in.
    title : str
        What the figure shows.
    ax : Axes, optional
        Where to draw.

    Returns
    -------
    Axes
        A line through a dot for each k; the grey band goes from the mean of the shuffled corpora to the stability that
        the one that comes furthest, at any k, would have here.
    """
    ax = ax or plt.subplots(figsize=(WIDTH, 3))[1]
    ax.fill_between(table["k"], table["null"], table["furthest"], color=PALE, lw=0)
    ax.plot(table["k"], table["null"], color=GREY, lw=1, ls="--")
    ax.plot(table["k"], table["stability"], "-o", color=INK, lw=1.2, mfc="white", ms=6)
    picked = table[table["k"].isin(list(chosen))]
    ax.plot(picked["k"], picked["stability"], "o", color=INK, ms=7)
    _beside(ax, table)
    ax.set(
        xlabel="number of topics", ylabel="how far the first words stay the same", ylim=(0, 1), xticks=list(table["k"])
    )
    ax.set_title(wrapped(title), x=0, pad=8)
    return ax


def _beside(ax: Axes, table: pd.DataFrame) -> None:
    """Name the line, the band and its lower edge where they begin or end."""
    first, last = table.iloc[0], table.iloc[-1]
    top = float(np.nanmax([first["furthest"], first["stability"]]))
    ax.text(first["k"], top + 0.02, "as far as shuffled copies come", size=SMALL, va="bottom", color=GREY)
    ax.text(last["k"], last["null"] - 0.03, "shuffled copies, on average", size=SMALL, va="top", ha="right", color=GREY)
    highest = table.loc[table["stability"].idxmax()]
    ax.annotate(
        "the articles",
        (highest["k"], highest["stability"]),
        (0, 16),
        textcoords="offset points",
        size=SMALL,
        weight="bold",
        ha="center",
    )
