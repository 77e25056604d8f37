"""What claims on sources rest on: hands the texts went through, dates, lengths, voices, quotation, shared runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from parallax.analysis import sources as provenance
from parallax.claims.evidence import Evidence, asks, check_known, check_one_of, exactly
from parallax.claims.results import namings, paragraphs_on, places_of, size_of
from parallax.corpus.corpus import Corpus
from parallax.errors import ParallaxError


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


VOICES = ("author", "relayed", "undetermined")


@asks("{source} is the only article with body paragraphs that are not known to be its own")
def only_source_relaying(corpus: Corpus, *, source: str) -> Evidence:
    """One source has relayed or undetermined paragraphs, and no other.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source : str
        The one.

    Returns
    -------
    Evidence
        value: how many of its body; low: 0; high: how many of the others; where: all such paragraphs, of whatever
        source.
    """
    check_known(corpus, source)
    rows = np.flatnonzero(corpus.paragraphs["voice"] != "author")
    strange = corpus.paragraphs["source"].iloc[rows]
    mine, others = int((strange == source).sum()), int((strange != source).sum())
    return Evidence(float(mine), 0.0, float(others), mine > 0 and others == 0, places_of(corpus, rows))


@asks("at least {at_least:.0%} of the words of {source} stand in paragraphs whose voice is {voice:em}")
def voice_share(corpus: Corpus, *, source: str, voice: str, at_least: float) -> Evidence:
    """A voice has at least so large a share of a source's words.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source : str
        The source.
    voice : {"author", "relayed", "undetermined"}
        The voice.
    at_least : float
        Smallest share, 0 to 1.

    Returns
    -------
    Evidence
        value: the share; low: `at_least`; where: the paragraphs of that voice.
    """
    check_known(corpus, source)
    check_one_of("voice", voice, VOICES)
    table = provenance.voices(corpus.paragraphs, [source])
    share = table.loc[(table["source"] == source) & (table["voice"] == voice), "share"].sum()
    rows = np.flatnonzero((corpus.paragraphs["source"] == source) & (corpus.paragraphs["voice"] == voice))
    return Evidence(float(share), float(at_least), 1.0, bool(share >= at_least), places_of(corpus, rows))


@asks("{source} is at least {times:.1f} times as long as the next longest article")
def longest(corpus: Corpus, *, source: str, times: float) -> Evidence:
    """A source is so many times as long as the next longest.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source : str
        The longest.
    times : float
        Smallest ratio.

    Returns
    -------
    Evidence
        value and high: how many times; low: `times`.
    """
    check_known(corpus, source)
    sizes = {other: size_of(corpus, other) for other in corpus.sources["source"]}
    ratio = sizes[source] / max(size for other, size in sizes.items() if other != source)
    return Evidence(ratio, float(times), ratio, ratio >= times)


@asks("{source} is the only article with fewer than {fewer_than:.0f} body paragraphs")
def too_few_paragraphs(corpus: Corpus, *, source: str, fewer_than: int) -> Evidence:
    """One source has fewer body paragraphs than an interval needs, and no other.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source : str
        The one.
    fewer_than : int
        How many an interval needs.

    Returns
    -------
    Evidence
        value: how many it has; low: the fewest that another has; high: `fewer_than`.
    """
    check_known(corpus, source)
    n = corpus.paragraphs["source"].value_counts().reindex(corpus.sources["source"], fill_value=0)
    mine, others = int(n[source]), int(n.drop(source).min())
    return Evidence(float(mine), float(others), float(fewer_than), mine < fewer_than <= others)


@asks(
    "in {sources}, at least {at_least:.0%} of the words stand between quotation marks; in any other article, at most "
    "{at_most:.0%}"
)
def most_quoted(corpus: Corpus, *, sources: Sequence[str], at_least: float, at_most: float) -> Evidence:
    """Each of some sources quotes such a share of its words, and no other source more than another share.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    sources : sequence of str
        Those that quote most.
    at_least, at_most : float
        Smallest share of theirs and largest share of another, 0 to 1.

    Returns
    -------
    Evidence
        value: the least of their shares, 0 to 1; low: the largest share of another; high: the largest of all.
    """
    check_known(corpus, *sources)
    table = provenance.lengths(corpus.paragraphs, list(corpus.sources["source"])).set_index("source")
    shares = table["quoted_share"].fillna(0)
    least, most = shares[list(sources)].min(), shares.drop(list(sources)).max()
    return Evidence(float(least), float(most), float(shares.max()), bool(least >= at_least and most <= at_most))


@asks("no two articles share a run of more than {at_most:.0f} words")
def longest_shared_run(corpus: Corpus, *, at_most: int) -> Evidence:
    """No two sources share a run of more words.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    at_most : int
        Words of a run.

    Returns
    -------
    Evidence
        value: words of the longest, but at least one less than the shortest that is counted, of which the table
        says nothing; high: `at_most`.
    """
    table = corpus.tables["overlaps"]
    # Where no run is shared, one too short to be counted may be.
    counted = [*provenance.shared_runs(table)["length"], table["length"].min() - 1]
    return Evidence(float(max(counted)), 0.0, float(at_most), bool(max(counted) <= at_most))


@asks("the body text of {sources} never has {actor:em} in any of its forms, and that of every other article does")
def never_names(corpus: Corpus, *, sources: Sequence[str], actor: str) -> Evidence:
    """These sources never name an actor in their bodies, and all others do.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    sources : sequence of str
        Those that never do.
    actor : str
        An actor of lexicons/actors.csv, in any of its forms.

    Returns
    -------
    Evidence
        value: the least that another names it; high: the most.
    """
    check_known(corpus, *sources)
    aliases, order = _aliases(corpus, actor), list(corpus.sources["source"])
    n = provenance.phrase_totals(corpus.tables["phrases"], "actors", aliases, order).set_index("source")["n"]
    others = n.drop(list(sources))
    holds = not n[list(sources)].any() and others.min() > 0
    return Evidence(float(others.min()), 0.0, float(others.max()), bool(holds))


@asks("{source} names {actor:em} in its body text, and only in its last {last:.0f} paragraphs")
def confined_naming(corpus: Corpus, *, source: str, actor: str, last: int) -> Evidence:
    """A source names an actor, in its last so many body paragraphs only.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source : str
        The source.
    actor : str
        An actor of lexicons/actors.csv, in any of its forms.
    last : int
        Closing paragraphs, 1 or more.

    Returns
    -------
    Evidence
        value: how often; low: `last`; high: how many closing paragraphs it takes to have them all; where: the
        paragraphs that do.
    """
    check_known(corpus, source)
    if last < 1:
        raise ParallaxError(f"last is {last}; give 1 or more paragraphs")
    hits = namings(corpus, source, _aliases(corpus, actor))
    where = paragraphs_on(corpus, hits)
    numbers = corpus.paragraphs.loc[corpus.paragraphs["source"] == source, "paragraph"]
    span = int((numbers >= where[0][1]).sum()) if where else 0
    return Evidence(float(hits["n"].sum()), float(last), float(span), 0 < span <= last, where)


def _aliases(corpus: Corpus, actor: str) -> pd.Series:
    """Return the forms of an actor's name."""
    actors = corpus.tables["actors"]
    check_one_of("lexicons/actors.csv", actor, actors["actor"])
    return actors.loc[actors["actor"] == actor, "alias"]
