"""Search and addresses in a browser: what is asked for is found, and what is not there is said not to be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from helpers.browser import TOO_WIDE
from helpers.project import ROOT
from parallax.pages.build import reading_order

FIRST = reading_order(ROOT)[0].with_suffix(".html").as_posix()
QUESTIONS = "chapters/facts.html"
# In place of a page that is not there; it has none of the theme.
MISSING = "404.html"


def test_search_finds_a_word_and_leads_to_it(phone: Page, site: str) -> None:
    phone.goto(site + FIRST)
    phone.locator(".search-button:visible").tap()
    phone.locator("#pst-search-dialog input[type=search]").fill("governance")
    phone.keyboard.press("Enter")
    result = phone.locator("#search-results li", has_text=re.compile(r"\bgovernance\b")).first
    expect(result).to_be_visible()
    assert phone.evaluate(TOO_WIDE) == []
    result.locator("a").first.tap()
    expect(phone.locator("main")).to_contain_text("governance")
    assert "search.html" not in phone.url


def test_search_shows_the_words_around_what_it_finds(desktop: Page, site: str) -> None:
    """The theme's excerpts begin with its buttons."""
    desktop.goto(f"{site}search.html?q=governance")
    excerpts = desktop.locator("#search-results ul.search li p.context")
    expect(excerpts.first).to_be_visible()
    shown = excerpts.all_inner_texts()
    assert not [text for text in shown if ".ipynb" in text or "Contents" in text]
    assert [text for text in shown if "governance" in text.lower()]


def test_search_finds_a_question_and_leads_to_it(desktop: Page, site: str) -> None:
    desktop.goto(f"{site}search.html?q=vienna+meetings")
    box = desktop.locator("#parallax-found")
    expect(box.locator("h2", has_text="Questions")).to_be_visible()
    link = box.locator("a[href*='#question-']").first
    words = link.inner_text()
    link.click()
    expect(desktop.locator("tbody:target th[scope=rowgroup]")).to_have_text(words)
    expect(desktop.locator("tbody:target")).to_be_visible()


def test_search_finds_a_claim_and_leads_to_it(desktop: Page, site: str) -> None:
    desktop.goto(f"{site}search.html?q=vienna")
    link = desktop.locator("#parallax-found a[href*='#claim-']").first
    link.click()
    expect(desktop.locator(":target")).to_be_visible()
    expect(desktop.locator(".parallax-notice")).to_have_count(0)


def test_search_finds_nothing_in_plain_words(desktop: Page, site: str) -> None:
    desktop.goto(f"{site}search.html?q=zzyzx")
    expect(desktop.locator("#search-results")).to_contain_text("No page has these words")
    expect(desktop.locator("#parallax-found h2")).to_have_count(0)


def test_search_of_pages_on_disk_finds_without_a_complaint(desktop: Page, built_book: Path) -> None:
    complaints: list[str] = []
    desktop.on("pageerror", lambda error: complaints.append(str(error)))
    desktop.on("console", lambda line: line.type == "error" and complaints.append(line.text))
    desktop.goto(f"{(built_book / 'search.html').as_uri()}?q=vienna")
    expect(desktop.locator("#parallax-found a").first).to_be_visible()
    expect(desktop.locator("#search-results ul.search li").first).to_be_visible()
    assert complaints == []


@pytest.mark.parametrize(
    ("address", "kind", "leads_to"),
    [
        ("chapters/articles/kabulnow.html#kabulnow-99", "paragraph", "#kabulnow-32"),
        ("chapters/appendices/glossary.html#term-log-oods", "entry", "#term-log-odds"),
        ("chapters/facts.html#question-vienna-nam", "question", "#question-"),
        ("chapters/findings.html#claim-nope", "claim", ""),
        ("chapters/terms.html#no-such-place", "place", ""),
        ("chapters/terms.html#100%", "place", ""),
    ],
)
def test_an_address_that_leads_nowhere_says_so_and_leads_on(
    desktop: Page, site: str, address: str, kind: str, leads_to: str
) -> None:
    desktop.goto(site + address)
    notice = desktop.locator(".parallax-notice[role=status]")
    expect(notice).to_be_in_viewport()
    expect(notice).to_contain_text(
        f"This page has no {kind} called {re.sub('.*#((claim|question|term)-)?', '', address)}"
    )
    if leads_to:
        link = notice.locator("a").first
        assert (link.get_attribute("href") or "").startswith(leads_to)
        link.click()
        expect(notice).to_have_count(0)
        expect(desktop.locator(":target")).to_be_in_viewport()


def test_an_address_that_leads_somewhere_has_no_notice(desktop: Page, site: str) -> None:
    for address in ("chapters/articles/kabulnow.html#kabulnow-7", "chapters/appendices/glossary.html#term-tf-idf"):
        desktop.goto(site + address)
        expect(desktop.locator(":target")).to_be_in_viewport()
        expect(desktop.locator(".parallax-notice")).to_have_count(0)


@pytest.mark.parametrize("depth", ["", "chapters/", "chapters/no/such/"])
def test_a_page_that_is_not_there_leads_on_from_any_depth(
    desktop: Page, site: str, built_book: Path, depth: str
) -> None:
    text = (built_book / MISSING).read_text(encoding="utf-8")
    desktop.route("**/nowhere.html", lambda route: route.fulfill(status=404, content_type="text/html", body=text))
    desktop.goto(f"{site}{depth}nowhere.html")
    expect(desktop.locator("h1")).to_have_text("This page is not here")
    ways = desktop.locator("a[data-page]")
    expect(ways.first).to_have_attribute("href", re.compile(r"^/chapters/intro\.html$"))
    assert all(desktop.request.get(site + str(way.get_attribute("href"))[1:]).ok for way in ways.all())
