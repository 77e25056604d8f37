"""What claims on keyness rest on: which terms set a source apart, how many a test claims, how many hold up.

All count content words and compare those that are frequent enough in the sources compared and that each of them could
have used, see `claims.results.Results.compared`; what belongs to a place is counted with its name. A contrast of few
paragraphs has no interval, and a claim on its interval cannot be asked. The usual test is G², significant after
Benjamini & Hochberg over all terms.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from parallax.analysis.keyness.checks import CHECKS, overlap, survives
from parallax.analysis.keyness.contrasts import DIGITS
from parallax.claims.evidence import Alias, Evidence, NotMadeError, Source, Sources, Term, check_one_of, evidence, found
from parallax.claims.results import Results
from parallax.corpus.choices import COUNTING
from parallax.statistics.measures import MEASURES

OTHERS = "all others together"
ALL_CHECKS = len(CHECKS)
N_INTERVAL = 2_000  # resamples, where only an interval is asked for

#: What each measure asks of a term before it says that a source uses it more; the book's own, whose interval a claim
#: can ask to lie above another number than 0, is the first.
CRITERIA = {name: measure.says_more for name, measure in MEASURES.items() if measure.says_more}
OWN, *TRIED = CRITERIA


def _asked() -> str:
    """Return what the other measures ask of a term, as a sentence lists it, with one "is" for all."""
    first, *others = (MEASURES[name].criterion for name in TRIED)
    return ", ".join([first, *(criterion.replace(" is ", " ") for criterion in others)])


INTERVAL = {
    "log_odds": "log-odds of the term; 0, as its interval, where the source does not use it more",
    "ci_low": "lower end of their interval",
    "ci_high": "upper end of their interval",
}

# Terms, one by one


@evidence({"others": OTHERS, "measures": _asked()}, touched_by=(*COUNTING, "prior", "measure"), **INTERVAL)
def sets_apart(book: Results, *, term: Term, source: Source, above: float = 0, measure: str = OWN) -> Evidence:
    """{source} uses {term:em} more than {others}: the interval of the log-odds lies above {above:g} (where another
    measure is tried: {measures}).

    `measure` is a key of `CRITERIA`.
    """
    check_one_of("measure", measure, CRITERIA)
    asks = CRITERIA[measure]
    return _of_interval(book, term, source, None, lambda row: asks(_made(row) if measure == OWN else row, above))


@evidence(touched_by=(*COUNTING, "prior"), **INTERVAL)
def open_at_zero(book: Results, *, term: Term, source: Source, against: Sources) -> Evidence:
    """{source} uses {term:em} and {against} never does, and still the interval of its log-odds includes 0."""

    def holds(row: pd.Series) -> bool:
        return round(_made(row)["ci_low"], DIGITS) <= 0 <= row["ci_high"] and row["n_reference"] == 0

    return _of_interval(book, term, source, against, holds)


@evidence(
    {"against": OTHERS},
    touched_by=(*COUNTING, "prior"),
    passed="checks that hold; 0, as the rates, where the source does not use the term more",
    rate="uses per 1,000 words of the source",
    rate_others="uses per 1,000 words of the others",
)
def passes(
    book: Results, *, term: Term, source: Source, against: Sources | None = None, at_least: int, made: int
) -> Evidence:
    """{term:em} sets {source} apart from {against} in at least {at_least} of the {made} checks that can be made.

    `made` is how many of the five can be made, neither more nor less.
    """
    row = _row(book, term, source, against)
    if row is None:
        return found(False, passed=0, rate=0, rate_others=0)
    return found(
        row["n_made"] == made and row["n_checks"] >= at_least,
        book.where_compared(term, source),
        passed=row["n_checks"],
        rate=row["rate_target"],
        rate_others=row["rate_reference"],
    )


@evidence(
    {"against": OTHERS},
    touched_by=(*COUNTING, "prior"),
    uses="uses by the source; 0, as the checks, where it does not use the term more",
    others="uses by the others",
    passed="checks that hold",
)
def passes_alone(book: Results, *, term: Term, source: Source, against: Sources | None = None, made: int) -> Evidence:
    """{source} uses {term:em} and {against} never does, and that sets {source} apart in all of the {made} checks that
    can be made.

    `made` is how many of the five can be made, neither more nor less.
    """
    row = _row(book, term, source, against)
    if row is None:
        return found(False, uses=0, others=0, passed=0)
    holds = row["n_reference"] == 0 and row["n_checks"] == row["n_made"] == made
    where = book.where_compared(term, source)
    return found(holds, where, uses=row["n_target"], others=row["n_reference"], passed=row["n_checks"])


@evidence(
    {"others": OTHERS},
    touched_by=(*COUNTING, "prior"),
    passed="checks that hold, all forms counted; 0, as all figures, where the source does not use them more",
    passed_alone="checks that hold for the name alone",
    rate_others="uses of all forms per 1,000 words of the others",
)
def apart_alone(book: Results, *, term: Term, source: Source) -> Evidence:
    """By itself {term:em} sets {source} apart from {others} in every check; counted with the words for what
    belongs to that place, of which {source} uses none, it fails in some.

    `term` is a name in demonyms.csv.
    """
    corpus = book.corpus
    check_one_of("demonyms", term, corpus.tables["demonyms"]["name"])
    _, (_, *forms) = book.as_compared(term)
    apart = replace(corpus, tables={**corpus.tables, "demonyms": corpus.tables["demonyms"].iloc[:0]})
    together, alone = (_row(counted, term, source) for counted in (book, Results(apart, book.settings)))
    if together is None or alone is None:
        return found(False, passed=0, passed_alone=0, rate_others=0)
    return found(
        alone["n_checks"] == ALL_CHECKS > together["n_checks"] and not book.use_of(source, forms).n.any(),
        book.where_compared(term, source),
        passed=together["n_checks"],
        passed_alone=alone["n_checks"],
        rate_others=together["rate_reference"],
    )


@evidence(
    {"others": OTHERS},
    touched_by=(*COUNTING, "prior"),
    within="uses within the name",
    uses="all uses",
    share="the former by the latter, 0 to 1",
)
def survives_in_name(book: Results, *, term: Term, source: Source, name: Alias, above: float) -> Evidence:
    """{term:em} sets {source} apart from {others} in every check that can be made, and more than {above:.0%} of its
    uses there are part of {name:em}.
    """
    row, namings = _row(book, term, source), book.namings(source, [name])
    n, uses = namings["n"].sum(), book.use_of(source, [term]).n.sum()
    share = n / uses if uses else 0.0
    holds = row is not None and row["n_checks"] == row["n_made"] and above < share <= 1
    return found(holds, book.paragraphs_on(namings), within=n, uses=uses, share=share)


@evidence(
    touched_by=COUNTING,  # it takes too long to be crossed with the prior
    uses="uses by the source",
    others="uses by the others that are left",
    passed="checks that hold then; 0, as all figures, where the source does not use the term more",
)
def unseparated_without(book: Results, *, term: Term, source: Source, left_out: Source, passed_of: int) -> Evidence:
    """With {left_out} left out, {source} uses {term:em} and no other article does, and still shuffling does not
    separate it, the only one of {passed_of} checks that fails.
    """
    table, (counted, _) = book.without_each(), book.as_compared(term)
    rows = table[(table["left_out"] == left_out) & (table["group"] == source) & (table["term"] == counted)]
    if rows.empty:
        return found(False, uses=0, others=0, passed=0)
    (row,) = rows.to_dict("records")
    alone = row["n_reference"] == 0 and row["n_checks"] == passed_of - 1 and row["n_made"] == passed_of
    return found(
        alone and not row["by_shuffling"],
        book.where_compared(term, source),
        uses=row["n_target"],
        others=row["n_reference"],
        passed=row["n_checks"],
    )


# Terms, all together

ALL_TOGETHER = {
    "claimed": "terms that the usual test claims for one article or another",
    "surviving": "terms that hold in every check that can be made of them",
    "surviving_share": "the latter by the former, 0 to 1",
}


@evidence(touched_by=(*COUNTING, "prior"), **ALL_TOGETHER)
def few_survive(book: Results, *, share: float) -> Evidence:
    """The usual test claims words for one article or another, and some of these, {share:.0%} at most, hold in every
    check that can be made of them.
    """
    figures = _all_together(book)
    return found(0 < figures["surviving_share"] <= share, (), **figures)


@evidence(
    touched_by=COUNTING,  # it takes too long to be crossed with the prior
    staying="those of them that do so without each other article in turn",
    **ALL_TOGETHER,
)
def few_survive_and_none_stays(book: Results, *, share: float) -> Evidence:
    """The usual test claims words for one article or another; some of these, {share:.0%} at most, hold in every check
    that can be made of them; and each of the latter fails in one when some other article is left out.
    """
    figures, n = _all_together(book), len(book.staying())
    return found(0 < figures["surviving_share"] <= share and not n, (), staying=n, **figures)


@evidence(
    {"source": "one article or another", "sources": "all articles", "share": "all of them"},
    touched_by=(*COUNTING, "prior"),
    claimed="terms that the usual test claims",
    surviving="terms that hold in all these checks",
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
    some, and some of the latter, {share:.0%} at most, hold in all {made}.

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
    most_passed="most checks that a term of the source holds in",
)
def none_survives(book: Results, *, source: Source) -> Evidence:
    """The usual test claims words of {source} against {others}, and none of its words holds in all checks that can be
    made.
    """
    mine = book.contrasts_of(source, None)
    claimed = mine["by_tokens"].sum()
    holds = claimed > 0 and not (mine["n_checks"] == mine["n_made"]).any()
    return found(holds, claimed=claimed, most_passed=mine["n_checks"].max() if len(mine) else 0)


@evidence(
    touched_by=COUNTING,  # it takes too long to be crossed with the prior
    surviving="terms that hold in every check that can be made of them",
    staying="those of them that do so without each other article in turn",
)
def surviving_without(book: Results, *, at_most: int) -> Evidence:
    """Some words hold in every check that can be made of them, and no more than {at_most} of these still do so
    whichever other article is left out.
    """
    n, n_surviving = len(book.staying()), survives(book.contrasts()).sum()
    return found(n_surviving > 0 and n <= at_most, surviving=n_surviving, staying=n)


@evidence(
    {"at_least": "nothing", "at_most": "all"},
    touched_by=(*COUNTING, "prior"),
    shared="share of its list that an article's other list has too, 0 to 1, on the mean over the articles",
)
def lists_shared(
    book: Results, *, first: str, second: str, n: int, at_least: float | None = None, at_most: float | None = None
) -> Evidence:
    """The first {n} words of each article by {first} and by {second} have at least {at_least:.0%} and at most
    {at_most:.0%} in common, on the mean over the articles.

    `first` and `second` are columns of the table of contrasts.
    """
    table = book.contrasts(n_permutations=1)
    for measure in (first, second):
        check_one_of("measures", measure, table.columns)
    shared = overlap(table, (first, second), n).at[0, "shared"]
    low, high = 0.0 if at_least is None else at_least, 1.0 if at_most is None else at_most
    return found(low <= shared <= high, shared=shared)


@evidence(
    touched_by=(*COUNTING, "prior"),
    fewest="words that the check claims that claims fewest",
    most="words that the check claims that claims most",
    ratio="the latter by the former",
)
def checks_differ(book: Results, *, times: float) -> Evidence:
    """Of the words that can be put to every check, one check alone would claim at least {times:.0f} times as many as
    another.
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
    """Of the words that it looks at, the usual test claims a share between halves of different articles that is at
    least {times:.1f} times as large as between the halves of one article.
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
    surviving="those of the latter that hold in all checks between the articles",
)
def also_within(book: Results) -> Evidence:
    """Some words that the usual test claims for an article it also claims between that article's halves, and 1 or more
    of these hold in all checks between the articles.
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
    mean_dealt="terms that it claims in a random deal, on the mean",
    most_dealt="most that it claims in any deal but the share tested",
)
def beyond_deals(book: Results, *, within: float) -> Evidence:
    """The usual test claims more words than when paragraphs are dealt out at random: as many come out in fewer than
    {within:.0%} of the deals.

    `within` is the share of the deals in which as many may come out: a one-sided Monte Carlo p.
    """
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


