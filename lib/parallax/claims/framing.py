"""What claims on framing rest on: how far articles differ in the words of a list, and what reading found beside it.

Rates are per 1,000 words of the body. Differences of rates have a margin that is right for all pairs of articles and
all issues at once, see `statistics.differences.rate_differences`; an article of too few paragraphs has none, and a
difference from it cannot be tested. What reading found are the settled codes, see `analysis.framing.coded`. Where they
disagree with the words, a claim says both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from parallax.analysis import framing
from parallax.claims.codes import coded_as
from parallax.claims.evidence import (
    FIRM,
    READING,
    Evidence,
    Issue,
    IssueRows,
    Issues,
    Source,
    check_one_of,
    evidence,
    firm_as_named,
    found,
)
from parallax.claims.results import Results
from parallax.corpus.choices import PASSAGES

WORDS = (*PASSAGES, "seeds")  # choices that touch the words of the list
BESIDE = "it sets the words of the list beside a reading of whole paragraphs, so all of them count"

# Words of the list


@evidence(touched_by=WORDS, **FIRM)
def firm_differences(book: Results, *, found: IssueRows) -> Evidence:
    """Exactly these differences between two articles on an issue exceed the margin of error that is right for all of
    them at once (the issue, the article with the higher rate of words for it, the other): {found}.
    """
    return firm_as_named(book.issue_differences(), found)


@evidence(
    touched_by=WORDS,
    difference="difference of rates on these issues that comes nearest to its margin, or goes furthest beyond",
    margin="that margin",
    tested="differences on these issues that can be tested",
)
def none_differs(book: Results, *, issues: Issues, nearest: Issue) -> Evidence:
    """The issues on which no difference between two articles exceeds its margin of error are exactly {issues}; the one
    that comes nearest to its margin is on {nearest}.
    """
    table = book.issue_differences()
    mine = table[table["made"] & table["frame"].isin(issues)]
    without = set(table["frame"]) - set(table.loc[table["firm"], "frame"])
    if mine.empty:
        return found(False, difference=np.nan, margin=np.nan, tested=0)
    first = mine.loc[(mine["size"] / mine["margin"]).idxmax()]
    holds = without == set(issues) and first["frame"] == nearest
    return found(holds, difference=first["size"], margin=first["margin"], tested=len(mine))


_OF_TWO = {
    "difference": "rate of the first article less that of the second",
    "margin": "margin of this difference; missing where it cannot be tested",
    "rate": "rate of the first article",
}


@evidence(touched_by=WORDS, **_OF_TWO)
def differs(book: Results, *, frame: Issue, source: Source, other: Source) -> Evidence:
    """The rate of words for {frame} is higher in {source} than in {other}, by more than the margin of error.

    Its paragraphs are those of the article above with a word for the issue.
    """
    table = book.issue_differences()
    (row,) = table[(table["frame"] == frame) & _between(table, source, other)].itertuples()
    difference = row.size if row.above == source else -row.size
    hits, mine = book.hits_of(frame), np.asarray(book.corpus.groups == source)
    rate = 1000 * hits[mine].sum() / book.size_of(source)
    where = book.places_of(np.flatnonzero(mine & (hits > 0)))
    return found(difference > row.margin, where, difference=difference, margin=row.margin, rate=rate)


@evidence(touched_by=WORDS, **_OF_TWO)
def only_difference(book: Results, *, frame: Issue, source: Source, other: Source) -> Evidence:
    """Between {source} and {other}, {frame} is the only issue with a difference that exceeds its margin of error.

    The first article has the higher rate.
    """
    answer = differs(book, frame=frame, source=source, other=other)
    table = book.issue_differences()
    firm = table[table["firm"] & _between(table, source, other)]
    return replace(answer, holds=answer.holds and list(firm["frame"]) == [frame])


@evidence(
    touched_by=WORDS,
    untested="differences that cannot be tested",
    differences="all differences, for each two articles and each issue",
    paragraphs="paragraphs of that article",
)
def not_made(book: Results, *, source: Source) -> Evidence:
    """The differences that cannot be tested are exactly those from {source}, which has too few paragraphs."""
    table = book.issue_differences()
    absent, from_it = ~table["made"], (table["above"] == source) | (table["below"] == source)
    return found(
        (from_it == absent).all(),
        untested=absent.sum(),
        differences=len(table),
        paragraphs=np.sum(book.corpus.groups == source),
    )


@evidence(
    touched_by=WORDS,
    hits="hits of the entry",
    part="their share of the article's hits for the issue, 0 to 1",
    all_hits="the article's hits for the issue",
)
def one_entry_carries(book: Results, *, frame: Issue, source: Source, entry: str, share: float) -> Evidence:
    """More than {share:.0%} of the hits of {source} for {frame} are the entry {entry:em}."""
    tables = book.corpus.tables
    lexicon = tables["frames"]
    check_one_of(f"entries of {frame}", entry, lexicon.loc[lexicon["frame"] == frame, "entry"])
    table = framing.entries(tables["phrases"], lexicon)
    mine = table[(table["group"] == source) & (table["frame"] == frame)]
    n, total = int(mine.loc[mine["entry"] == entry, "n"].sum()), int(mine["n"].sum())
    part = n / total if total else 0.0
    return found(part > share, hits=n, part=part, all_hits=total)


# Words beside reading


@evidence(
    touched_by=WORDS,
    ratio="how many times as large that share is, where it is least so",
    above="share of words in paragraphs read as about the issue, in the article with more words for it, 0 to 1",
    below="the same share in the other article",
)
def reading_agrees(book: Results, *, times: float) -> Evidence:
    """Where a difference exceeds its margin, the share of words read as on the issue is more than {times:.0f} times as
    large in the article with more words for it.
    """
    table = book.issue_differences()
    firm = table[table["firm"]]
    if firm.empty:
        return found(False, ratio=np.nan, above=np.nan, below=np.nan)
    shares = book.beside_reading().set_index(["frame", "group"])["words_read"]
    above, below = (
        shares.reindex(pd.MultiIndex.from_arrays([firm["frame"], firm[side]])).to_numpy() for side in ("above", "below")
    )
    ratios = np.divide(above, below, out=np.full(len(firm), np.inf), where=below > 0)
    ratios[above == 0] = 0  # nothing read is no more than nothing
    least = int(np.argmin(ratios))
    return found(ratios[least] > times, ratio=ratios[least], above=above[least], below=below[least])


@evidence(
    untouched=BESIDE,
    zeros="pairs of an article and an issue where the list finds no word, though it finds some in other articles",
    read="of these, the pairs where the reading finds the issue",
)
def zeros_read(book: Results, *, contradicted: IssueRows, confirmed: IssueRows) -> Evidence:
    """The word list finds nothing, and the reading something, exactly here: {contradicted}; and both find nothing
    exactly here: {confirmed}.
    """
    table = book.beside_reading()
    elsewhere = table.groupby("frame")["n"].transform("sum") > 0
    zeros = table[(table["n"] == 0) & elsewhere]
    read = zeros[zeros["paragraphs_read"] > 0]
    named = [{tuple(row) for row in rows} for rows in (contradicted, confirmed)]
    there = [set(zip(part["frame"], part["group"], strict=True)) for part in (read, zeros.drop(read.index))]
    return found(there == named, zeros=len(zeros), read=len(read))


@evidence(
    untouched=BESIDE, differing="issues on which they do", named="issues that the claim names", all_issues="all issues"
)
def leaders_differ(book: Results, *, issues: Issues) -> Evidence:
    """Word list and reading put different articles first on exactly these issues: {issues}.

    First are the highest rate and the largest share of words read as on the issue.
    """
    by_words, by_reading = _leaders(book, "rate"), _leaders(book, "words_read")
    differing = {frame for frame in by_words.index if by_words[frame] != by_reading[frame]}
    return found(differing == set(issues), differing=len(differing), named=len(issues), all_issues=len(by_words))


@evidence(
    untouched=BESIDE,
    rate="the highest rate",
    next_rate="the next; missing where there is one article",
    share="largest share of words in paragraphs read as about the issue, 0 to 1",
)
def first_by_each(book: Results, *, frame: Issue, by_words: Source, by_reading: Source) -> Evidence:
    """{by_words} has the highest rate of words for {frame}, and by reading {by_reading} the largest share of its
    words.
    """
    mine = book.beside_reading().query("frame == @frame").set_index("group")
    rates = mine["rate"].sort_values(ascending=False, kind="stable")
    # With one article there is no next rate, and nothing comes first.
    first, following = rates.iloc[0], rates.iloc[1] if len(rates) > 1 else np.nan
    named = [_leaders(book, by)[frame] for by in ("rate", "words_read")] == [by_words, by_reading]
    return found(named and first > following, rate=first, next_rate=following, share=mine["words_read"].max())


@evidence(
    untouched=BESIDE,
    share_found="share of passages read as about an issue that have a word for it, 0 to 1",
    share_meant="share of passages with a word for an issue that are read as about it, 0 to 1",
    passages="passages read as about an issue, each as often as there are issues that it is read as about",
)
def words_found(book: Results, *, at_least: float) -> Evidence:
    """At least {at_least:.0%} of the passages that are read as about an issue have a word of the list for it."""
    read, both, hit = book.beside_reading()[["paragraphs_read", "paragraphs_both", "paragraphs"]].sum()
    share_found, share_meant = (both / n if n else 0.0 for n in (read, hit))
    return found(share_found >= at_least, share_found=share_found, share_meant=share_meant, passages=read)


@evidence(
    untouched=BESIDE,
    own="words for the pole and paragraphs with such a code of the article",
    others_hits="words for the pole of the others",
    others_coded="paragraphs with such a code of the others",
)
def silent_on(
    book: Results, *, frame: Issue, pole: str, source: Source, variable: str, codes: Sequence[str]
) -> Evidence:
    """{source} has no word of the list for {pole}, a pole of {frame}, and no paragraph with one of these codes for
    {variable}: {codes}; other articles have both.
    """
    lexicon = book.corpus.tables["frames"]
    check_one_of(f"pole of {frame}", pole, filter(None, lexicon.loc[lexicon["frame"] == frame, "pole"]))
    hits = book.hits_of(f"{frame}{framing.SEPARATOR}{pole}")
    read = coded_as(book.corpus, variable, codes)
    mine = np.asarray(book.corpus.groups == source)
    own, words, others = hits[mine].sum() + read[mine].sum(), hits[~mine].sum(), read[~mine].sum()
    return found(own == 0 and words > 0 and others > 0, own=own, others_hits=words, others_coded=others)


# Reading alone


@evidence(
    untouched=READING,
    coded="paragraphs of the first article with such a code",
    paragraphs="all its paragraphs",
    other_coded="paragraphs of the second with such a code",
)
def coded_here_alone(book: Results, *, variable: str, codes: Sequence[str], source: Source, other: Source) -> Evidence:
    """{source} has paragraphs with one of these codes for {variable}, and {other} has none: {codes}."""
    read = coded_as(book.corpus, variable, codes)
    mine, theirs = (np.asarray(book.corpus.groups == one) for one in (source, other))
    n, strays = int(read[mine].sum()), int(read[theirs].sum())
    where = book.places_of(np.flatnonzero(mine & read))
    return found(n > 0 and strays == 0, where, coded=n, paragraphs=mine.sum(), other_coded=strays)


def _between(table: pd.DataFrame, source: str, other: str) -> pd.Series:
    return table["above"].isin([source, other]) & table["below"].isin([source, other])


def _leaders(book: Results, by: str) -> pd.Series:
    """Return the article that is first on each issue."""
    table = book.beside_reading()
    return table.loc[table.groupby("frame")[by].idxmax()].set_index("frame")["group"]
