"""Evidence on differences of issues, on articles of a few words: a claim that holds, and one that just does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from helpers.articles import THREE, Articles, corpus_of, issue_codes, times
from parallax.analysis import framing as frame_comparisons
from parallax.claims import framing
from parallax.claims.evidence import Evidence
from parallax.claims.results import Results


def book_of(articles: Articles, **tables: Sequence[Sequence[object]]) -> Results:
    """Return what the book computes of some articles, see `corpus_of`."""
    return Results(corpus_of(articles, **tables))


@pytest.fixture(scope="module")
def three() -> Results:
    return book_of(THREE)


# In paragraphs that are alike a rate is as good as certain: the margin is that of one hit in forty words.
HALF, QUARTER, NONE = "net rope sand a", "net sand sand a", "sand sand sand a"
TENS = {"dock": times(10, HALF), "reef": times(10, QUARTER), "sail": times(10, NONE)}
ALL_OF_DOCK = tuple(("dock", number) for number in range(1, 11))
UP = [["fishing", "dock", "reef"], ["fishing", "dock", "sail"], ["fishing", "reef", "sail"]]
# Half of the paragraphs of dock make all its hits: a fourth more than reef, and no margin is as small as that.
UNEVEN = {**TENS, "dock": [*times(5, "net rope rope sand"), *times(5, NONE)]}


@pytest.mark.parametrize(
    ("change", "found", "n", "holds"),
    [
        ({}, UP, 3, True),
        ({}, UP[:2], 3, False),  # one is not named
        ({}, [*UP, ["weather", "dock", "reef"]], 3, False),  # one is named that is none
        ({}, [["fishing", "reef", "dock"], *UP[1:]], 3, False),  # it goes the other way
        (UNEVEN, UP[1:], 2, True),
        (UNEVEN, UP, 2, False),
    ],
)
def test_exactly_the_named_differences_exceed_their_margin(change: dict, found: list, n: int, holds: bool) -> None:
    book = book_of({**TENS, **change})
    # Three pairs, and the issues fishing and weather.
    figures = {"firm": n, "tested": 6, "named": len(found)}
    assert framing.firm_differences(book, found=found) == Evidence(holds, figures)


def test_differences_that_cannot_be_made_are_not_counted() -> None:
    book = book_of({**TENS, "reef": times(9, QUARTER)})
    assert framing.firm_differences(book, found=UP[1:2]) == Evidence(True, {"firm": 1, "tested": 2, "named": 1})
    untested = {"untested": 4, "differences": 6, "paragraphs": 9}
    assert framing.not_made(book, source="reef") == Evidence(True, untested)
    assert not framing.not_made(book, source="dock").holds
    assert not framing.not_made(book_of({**TENS, "reef": ["net"], "sail": ["net"]}), source="reef").holds
    assert not framing.not_made(book_of(TENS), source="reef").holds


@pytest.mark.parametrize(
    ("dock", "named", "holds"),
    [
        (HALF, ["weather"], True),
        (HALF, ["weather", "fishing"], False),
        (HALF, ["fishing"], False),
        ("net calm calm a", ["weather"], False),
        (NONE, ["fishing", "weather"], False),  # reef differs from both
    ],
)
def test_exactly_the_named_issues_have_no_difference(dock: str, named: list[str], holds: bool) -> None:
    found = framing.none_differs(book_of({**TENS, "dock": times(10, dock)}), issues=named, nearest=named[0])
    assert (found.figures["tested"], found.holds) == (3.0 * len(named), holds)
    if named == ["weather"]:
        assert found.figures["difference"] == (500.0 if "calm" in dock else 0.0)
        assert (found.figures["difference"] <= found.figures["margin"]) == holds


def test_the_issue_whose_difference_comes_nearest_is_the_named_one() -> None:
    # Dock has two words on fishing and none on weather, reef has neither.
    book = book_of({"dock": [*times(2, "net sand sand sand"), *times(8, NONE)], "reef": times(10, NONE)})
    both = ["fishing", "weather"]
    found = framing.none_differs(book, issues=both, nearest="fishing")
    assert (found.figures["difference"], found.figures["tested"], found.holds) == (50.0, 2.0, True)
    assert framing.none_differs(book, issues=both, nearest="weather") == replace(found, holds=False)


def test_where_no_difference_can_be_made_none_is_found_and_none_denied() -> None:
    book = book_of({"dock": times(9, HALF), "reef": times(10, NONE)})
    found = framing.none_differs(book, issues=["weather", "fishing"], nearest="weather")
    assert (found.figures["tested"], found.holds) == (0.0, False)
    found = framing.differs(book, frame="fishing", source="dock", other="reef")
    assert (found.figures["difference"], found.holds) == (500.0, False)


def test_a_rate_lies_above_another_by_more_than_the_margin() -> None:
    book = book_of(TENS)
    found = framing.differs(book, frame="fishing", source="dock", other="reef")
    table = frame_comparisons.differences(book.hits(), book.settings)
    row = table[(table["group"] == "dock") & (table["other"] == "reef") & (table["frame"] == "fishing")].iloc[0]
    margin = found.figures["margin"]
    assert found == Evidence(True, {"difference": 250, "margin": margin, "rate": 500}, ALL_OF_DOCK)
    assert margin == pytest.approx(row["corrected_high"] - 250)
    # One hit in forty words is 25 in a thousand; there are two such errors.
    assert 1.96 * 25 * np.sqrt(2) <= margin < 250
    other_way = framing.differs(book, frame="fishing", source="reef", other="dock")
    assert other_way.figures == {"difference": -250, "margin": margin, "rate": 250}
    assert not other_way.holds


def test_a_difference_within_its_margin_is_none() -> None:
    found = framing.differs(book_of(UNEVEN), frame="fishing", source="dock", other="reef")
    assert (found.figures["difference"], found.figures["rate"]) == (125.0, 375.0)
    assert (found.holds, found.where) == (False, ALL_OF_DOCK[:5])
    assert found.figures["margin"] > 125


@pytest.mark.parametrize(
    ("dock", "reef", "holds"),
    [
        ("net net calm sand", "sand sand calm sand", True),
        ("net net calm calm", "sand sand sand sand", False),  # weather differs too
        ("net net calm sand", "net net calm sand", False),  # nothing does
        ("sand sand calm sand", "net net calm sand", False),  # the other lies above
        ("net net calm calm", "net net sand sand", False),  # another issue does, and this one not
    ],
)
def test_one_issue_alone_sets_articles_apart(dock: str, reef: str, holds: bool) -> None:
    # That sail differs from both says nothing of the pair.
    book = book_of({"dock": times(10, dock), "reef": times(10, reef), "sail": times(10, "gale gale gale gale")})
    found = framing.only_difference(book, frame="fishing", source="dock", other="reef")
    assert found.holds == holds
    assert found.figures == framing.differs(book, frame="fishing", source="dock", other="reef").figures


@pytest.mark.parametrize(
    ("reef", "least", "times", "holds"),
    [
        ([1] * 2 + [0] * 8, (2.5, 0.2, 0.5), 2, True),
        ([1] * 2 + [0] * 8, (2.5, 0.2, 0.5), 2.5, False),
        ([1] * 5 + [0] * 5, (1.0, 0.5, 0.5), 1, False),  # as large a share as dock
        ([1] * 6 + [0] * 4, (5 / 6, 0.6, 0.5), 1, False),
        ([0] * 10, (0.0, 0.0, 0.0), 1, False),  # reef has more words than sail, and neither is read so
    ],
)
def test_the_reading_goes_the_way_of_the_words(reef: list[int], least: tuple, times: float, holds: bool) -> None:
    read = {"dock": [1] * 5 + [0] * 5, "reef": reef, "sail": [0] * 10}
    book = book_of(TENS, codes=issue_codes(fishing=read, weather={source: [1] * 10 for source in TENS}))
    figures = dict(zip(("ratio", "below", "above"), map(pytest.approx, least), strict=True))
    assert framing.reading_agrees(book, times=times) == Evidence(holds, figures)


def test_where_nothing_differs_the_reading_bears_out_nothing() -> None:
    read = {source: [1] * 10 for source in TENS}
    book = book_of({source: times(10, HALF) for source in TENS}, codes=issue_codes(fishing=read, weather=read))
    assert not framing.reading_agrees(book, times=0).holds


@pytest.mark.parametrize(
    ("first", "share", "n", "total", "holds"),
    [
        ("net rope calm", 0.49, 2, 4, True),
        ("net rope calm", 0.5, 2, 4, False),
        ("rope calm", 0.49, 1, 3, False),
    ],
)
def test_one_entry_carries_more_than_a_share_of_an_issue(
    first: str, share: float, n: int, total: int, holds: bool
) -> None:
    book = book_of({"dock": [first, "net rope"], "reef": ["rope rope rope"]})
    found = framing.one_entry_carries(book, frame="fishing", source="dock", entry="net", share=share)
    assert found == Evidence(holds, {"hits": n, "part": n / total, "all_hits": total})


def test_an_entry_carries_nothing_where_there_is_no_hit(three: Results) -> None:
    found = framing.one_entry_carries(three, frame="weather", source="dock", entry="gale", share=0)
    assert found == Evidence(False, {"hits": 0, "part": 0, "all_hits": 0})


def test_an_unknown_issue_or_article_in_a_list_is_named(three: Results) -> None:
    with pytest.raises(ValueError, match=r"frame has no 'farming'; choose from fishing, weather$"):
        framing.none_differs(three, issues=["fishing", "farming"], nearest="fishing")
    with pytest.raises(ValueError, match="issues is empty; name one or more"):
        framing.none_differs(three, issues=[], nearest="fishing")
    with pytest.raises(ValueError, match=r"sources has no 'stranger'"):
        framing.firm_differences(three, found=[["fishing", "dock", "stranger"]])
    with pytest.raises(ValueError, match=r"frame has no 'farming'; choose from fishing, weather$"):
        framing.firm_differences(three, found=[["fishing", "dock", "reef"], ["farming", "dock", "reef"]])
