"""What every analysis can be given beside its data: how often to draw, how sure to be, what is too little."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from math import ceil
from typing import Any, Self

import numpy as np

FEWEST_SHUFFLES = 1000
MOST_VALUES = 400_000_000  # scores of contrasts, or labels dealt, in all shuffles: some ten seconds of processor time


@dataclass(frozen=True)
class Settings:
    """Settings of the analyses, checked once.

    Attributes
    ----------
    seed : int
        Key of the random numbers, zero or more.
    n_resamples : int
        Resamples for an interval.
    n_permutations : int, optional
        Shuffles of labels for p and q; none at 0. If not given, as many as it takes, see `permutations`.
    level : float
        Share of the resamples inside an interval, 0 to 1.
    alpha : float
        Error allowed to a test, 0 to 1.
    strength : float
        Of the prior, see `statistics.measures.log_odds`.
    min_total : int
        A term with fewer uses in all is not tested.
    min_units : int
        A group with fewer units has no interval: look at each of them instead.
    n_deals : int
        Random deals of the units, for negative controls.
    n_subsamples : int
        Subsamples in which topics are looked for again.
    share : float
        Share of the units in a subsample, 0 to 1.
    n_terms : int
        Top terms a topic that are compared.
    n_shuffles, n_null : int
        Shuffled corpora with which stability is compared, and subsamples of each.

    Examples
    --------
    >>> Settings(seed=7).but(n_resamples=200)
    Settings(seed=7, n_resamples=200)
    """

    seed: int = 0
    n_resamples: int = 1000
    n_permutations: int | None = None
    level: float = 0.95
    alpha: float = 0.05
    strength: float = 0.1
    min_total: int = 5
    min_units: int = 10
    n_deals: int = 1000
    n_subsamples: int = 50
    share: float = 0.8
    n_terms: int = 10
    n_shuffles: int = 10
    n_null: int = 3

    def __post_init__(self) -> None:
        if not _whole(self.seed, 0):
            raise ValueError(f"seed is {self.seed!r}; give a whole number, zero or more")
        least = {"n_permutations": 0, "min_total": 0, "min_units": 2}
        asked = set(least) - ({"n_permutations"} if self.n_permutations is None else set())
        for name in ("n_resamples", "n_deals", "n_subsamples", "n_terms", "n_shuffles", "n_null", *sorted(asked)):
            value, fewest = getattr(self, name), least.get(name, 1)
            if not _whole(value, fewest):
                hint = "; one paragraph cannot be resampled" if name == "min_units" else ""
                raise ValueError(f"{name} is {value!r}{hint}; give a whole number, {fewest} or more")
        for name in ("level", "alpha", "share"):
            if not _within(getattr(self, name), 1):
                raise ValueError(f"{name} is {getattr(self, name)!r}; give a share between 0 and 1")
        if not _within(self.strength, float("inf")):
            raise ValueError(f"strength is {self.strength!r}; give a number above 0")

    def __repr__(self) -> str:
        changed = {one.name: getattr(self, one.name) for one in fields(self) if getattr(self, one.name) != one.default}
        return f"Settings({', '.join(f'{name}={value!r}' for name, value in changed.items())})"

    def permutations(self, n_contrasts: int = 1, n_units: int = 1) -> int:
        """Return how many shuffles to make for so many contrasts of so many units.

        Those asked for. Else, so many that a single contrast that no shuffle reaches has a q below `alpha` (Benjamini &
        Hochberg: contrasts / (shuffles + 1)), `FEWEST_SHUFFLES` at least; but no more than make `MOST_VALUES` scores in
        all, or deal as many labels. Where that is too few, `analysis.keyness.contrasts.keyness` says of which contrasts
        it is.

        Examples
        --------
        >>> Settings().permutations(962), Settings().permutations(10), Settings(n_permutations=99).permutations(962)
        (19240, 1000, 99)
        """
        if self.n_permutations is not None:
            return self.n_permutations
        needed = ceil(round(n_contrasts / self.alpha, 6))  # one more than is just enough, whatever rounding does
        return max(FEWEST_SHUFFLES, min(needed, MOST_VALUES // max(n_contrasts, n_units)))

    def but(self, **changed: Any) -> Self:  # noqa: ANN401  as many types as there are fields
        """Return the same settings with some changed, by name."""
        if unknown := set(changed) - {one.name for one in fields(self)}:
            known = ", ".join(one.name for one in fields(self))
            raise ValueError(f"there is no setting {min(unknown)!r}; choose from {known}")
        return replace(self, **changed)


def _whole(value: Any, fewest: int) -> bool:  # noqa: ANN401  what was given instead of a number
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool) and bool(value >= fewest)


def _within(value: Any, end: float) -> bool:  # noqa: ANN401  as above
    return isinstance(value, (int, float, np.integer, np.floating)) and bool(0 < value < end)
