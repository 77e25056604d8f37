"""A Sphinx extension: the directive ``explorer``, a page on which readers look for themselves.

What it works on (`pages.explored`) comes as a classic script beside the page, so that it works from a file on disk. A
reader without scripts has the same counts as tables (`pages.explored_tables`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from parallax.claims.results import Results
from parallax.claims.wording import anchor
from parallax.corpus.corpus import load_corpus
from parallax.errors import ParallaxError
from parallax.figures import style
from parallax.pages import sphinx_marks, sphinx_texts
from parallax.pages.explored import explored
from parallax.pages.explored_parts import Parts
from parallax.pages.explored_project import explored_groups, project
from parallax.pages.explored_tables import tables
from parallax.pages.scripted import Scripted, led
from parallax.tables.package import DESCRIPTOR

DATA = "explore-data.js"

EXPLAINED = "what-can-break"  # the place where the book says what the checks ask

#: The scripts, in this order: the data, what makes elements, counting, and the parts of the page.
EXPLORER = Scripted(
    place="parallax-explorer",
    label="Explorer",
    without=("explore-none", "The explorer needs scripts. The tables below have the same counts."),
    data=DATA,
    variable="parallaxExplore",
    scripts=(
        DATA, "elements.js", "explore-count.js", "explore-names.js", "explore-address.js",
        "explore-draw.js", "explore-card.js", "explore.js",
    ),
    style="explore.css",
)  # fmt: skip


class explorer(nodes.General, nodes.Element):  # type: ignore[misc]  # noqa: N801  as docutils calls its nodes
    """The place of the explorer on its page, with its data, where its parts begin, and the names of articles."""


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


@lru_cache(maxsize=1)
def _project(folder: Path) -> tuple[Results, dict[str, Any]]:
    corpus = load_corpus(folder)
    book = explored_groups(corpus)
    return book, project(book, of_all=len(book.corpus.sources) == len(corpus.sources))


class Explorer(SphinxDirective):
    """The directive. Its argument is the folder of tables, its lines are the ready-made pairs, see `pairs_of`.

    With the option ``project`` the folder may have any number of groups and texts (`pages.explored_project`), and no
    lines are needed.
    """

    required_arguments = 1
    option_spec: ClassVar = {"project": directives.flag}
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the place of the explorer, and the tables for those without scripts."""
        name, folder = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(f"{name}/{DESCRIPTOR}")  # which has a hash of every table
        try:
            book, data = _project(Path(folder)) if "project" in self.options else self._book(Path(folder))
            shown = tables(book, phrases="phrases" in data)
        except (ParallaxError, OSError) as error:
            raise self.error(str(error)) from None
        parts = Parts(book.corpus)
        place = explorer("", data=data, parts=parts.begins, names=list(book.corpus.names))
        place["texts"], place["project"] = parts.are_texts, "project" in self.options
        return [place, nodes.raw("", shown, format="html")]

    def _book(self, folder: Path) -> tuple[Results, dict[str, Any]]:
        pairs = pairs_of(self.content)
        book = results(folder)
        data = _data(book, tuple(tuple(pair) for _, pair in pairs))
        return book, data | {"presets": pairs, "opening": pairs[0][1]}


def _settle(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Write what the explorer on a page works on, and put its frame into its place."""
    for place in list(doctree.findall(explorer)):
        places = [_address(app, page, place, *part) for part in place["parts"]]
        data = place["data"] | {"places": places, "colours": colours(place["names"])}
        data |= {"explained": led(app, page, EXPLAINED, unknown="")}
        EXPLORER.settle(app, place, data)


def _address(app: Sphinx, page: str, place: explorer, source: str, paragraph: int) -> str:
    """Return where a part is shown; in a project nowhere, unless its owner says that texts may be published."""
    if not place["project"]:
        return led(app, page, anchor(source, paragraph))
    return sphinx_texts.address(app, source, None if place["texts"] else paragraph, page=page) or ""


def _bring_cards(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document) -> None:
    """Bring the cards of claims to a page with the explorer, which shows them too, if the book has any."""
    if EXPLORER.is_on(doctree) and sphinx_marks.__name__ in app.extensions:
        app.add_js_file(sphinx_marks.CARDS)


def colours(sources: Sequence[str]) -> dict[str, list[str]]:
    """Return the colour of each article where the page is light, and where it is dark."""
    return {source: [hue, style.DARK.get(hue, hue)] for source, hue in style.colours(sources).items()}


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive with Sphinx, which calls this."""
    app.add_node(explorer)
    app.add_directive("explorer", Explorer)
    app.connect("doctree-resolved", _settle)
    app.connect("html-page-context", EXPLORER.bring)
    app.connect("html-page-context", _bring_cards)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
