"""Evidence on issues: how far articles differ in the words of a list.

Rates are per 1,000 words of the body. Differences of rates have a margin that is right for all pairs of articles and
all issues at once, see `differences.rate_differences`; an article of too few paragraphs has none, and a difference from
it is not made.
"""

from __future__ import annotations

from collections.abc import Sequence
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from parallax import frame_comparisons, frames
from parallax.corpus import Corpus
from parallax.evidence.base import (
    N_DRAWS,
    SEED,
    Evidence,
    asks,
    beside_reading,
    check_issues,
    check_known,
    check_one_of,
    hits_of,
    places_of,
)

# Many claims rest on the same differences; they are kept no longer than somebody else needs the corpus.
_kept: WeakKeyDictionary[Corpus, pd.DataFrame] = WeakKeyDictionary()


@asks(
    "exactly these differences between two articles on an issue exceed the margin of error that is right for all of "
    "them at once (the issue, the article with the higher rate of words for it, the other): {found}"
)
def firm_differences(corpus: Corpus, *, found: Sequence[Sequence[str]]) -> Evidence:
    """Of all differences that can be made, exactly these exceed their margin.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    found : sequence of (str, str, str)
        Issue, the article above, the one below.

    Returns
    -------
    Evidence
        value: differences that exceed their margin; low: those that can be made; high: those that are named.
    """
    for frame, *pair in found:
        check_issues(corpus, [frame], *pair)
    table = _differences(corpus)
    firm = table[table["firm"]]
    there = set(zip(firm["frame"], firm["above"], firm["below"], strict=True))
    named = {tuple(each) for each in found}
    return Evidence(float(len(there)), float(table["made"].sum()), float(len(named)), there == named)


@asks(
    "the issues on which no difference between two articles exceeds its margin of error are exactly {issues}; the one "
    "that comes nearest to its margin is on {nearest}"
)
def none_differs(corpus: Corpus, *, issues: Sequence[str], nearest: str) -> Evidence:
    """Of all issues exactly these have no difference beyond its margin.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    issues : sequence of str
        Issues of lexicons/frames.csv.
    nearest : str
        That of them which has the difference nearest to its margin.

    Returns
    -------
    Evidence
        value: the difference on one of these issues that comes nearest to its margin, or goes furthest beyond it; low:
        that margin; high: differences on these issues that can be made.
    """
    check_issues(corpus, [*issues, nearest] if issues else [])
    table = _differences(corpus)
    mine = table[table["made"] & table["frame"].isin(issues)]
    without = set(table["frame"]) - set(table.loc[table["firm"], "frame"])
    if mine.empty:
        return Evidence(np.nan, np.nan, 0.0, False)
    first = mine.loc[(mine["size"] / mine["margin"]).idxmax()]
    holds = without == set(issues) and first["frame"] == nearest
    return Evidence(float(first["size"]), float(first["margin"]), float(len(mine)), holds)


@asks("the rate of words for {frame} is higher in {source} than in {other}, by more than the margin of error")
def differs(corpus: Corpus, *, frame: str, source: str, other: str) -> Evidence:
    """One article's rate for an issue lies above another's by more than the margin.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    frame : str
        Issue of lexicons/frames.csv.
    source, other : str
        The one above and the one below.

    Returns
    -------
    Evidence
        value: the difference of their rates; low: its margin (missing where it cannot be made); high: the rate above;
        where: paragraphs of the one above with a hit.
    """
    check_issues(corpus, [frame], source, other)
    value, margin = _difference(corpus, frame, source, other)
    hits = hits_of(corpus)[frame].to_numpy()
    mine = np.asarray(corpus.groups == source)
    rate = 1000 * hits[mine].sum() / corpus.sizes[mine].sum()
    return Evidence(value, margin, float(rate), value > margin, places_of(corpus, np.flatnonzero(mine & (hits > 0))))


@asks("between {source} and {other}, {frame} is the only issue with a difference that exceeds its margin of error")
def only_difference(corpus: Corpus, *, frame: str, source: str, other: str) -> Evidence:
    """Of all issues two articles differ on one alone by more than the margin, and there the first lies above.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    frame : str
        Issue of lexicons/frames.csv.
    source, other : str
        The one above and the one below.

    Returns
    -------
    Evidence
        value: the difference of their rates; low: its margin; high: the rate above; where: as `differs`.
    """
    found = differs(corpus, frame=frame, source=source, other=other)
    table = _differences(corpus)
    firm = table[table["firm"] & _between(table, source, other)]
    return found._replace(holds=found.holds and list(firm["frame"]) == [frame])


