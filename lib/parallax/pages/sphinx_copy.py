"""A Sphinx extension: the directive ``own-copy``, where readers search articles that they have saved themselves.

The texts are not part of the book. A reader drops files on the page; scripts (`SCRIPTS`, in ``_static``) find out by
the fingerprints of their lines which articles they are, and search them as `articles` and `language` do. What the
tables know of each line, and the rules by which words are read, come as a script too, so that the page works from a
disk; and it forbids itself to connect to anything.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from parallax.claims.wording import anchor
from parallax.corpus.corpus import Corpus, load_corpus
from parallax.language.rules import rules
from parallax.pages.articles import is_address
from parallax.pages.sphinx_head import TABLES
from parallax.tables.package import DESCRIPTOR

DATA = "copy-data.js"


#: In this order each finds what it needs of the last.
SCRIPTS = (DATA, "elements.js", "words.js", "concordance.js", "copy-shown.js", "own-copy.js")


STYLE = "own-copy.css"


FORM = Path(__file__).with_name("own_copy.html")


#: Whatever the scripts of a page try, the browser then sends nothing to anybody.
POLICY = '<meta http-equiv="Content-Security-Policy" content="connect-src \'none\'">'


_HAS = "parallax-own-copy"  # among what Sphinx keeps of a page


class OwnCopy(SphinxDirective):
    """The directive. It has neither arguments nor content."""

    def run(self) -> list[nodes.Node]:
        """Return the form, which its scripts fill."""
        if not (Path(self.env.srcdir) / TABLES / DESCRIPTOR).is_file():
            raise self.error(f"own-copy knows articles by the tables, and {TABLES}/{DESCRIPTOR} is missing; add them")
        self.env.metadata[self.env.docname][_HAS] = True
        self.env.note_dependency(str(FORM))
        return [nodes.raw("", FORM.read_text(encoding="utf-8"), format="html")]


def articles(corpus: Corpus, addresses: dict[str, str]) -> list[dict[str, Any]]:
    """Return what the page knows of each article, by date: id, name, where the copy is, and its lines.

    Parameters
    ----------
    corpus : Corpus
        As loaded.
    addresses : dict of str
        Addresses of paragraphs from the top of the book, by `anchor`; those that have none are not linked.

    Returns
    -------
    list of dict
        A line has its fingerprint, the paragraph (None outside the body), its role, how many characters of a dateline
        are not counted, and its address.
    """
    found = corpus.sources.set_index("source")
    by_source = dict(list(corpus.segments.sort_values("line").groupby("source")))
    return [
        {
            "id": source,
            "name": name,
            "copy": found["copy_read"].at[source] if is_address(found["copy_read"].at[source]) else "",
            "lines": [
                {
                    "sha256": row.sha256,
                    "paragraph": (number := None if row.role != "body" else int(row.paragraph)),
                    "role": row.role,
                    "skip": int(row.skip_chars),
                    "address": addresses.get(anchor(source, number), "") if number else "",
                }
                for row in by_source[source].itertuples()
            ],
        }
        for source, name in corpus.by_date.items()
    ]


def data(corpus: Corpus, addresses: dict[str, str]) -> str:
    """Return the script that has all that the page needs: articles, function words and rules."""
    found = {"articles": articles(corpus, addresses), "stopwords": sorted(corpus.stopwords), "rules": rules()}
    # In ASCII: much of it is marks that would join those beside them, or cannot be seen.
    return f"globalThis.parallaxCopy = {json.dumps(found)};\n"


def _write_data(app: Sphinx, env: BuildEnvironment) -> None:
    if app.builder.format == "html" and any(_HAS in kept for kept in env.metadata.values()):
        places = cast(StandardDomain, env.get_domain("std")).anonlabels
        addresses = {name: f"{app.builder.get_target_uri(page)}#{place}" for name, (page, place) in places.items()}
        file = Path(app.outdir) / "_static" / DATA
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(data(load_corpus(Path(app.srcdir) / TABLES), addresses), encoding="utf-8")


def _equip(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document) -> None:
    """Give a page that has the form its scripts, and forbid it to speak to anybody."""
    if _HAS in (context.get("meta") or {}):
        for script in SCRIPTS:
            app.add_js_file(script)
        app.add_css_file(STYLE, priority=900)  # after those of every page, on which it builds
        context["metatags"] = context.get("metatags", "") + POLICY


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx, which calls this."""
    app.add_directive("own-copy", OwnCopy)
    app.connect("env-updated", _write_data)
    app.connect("html-page-context", _equip)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
