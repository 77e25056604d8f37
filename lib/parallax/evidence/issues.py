"""Evidence on issues: rates by dictionary and their intervals.

Rates are per 1,000 words of the body; intervals come from resampling its paragraphs, see `frames.rates`. A source of
too few paragraphs has none, and no claim on an interval of its holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from parallax import frames
from parallax.corpus import Corpus
from parallax.evidence.base import SEED, Evidence, check_known, check_one_of, exactly, places_of, size_of
from parallax.resampling import zero_bound


def interval_above(corpus: Corpus, *, frame: str, source: str, others: Sequence[str], pole: str = "") -> Evidence:
    """The interval of a source's rate lies wholly above those of others.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    frame : str
        Issue of lexicons/frames.csv.
    source : str
        The one above.
    others : sequence of str
        Those below.
    pole : str
        Pole of the issue; by default all its entries.

    Returns
    -------
    Evidence
        value: its rate; low and high: the ends of its interval; where: its paragraphs with an entry.
    """
    check_known(corpus, *others)
    table, where = _rates(corpus, frame, pole, source)
    mine = table.loc[source]
    holds = bool((mine["ci_low"] > table.loc[list(others), "ci_high"]).all())
    return Evidence(float(mine["rate"]), float(mine["ci_low"]), float(mine["ci_high"]), holds, where)


def intervals_meet(corpus: Corpus, *, frame: str, sources: Sequence[str], pole: str = "") -> Evidence:
    """The intervals of some sources' rates all meet.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    frame : str
        Issue of lexicons/frames.csv.
    sources : sequence of str
        Those whose intervals are compared.
    pole : str
        Pole of the issue; by default all its entries.

    Returns
    -------
    Evidence
        value: entries that the whole corpus has for the issue, sources that are not compared included.
    """
    check_known(corpus, *sources)
    table, _ = _rates(corpus, frame, pole, *sources)
    mine = table.loc[list(sources)]
    # On a line, each meets each where the last begins before the first ends; an end that is missing makes it False.
    met = mine["ci_low"].max(skipna=False) <= mine["ci_high"].min(skipna=False)
    return exactly(table["n"].sum(), bool(met))


def only_issue_parting(corpus: Corpus, *, frame: str, source: str, other: str) -> Evidence:
    """Of all issues only one sets two sources' intervals apart, and there the first lies above.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    frame : str
        The issue of lexicons/frames.csv.
    source, other : str
        The one above and the one below.

    Returns
    -------
    Evidence
        value and high: the rate above; low: the rate below; where: paragraphs of the one above with an entry.
    """
    table, where = _rates(corpus, frame, "", source, other)
    mine, theirs = table.at[source, "rate"], table.at[other, "rate"]
    every = _every_rate(corpus)[1].query("pole == ''")
    low, high = (every.pivot(index="frame", columns="group", values=end) for end in ("ci_low", "ci_high"))
    apart = (low[source] > high[other]) | (low[other] > high[source])  # never so where an interval is missing
    holds = list(apart.index[apart]) == [frame] and bool(mine > theirs)
    return Evidence(float(mine), float(theirs), float(mine), holds, where)


def highest_rate(corpus: Corpus, *, frame: str, source: str) -> Evidence:
    """A source has the highest rate for an issue.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    frame : str
        Issue of lexicons/frames.csv.
    source : str
        The source.

    Returns
    -------
    Evidence
        value: its rate; low: its entries; high: the next highest rate; where: its paragraphs with an entry.
    """
    table, where = _rates(corpus, frame, "", source)
    rate, others = table.at[source, "rate"], table["rate"].drop(source)
    return Evidence(float(rate), float(table.at[source, "n"]), float(others.max()), bool(rate > others.max()), where)


def no_entry(corpus: Corpus, *, frame: str, source: str, pole: str = "") -> Evidence:
    """A source has no word of an issue, and others have.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    frame : str
        Issue of lexicons/frames.csv.
    source : str
        The source.
    pole : str
        Pole of the issue; by default all its entries.

    Returns
    -------
    Evidence
        value: entries that the others have; high: the rate that a zero in so many words leaves open at 95 %.
    """
    table, _ = _rates(corpus, frame, pole, source)
    others = int(table["n"].drop(source).sum())
    bound = 1000 * zero_bound(size_of(corpus, source))
    return Evidence(float(others), 0.0, float(bound), bool(table.at[source, "n"] == 0 and others > 0))


def rates_in_order(corpus: Corpus, *, frame: str, sources: Sequence[str]) -> Evidence:
    """The rates of some sources fall in this order.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    frame : str
        Issue of lexicons/frames.csv.
    sources : sequence of str
        From the highest rate to the lowest.

    Returns
    -------
    Evidence
        value and high: the first rate; low: the last.
    """
    check_known(corpus, *sources)
    table, _ = _rates(corpus, frame, "", *sources)
    rates = table.loc[list(sources), "rate"].tolist()
    return Evidence(float(rates[0]), float(rates[-1]), float(rates[0]), all(a > b for a, b in pairwise(rates)))


def one_entry_carries(corpus: Corpus, *, frame: str, source: str, entry: str, share: float) -> Evidence:
    """One entry makes at least such a share of a source's hits for an issue.

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
        Smallest share, 0 to 1.

    Returns
    -------
    Evidence
        value: hits of the entry; low: `share`; high: hits of all entries.
    """
    check_known(corpus, source)
    lexicon = corpus.tables["frames"]
    check_one_of("frame", frame, lexicon["frame"])
    check_one_of(f"entries of {frame}", entry, lexicon.loc[lexicon["frame"] == frame, "entry"])
    table = frames.entries(corpus.tables["phrases"], lexicon)
    mine = table[(table["group"] == source) & (table["frame"] == frame)]
    n, total = int(mine.loc[mine["entry"] == entry, "n"].sum()), int(mine["n"].sum())
    return Evidence(float(n), float(share), float(total), total > 0 and n >= share * total)


def _rates(corpus: Corpus, frame: str, pole: str, *sources: str) -> tuple[pd.DataFrame, tuple[tuple[str, int], ...]]:
    """Return the rates of an issue by source, and the paragraphs of the first source that have a hit."""
    check_known(corpus, *sources)
    lexicon = corpus.tables["frames"]
    check_one_of("frame", frame, lexicon["frame"])
    if pole:
        check_one_of(f"pole of {frame}", pole, filter(None, lexicon.loc[lexicon["frame"] == frame, "pole"]))
    hits, rates = _every_rate(corpus)
    table = rates[(rates["frame"] == frame) & (rates["pole"] == pole)].set_index("group")
    rows = np.flatnonzero((corpus.groups == sources[0]) & (hits[f"{frame}:{pole}" if pole else frame] > 0))
    return table, places_of(corpus, rows)


def _every_rate(corpus: Corpus) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return hits by paragraph and rates by source, of all issues and poles."""
    hits = frames.counts(corpus.tables["phrases"], corpus.tables["frames"], corpus.paragraphs)
    return hits, frames.rates(hits, corpus.sizes, corpus.groups, seed=SEED)
