"""Figures of terms: words of two articles side by side, and what is found beside what chance gives."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from parallax.figures.style import FAINT, GREY, INK, SMALL, WIDTH, colours, markers, wrapped

ROW = 0.19  # inches a row
NAMED, AXIS = 0.45, 0.52  # parts of a panel's width: where its axis begins, and how wide it is


def dumbbells(
    table: pd.DataFrame, names: Mapping[str, str], *, title: str = "", strong: Collection[str] = ()
) -> list[Axes]:
    """Draw rates of terms in two groups each, a panel a pair: a marker for either, and a line between them.

    Parameters
    ----------
    table : DataFrame
        group, other, term, rate_target, rate_reference, n_reference, as `analysis.terms.furthest_apart` returns: each
        pair has the terms of one of its groups, then those of the other.
    names : mapping of str to str
        Name by group, in the fixed order that gives each its colour.
    title : str
        What the figure shows.
    strong : collection of str
        Terms to highlight.

    Returns
    -------
    list of Axes
        A panel a pair; a row a term, below a line that says which group has more of it. The marker of a group that
        does not use the term is hollow.
    """
    pairs = table[["group", "other"]].apply(frozenset, axis=1)
    blocks = [table[pairs == pair] for pair in dict.fromkeys(pairs)]
    n_rows = max(len(block) + block["group"].nunique() for block in blocks)
    figure, axes = plt.subplots(1, len(blocks), squeeze=False, sharex=True, figsize=(WIDTH, ROW * n_rows))
    high = table[["rate_target", "rate_reference"]].to_numpy().max()
    for place, (ax, block) in enumerate(zip(axes.flat, blocks, strict=True)):
        ax.set_position(((place + NAMED) / len(blocks), 0.0, AXIS / len(blocks), 1.0))
        _pair(figure, ax, block, names, strong)
        ax.set(xlim=(-0.06 * high, 1.06 * high), ylim=(n_rows - 0.4, -0.6), yticks=[])
        ax.spines["left"].set_visible(False)
        ax.set_xlabel("per 1,000 words", fontsize=SMALL)
        ax.tick_params(labelsize=SMALL)
    figure.text(0.0, 1 + ROW / figure.get_figheight(), wrapped(title), weight="bold", va="bottom")
    return list(axes.flat)


def _pair(figure: Figure, ax: Axes, block: pd.DataFrame, names: Mapping[str, str], strong: Collection[str]) -> None:
    """Draw the rows of a pair, each group's under its name."""
    shade, mark = colours(list(names)), markers(list(names))
    y = 0
    for group, rows in block.groupby("group", sort=False, observed=True):
        beside = ax.get_yaxis_transform()
        key = Line2D([-0.8], [y], color=shade[group], marker=mark[group], ms=6, ls="", transform=beside)
        figure.add_artist(key)
        ax.text(-0.72, y, f"more in {names[group]}", transform=beside, size=SMALL, va="center")
        y += 1
        for row in rows.itertuples():
            weight, line = ("bold", INK) if row.term in strong else ("normal", FAINT)
            ax.text(-0.04, y, row.term, transform=beside, size=SMALL, va="center", ha="right",
                    weight=weight)  # fmt: skip
            ax.hlines(y, row.rate_reference, row.rate_target, color=line, lw=1.5, zorder=1)
            for who, rate, used in (
                (row.other, row.rate_reference, row.n_reference > 0),
                (group, row.rate_target, True),
            ):
                face = shade[who] if used else "white"
                ax.plot(rate, y, mark[who], color=shade[who], mfc=face, ms=6, zorder=2, clip_on=False)
            y += 1


def beside_chance(table: pd.DataFrame, *, title: str = "", noun: str = "article") -> Axes:
    """Draw what was found in some texts as a dot, over the band that chance gives.

    Parameters
    ----------
    table : DataFrame
        label, counted (what was counted), left_out, dealt_low, dealt_mean, dealt_high, a row each; rows of one label
        follow each other.
    title : str
        What the figure shows.
    noun : str
        What a group is called.

    Returns
    -------
    Axes
        The dot is hollow where it does not lie beyond the band; the stroke in the band is its mean. A row that begins
        a label has it above.
    """
    starts = ~table["label"].duplicated()
    rows = (starts.cumsum() + range(len(table))).to_numpy(dtype=float)
    height = 1.15 * ROW * (rows.max() + 1)
    figure = plt.figure(figsize=(WIDTH, height))
    ax = figure.add_axes((0.36, 0.0, 0.62, 1.0))
    for y, first, row in zip(rows, starts, table.itertuples(), strict=True):
        if first:
            ax.text(-0.57, y - 1, row.label, transform=ax.get_yaxis_transform(), size=SMALL, va="center", weight="bold")
        ax.text(-0.57, y, row.counted, transform=ax.get_yaxis_transform(), size=SMALL, va="center")
        ax.hlines(y, row.dealt_low, row.dealt_high, color=FAINT, lw=9)
        ax.plot(row.dealt_mean, y, "|", color=GREY, ms=9, mew=1.5)
        if not y - 1:
            for x, word in ((row.dealt_low, "shuffled"), (row.left_out, "found")):
                ax.text(x, 0, word, size=SMALL, va="center", ha="center", style="italic")
        ax.plot(row.left_out, y, "o", color=INK, mfc=INK if row.left_out > row.dealt_high else "white", ms=7, zorder=3)
    high = table[["left_out", "dealt_high"]].to_numpy().max()
    ax.set(xlim=(-0.5, high + 1), ylim=(rows.max() + 0.7, -0.6), yticks=[])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(f"words that one {noun} lacks", fontsize=SMALL)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.tick_params(labelsize=SMALL)
    figure.text(0.0, 1 + ROW / height, wrapped(title), weight="bold", va="bottom")
    return ax
