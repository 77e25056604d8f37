"""Evidence on the positions that articles take, with the codes of their paragraphs, and who has nothing on a point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import pytest

from helpers.articles import FEW, HEAD, THREE, corpus_of, issue_codes
from parallax.claims import positions
from parallax.claims.evidence import found
from parallax.claims.results import Results
from parallax.errors import ParallaxError

ASPECTS = [("toll", "ways", "A toll?", ""), ("talks", "ways", "Talks?", ""), ("cause", "frame", "Why?", "")]
POSITIONS = [
    ("dock", "toll", HEAD, "No toll", "author", "against"),
    ("dock", "toll", HEAD + 1, "No toll", "author", "against"),
    ("dock", "cause", HEAD, "The tide", "author", ""),
    ("reef", "toll", HEAD, "A toll", "keeper", "for"),
    ("sail", "toll", HEAD, "It is asked", "author", "told"),
    ("sail", "toll", HEAD, "A toll, once", "keeper", "if"),
    ("sail", "talks", HEAD, "Talks", "author", "told"),
    ("reef", "talks", HEAD, "Talks", "author", "told"),
]
NO_TOLL = ["toll", "against", "author", "No toll"]
TIDE = ["cause", "no stance", "author", "The tide"]
ALL_OF_DOCK = (("dock", 1), ("dock", 2))
CODES = issue_codes(calm={"dock": [1, 0]}, gale={"dock": [0, 1], "reef": [1], "sail": [1]})


def book_with(rows: Sequence[tuple] = POSITIONS, voices: Mapping[tuple[str, int], str] | None = None) -> Results:
    corpus = corpus_of(THREE, voices=voices, codes=CODES)
    tables = {
        "aspects": pd.DataFrame(ASPECTS, columns=["aspect", "part", "question", "possible_from"]),
        "positions": pd.DataFrame(list(rows), columns=["source", "aspect", "line", "position", "holder", "stance"]),
    }
    return Results(replace(corpus, tables={**corpus.tables, **tables}), FEW)


def without(place: int, **changed: str) -> list[tuple]:
    """Return the positions with one of them changed, or without it."""
    columns = ["source", "aspect", "line", "position", "holder", "stance"]
    row = dict(zip(columns, POSITIONS[place], strict=True)) | changed
    return [*POSITIONS[:place], *([tuple(row.values())] if changed else []), *POSITIONS[place + 1 :]]


def test_positions_are_taken_and_some_of_their_paragraphs_have_the_codes() -> None:
    answer = positions.position_taken(
        book_with(), source="dock", positions=[NO_TOLL, TIDE], codes=[["calm", "1"], ["gale", "1"]]
    )
    assert answer == found(True, ALL_OF_DOCK, there=2, paragraphs=2, borne_out=2)


@pytest.mark.parametrize(
    ("taken", "codes", "there", "borne_out"),
    [
        ([["toll", "for", "author", "No toll"]], [["calm", "1"]], 0, 0),  # another stance
        ([["toll", "against", "keeper", "No toll"]], [], 0, 0),  # another's
        ([["toll", "against", "author", "No tolls"]], [], 0, 0),  # other words
        ([["cause", "for", "author", "The tide"]], [], 0, 0),  # it has none
        ([TIDE], [["gale", "1"]], 1, 0),  # a code of another paragraph
        ([NO_TOLL], [["calm", "2"]], 1, 0),
    ],
)
def test_a_position_or_code_that_is_not_there_is_none(taken: list, codes: list, there: int, borne_out: int) -> None:
    answer = positions.position_taken(book_with(), source="dock", positions=taken, codes=codes)
    assert (answer.holds, answer.figures["there"], answer.figures["borne_out"]) == (False, there, borne_out)


def test_the_authors_position_has_the_voice_that_is_asked_for() -> None:
    ask = {"source": "dock", "positions": [NO_TOLL], "codes": [["calm", "1"]]}
    relayed = {("dock", 1): "relayed", ("dock", 2): "relayed"}
    assert not positions.position_taken(book_with(), **ask, voice="relayed").holds
    assert positions.position_taken(book_with(voices=relayed), **ask, voice="relayed").holds
    assert not positions.position_taken(book_with(voices={("dock", 2): "relayed"}), **ask, voice="relayed").holds
    # What somebody says is said in whatever voice.
    his = {"source": "reef", "positions": [["toll", "for", "keeper", "A toll"]], "codes": []}
    assert positions.position_taken(book_with(), **his, voice="relayed").holds


def test_unknown_aspects_and_variables_are_refused() -> None:
    with pytest.raises(ParallaxError, match=r"aspects\.csv has no 'tone'; choose from toll, talks, cause"):
        positions.position_taken(book_with(), source="dock", positions=[["tone", "", "author", ""]], codes=[])
    with pytest.raises(ParallaxError, match=r"variables\.csv has no 'tone'"):
        positions.position_taken(book_with(), source="dock", positions=[NO_TOLL], codes=[["tone", "1"]])


def test_sides_are_taken_by_a_text_itself_or_by_whom_it_reports() -> None:
    answer = positions.sides_taken(book_with(), part="ways", sources=["dock"])
    assert answer == found(True, taking=1, others=2, articles=3, neither=0)
    assert not positions.sides_taken(book_with(), part="ways", sources=["dock", "reef"]).holds
    assert not positions.sides_taken(book_with(without(7, stance="mixed")), part="ways", sources=["dock"]).holds
    nobody = positions.sides_taken(book_with(without(3)), part="ways", sources=["dock"])
    assert (nobody.holds, nobody.figures["neither"]) == (False, 1)


def test_a_side_in_a_relayed_text_counts_and_one_that_cannot_be_told_whose_does_not() -> None:
    for voice, holds in (("relayed", True), ("undetermined", False)):
        book = book_with(voices={("dock", 1): voice, ("dock", 2): voice})
        assert positions.sides_taken(book, part="ways", sources=["dock"]).holds == holds


def test_one_way_alone_is_spoken_of_by_all() -> None:
    answer = positions.spoken_of_by_all(book_with(), part="ways", aspect="toll")
    assert answer == found(True, articles=3, speaking=3, next_speaking=2, ways=2)
    assert not positions.spoken_of_by_all(book_with(), part="ways", aspect="talks").holds
    both = [*POSITIONS, ("dock", "talks", HEAD, "Talks", "author", "for")]
    assert not positions.spoken_of_by_all(book_with(both), part="ways", aspect="toll").holds
    with pytest.raises(ParallaxError, match=r"the part ways of aspects\.csv has no 'cause'"):
        positions.spoken_of_by_all(book_with(), part="ways", aspect="cause")


def test_exactly_some_have_nothing_on_an_aspect() -> None:
    assert positions.nothing_on(book_with(), aspect="cause", sources=["reef", "sail"]) == found(
        True, silent=2, articles=3
    )
    assert not positions.nothing_on(book_with(), aspect="cause", sources=["sail"]).holds
    assert not positions.nothing_on(book_with(), aspect="talks", sources=["dock", "reef"]).holds
