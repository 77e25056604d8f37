"""Evidence on the keyness of single terms: which set a source apart, by one measure or by all checks.

All count content words, see `evidence.words`, and compare those that occur often enough in the sources compared and
that each of them could have used, see `keyness.keyness`; what belongs to a place is counted with its name. A contrast
of few paragraphs has no interval, and a claim on its interval cannot be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd

from parallax.corpus import Corpus
from parallax.evidence.base import (
    N_INTERVAL,
    Evidence,
    NotMadeError,
    as_compared,
    asks,
    check_one_of,
    namings,
    of_source,
    paragraphs_on,
    places_of,
    use_of,
)
from parallax.keyness import DIGITS
from parallax.keyness_checks import CHECKS

OTHERS = "all others together"
#: What each measure asks of a term before it says that a source uses it more; a bound is asked of the interval only.
CRITERIA: dict[str, Callable[[pd.Series, float], bool]] = {
    "log_odds": lambda row, above: bool(round(_made(row)["ci_low"], DIGITS) > above),
    "log_ratio": lambda row, _: bool(row["log_ratio"] >= 1),
    "lrc": lambda row, _: bool(row["lrc"] > 0),
    "g2": lambda row, _: bool(row["by_tokens"]),
}


@asks(
    "{source} uses {term:em} more than {against}: the interval of the log-odds lies above {above:g} (where another "
    "measure is tried: the log ratio is at least 1, the conservative log ratio above 0, G² significant)",
    against=OTHERS,
)
def sets_apart(
    corpus: Corpus,
    *,
    term: str,
    source: str,
    against: Sequence[str] | None = None,
    above: float = 0,
    measure: str = "log_odds",
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
    above : float
        What the interval of the log-odds lies above.
    measure : {"log_odds", "log_ratio", "lrc", "g2"}
        The interval of the log-odds lies above; the log ratio is 1 or more, twice the rate; the conservative one is
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
    figures = _figures(row, "log_odds", "ci_low", "ci_high")
    return Evidence(*figures, CRITERIA[measure](row, above), _where(corpus, term, source))


@asks("{source} uses {term:em} and {against} never does, and still the interval of its log-odds includes 0")
def open_at_zero(corpus: Corpus, *, term: str, source: str, against: Sequence[str]) -> Evidence:
    """A source uses a term that others never use, and the interval of the contrast holds zero all the same.

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
    holds = round(_made(row)["ci_low"], DIGITS) <= 0 <= row["ci_high"] and row["n_reference"] == 0
    return Evidence(*_figures(row, "log_odds", "ci_low", "ci_high"), bool(holds), _where(corpus, term, source))


@asks(
    "{term:em} sets {source} apart from {against} in at least {at_least} of the {made} checks that can be made",
    against=OTHERS,
)
def passes(
    corpus: Corpus, *, term: str, source: str, against: Sequence[str] | None = None, at_least: int, made: int
) -> Evidence:
    """A source uses a term more than others, and so many of the checks that can be made hold.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    term, source, against : str, str, sequence of str
        As in `sets_apart`.
    at_least : int
        Fewest checks that hold.
    made : int
        Checks that can be made of it, of five; neither more nor less.

    Returns
    -------
    Evidence
        value: checks that hold; low: rate per 1,000 words; high: that of the others; where: the paragraphs of the
        source that use it.
    """
    row = _row(corpus, term, source, against)
    if row is None:
        return Evidence(0.0, 0.0, 0.0, False)
    holds = row["n_made"] == made and row["n_checks"] >= at_least
    figures = _figures(row, "n_checks", "rate_target", "rate_reference")
    return Evidence(*figures, bool(holds), _where(corpus, term, source))


@asks(
    "By itself {term:em} sets {source} apart from all others together in every check; counted with the words for what "
    "belongs to that place, of which {source} uses none, it fails in some"
)
def apart_alone(corpus: Corpus, *, term: str, source: str) -> Evidence:
    """A name sets a source apart in all checks, and no longer does so when counted with what belongs to it.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    term : str
        Name of a place in demonyms.csv.
    source : str
        The source, which uses the name and none of its other forms.

    Returns
    -------
    Evidence
        value: checks that hold when all forms are counted; low: those that hold for the name alone; high: the rate of
        the others per 1,000 words, all forms counted; where: the paragraphs of the source that use the name.
    """
    _, (_, *others) = as_compared(corpus, term)
    check_one_of("demonyms", term, corpus.tables["demonyms"]["name"])
    apart = replace(corpus, tables={**corpus.tables, "demonyms": corpus.tables["demonyms"].iloc[:0]})
    rows = [_row(counted, term, source, None) for counted in (corpus, apart)]
    if rows[0] is None or rows[1] is None:
        return Evidence(0.0, 0.0, 0.0, False)
    together, alone = (int(row["n_checks"]) for row in rows if row is not None)
    holds = alone == len(CHECKS) > together and not use_of(corpus, source, others).n.any()
    return Evidence(
        float(together), float(alone), float(rows[0]["rate_reference"]), holds, _where(corpus, term, source)
    )


@asks("some uses of {term:em} by {source} are part of {name:em}")
def within_name(corpus: Corpus, *, term: str, source: str, name: str) -> Evidence:
    """A source uses a term as part of a name.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    term : str
        A content word.
    source : str
        The source.
    name : str
        An alias in actors.csv that holds the term.

    Returns
    -------
    Evidence
        value: uses within the name; low: none; high: all uses; where: paragraphs with the name.
    """
    check_one_of("lexicons/actors.csv", name, corpus.tables["actors"]["alias"])
    found, use = namings(corpus, source, [name]), use_of(corpus, source, [term])
    n, uses = int(found["n"].sum()), int(use.n.sum())
    return Evidence(float(n), 0.0, float(uses), 0 < n <= uses, paragraphs_on(corpus, found))


def _row(corpus: Corpus, term: str, source: str, against: Sequence[str] | None, **draws: int) -> pd.Series | None:
    """Return the row of a term that the source uses more than the others, if there is one."""
    use_of(corpus, source, [term])  # refuses what is never counted
    mine = of_source(corpus, source, against, **draws)
    found = mine[mine["term"] == as_compared(corpus, term)[0]]
    return None if found.empty else found.iloc[0]


def _made(row: pd.Series) -> pd.Series:
    """Return a row that has an interval; refuse another, of which nothing can be said either way."""
    if pd.isna(row["ci_low"]):
        raise NotMadeError(
            f"{row['term']!r} has no interval in {row['group']}, which has too few paragraphs; ask `passes` of it"
        )
    return row


def _figures(row: pd.Series, *columns: str) -> tuple[float, float, float]:
    value, low, high = (float(row[column]) for column in columns)
    return value, low, high


def _where(corpus: Corpus, term: str, source: str) -> tuple[tuple[str, int], ...]:
    return places_of(corpus, use_of(corpus, source, as_compared(corpus, term)[1]).rows)
