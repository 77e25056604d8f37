"""What claims on framing rest on: how far articles differ in the words of a list, and what reading found beside it.

Rates are per 1,000 words of the body. Differences of rates have a margin that is right for all pairs of articles and
all issues at once, see `statistics.differences.rate_differences`; an article of too few paragraphs has none, and a
difference from it is not made. What reading found are the settled codes, see `analysis.framing.coded`. Where they
disagree with the words, a claim says both.
"""

from __future__ import annotations

from collections.abc import Sequence
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from parallax.analysis import framing
from parallax.claims.evidence import Evidence, asks, check_issues, check_known, check_one_of
from parallax.claims.results import N_DRAWS, SEED, beside_reading, hits_of, places_of
from parallax.corpus.corpus import Corpus
from parallax.tables.coded import RESOLVED

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
    table = framing.entries(corpus.tables["phrases"], lexicon)
    mine = table[(table["group"] == source) & (table["frame"] == frame)]
    n, total = int(mine.loc[mine["entry"] == entry, "n"].sum()), int(mine["n"].sum())
    part = n / total if total else 0.0
    return Evidence(float(n), part, float(total), part > share)


def _differences(corpus: Corpus) -> pd.DataFrame:
    """Return all differences of rates: frame, above, below (the articles), size, margin, made, firm."""
    if corpus not in _kept:
        table = framing.differences(hits_of(corpus), corpus.sizes, corpus.groups, seed=SEED, n_resamples=N_DRAWS)
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
    hits = hits_of(corpus)[f"{frame}{framing.SEPARATOR}{pole}"].to_numpy()
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
