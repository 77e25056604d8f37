"""What claims on all keywords together rest on: how many a test claims, how many hold up, and what chance would give.

The contrasts, the usual test and the checks are those of `claims.keyness`.
"""

from __future__ import annotations

import numpy as np

from parallax.analysis.keyness.checks import CHECKS, overlap, survives
from parallax.claims.evidence import Evidence, NotMadeError, Source, Sources, check_one_of, evidence, found
from parallax.claims.keyness import OF_PHRASES, OTHERS
from parallax.claims.results import Results
from parallax.corpus.choices import COUNTING

ALL_CHECKS = len(CHECKS)
ALL_TOGETHER = {
    "claimed": "terms that the usual test claims for one article or another",
    "surviving": "terms that survive every check that can be made of them",
    "surviving_share": "the latter by the former, 0 to 1",
}


@evidence(touched_by=(*COUNTING, "prior"), **ALL_TOGETHER)
def few_survive(book: Results, *, share: float) -> Evidence:
    """The usual test claims words for one article or another, and some of these, but {share:.0%} at most, survive
    every check that can be made of them.
    """
    figures = _all_together(book)
    return found(0 < figures["surviving_share"] <= share, (), **figures)


@evidence(
    {"source": "one article or another", "sources": "all articles", "share": "all of them"},
    touched_by=(*COUNTING, "prior"),
    claimed="terms that the usual test claims",
    surviving="terms that survive all these checks",
    surviving_share="the latter by the former, 0 to 1",
)
def surviving(
    book: Results,
    *,
    sources: Sources | None = None,
    source: Source | None = None,
    made: int,
    share: float | None = None,
) -> Evidence:
    """Of the words of {source}, among {sources}, that can be put to {made} checks and no more, the usual test claims
    some, of which between one and {share:.0%} survive all {made}.

    Each of `sources` is contrasted with the rest of them; `source` keeps the contrasts of one.
    """
    table = book.contrasts(sources)
    table = table[(table["n_made"] == made) & (source is None or table["group"] == source)]
    if table.empty:
        raise NotMadeError(f"no contrast can be put to {made} checks and no more; give the number that can be made")
    n, claimed = (table["n_checks"] == made).sum(), table["by_tokens"].sum()
    part = n / claimed if claimed else 0.0
    return found(part > 0 and (share is None or part <= share), claimed=claimed, surviving=n, surviving_share=part)


@evidence(
    {"others": OTHERS},
    touched_by=(*COUNTING, "prior"),
    claimed="terms that the usual test claims",
    most_passed="most checks that a term of the source survives",
)
def none_survives(book: Results, *, source: Source) -> Evidence:
    """The usual test claims words of {source} against {others}, and none of its words survives all checks that can be
    made.
    """
    mine = book.contrasts_of(source, None)
    claimed = mine["by_tokens"].sum()
    holds = claimed > 0 and not (mine["n_checks"] == mine["n_made"]).any()
    return found(holds, claimed=claimed, most_passed=mine["n_checks"].max() if len(mine) else 0)


@evidence(
    touched_by=COUNTING,  # it takes too long to be crossed with the prior
    surviving="terms that survive every check that can be made of them",
    staying="those of them that do so without each other article in turn",
)
def surviving_without(book: Results, *, at_most: int) -> Evidence:
    """Some words survive every check that can be made of them, and no more than {at_most} of these still do so
    whichever other article is left out.
    """
    n, n_surviving = len(book.staying()), survives(book.contrasts()).sum()
    return found(n_surviving > 0 and n <= at_most, surviving=n_surviving, staying=n)


@evidence(
    {"at_least": "nothing", "at_most": "all"},
    touched_by=(*COUNTING, "prior"),
    shared="share of its list that an article's other list has too, 0 to 1, on average over the articles",
)
def lists_shared(
    book: Results, *, first: str, second: str, n: int, at_least: float | None = None, at_most: float | None = None
) -> Evidence:
    """The first {n} words of each article by {first} and by {second} have at least {at_least:.0%} and at most
    {at_most:.0%} in common, on average over the articles.

    `first` and `second` are columns of the table of contrasts.
    """
    table = book.contrasts(n_permutations=1)
    for measure in (first, second):
        check_one_of("measures", measure, table.columns)
    shared = overlap(table, (first, second), n).at[0, "shared"]
    low, high = 0.0 if at_least is None else at_least, 1.0 if at_most is None else at_most
    return found(low <= shared <= high, shared=shared)


