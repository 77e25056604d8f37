"""Figures of framing: sides, rates of an issue, and differences between articles."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from parallax.figures.markup import opened
from parallax.figures.style import FAINT, GREY, INK, PALE, SMALL, WIDTH, colours, label_rows, markers, panels, wrapped

#: Shape and word of each stance; every other stance is that of who has nothing on it.
STANCES = {"for": ("^", "for"), "against": ("v", "against"), "mixed": ("D", "both"),
           "if": ("s", "only if"), "told": ("o", "no side")}  # fmt: skip
SILENCE = {"silent": "silent", "impossible": "too early"}
#: Who has it, in the order of a cell's lines.
WHOSE = ("own", "relayed", "undetermined", "reported")
#: How a shape is filled, and what that means.
LOOKS = {
    "own": ("full", "in the text's own voice, or in that of the column it relays"),
    "undetermined": ("left", "in paragraphs whose author is not known"),
    "reported": ("none", "of somebody whom it reports; a number says of how many"),
}

LINE = 0.185  # inches a line
ROOM = {"left": 0.28, "right": 0.98}  # for the names of rows
NARROW = 20  # letters of a line of a row's name
TITLE_LEFT = -0.38  # where a title begins that is as wide as the figure, in widths of the axes


def rates(
    table: pd.DataFrame,
    points: pd.DataFrame,
    names: Mapping[str, str],
    sources: Sequence[str],
    *,
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw the rate of one category by group, with its interval, over the single paragraphs.

    Parameters
    ----------
    table : DataFrame
        group, rate, ci_low, ci_high (missing where no interval is offered).
    points : DataFrame
        group, rate and n_tokens of each paragraph.
    names : mapping of str to str
        Name by group, in the order of the rows; a part of a source is a group too, ``source:part``.
    sources : sequence of str
        Every source, in the fixed order that gives each its colour.
    title : str
        What the figure shows.
    ax : Axes, optional
        Where to draw.

    Returns
    -------
    Axes
        A faint dot is a paragraph, larger the longer it is; the marker is the rate of the whole article, the line its
        interval; the highest rate has its name in bold. The axis ends where markers and intervals do: paragraphs
        beyond, short ones as a rule, are a ``›`` at its edge.
    """
    size = (WIDTH, 0.36 * len(names) + 0.9 + 0.2 * len(wrapped(title).splitlines()))
    ax = ax or plt.subplots(figsize=size, gridspec_kw=ROOM)[1]
    shade, mark = colours(list(sources)), markers(list(sources))
    here = table.set_index("group")
    edge = 1.15 * here[["rate", "ci_high"]].max(axis=None)
    for row, group in enumerate(names):
        of, (rate, low, high) = group.partition(":")[0], here.loc[group, ["rate", "ci_low", "ci_high"]]
        own = points[points["group"] == group]
        within = own[own["rate"] <= edge]
        ax.scatter(within["rate"], [row] * len(within), s=within["n_tokens"] / 6, color=shade[of], alpha=0.45, lw=0)
        if len(within) < len(own):
            ax.text(edge, row, "›", va="center", ha="right", color=INK, size=14)
        if np.isfinite(low):
            ax.hlines(row, low, high, color=INK, lw=1.5)
        ax.plot(rate, row, mark[of], color=shade[of], mec=INK, ms=8)
    label_rows(ax, [textwrap.fill(opened(name), NARROW) for name in names.values()])
    for label, group in zip(ax.get_yticklabels(), names, strict=True):
        label.set(size=SMALL, weight="bold" if group == here["rate"].idxmax() else "normal")
    ax.set(xlim=(-0.03 * edge, edge), xlabel="words per 1,000")
    ax.tick_params(axis="y", length=0)
    ax.set_title(wrapped(title), x=TITLE_LEFT)
    return ax


