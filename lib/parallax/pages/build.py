"""Making the book: executing copies of its chapters, setting the pages, and moving them into place.

All work is done on a copy under ``_build/work``. What is finished is moved into place at the very end, so a run
that is stopped leaves the last good book and the stored chapters as they were.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import nbformat
import yaml
from nbformat import NotebookNode
from rich.console import Console
from sphinx_external_toc.parsing import MalformedError, parse_toc_yaml

from parallax.pages.citation import FILE
from parallax.pages.edition import EPOCH, edition
from parallax.pages.kernels import ANSI, BookError, environment, execute
from parallax.pages.texts import bring_texts
from parallax.tables.cache import cache_folder
from parallax.tables.writing import replace_all

__all__ = ["BookError", "as_stored", "make_book", "notebooks", "reading_order", "store_notebooks", "with_outputs"]


#: What the pages are made of; copied where there is such a file or folder.
MATERIAL = (
    "_config.yml _toc.yml chapters references.bib corpus README.md CONTRIBUTING.md CHANGELOG.md CITATION.cff "
    "LICENSE-CC-BY-4.0.md".split()
)


def make_book(
    root: Path, *, build: Path | None = None, execute_notebooks: bool = True, console: Console | None = None
) -> Path:
    """Run the chapters again, build the pages strictly, and move them into place.

    Parameters
    ----------
    root : Path
        The book's folder.
    build : Path, optional
        Folder to build in, ``_build`` in the book's folder if not given. The pages come to its ``html``.
    execute_notebooks : bool
        Whether to run the chapters; if not, the pages show the stored outputs.
    console : Console, optional
        Where progress is shown.

    Returns
    -------
    Path
        The page to open first.

    Raises
    ------
    BookError
        If a cell fails (the message has chapter, cell and error) or Sphinx has a warning. The last good
        ``html`` is then as it was.
    """
    root, console = Path(root).resolve(), console or Console()
    build = Path(build).resolve() if build else root / "_build"
    as_of = _as_of(root)
    work, chapters = _fresh_copy(root, build), notebooks(root)
    if execute_notebooks:
        executed = execute(work, chapters, console, cache=cache_folder(root))
        for path, notebook in zip(chapters, executed, strict=True):
            (work / path).write_text(as_stored(notebook), encoding="utf-8", newline="\n")
    if missing := bring_texts(root, work):  # after the chapters have run, which see no text
        say(console, missing)
    with console.status("Building the pages"):
        pages = _set_pages(work, build / "book.log", as_of)
    _swap(pages, build / "html")
    shutil.rmtree(work)
    index = build / "html" / "index.html"
    say(console, f"The book is finished. To read it, open {as_typed(index)} in a browser.")
    return index


def store_notebooks(root: Path, *, console: Console | None = None) -> list[Path]:
    """Execute the chapters and write them back with their outputs; two runs give the same bytes.

    Returns
    -------
    list of Path
        The notebooks whose files changed, relative to the book's folder.

    Raises
    ------
    BookError
        If a cell fails. No notebook is then touched.
    """
    root, console = Path(root).resolve(), console or Console()
    work, chapters = _fresh_copy(root, root / "_build"), notebooks(root)
    executed = execute(work, chapters, console, cache=cache_folder(root))
    texts = dict(zip(chapters, map(as_stored, executed), strict=True))
    changed = [path for path in chapters if (root / path).read_bytes() != texts[path].encode()]
    replace_all(root, {str(path): texts[path] for path in changed})
    shutil.rmtree(work)
    names = ", ".join(map(str, changed)) or "none"
    say(console, f"{len(chapters)} notebooks have run. Files changed: {names}.")
    return changed


def with_outputs(
    root: Path, contents: Mapping[str, str], *, only: Sequence[Path] | None = None, console: Console | None = None
) -> dict[str, str]:
    """Return files that a project is to get, and its notebooks as they run with these in place; nothing is changed.

    Parameters
    ----------
    root : Path
        The project's folder.
    contents : mapping of str to str
        Text by file name, relative to the folder.
    only : sequence of Path, optional
        Which notebooks are run; all of the reading order by default.
    console : Console, optional
        Where progress is shown.

    Raises
    ------
    BookError
        If a cell fails, or a notebook that is to run is not in the reading order.
    """
    root, console = Path(root).resolve(), console or Console()
    work = _fresh_copy(root, root / "_build")
    for name, text in contents.items():
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_text(text, encoding="utf-8", newline="\n")
    every = notebooks(work)
    if missing := set(only or ()) - set(every):
        raise BookError(
            f"{sorted(missing)[0]} cannot be put into _toc.yml as it is laid out. Let its list of chapters be the last "
            "thing in it, each with a line for its file and one for its title."
        )
    chapters = every if only is None else list(only)
    executed = execute(work, chapters, console, cache=cache_folder(root))
    shutil.rmtree(work)
    return {**contents, **dict(zip(map(str, chapters), map(as_stored, executed), strict=True))}


def reading_order(root: Path) -> list[Path]:
    """Return the files of the book in the reading order of its ``_toc.yml``, relative to its folder.

    Raises
    ------
    BookError
        If there is no ``_toc.yml``, it cannot be read, or one of its entries has no file.
    """
    toc = Path(root) / "_toc.yml"
    if not toc.is_file():
        raise BookError(f"There is no {as_typed(toc)}. Run this in the book's folder.")
    try:
        site = parse_toc_yaml(toc)
    except (MalformedError, yaml.YAMLError, ValueError) as error:
        raise BookError(f"{as_typed(toc)} cannot be read: {error}") from error
    return [_file_of(Path(root), document) for document in site]


def notebooks(root: Path) -> list[Path]:
    """Return those of the `reading_order` that are notebooks."""
    return [path for path in reading_order(root) if path.suffix == ".ipynb"]


def as_stored(notebook: NotebookNode) -> str:
    """Return an executed notebook as the text kept in the repository, free of what differs from run to run.

    Times and the version of Python go; a cell without an id gets one from its place and content; keys are sorted and
    the indent is one space. The notebook is changed in place.
    """
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.metadata.get("language_info", {}).pop("version", None)
    for place, cell in enumerate(notebook.cells):
        cell.metadata.pop("execution", None)
        if "id" not in cell:
            cell.id = sha256(f"{place}\n{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:8]
    nbformat.validate(notebook)
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def _file_of(root: Path, document: str) -> Path:
    for suffix in ("", ".ipynb", ".md"):
        if (root / f"{document}{suffix}").is_file():
            return Path(f"{document}{suffix}")
    raise BookError(
        f"_toc.yml names {document}, but there is no {document}.ipynb and no {document}.md. "
        "Write the file, or take the entry out."
    )


def _fresh_copy(root: Path, build: Path) -> Path:
    """Copy what the book is made of, without the texts, and return the folder of the copy."""
    reading_order(root)  # a fault in it is better told before anything is touched
    work = build / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    for source in map(root.joinpath, MATERIAL):
        if source.is_dir():
            shutil.copytree(source, work / source.name, ignore=shutil.ignore_patterns("texts", ".*"))
        elif source.is_file():
            shutil.copy2(source, work)
    return work


def _as_of(root: Path) -> dict[str, str]:
    """Return what tells the day of the edition to Sphinx, which sees a copy that has no commits."""
    return {EPOCH: edition(root).epoch} if (root / FILE).is_file() else {}


def _set_pages(work: Path, log: Path, as_of: Mapping[str, str]) -> Path:
    """Run Jupyter Book on the copy, warnings counting as errors, and return the folder of pages."""
    command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", str(work)]
    strictly = ["--all", "-W", "-n", "--keep-going"]
    run = subprocess.run(
        [*command, *strictly],
        cwd=work,
        env=environment() | {"NO_COLOR": "1", "PYTHONIOENCODING": "utf-8", **as_of},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    text = ANSI.sub("", run.stdout).replace(f"{work}{os.sep}", "")
    log.write_text(text, encoding="utf-8", newline="\n")
    pages = work / "_build" / "html"
    if run.returncode or not (pages / "index.html").is_file():
        found = [line for line in text.splitlines() if re.search(r"\b(WARNING|ERROR|CRITICAL|SEVERE)\b", line)]
        shown = "\n".join(found or text.splitlines()[-20:])
        raise BookError(f"The pages could not be built without a warning:\n{shown}\nThe whole log: {as_typed(log)}")
    return pages


def _swap(new: Path, place: Path) -> None:
    """Put a folder in the place of another; the old one goes only when the new one stands."""
    old = place.with_name(f".{place.name}-old")
    if place.exists():
        shutil.rmtree(old, ignore_errors=True)
        place.replace(old)
    try:
        new.replace(place)
    except BaseException:
        if old.exists():
            old.replace(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def as_typed(path: Path) -> str:
    """Return a path as the reader would type it: relative where it lies below the current folder."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def say(console: Console, text: str) -> None:
    console.print(text, highlight=False, markup=False, soft_wrap=True)
