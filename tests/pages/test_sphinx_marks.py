"""Marks lead to their claims, and what a card shows is what the page of findings has."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from parallax.pages import sphinx_marks

CLAIM = """<details class="parallax-claim" id="claim-boats" data-chapters="terms intro">
<summary><span class="parallax-said">The <em>Dock</em> has boats.</span></summary>
<dl><dt>Established</dt><dd data-part="mark">Counted.</dd><dt>Paragraphs</dt>
<dd data-part="where"><a class="parallax-where" href="#chapter-findings">there</a></dd>
<dt>It would fail</dt><dd data-part="fails"><ul><li>if one</li><li>if two</li></ul></dd>
<dt>Scope</dt><dd data-part="scope">words</dd></dl></details>"""
FILES = {
    "index.md": "# A book\n\nA claim. [[counted](#claim-boats)]{.parallax-claim-mark}\n\n"
    "```{toctree}\nmore/findings\n```\n",
    "more/findings.md": f"# Findings\n\n```{{raw}} html\n{CLAIM}\n```\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the pages of a book that has one claim and one mark, set without a warning."""
    folder, warnings = tmp_path_factory.mktemp("marks"), io.StringIO()
    for name, text in FILES.items():
        (folder / "source" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "source" / name).write_text(text, encoding="utf-8")
    names = ["myst_parser", "parallax.pages.sphinx_articles", "parallax.pages.sphinx_marks"]
    settings = {"extensions": names, "myst_enable_extensions": ["attrs_inline"], "nitpicky": True}
    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            folder / "source", None, folder / "html", folder / "doctrees", "html",
            confoverrides=settings, status=None, warning=warnings,
        )  # fmt: skip
        app.build()
    assert warnings.getvalue() == ""
    return folder / "html"


def test_a_mark_leads_to_that_very_claim(site: Path) -> None:
    page = (site / "index.html").read_text(encoding="utf-8")
    assert 'href="more/findings.html#claim-boats"' in page
    assert "parallax-claim-mark" in page


def test_a_card_is_gathered_with_links_from_the_top_of_the_book(site: Path) -> None:
    script = (site / "_static" / sphinx_marks.CARDS).read_text(encoding="utf-8")
    assert script.startswith("window.parallaxCards = ")
    (claim,) = json.loads(script.removeprefix("window.parallaxCards = ").removesuffix(";\n"))["claims"]
    assert claim["id"] == "boats"
    assert claim["text"] == "The Dock has boats."
    assert claim["chapters"] == ["terms", "intro"]
    assert claim["address"] == "more/findings.html#claim-boats"
    assert 'href="more/findings.html"' in claim["card"]
    assert "if one" in claim["card"]
    assert "if two" not in claim["card"]
    assert "words" not in claim["card"]


def test_the_script_comes_where_there_is_a_mark_and_with_the_search(site: Path) -> None:
    brought = {
        page for page in ("index", "more/findings", "search") if "cards.js" in (site / f"{page}.html").read_text()
    }
    assert brought == {"index", "search"}
