"""Evidence on facts: which articles state something, and how their statements stand to each other and to the record."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from parallax.corpus import Corpus
from parallax.evidence.base import Evidence, check_known, check_one_of, exactly, paragraphs_on
from parallax.fact_tables import SILENT


def _statements(corpus: Corpus, fact: str) -> pd.DataFrame:
    rows = corpus.tables["fact_sources"]
    check_one_of("fact", fact, corpus.tables["facts"]["fact"])
    return rows[(rows["fact"] == fact) & ~rows["status"].isin(SILENT)]


def fact_stands(
    corpus: Corpus, *, fact: str, relation: str, sources: Sequence[str], recorded: bool = False
) -> Evidence:
    """These articles and no others state a fact, and their statements stand to each other in one relation.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    fact : str
        The fact.
    relation : str
        A relation of facts.csv.
    sources : sequence of str
        The articles that state it.
    recorded : bool
        Whether the public record must have it too.

    Returns
    -------
    Evidence
        value: how many articles state it; where: the paragraphs in which they do.
    """
    check_known(corpus, *sources)
    rows = _statements(corpus, fact)
    (entry,) = corpus.tables["facts"][corpus.tables["facts"]["fact"] == fact].itertuples()
    saying = set(rows["source"])
    holds = entry.relation == relation and saying == set(sources) and (bool(entry.reference_url) or not recorded)
    return exactly(len(saying), holds, paragraphs_on(corpus, rows))


def slip_of(corpus: Corpus, *, fact: str, source: str, times: int = 1) -> Evidence:
    """A source prints what the record has otherwise, in at least so many paragraphs.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    fact : str
        A fact that is a slip, with a reference.
    source : str
        The source.
    times : int
        Fewest paragraphs.

    Returns
    -------
    Evidence
        value: paragraphs of the source that state it; where: these.
    """
    check_known(corpus, source)
    rows = _statements(corpus, fact)
    (entry,) = corpus.tables["facts"][corpus.tables["facts"]["fact"] == fact].itertuples()
    places = paragraphs_on(corpus, rows[rows["source"] == source])
    return exactly(len(places), entry.relation == "slip" and bool(entry.reference_url) and len(places) >= times, places)
