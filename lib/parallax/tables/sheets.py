"""Reading back what a person filled in: a form from a spreadsheet, or a file that a page saved."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from parallax.errors import CorpusError
from parallax.tables.coded import PASSES, RESOLVED


def require_name(name: str, what: str) -> None:
    """Refuse an id that a person cannot have: it is malformed, or that of a pass of the book. `what` it would name."""
    reserved = (*PASSES, RESOLVED)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) or name in reserved:
        raise CorpusError(
            f"{name!r} cannot name a {what}",
            f"use lower-case letters, digits and hyphens, and not {', '.join(reserved)}",
        )


def require_value(sheet: Path, row: int, column: str, value: str, allowed: Collection[str]) -> None:
    """Refuse a cell that holds none of the allowed values."""
    if value not in allowed:
        has = f"contains {value!r}" if value else "is empty"
        raise CorpusError(f"{sheet}, row {row}: the cell of {column} {has}", f"write {' or '.join(allowed)}")


def rows_of(sheet: Path, needed: Sequence[str], written_by: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield number and stripped cells of each row, whether a spreadsheet saved it with commas, semicolons or tabs.

    Rows are numbered as a spreadsheet numbers them: a note of two lines is in one row.

    Parameters
    ----------
    sheet : Path
        The file.
    needed : sequence of str
        Columns that it must have, each once; it may have others.
    written_by : str
        What wrote its first row, for the messages.

    Raises
    ------
    CorpusError
        If it is no such file, at its first fault.
    """
    try:
        content = sheet.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(
            f"{sheet} cannot be read: {error}", "name the form that you filled in, saved as CSV UTF-8"
        ) from None
    head = content.partition("\n")[0]
    reader = csv.reader(io.StringIO(content), delimiter=max(",;\t", key=head.count), strict=True)
    row = 1
    try:
        columns = [column.strip() for column in next(reader, [])]
        _require_columns(sheet, columns, needed, written_by)
        for row, cells in enumerate(reader, start=2):
            if any(cell.strip() for cell in cells):
                more = len(cells) - len(columns)
                if more > 0 and any(cell.strip() for cell in cells[len(columns) :]):
                    remedy = "put a cell that contains the separator between quotation marks"
                    raise CorpusError(f"{sheet}, row {row}: there are {more} more cells than columns", remedy)
                yield row, dict(zip(columns, [cell.strip() for cell in cells] + [""] * -more, strict=False))
    except csv.Error as error:
        raise CorpusError(
            f"{sheet}, after row {row}: a quotation mark is left open, or is where none can be ({error})",
            "close or double the quotation mark, and save the form as CSV again",
        ) from None


def _require_columns(sheet: Path, columns: Sequence[str], needed: Sequence[str], written_by: str) -> None:
    remedy = f"keep the first row of the form as {written_by} wrote it"
    if missing := [column for column in needed if column not in columns]:
        raise CorpusError(f"{sheet}: the column {missing[0]!r} is missing", remedy)
    if twice := [column for column in needed if columns.count(column) > 1]:
        raise CorpusError(f"{sheet}: the column {twice[0]!r} appears twice", remedy)
