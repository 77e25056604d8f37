"""What the tables have of one article, each on few rows: whom it hears, what it alone says, what it leaves out.

Tables are those of the corpus, rows of all articles; a function picks those of the article that it is asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from parallax.tables.coded import AUTHOR, KEYS
from parallax.tables.facts import SILENT

ABSENT, IMPOSSIBLE = SILENT
SINGLE = "single"  # the relation of a fact that one article alone states

#: Stances that take a side; any other only tells of a way that others go, or see.
SIDES = ("for", "against", "mixed", "if")


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

    What came after it was written is none of them.

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


def stances(
    positions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    aspects: Sequence[str],
    impossible: Collection[tuple[str, str]] = (),
) -> pd.DataFrame:
    """Say how each source, or somebody whom it reports, stands to each of some aspects.

    Parameters
    ----------
    positions : DataFrame
        source, aspect, line, holder, stance.
    paragraphs : DataFrame
        source, line, voice of each body paragraph.
    aspects : sequence of str
        Which, in order.
    impossible : collection of (source, aspect)
        What a source could not know of yet.

    Returns
    -------
    DataFrame
        aspect, source, whose (``own``, ``relayed`` or ``undetermined`` after the voice of the paragraph where the
        holder is the author, else ``reported``), stance, n (positions of different words or holders). A source with
        nothing on an aspect has a row with an empty `whose`, and ``silent`` or ``impossible`` for a stance.
    """
    mine = positions[positions["aspect"].isin(aspects)].merge(paragraphs[[*KEYS, "voice"]], on=KEYS)
    own = mine["holder"] == AUTHOR
    mine = mine.assign(whose=mine["voice"].replace(AUTHOR, "own").where(own, "reported"))
    # A position on several paragraphs is one; so are the words that several speakers share one each.
    mine = mine.drop_duplicates(["source", "aspect", "position", "holder", "whose", "stance"])
    counted = mine.groupby(["aspect", "source", "whose", "stance"]).size().rename("n").reset_index()
    have = set(zip(mine["source"], mine["aspect"], strict=True))
    silent = [
        (aspect, source, "", "impossible" if (source, aspect) in impossible else "silent", 0)
        for aspect in aspects
        for source in paragraphs["source"].unique()
        if (source, aspect) not in have
    ]
    table = pd.concat([counted, pd.DataFrame(silent, columns=counted.columns)], ignore_index=True)
    order = {aspect: place for place, aspect in enumerate(aspects)}
    return table.sort_values("aspect", key=lambda names: names.map(order), kind="stable", ignore_index=True)


def _stated(fact_sources: pd.DataFrame) -> pd.DataFrame:
    return fact_sources[~fact_sources["status"].isin(SILENT)]
