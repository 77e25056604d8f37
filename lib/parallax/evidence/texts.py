"""Evidence on the texts themselves: voices, chains, dates, lengths, quotation, shared runs, who names the subject."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from parallax import provenance
from parallax.corpus import Corpus
from parallax.evidence.base import Evidence, check_known, exactly, places_of, size_of


def only_source_relaying(corpus: Corpus, *, source: str) -> Evidence:
    """One source has relayed or undetermined paragraphs and no other; value: how many of its body."""
    check_known(corpus, source)
    rows = np.flatnonzero(corpus.paragraphs["voice"] != "author")
    strange = corpus.paragraphs["source"].iloc[rows]
    return exactly((strange == source).sum(), set(strange) == {source}, places_of(corpus, rows))


def voice_share(corpus: Corpus, *, source: str, voice: str, at_least: float) -> Evidence:
    """A voice has at least so large a share of a source's words; value: the share."""
    check_known(corpus, source)
    table = provenance.voices(corpus.paragraphs, [source])
    share = table.loc[(table["source"] == source) & (table["voice"] == voice), "share"].sum()
    rows = np.flatnonzero((corpus.paragraphs["source"] == source) & (corpus.paragraphs["voice"] == voice))
    return Evidence(float(share), at_least, 1.0, bool(share >= at_least), places_of(corpus, rows))


def longest_chain(corpus: Corpus, *, source: str) -> Evidence:
    """One source came through more hands than any other; value: its hops, high: the next longest chain."""
    check_known(corpus, source)
    hops = corpus.tables["hops"].groupby("source")["hop"].max()
    others = hops.drop(source, errors="ignore").max()
    mine = hops.get(source, 0)
    return Evidence(float(mine), float(mine), float(others), bool(mine > others))


def relayed_hops(corpus: Corpus, *, source: str, at_least: int) -> Evidence:
    """A source's text was relayed by at least so many hands; value: how many."""
    check_known(corpus, source)
    hops = corpus.tables["hops"]
    return exactly(n := ((hops["source"] == source) & (hops["act"] == "relayed")).sum(), n >= at_least)


def written_together(corpus: Corpus, *, sources: Sequence[str], within_days: int) -> Evidence:
    """The earliest days of some sources lie so near each other, and no other source's does; value: days between."""
    check_known(corpus, *sources)
    days = {s: date.fromisoformat(d).toordinal() for s, d in corpus.sources[["source", "not_before"]].to_numpy()}
    mine = [days[source] for source in sources]
    others = [day for source, day in days.items() if source not in sources]
    apart = all(abs(other - day) > within_days for other in others for day in mine)
    span = max(mine) - min(mine)
    return Evidence(float(span), 0.0, float(within_days), span <= within_days and apart)


def alone_dated_in_text(corpus: Corpus, *, source: str) -> Evidence:
    """One source carries its date in the text, and no other; value: how many do."""
    check_known(corpus, source)
    dated = corpus.sources.loc[corpus.sources["published_basis"] == "text", "source"]
    return exactly(len(dated), set(dated) == {source})


def earliest(corpus: Corpus, *, source: str, days_before: int) -> Evidence:
    """A source was written so many days before any other can have been; value: days to the next."""
    check_known(corpus, source)
    days = corpus.sources.set_index("source")[["not_before", "not_after"]]
    latest = days.at[source, "not_after"] or "9999-12-31"
    gap = (date.fromisoformat(days["not_before"].drop(source).min()) - date.fromisoformat(latest)).days
    return Evidence(float(gap), float(days_before), float(gap), gap >= days_before)


def longest(corpus: Corpus, *, source: str, times: float) -> Evidence:
    """A source is so many times as long as the next longest; value: how many times."""
    check_known(corpus, source)
    sizes = {other: size_of(corpus, other) for other in corpus.groups.categories}
    ratio = sizes[source] / max(size for other, size in sizes.items() if other != source)
    return Evidence(ratio, times, ratio, ratio >= times)


def too_few_paragraphs(corpus: Corpus, *, source: str, fewer_than: int) -> Evidence:
    """One source has fewer body paragraphs than an interval needs, and no other; value: how many."""
    check_known(corpus, source)
    n = corpus.paragraphs["source"].value_counts()
    few = n[n < fewer_than]
    return Evidence(float(n[source]), 0.0, float(fewer_than), set(few.index) == {source})


def most_quoted(corpus: Corpus, *, sources: Sequence[str], times: float) -> Evidence:
    """Each of some sources quotes so many times the share of words of any other; value: the least of their shares."""
    check_known(corpus, *sources)
    shares = provenance.lengths(corpus.paragraphs, corpus.groups.categories).set_index("source")["quoted_share"]
    least, most = shares[list(sources)].min(), shares.drop(list(sources)).max()
    return Evidence(float(least), float(most), float(shares.max()), bool(least >= times * most))


def longest_shared_run(corpus: Corpus, *, at_most: int) -> Evidence:
    """No two sources share a run of more words; value: the longest."""
    length = provenance.shared_runs(corpus.tables["overlaps"])["length"].max()
    return Evidence(float(length), 0.0, float(at_most), bool(length <= at_most))


def never_names(corpus: Corpus, *, sources: Sequence[str], actor: str) -> Evidence:
    """These sources never name an actor in their bodies, and all others do; value: the least that another does."""
    check_known(corpus, *sources)
    actors = corpus.tables["actors"]
    aliases = actors.loc[actors["actor"] == actor, "alias"]
    if aliases.empty:
        raise ValueError(f"actor {actor!r} is not in lexicons/actors.csv; correct the claim")
    order = list(corpus.groups.categories)
    n = provenance.phrase_totals(corpus.tables["phrases"], "actors", aliases, order).set_index("source")["n"]
    others = n.drop(list(sources))
    holds = not n[list(sources)].any() and others.min() > 0
    return Evidence(float(others.min()), 0.0, float(others.max()), bool(holds))


def confined_naming(corpus: Corpus, *, source: str, actor: str, last: int) -> Evidence:
    """A source names an actor in its last so many body paragraphs only; value: how often."""
    check_known(corpus, source)
    actors, phrases = corpus.tables["actors"], corpus.tables["phrases"]
    aliases = set(actors.loc[actors["actor"] == actor, "alias"])
    met = (phrases["source"] == source) & (phrases["lexicon"] == "actors") & phrases["entry"].isin(aliases)
    mine = corpus.paragraphs[corpus.paragraphs["source"] == source]
    rows = mine.index[mine["line"].isin(phrases.loc[met, "line"])].to_numpy()
    n = int(phrases.loc[met, "n"].sum())
    return exactly(n, n > 0 and bool((rows >= mine.index[-last]).all()), places_of(corpus, rows))
