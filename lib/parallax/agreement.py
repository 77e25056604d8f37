"""How far coders agree: Krippendorff's α for nominal codes, with an interval from resampling the paragraphs.

Agreement is consistency. Coders can agree and be wrong together; only other evidence speaks of validity.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from parallax.checks import check_columns
from parallax.resampling import generator, unit_weights
from parallax.threads import one_thread

#: Krippendorff's (2019) least α for tentative conclusions; below it a variable carries no claim here.
LEAST = 0.667
#: Share of resamples with one value only from which no interval is given: it would leave the hard cases out.
UNDEFINED_SHARE = 0.05
_UNIT = ["source", "line"]


def nominal_alpha(codes: ArrayLike) -> float:
    """Give Krippendorff's α of nominal codes.

    Parameters
    ----------
    codes : array, shape (coders, units)
        Any labels; None or NaN where a coder left a unit out.

    Returns
    -------
    float
        1 for perfect agreement, 0 for what chance gives, below 0 for less; NaN where all codes are one value, so that
        there is nothing to disagree on.

    Raises
    ------
    ValueError
        Not two-dimensional, fewer than two coders, or no unit that two coders coded.

    Notes
    -----
    α = 1 - D_o / D_e. With o the coincidences within units, each unit's pairs weighted by 1 / (coders of it - 1),
    n_v their margins and n their sum: D_o is the share of o off the diagonal, D_e that of the products n_v n_w among
    n (n - 1). Units of one code are left out. Krippendorff (2019), chapter 12.

    When not to use it: α says little of a value that nearly every unit, or hardly one, has. Look at the counts.
    """
    return float(_alphas(coincidences(codes), np.ones((1, np.shape(codes)[1])))[0])


def coincidences(codes: ArrayLike) -> np.ndarray:
    """Give what each unit contributes to the matrix of coincidences.

    Parameters
    ----------
    codes : array, shape (coders, units)
        As in `nominal_alpha`.

    Returns
    -------
    ndarray of float, shape (units, values, values)
        Ordered pairs of codes by different coders over the coders of the unit less one; zero for a unit of fewer than
        two codes. The values are those that occur, sorted.

    Raises
    ------
    ValueError
        As in `nominal_alpha`.
    """
    table = np.asarray(codes, dtype=object)
    if table.ndim != 2 or table.shape[0] < 2:
        raise ValueError(f"codes has shape {table.shape}; give a row a coder, two coders at least")
    numbers, values = pd.factorize(table.ravel(), sort=True)  # -1 where nothing was coded
    numbers = numbers.reshape(table.shape)
    counts = (numbers[:, :, np.newaxis] == np.arange(len(values))).sum(axis=0)
    coders = counts.sum(axis=1)
    if not (coders > 1).any():
        raise ValueError("codes has no unit that two coders coded; give passes over the same paragraphs")
    pairs = counts[:, :, np.newaxis] * counts[:, np.newaxis, :] - counts[:, :, np.newaxis] * np.eye(len(values))
    return np.where(coders > 1, 1 / np.maximum(coders - 1, 1), 0)[:, np.newaxis, np.newaxis] * pairs


@one_thread()
def _alphas(by_unit: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return α for each row of weights over the units."""
    n_values = by_unit.shape[1]
    together = (weights @ by_unit.reshape(len(by_unit), -1)).reshape(-1, n_values, n_values)
    margins = together.sum(axis=2)
    n = margins.sum(axis=1)
    differing = n - np.trace(together, axis1=1, axis2=2)
    expected = n**2 - (margins**2).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - (n - 1) * differing / expected, np.nan)


