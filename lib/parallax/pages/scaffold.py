"""The files of a new project, but for its tables and texts: settings, chapters, tests, and the library to run them."""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from parallax.pages.build import as_stored
from parallax.pages.engine import LOCK, checkout, lock, wheel

TEMPLATES = Path(__file__).with_name("project")
DAY = date(2000, 1, 1)  # of the files in the wheel, which are older than any project
CHAPTERS = ("intro", "texts", "terms", "keyness", "omissions", "topics")

#: Where each template goes, if not under its own name.
PLACES = {
    "gitignore": ".gitignore",
    "claims.yml": "chapters/claims.yml",
    "explore.md": "chapters/explore.md",
    "test_project.txt": "tests/test_project.py",
    "own.css": "chapters/_static/own.css",
}

#: What the README says of the texts, if they may be published and if not.
SHOWN, HIDDEN = "; git keeps them, and each has a page of its own", "; git ignores them, and no page shows them"

_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|$~&:])")


def files(title: str, place: Path, *, publish_texts: bool = False) -> dict[str, str]:
    """Return the text files of a new project by name.

    Parameters
    ----------
    title : str
        Of the book; whatever marks it has are shown as they are.
    place : Path
        Where the project will be, so that it can name the checkout that it was made from.
    publish_texts : bool
        Whether the texts may be published: git then keeps them, and each has a page.
    """
    made_from = _way(place)
    words = {
        "title": _SPECIAL.sub(r"\\\1", " ".join(title.split())),
        # Pages show it as it is, so that what looks like markup is none.
        "title_yaml": json.dumps(html.escape(" ".join(title.split()), quote=False), ensure_ascii=False),
        "checkout": made_from,
        "bin": f"`{made_from}/.venv/bin`" if made_from else "`.venv/bin`",
        "texts_ignored": "" if publish_texts else "corpus/texts/\n",
        "texts_note": SHOWN if publish_texts else HIDDEN,
        "publish_texts": str(publish_texts).lower(),
    }
    names = ["_config.yml", "_toc.yml", "Makefile", "README.md", *PLACES]
    found = {PLACES.get(name, name): _filled(template(name), words) for name in names}
    return found | {f"chapters/{name}.ipynb": chapter(name, words) for name in CHAPTERS} | {f"engine/{LOCK}": lock()}


def with_chapter(toc: str, name: str, title: str) -> str:
    """Return the text of a reading order with one more chapter, as its last."""
    return f"{toc.rstrip()}\n  - file: chapters/{name}\n    title: {title}\n"


def template(name: str) -> str:
    """Return the text of a file that stands in every project as it is."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def bundled() -> tuple[str, dict[str, bytes]]:
    """Return the name and the contents of the wheel that a project carries along, see `pages.engine.wheel`."""
    name, contents = wheel()
    return f"engine/{name}", contents


def chapter(name: str, words: Mapping[str, str] | None = None) -> str:
    """Return a chapter as a notebook without outputs; those of layers need no words of the project's."""
    filled = _filled(template(f"chapters/{name}.txt"), words or {})
    notebook = new_notebook(cells=[_cell(*each) for each in _cells(filled)])
    notebook.metadata["kernelspec"] = _KERNEL
    for place, cell in enumerate(notebook.cells):
        cell.id = f"{name}-{place}"
    return as_stored(notebook)


def _cells(text: str) -> list[tuple[str, str]]:
    """Return the head and the content of each cell: a head is a line that begins with two signs of per cent."""
    parts = re.split(r"(?m)^%% (.*)\n", text)
    return [(head, body.strip("\n")) for head, body in zip(parts[1::2], parts[2::2], strict=True)]


def _cell(head: str, body: str) -> nbformat.NotebookNode:
    """Return a cell: of prose (``md``), or of code with tags and, after ``figure=``, its caption and description."""
    if head == "md":
        return new_markdown_cell(body)
    tags, _, figure = head.removeprefix("code").partition("figure=")
    metadata: dict[str, object] = {"tags": tags.split()}
    if figure:
        caption, _, alternative = figure.partition("||")
        metadata["mystnb"] = {"figure": {"caption": caption}, "image": {"alt": alternative}}
    return new_code_cell(body, metadata=metadata)


def _filled(text: str, words: Mapping[str, str]) -> str:
    return re.sub(r"\{\{(\w+)\}\}", lambda found: words[found[1]], text)


def _way(place: Path) -> str:
    """Return the way from a project to the checkout of the library; nothing if there is none that make can name."""
    root = checkout()
    if root is None:
        return ""
    try:
        way = Path(os.path.relpath(root, place.resolve())).as_posix()
    except ValueError:
        return ""
    return way if re.fullmatch(r"[\w./+-]+", way) else ""  # make takes a blank for the end of a name
