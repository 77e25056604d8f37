"""Figures of robustness: a claim under every specification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from parallax.figures.style import FAINT, INK, PALETTE, WIDTH, label_rows


def specification(table: pd.DataFrame, choices: Mapping[str, Sequence[str]], label: str) -> list[Axes]:
    """Draw a result under every combination of choices, sorted, over what was chosen each time.

    Parameters
    ----------
    table : DataFrame
        value, low, high, holds, and a column a choice with its level in words; one row a combination.
    choices : mapping of str to sequence of str
        Levels of each choice, in the order of their rows.
    label : str
        What the values are.

    Returns
    -------
    list of Axes
        Above, values with intervals, open where the claim fails; below, a mark a combination and level.
    """
    rows = [(name, level) for name, levels in choices.items() for level in levels]
    height = 2.0 + 0.2 * len(rows)
    ratios = {"height_ratios": [2.0, 0.2 * len(rows)]}
    _, (top, below) = plt.subplots(2, 1, figsize=(WIDTH, height), sharex=True, gridspec_kw=ratios)
    ordered = table.sort_values("value", kind="stable").reset_index(drop=True)
    top.axhline(0, color=FAINT, lw=1)
    for kept, face in ((ordered[ordered["holds"]], PALETTE[0]), (ordered[~ordered["holds"]], "white")):
        top.vlines(kept.index, kept["low"], kept["high"], color=FAINT, lw=0.6)
        top.plot(kept.index, kept["value"], "o", color=PALETTE[0], mfc=face, ms=2.5, mew=0.6)
    top.set_ylabel(label)
    for row, (name, level) in enumerate(rows):
        here = ordered.index[ordered[name] == level]
        below.plot(here, np.full(len(here), row), "|", color=INK, ms=4, mew=0.4)
    label_rows(below, [fill(level, 34) for _, level in rows])
    below.tick_params(length=0, labelsize=7)
    below.set_xlabel("combinations of choices, the smallest figure first")
    below.spines[["left", "bottom"]].set_visible(False)
    return [top, below]
