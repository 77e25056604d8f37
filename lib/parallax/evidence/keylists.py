"""Evidence on lists of key terms: how many a test claims, how many hold up, and what controls would claim.

They compare what `evidence.keywords` compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from parallax import keyness_checks, keyness_controls, keyness_usual
from parallax.corpus import Corpus
from parallax.evidence import base
from parallax.evidence.base import (
    ALPHA,
    SEED,
    Evidence,
    NotMadeError,
    asks,
    check_known,
    check_one_of,
    compared,
    contrasted,
    of_source,
)
from parallax.keyness import Settings

N_DEALS = 500  # the figures of a hundredth of them are those of ten times as many
ALL_CHECKS = len(keyness_checks.CHECKS)


@asks(
    "of the words of {source}, among {sources}, that can be put to {made} checks and no more, the usual test claims "
    "some, and some of the latter, {share:.0%} at most, hold in all {made}",
    source="one article or another",
    sources="all articles",
    share="all of them",
)
def surviving(
    corpus: Corpus,
    *,
    sources: Sequence[str] | None = None,
    source: str | None = None,
    made: int,
    share: float | None = None,
) -> Evidence:
    """Of the terms that the ordinary test claims some, and no more than a share, hold in all checks that can be made.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    sources : sequence of str, optional
        Only these, each against the rest of them.
    source : str, optional
        Only the contrasts of this one.
    made : int
        Only the contrasts of which so many checks can be made.
    share : float, optional
        Largest share, 0 to 1; any by default.

    Returns
    -------
    Evidence
        value: the share that holds in all these checks; low: how many they are; high: how many G² claims.
    """
    table = contrasted(corpus, sources)
    if source is not None:
        check_known(corpus, source)
        table = table[table["group"] == source]
    table = table[table["n_made"] == made]
    if table.empty:
        raise NotMadeError(f"no contrast can be put to {made} checks and no more; give the number that can be made")
    n, ordinary = int((table["n_checks"] == made).sum()), int(table["by_tokens"].sum())
    found = n / ordinary if ordinary else 0.0
    return Evidence(found, float(n), float(ordinary), found > 0 and (share is None or found <= share))


@asks(
    "the usual test claims words of {source} against {against}, and none of its words holds in all checks that can be "
    "made",
    against="all others together",
)
def none_survives(corpus: Corpus, *, source: str, against: Sequence[str] | None = None) -> Evidence:
    """No term of a source holds in all checks that can be made, though the ordinary test claims some.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source, against : str, sequence of str
        As in `keywords.sets_apart`.

    Returns
    -------
    Evidence
        value: terms that G² claims; low, high: the most checks that a term of the source holds in.
    """
    mine = of_source(corpus, source, against)
    n, most = int(mine["by_tokens"].sum()), float(mine["n_checks"].max() if len(mine) else 0)
    return Evidence(float(n), most, most, n > 0 and not (mine["n_checks"] == mine["n_made"]).any())


@asks(
    "of the words that hold in all checks, some, and no more than {at_most}, still do so whichever other article is "
    "left out"
)
def surviving_without(corpus: Corpus, *, at_most: int) -> Evidence:
    """Of the terms that hold in all checks, no more than so many do so whichever other article is left out.

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
    times = table[table["n_checks"] == ALL_CHECKS].groupby(["group", "term"]).size()
    first = whole[whole["n_checks"] == ALL_CHECKS]
    n_others = len(corpus.groups.categories) - 1
    n = sum(times.get(pair, 0) == n_others for pair in first[["group", "term"]].itertuples(index=False, name=None))
    return Evidence(float(n), float(n), float(len(first)), bool(0 < n <= at_most))


