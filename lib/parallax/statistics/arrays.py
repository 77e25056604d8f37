"""Numbers as they are given: with nothing hidden under a mask, whole, and small enough to be exact."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

LARGEST_COUNT = 2**53  # beyond it a float no longer tells one whole number from the next


def unmasked(values: ArrayLike, name: str) -> np.ndarray:
    """Return values as an array, and refuse those of which a mask hides some: numpy would take the mask off.

    Parameters
    ----------
    values : array
        Of any type and shape; a list of masked arrays counts as one.
    name : str
        What the message calls them.

    Returns
    -------
    ndarray
        The values.

    Raises
    ------
    ValueError
        A masked array whose mask hides something.
    """
    parts = values if isinstance(values, (list, tuple)) else [values]
    n_hidden = sum(int(np.ma.getmaskarray(part).sum()) for part in parts if isinstance(part, np.ma.MaskedArray))
    if n_hidden:
        raise ValueError(f"{name} is a masked array that hides {n_hidden} of its values; fill or drop them first")
    return np.asarray(values)


def number_type(dtype: np.dtype, name: str) -> type:
    """Give the type to compute in, and refuse what holds no numbers.

    Parameters
    ----------
    dtype : numpy.dtype
        Type of the values given.
    name : str
        What the message calls them.

    Returns
    -------
    type
        ``numpy.float64`` for floats, else ``numpy.int64``.

    Raises
    ------
    ValueError
        A type that holds no real numbers.
    """
    if dtype.kind not in "biuf":
        raise ValueError(f"{name} holds {dtype}, not numbers; convert it first")
    return np.float64 if dtype.kind == "f" else np.int64


def whole_numbers(values: ArrayLike, name: str) -> np.ndarray:
    """Return numbers as int64, or say which of them cannot be a count.

    Parameters
    ----------
    values : array of numbers
        Counts, of any shape.
    name : str
        What the message calls them.

    Returns
    -------
    ndarray of int64
        The same counts, in the same shape.

    Raises
    ------
    ValueError
        No numbers, or one that is hidden, missing, infinite, negative, fractional, or too large to be exact.
    """
    given = unmasked(values, name)
    numbers: np.ndarray = given.astype(number_type(given.dtype, name))
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
