"""Writing files so that an interruption leaves the old ones whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd


def to_csv(frame: pd.DataFrame) -> str:
    """Return a table as it is stored.

    Parameters
    ----------
    frame : DataFrame
        The table; its index is left out.

    Returns
    -------
    str
        CSV with a header and LF line ends.
    """
    return frame.to_csv(index=False, lineterminator="\n")


def replace_all(folder: Path, contents: Mapping[str, str]) -> None:
    """Write several text files aside, then put them in place of the old ones: all of them, or none.

    Parameters
    ----------
    folder : Path
        Folder to write to.
    contents : mapping of str to str
        Text by file name, relative to the folder. Written as UTF-8 with LF.

    Notes
    -----
    Nothing is replaced before all is written, and each file is replaced in one step. Whatever stops
    the writing, an interrupt between two files included, leaves the old files and no litter.
    """
    aside = Path(tempfile.mkdtemp(prefix=".aside-", dir=folder))
    try:
        for number, (name, text) in enumerate(contents.items()):
            _write(aside / f"{number}.new", text)
            if (folder / name).exists():
                shutil.copy2(folder / name, aside / f"{number}.old")
        try:
            for number, name in enumerate(contents):
                (aside / f"{number}.new").replace(folder / name)
        except BaseException:
            _put_back(aside, folder, contents)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _put_back(aside: Path, folder: Path, contents: Mapping[str, str]) -> None:
    """Undo the replacements made so far: those whose new file is no longer aside."""
    for number, name in enumerate(contents):
        old = aside / f"{number}.old"
        if (aside / f"{number}.new").exists():
            continue
        if old.exists():
            old.replace(folder / name)
        else:
            (folder / name).unlink(missing_ok=True)
