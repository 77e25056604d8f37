"""Units of counting: what is refused, what is summed, and that no order of rows or columns matters."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array, issparse

from helpers.words import COUNTS, GROUPS, PARAGRAPHS, TABLES, TERMS, UNITS, some_groups, usable
from parallax.statistics.units import Units, as_units, row_order

GOOD = {
    "counts": [[2, 0], [1, 1], [0, 3]], "terms": ["boat", "net"], "groups": ["dock", "dock", "reef"],
    "sizes": [10, 10, 20], "clusters": ["d1", "d1", "r1"], "ids": ["p1", "p2", "p3"],
}  # fmt: skip


def drawn(data: st.DataObject, table: np.ndarray) -> Units:
    table = usable(table)
    terms = np.array(list("pqrstu"))[: table.shape[1]]
    return Units(table, terms, some_groups(data, len(table)), table.sum(axis=1) + table.max(axis=1))


def equal(one: Units, other: Units) -> None:
    """Assert that two hold the same in the same order."""
    for name in ("terms", "sizes", "clusters", "ids", "labels", "codes"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)
    np.testing.assert_array_equal(one.counts.toarray(), other.counts.toarray())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"counts": [[2, 0.5], [1, 1], [0, 3]]}, "^counts holds a fractional"),
        ({"counts": [[2, -1], [1, 1], [0, 3]]}, "^counts holds a negative"),
        ({"counts": [1, 2]}, "^counts has 1 dimension"),
        ({"counts": np.zeros((0, 2))}, "^counts has no rows"),
        ({"counts": pd.DataFrame([[2, 0], [1, 1], [0, 3]], columns=["net", "boat"])}, "^counts calls column 0 'net'"),
        ({"terms": ["boat"]}, "^terms has shape"),
        ({"terms": ["boat", "boat"]}, "^terms has 'boat' twice"),
        ({"terms": ["boat", None]}, "^terms has no name for column 1"),
        ({"groups": ["dock", "reef"]}, "^groups has shape"),
        ({"groups": ["dock", None, "reef"]}, "^groups has no label for row 1"),
        ({"groups": pd.Categorical(["dock"] * 3, categories=["dock", "reef"])}, "^groups has no row for 'reef'"),
        ({"sizes": [10, 1, 20]}, "^sizes is 1 for row 1, whose counts sum to 2"),
        ({"sizes": [10, 10]}, "^sizes has shape"),
        ({"clusters": ["d1", "d1"]}, "^clusters has shape .* for 3 rows; give one document a row"),
        ({"clusters": ["d1", None, "r1"]}, "^clusters has no document for row 1; name it or drop the row"),
        ({"clusters": ["d1", "d2", "d1"]}, "^clusters has 'd1' in two groups; a document belongs to one, so rename"),
        ({"ids": ["p1", "p2"]}, "^ids has shape .* for 3 rows; give one name a row"),
        ({"ids": ["p1", np.nan, "p3"]}, "^ids has no name for row 1; name it or drop the row"),
        ({"ids": ["p1", "p2", "p1"]}, "^ids has 'p1' twice; give each unit a name of its own"),
        ({"ids": [1, "2", "1"]}, "^ids has '1' twice"),
    ],
)
def test_what_does_not_fit_is_refused_by_name_and_remedy(change: dict, message: str) -> None:
    Units(**GOOD)
    with pytest.raises(ValueError, match=message):
        Units(**GOOD | change)


def test_what_is_not_given_has_its_default() -> None:
    units = Units([[2, 0], [1, 1]], ["boat", "net"])
    assert units.labels.tolist() == ["all"]
    assert (units.sizes.tolist(), units.clusters.tolist(), len(units)) == ([2, 2], units.ids.tolist(), 2)
    assert len(set(units.ids)) == 2
    assert Units([[2, 2]], ["boat", "net"], sizes=[3], overlapping=True).sizes.tolist() == [3]
    with pytest.raises(ValueError, match=r"^sizes is 3 for row 0, whose counts sum to 4"):
        Units([[2, 2]], ["boat", "net"], sizes=[3])


def test_units_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        UNITS.sizes = np.zeros(7)


def test_sums_by_group_agree_with_counting_by_hand() -> None:
    assert UNITS.labels.tolist() == ["south", "north", "west"]
    for group, label in enumerate(UNITS.labels):
        words = " ".join(PARAGRAPHS[label]).split()
        assert UNITS.tokens[group] == len(words)
        assert UNITS.totals.toarray()[group].tolist() == [words.count(term) for term in TERMS]
        using = [sum(term in text.split() for text in PARAGRAPHS[label]) for term in TERMS]
        assert UNITS.using.toarray()[group].tolist() == using
        np.testing.assert_allclose(UNITS.rates[group], [1000 * words.count(t) / len(words) for t in TERMS])
    every = {label: " ".join(texts).split() for label, texts in PARAGRAPHS.items()}
    assert UNITS.groups_using.tolist() == [sum(term in words for words in every.values()) for term in TERMS]
    np.testing.assert_array_equal(UNITS.using.indices, UNITS.totals.indices)
    np.testing.assert_array_equal(UNITS.using.indptr, UNITS.totals.indptr)


@settings(deadline=None)
@given(TABLES, st.data())
def test_sums_by_group_agree_with_pandas_in_every_form(table: np.ndarray, data: st.DataObject) -> None:
    units = drawn(data, table)
    expected = pd.DataFrame(units.counts.toarray()).groupby(np.asarray(units.groups)).sum()
    assert units.labels.tolist() == expected.index.tolist()
    for form in (units.counts, units.counts.toarray(), units.counts.toarray().astype(float)):
        sums = units.summed(form)
        assert issparse(sums) == issparse(form)
        assert sums.dtype == form.dtype
        np.testing.assert_array_equal(sums.toarray() if issparse(sums) else sums, expected.to_numpy())
    assert units.summed(units.sizes > 1).tolist() == [(units.sizes[units.groups == g] > 1).sum() for g in units.labels]


def test_rows_keep_what_is_theirs_and_lose_groups_and_terms_that_are_gone() -> None:
    units = Units(**GOOD)
    dock = units.rows(units.groups == "dock")
    assert (dock.labels.tolist(), dock.terms.tolist(), dock.ids.tolist()) == (["dock"], ["boat", "net"], ["p1", "p2"])
    reef = units.rows([2])
    assert (reef.terms.tolist(), reef.counts.toarray().tolist(), reef.sizes.tolist()) == (["net"], [[3]], [20])
    assert (reef.labels.tolist(), reef.clusters.tolist()) == (["reef"], ["r1"])
    turned = units.rows([2, 0])
    assert (turned.ids.tolist(), turned.groups.tolist()) == (["p3", "p1"], ["reef", "dock"])
    assert turned.labels.tolist() == ["dock", "reef"]  # the order of groups stays
    assert turned.totals.toarray().tolist() == [[2, 0], [0, 3]]


def test_columns_are_chosen_by_place_by_name_or_by_mask_and_sizes_stay() -> None:
    units = Units(**GOOD)
    for chosen in (["net"], [1], [False, True], np.array([False, True]), np.array(["net"], dtype=object)):
        net = units.columns(chosen)
        assert (net.terms.tolist(), net.counts.toarray().ravel().tolist()) == (["net"], [0, 1, 3])
        assert (net.sizes.tolist(), net.ids.tolist()) == ([10, 10, 20], ["p1", "p2", "p3"])
    assert units.columns(["net", "boat"]).counts.toarray().tolist() == [[0, 2], [1, 1], [3, 0]]
    assert units.columns([]).counts.shape == (3, 0)
    with pytest.raises(ValueError, match=r"^terms has no 'oar'; name terms that are counted"):
        units.columns(["net", "oar"])


def test_parts_are_new_and_leave_the_whole_alone() -> None:
    units = Units(**GOOD)
    whole = units.counts.toarray().copy()
    assert units.totals.shape == (2, 2)  # computed before, and not carried over
    assert units.columns([0]).totals.shape == (2, 1)
    assert units.rows([0]).tokens.tolist() == [10]
    units.rows([0, 1]).counts.data[:] = 99
    np.testing.assert_array_equal(units.counts.toarray(), whole)


@settings(deadline=None, max_examples=60)
@given(TABLES, st.data())
def test_canonical_order_and_ids_do_not_depend_on_the_order_given(table: np.ndarray, data: st.DataObject) -> None:
    units = drawn(data, table)
    rows = np.array(data.draw(st.permutations(range(len(units)))))
    columns = np.array(data.draw(st.permutations(range(len(units.terms)))))
    moved = Units(
        units.counts[rows][:, columns], units.terms[columns], np.asarray(units.groups)[rows], units.sizes[rows]
    )
    # Digests are numbered among equals in the order given, so only which ids there are is the same.
    assert set(moved.ids) == set(units.ids)
    one, other = units.canonical(), moved.canonical()
    for name in ("terms", "sizes", "codes"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    np.testing.assert_array_equal(one.counts.toarray(), other.counts.toarray())
    np.testing.assert_array_equal(
        [name.partition("#")[0] for name in one.ids], [name.partition("#")[0] for name in other.ids]
    )
    equal(one.canonical(), one)


def test_canonical_order_is_by_group_then_size_then_contents_and_terms_are_by_name() -> None:
    units = Units(
        [[1, 0, 4], [0, 2, 1], [3, 0, 0], [0, 0, 0], [2, 0, 0]],
        ["sea", "net", "boat"],
        pd.Categorical(["reef", "reef", "dock", "dock", "dock"], categories=["reef", "dock"]),
        [9, 9, 9, 0, 3],
        ids=list("abcde"),
    )
    found = units.canonical()
    assert found.terms.tolist() == ["boat", "net", "sea"]
    # reef's two are equally long: of the first term by name, boat, b has fewer. Dock's go by size, the empty one first.
    assert found.ids.tolist() == ["b", "a", "d", "e", "c"]
    assert found.labels.tolist() == ["reef", "dock"]
    assert found.counts.toarray().tolist() == [[1, 2, 0], [4, 0, 1], [0, 0, 0], [0, 0, 2], [0, 0, 3]]


def test_a_digest_is_of_all_that_a_unit_holds_and_equal_units_are_numbered() -> None:
    def of(counts: list, terms: list, sizes: list) -> list[str]:
        return Units(counts, terms, sizes=sizes).ids.tolist()

    (first,) = of([[2, 1]], ["boat", "net"], [5])
    assert of([[1, 2]], ["net", "boat"], [5]) == [first]
    assert of([[2, 0, 1]], ["boat", "oar", "net"], [5]) == [first]  # what it does not use is not held
    assert first not in of([[1, 2], [2, 1], [2, 1]], ["boat", "net"], [5, 6, 7])
    twins = of([[2, 1], [2, 1]], ["boat", "net"], [5, 5])
    assert twins[0] == first
    assert [name.rpartition("#")[2] for name in twins] == ["0", "1"]
    assert of([[1, 11]], ["boat", "net"], [12]) != of([[11, 1]], ["boat", "net"], [12])


def test_equal_units_are_numbered_group_by_group_so_that_their_order_is_nothing() -> None:
    held = [[2, 1], [2, 1], [1, 1], [2, 1]]
    given, groups = Units(held, ["boat", "net"], list("baab")), np.array(list("baab"))
    (digest,) = {name.partition("#")[0] for name in given.ids[[0, 1, 3]]}
    assert given.ids[[0, 1, 3]].tolist() == [f"{digest}#1", f"{digest}#0", f"{digest}#2"]
    for order in ([1, 0, 2, 3], [3, 2, 1, 0]):
        moved = Units(np.array(held)[order], ["boat", "net"], groups[order])
        for label in "ab":
            assert set(moved.ids[moved.groups == label]) == set(given.ids[given.groups == label])


def test_units_that_hold_the_same_are_ordered_by_name_and_drawn_by_it() -> None:
    units = Units([[1], [1], [1]], ["boat"], ids=["r", "p", "q"])
    assert units.canonical().ids.tolist() == ["p", "q", "r"]
    assert units.drawn.ids.tolist() == ["r", "p", "q"]


def test_clusters_stay_with_their_units() -> None:
    units = Units(np.eye(4, dtype=int), list("wxyz"), list("aabb"), clusters=["t", "s", "u", "u"])
    assert units.clusters.tolist() == ["t", "s", "u", "u"]
    assert units.rows([3, 1]).clusters.tolist() == ["u", "s"]
    order = units.order.tolist()
    assert units.canonical().clusters.tolist() == [units.clusters[place] for place in order]


def test_documents_are_drawn_as_soon_as_a_group_has_two() -> None:
    counts = [[1, 0], [2, 0], [0, 3], [0, 4], [5, 5]]
    units = Units(counts, ["boat", "net"], list("aabbb"), [9, 8, 7, 6, 10], ["t", "t", "v", "u", "v"])
    assert units.by_document
    drawn = units.drawn
    assert drawn.ids.tolist() == drawn.clusters.tolist() == ["t", "u", "v"]
    assert drawn.counts.toarray().tolist() == [[3, 0], [0, 4], [5, 8]]
    assert (drawn.sizes.tolist(), list(drawn.groups)) == ([17, 6, 17], ["a", "b", "b"])
    assert not drawn.by_document
    assert drawn.drawn is drawn
    np.testing.assert_array_equal(drawn.totals.toarray(), units.totals.toarray())
    assert units.to_units(np.array([[7, 8, 9]])).tolist() == [[7, 7, 9, 8, 9]]


@pytest.mark.parametrize("clusters", [None, ["t", "t", "u", "u"], ["s", "t", "u", "v"]])
def test_units_are_drawn_where_each_group_is_one_document_or_each_unit_is(clusters: list[str] | None) -> None:
    units = Units(np.eye(4, dtype=int), list("wxyz"), list("aabb"), clusters=clusters)
    assert units.drawn is units
    assert units.to_units(np.arange(4)).tolist() == [0, 1, 2, 3]


def test_other_labels_may_not_divide_a_document_unless_units_are_freed_of_theirs() -> None:
    units = Units(**GOOD)
    again = units.regrouped(["x", "x", "y"])
    assert (again.labels.tolist(), again.codes.tolist()) == (["x", "y"], [0, 0, 1])
    assert again.totals.toarray().tolist() == [[3, 1], [0, 3]]
    assert again.ids.tolist() == units.ids.tolist()
    with pytest.raises(ValueError, match=r"^clusters has 'd1' in two groups; a document belongs to one"):
        units.regrouped(["x", "y", "y"])
    assert units.unclustered().regrouped(["x", "y", "y"]).codes.tolist() == [0, 1, 1]
    with pytest.raises(ValueError, match=r"^groups has shape \(2,\) for 3 rows"):
        units.regrouped(["x", "y"])


def test_what_an_analysis_needs_is_asked_for_by_name() -> None:
    units = Units([[1, 0], [2, 0]], ["boat", "net"], ["dock", "reef"])
    units.require_groups()
    units.require_varied()
    with pytest.raises(ValueError, match=r"^groups holds 2 group\(s\); give 3 or more"):
        units.require_groups(3)
    with pytest.raises(ValueError, match=r"^counts has no 'net' anywhere; drop columns that sum to 0"):
        units.require_used()
    units.columns(["boat"]).require_used()
    with pytest.raises(ValueError, match=r"^sizes gives 'reef' no tokens; leave that group out"):
        Units([[1], [0]], ["boat"], ["dock", "reef"]).require_groups()
    for table in ([[1, 2], [1, 1]], [[0, 1], [0, 0]], [[0, 3], [3, 3]]):
        Units(table, ["boat", "net"]).require_varied()
    for value in (0, 2):
        with pytest.raises(ValueError, match=f"^counts is {value} in every cell, so nothing can differ; see"):
            Units(np.full((2, 3), value), ["boat", "net", "oar"]).require_varied()


def test_plain_arrays_become_units_and_units_stay_what_they_are() -> None:
    assert as_units(UNITS) is UNITS
    equal(as_units(COUNTS, GROUPS, TERMS), UNITS)
    named = pd.DataFrame(COUNTS.toarray(), columns=TERMS)
    equal(as_units(named, GROUPS), UNITS)
    equal(as_units(csr_array(COUNTS), GROUPS, TERMS, UNITS.sizes), UNITS)
    assert as_units(named).labels.tolist() == ["all"]
    for beside in ({"groups": GROUPS}, {"terms": TERMS}, {"sizes": UNITS.sizes}):
        with pytest.raises(ValueError, match=r"^groups, terms and sizes are those of the units; leave them out, or"):
            as_units(UNITS, **beside)
    with pytest.raises(ValueError, match=r"^terms is missing; name the columns of counts, or give a data frame"):
        as_units(COUNTS, GROUPS)


def test_rows_are_ordered_by_a_number_first_and_then_by_what_they_hold() -> None:
    counts = csr_array([[0, 2], [1, 0], [0, 1], [1, 0]])
    assert row_order(counts).tolist() == [1, 3, 2, 0]
    assert row_order(counts, np.array([1, 1, 9, 0])).tolist() == [3, 1, 0, 2]
