"""Evidence on what articles leave out, on articles of a few words: a claim that holds, and one that just does not."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.articles import Articles, corpus_of, times
from parallax.analysis import omissions
from parallax.claims import omissions as evidence
from parallax.claims.evidence import Evidence
from parallax.claims.results import Results


def book_of(articles: Articles, **given: Any) -> Results:  # noqa: ANN401  tables and facts
    """Return what is computed of some articles, see `helpers.articles.corpus_of`."""
    return Results(corpus_of(articles, **given))


ALIKE = {"dock": times(10, "net rope"), "reef": times(10, "net rope")}
APART = {"dock": times(10, "net rope"), "reef": times(10, "lamp oil")}
# One of three deals of four paragraphs into two pairs parts the two words as they are; the others mix them.
PAIRS = {"dock": times(2, "net net net"), "reef": times(2, "oil oil oil")}
# Apart only where quoted words count.
QUOTED = {"dock": times(10, 'net "rope "rope'), "reef": times(10, 'net "oil "oil')}


@pytest.mark.parametrize(
    ("articles", "n", "share"),
    [(ALIKE, 0, 1), (APART, 4, 1 / 11), ({**APART, "reef": times(11, "lamp oil")}, 4, 1 / 11)],
)
def test_omissions_that_no_deal_gives_are_above_chance_as_far_as_so_many_deals_can_tell(
    articles: dict, n: int, share: float
) -> None:
    book = book_of({**articles, "sail": ["net oil lamp rope"]})
    for fewer_than in (share, share + 0.001):
        found = evidence.omissions_beyond_chance(book, sources=["reef", "dock"], fewer_than=fewer_than, deals=10)
        figures = {"left_out": n, "dealt_mean": 0, "share_reaching": share}
        assert found == Evidence(fewer_than > share, figures)


@pytest.mark.parametrize(("share", "holds"), [(0.25, False), (0.42, True)])
def test_omissions_that_a_third_of_the_deals_give_are_within_chance(share: float, holds: bool) -> None:
    book = book_of(PAIRS)
    beyond = evidence.omissions_beyond_chance(book, sources=["dock", "reef"], fewer_than=share, deals=400)
    within = evidence.omissions_within_chance(book, min_groups=1, at_least=share, deals=400)
    mean, reaching = pytest.approx(2 / 3, abs=0.15), pytest.approx(1 / 3, abs=0.075)
    assert beyond == Evidence(holds, {"left_out": 2, "dealt_mean": mean, "share_reaching": reaching})
    assert within == Evidence(not holds, beyond.figures)


@pytest.mark.parametrize(
    ("sail", "pairs", "holds"), [(times(10, "net rope"), 2, True), (["net rope lamp oil"], 1, False)]
)
def test_most_pairs_leave_out_more_than_deals_do(sail: list[str], pairs: int, holds: bool) -> None:
    book = book_of({**APART, "sail": sail})
    found = evidence.pairs_beyond_chance(book, fewer_than=0.1, deals=40)
    assert found == Evidence(holds, {"pairs": pairs, "half": 1.5, "all_pairs": 3})
    # Of so few shuffles none may reach a pair: a share of 1 in 11, which is below 0.1 for one pair and not for all.
    assert evidence.omissions_beyond_chance(book, sources=["dock", "reef"], fewer_than=0.1, deals=10).holds
    assert evidence.pairs_beyond_chance(book, fewer_than=0.1, deals=10).figures["pairs"] == 0


def test_claims_on_the_same_sources_share_their_deals(monkeypatch: pytest.MonkeyPatch) -> None:
    dealt, by_chance = [], omissions.by_chance
    monkeypatch.setattr(omissions, "by_chance", lambda *given, **named: dealt.append(1) or by_chance(*given, **named))
    book = book_of({**APART, "sail": ["net rope lamp oil"]})
    evidence.pairs_beyond_chance(book, fewer_than=0.1, deals=10)
    for sources in (["dock", "reef"], ["reef", "dock"], ["sail", "dock"]):
        evidence.omissions_beyond_chance(book, sources=sources, fewer_than=0.1, deals=10)
    assert len(dealt) == 3
    evidence.omissions_beyond_chance(book, sources=["dock", "reef"], fewer_than=0.1, deals=11)
    assert len(dealt) == 4


@pytest.mark.parametrize(("latest", "n"), [("2030-05-31", 3), ("2030-06-01", 4), ("", 4)])
def test_what_came_after_a_source_was_written_it_cannot_leave_out(latest: str, n: int) -> None:
    book = book_of(APART, facts={"dock": {"not_after": latest}}, chronology=[("lamp", "2030-06-01")])
    assert evidence.omissions_within_chance(book, min_groups=1, at_least=1, deals=10).figures["left_out"] == n


@pytest.mark.parametrize(("last", "n"), [("net rope", 4), ("net *lamp", 3), ("net *lamps", 3), ("net lamp", 3)])
def test_what_a_source_has_inside_a_name_it_does_not_leave_out(last: str, n: int) -> None:
    book = book_of({**APART, "dock": [*times(10, "net rope"), last]}, lemmas=[("lamps", "lamp")])
    assert evidence.omissions_within_chance(book, min_groups=1, at_least=1, deals=10).figures["left_out"] == n


def test_among_all_sources_so_many_others_must_use_what_is_left_out() -> None:
    book = book_of(ONE_APART)
    found = [evidence.omissions_within_chance(book, min_groups=needed, at_least=1, deals=10) for needed in (1, 2)]
    # net by sail; and oil by both of the others, if one that uses it is enough
    assert [one.figures["left_out"] for one in found] == [3, 1]


ONE_APART = {"dock": times(10, "net"), "reef": times(10, "net"), "sail": times(10, "oil")}


@pytest.mark.parametrize(
    ("min_groups", "told", "listed", "rest", "holds"),
    [
        (1, ["net"], ["oil"], 1, True),
        (1, ["net"], ["sand"], 1, False),  # as many, but not these
        (1, ["net"], ["oil", "sand"], 1, False),
        (1, ["net", "oil"], [], 0, True),
        (2, ["net"], ["oil"], 0, False),
        (1, [], ["oil"], 2, False),
    ],
)
def test_what_is_left_out_is_listed_and_no_more(
    min_groups: int, told: list[str], listed: list[str], rest: int, holds: bool
) -> None:
    found = evidence.left_out_are(book_of(ONE_APART), min_groups=min_groups, told=told, listed=listed)
    assert found == Evidence(holds, {"untold": rest, "n_listed": len(listed), "left_out": 3 - min_groups})


@pytest.mark.parametrize(
    ("articles", "fewer_than", "without", "holds"),
    [(QUOTED, 0.1, 1, True), (QUOTED, 1 / 11, 1, False), (APART, 0.1, 1 / 11, False), (ALIKE, 0.1, 1, False)],
)
def test_a_difference_can_hang_on_quoted_words(articles: dict, fewer_than: float, without: float, holds: bool) -> None:
    found = evidence.omissions_if_quotes_count(
        book_of(articles), sources=["dock", "reef"], fewer_than=fewer_than, deals=10
    )
    assert found == Evidence(holds, {"share_with": 1 if articles is ALIKE else 1 / 11, "share_without": without})


@pytest.mark.parametrize(
    ("firm", "fragile", "holds"),
    [
        (["sail", "quay"], ["dock", "reef"], True),
        (["dock", "reef"], ["dock", "reef"], False),
        (["sail", "quay"], ["sail", "quay"], False),
    ],
)
def test_one_pair_is_apart_whatever_counts_and_the_other_by_its_quotations(
    firm: list[str], fragile: list[str], holds: bool
) -> None:
    book = book_of({**QUOTED, "sail": times(10, "sand tide"), "quay": times(10, "lamp oar")})
    found = evidence.omissions_firm_and_fragile(book, firm=firm, fragile=fragile, fewer_than=0.1, deals=10)
    assert found.holds == holds
    assert found.figures["share_firm"] == pytest.approx(1 if "dock" in firm else 1 / 11)
