"""The form for a reader's own copy: on the page that asks for it, with what the tables know of each line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from helpers.project import ROOT
from helpers.site import set_pages, toctree
from helpers.toy import Toy
from parallax.articles.reading import fingerprint, read_lines
from parallax.claims.wording import anchor
from parallax.corpus.corpus import Corpus, load_corpus
from parallax.language.rules import rules
from parallax.pages.sphinx_copy import DATA, FORM, POLICY, SCRIPTS, STYLE, articles, data
from parallax.pages.sphinx_static import STATIC

PAGE = "look"
PAGES = {
    "index": "# Book\n" + toctree(PAGE, "mill"),
    PAGE: "# Look\n\n```{own-copy}\n```\n",
    "mill": "# The Gazette\n\n```{article} /corpus mill-gazette\n```\n\n(check-rows)=\n## Check\n",
}


def script(text: str) -> dict:
    """Return what the script says."""
    return json.loads(text.removeprefix("globalThis.parallaxCopy = ").removesuffix(";\n"))


def test_only_a_page_with_the_form_has_its_scripts_and_none_may_send_anything(tmp_path: Path, toy_of_two: Toy) -> None:
    shutil.copytree(toy_of_two.corpus, tmp_path / "source" / "corpus")
    files = {"html_static_path": [str(STATIC)]}
    html, warnings = set_pages(tmp_path, PAGES, ["sphinx_articles", "sphinx_copy"], **files)
    assert warnings == ""
    page, other = ((html / f"{name}.html").read_text(encoding="utf-8") for name in (PAGE, "mill"))
    places = [page.index(f"_static/{name}") for name in SCRIPTS]
    assert places == sorted(places)
    assert f"_static/{STYLE}" in page
    assert page.index(POLICY) < page.index("<script")
    assert 'class="parallax-copy"' in page
    assert not [name for name in (*SCRIPTS, STYLE, POLICY, "parallax-copy") if name in other]
    assert all((html / "_static" / name).is_file() for name in (*SCRIPTS, STYLE))
    found = script((html / "_static" / DATA).read_text(encoding="utf-8"))
    mill = next(each for each in found["articles"] if each["id"] == "mill-gazette")
    assert [line["address"] for line in mill["lines"]] == [
        "", *(f"mill.html#mill-gazette-{number}" for number in (1, 2, 3, 4)), ""
    ]  # fmt: skip
    assert {line["address"] for each in found["articles"] if each is not mill for line in each["lines"]} == {""}


def test_a_book_without_the_form_has_no_data(tmp_path: Path, toy_of_two: Toy) -> None:
    shutil.copytree(toy_of_two.corpus, tmp_path / "source" / "corpus")
    html, _ = set_pages(tmp_path, {"index": "# Book\n"}, ["sphinx_copy"])
    assert not (html / "_static" / DATA).exists()


def test_a_form_without_tables_is_told_with_the_place(tmp_path: Path) -> None:
    html, warnings = set_pages(tmp_path, {"index": PAGES[PAGE]}, ["sphinx_copy"])
    assert "index.md:3" in warnings
    assert "corpus/datapackage.yaml is missing; add them" in warnings
    assert "parallax-copy" not in (html / "index.html").read_text(encoding="utf-8")


def test_lines_have_the_fingerprints_of_the_texts_and_paragraphs_are_of_the_body(toy_of_two: Toy, two: Corpus) -> None:
    found = articles(two, {anchor("mill-gazette", 2): "there"})
    assert [each["name"] for each in found] == list(two.by_date.values())
    for each in found:
        texts = read_lines(toy_of_two.texts / f"{each['id']}.txt")
        assert [line["sha256"] for line in each["lines"]] == list(map(fingerprint, texts))
        assert all((line["paragraph"] is not None) == (line["role"] == "body") for line in each["lines"])
    mill, herald = found
    assert [line["paragraph"] for line in mill["lines"]] == [None, 1, 2, 3, 4, None]
    assert [line["address"] for line in mill["lines"]] == ["", "", "there", "", "", ""]
    assert [line["skip"] for line in herald["lines"] if line["skip"]] == [len("Millford, 3 May \u2014 ")]


def test_the_script_has_function_words_and_rules_and_is_ascii(two: Corpus) -> None:
    text = data(two, {})
    assert text.isascii()
    found = script(text)
    assert found["stopwords"] == sorted(two.stopwords)
    assert found["rules"] == rules()


def test_the_script_of_the_book_has_no_word_of_the_articles_but_their_names() -> None:
    corpus = load_corpus(ROOT / "corpus")
    known = {"id", "name", "copy", "lines"}
    for each in articles(corpus, {}):
        assert set(each) == known
        assert each["copy"].startswith("https://")
        assert {key for line in each["lines"] for key in line} == {"sha256", "paragraph", "role", "skip", "address"}
        assert all(len(line["sha256"]) == 64 for line in each["lines"])


@pytest.mark.parametrize("part", ["drop", "input", "state", "answer", "found", "ask", "near"])
def test_the_form_has_what_its_script_looks_for(part: str) -> None:
    assert f"parallax-copy-{part}" in FORM.read_text(encoding="utf-8")
