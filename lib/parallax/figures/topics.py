"""Figures of topics: their stability against chance, their shares, and paragraphs by topic and by company."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from parallax.figures.style import DASH, FAINT, GREY, INK, PALETTE, WIDTH, colours, label_rows, markers


def topic_strip(paragraphs: pd.DataFrame, names: Mapping[str, str], ax: Axes | None = None) -> Axes:
    """Draw each article as a bar, with a cell a paragraph, coloured and numbered by its main topic.

    Parameters
    ----------
    paragraphs : DataFrame
        source, n_tokens and topic (from 1; 0 for none), in the order of the texts.
    names : mapping of str to str
        Short label by source, in the order of the bars.
    ax : Axes, optional
        Where to draw.

    Returns
    -------
    Axes
        One bar a source, the first on top; x is in words. The number stands in cells that are wide enough for it;
        beyond seven topics, colours return with a hatching.
    """
    ax = ax or plt.subplots(figsize=(WIDTH, 0.42 * len(names) + 0.5))[1]
    widest = paragraphs.groupby("source")["n_tokens"].sum().max()
    for row, source in enumerate(names):
        cells = paragraphs[paragraphs["source"] == source]
        lefts = cells["n_tokens"].cumsum() - cells["n_tokens"]
        for left, width, topic in zip(lefts, cells["n_tokens"], cells["topic"], strict=True):
            face = "white" if topic == 0 else PALETTE[(topic - 1) % len(PALETTE)]
            again = topic > len(PALETTE)
            ax.barh(row, width, 0.75, left, facecolor=face, edgecolor="white", hatch="///" if again else "", lw=0.8)
            if width >= widest / 50:
                ink = INK if again else "white"
                box = {"boxstyle": "round,pad=0.1", "fc": "white", "ec": "none"} if again else None
                ax.text(left + width / 2, row, str(topic), ha="center", va="center", fontsize=7, color=ink, bbox=box)
    label_rows(ax, list(names.values()))
    ax.set_xlabel("words")
    return ax


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
    ax.plot(table["k"], table["null"], color=GREY, lw=1, ls="--", label="shuffled words, mean to highest")
    ax.vlines(table["k"], table["low"], table["high"], color=PALETTE[0], lw=1.2)
    ax.plot(table["k"], table["stability"], "o", color=PALETTE[0], mfc="white", ms=6, label="these paragraphs")
    picked = table[table["k"].isin(list(chosen))]
    ax.plot(picked["k"], picked["stability"], "o", color=PALETTE[0], ms=7, label="shown in this chapter")
    ax.set(xlabel="number of topics", ylabel="stability", ylim=(0, 1), xticks=list(table["k"]))
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.22), ncols=2, frameon=False, fontsize=8)
    return ax


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
        ax.plot([], [], mark[source], color=GREY, label=short)
    ax.set(xticks=[], yticks=[])
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.03), ncols=len(names), frameon=False, handletextpad=0.1)
    return ax


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
    label_rows(ax, [fill(str(label), 18) for label in labels])
    ax.tick_params(length=0, top=False, labeltop=True, labelbottom=False)
    ax.spines[["left", "bottom"]].set_visible(False)
    return ax
