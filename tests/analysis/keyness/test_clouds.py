"""Clouds of shuffled units, against counts made by hand of the shuffles that keyness counts."""

from __future__ import annotations

import numpy as np
import pytest

from parallax.analysis.keyness.clouds import cloud, deals
from parallax.analysis.keyness.firmness import NAME
from parallax.statistics.draws import permuted
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units

COUNTS = [[3, 0], [1, 1], [0, 4], [2, 2], [0, 0]]
IDS = ["mill/1", "mill/2", "dock/1", "dock/2", "dock/3"]
GROUPS = ["mill", "mill", "dock", "dock", "dock"]
SIZES = [10, 12, 9, 20, 0]


def units() -> Units:
    return Units(COUNTS, ["boat", "net"], GROUPS, SIZES, ids=IDS)


def test_a_cloud_counts_the_first_shuffles_of_keyness_again() -> None:
    settings = Settings(seed=3)
    made, plain = cloud(units(), 6, settings), units().canonical()
    plain = plain.rows(plain.sizes > 0)  # the paragraph without words is dealt to nobody
    dealt = np.concatenate(list(permuted(plain.codes, plain.ids, 6, seed=3, name=NAME)))
    assert made.uses.shape == (6, 2, 2)
    assert len({tuple(row) for row in dealt.tolist()}) > 1
    for shuffle, codes in enumerate(dealt):
        for group in range(2):
            mine = [row for row, code in enumerate(codes) if code == group]
            assert made.uses[shuffle, group].tolist() == plain.counts.toarray()[mine].sum(axis=0).tolist()
            assert made.tokens[shuffle, group] == plain.sizes[mine].sum()


def test_deals_are_those_that_a_cloud_counts_and_leave_each_group_its_number_of_units() -> None:
    plain, dealt = deals(units(), 6, Settings(seed=3))
    made = cloud(units(), 6, Settings(seed=3))
    assert (plain.sizes > 0).all()
    for codes, uses in zip(dealt, made.uses, strict=True):
        assert np.bincount(codes).tolist() == np.bincount(plain.codes).tolist()
        assert uses.tolist() == [plain.counts.toarray()[codes == group].sum(axis=0).tolist() for group in range(2)]


def test_no_use_and_no_word_is_lost_in_a_shuffle() -> None:
    made = cloud(units(), 20)
    assert (made.uses.sum(axis=1) == np.sum(COUNTS, axis=0)).all()
    assert (made.tokens.sum(axis=1) == sum(SIZES)).all()


def test_one_group_has_no_cloud() -> None:
    with pytest.raises(ValueError, match="2 or more"):
        cloud(Units(COUNTS, ["boat", "net"], ["mill"] * 5, SIZES, ids=IDS), 3)
