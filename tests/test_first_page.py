"""The first page: no code, five findings that are short and lead on, and a figure whose every cell is the tables'.

The cells are counted anew here, row by row of the files, with nothing of the library.
"""

from __future__ import annotations

import csv
import html
import re
from collections import Counter
from pathlib import Path

import pytest

from helpers.chapters import MARK, filled, glued, read, said, unfolded, visible, words
from helpers.each import for_each
from helpers.project import ROOT
from parallax.pages.sphinx_static import STATIC

PAGE = read(Path("chapters/intro.ipynb"))
PROSE = "\n\n".join(cell.source for cell in PAGE.cells if cell.cell_type == "markdown")
GLUED = glued(PAGE)
FINDING = re.compile(r"\d\. \{glue:md\}`(claim-[\w-]+):myst` \[[^\]]+\]\(([^)]+)\)")
MOST_WORDS = 25  # of a finding
MOST_UNFOLDED = 500  # of the prose of the page, as it is rendered


def table(name: str) -> list[dict[str, str]]:
    with (ROOT / "corpus" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hero() -> str:
    outputs = [output for cell in PAGE.cells for output in visible(cell)]
    (page,) = ["".join(output.data["text/html"]) for output in outputs if "text/html" in output.data]
    return page


SOURCES = sorted(table("sources"), key=lambda row: row["not_before"])  # stable, as the order of the file
SECTIONS = re.findall(r'<section style="[^"]+" aria-label="([^"]+)">(.*?)</section>', hero(), re.DOTALL)
CELLS = {name: re.findall(r'<div class="cell".*?</div>', section, re.DOTALL) for name, section in SECTIONS}
OF = {row["source"]: CELLS.get(html.escape(row["name"][:1].upper() + row["name"][1:]), [""] * 4) for row in SOURCES}
NAMES = list(OF)


def text(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def counts(cell: str) -> list[int]:
    return [int(n) for n in re.findall(r"<b>(\d+)</b>", cell)]


def body() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["source"], row["line"]): row for row in table("lines") if row["role"] == "body"}


def test_no_code_is_to_be_seen() -> None:
    code = [cell for cell in PAGE.cells if cell.cell_type == "code"]
    assert code
    assert all("remove-input" in cell.metadata.tags for cell in code)
    assert not re.search(r"(?<!\})`", re.sub(r"\{[\w:]+\}`[^`]+`", "", PROSE))


def test_it_has_five_findings_of_few_words_each_with_its_mark_and_a_way_on() -> None:
    (part,) = re.findall(r"## Five things to know\n(.*?)(?=\n:::)", PROSE, re.DOTALL)
    items = [FINDING.fullmatch(line) for line in part.splitlines() if line.strip()]
    assert len(items) == 5
    assert all(items)
    for key, way in (item.groups() for item in items if item):
        shown = GLUED[key]
        assert 5 < len(words(said(shown))) <= MOST_WORDS, shown
        assert MARK.search(shown)
        assert way.endswith(".ipynb") or re.fullmatch(r"[a-z-]+", way)


def test_the_page_is_short() -> None:
    assert len(words(said(unfolded("\n\n".join(filled(PAGE)))))) <= MOST_UNFOLDED


def test_it_opens_with_a_title_and_three_sentences() -> None:
    title, _, rest = filled(PAGE)[0].partition("\n")
    assert title.startswith("# ")
    assert len(re.findall(r"[.?!](?= [A-Z]|$)", rest.strip())) == 3


def test_it_has_a_box_on_trust_three_doors_and_ways_to_cite_and_to_report() -> None:
    (box,) = re.findall(r":::\{admonition\} How far to trust this\n(.*?)\n:::", PROSE, re.DOTALL)
    assert "`answer-no-person-yet:myst`" in box
    assert PROSE.count(":::{grid-item-card}") == 3
    for what in ("**Cite.**", "{glue:text}`cited`", "appendices/data.md", "](corrections)"):
        assert what in PROSE


def test_the_articles_stand_in_order_of_date() -> None:
    assert [name for name, _ in SECTIONS] == [row["name"][:1].upper() + row["name"][1:] for row in SOURCES]
    assert all(len(cells) == 4 for cells in OF.values())
    for row, (_, section) in zip(SOURCES, SECTIONS, strict=True):
        assert html.escape(row["title"]) in section
        assert f'href="#article-{row["source"]}"' in section


def test_each_name_leads_to_the_page_of_its_article() -> None:
    for row in SOURCES:
        page = (ROOT / "chapters" / "articles" / f"{row['source']}.md").read_text(encoding="utf-8")
        assert page.startswith(f"(article-{row['source']})=\n# ")


def test_each_answer_leads_to_a_label_of_the_book() -> None:
    pages = [path.read_text(encoding="utf-8") for path in (ROOT / "chapters").glob("*.ipynb")]
    ways = set(re.findall(r'class="answer"><a class="parallax-where" href="#([\w-]+)"', hero()))
    assert len(ways) == 4
    assert [way for way in ways if not any(f'"({way})=' in page for page in pages)] == []


SIDES = {"for": "Yes", "against": "No", "told": "Takes no side"}


