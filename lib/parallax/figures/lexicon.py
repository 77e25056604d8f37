"""Figure of the word list: how well it finds what was read, in three ways of searching."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from parallax.figures.style import GREY, INK, SMALL, WIDTH, label_rows, titled

MARKS = ("o", "D", "|")  # of the ways, which go without colours: those are the articles'
BETWEEN = 0.28  # rows, between two ways


def list_scores(
    table: pd.DataFrame, ways: Mapping[str, str], title: str, ax: Axes | None = None, *, strong: str = ""
) -> Axes:
    """Draw the F-score of each issue in each way of searching, with its interval.

    Parameters
    ----------
    table : DataFrame
        frame, way, f1, f1_low, f1_high (missing where no interval is offered, f1 too where it is undefined); frames in
        the order of the rows.
    ways : mapping of str to str
        What each way is called in the figure, by its name, from top to bottom; three at most.
    title : str
        The finding, in words.
    ax : Axes, optional
        Where to draw; a new figure by default.
    strong : str
        The frame whose name is in bold.

    Returns
    -------
    Axes
        A row an issue, in it a marker a way, one under the other, named in the first row.
    """
    frames = list(dict.fromkeys(table["frame"]))
    if ax is None:
        _, ax = plt.subplots(figsize=(WIDTH, 0.46 * len(frames) + 1.1))
    for place, (way, called) in enumerate(ways.items()):
        mine = table[table["way"] == way].set_index("frame").loc[frames]
        rows = np.arange(len(frames)) + BETWEEN * (place - (len(ways) - 1) / 2)
        shade = INK if place == 0 else GREY
        made = mine["f1_low"].notna().to_numpy()
        ax.hlines(rows[made], mine.loc[made, "f1_low"], mine.loc[made, "f1_high"], color=shade, lw=1.2)
        ax.plot(mine["f1"], rows, MARKS[place], color=shade, mfc=INK if place == 0 else "white", ms=5.5, mew=1.4)
        end = np.nanmin([mine["f1"].iloc[0], mine["f1_low"].iloc[0]])
        ax.annotate(
            called, (end, rows[0]), (-6, 0), textcoords="offset points", ha="right", va="center", fontsize=SMALL
        )
    label_rows(ax, [f"{frame} issues" if frame == "all" else frame.replace("_", " ") for frame in frames])
    for label, frame in zip(ax.get_yticklabels(), frames, strict=True):
        label.set_fontweight("bold" if frame == strong else "normal")
    ax.set_xlim(0, 1.02)
    ax.set_xlabel("F-score: one where words and reading\nagree on all that either finds", fontsize=SMALL)
    ax.tick_params(labelsize=SMALL)
    ax.tick_params(axis="y", length=0)
    titled(ax, title)
    return ax
