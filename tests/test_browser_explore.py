"""The explorer in a browser, from a server and from a file; its scripts are lib/parallax/pages/static/explore*.js.

What the page counts is held against the library, for every way of counting.
"""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from helpers.browser import DESKTOP, PATIENCE, STILL, TOO_WIDE
from parallax import load_corpus
from parallax.claims.results import Results
from parallax.corpus.choices import CHOICES, COUNTING, chosen
from parallax.corpus.corpus import Corpus, NothingLeftError
from parallax.pages.explored_contrasts import OWN
from test_people import withheld_in

PAGE = "chapters/explore.html"
ARTICLES = ["foreign-policy", "kabulnow", "rats-sco", "negotiating-ideas", "hasht-e-subh"]
SETS = [[3, 4], [1, 2], [0, 1, 2, 3, 4], [0, 4], [1, 3, 4], [2]]
COUNTED = """([kind, choices, articles]) => {
    const {sizes, present, items} = parallaxCount.compared(parallaxExplore, kind, choices, articles);
    const uses = Object.fromEntries([...items.values()].map(({name, n, where}) => [name, [n, [...where]]]));
    return {sizes, present, uses};
}"""
CARD = ".explore-card"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus()


@pytest.fixture(scope="module")
def page(chromium: Browser, site: str) -> Page:
    """Return the page, open on a desktop; for tests that leave it as it is."""
    tab = chromium.new_context(**STILL, **DESKTOP).new_page()
    tab.set_default_timeout(PATIENCE)
    tab.goto(site + PAGE)
    expect(tab.locator(CARD)).to_be_visible()
    return tab


@pytest.fixture
def explorer(desktop: Page, site: str) -> Page:
    """Return the page on a desktop that has never seen it."""
    desktop.goto(site + PAGE)
    expect(desktop.locator(CARD)).to_be_visible()
    return desktop


def levels() -> list[dict[str, Any]]:
    return [dict(zip(COUNTING, made, strict=True)) for made in product(*(CHOICES[name] for name in COUNTING))]


def counted_by_library(book: Results, kind: str, articles: list[int]) -> dict[str, list[int]] | None:
    """Return uses by term, in each of all articles; None where there is nothing to compare."""
    there = set(book.corpus.groups.categories)
    asked = [ARTICLES[place] for place in articles if ARTICLES[place] in there]
    if not asked:
        return None
    whole = {"words": book.compared, "phrases": book.compared_phrases}[kind]
    try:
        some, every = whole(asked), whole()
    except NothingLeftError:
        return {}
    # What one of the others could not have used is not among `every`.
    units = some.units
    at = {label: row for row, label in enumerate(units.labels.tolist())}
    uses = units.totals.toarray()
    assert set(every.groups.categories) == there
    return {
        str(term): [int(uses[at[source], column]) if source in at else -1 for source in ARTICLES]
        for column, term in enumerate(units.terms)
    }


@pytest.mark.parametrize("kind", ["words", "phrases"])
def test_the_page_counts_as_the_library_does_in_every_way_of_counting(page: Page, corpus: Corpus, kind: str) -> None:
    ways = levels()
    assert len(ways) == 64
    n_compared = 0
    for choices in ways:
        made = {name: level for name, level in choices.items() if level is not None}
        # The book's own is what its analyses choose by themselves.
        book = Results(chosen(corpus, made), keep=False)
        shown = set(page.evaluate(SHOWN[kind], choices))
        for articles in SETS:
            there = counted_by_library(book, kind, articles)
            here = page.evaluate(COUNTED, [kind, choices, articles])
            if there is None:
                assert here["uses"] == {}
                continue
            assert set(here["uses"]) == set(there) & shown, (choices, articles)
            for term, n in there.items():
                if term in shown:
                    mine = here["uses"][term][0]
                    assert [a for a, b in zip(mine, n, strict=True) if b >= 0] == [b for b in n if b >= 0], term
                    assert sum(mine) == sum(times for _, times in here["uses"][term][1])
                    n_compared += 1
    assert n_compared > {"words": 20_000, "phrases": 2_000}[kind]


