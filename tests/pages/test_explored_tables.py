"""The explorer's plain tables, against the tables of the corpus."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from parallax import load_corpus
from parallax.claims.results import Results
from parallax.pages.explored_tables import NOT_YET, names, questions, tables, voices


@pytest.fixture(scope="module")
def book() -> Results:
    return Results(load_corpus())


def test_there_is_a_folded_table_of_each_kind_with_a_column_an_article(book: Results) -> None:
    page = BeautifulSoup(tables(book), "html.parser")
    folds = page.select("details.parallax-fold")
    assert [re.match(r"Table: (\w+)", fold.select_one("summary").text)[1] for fold in folds] == [
        "Words", "Phrases", "Issues", "Names", "Voices", "Questions",
    ]  # fmt: skip
    called = [name.removeprefix("the ") for name in book.corpus.by_date.values()]
    for fold in folds:
        heads = [head.text for head in fold.select("th[scope=col]")]
        at = [next(place for place, head in enumerate(heads) if name in head) for name in called]
        assert at == sorted(at)


def test_words_have_the_uses_of_each_article(book: Results) -> None:
    page = BeautifulSoup(tables(book), "html.parser")
    found = page.select("details")[0].select("tbody tr")
    rows = [[cell.text for cell in row.select("th, td")] for row in found]
    units = book.compared().units
    column = units.terms.tolist().index("sphere")
    at = {label: units.totals.toarray()[place, column] for place, label in enumerate(units.labels.tolist())}
    assert ["sphere", *(str(at[source]) for source in book.corpus.by_date)] in rows


def test_every_naming_voice_and_answer_is_there(book: Results) -> None:
    kept = book.corpus.tables
    assert names(book.corpus).cells.shape[0] == len(kept["mentions"][["actor", "naming"]].drop_duplicates())
    assert voices(book).cells.shape[0] == kept["attributions"]["speaker"].nunique()
    cells = questions(book.corpus).cells
    assert cells.shape[0] == kept["facts"]["question"].nunique()
    text = " ".join(cells.to_numpy().ravel())
    assert all(value in text for value in kept["fact_sources"]["value"].dropna())
    assert text.count(NOT_YET) == (kept["fact_sources"]["status"] == "not_yet_possible").sum()
