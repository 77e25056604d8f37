"""The line of a lesson: what it takes, counted from what the page shows."""

from __future__ import annotations

import io
import re
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from parallax.pages.sphinx_lesson import PACE

LESSON = "```{lesson}\n:learn: how to *count*\n:need: [a pencil](#pencil)\n```\n"


def build(folder: Path, text: str) -> tuple[str, str]:
    """Set a page; return its HTML and the warnings."""
    (source := folder / "source").mkdir()
    (source / "index.md").write_text(f"# Title\n\n{LESSON}\n{text}\n\n(pencil)=\n## End\n", encoding="utf-8")
    names = ["myst_parser", "sphinx_design", "parallax.pages.sphinx_lesson"]
    warnings = io.StringIO()
    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            source, None, folder / "html", folder / "doctrees", "html",
            confoverrides={"extensions": names}, status=None, warning=warnings,
        )  # fmt: skip
        app.build()
    return (folder / "html" / "index.html").read_text(encoding="utf-8"), warnings.getvalue()


def minutes(page: str) -> int:
    found = re.search(r"<strong>(\d+) minutes?\.</strong>", page)
    assert found is not None
    return int(found[1])


def test_a_lesson_says_what_one_learns_needs_and_how_long_it_takes(tmp_path: Path) -> None:
    page, warnings = build(tmp_path, "word " * (3 * PACE))
    assert warnings == ""
    assert "You learn how to <em>count</em>. You need <a" in page
    assert minutes(page) == 3


def test_what_is_folded_takes_no_time(tmp_path: Path) -> None:
    page, _ = build(tmp_path, "```{dropdown} More\n" + "word " * (9 * PACE) + "\n```")
    assert "<strong>1 minute.</strong>" in page


def test_a_lesson_without_what_one_needs_is_told(tmp_path: Path) -> None:
    _, warnings = build(tmp_path, "```{lesson}\n:learn: to swim\n```")
    assert "a lesson says what one learns and needs; add :need: to it" in warnings
