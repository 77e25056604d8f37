"""Evidence on keyness: which terms set a source apart by one measure or by all checks, and what chance would claim.

All count content words, see `evidence.words`, and compare those that occur often enough in the sources compared, see
`keyness.keyness`. A contrast of few paragraphs has no interval, and no claim on an interval of its holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from weakref import WeakKeyDictionary

import pandas as pd

from parallax import keyness_checks
from parallax.corpus import Corpus
from parallax.evidence.base import (
    SEED,
    Evidence,
    as_counted,
    check_known,
    check_one_of,
    content_words,
    places_of,
    use_of,
)
from parallax.keyness import Settings, keyness

N_DRAWS = 10_000  # resamples, and permutations: fewer could not make a q small among so many terms
N_INTERVAL = 2_000  # resamples where only an interval is asked for
N_DEALS = 20
MIN_COUNT = 5
ALPHA = 0.05

#: What each measure asks of a term before it says that a source uses it more.
CRITERIA: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "log_odds": lambda row: row["ci_low"] > 0,
    "log_ratio": lambda row: row["log_ratio"] >= 1,
    "lrc": lambda row: row["lrc"] > 0,
    "g2": lambda row: row["by_tokens"],
}

# Many claims look at one table; a corpus is kept no longer than somebody else needs it.
_tables: WeakKeyDictionary[Corpus, dict[tuple[Any, ...], pd.DataFrame]] = WeakKeyDictionary()


def _contrasted(
    corpus: Corpus, sources: Sequence[str] | None = None, *, n_resamples: int = N_DRAWS, n_permutations: int = N_DRAWS
) -> pd.DataFrame:
    """Contrast sources, all or some, each with the rest of them, as the chapter on keyness does."""
    key = (tuple(sorted(sources or ())), n_resamples, n_permutations)
    made = _tables.setdefault(corpus, {})
    if key not in made:
        words = content_words(corpus, min_count=MIN_COUNT)
        if sources is not None:
            check_known(corpus, *sources)
            words = words.select(sources)
        draws = Settings(n_resamples=n_resamples, n_permutations=n_permutations, strength=words.prior)
        table = keyness(words.counts, words.groups, words.terms, sizes=words.sizes, seed=SEED, **draws)
        made[key] = keyness_checks.checked(table, alpha=ALPHA)
    return made[key]


def sets_apart(
    corpus: Corpus, *, term: str, source: str, against: Sequence[str] | None = None, measure: str = "log_odds"
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
    measure : {"log_odds", "log_ratio", "lrc", "g2"}
        The interval of the log-odds lies above 0; the log ratio is 1 or more, twice the rate; the conservative one is
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
    where = places_of(corpus, use_of(corpus, source, [term]).rows)
    return Evidence(*_interval(row), bool(CRITERIA[measure](row)), where)


def not_apart(corpus: Corpus, *, term: str, source: str, against: Sequence[str] | None = None) -> Evidence:
    """A source uses a term more than others, and the interval of the contrast holds zero all the same.

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
    where = places_of(corpus, use_of(corpus, source, [term]).rows)
    return Evidence(*_interval(row), bool(row["ci_low"] <= 0 <= row["ci_high"]), where)


def lists_shared(corpus: Corpus, *, first: str, second: str, n: int, at_least: float, at_most: float) -> Evidence:
    """Two measures share this much of their lists of first terms, on the mean over all sources.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    first, second : str
        Columns of the table of contrasts.
    n : int
        Length of the lists.
    at_least, at_most : float
        Shares, 0 to 1.

    Returns
    -------
    Evidence
        value: the share; low, high: `at_least` and `at_most`.
    """
    table = _contrasted(corpus, n_permutations=1)
    for measure in (first, second):
        check_one_of("measures", measure, table.columns)
    share = float(keyness_checks.overlap(table, (first, second), n).at[0, "shared"])
    return Evidence(share, float(at_least), float(at_most), at_least <= share <= at_most)


def passes(corpus: Corpus, *, term: str, source: str, against: Sequence[str] | None = None, at_least: int) -> Evidence:
    """A source uses a term more than others, and so many of the five checks hold.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    term, source, against : str, str, sequence of str
        As in `sets_apart`.
    at_least : int
        Fewest checks.

    Returns
    -------
    Evidence
        value: checks that hold; low: rate per 1,000 words; high: that of the others; where: the paragraphs of the
        source that use it.
    """
    row = _row(corpus, term, source, against)
    if row is None:
        return Evidence(0.0, 0.0, 0.0, False)
    where = places_of(corpus, use_of(corpus, source, [term]).rows)
    n = int(row["n_checks"])
    return Evidence(float(n), float(row["rate_target"]), float(row["rate_reference"]), n >= at_least, where)


