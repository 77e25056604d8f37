"""A small project of anybody's sources, as `parallax new` makes it, but that no chapter has run yet."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from parallax.articles.documents import Document
from parallax.articles.new_tables import take_in
from parallax.pages import scaffold
from parallax.projects import new
from parallax.tables import accepted, package
from parallax.tables.writing import replace_all, to_csv

#: Texts by name: group, and paragraphs. Those of the dock speak of boats, those of the reef of nets.
TEXTS = {
    "first": ("dock", ["The boat left the dock at dawn.", "“The boat is slow,” said Orla Finn of the dock guild."]),
    "second": ("dock", ["No boat came back to the dock.", "The guild may ask for a toll on every boat."]),
    "third": ("reef", ["The net was torn at the reef.", "A net costs more than the guild pays for a boat."]),
    "fourth": ("reef", ["Nobody mends a net at the reef.", "The reef wants a toll, or so the guild says."]),
}
LATER = {
    "fifth": ("reef", ["The net is mended, and the reef is calm.", "A boat from the dock brought the new net."]),
    "first": ("dock", ["Another boat was built at the dock.", "It has the name of the first boat of the guild."]),
}


def documents(texts: dict[str, tuple[str, list[str]]]) -> list[Document]:
    return [
        Document(f"{name}.txt", name, "\n".join(lines) + "\n", group, {"language": "en"})
        for name, (group, lines) in texts.items()
    ]


def build(root: Path) -> Path:
    """Make the project, and return its folder of tables."""
    new.write_corpus(root / "corpus", take_in(documents(TEXTS), paragraphs="line"), "Dock and reef")
    for name, text in scaffold.files("Dock and reef", root).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="\n")
    return root / "corpus"


def enter(corpus: Path, name: str, *rows: dict[str, object]) -> None:
    """Add rows to a table by hand; a cell that is not given is empty."""
    table = package.read(corpus, name)
    whole = pd.concat([table.astype(object), pd.DataFrame(rows, columns=table.columns, dtype=object)])
    (corpus / package.entry_of(corpus, name)["path"]).write_text(to_csv(whole), encoding="utf-8", newline="\n")


def accept(corpus: Path) -> None:
    """Accept the tables as they are, in order or not."""
    replace_all(corpus, accepted.accepting(corpus))


def run(notebook: str, folder: Path) -> tuple[dict[str, object], list[object]]:
    """Run the cells of a chapter here, and return what it lays ready for its prose and what its cells show."""
    glued: dict[str, object] = {}
    shown: list[object] = []
    with in_folder(folder), pytest.MonkeyPatch.context() as patch:
        patch.setattr("myst_nb.glue", lambda name, value, display=True: glued.update({name: value}))
        space: dict[str, object] = {}
        for cell in nbformat.reads(notebook, as_version=4).cells:
            if cell.cell_type == "code" and cell.source:
                shown += _run(cell.source, space)
    return glued, [each for each in shown if each is not None]


def _run(source: str, space: dict[str, object]) -> list[object]:
    import ast

    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), space)
    return [] if last is None else [eval(compile(ast.Expression(last.value), "cell", "eval"), space)]


@contextlib.contextmanager
def in_folder(folder: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PARALLAX_CORPUS", raising=False)
        patch.chdir(folder)
        yield
