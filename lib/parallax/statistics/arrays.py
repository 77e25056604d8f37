"""Numbers as they are given: with nothing hidden under a mask, whole, and small enough to be exact; and their rates."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]

LARGEST_COUNT = 2**53  # beyond it a float no longer tells one whole number from the next


def unmasked(values: ArrayLike, name: str) -> np.ndarray:
    """Return values as an array, and refuse those of which a mask hides some: numpy would take the mask off.

    A list of masked arrays counts as one.
    """
    parts = values if isinstance(values, (list, tuple)) else [values]
    n_hidden = sum(int(np.ma.getmaskarray(part).sum()) for part in parts if isinstance(part, np.ma.MaskedArray))
    if n_hidden:
        raise ValueError(f"{name} is a masked array that hides {n_hidden} of its values; fill or drop them first")
    return np.asarray(values)


def number_type(dtype: np.dtype, name: str) -> type:
    """Give the type to compute in, float64 for floats, else int64; refuse what holds no real numbers."""
    if dtype.kind not in "biuf":
        raise ValueError(f"{name} holds {dtype}, not numbers; convert it first")
    return np.float64 if dtype.kind == "f" else np.int64


def whole_numbers(values: ArrayLike, name: str) -> Ints:
    """Return counts of any shape as int64.

    Raises
    ------
    ValueError
        No numbers, or one that is hidden, missing, infinite, negative, fractional, or too large to be exact.
    """
    plain = unmasked(values, name)
    numbers: np.ndarray = plain.astype(number_type(plain.dtype, name))
    kinds = {
        "a missing or infinite number": (~np.isfinite(numbers), "fill or drop it"),
        "a negative number": (numbers < 0, "a count is 0 or more, so see how it was made"),
        "a fractional number": (numbers != np.floor(numbers), "give counts, not rates or weights"),
        "a number too large to be exact": (numbers > LARGEST_COUNT, "see the table it came from"),
    }
    for what, (wrong, remedy) in kinds.items():
        if wrong.any():
            raise ValueError(f"{name} holds {what} ({numbers[wrong].flat[0]}); {remedy}")
    return numbers.astype(np.int64)


def per_thousand(n: ArrayLike, totals: ArrayLike) -> Floats:
    """Give rates per thousand, 1000 · n / totals; the two are broadcast, and no total may be zero."""
    denominators = unmasked(totals, "totals").astype(float)
    if not (denominators > 0).all():
        raise ValueError("totals holds a zero, negative or missing total; leave out what has no tokens")
    return 1000 * unmasked(n, "n").astype(float) / denominators
