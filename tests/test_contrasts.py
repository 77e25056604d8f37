"""Contrasts on texts of a few words, counted by hand, and against scikit-learn's vectoriser."""

from __future__ import annotations

from math import log

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from parallax import contrasts

PARAGRAPHS = {
    "north": ["river river mill", "river bridge mill flood"],
    "south": ["bridge bridge market", "market bridge road", "road"],
    "west": ["bridge mill wool", "wool wool wool"],
}
GROUPS = pd.Categorical(
    [group for group, texts in PARAGRAPHS.items() for _ in texts], categories=["south", "north", "west"]
)
_vectorizer = CountVectorizer()
COUNTS = csr_array(_vectorizer.fit_transform(text for texts in PARAGRAPHS.values() for text in texts))
TERMS = _vectorizer.get_feature_names_out()
TABLES = arrays(np.int64, st.tuples(st.integers(4, 8), st.integers(1, 6)), elements=st.integers(0, 4))


def row_of(frame: pd.DataFrame, group: str, term: str) -> pd.Series:
    """Find the one row of a group and term."""
    return frame[(frame["group"] == group) & (frame["term"] == term)].squeeze()


def usable(table: np.ndarray) -> np.ndarray:
    """Give every group tokens and every term a use, without touching what else the table says."""
    return np.vstack([table, np.ones((3, table.shape[1]), dtype=int)])


def some_groups(data: st.DataObject, n_rows: int) -> np.ndarray:
    """Label rows at random, the last three with a group each."""
    drawn = data.draw(st.lists(st.sampled_from("abc"), min_size=n_rows - 3, max_size=n_rows - 3))
    return np.array([*drawn, "a", "b", "c"])


def test_the_columns_come_in_their_order() -> None:
    assert contrasts.tf_idf(COUNTS, GROUPS, TERMS).columns.tolist() == [
        "group", "term", "n_target", "n_reference", "rate_target", "rate_reference", "paragraphs",
        "document_frequency", "idf", "tf_idf", "rank",
    ]  # fmt: skip
    assert contrasts.left_out(COUNTS, GROUPS, TERMS).columns.tolist() == [
        "group", "term", "n_reference", "rate_reference", "groups_using", "expected", "bound", "beyond_bound",
    ]  # fmt: skip


def test_counts_and_rates_agree_with_counting_by_hand() -> None:
    bridge = row_of(contrasts.tf_idf(COUNTS, GROUPS, TERMS), "south", "bridge")
    assert (bridge["n_target"], bridge["n_reference"], bridge["paragraphs"]) == (3, 2, 2)
    assert bridge["rate_target"] == pytest.approx(1000 * 3 / 7)
    assert bridge["rate_reference"] == pytest.approx(1000 * 2 / 13)
    assert (bridge["document_frequency"], bridge["idf"]) == (3, 1)
    mill = row_of(contrasts.tf_idf(COUNTS, GROUPS, TERMS), "north", "mill")
    assert (mill["n_target"], mill["n_reference"], mill["paragraphs"]) == (2, 1, 2)
    assert mill["idf"] == pytest.approx(log(4 / 3) + 1)


def test_rates_are_of_all_tokens_where_sizes_say_so() -> None:
    sizes = [10, 20, 30, 30, 40, 25, 25]
    bridge = row_of(contrasts.tf_idf(COUNTS, GROUPS, TERMS, sizes=sizes), "south", "bridge")
    assert (bridge["rate_target"], bridge["rate_reference"]) == (30, 25)


@pytest.mark.parametrize("sublinear", [False, True])
def test_weights_agree_with_scikit_learn_on_the_groups_as_documents(sublinear: bool) -> None:
    documents = [" ".join(PARAGRAPHS[group]) for group in GROUPS.categories]
    theirs = TfidfVectorizer(sublinear_tf=sublinear).fit_transform(documents).toarray()
    frame = contrasts.tf_idf(COUNTS, GROUPS, TERMS, sublinear=sublinear)
    ours = frame.pivot(index="group", columns="term", values="tf_idf").fillna(0)
    np.testing.assert_allclose(ours.loc[list(GROUPS.categories), TERMS], theirs)


