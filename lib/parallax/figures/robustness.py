"""Figures of robustness: all claims by the share of ways of counting in which they are true, and one claim in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from parallax.figures.style import FAINT, GREY, INK, SMALL, WIDTH, label_rows, titled, wrapped

LINE = 0.17  # inches from one dot to the one above it
DOT, NUMBERED = 6.5, 12.5  # points
NEAR, NEAR_NUMBERED = 0.04, 0.065  # parts of the axis within which two dots lie one above the other
BLOCK, STEP, PER_LINE = 1.08, 0.045, 9  # where the dots of those that are always true begin, and how they lie there
LEVEL_WIDTH = 24  # letters of a level in a line


def claim_strip(table: pd.DataFrame, title: str = "", ax: Axes | None = None) -> Axes:
    """Draw every claim at the share of the ways of counting in which it is true.

    Parameters
    ----------
    table : DataFrame
        share (0 to 1), number (0 for none), band and n_asked; one row a claim.
    title : str
        What the figure shows.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        A strip a band, that of the fewest ways on top. A dot a claim, dark if it is true in fewer than half of the
        ways, with its number if it has one; those that are true in all are in a block of their own at the right.
        y is in lines of dots, downwards.
    """
    strips = list(table.sort_values("n_asked", kind="stable").groupby("band", sort=False))
    placed = {band: _placed(mine) for band, mine in strips}
    height = sum(dots["line"].max() + 3 for dots in placed.values())
    if ax is None:
        inches = LINE * height + 0.35 + 0.17 * len(wrapped(title).splitlines())
        _, ax = plt.subplots(figsize=(WIDTH, inches))
    bottom = 0.0
    for band, dots in placed.items():
        bottom += dots["line"].max() + 3
        ax.text(-0.03, bottom - dots["line"].max() - 1.9, band, va="center", fontsize=SMALL, color=GREY)
        ax.axhline(bottom, color=FAINT, lw=0.6, zorder=0)
        for dot in dots.itertuples():
            _draw(ax, dot.x, bottom - 0.75 - dot.line, dot.share, dot.number)
    ax.axvline(0.5, color=GREY, lw=1, ls=(0, (4, 3)), zorder=0)
    right = BLOCK + STEP * PER_LINE
    ax.set(xlim=(-0.04, right), ylim=(bottom, 0), yticks=[])
    ax.set_xticks([0, 0.25, 0.5, 0.75, (BLOCK + right) / 2], ["never", "25%", "half", "75%", "true in all of them"])
    ax.tick_params(length=0, labelsize=SMALL)
    ax.spines[["left", "bottom"]].set_visible(False)
    titled(ax, title)
    return ax


def _placed(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the claims of a strip with x and line, so that no two dots lie on each other; the first line is 0."""
    rows: list[tuple[float, int, float, int]] = []
    block = 0
    for claim in claims.sort_values("share", kind="stable").itertuples():
        if claim.share == 1:
            x, line = BLOCK + STEP * (block % PER_LINE + 0.5), block // PER_LINE
            block += 1
        else:
            taken = {
                line
                for x, line, _, number in rows
                if abs(x - claim.share) < (NEAR_NUMBERED if number or claim.number else NEAR)
            }
            x, line = claim.share, next(line for line in range(len(rows) + 1) if line not in taken)
        rows.append((x, line, claim.share, claim.number))
    return pd.DataFrame(rows, columns=["x", "line", "share", "number"])


def _draw(ax: Axes, x: float, y: float, share: float, number: int) -> None:
    seldom = share < 0.5
    face, size = INK if seldom else "white", NUMBERED if number else DOT
    ax.plot(x, y, "o", color=INK if seldom else GREY, mfc=face, ms=size, mew=1, clip_on=False)
    if number:
        ax.text(x, y, str(number), color="white", fontsize=SMALL, weight="bold", ha="center", va="center_baseline")


def specification(table: pd.DataFrame, choices: Mapping[str, Sequence[str]], label: str, title: str = "") -> list[Axes]:
    """Draw a result under every combination of choices, sorted, over what was chosen each time.

    Parameters
    ----------
    table : DataFrame
        value, low, high, holds, and a column a choice with its level in words; one row a combination.
    choices : mapping of str to sequence of str
        Levels of the choices that are shown, in the order of their rows.
    label : str
        What the values are.
    title : str
        What the figure shows.

    Returns
    -------
    list of Axes
        Above, values with intervals, hollow where the claim fails; below, a mark a combination and level.
    """
    rows = [(name, level) for name, levels in choices.items() for level in levels]
    below_height = 0.34 * len(rows) + 0.1
    _, (top, below) = plt.subplots(
        2, 1, figsize=(WIDTH, 2.6 + below_height), sharex=True, gridspec_kw={"height_ratios": [1.9, below_height]}
    )
    ordered = table.sort_values("value", kind="stable").reset_index(drop=True)
    size = 5 if len(ordered) <= 100 else 2.5
    for kept, face in ((ordered[ordered["holds"]], INK), (ordered[~ordered["holds"]], "white")):
        top.vlines(kept.index, kept["low"], kept["high"], color=FAINT, lw=0.6)
        top.plot(kept.index, kept["value"], "o", color=INK, mfc=face, ms=size, mew=0.8)
    top.set_ylabel(fill(label, 26), fontsize=SMALL)
    top.text(0.02, 0.96, "● true\n○ false", transform=top.transAxes, va="top", fontsize=SMALL)
    top.tick_params(axis="x", length=0)
    top.tick_params(labelsize=SMALL)
    top.locator_params(axis="y", nbins=5)
    for row, (name, level) in enumerate(rows):
        here = ordered.index[ordered[name] == level]
        below.plot(here, np.full(len(here), row), "|", color=INK, ms=9, mew=min(2.5, 80 / len(ordered)))
    for levels in np.cumsum([len(levels) for levels in choices.values()])[:-1]:
        below.axhline(levels - 0.5, color=FAINT, lw=0.6)
    label_rows(below, [fill(level, LEVEL_WIDTH) for _, level in rows])
    below.tick_params(length=0, labelsize=SMALL)
    below.set_xticks([])
    below.set_xlabel("each column is one way of counting", fontsize=SMALL)
    below.spines[["left", "bottom"]].set_visible(False)
    titled(top, title)
    return [top, below]
