"""Made-up paragraphs with topics in them, and without."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from parallax.statistics import draws
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units, row_order


def planted(n_blocks: int = 4, n_units: int = 48, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Make paragraphs that each use one block of eight terms, some much and some little, over a few shared ones."""
    rng = np.random.default_rng(seed)
    theme = np.arange(n_units) % n_blocks
    rates = np.full((n_units, n_blocks * 8 + 4), 0.05)
    rates[:, -4:] = 1.0
    for unit, block in enumerate(theme):
        rates[unit, block * 8 : block * 8 + 8] = np.linspace(3.0, 0.6, 8)
    terms = [f"block{block}-{i}" for block in range(n_blocks) for i in range(8)]
    return rng.poisson(rates), np.array([*terms, *(f"shared-{i}" for i in range(4))]), theme


def noise(seed: int = 0, n_units: int = 50, n_terms: int = 60) -> tuple[np.ndarray, np.ndarray]:
    """Make paragraphs in which no term knows of another, common terms and rare ones."""
    rng = np.random.default_rng(seed)
    counts = rng.poisson(np.geomspace(0.05, 1, n_terms), (n_units, n_terms))
    return counts, np.array([f"t{i:02}" for i in range(n_terms)])


def with_twins() -> tuple[np.ndarray, np.ndarray]:
    """Make noise with an empty paragraph and with three that are equal, which no order can tell apart."""
    counts, terms = noise(n_units=30, n_terms=25)
    counts[7] = 0
    counts[[3, 11, 20]] = counts[4]
    return counts, terms


def canonical_rows(counts: np.ndarray) -> np.ndarray:
    return counts[row_order(csr_array(counts))]


def subsamples(units: Units, share: float, times: int, name: str, seed: int = 0) -> list[np.ndarray]:
    """Return the places of the units of each subsample, in canonical order."""
    order = row_order(units.counts)
    drawn = draws.subsamples(units.ids, share, times, seed=seed, name=name)
    return [order[within[order]] for within in drawn]


ROWS = np.eye(6, dtype=int) + 1
BAD = [
    ({"counts": [[1, -1], [0, 1]]}, "^counts holds a negative"),
    ({"counts": [[1, np.nan], [0, 1]]}, "^counts holds a missing"),
    ({"counts": [[1, 0.5], [0, 1]]}, "^counts holds a fractional"),
    ({"counts": np.ones((6, 6), dtype=int)}, "^counts is 1 in every cell, so nothing can differ; see"),
    ({"counts": np.zeros((6, 6), dtype=int)}, "^counts is 0 in every cell, so nothing can differ; see"),
    ({"counts": np.outer(np.ones(6, dtype=int), np.arange(6))}, "^counts has no two rows that differ; give"),
    ({"counts": np.pad([[1] * 6], ((0, 5), (0, 0)))}, "^counts has no two rows that differ; give"),
]
BAD_SUBSAMPLES = [
    ({"terms": list("pqr")}, "^terms has shape"),
    ({"share": 0}, "^share is 0; give a share between 0 and 1"),
    ({"share": 1}, "^share is 1; give a share between 0 and 1"),
    ({"share": np.nan}, "^share is nan; give"),
    ({"share": 0.99}, "^share is 0.99, which draws 6 of 6 rows"),
    ({"share": 0.2}, "^share is 0.2, which draws 1 of 6 rows for 2 topics; .* take fewer"),
    ({"n_subsamples": 0}, "^n_subsamples is 0; give a whole number, 1 or more"),
    ({"n_subsamples": 2.5}, "^n_subsamples is 2.5; give"),
    ({"seed": -1}, "^seed is -1;"),
]


def units_of(bad: dict) -> Units:
    """Make units of bad counts or terms, or of good ones; names are as many as the columns, if none are given."""
    counts = bad.get("counts", ROWS)
    return Units(counts, bad.get("terms", list("pqrstu")[: np.shape(counts)[1]]))


def settings_of(bad: dict) -> Settings:
    """Make settings of what else is bad."""
    return Settings(**{name: value for name, value in bad.items() if name not in ("counts", "terms", "k", "ks")})