def test_rows_go_by_group_and_rank_and_ties_by_count_then_name() -> None:
    counts = [[1, 1, 3, 2], [0, 0, 3, 2]]
    frame = contrasts.tf_idf(counts, ["a", "b"], ["plum", "fig", "pear", "lime"], smooth=False)
    assert frame["term"].tolist() == ["fig", "plum", "pear", "lime", "pear", "lime"]
    assert frame["rank"].tolist() == [1, 2, 3, 4, 1, 2]
    assert frame["group"].tolist() == ["a"] * 4 + ["b"] * 2
    assert contrasts.tf_idf(COUNTS, GROUPS, TERMS)["group"].unique().tolist() == ["south", "north", "west"]


def test_the_textbook_form_silences_what_all_groups_share_and_keeps_its_row() -> None:
    frame = contrasts.tf_idf(COUNTS, GROUPS, TERMS, smooth=False)
    assert (frame.loc[frame["term"] == "bridge", "tf_idf"] == 0).all()
    assert (frame["term"] == "bridge").sum() == 3
    assert (frame.loc[frame["term"] != "bridge", "tf_idf"] > 0).all()


@settings(deadline=None)
@given(TABLES, st.data())
def test_target_and_reference_make_up_the_whole_in_any_order_of_rows_and_terms(
    table: np.ndarray, data: st.DataObject
) -> None:
    table = usable(table)
    groups, terms = some_groups(data, len(table)), np.array(list("pqrstu"))[: table.shape[1]]
    frame = contrasts.tf_idf(table, groups, terms)
    whole = dict(zip(terms, table.sum(axis=0), strict=True))
    assert (frame["n_target"] + frame["n_reference"]).tolist() == [whole[term] for term in frame["term"]]
    assert frame["n_target"].sum() == table.sum()
    np.testing.assert_allclose((frame["tf_idf"] ** 2).groupby(frame["group"]).sum(), 1)
    rows = np.array(data.draw(st.permutations(range(len(table)))))
    columns = np.array(data.draw(st.permutations(range(len(terms)))))
    other = contrasts.tf_idf(table[rows][:, columns], groups[rows], terms[columns])
    pd.testing.assert_frame_equal(frame, other)


def test_idf_over_three_groups_has_three_values() -> None:
    table = contrasts.idf_table(COUNTS, GROUPS)
    assert table["document_frequency"].tolist() == [1, 2, 3]
    assert table["n_terms"].tolist() == [5, 1, 1]  # flood market river road wool; mill; bridge
    assert table["n_tokens"].tolist() == [1 + 2 + 3 + 2 + 4, 3, 5]
    np.testing.assert_allclose(table["idf_smooth"], [log(2) + 1, log(4 / 3) + 1, 1])
    np.testing.assert_allclose(table["idf_textbook"], [log(3), log(3 / 2), 0])


def test_a_term_left_out_is_set_beside_the_bound_its_zero_leaves_open() -> None:
    sizes = [10, 20, 30, 30, 40, 250, 250]
    frame = contrasts.left_out(COUNTS, GROUPS, TERMS, sizes=sizes, min_groups=1, min_total=2)
    river = row_of(frame, "west", "river")
    assert (river["n_reference"], river["groups_using"]) == (3, 1)
    assert river["rate_reference"] == pytest.approx(1000 * 3 / 130)
    assert river["expected"] == pytest.approx(500 * 3 / 130)
    assert river["bound"] == pytest.approx(1000 * (1 - 0.05 ** (1 / 500)))
    assert river["beyond_bound"]
    mill = row_of(frame, "south", "mill")
    assert mill["rate_reference"] < mill["bound"]
    assert not mill["beyond_bound"]


def test_terms_left_out_come_by_group_and_falling_expectation() -> None:
    frame = contrasts.left_out(COUNTS, GROUPS, TERMS, min_groups=1, min_total=2)
    west = frame[frame["group"] == "west"]
    assert west["term"].tolist() == ["river", "market", "road"]
    assert frame["group"].unique().tolist() == ["south", "north", "west"]


@pytest.mark.parametrize(("n_groups", "needed"), [(2, 1), (3, 2), (4, 2), (5, 3), (7, 5)])
def test_by_default_all_other_groups_but_one_must_use_the_term(n_groups: int, needed: int) -> None:
    # Column j is used by the last j + 1 groups; the first group uses only the term that all use.
    counts = np.array(
        [[5 if group + j >= n_groups - 1 else 0 for j in range(n_groups)] for group in range(n_groups)]
    )
    terms = [f"by{j + 1}" for j in range(n_groups)]
    frame = contrasts.left_out(counts, np.arange(n_groups), terms)
    first = frame[frame["group"] == 0]
    assert sorted(first["groups_using"]) == list(range(needed, n_groups))


