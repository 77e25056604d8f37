"""Marks, their cards, the page of all claims, and what a chapter's first screen has, in a browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from helpers.browser import DESKTOP, PATIENCE, SETTLED, TOO_WIDE
from helpers.each import for_each
from helpers.project import ROOT
from parallax.claims import ledger
from parallax.pages.build import notebooks

FINDINGS = "chapters/findings.html"
VOICES = "chapters/voices.html"
MARK = ".parallax-claim-mark a"
CARD = "#parallax-popover"
CLAIMS = ledger.load_claims(ROOT / "chapters" / "claims.yml")
PAGES = [path.with_suffix(".html").as_posix() for path in notebooks(ROOT)]
CHAPTERS = [page for page in PAGES if not page.endswith(("intro.html", "findings.html"))]


@pytest.fixture
def voices(desktop: Page, site: str) -> Page:
    """Return a chapter on a desktop, its scripts at work."""
    desktop.goto(site + VOICES)
    expect(desktop.locator(MARK).first).to_have_attribute("aria-expanded", "false")
    return desktop


def test_a_mark_opens_its_card_on_hover_and_closes_it(voices: Page) -> None:
    mark, card = voices.locator(MARK).first, voices.locator(CARD)
    expect(card).to_be_hidden()
    mark.hover()
    expect(card).to_be_visible()
    expect(card).to_contain_text("How we know")
    expect(card).to_contain_text("It would fail")
    expect(mark).to_have_attribute("aria-expanded", "true")
    voices.locator("article h1").hover()
    expect(card).to_be_hidden()


def test_a_card_opens_by_enter_takes_the_focus_and_gives_it_back(voices: Page) -> None:
    mark, card = voices.locator(MARK).first, voices.locator(CARD)
    mark.focus()
    voices.keyboard.press("Enter")
    expect(card).to_be_visible()
    assert voices.evaluate("document.querySelector('#parallax-popover').contains(document.activeElement)")
    voices.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(mark).to_be_focused()


def test_a_card_leads_to_that_very_claim_which_is_open_there(voices: Page) -> None:
    mark = voices.locator(MARK).first
    place = (mark.get_attribute("href") or "").partition("#")[2]
    mark.click()
    voices.locator(f"{CARD} a", has_text="See this claim").click()
    voices.wait_for_url(re.compile(f"findings.html#{place}$"))
    expect(voices.locator(f"#{place}")).to_have_attribute("open", "")
    expect(voices.locator(f"#{place} dl")).to_be_in_viewport()


def test_a_tap_opens_a_card_that_fits_the_phone(phone: Page, site: str) -> None:
    phone.goto(site + VOICES)
    expect(phone.locator(MARK).first).to_have_attribute("aria-expanded", "false")
    phone.locator(MARK).first.tap()
    expect(phone.locator(CARD)).to_be_in_viewport()
    assert phone.evaluate(TOO_WIDE) == []
    phone.locator("article h1").tap()
    expect(phone.locator(CARD)).to_be_hidden()


def test_a_term_opens_its_card(desktop: Page, site: str) -> None:
    desktop.goto(site + "chapters/terms.html")
    term = desktop.locator("a.parallax-term").first
    term.hover()
    expect(desktop.locator(CARD)).to_contain_text("In the glossary")


def test_from_a_number_to_its_paragraph_are_two_clicks(voices: Page) -> None:
    # The first mark whose card names a paragraph: one click opens the card, one more the paragraph.
    for mark in voices.locator(MARK).all():
        mark.click()
        link = voices.locator(f"{CARD} a.parallax-where").first
        if link.count():
            link.click()
            break
        voices.keyboard.press("Escape")
    voices.wait_for_url(re.compile(r"/articles/[\w-]+\.html#[\w-]+-\d+$"))
    expect(voices.locator(":target")).to_be_in_viewport()


@pytest.fixture
def findings(desktop: Page, site: str) -> Page:
    """Return the page of all claims, its script at work."""
    desktop.goto(site + FINDINGS)
    expect(desktop.locator(".parallax-claims form")).to_be_visible()
    return desktop


def shown(page: Page) -> set[str]:
    return set(page.locator("details.parallax-claim:visible").evaluate_all("all => all.map((one) => one.id.slice(6))"))


def test_claims_are_filtered_by_article_chapter_basis_and_firmness(findings: Page) -> None:
    assert shown(findings) == set(CLAIMS)
    findings.locator("[name=how]").select_option("recorded")
    recorded = shown(findings)
    assert recorded == {name for name, claim in CLAIMS.items() if claim.how == "recorded"}
    findings.locator("[name=article]").select_option("kabulnow")
    assert shown(findings) <= recorded
    findings.locator("button[type=reset]").click()
    findings.locator("[name=chapter]").select_option("voices")
    assert shown(findings) == {name for name, claim in CLAIMS.items() if "voices" in (claim.chapter, *claim.also)}
    findings.locator("[name=firmness]").select_option("always")
    assert all("always" in (mark or "") for mark in [
        each.get_attribute("class")
        for each in findings.locator("details.parallax-claim:visible .parallax-claim-mark").all()
    ])  # fmt: skip


def test_claims_are_searched_by_word_and_counted(findings: Page) -> None:
    findings.locator(".parallax-claims [name=words]").fill("confused group")
    assert 0 < len(shown(findings)) < 5
    expect(findings.locator(".parallax-claims output")).to_have_text(
        f"{len(shown(findings))} of {len(CLAIMS)} claims shown"
    )


def test_a_claim_is_copied_with_its_citation(chromium: Browser, site: str) -> None:
    context = chromium.new_context(**DESKTOP, permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{site}{FINDINGS}#claim-kn-longest")
    card = page.locator("#claim-kn-longest")
    expect(card).to_have_attribute("open", "")
    card.locator("button").click()
    expect(card.locator("button")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(card.locator(".parallax-said").inner_text())
    assert f"claim kn-longest, {site}{FINDINGS}#claim-kn-longest" in copied
    context.close()


def test_without_scripts_every_claim_is_there_and_opens(chromium: Browser, site: str) -> None:
    context = chromium.new_context(**DESKTOP, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(site + FINDINGS)
    expect(page.locator(".parallax-claims form")).to_be_hidden()
    expect(page.locator("details.parallax-claim")).to_have_count(len(CLAIMS))
    card = page.locator("#claim-kn-longest")
    card.locator("summary").click()
    expect(card.locator("dl")).to_be_visible()
    page.goto(site + VOICES)
    page.locator(MARK).first.click()
    page.wait_for_url(re.compile(r"findings.html#claim-[\w-]+$"))
    context.close()


# How many marks a screen has at most, wherever it begins; marks in folded parts do not count.
DENSEST = """height => {
    const tops = [...document.querySelectorAll("article.bd-article .parallax-claim-mark")]
        .filter((mark) => mark.checkVisibility() && !mark.closest(".parallax-claims"))
        .map((mark) => mark.getBoundingClientRect().top + scrollY).sort((a, b) => a - b);
    return Math.max(0, ...tops.map((top, n) => tops.filter((other, m) => m >= n && other < top + height).length));
}"""


@for_each(CHAPTERS)
def test_answer_and_key_figure_are_on_the_first_screen(page: str, desktop: Page, phone: Page, site: str) -> None:
    for tab, height in ((desktop, 800), (phone, 844)):
        tab.goto(site + page)
        tab.evaluate(SETTLED)
        expect(tab.locator("article.bd-article blockquote").first).to_be_in_viewport()
        top = tab.locator("article.bd-article figure img:visible").first.evaluate(
            "one => one.getBoundingClientRect().top"
        )
        assert top < 0.7 * height, f"the figure begins at {top} of {height}"


# Marks that begin a line of their paragraph, and so are not beside the sentence that they belong to.
ASTRAY = """() => [...document.querySelectorAll("article.bd-article p .parallax-claim-mark")]
    .filter((mark) => mark.checkVisibility())
    .filter((mark) => mark.getClientRects()[0].left < mark.closest("p").getBoundingClientRect().left + 2)
    .map((mark) => mark.closest("p").textContent.slice(-60))"""


def test_a_mark_stays_on_the_line_of_its_last_word(desktop: Page, site: str) -> None:
    desktop.goto(site + "chapters/framing.html")
    desktop.evaluate(SETTLED)
    for width in range(360, 1000, 40):
        desktop.set_viewport_size({"width": width, "height": 800})
        assert desktop.evaluate(ASTRAY) == [], f"at a width of {width}"


@for_each(PAGES)
def test_a_screen_has_few_marks(page: str, desktop: Page, site: str) -> None:
    desktop.goto(site + page)
    desktop.evaluate(SETTLED)
    assert desktop.evaluate(DENSEST, 800) <= 6
