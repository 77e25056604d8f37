"""The tables as the Data Package descriptor defines them: checked with frictionless, read with pandas."""

from __future__ import annotations

import csv
import os
from collections.abc import Collection
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import pandas as pd
import yaml

from parallax.errors import CorpusError, Explanation, Fault, explain

DESCRIPTOR = "datapackage.yaml"
_DTYPES = {"string": "string", "integer": "Int64", "number": "Float64", "date": "string"}


def corpus_folder(argument: Path | None = None, start: Path | None = None) -> Path:
    """Return the folder of tables: the argument, else ``PARALLAX_CORPUS``, else ``corpus/`` here or above.

    Parameters
    ----------
    argument : Path, optional
        A folder that somebody named; no other is then looked for.
    start : Path, optional
        Where "here" is; the current folder if not given.

    Returns
    -------
    Path
        A folder that has a descriptor.

    Raises
    ------
    CorpusError
        If there is none, or it has no descriptor.
    """
    named = argument or os.environ.get("PARALLAX_CORPUS")
    here = (start or Path()).resolve()
    candidates = [Path(named)] if named else [place / "corpus" for place in (here, *here.parents)]
    for folder in candidates:
        if (folder / DESCRIPTOR).is_file():
            return folder
    raise CorpusError(
        f"no {DESCRIPTOR} in {candidates[0]}",
        "run this inside the project, or name the folder of tables with --corpus or PARALLAX_CORPUS",
    )


