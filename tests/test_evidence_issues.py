"""Evidence on issues and topics, on articles of a few words: a claim that holds, and one that just does not."""

from __future__ import annotations

import pytest

from articles import THREE, corpus_of, times
from parallax.corpus import Corpus
from parallax.evidence import Evidence, base, issues


@pytest.fixture(scope="module")
def three() -> Corpus:
    return corpus_of(THREE)


# Ten paragraphs that are alike make an interval of one point.
HALF, QUARTER, NONE = "net rope sand a", "net sand sand a", "sand sand sand a"
TENS = {"dock": times(10, HALF), "reef": times(10, QUARTER), "sail": times(10, NONE)}
ALL_OF_DOCK = tuple(("dock", number) for number in range(1, 11))


@pytest.mark.parametrize(
    ("change", "others", "holds"),
    [
        ({}, ["reef"], True),
        ({}, ["reef", "sail"], True),
        ({"sail": times(10, HALF)}, ["reef"], True),
        ({"sail": times(10, HALF)}, ["reef", "sail"], False),
        ({"reef": times(9, QUARTER)}, ["reef"], False),  # nine paragraphs make no interval
    ],
)
def test_an_interval_lies_above_others(change: dict, others: list[str], holds: bool) -> None:
    corpus = corpus_of({**TENS, **change})
    found = issues.interval_above(corpus, frame="fishing", source="dock", others=others)
    assert found == Evidence(500.0, 500.0, 500.0, holds, ALL_OF_DOCK)


def test_an_interval_is_of_one_pole_where_one_is_named() -> None:
    corpus = corpus_of({"dock": ["calm gale gale sand", *times(9, "calm sand sand sand")], "reef": times(10, "sand")})
    found = issues.interval_above(corpus, frame="weather", pole="fair", source="dock", others=["reef"])
    assert found[:3] == (250.0, 250.0, 250.0)
    both = issues.interval_above(corpus, frame="weather", source="dock", others=["reef"])
    assert both.value == 300.0
    foul = issues.interval_above(corpus, frame="weather", pole="foul", source="dock", others=["reef"])
    assert (foul.value, foul.low, foul.where) == (50.0, 0.0, (("dock", 1),))


@pytest.mark.parametrize(
    ("change", "sources", "hits", "holds"),
    [
        ({"reef": times(10, HALF)}, ["dock", "reef"], 40, True),
        ({}, ["dock", "reef"], 30, False),
        ({"sail": [*times(5, "net net net sand"), *times(5, NONE)]}, ["dock", "sail"], 45, True),
        ({"sail": [*times(5, "net net net sand"), *times(5, NONE)]}, ["reef", "sail"], 45, True),
        ({"sail": [*times(5, "net net net sand"), *times(5, NONE)]}, ["dock", "sail", "reef"], 45, False),
        ({"reef": times(9, HALF)}, ["dock", "reef"], 38, False),
        ({"dock": times(10, NONE)}, ["dock", "sail"], 10, True),
    ],
)
def test_intervals_meet_each_with_each(change: dict, sources: list[str], hits: int, holds: bool) -> None:
    corpus = corpus_of({**TENS, **change})
    assert issues.intervals_meet(corpus, frame="fishing", sources=sources) == base.exactly(hits, holds)


@pytest.mark.parametrize(
    ("dock", "reef", "rates", "holds"),
    [
        ("net calm sand a", "sand calm sand a", (250, 0), True),
        ("net calm sand a", "sand sand sand a", (250, 0), False),  # weather parts them too
        ("net calm sand a", "net calm sand a", (250, 250), False),  # nothing does
        ("sand calm sand a", "net calm sand a", (0, 250), False),  # the other lies above
        ("net calm sand a", "net sand sand a", (250, 250), False),  # another issue does, and this one not
    ],
)
def test_one_issue_alone_parts_two_sources(dock: str, reef: str, rates: tuple, holds: bool) -> None:
    # In forty words a zero leaves 72 in a thousand open, far less than one in four.
    corpus = corpus_of({"dock": times(10, dock), "reef": times(10, reef), "sail": ["net gale"]})
    found = issues.only_issue_parting(corpus, frame="fishing", source="dock", other="reef")
    assert found == Evidence(rates[0], rates[1], rates[0], holds, ALL_OF_DOCK if rates[0] else ())


