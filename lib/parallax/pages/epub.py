"""The book for e-readers: its pages, as they were built, as one EPUB.

It is made of the pages, not by Sphinx's own builder of EPUBs: so it has what the pages were checked for, computed
sentences, marks, tables and the pages of articles, and its documents are rid of what only a screen has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from parallax.pages.bare import contents, pages_of, put_in_place
from parallax.pages.build import as_typed, say
from parallax.pages.citation import FILE, entry_of
from parallax.pages.edition import Edition
from parallax.pages.epub_check import CONTAINER, faults
from parallax.pages.epub_package import CONTENTS, PACKAGE, TITLE_PAGE, container, items_of, listed, package, title_page
from parallax.pages.epub_text import STYLE, document, xhtml
from parallax.pages.kernels import BookError
from parallax.pages.packing import pack

_FOLDER = "book"


def make_epub(root: Path, *, build: Path | None = None, console: Console | None = None) -> Path:
    """Make one EPUB of the pages of the book that were built last.

    It has contents with the parts, pages and sections of the book, and every page in the reading order, with nothing
    folded. Two of the same pages are the same, byte for byte. Its name has version and day:
    ``parallax-0.1.0-2026-11-27.epub``.

    Parameters
    ----------
    root : Path
        The book's folder.
    build : Path, optional
        Where the pages are in ``html``, ``_build`` in the book's folder if not given. The EPUB comes to its ``epub``.
    console : Console, optional
        Where progress is shown.

    Returns
    -------
    Path
        The EPUB.

    Raises
    ------
    BookError
        If there are no pages yet, or a link on one of them leads nowhere. An EPUB that was made before is then as it
        was.
    """
    root, console = Path(root).resolve(), console or Console()
    build = Path(build).resolve() if build else root / "_build"
    pages, parts = build / "html", contents(root)
    of = pages_of(pages, parts)
    folder = build / "epub"
    folder.mkdir(parents=True, exist_ok=True)
    place, part = folder / of.file(".epub"), folder / ".part.epub"
    with console.status("Binding the pages"):
        try:
            pack(part, bound(pages, parts, of, entry_of(root / FILE)), of.day, stored=["mimetype"])
            if found := faults(part):
                shown = "\n".join(found)
                raise BookError(f"The EPUB has faults:\n{shown}\nCorrect the pages, and run `make book` again.")
            put_in_place(part, place)
        finally:
            part.unlink(missing_ok=True)
    say(console, f"The EPUB is finished: {as_typed(place)}")
    return place


def bound(pages: Path, parts: Mapping[str, Sequence[str]], of: Edition, entry: Mapping[str, Any]) -> dict[str, bytes]:
    """Return all files of the EPUB by name, in their order.

    Parameters
    ----------
    pages : Path
        The folder of pages.
    parts : mapping of str to sequence of str
        Names of pages by part, see `bare.contents`.
    of : Edition
        The edition.
    entry : mapping
        What ``CITATION.cff`` says.
    """
    names = [name for part in parts.values() for name in part]
    texts = {name: (pages / f"{name}.html").read_text(encoding="utf-8") for name in names}
    documents = {name: document(text, name, names, names[0]) for name, text in texts.items()}
    language = (re.findall(r'<html[^>]*\slang="([\w-]+)"', texts[names[0]]) or ["en"])[0]
    title = documents[names[0]].sections[0].title
    images = {name: place for each in documents.values() for name, place in each.images.items()}
    files = {
        PACKAGE: package(title, language, of, entry, items_of(documents.values(), images)),
        TITLE_PAGE: xhtml(title, title_page(title, of, entry), language),
        CONTENTS: listed(parts, documents, language),
        **{each.name: each.text for each in documents.values()},
        STYLE: Path(__file__).with_name("templates").joinpath("epub.css").read_text(encoding="utf-8"),
    }
    whole = {"mimetype": b"application/epub+zip", CONTAINER: container(f"{_FOLDER}/{PACKAGE}").encode()}
    whole |= {f"{_FOLDER}/{name}": text.encode() for name, text in files.items()}
    return whole | {f"{_FOLDER}/{name}": _image(pages / place) for name, place in images.items()}


def _image(file: Path) -> bytes:
    """Return an image; a drawing without a declaration that names an address."""
    if not file.is_file():
        raise BookError(f"{as_typed(file)}, which a page shows, is not there; run `make book` again")
    content = file.read_bytes()
    return re.sub(rb"<!DOCTYPE[^>]*>\s*", b"", content, count=1) if file.suffix == ".svg" else content
