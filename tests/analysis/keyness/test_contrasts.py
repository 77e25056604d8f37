"""Keyness: counted by hand, on corpora whose differences were planted, and on those that have none."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array
from scipy.stats import chi2, false_discovery_control

from helpers.words import COUNTS, GROUPS, TERMS, row_of
from parallax.analysis.keyness import firmness
from parallax.analysis.keyness.checks import with_checks
from parallax.analysis.keyness.contrasts import interval, keyness
from parallax.statistics.measures import MEASURES, odds_ratio
from parallax.statistics.resampling import zero_bound
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units

COLUMNS = [
    "group", "term", "n_target", "n_reference", "rate_target", "rate_reference", "rate_highest", "paragraphs",
    "paragraphs_reference",
    "dp", *MEASURES, "ci_low", "ci_high", "p", "q", "p_max_t", "log_odds_loo",
]  # fmt: skip


def draws(n: int, **others: float) -> Settings:
    """Return settings with as many permutations as resamples."""
    return Settings(**{"n_resamples": n, "n_permutations": n, **others})


def planted(seed: int, *, times: float, n_groups: int = 3, n_units: int = 20) -> tuple[csr_array, np.ndarray]:
    """Draw paragraphs of a hundred words; group 0 uses the first term so many times as often as the others."""
    rng = np.random.default_rng(seed)
    rates = np.full((n_groups, 60), 1.6)
    rates[0, 0] *= times
    groups = np.repeat(np.arange(n_groups), n_units)
    return csr_array(rng.poisson(rates[groups])), groups


def test_counts_and_spread_agree_with_counting_by_hand() -> None:
    frame = keyness(COUNTS, GROUPS, TERMS, settings=draws(20, min_total=1))
    assert frame.columns.tolist() == COLUMNS
    assert len(frame) == 3 * len(TERMS)  # the union, also where the target never uses the term
    bridge, wool = row_of(frame, "south", "bridge"), row_of(frame, "south", "wool")
    assert (bridge["n_target"], bridge["n_reference"]) == (3, 2)
    assert (bridge["paragraphs"], bridge["paragraphs_reference"]) == (2, 2)
    assert (bridge["rate_target"], bridge["rate_reference"]) == pytest.approx((3000 / 7, 2000 / 13))
    # Once among the seven words of north, and once among the six of west.
    assert bridge["rate_highest"] == pytest.approx(1000 / 6)
    assert row_of(frame, "west", "bridge")["rate_highest"] == pytest.approx(3000 / 7)
    # Parts of 3, 3 and 1 tokens, with 2, 1 and 0 uses.
    assert bridge["dp"] == pytest.approx((abs(2 / 3 - 3 / 7) + abs(1 / 3 - 3 / 7) + 1 / 7) / 2)
    assert (wool["n_target"], wool["paragraphs"], wool["n_reference"]) == (0, 0, 4)
    assert np.isnan(wool["dp"])
    assert frame["z"].groupby(frame["group"]).apply(lambda z: z.is_monotonic_decreasing).all()


def test_with_two_groups_the_contrasts_are_each_other_with_the_sign_changed() -> None:
    counts, groups = planted(1, times=2, n_groups=2)
    terms = [f"t{i:02}" for i in range(60)]
    frame = keyness(counts, groups, terms, settings=draws(99))
    one, other = (rows.set_index("term").loc[terms] for _, rows in frame.groupby("group"))
    for column in (*MEASURES, "log_odds_loo"):
        np.testing.assert_allclose(one[column], -other[column], atol=1e-9)
    np.testing.assert_allclose(one["ci_low"], -other["ci_high"], atol=1e-9)
    np.testing.assert_allclose(one["p"], other["p"])


def test_a_planted_term_is_found_by_every_measure_and_no_other_is() -> None:
    counts, groups = planted(2, times=4)
    frame = keyness(counts, groups, [f"t{i:02}" for i in range(60)], settings=draws(499))
    top = frame[frame["group"] == 0].iloc[0]
    assert top["term"] == "t00"
    assert top["log_odds"] == pytest.approx(np.log(4), abs=0.5)
    assert top["p_max_t"] < 0.05
    assert top["ci_low"] > 0 < top["lrc"]
    assert np.sign(top["log_odds_loo"]) == 1
    others = frame[(frame["group"] == 0) & (frame["term"] != "t00")]
    assert (others["p_max_t"] > 0.05).all()


def test_with_nothing_planted_false_discoveries_come_at_the_nominal_rate() -> None:
    results = [
        keyness(*planted(seed, times=1), [f"t{i:02}" for i in range(60)], settings=draws(199, seed=seed))
        for seed in range(100)
    ]
    # Of 100 families of which nothing is true, about five may have a p of 0.05 or less; twelve has a chance of 0.4 %.
    assert 0 < sum((frame["p_max_t"] <= 0.05).any() for frame in results) <= 12
    assert sum((frame["q"] <= 0.05).any() for frame in results) <= 12
    every = pd.concat(results)
    assert (every["p"] <= 0.05).mean() == pytest.approx(0.05, abs=0.01)
    covered = ((every["ci_low"] <= 0) & (every["ci_high"] >= 0)).mean()
    assert covered == pytest.approx(0.925, abs=0.02)  # percentiles of some twenty units are a little too narrow
    # And G-squared, whose tokens are independent here, at its own rate: in texts they are not.
    assert (chi2.sf(every["g2"].abs(), 1) <= 0.05).mean() == pytest.approx(0.05, abs=0.01)


def test_a_term_that_stands_in_one_long_paragraph_convinces_g_squared_and_nothing_else() -> None:
    rng = np.random.default_rng(4)
    counts = rng.poisson(1.5, size=(40, 50))
    counts[:, 0] = 0
    counts[3, 0] = 12
    groups = np.repeat(["a", "b"], 20)
    row = row_of(keyness(counts, groups, [f"t{i:02}" for i in range(50)], settings=draws(499)), "a", "t00")
    assert chi2.sf(row["g2"], 1) < 0.001
    assert row["ci_low"] <= 0
    assert row["p"] > 0.2
    assert row["log_odds_loo"] == pytest.approx(0)


def test_q_is_scipys_over_all_groups_and_terms_that_are_frequent_enough() -> None:
    frame = keyness(*planted(5, times=3), [f"t{i:02}" for i in range(60)], settings=draws(99, min_total=95))
    eligible = frame["n_target"] + frame["n_reference"] >= 95
    assert 0 < eligible.sum() < len(frame)
    assert frame.loc[~eligible, ["lrc", "ci_low", "ci_high", "p", "q", "p_max_t"]].isna().all().all()
    q = false_discovery_control(frame.loc[eligible, "p"])
    untold = (frame.loc[eligible, "p"] <= 1 / 100) & (q > 0.05)  # with more shuffles q could be lower
    np.testing.assert_allclose(frame.loc[eligible, "q"], np.where(untold, np.nan, q))


def test_by_default_there_are_shuffles_enough_for_a_planted_term_to_hold() -> None:
    counts, groups = planted(5, times=3)
    terms = [f"t{i:02}" for i in range(60)]
    few, enough = (with_checks(keyness(counts, groups, terms, settings=one)) for one in (draws(99), Settings()))
    before, after = (row_of(table, 0, "t00") for table in (few, enough))
    assert after["q"] <= 0.05
    assert after["n_checks"] == after["n_made"] == 5
    assert np.isnan(before["q"])
    assert (before["by_shuffling"] is pd.NA) == (before["p_max_t"] > 0.05)


def documents(seed: int, *, n_documents: int = 24, n_paragraphs: int = 8) -> tuple[np.ndarray, np.ndarray]:
    """Draw documents of which each has words of its own: paragraphs of sixty words, and their document."""
    rng = np.random.default_rng(seed)
    own = rng.dirichlet(np.full(60, 0.5), size=n_documents)
    of = np.repeat(np.arange(n_documents), n_paragraphs)
    return np.array([rng.multinomial(60, own[document]) for document in of]), of


def test_documents_dealt_at_random_differ_as_seldom_as_chance_allows_and_their_paragraphs_nearly_always() -> None:
    counts, of = documents(4)
    terms, few = [f"t{i:02}" for i in range(60)], draws(199, alpha=0.05)
    found = {"documents": 0, "paragraphs": 0}
    for deal in range(12):
        side = np.random.default_rng(deal).permutation(np.repeat([0, 1], 12))[of]
        for what, clusters in (("documents", of), ("paragraphs", None)):
            table = keyness(Units(counts, terms, side, clusters=clusters), settings=few)
            found[what] += bool((table["p_max_t"] <= 0.05).any())
    assert found["documents"] <= 2
    assert found["paragraphs"] >= 10


def test_what_is_drawn_of_documents_is_drawn_of_their_sums_and_counts_are_those_of_paragraphs() -> None:
    counts, of = documents(5, n_documents=12)
    terms, groups, few = [f"t{i:02}" for i in range(60)], np.repeat(["a", "b"], 48), draws(99, min_units=5)
    found = keyness(Units(counts, terms, groups, clusters=of), settings=few)
    summed = np.array([counts[of == document].sum(axis=0) for document in range(12)])
    names = [str(document) for document in range(12)]
    expected = keyness(Units(summed, terms, np.repeat(["a", "b"], 6), ids=names), settings=few)
    plain = keyness(counts, groups, terms, settings=few)
    firm = ["ci_low", "ci_high", "p", "q", "p_max_t", "log_odds_loo"]
    pd.testing.assert_frame_equal(found[firm], expected[firm])
    rest = [column for column in COLUMNS if column not in firm]
    pd.testing.assert_frame_equal(found[rest], plain[rest])
    assert not found[firm].equals(plain[firm])


def test_a_group_of_one_document_beside_others_of_several_has_no_interval_and_nothing_to_leave_out() -> None:
    counts, of = documents(6, n_documents=13)
    groups = np.where(of == 0, "single", np.where(of < 7, "six", "other six"))
    table = keyness(
        Units(counts, [f"t{i:02}" for i in range(60)], groups, clusters=of), settings=draws(19, min_units=3)
    )
    alone = table["group"] == "single"
    assert table.loc[alone, ["ci_low", "log_odds_loo"]].isna().all().all()
    assert table.loc[~alone, ["ci_low", "log_odds_loo"]].notna().all().all()


def test_a_group_or_a_rest_of_few_units_gets_no_interval_and_all_else() -> None:
    counts, groups = planted(6, times=2, n_groups=3, n_units=5)
    frame = keyness(counts, np.where(groups == 2, 1, groups), [f"t{i:02}" for i in range(60)], settings=draws(9))
    assert frame[["ci_low", "ci_high"]].isna().all().all()
    assert frame[["p", "log_odds_loo", "z"]].notna().all().all()
    ten = keyness(counts, groups, [f"t{i:02}" for i in range(60)], settings=draws(9, min_units=5))
    assert ten["ci_low"].notna().all()


def test_the_interval_of_one_contrast_is_the_one_among_all() -> None:
    counts, groups = planted(6, times=2)
    units, settings = Units(counts, [f"t{i:02}" for i in range(60)], groups), draws(99)
    table = keyness(units, settings=settings)
    for group, term in ((0, "t00"), (2, "t31")):
        row = row_of(table, group, term)
        assert interval(units, term, group, settings) == (row["ci_low"], row["ci_high"])
    assert np.isnan(interval(units, "t00", 0, settings.but(min_units=21))).all()


def test_a_zero_leaves_open_what_its_bound_allows() -> None:
    counts = np.full((30, 3), 5)
    counts[:15, 0] = 0
    frame = keyness(counts, np.repeat(["a", "b"], 15), ["x", "y", "z"], settings=draws(20_000, level=0.9))
    row = row_of(frame, "a", "x")
    # Nothing else varies, so the ends are those of what a zero leaves open: a share that 95 % lie under, and 5 %.
    ends = [
        odds_ratio(150 * zero_bound(150, tail), 75, 150, 225, strength=0.1, share=75 / 375) for tail in (0.05, 0.95)
    ]
    assert (row["ci_low"], row["ci_high"]) == pytest.approx(tuple(end.log_odds for end in ends), abs=0.05)


def test_one_use_elsewhere_does_not_make_a_contrast_firmer_than_none() -> None:
    rng = np.random.default_rng(9)
    counts = rng.poisson(1.5, size=(40, 30))
    counts[:, 0] = np.where(np.arange(40) < 20, rng.poisson(0.6, 40), 0)
    other = counts.copy()
    other[30, 0] = 1
    groups, terms = np.repeat(["a", "b"], 20), [f"t{i:02}" for i in range(30)]
    none, one = (row_of(keyness(c, groups, terms, settings=draws(5000)), "a", "t00") for c in (counts, other))
    assert none["ci_low"] >= one["ci_low"]
    assert none["lrc"] >= one["lrc"]


def test_nothing_depends_on_the_order_of_rows_or_terms_on_blocks_or_on_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    counts, groups = planted(7, times=2)
    counts, terms = counts.toarray(), np.array([f"t{i:02}" for i in range(60)])
    counts[5] = counts[27]  # equal rows of different groups
    whole = keyness(counts, groups, terms, settings=draws(50))
    rng = np.random.default_rng(0)
    rows, columns = rng.permutation(len(counts)), rng.permutation(60)
    moved = keyness(counts[rows][:, columns], groups[rows], terms[columns], settings=draws(50))
    pd.testing.assert_frame_equal(whole, moved, check_exact=True)
    monkeypatch.setattr(firmness, "BLOCK_VALUES", 170)
    monkeypatch.setattr(firmness, "BLOCK_WEIGHTS", 60 * 3 * 50)
    monkeypatch.setattr(firmness.os, "cpu_count", lambda: 1)
    monkeypatch.setattr(firmness.os, "sched_getaffinity", lambda _: {0}, raising=False)
    pd.testing.assert_frame_equal(whole, keyness(counts, groups, terms, settings=draws(50)), check_exact=True)


def test_permutations_can_be_left_out_and_numbers_follow_the_seed() -> None:
    arguments = (*planted(8, times=2), [f"t{i:02}" for i in range(60)])
    frame = keyness(*arguments, settings=draws(20, n_permutations=0))
    assert frame.columns.tolist() == [column for column in COLUMNS if column not in {"p", "q", "p_max_t"}]
    first, again, other = (keyness(*arguments, settings=draws(20, seed=seed)) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, again, check_exact=True)
    assert not np.allclose(first["ci_low"], other["ci_low"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"groups": ["a", "a", "a"]}, "^groups holds 1 group"),
        ({"groups": ["a", "b"]}, "^groups has shape"),
        ({"groups": ["a", "b", None]}, "^groups has no label for row 2"),
        ({"groups": pd.Categorical(["a", "b", "b"], categories=["a", "b", "c"])}, "^groups has no row for 'c'"),
        ({"counts": [[1, 0], [2, 0], [1, 0]]}, "^counts has no 'q' anywhere"),
        ({"counts": [[2, 2], [2, 2], [2, 2]]}, "^counts is 2 in every cell"),
        ({"counts": [[np.nan, 2], [1, 2], [3, 4]]}, "^counts holds a missing"),
        ({"counts": [[-1, 2], [1, 2], [3, 4]]}, "^counts holds a negative"),
        ({"counts": [[0.5, 2], [1, 2], [3, 4]]}, "^counts holds a fractional"),
        ({"counts": [[0, 0], [1, 2], [3, 4]]}, "^sizes gives 'a' no tokens"),
        ({"counts": [[1], [2], [3]], "terms": ["p"]}, "^a and b make up all tokens for a term"),
        ({"terms": ["p"]}, "^terms has shape"),
        ({"terms": ["p", "p"]}, "^terms has 'p' twice"),
        ({"sizes": [9]}, "^sizes has shape"),
        ({"settings": Settings(min_total=99)}, "^min_total is 99, and no term has so many uses"),
        ({"groups": None}, "^groups holds 1 group"),
        ({"terms": None}, "^terms is missing"),
    ],
)
def test_bad_arguments_are_refused_by_name_and_remedy(change: dict, message: str) -> None:
    arguments = {"counts": [[1, 2], [3, 1], [1, 5]], "groups": ["a", "b", "b"], "terms": ["p", "q"], **change}
    with pytest.raises(ValueError, match=f"{message}.*;"):
        keyness(**arguments)


@pytest.mark.parametrize("form", ["units", "frame", "other order of units"])
def test_units_and_plain_arrays_give_the_same_table(form: str) -> None:
    sizes = COUNTS.sum(axis=1) + 2
    few = draws(20, min_total=1)
    plain = keyness(COUNTS, GROUPS, TERMS, sizes=sizes, settings=few)
    units = Units(COUNTS, TERMS, GROUPS, sizes)
    given = {
        "units": lambda: keyness(units, settings=few),
        "frame": lambda: keyness(pd.DataFrame(COUNTS.toarray(), columns=TERMS), GROUPS, sizes=sizes, settings=few),
        "other order of units": lambda: keyness(units.rows(np.arange(7)[::-1]), settings=few),
    }
    pd.testing.assert_frame_equal(given[form](), plain, check_exact=True)


def test_units_without_tokens_change_nothing() -> None:
    empty = np.zeros((2, len(TERMS)), dtype=int)
    counts, groups = np.vstack([COUNTS.toarray(), empty]), [*GROUPS, "north", "west"]
    few = draws(20, min_total=1)
    groups = pd.Categorical(groups, categories=GROUPS.categories)
    pd.testing.assert_frame_equal(
        keyness(counts, groups, TERMS, settings=few), keyness(COUNTS, GROUPS, TERMS, settings=few), check_exact=True
    )


def test_every_measure_has_its_column() -> None:
    table = keyness(COUNTS, GROUPS, TERMS, settings=draws(9, min_total=3))
    assert [column for column in table.columns if column in MEASURES] == list(MEASURES)
    frequent = table["n_target"] + table["n_reference"] >= 3
    for name, measure in MEASURES.items():
        assert (table[name].notna() == (frequent | (not measure.corrected))).all()