@asks("the differences that cannot be tested are exactly those from {source}, which has too few paragraphs")
def not_made(corpus: Corpus, *, source: str) -> Evidence:
    """The differences that cannot be made are those from one article, and no others.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source : str
        The article.

    Returns
    -------
    Evidence
        value: differences that cannot be made; low: paragraphs of the article; high: all differences.
    """
    check_known(corpus, source)
    table = _differences(corpus)
    absent, from_it = ~table["made"], (table["above"] == source) | (table["below"] == source)
    paragraphs = float(np.sum(corpus.groups == source))
    return Evidence(float(absent.sum()), paragraphs, float(len(table)), bool((from_it == absent).all()))


@asks(
    "where a difference exceeds its margin, the share of words read as on the issue is more than {times:.0f} times as "
    "large in the article with more words for it"
)
def reading_agrees(corpus: Corpus, *, times: float) -> Evidence:
    """Wherever a difference exceeds its margin, the article above has a share read as on the issue so much larger.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    times : float
        How many times the share of the article below is surpassed.

    Returns
    -------
    Evidence
        value: how many times as large the share of the article above is, where that is least; low, high: the shares of
        the article below and of the one above there.
    """
    table = _differences(corpus)
    firm = table[table["firm"]]
    shares = beside_reading(corpus).set_index(["frame", "group"])["words_read"]
    above, below = (
        shares.reindex(pd.MultiIndex.from_arrays([firm["frame"], firm[side]])).to_numpy() for side in ("above", "below")
    )
    if firm.empty:
        return Evidence(np.nan, np.nan, np.nan, False)
    ratios = np.divide(above, below, out=np.full(len(firm), np.inf), where=below > 0)
    ratios[above == 0] = 0  # nothing read is no more than nothing
    least = int(np.argmin(ratios))
    value = float(ratios[least])
    return Evidence(value, float(below[least]), float(above[least]), value > times)


@asks("more than {share:.0%} of the hits of {source} for {frame} are the entry {entry:em}")
def one_entry_carries(corpus: Corpus, *, frame: str, source: str, entry: str, share: float) -> Evidence:
    """One entry makes more than such a share of a source's hits for an issue.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    frame : str
        Issue of lexicons/frames.csv.
    source : str
        The source.
    entry : str
        Entry of that issue.
    share : float
        Share, 0 to 1.

    Returns
    -------
    Evidence
        value: hits of the entry; low: their share of all hits; high: hits of all entries.
    """
    check_issues(corpus, [frame], source)
    lexicon = corpus.tables["frames"]
    check_one_of(f"entries of {frame}", entry, lexicon.loc[lexicon["frame"] == frame, "entry"])
    table = frames.entries(corpus.tables["phrases"], lexicon)
    mine = table[(table["group"] == source) & (table["frame"] == frame)]
    n, total = int(mine.loc[mine["entry"] == entry, "n"].sum()), int(mine["n"].sum())
    part = n / total if total else 0.0
    return Evidence(float(n), part, float(total), part > share)


def _differences(corpus: Corpus) -> pd.DataFrame:
    """Return all differences of rates: frame, above, below (the articles), size, margin, made, firm."""
    if corpus not in _kept:
        table = frame_comparisons.differences(
            hits_of(corpus), corpus.sizes, corpus.groups, seed=SEED, n_resamples=N_DRAWS
        )
        down = table["difference"] < 0
        above, below = table["group"].mask(down, table["other"]), table["other"].mask(down, table["group"])
        margin = (table["corrected_high"] - table["corrected_low"]) / 2
        _kept[corpus] = table[["frame", "made", "firm"]].assign(
            above=above, below=below, size=table["difference"].abs(), margin=margin
        )
    return _kept[corpus]


def _between(table: pd.DataFrame, source: str, other: str) -> pd.Series:
    return table["above"].isin([source, other]) & table["below"].isin([source, other])


def _difference(corpus: Corpus, frame: str, source: str, other: str) -> tuple[float, float]:
    """Return by how much the first rate lies above the second, and the margin."""
    table = _differences(corpus)
    (row,) = table[(table["frame"] == frame) & _between(table, source, other)].itertuples()
    return float(row.size if row.above == source else -row.size), float(row.margin)