def descriptor(folder: Path) -> dict[str, Any]:
    """Return the Data Package descriptor of a folder of tables.

    Parameters
    ----------
    folder : Path
        Folder of tables.

    Returns
    -------
    dict
        Its content; every caller gets the same, so it is not to be changed.

    Raises
    ------
    CorpusError
        If it is not YAML or lists no resources.
    """
    remedy = "restore it from version control"
    try:
        content = _parsed((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CorpusError(f"{folder / DESCRIPTOR} is not YAML: {error}", remedy) from None
    if not isinstance(content, dict) or not isinstance(content.get("resources"), list):
        raise CorpusError(f"{folder / DESCRIPTOR} lists no resources", remedy)
    return content


@lru_cache(maxsize=8)
def _parsed(text: str) -> object:
    # Each table that is read asks for the descriptor, and parsing it takes longer than reading the table.
    return yaml.safe_load(text)


def tables(folder: Path, made: str | None = None) -> dict[str, dict[str, Any]]:
    """Return the tables' entries in the descriptor.

    Parameters
    ----------
    folder : Path
        Folder of tables.
    made : str, optional
        ``coded`` or ``derived`` keeps the tables made so.

    Returns
    -------
    dict of dict
        Entries by name. A file without a schema, such as a list of words, is none.
    """
    resources = descriptor(folder)["resources"]
    return {r["name"]: r for r in resources if "schema" in r and made in (None, r.get("made"))}


def validate(folder: Path, only: Collection[str] | None = None) -> list[str]:
    """Check tables against the descriptor, references between them included.

    Parameters
    ----------
    folder : Path
        Folder of tables.
    only : collection of str, optional
        Names of the tables to check; all by default.

    Returns
    -------
    list of str
        A message for each kind of error in a column: file, first row, what is wrong and what to do, and how many
        more rows have it. Empty if all is well. What only follows from an error in another table is left out.
    """
    content = descriptor(folder)
    entries = [entry for entry in content["resources"] if only is None or entry["name"] in only]
    unreadable = {entry["name"]: found for entry in entries if (found := _unreadable(folder, entry))}
    sound = [entry for entry in entries if entry["name"] not in unreadable]
    names = {entry["name"] for entry in sound}
    checked = [_alone(entry, names) for entry in sound if "schema" in entry]
    return [*unreadable.values(), *(_row_errors(folder, {**content, "resources": checked}) if checked else [])]


def _unreadable(folder: Path, entry: dict[str, Any]) -> str | None:
    """Return what keeps a file from being read at all, if anything does."""
    path = folder / entry["path"]
    anew = "make it anew with `parallax extract`" if entry.get("made") == "derived" else "restore it"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first, *_ = file.read().splitlines() or [""]
    except OSError:
        return f"{path}: the file is missing; {anew}"
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
        return f"{path}: there is an extra column, {extra[0]!r}; remove it, or describe it in {DESCRIPTOR}{order}"
    if have != want:
        return f"{path}: the columns are out of order, or one is there twice; sort them{order}"
    return None


def _alone(entry: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """Return a table's entry as comma-separated UTF-8, without references to tables that are not checked along."""
    keys = entry["schema"].get("foreignKeys", [])
    kept = [key for key in keys if key["reference"]["resource"] in names]
    # Left to itself, frictionless guesses encoding, separator and quotation mark, and may guess otherwise than pandas.
    csv_dialect = {"delimiter": ",", "quoteChar": '"', "skipInitialSpace": False}
    plain = {"encoding": "utf-8", "dialect": {"csv": csv_dialect}}
    return {**entry, **plain, "schema": {**entry["schema"], "foreignKeys": kept}}


def _row_errors(folder: Path, content: dict[str, Any]) -> list[str]:
    # Imported here: frictionless takes a while, and a reader of one table needs none of it.
    from frictionless import FrictionlessException, Package

    try:
        report = Package.from_descriptor(deepcopy(content), basepath=str(folder)).validate()
    except FrictionlessException as error:
        raise CorpusError(f"{folder / DESCRIPTOR}: {error}", "restore it from version control") from None
    wrong = {task.name for task in report.tasks if task.errors}
    schemas = {entry["name"]: entry["schema"] for entry in content["resources"]}
    messages = [f"{folder / DESCRIPTOR}: {error.message}" for error in report.errors]
    for task in report.tasks:
        found: dict[str, list[Explanation]] = {}
        for fault in task.errors:
            if getattr(fault, "reference_name", None) not in wrong - {task.name}:
                each = explain(cast("Fault", fault), schemas[task.name])
                found.setdefault(each.kind, []).append(each)
        for alike in found.values():
            others = len({each.row for each in alike}) - 1
            more = f" ({others} more row{'s' * (others > 1)} like it)" if others else ""
            messages.append(f"{folder / task.place}, row {alike[0].row}{alike[0].problem}{more}")
    return messages


def require_valid(folder: Path, only: Collection[str] | None = None) -> None:
    """Stop where `validate` finds an error.

    Parameters
    ----------
    folder, only : Path, collection of str
        As in `validate`.

    Raises
    ------
    CorpusError
        With the first ten errors, if there are any.
    """
    messages = validate(folder, only)
    if messages:
        shown = "\n  ".join(messages[:10])
        more = f"\n  … and {len(messages) - 10} more" if len(messages) > 10 else ""
        raise CorpusError(
            f"the tables are not in order:\n  {shown}{more}",
            "correct a coded table by hand; make the derived ones anew with `parallax extract`, "
            "or restore them from version control",
        )


def read(folder: Path, name: str) -> pd.DataFrame:
    """Return one table with the types that the descriptor gives its columns.

    Parameters
    ----------
    folder : Path
        Folder of tables.
    name : str
        Name of the table in the descriptor.

    Returns
    -------
    DataFrame
        Integers as ``int64`` (``Int64`` where cells are empty), text as ``str`` with ``""`` for empty.

    Raises
    ------
    CorpusError
        If the file cannot be read as the table that the descriptor describes.
    """
    entry = tables(folder)[name]
    if problem := _unreadable(folder, entry):
        raise CorpusError(problem, "`parallax verify` lists all that is wrong with the tables")
    dtypes = {field["name"]: _DTYPES[field["type"]] for field in entry["schema"]["fields"]}
    try:
        empty = {column: [""] for column in dtypes}
        frame = pd.read_csv(folder / entry["path"], dtype=dtypes, keep_default_na=False, na_values=empty)
    except ValueError as error:
        raise CorpusError(
            f"{folder / entry['path']}: {error}", "run `parallax verify`, which names row and column"
        ) from None
    for column, dtype in dtypes.items():
        if dtype == "string":
            frame[column] = frame[column].fillna("").astype(object)
        elif not frame[column].isna().any():
            frame[column] = frame[column].astype(dtype.lower())
    return frame


def stopwords(folder: Path) -> list[str]:
    """Return the function words, one a line of the lexicon.

    Parameters
    ----------
    folder : Path
        Folder of tables.

    Returns
    -------
    list of str
        The words, in the order of the file.

    Raises
    ------
    CorpusError
        If a word is printed twice or with capital letters.
    """
    (entry,) = (entry for entry in descriptor(folder)["resources"] if entry["name"] == "stopwords")
    path = folder / entry["path"]
    if problem := _unreadable(folder, entry):
        raise CorpusError(problem, "write one function word a line")
    words = path.read_text(encoding="utf-8").split()
    odd = sorted({word for word in words if words.count(word) > 1 or word != word.lower()})
    if odd:
        raise CorpusError(f"{path}: {odd[0]!r} stands there twice or has a capital letter", "mend or remove that line")
    return words
