"""What a group leaves out, on texts of a few words counted by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.words import COUNTS, GROUPS, TABLES, TERMS, UNITS, row_of, some_groups, usable
from parallax.analysis import omissions
from parallax.analysis import terms as contrasts
from parallax.statistics.draws import permuted
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units


def test_the_columns_come_in_their_order() -> None:
    assert contrasts.tf_idf(COUNTS, GROUPS, TERMS).columns.tolist() == [
        "group", "term", "n_target", "n_reference", "rate_target", "rate_reference", "paragraphs", "dp",
        "document_frequency", "idf", "tf_idf", "rank",
    ]  # fmt: skip
    assert omissions.left_out(UNITS).columns.tolist() == [
        "group", "term", "n_reference", "rate_reference", "groups_using", "expected", "bound", "beyond_bound",
    ]  # fmt: skip


def test_a_term_left_out_is_set_beside_the_bound_its_zero_leaves_open() -> None:
    sizes = [10, 20, 30, 30, 40, 250, 250]
    frame = omissions.left_out(Units(COUNTS, TERMS, GROUPS, sizes), Settings(min_total=2), min_groups=1)
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
    frame = omissions.left_out(UNITS, Settings(min_total=2), min_groups=1)
    west = frame[frame["group"] == "west"]
    assert west["term"].tolist() == ["river", "market", "road"]
    assert frame["group"].unique().tolist() == ["south", "north", "west"]


@pytest.mark.parametrize(("n_groups", "needed"), [(2, 1), (3, 2), (4, 2), (5, 3), (7, 5)])
def test_by_default_all_other_groups_but_one_must_use_the_term(n_groups: int, needed: int) -> None:
    # Column j is used by the last j + 1 groups; the first group uses only the term that all use.
    counts = np.array([[5 if group + j >= n_groups - 1 else 0 for j in range(n_groups)] for group in range(n_groups)])
    terms = [f"by{j + 1}" for j in range(n_groups)]
    frame = omissions.left_out(Units(counts, terms, np.arange(n_groups)))
    first = frame[frame["group"] == 0]
    assert sorted(first["groups_using"]) == list(range(needed, n_groups))


def test_a_term_used_too_seldom_is_not_missed() -> None:
    assert "flood" in set(omissions.left_out(UNITS, Settings(min_total=1), min_groups=1)["term"])
    assert "flood" not in set(omissions.left_out(UNITS, Settings(min_total=2), min_groups=1)["term"])


def test_what_a_group_could_not_have_said_is_not_left_out_by_it() -> None:
    every = omissions.left_out(UNITS, Settings(min_total=2), min_groups=1)
    # What the table does not name is possible, and an unknown term is no error.
    partial = pd.DataFrame({"river": [False], "tram": [False]}, index=["west"])
    fewer = omissions.left_out(UNITS, Settings(min_total=2), possible=partial, min_groups=1)
    gone = every[(every["group"] == "west") & (every["term"] == "river")].index
    pd.testing.assert_frame_equal(fewer, every.drop(gone).reset_index(drop=True))


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
    out = omissions.left_out(Units(table, terms, groups, sizes), Settings(min_total=1), min_groups=1)
    pairs = [*zip(used["group"], used["term"], strict=True), *zip(out["group"], out["term"], strict=True)]
    assert len(set(pairs)) == len(pairs) == 3 * len(terms)
    assert np.isfinite(out[["rate_reference", "expected", "bound"]].to_numpy()).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"min_groups": 0}, "^min_groups is 0; with 3 groups give 1 to 2"),
        ({"min_groups": 3}, "^min_groups is 3; with 3 groups give 1 to 2"),
        ({"settings": Settings(min_total=0)}, "^min_total is 0;"),
        ({"possible": pd.DataFrame({"river": [False]}, index=["east"])}, "^possible names 'east'"),
        ({"possible": pd.DataFrame({"river": ["no"]}, index=["west"])}, "^possible holds object; give True or False"),
    ],
)
def test_bad_settings_of_left_out_are_refused(change: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        omissions.left_out(UNITS, **change)


def test_chance_finds_nothing_where_all_units_are_alike_and_finds_it_where_they_differ() -> None:
    alike = np.full((6, 3), 2)
    table = omissions.by_chance(Units(alike, ["x", "y", "z"], list("aabbcc")), Settings(n_deals=20, min_total=1))
    assert len(table) == 20
    assert (table[["n_left_out", "n_beyond"]] == 0).all(axis=None)
    assert (table["single_share"] == 0).all()

    one_of_two = np.array([[9, 1], [9, 0]])
    dealt = omissions.by_chance(
        Units(one_of_two, ["x", "y"], ["a", "b"]), Settings(n_deals=20, min_total=1), min_groups=1
    )
    # Whoever gets the second unit leaves y out, so every deal finds one, and half of the terms stand in one group.
    assert (dealt["n_left_out"] == 1).all()
    assert (dealt["single_share"] == 0.5).all()


@pytest.mark.parametrize("possible", [None, pd.DataFrame({"river": [False]}, index=["west"])])
def test_deals_agree_with_leaving_out_deal_by_deal(possible: pd.DataFrame | None) -> None:
    units = Units(COUNTS, TERMS, GROUPS, [9, 4, 3, 3, 40, 25, 25])
    settings = Settings(n_deals=25, seed=4, min_total=1)
    (deals,) = permuted(units.codes, units.ids, 25, seed=4, name="omissions.by_chance")
    rows = []
    for codes in deals:
        dealt = units.regrouped(pd.Categorical(units.labels[codes], categories=units.labels))
        absent = omissions.left_out(dealt, settings, min_groups=1, possible=possible)
        rows.append((len(absent), absent["beyond_bound"].sum(), (dealt.groups_using == 1).mean()))
    found = omissions.by_chance(units, settings, min_groups=1, possible=possible)
    assert [tuple(row) for row in found.itertuples(index=False)] == rows


def test_deals_are_the_same_for_a_seed_and_others_for_another() -> None:
    first, again, other = (omissions.by_chance(UNITS, Settings(n_deals=30, seed=seed)) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, again)
    assert not first.equals(other)


def test_deals_do_not_depend_on_the_order_of_units_and_terms() -> None:
    rows, columns = np.random.default_rng(1).permutation(7), np.random.default_rng(2).permutation(len(TERMS))
    first = omissions.by_chance(UNITS, Settings(n_deals=30, min_total=2), min_groups=1)
    moved = UNITS.rows(rows).columns(columns)
    pd.testing.assert_frame_equal(omissions.by_chance(moved, Settings(n_deals=30, min_total=2), min_groups=1), first)
    plain = Units(COUNTS[rows][:, columns], np.array(TERMS)[columns], pd.Categorical(GROUPS)[rows], UNITS.sizes[rows])
    pd.testing.assert_frame_equal(omissions.by_chance(plain, Settings(n_deals=30, min_total=2), min_groups=1), first)


@pytest.mark.parametrize("at_once", [1, 7, 500])
def test_it_does_not_matter_how_many_deals_are_looked_at_together(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = omissions.by_chance(UNITS, Settings(n_deals=30, seed=3, min_total=2), min_groups=1)
    monkeypatch.setattr(omissions, "AT_ONCE", at_once)
    parts = omissions.by_chance(UNITS, Settings(n_deals=30, seed=3, min_total=2), min_groups=1)
    pd.testing.assert_frame_equal(parts, whole)


@pytest.mark.parametrize("values", [1, 40, 10_000])
def test_no_more_deals_are_looked_at_together_than_fit_into_a_block(
    values: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen, omitted, shapes = Settings(n_deals=30, seed=3, min_total=2), omissions._omitted, []
    whole = omissions.by_chance(UNITS, chosen, min_groups=1)

    def watched(absent: np.ndarray, *given: object) -> tuple[np.ndarray, np.ndarray]:
        shapes.append(absent.shape)
        return omitted(absent, *given)

    monkeypatch.setattr(omissions, "_omitted", watched)
    monkeypatch.setattr(omissions, "BLOCK_VALUES", values)
    parts = omissions.by_chance(UNITS, chosen, min_groups=1)
    pd.testing.assert_frame_equal(parts, whole)
    # One deal at least, however large.
    assert all(np.prod(shape) <= values or shape[-1] == 1 for shape in shapes)
    assert sum(shape[-1] for shape in shapes) == 30


@pytest.mark.parametrize(("found", "share"), [(0, 1), (1, 4 / 5), (2, 3 / 5), (3, 2 / 5), (4, 1 / 5)])
def test_what_is_found_counts_as_one_deal_among_those_that_reach_it(found: float, share: float) -> None:
    assert omissions.share_reaching(pd.Series([1, 3, 2, 0]), found) == pytest.approx(share)


def test_what_is_found_is_set_beside_the_band_that_holds_nine_deals_in_ten() -> None:
    deals = pd.Series([0] * 2 + [1] * 3 + list(range(2, 17)))
    found = omissions.beside_chance(16, deals)
    assert found == {
        "left_out": 16, "dealt_mean": deals.mean(), "dealt_low": 0, "dealt_high": 16, "share_reaching": 2 / 21,
    }  # fmt: skip
    # What lies beyond the upper end is reached by fewer than one deal in twenty.
    many = pd.Series(range(1000))
    high = omissions.beside_chance(0, many)["dealt_high"]
    assert (many > high).mean() < 0.05 <= (many >= high).mean()


def test_an_omission_lies_beyond_the_bound_where_its_rate_does() -> None:
    units = Units(COUNTS, TERMS, GROUPS, [10, 20, 30, 30, 40, 250, 250])
    found = omissions.left_out(units, Settings(min_total=1), min_groups=1)
    assert found["beyond_bound"].tolist() == (found["rate_reference"] > found["bound"]).tolist()
    assert found["beyond_bound"].nunique() == 2
