"""Profiles: a card for each article, the stance of each on the ways out, and how near they are to one another."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from parallax.figures.markup import download, escaped, unlinked
from parallax.figures.matrix import item_html, item_text
from parallax.figures.style import FAINT, GREY, INK, SMALL, WIDTH, colours, label_rows, wrapped


class Card:
    """A group's card: a heading a row, and beside it what there is on it; on a narrow screen below it.

    Parameters
    ----------
    frame : DataFrame
        An item a row: row (the heading), text (prose, with the marks of `figures.table.marked_up`), and mark and by as
        in `figures.matrix.Matrix`. Rows are shown in the order of their first item.
    caption : str
        What the card is about.

    Notes
    -----
    Everything is escaped. The CSV has an item a row.

    Examples
    --------
    >>> Card(pd.DataFrame({"row": ["Issues", "Issues"], "text": ["boats", "nets"], "mark": ["read", ""]}), "The Dock")
    The Dock
      Issues: read: boats; nets
    """

    def __init__(self, frame: pd.DataFrame, caption: str) -> None:
        self.caption = caption
        self.items = frame.reset_index(drop=True)
        self.csv = unlinked(self.items.to_csv(index=False, lineterminator="\n"))
        self.rows = list(dict.fromkeys(frame["row"]))

    def _repr_html_(self) -> str:
        caption = html.escape(self.caption)
        rows = "".join(
            f"<dt>{escaped(row)}</dt>\n<dd><ul>{''.join(f'<li>{item_html(item)}</li>' for item in self._of(row))}"
            "</ul></dd>\n"
            for row in self.rows
        )
        return (
            f'<div class="parallax-card" role="region" aria-label="{caption}">\n'
            f"<p>{caption} {download(self.caption, self.csv)}</p>\n<dl>\n{rows}</dl>\n</div>"
        )

    def _of(self, row: str) -> list[dict[str, str]]:
        return self.items[self.items["row"] == row].to_dict("records")

    def __repr__(self) -> str:
        lines = [f"  {row}: {'; '.join(map(item_text, self._of(row)))}" for row in self.rows]
        return "\n".join([self.caption, *lines])


def issues(table: pd.DataFrame, names: Mapping[str, str], order: Sequence[str], title: str = "") -> Axes:
    """Draw how much of each group is on each issue: a disc whose area is the share, with the share beside it.

    Parameters
    ----------
    table : DataFrame
        group, frame, words_read (share of the group's words in paragraphs read as about the issue, 0 to 1).
    names : mapping of str to str
        Name by group, in the fixed order that gives each its colour.
    order : sequence of str
        Groups from left to right.
    title : str
        What the figure shows.

    Returns
    -------
    Axes
        A row an issue, on top the one with the largest share anywhere; in each column the largest share is in bold.
    """
    shade = colours(list(names))
    wide = table.pivot(index="frame", columns="group", values="words_read")[list(order)]
    wide = wide.loc[wide.max(axis=1).sort_values(ascending=False, kind="stable").index]
    ax = plt.subplots(figsize=(WIDTH, 0.42 * len(wide) + 1.3))[1]
    for column, group in enumerate(order):
        for row, share in enumerate(wide[group]):
            ax.scatter(column - 0.22, row, s=420 * share, color=shade[group], lw=0)
            weight = "bold" if share == wide[group].max() else "normal"
            ax.text(column + 0.05, row, f"{share:.0%}", va="center", size=SMALL, weight=weight)
    label_rows(ax, [str(frame).replace("_", " ") for frame in wide.index])
    ax.set(xticks=range(len(order)), xlim=(-0.6, len(order) - 0.4))
    # A word a line: two of them beside a long one would touch it.
    ax.set_xticklabels(["\n".join(names[group].removeprefix("the ").split()) for group in order], size=SMALL)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.set_title(wrapped(title), pad=10, x=-0.3)
    return ax


def near(table: pd.DataFrame, names: Mapping[str, str], measures: Mapping[str, str], title: str = "") -> list[Axes]:
    """Draw how near each pair of groups is by several measures, over what dealing their paragraphs at random gives.

    Parameters
    ----------
    table : DataFrame
        by (the measure), group, other, similarity, ci_low, ci_high (NaN for none), dealt, dealt_low, dealt_high, apart
        (whether it is filled). Pairs are drawn in the order of their first rows.
    names : mapping of str to str
        Name by group.
    measures : mapping of str to str
        Heading by measure, in the order of the panels.
    title : str
        What the figure shows.

    Returns
    -------
    list of Axes
        A panel a measure, a row a pair. The grey band is where random deals lie, its tick their median; the marker is
        the pair, the line its interval.
    """
    pairs = list(dict.fromkeys(zip(table["group"], table["other"], strict=True)))
    figure, axes = plt.subplots(1, len(measures), figsize=(WIDTH, 0.42 * len(pairs) + 1.2), sharey=True)
    axes = list(np.atleast_1d(axes))
    for ax, (measure, heading) in zip(axes, measures.items(), strict=True):
        here = table[table["by"] == measure].set_index(["group", "other"]).loc[pairs].reset_index()
        ax.hlines(here.index, here["dealt_low"], here["dealt_high"], color=FAINT, lw=9)
        ax.plot(here["dealt"], here.index, "|", color=GREY, ms=9)
        made = here[here["ci_low"].notna()]
        ax.hlines(made.index, made["ci_low"], made["ci_high"], color=INK, lw=1.2)
        for rows, face in ((here[here["apart"]], INK), (here[~here["apart"]], "white")):
            ax.plot(rows["similarity"], rows.index, "o", color=INK, mfc=face, ms=5.5)
        ax.set_title(heading, fontsize=SMALL)
        ax.set(xlim=(0, 1), xticks=[0, 0.5], xticklabels=["0", "½"])
        ax.tick_params(axis="y", length=0)
    labels = [f"{names[group].removeprefix('the ')}\n{names[other].removeprefix('the ')}" for group, other in pairs]
    label_rows(axes[0], labels)
    axes[0].tick_params(axis="y", labelsize=SMALL)
    figure.suptitle(wrapped(title), fontsize=10, weight="bold", x=0.01, ha="left")
    figure.supxlabel("share that the two have in common", fontsize=SMALL)
    figure.tight_layout(w_pad=0.4)
    return axes
