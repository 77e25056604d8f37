"""Adding a layer to a project: its part of the descriptor, its tables without rows, its chapter, its test."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd
from rich.console import Console

from parallax.articles.extraction import derived
from parallax.errors import ParallaxError
from parallax.pages import scaffold
from parallax.projects.place import corpus_of, in_corpus, replace, require_in_order, unchanged_texts
from parallax.tables import accepted, layers, package
from parallax.tables.layers import CORE, LAYERS

#: The layer that has no tables, but a ledger and a page of what it claims.
CLAIMS, FINDINGS = "claims", "findings"
ABOUT_CLAIMS = "sentences that are tested each time the chapters run, and a page that lists them"

#: What the menu calls the chapter of each layer that has one, and its file where that has another name.
TITLES = {
    "roles": "Roles and voices",
    "provenance": "Provenance",
    "lexicon": "Word lists",
    "codes": "Codes",
    "attributions": "Who is heard",
    "facts": "Facts",
    CLAIMS: "Findings",
}
FILES = {CLAIMS: FINDINGS}
TEST_OF_CLAIMS = ("test_claims.txt", "tests/test_claims.py")


class Layer(NamedTuple):
    """A layer, what it is for, and whether a project has it."""

    name: str
    about: str
    there: bool


def listing(root: Path) -> list[Layer]:
    """Return the layers that a project has or can have, in the order of a descriptor, claims last."""
    have = set(layers.named(package.descriptor(corpus_of(root))))
    claims = Layer(CLAIMS, ABOUT_CLAIMS, _chapter_file(root, CLAIMS).is_file())
    return [Layer(name, about, name in have) for name, about in LAYERS.items() if name != CORE] + [claims]


def add(root: Path, name: str, *, console: Console | None = None) -> list[str]:
    """Add a layer to a project: all of it, or nothing.

    Parameters
    ----------
    root : Path
        The project's folder.
    name : str
        One of `listing`.
    console : Console, optional
        Where progress is shown.

    Returns
    -------
    list of str
        The files that were added, relative to the project.

    Raises
    ------
    ParallaxError
        A layer that is there already or that there is none of, tables that are not in order, or, for word lists, no
        texts to count in.
    """
    corpus = corpus_of(root)
    _require_absent(root, name)
    require_in_order(corpus)
    contents = in_corpus(files(corpus, name)) if name != CLAIMS else _files_of_claims(root)
    chapter = _chapter_file(Path(), name)
    if name in TITLES:
        if (root / chapter).exists():
            raise ParallaxError(
                f"{root / chapter} is there already", "give that chapter another name, here and in _toc.yml"
            )
        toc = (root / "_toc.yml").read_text(encoding="utf-8")
        contents[chapter.as_posix()] = scaffold.chapter(chapter.stem)
        contents["_toc.yml"] = scaffold.with_chapter(toc, chapter.stem, TITLES[name])
    added = [file for file in contents if not (root / file).exists()]
    replace(root, contents, only=[chapter] if name in TITLES else [], console=console)
    return added


def what_next(name: str) -> str:
    """Say what is to be filled in of a layer that was added, and which commands come after that."""
    if name == CLAIMS:
        return "Enter sentences in chapters/claims.yml, where an example shows how; then run `make notebooks`."
    counted = any(table in accepted.EXTRACTED for table in layers.own(name))
    first = "`parallax extract`, which counts anew by what you entered, then " if counted else ""
    return (
        "corpus/datapackage.yaml explains its columns. Once you have filled in rows, run "
        f"{first}`parallax accept` and `make notebooks`."
    )


def files(corpus: Path, name: str) -> dict[str, str]:
    """Return the files of a folder of tables that a layer adds or changes, the descriptor among them.

    Nothing is claimed of any text: coded tables have no rows. Roles are those that are assumed as long as nobody has
    read the lines; columns that are added to a table are empty; what is counted by the texts is counted.
    """
    text = layers.with_layer((corpus / package.DESCRIPTOR).read_text(encoding="utf-8"), name)
    there = {entry["name"] for entry in package.descriptor(corpus)["resources"]}
    new = {entry["name"]: entry for entry in layers.resources(name) if entry["name"] not in there}
    tables = {table: layers.empty(entry) for table, entry in new.items()}
    if "lines" in new:
        tables["lines"] = layers.assumed_lines(package.read(corpus, "segments"))
    for table, fields in layers.fields_added(name).items():
        empty = dict.fromkeys((field["name"] for field in fields), "")
        tables[table] = package.read(corpus, table).assign(**empty)
    read = {**_coded(corpus), **{table: rows for table, rows in tables.items() if table in accepted.EXTRACTED}}
    counted = [table for table, entry in new.items() if entry.get("made") == "derived"]
    if counted:
        tables |= _counted(corpus, read, counted)
    return accepted.contents(corpus, tables, read, descriptor=text)


def _coded(corpus: Path) -> dict[str, pd.DataFrame]:
    """Return the tables that extraction reads, of those that a project has."""
    there = package.tables(corpus)
    return {name: package.read(corpus, name) for name in accepted.EXTRACTED if name in there}


def _counted(corpus: Path, read: dict[str, pd.DataFrame], wanted: list[str]) -> dict[str, pd.DataFrame]:
    return derived(unchanged_texts(corpus, read["sources"], package.read(corpus, "segments")), read, wanted)


def _files_of_claims(root: Path) -> dict[str, str]:
    """Return the ledger, if there is none yet, and the test of what it claims."""
    name, place = TEST_OF_CLAIMS
    contents = {place: scaffold.template(name)}
    ledger = scaffold.PLACES["claims.yml"]
    return contents if (root / ledger).is_file() else {ledger: scaffold.template("claims.yml"), **contents}


def _require_absent(root: Path, name: str) -> None:
    known = {layer.name: layer for layer in listing(root)}
    if name not in known:
        can = "; ".join(f"{layer.name}: {layer.about}" for layer in known.values() if not layer.there)
        raise ParallaxError(f"there is no layer {name!r}", f"add one of these: {can}")
    if known[name].there:
        raise ParallaxError(
            f"the layer {name!r} is there already", "fill in its tables; `parallax layer list` says what else there is"
        )


def _chapter_file(root: Path, name: str) -> Path:
    return root / "chapters" / f"{FILES.get(name, name)}.ipynb"
