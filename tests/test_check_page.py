"""The page on which a person checks rows, in a browser: from the disk, by keys, on a phone, in both themes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from helpers.toy import Toy
from parallax.articles.check_sheet import asked, write_check_sheet
from parallax.articles.reading import read_texts
from parallax.articles.verdicts import take_in
from parallax.tables import package
from parallax.tables.answers import named
from parallax.tables.checked import read_all

AXE_CORE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
AXE = """async () => (await axe.run({resultTypes: ["violations"]})).violations.map(
    (rule) => `${rule.id}: ${rule.nodes[0].html} (${rule.nodes[0].failureSummary})`)"""
DESKTOP = {"viewport": {"width": 1200, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
PATIENCE = 120_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def chromium(browser: Path) -> Iterator[Browser]:
    """Return a running browser that can reach no host at all."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=browser,
            args=["--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND"],
            chromium_sandbox=os.geteuid() != 0,  # root has no sandbox
            timeout=PATIENCE,
        )
        yield running
        running.close()


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def tab(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return an empty page of a browser that has answered nothing yet."""
    context = chromium.new_context(reduced_motion="reduce", accept_downloads=True, **request.param)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def folder(toy: Toy, tmp_path: Path) -> Path:
    """Return a folder with the page of the toy, text and all."""
    texts = read_texts(package.read(toy.corpus, "sources"), toy.texts)
    write_check_sheet(toy.corpus, tmp_path / "mine", texts)
    return tmp_path / "mine"


def opened(tab: Page, folder: Path) -> list[str]:
    """Open the page, and return the list that takes down what it complains of, and what it asks of anybody."""
    complaints: list[str] = []
    address = (folder / "check.html").as_uri()
    tab.on("console", lambda line: complaints.append(line.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda asked: asked.url.startswith((address, "blob:")) or complaints.append(asked.url))
    tab.goto(address)
    return complaints


def saved(tab: Page, file: Path) -> pd.DataFrame:
    with tab.expect_download() as download:
        tab.locator("#save").click()
    assert download.value.suggested_filename == "checked.csv"
    download.value.save_as(file)
    return pd.read_csv(file, dtype=str, keep_default_na=False)


def test_rows_are_checked_with_the_keyboard_and_what_is_saved_can_be_taken_in(
    tab: Page, folder: Path, toy: Toy, tmp_path: Path
) -> None:
    complaints = opened(tab, folder)
    rows = asked(read_all(toy.corpus))
    codes = rows[rows["table"] == "codings"].reset_index(drop=True)
    tab.locator("#table").select_option("codings")
    expect(tab.locator("#question")).to_have_text(codes.loc[0, "question"])
    expect(tab.locator("#text")).to_contain_text("The Old Bridge League wants a toll.")
    tab.locator("#card").focus()
    # What the table has is nowhere to be seen before it is asked for, and verdicts wait for that.
    expect(tab.locator("#shown")).to_be_hidden()
    assert tab.locator("#stored").text_content() == ""
    tab.keyboard.press("r")
    expect(tab.locator("#progress")).to_contain_text(f"Row 1 of {len(codes)}. 0 checked")

    tab.keyboard.press("1")
    tab.keyboard.press("s")
    expect(tab.locator("#stored")).to_be_visible()
    tab.keyboard.press("2")  # too late to answer blind
    expect(tab.locator("#values button[aria-pressed=true]")).to_have_attribute("data-value", "0")
    tab.keyboard.press("r")
    expect(tab.locator("#progress")).to_contain_text(f"Row 2 of {len(codes)}. 1 checked, 0 found wrong.")

    tab.keyboard.press("s")
    tab.keyboard.press("w")
    expect(tab.locator("#progress")).to_contain_text("1 checked, 0 found wrong. Say what is wrong")
    tab.keyboard.type('It says "toll",\nand means it')  # r, s and w are letters here
    expect(tab.locator("#progress")).to_contain_text("2 checked, 1 found wrong.")
    tab.keyboard.press("Escape")
    tab.keyboard.press("n")
    tab.keyboard.press("s")
    tab.keyboard.press("u")
    expect(tab.locator("#progress")).to_contain_text("3 checked")

    form = saved(tab, tmp_path / "checked.csv")
    assert form["row"].tolist() == codes["row"][:3].tolist()
    assert form["verdict"].tolist() == ["right", "wrong", "unsure"]
    assert form["problem"].tolist() == ["", 'It says "toll",; and means it', ""]
    assert form["blind"].tolist() == ["0", "", ""]
    assert take_in(toy.corpus, tmp_path / "checked.csv", "ada") == {"right": 1, "wrong": 1, "unsure": 1}
    assert complaints == []


def reopened(tab: Page, kept: str) -> None:
    """Load the page again, until it has what it kept: a busy browser stores that a moment after it was given."""
    for _ in range(60):
        tab.reload()
        tab.locator("#table").select_option("attributions")
        if kept in (tab.locator("#progress").text_content() or ""):
            return
        tab.wait_for_timeout(1_000)


def test_rows_are_checked_by_tapping_and_kept_when_the_page_is_closed(tab: Page, folder: Path, toy: Toy) -> None:
    complaints = opened(tab, folder)
    tab.locator("#table").select_option("attributions")
    tab.locator("#blind").fill("The ferry keeper")
    tab.locator("#show").click()
    expect(tab.locator("#stored")).to_contain_text("speaker: the council")
    assert tab.locator("#blind").evaluate("field => field.readOnly")
    tab.locator("[data-verdict=wrong]").click()
    tab.locator("#problem").fill("It is a town.")

    reopened(tab, "1 checked")
    expect(tab.locator("#progress")).to_contain_text("Row 2 of 2. 1 checked, 1 found wrong.")
    tab.locator("#back").click()
    expect(tab.locator("#problem")).to_have_value("It is a town.")
    expect(tab.locator("#blind")).to_have_value("The ferry keeper")

    # The table was corrected: that row is open again, and what it was found to be is not laid to the new one.
    path = toy.corpus / "attributions.csv"
    path.write_text(path.read_text().replace("A toll must not come", "A toll must come"))
    write_check_sheet(toy.corpus, folder)
    tab.reload()
    tab.locator("#table").select_option("attributions")
    expect(tab.locator("#progress")).to_contain_text("Row 1 of 2. 0 checked")
    expect(tab.locator("#blind")).to_have_value("")
    # This one holds no text.
    expect(tab.locator("#text")).to_be_hidden()
    expect(tab.locator("#article")).to_be_hidden()
    expect(tab.locator("#place")).to_contain_text("The Bridge Herald, ¶1.")
    assert complaints == []


def test_a_verdict_can_be_taken_back_and_nothing_is_saved_of_it(tab: Page, folder: Path) -> None:
    opened(tab, folder)
    tab.locator("#show").click()
    tab.locator("[data-verdict=unsure]").click()
    expect(tab.locator("#progress")).to_contain_text("1 checked")
    tab.locator("[data-verdict=unsure]").click()
    expect(tab.locator("#progress")).to_contain_text("0 checked")
    tab.locator("#save").click()
    expect(tab.locator("#progress")).to_contain_text("Nothing is checked yet")


def test_a_fact_of_which_an_article_says_nothing_shows_all_of_it(tab: Page, folder: Path, toy: Toy) -> None:
    opened(tab, folder)
    rows = asked(read_all(toy.corpus))
    facts = rows[rows["table"] == "fact_sources"].reset_index(drop=True)
    place = named(facts).tolist().index("fact_sources/bridge-herald//talks")
    tab.locator("#table").select_option("fact_sources")
    for _ in range(place):
        tab.locator("#next").click()
    expect(tab.locator("#place")).to_contain_text("the whole article")
    expect(tab.locator("#article .long")).to_be_visible()
    expect(tab.locator("#article .long")).to_contain_text("We cross together")
    expect(tab.locator("#text")).to_be_hidden()


def test_the_page_begins_with_the_answers_of_the_blind_sheet(tab: Page, folder: Path, toy: Toy) -> None:
    sheet = pd.read_csv(folder / "blind.csv", dtype=str, keep_default_na=False)
    code = sheet[sheet["table"] == "codings"].index[0]
    sheet.loc[code, "answer"] = sheet.loc[code, "allowed"].split()[0]
    sheet.to_csv(folder / "blind.csv", index=False)
    write_check_sheet(toy.corpus, folder)
    opened(tab, folder)
    tab.locator("#table").select_option("codings")
    expect(tab.locator("#values button[aria-pressed=true]")).to_have_count(1)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_can_be_used_by_everybody_in_both_themes(tab: Page, folder: Path, theme: str) -> None:
    tab.emulate_media(color_scheme=theme)
    opened(tab, folder)
    tab.evaluate(AXE_CORE)
    for step in ("#show", "[data-verdict=wrong]", "#article summary"):
        assert tab.evaluate(AXE) == []
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        tab.locator(step).click()
    assert tab.evaluate(AXE) == []
    ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (theme == "light")


def test_names_with_marks_are_shown_and_not_obeyed(tab: Page, toy: Toy, tmp_path: Path) -> None:
    path = toy.corpus / "attributions.csv"
    path.write_text(path.read_text().replace("A toll must not come", "<img src=x onerror=alert(1)></script>"))
    write_check_sheet(toy.corpus, tmp_path / "mine")
    complaints = opened(tab, tmp_path / "mine")
    tab.locator("#table").select_option("attributions")
    tab.locator("#show").click()
    expect(tab.locator("#stored")).to_contain_text("<img src=x onerror=alert(1)></script>")
    assert complaints == []
