"""Statistics as their definitions read, one pair after the other, to hold the library's against."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations


def naive_alpha(codes: Sequence[Sequence[object]]) -> float:
    """Return alpha pair by pair, as its definition reads."""
    units = [[code for code in unit if code is not None] for unit in zip(*codes, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    values = [code for unit in units for code in unit]
    n = len(values)
    observed = sum(sum(a != b for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in units) / n
    expected = sum(a != b for a, b in permutations(values, 2)) / (n * (n - 1))
    return 1 - observed / expected
