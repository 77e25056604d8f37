"""Tables that a chapter of any project shows: what is compared, shared, claimed, left out, and how topics spread."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from parallax.analysis import omissions
from parallax.analysis.keyness import controls
from parallax.analysis.topics import model
from parallax.claims.results import Results
from parallax.corpus.corpus import Corpus
from parallax.statistics.units import Units
from parallax.tables.groups import group_labels

N_TERMS = 8  # heaviest words of a topic
NO_TOPIC = "none: paragraphs that have no word of any topic"


def sizes(book: Results) -> pd.DataFrame:
    """Return what each group has: group, texts, n_paragraphs, n_tokens, first and last (dates; empty if unknown)."""
    corpus = book.corpus
    paragraphs = corpus.paragraphs.assign(group=corpus.groups.astype(str), n=corpus.sizes)
    counted = paragraphs.groupby("group", sort=False).agg(
        texts=("source", "nunique"), n_paragraphs=("line", "size"), n_tokens=("n", "sum")
    )
    dated = corpus.sources[corpus.sources["published"] != ""]
    span = dated.groupby(group_labels(dated))["published"].agg(first="min", last="max")
    return counted.join(span).fillna({"first": "", "last": ""}).rename_axis("group").reset_index()


def texts(corpus: Corpus) -> pd.DataFrame:
    """Return the texts, the longest first: group, source, title, published, n_paragraphs, n_tokens."""
    counted = corpus.paragraphs.assign(n=corpus.sizes).groupby("source", sort=False)
    lengths = counted.agg(n_paragraphs=("line", "size"), n_tokens=("n", "sum"))
    table = corpus.sources.assign(group=group_labels(corpus.sources))[["group", "source", "title", "published"]]
    table = table.merge(lengths, left_on="source", right_index=True)
    return table.sort_values("n_tokens", ascending=False, kind="stable", ignore_index=True)


def shared(corpus: Corpus) -> pd.DataFrame:
    """Return the pairs of texts that share runs of words: source_a, source_b, n_types (of the shortest), longest."""
    runs = corpus.tables["overlaps"]
    runs = runs[runs["n_types"] > 0]
    pairs = runs.groupby(["source_a", "source_b"], sort=False)
    table = pairs.agg(n_types=("n_types", "first"), longest=("length", "max")).reset_index()
    return table.sort_values(["n_types", "longest"], ascending=False, kind="stable", ignore_index=True)


def beside_deals(book: Results, n_deals: int) -> pd.DataFrame:
    """Return what each check claims of the groups, and in random deals (`analysis.keyness.controls.side_by_side`)."""
    return controls.side_by_side({"these groups": book.contrasts()}, book.random_deals(n_deals))


def left_out_beside_chance(book: Results, units: Units, found: int) -> pd.DataFrame:
    """Return how many words are left out beyond what a zero allows, beside random deals, in a row."""
    dealt = book.kept(omissions.by_chance)(units, book.settings)["n_beyond"]
    beside = omissions.beside_chance(found, dealt)
    return pd.DataFrame([{"label": "All groups", "counted": "all words", **beside}])


class Fitted(NamedTuple):
    """Topics of the paragraphs.

    Attributes
    ----------
    k : int
        How many.
    answer : str
        A sentence on how far groups share them.
    terms : DataFrame
        topic, terms (the heaviest words), n (paragraphs of which it is the main topic).
    shares : DataFrame
        label, group, share, main, as `figures.topics.shares` draws them.
    """

    k: int
    answer: str
    terms: pd.DataFrame
    shares: pd.DataFrame


def topics(book: Results, k: int) -> Fitted:
    """Fit topics to content words used twice or more: as many as asked for, or as there are texts enough for."""
    units = book.content_words(min_count=2).units
    found = _fit(units, max(1, min(k, len(np.flatnonzero(np.diff(units.counts.indptr))) // 3)))
    k = found.k
    heaviest = model.top_terms(found, N_TERMS).groupby("topic")["term"].agg(", ".join)
    main = model.assign(found)["topic"].value_counts()
    terms = (
        heaviest.rename("terms").reset_index().assign(n=lambda table: table["topic"].map(main).fillna(0).astype(int))
    )
    shares = model.shares(found, units)
    held = shares["topic"] > 0  # topic 0 is none
    label = shares["topic"].map(lambda topic: f"{topic}: {', '.join(heaviest.get(topic, '').split(', ')[:3])}")
    highest = shares["share"].where(held).groupby(shares["group"]).transform("max")
    drawn = shares.assign(label=label.where(held, NO_TOPIC), main=held & (shares["share"] == highest) & (highest > 0))
    drawn = pd.concat([drawn[held], drawn[~held]], ignore_index=True)
    own = drawn[drawn["main"]].drop_duplicates("group")
    n_main, n_groups = own["label"].nunique(), len(units.labels)
    return Fitted(k, _main_topics(k, n_main, n_groups), terms, drawn)


def _main_topics(k: int, n_main: int, n_groups: int) -> str:
    """Say how many of the topics are the main one of a group."""
    if k == 1:
        return "The texts are too few, or too much alike, for more than one topic."
    if n_main == 1:
        return f"Of {k} topics, one and the same is the main topic of {'both' if n_groups == 2 else 'all'} groups."
    return f"Of {k} topics, {n_main} are each the main topic of at least one of {n_groups} groups."


def _fit(units: Units, k: int) -> model.Topics:
    """Fit so many topics, or as many as paragraphs differ enough for."""
    for fewer in range(k, 1, -1):
        try:
            return model.fit(units, k=fewer)
        except ValueError:  # fewer paragraphs that are independent of each other
            continue
    return model.fit(units, k=1)
