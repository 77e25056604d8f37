"""A Sphinx extension: each page says its edition and how to cite it, and the files that it offers are named by edition.

The directive ``cite-book`` sets the box for the whole book; the page that has it needs no second one in its foot. A
book without ``CITATION.cff`` has none of this.
"""

from __future__ import annotations

import html
import re
from functools import partial
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from parallax.errors import ParallaxError
from parallax.pages.citation import FILE, bibtex, entry_of, line
from parallax.pages.edition import Edition, edition, named

#: The class of the box, and of what is around the one that a page has by itself.
BOX, OWN = "parallax-cite", "parallax-cites"

#: The template that is set below each page.
FOOT = "edition.html"


class CiteBook(SphinxDirective):
    """The directive; it has no arguments."""

    def run(self) -> list[nodes.Node]:
        """Return the box, as HTML."""
        try:
            shown = box(Path(self.env.srcdir))
        except ParallaxError as error:
            raise self.error(str(error)) from None
        return [nodes.raw("", shown, format="html", classes=[OWN])]


def box(root: Path, page: str = "", key: str = "") -> str:
    """Return a fold with a line to cite the book or a page of it by, and an entry for BibTeX.

    The book's button for code copies the entry; without scripts it can be selected.

    Parameters
    ----------
    root : Path
        The folder of the book.
    page, key : str
        Title of the page, and its short name; empty for the book.
    """
    entry, of = entry_of(root / FILE), edition(root)
    book = re.sub(r"[^a-z0-9]+", "-", of.title.lower()).strip("-")
    written = html.escape(bibtex(entry, of.day, f"{book}-{key}" if key else book, page))
    return (
        f'<details class="{BOX}"><summary>{"Cite this page" if page else "Cite this book"}</summary>\n'
        f"<p>{html.escape(line(entry, of.written_day, page))}</p>\n"
        f'<div class="highlight-bibtex notranslate"><div class="highlight"><pre>{written}</pre></div></div>\n</details>'
    )


def said(of: Edition) -> str:
    """Return the line that says an edition, for readers and for `edition.edition_of`."""
    title, version, day = html.escape(of.title), html.escape(of.version), of.day.isoformat()
    return (
        f'<p class="parallax-edition" data-title="{title}" data-version="{version}" data-day="{day}">'
        f'Version {version}, <time datetime="{day}">{of.written_day}</time></p>'
    )


def _has_box(doctree: nodes.document) -> bool:
    return any(OWN in node["classes"] for node in doctree.findall(nodes.raw))


def _ask_for_foot(app: Sphinx, config: Config) -> None:
    items = config.html_theme_options.get("article_footer_items", [])
    config.html_theme_options["article_footer_items"] = [*items, FOOT]


def _find_edition(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Tell what is wrong with an edition before the pages are set, once."""
    app.config.parallax_edition = edition(Path(app.srcdir)) if Path(app.srcdir, FILE).is_file() else None


def _name_files(app: Sphinx, doctree: nodes.document) -> None:
    """Have the files that a page offers copied under the name of the edition, for the same reason as its source."""
    of: Edition | None = app.config.parallax_edition
    if of is None:
        return

    def renamed(place: str) -> str:
        folder, slash, name = place.rpartition("/")
        return f"{folder}{slash}{of.file(name)}"

    for node in doctree.findall(addnodes.download_reference):
        if "filename" in node:
            node["filename"] = renamed(node["filename"])
    for file, (pages, place) in app.env.dlfiles.items():
        app.env.dlfiles[file] = pages, renamed(place)


def _name_source(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document) -> None:
    """Have the source of a page copied under the name of the edition: from a disk, browsers take no other."""
    of: Edition | None = app.config.parallax_edition
    if of is not None and context.get("sourcename"):
        folder, slash, name = context["sourcename"].rpartition("/")
        context["sourcename"] = f"{folder}{slash}{of.file(name)}"


def _bring(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    of: Edition | None = app.config.parallax_edition
    if of is None:
        return
    context["parallax_named"], context["parallax_edition"] = partial(named, of=of), said(of)
    if doctree is not None and not _has_box(doctree):
        title = html.unescape(re.sub(r"<[^>]+>", "", context.get("title") or ""))
        book = page == app.config.root_doc
        context["parallax_cite"] = box(Path(app.srcdir), *(() if book else (title, page.rpartition("/")[2])))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx, which calls this."""
    app.add_config_value("parallax_edition", None, "")
    app.add_directive("cite-book", CiteBook)
    app.connect("config-inited", _ask_for_foot)
    app.connect("env-before-read-docs", _find_edition)
    app.connect("doctree-read", _name_files, priority=900)  # after Sphinx has given each a place
    app.connect("html-page-context", _name_source, priority=100)  # before the theme makes its button
    app.connect("html-page-context", _bring)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
