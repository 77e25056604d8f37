"""What claims on facts rest on: which articles state something, and how statements meet each other and the record."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from parallax.claims.evidence import Evidence, asks, check_known, check_one_of, exactly
from parallax.claims.results import paragraphs_on, size_of
from parallax.corpus.corpus import Corpus
from parallax.tables.facts import SILENT


def _statements(corpus: Corpus, fact: str) -> pd.DataFrame:
    rows = corpus.tables["fact_sources"]
    check_one_of("fact", fact, corpus.tables["facts"]["fact"])
    return rows[(rows["fact"] == fact) & ~rows["status"].isin(SILENT)]


@asks(
    "{sources} and no other article speak of the fact {fact:em}, in the relation {relation}; where "
    "the claim is one of public record, that record has an address"
)
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


@asks(
    "in {times:.0f} paragraphs or more, {source} has the fact {fact:em} otherwise than a public record that can be "
    "looked up"
)
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
        value: paragraphs of the source that state it; low, high: `times`; where: these.
    """
    check_known(corpus, source)
    rows = _statements(corpus, fact)
    (entry,) = corpus.tables["facts"][corpus.tables["facts"]["fact"] == fact].itertuples()
    places = paragraphs_on(corpus, rows[rows["source"] == source])
    holds = entry.relation == "slip" and bool(entry.reference_url) and len(places) >= times
    return Evidence(float(len(places)), float(times), float(times), holds, places)


@asks(
    "of the words of {source} that could be compared, at least {share:.0%} stand in runs of {shortest:.0f} words or "
    "more that the text it relays has too, the longest of them at least {run:.0f} words long"
)
def wording_kept(corpus: Corpus, *, source: str, share: float, run: int, shortest: int) -> Evidence:
    """Such a share of the compared words of a source stand in runs that the text it relays has, one of them so long.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source : str
        A source that relays, with paragraphs in comparison.csv.
    share : float
        Least share of the words of these paragraphs, 0 to 1.
    run : int
        Fewest words in the longest run.
    shortest : int
        Words in the shortest run that the table counts; no paragraph with words in runs has less in its longest.

    Returns
    -------
    Evidence
        value: the share; low: words in the longest run; high: the share of the body that could be compared; where: the
        paragraphs that could be compared. It does not hold if none could.
    """
    check_known(corpus, source)
    rows = corpus.tables["comparison"]
    rows = rows[rows["source"] == source]
    n_compared, longest = int(rows["n_tokens"].sum()), int(rows["longest_run"].max()) if len(rows) else 0
    kept = rows["n_in_runs"].sum() / max(n_compared, 1)
    body = n_compared / size_of(corpus, source)
    counted = rows.loc[rows["n_in_runs"] > 0, "longest_run"]
    holds = n_compared > 0 and kept >= share and longest >= run and bool((counted >= shortest).all())
    return Evidence(float(kept), float(longest), float(body), bool(holds), paragraphs_on(corpus, rows))
