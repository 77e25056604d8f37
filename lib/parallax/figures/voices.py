"""Figures of voices: every one of them a mark, by side and article."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from parallax.figures.markup import opened
from parallax.figures.style import DASH, FAINT, INK, PALE, WIDTH, colours, wrapped

SHAPES = ("o", "s", "^", "D")
PER_LINE = 6  # marks side by side in a cell
LINE, STEP, EDGE = 0.17, 0.145, 0.08  # inches a line is high, and parts of a column between marks and before the first
HEADS, GAP = 2.0, 1.2  # lines for the names of groups, and for the name of a side with the room around it


def voice_marks(
    table: pd.DataFrame,
    names: Mapping[str, str],
    *,
    order: Sequence[str],
    sides: Mapping[str, str],
    kinds: Mapping[str, str],
    strong: str = "",
    title: str = "",
) -> Axes:
    """Draw every voice as a mark: a row a side, a column a group.

    Parameters
    ----------
    table : DataFrame
        group, side, kind, quoted: a row a voice, in the order in which the marks of a cell are drawn.
    names : mapping of str to str
        Name by group, in the fixed order that gives the colours.
    order : sequence of str
        Groups in the order of the columns.
    sides, kinds : mapping of str to str
        What rows and shapes are called, in their order; four kinds at most. A side without a voice keeps its row.
    strong : str
        The side whose row is highlighted.
    title : str
        What the figure shows.

    Returns
    -------
    Axes
        A filled mark is quoted, a hollow one retold; its shape tells the kind, its colour the group. A cell without
        voices has a dash. x is in columns, y in lines.
    """
    if len(kinds) > len(SHAPES):
        raise ValueError(f"kinds has {len(kinds)}; {len(SHAPES)} shapes can be told apart: join some")
    lines = {side: _lines(table[table["side"] == side], order) for side in sides}
    height = HEADS + sum(lines.values()) + GAP * len(sides)
    ax = plt.figure(figsize=(WIDTH, LINE * height)).add_axes((0, 0, 1, 1))
    shade, shape = colours(list(names)), dict(zip(kinds, SHAPES, strict=False))
    for column, group in enumerate(order):
        name = opened(names[group])
        ax.text(column + EDGE / 2, HEADS - 0.7, textwrap.fill(name, 11), va="bottom", fontsize=9.6, weight="bold")
    top = HEADS
    for side, name in sides.items():
        rows = table[table["side"] == side]
        _row(ax, rows, name, top, order=order, shade=shade, shape=shape, strong=side == strong)
        if side == strong:
            ax.axhspan(top - 0.55, top + lines[side] + GAP - 0.55, color=PALE, zorder=0)
        top += lines[side] + GAP
    ax.set(xlim=(0, len(order)), ylim=(top - 0.55, top - 0.55 - height))
    ax.set_title(wrapped(title), pad=12)
    ax.set_axis_off()
    _legend(ax, kinds, shape)
    return ax


def _lines(rows: pd.DataFrame, order: Sequence[str]) -> int:
    """Return how many lines the fullest cell of a row needs."""
    return max(1, *(math.ceil((rows["group"] == group).sum() / PER_LINE) for group in order))


def _row(
    ax: Axes,
    rows: pd.DataFrame,
    name: str,
    top: float,
    *,
    order: Sequence[str],
    shade: Mapping[str, str],
    shape: Mapping[str, str],
    strong: bool,
) -> None:
    """Draw a side: its name, and below it the marks of each group."""
    ax.axhline(top - 0.55, color=FAINT, lw=0.5, zorder=1)
    ax.text(EDGE / 2, top, name, va="center", fontsize=9.6, weight="bold" if strong else "normal")
    for column, group in enumerate(order):
        mine = rows[rows["group"] == group]
        if mine.empty:
            ax.text(column + EDGE, top + 1, DASH, va="center", ha="center", fontsize=9)
        for place, voice in enumerate(mine.itertuples()):
            x, y = column + EDGE + STEP * (place % PER_LINE), top + 1 + place // PER_LINE
            face = shade[group] if voice.quoted else "white"
            ax.plot(x, y, shape[voice.kind], color=shade[group], mfc=face, mec=INK, mew=0.8, ms=7, zorder=2)


def _legend(ax: Axes, kinds: Mapping[str, str], shape: Mapping[str, str]) -> None:
    """Say below the rows what shapes and filling mean."""
    shown = [(shape[kind], "white", label) for kind, label in kinds.items()]
    shown += [("o", INK, "filled: quoted"), ("o", "white", "hollow: retold")]
    keys = [
        Line2D([], [], ls="", marker=marker, mfc=face, mec=INK, mew=0.8, ms=7, color=INK, label=label)
        for marker, face, label in shown
    ]
    ax.legend(
        handles=keys,
        loc="upper left",
        bbox_to_anchor=(0, 0),
        ncols=3,
        frameon=False,
        fontsize=9.6,
        handletextpad=0.1,
        columnspacing=0.8,
        borderaxespad=0.2,
        borderpad=0,
    )
