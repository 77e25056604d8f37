"""Evidence on profiles, on articles of a few words: positions with their codes, and how near articles are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from helpers.articles import FEW, HEAD, THREE, corpus_of, issue_codes
from parallax.claims import profiles
from parallax.claims.evidence import Evidence, found
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


def book_with(positions: Sequence[tuple] = POSITIONS, voices: Mapping[tuple[str, int], str] | None = None) -> Results:
    corpus = corpus_of(THREE, voices=voices, codes=CODES)
    tables = {
        "aspects": pd.DataFrame(ASPECTS, columns=["aspect", "part", "question", "possible_from"]),
        "positions": pd.DataFrame(
            list(positions), columns=["source", "aspect", "line", "position", "holder", "stance"]
        ),
    }
    return Results(replace(corpus, tables={**corpus.tables, **tables}), FEW)


def without(place: int, **changed: str) -> list[tuple]:
    """Return the positions with one of them changed, or without it."""
    columns = ["source", "aspect", "line", "position", "holder", "stance"]
    row = dict(zip(columns, POSITIONS[place], strict=True)) | changed
    return [*POSITIONS[:place], *([tuple(row.values())] if changed else []), *POSITIONS[place + 1 :]]


def test_positions_are_taken_and_some_of_their_paragraphs_have_the_codes() -> None:
    answer = profiles.position_taken(
        book_with(), source="dock", positions=[NO_TOLL, TIDE], codes=[["calm", "1"], ["gale", "1"]]
    )
    assert answer == found(True, ALL_OF_DOCK, there=2, paragraphs=2, borne_out=2)


@pytest.mark.parametrize(
    ("positions", "codes", "there", "borne_out"),
    [
        ([["toll", "for", "author", "No toll"]], [["calm", "1"]], 0, 0),  # another stance
        ([["toll", "against", "keeper", "No toll"]], [], 0, 0),  # another's
        ([["toll", "against", "author", "No tolls"]], [], 0, 0),  # other words
        ([["cause", "for", "author", "The tide"]], [], 0, 0),  # it has none
        ([TIDE], [["gale", "1"]], 1, 0),  # a code of another paragraph
        ([NO_TOLL], [["calm", "2"]], 1, 0),
    ],
)
def test_a_position_or_code_that_is_not_there_is_none(positions: list, codes: list, there: int, borne_out: int) -> None:
    answer = profiles.position_taken(book_with(), source="dock", positions=positions, codes=codes)
    assert (answer.holds, answer.figures["there"], answer.figures["borne_out"]) == (False, there, borne_out)


def test_the_authors_position_has_the_voice_that_is_asked_for() -> None:
    ask = {"source": "dock", "positions": [NO_TOLL], "codes": [["calm", "1"]]}
    relayed = {("dock", 1): "relayed", ("dock", 2): "relayed"}
    assert not profiles.position_taken(book_with(), **ask, voice="relayed").holds
    assert profiles.position_taken(book_with(voices=relayed), **ask, voice="relayed").holds
    assert not profiles.position_taken(book_with(voices={("dock", 2): "relayed"}), **ask, voice="relayed").holds
    # What somebody says is said in whatever voice.
    his = {"source": "reef", "positions": [["toll", "for", "keeper", "A toll"]], "codes": []}
    assert profiles.position_taken(book_with(), **his, voice="relayed").holds


def test_unknown_aspects_and_variables_are_refused() -> None:
    with pytest.raises(ParallaxError, match=r"aspects\.csv has no 'tone'; known are toll, talks, cause"):
        profiles.position_taken(book_with(), source="dock", positions=[["tone", "", "author", ""]], codes=[])
    with pytest.raises(ParallaxError, match=r"variables\.csv has no 'tone'"):
        profiles.position_taken(book_with(), source="dock", positions=[NO_TOLL], codes=[["tone", "1"]])


def test_sides_are_taken_by_a_text_itself_or_by_whom_it_reports() -> None:
    answer = profiles.sides_taken(book_with(), part="ways", sources=["dock"])
    assert answer == found(True, taking=1, others=2, articles=3, neither=0)
    assert not profiles.sides_taken(book_with(), part="ways", sources=["dock", "reef"]).holds
    assert not profiles.sides_taken(book_with(without(7, stance="mixed")), part="ways", sources=["dock"]).holds
    nobody = profiles.sides_taken(book_with(without(3)), part="ways", sources=["dock"])
    assert (nobody.holds, nobody.figures["neither"]) == (False, 1)


def test_a_side_in_a_relayed_text_counts_and_one_that_cannot_be_told_whose_does_not() -> None:
    for voice, holds in (("relayed", True), ("undetermined", False)):
        book = book_with(voices={("dock", 1): voice, ("dock", 2): voice})
        assert profiles.sides_taken(book, part="ways", sources=["dock"]).holds == holds


def test_one_way_alone_is_spoken_of_by_all() -> None:
    answer = profiles.spoken_of_by_all(book_with(), part="ways", aspect="toll")
    assert answer == found(True, articles=3, speaking=3, next_speaking=2, ways=2)
    assert not profiles.spoken_of_by_all(book_with(), part="ways", aspect="talks").holds
    both = [*POSITIONS, ("dock", "talks", HEAD, "Talks", "author", "for")]
    assert not profiles.spoken_of_by_all(book_with(both), part="ways", aspect="toll").holds
    with pytest.raises(ParallaxError, match=r"the part ways of aspects\.csv has no 'cause'"):
        profiles.spoken_of_by_all(book_with(), part="ways", aspect="cause")


def test_exactly_some_have_nothing_on_an_aspect() -> None:
    assert profiles.nothing_on(book_with(), aspect="cause", sources=["reef", "sail"]) == found(
        True, silent=2, articles=3
    )
    assert not profiles.nothing_on(book_with(), aspect="cause", sources=["sail"]).holds
    assert not profiles.nothing_on(book_with(), aspect="talks", sources=["dock", "reef"]).holds


# How near articles are is tried on a table that is given.

PAIRS = [("dock", "reef"), ("dock", "sail"), ("reef", "sail")]


class Given(Results):
    """Results whose nearness is given: by words and facts, what each pair has in common, and whether it is apart."""

    def __init__(self, words: Sequence[tuple[float, bool]], facts: Sequence[tuple[float, bool]]) -> None:
        super().__init__(corpus_of(THREE), FEW)
        rows = [
            (by, *pair, *mine)
            for by, given in (("words", words), ("facts", facts))
            for pair, mine in zip(PAIRS, given, strict=True)
        ]
        self.given = pd.DataFrame(rows, columns=["by", "group", "other", "similarity", "apart"])

    def nearness(self, n_resamples: int = 1) -> pd.DataFrame:
        return self.given


NEAR = [(0.5, False), (0.4, False), (0.3, False)]
APART = [(0.1, True), (0.2, True), (0.3, True)]


@pytest.mark.parametrize(
    ("words", "facts", "figures", "holds"),
    [
        (APART, NEAR, (3, 3, 0), True),
        ([*APART[:2], (0.3, False)], NEAR, (3, 2, 0), False),
        (APART, [*NEAR[:2], (0.3, True)], (3, 3, 1), False),
    ],
)
def test_all_pairs_are_apart_by_one_measure_and_none_by_another(
    words: list, facts: list, figures: tuple[int, int, int], holds: bool
) -> None:
    answer = profiles.told_apart(Given(words, facts), by="words", not_by="facts")
    assert answer == Evidence(holds, dict(zip(("pairs", "apart", "apart_by_other"), map(float, figures), strict=True)))


def test_a_pair_is_nearest_by_one_measure_and_far_by_another() -> None:
    ask = {"near": "facts", "far": "words"}
    answer = profiles.near_and_far(Given(APART, NEAR), sources=["reef", "dock"], **ask)
    assert answer == found(True, similarity=0.5, next_similarity=0.4, rank=3, pairs=3)
    assert not profiles.near_and_far(Given(APART, NEAR), sources=["dock", "sail"], **ask).holds
    assert not profiles.near_and_far(Given(APART[::-1], NEAR), sources=["dock", "reef"], **ask).holds
    assert not profiles.near_and_far(Given(APART, [(0.4, False), *NEAR[1:]]), sources=["dock", "reef"], **ask).holds


def test_an_unknown_measure_names_those_that_are_known() -> None:
    with pytest.raises(ParallaxError, match="nearness has no 'tone'; known are words, facts"):
        profiles.told_apart(Given(APART, NEAR), by="tone", not_by="facts")


def test_orders_agree_no_more_than_chance_or_they_do() -> None:
    # Of the six ways to name three articles anew, one gives the very order again.
    answer = profiles.no_one_order(Given(APART, APART))
    assert answer.holds
    assert answer.figures["agreement"] == pytest.approx(1)
    assert answer.figures["share"] == pytest.approx(1 / 6, abs=0.08)
    assert answer.figures["error"] == 0.05
    sure = Given(APART, APART)
    sure.settings = sure.settings.but(alpha=0.5)
    assert not profiles.no_one_order(sure).holds


def test_nearness_of_a_book_has_every_pair_by_every_measure() -> None:
    corpus = corpus_of(
        {"reef": ["net rope"] * 2, "dock": ["net net"] * 2},
        facts={"reef": {"not_before": "2030-05-02"}},
        codes=issue_codes(fishing={"dock": [1, 1], "reef": [1, 1]}, weather={"dock": [0, 1], "reef": [0, 1]}),
    )
    mentions = pd.DataFrame(
        [("dock", HEAD, "guild", 1), ("reef", HEAD, "guild", 2)], columns=["source", "line", "actor", "n"]
    )
    table = Results(replace(corpus, tables={**corpus.tables, "mentions": mentions}), FEW).nearness()
    assert list(zip(table["by"], table["group"], table["other"], strict=True)) == [
        (by, "dock", "reef") for by in ("words", "issues", "actors", "facts")
    ]
    assert table["similarity"].tolist() == [0.5, 1.0, 1.0, 0.0]
    assert np.isnan(table["ci_low"]).all()
