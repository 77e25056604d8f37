"""A reader's own copy, in a browser that opens the page from a disk and reaches nobody."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from helpers.browser import PHONE, SETTLED, TOO_WIDE
from helpers.own_copy import Opened, opened
from helpers.project import ROOT
from helpers.toy import Toy
from parallax.articles.concordance import concordance
from parallax.articles.reading import read_texts
from parallax.tables import package

AXE_CORE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
AXE = """async () => (await axe.run(".parallax-copy", {resultTypes: ["violations"], preload: false,
    rules: {"target-size": {enabled: true}}})).violations.map(
    (rule) => `${rule.id}: ${rule.nodes[0].html} (${rule.nodes[0].failureSummary})`)"""
STATE, ANSWER, FILES = ".parallax-copy-state", ".parallax-copy-answer", ".parallax-copy-files > li"
HITS, WORDS = ".parallax-copy-hits tbody tr", ".parallax-copy-collocates tbody tr"


def text_file(name: str, content: str | bytes) -> FilePayload:
    """Return a file as a reader chooses it."""
    return {"name": name, "mimeType": "text/plain", "buffer": content.encode() if isinstance(content, str) else content}


def give(page: Page, *given: FilePayload | Path) -> list[str]:
    """Choose files, and return what the page says of each."""
    before = page.locator(FILES).count()
    page.locator(".parallax-copy-input").set_input_files(list(given))
    expect(page.locator(FILES)).to_have_count(before + len(given))
    return page.locator(FILES).all_inner_texts()[before:]


def ask(page: Page, phrase: str, **chosen: str) -> str:
    """Look a phrase up, and return the answer."""
    for name, label in chosen.items():
        page.locator(f".parallax-copy-ask select[name={name}]").select_option(label=label)
    page.get_by_label("Word or phrase").fill(phrase)
    page.get_by_role("button", name="Look up").click()
    return page.locator(ANSWER).inner_text()


def cells(page: Page, rows: str) -> list[list[str]]:
    """Return the text of a table's rows, blanks and all."""
    return page.evaluate(
        "rows => [...document.querySelectorAll(rows)].map((row) => [...row.cells].map((cell) => cell.textContent))",
        rows,
    )


@pytest.fixture
def both(toy_copy: Opened, toy_of_two: Toy) -> Page:
    """Return the page of the toy with its two articles given."""
    give(toy_copy.page, *sorted(toy_of_two.texts.glob("*.txt")))
    return toy_copy.page


# ---- Files ----


def test_articles_are_known_by_their_lines_whatever_their_files_are_called(toy_copy: Opened, toy_of_two: Toy) -> None:
    page = toy_copy.page
    expect(page.locator(STATE)).to_have_text("No file yet.")
    texts = {path.stem: path.read_text(encoding="utf-8") for path in toy_of_two.texts.glob("*.txt")}
    said = give(page, text_file("x.md", texts["mill-gazette"]), text_file("mill-gazette.txt", texts["bridge-herald"]))
    assert said == [
        "x.md: The Mill Gazette: all 6 lines match.",
        "mill-gazette.txt: The Bridge Herald: all 8 lines match.",
    ]
    expect(page.locator(STATE)).to_contain_text("all 14 lines of the 2 articles")


def test_one_file_may_have_all_articles_and_other_lines_too(toy_copy: Opened, toy_of_two: Toy) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(toy_of_two.texts.glob("*.txt"))]
    (said,) = give(toy_copy.page, text_file("a.txt", "Menu\n\nHome | News\n" + "\n".join(texts) + "\nRelated"))
    assert "The Bridge Herald: all 8 lines match." in said
    assert "The Mill Gazette: all 6 lines match." in said
    assert "3 lines more, not searched" in said
    rows = toy_copy.page.locator(f"{FILES} li").all_text_contents()
    assert [row.partition(":")[0] for row in rows] == ["line 1", "line 3", rows[2].partition(":")[0]]
    assert "Related" in rows[2]


