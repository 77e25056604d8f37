"""A Sphinx extension: the directive ``play``, a page of three games for teaching.

What they work on (`pages.played`) comes as a classic script beside the page, so that it works from a file on disk. A
reader without scripts has the same as tables (`pages.played_tables`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from parallax.claims.ledger import load_claims
from parallax.claims.shares import SHARES, load_shares
from parallax.claims.wording import claim_anchor
from parallax.errors import ParallaxError
from parallax.pages.played import played
from parallax.pages.played_tables import tables
from parallax.pages.scripted import Scripted, led
from parallax.pages.sphinx_explore import EXPLAINED, colours, pairs_of, results
from parallax.tables.package import DESCRIPTOR

LEDGER = "/chapters/claims.yml"  # from the top of the book

DATA = "play-data.js"

#: The scripts, in this order: what makes elements, the data, the games, the page itself.
GAMES = Scripted(
    place="parallax-play",
    label="Games",
    without=("play-none", "The games need scripts. The tables below have what they are played with."),
    data=DATA,
    variable="parallaxPlay",
    scripts=("elements.js", DATA, "play-claims.js", "play-words.js", "play-topics.js", "play.js"),
    style="play.css",
)


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
        data["explained"] = led(app, page, EXPLAINED, unknown="")
        data["claims"] = [
            row | {"address": led(app, page, claim_anchor(row["id"]), unknown="")} for row in data["claims"]
        ]
        GAMES.settle(app, place, data)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive with Sphinx, which calls this."""
    app.add_node(play)
    app.add_directive("play", Play)
    app.connect("doctree-resolved", _settle)
    app.connect("html-page-context", GAMES.bring)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
