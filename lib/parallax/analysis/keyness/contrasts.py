"""Keyness: the use of every term in each group against all other groups, by every measure and with its uncertainty."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from parallax.analysis.keyness import firmness
from parallax.statistics.arrays import per_thousand
from parallax.statistics.checks import Counts, Labels
from parallax.statistics.dispersion import dispersion
from parallax.statistics.measures import MEASURES
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units, as_units

DIGITS = 12  # values of z equal to so many digits are tied: rounding in the last place ranks nothing


def keyness(
    counts: Counts | Units,
    groups: Labels | None = None,
    terms: ArrayLike | None = None,
    *,
    sizes: ArrayLike | None = None,
    settings: Settings = Settings(),
) -> pd.DataFrame:
    """Compare the use of every term in each group with all other groups, by every measure and with its uncertainty.

    Parameters
    ----------
    counts : Units, sparse array, array or DataFrame
        What is compared: paragraphs, say, or documents, in two groups or more. Every term occurs. Units that belong to
        documents (`clusters`) are counted as they are; what is resampled, shuffled and left out is then the document,
        see `statistics.units.Units.drawn`.
    groups, terms, sizes : arrays, optional
        As in `statistics.units.Units`, where counts are not Units.
    settings : Settings
        Looked at are seed, n_resamples, n_permutations, alpha, level, strength, min_total (terms with fewer uses in all
        have no lrc, interval, p, q or p_max_t) and min_units (a contrast of which either side has fewer has no
        interval).

    Returns
    -------
    DataFrame
        One row per group and term, by group and falling z (ties by name): group, term; n_target, n_reference;
        rate_target, rate_reference (per 1,000 tokens); rate_highest (the highest rate in any single other group);
        paragraphs, paragraphs_reference (units that use the term); dp (of the target, missing where it never uses the
        term); the measures of `statistics.measures`: log_ratio, log_odds, z, g2, lrc (which corrects for the terms with
        `min_total` uses); ci_low, ci_high (of log_odds, `analysis.keyness.firmness.intervals`); p, q, p_max_t unless
        there are no permutations (`analysis.keyness.firmness.shuffled`; q after Benjamini & Hochberg 1995, over all
        groups and eligible terms, missing where more permutations could bring it to alpha); log_odds_loo
        (`analysis.keyness.firmness.leave_one_out`).

    Raises
    ------
    ValueError
        As `statistics.units.as_units`; also counts that are all equal, fewer than two groups, one without tokens, a
        term that occurs nowhere or is every token, or no term with `min_total` uses.

    Notes
    -----
    Intervals show what becomes of a contrast when the units at hand are reweighted, and p how well labels separate
    them. Neither speaks of an author or outlet of whom one text was read. With few units a permutation p cannot be
    small, and with two groups each contrast is there twice, once from each side.

    Examples
    --------
    >>> counts = [[3, 0, 1], [2, 1, 1], [0, 3, 2], [1, 4, 2]]
    >>> few = Settings(n_resamples=99, n_permutations=99, min_units=2)
    >>> table = keyness(counts, ["dock", "dock", "reef", "reef"], ["boat", "net", "sea"], settings=few)
    >>> table.loc[table["group"] == "dock", ["term", "n_target", "n_reference", "log_odds"]].round(2).values.tolist()
    [['boat', 5, 1, 2.55], ['sea', 2, 4, -0.37], ['net', 1, 7, -2.0]]
    """
    units = _comparable(as_units(counts, groups, terms, sizes))
    eligible = np.flatnonzero(units.totals.sum(axis=0) >= settings.min_total)
    if not len(eligible):
        raise ValueError(f"min_total is {settings.min_total}, and no term has so many uses; lower it or give more text")
    drawn = _drawn(units)
    whole, few = (firmness.Prepared(some, settings.strength) for some in (drawn, drawn.columns(eligible)))
    found = _counted(units) | _measured(whole, few, eligible)
    found |= {name: _all_terms(values, eligible, whole.totals.shape) for name, values in _firm(few, settings).items()}
    found |= {"log_odds_loo": firmness.leave_one_out(whole)}
    group, term = np.divmod(np.arange(whole.totals.size), len(units.terms))
    order = np.lexsort((term, -found["z"].ravel().round(DIGITS), group))
    columns: dict[str, np.ndarray] = {"group": units.labels[group[order]], "term": units.terms[term[order]]}
    for name in list(found):  # one at a time: with hundreds of groups all of them take most of the memory
        columns[name] = found.pop(name).ravel()[order]
    return pd.DataFrame(columns, copy=False)


def interval(units: Units, term: str, group: str, settings: Settings) -> tuple[float, float]:
    """Give the ends of the interval that `keyness` finds for one contrast among all, without all the others.

    NaN where it has none for lack of units; `min_total` is not asked for.
    """
    units = _drawn(_comparable(units))
    ends = firmness.intervals(firmness.Prepared(units.columns([term]), settings.strength), settings)
    low, high = (end[units.labels.tolist().index(group), 0] for end in ends)
    return float(low), float(high)


def _comparable(units: Units) -> Units:
    """Return units whose groups can be compared, in canonical order."""
    units.require_groups()
    units.require_used()
    units.require_varied()
    units = units.canonical()
    return units.rows(units.sizes > 0)  # a resample of units without tokens would have no rate


def _drawn(units: Units) -> Units:
    """Return what is drawn of comparable units, in canonical order."""
    return units.drawn.canonical() if units.by_document else units


def _counted(units: Units) -> dict[str, np.ndarray]:
    """Return counts, rates and spread, each of shape (groups, terms)."""
    n, using, rates = units.totals.toarray(), units.using.toarray(), units.rates
    rest, others = n.sum(axis=0) - n, units.tokens.sum() - units.tokens
    return {
        "n_target": n,
        "n_reference": rest,
        "rate_target": rates,
        "rate_reference": per_thousand(rest, others[:, np.newaxis]),
        "rate_highest": _highest_other(rates),
        "paragraphs": using,
        "paragraphs_reference": using.sum(axis=0) - using,
        "dp": np.array([dispersion(units.counts[own], units.sizes[own]) for own in _members(units)]),
    }


def _firm(few: firmness.Prepared, settings: Settings) -> dict[str, np.ndarray]:
    """Return what resamples and shuffles say of the eligible terms, each of shape (groups, terms)."""
    low, high = firmness.intervals(few, settings)
    firm = {"ci_low": low, "ci_high": high}
    if settings.n_permutations != 0:
        chance = firmness.shuffled(few, settings)
        firm |= {"p": chance.p, "q": chance.q(settings.alpha), "p_max_t": chance.p_max_t}
    return firm


def _members(units: Units) -> list[np.ndarray]:
    """Return the places of each group's units."""
    return [np.flatnonzero(units.codes == group) for group in range(len(units.labels))]


def _measured(whole: firmness.Prepared, few: firmness.Prepared, eligible: np.ndarray) -> dict[str, np.ndarray]:
    """Return the measures, each of shape (groups, terms); those that are corrected have values for `few` terms only."""
    found = {}
    for name, measure in MEASURES.items():
        some = few if measure.corrected else whole
        n = some.tokens[:, np.newaxis]
        prior = {"strength": some.strength} if measure.has_prior else {}
        values = measure.function(some.totals, some.totals.sum(axis=0) - some.totals, n, n.sum() - n, **prior)
        found[name] = _all_terms(values, eligible, whole.totals.shape) if measure.corrected else values
    return found


def _highest_other(rates: np.ndarray) -> np.ndarray:
    """Return, for each group and term, the highest rate among the other groups."""
    second, first = np.sort(rates, axis=0)[-2:]
    return np.where(np.arange(len(rates))[:, np.newaxis] == rates.argmax(axis=0), second, first)


def _all_terms(values: np.ndarray, eligible: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Put values of the eligible terms in their place among all terms; the others have none."""
    spread = np.full(shape, np.nan)
    spread[:, eligible] = values
    return spread
