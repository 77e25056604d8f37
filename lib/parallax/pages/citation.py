"""How to cite the book, as CITATION.cff has it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from parallax.errors import ParallaxError

FILE = "CITATION.cff"


def citation(path: str | Path | None = None) -> str:
    """Return a line to cite the book by: authors, title, version, and the day of its release where there is one.

    Parameters
    ----------
    path : path, optional
        The file; else ``CITATION.cff`` in the current folder or one above it.

    Raises
    ------
    ParallaxError
        If there is no such file, or it lacks authors, title or version.
    """
    file = Path(path) if path else _find()
    entry = yaml.safe_load(file.read_text(encoding="utf-8"))
    if missing := [key for key in ("authors", "title", "version") if not entry.get(key)]:
        raise ParallaxError(f"{file} has no {missing[0]}; add it")
    authors = ", ".join(map(_name, entry["authors"]))
    released = f", {entry['date-released']}" if "date-released" in entry else ""
    return f"{authors}, {entry['title']}, version {entry['version']}{released}."


def _name(author: Mapping[str, Any]) -> str:
    """Return the name of a person, or of a body."""
    return author.get("name") or " ".join(filter(None, (author.get("given-names"), author.get("family-names"))))


def _find() -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / FILE).is_file():
            return folder / FILE
    raise ParallaxError(f"there is no {FILE} here or above; run this inside the project")
