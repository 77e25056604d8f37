"""The explorer of a project in a browser, from a file: it counts as the library does, and speaks of groups."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from helpers import own_project
from helpers.browser import DESKTOP, PATIENCE, STILL, TOO_WIDE
from helpers.site import THEMED, set_pages
from parallax import load_corpus
from parallax.claims.plain import PROJECT
from parallax.claims.results import Results
from parallax.corpus.choices import chosen
from parallax.corpus.corpus import Corpus
from parallax.pages.sphinx_static import STATIC

SOURCE = "# Look\n\n```{explorer} /corpus\n:project:\n```\n"
COMMA = "dock, old"  # the name of a group, with what stands between names in an address
COUNTED = """([choices, articles]) => {
    const {items} = parallaxCount.compared(parallaxExplore, "words", choices, articles);
    return Object.fromEntries([...items.values()].map(({name, n}) => [name, n]));
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the tables of a project of two groups of two texts."""
    root = tmp_path_factory.mktemp("explorer") / "source"
    texts = {
        name: (COMMA if group == "dock" else group, 3 * lines) for name, (group, lines) in own_project.TEXTS.items()
    }
    own_project.new.write_corpus(
        root / "corpus", own_project.take_in(own_project.documents(texts), paragraphs="line"), "Dock and reef"
    )
    return root / "corpus"


@pytest.fixture(scope="module")
def address(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    place = tmp_path_factory.mktemp("explorer-site")
    shutil.copytree(folder, place / "source" / "corpus", ignore=shutil.ignore_patterns("texts"))
    files = {"html_static_path": [str(STATIC)], "html_css_files": ["parallax.css", "marks.css"]}
    html, warnings = set_pages(place, {"index": SOURCE}, ["sphinx_explore"], **THEMED, **files)
    assert warnings == ""
    return (html / "index.html").as_uri()


@pytest.fixture
def page(cut_off: Browser, address: str) -> Iterator[Page]:
    context = cut_off.new_context(**STILL, **DESKTOP)
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    tab.goto(address)
    expect(tab.locator(".explore-card")).to_be_visible()
    yield tab
    context.close()


@pytest.mark.parametrize("made", [{}, {"stopwords": True}, {"lemma": True}, {"quoted": False}, {"min_count": 3}])
def test_the_page_counts_groups_as_the_library_does(page: Page, folder: Path, made: dict[str, object]) -> None:
    corpus: Corpus = load_corpus(folder)
    units = Results(chosen(corpus, made), PROJECT, keep=False).compared().units
    order = page.evaluate("() => parallaxExplore.articles.map(({id}) => id)")
    rows = [units.labels.tolist().index(group) for group in order]
    uses = dict(zip(units.terms.tolist(), units.totals.toarray()[rows].T.tolist(), strict=True))
    choices = page.evaluate("() => parallaxCount.own(parallaxExplore)") | made
    # What one text alone uses, and not often, can be a private person's name.
    column = "lemma" if made.get("lemma") else "term"
    by_term = corpus.tables["terms"].merge(corpus.tables["lemmas"]).groupby(column)
    by_term = by_term.agg(n=("n", "sum"), texts=("source", "nunique"))
    shown = by_term.index[(by_term["n"] >= PROJECT.min_total) | (by_term["texts"] > 1)]
    uses = {term: n for term, n in uses.items() if term in shown}
    assert page.evaluate(COUNTED, [choices, [0, 1]]) == uses
    assert len(uses) > 5


def test_it_speaks_of_groups_and_names_the_texts_that_use_a_word(page: Page) -> None:
    explorer = page.locator(".parallax-explorer")
    assert not re.search(r"\b(articles?|Vienna)\b", explorer.inner_text())
    page.get_by_label("Look up").fill("net")
    page.get_by_role("button", name="Show", exact=True).click()
    card = page.locator(".explore-card")
    expect(card.locator("h2")).to_have_text("net")
    reef = card.locator("tbody tr", has_text="Reef").first
    expect(reef).to_contain_text("third, fourth")
    assert card.locator("a.parallax-where").count() == 0  # no page shows the texts
    assert card.locator(".explore-strip").count() == 2
    assert card.locator(".cell").count() == 4
    assert card.locator(".cell.on").count() == 2


def test_an_address_leads_back_to_a_group_with_a_comma_in_its_name(page: Page, address: str) -> None:
    page.get_by_role("button", name="Reef", exact=True).click()
    here = page.url
    assert here.startswith(address + "#see?")
    page.goto("about:blank")
    page.goto(here)
    chosen_groups = page.locator("[aria-label=Groups] [aria-pressed=true]")
    expect(chosen_groups).to_have_text(["Dock, old"])
    expect(page.locator(".explore-status")).to_have_text("")


def test_it_fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate(TOO_WIDE) == []
