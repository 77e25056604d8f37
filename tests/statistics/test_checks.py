"""Bad input is refused by name and with a remedy; good input comes out in one form."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from parallax.analysis import framing
from parallax.analysis import terms as contrasts
from parallax.analysis.keyness.contrasts import keyness
from parallax.analysis.keyness.controls import between_blocks, blocks, random_deals, without_each
from parallax.analysis.omissions import by_chance, left_out
from parallax.analysis.topics import model
from parallax.analysis.topics.stability import coherence
from parallax.statistics import checks
from parallax.statistics.resampling import bootstrap_rates
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units

COUNTS = arrays(np.int64, array_shapes(min_dims=2, max_dims=2, max_side=6), elements=st.integers(0, 5))


TABLE = np.array([[3, 0, 1], [1, 2, 0], [0, 4, 1], [2, 1, 1], [1, 1, 1], [2, 0, 2]])
SIX, NAMES = ["a", "a", "b", "b", "c", "c"], ["x", "y", "z"]
FEW = Settings(n_resamples=9, n_permutations=9, min_units=2, min_total=1, n_deals=1)
MODEL = model.fit(Units(TABLE, NAMES), k=2)
#: Everything that takes counts with groups, terms or sizes: called with what each knows of them.
DOORS = {
    "Units": Units,
    "tf_idf": lambda counts, terms, groups, sizes: contrasts.tf_idf(counts, groups, terms, sizes=sizes),
    "keyness": lambda counts, terms, groups, sizes: keyness(counts, groups, terms, sizes=sizes, settings=FEW),
    "left_out": lambda *columns: left_out(Units(*columns), min_groups=1),
    "by_chance": lambda *columns: by_chance(Units(*columns), FEW, min_groups=1),
    "random_deals": lambda *columns: random_deals(Units(*columns), FEW),
    "between_blocks": lambda *columns: between_blocks(Units(*columns), FEW),
    "without_each": lambda *columns: without_each(Units(*columns), FEW),
    "idf_table": lambda counts, _, groups, sizes: contrasts.idf_table(Units(counts, NAMES, groups, sizes)),
    "fit": lambda counts, terms, *_: model.fit(Units(counts, terms), k=2),
    "canonical": lambda counts, terms, *_: model.canonical(Units(counts, terms)),
    "coherence": lambda counts, *_: coherence(Units(counts, NAMES), MODEL, n_terms=2),
    "shares": lambda _, __, groups, sizes: model.shares(
        MODEL, Units(TABLE, NAMES, groups, [5] * 6 if sizes is None else sizes)
    ),
    "blocks": lambda *columns: blocks(Units(*columns), 2),
    "bootstrap_rates": lambda counts, _, groups, sizes: bootstrap_rates(Units(counts, NAMES, groups, sizes), FEW),
    "rates": lambda _, __, groups, sizes: framing.rates(
        Units(TABLE, NAMES, groups, [5] * 6 if sizes is None else sizes, overlapping=True), FEW
    ),
}
UNITS = {
    "Units",
    "left_out",
    "by_chance",
    "random_deals",
    "between_blocks",
    "without_each",
    "blocks",
}
BY_TERMS = UNITS | {"tf_idf", "keyness"}
TAKES_COUNTS = DOORS.keys() - {"shares", "rates"}
TAKES_GROUPS = DOORS.keys() - {"fit", "canonical", "coherence"}
TAKES_TERMS = BY_TERMS | {"fit", "canonical"}
TAKES_SIZES = BY_TERMS | {"idf_table", "shares", "bootstrap_rates", "rates"}


@pytest.mark.parametrize("door", DOORS)
def test_every_door_takes_good_arguments(door: str) -> None:
    assert DOORS[door](TABLE, NAMES, SIX, TABLE.sum(axis=1)) is not None


def refused(doors: set[str], message: str, **wrong: object) -> None:
    """Hold one wrong argument against each of some doors."""
    given = {"counts": TABLE, "terms": NAMES, "groups": SIX, "sizes": None} | wrong
    for door in sorted(doors):
        with pytest.raises(ValueError, match=message):
            DOORS[door](*given.values())


def test_every_door_refuses_what_a_mask_hides() -> None:
    refused(TAKES_COUNTS, "^counts is a masked array that hides 1 of", counts=np.ma.masked_equal(TABLE, 4))
    refused(TAKES_SIZES, "^sizes is a masked array that hides 1 of", sizes=np.ma.masked_equal([5, 5, 99, 5, 5, 5], 99))
    masked = np.ma.masked_array(SIX, np.arange(6) == 1)
    refused(TAKES_GROUPS, "^groups has no label for row 1;", groups=masked)
    refused(TAKES_TERMS, "^terms has no name for column 1;", terms=np.ma.masked_equal(np.array(NAMES), "y"))


def test_every_door_refuses_names_that_are_missing_of_two_types_or_in_two_forms() -> None:
    for nothing in (None, np.nan, pd.NA, pd.NaT, "", " "):
        refused(TAKES_TERMS, "^terms has no name for column 2;", terms=["x", "y", nothing])
        refused(TAKES_GROUPS, "^groups has no label for row 3;", groups=["a", "a", "b", nothing, "c", "c"])
    refused(TAKES_TERMS, r"^terms holds 1 \(number\) and '1' \(str\); bring", terms=[1, "1", "x"])
    refused(TAKES_GROUPS, r"^groups holds 1 \(number\) and '1' \(str\); bring", groups=[1, 1, "1", "1", 2, 2])
    composed, decomposed = "caf\u00e9", "cafe\u0301"
    refused(TAKES_TERMS, "^terms holds one name in two forms", terms=[composed, decomposed, "x"])
    refused(TAKES_GROUPS, "^groups holds one name in two forms", groups=[composed, decomposed, "c"] * 2)


def test_every_door_by_terms_refuses_columns_in_another_order_and_sizes_below_a_sum() -> None:
    swapped = pd.DataFrame(TABLE, columns=["x", "z", "y"])
    refused(TAKES_TERMS | {"coherence"}, "^counts calls column 1 'z', terms 'y'; give", counts=swapped)
    refused(BY_TERMS, "^sizes is 3 for row 0, whose counts sum to 4; give", sizes=[3, 3, 5, 4, 3, 4])


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match=r"^labels is missing the column 'k'; give a table with topic, k$"):
        checks.check_columns(pd.DataFrame({"topic": [1]}), ("topic", "k"), "labels")
