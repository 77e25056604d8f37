"""Writing files so that an interruption leaves the old ones whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path


def replace_all(folder: Path, contents: Mapping[str, str]) -> None:
    """Write several text files aside, then put them in place of the old ones.

    Parameters
    ----------
    folder : Path
        Folder to write to.
    contents : mapping of str to str
        Text by file name, relative to the folder. Written as UTF-8 with LF.

    Notes
    -----
    Nothing is replaced before all is written, and each file is replaced in one step. Whatever stops
    the writing, an interrupt included, leaves the old files and no litter.
    """
    aside = Path(tempfile.mkdtemp(prefix=".aside-", dir=folder))
    try:
        for number, text in enumerate(contents.values()):
            with open(aside / str(number), "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        for number, name in enumerate(contents):
            os.replace(aside / str(number), folder / name)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
