"""Texts of any origin, each with its group: from a folder with a table of groups, from sub-folders, or from one table.

What cannot be used is refused with file and row, and all that is wrong of one kind is told at once.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from parallax.articles.reading import decoded
from parallax.errors import ParallaxError

#: What may be known of a text beside its group, by the column of sources.csv.
FACTS = ("title", "published", "url", "language")

#: What a column may be called where it is not named otherwise.
CALLED = {"published": ("published", "date"), "title": ("title",), "url": ("url", "address"), "language": ("language",)}

SHOWN = 5  # of several that have one fault, so many are named


@dataclass(frozen=True)
class Document:
    """A text as it came.

    Attributes
    ----------
    place : str
        Where it came from, for messages: a file, or a row of a table.
    name : str
        By which it is called: the file's without its ending, or of the row.
    text : str
        As it is in the file.
    group : str
        Whose text it is.
    facts : mapping of str to str
        What is known of it, of `FACTS`.
    """

    place: str
    name: str
    text: str
    group: str
    facts: Mapping[str, str]


def from_folder(texts: Path, groups: Path | None = None) -> list[Document]:
    """Return the texts of a folder: with a table that says the group of each file, or with a sub-folder a group.

    Parameters
    ----------
    texts : Path
        Files whose names end in ``.txt``.
    groups : Path, optional
        CSV with the columns file and group, and those of `FACTS` that are known; a date may be called ``date``.

    Raises
    ------
    ParallaxError
        No folder, no text, a text that cannot be read or is empty; a table without its columns, that names a file that
        is not there or one twice, or leaves one out, or its group.
    """
    if not texts.is_dir():
        raise ParallaxError(f"there is no folder {texts}", "name the folder that has the texts with --texts")
    found = {str(path.relative_to(texts)): path for path in sorted(texts.rglob("*.txt")) if path.is_file()}
    if not found:
        raise ParallaxError(f"no file in {texts} ends in .txt", "save the texts there as plain text in UTF-8")
    rows = _of_folders(found, texts) if groups is None else _of_table(found, groups)
    return [
        Document(str(found[file]), Path(file).stem, _text(found[file]), facts.pop("group"), facts)
        for file, facts in rows.items()
    ]


def from_table(table: Path, text: str, group: str, columns: Mapping[str, str] | None = None) -> list[Document]:
    """Return the texts of a table, a row each.

    Parameters
    ----------
    table : Path
        CSV, TSV, JSONL (``.jsonl``, ``.ndjson``) or Parquet (``.parquet``), by its ending.
    text, group : str
        Columns of the text and of its group.
    columns : mapping of str to str, optional
        Columns of `FACTS`, and of ``name``, by what they are; others are looked for under their own names.

    Raises
    ------
    ParallaxError
        No such table or column, or a row without text or group.
    """
    frame = _frame(table)
    wanted = {"text": text, "group": group, **(columns or {})}
    for what, column in wanted.items():
        if column not in frame.columns:
            has = ", ".join(map(str, frame.columns))
            raise ParallaxError(
                f"{table} has no column {column!r} for the {what}; it has {has}", f"name it with --{what}"
            )
    fact_columns = {fact: _column(frame.columns, fact, wanted) for fact in (*FACTS, "name")}
    _refuse(table, frame, wanted["text"], "text")
    _refuse(table, frame, wanted["group"], "group")
    width = len(str(len(frame)))
    documents = []
    for row, cells in enumerate(frame.to_dict("records"), start=1):
        facts = {fact: str(cells[column]).strip() for fact, column in fact_columns.items() if column}
        name = facts.pop("name", "") or f"{table.stem}-{row:0{width}}"
        place = f"{table}, row {row}"
        documents.append(Document(place, name, str(cells[wanted["text"]]), str(cells[wanted["group"]]).strip(), facts))
    return documents


def _frame(table: Path) -> pd.DataFrame:
    """Return a table as text; an empty cell is an empty string."""
    if not table.is_file():
        raise ParallaxError(f"there is no table {table}", "name it with --table")
    kind = table.suffix.lower()
    try:
        if kind in (".csv", ".tsv"):
            content = decoded(table.read_bytes(), table)
            divided = csv.DictReader(
                io.StringIO(content, newline=""), delimiter="\t" if kind == ".tsv" else ",", restval=""
            )
            frame = pd.DataFrame(list(divided))
        elif kind in (".jsonl", ".ndjson"):
            frame = pd.DataFrame(list(_json_lines(table)))
        elif kind == ".parquet":
            frame = pd.read_parquet(table)
        else:
            raise ParallaxError(
                f"{table} ends in {kind or 'nothing'}", "give a table that ends in .csv, .tsv, .jsonl or .parquet"
            )
    except ImportError:
        raise ParallaxError(
            f"{table}: to read Parquet, pyarrow is needed", "install pyarrow, or save the table as CSV"
        ) from None
    except (csv.Error, ValueError, OSError) as error:
        raise ParallaxError(f"{table} cannot be read: {error}", "save it again") from None
    if frame.empty:
        raise ParallaxError(f"{table} has no row", "give a table with a row a text")
    return frame.astype(object).where(frame.notna(), "").astype(str)


def _json_lines(table: Path) -> Iterator[dict[str, object]]:
    for number, line in enumerate(decoded(table.read_bytes(), table).splitlines(), start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise ParallaxError(f"{table}, line {number}: {error}", "write one object of JSON a line") from None
            if not isinstance(row, dict):
                raise ParallaxError(f"{table}, line {number} is no object of JSON", "write one object of JSON a line")
            yield row


def _column(columns: Iterable[object], fact: str, named: Mapping[str, str]) -> str | None:
    """Return the column of a fact: as named, else under one of its own names, else none."""
    own = {str(column).strip().lower(): str(column) for column in columns}
    called = (name for name in CALLED.get(fact, (fact,)) if name in own)
    return named.get(fact) or next((own[name] for name in called if own[name] not in named.values()), None)


def _refuse(table: Path, frame: pd.DataFrame, column: str, what: str) -> None:
    empty = [row for row, cell in enumerate(frame[column], start=1) if not cell.strip()]
    if empty:
        raise ParallaxError(
            f"{table}, row {some(empty)}: no {what} under {column!r}", f"give it a {what}, or leave it out"
        )


def _of_folders(found: Mapping[str, Path], texts: Path) -> dict[str, dict[str, str]]:
    loose = [file for file in found if len(Path(file).parts) == 1]
    if loose:
        raise ParallaxError(
            f"{texts} has texts outside sub-folders: {some(loose)}",
            "say the group of each file in a table and name it with --groups, or put each group into a sub-folder",
        )
    return {file: {"group": Path(file).parts[0]} for file in found}


def _of_table(found: Mapping[str, Path], groups: Path) -> dict[str, dict[str, str]]:
    """Return group and facts of each file by the table of groups, in the order of its rows."""
    frame = _frame(groups)
    own = {str(column).strip().lower(): str(column) for column in frame.columns}
    for column in ("file", "group"):
        if column not in own:
            raise ParallaxError(f"{groups} has no column {column!r}", "give it the columns file and group")
    _refuse(groups, frame, own["group"], "group")
    files = [_named(found, cell.strip()) for cell in frame[own["file"]]]
    unknown = [
        f"{row} ({cell})"
        for row, (cell, file) in enumerate(zip(frame[own["file"]], files, strict=True), start=1)
        if file is None
    ]
    if unknown:
        raise ParallaxError(
            f"{groups}, row {some(unknown)}: there is no such file", "correct the name, or save the text there"
        )
    twice = [str(file) for file in dict.fromkeys(files) if files.count(file) > 1]
    if twice:
        raise ParallaxError(f"{groups} names {some(twice)} twice", "give each file one row")
    left = [file for file in found if file not in set(files)]
    if left:
        raise ParallaxError(f"{groups} has no row for {some(left)}", "give each file a row, or move it elsewhere")
    columns = {fact: _column(frame.columns, fact, {}) for fact in FACTS}
    return {
        str(file): {"group": cells[own["group"]].strip(), **{f: cells[c].strip() for f, c in columns.items() if c}}
        for file, cells in zip(files, frame.to_dict("records"), strict=True)
    }


def _named(found: Mapping[str, Path], cell: str) -> str | None:
    """Return the file that a cell names, with or without its ending, and without its folder if that leaves no doubt."""
    for file in (cell, f"{cell}.txt"):
        if file in found:
            return file
    same = [file for file in found if Path(file).name in (cell, f"{cell}.txt")]
    return same[0] if len(same) == 1 else None


def _text(path: Path) -> str:
    text = decoded(path.read_bytes(), path)
    if not text.strip():
        raise ParallaxError(f"{path}: the file is empty", "save the text there again, or leave it out")
    return text


def some(items: Sequence[object]) -> str:
    """Name the first of some items, and say how many more there are."""
    more = f" and {len(items) - SHOWN} more" if len(items) > SHOWN else ""
    return ", ".join(map(str, items[:SHOWN])) + more
