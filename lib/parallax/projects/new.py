"""A new project out of texts: tables, chapters, tests, and the first outputs, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from parallax.articles.new_tables import Taken
from parallax.errors import ParallaxError
from parallax.pages import scaffold
from parallax.pages.build import store_notebooks
from parallax.pages.packing import pack
from parallax.pages.scaffold import files
from parallax.projects.place import CORPUS, TEXTS
from parallax.tables import accepted, checked, layers, package
from parallax.tables.writing import replace_all, to_csv


def make(
    folder: Path, taken: Taken, title: str, *, publish_texts: bool = False, console: Console | None = None
) -> None:
    """Make a project in a new folder.

    Parameters
    ----------
    folder : Path
        Where; it must not be there yet, or be empty.
    taken : Taken
        Texts and tables, see `articles.new_tables.take_in`.
    title : str
        Of the book.
    publish_texts : bool
        Whether the texts may be published.
    console : Console, optional
        Where progress is shown.

    Raises
    ------
    ParallaxError
        If the folder is there. Whatever stops the making leaves nothing behind.
    """
    require_free(folder)
    place = folder.resolve()
    try:
        with TemporaryDirectory(prefix=".parallax-new-", dir=place.parent, ignore_cleanup_errors=True) as aside:
            made = Path(aside) / place.name
            _fill(made, taken, files(title, place, publish_texts=publish_texts), title, console)
            made.replace(place)
    except OSError as error:
        raise ParallaxError(
            f"{folder} cannot be made: {error.strerror or error}; nothing is left of it",
            f"check that you may write in {place.parent} and that the disk has room, or name another place",
        ) from error


def _fill(folder: Path, taken: Taken, contents: Mapping[str, str], title: str, console: Console | None) -> None:
    """Write everything into a new folder, and run the chapters there."""
    folder.mkdir()
    write_corpus(folder / CORPUS, taken, title)
    checked.take_as_in_order(folder / CORPUS, folder)
    _write(folder, contents)
    name, wheel = scaffold.bundled()
    pack(folder / name, wheel, scaffold.DAY)
    store_notebooks(folder, console=console)


def require_free(folder: Path) -> None:
    """Refuse a folder that has something in it, a file of its name, the current folder, and one that is nowhere."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ParallaxError(f"{folder} is there already", "choose a folder that is not there yet, or is empty")
    place = folder.resolve()
    if place == Path.cwd():
        raise ParallaxError(f"{folder} is the folder you are in", "name a new folder in it, or beside it")
    if not place.parent.is_dir():
        raise ParallaxError(f"there is no folder {place.parent}", "make that one first, or correct the name")


def write_corpus(corpus: Path, taken: Taken, title: str) -> None:
    """Write tables, texts and descriptor into a new folder, and accept them as they are."""
    (corpus / TEXTS).mkdir(parents=True)
    head = f"name: corpus\ntitle: {package.quoted(title)}\nversion: 0.1.0\n"
    _write(corpus, {package.DESCRIPTOR: layers.descriptor_text(head, [])})
    paths = {entry["name"]: entry["path"] for entry in layers.resources(layers.CORE)}
    _write(corpus, {paths[name]: to_csv(table) for name, table in taken.tables.items()})
    _write(corpus, {paths["stopwords"]: "".join(f"{word}\n" for word in taken.stopwords)})
    _write(
        corpus / TEXTS,
        {f"{source}.txt": "".join(f"{line}\n" for line in lines) for source, lines in taken.texts.items()},
    )
    replace_all(corpus, accepted.accepting(corpus))


def _write(folder: Path, contents: Mapping[str, str]) -> None:
    for name, text in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
