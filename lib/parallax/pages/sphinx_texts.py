"""A Sphinx extension: a page for each text, if the texts may be published (``parallax_publish_texts``).

The pages are made of the texts and tables when the book is built, and nothing of them is stored. Where a table names a
text (`figures.table.Table`, `texts`), its name leads there; where texts may not be published, it stays a name.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast
from weakref import WeakKeyDictionary

from docutils import nodes
from docutils.utils import new_document
from sphinx.application import Sphinx
from sphinx.util import logging

from parallax.analysis.sources import in_words
from parallax.claims.wording import anchor
from parallax.errors import ParallaxError
from parallax.pages.articles import is_address
from parallax.pages.sphinx_menu import Pages
from parallax.pages.texts import SETTING, TABLES, TEXTS, Text, texts_of

FOLDER = "texts"  # of the pages, in the book

TEMPLATE, STYLE = "text.html", "texts.css"

#: The page that lists the texts; in a book without it, the first page stands in for it.
LIST = "chapters/texts"

#: The name of a text in a table, as `figures.markup.text_named` writes it.
_NAMED = re.compile(r'<span class="parallax-text-named" data-text="(?P<source>[^"]*)">(?P<shown>[^<]*)</span>')

_SHOWN: WeakKeyDictionary[Sphinx, dict[str, Text]] = WeakKeyDictionary()


def address(app: Sphinx, source: str, paragraph: int | None = None, *, page: str | None = None) -> str | None:
    """Return the address of a text or of one of its paragraphs, or None if no page shows it.

    Parameters
    ----------
    app : Sphinx
        As Sphinx gives it.
    source : str
        Id of the text.
    paragraph : int, optional
        Number of a paragraph, as the book cites it; the text as a whole if not given.
    page : str, optional
        Name of the page from which the address leads, such as ``chapters/texts``; the top of the book if not given.
    """
    if source not in _SHOWN.get(app, {}):
        return None
    name, place = _page_of(source), "" if paragraph is None else f"#{anchor(source, paragraph)}"
    there = app.builder.get_target_uri(name) if page is None else app.builder.get_relative_uri(page, name)
    return f"{there}{place}"


def _page_of(source: str) -> str:
    return f"{FOLDER}/{source}"


def _read(app: Sphinx) -> None:
    """Read the texts if they may be shown, so that a fault in them is told before any page is set."""
    corpus, log, said = Path(app.srcdir) / TABLES, logging.getLogger(__name__), app.config[SETTING]
    if not isinstance(said, bool):
        log.warning("%s is %r; write true or false, without marks of quotation", SETTING, said)
    if said is not True or app.builder.name not in ("html", "dirhtml"):
        return
    try:
        found = texts_of(corpus, corpus / TEXTS)
    except (ParallaxError, OSError) as error:
        log.warning("%s", " ".join(str(error).split()))  # on one line, since what stops a build is told by lines
        return
    if not found:
        log.info("no text is in %s/%s: the book has no pages of texts", TABLES, TEXTS)
    _SHOWN[app] = {text.source: text for text in found}


def _link_names(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Have names of texts in the tables of a page lead to the pages of these."""

    def linked(name: re.Match[str]) -> str:
        there = address(app, name["source"], page=page)
        return name[0] if there is None else f'<a href="{there}">{name["shown"]}</a>'

    if _SHOWN.get(app):
        for node in doctree.findall(nodes.raw):
            if node.get("format") == "html":
                node.children = [nodes.Text(_NAMED.sub(linked, node.astext()))]


def _pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield name, content and template of the page of each text; the one before it and the one after are at hand."""
    texts = list(_SHOWN.get(app, {}).values())
    for before, text, after in zip([None, *texts], texts, [*texts[1:], None], strict=False):
        _index(app, text)
        yield _page_of(text.source), _content(app, text, before, after), TEMPLATE


def _index(app: Sphinx, text: Text) -> None:
    """Have the search find a text by its title, its group and its words."""
    document = new_document(text.source)
    lines = [nodes.paragraph("", words) for words in (text.group, text.source, *(line.words for line in text.lines))]
    document += nodes.section("", nodes.title("", text.title), *lines)
    cast(Pages, app.builder).index_made(_page_of(text.source), document, html.escape(text.title))


def _content(app: Sphinx, text: Text, before: Text | None, after: Text | None) -> dict[str, Any]:
    page = _page_of(text.source)

    def beside(other: Text | None) -> dict[str, str] | None:
        there = None if other is None else address(app, other.source, page=page)
        return None if other is None else {"link": str(there), "title": html.escape(other.title)}

    listed = LIST if LIST in app.env.found_docs else app.config.root_doc
    return {
        "title": html.escape(text.title),
        "pagetitle": html.escape(text.title),  # on paper
        "text": text,
        "date": in_words(text.published) if text.published else "",
        "is_address": is_address(text.url),
        "all_texts": app.builder.get_relative_uri(page, listed),
        "prev": beside(before),
        "next": beside(after),
    }


def _style(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    if template == TEMPLATE:
        app.add_css_file(STYLE)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx, which calls this."""
    app.setup_extension("parallax.pages.sphinx_offline")  # which has the templates of this package found
    app.setup_extension("parallax.pages.sphinx_menu")  # whose builder lets the search find pages of no document
    # Of a setting that can be nothing but true or false, Sphinx would take any text to be true, "false" too.
    app.add_config_value(SETTING, False, "html", types=[bool, str])
    app.connect("builder-inited", _read)
    app.connect("doctree-resolved", _link_names)
    app.connect("html-collect-pages", _pages)
    app.connect("html-page-context", _style)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
