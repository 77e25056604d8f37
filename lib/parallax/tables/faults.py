"""What is wrong in the rows of tables: found with frictionless, and put into plain sentences."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable
from copy import deepcopy
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from parallax.errors import CorpusError, more_rows
from parallax.tables import cache

if TYPE_CHECKING:
    from frictionless import Checklist, Row


_TYPES = {"integer": "a whole number", "number": "a number", "date": "a date like 2023-05-01", "string": "text"}


_BLANK = ": the row is blank; remove it"


# What frictionless takes for a number or a date is wider than what pandas reads and what can be compared as it stands:
# other digits than 0 to 9, 1_000, a number too long for 64 bits, 2023-5-1.
_DECIMAL = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"


_FORMS = {
    "integer": re.compile(r"[ \t]*[+-]?[0-9]{1,18}[ \t]*"),
    "number": re.compile(rf"[ \t]*{_DECIMAL}[ \t]*"),
    "date": re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}"),
}


_HINTS = {
    "integer": ", written with the digits 0 to 9, 18 of them at most",
    "number": ", written with the digits 0 to 9 and a point",
    "date": ": four digits, two and two",
}


_NOT_PLAIN = "not plain"


#: Errors of a table that are counted; frictionless by itself stops at a thousand. Each is kept with its row.
MOST = 100_000


# An error of frictionless. What is read of it here depends on its type: no kind of error has all of it.
Fault: TypeAlias = Any


def unreadable(folder: Path, entry: dict[str, Any]) -> str | None:
    """Return what keeps a file from being read at all.

    Parameters
    ----------
    folder : Path
        Folder of tables.
    entry : dict
        The file's entry in the descriptor.

    Returns
    -------
    str or None
        A message; None if nothing does.
    """
    path = folder / entry["path"]
    anew = "rebuild it with `parallax extract`" if entry.get("made") == "derived" else "restore it"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first, *_ = file.read().partition("\n")[0].splitlines() or [""]
    except FileNotFoundError:
        return f"{path}: the file is missing; {anew}"
    except OSError as error:
        return f"{path}: the file cannot be read ({error.strerror}); check that it is a file and that you may read it"
    except UnicodeDecodeError as error:
        row = error.object.count(b"\n", 0, error.start) + 1
        return f"{path}, row {row}: a byte is not UTF-8; save the file again with the encoding UTF-8"
    return _bad_header(path, entry, first) if "schema" in entry else None


def _bad_header(path: Path, entry: dict[str, Any], first: str) -> str | None:
    want, have = [field["name"] for field in entry["schema"]["fields"]], next(csv.reader([first]), [])
    order = f"; it takes, separated by commas: {','.join(want)}"
    if not have:
        return f"{path}: the table is empty; restore it, or write the columns{order[1:]}"
    if missing := [column for column in want if column not in have]:
        return f"{path}: the column {missing[0]!r} is missing; put it back{order}"
    if extra := [column for column in have if column not in want]:
        return f"{path}: there is an extra column, {extra[0]!r}; remove it, or describe it in the descriptor{order}"
    if have != want:
        return f"{path}: the columns are out of order, or one is there twice; sort them{order}"
    return None


def in_rows(file: Path, content: dict[str, Any], *, anew: bool = False) -> list[str]:
    """Check the rows of tables.

    Parameters
    ----------
    file : Path
        The descriptor; the tables' paths start from its folder.
    content : dict
        What it says of the tables to be checked.
    anew : bool
        Check tables that were found in order before, too.

    Returns
    -------
    list of str
        A message for each kind of error in a column: file, first row, what is wrong and what to do, and how many
        more rows have it, or have it at least. What only follows from an error in another table is left out.

    Raises
    ------
    CorpusError
        If the descriptor is not one.

    Notes
    -----
    A table in which nothing was wrong is not checked again while its bytes, those of the tables that it points to,
    what the descriptor says of these, and the `checker` are the same; see `tables.cache.is_in_order`.
    """
    entries = {entry["name"]: entry for entry in content["resources"]}
    alone = {name: _alone(entry, set(entries)) for name, entry in entries.items()}
    rest = {key: value for key, value in content.items() if key != "resources"}
    bases = {name: _basis(file.parent, name, alone, rest) for name in alone}
    doubtful = [name for name in alone if anew or not cache.is_in_order(bases[name])]
    if not doubtful:
        return []

    # Imported here: frictionless takes a while, and who reads tables that are known to be in order needs none of it.
    from frictionless import FrictionlessException, Package

    try:
        described = deepcopy({**rest, "resources": list(alone.values())})
        package = Package.from_descriptor(described, basepath=str(file.parent))
        package.to_descriptor(validate=True)
        reports = [package.get_resource(name).validate(checklist=_checklist(), limit_errors=MOST) for name in doubtful]
    except FrictionlessException as error:
        raise CorpusError(f"{file}: {error}", "restore it from version control") from None
    tasks = [task for report in reports for task in report.tasks]
    wrong = {task.name for task in tasks if task.errors}
    messages = [f"{file}: {error.message}" for report in reports for error in report.errors]
    for name in doubtful:
        if not messages and name not in wrong and bases[name] == _basis(file.parent, name, alone, rest):
            cache.keep_in_order(bases[name])
    for task in tasks:
        found: dict[str, list[tuple[int, str]]] = {}
        for fault in task.errors:
            if getattr(fault, "reference_name", None) not in wrong - {task.name}:
                row, kind, problem = explain(fault, entries[task.name]["schema"])
                found.setdefault(kind, []).append((row, problem))
        for alike in found.values():
            row, problem = alike[0]
            more = more_rows(len({each for each, _ in alike}) - 1, at_least=len(task.errors) >= MOST)
            messages.append(f"{file.parent / task.place}, row {row}{problem}{more}")
    return messages


def _basis(folder: Path, name: str, alone: dict[str, dict[str, Any]], rest: dict[str, Any]) -> str:
    """Hash all that the verdict on a table rests on: what is said of it, its bytes, and those it points to."""
    keys = alone[name]["schema"]["foreignKeys"]
    concerned = [name, *sorted({key["reference"]["resource"] for key in keys} - {name, ""})]
    contents = [sha256((folder / alone[each]["path"]).read_bytes()).hexdigest() for each in concerned]
    said = [rest, [alone[each] for each in concerned], contents, checker()]
    return sha256(json.dumps(said, default=str).encode()).hexdigest()


@lru_cache(maxsize=1)
def checker() -> list[str | None]:
    """Return what a verdict on rows rests on, beside the tables: frictionless, Python with its libraries, this code."""
    return [version("frictionless"), *cache.versions(), cache.source_digest(__name__)]


def _alone(entry: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """Return a table's entry as comma-separated UTF-8, without references to tables that are not checked along.

    Nor with the hash: frictionless takes it of the bytes, and would blame a table for another editor's line ends.
    """
    keys = entry["schema"].get("foreignKeys", [])
    kept = [key for key in keys if key["reference"]["resource"] in names]
    # Left to itself, frictionless guesses encoding, separator and quotation mark, and may guess otherwise than pandas.
    csv_dialect = {"delimiter": ",", "quoteChar": '"', "skipInitialSpace": False}
    plain = {"encoding": "utf-8", "dialect": {"csv": csv_dialect}}
    unhashed = {key: value for key, value in entry.items() if key not in {"hash", "bytes", "rows"}}
    return {**unhashed, **plain, "schema": {**entry["schema"], "foreignKeys": kept}}


def _checklist() -> Checklist:
    """Return a check of the cells that frictionless takes for numbers or dates and nobody else does."""
    from frictionless import Check, Checklist, errors

    class PlainCells(Check):
        type = "plain-cells"
        Errors = [errors.TypeError]  # noqa: RUF012 -- frictionless declares it so

        def validate_row(self, row: Row) -> Iterable[errors.TypeError]:
            for field, cell in zip(self.resource.schema.fields, row.cells, strict=False):
                form = _FORMS.get(field.type)
                if form and cell and row[field.name] is not None and not form.fullmatch(cell):
                    error = errors.TypeError.from_row(row, note=_NOT_PLAIN, field_name=field.name)
                    error.cell = cell  # as written, not as frictionless took it
                    yield error

    return Checklist(checks=[PlainCells()])


def explain(error: Fault, schema: dict[str, Any]) -> tuple[int, str, str]:
    """Put an error of frictionless into words.

    Parameters
    ----------
    error : Fault
        An error in a row; one that is not in a row is said to be in the header.
    schema : dict
        The table's schema in the descriptor.

    Returns
    -------
    tuple of int, str and str
        The row, the header being row 1; what sort of error it is, of which only the first in a column need be shown;
        and what is wrong and what to do, to be put after the row.
    """
    sentences: dict[str, Callable[[], str]] = {
        "blank-row": lambda: _BLANK,
        "extra-cell": lambda: ": there are more cells than columns; put a cell that holds a comma between quotes",
        "missing-cell": lambda: _in(error, "the cell is empty or missing; fill it in"),
        "type-error": lambda: _in(error, f"{error.cell!r} is not {_type(error, schema)}; correct it"),
        "constraint-error": lambda: _in(error, _constraint(error, schema)),
        "unique-error": lambda: _in(error, f"{error.cell!r} is in another row too; each row needs its own"),
        "primary-key": lambda: _key(error, schema),
        "foreign-key": lambda: _reference(error),
    }
    problem = sentences.get(error.type, lambda: f": {error.message}; correct it, or restore the table")()
    # One wrong key in a table that others point to makes as many errors as they have rows.
    kind = f"foreign-key {error.field_names}" if error.type == "foreign-key" else problem
    return getattr(error, "row_number", 1), kind, problem


def _in(error: Fault, problem: str) -> str:
    return f", column {error.field_name}: {problem}"


def _type(error: Fault, schema: dict[str, Any]) -> str:
    (kind,) = (str(field["type"]) for field in schema["fields"] if field["name"] == error.field_name)
    return _TYPES.get(kind, kind) + (_HINTS[kind] if error.note == _NOT_PLAIN else "")


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
