"""Names as they are given, of terms, groups, coders or codes: none missing, of one type, and each in one form."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from numbers import Number

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike


def plain_objects(values: ArrayLike | pd.DataFrame) -> np.ndarray:
    """Return values of any type as objects, with None for what a mask hides.

    Parameters
    ----------
    values : array or DataFrame
        Of any type and shape.

    Returns
    -------
    ndarray of object
        A copy, in the same shape.
    """
    given: np.ma.MaskedArray = np.ma.array(values, dtype=object)
    objects = np.array(given.data, dtype=object)
    objects[np.ma.getmaskarray(given)] = None
    return objects


def missing(values: np.ndarray, written: Collection[str] = ("",)) -> np.ndarray:
    """Say which values are missing.

    Parameters
    ----------
    values : ndarray of object
        See `plain_objects`.
    written : collection of str
        Texts that stand for nothing, blanks around them aside.

    Returns
    -------
    ndarray of bool, shape of `values`
        True for None, NaN, NaT, NA, what is masked, and the texts in `written`.
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
        The names; one may come many times.
    name : str
        What the messages call them.
    one : str
        What one of them is called, and of what, such as "name for column".

    Raises
    ------
    ValueError
        The first that is wrong, with its place.
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
    """Check that values are all text, all numbers, or all of another type.

    Parameters
    ----------
    values : iterable
        None of them missing.
    name : str
        What the message calls them.

    Returns
    -------
    str
        ``str``, ``number`` (whole or not), or the name of another type; empty for no values.

    Raises
    ------
    ValueError
        Two types, of which one example each is shown: 1 and "1" look the same, and would be two.
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
    """Check that no name comes in two forms of Unicode, which look the same and are compared as two.

    Parameters
    ----------
    values : iterable
        The names.
    name : str
        What the message calls them.

    Raises
    ------
    ValueError
        A name whose accents stand composed in one place and decomposed in another.
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


def check_terms(terms: ArrayLike, n_columns: int, name: str = "terms") -> np.ndarray:
    """Check the columns' names: one each, and none twice.

    Parameters
    ----------
    terms : array of str, shape (terms,)
        The names; whole numbers are taken as text.
    n_columns : int
        Columns that need one.
    name : str
        What the messages call them.

    Returns
    -------
    ndarray of str, shape (terms,)
        The names in the order given.

    Raises
    ------
    ValueError
        Wrong length, a name that is missing or no text, or one that appears twice, in whatever form.
    """
    given = plain_objects(terms)
    if given.shape != (n_columns,):
        raise ValueError(f"{name} has shape {given.shape} for {n_columns} columns; give one name a column")
    check_names(given, name, "name for column")
    if not all(isinstance(term, str | int | np.integer) and not isinstance(term, bool) for term in given):
        raise ValueError(f"{name} holds {given[0]!r}, which is no text; give the names of the columns")
    names = given.astype(str)
    unique, times = np.unique(names, return_counts=True)
    if (times > 1).any():
        raise ValueError(f"{name} holds {str(unique[times > 1][0])!r} twice; add up the columns of one name")
    return names