def test_a_changed_line_a_lost_one_and_a_new_one_are_told_apart_and_the_others_are_searched(
    toy_copy: Opened, toy_of_two: Toy
) -> None:
    lines = (toy_of_two.texts / "mill-gazette.txt").read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("Nobody asked"))
    lines[at] = "Nobody <i>asked</i> the mill at all."
    vote = next(n for n, line in enumerate(lines) if line.startswith("The vote"))
    del lines[vote:]
    (said,) = give(toy_copy.page, text_file("mg.txt", "\n".join(lines)))
    assert said.startswith("mg.txt: The Mill Gazette: 3 of 6 lines match. Not in the file: ¶4, foreign.")
    assert "1 line differs from the copy that was read" in said
    row = toy_copy.page.locator(f"{FILES} li")
    assert row.all_text_contents() == [f"line {at + 1}, in place of ¶2: Nobody <i>asked</i> the mill at all."]
    assert row.locator("a").get_attribute("href") == "../chapters/mill.html#mill-gazette-2"
    assert ask(toy_copy.page, "wall").startswith("2 found in 1 article; 2 of them")
    assert ask(toy_copy.page, "nobody") == "0 found: no sentence of 3 lines has “nobody”."
    toy_copy.page.locator("select[name=article]").select_option(label="The Bridge Herald")
    expect(toy_copy.page.locator(ANSWER)).to_have_text("Your files have no line of this article.")


def test_the_same_file_twice_counts_once(both: Page, toy_of_two: Toy) -> None:
    first = ask(both, "toll")
    give(both, toy_of_two.texts / "mill-gazette.txt")
    assert ask(both, "toll") == first


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", "the file is empty; save the article"),
        ("blank.txt", b"\n \n\xe2\x80\xa8\n", "the file is empty; save the article"),
        (
            "latin.txt",
            b"One\n\nTw\xf6\n",
            "line 3 is not UTF-8; save the article as plain text with the encoding UTF-8",
        ),
        ("word.txt", "Toll".encode("utf-16"), "line 1 is not UTF-8"),
        ("nul.txt", b"One\nT\x00wo", "line 2 has a NUL, so this is not text"),
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "this is a PDF; save the article as plain text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00", "this is an image; save the article"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "this is an image; save the article"),
        ("a.docx", b"PK\x03\x04\x14\x00", "this is a document of an office program"),
        ("other.txt", "A wrong article.\nWith two lines.", "none of its 2 lines is in an article of this book"),
        ("page.html", "<html><body><p>The toll is a wall.</p>", "none of its 1 line is in an article of this book"),
        ("fa.txt", "\u062f\u0648\u0644\u062a \u062f\u0631 \u062a\u0628\u0639\u06cc\u062f", "none of its 1 line is"),
    ],
)
def test_what_is_no_article_is_answered_in_words(
    toy_copy: Opened, name: str, content: bytes | str, message: str
) -> None:
    (said,) = give(toy_copy.page, text_file(name, content))
    assert said.startswith(f"{name}: {message}")
    expect(toy_copy.page.locator(STATE)).to_have_text("There is nothing to search yet.")
    assert ask(toy_copy.page, "toll") == "Add a file first; there is nothing to search yet."
    expect(toy_copy.page.locator(".parallax-copy-found")).to_be_hidden()


def test_a_file_that_is_far_too_large_is_not_read(toy_copy: Opened) -> None:
    (said,) = give(toy_copy.page, text_file("big.txt", b"a toll\n" * 800_000))
    assert said.startswith("big.txt: the file is far too large for an article")


DROP = """([name, content, broken]) => {
    const data = new DataTransfer();
    data.items.add(new File([content], name));
    if (broken) File.prototype.arrayBuffer = () => Promise.reject(new DOMException("x", "NotReadableError"));
    const box = document.querySelector(".parallax-copy-drop span");
    const events = ["dragover", "drop"].map((kind) => new DragEvent(kind, {dataTransfer: data, bubbles: true,
        cancelable: true}));
    return events.map((event) => !box.dispatchEvent(event));
}"""


def test_files_can_be_dropped(toy_copy: Opened, toy_of_two: Toy) -> None:
    text = (toy_of_two.texts / "mill-gazette.txt").read_text(encoding="utf-8")
    assert toy_copy.page.evaluate(DROP, ["a.txt", text, False]) == [True, True]  # else the browser would open the file
    expect(toy_copy.page.locator(FILES)).to_have_text("a.txt: The Mill Gazette: all 6 lines match.")


def test_a_folder_or_a_lost_file_is_answered_in_words(toy_copy: Opened) -> None:
    toy_copy.page.evaluate(DROP, ["folder", "", True])
    expect(toy_copy.page.locator(FILES)).to_have_text(
        "folder: the browser cannot read it; is it a file, and still there?"
    )


