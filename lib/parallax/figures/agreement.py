"""Figure of agreement: how far coders agree on each question."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from parallax.figures.style import GREY, INK, SMALL, WIDTH, label_rows, titled, wrapped

ROW = 0.19  # inches
LEFT = 0.58  # where the axis begins, if nothing lies further left


def alphas(
    table: pd.DataFrame, bound: float, title: str = "", *, strong: Collection[str] = (), ax: Axes | None = None
) -> Axes:
    """Draw the alpha of each question with its interval, over the bound under which a question carries no claim.

    Parameters
    ----------
    table : DataFrame
        variable, alpha, ci_low, ci_high (missing where no interval is offered), in the order of the rows.
    bound : float
        Where the dashed line is.
    title : str
        What the figure shows.
    strong : collection of str
        Variables to highlight.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        A row a variable; a filled dot where it is highlighted.
    """
    if ax is None:
        _, ax = plt.subplots(figsize=(WIDTH, ROW * len(table) + 0.7 + 0.17 * len(wrapped(title).splitlines())))
    rows = np.arange(len(table))
    off = table["variable"].isin(list(strong)).to_numpy()
    ax.axvline(bound, color=GREY, lw=1, ls=(0, (4, 3)))
    for mine, shade, face in ((~off, GREY, "white"), (off, INK, INK)):
        ax.hlines(rows[mine], table.loc[mine, "ci_low"], table.loc[mine, "ci_high"], color=shade, lw=1.4, zorder=1)
        ax.plot(table.loc[mine, "alpha"], rows[mine], "o", color=shade, mfc=face, ms=5.5, mew=1.2)
    label_rows(ax, list(table["variable"]))
    for label, heavy in zip(ax.get_yticklabels(), off, strict=True):
        label.set_fontweight("bold" if heavy else "normal")
    left = np.nanmin([LEFT, *(table[["alpha", "ci_low"]].min() - 0.03)])
    ax.set(xlim=(left, 1.02))
    ax.set_xlabel("alpha: one where all codes agree,\nleft of the dashed line: too little for a claim", fontsize=SMALL)
    ax.tick_params(axis="y", length=0, labelsize=SMALL)
    ax.tick_params(axis="x", labelsize=SMALL)
    ax.spines["left"].set_visible(False)
    titled(ax, title)
    return ax
