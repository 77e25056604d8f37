"""The directive: an article's page in a book, with anchors that other pages lead to."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from helpers.toy import Toy

PAGE = "# The Gazette\n\n```{article} /corpus mill-gazette\n```\n\n```{toctree}\nlinks\n```\n"


def build(folder: Path, toy: Toy, page: str, links: str = "# Links\n") -> tuple[str, str, str]:
    """Set two pages; return their HTML and the warnings."""
    source, warnings = folder / "source", io.StringIO()
    source.mkdir()
    (source / "index.md").write_text(page, encoding="utf-8")
    (source / "links.md").write_text(links, encoding="utf-8")
    shutil.copytree(toy.corpus, source / "corpus")
    settings = {
        "extensions": ["myst_parser", "parallax.pages.sphinx_articles"],
        "exclude_patterns": ["corpus"],
        "nitpicky": True,
    }
    with patch_docutils(), docutils_namespace():
        app = Sphinx(
            source, None, folder / "html", folder / "doctrees", "html",
            confoverrides=settings, status=None, warning=warnings,
        )  # fmt: skip
        app.build()
    shown = ((folder / "html" / f"{name}.html").read_text(encoding="utf-8") for name in ("index", "links"))
    return (*shown, warnings.getvalue())


def test_paragraphs_are_sections_below_the_head_and_can_be_linked_to(toy_of_two: Toy, tmp_path: Path) -> None:
    links = "# Links\n\nSee [¶3](#mill-gazette-3).\n\n(check-rows)=\n## Check the reading\n"
    page, links, warnings = build(tmp_path, toy_of_two, PAGE, links)
    assert warnings == ""
    places = [page.index(f'id="mill-gazette-{number}"') for number in (1, 2, 3, 4)]
    assert [page.index("The copy we read"), *places] == sorted([page.index("The copy we read"), *places])
    assert 'href="index.html#mill-gazette-3"' in links
    assert "<em>Whose words or views it reports</em>: a ferry keeper" in page


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (PAGE.replace("mill-gazette", "nobody"), "sources has no 'nobody'; choose from"),
        (PAGE.replace("/corpus", "/nowhere"), "nowhere"),
    ],
    ids=["article", "folder"],
)
def test_what_is_not_there_is_told_with_the_place(toy_of_two: Toy, tmp_path: Path, page: str, message: str) -> None:
    _, _, warnings = build(tmp_path, toy_of_two, page)
    assert "index.md:3" in warnings
    assert message in warnings


RAW = '```{{raw}} html\n<a class="parallax-where" href="#{}">¶3</a> <a href="#top">top</a>\n```\n'


def test_links_to_paragraphs_in_tables_lead_to_the_page_of_the_article(toy_of_two: Toy, tmp_path: Path) -> None:
    _, links, warnings = build(tmp_path, toy_of_two, PAGE, "(check-rows)=\n# Links\n\n" + RAW.format("mill-gazette-3"))
    assert warnings == ""
    assert '<a class="parallax-where" href="index.html#mill-gazette-3">¶3</a>' in links
    assert '<a href="#top">top</a>' in links


def test_a_link_to_a_paragraph_that_no_page_has_is_told(toy_of_two: Toy, tmp_path: Path) -> None:
    _, _, warnings = build(tmp_path, toy_of_two, PAGE, "(check-rows)=\n# Links\n\n" + RAW.format("mill-gazette-99"))
    assert "links.md" in warnings
    assert "no page has the place #mill-gazette-99" in warnings
