"""Counts put in order for contrasts: what is observed of every group and term, and what each resample needs."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array

from parallax.statistics.dispersion import deviation
from parallax.statistics.measures import LogOdds, check_prior, shrunken
from parallax.statistics.resampling import row_order

LARGEST_FLOAT32 = 2**24  # whole numbers below this are exact in half the memory


@dataclass(frozen=True, eq=False)
class Design:
    """Counts in an order of their own, with what every resample needs.

    Attributes
    ----------
    counts : csr_array of float, shape (units, terms)
        Rows in canonical order within each group, groups one after another.
    sizes : ndarray of float, shape (units,)
        All tokens of each unit.
    codes : ndarray of int64, shape (units,)
        Group of each unit, rising.
    labels : ndarray, shape (groups,)
        The groups.
    totals : ndarray of float, shape (groups, terms)
        Uses of each term by each group.
    share : ndarray of float, shape (terms,)
        Of all tokens, that each term has: the prior's, the same in every resample.
    strength : float
        Of the prior, see `statistics.measures.log_odds`.
    """

    counts: csr_array
    sizes: np.ndarray
    codes: np.ndarray
    labels: np.ndarray
    totals: np.ndarray
    share: np.ndarray
    strength: float

    @property
    def tokens(self) -> np.ndarray:
        """All tokens of each group (shape (groups,))."""
        return np.bincount(self.codes, weights=self.sizes)

    @property
    def spans(self) -> list[slice]:
        """Rows of each group."""
        ends = np.cumsum(np.bincount(self.codes)).tolist()
        return [slice(start, end) for start, end in zip([0, *ends[:-1]], ends, strict=True)]

    def only(self, columns: np.ndarray) -> Design:
        """Keep some terms only.

        Parameters
        ----------
        columns : ndarray of int
            Their positions.

        Returns
        -------
        Design
            The same units; the shares of the terms stay.
        """
        return replace(self, counts=self.counts[:, columns], totals=self.totals[:, columns], share=self.share[columns])

    def using(self) -> np.ndarray:
        """Count the units that use each term.

        Returns
        -------
        ndarray of int64, shape (groups, terms)
            Units of each group.
        """
        return np.array([np.bincount(self.counts[span].indices, minlength=len(self.share)) for span in self.spans])

    def dispersion(self) -> np.ndarray:
        """Give Gries' DP of each term over the units of each group.

        Returns
        -------
        ndarray of float, shape (groups, terms)
            See `statistics.dispersion.dispersion`; NaN where a group never uses the term.
        """
        return np.array([deviation(self.counts[span], self.sizes[span]) for span in self.spans])

    def log_odds(self) -> LogOdds:
        """Compare each group with the rest.

        Returns
        -------
        LogOdds
            See `statistics.measures.log_odds`; both arrays have the shape (groups, terms).
        """
        n = self.tokens[:, np.newaxis]
        rest = self.totals.sum(axis=0) - self.totals
        return shrunken(self.totals, rest, n, n.sum() - n, strength=self.strength, share=self.share)


def design(
    counts: csr_array, sizes: np.ndarray, groups: tuple[np.ndarray, np.ndarray], strength: float = 0.1
) -> Design:
    """Put counts that were checked into canonical order, so that no result depends on the order of rows.

    Parameters
    ----------
    counts : csr_array of int64, shape (units, terms)
        Terms sorted by name.
    sizes : ndarray of int64, shape (units,)
        All tokens of each unit.
    groups : tuple of ndarray
        Labels and codes, as `statistics.checks.check_groups` returns them.
    strength : float
        Of the prior.

    Returns
    -------
    Design
        The same counts; units without tokens are left out, for a resample of such would have no rate.

    Raises
    ------
    ValueError
        A strength that is not positive, or a term that is every token.
    """
    labels, codes = groups
    order = row_order(counts, sizes)
    order = order[np.argsort(codes[order], kind="stable")]
    order = order[sizes[order] > 0]
    counts, sizes, codes = counts[order], sizes[order].astype(float), codes[order]
    share = counts.sum(axis=0) / sizes.sum()
    check_prior(strength, share)
    exact = np.float32 if sizes.sum() < LARGEST_FLOAT32 else np.float64
    member = csr_array((np.ones(len(codes)), (codes, np.arange(len(codes)))), shape=(len(labels), len(codes)))
    return Design(counts.astype(exact), sizes, codes, labels, (member @ counts).toarray(), share, strength)
