"""Evidence on issues as reading found them, beside what the word list counts.

What reading found are the settled codes, see `frame_comparisons.coded`. Where they disagree with the words, a claim
says both.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from parallax import frames
from parallax.close_reading import RESOLVED
from parallax.corpus import Corpus
from parallax.evidence.base import (
    Evidence,
    asks,
    beside_reading,
    check_issues,
    check_known,
    check_one_of,
    hits_of,
    places_of,
)


@asks(
    "the word list finds nothing, and the reading something, exactly here: {contradicted}; and both find nothing "
    "exactly here: {confirmed}"
)
def zeros_read(
    corpus: Corpus, *, contradicted: Sequence[Sequence[str]], confirmed: Sequence[Sequence[str]]
) -> Evidence:
    """Wherever the word list finds nothing on an issue that it finds elsewhere, the reading finds something or not.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    contradicted, confirmed : sequence of (str, str)
        Issue and article, where the reading finds the issue and where it does not.

    Returns
    -------
    Evidence
        value: zeros of the word list; low: those that the reading contradicts; high: those that are named.
    """
    for frame, source in (*contradicted, *confirmed):
        check_issues(corpus, [frame], source)
    table = beside_reading(corpus)
    elsewhere = table.groupby("frame")["n"].transform("sum") > 0
    zeros = table[(table["n"] == 0) & elsewhere]
    read = zeros[zeros["paragraphs_read"] > 0]
    named = [{tuple(each) for each in given} for given in (contradicted, confirmed)]
    there = [set(zip(part["frame"], part["group"], strict=True)) for part in (read, zeros.drop(read.index))]
    return Evidence(float(len(zeros)), float(len(read)), float(sum(map(len, named))), there == named)


@asks("word list and reading put different articles first on exactly these issues: {issues}")
def leaders_differ(corpus: Corpus, *, issues: Sequence[str]) -> Evidence:
    """Exactly on these issues the highest rate and the largest share of words read as on it are of two articles.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    issues : sequence of str
        Issues of lexicons/frames.csv.

    Returns
    -------
    Evidence
        value: issues on which they differ; low: those that are named; high: all issues.
    """
    check_issues(corpus, issues)
    firsts = [_leaders(corpus, by) for by in ("rate", "words_read")]
    differ = {frame for frame in firsts[0].index if firsts[0][frame] != firsts[1][frame]}
    return Evidence(float(len(differ)), float(len(issues)), float(len(firsts[0])), differ == set(issues))


@asks(
    "{by_words} has the highest rate of words for {frame}, and by reading {by_reading} the largest share of its words"
)
def first_by_each(corpus: Corpus, *, frame: str, by_words: str, by_reading: str) -> Evidence:
    """The word list puts one article first on an issue, and the reading one, the same or another.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    frame : str
        Issue of lexicons/frames.csv.
    by_words, by_reading : str
        The articles.

    Returns
    -------
    Evidence
        value: the highest rate; low: the next; high: the largest share of words read as on the issue.
    """
    check_issues(corpus, [frame], by_words, by_reading)
    table = beside_reading(corpus)
    mine = table[table["frame"] == frame].set_index("group")
    rates = mine["rate"].sort_values(ascending=False, kind="stable")
    # With one article there is no next rate, and nothing comes first.
    first, following = float(rates.iloc[0]), float(rates.iloc[1]) if len(rates) > 1 else np.nan
    named = [_leaders(corpus, by)[frame] for by in ("rate", "words_read")] == [by_words, by_reading]
    return Evidence(first, following, float(mine["words_read"].max()), named and first > following)


@asks("at least {at_least:.0%} of the passages that are read as about an issue have a word of the list for it")
def words_found(corpus: Corpus, *, at_least: float) -> Evidence:
    """Of paragraphs coded for an issue, all issues together, at least such a share has a hit for it.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    at_least : float
        Smallest share, 0 to 1.

    Returns
    -------
    Evidence
        value: that share; low: the share of paragraphs with a hit for an issue that are coded for it; high: paragraphs
        coded, each as often as there are issues that it is coded for.
    """
    read, both, hit = beside_reading(corpus)[["paragraphs_read", "paragraphs_both", "paragraphs"]].sum()
    found, meant = (both / n if n else 0.0 for n in (read, hit))
    return Evidence(float(found), float(meant), float(read), bool(found >= at_least))


@asks(
    "{source} has no word of the list for {pole}, a pole of {frame}, and no paragraph with one of these codes for "
    "{variable}: {codes}; other articles have both"
)
def silent_on(corpus: Corpus, *, frame: str, pole: str, source: str, variable: str, codes: Sequence[str]) -> Evidence:
    """A source has neither a word for a pole of an issue nor a paragraph that is read so, and others have both.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    frame, pole : str
        Issue of lexicons/frames.csv, and a pole of it.
    source : str
        The source.
    variable : str
        Variable of codings.csv.
    codes : sequence of str
        Its values that say the same as the pole.

    Returns
    -------
    Evidence
        value: hits of the others; low: hits and paragraphs so coded of the source; high: paragraphs of the others that
        are so coded.
    """
    check_issues(corpus, [frame], source)
    lexicon = corpus.tables["frames"]
    check_one_of(f"pole of {frame}", pole, filter(None, lexicon.loc[lexicon["frame"] == frame, "pole"]))
    hits = hits_of(corpus)[f"{frame}{frames.SEPARATOR}{pole}"].to_numpy()
    read = _coded_as(corpus, variable, codes)
    mine = np.asarray(corpus.groups == source)
    own, words, others = hits[mine].sum() + read[mine].sum(), hits[~mine].sum(), read[~mine].sum()
    return Evidence(float(words), float(own), float(others), bool(own == 0 and words > 0 and others > 0))


@asks("{source} has paragraphs with one of these codes for {variable}, and {other} has none: {codes}")
def coded_here_alone(corpus: Corpus, *, variable: str, codes: Sequence[str], source: str, other: str) -> Evidence:
    """One source has paragraphs with some code, and another has none.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    variable : str
        Variable of codings.csv.
    codes : sequence of str
        Values of it.
    source, other : str
        The one that has such paragraphs, and the one without.

    Returns
    -------
    Evidence
        value: paragraphs so coded; low: those of the other; high: all paragraphs of the source; where: those so coded.
    """
    check_known(corpus, source, other)
    read = _coded_as(corpus, variable, codes)
    mine, theirs = (np.asarray(corpus.groups == one) for one in (source, other))
    n, strays = int(read[mine].sum()), int(read[theirs].sum())
    where = places_of(corpus, np.flatnonzero(mine & read))
    return Evidence(float(n), float(strays), float(mine.sum()), n > 0 and strays == 0, where)


def _leaders(corpus: Corpus, by: str) -> pd.Series:
    """Return the article that is first on each issue."""
    table = beside_reading(corpus)
    return table.loc[table.groupby("frame")[by].idxmax()].set_index("frame")["group"]


def _coded_as(corpus: Corpus, variable: str, codes: Sequence[str]) -> np.ndarray:
    """Say of each paragraph whether its settled code is one of some."""
    codings = corpus.tables["codings"]
    settled = codings[codings["coder"] == RESOLVED]
    check_one_of("variable", variable, settled["variable"])
    mine = settled[settled["variable"] == variable]
    for code in codes:
        check_one_of(f"codes of {variable}", code, mine["value"])
    keys = pd.MultiIndex.from_frame(mine.loc[mine["value"].isin(codes), ["source", "line"]].astype(object))
    return np.asarray(pd.MultiIndex.from_frame(corpus.paragraphs[["source", "line"]].astype(object)).isin(keys))
