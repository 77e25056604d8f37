"""How far coders agree on each variable: Krippendorff's α, with an interval from resampling the paragraphs.

Agreement is consistency. Coders can agree and be wrong together; only other evidence speaks of validity.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from parallax.statistics.alpha import NO_CODE, alphas, coincidences
from parallax.statistics.checks import check_columns
from parallax.statistics.draws import weights
from parallax.statistics.names import check_one_type, missing, plain_objects
from parallax.statistics.settings import Settings
from parallax.tables.coded import KEYS, RESOLVED, settled_codes

#: Krippendorff's (2019) least α for tentative conclusions; below it a variable carries no claim here.
LEAST = 0.667


#: Share of resamples with one value only from which no interval is given: it would leave the hard cases out.
UNDEFINED_SHARE = 0.05


COLUMNS = ["variable", "n_coders", "n_paragraphs", "n_differing", "agreement", "alpha", "ci_low", "ci_high"]


def by_variable(codings: pd.DataFrame, settings: Settings, *, coders: Collection[str] | None = None) -> pd.DataFrame:
    """Give the agreement of coders on each variable.

    Parameters
    ----------
    codings : DataFrame
        coder, source, line, variable, value; no code twice. A row without a value (see `statistics.alpha.NO_CODE`) is
        no code.
    settings : Settings
        Of which `n_resamples`, `level` and `seed` are used.
    coders : collection of str, optional
        Whose codes to compare, two or more; all but ``resolved`` by default.

    Returns
    -------
    DataFrame
        One row a variable, in the order of `codings`: variable, n_coders, n_paragraphs (coded by two or more; where
        there are none, nothing after n_differing has a value), n_differing (paragraphs on which they do not all
        agree), agreement (share of pairs of codes that are equal), alpha, ci_low, ci_high (NaN where a resample in
        `UNDEFINED_SHARE` or more has one value only), carries (whether alpha reaches `LEAST`). No row without codes.

    Raises
    ------
    ValueError
        A column, coder or key that is missing, keys or codes of two types, a code twice, fewer than two coders, or no
        paragraph that two of them coded.

    Notes
    -----
    All variables share their resamples, so that they can be compared. A paragraph is drawn with the codes of all its
    coders. The interval speaks of these paragraphs; it does not speak of other coders.
    """
    given = _checked(codings)
    if given.empty and coders is None:
        return pd.DataFrame(columns=[*COLUMNS, "carries"])
    chosen = sorted(set(given["coder"]) - {RESOLVED}) if coders is None else list(dict.fromkeys(coders))
    _check_coders(chosen, given)
    mine = given[given["coder"].isin(chosen)]
    units = pd.MultiIndex.from_frame(mine[KEYS].drop_duplicates().sort_values(KEYS))
    ids = [f"{source}/{line}" for source, line in units]
    times = weights(ids, settings.n_resamples, seed=settings.seed, name="agreement")
    ends = ((1 - settings.level) / 2, (1 + settings.level) / 2)
    rows = []
    for variable, codes in mine.groupby("variable", sort=False, observed=True):
        wide = codes.pivot(index=KEYS, columns="coder", values="value").reindex(index=units, columns=chosen)
        by_unit = coincidences(wide.to_numpy(dtype=object).T, f"variable {variable} of codings")
        rows.append((variable, codes["coder"].nunique(), *_summary(by_unit), *_interval(by_unit, times, ends)))
    table = pd.DataFrame(rows, columns=COLUMNS)
    if not table["n_paragraphs"].any():
        who = ", ".join(chosen)
        raise ValueError(f"codings has no paragraph that two of {who} coded; give passes over the same paragraphs")
    return table.assign(carries=table["alpha"] >= LEAST)


def _checked(codings: pd.DataFrame) -> pd.DataFrame:
    """Check a table of codes, and leave out the rows that have none."""
    keys = ["coder", *KEYS, "variable"]
    check_columns(codings, (*keys, "value"), "codings", named=tuple(keys))
    given = codings[~missing(plain_objects(codings["value"]), NO_CODE)]
    for coder, source, line, variable in given.loc[given.duplicated(keys), keys].itertuples(index=False):
        raise ValueError(f"codings has two codes by {coder} for {source}, line {line}, {variable}; keep one of them")
    return given


def _check_coders(coders: Sequence[str], codings: pd.DataFrame) -> None:
    """Check that there are two coders or more, and that each has codes."""
    known = sorted(set(codings["coder"]))
    if absent := [coder for coder in coders if coder not in known]:
        raise ValueError(f"coders has no {absent[0]!r}; choose from {', '.join(known)}")
    if len(set(coders)) < 2:
        raise ValueError(f"coders holds {len(set(coders))}; agreement takes two or more")


def _summary(by_unit: np.ndarray) -> tuple[int, int, float, float]:
    """Return paragraphs, those on which coders differ, the share of equal pairs, and α."""
    pairs, equal = by_unit.sum(axis=(1, 2)), np.trace(by_unit, axis1=1, axis2=2)
    alpha = alphas(by_unit, np.ones((1, len(by_unit))))[0]
    share = equal.sum() / pairs.sum() if pairs.any() else np.nan
    return int((pairs > 0).sum()), int((equal < pairs - 1e-9).sum()), float(share), float(alpha)


def _interval(by_unit: np.ndarray, times: np.ndarray, ends: tuple[float, float]) -> tuple[float, float]:
    drawn = alphas(by_unit, times)
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
        One row a variable, in the order of `codings`: variable, and one column of α for each pair, called "A and B".

    Raises
    ------
    ValueError
        As `by_variable`.
    """
    alphas = {
        " and ".join(pair): by_variable(codings, Settings(n_resamples=1), coders=pair).set_index("variable")["alpha"]
        for pair in pairs
    }
    table = pd.DataFrame(alphas).rename_axis("variable")
    order = [variable for variable in codings["variable"].unique() if variable in table.index]
    return table.reindex(order).reset_index()


