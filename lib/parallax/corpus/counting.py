"""From rows of tables to counts: which lines are paragraphs, how often each has a term, how long it is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy import sparse


def body_paragraphs(segments: pd.DataFrame) -> pd.DataFrame:
    """Return the segments (see `Corpus`) of role body, in their order, renumbered from 0."""
    body = segments[segments["role"] == "body"].drop(columns=["role", "sha256", "skip_chars"])
    return body.astype({"paragraph": "int64"}).reset_index(drop=True)


def count_matrix(tokens: pd.DataFrame, paragraphs: pd.DataFrame) -> tuple[sparse.csr_array, np.ndarray]:
    """Return paragraphs × terms counts and the sorted terms.

    Parameters
    ----------
    tokens : DataFrame
        Rows of terms.csv: source, line, term, n. Rows of other paragraphs are ignored.
    paragraphs : DataFrame
        source, line; one row of the matrix each.

    Returns
    -------
    counts : csr_array of int64, shape (n_paragraphs, n_terms)
        Tokens; those that differ in quotation or mask only are added up.
    terms : ndarray of str, shape (n_terms,)
        Names of the columns.
    """
    places = pd.MultiIndex.from_frame(paragraphs[["source", "line"]])
    rows = places.get_indexer(pd.MultiIndex.from_frame(tokens[["source", "line"]]))
    here = rows >= 0
    terms, columns = np.unique(tokens["term"].to_numpy(dtype=str)[here], return_inverse=True)
    values = tokens["n"].to_numpy(dtype=np.int64)[here]
    counts = sparse.coo_array((values, (rows[here], columns)), shape=(len(paragraphs), len(terms)))
    return counts.tocsr(), terms


def paragraph_sizes(tokens: pd.DataFrame, paragraphs: pd.DataFrame) -> np.ndarray:
    """Return the tokens of each paragraph, zero where nothing is counted; arguments as in `count_matrix`."""
    sums = tokens.groupby(["source", "line"])["n"].sum()
    places = pd.MultiIndex.from_frame(paragraphs[["source", "line"]])
    return sums.reindex(places, fill_value=0).to_numpy(dtype=np.int64)


def together(
    counts: sparse.csr_array, terms: np.ndarray, name_of: Mapping[str, str]
) -> tuple[sparse.csr_array, np.ndarray]:
    """Count forms with the name that they belong to.

    Parameters
    ----------
    counts, terms : csr_array, ndarray
        As `count_matrix` returns them.
    name_of : mapping of str to str
        Name by form; other terms stay what they are.

    Returns
    -------
    counts, terms : csr_array, ndarray
        With one column a name, sorted.
    """
    names, columns = np.unique([name_of.get(term, term) for term in terms.tolist()], return_inverse=True)
    column_of = sparse.coo_array((np.ones(len(terms), dtype=np.int64), (np.arange(len(terms)), columns)))
    return (counts @ column_of.tocsr()).tocsr(), names