def _of_interval(
    book: Results, term: str, source: str, against: Sequence[str] | None, holds: Callable[[pd.Series], bool]
) -> Evidence:
    """Return whether something holds of the contrast of a term, which the source must use more, and its interval."""
    row = _row(book, term, source, against, n_resamples=1, n_permutations=1)
    if row is None:
        return found(False, (), **dict.fromkeys(INTERVAL, 0))
    n_resamples = min(N_INTERVAL, book.settings.n_resamples)
    row["ci_low"], row["ci_high"] = book.interval(row["term"], source, against, n_resamples)
    return found(holds(row), book.where_compared(term, source), **row[list(INTERVAL)])


def _row(book: Results, term: str, source: str, against: Sequence[str] | None = None, **draws: int) -> pd.Series | None:
    """Return the checked contrast of a term, in all forms that are counted with it, if the source uses it more."""
    contrasts = book.contrasts_of(source, against, **draws)
    rows = contrasts[contrasts["term"] == book.as_compared(term)[0]]
    return None if rows.empty else rows.iloc[0].copy()


def _made(row: pd.Series) -> pd.Series:
    """Return a row that has an interval; refuse another, of which nothing can be said either way."""
    if pd.isna(row["ci_low"]):
        raise NotMadeError(
            f"{row['term']!r} has no interval in {row['group']}, which has too few paragraphs; ask `passes` of it"
        )
    return row
