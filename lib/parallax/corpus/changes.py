"""Changing a corpus on purpose, to see which claims notice; the changes are those that the ledger names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from parallax.corpus.corpus import Corpus, assemble

_ACTS = ("add", "drop", "set", "multiply")


_KEYS = {"table", "where", "edge", *_ACTS}


def check_change(change: object) -> None:
    """Raise ValueError for what is not a change that `mutate` accepts.

    A change may also have an ``edge``: two figures of the claim and what they are after the change, which goes just
    past what is printed.
    """
    if not isinstance(change, Mapping):
        raise ValueError(f"change {change!r} is not a mapping; give table, where, and one of {', '.join(_ACTS)}")
    acts = [act for act in _ACTS if act in change]
    if len(acts) != 1 or set(change) - _KEYS or not isinstance(change.get("table"), str):
        raise ValueError(f"change {dict(change)}: give table, where, and one of {', '.join(_ACTS)}")
    for key in {"where", "edge", *acts} & set(change):
        if not (change[key] is True if key == "drop" else isinstance(change[key], Mapping)):
            wanted = "write drop: true" if key == "drop" else f"write {key}: {{column: value}}"
            raise ValueError(f"change {dict(change)}: {key} is {change[key]!r}; {wanted}")
    if "edge" in change and (len(change["edge"]) != 2 or not all(map(_is_number, change["edge"].values()))):
        raise ValueError(f"change {dict(change)}: edge is {change['edge']!r}; name two figures and their numbers")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


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
        If it is not a change: an unknown table, column or act, no row that it matches, or a table that stays the same.
    """
    check_change(change)
    name = change["table"]
    if name not in tables:
        raise ValueError(f"table {name!r} is unknown; choose from {', '.join(sorted(tables))}")
    (act,) = set(change) & set(_ACTS)
    before = tables[name]
    after = _changed(before, act, change)
    if after.equals(before):
        raise ValueError(f"change {dict(change)} leaves {name} as it is; name rows that are there")
    return assemble({**tables, name: after}, stopwords)


def in_words(change: Mapping[str, Any], names: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a change as a condition: ``if n were multiplied by 2 in terms.csv, where term is unity``.

    With names by id, values that are ids give way to them, and nothing has an underscore.
    """
    (act,) = set(change) & set(_ACTS)
    table = f"{change['table']}.csv"
    where = f", where {_pairs(change['where'], ' is ', names)}" if change.get("where") else ""
    if act == "add":
        said = f"if {table} had one more row, with {_pairs(change[act], ' ', names)}"
    elif act == "drop":
        said = f"if rows of {table} were dropped{where}"
    else:
        verb = " were multiplied by " if act == "multiply" else " were "
        said = f"if {_pairs(change[act], verb, names)} in {table}{where}"
    edge = [f"{_spaced(figure, names)} {number:g}" for figure, number in change.get("edge", {}).items()]
    return f"{said} (then {edge[0]}, against {edge[1]})" if edge else said


def _pairs(values: Mapping[str, Any], verb: str, names: Mapping[str, str]) -> str:
    listed = []
    for column, value in values.items():
        several = [str(one) for one in (value if isinstance(value, list) else [value])]
        said = " or ".join(names.get(one) or _spaced(one, names) for one in several)
        listed.append(f"{_spaced(column, names)}{verb}{said or 'empty'}")
    return " and ".join(listed)


def _spaced(name: str, names: Mapping[str, str]) -> str:
    """Return a name of tables with blanks, where it is for readers."""
    return name.replace("_", " ") if names else name


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
