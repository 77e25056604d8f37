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
    with pytest.raises(ParallaxError, match=r"aspects\.csv has no 'tone'; choose from frame, ways"):
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


SIDES = {"public": "The public", "sea": "The sea"}


def test_whom_an_article_hears_is_listed_by_side(toy_of_two: Toy) -> None:
    table = cells.heard(Results(load_corpus(toy_of_two.corpus)), SIDES, 3)
    assert list(table.itertuples(index=False, name=None)) == [
        ("The public", "bridge-herald", "the council [¶1](#bridge-herald-1)", "quoted"),
        ("The public", "mill-gazette", "a ferry keeper [¶2](#mill-gazette-2)", ""),
    ]


@pytest.mark.filterwarnings("ignore:.*not as it was accepted")
def test_those_heard_most_often_come_first_and_the_rest_is_counted(toy: Toy) -> None:
    said = {"source": "mill-gazette", "kind": "named", "side": "public", "place": "inside", "mode": "speech"}
    said |= {"form": "indirect", "cue": "say", "n_quoted": 0, "gist": "something"}
    rows = [
        {**said, "line": 1, "attribution": 1, "speaker": "council"},
        {**said, "line": 1, "attribution": 2, "speaker": "orla-finn", "within": 1},
        {**said, "line": 2, "attribution": 1, "speaker": "orla-finn"},
    ]
    write_table(toy.corpus, "attributions", rows)
    write_table(toy.corpus, "positions", [])
    write_table(toy.corpus, "codings", [])
    write_table(toy.corpus, "disagreements", [])
    write_table(toy.corpus, "frame_elements", [])
    book = Results(load_corpus(toy.corpus))
    assert [*cells.heard(book, SIDES, 1)["text"]] == [
        "a ferry keeper, 2 times [¶1–2](#mill-gazette-1)",
        "and 1 more",
    ]
    listed = cells.voices_in_full(book, ["mill-gazette"], SIDES)
    assert listed["how"].tolist() == ["retold", "retold, in the words of the council", "retold"]
    assert listed["across"].tolist() == [False, False, False]
    assert listed["where"].tolist() == [f"[¶{n}](#mill-gazette-{n})" for n in (1, 1, 2)]
    assert cells.most_quoted(book, ["mill-gazette"], SIDES, 1).to_numpy().tolist() == [
        ["mill-gazette", "the council", "The public", 0, 1, "[¶1](#mill-gazette-1)"]
    ]
    assert listed[["who", "side", "what", "n_quoted"]].iloc[0].tolist() == ["the council", "The public", "something", 0]


@pytest.mark.filterwarnings("ignore:.*not as it was accepted")
def test_names_are_listed_by_party_and_article(toy: Toy) -> None:
    called = {"source": "mill-gazette", "actor": "council", "n": 1, "n_quoted": 0}
    write_table(
        toy.corpus,
        "mentions",
        [
            {**called, "line": 1, "naming": "poor"},
            {**called, "line": 2, "naming": "mill"},
            {**called, "line": 3, "naming": "league of towns"},
            {**called, "line": 4, "naming": "vote"},
        ],
    )
    table = cells.namings(Results(load_corpus(toy.corpus)), {"council": "The council"}, 2)
    assert list(table.itertuples(index=False, name=None)) == [
        ("The council", "mill-gazette", "*poor* [¶1](#mill-gazette-1)", ""),
        ("The council", "mill-gazette", "*mill* [¶2](#mill-gazette-2)", ""),
        ("The council", "mill-gazette", "and 2 more", ""),
    ]


def test_what_articles_have_of_a_fact_is_listed_in_the_order_given(toy_of_two: Toy) -> None:
    table = cells.stated(Results(load_corpus(toy_of_two.corpus)), "toll", ["mill-gazette", "bridge-herald"])
    assert table.to_numpy().tolist() == [
        ["mill-gazette", "there is one", "[¶1](#mill-gazette-1)"],
        ["bridge-herald", "none yet", "[¶1](#bridge-herald-1)"],
    ]
