"""Evidence on lists of key terms: how many a test claims, how many hold up, and what controls would claim.

They compare what `evidence.keywords` compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from parallax import keyness_checks, keyness_controls
from parallax.corpus import Corpus
from parallax.evidence import base
from parallax.evidence.base import ALPHA, SEED, Evidence, check_one_of, compared, contrasted, of_source
from parallax.keyness import Settings

N_DEALS = 20


def surviving(corpus: Corpus, *, sources: Sequence[str] | None = None, at_least: int, share: float) -> Evidence:
    """The ordinary test claims so many terms, of which no more than a share hold in all five checks.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    sources : sequence of str, optional
        Only these, each against the rest of them.
    at_least : int
        Fewest terms that the ordinary test claims.
    share : float
        Largest share, 0 to 1.

    Returns
    -------
    Evidence
        value: terms that hold in all checks; high: those that G² claims; low: terms looked at.
    """
    counted = keyness_checks.claimed(contrasted(corpus, sources)).drop(columns="group").sum()
    n, ordinary = int(counted["all_checks"]), int(counted["by_tokens"])
    return Evidence(
        float(n), float(counted["n_terms"]), float(ordinary), ordinary >= at_least and n <= share * ordinary
    )


def none_survives(corpus: Corpus, *, source: str, against: Sequence[str] | None = None) -> Evidence:
    """No term of a source holds in all five checks, though the ordinary test claims some.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source, against : str, sequence of str
        As in `sets_apart`.

    Returns
    -------
    Evidence
        value: terms that G² claims; low, high: the most checks that a term of the source holds in.
    """
    mine = of_source(corpus, source, against)
    n, most = int(mine["by_tokens"].sum()), float(mine["n_checks"].max() if len(mine) else 0)
    return Evidence(float(n), most, most, n > 0 and most < len(keyness_checks.CHECKS))


def surviving_without(corpus: Corpus, *, at_most: int) -> Evidence:
    """Of the terms that hold in all five checks, no more than so many do so whichever other article is left out.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    at_most : int
        Most terms.

    Returns
    -------
    Evidence
        value: terms that hold in all checks without each other article in turn; high: those that hold with all.
    """
    whole = contrasted(corpus)
    table = keyness_controls.without_each(**_arguments(corpus, base.N_DRAWS))
    all_checks = len(keyness_checks.CHECKS)
    times = table[table["n_checks"] == all_checks].groupby(["group", "term"]).size()
    first = whole[whole["n_checks"] == all_checks]
    n_others = len(corpus.groups.categories) - 1
    n = sum(times.get(pair, 0) == n_others for pair in first[["group", "term"]].itertuples(index=False, name=None))
    return Evidence(float(n), float(n), float(len(first)), bool(len(first) > 0 and n <= at_most))


def lists_shared(corpus: Corpus, *, first: str, second: str, n: int, at_least: float, at_most: float) -> Evidence:
    """Two measures share this much of their lists of first terms, on the mean over all sources.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    first, second : str
        Columns of the table of contrasts.
    n : int
        Length of the lists.
    at_least, at_most : float
        Shares, 0 to 1.

    Returns
    -------
    Evidence
        value: the share; low, high: `at_least` and `at_most`.
    """
    table = contrasted(corpus, n_permutations=1)
    for measure in (first, second):
        check_one_of("measures", measure, table.columns)
    share = float(keyness_checks.overlap(table, (first, second), n).at[0, "shared"])
    return Evidence(share, float(at_least), float(at_most), at_least <= share <= at_most)


def ordinary_within(corpus: Corpus, *, at_least: int) -> Evidence:
    """The ordinary test claims so many terms between the halves of single articles.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    at_least : int
        Fewest terms.

    Returns
    -------
    Evidence
        value: terms that G² claims; low: contrasts looked at; high: articles in which G² claims any.
    """
    table = _halves(corpus)
    n, articles = int(table["by_tokens"].sum()), table.loc[table["by_tokens"], "group"].nunique()
    return Evidence(float(n), float(len(table)), float(articles), n >= at_least)


def also_within(corpus: Corpus, *, at_most: float) -> Evidence:
    """Some of the terms that the ordinary test claims for an article it also claims between that article's halves.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    at_most : float
        Largest share of the former, 0 to 1.

    Returns
    -------
    Evidence
        value: terms claimed both ways; low: those of them that hold in all five checks; high: terms that G² claims for
        an article.
    """
    halves = _halves(corpus)
    inside = set(halves.loc[halves["by_tokens"], ["group", "term"]].itertuples(index=False, name=None))
    claimed = contrasted(corpus).query("by_tokens")
    both = [pair in inside for pair in claimed[["group", "term"]].itertuples(index=False, name=None)]
    through = int((claimed["n_checks"][both] == len(keyness_checks.CHECKS)).sum())
    n = sum(both)
    return Evidence(float(n), float(through), float(len(claimed)), 0 < n <= at_most * len(claimed))


def beyond_deals(corpus: Corpus, *, times: float) -> Evidence:
    """The ordinary test claims so many times as many terms as when paragraphs are dealt out at random.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    times : float
        How many times as many.

    Returns
    -------
    Evidence
        value: terms that G² claims; low: the mean of the deals; high: the most in any deal.
    """
    deals = keyness_controls.dealt(**_arguments(corpus, 1), n_deals=N_DEALS)["by_tokens"]
    n = int(contrasted(corpus, n_resamples=1, n_permutations=1)["by_tokens"].sum())
    return Evidence(
        float(n), float(deals.mean()), float(deals.max()), bool(n >= times * deals.mean() and n > deals.max())
    )


def _halves(corpus: Corpus) -> pd.DataFrame:
    """Return the contrasts between the halves of each article, checked; ``group`` is the article."""
    return keyness_controls.between_blocks(**_arguments(corpus, base.N_INTERVAL))


def _arguments(corpus: Corpus, n_draws: int) -> dict[str, Any]:
    """Return what every control is called with, for so many resamples and permutations."""
    words = compared(corpus)
    settings = Settings(n_resamples=n_draws, n_permutations=n_draws, strength=words.prior)
    columns = {"counts": words.counts, "groups": words.groups, "terms": words.terms, "sizes": words.sizes}
    return {**columns, "seed": SEED, "alpha": ALPHA, **settings}
