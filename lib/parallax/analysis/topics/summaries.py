"""What a page shows of topics: the topics one by one, the share of each in each article, and where they are in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from parallax.analysis.topics.model import Topics, assign, main_topics, shares
from parallax.analysis.topics.separation import TIE
from parallax.analysis.topics.stability import coherence
from parallax.statistics.units import Units


def listed(model: Topics, units: Units, labels: pd.DataFrame, n: int) -> pd.DataFrame:
    """List the topics, each with the paragraphs that it is the main one of.

    Parameters
    ----------
    model, units : Topics, Units
        As in `analysis.topics.model.shares`.
    labels : DataFrame
        As `analysis.topics.labels.labelled` gives it.
    n : int
        Top terms that the coherence is of.

    Returns
    -------
    DataFrame
        One row a topic: topic, label, terms, n_paragraphs, npmi (see `analysis.topics.stability.coherence`).
    """
    sizes = assign(model).groupby("topic").size()
    table = labels.merge(coherence(units, model, n_terms=n), on=["k", "topic"])
    table["n_paragraphs"] = table["topic"].map(sizes).fillna(0).astype(int)
    return table[["topic", "label", "terms", "n_paragraphs", "npmi"]]


def by_article(model: Topics, units: Units, labels: pd.DataFrame) -> pd.DataFrame:
    """Give the share of each topic in each article, and say which is the article's main one.

    Parameters
    ----------
    model, units, labels : Topics, Units, DataFrame
        As in `listed`.

    Returns
    -------
    DataFrame
        By topic and group: topic, label, group, share (0 to 1), main (whether no topic of the group has more; ties go
        to the lower number). Words of units that hold no topic are in no row.
    """
    main = main_topics(model, units)[["group", "topic"]].assign(main=True)
    table = shares(model, units).merge(labels, on=["k", "topic"])
    table["group"] = table["group"].astype(str)
    table = table.merge(main.astype({"group": str}), on=["group", "topic"], how="left")
    table["main"] = table["main"].notna()
    return table[["topic", "label", "group", "share", "main"]]


def wide(table: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    """Put the shares of `by_article` into one row a topic: label, and a column for each article in this order."""
    return table.pivot(index=["topic", "label"], columns="group", values="share")[list(order)].reset_index()


def runs(model: Topics, paragraphs: pd.DataFrame, labels: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    """Give the main topic of each paragraph, and where in its article it is.

    Parameters
    ----------
    model : Topics
        Of these paragraphs.
    paragraphs : DataFrame
        source, paragraph, n_tokens: in the order of the texts.
    labels : DataFrame
        As in `listed`.
    order : sequence of str
        Articles in the order of the rows.

    Returns
    -------
    DataFrame
        By article, paragraphs as they come: source, paragraph, n_tokens, topic (0 for none), label, share (of its
        weights that the main topic has), start and end (shares, 0 to 1, of the words of its article).
    """
    table = paragraphs[["source", "paragraph", "n_tokens"]].reset_index(drop=True)
    table = table.assign(**assign(model)[["topic", "share"]])
    words = table.groupby("source", observed=True)["n_tokens"]
    end, total = words.cumsum(), words.transform("sum")
    label = table["topic"].map(labels.set_index("topic")["label"]).fillna("")
    table = table.assign(label=label, start=(end - table["n_tokens"]) / total, end=end / total)
    return table.sort_values(
        "source", key=lambda source: source.map(list(order).index), kind="stable", ignore_index=True
    )


def sharing(mains: Mapping[str, pd.DataFrame], names: Mapping[str, str]) -> pd.DataFrame:
    """Say which articles share their main topic, for each number of topics.

    Parameters
    ----------
    mains : mapping of str to DataFrame
        By what was counted: k, group, topic, as `analysis.topics.model.main_topics` gives them for one k.
    names : mapping of str to str
        Name by group, in the order in which articles are named.

    Returns
    -------
    DataFrame
        topics (their number, such as "3 topics"), and a column for each of `mains`: the articles that share one, or
        "none".
    """
    of_each = {counted: main.groupby("k", sort=False) for counted, main in mains.items()}
    columns = {counted: {k: _shared(rows, names) for k, rows in by_k} for counted, by_k in of_each.items()}
    table = pd.DataFrame(columns).rename(index="{} topics".format)
    return table.rename_axis("topics").reset_index()


def _shared(rows: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Return the names of articles with one main topic, those of each such topic together."""
    of = rows.set_index("group")["topic"]
    topics = dict.fromkeys(of[list(names)])
    sets = [[name for group, name in names.items() if of[group] == topic] for topic in topics]
    return "; ".join(" and ".join(each) for each in sets if len(each) > 1) or "none"


def told(separation: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Say in words what each row of `analysis.topics.separation.separation` is about, articles in the order of names.

    Parameters
    ----------
    separation : DataFrame
        group (empty in the row of all), and what was found.
    names : mapping of str to str
        Name by group, in the order of the rows.

    Returns
    -------
    DataFrame
        guess (which article it is, or which half of one), n_paragraphs, information, shuffled_high, beyond (whether the
        information is more than the shuffles').
    """
    order = ["", *names]
    table = separation.set_index("group").loc[order].reset_index()
    guess = np.where(table["group"] == "", "which article", "which half of " + table["group"].map(names).fillna(""))
    beyond = table["information"] > table["shuffled_high"] + TIE
    table = table.assign(guess=guess, beyond=beyond).rename(columns={"n_units": "n_paragraphs"})
    return table[["guess", "n_paragraphs", "information", "shuffled_high", "beyond"]]
