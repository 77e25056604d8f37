"""The error that bad input raises, and what frictionless finds wrong in a table put into plain sentences."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

_TYPES = {"integer": "a whole number", "number": "a number", "date": "a date like 2023-05-01", "string": "text"}
_BLANK = ": the row is blank; remove it"


class CorpusError(ValueError):
    """Something in the texts or tables is wrong; the message says where and what to do.

    Parameters
    ----------
    problem : str
        What is wrong, with the file and the line, row or column.
    remedy : str
        What the reader should do next.
    """

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}\n  What to do: {remedy}")
        self.problem = problem
        self.remedy = remedy


class Fault(Protocol):
    """What is read here of the errors of frictionless; no one kind of them has all of it."""

    type: str
    message: str
    note: str
    row_number: int
    cell: str
    field_name: str
    field_names: list[str]
    field_cells: list[str]
    reference_name: str


class Explanation(NamedTuple):
    """An error in a row of a table.

    Attributes
    ----------
    row : int
        The row, the header being row 1.
    kind : str
        What sort of error; of one sort in a column, the first need be shown only.
    problem : str
        What is wrong and what to do, to be put after the row.
    """

    row: int
    kind: str
    problem: str


def explain(error: Fault, schema: dict[str, Any]) -> Explanation:
    """Put an error of frictionless into words.

    Parameters
    ----------
    error : Fault
        An error in a row; one that is not in a row is said to be in the header.
    schema : dict
        The table's schema in the descriptor.

    Returns
    -------
    Explanation
        Row, kind and problem.
    """
    sentences: dict[str, Callable[[], str]] = {
        "blank-row": lambda: _BLANK,
        "extra-cell": lambda: ": there are more cells than columns; put a cell that holds a comma between quotes",
        "missing-cell": lambda: _in(error, "the cell is empty or missing; fill it in"),
        "type-error": lambda: _in(error, f"{error.cell!r} is not {_type(error, schema)}; correct it"),
        "constraint-error": lambda: _in(error, _constraint(error, schema)),
        "unique-error": lambda: _in(error, f"{error.cell!r} stands in another row too; each row needs its own"),
        "primary-key": lambda: _key(error, schema),
        "foreign-key": lambda: _reference(error),
    }
    problem = sentences.get(error.type, lambda: f": {error.message}; correct it, or restore the table")()
    # One wrong key in a table that others point to makes as many errors as they have rows.
    kind = f"foreign-key {error.field_names}" if error.type == "foreign-key" else problem
    return Explanation(getattr(error, "row_number", 1), kind, problem)


def _in(error: Fault, problem: str) -> str:
    return f", column {error.field_name}: {problem}"


def _type(error: Fault, schema: dict[str, Any]) -> str:
    (kind,) = (str(field["type"]) for field in schema["fields"] if field["name"] == error.field_name)
    return _TYPES.get(kind, kind)


def _constraint(error: Fault, schema: dict[str, Any]) -> str:
    """Return which of a column's constraints a cell breaks; frictionless names it only in its note."""
    (rules,) = (field["constraints"] for field in schema["fields"] if field["name"] == error.field_name)
    named = re.match(r'constraint "(\w+)"', error.note)
    name = named.group(1) if named else ""
    allowed = rules.get(name)
    return {
        "required": "the cell is empty or missing; fill it in",
        "enum": f"{error.cell!r} is not allowed; write {' or '.join(map(str, allowed))}" if name == "enum" else "",
        "minimum": f"{error.cell} is less than {allowed}; correct it",
        "maximum": f"{error.cell} is more than {allowed}; correct it",
        "pattern": f"{error.cell!r} is not of the form {allowed}; correct it",
        "maxLength": f"{error.cell!r} is longer than {allowed} characters; shorten it",
    }.get(name, f"{error.cell!r} breaks the rule {error.note}; correct it")


def _key(error: Fault, schema: dict[str, Any]) -> str:
    if 'all "None"' in error.note:
        return _BLANK
    key = ", ".join(schema["primaryKey"])
    return f": {key}: {error.note.replace('the row at position', 'row')}; each row needs its own, so remove one"


def _reference(error: Fault) -> str:
    here, there = ", ".join(error.field_names), error.reference_name
    cells = ", ".join(map(str, error.field_cells))
    return f", column {here}: {cells!r} is not in the table {there}; correct it, or add it there"