# What may be shown at all: the rest may be private persons' names, see `pages.explored.words`.
SHOWN = {
    "words": """({lemma}) => {
        const {shown, names} = parallaxExplore.words;
        return shown[Number(lemma)].map((at) => names[at]);
    }""",
    "phrases": "() => parallaxExplore.phrases.names",
}


def test_what_is_not_shown_is_rare_and_of_one_article(page: Page, corpus: Corpus) -> None:
    shown = set(page.evaluate(SHOWN["words"], {"lemma": False}))
    units = Results(chosen(corpus, {"min_count": 3, "stopwords": True, "masked": True})).compared().units
    uses = units.totals.toarray()
    hidden = [column for column, term in enumerate(units.terms) if term not in shown]
    assert len(shown) > 300
    assert (uses[:, hidden].sum(axis=0) < 5).all()
    assert ((uses[:, hidden] > 0).sum(axis=0) == 1).all()


def test_words_of_an_article_are_those_that_are_counted(page: Page, corpus: Corpus) -> None:
    for choices in levels():
        made = {name: level for name, level in choices.items() if level is not None}
        there = chosen(corpus, made)
        sizes = dict.fromkeys(ARTICLES, 0) | {
            source: int(there.sizes[there.groups == source].sum()) for source in there.groups.categories
        }
        here = page.evaluate(COUNTED, ["words", choices, [0, 1, 2, 3, 4]])
        assert dict(zip(ARTICLES, here["sizes"], strict=True)) == sizes
        assert here["present"] == [source in there.groups.categories for source in ARTICLES]


def test_issues_are_counted_as_the_library_counts_them(page: Page, corpus: Corpus) -> None:
    for quoted, relayed in product((True, False), repeat=2):
        choices = OWN | {"quoted": quoted, "relayed": relayed}
        hits = Results(chosen(corpus, {"quoted": quoted, "relayed": relayed})).hits()
        uses = hits.totals.toarray()
        there = {
            str(term).replace("_", " "): dict(zip(hits.labels.tolist(), uses[:, column].tolist(), strict=True))
            for column, term in enumerate(hits.terms)
            if ":" not in str(term)
        }
        here = page.evaluate(COUNTED, ["issues", choices, [0, 1, 2, 3, 4]])["uses"]
        assert {issue: dict(zip(ARTICLES, n, strict=True)) for issue, (n, _) in here.items()} == {
            issue: {source: n.get(source, 0) for source in ARTICLES} for issue, n in there.items() if any(n.values())
        }


def test_rates_in_the_list_are_those_of_the_library(page: Page, corpus: Corpus) -> None:
    table = Results(corpus).keyness(["negotiating-ideas", "hasht-e-subh"]).set_index(["term", "group"])
    cells = page.locator(".explore-list tbody tr").evaluate_all(
        "rows => rows.map((row) => [...row.children].map((cell) => cell.textContent))"
    )
    assert len(cells) > 5
    for name, _, first, second, _ in cells:
        term = name.lower()
        for shown, source in ((first, "negotiating-ideas"), (second, "hasht-e-subh")):
            row = table.loc[(term, source)]
            assert shown == f"{int(row['n_target'])} ({row['rate_target']:.1f})"


def test_the_card_has_the_checks_of_the_library(page: Page, corpus: Corpus) -> None:
    table = Results(corpus).contrasts(["negotiating-ideas", "hasht-e-subh"])
    term = page.locator(f"{CARD} h2").inner_text().lower()
    (row,) = table[table["term"] == term].to_dict("records")
    shown = page.locator(f"{CARD} table").nth(1).inner_text()
    assert f"{row['log_odds']:.1f}" in shown
    assert f"{row['n_checks']} of {row['n_made']}" in shown


