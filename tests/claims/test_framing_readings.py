"""Evidence on issues as reading found them, on articles of a few words: what holds, and what just does not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from helpers.articles import CODES, HEAD, Articles, corpus_of, issue_codes
from parallax.claims import framing
from parallax.claims.evidence import Evidence
from parallax.claims.results import Results

# Dock has words for fishing and is read so in its first paragraph, two thirds of its words; reef has no word and is
# read so in all; sail has neither. Weather is in dock alone, by words and by reading.
BODIES = {"dock": ["net net calm sand", "rope sand"], "reef": ["sand sand"], "sail": ["sand sand", "lamp"]}
FISHING = {"dock": [1, 0], "reef": [1], "sail": [0, 0]}
WEATHER = {"dock": [1, 0], "reef": [0], "sail": [0, 0]}
NO_WORD, NEITHER = [["fishing", "reef"]], [["fishing", "sail"], ["weather", "reef"], ["weather", "sail"]]


def book_of(articles: Articles, **tables: Sequence[Sequence[object]]) -> Results:
    """Return what the book computes of some articles, see `corpus_of`."""
    return Results(corpus_of(articles, **tables))


def read_as(fishing: dict | None = None, weather: dict | None = None, **bodies: list[str]) -> Results:
    codes = issue_codes(fishing={**FISHING, **(fishing or {})}, weather={**WEATHER, **(weather or {})})
    return book_of({**BODIES, **bodies}, codes=[*CODES, *codes])


@pytest.mark.parametrize(
    ("change", "n", "read", "holds"),
    [
        ({}, 4, 1, True),
        ({"fishing": {"reef": [0]}}, 4, 0, False),
        ({"fishing": {"sail": [0, 1]}}, 4, 2, False),
        ({"reef": ["net sand"]}, 3, 0, False),
        ({"sail": ["gale sand", "lamp"]}, 3, 1, False),
    ],
)
def test_each_zero_of_the_words_is_contradicted_or_confirmed(change: dict, n: int, read: int, holds: bool) -> None:
    found = framing.zeros_read(read_as(**change), contradicted=NO_WORD, confirmed=NEITHER)
    assert found == Evidence(holds, {"zeros": n, "read": read})


def test_a_word_that_nobody_has_is_no_zero_of_anybody() -> None:
    book = read_as(dock=["net net sand sand", "rope sand"])
    found = framing.zeros_read(book, contradicted=NO_WORD, confirmed=[["fishing", "sail"]])
    assert found == Evidence(True, {"zeros": 2, "read": 1})


@pytest.mark.parametrize(
    ("fishing", "issues", "differ", "holds"),
    [
        ({}, ["fishing"], 1, True),  # reef is read so throughout
        ({}, ["fishing", "weather"], 1, False),
        ({"dock": [1, 1], "reef": [0]}, ["fishing"], 0, False),
    ],
)
def test_words_and_reading_put_different_articles_first(
    fishing: dict, issues: list[str], differ: int, holds: bool
) -> None:
    found = framing.leaders_differ(read_as(fishing), issues=issues)
    assert found == Evidence(holds, {"differing": differ, "named": len(issues), "all_issues": 2})


@pytest.mark.parametrize(
    ("reef", "by_words", "by_reading", "following", "holds"),
    [
        ("sand sand", "dock", "reef", 0.0, True),
        ("sand sand", "dock", "dock", 0.0, False),
        ("sand sand", "reef", "reef", 0.0, False),
        ("net sand", "dock", "reef", 500.0, False),  # as many as dock: three of six words
    ],
)
def test_an_article_is_first_by_words_and_one_by_reading(
    reef: str, by_words: str, by_reading: str, following: float, holds: bool
) -> None:
    found = framing.first_by_each(read_as(reef=[reef]), frame="fishing", by_words=by_words, by_reading=by_reading)
    assert found == Evidence(holds, {"rate": 500, "next_rate": following, "share": 1})


def test_of_one_article_none_is_first() -> None:
    book = book_of({"dock": BODIES["dock"]}, codes=issue_codes(fishing={"dock": [1, 0]}, weather={"dock": [1, 0]}))
    assert not framing.first_by_each(book, frame="fishing", by_words="dock", by_reading="dock").holds


@pytest.mark.parametrize(("at_least", "holds"), [(0.6, True), (0.67, False)])
def test_words_find_a_share_of_what_is_read(at_least: float, holds: bool) -> None:
    # Of three passages that are read so, dock's first twice and reef's, two have a word; of three with a word, as many.
    found = framing.words_found(read_as(), at_least=at_least)
    shares = {"share_found": pytest.approx(2 / 3), "share_meant": pytest.approx(2 / 3)}
    assert found == Evidence(holds, {**shares, "passages": 3})


def test_where_nothing_is_read_nothing_is_found() -> None:
    nothing = {source: [0] * len(body) for source, body in BODIES.items()}
    found = framing.words_found(read_as(nothing, nothing), at_least=0.1)
    assert found == Evidence(False, {"share_found": 0, "share_meant": 0, "passages": 0})


@pytest.mark.parametrize(
    ("change", "source", "figures", "holds"),
    [
        ({}, "reef", (1, 0, 1), True),
        ({"reef": ["calm sand"]}, "reef", (1, 1, 1), False),
        ({"weather": {"reef": [1]}}, "reef", (1, 1, 1), False),
        ({"weather": {"dock": [0, 0], "reef": [1]}}, "reef", (1, 1, 0), False),  # nobody else is read so
        ({"dock": ["net net gale sand", "rope sand"]}, "reef", (0, 0, 1), False),  # nobody has a word of this pole
        ({}, "dock", (0, 2, 0), False),
    ],
)
def test_a_source_is_silent_by_words_and_by_reading(change: dict, source: str, figures: tuple, holds: bool) -> None:
    args = {"frame": "weather", "pole": "fair", "source": source, "variable": "weather", "codes": ["1"]}
    named = dict(zip(("others_hits", "own", "others_coded"), figures, strict=True))
    assert framing.silent_on(read_as(**change), **args) == Evidence(holds, named)


@pytest.mark.parametrize(
    ("source", "other", "coded", "strays", "holds", "where"),
    [
        ("dock", "sail", 1, 0, True, (("dock", 1),)),
        ("dock", "reef", 1, 1, False, (("dock", 1),)),
        ("sail", "reef", 0, 1, False, ()),
        ("sail", "sail", 0, 0, False, ()),
    ],
)
def test_a_code_is_here_and_not_there(
    source: str, other: str, coded: int, strays: int, holds: bool, where: tuple
) -> None:
    found = framing.coded_here_alone(read_as(), variable="fishing", codes=["1"], source=source, other=other)
    assert found == Evidence(holds, {"coded": coded, "paragraphs": 2, "other_coded": strays}, where)


def test_codes_of_paragraphs_are_matched_by_line() -> None:
    codes = [(("sail", HEAD + 1, "mood"), "grim"), (("sail", HEAD, "mood"), "gay"), (("dock", HEAD, "mood"), "gay")]
    book = book_of(BODIES, codes=codes)
    args = {"variable": "mood", "source": "sail", "other": "dock"}
    figures = {"coded": 1, "paragraphs": 2, "other_coded": 0}
    assert framing.coded_here_alone(book, codes=["grim"], **args) == Evidence(True, figures, (("sail", 2),))
    assert not framing.coded_here_alone(book, codes=["grim", "gay"], **args).holds


def test_unknown_variables_and_codes_are_refused() -> None:
    args = {"source": "dock", "other": "sail"}
    with pytest.raises(ValueError, match="variable has no 'mood'; choose from calm, gale, fishing, weather"):
        framing.coded_here_alone(read_as(), variable="mood", codes=["1"], **args)
    with pytest.raises(ValueError, match="codes of fishing has no '2'; choose from 1, 0"):
        framing.coded_here_alone(read_as(), variable="fishing", codes=["2"], **args)