@asks(
    "the first {n} words of each article by {first} and by {second} have at least {at_least:.0%} and at most "
    "{at_most:.0%} in common, on the mean over the articles",
    at_least="nothing",
    at_most="all",
)
def lists_shared(
    corpus: Corpus, *, first: str, second: str, n: int, at_least: float | None = None, at_most: float | None = None
) -> Evidence:
    """Two measures share this much of their lists of first terms, on the mean over all sources.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    first, second : str
        Columns of the table of contrasts.
    n : int
        Length of the lists.
    at_least, at_most : float, optional
        Shares, 0 to 1; none and all by default.

    Returns
    -------
    Evidence
        value: the share; low, high: the bounds that it is held against.
    """
    low, high = 0.0 if at_least is None else at_least, 1.0 if at_most is None else at_most
    table = contrasted(corpus, n_permutations=1)
    for measure in (first, second):
        check_one_of("measures", measure, table.columns)
    share = float(keyness_checks.overlap(table, (first, second), n).at[0, "shared"])
    return Evidence(share, float(low), float(high), low <= share <= high)


@asks(
    "of the words that it looks at, the usual test claims a share between halves of different articles that is at "
    "least {times:.1f} times as large as between the halves of one article"
)
def beyond_sections(corpus: Corpus, *, times: float) -> Evidence:
    """The ordinary test claims a larger share of terms between halves of two articles than between halves of one.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    times : float
        How many times as large.

    Returns
    -------
    Evidence
        value: the share between halves of different articles; low: that between halves of one; high: how many times
        as large the former is.
    """
    words = compared(corpus)
    parts = keyness_usual.between_parts(words.counts, words.groups, sizes=words.sizes, alpha=ALPHA)
    sums = parts.groupby(parts["group"] == parts["other_group"])[["n_terms", "n_claimed"]].sum()
    share = sums["n_claimed"] / sums["n_terms"]
    ratio = float(share[False] / share[True]) if share[True] else float("inf")
    return Evidence(float(share[False]), float(share[True]), ratio, ratio >= times)


@asks(
    "some words that the usual test claims for an article it also claims between that article's halves, and {at_least} "
    "or more of these hold in all checks between the articles"
)
def also_within(corpus: Corpus, *, at_least: int = 1) -> Evidence:
    """Some terms that the ordinary test claims for an article, and some that hold in all checks, part its halves too.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    at_least : int
        Fewest of the latter.

    Returns
    -------
    Evidence
        value: terms claimed both ways; low: those of them that hold in all five checks; high: terms that G² claims for
        an article and that are looked at between its halves.
    """
    halves = keyness_controls.between_blocks(**_arguments(corpus, 1))
    claimed = (
        contrasted(corpus)
        .query("by_tokens")
        .merge(halves[["group", "term", "by_tokens"]], on=["group", "term"], suffixes=("", "_within"))
    )
    both = claimed[claimed["by_tokens_within"]]
    n, through = len(both), int((both["n_checks"] == ALL_CHECKS).sum())
    return Evidence(float(n), float(through), float(len(claimed)), n > 0 and through >= at_least)


@asks(
    "the usual test claims more words than when paragraphs are dealt out at random: as many come out in fewer than "
    "{within:.0%} of the deals"
)
def beyond_deals(corpus: Corpus, *, within: float) -> Evidence:
    """The ordinary test claims more terms than in nearly all random deals of the paragraphs.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    within : float
        Share of the deals, 0 to 1, of which as many terms may come out: a one-sided Monte Carlo p.

    Returns
    -------
    Evidence
        value: terms that G² claims; low: the mean of the deals; high: the most in all deals but that share.
    """
    words = compared(corpus)
    deals = keyness_usual.in_deals(
        words.counts, words.groups, sizes=words.sizes, n_deals=N_DEALS, seed=SEED, alpha=ALPHA
    )
    n = int(contrasted(corpus, n_resamples=1, n_permutations=1)["by_tokens"].sum())
    p = (1 + int((deals >= n).sum())) / (1 + len(deals))
    most = float(np.quantile(deals, 1 - within, method="inverted_cdf"))
    return Evidence(float(n), float(deals.mean()), most, p < within)


def _arguments(corpus: Corpus, n_draws: int) -> dict[str, Any]:
    """Return what every control is called with, for so many resamples and permutations."""
    words = compared(corpus)
    settings = Settings(n_resamples=n_draws, n_permutations=n_draws, strength=words.prior)
    columns = {"counts": words.counts, "groups": words.groups, "terms": words.terms, "sizes": words.sizes}
    return {**columns, "seed": SEED, "alpha": ALPHA, **settings}
