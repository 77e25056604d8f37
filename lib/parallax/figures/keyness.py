"""Figures of keyness: the checks of each keyword, contrasts with their intervals, and what chance would give."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from parallax.figures.markup import opened
from parallax.figures.style import FAINT, GREY, INK, SMALL, WIDTH, colours, markers, wrapped

LINE = 0.172  # inches a line of words is high
SECOND = 2.45  # inches from the edge to the second column of words
FIRST_DOT, STEP = 1.06, 0.2  # inches from a column's edge to its first dot, and between dots
SCALE, LONGEST = 1.72, 2.5  # inches from the edge to the foot of a bar, and the length of the longest
ROOM = {"left": 0.2, "right": 0.77}  # for words on the left of intervals and numbers on their right
HEADS = 4.6  # lines that the slanted names of checks need
TITLE = 56  # letters that a line of a title has room for


def keywords(
    table: pd.DataFrame,
    control: pd.DataFrame,
    names: Mapping[str, str],
    *,
    order: Sequence[str],
    checks: Mapping[str, str],
    title: str = "",
) -> Axes:
    """Draw how many words are claimed and how many are left, beside chance, and below them the checks of each word.

    Parameters
    ----------
    table : DataFrame
        group, term, n_checks, n_made and a column for each of `checks`, true, false or missing: a row a word, in the
        order in which those of a group are drawn.
    control : DataFrame
        As `analysis.keyness.controls.beside_deals` returns it.
    names : mapping of str to str
        Name by group, in the fixed order that gives colours and markers.
    order : sequence of str
        Groups in the order in which they are drawn, in two columns.
    checks : mapping of str to str
        What each check is called, by its column.
    title : str
        What the figure shows.

    Returns
    -------
    Axes
        x is in inches, y in lines. A filled marker is a check that holds, a small dot one that fails, a hollow marker
        one that cannot be made. A word is bold where no check fails.
    """
    columns = _columns(table, order)
    bars = 2.1 * len(control) + 0.4
    longest = max(sum(_lines(table, group) for group in column) for column in columns)
    height, head = bars + HEADS + longest + 1.2, 0.2 * (1 + len(textwrap.wrap(title, TITLE)))
    ax = plt.figure(figsize=(WIDTH, LINE * height + head)).add_axes((0, 0, 1, LINE * height / (LINE * height + head)))
    ax.set_title(textwrap.fill(title, TITLE), pad=6, x=0.004)
    _bars(ax, control)
    for edge, column in zip((0.0, SECOND), columns, strict=False):
        for place, name in enumerate(checks.values()):
            x = edge + FIRST_DOT + STEP * place
            ax.text(x - 0.05, bars + HEADS - 0.9, name, size=SMALL, rotation=60, rotation_mode="anchor", color=GREY)
        top = bars + HEADS
        for group in column:
            _words(ax, table[table["group"] == group], names, (edge, top), list(checks))
            top += _lines(table, group)
    _legend(ax, height - 0.5)
    ax.set(xlim=(0, WIDTH), ylim=(height, 0))
    ax.set_axis_off()
    return ax


def _columns(table: pd.DataFrame, order: Sequence[str]) -> list[list[str]]:
    """Cut the groups into two columns of about the same height, in their order."""
    shown = [group for group in order if (table["group"] == group).any()]
    lines = [_lines(table, group) for group in shown]
    cut = min(range(1, len(shown) + 1), key=lambda place: max(sum(lines[:place]), sum(lines[place:])))
    return [shown[:cut], shown[cut:]]


def _lines(table: pd.DataFrame, group: str) -> float:
    """Return how many lines a group needs: its name, its words, and the room below them."""
    return float((table["group"] == group).sum() + 1.6)


def _bars(ax: Axes, control: pd.DataFrame) -> None:
    """Draw how many words are left at each step, and below it in grey the mean and the most of random deals."""
    said = {"by_tokens": "the usual test claims", "surviving": "survive every check"}
    unit = LONGEST / control["n"].max()
    for place, row in enumerate(control.itertuples()):
        y = 0.6 + 2.1 * place
        ax.text(0.02, y, said[row.step], size=SMALL, va="center", weight="bold")
        ax.barh(y, unit * row.n, left=SCALE, height=0.7, color=INK)
        ax.text(SCALE + unit * row.n + 0.06, y, f"{row.n} words", size=SMALL, va="center", weight="bold")
        ax.text(0.02, y + 0.9, "in random deals", size=SMALL, va="center", color=GREY)
        ax.barh(y + 0.9, unit * row.most_dealt, left=SCALE, height=0.5, color=FAINT)
        ax.plot([SCALE + unit * row.mean_dealt] * 2, [y + 0.55, y + 1.25], color=GREY, lw=1.6)
        some = f"{row.mean_dealt:.1f} on average, {row.most_dealt} at most" if row.most_dealt else "none in any"
        x = SCALE + unit * row.most_dealt + 0.08
        ax.text(x, y + 0.9, f"{some} of {row.n_deals}", size=SMALL, va="center", color=GREY)


def _words(
    ax: Axes, mine: pd.DataFrame, names: Mapping[str, str], corner: tuple[float, float], checks: Sequence[str]
) -> None:
    """Write a group's name and its words, each with a mark for each check."""
    (edge, top), group = corner, mine["group"].iloc[0]
    colour, mark = colours(list(names))[group], markers(list(names))[group]
    ax.plot(edge + 0.06, top, mark, color=colour, ms=6)
    ax.text(edge + 0.18, top, opened(names[group]), size=SMALL, va="center", weight="bold")
    for line, (_, word) in enumerate(mine.iterrows(), start=1):
        firm = word["n_checks"] == word["n_made"]
        ax.text(edge + 0.02, top + line, word["term"], size=SMALL, va="center", weight="bold" if firm else "normal")
        for place, check in enumerate(checks):
            x, y = edge + FIRST_DOT + STEP * place, top + line
            if pd.isna(word[check]):
                ax.plot(x, y, mark, color=colour, mfc="white", mew=1, ms=5.5)
            elif word[check]:
                ax.plot(x, y, mark, color=colour, ms=6)
            else:
                ax.plot(x, y, ".", color=FAINT, ms=4)


