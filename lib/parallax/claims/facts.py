"""What claims on facts rest on: which articles state something, and how statements meet each other and the record."""

from __future__ import annotations

from typing import Any

import pandas as pd

from parallax.claims.evidence import READING, Evidence, Fact, Source, Sources, evidence, found
from parallax.claims.results import Results
from parallax.tables.facts import SILENT


def _stated(book: Results, fact: str) -> tuple[Any, pd.DataFrame]:
    """Return a fact's row, and the rows in which articles state it."""
    facts, rows = book.corpus.tables["facts"], book.corpus.tables["fact_sources"]
    (entry,) = facts[facts["fact"] == fact].itertuples()
    return entry, rows[(rows["fact"] == fact) & ~rows["status"].isin(SILENT)]


@evidence(untouched=READING, articles="articles that state it")
def fact_stands(book: Results, *, fact: Fact, relation: str, sources: Sources, recorded: bool = False) -> Evidence:
    """{sources} and no other article speak of the fact {fact:em}, in the relation {relation}; where the claim is one of
    public record, that record has an address.

    The relation is one of facts.csv; `recorded` says whether the public record must have the fact too.
    """
    entry, rows = _stated(book, fact)
    saying = set(rows["source"])
    holds = entry.relation == relation and saying == set(sources) and (bool(entry.reference_url) or not recorded)
    return found(holds, book.paragraphs_on(rows), articles=len(saying))


@evidence(untouched=READING, paragraphs="paragraphs of the article that state it")
def slip_of(book: Results, *, fact: Fact, source: Source, times: int = 1) -> Evidence:
    """In {times:.0f} paragraphs or more, {source} has the fact {fact:em} otherwise than a public record that can be
    looked up.
    """
    entry, rows = _stated(book, fact)
    places = book.paragraphs_on(rows[rows["source"] == source])
    holds = entry.relation == "slip" and bool(entry.reference_url) and len(places) >= times
    return found(holds, places, paragraphs=len(places))


@evidence(
    untouched="the comparison with the text that is relayed was made once, on every word",
    kept="share of the compared words that are in such runs, 0 to 1",
    longest="words in the longest run",
    compared="share of the body that could be compared, 0 to 1",
)
def wording_kept(book: Results, *, source: Source, share: float, run: int, shortest: int) -> Evidence:
    """Of the words of {source} that could be compared, at least {share:.0%} stand in runs of {shortest:.0f} words or
    more that the text it relays has too, the longest of them at least {run:.0f} words long.

    No paragraph with words in runs has fewer than `shortest` in its longest. It does not hold if nothing could be
    compared.
    """
    rows = book.corpus.tables["comparison"]
    rows = rows[rows["source"] == source]
    n_compared, longest = rows["n_tokens"].sum(), rows["longest_run"].max() if len(rows) else 0
    kept = rows["n_in_runs"].sum() / max(n_compared, 1)
    counted = rows.loc[rows["n_in_runs"] > 0, "longest_run"]
    holds = n_compared > 0 and kept >= share and longest >= run and bool((counted >= shortest).all())
    where = book.paragraphs_on(rows)
    return found(holds, where, kept=kept, longest=longest, compared=n_compared / book.size_of(source))