def ways(table: pd.DataFrame, names: Mapping[str, str], order: Sequence[str], title: str = "") -> Axes:
    """Draw the stance of each group, or of somebody whom it reports, on each of some ways.

    Parameters
    ----------
    table : DataFrame
        row (the way, in words; in order), source, whose (own, relayed, undetermined, reported; empty for none),
        stance, n.
    names : mapping of str to str
        Name by group, in the fixed order that gives each its colour.
    order : sequence of str
        Groups from left to right.
    title : str
        What the figure shows.

    Returns
    -------
    Axes
        A band a way, a column a group. A line has a shape and its word: filled where it is the text's own, half filled
        where it cannot be told whose, hollow where the group reports it of somebody; with a number, that many people.
    """
    shade = colours(list(names))
    bands = list(dict.fromkeys(table["row"]))
    n_lines = [max(2, _lines(table[table["row"] == band])) for band in bands]
    head = LINE * (2 + len(wrapped(title).splitlines()))
    height = head + LINE * (sum(n + 1.6 for n in n_lines) + len(LOOKS))
    ax = plt.figure(figsize=(WIDTH, height)).add_axes((0.0, 0.0, 1.0, 1 - head / height))
    ax.set_title(wrapped(title), pad=2.4 * LINE * 72, x=0.008)
    for place, group in enumerate(order):
        label = textwrap.fill(names[group].removeprefix("the "), 11)
        ax.text(place + 0.04, -0.3, label, size=SMALL, va="bottom")
        ax.plot([place + 0.04, place + 0.9], [-0.15, -0.15], color=shade[group], lw=2.5, clip_on=False)
    top = 0.0
    for band, n in zip(bands, n_lines, strict=True):
        ax.axhspan(top + 0.1, top + 1.2, color=PALE, lw=0)
        ax.text(0.04, top + 0.65, band, size=SMALL, va="center", weight="bold")
        for place, group in enumerate(order):
            _cell(ax, table[(table["row"] == band) & (table["source"] == group)], place, top + 1.75, shade[group])
        top += n + 1.6
    for place, (look, words) in enumerate(LOOKS.values()):
        ax.plot(0.1, top + 0.5 + place, "o", color=GREY, ms=6.5, mew=1.2, fillstyle=look, mfcalt="white")
        ax.text(0.22, top + 0.5 + place, words, size=SMALL, va="center")
    ax.set(xlim=(0, len(order)), ylim=(top + len(LOOKS), 0))
    ax.set_axis_off()
    return ax


def _lines(table: pd.DataFrame) -> int:
    return int(table.groupby("source").size().max())


def _cell(ax: Axes, mine: pd.DataFrame, place: int, top: float, colour: str) -> None:
    """Write what one group has on one way, a line each."""
    stances, whose = list(STANCES), list(WHOSE)
    key = {(who, stance): (whose.index(who), stances.index(stance)) for who in whose for stance in stances}
    rows = sorted(
        mine[["whose", "stance", "n"]].itertuples(index=False), key=lambda row: key.get((row.whose, row.stance), (0, 0))
    )
    for line, (who, stance, n) in enumerate(rows):
        if stance in SILENCE:
            ax.text(place + 0.06, top + line, SILENCE[stance], size=SMALL, va="center", color=GREY, style="italic")
            continue
        marker, word = STANCES[stance]
        look, _ = LOOKS["own" if who == "relayed" else who]
        ax.plot(place + 0.1, top + line, marker, color=colour, ms=6.5, mew=1.2, fillstyle=look, mfcalt="white")
        ax.text(place + 0.2, top + line, f"{word} ×{n}" if n > 1 else word, size=SMALL, va="center")


def differences(table: pd.DataFrame, names: Mapping[str, str], title: str = "") -> list[Axes]:
    """Draw differences of rates between pairs of groups, with both their intervals, a panel a pair.

    Parameters
    ----------
    table : DataFrame
        group, other, label, difference, ci_low, ci_high, corrected_low, corrected_high, firm; pairs and labels in the
        order of their rows, every pair with every label.
    names : mapping of str to str
        Name by group.
    title : str
        What the figure shows.

    Returns
    -------
    list of Axes
        Right of the line the first of a pair has more, left of it the other. The thick line is the interval of the
        difference by itself, the thin one that corrected for all differences; the marker is filled where the latter
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
        right, left = (names[one].removeprefix("the ") for one in (group, other))
        ax.set_title(f"right: {right}\nleft: {left}", fontsize=SMALL)
        ax.tick_params(axis="y", length=0)
    figure.supxlabel("how many more per 1,000 words", fontsize=SMALL)
    if title:
        figure.set_figheight(figure.get_figheight() + 0.2 * len(wrapped(title).splitlines()))
        figure.suptitle(wrapped(title), fontsize=10, weight="bold", x=0.01, ha="left")
    figure.tight_layout()
    return axes
