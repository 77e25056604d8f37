"""What articles have on questions, as items of cells: how each answers, where, and the record beside it."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.project import ROOT
from helpers.toy import Toy, write_table
from parallax import load_corpus
from parallax.analysis.facts import ITSELF
from parallax.claims import answers
from parallax.claims.results import Results
from parallax.errors import ParallaxError
from parallax.tables import package

# What articles have on questions: in the toy, one asks who wanted talks, the other whether there is a toll.


def rows_of(table: pd.DataFrame) -> list[tuple[str, ...]]:
    return list(table.itertuples(index=False, name=None))


def test_each_article_has_an_item_on_each_question_with_its_status_and_paragraph(toy_of_two: Toy) -> None:
    book = Results(load_corpus(toy_of_two.corpus))
    assert rows_of(answers.answers(book)) == [
        ("Who asked for talks?", "bridge-herald", "○ silent", "", ""),
        ("Who asked for talks?", "mill-gazette", "● says", "the ferry keeper [¶2](#mill-gazette-2)", ""),
        ("Is there a toll?", "bridge-herald", "◐ reports", "none yet [¶1](#bridge-herald-1)", ""),
        ("Is there a toll?", "mill-gazette", "● says", "there is one [¶1](#mill-gazette-1)", ""),
    ]


def test_questions_can_be_chosen_and_quoted(toy_of_two: Toy) -> None:
    book = Results(load_corpus(toy_of_two.corpus))
    table = answers.answers(book, ["toll"], quoted=True)
    assert table["text"].tolist() == ["none yet “no toll” [¶1](#bridge-herald-1)", "there is one [¶1](#mill-gazette-1)"]
    assert list(dict.fromkeys(answers.answers(book, ["toll", "talks"])["row"])) == [
        "Is there a toll?",
        "Who asked for talks?",
    ]


@pytest.mark.filterwarnings("ignore:.*not as it was accepted")
def test_equal_answers_are_one_item_and_one_outside_the_body_says_where_it_is(toy: Toy) -> None:
    mill = {"source": "mill-gazette", "status": "asserted"}
    rows = [
        {"fact": "talks", "source": "bridge-herald", "line": 0, "status": "asserted", "value": "the title"},
        {"fact": "talks", **mill, "line": 1, "value": "the ferry keeper"},
        {"fact": "talks", **mill, "line": 2, "value": "the ferry keeper"},
        {"fact": "talks", **mill, "line": 4, "value": "the ferry keeper"},
        {"fact": "toll", "source": "bridge-herald", "status": "absent"},
        {"fact": "toll", **mill, "line": 1, "value": "there is one"},
    ]
    write_table(toy.corpus, "fact_sources", rows)
    write_table(
        toy.corpus,
        "facts",
        [
            {"fact": "talks", "theme": "talks", "question": "Who asked?", "relation": "different_scope"},
            {"fact": "toll", "theme": "talks", "question": "A toll?", "relation": "contradiction"},
        ],
    )
    book = Results(load_corpus(toy.corpus))
    assert [row[3:] for row in rows_of(answers.answers(book, ["talks"]))] == [
        ("the title (title)", ""),
        ("the ferry keeper [¶1–2](#mill-gazette-1)", ""),
        ("the ferry keeper [¶4](#mill-gazette-4)", "author unknown"),
    ]
    assert rows_of(answers.facets(book)) == [
        ("Who asked?", "Talks", "different things are looked at", "talks"),
        ("A toll?", "Talks", "one article contradicts itself", "toll"),
    ]


def test_the_record_stands_beside_its_question_with_its_address(toy_of_two: Toy) -> None:
    book = Results(load_corpus(toy_of_two.corpus))
    assert rows_of(answers.beside(book)) == [
        ("Who asked for talks?", "How they meet", "only one article answers", ""),
        ("Is there a toll?", "How they meet", "the articles contradict each other", ""),
        ("Is there a toll?", "On public record", "There is none.", "https://example.org/toll"),
    ]


def test_an_unknown_question_names_those_that_are_known(toy_of_two: Toy) -> None:
    with pytest.raises(ParallaxError, match="fact has no 'moon'; choose from talks, toll"):
        answers.answers(Results(load_corpus(toy_of_two.corpus)), ["moon"])


def test_every_theme_relation_and_status_of_the_descriptor_has_words() -> None:
    allowed = {
        (entry["name"], field["name"]): field.get("constraints", {}).get("enum")
        for entry in package.descriptor(ROOT / "corpus")["resources"]
        for field in entry.get("schema", {}).get("fields", [])
    }
    assert set(answers.THEMES) == set(allowed["facts", "theme"])
    assert set(answers.KINDS) == {*allowed["facts", "relation"], ITSELF}
    assert set(answers.STATUS) == set(allowed["fact_sources", "status"])
