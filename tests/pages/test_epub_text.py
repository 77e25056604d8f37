"""A page becomes a document that needs no script, no style sheet of the pages, and nothing unfolded."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from parallax.pages.epub_text import ROOMY, Document, document
from parallax.pages.kernels import BookError

XHTML = {
    "x": "http://www.w3.org/1999/xhtml",
    "m": "http://www.w3.org/1998/Math/MathML",
    "s": "http://www.w3.org/2000/svg",
}


def made(inside: str) -> Document:
    text = f'<html lang="de"><article class="bd-article"><section id="t"><h1>T &amp; U</h1>{inside}</section></article>'
    return document(text, "chapters/net", ["chapters/net"], "chapters/net")


def body(inside: str) -> BeautifulSoup:
    return BeautifulSoup(made(inside).text, "html.parser").body


def test_it_is_xml_with_a_title_and_the_language_of_the_page() -> None:
    whole = made("<p>a<br>b &lt; c</p>")
    tree = ElementTree.fromstring(whole.text.encode())
    assert tree.findtext(".//x:title", "", XHTML) == "T & U"
    assert tree.get("lang") == "de"
    assert (whole.name, whole.sections[0].title) == ("net.xhtml", "T & U")
    assert whole.properties == []


def test_a_fold_is_open_and_its_line_a_heading() -> None:
    fold = body('<details class="sd-dropdown"><summary class="s">Solution</summary><p>Two.</p></details>')
    assert not fold.select("details, summary")
    assert fold.select_one("div.sd-dropdown > div.summary").get_text() == "Solution"
    table = '<details class="parallax-fold"><summary>Table: T</summary><div class="parallax-table"><table>'
    rows = "<caption>T</caption><tr><td>1</td></tr></table></div></details>"
    assert body(table + rows).get_text().count("Table:") == 0


def test_a_mark_is_drawn_and_says_what_it_means() -> None:
    drawn = {}
    for how in ("counted", "read", "recorded"):
        for firm in ("always", "mostly", "seldom", "untried"):
            mark = f'<span class="parallax-claim-mark {how} {firm}"><a href="#t">{how}, {firm}</a></span>'
            (svg,) = body(mark).select(".parallax-claim-mark > a > svg")
            assert svg["aria-label"] == f"{how}, {firm}"
            drawn[how, firm] = svg.decode_contents()
    assert len(set(drawn.values())) == len(drawn)
    assert made(mark).properties == ["svg"]
    assert 'viewBox="0 0 12 12"' in made(mark).text


def test_a_formula_is_mathml_and_keeps_its_tex() -> None:
    lines = r"\[\begin{split}\begin{aligned}a &amp;= \ln b, \\[1ex]c &amp;&lt; 1\end{aligned}\end{split}\]"
    whole = made(rf'<div class="math">{lines}</div><p><span class="math">\(x\)</span></p>')
    tree = ElementTree.fromstring(whole.text.encode())
    block, inline = tree.iterfind(".//m:math", XHTML)
    assert (block.get("display"), inline.get("display")) == ("block", "inline")
    assert len(block.findall(".//m:mtr", XHTML)) == 2
    assert "".join(block.itertext()) == "a=lnb,c<1"
    assert block.get("alttext") == r"\begin{aligned}a &= \ln b, \\c &< 1\end{aligned}"
    assert [mo.text for mo in block.iterfind(".//m:mo[@lspace]", XHTML)] == ["ln"]
    assert whole.properties == ["mathml"]


def test_the_hue_of_an_article_does_not_hang_on_a_variable() -> None:
    shape = '<g class="written{}" style="--light:#009E73;--dark:#1"><path class="days" d="M0 0"></path>{}</g>'
    inside = '<g class="shape"><path d="M1 1"></path></g>'
    svg = f'<svg viewbox="0 0 1 1">{shape.format("", inside)}{shape.format(" inferred", inside)}</svg>'
    sure, inferred = body(svg).select("g.written")
    assert sure.select_one(".shape path")["fill"] == "#009E73"
    assert (inferred.select_one(".shape path")["fill"], inferred.select_one(".shape path")["stroke"]) == (
        "#ffffff",
        "#009E73",
    )
    assert sure.select_one(".days")["stroke"] == "#009E73"


def test_a_table_of_many_columns_says_so() -> None:
    def table(n: int) -> str:
        return f'<div class="parallax-table"><table><tr>{"<td>1</td>" * n}</tr></table></div>'

    assert not body(table(ROOMY)).select("table.many")
    assert body(table(ROOMY + 1)).select("table.many")


def test_attributes_of_screens_and_scripts_go_and_an_id_is_given_once() -> None:
    left = body(
        '<div role="region" tabindex="0" style="--a:1" data-how="x" id="a"><span id="a"></span>'
        '<table><tr><td data-head="n" role="cell">1</td></tr></table>'
        '<img alt="x" src="i.svg" style="width: 9rem"></div>'
    )
    (box,) = left.select("div")
    assert box.attrs == {"id": "a"}
    assert left.select_one("td").attrs == {"data-head": "n"}
    assert left.select_one("img")["style"] == "width: 9rem"
    assert len(left.select("[id=a]")) == 1


def test_a_page_without_a_title_or_an_article_is_told() -> None:
    with pytest.raises(BookError, match=r"net\.html does not begin with a title"):
        document('<article class="bd-article"><p>a</p></article>', "net", ["net"], "net")
    with pytest.raises(BookError, match=r"net\.html has no article"):
        document("<p>a</p>", "net", ["net"], "net")
