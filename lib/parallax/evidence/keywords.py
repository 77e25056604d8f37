"""Evidence on the keyness of single terms: which set a source apart, by one measure or by all checks.

All count content words, see `evidence.words`, and compare those that occur often enough in the sources compared and
that each of them could have used, see `keyness.keyness`. A contrast of few paragraphs has no interval, and no claim on
an interval of its holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from parallax.corpus import Corpus
from parallax.evidence.base import (
    N_INTERVAL,
    Evidence,
    as_counted,
    check_one_of,
    of_source,
    places_of,
    use_of,
)

#: What each measure asks of a term before it says that a source uses it more.
CRITERIA: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "log_odds": lambda row: row["ci_low"] > 0,
    "log_ratio": lambda row: row["log_ratio"] >= 1,
    "lrc": lambda row: row["lrc"] > 0,
    "g2": lambda row: row["by_tokens"],
}


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


def _row(corpus: Corpus, term: str, source: str, against: Sequence[str] | None, **draws: int) -> pd.Series | None:
    """Return the row of a term that the source uses more than the others, if there is one."""
    use_of(corpus, source, [term])  # refuses what is never counted
    mine = of_source(corpus, source, against, **draws)
    (counted,) = as_counted(corpus, [term])
    found = mine[mine["term"] == counted]
    return None if found.empty else found.iloc[0]


def _interval(row: pd.Series) -> tuple[float, float, float]:
    return float(row["log_odds"]), float(row["ci_low"]), float(row["ci_high"])