def test_a_term_used_too_seldom_is_not_missed() -> None:
    assert "flood" in set(contrasts.left_out(COUNTS, GROUPS, TERMS, min_groups=1, min_total=1)["term"])
    assert "flood" not in set(contrasts.left_out(COUNTS, GROUPS, TERMS, min_groups=1, min_total=2)["term"])


def test_what_a_group_could_not_have_said_is_not_left_out_by_it() -> None:
    every = contrasts.left_out(COUNTS, GROUPS, TERMS, min_groups=1, min_total=2)
    # By labels: what the table does not name is possible, and an unknown term is no error.
    partial = pd.DataFrame({"river": [False], "tram": [False]}, index=["west"])
    fewer = contrasts.left_out(COUNTS, GROUPS, TERMS, possible=partial, min_groups=1, min_total=2)
    gone = every[(every["group"] == "west") & (every["term"] == "river")].index
    pd.testing.assert_frame_equal(fewer, every.drop(gone).reset_index(drop=True))
    array = np.ones((3, len(TERMS)), dtype=bool)
    array[2, list(TERMS).index("river")] = False
    by_place = contrasts.left_out(COUNTS, GROUPS, TERMS, possible=array, min_groups=1, min_total=2)
    pd.testing.assert_frame_equal(by_place, fewer)


@settings(deadline=None)
@given(TABLES, st.data())
def test_terms_used_and_terms_left_out_share_the_vocabulary_between_them(
    table: np.ndarray, data: st.DataObject
) -> None:
    table = usable(table)
    table[-3:] *= np.eye(3, table.shape[1], dtype=int)
    table = table[:, table.any(axis=0)]
    groups, terms = some_groups(data, len(table)), np.array(list("pqrstu"))[: table.shape[1]]
    sizes = table.sum(axis=1) + 1
    used = contrasts.tf_idf(table, groups, terms, sizes=sizes)
    out = contrasts.left_out(table, groups, terms, sizes=sizes, min_groups=1, min_total=1)
    pairs = [*zip(used["group"], used["term"], strict=True), *zip(out["group"], out["term"], strict=True)]
    assert len(set(pairs)) == len(pairs) == 3 * len(terms)
    assert np.isfinite(out[["rate_reference", "expected", "bound"]].to_numpy()).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"counts": [[1, np.nan], [1, 1]]}, "^counts holds a missing"),
        ({"counts": [[1, -1], [1, 1]]}, "^counts holds a negative"),
        ({"counts": [[1, 0.5], [1, 1]]}, "^counts holds a fractional"),
        ({"counts": [[1, 0], [1, 0]]}, "^counts has no 'q' anywhere"),
        ({"groups": ["a", "a"]}, "^groups holds 1 group"),
        ({"groups": ["a"]}, "^groups has shape"),
        ({"groups": pd.Categorical(["a", "b"], categories=["a", "b", "c"])}, "^groups has no row for 'c'"),
        ({"terms": ["p"]}, "^terms has shape"),
        ({"terms": ["p", "p"]}, "^terms holds 'p' twice"),
        ({"sizes": [9]}, "^sizes has shape"),
        ({"counts": [[1, 1], [0, 0]]}, "^sizes gives 'b' no tokens"),
    ],
)
@pytest.mark.parametrize("function", [contrasts.tf_idf, contrasts.left_out])
def test_bad_arguments_are_refused_by_name(function: object, change: dict, message: str) -> None:
    arguments = {"counts": [[1, 2], [1, 1]], "groups": ["a", "b"], "terms": ["p", "q"], **change}
    with pytest.raises(ValueError, match=f"{message}.*;"):
        function(**arguments)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"min_groups": 0}, "^min_groups is 0; with 3 groups give 1 to 2"),
        ({"min_groups": 3}, "^min_groups is 3; with 3 groups give 1 to 2"),
        ({"min_total": 0}, "^min_total is 0;"),
        ({"possible": np.ones((3, 2), dtype=bool)}, r"^possible is bool \(3, 2\); give True or False"),
        ({"possible": np.ones((3, 7))}, "^possible is float64"),
        ({"possible": pd.DataFrame({"river": [False]}, index=["east"])}, "^possible names 'east'"),
        ({"possible": pd.DataFrame({"river": ["no"]}, index=["west"])}, "^possible is object"),
    ],
)
def test_bad_settings_of_left_out_are_refused(change: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        contrasts.left_out(COUNTS, GROUPS, TERMS, **change)
