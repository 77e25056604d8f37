"""A Sphinx extension: what the head of a page says of it, to a tab, a search engine, and a site that shows a link.

The title of a page is its heading and the book's name; that of the first page has what the book is about
(``parallax_about``) in place of the heading. The description is the page's first sentence of answer, else its first
sentence. The picture is drawn from the tables when the book is built. Its address is whole where ``html_baseurl`` is
set, and relative otherwise.
"""

from __future__ import annotations

import html
import re
import textwrap
from pathlib import Path
from typing import Any, cast
from urllib.parse import urljoin

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from parallax.corpus.corpus import load_corpus
from parallax.tables.package import DESCRIPTOR

LONGEST = 160  # letters of a description


#: Classes of what follows a sentence and is no part of it: its mark, and where it can be read.
MARKS = {"parallax-claim-mark", "parallax-where", "parallax-lesson"}


PICTURE = "_static/share.png"


#: Titles of the pages that Sphinx makes.
MADE = {"search": "Search", "genindex": "Index of names"}


#: Where a book has its tables, below its top.
TABLES = "corpus"


def sentence_of(doctree: nodes.document) -> str:
    """Return the first sentence of a page as plain text, without marks: of its first quotation, else of its prose."""
    quoted = next(doctree.findall(nodes.block_quote), doctree)
    for paragraph in quoted.findall(nodes.paragraph):
        text = " ".join("".join(_texts(paragraph)).split())
        if text:
            return shortened(re.split(r"(?<=[.?!])\s+(?=[A-Z“])", text)[0])
    return ""


def shortened(text: str) -> str:
    """Return a text of `LONGEST` letters at most, cut between words.

    Examples
    --------
    >>> shortened("short")
    'short'
    """
    return textwrap.shorten(text, LONGEST, placeholder=" …")


def draw_picture(corpus: Path, file: Path, title: str, about: str) -> None:
    """Draw the picture of the book from the tables of a folder."""
    from matplotlib.figure import Figure  # imported here, because it takes long

    from parallax.figures.share import share

    tables = load_corpus(corpus)
    rows = tables.sources[["source", "not_before", "not_after"]].assign(name=tables.sources["source"].map(tables.names))
    ax = share(rows, title, about)
    file.parent.mkdir(parents=True, exist_ok=True)
    cast(Figure, ax.figure).savefig(file, metadata={"Software": None})


def _classes(node: nodes.Node) -> list[str]:
    return list(getattr(node, "attributes", {}).get("classes", ()))


def _texts(node: nodes.Node) -> list[str]:
    """Return the texts of a node, without HTML and what it hides."""
    if isinstance(node, nodes.Text):
        return [node.astext()]
    if isinstance(node, nodes.raw) and "parallax-term" in node["classes"]:  # a word that leads to the glossary
        return [html.unescape(re.sub(r"<[^>]+>", "", node.astext()))]
    if isinstance(node, (nodes.raw, nodes.image, nodes.footnote_reference)) or MARKS & set(_classes(node)):
        return []
    return [text for child in node.children for text in _texts(child)]


def _draw(app: Sphinx, env: BuildEnvironment) -> None:
    corpus = Path(app.srcdir) / TABLES
    if app.builder.format == "html" and (corpus / DESCRIPTOR).is_file():
        draw_picture(corpus, Path(app.outdir) / PICTURE, app.config.project, app.config.parallax_about)


def _head(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    book, about, base = app.config.project, app.config.parallax_about, app.config.html_baseurl
    own = MADE.get(page) or html.unescape(re.sub(r"<[^>]+>", "", context.get("title") or "")) or book
    title = f"{about if page == app.config.root_doc and about else own} · {book}"
    description = (sentence_of(doctree) if doctree is not None else "") or shortened(about or book)
    picture = Path(app.outdir, PICTURE).is_file()
    address = app.builder.get_relative_uri(page, "")  # of the top
    image = urljoin(base, PICTURE) if base else context["pathto"](PICTURE, 1) if "pathto" in context else address
    properties = {
        "og:type": "website" if page == app.config.root_doc else "article",
        "og:site_name": book,
        "og:title": title,
        "og:description": description,
        **({"og:url": context["pageurl"]} if base and context.get("pageurl") else {}),
    }
    named = {
        "description": description,
        "twitter:card": "summary_large_image" if picture else "summary",
        "twitter:title": title,
        "twitter:description": description,
    }
    if picture:
        properties |= {"og:image": image, "og:image:width": "1200", "og:image:height": "630", "og:image:alt": about}
        named["twitter:image"] = image
    context["parallax_head"] = {"title": title, "named": named, "properties": properties}


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx, which calls this."""
    app.add_config_value("parallax_about", "", "html")
    app.connect("env-updated", _draw)
    app.connect("html-page-context", _head)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
