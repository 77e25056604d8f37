"""One word followed: every number on the way against an independent computation, and every check at its bound."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency

from parallax.analysis.keyness import checks, steps
from parallax.analysis.keyness.contrasts import keyness
from parallax.errors import ParallaxError
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units

DRAWS = Settings(n_resamples=199, n_permutations=999)


@pytest.fixture(scope="module")
def units() -> Units:
    """Three groups of a dozen units; dock uses net throughout, and reef uses oar in one unit only."""
    counts = np.random.default_rng(5).poisson(2, size=(36, 6))
    counts[:12, 0] += 4
    counts[12:24, 1] = 0
    counts[12, 1] = 40
    return Units(counts, ["net", "oar", "sail", "rope", "tar", "keel"], np.repeat(["dock", "reef", "wharf"], 12))


@pytest.fixture(scope="module")
def tables(units: Units) -> tuple[pd.DataFrame, pd.DataFrame]:
    contrasts = keyness(units, settings=DRAWS)
    return contrasts, checks.with_checks(contrasts)


@pytest.mark.parametrize(("term", "group"), [("net", "dock"), ("sail", "reef"), ("oar", "wharf")])
def test_each_score_is_that_of_an_independent_computation(units: Units, term: str, group: str) -> None:
    found = steps.scored(units, term, group, 0.1).set_index("step")
    here = np.asarray(units.groups) == group
    uses = units.counts.toarray()[:, units.terms.tolist().index(term)]
    a, b, n1, n2 = uses[here].sum(), uses[~here].sum(), units.sizes[here].sum(), units.sizes[~here].sum()
    assert found.loc["uses", ["here", "elsewhere"]].tolist() == [a, b]
    assert found.loc["words", ["here", "elsewhere"]].tolist() == [n1, n2]
    assert found.loc["rate", ["here", "elsewhere"]].tolist() == pytest.approx([1000 * a / n1, 1000 * b / n2])
    log_ratio = math.log2((a + 0.5) * n2 / ((b + 0.5) * n1))
    assert found.loc["log_ratio"].tolist() == pytest.approx([a + 0.5, b + 0.5, log_ratio])

    table = chi2_contingency([[a, b], [n1 - a, n2 - b]], correction=False, lambda_="log-likelihood")
    assert abs(found.at["g2", "result"]) == pytest.approx(table.statistic)
    assert found.loc["g2", ["here", "elsewhere"]].tolist() == pytest.approx(table.expected_freq[0].tolist())

    x, y = a + 0.1 * n1 * (a + b) / (n1 + n2), b + 0.1 * n2 * (a + b) / (n1 + n2)
    odds = math.log(x / (1.1 * n1 - x)) - math.log(y / (1.1 * n2 - y))
    assert found.loc["log_odds"].tolist() == pytest.approx([x, y, odds])
    assert found.loc["z"].tolist() == pytest.approx([1 / x, 1 / y, odds / math.sqrt(1 / x + 1 / y)])


def test_scores_are_those_of_the_table_of_contrasts(units: Units, tables: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    row = tables[0].set_index(["group", "term"]).loc[("dock", "net")]
    found = steps.scored(units, "net", "dock", DRAWS.strength).set_index("step")["result"]
    scores = ["log_ratio", "g2", "log_odds", "z"]
    assert found[scores].tolist() == pytest.approx(row[scores].tolist())
    assert found.index.tolist() == ["uses", "words", "rate", *scores]


def test_each_check_is_shown_with_what_it_looks_at(tables: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    contrasts, checked = tables
    row = checked.set_index(["group", "term"]).loc[("dock", "net")]
    found = steps.tested(contrasts, checked, "net", "dock", 0.05).set_index("check")
    assert tuple(found.index) == checks.CHECKS
    assert found["value"].tolist() == row[["g2", "lrc", "ci_low", "log_odds_loo", "q"]].tolist()
    assert found["holds"].tolist() == row[list(checks.CHECKS)].tolist()
    assert found.loc["by_tokens":"by_leaving_out", "holds"].all()
    assert found["asked"].tolist() == ["at least", "above", "above", "above", "at most"]
    assert found["bound"].tolist()[1:] == [0, 0, 0, 0.05]
    one = steps.tested(contrasts, checked, "oar", "reef", 0.05).set_index("check")["holds"]
    assert one["by_tokens"]
    assert not one["by_leaving_out"]


def test_the_bound_of_the_usual_test_parts_what_it_claims_from_the_rest(
    tables: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    contrasts, checked = tables
    for group, term in checked[["group", "term"]].itertuples(index=False):
        first = steps.tested(contrasts, checked, term, group, 0.05).iloc[0]
        assert (first["value"] >= first["bound"]) == first["holds"]


def test_where_nothing_is_claimed_no_g2_is_large_enough() -> None:
    even = Units([[3, 4], [4, 3]] * 6, ["net", "oar"], ["dock", "reef"] * 6)
    contrasts = keyness(even, settings=DRAWS.but(min_units=2))
    found = steps.tested(contrasts, checks.with_checks(contrasts), "oar", "dock", 0.05)
    assert (found.at[0, "bound"], bool(found.at[0, "holds"])) == (math.inf, False)


def test_a_check_that_cannot_be_made_has_no_answer(units: Units) -> None:
    contrasts = keyness(units, settings=DRAWS.but(min_units=13))
    found = steps.tested(contrasts, checks.with_checks(contrasts), "net", "dock", 0.05).set_index("check")
    assert found["holds"].isna().tolist() == [False, False, True, False, False]


def test_what_cannot_be_followed_is_refused_by_name(units: Units, tables: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    with pytest.raises(ParallaxError, match="no term is called 'mast'; choose one that is compared"):
        steps.scored(units, "mast", "dock", 0.1)
    with pytest.raises(ParallaxError, match="no group is called 'pier'"):
        steps.scored(units, "net", "pier", 0.1)
    with pytest.raises(ParallaxError, match="no term is called 'mast'"):
        steps.tested(*tables, "mast", "dock", 0.05)
    with pytest.raises(ParallaxError, match="'reef' uses 'net' no more than the others; these articles do: dock"):
        steps.tested(*tables, "net", "reef", 0.05)
