"""Evidence on the word list, on articles of a few words counted by hand: a claim that holds, and one that does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from helpers.articles import FEW, Articles, corpus_of, issue_codes
from parallax.claims import lexicon
from parallax.claims.evidence import Evidence
from parallax.claims.results import Results

# Net and gale are seeds; rope and calm were added, and dock alone has them. In reef the list finds nothing.
BODIES = {"dock": ["net net calm sand", "rope sand"], "reef": ["sand sand"], "sail": ["sand gale", "lamp"]}
FISHING = {"dock": [1, 1], "reef": [1], "sail": [0, 0]}
WEATHER = {"dock": [0, 0], "reef": [0], "sail": [1, 1]}
ADDED = {"rope", "calm"}


def book_of(
    bodies: Articles = BODIES, fishing: dict | None = None, weather: dict | None = None, copies: int = 1
) -> Results:
    """Return what the book computes of these articles, each paragraph with its codes so many times."""
    read = [{**FISHING, **(fishing or {})}, {**WEATHER, **(weather or {})}]
    many = [{source: list(row) * copies for source, row in each.items()} for each in (bodies, *read)]
    corpus = corpus_of(many[0], codes=issue_codes(fishing=many[1], weather=many[2]))
    frames, actors = corpus.tables["frames"], corpus.tables["actors"]
    frames = frames.assign(origin=["text" if entry in ADDED else "seed" for entry in frames["entry"]])
    return Results(replace(corpus, tables={**corpus.tables, "frames": frames, "actors": actors.assign(mask=0)}), FEW)


# Read in five places and found in four, three of them read; across sources, and by seeds, found in two, both read.
WHOLE, ACROSS = 2 * 3 / (5 + 4), 2 * 2 / (5 + 2)


@pytest.mark.parametrize(("at_least", "holds"), [(0.57, True), (0.58, False), (0.7, False)])
def test_the_list_reaches_a_score_as_it_is_and_across_sources(at_least: float, holds: bool) -> None:
    found = lexicon.scores_reach(book_of(), at_least=at_least)
    assert found.holds is holds
    assert found.figures["whole"] == pytest.approx(WHOLE)
    assert found.figures["across"] == found.figures["lower"] == pytest.approx(ACROSS)
    assert np.isnan(found.figures["across_low"])  # of five paragraphs


def test_a_score_has_its_interval_where_there_are_paragraphs_enough() -> None:
    figures = lexicon.scores_reach(book_of(copies=9), at_least=0).figures
    assert 0 < figures["whole_low"] < WHOLE < figures["whole_high"] < 1
    assert 0 < figures["across_low"] < ACROSS < figures["across_high"] < 1


def test_a_score_that_is_undefined_reaches_nothing() -> None:
    nothing = {"dock": [0, 0], "reef": [0], "sail": [0, 0]}
    empty = book_of({"dock": ["sand", "sand"], "reef": ["sand"], "sail": ["sand", "sand"]}, nothing, nothing)
    assert not lexicon.scores_reach(empty, at_least=0).holds


@pytest.mark.parametrize(("at_least", "holds"), [(0.6, True), (0.61, False)])
def test_the_list_finds_a_share_of_what_was_read(at_least: float, holds: bool) -> None:
    found = lexicon.finds_most(book_of(), at_least=at_least)
    assert found == Evidence(holds, pytest.approx({"recall": 3 / 5, "precision": 3 / 4}))


def test_a_list_without_a_false_hit_raises_none() -> None:
    assert not lexicon.finds_most(book_of(weather={"dock": [1, 0]}), at_least=0).holds


def test_recall_falls_and_precision_rises_across_sources() -> None:
    found = lexicon.recall_for_precision(book_of(copies=9))
    shown = {name: found.figures[name] for name in ("recall", "recall_across", "precision", "precision_across")}
    assert shown == pytest.approx({"recall": 3 / 5, "recall_across": 2 / 5, "precision": 3 / 4, "precision_across": 1})
    assert found.figures["recall_end"] < 0 < found.figures["precision_end"]
    assert found.holds


@pytest.mark.parametrize(
    "book",
    [
        book_of(),  # too few paragraphs to say
        book_of(copies=9, fishing={"dock": [1, 0]}),  # no recall is lost
        book_of(copies=9, weather={"dock": [1, 0]}),  # no precision is gained
    ],
)
def test_a_change_that_is_none_or_cannot_be_told_is_no_trade(book: Results) -> None:
    assert not lexicon.recall_for_precision(book).holds


@pytest.mark.parametrize(("at_least", "holds"), [(0.4, True), (0.41, False)])
def test_seeds_find_a_share(at_least: float, holds: bool) -> None:
    found = lexicon.seeds_find(book_of(), at_least=at_least)
    assert found == Evidence(holds, pytest.approx({"recall": 2 / 5, "precision": 1, "f1": ACROSS, "seeds": 2}))


@pytest.mark.parametrize(
    ("weather", "source", "other", "holds"),
    [
        ({"sail": [1, 0]}, "sail", "reef", True),
        ({"sail": [1, 0]}, "dock", "reef", False),
        ({"sail": [1, 0]}, "sail", "dock", False),
        ({}, "sail", "reef", False),  # half in dock too
    ],
)
def test_seeds_find_most_in_one_article_and_least_in_another(
    weather: dict, source: str, other: str, holds: bool
) -> None:
    assert lexicon.seeds_uneven(book_of(weather=weather), source=source, other=other).holds is holds


def test_shares_by_article_are_told() -> None:
    found = lexicon.seeds_uneven(book_of(weather={"sail": [1, 0]}), source="sail", other="reef")
    named = {"highest": 1, "next_highest": 0.5, "next_lowest": 0.5, "lowest": 0, "lowest_whole": 0}
    assert found.figures == named


@pytest.mark.parametrize(
    ("issue", "figures", "holds"), [("weather", (0.5, 0.8, 0.5), True), ("fishing", (0.8, 0.5, 1), False)]
)
def test_one_issue_scores_lowest(issue: str, figures: tuple, holds: bool) -> None:
    named = dict(zip(("f1", "next_f1", "precision"), figures, strict=True))
    assert lexicon.scores_lowest(book_of(), issue=issue) == Evidence(holds, pytest.approx(named))


def test_of_equal_scores_none_is_lowest() -> None:
    alike = book_of(weather={"dock": [1, 0], "sail": [1, 1]})
    assert not lexicon.scores_lowest(alike, issue="weather").holds


@pytest.mark.parametrize(
    ("calm", "issue", "at_least", "single", "holds"),
    [
        ("calm", "weather", 1, 1, True),
        ("calm", "fishing", 1, 1, False),
        ("calm calm", "weather", 0.1, 0, False),
        ("calm gale", "weather", 0.1, 0, False),
    ],
)
def test_most_false_hits_are_on_an_issue_and_hang_on_a_single_word(
    calm: str, issue: str, at_least: float, single: int, holds: bool
) -> None:
    # Words and reading agree on two nets, one rope, one gale.
    book = book_of({**BODIES, "dock": [f"net net {calm} sand", "rope sand"]})
    found = lexicon.false_hits(book, issue=issue, at_least=at_least)
    mine = (1, 0) if issue == "weather" else (0, 1)
    named = dict(zip(("mine", "following"), mine, strict=True))
    figures = {"false_hits": 1, **named, "single_hits": single, "single": single, "single_right": 2 / 3}
    assert found == Evidence(holds, pytest.approx(figures))


def test_where_nothing_is_false_nothing_is_most() -> None:
    book = book_of(weather={"dock": [1, 0]})
    found = lexicon.false_hits(book, issue="weather", at_least=0)
    assert (found.holds, found.figures["false_hits"]) == (False, 0)
    assert np.isnan(found.figures["single"])


@pytest.mark.parametrize(
    ("change", "source", "figures", "holds"),
    [
        ({}, "dock", (2, 0, 2, 0, 1, 1), True),
        ({}, "sail", (0, 2, 2, 1, 0, 1), False),
        ({"weather": {"dock": [0, 1]}}, "dock", (2, 0, 2, 1, 1, 2), False),
        ({"fishing": {"reef": [0]}}, "dock", (2, 0, 2, 0, 0, 1), False),  # reef misses nothing either
        ({"bodies": {**BODIES, "dock": ["net", "net"]}}, "dock", (0, 0, 0, 0, 1, 0), False),  # no entry of its own
    ],
)
def test_the_list_misses_nothing_in_the_article_with_most_entries_of_its_own(
    change: dict, source: str, figures: tuple, holds: bool
) -> None:
    named = dict(
        zip(("own", "own_elsewhere", "all_own", "missed", "least_elsewhere", "missed_across"), figures, strict=True)
    )
    assert lexicon.misses_nothing(book_of(**change), source=source) == Evidence(holds, named)


def test_an_entry_that_counts_for_no_issue_is_no_entry_of_an_article() -> None:
    book = book_of()
    frames = book.corpus.tables["frames"]
    unframed = frames.assign(frame=frames["frame"].mask(frames["entry"] == "rope", "none"))
    fewer = Results(replace(book.corpus, tables={**book.corpus.tables, "frames": unframed}), FEW)
    figures = [lexicon.misses_nothing(each, source="dock").figures for each in (book, fewer)]
    assert [(each["own"], each["all_own"]) for each in figures] == [(2, 2), (1, 1)]