def test_files_can_be_forgotten(both: Page) -> None:
    ask(both, "toll")
    both.get_by_role("button", name="Forget these files").click()
    expect(both.locator(STATE)).to_have_text("No file yet.")
    expect(both.locator(FILES)).to_have_count(0)
    assert "toll is a wall" not in both.content()
    assert ask(both, "toll") == "Add a file first; there is nothing to search yet."


def test_nothing_is_stored_and_nothing_can_be_sent(both: Page, toy_copy: Opened) -> None:
    ask(both, "toll")
    kept = (
        "async () => [localStorage, sessionStorage].flatMap((one) => Object.values({...one})).join() + document.cookie"
    )
    assert "toll" not in both.evaluate(kept)
    assert both.evaluate("async () => (await indexedDB.databases()).length") == 0
    refused = "fetch('https://example.org/?toll').then(() => '', (error) => error.name)"
    blocked = (
        "new Promise((done) => addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective)))"
    )
    assert both.evaluate(f"async () => {{ const seen = {blocked}; await {refused}; return seen; }}") == "connect-src"
    assert all("example.org" in complaint for complaint in toy_copy.complaints)
    toy_copy.complaints.clear()


# ---- Hits ----


def expected_rows(toy: Toy, phrase: str, width: int = 40) -> list[list[str]]:
    """Return the rows of hits as the command would have them, article by article in the order of their dates."""
    sources, segments = package.read(toy.corpus, "sources"), package.read(toy.corpus, "segments")
    names = dict(zip(sources["source"], sources["name"], strict=True))
    roles = segments.merge(package.read(toy.corpus, "lines")).set_index(["source", "line"])["role"]
    hits = list(concordance(phrase, read_texts(sources, toy.texts), segments, width))
    dates = dict(zip(sources["source"], sources["not_before"], strict=True))
    return [
        [
            f"{names[hit.source][:1].upper()}{names[hit.source][1:]} "
            + (f"¶{hit.paragraph}" if hit.paragraph else roles[hit.source, hit.line]),
            hit.left,
            hit.match,
            hit.right,
        ]
        for hit in sorted(hits, key=lambda hit: dates[hit.source])
    ]


@pytest.mark.parametrize(
    "phrase",
    ["toll", "The Toll", "a league of towns", "U.S. Bridge Fund", "won\u2019t", "asked for talks", "Br\u00fccke"],
)
def test_hits_are_those_of_the_command(both: Page, toy_of_two: Toy, phrase: str) -> None:
    expected = expected_rows(toy_of_two, phrase)
    assert ask(both, phrase).startswith(f"{len(expected)} found in ")
    assert expected
    assert cells(both, HITS) == expected


def test_hits_have_the_width_that_was_asked_for_within_its_bounds(both: Page, toy_of_two: Toy) -> None:
    ask(both, "toll")
    for typed, width in (("12", 12), ("3", 10), ("", 40), ("9999", 300)):
        both.get_by_label("Characters on either side").fill(typed)
        both.get_by_label("Characters on either side").blur()
        expect(both.locator(HITS).first).to_be_visible()
        both.get_by_role("button", name="Look up").click()
        assert cells(both, HITS) == expected_rows(toy_of_two, "toll", width)


def test_hits_are_sorted_by_the_words_on_either_side(both: Page, toy_of_two: Toy) -> None:
    rows = expected_rows(toy_of_two, "bridge")

    def words(text: str) -> list[str]:
        return re.findall(r"[a-z.']+", text.lower().replace("\u2019", "'"))

    wide = expected_rows(toy_of_two, "bridge", 300)
    before = sorted(zip(wide, rows, strict=True), key=lambda pair: words(pair[0][1])[::-1])
    after = sorted(zip(wide, rows, strict=True), key=lambda pair: words(pair[0][3]))
    ask(both, "bridge", order="the words before")
    assert cells(both, HITS) == [row for _, row in before]
    ask(both, "bridge", order="the words after")
    assert cells(both, HITS) == [row for _, row in after]
    ask(both, "bridge", order="order of the text")
    assert cells(both, HITS) == rows
    assert len({str(order) for order in ([r for _, r in before], [r for _, r in after], rows)}) == 3


def test_hits_are_counted_by_article_and_in_body_text_alone(both: Page) -> None:
    assert ask(both, "toll") == "6 found in 2 articles; 4 of them in body text, which is what this book counts."
    assert [row[:2] for row in cells(both, ".parallax-copy-counts tbody tr")] == [
        ["The Mill Gazette", "3"],
        ["The Bridge Herald", "3"],
    ]
    assert ask(both, "toll", scope="body text, as counted in this book").startswith("4 found in 2 articles; 4 of them")
    assert ask(both, "may", scope="body text, as counted in this book").startswith(
        "0 found"
    )  # in a dateline, and a title
    assert ask(both, "toll", article="The Mill Gazette").startswith("2 found in 1 article")
    assert [row[0] for row in cells(both, ".parallax-copy-counts tbody tr")] == ["The Mill Gazette"]


