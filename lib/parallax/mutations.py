"""Changing a corpus on purpose, to see which claims notice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from parallax.corpus import Corpus, assemble

_ACTS = ("add", "drop", "set", "multiply")


def mutate(tables: Mapping[str, pd.DataFrame], stopwords: frozenset[str], change: Mapping[str, Any]) -> Corpus:
    """Return the corpus that the tables make after a change of one of them.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Every table by name, checked.
    stopwords : frozenset of str
        Function words.
    change : mapping
        ``table``, ``where`` (column to value, or to a list of values; all rows by default), and one of ``drop: true``,
        ``set`` (column to value), ``multiply`` (column to factor), ``add`` (a row, as column to value).

    Raises
    ------
    ValueError
        If the change is none: an unknown table, column or act, no row that it meets, or a table that stays the same.
    """
    name = str(change.get("table"))
    if name not in tables:
        raise ValueError(f"table {name!r} is unknown; known are {', '.join(sorted(tables))}")
    acts = [act for act in _ACTS if act in change]
    if len(acts) != 1 or set(change) - {"table", "where", *acts}:
        raise ValueError(f"change {dict(change)}: give table, where, and one of {', '.join(_ACTS)}")
    before = tables[name]
    after = _changed(before, acts[0], change)
    if after.equals(before):
        raise ValueError(f"change {dict(change)} leaves {name} as it is; name rows that are there")
    return assemble({**tables, name: after}, stopwords)


def _changed(table: pd.DataFrame, act: str, change: Mapping[str, Any]) -> pd.DataFrame:
    values = {} if act == "drop" else change[act]
    if unknown := (set(change.get("where", {})) | set(values)) - set(table.columns):
        raise ValueError(f"column {sorted(unknown)[0]!r} is not in {change['table']}; correct the change")
    if act == "add":
        row = pd.DataFrame([values]).reindex(columns=table.columns)
        return pd.concat([table, row.astype(table.dtypes.to_dict())], ignore_index=True)
    met = pd.Series(True, index=table.index)
    for column, wanted in change.get("where", {}).items():
        met &= table[column].isin(wanted if isinstance(wanted, list) else [wanted])
    if act == "drop":
        return table[~met].reset_index(drop=True)
    table = table.copy()
    for column, value in values.items():
        table.loc[met, column] = table.loc[met, column] * value if act == "multiply" else value
    return table