@for_each(NAMES)
def test_whether_it_can_work_is_the_articles_own_side(source: str) -> None:
    rows = [row for row in table("positions") if (row["source"], row["aspect"]) == (source, "exile_government")]
    named = {row["source"] for row in table("mentions") if row["actor"] == "government-in-exile"}
    cell = text(OF[source][0])
    if not rows:
        assert source not in named
        assert cell == "Can a government in exile work? Never mentions one"
        return
    own = {row["stance"] for row in rows if row["holder"] == "author"}
    (side,) = own & {"for", "against"} or own & {"told"}
    reserved = own & {"if", "mixed"}
    more = {"for": ", on conditions", "against": ", with reservations"}.get(side, "") if reserved else ""
    wanted = {"for": "if", "against": "against", "told": "if"}[side]
    first = min(
        (row for row in rows if row["stance"] == wanted), key=lambda row: (row["holder"] != "author", int(row["line"]))
    )
    labels = {row["actor"]: row["label"] for row in table("entities")}
    if side == "told":  # the article's own last word comes before what a speaker asks for
        holder = labels[first["holder"]]
        assert f"{holder[:1].upper()}{holder[1:]}: {first['position']} ¶" in cell
        own_rows = [row for row in rows if (row["holder"], row["stance"]) == ("author", "told")]
        first = max(own_rows, key=lambda row: int(row["line"]))
    assert cell.startswith(f"Can a government in exile work? {SIDES[side]}{more} {first['position']} ¶")
    assert cell.endswith(labels.get(first["holder"], "")), "whose it is, where it is a speaker's"


@for_each(NAMES)
def test_the_light_on_the_opposition_is_that_of_the_settled_codes(source: str) -> None:
    codes = Counter(
        row["value"]
        for row in table("codings")
        if (row["coder"], row["variable"], row["source"]) == ("resolved", "stance_opposition", source)
    )
    cell, n = OF[source][1], sum(one == source for one, _ in body())
    assert counts(cell) == [codes["pos"], codes["neg"], codes["mixed"]]
    judging = codes["pos"] + codes["neg"] + codes["mixed"]
    assert f"{judging} of {n} paragraphs judge it:" in text(cell)
    good, bad = codes["pos"], codes["neg"]
    light = "good" if good > bad else "bad"
    if max(good, bad) < 2 * min(good, bad):
        wanted = "In both lights"
    elif min(good, bad) + codes["mixed"]:
        wanted = f"More often in a {light} light"
    else:
        wanted = f"In a {light} light, where judged"
    assert f"The opposition and its meetings {wanted} " in text(cell)
    widths = [int(width) for width in re.findall(r"width:(\d+)%", cell)]
    assert widths == [round(100 * codes[code] / n) for code in ("pos", "neg", "mixed")]


@for_each(NAMES)
def test_who_is_heard_is_counted_in_the_attributions(source: str) -> None:
    mine = [row for row in table("attributions") if row["source"] == source]
    assert f"Who is heard {len(mine)} voices" in text(OF[source][2])
    assert counts(OF[source][2]) == [
        sum(row["side"] in {"opposition", "republic"} for row in mine),
        sum(row["side"] == "taliban" for row in mine),
        sum(row["kind"] == "anonymous" for row in mine),
        sum(row["place"] == "inside" for row in mine),
    ]


@for_each(NAMES)
def test_whose_text_it_is_comes_from_sources_and_voices(source: str) -> None:
    (article,) = [row for row in SOURCES if row["source"] == source]
    words: Counter[str] = Counter()
    for row in table("segments"):
        if (line := body().get((source, row["line"]))) and row["source"] == source:
            words[line["voice"]] += int(row["n_tokens"])
    cell = text(OF[source][3])
    relayed = words["relayed"] / words.total()
    assert (f"{relayed:.0%} relayed" in cell) == (relayed > 0)
    assert ("author of the rest unknown" in cell) == (words["undetermined"] > 0)
    assert ("One author" in cell) == (article["author"] != "")
    assert ("nsigned" in cell) == (article["author"] == "")
    assert ("ranslated from Persian" in cell) == article["language_chain"].startswith("fa")
    assert ("erhaps translated" in cell) == article["language_chain"].startswith("fa?")
    assert ("read in a copy" in cell.lower()) == (article["url"] == "")


def test_what_is_read_says_so_and_that_no_person_has_checked_it() -> None:
    label = text(re.findall(r'<p class="parallax-label">.*?</p>', hero())[0])
    assert label == "Read by language models. No person has checked the reading yet."


@pytest.mark.parametrize("kind", ["events", "sources"])
def test_the_timeline_has_its_events_and_articles(kind: str) -> None:
    (spoken,) = re.findall(r'role="img" aria-label="([^"]+)"', hero())
    shown = {"fall-of-kabul", "dostum-call", *(f"vienna-{n}" for n in range(1, 6))}
    if kind == "events":
        labels = [row["label"] for row in table("events") if row["event"] in shown]
        assert len(labels) == len(shown)
    else:
        labels = [row["name"].removeprefix("the ") for row in SOURCES]
    assert [label for label in labels if label not in html.unescape(spoken)] == []


def test_the_stylesheet_is_that_of_the_book() -> None:
    assert "first.css" in (ROOT / "_config.yml").read_text(encoding="utf-8")
    classes = set(re.findall(r'class="([\w-]+)"', hero())) - {"parallax-where"}
    style = Path(STATIC / "first.css").read_text(encoding="utf-8")
    unstyled = {"text", "answer", "counted", "article"}
    assert [one for one in classes - unstyled if f".{one}" not in style] == []
