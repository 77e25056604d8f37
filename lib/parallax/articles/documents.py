"""Texts of any origin, each with its group: from a folder with a table of groups, from sub-folders, or from one table.

What cannot be used is refused with file and row, and all that is wrong of one kind is told at once.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pandas as pd

from parallax.articles.reading import decoded
from parallax.articles.table_files import one_line, read_table
from parallax.errors import ParallaxError

#: What may be known of a text beside its group, by the column of sources.csv.
FACTS = ("title", "published", "url", "language")

#: What a column may be called where it is not named otherwise.
CALLED = {"published": ("published", "date"), "title": ("title",), "url": ("url", "address"), "language": ("language",)}

#: Endings of texts that are not plain. Where the same text is there as .txt too, it is that one which is read.
NOT_PLAIN = (".doc", ".docx", ".epub", ".odt", ".pages", ".pdf", ".rtf")

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
        Table, see `table_files.read_table`, with the columns file and group, and those of `FACTS` that are known; a
        date may be called ``date``.

    Raises
    ------
    ParallaxError
        No folder, no text, a text that is not plain, cannot be read or is empty; a table without its columns, that
        names a file that is not there or one twice, or leaves one out, or its group.
    """
    if not texts.is_dir():
        raise ParallaxError(f"there is no folder {texts}", "name the folder that has the texts with --texts")
    found = {_composed(path.relative_to(texts).as_posix()): path for path in _files(texts, (".txt",))}
    plain = {path.with_suffix("") for path in found.values()}
    other = [path for path in _files(texts, NOT_PLAIN) if path.with_suffix("") not in plain]
    if other:
        raise ParallaxError(
            f"{some(other)}: not plain text", "save it as plain text, with the ending .txt, or move it elsewhere"
        )
    if not found:
        raise ParallaxError(f"no file in {texts} ends in .txt", "save the texts there as plain text in UTF-8")
    rows = _of_folders(found, texts) if groups is None else _of_table(found, groups)
    return [
        Document(str(found[file]), PurePosixPath(file).stem, _text(found[file]), facts.pop("group"), facts)
        for file, facts in rows.items()
    ]


def from_table(table: Path, text: str, group: str, columns: Mapping[str, str] | None = None) -> list[Document]:
    """Return the texts of a table, a row each.

    Parameters
    ----------
    table : Path
        See `table_files.read_table`.
    text, group : str
        Columns of the text and of its group.
    columns : mapping of str to str, optional
        Columns of `FACTS`, and of ``name``, by what they are; others are looked for under their own names.

    Raises
    ------
    ParallaxError
        No such table or column, or a row without text or group.
    """
    frame = read_table(table)
    wanted = {"text": text, "group": group, **(columns or {})}
    for what, column in wanted.items():
        if column not in frame.columns:
            has = ", ".join(map(str, frame.columns))
            option = f"--{what}" if what in ("text", "group") else f"--column {what}=NAME"
            raise ParallaxError(
                f"{table} has no column {column!r} for the {what}; it has {has}", f"name it with {option}"
            )
    fact_columns = {fact: _column(frame.columns, fact, wanted) for fact in (*FACTS, "name")}
    _refuse(table, frame, wanted["text"], "text")
    _refuse(table, frame, wanted["group"], "group")
    width = len(str(len(frame)))
    documents = []
    for row, cells in enumerate(frame.to_dict("records"), start=1):
        facts = {fact: one_line(cells[column]) for fact, column in fact_columns.items() if column}
        name = facts.pop("name", "") or f"{table.stem}-{row:0{width}}"
        documents.append(
            Document(f"{table}, row {row}", name, cells[wanted["text"]], one_line(cells[wanted["group"]]), facts)
        )
    return documents


def _files(texts: Path, endings: Collection[str]) -> Iterator[Path]:
    """Yield the files of a folder with some endings, sorted; what begins with a point is some program's own.

    A link in the folder is followed; one deeper down that leads to a folder is not, since it may lead in a circle.
    """
    for place in sorted(texts.iterdir()):
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            hidden = any(part.startswith(".") for part in path.relative_to(texts).parts)
            if path.suffix.lower() in endings and not hidden and not path.is_dir():
                yield path