def test_the_firmest_differences_come_first_where_they_are_asked_for(explorer: Page, corpus: Corpus) -> None:
    table = Results(corpus).contrasts(["negotiating-ideas", "hasht-e-subh"])
    most = table.groupby("term")["n_checks"].max()
    explorer.locator(".explore-list [name=order]").select_option("most checks passed first")
    explorer.get_by_role("button", name="Show all").click()
    names = [name.lower() for name in explorer.locator(".explore-list .explore-item").all_inner_texts()]
    passed = [most.get(name, -1) for name in names]
    assert max(passed) > min(passed)
    assert passed == sorted(passed, reverse=True)


def test_a_word_that_is_a_name_as_well_says_where_that_is_counted(explorer: Page, site: str) -> None:
    explorer.goto(f"{site}{PAGE}#see?kind=words&articles={','.join(ARTICLES)}&item=taliban")
    other = explorer.locator(CARD).get_by_role("button", name="among names").first
    expect(explorer.locator(f"{CARD} h2")).to_have_text("Taliban")
    name = other.inner_text().removesuffix(", among names")
    other.click()
    expect(explorer.locator(f"{CARD} h2")).to_have_text(name)


def test_without_relayed_paragraphs_all_five_are_those_that_have_words_of_their_own(
    explorer: Page, site: str, corpus: Corpus
) -> None:
    explorer.goto(f"{site}{PAGE}#see?kind=words&articles={','.join(ARTICLES)}&relayed=false&item=unity")
    card = explorer.locator(CARD)
    expect(card).to_contain_text("not counted: no paragraph is its author's own")
    expect(card).to_contain_text("Checks passed")
    table = Results(chosen(corpus, {"relayed": False})).contrasts()
    rows = table[table["term"] == "unity"]
    shown = card.locator("table").nth(1).locator("tbody tr").all_inner_texts()
    assert len(rows) == len(shown) > 0
    explorer.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    explorer.get_by_role("button", name="Copy code").click()
    code = explorer.evaluate("window.copied")
    names: dict[str, object] = {}
    exec(code.rsplit("\ntable[", 1)[0], names)  # what a reader would run
    assert set(names["table"]["group"]) == set(corpus.names) - {"rats-sco"}


def test_a_way_that_was_not_computed_is_said_to_be(explorer: Page) -> None:
    explorer.locator(".explore-counting summary").click()
    explorer.locator("[name=lemma]").select_option("lemmas")
    expect(explorer.locator(CARD)).to_contain_text("Checks passed")  # a neighbour of the book's counting
    explorer.locator("[name=stopwords]").select_option("function words counted")
    expect(explorer.locator(CARD)).to_contain_text("not computed")
    explorer.get_by_role("button", name="Back to the book's counting").click()
    expect(explorer.locator(CARD)).not_to_contain_text("not computed")


def test_what_hasht_e_subh_says_of_vienna_and_where(explorer: Page) -> None:
    explorer.get_by_label("Look up").fill("Vienna")
    explorer.keyboard.press("Enter")
    card = explorer.locator(CARD)
    expect(card.locator("h2")).to_have_text("Vienna")
    said = card.locator("section", has=explorer.get_by_text("What the articles say of it"))
    expect(said.locator("summary", has_text="Hasht-e Subh")).to_be_visible()
    where = said.locator("a.parallax-where[href*='hasht-e-subh']")
    assert where.count() > 3


def test_a_word_leads_to_its_paragraphs_in_two_clicks(explorer: Page) -> None:
    explorer.get_by_role("button", name="anti-Taliban").first.click()
    explorer.locator(f"{CARD} tbody a.parallax-where").first.click()
    explorer.wait_for_url("**/articles/hasht-e-subh.html#hasht-e-subh-*")


def test_a_view_that_is_sent_opens_as_it_was(explorer: Page, desktop: Page, chromium: Browser) -> None:
    explorer.get_by_role("button", name="KabulNow", exact=True).click()
    explorer.get_by_role("button", name="Phrases").click()
    explorer.locator(".explore-item").first.click()
    explorer.locator(".explore-list [name=order]").select_option("A to Z")
    before = explorer.locator("#parallax-explorer").inner_text()
    other = chromium.new_context(**STILL, **DESKTOP).new_page()
    other.goto(explorer.url)
    expect(other.locator(CARD)).to_be_visible()
    assert other.locator("#parallax-explorer").inner_text() == before
    other.context.close()


