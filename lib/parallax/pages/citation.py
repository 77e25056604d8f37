"""How to cite the book, or a page of it, as CITATION.cff has it: a line, and an entry for BibTeX."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from parallax.analysis.sources import MONTHS
from parallax.errors import ParallaxError

FILE = "CITATION.cff"

NEEDED = ("authors", "title", "version")

#: What TeX would take for its own. Braces are spelled out, since BibTeX counts them even behind a backslash.
_TEX = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_"},
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def entry_of(path: str | Path | None = None) -> dict[str, Any]:
    """Return what ``CITATION.cff`` says.

    Parameters
    ----------
    path : path, optional
        The file; else ``CITATION.cff`` in the current folder or one above it.

    Raises
    ------
    ParallaxError
        If there is no such file, it cannot be read, or it lacks authors, title or version.
    """
    file = Path(path) if path else _find()
    if not file.is_file():
        raise ParallaxError(f"there is no {file}", "write one: it says who made the book, its title and its version")
    try:
        entry = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ParallaxError(f"{file} cannot be read: {error}") from error
    entry = entry if isinstance(entry, dict) else {}
    if missing := [key for key in NEEDED if not entry.get(key)]:
        raise ParallaxError(f"{file} has no {missing[0]}; add it")
    return entry


def citation(path: str | Path | None = None) -> str:
    """Return a line to cite the book by: authors, title, version, and the day of its release where there is one.

    The parameter and the errors are those of `entry_of`.
    """
    entry = entry_of(path)
    return line(entry, str(entry.get("date-released", "")))


def line(entry: Mapping[str, Any], day: str, page: str = "") -> str:
    """Return a line to cite the book, or a page of it, by.

    Parameters
    ----------
    entry : mapping
        What `entry_of` returns.
    day : str
        The day of the edition, as it is to be printed; empty to leave it out.
    page : str
        Title of the page; empty for the book.
    """
    parts = [", ".join(map(name_of, entry["authors"])), *([f"“{page}”, in {entry['title']}"] if page else [])]
    parts += [*([] if page else [str(entry["title"])]), f"version {entry['version']}", *([day] if day else [])]
    return f"{', '.join(parts)}."


def bibtex(entry: Mapping[str, Any], day: date, key: str, page: str = "") -> str:
    """Return an entry for BibTeX, of a type that every style knows.

    It has an address or a DOI only if ``CITATION.cff`` does (``url``, ``doi``).

    Parameters
    ----------
    entry : mapping
        What `entry_of` returns.
    day : date
        The day of the edition.
    key : str
        What the entry is cited by.
    page : str
        Title of the page; empty for the book.
    """
    title, version = str(entry["title"]), f"version {entry['version']}"
    fields = {
        "author": " and ".join(map(_reversed, entry["authors"])),
        "title": f"{{{_escaped(page or title)}}}",  # a second pair of braces keeps the capitals
        "howpublished": _escaped(f"A page of {title}, {version}" if page else version.capitalize()),
        **{name: str(entry[name]) for name in ("doi", "url") if entry.get(name)},
        "year": str(day.year),
    }
    rows = [f"  {name} = {{{value}}},\n" for name, value in fields.items()]
    return f"@misc{{{key},\n{''.join(rows)}  month = {MONTHS[day.month - 1][:3].lower()},\n}}\n"


def name_of(author: Mapping[str, Any]) -> str:
    """Return the name of a person, or of a body."""
    return author.get("name") or " ".join(
        filter(None, (author.get("given-names"), author.get("name-particle"), author.get("family-names")))
    )


def _reversed(author: Mapping[str, Any]) -> str:
    """Return a name as BibTeX sorts it: the family's first; that of a body in braces, so that it stays whole."""
    if author.get("name"):
        return f"{{{_escaped(author['name'])}}}"
    family = " ".join(filter(None, (author.get("name-particle"), author.get("family-names"))))
    return ", ".join(_escaped(part) for part in (family, author.get("given-names")) if part)


def _escaped(text: str) -> str:
    return str(text).translate(_TEX)


def _find() -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / FILE).is_file():
            return folder / FILE
    raise ParallaxError(f"there is no {FILE} here or above; run this inside the project")
