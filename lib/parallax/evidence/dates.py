"""Evidence on where the texts come from: the hands that they went through, and when they were written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from parallax.corpus import Corpus
from parallax.evidence.base import Evidence, asks, check_known, exactly


@asks("{source} came through more hands than any other article, as far as they are known")
def longest_chain(corpus: Corpus, *, source: str) -> Evidence:
    """One source came through more hands than any other.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source : str
        The one.

    Returns
    -------
    Evidence
        value: its hops; high: those of the next longest chain (0 where none is on record).
    """
    check_known(corpus, source)
    hops = corpus.tables["hops"].groupby("source")["hop"].max().reindex(corpus.sources["source"], fill_value=0)
    mine, others = hops[source], hops.drop(source).max()
    return Evidence(float(mine), float(mine), float(others), bool(mine > others))


@asks("in the chain of {source}, at least {at_least:.0f} hands relayed the text of another")
def relayed_hops(corpus: Corpus, *, source: str, at_least: int) -> Evidence:
    """A source's text was relayed by at least so many hands.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source : str
        The source.
    at_least : int
        Fewest hops whose act is ``relayed``.

    Returns
    -------
    Evidence
        value: how many there are.
    """
    check_known(corpus, source)
    hops = corpus.tables["hops"]
    return exactly(n := ((hops["source"] == source) & (hops["act"] == "relayed")).sum(), n >= at_least)


@asks(
    "at most {within_days:.0f} days lie between the first and the last of the earliest days of {sources}, and more "
    "between any of these and that of any other article"
)
def written_together(corpus: Corpus, *, sources: Sequence[str], within_days: int) -> Evidence:
    """The earliest days of some sources lie so near each other, and that of no other source lies so near any of them.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    sources : sequence of str
        Those of one time.
    within_days : int
        Most days between the first and the last of them.

    Returns
    -------
    Evidence
        value: days between their first and last ``not_before``; high: `within_days`.
    """
    check_known(corpus, *sources)
    days = {s: date.fromisoformat(d).toordinal() for s, d in corpus.sources[["source", "not_before"]].to_numpy()}
    mine = [days[source] for source in sources]
    others = [day for source, day in days.items() if source not in sources]
    apart = all(abs(other - day) > within_days for other in others for day in mine)
    span = max(mine) - min(mine)
    return Evidence(float(span), 0.0, float(within_days), span <= within_days and apart)


@asks("{source} is the only article whose date rests on its text")
def alone_dated_in_text(corpus: Corpus, *, source: str) -> Evidence:
    """One source carries its date in the text, and no other.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source : str
        The one.

    Returns
    -------
    Evidence
        value: how many sources do; low, high: 1.
    """
    check_known(corpus, source)
    dated = corpus.sources.loc[corpus.sources["published_basis"] == "text", "source"]
    return Evidence(float(len(dated)), 1.0, 1.0, set(dated) == {source})


@asks("{source} was written at least {days_before:.0f} days before any other article can have been")
def earliest(corpus: Corpus, *, source: str, days_before: int) -> Evidence:
    """A source was written so many days before any other can have been.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source : str
        The earliest.
    days_before : int
        Fewest days.

    Returns
    -------
    Evidence
        value and high: days from its ``not_after`` to the first ``not_before`` of another, far below 0 where its
        latest day is open; low: `days_before`.
    """
    check_known(corpus, source)
    days = corpus.sources.set_index("source")[["not_before", "not_after"]]
    latest = date.fromisoformat(days.at[source, "not_after"] or "9999-12-31")
    gap = (min(map(date.fromisoformat, days["not_before"].drop(source))) - latest).days
    return Evidence(float(gap), float(days_before), float(gap), gap >= days_before)
