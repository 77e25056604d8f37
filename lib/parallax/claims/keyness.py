"""What claims on keyness rest on: which terms set a source apart, how many a test claims, how many hold up.

All count content words, see `claims.results.content_words`, and compare those that are frequent enough in the sources
compared and that each of them could have used; what belongs to a place is counted with its name. A contrast of few
paragraphs has no interval, and a claim on its interval cannot be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from parallax.analysis.keyness import checks, controls, usual
from parallax.analysis.keyness.checks import CHECKS
from parallax.analysis.keyness.contrasts import DIGITS, Settings
from parallax.claims import results
from parallax.claims.evidence import Evidence, NotMadeError, asks, check_known, check_one_of
from parallax.claims.results import (
    ALPHA,
    N_INTERVAL,
    SEED,
    as_compared,
    compared,
    contrasted,
    namings,
    of_source,
    paragraphs_on,
    places_of,
    use_of,
)
from parallax.corpus.corpus import Corpus

OTHERS = "all others together"


#: What each measure asks of a term before it says that a source uses it more; a bound is asked of the interval only.
CRITERIA: dict[str, Callable[[pd.Series, float], bool]] = {
    "log_odds": lambda row, above: bool(round(_made(row)["ci_low"], DIGITS) > above),
    "log_ratio": lambda row, _: bool(row["log_ratio"] >= 1),
    "lrc": lambda row, _: bool(row["lrc"] > 0),
    "g2": lambda row, _: bool(row["by_tokens"]),
}


@asks(
    "{source} uses {term:em} more than {against}: the interval of the log-odds lies above {above:g} (where another "
    "measure is tried: the log ratio is at least 1, the conservative log ratio above 0, G² significant)",
    against=OTHERS,
)
def sets_apart(
    corpus: Corpus,
    *,
    term: str,
    source: str,
    against: Sequence[str] | None = None,
    above: float = 0,
    measure: str = "log_odds",
) -> Evidence:
    """A source uses a term more than others, as a measure asks it.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    term : str
        A content word.
    source : str
        The source.
    against : sequence of str, optional
        The others, taken together; all others by default.
    above : float
        What the interval of the log-odds lies above.
    measure : {"log_odds", "log_ratio", "lrc", "g2"}
        The interval of the log-odds lies above; the log ratio is 1 or more, twice the rate; the conservative one is
        above 0; G² is significant after Benjamini & Hochberg over all terms.

    Returns
    -------
    Evidence
        value: the log-odds; low, high: their interval; where: the paragraphs of the source that use it.
    """
    check_one_of("measure", measure, CRITERIA)
    row = _row(corpus, term, source, against, n_resamples=N_INTERVAL, n_permutations=1)
    if row is None:
        return Evidence(0.0, 0.0, 0.0, False)
    figures = _figures(row, "log_odds", "ci_low", "ci_high")
    return Evidence(*figures, CRITERIA[measure](row, above), _where(corpus, term, source))


@asks("{source} uses {term:em} and {against} never does, and still the interval of its log-odds includes 0")
def open_at_zero(corpus: Corpus, *, term: str, source: str, against: Sequence[str]) -> Evidence:
    """A source uses a term that others never use, and the interval of the contrast holds zero all the same.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    term, source, against : str, str, sequence of str
        As in `sets_apart`.

    Returns
    -------
    Evidence
        value: the log-odds; low, high: their interval; where: the paragraphs of the source that use it.
    """
    row = _row(corpus, term, source, against, n_resamples=N_INTERVAL, n_permutations=1)
    if row is None:
        return Evidence(0.0, 0.0, 0.0, False)
    holds = round(_made(row)["ci_low"], DIGITS) <= 0 <= row["ci_high"] and row["n_reference"] == 0
    return Evidence(*_figures(row, "log_odds", "ci_low", "ci_high"), bool(holds), _where(corpus, term, source))


@asks(
    "{term:em} sets {source} apart from {against} in at least {at_least} of the {made} checks that can be made",
    against=OTHERS,
)
def passes(
    corpus: Corpus, *, term: str, source: str, against: Sequence[str] | None = None, at_least: int, made: int
) -> Evidence:
    """A source uses a term more than others, and so many of the checks that can be made hold.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    term, source, against : str, str, sequence of str
        As in `sets_apart`.
    at_least : int
        Fewest checks that hold.
    made : int
        Checks that can be made of it, of five; neither more nor less.

    Returns
    -------
    Evidence
        value: checks that hold; low: rate per 1,000 words; high: that of the others; where: the paragraphs of the
        source that use it.
    """
    row = _row(corpus, term, source, against)
    if row is None:
        return Evidence(0.0, 0.0, 0.0, False)
    holds = row["n_made"] == made and row["n_checks"] >= at_least
    figures = _figures(row, "n_checks", "rate_target", "rate_reference")
    return Evidence(*figures, bool(holds), _where(corpus, term, source))


@asks(
    "By itself {term:em} sets {source} apart from all others together in every check; counted with the words for what "
    "belongs to that place, of which {source} uses none, it fails in some"
)
def apart_alone(corpus: Corpus, *, term: str, source: str) -> Evidence:
    """A name sets a source apart in all checks, and no longer does so when counted with what belongs to it.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    term : str
        Name of a place in demonyms.csv.
    source : str
        The source, which uses the name and none of its other forms.

    Returns
    -------
    Evidence
        value: checks that hold when all forms are counted; low: those that hold for the name alone; high: the rate of
        the others per 1,000 words, all forms counted; where: the paragraphs of the source that use the name.
    """
    _, (_, *others) = as_compared(corpus, term)
    check_one_of("demonyms", term, corpus.tables["demonyms"]["name"])
    apart = replace(corpus, tables={**corpus.tables, "demonyms": corpus.tables["demonyms"].iloc[:0]})
    rows = [_row(counted, term, source, None) for counted in (corpus, apart)]
    if rows[0] is None or rows[1] is None:
        return Evidence(0.0, 0.0, 0.0, False)
    together, alone = (int(row["n_checks"]) for row in rows if row is not None)
    holds = alone == len(CHECKS) > together and not use_of(corpus, source, others).n.any()
    return Evidence(
        float(together), float(alone), float(rows[0]["rate_reference"]), holds, _where(corpus, term, source)
    )


@asks("some uses of {term:em} by {source} are part of {name:em}")
def within_name(corpus: Corpus, *, term: str, source: str, name: str) -> Evidence:
    """A source uses a term as part of a name.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    term : str
        A content word.
    source : str
        The source.
    name : str
        An alias in actors.csv that holds the term.

    Returns
    -------
    Evidence
        value: uses within the name; low: none; high: all uses; where: paragraphs with the name.
    """
    check_one_of("lexicons/actors.csv", name, corpus.tables["actors"]["alias"])
    found, use = namings(corpus, source, [name]), use_of(corpus, source, [term])
    n, uses = int(found["n"].sum()), int(use.n.sum())
    return Evidence(float(n), 0.0, float(uses), 0 < n <= uses, paragraphs_on(corpus, found))


def _row(corpus: Corpus, term: str, source: str, against: Sequence[str] | None, **draws: int) -> pd.Series | None:
    """Return the row of a term that the source uses more than the others, if there is one."""
    use_of(corpus, source, [term])  # refuses what is never counted
    mine = of_source(corpus, source, against, **draws)
    found = mine[mine["term"] == as_compared(corpus, term)[0]]
    return None if found.empty else found.iloc[0]


def _made(row: pd.Series) -> pd.Series:
    """Return a row that has an interval; refuse another, of which nothing can be said either way."""
    if pd.isna(row["ci_low"]):
        raise NotMadeError(
            f"{row['term']!r} has no interval in {row['group']}, which has too few paragraphs; ask `passes` of it"
        )
    return row


def _figures(row: pd.Series, *columns: str) -> tuple[float, float, float]:
    value, low, high = (float(row[column]) for column in columns)
    return value, low, high


def _where(corpus: Corpus, term: str, source: str) -> tuple[tuple[str, int], ...]:
    return places_of(corpus, use_of(corpus, source, as_compared(corpus, term)[1]).rows)


N_DEALS = 500  # the figures of a hundredth of them are those of ten times as many


ALL_CHECKS = len(checks.CHECKS)


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
    table = controls.without_each(**_arguments(corpus, results.N_DRAWS))
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
    share = float(checks.overlap(table, (first, second), n).at[0, "shared"])
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
    parts = usual.between_parts(words.counts, words.groups, sizes=words.sizes, alpha=ALPHA)
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
    halves = controls.between_blocks(**_arguments(corpus, 1))
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
    deals = usual.in_deals(words.counts, words.groups, sizes=words.sizes, n_deals=N_DEALS, seed=SEED, alpha=ALPHA)
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
