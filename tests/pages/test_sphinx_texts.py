"""The extension: a page for each text that may be published, links in both directions, and nothing otherwise."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup, Tag
from docutils import nodes
from sphinx.application import Sphinx

from helpers.site import THEMED, set_pages, toctree
from parallax.articles.documents import Document
from parallax.articles.new_tables import take_in
from parallax.figures.table import Table
from parallax.pages import sphinx_texts
from parallax.pages.sphinx_texts import address
from parallax.projects import new

ODD = "A <b>letter</b> & $x^2$"
ENGLISH = [
    "The boats cost <b>three</b> coins & $x$ more, or so *they* said; see [the list](b) and {{ x }}, which is long.",
    "<script>document.title = 'broken'</script> is what the clerk wrote upon the green door of the old harbour house.",
    "In the evening all of them came back to the town, and nobody there had changed a mind about the nets.",
]
PERSIAN = [
    "آن روز قایق‌ها را از کنار رودخانه آوردند و تورها را به مردی دادند که سال‌ها در شهر مانده بود",
    "هیچ کس نمی‌دانست که قایق از کجا آمده است و چرا تور را پیش از باران در خانه پنهان کرده بودند",
]
TEXTS = {
    "harbour": ("Dock <1>", ENGLISH, {"title": ODD, "published": "2030-05-03", "url": "https://example.org/a?b=1&c=2"}),
    "bandar": ("Reef", PERSIAN, {"language": "fa", "title": "نامه‌ای از بندر", "url": "a <i>drawer</i>"}),
    "bare": ("Reef", ["The reef has one net and no boat, and a letter without a title or a day or a place."], {}),
}
PUBLISHED = {"parallax_publish_texts": True}


def corpus(folder: Path) -> Path:
    """Write the tables and texts of a project, and return their folder."""
    documents = [
        Document(f"{name}.txt", name, "\n".join(lines) + "\n", group, {"language": "en", **facts})
        for name, (group, lines, facts) in TEXTS.items()
    ]
    folder.mkdir(parents=True)
    new.write_corpus(folder / "corpus", take_in(documents, paragraphs="line", across=True), "Letters")
    return folder / "corpus"


def listing() -> str:
    """Return a page with a table as the chapter on texts has it: names of texts, and one that there is no text of."""
    rows = pd.DataFrame({"group": "g", "source": [*TEXTS, "lost"], "title": [*TEXTS, "lost"], "n_tokens": 1})
    table = Table(rows, "The texts", texts=["source"])._repr_html_()
    return f"# Which texts?\n\n````{{raw}} html\n{table}\n````\n"


def build(folder: Path, **settings: object) -> tuple[Path, str]:
    pages = {"index": "# Letters" + toctree("chapters/texts"), "chapters/texts": listing()}
    return set_pages(folder, pages, ["sphinx_texts"], **{**THEMED, **settings})


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the pages of a project whose texts may be published."""
    folder = tmp_path_factory.mktemp("published")
    corpus(folder / "source")
    html, warnings = build(folder, **PUBLISHED)
    assert warnings == ""
    return html