def _legend(ax: Axes, y: float) -> None:
    """Say below the words what marks and weight mean."""
    for x, marker, face, size, words in (
        (0.06, "o", INK, 6, "holds"),
        (0.72, ".", FAINT, 4, "fails"),
        (1.3, "o", "white", 5.5, "cannot be made"),
    ):
        ax.plot(x, y, marker, color=FAINT if marker == "." else INK, mfc=face, mew=1, ms=size)
        ax.text(x + 0.12, y, words, size=SMALL, va="center")
    ax.text(2.62, y, "bold: survives every check", size=SMALL, va="center", weight="bold")


def intervals(table: pd.DataFrame, names: Mapping[str, str], *, order: Sequence[str], title: str = "") -> Axes:
    """Draw log-odds with their intervals, and beside each in how many paragraphs the word occurs and how evenly.

    Parameters
    ----------
    table : DataFrame
        group, term, log_odds, ci_low, ci_high (missing where no interval is offered), log_odds_loo, paragraphs, dp,
        n_checks, n_made; a row a word, in the order in which those of a group are drawn.
    names : mapping of str to str
        Name by group, in the fixed order that gives colours and markers.
    order : sequence of str
        Groups from top to bottom.
    title : str
        What the figure shows.

    Returns
    -------
    Axes
        The marker is the log-odds, hollow where no interval is offered; the line its interval; the short upright stroke
        what is left when the one paragraph that matters most is left out. Zero means the same use. A word is bold where
        no check fails.
    """
    shown = [group for group in order if (table["group"] == group).any()]
    size = (WIDTH, 0.2 * (len(table) + 1.4 * len(shown)) + 0.9)
    _, ax = plt.subplots(figsize=size, gridspec_kw=ROOM)
    ax.axvline(0, color=FAINT, lw=1, zorder=0)
    top = 0.0
    rows: list[float] = []
    labels: list[Any] = []
    for group in shown:
        mine = table[table["group"] == group]
        places = top + 1 + np.arange(len(mine), dtype=float)
        _group_of_intervals(ax, mine, names, places)
        rows, labels = [*rows, *places], [*labels, *mine.itertuples()]
        top += len(mine) + 1.4
    _beside(ax, -0.1, "in ¶", "DP", GREY)
    ax.set(yticks=rows, yticklabels=[word.term for word in labels], ylim=(top - 0.8, -0.8))
    for label, word in zip(ax.get_yticklabels(), labels, strict=True):
        label.set(size=SMALL, weight="bold" if word.n_checks == word.n_made else "normal")
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel("log-odds: zero is equal use, further right is more use here", fontsize=SMALL, loc="left")
    if title:
        ax.set_title(wrapped(title), pad=8, x=-ROOM["left"] / (ROOM["right"] - ROOM["left"]))
    return ax


