"""A matrix of many points in a browser, which a reader filters; its script is lib/parallax/pages/static/filters.js."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from helpers.browser import DESKTOP, PATIENCE, TOO_WIDE

QUESTIONS = "chapters/facts.html"
POINTS = ".parallax-filtered tbody"


def shown_of(page: Page) -> tuple[int, int]:
    """Return the two numbers that the form tells: points that are shown, and all."""
    told = re.match(r"(\d+) of (\d+) questions shown", page.locator(".parallax-filters output").inner_text())
    assert told is not None
    return int(told[1]), int(told[2])


def unhidden(page: Page) -> list[str]:
    """Return the points that are not filtered out, as they follow one another."""
    return page.locator(f"{POINTS}:not([hidden]) th[scope=rowgroup]").all_text_contents()


@pytest.fixture
def questions(desktop: Page, site: str) -> Page:
    """Return the page of all questions, its script at work."""
    desktop.goto(site + QUESTIONS)
    expect(desktop.locator(".parallax-filters")).to_be_visible()
    return desktop


def test_all_points_are_there_and_folded_until_a_reader_asks(questions: Page) -> None:
    n = len(unhidden(questions))
    assert shown_of(questions) == (n, n)
    assert n > 100
    expect(questions.locator(f"{POINTS}:visible")).to_have_count(0)
    questions.locator(".parallax-theme summary").first.click()
    expect(questions.locator(f"{POINTS}:visible").first).to_be_visible()


def test_a_theme_is_chosen_and_its_points_unfold(questions: Page) -> None:
    theme = questions.locator("[name=theme] option").nth(2).inner_text()
    questions.locator("[name=theme]").select_option(theme)
    themes = questions.locator(f"{POINTS}:visible").evaluate_all("all => [...new Set(all.map((b) => b.dataset.theme))]")
    assert themes == [theme]
    n = questions.locator(f"{POINTS}:visible").count()
    assert shown_of(questions)[0] == n
    assert questions.locator(".parallax-theme:visible .parallax-count").all_inner_texts() == [str(n)]


def test_an_article_is_asked_for_what_it_answers_and_how(questions: Page) -> None:
    article = questions.locator("[name=group] option").nth(1).inner_text()
    questions.locator("[name=group]").select_option(article)
    answered = set(unhidden(questions))
    questions.locator("[name=mark]").select_option("says")
    said = set(unhidden(questions))
    questions.locator("[name=mark]").select_option("silent")
    silent = set(unhidden(questions))
    assert said < answered
    assert silent
    assert not silent & answered
    marks = questions.locator(f"{POINTS}:visible td[data-group='{article}']").evaluate_all(
        "cells => [...new Set(cells.map((cell) => cell.dataset.marks))]"
    )
    assert marks == ["silent"]


def test_relations_and_words_narrow_the_list_together(questions: Page) -> None:
    questions.locator("[name=kind]").select_option("the articles contradict each other")
    few = unhidden(questions)
    assert len(few) == 3
    questions.locator("[name=words]").fill("VIENNA alternative")
    assert 0 < len(unhidden(questions)) < len(few)
    questions.locator("[name=words]").fill("no such word")
    assert shown_of(questions)[0] == 0
    expect(questions.locator(".parallax-theme:visible")).to_have_count(0)


def test_points_are_sorted_into_one_list_and_go_back_to_their_themes(questions: Page) -> None:
    before = unhidden(questions)
    questions.locator("[name=order]").select_option("A to Z")
    expect(questions.locator(".parallax-theme:visible summary")).to_have_text(["All themes"])
    assert unhidden(questions) == questions.evaluate("rows => rows.sort((a, b) => a.localeCompare(b))", before)
    questions.locator("[name=order]").select_option("most answered first")
    answered = questions.locator(POINTS).evaluate_all(
        "all => all.map((b) => b.querySelectorAll('td[data-group]:not(.parallax-silent)').length)"
    )
    assert answered == sorted(answered, reverse=True)
    questions.locator(".parallax-filters button").click()
    expect(questions.locator(".parallax-theme:visible")).to_have_count(
        len(set(questions.locator(POINTS).evaluate_all("all => all.map((b) => b.dataset.theme)")))
    )
    assert unhidden(questions) == before


def test_the_form_needs_no_mouse(questions: Page) -> None:
    questions.locator("[name=theme]").focus()
    for name in ("kind", "group", "mark", "order", "words"):
        questions.keyboard.press("Tab")
        assert questions.evaluate("document.activeElement.name") == name
    questions.keyboard.type("doha")
    assert 0 < shown_of(questions)[0] < shown_of(questions)[1]
    questions.keyboard.press("Enter")  # which sends a form, and must not leave the page
    assert questions.url.endswith(QUESTIONS)
    questions.keyboard.press("Tab")
    questions.keyboard.press("Enter")
    expect(questions.locator("[name=words]")).to_have_value("")


def test_the_points_are_cards_on_a_phone_and_nothing_is_wider(phone: Page, site: str) -> None:
    phone.goto(site + QUESTIONS)
    phone.locator("[name=kind]").select_option("the articles contradict each other")
    expect(phone.locator(f"{POINTS}:visible td").first).to_have_css("display", "block")
    assert phone.locator(f"{POINTS}:visible").count() == shown_of(phone)[0] < 10
    assert phone.evaluate(TOO_WIDE) == []


def test_without_scripts_every_point_can_be_read(chromium: Browser, site: str) -> None:
    context = chromium.new_context(**DESKTOP, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(site + QUESTIONS)
    expect(page.locator(".parallax-filters")).to_be_hidden()
    counts = [int(text) for text in page.locator(".parallax-count").all_text_contents()]
    expect(page.locator(POINTS)).to_have_count(sum(counts))
    page.locator(".parallax-theme summary").nth(1).click()
    expect(page.locator(f"{POINTS}:visible")).to_have_count(counts[1])
    context.close()
