"""A Sphinx extension: the directive ``explorer``, a page on which readers look for themselves.

What it works on (`pages.explored`) comes as a classic script beside the page, so that it works from a file on disk. A
reader without scripts has the same counts as tables (`pages.explored_tables`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from parallax.claims.results import Results
from parallax.corpus.corpus import load_corpus
from parallax.errors import ParallaxError
from parallax.figures import style
from parallax.pages.explored import addresses, explored
from parallax.pages.explored_tables import tables
from parallax.pages.scripted import Scripted, led
from parallax.tables.package import DESCRIPTOR

DATA = "explore-data.js"

EXPLAINED = "what-can-break"  # the place where the book says what the checks ask

#: The scripts, in this order: cards of the claims (`pages.sphinx_marks`), the data, what makes elements, counting, and
#: the parts of the page.
EXPLORER = Scripted(
    place="parallax-explorer",
    label="Explorer",
    without=("explore-none", "The explorer needs scripts. The tables below have the same counts."),
    data=DATA,
    variable="parallaxExplore",
    scripts=(
        "cards.js", DATA, "elements.js", "explore-count.js", "explore-names.js", "explore-address.js",
        "explore-draw.js", "explore-card.js", "explore.js",
    ),
    style="explore.css",
)  # fmt: skip


class explorer(nodes.General, nodes.Element):  # type: ignore[misc]  # noqa: N801  as docutils calls its nodes
    """The place of the explorer on its page; `pairs` are its ready-made pairs, the first is shown as it opens."""


def pairs_of(lines: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Return the ready-made pairs of some lines, each ``name: one, other``; empty ones are passed over.

    Raises
    ------
    ParallaxError
        A line of another form, or none at all.
    """
    found = []
    for line in filter(None, map(str.strip, lines)):
        name, _, sources = line.partition(":")
        pair = [source.strip() for source in sources.split(",")]
        if len(pair) != 2 or not name.strip() or not all(pair):
            raise ParallaxError(f"{line!r} is no pair", "write a name, a colon and two articles with a comma between")
        found.append((name.strip(), pair))
    if not found:
        raise ParallaxError("the explorer has no pair to open with", "write a line such as 'spring: mill, dock'")
    return found


@lru_cache(maxsize=1)
def results(folder: Path) -> Results:
    """Return the results of a folder of tables, the same for all pages that ask."""
    return Results(load_corpus(folder))


@lru_cache(maxsize=1)
def _data(book: Results, pairs: tuple[tuple[str, ...], ...]) -> dict[str, Any]:
    return explored(book, pairs)


class Explorer(SphinxDirective):
    """The directive. Its argument is the folder of tables, its lines are the ready-made pairs, see `pairs_of`."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the place of the explorer, and the tables for those without scripts."""
        name, folder = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(f"{name}/{DESCRIPTOR}")  # which has a hash of every table
        try:
            pairs = pairs_of(self.content)
            book = results(Path(folder))
            shown = tables(book)
            data = _data(book, tuple(tuple(pair) for _, pair in pairs))
        except (ParallaxError, OSError) as error:
            raise self.error(str(error)) from None
        place = explorer("", pairs=pairs, data=data, anchors=addresses(book.corpus), names=list(book.corpus.names))
        return [place, nodes.raw("", shown, format="html")]


def _settle(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Write what the explorer on a page works on, and put its frame into its place."""
    for place in list(doctree.findall(explorer)):
        places = [led(app, page, anchor) for anchor in place["anchors"]]
        data = place["data"] | {"presets": place["pairs"], "places": places}
        data |= {"explained": led(app, page, EXPLAINED, unknown=""), "colours": colours(place["names"])}
        EXPLORER.settle(app, place, data)


def colours(sources: Sequence[str]) -> dict[str, list[str]]:
    """Return the colour of each article where the page is light, and where it is dark."""
    return {source: [hue, style.DARK.get(hue, hue)] for source, hue in style.colours(sources).items()}


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive with Sphinx, which calls this."""
    app.add_node(explorer)
    app.add_directive("explorer", Explorer)
    app.connect("doctree-resolved", _settle)
    app.connect("html-page-context", EXPLORER.bring)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
