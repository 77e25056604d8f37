"""Figures of terms: the first terms of each group."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from parallax.figures.style import colours, label_rows, markers, panels


def top_terms(contrasts: pd.DataFrame, names: Mapping[str, str], *, n: int = 8) -> list[Axes]:
    """Draw the terms of each group that have the highest TF-IDF, a panel a group.

    Parameters
    ----------
    contrasts : DataFrame
        group, term, rank, tf_idf, as `analysis.terms.tf_idf` returns.
    names : mapping of str to str
        Short label by group, in the order of the panels.
    n : int
        Terms a panel.

    Returns
    -------
    list of Axes
    """
    figure, axes = panels(len(names), 0.24 * n + 0.55, sharex=True)
    shade, mark = colours(list(names)), markers(list(names))
    for ax, (group, short) in zip(axes, names.items(), strict=True):
        best = contrasts[contrasts["group"] == group].nsmallest(n, "rank")
        ax.hlines(range(len(best)), 0, best["tf_idf"], color=shade[group], lw=1.5)
        ax.plot(best["tf_idf"], range(len(best)), mark[group], color=shade[group], ms=6)
        label_rows(ax, list(best["term"]), n)
        ax.set_title(short)
        ax.tick_params(axis="y", length=0)
    axes[0].set_xlim(0, 1.08 * contrasts.loc[contrasts["rank"] <= n, "tf_idf"].max())
    figure.tight_layout()
    return axes
