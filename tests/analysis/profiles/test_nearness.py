"""How near groups are: against sums by hand, against what can be known of chance, and whatever the order of units."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr

from parallax.analysis.profiles import nearness as near
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units

TERMS = ["net", "oar", "rope", "sand"]
FEW = Settings(seed=3, n_deals=199, n_resamples=199, n_permutations=2000)


def units_of(**bodies: list[list[int]]) -> Units:
    counts = [row for rows in bodies.values() for row in rows]
    groups = [name for name, rows in bodies.items() for _ in rows]
    places = [f"{name}/{place}" for name, rows in bodies.items() for place, _ in enumerate(rows)]
    return Units(counts, TERMS, pd.Categorical(groups, categories=list(bodies)), ids=places)


ALIKE = [[2, 1, 1, 0], [1, 2, 0, 1]] * 6
OTHER = [[0, 0, 2, 2], [0, 0, 1, 3]] * 6
THREE = units_of(dock=ALIKE, reef=ALIKE, mill=OTHER)


def test_what_two_have_in_common_is_counted_over_whole_groups() -> None:
    table = near.nearness(near.of_words(THREE), FEW).set_index(["group", "other"])
    assert table["similarity"].to_dict() == {
        ("dock", "reef"): 1.0,
        ("dock", "mill"): pytest.approx(2 / 8),  # an eighth each of rope and sand, and half of the rest is elsewhere
        ("reef", "mill"): pytest.approx(2 / 8),
    }
    assert (table["relative"] == table["similarity"] / table["dealt"]).all()


def test_what_differs_is_further_apart_than_deals_and_what_is_alike_is_not() -> None:
    table = near.nearness(near.of_words(THREE), FEW).set_index(["group", "other"])
    assert table["apart"].to_dict() == {("dock", "reef"): False, ("dock", "mill"): True, ("reef", "mill"): True}
    assert table.at[("dock", "mill"), "share_dealt"] == 1 / 200  # no deal reaches it, and it counts as one
    assert table.at[("dock", "reef"), "share_dealt"] == 1.0
    assert (table["dealt_low"] <= table["dealt"]).all()
    assert (table["dealt"] <= table["dealt_high"]).all()


def test_an_interval_lies_about_the_figure_and_there_is_none_for_few_units() -> None:
    table = near.nearness(near.of_words(THREE), FEW)
    assert ((table["ci_low"] <= table["similarity"]) & (table["similarity"] <= table["ci_high"])).all()
    short = near.nearness(near.of_words(units_of(dock=ALIKE, reef=ALIKE[:9], mill=OTHER)), FEW)
    assert short.set_index(["group", "other"])["ci_low"].isna().to_dict() == {
        ("dock", "reef"): True,
        ("dock", "mill"): False,
        ("reef", "mill"): True,
    }


def test_no_order_of_units_changes_a_digit() -> None:
    whole = near.nearness(near.of_words(THREE), FEW)
    shuffled = THREE.rows(np.random.default_rng(1).permutation(len(THREE)))
    pd.testing.assert_frame_equal(near.nearness(near.of_words(shuffled), FEW), whole)


def test_deals_are_as_long_as_the_groups() -> None:
    # One long paragraph and many short ones: it is dealt to either, and lengths stay as near as paragraphs allow.
    units = units_of(dock=[[20, 20, 20, 20]], reef=[[1, 0, 0, 1]] * 40)
    rows = [np.flatnonzero(units.codes == group) for group in (0, 1)]
    first, second = near._dealt(units, *rows, np.arange(4), FEW)
    totals = first.sum(axis=1)
    assert (totals + second.sum(axis=1) == 160).all()
    assert totals.min() >= 40
    assert totals.max() <= 120


def test_both_lots_have_a_unit_in_every_deal() -> None:
    units = units_of(dock=[[1, 0, 0, 0]], reef=[[90, 9, 0, 0]])
    first, second = near._dealt(units, np.array([0]), np.array([1]), np.arange(4), FEW)
    assert (first.sum(axis=1) > 0).all()
    assert (second.sum(axis=1) > 0).all()


PARAGRAPHS = pd.DataFrame({"source": ["dock", "dock", "reef"], "line": [2, 3, 2]})
WORDS = Units([[3], [4], [5]], ["net"], ["dock", "dock", "reef"], [10, 20, 30], ids=["dock/2", "dock/3", "reef/2"])
STATED = pd.DataFrame(
    [("tide", "dock", 2, "asserted"), ("tide", "dock", 3, "asserted"), ("tide", "reef", 2, "disputed"),
     ("net", "dock", 3, "attributed"), ("net", "reef", None, "absent"), ("oar", "dock", None, "absent"),
     ("oar", "reef", 0, "asserted"), ("oar", "reef", 2, "asserted"), ("moon", "dock", None, "not_yet_possible"),
     ("moon", "reef", 2, "asserted")],
    columns=["fact", "source", "line", "status"],
)  # fmt: skip


def test_questions_are_compared_without_those_that_one_could_not_answer_yet() -> None:
    compared = near.of_facts(WORDS, PARAGRAPHS, STATED)
    assert compared.units.terms.tolist() == ["moon", "net", "oar", "tide"]
    # The line 0 is a title.
    assert compared.units.counts.toarray().tolist() == [[0, 0, 0, 1], [0, 1, 0, 1], [1, 0, 1, 1]]
    assert compared.possible.tolist() == [[False, True, True, True], [True, True, True, True]]
    (row,) = near.nearness(compared, FEW).itertuples()
    assert row.similarity == pytest.approx(1 / 3)  # of net, oar and tide, both have the tide


def test_issues_are_weighed_by_the_words_of_their_paragraphs() -> None:
    read = pd.DataFrame({"fishing": [1, 1, 0], "weather": [0, 1, 1]})
    compared = near.of_issues(WORDS, read)
    assert compared.units.totals.toarray().tolist() == [[30, 20], [0, 30]]
    (row,) = near.nearness(compared, FEW).itertuples()
    assert row.similarity == pytest.approx(20 / 50)


def test_actors_are_weighed_by_how_often_they_are_named() -> None:
    mentions = pd.DataFrame(
        [("dock", 2, "guild", 3), ("dock", 3, "town", 1), ("reef", 2, "town", 2), ("reef", 0, "guild", 9)],
        columns=["source", "line", "actor", "n"],
    )
    (row,) = near.nearness(near.of_actors(WORDS, PARAGRAPHS, mentions), FEW).itertuples()
    assert row.similarity == pytest.approx(1 / 4)


def test_pairs_are_put_into_the_order_of_the_reader() -> None:
    table = near.of_all({"words": near.of_words(THREE)}, ["mill", "dock", "reef"], FEW)
    assert list(zip(table["by"], table["group"], table["other"], strict=True)) == [
        ("words", "mill", "dock"),
        ("words", "mill", "reef"),
        ("words", "dock", "reef"),
    ]


def test_a_row_a_pair_has_a_cell_a_measure() -> None:
    table = pd.DataFrame(
        [("words", "dock", "reef", 0.256, 0.5, True), ("words", "dock", "mill", 0.4, 0.3, False),
         ("facts", "dock", "reef", 0.1, 0.2, False), ("facts", "dock", "mill", 1.0, 0.9, False)],
        columns=["by", "group", "other", "similarity", "dealt", "apart"],
    )  # fmt: skip
    wide = near.side_by_side(table)
    assert wide.columns.tolist() == ["group", "other", "words", "facts"]
    assert wide.to_numpy().tolist() == [
        ["dock", "reef", "26% · 50% *", "10% · 20%"],
        ["dock", "mill", "40% · 30%", "100% · 90%"],
    ]


LABELS = ["dock", "reef", "mill", "gate"]
PAIRS = [(one, other) for place, one in enumerate(LABELS) for other in LABELS[place + 1 :]]


def orders(**values: list[float]) -> pd.DataFrame:
    rows = [(by, *pair, value) for by, mine in values.items() for pair, value in zip(PAIRS, mine, strict=True)]
    return pd.DataFrame(rows, columns=["by", "group", "other", "similarity"])


def test_agreement_is_the_mean_rank_correlation_and_its_share_what_swapped_names_give() -> None:
    one, other = [0.9, 0.5, 0.4, 0.3, 0.2, 0.1], [0.8, 0.1, 0.5, 0.4, 0.2, 0.3]
    found = near.concordance(orders(words=one, facts=other), "similarity", FEW)
    assert found.agreement == pytest.approx(spearmanr(one, other).statistic)
    # All ways to name four groups anew; only the second order needs to be swapped against the first.
    place = {frozenset(pair): number for number, pair in enumerate(PAIRS)}
    swapped = [
        spearmanr(one, [other[place[frozenset({names[LABELS.index(a)], names[LABELS.index(b)]})]] for a, b in PAIRS])
        for names in permutations(LABELS)
    ]
    exact = np.mean([each.statistic >= found.agreement - 1e-9 for each in swapped])
    assert found.share == pytest.approx(exact, abs=0.03)


def test_orders_that_are_one_agree_and_those_that_are_reversed_do_not() -> None:
    rising = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
    assert near.concordance(orders(words=rising, facts=rising), "similarity", FEW).agreement == pytest.approx(1)
    opposite = near.concordance(orders(words=rising, facts=rising[::-1]), "similarity", FEW)
    assert (opposite.agreement, opposite.share) == (pytest.approx(-1), 1.0)


def test_what_was_read_stays_where_a_choice_leaves_no_words() -> None:
    silent = Units([[0], [4], [5]], ["net"], ["dock", "dock", "reef"], [0, 20, 30], ids=["dock/2", "dock/3", "reef/2"])
    mentions = pd.DataFrame(
        [("dock", 2, "guild", 3), ("reef", 2, "guild", 2)], columns=["source", "line", "actor", "n"]
    )
    compared = near.of_actors(silent, PARAGRAPHS, mentions)
    assert compared.units.totals.toarray().tolist() == [[3], [2]]
    assert compared.units.sizes.tolist() == [3, 20, 30]
