"""Names that are missing, of two types or in two forms are told from those that only look odd."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from parallax.statistics import names

MISSING = [None, np.nan, float("nan"), pd.NA, pd.NaT, np.datetime64("NaT"), np.ma.masked, "", " ", "\t\n"]
ODD = ["nan", "null", "None", "none", "true", "-", "0", 0, False, np.inf, b"nan"]


def test_what_is_missing_is_told_from_names_that_only_look_so() -> None:
    for value in MISSING:
        assert names.missing(np.array([value, "a"], dtype=object)).tolist() == [True, False]
    assert not names.missing(np.array(ODD, dtype=object)).any()


def test_texts_that_stand_for_nothing_can_be_named() -> None:
    found = names.missing(np.array([["nan", " nan "], [b"nan", "nancy"]], dtype=object), {"nan"})
    assert found.tolist() == [[True, True], [True, False]]


def test_what_a_mask_hides_is_none_among_plain_objects() -> None:
    masked = np.ma.masked_equal([1, 9], 9)
    assert names.plain_objects(masked).tolist() == [1, None]
    assert names.plain_objects([masked, [1, 2]]).tolist() == [[1, None], [1, 2]]
    assert names.plain_objects(pd.DataFrame({"a": ["x", None]})).tolist() == [["x"], [None]]
    assert masked.tolist() == [1, None]  # as it was


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["a", np.str_("b")], "str"),
        ([1, np.int64(2), 2.5, np.float32(3)], "number"),
        ([True, np.False_], "bool"),
        ([("a",), ("b", "c")], "tuple"),
        ([], ""),
    ],
)
def test_one_type_is_named(values: list, kind: str) -> None:
    assert names.check_one_type(values, "labels") == kind


@pytest.mark.parametrize("values", [["1", 1], [1, True], ["a", b"a"], ["a", ("a",)]])
def test_two_types_are_refused_with_one_of_each(values: list) -> None:
    with pytest.raises(ValueError, match=r"^labels holds .* \(\w+\) and .* \(\w+\); bring all to one type"):
        names.check_one_type(values, "labels")


def test_one_name_in_two_forms_is_refused_and_shown_so_that_they_can_be_told_apart() -> None:
    names.check_one_form(["caf\u00e9", "cafe", "caf\u00e9"], "terms")
    with pytest.raises(ValueError, match=r"^terms holds one name in two forms, 'caf\\xe9' and 'cafe\\u0301'; write"):
        names.check_one_form(["caf\u00e9", "x", "cafe\u0301"], "terms")
