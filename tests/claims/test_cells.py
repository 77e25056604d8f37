"""Rows of tables as items of cells: whose each is, how it is taken, and where it can be read."""

from __future__ import annotations

import pytest

from helpers.toy import Toy, write_table
from parallax import load_corpus
from parallax.claims import cells
from parallax.claims.results import Results
from parallax.errors import ParallaxError


def items(toy: Toy, part: str) -> list[tuple[str, ...]]:
    return list(cells.positions(Results(load_corpus(toy.corpus)), part).itertuples(index=False, name=None))


@pytest.mark.filterwarnings("ignore:.*not as it was accepted")
def test_a_position_is_one_item_with_all_its_paragraphs(toy_of_two: Toy) -> None:
    assert items(toy_of_two, "frame") == [
        ("What is the trouble?", "bridge-herald", "", "The council is split [¶2](#bridge-herald-2)", ""),
        ("What is the trouble?", "mill-gazette", "", "A toll shuts out the poor [¶1](#mill-gazette-1)", ""),
        (
            "What is the trouble?",
            "mill-gazette",
            "",
            "A toll shuts out the poor [¶4](#mill-gazette-4)",
            "author unknown",
        ),
    ]


def test_it_says_how_it_is_taken_and_whose_it_is(toy_of_two: Toy) -> None:
    assert items(toy_of_two, "ways") == [
        ("A toll?", "bridge-herald", "against", "No toll now [¶1](#bridge-herald-1)", "the council"),
        ("A toll?", "mill-gazette", "on condition", "Talks come first [¶2](#mill-gazette-2)", "a ferry keeper"),
    ]


@pytest.mark.filterwarnings("ignore:.*not as it was accepted")
def test_several_speakers_of_one_position_share_an_item_and_a_condition_comes_last(toy: Toy) -> None:
    mine = {"source": "mill-gazette", "aspect": "toll_asked"}
    write_table(
        toy.corpus,
        "positions",
        [
            {**mine, "position": "A toll pays the masons", "line": 3, "holder": "author", "stance": "for"},
            {**mine, "position": "Nobody but the mill is asked", "line": 1, "holder": "author", "stance": "if"},
        ],
    )
    assert [(mark, text.split(" [")[0]) for _, _, mark, text, _ in items(toy, "ways")] == [
        ("for", "A toll pays the masons"),
        ("on condition", "Nobody but the mill is asked"),
    ]


def test_an_unknown_part_names_those_that_are_known(toy_of_two: Toy) -> None:
    with pytest.raises(ParallaxError, match=r"aspects\.csv has no 'tone'; known are frame, ways"):
        items(toy_of_two, "tone")


def test_stances_are_told_by_part_of_an_article_and_by_whose_they_are(toy_of_two: Toy) -> None:
    book = Results(load_corpus(toy_of_two.corpus))
    assert list(cells.stances(book, "ways").itertuples(index=False, name=None)) == [
        ("A toll?", "bridge-herald", "against", False),
        ("A toll?", "mill-gazette:author", "on condition", False),
    ]
    assert cells.stances(book, "frame").empty


@pytest.mark.filterwarnings("ignore:.*not as it was accepted")
def test_where_there_was_nothing_to_say_yet_is_said_to_be_too_early(toy: Toy) -> None:
    aspects = [
        {"aspect": "toll_asked", "part": "ways", "question": "A toll?", "stances": "for", "possible_from": "2030-05-04"}
    ]
    write_table(toy.corpus, "aspects", aspects)
    write_table(toy.corpus, "positions", [])
    book = Results(load_corpus(toy.corpus))
    # The Gazette has no latest day, so it may have been written later.
    assert cells.stances(book, "ways").values.tolist() == [["A toll?", "bridge-herald", "too early", True]]
    assert items(toy, "ways") == [("A toll?", "bridge-herald", "", "too early", "")]
