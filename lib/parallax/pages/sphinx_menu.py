"""A Sphinx extension: menu and search have the pages of the book, and not those that are kept apart.

A page is kept apart if it says so (``orphan: true`` on its top), as those of the API reference do: it is built, other
pages lead there, and neither the menu nor the index of the search has it. The first page has a name of its own in the
menu (``parallax_home``), for the title of the book is above it already.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

AFTER_THE_THEME = 900


class Pages(StandaloneHTMLBuilder):
    """The builder of HTML, whose search does not know the pages that are kept apart."""

    def init(self) -> None:
        """Get ready; Sphinx calls this."""
        super().init()
        self._made: list[str] = []

    def index_page(self, pagename: str, doctree: nodes.document, title: str) -> None:
        """Add a page to the index of the search, unless it is kept apart."""
        if "orphan" not in self.env.metadata.get(pagename, {}):
            super().index_page(pagename, doctree, title)

    def index_made(self, pagename: str, doctree: nodes.document, title: str) -> None:
        """Add a page that an extension has made, of no document, to the index of the search."""
        if self.indexer is not None and not self._made:  # many such pages share most of their words
            self.indexer.lang.stem = cache(self.indexer.lang.stem)  # type: ignore[method-assign]
        self.index_page(pagename, doctree, title)
        self._made.append(pagename)

    def dump_search_index(self) -> None:
        """Write the index of the search, from which Sphinx takes all that it holds for no document."""
        if self.indexer is not None and self._made:
            kept = self.indexer.prune
            self.indexer.prune = lambda docnames: kept([*docnames, *self._made])  # type: ignore[method-assign]
        super().dump_search_index()


def _name_home(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document) -> None:
    context["root_title"] = app.config.parallax_home or context.get("root_title")


def _name_toggles(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document) -> None:
    """Say what the arrow beside an entry of the menu opens: the theme leaves it without words for a screen reader."""
    made = context.get("generate_toctree_html")
    if made is None:  # another theme
        return

    def named(*args: object, **settings: object) -> object:
        menu = made(*args, **settings)
        for arrow in menu.select("li > details > summary") if hasattr(menu, "select") else ():
            link = arrow.find_parent("li").find("a")
            arrow["aria-label"] = f"Pages under {link.get_text(strip=True)}"
        return menu

    context["generate_toctree_html"] = named


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx, which calls this."""
    app.add_config_value("parallax_home", "", "html")
    app.add_builder(Pages, override=True)
    app.connect("html-page-context", _name_home, priority=AFTER_THE_THEME)
    app.connect("html-page-context", _name_toggles, priority=AFTER_THE_THEME)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