def _group_of_intervals(ax: Axes, mine: pd.DataFrame, names: Mapping[str, str], places: np.ndarray) -> None:
    """Draw the words of a group, and its name above them."""
    group, offered = mine["group"].iloc[0], mine["ci_low"].notna().to_numpy()
    colour, mark = colours(list(names))[group], markers(list(names))[group]
    above_zero = {"facecolor": "white", "edgecolor": "none", "pad": 1}  # or the line at zero would cross the name
    across = ax.get_yaxis_transform()  # x as a share of the width, y in rows
    name = opened(names[group])
    ax.text(0.0, places[0] - 1, name, transform=across, va="center", weight="bold", bbox=above_zero)
    ax.hlines(places, mine["ci_low"], mine["ci_high"], color=colour, lw=1.8)
    ax.plot(mine["log_odds_loo"], places, "|", color=INK, ms=9, mew=1.2)
    for some, face in ((offered, colour), (~offered, "white")):
        ax.plot(mine["log_odds"][some], places[some], mark, color=colour, mfc=face, ms=6.5)
    for row, word in zip(places, mine.itertuples(), strict=True):
        _beside(ax, row, f"{word.paragraphs}", f"{word.dp:.2f}", INK)


def _beside(ax: Axes, row: float, paragraphs: str, dispersion: str, colour: str) -> None:
    """Write at the right edge of a row."""
    for x, text in ((1.13, paragraphs), (1.28, dispersion)):
        ax.text(x, row, text, transform=ax.get_yaxis_transform(), va="center", ha="right", size=SMALL, color=colour)


def chance(
    claimed: int,
    deals: np.ndarray,
    halves: pd.DataFrame,
    names: Mapping[str, str],
    *,
    order: Sequence[str],
    title: str = "",
) -> list[Axes]:
    """Draw what the usual test claims for the articles beside random deals, and between halves.

    Parameters
    ----------
    claimed : int
        Words that it claims for the real groups.
    deals : ndarray of int
        Words that it claims in each of many random deals.
    halves : DataFrame
        group, other_group, n_terms, n_claimed: a row a pair of halves.
    names : mapping of str to str
        Name by group, in the fixed order that gives colours and markers.
    order : sequence of str
        Groups from top to bottom.
    title : str
        What the figure shows.

    Returns
    -------
    list of Axes
        On top a bar for each number of words, as high as the deals that give it, and a mark for the real groups. Below
        a dot for each pair of halves of different groups at the share that is claimed, a marker for the two of each
        group, and upright strokes for all pairs of either kind together.
    """
    figure, (top, below) = plt.subplots(2, 1, figsize=(WIDTH, 4.3), height_ratios=(1, 1.25))
    values, n = np.unique(deals, return_counts=True)
    top.bar(values, n / len(deals), width=0.8, color=FAINT)
    top.plot(claimed, 0.05, "v", color=INK, ms=9)
    top.annotate("these articles", (claimed, 0.12), ha="right", size=SMALL, weight="bold")
    top.annotate("random deals", (1.4, 0.42), size=SMALL, color=GREY)  # beside the tall bars at the left
    top.set(xlim=(-0.8, claimed + 1.2), xlabel="words that the usual test claims", ylabel="deals")
    top.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    top.set_title("Between the articles, and in random deals", size=SMALL + 0.5)
    _halves(below, halves, names, order)
    for ax in (top, below):
        ax.tick_params(labelsize=SMALL)
        ax.xaxis.label.set_size(SMALL)
        ax.yaxis.label.set_size(SMALL)
    figure.tight_layout()
    figure.text(0.01, 1.02, textwrap.fill(title, TITLE), weight="bold", va="bottom")
    return [top, below]


def _halves(ax: Axes, halves: pd.DataFrame, names: Mapping[str, str], order: Sequence[str]) -> None:
    """Draw the share that is claimed for each pair of halves."""
    shade, mark = colours(list(names)), markers(list(names))
    one, share = halves["group"] == halves["other_group"], halves["n_claimed"] / halves["n_terms"]
    ax.plot(share[~one], 0.3 * (np.arange((~one).sum()) % 5 - 2) / 2, ".", color=GREY, ms=6)
    for row, group in enumerate(order, start=1):
        mine = share[one & (halves["group"] == group)]
        ax.plot(mine, [row] * len(mine), mark[group], color=shade[group], ms=7)
    for some, low, high in ((halves[~one], -0.45, 0.45), (halves[one], 0.6, len(order) + 0.4)):
        whole = some["n_claimed"].sum() / some["n_terms"].sum()
        ax.plot([whole] * 2, [low, high], color=INK, lw=2, zorder=0)
        beside = ax.text(1.02, (low + high) / 2, f"together {whole:.0%}", transform=ax.get_yaxis_transform())
        beside.set(va="center", size=SMALL, weight="bold")
    labels = ["two articles", *(opened(names[group]) for group in order)]
    ax.set(yticks=range(len(labels)), yticklabels=labels, ylim=(len(order) + 0.5, -0.7))
    ax.set(xlabel="share of the words tested that it claims")
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    ax.set_title("Between halves of two articles, and of one", size=SMALL + 0.5)
