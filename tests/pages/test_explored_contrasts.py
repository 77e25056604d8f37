"""Contrasts for the explorer, against those of the library in each way of counting."""

from __future__ import annotations

import pytest

from parallax import load_corpus
from parallax.claims.results import Results
from parallax.corpus.choices import CHOICES, COUNTING, chosen
from parallax.pages.explored_contrasts import OWN, contrasts, differences, variants
from parallax.pages.explored_words import words

PAIR = ["negotiating-ideas", "hasht-e-subh"]


@pytest.fixture(scope="module")
def book() -> Results:
    return Results(load_corpus())


def test_the_book_and_each_of_its_neighbours_are_ways_of_counting() -> None:
    ways = variants()
    assert ways.pop("") == {}
    assert len(ways) == sum(len(CHOICES[choice]) - 1 for choice in COUNTING)
    for name, choices in ways.items():
        ((choice, level),) = choices.items()
        assert name == f"{choice}={str(level).lower()}"
        assert level != OWN[choice]


def test_contrasts_are_those_of_the_library_in_each_way(book: Results) -> None:
    shown = words(book, 1)["names"]
    made = contrasts(book, [PAIR], shown)
    order = list(book.corpus.by_date)
    pair = ",".join(sorted(str(order.index(source)) for source in PAIR))
    for name, choices in variants().items():
        table = Results(chosen(book.corpus, choices), book.settings).contrasts(PAIR)
        rows = made[name][pair]["rows"]
        assert len(rows) == len(table) > 10
        for row, (group, term, n, odds, held) in zip(
            rows, table[["group", "term", "n_target", "log_odds", "n_checks"]].itertuples(index=False), strict=True
        ):
            assert (order[row[0]], row[1], row[2], row[3]) == (group, term, n, round(odds, 2))
            assert sum(check for check in row[7:] if check) == held


def test_shuffles_deal_out_all_uses_of_a_pair(book: Results) -> None:
    units = book.compared(PAIR).units
    made = contrasts(book, [PAIR], units.terms.tolist())[""]["3,4"]["shuffled"]
    total = dict(zip(units.terms.tolist(), units.totals.sum(axis=0).tolist(), strict=True))
    assert made["uses"].keys() == total.keys()
    assert all(0 <= n <= total[term] for term, uses in made["uses"].items() for n in uses)
    assert all(0 < n < units.sizes.sum() for n in made["tokens"])
    assert any(len(set(uses)) > 1 for uses in made["uses"].values())


def test_contrasts_are_of_what_is_shown_alone(book: Results) -> None:
    made = contrasts(book, [PAIR], ["sphere"])
    assert {row[1] for compared in made.values() for found in compared.values() for row in found["rows"]} == {"sphere"}
    shuffled = [found["shuffled"]["uses"] for found in made[""].values() if "shuffled" in found]
    assert {term for uses in shuffled for term in uses} == {"sphere"}


def test_differences_of_issues_are_those_of_the_book(book: Results) -> None:
    there = book.issue_differences()
    there = there[~there["frame"].str.contains(":")]
    rows = differences(book)
    assert len(rows) == len(there) > 10
    order = list(book.corpus.by_date)
    for row, kept in zip(rows, there.itertuples(index=False), strict=True):
        assert (row[0], order[row[1]], order[row[2]]) == (kept.frame.replace("_", " "), kept.above, kept.below)
        assert row[3] == round(kept.size, 1)
        assert row[5:] == [kept.made, kept.firm]
        assert (row[4] is None) == (not kept.made)
