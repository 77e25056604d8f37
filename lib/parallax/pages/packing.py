"""Zip files that come out the same, byte for byte, of the same contents on the same day."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_PLAIN_FILE = 0o100644


def pack(file: Path, contents: Mapping[str, bytes], day: date, *, stored: Collection[str] = ()) -> None:
    """Write a zip file with some contents by name, in the order given.

    Parameters
    ----------
    file : Path
        The zip file. Where there is one, it is replaced when the new one is whole.
    contents : mapping of str to bytes
        What is in it.
    day : date
        Of which every file in it says to be; a zip file knows none before 1980.
    stored : collection of str
        Names of those that are not compressed.
    """
    part = file.with_name(f".{file.name}.part")
    moment = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    try:
        with ZipFile(part, "w") as whole:
            for name, content in contents.items():
                entry = ZipInfo(name, moment)
                entry.create_system, entry.external_attr = 3, _PLAIN_FILE << 16  # Unix, on whatever machine
                whole.writestr(entry, content, ZIP_STORED if name in stored else ZIP_DEFLATED, 9)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