def soup(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def body(html: Path, source: str) -> Tag:
    found = soup(html / "texts" / f"{source}.html").select_one(".parallax-text")
    assert found is not None
    return found


@pytest.mark.parametrize("source", TEXTS)
def test_a_page_shows_every_line_as_it_is_with_number_and_anchor(html: Path, source: str) -> None:
    paragraphs = body(html, source).select("p")
    assert [each["id"] for each in paragraphs] == [f"{source}-{n + 1}" for n in range(len(TEXTS[source][1]))]
    assert [each.get_text() for each in paragraphs] == [
        f"¶{n} {line}" for n, line in enumerate(TEXTS[source][1], start=1)
    ]
    assert [each.a["href"] for each in paragraphs if each.a] == [f"#{each['id']}" for each in paragraphs]
    assert {tag.name for tag in body(html, source).find_all(True)} == {"p", "a", "bdi"}


def test_a_page_says_what_the_text_is(html: Path) -> None:
    page = soup(html / "texts" / "harbour.html")
    assert [page.select_one("article h1").get_text(), page.title.get_text().strip()] == [ODD, ODD]
    facts = {each.dt.get_text(): each.dd.get_text() for each in page.select(".parallax-text-facts > div")}
    n = sum(len(re.findall(r"[^\W\d]+(?:['’-][^\W\d]+)*", line)) for line in ENGLISH)
    assert facts == {
        "Group": "Dock <1>", "Date": "3 May 2030", "Address": "https://example.org/a?b=1&c=2",
        "Length": f"{n} words in 3 paragraphs",
    }  # fmt: skip
    assert page.select_one(".parallax-text-facts a")["href"] == "https://example.org/a?b=1&c=2"
    other = soup(html / "texts" / "bandar.html").select_one(".parallax-text-facts")
    assert not other.select("a, i")
    assert "a <i>drawer</i>" in other.get_text()
    bare = soup(html / "texts" / "bare.html")
    assert bare.select_one("article h1").get_text() == "bare"
    assert [each.get_text() for each in bare.select(".parallax-text-facts dt")] == ["Group", "Length"]


@pytest.mark.parametrize(("source", "language", "direction"), [("harbour", "en", "ltr"), ("bandar", "fa", "rtl")])
def test_a_text_says_its_language_and_where_its_lines_begin(
    html: Path, source: str, language: str, direction: str
) -> None:
    assert (body(html, source)["lang"], body(html, source)["dir"]) == (language, direction)
    assert soup(html / "texts" / f"{source}.html").html["lang"] == "en"


def test_tables_lead_to_the_texts_and_these_back_and_to_each_other(html: Path) -> None:
    cells = soup(html / "chapters" / "texts.html").select("td:nth-child(2)")
    assert [[link["href"] for link in cell.select("a")] for cell in cells] == [
        *([f"../texts/{source}.html"] for source in TEXTS), []
    ]  # fmt: skip
    assert [cell.get_text() for cell in cells] == [*TEXTS, "lost"]
    names = list(TEXTS)
    for place, source in enumerate(names):
        page = soup(html / "texts" / f"{source}.html")
        assert page.select_one(".parallax-text-up a")["href"] == "../chapters/texts.html"
        beside = [each["href"] for each in page.select(".prev-next-area a")]
        assert beside == [f"{other}.html" for other in (*names[max(0, place - 1) : place], *names[place + 1 :][:1])]
        for link in page.select("main a[href]"):
            file, _, anchor = link["href"].partition("#")
            if not file.startswith("https:"):
                there = html / "texts" / (file or f"{source}.html")
                assert there.is_file(), link
                assert not anchor or soup(there).find(id=anchor), link


def test_pages_have_menu_and_style_and_are_light(html: Path) -> None:
    text = (html / "texts" / "harbour.html").read_text(encoding="utf-8")
    page = BeautifulSoup(text, "html.parser")
    assert [each["href"] for each in page.select("nav.bd-links a")] == ["../chapters/texts.html"]
    assert "../_static/texts.css" in text
    assert "tex-svg" not in text
    assert "texts.css" not in (html / "chapters" / "texts.html").read_text(encoding="utf-8")


def test_the_search_finds_a_text_by_its_words_and_its_title(html: Path) -> None:
    text = (html / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(text[text.index("{") : text.rindex("}") + 1])
    place = index["docnames"].index("texts/harbour")
    assert index["titles"][place] == "A &lt;b&gt;letter&lt;/b&gt; &amp; $x^2$"
    assert index["terms"]["clerk"] == place
    assert index["docnames"][index["terms"]["رودخانه"]] == "texts/bandar"
    assert "index" in index["docnames"]


def test_other_pages_ask_for_the_address_of_a_paragraph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus(tmp_path / "source")
    asked: list[tuple[str | None, ...]] = []
    linked = sphinx_texts._link_names

    def ask(app: Sphinx, doctree: nodes.document, page: str) -> None:
        asked.append(
            (
                address(app, "harbour", 2), address(app, "harbour", 2, page="chapters/texts"),
                address(app, "harbour", page="index"), address(app, "lost", 1),
            )
        )  # fmt: skip
        linked(app, doctree, page)

    monkeypatch.setattr(sphinx_texts, "_link_names", ask)
    _, warnings = build(tmp_path, **PUBLISHED)
    assert warnings == ""
    there = "texts/harbour.html#harbour-2"
    assert set(asked) == {(there, f"../{there}", "texts/harbour.html", None)}


def runs(text: str, n: int = 11) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[at : at + n]) for at in range(len(words) - n + 1)}


@pytest.mark.parametrize("settings", [{}, {"parallax_publish_texts": False}], ids=["unsaid", "no"])
def test_without_leave_no_file_shows_a_text(tmp_path: Path, settings: dict[str, object]) -> None:
    texts = corpus(tmp_path / "source") / "texts"
    assert texts.is_dir()
    html, warnings = build(tmp_path, **settings)
    assert warnings == ""
    assert not (html / "texts").exists()
    own = set().union(*(runs(line) for _, lines, _ in TEXTS.values() for line in lines))
    assert len(own) > 30
    shown = {path: path.read_bytes().decode("utf-8", "ignore") for path in html.rglob("*") if path.is_file()}
    assert [path for path, text in shown.items() if runs(text) & own] == []
    cells = soup(html / "chapters" / "texts.html").select("td:nth-child(2)")
    assert [cell.get_text() for cell in cells] == [*TEXTS, "lost"]
    assert not [cell for cell in cells if cell.select("a")]


def test_a_setting_that_is_neither_yes_nor_no_shows_nothing_and_is_told(tmp_path: Path) -> None:
    corpus(tmp_path / "source")
    html, warnings = build(tmp_path, parallax_publish_texts="false")
    assert "parallax_publish_texts is 'false'; write true or false" in warnings
    assert not (html / "texts").exists()


def test_without_the_texts_their_pages_are_left_out(tmp_path: Path) -> None:
    texts = corpus(tmp_path / "source") / "texts"
    for path in texts.iterdir():
        path.unlink()
    html, warnings = build(tmp_path, **PUBLISHED)
    assert warnings == ""
    assert not (html / "texts").exists()
    assert not soup(html / "chapters" / "texts.html").select("td a")


def test_a_text_that_has_changed_is_told_on_one_line_and_not_shown(tmp_path: Path) -> None:
    texts = corpus(tmp_path / "source") / "texts"
    (texts / "bare.txt").write_text("Another letter altogether.\n", encoding="utf-8")
    html, warnings = build(tmp_path, **PUBLISHED)
    (line,) = warnings.strip().splitlines()
    assert "WARNING: the texts are not the ones that were coded: bare, line 0" in line
    assert "What to do:" in line
    assert not (html / "texts").exists()