def surviving(corpus: Corpus, *, sources: Sequence[str] | None = None, at_least: int, share: float) -> Evidence:
    """The ordinary test claims so many terms, of which no more than a share hold in all five checks.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    sources : sequence of str, optional
        Only these, each against the rest of them.
    at_least : int
        Fewest terms that the ordinary test claims.
    share : float
        Largest share, 0 to 1.

    Returns
    -------
    Evidence
        value: terms that hold in all checks; high: those that G² claims; low: terms looked at.
    """
    counted = keyness_checks.claimed(_contrasted(corpus, sources)).drop(columns="group").sum()
    n, ordinary = int(counted["all_checks"]), int(counted["by_tokens"])
    return Evidence(
        float(n), float(counted["n_terms"]), float(ordinary), ordinary >= at_least and n <= share * ordinary
    )


def none_survives(corpus: Corpus, *, source: str, against: Sequence[str] | None = None) -> Evidence:
    """No term of a source holds in all five checks, though the ordinary test claims some.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source, against : str, sequence of str
        As in `sets_apart`.

    Returns
    -------
    Evidence
        value: terms that G² claims; low, high: the most checks that a term of the source holds in.
    """
    mine = _of_source(corpus, source, against)
    n, most = int(mine["by_tokens"].sum()), float(mine["n_checks"].max() if len(mine) else 0)
    return Evidence(float(n), most, most, n > 0 and most < len(keyness_checks.CHECKS))


def ordinary_within(corpus: Corpus, *, at_least: int) -> Evidence:
    """The ordinary test claims so many terms between the halves of single articles, and none of them holds throughout.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    at_least : int
        Fewest terms.

    Returns
    -------
    Evidence
        value: terms that G² claims; low: terms that hold in all checks; high: articles in which G² claims any.
    """
    words = content_words(corpus, min_count=MIN_COUNT)
    table = keyness_checks.within(
        words.counts,
        words.groups,
        words.terms,
        sizes=words.sizes,
        seed=SEED,
        alpha=ALPHA,
        **Settings(n_resamples=N_DRAWS, n_permutations=N_DRAWS, strength=words.prior),
    )
    n, through = int(table["by_tokens"].sum()), int(table["all_checks"].sum())
    articles = int((table["by_tokens"] > 0).sum())
    return Evidence(float(n), float(through), float(articles), n >= at_least and through == 0)


def beyond_deals(corpus: Corpus, *, times: float) -> Evidence:
    """The ordinary test claims so many times as many terms as when paragraphs are dealt out at random.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    times : float
        How many times as many.

    Returns
    -------
    Evidence
        value: terms that G² claims; low: the mean of the deals; high: the most in any deal.
    """
    words = content_words(corpus, min_count=MIN_COUNT)
    deals = keyness_checks.dealt(
        words.counts,
        words.groups,
        words.terms,
        sizes=words.sizes,
        n_deals=N_DEALS,
        seed=SEED,
        alpha=ALPHA,
        **Settings(n_resamples=1, n_permutations=1, strength=words.prior),
    )["by_tokens"]
    n = int(_contrasted(corpus, n_resamples=1, n_permutations=1)["by_tokens"].sum())
    return Evidence(
        float(n), float(deals.mean()), float(deals.max()), bool(n >= times * deals.mean() and n > deals.max())
    )


def _of_source(corpus: Corpus, source: str, against: Sequence[str] | None, **draws: int) -> pd.DataFrame:
    check_known(corpus, source)
    if against is not None:
        check_known(corpus, *against)
    table = _contrasted(corpus, None if against is None else [source, *against], **draws)
    return table[table["group"] == source]


def _row(corpus: Corpus, term: str, source: str, against: Sequence[str] | None, **draws: int) -> pd.Series | None:
    """Return the row of a term that the source uses more than the others, if there is one."""
    use_of(corpus, source, [term])  # refuses what is never counted
    mine = _of_source(corpus, source, against, **draws)
    (counted,) = as_counted(corpus, [term])
    found = mine[mine["term"] == counted]
    return None if found.empty else found.iloc[0]


def _interval(row: pd.Series) -> tuple[float, float, float]:
    return float(row["log_odds"]), float(row["ci_low"]), float(row["ci_high"])
