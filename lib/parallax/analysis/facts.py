"""What articles say on the same questions: who answers each, in whose words, and how the answers meet each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pandas as pd

from parallax.statistics.checks import check_columns
from parallax.tables.facts import SILENT

#: Statuses of an answer: the article's own words, somebody else's, or words that contest or deny.
STATED = ("asserted", "attributed", "disputed")


#: What a contradiction is called where one article alone has an answer, and so contradicts itself.
ITSELF = "against_itself"


def answers(rows: pd.DataFrame, sources: Sequence[str]) -> pd.DataFrame:
    """Return what each of some articles has on each fact.

    Parameters
    ----------
    rows : DataFrame
        Rows of fact_sources.csv: fact, source, status.
    sources : sequence of str
        Articles, in the order of the result.

    Returns
    -------
    DataFrame
        One row a fact and article, facts in the order of their first rows: fact, source, asserted, attributed,
        disputed (lines with such an answer), answered (whether there is any), borrowed (whether it answers in others'
        words alone), possible (whether it could have answered).

    Examples
    --------
    >>> rows = pd.DataFrame({"fact": "tide", "source": ["dock", "dock", "reef"], "status": [*STATED[:2], "absent"]})
    >>> answers(rows, ["reef", "dock"])[["source", "asserted", "attributed", "answered", "borrowed"]]
      source  asserted  attributed  answered  borrowed
    0   reef         0           0     False     False
    1   dock         1           1      True     False
    """
    check_columns(rows, ("fact", "source", "status"), "rows")
    every = pd.MultiIndex.from_product([dict.fromkeys(rows["fact"]), list(sources)], names=["fact", "source"])
    n = pd.crosstab([rows["fact"], rows["source"]], rows["status"])
    table = n.reindex(index=every, columns=[*STATED, *SILENT], fill_value=0)
    table["answered"] = table[list(STATED)].any(axis=1)
    table["borrowed"] = (table["attributed"] > 0) & ~table[["asserted", "disputed"]].any(axis=1)
    table["possible"] = table["not_yet_possible"] == 0
    return table.drop(columns=list(SILENT)).rename_axis(columns=None).reset_index()


def kinds(facts: pd.DataFrame, answered: pd.DataFrame) -> pd.DataFrame:
    """Return of what kind each fact is.

    Parameters
    ----------
    facts : DataFrame
        Rows of facts.csv: fact, theme, relation.
    answered : DataFrame
        As `answers` returns it.

    Returns
    -------
    DataFrame
        One row a fact, in the order of `facts`: fact, theme, relation, n_sources (articles with an answer), kind (its
        relation, but `ITSELF` for a contradiction of one article).
    """
    n = answered.groupby("fact")["answered"].sum()
    table = facts[["fact", "theme", "relation"]].assign(n_sources=facts["fact"].map(n).fillna(0).astype(int))
    itself = (table["relation"] == "contradiction") & (table["n_sources"] == 1)
    return table.assign(kind=table["relation"].mask(itself, ITSELF))


def by_kind(table: pd.DataFrame) -> pd.DataFrame:
    """Count the facts of each kind, by whether one article has an answer or several.

    `table` is that of `kinds`.

    Returns
    -------
    DataFrame
        kind, n, n_single (facts that one article alone answers), n_several; the most frequent kind first.
    """
    alone = (table["n_sources"] == 1).groupby(table["kind"]).agg(n="size", n_single="sum")
    counted = alone.assign(n_several=alone["n"] - alone["n_single"]).reset_index()
    return counted.sort_values(["n", "kind"], ascending=[False, True], ignore_index=True)


def by_article(answered: pd.DataFrame) -> pd.DataFrame:
    """Count what each article answers, alone or with others, in its own words or in those of others alone.

    `answered` is what `answers` returns.

    Returns
    -------
    DataFrame
        source, n_facts, n_possible (that it could have answered), n_answered, n_alone (that no other answers),
        n_borrowed (answered in others' words alone), borrowed (their share of those answered, 0 to 1); in the order
        of `answered`.
    """
    alone = answered["answered"] & (answered.groupby("fact")["answered"].transform("sum") == 1)
    by = answered.assign(alone=alone).groupby("source", sort=False)
    table = by.agg(
        n_facts=("fact", "size"),
        n_possible=("possible", "sum"),
        n_answered=("answered", "sum"),
        n_alone=("alone", "sum"),
        n_borrowed=("borrowed", "sum"),
    )
    return table.assign(borrowed=table["n_borrowed"] / table["n_answered"].where(table["n_answered"] > 0)).reset_index()


def pairs(answered: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Count, for each two articles, the facts that both answer, by relation.

    `answered` is what `answers` returns, `table` what `kinds` does.

    Returns
    -------
    DataFrame
        source_a, source_b, n_both, and a column for each relation of `table`, the most frequent first.

    Notes
    -----
    A relation is that of all articles that answer a fact: two of them may agree on one that others contradict.
    """
    wide = answered.pivot(index="fact", columns="source", values="answered")
    relation = table.set_index("fact")["relation"].reindex(wide.index)
    columns = list(relation.value_counts().index)
    rows = []
    for a, b in combinations(dict.fromkeys(answered["source"]), 2):
        both = relation[wide[a] & wide[b]]
        rows.append((a, b, len(both), *both.value_counts().reindex(columns, fill_value=0)))
    return pd.DataFrame(rows, columns=["source_a", "source_b", "n_both", *columns])


def chronicle(events: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Put events and articles into one list, in the order of their earliest days.

    Parameters
    ----------
    events : DataFrame
        Rows of events.csv: event, label, not_before, not_after (ISO).
    sources : DataFrame
        Rows of sources.csv: source, name, not_before, not_after (empty where open).

    Returns
    -------
    DataFrame
        label, source (empty for an event), not_before, not_after; of one day, what is known more closely comes first.
    """
    written = sources.assign(label=sources["name"])[["label", "source", "not_before", "not_after"]]
    both = pd.concat([events.assign(source="")[list(written)], written], ignore_index=True)
    order = both.assign(last=both["not_after"].replace("", "9999-12-31"))
    return order.sort_values(["not_before", "last"], kind="stable").drop(columns="last").reset_index(drop=True)
