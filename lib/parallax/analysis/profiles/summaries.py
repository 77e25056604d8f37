"""What the tables have of one article, each on few rows: whom it hears, what it alone says, what it leaves out.

Tables are those of the corpus, rows of all articles; a function picks those of the article that it is asked for.
"""

from __future__ import annotations

import pandas as pd

from parallax.tables.facts import SILENT

ABSENT, IMPOSSIBLE = SILENT
SINGLE = "single"  # the relation of a fact that one article alone states


def heard(attributions: pd.DataFrame, source: str, column: str) -> pd.DataFrame:
    """Count whose words and views a source reports, by a column of attributions.csv such as side or speaker.

    Returns
    -------
    DataFrame
        The column, n (attributions), n_quoted (words between quotation marks), most frequent first, then by quoted
        words, then in the order of the text.
    """
    mine = attributions[attributions["source"] == source]
    by = mine.groupby(column, sort=False).agg(n=("line", "size"), n_quoted=("n_quoted", "sum")).reset_index()
    return by.sort_values(["n", "n_quoted"], ascending=False, kind="stable", ignore_index=True)


def named(mentions: pd.DataFrame, source: str, actor: str) -> pd.DataFrame:
    """Count what a source calls an actor.

    Returns
    -------
    DataFrame
        naming, n, line (the first), most frequent first, then in the order of the text. Namings that differ in capital
        letters are one, as first printed.
    """
    mine = mentions[(mentions["source"] == source) & (mentions["actor"] == actor)].sort_values("line", kind="stable")
    by = mine.groupby(mine["naming"].str.lower(), sort=False)
    table = by.agg(naming=("naming", "first"), n=("n", "sum"), line=("line", "first")).reset_index(drop=True)
    return table.sort_values("n", ascending=False, kind="stable", ignore_index=True)


def alone(facts: pd.DataFrame, fact_sources: pd.DataFrame, source: str) -> list[str]:
    """List the facts of the relation `SINGLE` that a source states, in the order of the table.

    What it alone spells in its own way, or has two answers to, is of another relation and none of them.
    """
    single = set(facts.loc[facts["relation"] == SINGLE, "fact"])
    stated = _stated(fact_sources)
    return [fact for fact in dict.fromkeys(stated.loc[stated["source"] == source, "fact"]) if fact in single]


def left_out(fact_sources: pd.DataFrame, source: str, at_least: int = 2) -> pd.DataFrame:
    """List the facts that a source could have stated and does not, though so many others do.

    What came after it was written is not among them.

    Returns
    -------
    DataFrame
        fact, n_others, those that most others state first, then in the order of the table.
    """
    stated = _stated(fact_sources)
    n_others = stated[stated["source"] != source].groupby("fact")["source"].nunique()
    absent = fact_sources[(fact_sources["source"] == source) & (fact_sources["status"] == ABSENT)]
    table = pd.DataFrame({"fact": list(absent["fact"])})
    table["n_others"] = table["fact"].map(n_others).fillna(0).astype("int64")
    table = table[table["n_others"] >= at_least]
    return table.sort_values("n_others", ascending=False, kind="stable", ignore_index=True)


def _stated(fact_sources: pd.DataFrame) -> pd.DataFrame:
    return fact_sources[~fact_sources["status"].isin(SILENT)]
