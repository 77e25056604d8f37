"""The page of search: the questions that it looks through, each with its address."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from helpers.project import ROOT
from helpers.site import set_pages, toctree
from helpers.toy import Toy
from parallax.corpus.corpus import load_corpus
from parallax.pages.sphinx_search import PAGE, questions


def script(html: Path) -> list[dict[str, object]]:
    """Return the questions that a book ships."""
    text = (html / "_static" / "questions.js").read_text(encoding="utf-8")
    return json.loads(text.removeprefix("window.parallaxQuestions = ").removesuffix(";\n"))


def test_each_question_has_its_articles_and_leads_to_its_place(tmp_path: Path, toy_of_two: Toy) -> None:
    shutil.copytree(toy_of_two.corpus, tmp_path / "source" / "corpus")
    html, warnings = set_pages(tmp_path, {"index": "# Book\n" + toctree(PAGE), PAGE: "# Facts\n"}, ["sphinx_search"])
    assert warnings == ""
    found = script(html)
    assert [each["text"] for each in found] == ["Who asked for talks?", "Is there a toll?"]
    assert [each["address"] for each in found] == [f"{PAGE}.html#question-{name}" for name in ("talks", "toll")]
    assert "questions.js" in (html / "search.html").read_text(encoding="utf-8")
    assert "questions.js" not in (html / "index.html").read_text(encoding="utf-8")


def test_a_book_without_such_a_page_has_no_questions(tmp_path: Path) -> None:
    html, _ = set_pages(tmp_path, {"index": "# Book\n"}, ["sphinx_search"])
    assert script(html) == []


def test_the_questions_of_the_book_are_those_of_its_table() -> None:
    corpus = load_corpus(ROOT / "corpus")
    found = questions(corpus, f"{PAGE}.html")
    assert [each["id"] for each in found] == list(corpus.tables["facts"]["fact"])
    assert {name for each in found for name in each["articles"]} == set(corpus.names.values())
    assert all(each["articles"] for each in found)
