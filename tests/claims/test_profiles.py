"""Evidence on what each article is about and how near articles are, on articles of a few words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from helpers.articles import FEW, HEAD, THREE, corpus_of, issue_codes
from parallax.claims import profiles
from parallax.claims.evidence import Evidence, found
from parallax.claims.results import Results
from parallax.errors import ParallaxError

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
    with pytest.raises(ParallaxError, match="nearness has no 'tone'; choose from words, facts"):
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
