"""The tables as the Data Package descriptor defines them: checked with frictionless, read with pandas."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from parallax.errors import CorpusError

DESCRIPTOR = "datapackage.yaml"
_DTYPES = {"string": "string", "integer": "Int64", "number": "Float64", "date": "string"}


def corpus_folder(argument: Path | None = None) -> Path:
    """Return the folder of tables: the argument, else ``PARALLAX_CORPUS``, else ``corpus/`` here or above.

    Raises
    ------
    CorpusError
        If there is none, or it has no descriptor.
    """
    named = argument or os.environ.get("PARALLAX_CORPUS")
    here = Path.cwd()
    candidates = [Path(named)] if named else [place / "corpus" for place in (here, *here.parents)]
    for folder in candidates:
        if (folder / DESCRIPTOR).is_file():
            return folder
    raise CorpusError(
        f"no {DESCRIPTOR} in {candidates[0]}",
        "run this inside the project, or name the folder of tables with --corpus or PARALLAX_CORPUS",
    )


def descriptor(folder: Path) -> dict[str, Any]:
    """Return the Data Package descriptor of a folder of tables."""
    try:
        return yaml.safe_load((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise CorpusError(f"{folder / DESCRIPTOR} is not YAML: {error}", "restore it from version control") from None


def tables(folder: Path, made: str | None = None) -> dict[str, dict[str, Any]]:
    """Return the tables' entries in the descriptor by name; ``made`` keeps ``coded`` or ``derived`` ones."""
    resources = descriptor(folder)["resources"]
    return {r["name"]: r for r in resources if "schema" in r and made in (None, r["made"])}


def validate(folder: Path, only: set[str] | None = None) -> list[str]:
    """Check tables against the descriptor, references between them included.

    Parameters
    ----------
    folder : Path
        Folder of tables.
    only : set of str, optional
        Names of the tables to check; all by default.

    Returns
    -------
    list of str
        A message for each error: file, row, column and what is wrong. Empty if all is well.
    """
    # Imported here: frictionless takes a second, and a reader of one table needs none of it.
    from frictionless import Package

    missing = [
        f"{folder / entry['path']}: the table is missing"
        for name, entry in tables(folder).items()
        if (only is None or name in only) and not (folder / entry["path"]).is_file()
    ]
    if missing:
        return missing
    content = descriptor(folder)
    content["resources"] = [
        _within(entry, only) for entry in content["resources"] if only is None or entry["name"] in only
    ]
    report = Package.from_descriptor(content, basepath=str(folder)).validate()
    messages = [f"{folder / DESCRIPTOR}: {error.message}" for error in report.errors]
    for task in report.tasks:
        for error in task.errors:
            # A row error's own message quotes the row and the cell; no more of it is needed.
            messages.append(f"{folder / task.place}: {error.message}")
    return messages


def _within(entry: dict[str, Any], only: set[str] | None) -> dict[str, Any]:
    """Return a table's entry without references to tables that are not checked along."""
    if only is None or "schema" not in entry:
        return entry
    keys = entry["schema"].get("foreignKeys", [])
    kept = [key for key in keys if key["reference"]["resource"] in only]
    return {**entry, "schema": {**entry["schema"], "foreignKeys": kept}}


def require_valid(folder: Path, only: set[str] | None = None) -> None:
    """Raise a `CorpusError` with the first errors that `validate` finds, if any."""
    messages = validate(folder, only)
    if messages:
        shown = "\n  ".join(messages[:10])
        more = f"\n  … and {len(messages) - 10} more" if len(messages) > 10 else ""
        raise CorpusError(
            f"{len(messages)} errors in the tables:\n  {shown}{more}",
            "correct a coded table by hand; make the derived ones anew with `parallax extract`",
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
        Integers as ``int64`` (``Int64`` where cells may be empty), text as ``str`` with ``""`` for empty.
    """
    entry = tables(folder)[name]
    fields = {field["name"]: field for field in entry["schema"]["fields"]}
    dtypes = {column: _DTYPES[field["type"]] for column, field in fields.items()}
    frame = pd.read_csv(folder / entry["path"], dtype=dtypes, keep_default_na=False, na_values={c: [""] for c in fields})
    for column, dtype in dtypes.items():
        if dtype == "string":
            frame[column] = frame[column].fillna("").astype(object)
        elif not frame[column].isna().any():
            frame[column] = frame[column].astype(dtype.lower())
    return frame


def stopwords(folder: Path) -> list[str]:
    """Return the function words, one a line of the lexicon.

    Raises
    ------
    CorpusError
        If a word is printed twice or with capital letters.
    """
    (path,) = (folder / entry["path"] for entry in descriptor(folder)["resources"] if entry["name"] == "stopwords")
    words = path.read_text(encoding="utf-8").split()
    odd = sorted({word for word in words if words.count(word) > 1 or word != word.lower()})
    if odd:
        raise CorpusError(f"{path}: {odd[0]!r} stands there twice or has a capital letter", "mend or remove that line")
    return words
