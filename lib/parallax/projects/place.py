"""Where things are in a project, and changing several of them at once: tables, texts, chapters with their outputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
from rich.console import Console

from parallax.articles.reading import read_texts, require_unchanged
from parallax.articles.verification import verify
from parallax.errors import ParallaxError
from parallax.pages.build import with_outputs
from parallax.tables import package
from parallax.tables.groups import GROUP
from parallax.tables.writing import replace_all

CORPUS, TEXTS = "corpus", "texts"  # folders: of tables, in the project; of texts, in that of tables


def corpus_of(root: Path) -> Path:
    """Return the folder of tables of a project, whose texts belong to groups.

    Raises
    ------
    ParallaxError
        If there is no project, or its sources have no groups, as in a book whose texts are added one by one.
    """
    corpus = root / CORPUS
    if not (corpus / package.DESCRIPTOR).is_file() or not (root / "_toc.yml").is_file():
        raise ParallaxError(
            f"{root.absolute()} is no project",
            "run this in a folder that `parallax new` made, or name it with --root",
        )
    fields = package.entry_of(corpus, "sources")["schema"]["fields"]
    if GROUP not in {field["name"] for field in fields}:
        raise ParallaxError(
            f"the sources of {corpus} have no groups",
            "this is for projects that `parallax new` made; to a book like this, add one text with `parallax add NAME`",
        )
    return corpus


def require_in_order(corpus: Path) -> None:
    """Refuse to go on from tables that are wrong, or were changed and not accepted."""
    if messages := verify(corpus, None):
        shown = "\n  ".join(messages[:10])
        raise ParallaxError(
            f"the tables are not in order:\n  {shown}",
            "correct them, or accept what you meant to change with `parallax accept`; nothing was changed",
        )


def unchanged_texts(corpus: Path, sources: pd.DataFrame, segments: pd.DataFrame) -> dict[str, list[str]]:
    """Return the texts of some sources, as `articles.reading.read_texts`; all must be as the segments say."""
    texts = read_texts(sources, corpus / TEXTS)
    require_unchanged(texts, segments)
    return texts


def in_corpus(contents: Mapping[str, str]) -> dict[str, str]:
    """Return files of the folder of tables under their names in the project."""
    return {f"{CORPUS}/{name}": text for name, text in contents.items()}


def replace(
    root: Path, contents: Mapping[str, str], *, only: Sequence[Path] | None = None, console: Console | None = None
) -> None:
    """Put files into a project, and with them its chapters as they then run: all or nothing.

    Parameters
    ----------
    root : Path
        The project's folder.
    contents : mapping of str to str
        Text by file name, relative to the project.
    only : sequence of Path, optional
        Which chapters are run; all by default.
    console : Console, optional
        Where progress is shown.
    """
    shown = {name: text for name, text in contents.items() if not name.startswith(f"{CORPUS}/{TEXTS}/")}
    whole = with_outputs(root, shown, only=only, console=console)
    for name in contents:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
    replace_all(root, {**contents, **whole})
