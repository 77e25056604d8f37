"""A Sphinx extension: the pages carry what they need and ask no other host for anything.

``_config.yml`` names it. Scripts that the pages need come out of installed, locked packages when the book is
built; none is copied into the repository.
"""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

#: MathJax in one file, with every TeX extension and the shapes of its letters, so it loads nothing more.
MATHJAX = "tex-svg-full.js"


def mathjax_file() -> Path:
    """Return MathJax as the package ``sphinx-mathjax-offline`` carries it.

    Raises
    ------
    RuntimeError
        If the package is not installed.
    """
    spec = find_spec("sphinx-mathjax-offline")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("The package sphinx-mathjax-offline is missing; `make book` sets up all it needs.")
    return Path(spec.submodule_search_locations[0]) / "static" / "mathjax" / MATHJAX


def _copy_mathjax(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        static = Path(app.outdir) / "_static"
        static.mkdir(exist_ok=True)
        shutil.copyfile(mathjax_file(), static / MATHJAX)


def _open_citation(translator: HTML5Translator, entry: nodes.citation) -> None:
    """Open an entry of the references as an item of their list.

    Docutils gives it a role that has been withdrawn since; a screen reader then finds a list without items.
    """
    type(translator).visit_citation(translator, entry)
    translator.body[-1] = translator.body[-1].replace('role="doc-biblioentry"', 'role="listitem"')


def _name_toggles(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document) -> None:
    """Say what the arrow beside an entry of the menu opens: the theme leaves it without words for a screen reader."""
    made = context.get("generate_toctree_html")
    if made is None:  # another theme
        return

    def named(*args: object, **settings: object) -> object:
        menu = made(*args, **settings)
        for arrow in menu.select("li > details > summary") if hasattr(menu, "select") else ():
            link = arrow.find_parent("li").find("a")
            arrow["aria-label"] = f"Pages under {link.get_text(strip=True)}"
        return menu

    context["generate_toctree_html"] = named


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx, which calls this."""
    mathjax_file()  # a missing package is told before the pages are set
    app.config.mathjax_path = MATHJAX
    # The menu would fetch its parts one by one; the file above has what the pages use.
    app.config.mathjax3_config = {"options": {"enableMenu": False}}
    app.connect("build-finished", _copy_mathjax)
    app.connect("html-page-context", _name_toggles, priority=900)  # after the theme
    app.add_node(nodes.citation, override=True, html=(_open_citation, None))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
