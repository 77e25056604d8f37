"""Writing files so that an interruption leaves the old ones whole."""

from __future__ import annotations

import csv
import io
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import pandas as pd

from parallax.errors import ParallaxError


def to_csv(frame: pd.DataFrame) -> str:
    """Return a table as it is stored: CSV with a header and LF line ends, without the index."""
    return frame.to_csv(index=False, lineterminator="\n")


def csv_rows(text: str) -> list[tuple[str, ...]]:
    """Return the cells of the rows of a CSV with a header, as text, however it is quoted and its lines end.

    Raises
    ------
    csv.Error
        If a quotation mark is left open, or is where none can be.
    """
    return [tuple(cells) for cells in csv.reader(io.StringIO(text, newline=""), strict=True)][1:]


def replace_all(folder: Path, contents: Mapping[str, str]) -> None:
    """Write several text files aside, then put them in place of the old ones: all of them, or none.

    Nothing is replaced before all is written, and each file is replaced in one step. Whatever stops the writing, an
    interrupt between two files included, leaves the old files and no litter.

    Parameters
    ----------
    folder : Path
        Folder to write to.
    contents : mapping of str to str
        Text by file name, relative to the folder. Written as UTF-8 with LF.

    Raises
    ------
    ParallaxError
        If the folder or a file in it cannot be written, with the reason that the file system gives.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".aside-", dir=folder, ignore_cleanup_errors=True) as aside:
            _replace_by_way_of(Path(aside), folder, contents)
    except OSError as error:
        raise ParallaxError(
            f"{folder} cannot be written: {error.strerror or error}",
            "check that the folder exists, that you may write in it and that the disk has room; or work on a copy, "
            "and name that one",
        ) from error


def _replace_by_way_of(aside: Path, folder: Path, contents: Mapping[str, str]) -> None:
    """Write the files to the folder aside, and put them in place."""
    places = [(aside / f"{number}.new", aside / f"{number}.old", folder / name) for number, name in enumerate(contents)]
    for (new, old, file), text in zip(places, contents.values(), strict=True):
        _write(new, text)
        if file.exists():
            shutil.copy2(file, old)
    with ExitStack() as undo:
        for new, old, file in places:
            undo.callback(_put_back, new, old, file)
            new.replace(file)
        undo.pop_all()  # all is done, and nothing to be undone


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _put_back(new: Path, old: Path, file: Path) -> None:
    """Undo a replacement, if it was made: its new file is then no longer aside."""
    if new.exists():
        return
    if old.exists():
        old.replace(file)
    else:
        file.unlink(missing_ok=True)