def _composed(name: str) -> str:
    """Return a name with its letters and marks composed, as tables have it; a Mac may keep them apart in a file's."""
    return unicodedata.normalize("NFC", name)


def _column(columns: Iterable[object], fact: str, named: Mapping[str, str]) -> str | None:
    """Return the column of a fact: as named, else under one of its own names, else none."""
    own = {str(column).strip().lower(): str(column) for column in columns}
    called = (name for name in CALLED.get(fact, (fact,)) if name in own)
    return named.get(fact) or next((own[name] for name in called if own[name] not in named.values()), None)


def _refuse(table: Path, frame: pd.DataFrame, column: str, what: str) -> None:
    empty = [row for row, cell in enumerate(frame[column], start=1) if not one_line(cell)]
    if empty:
        raise ParallaxError(
            f"{table}, row {some(empty)}: no {what} under {column!r}", f"give it a {what}, or leave the row out"
        )


def _of_folders(found: Mapping[str, Path], texts: Path) -> dict[str, dict[str, str]]:
    loose = [file for file in found if "/" not in file]
    if loose:
        raise ParallaxError(
            f"{texts} has texts outside sub-folders: {some(loose)}",
            "say the group of each file in a table and name it with --groups, or put each group into a sub-folder",
        )
    return {file: {"group": one_line(file.partition("/")[0])} for file in found}


def _of_table(found: Mapping[str, Path], groups: Path) -> dict[str, dict[str, str]]:
    """Return group and facts of each file by the table of groups, in the order of its rows."""
    frame = read_table(groups)
    own = {str(column).strip().lower(): str(column) for column in frame.columns}
    for column in ("file", "group"):
        if column not in own:
            raise ParallaxError(f"{groups} has no column {column!r}", "give it the columns file and group")
    _refuse(groups, frame, own["file"], "file")
    _refuse(groups, frame, own["group"], "group")
    by_name = _by_name(found)
    files = [by_name.get(_composed(cell.strip()).replace("\\", "/")) for cell in frame[own["file"]]]
    unknown = [
        f"{row} ({cell})"
        for row, (cell, file) in enumerate(zip(frame[own["file"]], files, strict=True), start=1)
        if file is None
    ]
    if unknown:
        raise ParallaxError(
            f"{groups}, row {some(unknown)}: there is no such file", "correct the name, or save the text under it"
        )
    twice = [str(file) for file, n in Counter(files).items() if n > 1]
    if twice:
        raise ParallaxError(f"{groups} names {some(twice)} twice", "give each file one row")
    left = sorted(found.keys() - set(files))
    if left:
        raise ParallaxError(f"{groups} has no row for {some(left)}", "give each file a row, or move it elsewhere")
    columns = {fact: _column(frame.columns, fact, {}) for fact in FACTS}
    return {
        str(file): {"group": one_line(cells[own["group"]]), **{f: one_line(cells[c]) for f, c in columns.items() if c}}
        for file, cells in zip(files, frame.to_dict("records"), strict=True)
    }


def _by_name(found: Iterable[str]) -> dict[str, str]:
    """Return files by what a cell may call them: whole or without ending, and without the folder if that is clear."""
    bare = Counter(file.rpartition("/")[2] for file in found)
    short = {file.rpartition("/")[2]: file for file in found if bare[file.rpartition("/")[2]] == 1}
    whole = {**short, **{file: file for file in found}}
    return {**{name[: -len(".txt")]: file for name, file in whole.items()}, **whole}


def _text(path: Path) -> str:
    try:
        text = decoded(path.read_bytes(), path)
    except OSError as error:
        raise ParallaxError(
            f"{path} cannot be read: {error.strerror or error}", "check that it is there and that you may read it"
        ) from None
    if not text.strip():
        raise ParallaxError(f"{path}: the file is empty", "save the text there again, or leave it out")
    return text


def some(items: Sequence[object]) -> str:
    """Name the first of some items, and say how many more there are."""
    more = f" and {len(items) - SHOWN} more" if len(items) > SHOWN else ""
    return ", ".join(map(str, items[:SHOWN])) + more