@evidence(
    touched_by=(*OF_PHRASES, "prior"),
    claimed="phrases that the usual test claims for one article or another",
    surviving="phrases that survive every check that can be made of them",
)
def few_phrases_survive(book: Results, *, at_most: int) -> Evidence:
    """The usual test claims phrases of two words and more for one article or another, and no more than {at_most} of
    them survives every check that can be made.
    """
    figures = _all_together(book.of_phrases())
    claimed, n = figures["claimed"], figures["surviving"]
    return found(claimed > 0 and n <= at_most, claimed=claimed, surviving=n)


@evidence(
    touched_by=(*COUNTING, "prior"),
    fewest="words that the strictest check claims",
    most="words that the loosest check claims",
    ratio="the latter by the former",
)
def checks_differ(book: Results, *, times: float) -> Evidence:
    """Of the words that can be put to every check, one check by itself would claim at least {times:.0f} times as many
    as another.
    """
    table = book.contrasts()
    counts = table.loc[table["n_made"] == ALL_CHECKS, list(CHECKS)].sum()
    fewest, most = counts.min(), counts.max()
    ratio = most / fewest if fewest else float("inf")
    return found(most > 0 and ratio >= times, fewest=fewest, most=most, ratio=ratio)


# Where less is to be found


@evidence(
    touched_by=COUNTING,  # G² knows no prior
    between="share that it claims between halves of different articles, 0 to 1",
    within="share that it claims between halves of one article, 0 to 1",
    ratio="the former by the latter",
)
def beyond_sections(book: Results, *, times: float) -> Evidence:
    """The share that the usual test claims of the words it looks at is at least {times:.1f} times as large between
    halves of different articles as between the halves of one article.
    """
    halves = book.pairs_of_halves()
    sums = halves.groupby(halves["group"] == halves["other_group"])[["n_terms", "n_claimed"]].sum()
    share = sums["n_claimed"] / sums["n_terms"]
    ratio = share[False] / share[True] if share[True] else float("inf")
    return found(ratio >= times, between=share[False], within=share[True], ratio=ratio)


@evidence(
    touched_by=(*COUNTING, "prior"),
    claimed="terms that the usual test claims for an article and that are looked at between its halves",
    both="those of them that it claims between the halves too",
    surviving="those of the latter that survive all checks between the articles",
)
def also_within(book: Results) -> Evidence:
    """The usual test claims some words both for an article and between that article's halves, and 1 or more of these
    survive all checks between the articles.
    """
    halves = book.between_halves(n_resamples=1, n_permutations=1)[["group", "term", "by_tokens"]]
    whole = book.contrasts().query("by_tokens")
    claimed = whole.merge(halves, on=["group", "term"], suffixes=("", "_within"))
    both = claimed[claimed["by_tokens_within"]]
    n = (both["n_checks"] == ALL_CHECKS).sum()
    return found(n > 0, claimed=len(claimed), both=len(both), surviving=n)


@evidence(
    touched_by=COUNTING,  # G² knows no prior
    claimed="terms that the usual test claims",
    mean_dealt="terms that it claims in a random deal, on average",
    most_dealt="most that it claims in any deal but the share tested",
)
def beyond_deals(book: Results, *, within: float) -> Evidence:
    """The usual test claims more words than in random deals of the paragraphs: it claims as many in fewer than
    {within:.0%} of the deals.

    `within` is the share of the deals in which as many may come out: a one-sided Monte Carlo p.
    """
    return _beyond_deals(book, within)


@evidence(
    touched_by=OF_PHRASES,
    claimed="phrases that the usual test claims",
    mean_dealt="phrases that it claims in a random deal, on average",
    most_dealt="most that it claims in any deal but the share tested",
)
def phrases_beyond_deals(book: Results, *, within: float) -> Evidence:
    """The usual test claims more phrases of two words and more than in random deals of the paragraphs: it claims as
    many in fewer than {within:.0%} of the deals.

    `within` is as for `beyond_deals`.
    """
    return _beyond_deals(book.of_phrases(), within)


def _beyond_deals(book: Results, within: float) -> Evidence:
    deals = book.claimed_in_deals()
    n = book.contrasts(n_resamples=1, n_permutations=1)["by_tokens"].sum()
    p = (1 + (deals >= n).sum()) / (1 + len(deals))
    most = np.quantile(deals, 1 - within, method="inverted_cdf")
    return found(p < within, claimed=n, mean_dealt=deals.mean(), most_dealt=most)


def _all_together(book: Results) -> dict[str, float]:
    """Return the figures of `ALL_TOGETHER`."""
    table = book.contrasts()
    claimed, n = int(table["by_tokens"].sum()), int(survives(table).sum())
    return {"claimed": claimed, "surviving": n, "surviving_share": n / claimed if claimed else 0.0}
