"""A Sphinx extension: technical terms are explained where a reader first meets them.

The glossary is a page with definition lists of the class ``glossary``. Each of its entries gets an anchor,
``term-log-odds``. In every chapter the first place that has the term, in the prose of a paragraph or a list, becomes
a link to it: ``<a class="parallax-term" data-term="log-odds" href="…#term-log-odds">``. Lists of the class ``everyday``
have words that mean something of their own in everyday English; they are explained, and not linked.

What the entries say goes to ``_static/terms.js`` as ``window.parallaxTerms``, by the name in the anchor: term, text,
and the same as html.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment

PREFIX = "term-"


#: A term in running text may be followed by an s (es after a hiss), and has a blank wherever the glossary has one.
WORD = r"(?<![\w-]){}(?:s|(?<=[sxz])es|(?<=[cs]h)es)?(?![\w-])"


#: What a link may not stand in.
CLOSED = (
    nodes.reference, nodes.literal, nodes.title, nodes.table, nodes.math, nodes.caption, nodes.raw, nodes.rubric,
    nodes.definition_list, nodes.field_list, nodes.block_quote, nodes.footnote, nodes.citation,
)  # fmt: skip


#: Classes of what a link may not stand in: marks of claims, what is linked already, what is folded for experts.
CLOSED_CLASSES = {
    "parallax-claim-mark",
    "parallax-where",
    "parallax-lesson",
    "cell",
    "toggle",
    "dropdown",
    "sd-card",
    "xref",
}


def slug(term: str) -> str:
    """Return the name of a term in its anchor.

    Examples
    --------
    >>> slug("Log-odds"), slug("G²"), slug("Bound that a zero allows")
    ('log-odds', 'g2', 'bound-that-a-zero-allows')
    """
    return nodes.make_id(term)


def entries(doctree: nodes.document) -> Iterator[tuple[str, nodes.definition_list_item, bool]]:
    """Yield the entries of a glossary: its term, its node, and whether chapters link to it."""
    for listed in doctree.findall(nodes.definition_list):
        if "glossary" in listed["classes"]:
            for item in listed.findall(nodes.definition_list_item):
                yield item[0].astext(), item, "everyday" not in listed["classes"]


def explained(item: nodes.definition_list_item) -> str:
    """Return what an entry says, as plain text without citations."""
    texts = (text for child in item[1:] for text in child.findall(nodes.Text) if not _is_citation(text.parent))
    return re.sub(r"\s+([.,;:])", r"\1", " ".join("".join(map(str, texts)).split()))


def _is_citation(node: nodes.Node | None) -> bool:
    """Whether a text is inside a citation that Sphinx has yet to look up."""
    while isinstance(node, nodes.Element):
        if isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "cite":
            return True
        node = node.parent
    return False


def prose(doctree: nodes.document) -> Iterator[nodes.Text]:
    """Yield the texts of a page in which a term may become a link, in the order of reading."""
    for paragraph in doctree.findall(nodes.paragraph):
        if _is_open(paragraph.parent):
            yield from (text for text in paragraph.findall(nodes.Text) if _is_open(text.parent))


def link_terms(doctree: nodes.document, terms: dict[str, str], address: str) -> list[str]:
    """Make the first place of each term on a page a link, and return the terms found.

    Parameters
    ----------
    doctree : document
        A page, resolved; changed in place.
    terms : dict of str to str
        Name in the anchor by term.
    address : str
        Where the glossary is, as seen from the page.
    """
    found = []
    # Of two terms that begin at the same place the longer one is meant.
    left = dict(sorted(terms.items(), key=lambda item: -len(item[0])))
    for text in list(prose(doctree)):
        pieces: list[nodes.Node] = []
        rest = text.astext()
        while left and (match := _first(rest, left)):
            term, at = match
            pieces += [nodes.Text(rest[: at.start()]), _link(at.group(), left.pop(term), address)]
            rest = rest[at.end() :]
            found.append(term)
        if pieces:
            text.parent.replace(text, [*pieces, nodes.Text(rest)])
    return found


def _first(text: str, terms: dict[str, str]) -> tuple[str, re.Match[str]] | None:
    """Return the term that is first in a text, and its place."""
    matches = ((term, re.search(WORD.format(_pattern(term)), text, _case(term))) for term in terms)
    found = [(term, match) for term, match in matches if match]
    return min(found, key=lambda pair: (pair[1].start(), -len(pair[0])), default=None)


def _pattern(term: str) -> str:
    return r"\s+".join(map(re.escape, term.split()))


def _case(term: str) -> int:
    """Return the flag that finds a term as it may be written: a short form in capitals, any other in either case."""
    return 0 if term.isupper() else re.IGNORECASE


def _link(words: str, name: str, address: str) -> nodes.raw:
    """Return a link that keeps the name of its term, which a reference of Sphinx would not."""
    link = f'<a class="parallax-term" data-term="{name}" href="{address}#{PREFIX}{name}">{html.escape(words)}</a>'
    return nodes.raw("", link, format="html", classes=["parallax-term"])


def _is_open(node: nodes.Node | None) -> bool:
    while node is not None:
        if isinstance(node, CLOSED) or CLOSED_CLASSES & set(getattr(node, "attributes", {}).get("classes", ())):
            return False
        node = node.parent
    return True


def _known(env: BuildEnvironment) -> dict[str, dict[str, Any]]:
    """Return the terms of all glossaries, which the environment keeps: by name in the anchor."""
    return cast(dict[str, dict[str, Any]], vars(env).setdefault("parallax_terms", {}))


def _anchor(app: Sphinx, doctree: nodes.document) -> None:
    """Give the entries of a glossary their anchors, to which a page can lead by name too."""
    labels = cast(StandardDomain, app.env.get_domain("std"))
    for term, item, linked in entries(doctree):
        anchor = PREFIX + slug(term)
        cast(nodes.term, item[0])["ids"].insert(0, anchor)  # beside the one that MyST gives it, in other letters
        labels.anonlabels[anchor] = app.env.docname, anchor
        labels.labels[anchor] = app.env.docname, anchor, term
        text = explained(item)
        _known(app.env)[slug(term)] = {"term": term, "text": text, "linked": linked, "page": app.env.docname}


def _forget(app: Sphinx, env: BuildEnvironment, page: str) -> None:
    known = _known(env)
    for name in [name for name, entry in known.items() if entry["page"] == page]:
        del known[name]


def _merge(app: Sphinx, env: BuildEnvironment, _pages: list[str], other: BuildEnvironment) -> None:
    _known(env).update(_known(other))


def _link_page(app: Sphinx, doctree: nodes.document, page: str) -> None:
    known = _known(app.env)
    pages = {entry["page"] for entry in known.values()}
    if app.builder.format == "html" and known and page not in pages and not app.env.metadata[page].keys() & {"orphan"}:
        (glossary, *_) = sorted(pages)
        terms = {entry["term"]: name for name, entry in known.items() if entry["linked"]}
        link_terms(doctree, terms, app.builder.get_relative_uri(page, glossary))


def _shown(entry: dict[str, Any]) -> dict[str, str]:
    """Return what a card shows of a term: the term, and what it means, as text and as HTML."""
    return {"term": entry["term"], "text": entry["text"], "html": f"<p>{html.escape(entry['text'])}</p>"}


def _write(app: Sphinx, env: BuildEnvironment) -> None:
    if app.builder.format == "html":
        known = _known(env)
        shown = {name: _shown(entry) for name, entry in sorted(known.items())}
        file = Path(app.outdir) / "_static" / "terms.js"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"window.parallaxTerms = {json.dumps(shown, ensure_ascii=False)};\n", encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx, which calls this."""
    app.connect("doctree-read", _anchor)
    app.connect("env-purge-doc", _forget)
    app.connect("env-merge-info", _merge)
    app.connect("env-updated", _write)
    app.connect("doctree-resolved", _link_page)
    app.add_js_file("terms.js")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
