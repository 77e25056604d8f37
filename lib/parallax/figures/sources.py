"""Figures of sources: the relay by which each text came, how a page is made up, words in a row that texts share."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from parallax.figures.markup import opened
from parallax.figures.style import DASH, GREY, HATCHES, INK, SMALL, WIDTH, colours, markers, wrapped

LINE = 0.165  # inches a line of letters is high
GAP = 0.16  # inches between two boxes, where the arrow is
BROAD = 12  # letters that a line of a box has room for
SURE, UNSURE = "solid", (0, (3, 2))  # the edge of a box


def relay(
    steps: pd.DataFrame, names: Mapping[str, str], order: Sequence[str], *, strong: str = "", title: str = ""
) -> Axes:
    """Draw how each text came to the copy that was read, as a relay: a box for each who had it, and what it lost.

    Parameters
    ----------
    steps : DataFrame
        source, hop, holder, did, inferred (bool), lost (items; empty for none), since (the earliest hop at which that
        can have been lost).
    names : mapping of str to str
        Name by source, in the fixed order that gives each its colour.
    order : sequence of str
        Sources from top to bottom.
    strong : str
        The source whose losses are highlighted.
    title : str
        What the figure shows.

    Returns
    -------
    Axes
        A row of boxes a source, read from the left; a dashed box rests on inference. What was lost is below the box,
        or below a bracket over all boxes where it can have been lost. x and y are in inches.

    Raises
    ------
    ValueError
        If no step is of a source in `order`.
    """
    rows = {source: steps[steps["source"] == source].sort_values("hop") for source in order}
    rows = {source: table for source, table in rows.items() if len(table)}
    if not rows:
        raise ValueError("hops has no row of a source in order; see that both are of one corpus")
    width = (WIDTH - 0.04 + GAP) / max(map(len, rows.values())) - GAP
    heights = [LINE * (_box_lines(table) + _lost_lines(table, width) + 2.1) for table in rows.values()]
    head = LINE * (len(wrapped(title).splitlines()) + 0.6) if title else 0.0
    ax = plt.figure(figsize=(WIDTH, head + sum(heights))).add_axes((0, 0, 1, sum(heights) / (head + sum(heights))))
    shade, mark = colours(list(names)), markers(list(names))
    top = 0.0
    for (source, table), height in zip(rows.items(), heights, strict=True):
        ax.plot(0.09, top + LINE / 2, mark[source], color=shade[source], ms=7)
        name = opened(names[source])
        ax.text(0.22, top + LINE / 2, name, size=SMALL, weight="bold", va="center_baseline")
        _boxes(ax, table, top + 1.2 * LINE, width, colour=shade[source], strong=source == strong)
        top += height
    ax.set(xlim=(0, WIDTH), ylim=(top, 0))
    ax.set_title(wrapped(title), x=0.005)
    ax.set_axis_off()
    return ax


def _in_box(holder: str, did: str) -> tuple[list[str], list[str]]:
    """Return the lines of a box: who had the text, and what was done with it."""
    return textwrap.wrap(holder, BROAD), textwrap.wrap(did, BROAD + 1)


def _box_lines(table: pd.DataFrame) -> int:
    return max(sum(map(len, _in_box(holder, did))) for holder, did in zip(table["holder"], table["did"], strict=True))


def _lost(step: Any, width: float) -> list[str]:  # noqa: ANN401  a row, as pandas gives it
    """Return what was lost at a step, in lines as wide as the boxes where that can have been."""
    boxes = step.hop - step.since + 1
    broad = int((boxes * (width + GAP) - GAP) / width * (BROAD + 2))
    return textwrap.wrap(f"lost: {', '.join(step.lost)}", broad) if len(step.lost) else []


def _lost_lines(table: pd.DataFrame, width: float) -> float:
    most = max(len(_lost(step, width)) for step in table.itertuples())
    return most + 0.4 if most else 0.0


def _boxes(ax: Axes, table: pd.DataFrame, top: float, width: float, *, colour: str, strong: bool) -> None:
    """Draw the boxes of one source from the left, with arrows between them, and below each what was lost."""
    height = LINE * (_box_lines(table) + 0.5)
    left = {hop: 0.02 + place * (width + GAP) for place, hop in enumerate(table["hop"])}
    for step in table.itertuples():
        x = left[step.hop]
        style = "round,pad=0,rounding_size=0.05"
        edge = UNSURE if step.inferred else SURE
        ax.add_patch(FancyBboxPatch((x, top), width, height, style, fc="white", ec=colour, lw=1.4, ls=edge))
        holder, did = _in_box(step.holder, step.did)
        for line, text in enumerate([*holder, *did]):
            weight, ink = ("bold", INK) if line < len(holder) else ("normal", GREY)
            ax.text(x + 0.05, top + LINE * (line + 0.75), text, size=SMALL, va="center", weight=weight, color=ink)
        if step.hop > table["hop"].iloc[0]:
            arrow = {"arrowstyle": "->", "color": colour, "lw": 1.4, "shrinkA": 1, "shrinkB": 1}
            ax.annotate("", (x, top + height / 2), (x - GAP, top + height / 2), arrowprops=arrow)
        _loss(ax, step, (left[step.since], x + width), top + height, width, strong=strong)


def _loss(
    ax: Axes,
    step: Any,  # noqa: ANN401  a row, as pandas gives it
    span: tuple[float, float],
    top: float,
    width: float,
    *,
    strong: bool,
) -> None:
    """Write what was lost at a step below its box, or below a bracket where it can have been at one before."""
    low, high = span
    if step.since < step.hop:
        y, foot = top + 0.5 * LINE, top + 0.2 * LINE
        ax.plot([low, low, high, high], [foot, y, y, foot], color=INK, lw=1.6 if strong else 0.8)
    for line, text in enumerate(_lost(step, width)):
        place = top + LINE * (line + (1.1 if step.since < step.hop else 0.75))
        ax.text(low, place, text, size=SMALL, va="center", weight="bold" if strong else "normal")


def page_parts(
    cells: pd.DataFrame,
    names: Mapping[str, str],
    source: str,
    parts: Mapping[str, str],
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw a page as a bar with a cell a paragraph, as wide as its words, and say below it what each part is.

    Parameters
    ----------
    cells : DataFrame
        paragraph, n_tokens, part, and share (of its words, that another text has too, 0 to 1; missing where it was not
        compared), in the order of the page.
    names : mapping of str to str
        Name by source, in the fixed order that gives each its colour.
    source : str
        Whose page it is.
    parts : mapping of str to str
        What each part is called, in their order; those not compared are hatched.
    title : str
        What the figure shows.
    ax : Axes, optional
        Where to draw.

    Returns
    -------
    Axes
        A cell that was compared is filled as high as its share of words kept. x is in words, y in heights of a cell.
    """
    parts = {part: words for part, words in parts.items() if (cells["part"] == part).any()}
    height = LINE * (2.2 + 1.5 * len(parts))
    ax = ax or plt.subplots(figsize=(WIDTH, height + LINE * len(wrapped(title).splitlines())))[1]
    shade, lefts = colours(list(names))[source], cells["n_tokens"].cumsum() - cells["n_tokens"]
    uncompared = [part for part in parts if cells.loc[cells["part"] == part, "share"].isna().all()]
    for left, cell in zip(lefts, cells.itertuples(), strict=True):
        hatch = HATCHES[uncompared.index(cell.part) + 1] if cell.part in uncompared else None
        ax.barh(0.5, cell.n_tokens, 1, left, facecolor="white", edgecolor=shade, hatch=hatch, lw=0.8)
        if cell.part not in uncompared:
            ax.barh(0, cell.n_tokens, cell.share, left, align="edge", facecolor=shade, edgecolor=shade, lw=0.8)
    whole = cells["n_tokens"].sum()
    for line, (part, words) in enumerate(parts.items()):
        mine = cells["part"] == part
        low, high = lefts[mine].min(), (lefts + cells["n_tokens"])[mine].max()
        y, numbers = -0.35 - 0.75 * line, sorted(set(cells.loc[mine, "paragraph"].agg(["min", "max"])))
        ax.plot([low + 3, high - 3], [y, y], color=INK, lw=1.2)
        label = f"\u00b6{DASH.join(map(str, numbers))} {words}"
        left = low < 0.6 * whole
        ax.text(low + 3 if left else high - 3, y - 0.14, label, size=SMALL, va="top", ha="left" if left else "right")
    ax.set(xlim=(0, whole), ylim=(-0.35 - 0.75 * len(parts), 1.05))
    ax.set_title(wrapped(title))
    ax.set_axis_off()
    return ax


