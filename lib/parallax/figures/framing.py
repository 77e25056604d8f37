"""Figures of framing: rates of issues, and differences between articles."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from parallax.figures.style import FAINT, INK, WIDTH, colours, label_rows, markers, panels

#: Mark of each stance, by its name on the page.
SHAPES = {"for": "^", "against": "v", "for and against": "D", "on condition": "s", "only told": "o"}


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
    figure, axes = panels(len(labels), max(1.2, 0.22 * len(names) + 0.6), sharey=True)
    shade, mark = colours(list(names)), markers(list(names))
    for ax, label in zip(axes, labels, strict=True):
        here, dots = table[table["label"] == label].set_index("group"), points[points["label"] == label]
        for row, group in enumerate(names):
            own = dots[dots["group"] == group]
            ax.scatter(own["rate"], [row] * len(own), s=own["n_tokens"] / 6, color=shade[group], alpha=0.25, lw=0)
            if np.isfinite(here.at[group, "ci_low"]):
                ax.hlines(row, here.at[group, "ci_low"], here.at[group, "ci_high"], color=INK, lw=1.5)
            ax.plot(here.at[group, "rate"], row, mark[group], color=shade[group], mec=INK, ms=7)
        label_rows(ax, list(names.values()))
        ax.set_title(str(label).replace("_", " "))
        ax.set_xlim(left=-2)
        ax.tick_params(axis="y", length=0)
    figure.supxlabel("per 1,000 words", fontsize=9)
    figure.tight_layout()
    return axes


def stances(table: pd.DataFrame, names: Mapping[str, str], title: str) -> Axes:
    """Draw which side each group takes on each of some points, in its own words or in those of others.

    Parameters
    ----------
    table : DataFrame
        row (the point), group, stance (a key of `SHAPES`, or words that stand in place of one), own (whether the group
        takes it itself). A stance that is there twice is drawn once.
    names : mapping of str to str
        Name by group, in the order of the columns.
    title : str
        What the figure shows.

    Returns
    -------
    Axes
        A mark a stance; filled if it is the group's own. A cell without any says *silent*.
    """
    rows = list(dict.fromkeys(table["row"]))
    ax = plt.subplots(figsize=(WIDTH, 0.42 * len(rows) + 1.5))[1]
    for place, row in enumerate(rows):
        for column, group in enumerate(names):
            mine = table[(table["row"] == row) & (table["group"] == group)]
            drawn = mine.loc[mine["stance"].isin(list(SHAPES)), ["own", "stance"]].itertuples(index=False)
            marks = sorted({(not own, list(SHAPES).index(stance)) for own, stance in drawn})
            for n, (others, shape) in enumerate(marks):
                across = column + 0.17 * (n - (len(marks) - 1) / 2)
                face = "white" if others else INK
                ax.plot(across, place, list(SHAPES.values())[shape], color=INK, mfc=face, ms=5.8, mew=1)
            if not marks:
                word = mine["stance"].iloc[0] if len(mine) else "silent"
                ax.text(column, place, word, ha="center", va="center", color="#6b6b6b", fontsize=7)
        ax.axhline(place + 0.5, color=FAINT, lw=0.6)
    label_rows(ax, [fill(row, 22) for row in rows])
    ax.set(xticks=range(len(names)), xlim=(-0.5, len(names) - 0.5))
    ax.set_xticklabels([fill(name, 11, break_long_words=False) for name in names.values()], fontsize=7.5)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.set_title(fill(title, 70), fontsize=9.5, pad=8, x=-0.4)
    keys = [Line2D([], [], marker=shape, ls="", color=INK, label=stance) for stance, shape in SHAPES.items()]
    keys.append(Line2D([], [], marker="o", ls="", color=INK, mfc="white", label="open: somebody it hears"))
    ax.legend(handles=keys, loc="upper center", bbox_to_anchor=(0.4, 0), ncols=3, frameon=False, fontsize=8)
    return ax


def differences(table: pd.DataFrame, names: Mapping[str, str]) -> list[Axes]:
    """Draw differences of rates between pairs of groups, with both their intervals, a panel a pair.

    Parameters
    ----------
    table : DataFrame
        group, other, label, difference, ci_low, ci_high, corrected_low, corrected_high, firm; pairs and labels in the
        order of their rows, every pair with every label.
    names : mapping of str to str
        Name by group.

    Returns
    -------
    list of Axes
        Right of the line the first of a pair has more, left of it the other. The dark line is the interval of the
        difference by itself, the pale one that corrected for all differences; the marker is filled where the latter
        leaves out zero.
    """
    pairs = list(dict.fromkeys(zip(table["group"], table["other"], strict=True)))
    labels = list(dict.fromkeys(table["label"]))
    figure, axes = panels(len(pairs), 0.2 * len(labels) + 0.95, sharex=True, sharey=True)
    for ax, (group, other) in zip(axes, pairs, strict=True):
        here = table[(table["group"] == group) & (table["other"] == other)].set_index("label").loc[labels].reset_index()
        ax.axvline(0, color=INK, lw=0.8, zorder=0)
        ax.hlines(here.index, here["corrected_low"], here["corrected_high"], color=FAINT, lw=1.2)
        ax.hlines(here.index, here["ci_low"], here["ci_high"], color=INK, lw=2)
        for rows, face in ((here[here["firm"]], INK), (here[~here["firm"]], "white")):
            ax.plot(rows["difference"], rows.index, "o", color=INK, mfc=face, ms=5)
        label_rows(ax, [str(label).replace("_", " ") for label in labels])
        ax.set_title(f"right: {names[group]}\nleft: {names[other]}", fontsize=9)
        ax.tick_params(axis="y", length=0)
    figure.supxlabel("how many more per 1,000 words", fontsize=9)
    figure.tight_layout()
    return axes
