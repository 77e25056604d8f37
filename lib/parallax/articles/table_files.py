"""Tables as people have them, read as text: CSV with commas, semicolons or tabs, workbooks, JSON lines, Parquet."""

from __future__ import annotations

import csv
import glob
import io
import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path
from zipfile import BadZipFile

import pandas as pd

from parallax.articles.reading import decoded
from parallax.errors import ParallaxError

_LONGEST_CELL = 2**31 - 1  # letters: a text of some length is longer than the csv module would let a cell be
_SEPARATORS = ",;\t"  # of which the one that the header has most often divides the cells


def read_table(table: Path) -> pd.DataFrame:
    """Return a table as text, by its ending; an empty cell is an empty string.

    Parameters
    ----------
    table : Path
        CSV, TSV, a workbook (``.xlsx``, of which the first sheet is read), JSON lines (``.jsonl``, ``.ndjson``) or
        Parquet (``.parquet``).

    Raises
    ------
    ParallaxError
        No such file, another ending, no row, or what is wrong with a row.
    """
    if not table.is_file():
        raise ParallaxError(f"there is no table {table}", "correct its name, or save the table there")
    kind = table.suffix.lower()
    try:
        if kind in (".csv", ".tsv"):
            frame = _csv(table)
        elif kind == ".xlsx":
            frame = _under_names(table, _rows_of_sheet(table))
        elif kind in (".jsonl", ".ndjson"):
            frame = pd.DataFrame(list(_json_lines(table)), dtype=object)
        elif kind == ".parquet":
            frame = _parquet(table)
        else:
            raise ParallaxError(
                f"{table} ends in {kind or 'nothing'}",
                "save it, from the program that made it, as .csv, .tsv, .xlsx, .jsonl or .parquet",
            )
    except ParallaxError:
        raise
    except (csv.Error, ValueError, OSError) as error:
        remedy = "save it again, and check that you may read it"
        raise ParallaxError(f"{table} cannot be read: {error}", remedy) from None
    if frame.empty:
        raise ParallaxError(f"{table} has no row", "give it a row for each text, below the names of its columns")
    return _as_text(table, frame)


def one_line(cell: str) -> str:
    r"""Return a short text on one line, composed (NFC), without control characters: a name or title.

    Examples
    --------
    >>> one_line(" The\n  Dock\x07 ")
    'The Dock'
    """
    words = " ".join(unicodedata.normalize("NFC", cell).split())
    return "".join(char for char in words if unicodedata.category(char) != "Cc").strip()


def _csv(table: Path) -> pd.DataFrame:
    content = decoded(table.read_bytes(), table)
    header = content.lstrip().partition("\n")[0]
    separator = "\t" if table.suffix.lower() == ".tsv" else max(_SEPARATORS, key=header.count)
    with _long_cells():
        rows = csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True)
        try:
            filled = [(rows.line_num, row) for row in rows if any(cell.strip() for cell in row)]
        except csv.Error as error:
            raise ParallaxError(
                f"{table}, line {rows.line_num}: {error}", "close each quotation mark, and double those within a cell"
            ) from None
    return _under_names(table, filled)


def _rows_of_sheet(table: Path) -> list[tuple[int, list[str]]]:
    """Return the rows of a workbook's first sheet that have a cell, with their numbers; formulas as they came out."""
    from openpyxl import load_workbook  # here, since most tables are no workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(table, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError) as error:
        raise ValueError(f"it is no workbook ({error})") from None
    try:
        rows = enumerate(book.worksheets[0].iter_rows(values_only=True), start=1)
        written = [(number, [_written(value) for value in row]) for number, row in rows]
    finally:
        book.close()
    filled = [(number, row) for number, row in written if any(cell.strip() for cell in row)]
    # A sheet may be wider than its table.
    while filled and not filled[0][1][-1].strip():
        filled[0][1].pop()
    return filled


def _written(value: object) -> str:
    """Return the value of a cell as a reader sees it: a day without an hour, a whole number without a point."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _under_names(table: Path, filled: list[tuple[int, list[str]]]) -> pd.DataFrame:
    """Return numbered rows, the first of which names the columns, as a frame; a row that is too long is refused."""
    if not filled:
        return pd.DataFrame()
    columns = [name.strip() for name in filled[0][1]]
    if twice := [name for name, n in Counter(columns).items() if n > 1 and name]:
        raise ParallaxError(f"{table} has the column {twice[0]!r} twice", "give each column a name of its own")
    for line, row in filled[1:]:
        if any(cell.strip() for cell in row[len(columns) :]):
            raise ParallaxError(
                f"{table}, line {line}: {len(row)} cells under {len(columns)} columns",
                "put a cell that has a separator in it between quotation marks",
            )
    return pd.DataFrame([(row + [""] * len(columns))[: len(columns)] for _, row in filled[1:]], columns=columns)


@contextmanager
def _long_cells() -> Iterator[None]:
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _json_lines(table: Path) -> Iterator[dict[str, object]]:
    # Not splitlines: JSON may have a separator of Unicode within a text.
    for number, line in enumerate(decoded(table.read_bytes(), table).split("\n"), start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise ParallaxError(f"{table}, line {number}: {error}", "write one object of JSON a line") from None
            if not isinstance(row, dict):
                raise ParallaxError(f"{table}, line {number} is no object of JSON", "write one object of JSON a line")
            yield row


def _parquet(table: Path) -> pd.DataFrame:
    """Return the cells of a Parquet file as they are: a year beside a missing one is no fraction, a day has no hour."""
    import duckdb  # here, since it is large and most tables are no Parquet

    # What a table needs is built in: nothing is to be looked for on the net.
    with duckdb.connect(
        config={"autoinstall_known_extensions": False, "autoload_known_extensions": False}
    ) as connection:
        try:
            rows = connection.read_parquet(glob.escape(str(table)))  # it takes a pattern
            return pd.DataFrame(rows.fetchall(), columns=rows.columns, dtype=object)
        except duckdb.Error as error:
            raise ValueError(str(error).partition("\n")[0]) from None


def _as_text(table: Path, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the cells as text; what is no text, such as a half of a sign, is refused with its row."""
    text = frame.where(frame.notna(), "").astype(str).rename(columns=str)
    for column in text.columns:
        for row, cell in enumerate(text[column], start=1):
            if "\0" in cell or any("\ud800" <= char <= "\udfff" for char in cell):
                raise ParallaxError(
                    f"{table}, row {row}: {column!r} has a sign that is no text", "take it out, or save the table again"
                )
    return text
