"""Evidence of the first page: days after an event, who finds fault, keywords that stand a closer look."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from helpers.articles import HEAD, THREE, book_of, times
from parallax.claims import intro
from parallax.claims.evidence import found
from parallax.claims.results import Results

DAY = [("flood", "2030-01-01", "2030-01-01", "")]


def days(*spans: tuple[str, str]) -> dict[str, dict[str, str]]:
    """Return the days of three articles."""
    keys = ("not_before", "not_after")
    return {source: dict(zip(keys, span, strict=True)) for source, span in zip(THREE, spans, strict=True)}


@pytest.mark.parametrize(
    ("first", "others", "holds"),
    [
        (("2030-01-11", "2030-01-21"), "2031-01-01", True),
        (("2030-01-11", ""), "2031-01-01", False),  # it may have been written last
        (("2029-12-31", "2030-01-21"), "2031-01-01", False),  # or before
        (("2030-01-11", "2030-01-21"), "2030-12-31", False),  # a day too early
    ],
)
def test_an_article_follows_an_event_and_the_others_come_months_later(
    first: tuple[str, str], others: str, holds: bool
) -> None:
    facts = days(first, (others, ""), ("2032-01-01", "2032-01-02"))
    answer = intro.written_after(
        book_of(THREE, facts=facts, events=DAY), event="flood", source="dock", months=364.5 / intro.DAYS_IN_MONTH
    )
    assert answer.holds == holds
    if holds:
        assert answer == found(True, days=20, months_others=365 / intro.DAYS_IN_MONTH)


def judged(dock: Sequence[str], reef: Sequence[str]) -> Results:
    codes = [
        ((source, HEAD + place, "gale"), code)
        for source, each in (("dock", dock), ("reef", reef), ("sail", ("pos", "neg", "mixed", "none")))
        for place, code in enumerate(each)
    ]
    bodies = {"dock": times(len(dock), "net"), "reef": times(len(reef), "net"), "sail": times(4, "net")}
    return book_of(bodies, codes=codes)


@pytest.mark.parametrize(
    ("dock", "reef", "holds"),
    [
        (["neg", "neg", "pos", "none"], ["pos", "none"], True),
        (["neg", "pos", "none"], ["pos", "none"], False),  # half is not most
        (["neg", "mixed", "none"], ["pos", "none"], False),
        (["neg", "neg"], ["mixed", "pos"], False),  # it finds some fault
        (["neg", "neg"], ["none", "none"], False),  # it judges nobody
        (["none", "none"], ["pos", "pos"], False),
    ],
)
def test_one_article_mostly_finds_fault_and_the_other_never(dock: list, reef: list, holds: bool) -> None:
    answer = intro.judged_apart(judged(dock, reef), variable="gale", source="dock", other="reef")
    assert answer.holds == holds
    if holds:
        assert answer == found(
            True, (("dock", 1), ("dock", 2)), fault=2, judging=3, share=2 / 3, other_fault=0, other_judging=1
        )
