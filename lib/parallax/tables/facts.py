"""Checks of the tables of facts: who states each, who is silent, and whether that fits the relation and the record.

Each message names the file, the row at fault, and the remedy.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

#: Statuses that say that an article has nothing of a fact.
SILENT = ("absent", "not_yet_possible")


def problems(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Return a message for each thing that is wrong with the tables facts and fact_sources, each in order by itself.

    Notes
    -----
    Checked are: a fact has a row for every article that was read for facts, and a source; a relation fits the number of
    articles that state the fact; a reference has an address; an article that is silent has one row, an empty one.
    """
    facts, rows = tables["facts"], tables["fact_sources"]
    read = set(rows["source"])  # an article that was added may not have been read for facts yet
    messages = []
    for row, (fact, relation, reference, url) in enumerate(
        facts[["fact", "relation", "reference", "reference_url"]].itertuples(index=False), start=2
    ):
        mine = rows[rows["fact"] == fact]
        saying = set(mine.loc[~mine["status"].isin(SILENT), "source"])
        if not saying:
            messages.append(f"facts.csv, row {row}: {fact} has no source; add who says it, or remove the fact")
        for source in sorted(read - set(mine["source"])):
            messages.append(f"fact_sources.csv: {fact} has no row for {source}; add one, absent if it says nothing")
        if (relation == "single") != (len(saying) == 1) and relation in {"single", "agreement", "explained_by_time"}:
            remedy = "correct the relation, or the rows of fact_sources.csv"
            messages.append(f"facts.csv, row {row}: {fact} is {relation} and has {len(saying)} sources; {remedy}")
        if bool(reference) != bool(url):
            messages.append(f"facts.csv, row {row}: {fact} has only one of reference and address; give both or neither")
    silent = rows["status"].isin(SILENT)
    filled = rows["line"].notna() & (rows["value"] != "")
    empty = rows["line"].isna() & (rows["value"] == "") & (rows["quotation"] == "")
    twice = rows[silent & rows.duplicated(["fact", "source"], keep=False)]
    for wrong, problem, remedy in (
        (rows[~silent & ~filled], "has no line or no value", "give both, or make it absent"),
        (rows[silent & ~empty], "is silent and has a line, a value or a quotation", "empty them, or change the status"),
        (twice, "is silent in one row and not in another", "keep one row"),
    ):
        messages += [
            f"fact_sources.csv, row {i + 2}: {fact}, {source} {problem}; {remedy}"
            for i, fact, source in wrong[["fact", "source"]].itertuples()
        ]
    return messages
