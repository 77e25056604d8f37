"""Names as they are given, of terms, groups, coders or codes: none missing, of one type, and each in one form."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from numbers import Number

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike


def plain_objects(values: ArrayLike | pd.DataFrame) -> np.ndarray:
    """Return a copy of values of any type and shape as objects, with None for what a mask hides."""
    masked: np.ma.MaskedArray = np.ma.array(values, dtype=object)
    objects = np.array(masked.data, dtype=object)
    objects[np.ma.getmaskarray(masked)] = None
    return objects


def missing(values: np.ndarray, written: Collection[str] = ("",)) -> np.ndarray:
    """Say which of some `plain_objects` are missing: None, NaN, NaT, NA, what is masked, and the texts in `written`.

    Blanks around such a text do not matter.
    """
    absent = np.frompyfunc(lambda value: value is np.ma.masked or _text(value).strip() in written, 1, 1)
    return np.asarray(pd.isna(values) | absent(values).astype(bool))


def _text(value: object) -> str:
    """Return text as it is; what is no text is never blank."""
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    return value if isinstance(value, str) else "no text"


def check_names(values: np.ndarray, name: str, one: str) -> None:
    """Check that no name is missing, that all are of one type, and none comes composed and decomposed.

    Parameters
    ----------
    values : ndarray of object, one-dimensional
        The names, see `plain_objects`; one may come many times.
    name : str
        What the messages call them.
    one : str
        What one of them is called, and of what, such as "name for column".
    """
    try:
        different = pd.unique(values)
    except TypeError:  # what cannot be compared, such as lists, is looked at one by one
        different = values
    if missing(different).any():
        place = np.argmax(missing(values))
        raise ValueError(
            f"{name} has no {one} {place}; give it one, or leave it out (where the word null was read as missing, read "
            "it with keep_default_na=False)"
        )
    check_one_type(different, name)
    check_one_form(different, name)


def check_one_type(values: Iterable[object], name: str) -> str:
    """Check that values, none of them missing, are all text, all numbers, or all of another type, and name that type.

    An error shows one example each: 1 and "1" look the same, and would be two.
    """
    examples: dict[str, object] = {}
    for value in values:
        examples.setdefault(_kind(value), value)
    if len(examples) > 1:
        (a, first), (b, second) = list(examples.items())[:2]
        raise ValueError(f"{name} holds {first!r} ({a}) and {second!r} ({b}); bring all to one type, such as text")
    return next(iter(examples), "")


def _kind(value: object) -> str:
    if isinstance(value, bool | np.bool_):
        return "bool"
    if isinstance(value, Number):
        return "number"
    return "str" if isinstance(value, str) else type(value).__name__


def check_one_form(values: Iterable[object], name: str) -> None:
    """Check that no name has its accents composed in one place and decomposed in another.

    The two forms of Unicode look the same, and are compared as two names.
    """
    forms: dict[str, str] = {}
    for value in values:
        if isinstance(value, str):
            other = forms.setdefault(unicodedata.normalize("NFC", value), value)
            if other != value:
                raise ValueError(
                    f"{name} holds one name in two forms, {other!a} and {value!a}; write all in one, as "
                    "unicodedata.normalize('NFC', name) does"
                )
