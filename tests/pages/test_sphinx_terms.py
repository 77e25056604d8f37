"""Terms of the glossary: linked where a page has them first, in prose and nowhere else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from helpers.site import set_pages, toctree
from parallax.pages.sphinx_terms import slug

GLOSSARY = """# Glossary

{.glossary}
Ferry
: A boat with *two* ends. See [tides](tides.md).

NRF
: A front.

Stop word
: Such as *the*.

## Everyday words

{.glossary .everyday}
Level
: How high.
"""
TIDES = """# Ferry of the title

> The ferry of an answer.

See the [ferry in a link](glossary.md), a `ferry` in code, and $ferry$. Two ferries wait; the **Ferry** leaves,
and a ferry comes, by stop words, at this level, for the nrf and the NRF. Ferryman.

| ferry |
|---|
| nrf |

- Another ferry, another stop word.
"""


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the pages of a book with a glossary."""
    pages = {
        "index": "# Book\n\nNo ferry boat? See [it](#term-ferry)." + toctree("tides", "glossary"),
        "tides": TIDES,
        "glossary": GLOSSARY,
        "apart": "---\norphan: true\n---\n\n# Apart\n\nThe ferry.\n",
    }
    html, warnings = set_pages(tmp_path_factory.mktemp("terms"), pages, ["sphinx_terms"])
    assert warnings == ""
    return html


def links(html: Path, page: str) -> list[tuple[str, str, str]]:
    """Return the linked terms of a page: name, address, words."""
    text = (html / f"{page}.html").read_text(encoding="utf-8")
    return re.findall(r'<a class="parallax-term" data-term="([^"]+)" href="([^"]+)">([^<]+)</a>', text)


def test_the_first_place_in_prose_is_linked_and_no_other(html: Path) -> None:
    assert links(html, "tides") == [
        ("ferry", "glossary.html#term-ferry", "Ferry"),
        ("stop-word", "glossary.html#term-stop-word", "stop words"),
        ("nrf", "glossary.html#term-nrf", "NRF"),
    ]
    assert links(html, "index") == [("ferry", "glossary.html#term-ferry", "ferry")]


def test_neither_the_glossary_nor_a_page_apart_has_such_links(html: Path) -> None:
    assert links(html, "glossary") == links(html, "apart") == []


def test_every_entry_has_an_anchor_and_pages_can_lead_to_it(html: Path) -> None:
    text = (html / "glossary.html").read_text(encoding="utf-8")
    assert re.findall(r'<dt id="(term-[\w-]+)"', text) == ["term-ferry", "term-nrf", "term-stop-word", "term-level"]
    assert 'href="glossary.html#term-ferry"' in (html / "index.html").read_text(encoding="utf-8")


def test_what_the_entries_say_goes_to_a_script(html: Path) -> None:
    text = (html / "_static" / "terms.js").read_text(encoding="utf-8")
    terms = json.loads(text.removeprefix("window.parallaxTerms = ").removesuffix(";\n"))
    text = "A boat with two ends. See tides."
    assert terms["ferry"] == {"term": "Ferry", "text": text, "html": f"<p>{text}</p>"}
    assert sorted(terms) == ["ferry", "level", "nrf", "stop-word"]


def test_a_name_in_an_address_has_no_mark_or_blank() -> None:
    assert [slug(term) for term in ("Log-odds", "G²", "p-value", "TF-IDF")] == ["log-odds", "g2", "p-value", "tf-idf"]
