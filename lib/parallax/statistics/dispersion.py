"""Dispersion: how evenly a term is spread over the parts of a text."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from parallax.statistics.arrays import Floats, Ints


def dispersion(counts: csr_array, sizes: Ints) -> Floats:
    """Give Gries' DP of each term over the parts of a text.

    Half the sum, over the parts, of the distance between the share of the term's uses and that of all tokens: 0 where
    a term is spread as the parts are long, near 1 where it is in one short part; NaN without uses. Counts are parts
    by terms, checked as those of `statistics.units.Units` are; sizes have all tokens of each part.

    Notes
    -----
    Gries (2008), the measure of deviation of proportions. A term used once or twice has a high DP whatever its habit:
    compare terms of like frequency, and look at the number of parts too.

    Examples
    --------
    >>> dispersion(csr_array([[2, 4], [2, 0]]), np.array([10, 10])).tolist()
    [0.0, 0.5]
    """
    totals = counts.sum(axis=0)
    expected = np.repeat(sizes / sizes.sum(), np.diff(counts.indptr))
    # A part without the term adds its whole expected share: start from all of them and mend those that have it.
    mended = np.abs(counts.data / totals[counts.indices] - expected) - expected
    dp = (1 + np.bincount(counts.indices, weights=mended, minlength=len(totals))) / 2
    return np.where(totals > 0, dp.clip(0, 1), np.nan)
