"""A Sphinx extension: the directive ``article``, which sets out what the tables have of one article."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from parallax.corpus.corpus import load_corpus
from parallax.errors import ParallaxError
from parallax.pages.articles import head, paragraphs_of
from parallax.tables.package import DESCRIPTOR

_corpus = lru_cache(maxsize=1)(load_corpus)


class Article(SphinxDirective):
    """The directive. Its arguments are the folder of tables, ``/`` being the book's, and the id of the article."""

    required_arguments = 2

    def run(self) -> list[nodes.Node]:
        """Return the head of the page and a section for each paragraph."""
        name, folder = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(f"{name}/{DESCRIPTOR}")  # which has a hash of every table
        try:
            corpus = _corpus(Path(folder))
            intro, paragraphs = head(corpus, self.arguments[1]), paragraphs_of(corpus, self.arguments[1])
        except (ParallaxError, OSError) as error:
            raise self.error(str(error)) from None
        # Headings within the text would be set before what stands above them.
        sections = []
        for number, anchor, text in paragraphs:
            parts = [nodes.title("", f"¶{number}"), *self.parse_text_to_nodes(text)]
            sections.append(nodes.section("", *parts, names=[anchor], ids=[]))
            self.state.document.note_explicit_target(sections[-1])
        return [*self.parse_text_to_nodes(intro), *sections]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive with Sphinx, which calls this."""
    app.add_directive("article", Article)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
