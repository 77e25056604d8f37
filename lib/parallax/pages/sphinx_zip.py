"""A Sphinx extension: all tables of the book as one file to download, with what explains them.

The role ``zip`` links to it. The file has the descriptor, every table
and lexicon that the descriptor lists, the datasheet, the codebook and the licence; nothing else of the folder is
looked at, so no text of an article can come in.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from parallax.errors import ParallaxError
from parallax.pages.edition import Edition, edition
from parallax.pages.packing import pack
from parallax.tables.package import DESCRIPTOR, descriptor

#: Where a book has its tables, below its top; where the file is made; what is beside the tables, where it exists.
TABLES, PLACE, BESIDE = "corpus", "_data", ("README.md", "codebook.md")
LICENCE = "LICENSE-CC-BY-4.0.md"


class AllTables(SphinxRole):
    """The role. What it stands around is the text of the link."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link, for which the file is made."""
        root = Path(self.env.srcdir)
        try:
            file = make_zip(root, edition(root))
        except (ParallaxError, OSError) as error:
            message = self.inliner.reporter.error(str(error), line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        size = f"\u00a0({file.stat().st_size / 1000:.0f}\u00a0kB)"
        link = addnodes.download_reference("", self.text, reftarget=f"/{PLACE}/{file.name}", refdoc=self.env.docname)
        return [link, nodes.inline("", size, classes=["parallax-take"])], []


def tables_of(root: Path) -> dict[str, bytes]:
    """Return all that the file holds, by name.

    Raises
    ------
    CorpusError
        If there is no descriptor, or it cannot be read.
    OSError
        If a table that it lists is not there.
    """
    folder = root / TABLES
    names = [DESCRIPTOR, *(name for name in BESIDE if (folder / name).is_file())]
    names += [entry["path"] for entry in descriptor(folder)["resources"]]
    licence = {LICENCE: (root / LICENCE).read_bytes()} if (root / LICENCE).is_file() else {}
    return {name: (folder / name).read_bytes() for name in names} | licence


def make_zip(root: Path, of: Edition) -> Path:
    """Write the file into the folder of the book's sources, all in a folder of the file's name, and return its path."""
    file = root / PLACE / of.file("data.zip")
    if not file.is_file():  # several pages may link to it
        file.parent.mkdir(exist_ok=True)
        pack(file, {f"{file.stem}/{name}": content for name, content in tables_of(root).items()}, of.day)
    return file


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the role with Sphinx, which calls this."""
    app.add_role("zip", AllTables())
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
