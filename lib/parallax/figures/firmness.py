"""Figures of how firm a result is: intervals, stability against chance, every specification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from parallax.figures.style import FAINT, INK, PALETTE, WIDTH, colours, label_rows, markers, panels


def intervals(table: pd.DataFrame, names: Mapping[str, str]) -> list[Axes]:
    """Draw log-odds with their intervals, a panel a group.

    Parameters
    ----------
    table : DataFrame
        group, term, log_odds, ci_low, ci_high (missing where no interval is offered), log_odds_loo; terms in the order
        of their rows.
    names : mapping of str to str
        Name by group, in the order of the panels.

    Returns
    -------
    list of Axes
        The marker is the log-odds, hollow where no interval is offered; the line its interval; the short upright stroke
        what is left when the one paragraph that matters most is left out. Zero means the same use.
    """
    most = int(table.groupby("group", observed=True).size().max())
    figure, axes = panels(len(names), 0.26 * most + 0.6, sharex=True)
    shade, mark = colours(list(names)), markers(list(names))
    for ax, (group, name) in zip(axes, names.items(), strict=True):
        mine = table[table["group"] == group].reset_index(drop=True)
        ax.axvline(0, color=FAINT, lw=1, zorder=0)
        ax.hlines(mine.index, mine["ci_low"], mine["ci_high"], color=shade[group], lw=1.5)
        ax.plot(mine["log_odds_loo"], mine.index, "|", color=INK, ms=9, mew=1.2)
        offered = mine["ci_low"].notna()
        for rows, face in ((mine[offered], shade[group]), (mine[~offered], "white")):
            ax.plot(rows["log_odds"], rows.index, mark[group], color=shade[group], mfc=face, ms=6)
        label_rows(ax, list(mine["term"]), most)
        ax.set_title(name[:1].upper() + name[1:])
        ax.tick_params(axis="y", length=0)
    figure.supxlabel("log-odds, one against the rest", fontsize=9)
    figure.tight_layout()
    return axes


def stability(table: pd.DataFrame, chosen: Sequence[int], ax: Axes | None = None) -> Axes:
    """Draw the stability of topics by their number, over that of shuffled words.

    Parameters
    ----------
    table : DataFrame
        k, stability, low, high, null, null_high.
    chosen : sequence of int
        Values of k to mark.
    ax : Axes, optional
        Where to draw.

    Returns
    -------
    Axes
        A dot with the range of the subsamples a k; grey, mean and highest of the shuffled corpora.
    """
    ax = ax or plt.subplots(figsize=(WIDTH, 2.6))[1]
    ax.fill_between(table["k"], table["null"], table["null_high"], color=FAINT, alpha=0.5, lw=0)
    ax.plot(table["k"], table["null"], color="#666666", lw=1, ls="--", label="shuffled words, mean to highest")
    ax.vlines(table["k"], table["low"], table["high"], color=PALETTE[0], lw=1.2)
    ax.plot(table["k"], table["stability"], "o", color=PALETTE[0], mfc="white", ms=6, label="these paragraphs")
    picked = table[table["k"].isin(list(chosen))]
    ax.plot(picked["k"], picked["stability"], "o", color=PALETTE[0], ms=7, label="shown in this chapter")
    ax.set(xlabel="number of topics", ylabel="stability", ylim=(0, 1), xticks=list(table["k"]))
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.22), ncols=2, frameon=False, fontsize=8)
    return ax


def specification(table: pd.DataFrame, choices: Mapping[str, Sequence[str]], label: str) -> list[Axes]:
    """Draw a result under every combination of choices, sorted, over what was chosen each time.

    Parameters
    ----------
    table : DataFrame
        value, low, high, holds, and a column a choice with its level in words; one row a combination.
    choices : mapping of str to sequence of str
        Levels of each choice, in the order of their rows.
    label : str
        What the values are.

    Returns
    -------
    list of Axes
        Above, values with intervals, open where the claim fails; below, a mark a combination and level.
    """
    rows = [(name, level) for name, levels in choices.items() for level in levels]
    height = 2.0 + 0.2 * len(rows)
    ratios = {"height_ratios": [2.0, 0.2 * len(rows)]}
    _, (top, below) = plt.subplots(2, 1, figsize=(WIDTH, height), sharex=True, gridspec_kw=ratios)
    ordered = table.sort_values("value", kind="stable").reset_index(drop=True)
    top.axhline(0, color=FAINT, lw=1)
    for kept, face in ((ordered[ordered["holds"]], PALETTE[0]), (ordered[~ordered["holds"]], "white")):
        top.vlines(kept.index, kept["low"], kept["high"], color=FAINT, lw=0.6)
        top.plot(kept.index, kept["value"], "o", color=PALETTE[0], mfc=face, ms=2.5, mew=0.6)
    top.set_ylabel(label)
    for row, (name, level) in enumerate(rows):
        here = ordered.index[ordered[name] == level]
        below.plot(here, np.full(len(here), row), "|", color=INK, ms=4, mew=0.4)
    label_rows(below, [fill(level, 34) for _, level in rows])
    below.tick_params(length=0, labelsize=7)
    below.set_xlabel("combinations of choices, the smallest figure first")
    below.spines[["left", "bottom"]].set_visible(False)
    return [top, below]


def paragraph_map(points: pd.DataFrame, names: Mapping[str, str], ax: Axes | None = None) -> Axes:
    """Draw paragraphs on a plane, marked by article and coloured by topic.

    Parameters
    ----------
    points : DataFrame
        source, x, y, topic (from 1; 0 for none), n_tokens.
    names : mapping of str to str
        Short label by source.
    ax : Axes, optional
        Where to draw.

    Returns
    -------
    Axes
        Larger marks are longer paragraphs. The axes have no units.
    """
    ax = ax or plt.subplots(figsize=(WIDTH, 3.9))[1]
    mark = markers(list(names))
    for source, short in names.items():
        mine = points[points["source"] == source]
        face = [PALETTE[(topic - 1) % len(PALETTE)] if topic else "white" for topic in mine["topic"]]
        ax.scatter(mine["x"], mine["y"], s=15 + mine["n_tokens"] / 3, c=face, marker=mark[source], alpha=0.8, lw=0)
        ax.plot([], [], mark[source], color="#666666", label=short)
    ax.set(xticks=[], yticks=[])
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.03), ncols=len(names), frameon=False, handletextpad=0.1)
    return ax
