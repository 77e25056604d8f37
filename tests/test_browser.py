"""The pages as a reader's browser shows them: three widths, two themes, with and without a mouse.

A page is opened on a desktop and on a phone; the reader then asks for the dark theme, and makes the desktop's window
as narrow as a tablet. axe-core, which takes most of the time, looks for faults of colour on the desktop in both themes,
for no colour depends on the width, and for all others on the desktop and the phone in the light theme, for nothing but
colour depends on the theme. The pages are served, since a browser lets no page read a search index from a file.

A page that was in order is not opened again while it, what it loads, the browser and these tests are the same. Pages
that differ in nothing but their words are left to CI, see `EACH_PAGE` and `EACH_EXAMINED`.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from helpers import stamps
from helpers.browser import DESKTOP, PATIENCE, SETTLED, TABLET, TOO_WIDE
from helpers.project import ROOT
from parallax.pages.build import reading_order

CHAPTERS = [path.with_suffix(".html").as_posix() for path in reading_order(ROOT)]
# Apart from the menu, and led to by others.
API = [f"chapters/appendices/{path.stem}.html" for path in sorted((ROOT / "chapters/appendices").glob("api*.md"))]
MADE_BY_SPHINX = ["search.html", "genindex.html"]
PAGES = [*CHAPTERS, *API, *MADE_BY_SPHINX]
# In place of a page that is not there; it has none of the theme.
MISSING = "404.html"
AXE_CORE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
FORMULAS = "chapters/terms.html"
TABLES = "chapters/terms.html"
QUESTIONS = "chapters/facts.html"

# Of the pages of the API and the index, one is opened here, which has most of the long names.
LEFT_TO_CI = {*(page for page in API if "/api-" in page), "genindex.html"} - {"chapters/appendices/api-analysis.html"}
# One of each kind is examined here: with formulas, figures and tables, with a form, badges, the explorer, games, a
# dictionary, an API, a search.
EXAMINED = {
    TABLES,
    QUESTIONS,
    "chapters/findings.html",
    "chapters/explore.html",
    "chapters/play.html",
    "chapters/appendices/data.html",
    "chapters/appendices/api.html",
    "search.html",
}


def each(pages: list[str], here: Collection[str], left: str) -> pytest.MarkDecorator:
    """Give a test each page; those that are not looked at here are left to CI."""
    params = [pytest.param(page, marks=[] if page in here else [pytest.mark.ci(left)]) for page in pages]
    return pytest.mark.parametrize("page", params)


EACH_PAGE = each(PAGES, set(PAGES) - LEFT_TO_CI, "pages of the API and the index in a browser")
EACH_EXAMINED = each(PAGES, EXAMINED, "accessibility of every page")

# The rules that axe applies where; each is applied somewhere.
COLOUR = ["color-contrast", "link-in-text-block"]
ONLY_COLOUR = {"runOnly": COLOUR}
# WCAG 2.2 asks for targets of 24 pixels; axe looks for them only where it is told to.
ALL_BUT_COLOUR = {"rules": {rule: {"enabled": False} for rule in COLOUR} | {"target-size": {"enabled": True}}}

# Of a figure's versions one is shown; "dark" among the classes of an image that the light theme shows would be a fault.
IMAGES = """() => [...document.querySelectorAll("main img")].filter((one) => one.checkVisibility()).map((image) => ({
    name: image.getAttribute("src"),
    alt: image.getAttribute("alt") ?? "",
    drawn: image.complete && image.naturalWidth > 0,
    fits: image.getBoundingClientRect().right <= document.documentElement.clientWidth,
    ground: getComputedStyle(image).backgroundColor,
    filter: getComputedStyle(image).filter,
    version: image.className,
}))"""

OTHER = {"light": "dark", "dark": "light"}

# axe takes long over the contrast of each bit of text. It rests on the same for many of them: three of a kind will do.
REPRESENTATIVES = """() => {
    const kinds = new Map();
    const clear = (box) => getComputedStyle(box).backgroundColor === "rgba(0, 0, 0, 0)";
    for (const box of document.body.querySelectorAll("*")) {
        if (![...box.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())) continue;
        let ground = box;
        while (ground.parentElement && clear(ground)) ground = ground.parentElement;
        const {color, fontSize, fontWeight, textDecorationLine, opacity} = getComputedStyle(box);
        const colours = [color, getComputedStyle(ground).backgroundColor, opacity, textDecorationLine];
        const kind = [box.tagName, fontSize, fontWeight, ...colours].join();
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        box.toggleAttribute("data-representative", kinds.get(kind) <= 3);
    }
    return kinds.size;
}"""

AXE = """async ([place, rules]) => {
    const found = await axe.run(place, {resultTypes: ["violations"], preload: false, ...rules});
    // Of what is no rule of WCAG but good practice, the grave.
    const counts = (rule) => rule.tags.some((tag) => tag.startsWith("wcag")) || rule.impact === "critical";
    return found.violations.filter(counts).map((rule) =>
        `${rule.id}: ${rule.nodes.length} × ${rule.nodes[0].html.slice(0, 200)} (${rule.nodes[0].failureSummary})`);
}"""


@dataclass
class Seen:
    """What there was to see on one page, by device and theme."""

    complaints: list[str] = field(default_factory=list)
    asked_of_others: list[str] = field(default_factory=list)
    themes: dict[str, str] = field(default_factory=dict)
    too_wide: dict[str, list[str]] = field(default_factory=dict)
    images: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


@contextmanager
def watched(page: Page, site: str, seen: Seen) -> Iterator[None]:
    """Take down what a page complains of in the meantime, and what it asks of others than the site."""
    known = (site, "data:", "blob:")
    listeners = {
        "console": lambda line: line.type in {"error", "warning"} and seen.complaints.append(line.text),
        "pageerror": lambda error: seen.complaints.append(str(error)),
        "requestfailed": lambda request: seen.complaints.append(f"{request.url}: {request.failure}"),
        "response": lambda answer: answer.ok or seen.complaints.append(f"{answer.url}: {answer.status}"),
        "request": lambda request: request.url.startswith(known) or seen.asked_of_others.append(request.url),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    yield
    for event, listener in listeners.items():
        page.remove_listener(event, listener)


def resize(page: Page, viewport: dict[str, int]) -> None:
    """Give the window another size, and wait until the page has it."""
    page.set_viewport_size(viewport)
    page.wait_for_function("width => innerWidth === width", arg=viewport["width"])


def look(page: Page, place: str, theme: str, seen: Seen) -> None:
    """Take down how an open page looks to a reader who prefers a theme."""
    page.emulate_media(color_scheme=theme)
    page.evaluate(SETTLED)
    name = f"{place}, {theme}"
    seen.themes[name] = page.evaluate("document.documentElement.dataset.theme")
    seen.too_wide[name] = page.evaluate(TOO_WIDE)
    seen.images[name] = page.evaluate(IMAGES)


def on_each_device(tabs: dict[str, Page], site: str, place: str) -> Seen:
    """Return what there is to see on a page."""
    seen = Seen()
    for device, page in tabs.items():
        with watched(page, site, seen):
            page.goto(site + place)
            for theme in ("light", "dark"):
                look(page, device, theme, seen)
            if device == "desktop":
                resize(page, TABLET)
                for theme in ("light", "dark"):
                    look(page, "tablet", theme, seen)
                resize(page, DESKTOP["viewport"])
    return seen


def examined(tabs: dict[str, Page], site: str, place: str) -> dict[str, list[str]]:
    """Return what axe finds in a page, by device and theme."""
    found = {}
    for device, page in tabs.items():
        page.goto(site + place)
        page.emulate_media(color_scheme="light")
        page.evaluate(SETTLED)
        page.evaluate(AXE_CORE)
        for theme in ("light", "dark") if device == "desktop" else ():
            page.emulate_media(color_scheme=theme)
            page.evaluate(SETTLED)
            assert page.evaluate(REPRESENTATIVES) > 10
            found[f"{theme} colours"] = page.evaluate(AXE, ["[data-representative]", ONLY_COLOUR])
        found[device] = page.evaluate(AXE, ["html", ALL_BUT_COLOUR])
    assert set(found) == {"light colours", "dark colours", "desktop", "phone"}
    return {name: violations for name, violations in found.items() if violations}


def faults(seen: Seen) -> dict[str, object]:
    """Return which rules what there is to see breaks, and where."""
    assert len(seen.themes) == len(seen.too_wide) == len(seen.images) == 6
    images = [(name, image) for name, found in seen.images.items() for image in found]
    rules = {
        "a page has nothing to complain of": seen.complaints,
        "a page asks no other host for anything": seen.asked_of_others,
        "a page takes the theme that the reader prefers": [
            name for name, theme in seen.themes.items() if not name.endswith(f", {theme}")
        ],
        "nothing on a page is wider than the screen": [(name, found) for name, found in seen.too_wide.items() if found],
        "images are drawn and fit the screen": [each for each in images if not (each[1]["drawn"] and each[1]["fits"])],
        "images are described": [each for each in images if len(each[1]["alt"].split()) <= 2 or "/" in each[1]["alt"]],
        "figures are shown as they were drawn for the theme": [
            (name, image)
            for name, image in images
            if (image["ground"], image["filter"]) != ("rgba(0, 0, 0, 0)", "none")
            or OTHER[name.rpartition(", ")[2]] in image["version"]
        ],
    }
    return {rule: offenders for rule, offenders in rules.items() if offenders}


@pytest.fixture(scope="module")
def means(browser: Path) -> str:
    """Return a hash of what looks at the pages: these tests, axe, and the browser with what drives it."""
    run = subprocess.run([browser, "--version"], capture_output=True, text=True, check=True, timeout=PATIENCE / 1000)
    return stamps.digest(Path(__file__), ROOT / "tests/helpers/browser.py", AXE_CORE, run.stdout, version("playwright"))


@EACH_PAGE
def test_a_page_can_be_seen_on_every_device_in_both_themes(
    page: str, built_book: Path, means: str, request: pytest.FixtureRequest
) -> None:
    def look() -> dict[str, object]:
        tabs, site = request.getfixturevalue("tabs"), request.getfixturevalue("site")
        return faults(on_each_device(tabs, site, page))

    assert stamps.faults_unless_passed(stamps.of_page(built_book, page, means, "seen"), look) == {}


@EACH_EXAMINED
def test_axe_finds_no_serious_fault(page: str, built_book: Path, means: str, request: pytest.FixtureRequest) -> None:
    def look() -> dict[str, list[str]]:
        return examined(request.getfixturevalue("tabs"), request.getfixturevalue("site"), page)

    assert stamps.faults_unless_passed(stamps.of_page(built_book, page, means, "examined"), look) == {}


FINE = {"name": "a.svg", "alt": "A line that rises", "drawn": True, "fits": True,
        "ground": "rgba(0, 0, 0, 0)", "filter": "none", "version": ""}  # fmt: skip


def sights(**changed: object) -> Seen:
    names = [f"{place}, {theme}" for place in ("desktop", "tablet", "phone") for theme in ("light", "dark")]
    fine = {
        "themes": {name: name.rpartition(" ")[2] for name in names},
        "too_wide": {name: [] for name in names},
        "images": {name: [FINE] for name in names},
    }
    return Seen(**{**fine, **changed})


def test_each_fault_of_a_page_is_told_by_its_rule() -> None:
    assert faults(sights()) == {}
    assert set(faults(sights(complaints=["404"]))) == {"a page has nothing to complain of"}
    assert set(faults(sights(asked_of_others=["http://x"]))) == {"a page asks no other host for anything"}
    themes = {**sights().themes, "phone, dark": "light"}
    assert faults(sights(themes=themes)) == {"a page takes the theme that the reader prefers": ["phone, dark"]}
    wide = {**sights().too_wide, "phone, light": ["pre"]}
    assert faults(sights(too_wide=wide)) == {"nothing on a page is wider than the screen": [("phone, light", ["pre"])]}
    for change, rules in (
        ({"drawn": False}, {"images are drawn and fit the screen"}),
        ({"fits": False}, {"images are drawn and fit the screen"}),
        ({"alt": "two words"}, {"images are described"}),
        ({"alt": "in chapters/a b c.svg"}, {"images are described"}),
        ({"ground": "rgb(0, 0, 0)"}, {"figures are shown as they were drawn for the theme"}),
        ({"version": "parallax-light"}, {"figures are shown as they were drawn for the theme"}),
        ({"filter": "invert"}, {"figures are shown as they were drawn for the theme"}),
    ):
        assert set(faults(sights(images={**sights().images, "phone, dark": [{**FINE, **change}]}))) == rules


@pytest.fixture
def small_book(tmp_path: Path) -> Path:
    """Return two pages with what they load, for nobody to open."""
    contents = {
        "one.html": "<img src='_images/one.svg'>",
        "two.html": "two",
        "search.html": "search",
        "searchindex.js": "words",
        "_static/style.css": "a {}",
        "_static/scripts/script.js": "1",
        "_static/theme.html": "of no page",
        "_sources/one.md": "words",
        "_images/one.svg": "<svg/>",
        "_images/two.svg": "<svg/>",
    }
    for name, content in contents.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    return tmp_path


@pytest.mark.parametrize(
    ("page", "again"),
    [
        ("one.html", {"one.html", "_static/style.css", "_static/scripts/script.js", "_images/one.svg"}),
        ("search.html", {"search.html", "searchindex.js", "_static/style.css", "_static/scripts/script.js"}),
    ],
)
def test_a_page_is_opened_again_when_a_byte_of_it_or_of_what_it_loads_has_changed(
    page: str, again: set[str], small_book: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    opened, folder = [], tmp_path_factory.mktemp("passed")

    def look(*others: str) -> int:
        key = stamps.of_page(small_book, page, *(others or ["browser 1"]))
        assert stamps.faults_unless_passed(key, lambda: opened.append(key) or {}, folder=folder) == {}
        return len(opened)

    assert [look(), look()] == [1, 1]
    assert [look("browser 2"), look("browser 2"), look()] == [2, 2, 2]
    files = [path for path in sorted(small_book.rglob("*")) if path.is_file()]
    seen_again = set()
    for path in files:
        before = len(opened)
        path.write_bytes(path.read_bytes() + b" ")
        seen_again |= {path.relative_to(small_book).as_posix()} if look() > before else set()
        assert look() == len(opened)
    assert seen_again == again


def test_a_page_with_a_fault_is_opened_every_time(small_book: Path, tmp_path: Path) -> None:
    opened, key = [], stamps.of_page(small_book, "one.html")
    for _ in range(2):
        found = stamps.faults_unless_passed(key, lambda: opened.append(key) or {"a": 1}, folder=tmp_path / "passed")
        assert found == {"a": 1}
    assert len(opened) == 2


def test_what_is_looked_at_here_is_in_the_book() -> None:
    assert set(PAGES) > EXAMINED
    assert len(LEFT_TO_CI) == 4


def test_no_page_goes_unseen(built_book: Path) -> None:
    pages = {path.relative_to(built_book).as_posix() for path in built_book.rglob("*.html")}
    pages = {page for page in pages if not page.startswith("_static/")}
    assert pages == {"index.html", MISSING, *PAGES}


def test_the_address_of_the_book_leads_to_its_first_page(desktop: Page, site: str) -> None:
    desktop.goto(site)
    desktop.wait_for_url(site + CHAPTERS[0])
    expect(desktop.locator("article h1")).to_be_visible()


def unfolded(page: Page) -> Locator:
    """Open the first folded cell by a click and return its code."""
    cell = page.locator("details.hide").first
    expect(cell.locator("pre")).to_be_hidden()
    cell.locator("summary").click()
    expect(cell.locator("pre")).to_be_visible()
    return cell


def test_code_is_folded_and_opens_and_closes(phone: Page, site: str) -> None:
    phone.goto(site + TABLES)
    cell = unfolded(phone)
    assert phone.evaluate(TOO_WIDE) == []
    cell.locator("summary").click()
    expect(cell.locator("pre")).to_be_hidden()
    cell.locator("summary").press("Enter")
    expect(cell.locator("pre")).to_be_visible()


def test_unfolded_code_can_be_read_in_both_themes(desktop: Page, site: str) -> None:
    desktop.goto(site + TABLES)
    unfolded(desktop)
    desktop.evaluate(AXE_CORE)
    for theme in ("light", "dark"):
        desktop.emulate_media(color_scheme=theme)
        desktop.evaluate(SETTLED)
        assert desktop.evaluate(AXE, ["details.hide", {}]) == []


def test_the_menu_of_a_phone_opens_and_leads_to_every_chapter(phone: Page, site: str) -> None:
    phone.goto(site + CHAPTERS[1])
    menu = phone.locator("#pst-primary-sidebar-modal")
    expect(menu).to_be_hidden()
    phone.locator(".primary-toggle").tap()
    expect(menu).to_be_visible()
    addresses = menu.locator("nav a").evaluate_all("links => links.map((link) => link.href.split('#')[0])")
    assert {address.removeprefix(site) for address in addresses} == set(CHAPTERS)
    assert all(phone.request.get(address).ok for address in addresses)
    menu.locator("nav a").nth(2).tap()
    phone.wait_for_url(site + CHAPTERS[2])
    expect(phone.locator("#pst-primary-sidebar-modal")).to_be_hidden()


def test_the_contents_of_a_page_open_on_a_phone_and_lead_to_its_sections(phone: Page, site: str) -> None:
    phone.goto(site + TABLES)
    phone.locator(".secondary-toggle").tap()
    link = phone.locator("#pst-secondary-sidebar-modal nav a").last
    link.tap()
    section = phone.locator(f"[id='{(link.get_attribute('href') or '').removeprefix('#')}']")
    expect(section).to_be_in_viewport()


def test_no_button_of_a_phone_covers_the_next(phone: Page, site: str) -> None:
    """A hint that the last tap left standing once covered the search."""
    phone.goto(site + TABLES)
    for button in (".primary-toggle", ".secondary-toggle"):
        phone.locator(button).tap()
        phone.wait_for_timeout(300)  # a hint comes after a while, if it comes
        phone.keyboard.press("Escape")
        phone.wait_for_timeout(300)
    phone.locator(".search-button:visible").tap()
    expect(phone.locator("#pst-search-dialog input[type=search]")).to_be_focused()


def test_no_sign_of_a_heading_takes_a_line_of_its_own(desktop: Page, site: str) -> None:
    desktop.set_viewport_size({"width": 1400, "height": 900})
    for chapter in CHAPTERS[1:11]:
        desktop.goto(site + chapter)
        alone = desktop.locator(".bd-article :is(h1, h2, h3):has(> a.headerlink)").evaluate_all(
            """heads => heads.filter((head) => {
                const words = document.createRange();
                words.selectNodeContents(head);
                words.setEndBefore(head.querySelector("a.headerlink"));
                return head.getBoundingClientRect().bottom > words.getBoundingClientRect().bottom + 12;
            }).map((head) => head.textContent)"""
        )
        assert alone == [], chapter


def test_a_term_leads_to_its_entry(desktop: Page, site: str) -> None:
    desktop.goto(site + TABLES)
    term = desktop.locator("a.parallax-term").first
    name = term.get_attribute("data-term")
    assert (term.get_attribute("href") or "").endswith(f"#term-{name}")
    assert desktop.evaluate("name => window.parallaxTerms[name].text.length > 10", name)


def test_the_theme_goes_round_and_is_remembered(desktop: Page, site: str) -> None:
    desktop.goto(site + CHAPTERS[0])
    grounds = {}
    for _ in range(3):
        desktop.locator(".theme-switch-button:visible").click()
        mode = desktop.locator("html").get_attribute("data-mode")
        grounds[mode] = desktop.evaluate("getComputedStyle(document.body).backgroundColor")
        desktop.goto(site + CHAPTERS[1])
        expect(desktop.locator("html")).to_have_attribute("data-mode", str(mode))
        assert desktop.evaluate("getComputedStyle(document.body).backgroundColor") == grounds[mode]
    assert set(grounds) == {"light", "dark", "auto"}
    assert grounds["auto"] == grounds["light"] != grounds["dark"]


def test_formulas_are_set(desktop: Page, site: str) -> None:
    desktop.goto(site + FORMULAS)
    desktop.evaluate(SETTLED)
    formulas = desktop.locator("mjx-container")
    assert formulas.count() == desktop.locator("main .math").count() > 0
    assert desktop.locator("mjx-merror, [data-mjx-error]").count() == 0
    assert all(box and box["width"] > 3 for box in (each.bounding_box() for each in formulas.all()))
    assert not re.search(r"\\\(|\\\[|\$\$", desktop.locator("main").inner_text())


def test_a_wide_table_is_scrolled_with_the_keyboard(phone: Page, site: str) -> None:
    phone.goto(site + TABLES)
    tables = phone.locator(".parallax-table:visible")
    wide = next(table for table in tables.all() if table.evaluate("box => box.scrollWidth > box.clientWidth + 20"))
    wide.focus()
    expect(wide).to_be_focused()
    phone.keyboard.press("ArrowRight")
    phone.wait_for_function("document.activeElement.scrollLeft > 0")
    assert all(name for name in tables.evaluate_all("boxes => boxes.map((box) => box.getAttribute('aria-label'))"))


def test_a_wide_formula_is_scrolled_with_the_keyboard(phone: Page, site: str) -> None:
    formula = r'<div class="math">\[ ' + "a + b + " * 20 + r"c \]</div>"

    def with_formula(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub("<article.*?>", lambda tag: tag[0] + formula, answer.text()))

    phone.route(site + FORMULAS, with_formula)
    phone.goto(site + FORMULAS)
    wide = phone.locator("div.math mjx-container[tabindex='0']")
    wide.focus()
    expect(wide).to_be_focused()
    phone.keyboard.press("ArrowRight")
    phone.wait_for_function("document.activeElement.scrollLeft > 0")
    assert phone.evaluate(TOO_WIDE) == []


def test_the_first_tab_leads_past_the_menu(desktop: Page, site: str) -> None:
    desktop.goto(site + CHAPTERS[1])
    desktop.keyboard.press("Tab")
    expect(desktop.locator("#pst-skip-link a")).to_be_focused()
    desktop.keyboard.press("Enter")
    desktop.keyboard.press("Tab")
    assert desktop.evaluate("document.activeElement.closest('main') !== null")
