"""Frames compared: differences between articles in the word list's rates, and the word list beside the reading.

The word list finds words, reading finds what a paragraph is about. Where they disagree, a page shows both.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from parallax.checks import Labels, check_columns
from parallax.close_reading import RESOLVED
from parallax.differences import rate_differences
from parallax.frames import NO_FRAME, SEPARATOR, rates
from parallax.weighting import group_totals


def issues_of(lexicon: pd.DataFrame) -> list[str]:
    """List the frames of a word list.

    Parameters
    ----------
    lexicon : DataFrame
        As `frames.counts` takes it.

    Returns
    -------
    list of str
        Sorted; `frames.NO_FRAME` is none.
    """
    return sorted(set(lexicon["frame"]) - {NO_FRAME})


def differences(
    hits: pd.DataFrame,
    sizes: ArrayLike,
    groups: Labels,
    *,
    seed: int = 0,
    n_resamples: int = 10_000,
    min_units: int = 10,
) -> pd.DataFrame:
    """Compare each group's rate of each frame with that of each other group.

    Parameters
    ----------
    hits : DataFrame, shape (units, columns)
        As `frames.counts` returns it; poles are left out.
    sizes, groups
        As in `frames.rates`.
    seed, n_resamples, min_units : int
        See `differences.rate_differences`; with the seed of `frames.rates`, the paragraphs drawn are the same.

    Returns
    -------
    DataFrame
        By pair of groups, in their order, and frame: group, other, frame, difference (rate of the group less that of
        the other, per 1,000 words), ci_low, ci_high (its own interval), corrected_low, corrected_high (right for all
        pairs and frames at once; these four NaN where a group has fewer than `min_units` paragraphs), made (whether
        there are intervals), firm (whether the corrected one leaves out zero).

    Raises
    ------
    ValueError
        As `frames.rates`.
    """
    whole = _whole(hits)
    found = rate_differences(
        whole, sizes, groups, n_resamples=n_resamples, min_units=min_units, seed=seed, name="frames.rates"
    )
    pair, column = np.indices(found.difference.shape).reshape(2, -1)
    frame = pd.DataFrame({"group": found.first[pair], "other": found.second[pair], "frame": whole.columns[column]})
    ends = dict(zip(("difference", "ci_low", "ci_high", "corrected_low", "corrected_high"), found[2:], strict=True))
    frame = frame.assign(**{name: values.ravel() for name, values in ends.items()})
    firm = (frame["corrected_low"] > 0) | (frame["corrected_high"] < 0)
    return frame.assign(made=frame["ci_low"].notna(), firm=firm)


def coded(codings: pd.DataFrame, paragraphs: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Give the settled codes of some issues, which say whether an issue carries part of a paragraph's point.

    Parameters
    ----------
    codings : DataFrame
        Rows of codings.csv: coder, source, line, variable, value.
    paragraphs : DataFrame
        One row a unit: source, line.
    names : sequence of str
        Issues, each the name of a variable whose values are 0 and 1.

    Returns
    -------
    DataFrame of int64, units by issues
        Rows and index of `paragraphs`.

    Raises
    ------
    ValueError
        A missing column, or a paragraph without a code of an issue.
    """
    check_columns(paragraphs, ("source", "line"), "paragraphs")
    check_columns(codings, ("coder", "source", "line", "variable", "value"), "codings")
    settled = codings.loc[codings["coder"] == RESOLVED, ["source", "line", "variable", "value"]].astype(object)
    wide = settled.pivot(index=["source", "line"], columns="variable", values="value").reindex(columns=list(names))
    keys = pd.MultiIndex.from_frame(paragraphs[["source", "line"]].astype(object))
    table = wide.reindex(keys).set_axis(paragraphs.index)
    if table.isna().any(axis=None):
        issue = table.columns[table.isna().any()][0]
        raise ValueError(f"codings lacks a settled code of {issue!r} for some paragraph; code each paragraph for it")
    return table.astype("int64").rename_axis(columns=None)


def beside(
    hits: pd.DataFrame,
    read: pd.DataFrame,
    sizes: ArrayLike,
    groups: Labels,
    *,
    seed: int = 0,
    n_resamples: int = 2000,
    min_units: int = 10,
) -> pd.DataFrame:
    """Set what reading found beside what the word list counts.

    Parameters
    ----------
    hits : DataFrame, shape (units, columns)
        As `frames.counts` returns it; poles are left out.
    read : DataFrame, shape (units, frames)
        As `coded` returns it, of the same units and of every frame of `hits`.
    sizes, groups, seed, n_resamples, min_units
        As in `frames.rates`.

    Returns
    -------
    DataFrame
        As `frames.rates`, of whole frames, with paragraphs_read (coded for the issue), paragraphs_both (coded for it,
        and with a hit) and words_read (share of the group's words in paragraphs that are coded for the issue).

    Raises
    ------
    ValueError
        As `frames.rates`, or a frame without codes.
    """
    whole = _whole(hits)
    check_columns(read, tuple(whole.columns), "read")
    codes = read[whole.columns].to_numpy()
    table = rates(whole, sizes, groups, seed=seed, n_resamples=n_resamples, min_units=min_units)
    words = np.asarray(sizes)[:, np.newaxis]
    both, covered, total = (
        group_totals(values, groups)[1] for values in (codes * (whole.to_numpy() > 0), codes * words, words[:, 0])
    )
    n_read = group_totals(codes, groups)[1]
    return table.assign(
        paragraphs_read=n_read.ravel(),
        paragraphs_both=both.ravel(),
        words_read=(covered / total[:, np.newaxis]).ravel(),
    )


def _whole(hits: pd.DataFrame) -> pd.DataFrame:
    """Leave out the columns of poles."""
    return hits.loc[:, [SEPARATOR not in name for name in hits.columns]]
