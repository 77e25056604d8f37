"""What claims on how sure articles sound rest on: how often they hedge, and how often they say what is to be done.

The words are those of lexicons/modality.csv, whoever says them. Rates are per 1,000 words of the body; a margin is
right for all pairs of articles and both kinds at once, see `statistics.differences.rate_differences`.
"""

from __future__ import annotations

import numpy as np

from parallax.analysis import framing
from parallax.claims.evidence import FIRM, Evidence, Kind, KindRows, Source, evidence, firm_as_named, found
from parallax.claims.results import Results
from parallax.corpus.choices import PASSAGES
from parallax.statistics.units import Units


@evidence(
    touched_by=PASSAGES,
    rate="rate of the first article",
    next_rate="the highest rate of any other; missing where there is one article",
    hits="words of that kind in the first article",
)
def modality_leads(book: Results, *, kind: Kind, source: Source, second: Source) -> Evidence:
    """Words of {kind} are most frequent in {source}, and next in {second}."""
    rates = _rates(book, kind)
    mine = rates.pop(source)
    following = max(rates.values(), default=np.nan)
    rows = np.flatnonzero((book.corpus.groups == source) & (_counts(book, kind) > 0))
    n = _counts(book, kind)[book.corpus.groups == source].sum()
    holds = mine > following and [one for one, rate in rates.items() if rate == following] == [second]
    return found(holds, book.places_of(rows), rate=mine, next_rate=following, hits=n)


@evidence(
    touched_by=PASSAGES,
    rate="rate of the article",
    next_rate="the lowest rate of any other; missing where there is one article",
)
def modality_trails(book: Results, *, kind: Kind, source: Source) -> Evidence:
    """Words of {kind} are rarer in {source} than in any other article."""
    rates = _rates(book, kind)
    mine = rates.pop(source)
    following = min(rates.values(), default=np.nan)
    return found(mine < following, rate=mine, next_rate=following)


@evidence(touched_by=PASSAGES, **FIRM)
def modality_firm(book: Results, *, differing: KindRows) -> Evidence:
    """Exactly these differences between two articles in words that hedge or oblige exceed their margin of error, the
    article with more words first: {differing}.
    """
    return firm_as_named(framing.above_and_below(framing.differences(_hits(book), book.settings)), differing)


def _hits(book: Results) -> Units:
    corpus, tables = book.corpus, book.corpus.tables
    return framing.modality(
        tables["phrases"],
        tables["modality"],
        corpus.paragraphs,
        corpus.groups,
        corpus.sizes,
        documents=corpus.paragraphs["source"],
    )


def _counts(book: Results, kind: str) -> np.ndarray:
    return _hits(book).columns([kind]).counts.toarray()[:, 0]


def _rates(book: Results, kind: str) -> dict[str, float]:
    counts, groups = _counts(book, kind), book.corpus.groups
    return {source: 1000 * counts[groups == source].sum() / book.size_of(source) for source in book.corpus.names}