def by_variable(
    codings: pd.DataFrame,
    *,
    coders: Collection[str] | None = None,
    n_resamples: int = 2000,
    level: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Give the agreement of coders on each variable.

    Parameters
    ----------
    codings : DataFrame
        coder, source, line, variable, value; no row twice.
    coders : collection of str, optional
        Whose codes to compare, two or more; all but ``resolved`` by default.
    n_resamples : int
        Resamples of the paragraphs.
    level : float
        Share of the resampled α inside the interval.
    seed : int
        Key of the random numbers, see `resampling.generator`.

    Returns
    -------
    DataFrame
        One row a variable, in the order of `codings`: variable, n_coders, n_paragraphs (coded by two or more),
        n_differing (paragraphs on which they do not all agree), agreement (share of pairs of codes that are equal),
        alpha, ci_low, ci_high (NaN where a resample in `UNDEFINED_SHARE` or more has one value only), carries (whether
        alpha reaches `LEAST`).

    Raises
    ------
    ValueError
        A column or coder that is missing, fewer than two coders, or a bad setting.

    Notes
    -----
    All variables share their resamples, so that they can be compared. A paragraph is drawn with the codes of all its
    coders. The interval speaks of these paragraphs; it does not speak of other coders.
    """
    check_columns(codings, ("coder", *_UNIT, "variable", "value"), "codings")
    chosen = sorted(set(codings["coder"]) - {"resolved"}) if coders is None else list(dict.fromkeys(coders))
    if missing := [coder for coder in chosen if coder not in set(codings["coder"])]:
        raise ValueError(f"coders has no {missing[0]!r}; known are {', '.join(sorted(set(codings['coder'])))}")
    if len(chosen) < 2:
        raise ValueError(f"coders holds {len(chosen)}; agreement takes two or more")
    if n_resamples < 1 or not 0 < level < 1:
        raise ValueError(f"n_resamples is {n_resamples} and level {level}; give 1 or more, and a share such as 0.95")
    mine = codings[codings["coder"].isin(chosen)]
    units = pd.MultiIndex.from_frame(mine[_UNIT].drop_duplicates().sort_values(_UNIT))
    weights = unit_weights(generator(seed, "agreement"), len(units), n_resamples)
    ends = ((1 - level) / 2, (1 + level) / 2)
    rows = []
    for variable, codes in mine.groupby("variable", sort=False):
        wide = codes.pivot(index=_UNIT, columns="coder", values="value").reindex(units)
        by_unit = coincidences(wide.to_numpy(dtype=object).T)
        rows.append((variable, wide.shape[1], *_summary(by_unit), *_interval(by_unit, weights, ends)))
    columns = ["variable", "n_coders", "n_paragraphs", "n_differing", "agreement", "alpha", "ci_low", "ci_high"]
    return pd.DataFrame(rows, columns=columns).assign(carries=lambda table: table["alpha"] >= LEAST)


def _summary(by_unit: np.ndarray) -> tuple[int, int, float, float]:
    """Return paragraphs, those on which coders differ, the share of equal pairs, and α."""
    pairs, equal = by_unit.sum(axis=(1, 2)), np.trace(by_unit, axis1=1, axis2=2)
    alpha = _alphas(by_unit, np.ones((1, len(by_unit))))[0]
    return int((pairs > 0).sum()), int((equal < pairs - 1e-9).sum()), float(equal.sum() / pairs.sum()), float(alpha)


def _interval(by_unit: np.ndarray, weights: np.ndarray, ends: tuple[float, float]) -> tuple[float, float]:
    drawn = _alphas(by_unit, weights)
    if np.isnan(drawn).mean() >= UNDEFINED_SHARE:
        return np.nan, np.nan
    low, high = np.nanquantile(drawn, ends)
    return float(low), float(high)


def side_by_side(codings: pd.DataFrame, pairs: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """Set the α of several pairs of coders beside each other.

    Parameters
    ----------
    codings : DataFrame
        As in `by_variable`.
    pairs : sequence of tuple of str
        The pairs.

    Returns
    -------
    DataFrame
        One row a variable: variable, and one column of α for each pair, called "A and B".
    """
    alphas = {
        " and ".join(pair): by_variable(codings, coders=pair, n_resamples=1).set_index("variable")["alpha"]
        for pair in pairs
    }
    return pd.DataFrame(alphas).rename_axis("variable").reset_index()


def coded(codings: pd.DataFrame, variables: pd.DataFrame) -> pd.DataFrame:
    """Count how many paragraphs were settled on each value of each variable.

    Parameters
    ----------
    codings : DataFrame
        As in `by_variable`.
    variables : DataFrame
        variable, values (joined by spaces).

    Returns
    -------
    DataFrame
        One row a variable, in the order of `variables`: variable, settled (each value that occurs with its count, in
        the order of the values).
    """
    mine = codings[codings["coder"] == "resolved"]
    counts = mine.groupby(["variable", "value"]).size()
    rows = [
        (
            variable,
            ", ".join(f"{value}: {counts[variable, value]}" for value in values.split() if (variable, value) in counts),
        )
        for variable, values in variables[["variable", "values"]].itertuples(index=False)
    ]
    return pd.DataFrame(rows, columns=["variable", "settled"])


def differing(codings: pd.DataFrame, coders: tuple[str, str] = ("first", "second")) -> pd.DataFrame:
    """List the codes on which two coders differ, with what was settled.

    Parameters
    ----------
    codings : DataFrame
        As in `by_variable`.
    coders : tuple of str
        The two.

    Returns
    -------
    DataFrame
        source, line, variable, one column for each of the two, resolved; in the order of `codings`. A paragraph that
        one of them did not code is left out.
    """
    keys = [*_UNIT, "variable"]
    order = codings.drop_duplicates(keys)[keys]
    columns = list(dict.fromkeys([*coders, "resolved"]))
    wide = codings.pivot(index=keys, columns="coder", values="value").reindex(columns=columns)
    both = order.merge(wide.reset_index(), on=keys)
    a, b = (both[coder] for coder in coders)
    return both[(a != b) & a.notna() & b.notna()].reset_index(drop=True)


def settled(
    codings: pd.DataFrame,
    reasons: pd.DataFrame | None,
    paragraphs: pd.DataFrame,
    coders: tuple[str, str] = ("first", "second"),
) -> pd.DataFrame:
    """List the codes on which two coders differ as a reader looks them up: by paragraph, with the reason.

    Parameters
    ----------
    codings : DataFrame
        As in `by_variable`.
    reasons : DataFrame or None
        source, line, variable, reason; None leaves the reasons out.
    paragraphs : DataFrame
        source, line, paragraph, in the order of the book.
    coders : tuple of str
        The two.

    Returns
    -------
    DataFrame
        source, paragraph, variable, one column for each coder, resolved, reason; in the order of `paragraphs`.
    """
    both = paragraphs[[*_UNIT, "paragraph"]].merge(differing(codings, coders), on=_UNIT)
    if reasons is not None:
        both = both.merge(reasons, on=[*_UNIT, "variable"], how="left").fillna({"reason": ""})
    return both.drop(columns="line")
