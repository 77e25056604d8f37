"""A Sphinx extension: marks lead to their claims, and the cards that they open travel with the book.

Claims are HTML on the page of findings (`figures.claims`), so Sphinx does not know their anchors; they are made known
here, and so is ``chapter-NAME`` for the page of each chapter. When the pages are set, what the cards show is gathered
from them into a script, which works from a file on disk as well.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4.element import Tag
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain

CARDS = "cards.js"

#: What of a claim's account a card has room for.
_SHOWN = ("mark", "hardest", "codes", "where", "fails")

_ANCHOR = re.compile(r'<details class="parallax-claim" id="([\w-]+)"')


def make_known(app: Sphinx, doctree: nodes.document) -> None:
    """Tell Sphinx of the claims on a page, and of the page by its short name."""
    page = app.env.docname
    known = cast(StandardDomain, app.env.get_domain("std")).anonlabels
    known[f"chapter-{page.rpartition('/')[2]}"] = page, ""
    for node in doctree.findall(nodes.raw):
        for anchor in _ANCHOR.findall(node.astext()):
            known[anchor] = page, anchor


def cards(html: str, page: str) -> list[dict[str, Any]]:
    """Return what a page has of each claim: id, text, chapters, and a card's HTML, with links from the top of the book.

    Parameters
    ----------
    html : str
        The page as it was set.
    page : str
        Its address, from the top of the book.
    """
    found = []
    for claim in BeautifulSoup(html, "html.parser").select("details.parallax-claim"):
        for link in claim.select("a[href]"):
            link["href"] = urljoin(f"/{page}", str(link["href"])).removeprefix("/")
        said = cast(Tag, claim.select_one(".parallax-said"))
        text, chapters = said.get_text(), str(claim["data-chapters"]).split()
        shown = {"id": str(claim["id"]).removeprefix("claim-"), "text": text, "chapters": chapters}
        found.append(shown | {"card": _short(claim), "address": f"{page}#{claim['id']}"})
    return found


def _short(claim: Tag) -> str:
    """Return the HTML of a card: the parts of the account that it has room for, of several ways to fail the first."""
    rows = []
    for value in claim.select("dd"):
        if value["data-part"] in _SHOWN:
            label = cast(Tag, value.find_previous_sibling("dt")).get_text()
            first = value.select_one("li")
            rows.append(f"<dt>{label}</dt><dd>{(first or value).decode_contents()}</dd>")
    return f"<dl>{''.join(rows)}</dl>"


def _write_cards(app: Sphinx, error: Exception | None) -> None:
    """Gather the cards of the pages that have claims into one script."""
    if error is not None or app.builder.format != "html":
        return
    known = cast(StandardDomain, app.env.get_domain("std")).anonlabels
    pages = sorted({page for anchor, (page, _) in known.items() if anchor.startswith("claim-")})
    found = []
    for page in pages:
        address = app.builder.get_target_uri(page)
        found += cards((Path(app.outdir) / address).read_text(encoding="utf-8"), address)
    script = f"window.parallaxCards = {json.dumps({'claims': found}, ensure_ascii=False)};\n"
    static = Path(app.outdir) / "_static"
    static.mkdir(exist_ok=True)
    (static / CARDS).write_text(script, encoding="utf-8", newline="\n")


def _bring_cards(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document) -> None:
    """Bring the script to the pages that have marks, and to the search."""
    marks = doctree is not None and any(
        "parallax-claim-mark" in node["classes"] for node in doctree.findall(nodes.inline)
    )
    if marks or page == "search":
        app.add_js_file(CARDS)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx, which calls this."""
    app.config.release = app.config.release or version("parallax-book")  # what a copied claim is cited with
    app.connect("doctree-read", make_known)
    app.connect("build-finished", _write_cards)
    app.connect("html-page-context", _bring_cards)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
