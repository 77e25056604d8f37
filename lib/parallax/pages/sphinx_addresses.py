"""A Sphinx extension: an address that leads nowhere says so and leads on.

``404.html``, at the top of the book, is what a server shows in place of a page that is not there. When a page does
not have the place that was asked for, a script of the book says so (``_static/addresses.js``).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

MISSING = "404.html"


#: Where the page leads on to, beside the first page and the search: names by page, of those that the book has.
WAYS = {"chapters/findings": "Every claim of the book", "chapters/appendices/glossary": "The glossary"}


def missing_page(app: Sphinx) -> str:
    """Return the page that is shown in place of one that is not there."""
    address = app.builder.get_target_uri
    ways = {"The first page": address(app.config.root_doc), "The search": address("search")}
    ways |= {name: address(page) for page, name in WAYS.items() if page in app.env.found_docs}
    base = (app.config.html_baseurl or "").rstrip("/") + "/"
    values = {"project": app.config.project, "language": app.config.language or "en", "ways": ways, "base": base}
    return str(app.builder.templates.render(MISSING, values))


def _write(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        (Path(app.outdir) / MISSING).write_text(missing_page(app) + "\n", encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx, which calls this."""
    app.connect("build-finished", _write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
