"""Counts that somebody else made, as tables: so that a corpus of them is like any other."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from parallax.statistics.units import Units


def tables_of(units: Units) -> dict[str, pd.DataFrame]:
    """Return the tables of a corpus that counts as some units do: sources, segments, terms, lemmas.

    Each document is a source, in the order in which documents come; units are its lines. A term is its own lemma, and
    nothing is quoted or masked.
    """
    documents = pd.Series(units.clusters)
    line = documents.groupby(documents).cumcount()
    places = pd.DataFrame({"source": documents, "line": line})
    every = places.assign(group=units.groups.astype(str))
    sources = every.groupby("source", sort=False).agg(group=("group", "first"), n_lines=("line", "size")).reset_index()
    order = pd.Categorical(sources["group"], units.labels.astype(str)).codes
    segments = places.assign(
        paragraph=pd.array(line + 1, dtype="Int64"), n_tokens=units.sizes, n_sentences=1, n_quoted_tokens=0, sha256=""
    )
    used = sparse.coo_array(units.counts)
    terms = pd.DataFrame({"term": units.terms[used.col], "quoted": 0, "masked": 0, "n": used.data})
    there = places.iloc[used.row].reset_index(drop=True)
    names = np.unique(terms["term"])
    return {
        "sources": sources.iloc[np.argsort(order, kind="stable")].reset_index(drop=True).assign(published=""),
        "segments": segments,
        "terms": pd.concat([there, terms], axis=1),
        "lemmas": pd.DataFrame({"term": names, "lemma": names}),
    }


def uncounted(units: Units) -> pd.Series:
    """Return the tokens of each unit that no count has, by source and line as `tables_of` names them."""
    documents = pd.Series(units.clusters)
    index = pd.MultiIndex.from_arrays([documents, documents.groupby(documents).cumcount()], names=["source", "line"])
    return pd.Series(units.sizes - np.asarray(units.counts.sum(axis=1)).ravel(), index=index)