def test_back_leads_to_the_view_before(explorer: Page) -> None:
    first = explorer.locator(f"{CARD} h2").inner_text()
    explorer.locator(".explore-item").nth(3).click()
    expect(explorer.locator(f"{CARD} h2")).not_to_have_text(first)
    explorer.go_back()
    expect(explorer.locator(f"{CARD} h2")).to_have_text(first)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("", "Type a word"),
        ("<b onmouseover=alert(1)>x</b>", "is not among the words"),
        ("zzyzx", "is not among the words"),
        ("حکومت در تبعید", "is not among the words"),
        ("(", "is not among the words"),
        ("government in exile", "government in exile"),
    ],
)
def test_whatever_is_looked_up_is_answered_in_words(explorer: Page, asked: str, told: str) -> None:
    faults: list[str] = []
    explorer.on("pageerror", lambda error: faults.append(str(error)))
    explorer.get_by_label("Look up").fill(asked)
    explorer.get_by_role("button", name="Show", exact=True).click()
    expect(explorer.locator("#parallax-explorer")).to_contain_text(told)
    assert explorer.locator(f"{CARD} b").count() == 0
    assert faults == []


def test_an_address_with_what_is_not_known_is_told_and_the_rest_shown(desktop: Page, site: str) -> None:
    faults: list[str] = []
    desktop.on("pageerror", lambda error: faults.append(str(error)))
    desktop.goto(site + PAGE + "#see?kind=words&articles=kabulnow,mill-gazette&lemma=perhaps&colour=red&item=exile")
    status = desktop.locator(".explore-status")
    expect(status).to_contain_text("mill-gazette")
    expect(status).to_contain_text("lemma=perhaps")
    expect(status).to_contain_text("colour=red")
    expect(desktop.locator(f"{CARD} h2")).to_have_text("exile")
    expect(desktop.locator(".parallax-notice:visible")).to_have_count(0)
    desktop.goto(site + PAGE + "#see?articles=%E0%A4%A")
    expect(desktop.locator(CARD)).to_be_visible()
    assert faults == []


def test_what_is_counted_but_not_compared_shows_where_it_is_and_says_why(explorer: Page, site: str) -> None:
    every = "articles=" + ",".join(ARTICLES)
    explorer.goto(f"{site}{PAGE}#see?kind=words&{every}&item=vienna")
    card = explorer.locator(CARD)
    expect(card).to_contain_text("Foreign Policy could not have used it yet")
    assert card.locator(".explore-strips a").count() > 3
    explorer.get_by_role("button", name="Foreign Policy", exact=True).click()
    expect(card).not_to_contain_text("could not have used it yet")


def test_questions_are_filtered_by_articles_theme_words_and_how_answers_compare(explorer: Page, corpus: Corpus) -> None:
    every = len(corpus.tables["facts"])
    explorer.get_by_role("button", name="Questions").click()
    rows = explorer.locator(".explore-matrix tbody tr")
    pair = int(explorer.locator(".explore-questions .explore-note").inner_text().split()[0])
    explorer.get_by_role("button", name="All articles").click()
    told = explorer.locator(".explore-questions .explore-note")
    expect(told).to_contain_text(f"{every} of {every} questions")
    assert 0 < pair < every
    explorer.get_by_label("How the answers compare").select_option("the articles contradict each other")
    expect(rows.first).to_contain_text("the articles contradict each other")
    n = rows.count()
    assert 0 < n < every
    assert all("the articles contradict each other" in row for row in rows.all_inner_texts())
    explorer.get_by_label("Look up").fill("Vienna")
    explorer.keyboard.press("Enter")
    expect(told).not_to_contain_text(f"{n} of {every} questions")
    assert 0 < rows.count() < n
    assert all("vienna" in row.lower() for row in rows.all_inner_texts())


