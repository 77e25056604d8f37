"""A Sphinx extension: the directive ``lesson``, the line below a chapter's answer.

It says what one learns, what one needs, and how long it takes; the minutes are counted from what the page shows
unfolded.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

#: Words that a reader takes in in a minute, and words that take as long as looking at a figure or a table.
PACE, A_LOOK = 220, 60


class Lesson(SphinxDirective):
    """The directive. Its options, both needed: ``learn``, what one learns here, and ``need``, what one needs for it."""

    option_spec: ClassVar[dict[str, Any]] = {
        "learn": directives.unchanged_required,
        "need": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return one paragraph, its minutes still to be counted."""
        if missing := [name for name in self.option_spec if name not in self.options]:
            raise self.error(f"a lesson says what one learns and needs; add :{missing[0]}: to it")
        line = f"You learn {self.options['learn']}. You need {self.options['need']}."
        (made,) = self.parse_text_to_nodes(line)
        minutes = nodes.inline("", "", classes=["parallax-minutes"])
        return [nodes.paragraph("", "", minutes, nodes.Text(" "), *made.children, classes=["parallax-lesson"])]


def unfolded(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield the text, figures and tables that a page shows before a reader unfolds anything."""
    if isinstance(node, nodes.Text | nodes.image | nodes.raw):
        yield node
    elif isinstance(node, nodes.Element) and not _is_folded(node):
        for child in node.children:
            yield from unfolded(child)


def _is_folded(node: nodes.Element) -> bool:
    classes = node.get("classes", [])
    code = isinstance(node, nodes.literal_block | nodes.comment) or "cell_input" in classes
    # What sphinx-design and myst-nb fold is no longer a directive when pages are written.
    return code or node.tagname == "dropdown_main" or "dropdown" in classes


def minutes(doctree: nodes.document) -> int:
    """Return how long a page takes to read, at least one minute."""
    shown = list(unfolded(doctree))
    words = sum(len(node.astext().split()) for node in shown if isinstance(node, nodes.Text))
    looks = sum(not isinstance(node, nodes.Text) for node in shown)
    return max(1, round((words + A_LOOK * looks) / PACE))


def _count_minutes(app: Sphinx, doctree: nodes.document, page: str) -> None:
    for place in doctree.findall(nodes.inline):
        if "parallax-minutes" in place["classes"]:
            n = minutes(doctree)
            place += nodes.strong("", f"{n} {'minute' if n == 1 else 'minutes'}.")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive with Sphinx, which calls this."""
    app.add_directive("lesson", Lesson)
    app.connect("doctree-resolved", _count_minutes, priority=100)  # before figures are doubled
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
