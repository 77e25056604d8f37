"""Settings are checked once, and say what they change."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from parallax.statistics.settings import FEWEST_SHUFFLES, MOST_VALUES, Settings


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"seed": -1}, "^seed is -1; give a whole number, zero or more"),
        ({"seed": 1.0}, r"^seed is 1\.0; give a whole number"),
        ({"seed": True}, "^seed is True; give a whole number"),
        ({"n_resamples": 0}, "^n_resamples is 0; give a whole number, 1 or more"),
        ({"n_resamples": 9.5}, r"^n_resamples is 9\.5; give a whole number, 1 or more"),
        ({"n_resamples": True}, "^n_resamples is True; give"),
        ({"n_permutations": -1}, "^n_permutations is -1; give a whole number, 0 or more"),
        ({"n_deals": 0}, "^n_deals is 0; give a whole number, 1 or more"),
        ({"n_subsamples": 0}, "^n_subsamples is 0; give"),
        ({"n_terms": 0}, "^n_terms is 0; give"),
        ({"n_shuffles": 0}, "^n_shuffles is 0; give"),
        ({"n_null": 0}, "^n_null is 0; give"),
        ({"min_total": -1}, "^min_total is -1; give a whole number, 0 or more"),
        ({"min_units": 1}, "^min_units is 1; one paragraph cannot be resampled; give a whole number, 2 or more"),
        ({"level": 1}, "^level is 1; give a share between 0 and 1"),
        ({"level": float("nan")}, "^level is nan; give a share"),
        ({"level": "0.9"}, "^level is '0.9'; give a share"),
        ({"alpha": 0}, "^alpha is 0; give a share between 0 and 1"),
        ({"share": 1.5}, r"^share is 1\.5; give a share between 0 and 1"),
        ({"strength": 0}, "^strength is 0; give a number above 0"),
        ({"strength": float("inf")}, "^strength is inf; give a number above 0"),
        ({"strength": float("nan")}, "^strength is nan; give a number above 0"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_by_name_and_remedy(change: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Settings(**change)
    with pytest.raises(ValueError, match=message):
        Settings().but(**change)


def test_the_least_that_makes_sense_is_taken() -> None:
    least = Settings(seed=0, n_resamples=1, n_permutations=0, min_total=0, min_units=2, n_deals=1, level=0.01)
    assert (least.n_permutations, least.min_total, least.min_units) == (0, 0, 2)
    assert Settings(seed=np.int64(3)).seed == 3


def test_some_can_be_changed_and_the_rest_stays_and_the_first_is_left_alone() -> None:
    first = Settings(seed=7, level=0.9)
    second = first.but(n_deals=20, level=0.8)
    assert (second.seed, second.n_deals, second.level) == (7, 20, 0.8)
    assert first == Settings(seed=7, level=0.9)
    with pytest.raises(ValueError, match=r"^there is no setting 'seeds'; choose from seed, n_resamples, "):
        first.but(seeds=1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        first.seed = 8


def test_it_shows_what_is_not_as_by_default() -> None:
    assert repr(Settings()) == "Settings()"
    assert repr(Settings(seed=7, strength=0.5)) == "Settings(seed=7, strength=0.5)"
    assert eval(repr(Settings(seed=7, strength=0.5))) == Settings(seed=7, strength=0.5)
    assert len({Settings(), Settings(seed=0), Settings(seed=1)}) == 2  # a key, for what is kept


def test_there_are_shuffles_enough_for_one_contrast_to_reach_alpha_but_for_a_bound_on_the_work() -> None:
    for n, alpha in ((962, 0.05), (3367, 0.05), (180, 0.01), (7, 0.1)):
        times = Settings(alpha=alpha).permutations(n)
        assert n / (times + 1) < alpha
        assert times in (FEWEST_SHUFFLES, math.ceil(n / alpha))
    assert Settings().permutations(60_000) * 60_000 <= MOST_VALUES
    # As many labels are dealt in a shuffle as there are units.
    assert Settings().permutations(5_000, 80) == Settings().permutations(5_000) == 80_000
    assert Settings().permutations(5_000, 10_000) * 10_000 == MOST_VALUES
    assert Settings().permutations(10**9) == FEWEST_SHUFFLES
    assert Settings(n_permutations=0).permutations(5) == 0