def test_a_hit_opens_its_paragraph_with_all_hits_marked_and_closes_it(both: Page) -> None:
    ask(both, "wall")
    opener = both.locator(f"{HITS} button").first
    opener.focus()
    both.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    paragraph = both.locator(".parallax-copy-paragraph p")
    expect(paragraph).to_contain_text("The toll is a wall. The toll is a wall for the poor, and")
    assert paragraph.locator("mark").all_text_contents() == ["wall", "wall"]
    both.keyboard.press("Enter")
    expect(paragraph).to_have_count(0)
    expect(opener).to_be_focused()


def test_a_hit_leads_to_the_paragraph_on_the_page_of_its_article(both: Page) -> None:
    ask(both, "ferry", article="The Mill Gazette")
    both.locator(f"{HITS} a").first.click()
    both.wait_for_url(re.compile(r"mill\.html#mill-gazette-2$"))
    expect(both.locator(":target")).to_be_visible()


CLIPBOARD = (
    "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (text) => { window.copied = text; }}})"
)


def test_rows_can_be_copied_as_csv(both: Page, toy_of_two: Toy) -> None:
    both.evaluate(CLIPBOARD)
    ask(both, "toll")
    both.locator(".parallax-copy-hits").get_by_role("button", name="Copy as CSV").click()
    expect(both.locator(".parallax-copy-hits [role=status]")).to_have_text(" Copied 6 rows.")
    head, *rows = csv.reader(both.evaluate("window.copied").splitlines())
    assert head == ["article", "paragraph", "part", "left", "match", "right"]
    assert [row[3:] for row in rows] == [row[1:] for row in expected_rows(toy_of_two, "toll")]


def test_without_a_clipboard_rows_can_be_copied_by_hand(both: Page) -> None:
    both.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    ask(both, "toll")
    both.locator(".parallax-copy-hits").get_by_role("button", name="Copy as CSV").click()
    box = both.get_by_label("To be copied")
    expect(box).to_have_value(re.compile("article,paragraph"))
    assert both.evaluate("document.activeElement.selectionEnd") > 0


# ---- Phrases ----


@pytest.mark.parametrize(
    ("phrase", "answer"),
    [
        ("", "The phrase “” cannot be looked up: it contains no word; give one, for instance “government in exile”."),
        ("!?", "The phrase “!?” cannot be looked up: it contains no word"),
        ("toll 2031", "The phrase “toll 2031” cannot be looked up: “2031” contains a digit"),
        ("tol*", "The phrase “tol*” cannot be looked up: “*” has no special meaning here"),
        ("toll. The", "The phrase “toll. The” cannot be looked up: a phrase cannot cross the end of a sentence"),
        ("exile", "0 found: no sentence of 14 lines has “exile”."),
        ("<img src=x onerror=alert(1)>", "The phrase “<img src=x onerror=alert(1)>” cannot be looked up: “1” contains"),
        ("<b>toll</b>", "0 found: no sentence of 14 lines has “b toll b”."),
        (
            "\u062f\u0648\u0644\u062a \u062f\u0631 \u062a\u0628\u0639\u06cc\u062f",
            "0 found: no sentence of 14 lines has",
        ),
        ("constructor", "0 found: no sentence of 14 lines has “constructor”."),
    ],
)
def test_a_phrase_that_finds_nothing_is_answered_in_words(both: Page, phrase: str, answer: str) -> None:
    assert ask(both, phrase).startswith(answer)
    expect(both.locator(".parallax-copy-found")).to_be_hidden()
    assert ask(both, "toll").startswith("6 found")


def test_another_part_of_the_page_can_hand_over_a_word(both: Page) -> None:
    event = "detail => document.dispatchEvent(new CustomEvent('parallax:look-up', {detail}))"
    both.evaluate(event, {"phrase": "talks"})
    expect(both.get_by_label("Word or phrase")).to_have_value("talks")
    expect(both.locator(ANSWER)).to_contain_text("1 found")
    both.evaluate(event, None)
    expect(both.locator(ANSWER)).to_contain_text("it contains no word")


# ---- Words nearby ----


