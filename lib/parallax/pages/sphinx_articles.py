"""A Sphinx extension: the pages of articles, and the way there.

The directive ``article`` sets out what the tables have of one article. Tables on other pages are HTML when they come
here; a link in them to a paragraph, ``href="#mill-gazette-3"``, or another place that the book knows by name, is led to
the page that has it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from parallax.corpus.corpus import load_corpus
from parallax.errors import ParallaxError
from parallax.pages.articles import head, paragraphs_of
from parallax.tables.package import DESCRIPTOR

_LINK = re.compile(r'(?<=class="parallax-where" href=")#([a-z0-9-]+)(?=")')


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


def lead_to_places(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Lead the links in the tables of a page to the pages that have their places; warn of one that is lost."""
    targets = cast(StandardDomain, app.env.get_domain("std")).anonlabels

    def led(link: re.Match[str]) -> str:
        if link[1] not in targets:
            logging.getLogger(__name__).warning("no page has the place %s", link[0], location=page)
            return link[0]
        place, anchor, *_ = targets[link[1]]
        address = app.builder.get_relative_uri(page, place)
        return f"{address}#{anchor}" if anchor else address

    for node in doctree.findall(nodes.raw):
        if node.get("format") == "html":
            node.children = [nodes.Text(_LINK.sub(led, node.astext()))]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive with Sphinx, which calls this."""
    app.add_directive("article", Article)
    app.connect("doctree-resolved", lead_to_places)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
