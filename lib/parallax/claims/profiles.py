"""What claims on profiles rest on: what each article is about, and how near they are to one another.

How near two articles are is compared with what dealing their paragraphs at random gives, see
`analysis.profiles.nearness`.
"""

from __future__ import annotations

import pandas as pd

from parallax.claims.evidence import READING, Evidence, IssueRows, Sources, check_one_of, evidence, found
from parallax.claims.results import Results
from parallax.corpus.choices import COUNTING


@evidence(
    untouched=READING,
    articles="articles named",
    least="the smallest lead of a leading issue over the next, as a share of the article's words, 0 to 1",
)
def leading_issues(book: Results, *, leaders: IssueRows) -> Evidence:
    """These issues have the largest share of the words of these articles, as read, and every article is named:
    {leaders}.
    """
    table = book.beside_reading().pivot(index="group", columns="frame", values="words_read")
    named = {source: issue for issue, *sources in leaders for source in sources}
    leads = {source: table.loc[source, issue] - table.loc[source].drop(issue).max() for source, issue in named.items()}
    least = min(leads.values())
    return found(set(named) == set(table.index) and least > 0, articles=len(named), least=least)


@evidence(
    touched_by=COUNTING,
    pairs="pairs of articles",
    apart="pairs that are apart by the first",
    apart_by_other="pairs that are apart by the other",
)
def told_apart(book: Results, *, by: str, not_by: str) -> Evidence:
    """By {by}, every pair of articles is further apart than their paragraphs are when they are dealt at random into two
    lots of these lengths; by {not_by}, no pair is.

    A pair is apart if the share of deals that are as far apart is at most the error allowed, over the number of pairs.
    """
    table = _nearness(book, by, not_by)
    apart = table.groupby("by")["apart"].sum()
    pairs = len(table) // table["by"].nunique()
    holds = apart[by] == pairs and apart[not_by] == 0
    return found(holds, pairs=pairs, apart=apart[by], apart_by_other=apart[not_by])


@evidence(
    touched_by=COUNTING,
    similarity="what the two have in common by the first, 0 to 1",
    next_similarity="the most that any other pair has in common by it, 0 to 1",
    rank="place of the pair by the second, the nearest being 1",
    pairs="pairs of articles",
)
def near_and_far(book: Results, *, sources: Sources, near: str, far: str) -> Evidence:
    """{sources} are the nearest pair by {near}, and by {far} in the further half of the pairs."""
    table = _nearness(book, near, far)
    mine = table["group"].isin(sources) & table["other"].isin(sources)
    by = {name: (table[mine & (table["by"] == name)], table[~mine & (table["by"] == name)]) for name in (near, far)}
    (own,), others = by[near][0]["similarity"], by[near][1]["similarity"]
    (here,), there = by[far][0]["similarity"], by[far][1]["similarity"]
    rank, pairs = 1 + (there > here).sum(), 1 + len(there)
    holds = own > others.max() and rank > pairs / 2
    return found(holds, similarity=own, next_similarity=others.max(), rank=rank, pairs=pairs)


@evidence(
    touched_by=COUNTING,
    agreement="mean rank correlation of all pairs of orders, -1 to 1",
    share="share of random swaps of the articles' names that give as much, 0 to 1",
    error="share up to which the orders would agree more than chance explains",
)
def no_one_order(book: Results) -> Evidence:
    """Words, issues, actors and facts put the pairs of articles into orders of nearness that agree no more than they do
    when the names of the articles are swapped at random.
    """
    answer, alpha = book.concordance("similarity"), book.settings.alpha
    return found(answer.share > alpha, agreement=answer.agreement, share=answer.share, error=alpha)


def _nearness(book: Results, *measures: str) -> pd.DataFrame:
    table = book.nearness()
    for measure in measures:
        check_one_of("nearness", measure, table["by"])
    return table[table["by"].isin(measures)]
