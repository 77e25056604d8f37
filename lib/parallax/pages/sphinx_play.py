"""A Sphinx extension: the directive ``play``, a page of three games for teaching.

What they work on (`pages.played`) comes as a classic script beside the page, so that it works from a file on disk. A
reader without scripts has the same as tables (`pages.played_tables`).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.util.docutils import SphinxDirective

from parallax.claims.ledger import load_claims
from parallax.claims.shares import SHARES, load_shares
from parallax.claims.wording import claim_anchor
from parallax.errors import ParallaxError
from parallax.pages.played import played
from parallax.pages.played_tables import tables
from parallax.pages.sphinx_explore import EXPLAINED, colours, pairs_of, results
from parallax.tables.package import DESCRIPTOR

DATA = "play-data.js"

LEDGER = "/chapters/claims.yml"  # from the top of the book

#: What the page runs, in this order: what makes elements, the data, the games, the page itself.
SCRIPTS = ("elements.js", DATA, "play-claims.js", "play-words.js", "play-topics.js", "play.js")


class play(nodes.General, nodes.Element):  # type: ignore[misc]  # noqa: N801  as docutils calls its nodes
    """The place of the games on their page."""


class Play(SphinxDirective):
    """The directive: its argument is the folder of tables, its lines are pairs of articles, as those of an explorer.

    The option ``claims`` names another ledger than `LEDGER`; what is stored of its claims is beside it.
    """

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {"claims": str}

    def run(self) -> list[nodes.Node]:
        """Return the place of the games, and the tables for those without scripts."""
        name, folder = self.env.relfn2path(self.arguments[0])
        listed, ledger = self.env.relfn2path(self.options.get("claims", LEDGER))
        for needed in (f"{name}/{DESCRIPTOR}", listed, str(Path(listed).with_name(SHARES))):
            self.env.note_dependency(needed)
        try:
            pairs, book = pairs_of(self.content), results(Path(folder))
            data = played(book, [pair for _, pair in pairs], load_claims(ledger), load_shares(ledger))
        except (ParallaxError, OSError) as error:
            raise self.error(str(error)) from None
        shown = tables(data, book.corpus)
        place = play("", pairs=[name for name, _ in pairs], data=data, hues=colours(list(book.corpus.names)))
        return [place, nodes.raw("", shown, format="html")]


def _settle(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Write what the games on a page work on, and put their frame into its place."""
    for place in list(doctree.findall(play)):
        data = place["data"] | {"pairs": place["pairs"], "colours": place["hues"]}
        data["explained"] = _led(app, page, EXPLAINED)
        data["claims"] = [row | {"address": _led(app, page, claim_anchor(row["id"]))} for row in data["claims"]]
        static = Path(app.outdir) / "_static"
        static.mkdir(parents=True, exist_ok=True)
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
        (static / DATA).write_text(f"window.parallaxPlay = {text};\n", encoding="utf-8", newline="\n")
        place.replace_self(nodes.raw("", frame(), format="html"))


def _led(app: Sphinx, page: str, anchor: str) -> str:
    """Return the address of a place that the book knows by name, as it is from the page; empty if it knows none."""
    known = cast(StandardDomain, app.env.get_domain("std")).anonlabels
    if anchor not in known:
        return ""
    there, name, *_ = known[anchor]
    return f"{app.builder.get_relative_uri(page, there)}#{name}"


def frame() -> str:
    """Return the games before their script has filled them: hidden, since without the script they are nothing."""
    return (
        '<div id="parallax-play" class="parallax-play" role="region" aria-label="Games" hidden></div>\n'
        '<p class="play-none">The games need scripts. The tables below have what they are played with.</p>'
    )


def _bring_scripts(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document) -> None:
    if doctree is not None and any('id="parallax-play"' in node.astext() for node in doctree.findall(nodes.raw)):
        for script in SCRIPTS:
            app.add_js_file(script, priority=700)
        app.add_css_file("play.css")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive with Sphinx, which calls this."""
    app.add_node(play)
    app.add_directive("play", Play)
    app.connect("doctree-resolved", _settle)
    app.connect("html-page-context", _bring_scripts)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