def coded(codings: pd.DataFrame, variables: pd.DataFrame) -> pd.DataFrame:
    """Count how many paragraphs were settled on each value of each variable, or coded so by the only coder.

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
        the order of the values; empty where nothing is coded).

    Raises
    ------
    ValueError
        As `by_variable`; also where several coders settled nothing.
    """
    given = _checked(codings)
    mine = settled_codes(given)
    if mine.empty and len(given):
        raise ValueError("codings has no code by resolved; settle the codes, or ask for those of the coders")
    counts = mine.groupby(["variable", "value"]).size()
    rows = []
    for variable, values in variables[["variable", "values"]].itertuples(index=False):
        occurring = [value for value in values.split() if (variable, value) in counts]
        rows.append((variable, ", ".join(f"{value}: {counts[variable, value]}" for value in occurring)))
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

    Raises
    ------
    ValueError
        As `by_variable`.
    """
    given = _checked(codings)
    _check_coders(coders, given)
    keys = [*KEYS, "variable"]
    order = given.drop_duplicates(keys)[keys]
    columns = list(dict.fromkeys([*coders, RESOLVED]))
    wide = given.pivot(index=keys, columns="coder", values="value").reindex(columns=columns)
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

    Raises
    ------
    ValueError
        As `by_variable`; also keys of another type than those of `codings`, which would match nothing.
    """
    found = differing(codings, coders)
    for name, table in {"paragraphs": paragraphs, "reasons": reasons}.items():
        for column in KEYS if table is not None else []:
            check_one_type([*codings[column], *table[column]], f"column {column} of codings and {name}")
    both = paragraphs[[*KEYS, "paragraph"]].merge(found, on=KEYS)
    if reasons is not None:
        both = both.merge(reasons, on=[*KEYS, "variable"], how="left").fillna({"reason": ""})
    return both.drop(columns="line")