def test_words_nearby_can_be_sorted_and_function_words_shown(both: Page) -> None:
    ask(both, "toll")
    least = both.get_by_label("Nearby at least")
    least.fill("1")
    content = [row[0] for row in cells(both, WORDS)]
    assert "wall" in content
    assert "the" not in content
    scores = [float(row[6]) for row in cells(both, WORDS)]
    assert scores == sorted(scores, reverse=True)
    both.get_by_label("Hide function words").uncheck()
    every = cells(both, WORDS)
    assert {"the", *content} <= {row[0] for row in every}
    assert all(int(row[1]) + int(row[2]) == int(row[3]) <= int(row[5]) for row in every)
    heads = both.locator(".parallax-copy-collocates thead")
    heads.get_by_role("button", name="Word").click()
    assert [row[0] for row in cells(both, WORDS)] == sorted(row[0] for row in every)
    expect(heads.get_by_role("button", name="Word")).to_be_focused()
    expect(heads.locator("th").first).to_have_attribute("aria-sort", "ascending")
    heads.get_by_role("button", name="Nearby").click()
    expect(heads.locator("[aria-sort]")).to_have_attribute("aria-sort", "descending")
    counts = [int(row[3]) for row in cells(both, WORDS)]
    assert counts == sorted(counts, reverse=True)
    least.fill("9")
    expect(both.locator(".parallax-copy-collocates caption")).to_have_text("No word is nearby so often")


# ---- The page itself ----


@pytest.fixture(params=["desktop", "phone"])
def on_device(cut_off: Browser, toy_copy_site: str, request: pytest.FixtureRequest) -> Iterator[Opened]:
    """Return the page of the toy on a desktop and on a phone."""
    found = opened(cut_off, toy_copy_site, **(PHONE if request.param == "phone" else {}))
    yield found
    assert found.complaints == []
    found.page.context.close()


def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(on_device: Opened, toy_of_two: Toy) -> None:
    page = on_device.page
    page.evaluate(AXE_CORE)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.evaluate(SETTLED)
        assert page.evaluate(AXE) == []
    give(page, *sorted(toy_of_two.texts.glob("*.txt")))
    give(page, text_file("\u062f\u0648\u0644\u062a.txt", "none"))
    ask(page, "the")
    page.locator(f"{HITS} button").first.click()
    page.locator(".parallax-copy summary").first.click()
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.evaluate(SETTLED)
        assert page.evaluate(AXE) == []
        assert page.evaluate(TOO_WIDE) == []


def test_a_browser_that_takes_no_fingerprints_is_told_so(cut_off: Browser, toy_copy_site: str, toy_of_two: Toy) -> None:
    page = opened(cut_off, toy_copy_site).page
    page.evaluate("Object.defineProperty(globalThis, 'crypto', {value: {}})")
    (said,) = give(page, toy_of_two.texts / "mill-gazette.txt")
    assert "the browser takes fingerprints on secure pages only; open this page from a disk" in said
    page.context.close()


def test_without_scripts_the_page_says_what_else_there_is(cut_off: Browser, toy_copy_site: str) -> None:
    page = opened(cut_off, toy_copy_site, java_script_enabled=False).page
    expect(page.locator(".parallax-copy noscript p")).to_contain_text("parallax concordance")
    expect(page.locator(".parallax-copy-drop")).to_be_hidden()
    page.context.close()


def test_the_five_articles_are_known_and_searched(book_copy: Opened, texts_dir: Path) -> None:
    sources, segments = package.read(ROOT / "corpus", "sources"), package.read(ROOT / "corpus", "segments")
    said = give(book_copy.page, *(texts_dir / file for file in sources["file"]))
    assert all(re.search(r": all \d+ lines match\.$", each) for each in said)
    hits = list(concordance("the Taliban", read_texts(sources, texts_dir), segments))
    assert ask(book_copy.page, "the Taliban").startswith(f"{len(hits)} found in {len(sources)} articles")
    assert len(hits) > 50
    expect(book_copy.page.locator(f"{HITS}")).to_have_count(50)
    book_copy.page.get_by_role("button", name=f"Show all {len(hits)}").click()
    expect(book_copy.page.locator(f"{HITS}")).to_have_count(len(hits))
    found = {tuple(row[1:]) for row in cells(book_copy.page, HITS)}
    assert found == {(hit.left, hit.match, hit.right) for hit in hits}
    assert book_copy.page.evaluate("document.activeElement.closest('tr').rowIndex") == 51