def test_where_an_interval_is_missing_no_issue_parts_two_sources() -> None:
    corpus = corpus_of({"dock": times(10, HALF), "reef": times(9, NONE)}, frames=[("net", "fishing", "")])
    assert issues.only_issue_parting(corpus, frame="fishing", source="dock", other="reef").value == 250.0
    assert not issues.only_issue_parting(corpus, frame="fishing", source="dock", other="reef").holds


@pytest.mark.parametrize(
    ("reef", "next_rate", "holds"),
    [("net a a a", 250, True), ("net rope a a", 500, False), ("net net rope a", 750, False)],
)
def test_a_source_has_the_highest_rate(reef: str, next_rate: float, holds: bool) -> None:
    corpus = corpus_of({"dock": ["net sand", "sand sand", "net rope", "rope sand"], "reef": [reef], "sail": ["gale"]})
    found = issues.highest_rate(corpus, frame="fishing", source="dock")
    assert found == Evidence(500.0, 4.0, next_rate, holds, (("dock", 1), ("dock", 3), ("dock", 4)))


@pytest.mark.parametrize(
    ("reef", "pole", "value", "holds"),
    [
        ("sand oil", "", 3, True),
        ("sand gale", "", 3, False),
        ("sand gale", "fair", 2, True),
        ("sand calm", "fair", 2, False),
        ("sand calm", "foul", 1, True),
    ],
)
def test_a_source_has_no_entry_and_others_have(reef: str, pole: str, value: int, holds: bool) -> None:
    corpus = corpus_of({"dock": ["calm gale", "calm"], "reef": [reef, "sand"], "sail": ["net"]})
    found = issues.no_entry(corpus, frame="weather", source="reef", pole=pole)
    # Of three words: a share p shows a zero with probability (1 - p)³, which is to be 5 % or more.
    assert found == Evidence(value, 0.0, pytest.approx(1000 * (1 - 0.05 ** (1 / 3))), holds)


def test_an_entry_that_nobody_has_is_left_out_by_nobody(three: Corpus) -> None:
    assert issues.no_entry(three, frame="weather", source="dock")[::3] == (0.0, False)


@pytest.mark.parametrize(("reef", "rate", "holds"), [("net sand", 500, True), ("net", 1000, False)])
def test_rates_fall_in_order(reef: str, rate: float, holds: bool) -> None:
    corpus = corpus_of({"sail": ["net sand sand sand"], "reef": [reef], "dock": ["rope"]})
    found = issues.rates_in_order(corpus, frame="fishing", sources=["dock", "reef", "sail"])
    assert found == Evidence(1000.0, 250.0, 1000.0, holds)
    upper = issues.rates_in_order(corpus, frame="fishing", sources=["dock", "reef"])
    assert (upper.low, upper.holds) == (rate, holds)


@pytest.mark.parametrize(
    ("first", "share", "n", "total", "holds"),
    [
        ("net rope calm", 0.5, 2, 4, True),
        ("rope calm", 0.5, 1, 3, False),
        ("net rope calm", 0.51, 2, 4, False),
    ],
)
def test_one_entry_carries_a_share_of_an_issue(first: str, share: float, n: int, total: int, holds: bool) -> None:
    corpus = corpus_of({"dock": [first, "net rope"], "reef": ["rope rope rope"]})
    found = issues.one_entry_carries(corpus, frame="fishing", source="dock", entry="net", share=share)
    assert found == Evidence(n, share, total, holds)


def test_an_entry_carries_nothing_where_there_is_no_hit(three: Corpus) -> None:
    found = issues.one_entry_carries(three, frame="weather", source="dock", entry="gale", share=0)
    assert found == Evidence(0.0, 0.0, 0.0, False)
