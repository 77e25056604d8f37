"""The games in a browser, from a file on disk; their scripts are lib/parallax/pages/static/play*.js.

What the page shows is held against the library: a verdict against the claim counted anew, a round against contrasts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from helpers.browser import DESKTOP, PATIENCE, PHONE, STILL, TOO_WIDE
from helpers.project import ROOT
from parallax import load_corpus
from parallax.claims import robustness
from parallax.claims.ledger import load_claims
from parallax.claims.results import TOPICS, Results
from parallax.claims.shares import load_shares
from parallax.corpus.choices import CHOICES, LEVELS
from parallax.corpus.corpus import Corpus

PAGE = "chapters/play.html"
LEDGER = ROOT / "chapters" / "claims.yml"
CLAIMS = load_claims(LEDGER)
PAIR = ["negotiating-ideas", "hasht-e-subh"]
WORDS = {True: "It holds.", False: "It breaks."}
SMALLEST = """() => Math.min(...[...document.querySelectorAll("#parallax-play *")]
    .filter((box) => box.checkVisibility())
    .filter((box) => [...box.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((box) => parseFloat(getComputedStyle(box).fontSize) * (box.ownerSVGElement ? box.getScreenCTM().a : 1)))"""
CHECKED = """sets => sets.map((set) =>
    [set.querySelector("input").name, Number(set.querySelector("input:checked").value)])"""
TARGETS = """() => [...document.getElementById("parallax-play")
        .querySelectorAll("button, select, label:has(input), input[type=range]")]
    .filter((box) => box.checkVisibility())
    .map((box) => [box.textContent.slice(0, 20), box.getBoundingClientRect().width, box.getBoundingClientRect().height])
    .filter(([, width, height]) => width < 24 || height < 24)"""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(ROOT / "corpus")


@pytest.fixture
def faults() -> list[str]:
    return []


@pytest.fixture
def games(chromium: Browser, built_book: Path, faults: list[str]) -> Iterator[Page]:
    """Return the page, opened from a file on a desktop without a network."""
    context = chromium.new_context(**STILL, **DESKTOP, offline=True)
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on(
        "request", lambda request: faults.extend([] if request.url.startswith(("file:", "data:")) else [request.url])
    )
    tab.goto((built_book / PAGE).as_uri())
    expect(tab.locator("#parallax-play h2")).to_have_count(3)
    yield tab
    context.close()
    assert faults == []


def section(games: Page, at: int) -> Locator:
    return games.locator(".play-game").nth(at)


def choose(games: Page, name: str) -> None:
    """Choose a claim by its id."""
    place = games.evaluate("(name) => parallaxPlay.claims.findIndex(({id}) => id === name)", name)
    games.get_by_label("The claim").select_option(index=place)


def switched(games: Page) -> dict[str, object]:
    """Return the way of counting that the switches say."""
    legends = section(games, 0).locator("fieldset").evaluate_all(CHECKED)
    return {name.removeprefix("play-"): CHOICES[name.removeprefix("play-")][level] for name, level in legends}


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("ni-never", []),
        ("ni-never", [("quoted", False), ("lemma", False)]),
        ("unity-not-kn-alone", [("quoted", False)]),
        ("kn-fragmentation", [("min_count", 3)]),
        ("no-unity", [("relayed", False)]),
        ("topics-coarse", [("lemma", False)]),
        ("issues-title", [("seeds", True)]),
    ],
)
def test_the_verdict_shown_is_that_of_the_claim_counted_so(
    games: Page, corpus: Corpus, name: str, levels: list[tuple[str, object]]
) -> None:
    choose(games, name)
    game = section(games, 0)
    for choice, level in levels or [("stopwords", True)]:
        place = CHOICES[choice].index(level)
        game.locator(f'input[name="play-{choice}"]').nth(place).check()
    way = switched(games)
    assert all(way[choice] == level for choice, level in levels)
    found = robustness.outcome(CLAIMS[name], robustness.counted(corpus, way), way)[0]
    game.get_by_role("button", name="It will hold").click()
    said = game.get_by_role("status")
    if found == robustness.UNASKED:
        expect(said).to_contain_text("It cannot be asked in this way")
        expect(game.locator(".play-count")).to_contain_text("You have tried no other way yet")
        return
    expect(said).to_contain_text(WORDS[found == robustness.HOLDS])
    expect(said).to_contain_text("You guessed right" if found == robustness.HOLDS else "You guessed otherwise")
    expect(game.locator(".play-count")).to_contain_text(f"the claim held in {int(found == robustness.HOLDS)} of 1")


def test_only_the_switches_that_can_touch_a_claim_are_there_and_begin_as_the_book_counts(games: Page) -> None:
    choose(games, "issues-title")
    assert list(switched(games)) == list(robustness.touching(CLAIMS["issues-title"]))
    choose(games, "topics-coarse")
    assert switched(games) == {
        name: name == "lemma" or CHOICES[name][0] for name in robustness.touching(CLAIMS["topics-coarse"])
    }
    expect(section(games, 0).get_by_text("lemmas · the book’s")).to_be_visible()


def test_a_way_counts_once_and_the_books_own_is_no_guess(games: Page) -> None:
    game = section(games, 0)
    game.get_by_role("button", name="It will hold").click()
    expect(game.get_by_role("status")).to_contain_text("Change a switch")
    expect(game.locator(".play-count")).to_contain_text("no other way yet")
    game.locator("input[name=play-quoted]").nth(1).check()
    expect(game.get_by_role("status")).to_contain_text("Guess before you look")
    game.get_by_role("button", name="It will break").click()
    told = game.locator(".play-count").inner_text()
    assert "of 1." in told
    game.get_by_role("button", name="It will hold").click()  # after the verdict
    assert game.locator(".play-count").inner_text() == told
    expect(game.get_by_role("status")).to_contain_text("You have tried this way")
    game.get_by_role("button", name="Back to the book’s counting").click()
    expect(game.get_by_role("status")).to_contain_text("the book’s own way")


def test_all_ways_are_shown_with_their_verdicts(games: Page) -> None:
    shares, game = load_shares(LEDGER).set_index("id"), section(games, 0)
    for name in ("unity-not-kn-alone", "kn-political-interval"):
        choose(games, name)
        reveal = game.get_by_role("button", name="Show all ways")
        expect(reveal).to_have_attribute("aria-expanded", "false")
        reveal.click()
        row = shares.loc[name]
        ways = game.locator(".play-ways")
        expect(ways).to_contain_text(f"holds in {row['n_held']} of the {row['n_asked']} ways")
        for kind, verdict in (("held", "1"), ("broken", "0"), ("unasked", "-")):
            assert ways.locator(f".play-grid .{kind}").count() == row["verdicts"].count(verdict)
        expect(ways.locator(".play-grid .here")).to_have_count(1)
        told = " ".join(ways.locator("figcaption").all_inner_texts())
        for level, held, asked in re.findall(r"([^;]+) (\d+) of (\d+)", row["by_level"]):
            if level.strip() in told:
                assert f"{level.strip()}: holds in {held} of {asked}" in told
        game.get_by_role("button", name="Hide all ways").click()
        expect(ways).to_be_hidden()
    assert LEVELS["measure", "g2"] in told


def test_a_claim_leads_to_its_account(games: Page) -> None:
    choose(games, "ni-never")
    section(games, 0).get_by_role("link", name="What it rests on").click()
    games.wait_for_url("**/findings.html#claim-ni-never")


def test_a_set_of_words_is_played_to_its_end(games: Page, corpus: Corpus) -> None:
    table = Results(corpus).contrasts(PAIR).set_index("term")
    game, right = section(games, 1), 0
    for number in range(1, 11):
        expect(game.locator(".play-count")).to_have_text(f"Set 1 of 3, word {number} of 10. Right so far: {right}.")
        word = game.locator(".play-word").inner_text().lower()
        shown = [
            sum(map(int, filter(None, strip.locator(".cell").all_inner_texts())))
            for strip in game.locator(".play-strip").all()
        ]
        game.get_by_role("button", name="Real", exact=True).click()
        said = game.get_by_role("status").inner_text()
        right += said.startswith("Right")
        row = table.loc[word]
        assert f"passes {row['n_checks']} of {row['n_made']} checks" in said
        uses = [int(row["n_target"]), int(row["n_reference"])]
        uses = uses if row["group"] == PAIR[0] else uses[::-1]
        if said.startswith("Right"):
            assert shown == uses, word
        assert sum(shown) == sum(uses)
        on = game.get_by_role("button", name="Next word" if number < 10 else "Next set")
        expect(on).to_be_focused()
        if number < 10:
            games.keyboard.press("Enter")
            expect(game.locator("h3")).to_be_focused()
            expect(game.get_by_role("status")).to_be_empty()
    expect(game.get_by_role("status")).to_contain_text("in 10. Tossing a coin gives half.")
    assert 0 < right < 10
    game.get_by_role("button", name="Next set").click()
    expect(game.locator(".play-count")).to_have_text("Set 2 of 3, word 1 of 10. Right so far: 0.")


def test_a_second_answer_to_a_word_does_not_count(games: Page) -> None:
    game = section(games, 1)
    game.get_by_role("button", name="Real", exact=True).click()
    told = game.get_by_role("status").inner_text(), game.locator(".play-count").inner_text()
    shuffled = game.get_by_role("button", name="Shuffled", exact=True)
    expect(shuffled).to_have_attribute("aria-disabled", "true")
    shuffled.click(force=True)
    assert (game.get_by_role("status").inner_text(), game.locator(".play-count").inner_text()) == told


def test_another_pair_and_another_set_begin_anew(games: Page) -> None:
    game = section(games, 1)
    game.get_by_role("button", name="Shuffled", exact=True).click()
    game.get_by_label("The articles").select_option("The 2023 pair")
    expect(game.locator(".play-count")).to_have_text("Set 1 of 3, word 1 of 10. Right so far: 0.")
    expect(game.locator(".play-strip-name")).to_have_text(["KabulNow", "The RATS SCO page"])
    expect(game.get_by_role("status")).to_be_empty()
    for number in (2, 3, 1):
        game.get_by_role("button", name="Another set").click()
        expect(game.locator(".play-count")).to_contain_text(f"Set {number} of 3")


def test_the_slider_goes_through_the_stored_numbers_of_topics(games: Page, corpus: Corpus) -> None:
    table, game = Results(corpus).topic_stability().set_index("k"), section(games, 2)
    slider = games.get_by_role("slider", name="Number of topics")
    slider.focus()
    for at, k in enumerate(TOPICS):
        if at:
            games.keyboard.press("ArrowRight")
        expect(game.locator(".play-topics li")).to_have_count(k)
        said = game.get_by_role("status").inner_text()
        assert slider.get_attribute("aria-valuetext") == said.lower()
        expect(game.locator(".play-picture p")).to_contain_text(f"{table.loc[k, 'stability']:.2f}")
        expect(game.locator(".play-picture p")).to_contain_text(f"{table.loc[k, 'null']:.2f} on average")
        cells = game.locator(".play-cells .cell").all_inner_texts()
        assert len(cells) == len(corpus.paragraphs)
        assert set(cells) <= {str(topic) for topic in range(1, k + 1)} | {"–"}
        expect(slider).to_be_focused()
    expect(game).to_contain_text("none of these numbers is the right one")


def test_without_its_data_or_scripts_the_page_says_so_and_has_tables(chromium: Browser, site: str) -> None:
    for settings in ({"java_script_enabled": False}, {}):
        context = chromium.new_context(**STILL, **DESKTOP, **settings)
        context.set_default_timeout(PATIENCE)
        tab = context.new_page()
        failed: list[str] = []
        tab.on("pageerror", lambda error, failed=failed: failed.append(str(error)))
        tab.route("**/play-data.js*", lambda route: route.abort())
        tab.goto(site + PAGE)
        expect(tab.get_by_text("The games need scripts")).to_be_visible()
        expect(tab.locator("#parallax-play")).to_be_hidden()
        assert tab.locator(".parallax-plain details").count() == 4
        assert failed == []
        context.close()


@pytest.mark.parametrize("device", ["phone", "desktop"])
def test_everything_fits_is_legible_and_can_be_hit(chromium: Browser, site: str, device: str) -> None:
    context = chromium.new_context(**STILL, **{"phone": PHONE, "desktop": DESKTOP}[device])
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    tab.goto(site + PAGE)
    choose(tab, "kn-political-interval")
    tab.get_by_role("button", name="Show all ways").click()
    tab.get_by_role("button", name="Real", exact=True).click()
    tab.get_by_role("slider", name="Number of topics").fill("7")
    expect(tab.locator(".play-topics li")).to_have_count(10)
    assert [box for box in tab.evaluate(TOO_WIDE) if not box.startswith(("select", "option"))] == []
    assert tab.evaluate(SMALLEST) >= 9
    assert tab.evaluate(TARGETS) == []
    context.close()