def test_it_works_from_a_file_and_asks_nobody_for_anything(chromium: Browser, built_book: Path) -> None:
    context = chromium.new_context(**STILL, **DESKTOP, offline=True)
    asked: list[str] = []
    tab = context.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto((built_book / PAGE).as_uri())
    expect(tab.locator(CARD)).to_be_visible()
    tab.locator(".explore-item").nth(2).click()
    tab.reload()
    expect(tab.locator(CARD)).to_be_visible()
    assert {url.partition(":")[0] for url in asked} <= {"file", "data"}
    context.close()


def test_the_tables_are_complete_without_scripts(chromium: Browser, site: str, corpus: Corpus) -> None:
    context = chromium.new_context(**STILL, **DESKTOP, java_script_enabled=False)
    tab = context.new_page()
    tab.goto(site + PAGE)
    expect(tab.get_by_text("The explorer needs scripts")).to_be_visible()
    tables = tab.locator(".parallax-plain details")
    assert tables.count() == 6
    words = tables.first
    words.locator("summary").first.click()
    assert words.locator("tbody tr").count() == len(Results(corpus).compared().terms)
    context.close()


def test_it_can_be_used_by_keyboard_alone(explorer: Page) -> None:
    explorer.get_by_role("button", name="The 2023 pair").focus()
    explorer.keyboard.press("Enter")
    expect(explorer.get_by_role("button", name="KabulNow", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(explorer.get_by_role("button", name="The 2023 pair")).to_be_focused()
    explorer.locator(".explore-item").first.focus()
    explorer.keyboard.press("Enter")
    expect(explorer.locator(f"{CARD} h2")).to_be_focused()


def test_one_article_stays_chosen(explorer: Page) -> None:
    explorer.get_by_role("button", name="Negotiating Ideas", exact=True).click()
    explorer.get_by_role("button", name="Hasht-e Subh", exact=True).click()
    expect(explorer.locator(".explore-status")).to_contain_text("stays chosen")
    expect(explorer.get_by_role("button", name="Hasht-e Subh", exact=True)).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("kind", ["Words", "Phrases", "Issues", "Names", "Voices", "Questions"])
def test_every_view_fits_a_phone(phone: Page, site: str, kind: str) -> None:
    phone.goto(site + PAGE)
    phone.get_by_role("button", name="All articles").click()
    phone.get_by_role("button", name=kind, exact=True).click()
    if kind != "Questions":
        phone.locator(".explore-item").first.click()
    # The text of the field scrolls in it.
    assert [box for box in phone.evaluate(TOO_WIDE) if not box.startswith("input")] == []


def test_the_code_that_is_copied_makes_the_view(explorer: Page) -> None:
    explorer.context.grant_permissions(["clipboard-read", "clipboard-write"])
    explorer.locator(".explore-counting summary").click()
    explorer.locator("[name=quoted]").select_option("without quoted words")
    explorer.get_by_role("button", name="Copy code").click()
    expect(explorer.get_by_role("button", name="Copied")).to_be_visible()
    code = explorer.evaluate("() => navigator.clipboard.readText()")
    *lines, last = code.strip().splitlines()
    scope: dict[str, Any] = {}
    exec("\n".join([*lines, f"rows = {last}"]), scope)
    shown = explorer.locator(f"{CARD} table").first.locator("tbody tr").all_inner_texts()
    for row in scope["rows"].to_dict("records"):
        assert any(f"{row['n_target']}\t{row['rate_target']:.1f}" in line for line in shown)


def test_the_data_names_nobody_whom_the_project_withholds(built_book: Path) -> None:
    text = (built_book / "_static/explore-data.js").read_text(encoding="utf-8")
    assert text.startswith("window.parallaxExplore = ")
    data = json.loads(text.removeprefix("window.parallaxExplore = ").rstrip().removesuffix(";").replace("<\\/", "</"))
    assert [article["id"] for article in data["articles"]] == ARTICLES
    assert withheld_in(text) == []
