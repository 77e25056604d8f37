"""Setting a few pages with Sphinx, to see what an extension of the book makes of them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

THEMED = {"html_theme": "sphinx_book_theme", "html_context": {"default_mode": "auto"}}


def set_pages(
    folder: Path, pages: Mapping[str, str], extensions: Sequence[str], *, notebooks: bool = False, **settings: object
) -> tuple[Path, str]:
    """Set pages (Markdown by name, ``index`` among them) below ``folder/source``; return the HTML and the warnings."""
    source, warnings = folder / "source", io.StringIO()
    for name, text in pages.items():
        (source / f"{name}.md").parent.mkdir(parents=True, exist_ok=True)
        (source / f"{name}.md").write_text(text, encoding="utf-8")
    configured = {
        "extensions": ["myst_nb" if notebooks else "myst_parser", *(f"parallax.pages.{name}" for name in extensions)],
        "myst_enable_extensions": ["attrs_block", "attrs_inline", "deflist", "dollarmath"],
        "project": "The Book",
        "exclude_patterns": ["corpus"],
        "nitpicky": True,
        **settings,
    }
    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            source, None, folder / "html", folder / "doctrees", "html",
            confoverrides=configured, status=None, warning=warnings,
        )  # fmt: skip
        app.build()
    return folder / "html", warnings.getvalue()


def toctree(*names: str) -> str:
    """Return a list of pages, hidden, as Markdown."""
    return "\n\n```{toctree}\n:hidden:\n\n" + "\n".join(names) + "\n```\n"
