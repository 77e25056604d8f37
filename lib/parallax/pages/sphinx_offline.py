"""A Sphinx extension: the pages carry what they need, no more, and ask no other host for anything.

``_config.yml`` names it. Scripts that the pages need come out of installed, locked packages when the book is
built; none is copied into the repository. What the theme would have every page load and no page uses goes: its icons,
a script of 1.5 MB (the book draws its own, ``_static/icons.css``), and, but for the page of search, the search's index.
"""

from __future__ import annotations

import re
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.writers.html5 import HTML5Translator

#: MathJax in one file, with every TeX extension and the shapes of its letters, so it loads nothing more.
MATHJAX = "tex-svg-full.js"


#: Files of the theme, below ``_static``, that no page loads: its icons, and maps for those who work on its scripts.
UNUSED = ("scripts/fontawesome.js*", "vendor/fontawesome", "**/*.map")


#: What a page that is kept apart does without: it has no marks, no cards, no matrix, no cells, and nothing in a grid. A
#: point at the end says that a name begins so.
NOT_APART = (
    *("cards.js", "terms.js", "marks.js", "claims.js", "filters.js", "design-tabs.js"),
    *("marks.css", "first.css", "sphinx-design.min.css", "mystnb."),
)


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


def without_scripts(head: str, *names: str) -> Markup:
    """Return HTML without the elements that load some scripts; the templates of pages use it.

    Examples
    --------
    >>> str(without_scripts('<script src="_static/a.js?v=1"></script><script src="b.js"></script>', "a.js"))
    '<script src="b.js"></script>'
    """
    some = "|".join(map(re.escape, names))
    return Markup(re.sub(rf'<script [^>]*src="[^"]*\b(?:{some})[^"]*"[^>]*></script>', "", head))


def without_glyphs(style: str) -> str:
    """Return a style sheet of the theme without the rules that name a letter of its icons' typeface, a fifth of it.

    Examples
    --------
    >>> without_glyphs('.a{b:c}.fa-x:before,.fa-y:before{content:"z"}.d{e:f}')
    '.a{b:c}.d{e:f}'
    """
    return re.sub(r'\.fa-[\w-]+:before(?:,\.fa-[\w-]+:before)*\{content:"[^"]*"\}', "", style)


def unused(static: Path) -> set[Path]:
    """Return the files and folders of the theme that no page loads."""
    return {path for pattern in UNUSED for path in static.glob(pattern)}


def _own_templates(app: Sphinx, config: Config) -> None:
    """Have the templates of this package, which fill in the theme's, found before those."""
    config.templates_path = [*config.templates_path, str(Path(__file__).with_name("templates"))]


def _add_filter(app: Sphinx) -> None:
    if environment := getattr(getattr(app.builder, "templates", None), "environment", None):
        environment.filters["without_scripts"] = without_scripts


def _is_of(script: object, *names: str) -> bool:
    file = str(getattr(script, "filename", None) or "").rpartition("/")[2]
    return file.endswith(names) or file.startswith(tuple(name for name in names if name.endswith(".")))


def _only_needed(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document) -> None:
    """Spare a page MathJax if no formula is left on it: Sphinx counts those of cells that are not shown.

    A page that is kept apart is spared what only the others use.
    """
    if "orphan" in (context.get("meta") or {}):
        for kind in ("script_files", "css_files"):
            context[kind] = [file for file in context.get(kind, []) if not _is_of(file, *NOT_APART)]
    if doctree is None or not any(True for kind in (nodes.math, nodes.math_block) for _ in doctree.findall(kind)):
        files = context.get("script_files", [])
        context["script_files"] = [
            file
            for file in files
            if not _is_of(file, MATHJAX) and "window.MathJax" not in getattr(file, "attributes", {}).get("body", "")
        ]


def _settle_files(app: Sphinx, error: Exception | None) -> None:
    """Add MathJax, and remove what no page loads."""
    if error is None and app.builder.format == "html":
        static = Path(app.outdir) / "_static"
        static.mkdir(exist_ok=True)
        shutil.copyfile(mathjax_file(), static / MATHJAX)
        for style in static.glob("styles/pydata-sphinx-theme.css"):
            style.write_text(without_glyphs(style.read_text(encoding="utf-8")), encoding="utf-8")
        for path in unused(static):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _open_citation(translator: HTML5Translator, entry: nodes.citation) -> None:
    """Open an entry of the references as an item of their list.

    Docutils gives it a role that has been withdrawn since; a screen reader then finds a list without items.
    """
    type(translator).visit_citation(translator, entry)
    translator.body[-1] = translator.body[-1].replace('role="doc-biblioentry"', 'role="listitem"')


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx, which calls this."""
    mathjax_file()  # a missing package is told before the pages are set
    app.config.mathjax_path = MATHJAX
    # The menu would fetch its parts one by one; the file above has what the pages use.
    app.config.mathjax3_config = {"options": {"enableMenu": False}}
    app.connect("config-inited", _own_templates)
    app.connect("builder-inited", _add_filter)
    app.connect("html-page-context", _only_needed, priority=900)  # after Sphinx has added it
    app.connect("build-finished", _settle_files)
    app.add_node(nodes.citation, override=True, html=(_open_citation, None))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
