"""Rows of tables as items of cells: whose each is, how it is taken, and where it can be read."""

from __future__ import annotations

import pytest

from helpers.project import ROOT
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


@pytest.mark.filterwarnings("ignore:.*not as it was accepted")
def test_where_there_was_nothing_to_say_yet_is_said_to_be_too_early(toy: Toy) -> None:
    aspects = [
        {"aspect": "toll_asked", "part": "ways", "question": "A toll?", "stances": "for", "possible_from": "2030-05-04"}
    ]
    write_table(toy.corpus, "aspects", aspects)
    write_table(toy.corpus, "positions", [])
    book = Results(load_corpus(toy.corpus))
    # The Gazette has no latest day, so it may have been written later.
    assert cells.ways(book, "ways")[["source", "stance"]].values.tolist() == [
        ["bridge-herald", "impossible"],
        ["mill-gazette", "silent"],
    ]
    assert items(toy, "ways") == [("A toll?", "bridge-herald", "", "too early", "")]


def test_ways_have_their_questions_and_what_came_too_early() -> None:
    book = Results(load_corpus(ROOT / "corpus"))
    table = cells.ways(book, "ways")
    aspects = book.corpus.tables["aspects"].query("part == 'ways'")
    assert list(dict.fromkeys(table["row"])) == list(aspects["question"])
    early = table[table["stance"] == "impossible"]
    assert early[["source", "aspect"]].to_numpy().tolist() == [["foreign-policy", "vienna"]]
    with pytest.raises(ParallaxError, match=r"aspects\.csv has no 'tone'"):
        cells.ways(book, "tone")


def test_ways_of_another_project(toy_of_two: Toy) -> None:
    table = cells.ways(Results(load_corpus(toy_of_two.corpus)), "ways")
    assert table[["row", "source", "whose", "stance"]].to_numpy().tolist() == [
        ["A toll?", "bridge-herald", "reported", "against"],
        ["A toll?", "mill-gazette", "reported", "if"],
    ]
