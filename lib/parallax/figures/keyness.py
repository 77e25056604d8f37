"""Figures of keyness: contrasts with their intervals."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from parallax.figures.style import FAINT, INK, colours, label_rows, markers, panels


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