def longest_runs(
    table: pd.DataFrame, names: Mapping[str, str], words: str, title: str = "", ax: Axes | None = None
) -> Axes:
    """Draw how many words in a row each pair of sources shares at most, and a source and the text that it passes on.

    Parameters
    ----------
    table : DataFrame
        source_a, source_b (empty for a text that is not a source), length, counted (False where the run is shorter than
        any that was counted, and `length` a bound).
    names : mapping of str to str
        Name by source, in the fixed order that gives each its colour.
    words : str
        Label of the mark for a source and the text that it passes on.
    title : str
        What the figure shows.
    ax : Axes, optional
        Where to draw.

    Returns
    -------
    Axes
        A grey dot a pair, one above the other where they are as long, hollow where the length is a bound; the others
        with the colour and mark of their source. x is in words.
    """
    ax = ax or plt.subplots(figsize=(WIDTH, 1.3 + LINE * len(wrapped(title).splitlines())))[1]
    shade, mark = colours(list(names)), markers(list(names))
    pairs = table[table["source_b"] != ""]
    for row, above in zip(pairs.itertuples(), pairs.groupby("length").cumcount(), strict=True):
        ax.plot(row.length, above, "o", color=GREY, mfc=GREY if row.counted else "white", ms=6)
    ax.annotate(
        "each dot is a pair of articles", (pairs["length"].max(), 0), (8, 0), textcoords="offset points", va="center"
    )
    for row in table[table["source_b"] == ""].itertuples():
        ax.plot(row.length, 0, mark[row.source_a], color=shade[row.source_a], ms=9)
        ax.annotate(words, (row.length, 0), (0, 10), textcoords="offset points", ha="right", weight="bold")
    ax.set(xlim=(0, table["length"].max() + 2), ylim=(-0.8, max(3.5, pairs.groupby("length").size().max())), yticks=[])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("words in the longest run that both have")
    ax.set_title(wrapped(title))
    return ax
