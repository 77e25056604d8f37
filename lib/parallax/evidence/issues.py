"""Evidence on issues and topics: rates by dictionary and their intervals, main topics."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from parallax import frames, topics
from parallax.corpus import Corpus
from parallax.evidence.base import Evidence, check_known, exactly, places_of

SEED = 2026


def interval_above(corpus: Corpus, *, frame: str, source: str, others: Sequence[str], pole: str = "") -> Evidence:
    """The interval of a source's rate lies wholly above those of others; value: its rate, low and high: its ends."""
    table, where = _rates(corpus, frame, pole, source, *others)
    mine = table.loc[source]
    holds = bool((mine["ci_low"] > table.loc[list(others), "ci_high"]).all())
    return Evidence(float(mine["rate"]), float(mine["ci_low"]), float(mine["ci_high"]), holds, where)


def intervals_meet(corpus: Corpus, *, frame: str, sources: Sequence[str], pole: str = "") -> Evidence:
    """The intervals of some sources' rates all meet; value: hits of all together."""
    table, _ = _rates(corpus, frame, pole, *sources)
    mine = table.loc[list(sources)].sort_values("ci_low")
    met = all(
        later["ci_low"] <= mine["ci_high"].iloc[:place].min()
        for place, (_, later) in enumerate(mine.iterrows())
        if place
    )
    return exactly(table["n"].sum(), met and not mine["ci_low"].isna().any())


def only_issue_parting(corpus: Corpus, *, frame: str, source: str, other: str) -> Evidence:
    """Of all issues only one sets two sources' intervals apart, the first above; value: its rate, low: the other's."""
    parting = []
    for name in sorted(set(corpus.tables["frames"]["frame"])):
        table, _ = _rates(corpus, name, "", source, other)
        ends = table.loc[[source, other], ["ci_low", "ci_high"]].to_numpy()
        if not (ends[0, 0] <= ends[1, 1] and ends[1, 0] <= ends[0, 1]):
            parting.append(name)
    table, where = _rates(corpus, frame, "", source, other)
    mine, theirs = table.at[source, "rate"], table.at[other, "rate"]
    return Evidence(float(mine), float(theirs), float(mine), parting == [frame] and bool(mine > theirs), where)


def highest_rate(corpus: Corpus, *, frame: str, source: str) -> Evidence:
    """A source has the highest rate for an issue; value: the rate, high: the next, low: its hits."""
    table, where = _rates(corpus, frame, "", source)
    rate, others = table.at[source, "rate"], table["rate"].drop(source)
    return Evidence(float(rate), float(table.at[source, "n"]), float(others.max()), bool(rate > others.max()), where)


def no_entry(corpus: Corpus, *, frame: str, source: str, pole: str = "") -> Evidence:
    """A source has no word of an issue, and others have; value: theirs, high: the bound its zero leaves open."""
    table, _ = _rates(corpus, frame, pole, source)
    n = table["n"]
    return Evidence(float(n.sum()), 0.0, float(table.at[source, "ci_high"]), bool(n[source] == 0 and n.sum() > 0))


def rates_in_order(corpus: Corpus, *, frame: str, sources: Sequence[str]) -> Evidence:
    """The rates of some sources fall in this order; value: the first, low: the last."""
    table, _ = _rates(corpus, frame, "", *sources)
    rates = table.loc[list(sources), "rate"].tolist()
    return Evidence(float(rates[0]), float(rates[-1]), float(rates[0]), all(a > b for a, b in pairwise(rates)))


def one_entry_carries(corpus: Corpus, *, frame: str, source: str, entry: str, share: float) -> Evidence:
    """One entry makes at least such a share of a source's hits for an issue; value: its hits, high: all."""
    table = frames.entries(corpus.tables["phrases"], corpus.tables["frames"])
    mine = table[(table["group"] == source) & (table["frame"] == frame)]
    n, total = int(mine.loc[mine["entry"] == entry, "n"].sum()), int(mine["n"].sum())
    return Evidence(float(n), share, float(total), total > 0 and n >= share * total)


def main_topics_shared(
    corpus: Corpus, *, k: int, together: Sequence[Sequence[str]], lemma: bool = True, min_count: int = 2
) -> Evidence:
    """With k topics, exactly these groups of sources share their main topic; value: the least share of a main topic."""
    words = corpus.variant(lemma=lemma, stopwords=False, masked=False, min_count=min_count)
    main = topics.main_topics(topics.fit(words.counts, words.terms, k=k), words.sizes, words.groups)
    found = {frozenset(group["group"]) for _, group in main.groupby("topic")}
    for group in together:
        check_known(corpus, *group)
    share = main["share"]
    return Evidence(
        float(share.min()), float(share.min()), float(share.max()), found == {frozenset(g) for g in together}
    )


def _rates(corpus: Corpus, frame: str, pole: str, *sources: str) -> tuple[pd.DataFrame, tuple[tuple[str, int], ...]]:
    """Return the rates of an issue by source, and the paragraphs of the first source that have a hit."""
    check_known(corpus, *sources)
    hits = frames.counts(corpus.tables["phrases"], corpus.tables["frames"], corpus.paragraphs)
    column = f"{frame}:{pole}" if pole else frame
    if column not in hits:
        raise ValueError(f"frame and pole {column!r} are not in lexicons/frames.csv; correct the claim")
    rates = frames.rates(hits, corpus.sizes, corpus.groups, seed=SEED)
    table = rates[(rates["frame"] == frame) & (rates["pole"] == pole)].set_index("group")
    rows = np.flatnonzero((corpus.groups == sources[0]) & (hits[column] > 0))
    return table, places_of(corpus, rows)
