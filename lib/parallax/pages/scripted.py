"""A place on a page that scripts fill: what they work on, which lies beside the page, and the place before they ran."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain


class Scripted(NamedTuple):
    """What Sphinx is to know of such a place."""

    place: str  # id of the place, and its class
    label: str  # what it is called where it is read aloud
    without: tuple[str, str]  # what a reader without scripts is told: its class, its words
    data: str  # file of what the scripts work on
    variable: str  # its name in the scripts
    scripts: tuple[str, ...]  # in the order in which they run, that file among them
    style: str  # style sheet

    def frame(self) -> str:
        """Return the place before the scripts have filled it: hidden, since without them it is nothing."""
        kind, words = self.without
        return (
            f'<div id="{self.place}" class="{self.place}" role="region" aria-label="{self.label}" hidden></div>\n'
            f'<p class="{kind}">{words}</p>'
        )

    def settle(self, app: Sphinx, node: nodes.Element, data: dict[str, Any]) -> None:
        """Write what the scripts work on, as a script, so that a file on disk works too, and put the frame in place."""
        static = Path(app.outdir) / "_static"
        static.mkdir(parents=True, exist_ok=True)
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
        (static / self.data).write_text(f"window.{self.variable} = {text};\n", encoding="utf-8", newline="\n")
        node.replace_self(nodes.raw("", self.frame(), format="html"))

    def is_on(self, doctree: nodes.document | None) -> bool:
        """Say whether a page, as Sphinx gives it to those who set it, has the place."""
        sought = f'id="{self.place}"'
        return doctree is not None and any(sought in node.astext() for node in doctree.findall(nodes.raw))

    def bring(self, app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document) -> None:
        """Have a page load the scripts and the style sheet if it has the place; Sphinx calls this for each page."""
        if self.is_on(doctree):
            for script in self.scripts:
                app.add_js_file(script, priority=700)
            app.add_css_file(self.style)


def led(app: Sphinx, page: str, anchor: str, *, unknown: str | None = None) -> str:
    """Return the address of a place that the book knows by name, as it is from a page.

    Parameters
    ----------
    app, page : Sphinx, str
        As Sphinx gives them.
    anchor : str
        Name of the place.
    unknown : str, optional
        What is returned if the book knows no such place.

    Raises
    ------
    KeyError
        If the book knows no such place, and `unknown` is not given.
    """
    known = cast(StandardDomain, app.env.get_domain("std")).anonlabels
    if unknown is not None and anchor not in known:
        return unknown
    there, name, *_ = known[anchor]
    return f"{app.builder.get_relative_uri(page, there)}#{name}"
