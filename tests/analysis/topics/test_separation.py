"""What topics tell of articles and of parts, against scikit-learn's mutual information and by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_mutual_info_score

from parallax.analysis.topics import separation as topics
from parallax.statistics.draws import permuted
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units

GROUPS = np.repeat(["b", "a"], 8)
HALVES = np.tile(np.repeat([0, 1], 4), 2)


def names(n: int) -> np.ndarray:
    return np.array([f"p{place}" for place in range(n)])


def separation(
    topic: np.ndarray, groups: np.ndarray, parts: np.ndarray, ids: np.ndarray | None = None, **settings: float
) -> pd.DataFrame:
    """Tell topics apart in units of two words each."""
    units = Units(
        np.ones((len(groups), 2), int), ["oak", "elm"], groups, ids=names(len(groups)) if ids is None else ids
    )
    return topics.separation(topic, units, parts, Settings(**{"n_permutations": 999, **settings}))


def test_topics_that_are_the_articles_tell_them_and_nothing_of_their_halves() -> None:
    table = separation(np.repeat([1, 2], 8), GROUPS, HALVES)
    assert table["group"].tolist() == ["", "a", "b"]
    assert table["information"].tolist() == pytest.approx([1, 0, 0])
    assert table["n_topics"].tolist() == [2, 1, 1]
    assert table["n_units"].tolist() == [16, 8, 8]


def test_topics_that_are_the_halves_tell_them_and_nothing_of_the_articles() -> None:
    table = separation(HALVES, GROUPS, HALVES)
    assert table["information"].tolist() == pytest.approx([table.at[0, "information"], 1, 1])
    assert table.at[0, "information"] < 0.05


def test_random_topics_tell_nothing_on_the_mean() -> None:
    rng = np.random.default_rng(1)
    found = [separation(rng.integers(1, 4, 16), GROUPS, HALVES, n_permutations=1)["information"] for _ in range(200)]
    assert np.mean(found) == pytest.approx(0, abs=0.03)


def test_each_row_is_scikit_learns_measure_of_its_units() -> None:
    topic = np.random.default_rng(2).integers(1, 4, 16)
    table = separation(topic, GROUPS, HALVES)
    first = adjusted_mutual_info_score(HALVES[GROUPS == "a"], topic[GROUPS == "a"])
    assert table.loc[table["group"] == "a", "information"].item() == pytest.approx(first)


def test_shuffles_of_topics_reach_what_chance_gives_and_follow_the_seed() -> None:
    groups, halves = np.repeat(["b", "a"], 20), np.tile(np.repeat([0, 1], 10), 2)
    long = separation(halves, groups, halves)
    assert (long.loc[1:, "information"] > long.loc[1:, "shuffled_high"]).all()
    assert long["shuffled_high"].between(0, 0.3).all()
    table = separation(HALVES, GROUPS, HALVES)
    order = np.random.default_rng(5).permutation(16)
    moved = separation(HALVES[order], GROUPS[order], HALVES[order], names(16)[order])
    pd.testing.assert_frame_equal(table, moved, check_exact=True)
    rng = np.random.default_rng(6)
    above = [separation(rng.integers(1, 4, 16), GROUPS, HALVES, n_permutations=40) for _ in range(30)]
    beyond = np.mean([(one["information"] > one["shuffled_high"]).mean() for one in above])
    assert beyond <= 0.1
    higher = separation(HALVES, GROUPS, HALVES, level=0.99)
    assert (higher["shuffled_high"] >= table["shuffled_high"]).all()
    with pytest.raises(ValueError, match="level is 95; give a share"):
        separation(HALVES, GROUPS, HALVES, level=95)
    with pytest.raises(ValueError, match="n_permutations is 0; give 1 or more"):
        separation(HALVES, GROUPS, HALVES, n_permutations=0)


def test_the_bound_is_a_quantile_of_scikit_learns_measure_of_the_same_shuffles() -> None:
    topic = np.random.default_rng(2).integers(1, 4, 16)
    table = separation(topic, GROUPS, HALVES, n_permutations=30, level=0.9, seed=3)
    for place, group in enumerate(("a", "b"), start=1):
        mine = np.flatnonzero([one == group for one in GROUPS])
        key = {"seed": 3, "name": "topic_separation/parts"}
        (shuffled,) = permuted(topic[mine], names(16)[mine], 30, **key)
        told = [adjusted_mutual_info_score(HALVES[mine], dealt) for dealt in shuffled]
        assert table.at[place, "shuffled_high"] == pytest.approx(np.quantile(told, 0.9))


@pytest.mark.parametrize(
    ("topic", "groups", "parts", "message"),
    [
        ([1, 2], ["a", "b"], [0], "^parts has shape"),
        ([[1, 2]], ["a", "b"], [0, 1], "^topic has shape"),
        ([1, 2], ["a", "a"], [0, 1], "^groups holds 1 group"),
        ([1, 2], ["a"], [0, 1], "^topic has shape"),
    ],
)
def test_what_does_not_fit_is_refused(topic: list, groups: list, parts: list, message: str) -> None:
    with pytest.raises(ValueError, match=f"{message}.*;"):
        separation(topic, groups, parts)
