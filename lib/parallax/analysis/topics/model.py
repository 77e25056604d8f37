"""Topics: groups of terms that occur together in paragraphs, by non-negative matrix factorisation (NMF).

A topic is a cluster of words at a number of topics, k, that somebody chose. It is not discovered, and that
a paragraph's topic goes with its article is nearly a tautology: articles have subjects.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from parallax.statistics.factorisation import factorise, rank
from parallax.statistics.tfidf import tf_idf
from parallax.statistics.units import Units, row_order

DIGITS = 10  # weights equal to so many digits are tied: rounding in the last place ranks nothing


@dataclass(frozen=True, eq=False)
class Topics:
    """A factorisation of paragraphs into topics.

    Attributes
    ----------
    k : int
        Number of topics. Topic 1 is the heaviest.
    weights : ndarray of float, shape (units, k)
        How much of each topic a unit holds, in the rows' given order; a row of zeros holds none.
    components : ndarray of float, shape (k, terms)
        How much of a topic is each term; a row sums to 1.
    terms : ndarray of str, shape (terms,)
        Names of the columns of `components`.
    error : float
        What the topics leave over, as a share: Frobenius norm of the rest over that of the TF-IDF weights.
    """

    k: int
    weights: np.ndarray
    components: np.ndarray
    terms: np.ndarray
    error: float

    @property
    def unit_shares(self) -> np.ndarray:
        """Weights of each unit as shares that sum to 1 (shape (units, k)); zeros where it holds none."""
        sums = self.weights.sum(axis=1, keepdims=True)
        return self.weights / np.where(sums > 0, sums, 1)


def canonical(units: Units) -> tuple[csr_array, NDArray[np.int64], NDArray[np.int64]]:
    """Put units and terms in an order of their own, whatever their groups and sizes, and leave out empty units.

    Parameters
    ----------
    units : Units
        All of one corpus.

    Returns
    -------
    counts : csr_array of int64, shape (units that are not empty, terms)
        Columns by name, rows by what they hold, see `statistics.units.row_order`; equal ones by the names of the units.
    columns, rows : ndarray of int64
        Place in `units` of each column and row.

    Raises
    ------
    ValueError
        No two rows that differ, an empty one aside.
    """
    units.require_varied()
    columns = np.argsort(units.terms, kind="stable")
    counts = units.counts[:, columns]
    counts.sort_indices()
    rows = np.argsort(units.ids, kind="stable")
    rows = rows[np.diff(counts.indptr)[rows] > 0]
    rows = rows[row_order(counts[rows])]
    counts = counts[rows]
    if kinds(counts)[-1] == 0:
        raise ValueError("counts has no two rows that differ; give paragraphs with words of their own")
    return counts, columns, rows


def kinds(counts: csr_array) -> NDArray[np.int64]:
    """Give rows that are equal in every count one number.

    Parameters
    ----------
    counts : csr_array of int64, shape (units, terms)
        Rows in canonical order, where equal ones are side by side.

    Returns
    -------
    ndarray of int64, shape (units,)
        From 0, rising.
    """
    dense = counts.toarray()
    return np.concatenate([[0], (dense[1:] != dense[:-1]).any(axis=1).cumsum()])


def fit(units: Units, *, k: int) -> Topics:
    """Factorise the TF-IDF weights of paragraphs into k topics.

    Parameters
    ----------
    units : Units
        One without any count takes no part: its weights are zero and it belongs to no topic.
    k : int
        Number of topics, at most the units that differ.

    Returns
    -------
    Topics
        The heaviest first.

    Raises
    ------
    ValueError
        No two units that differ, k below 1, fewer units with a count than k, or too few that differ.

    Notes
    -----
    Weights are `statistics.tfidf.tf_idf` of the units, l2-normed (the articles are not the documents here). NMF is
    scikit-learn's, by coordinate descent on the Frobenius norm, from NNDSVD (Boutsidis & Gallopoulos 2008) on
    an exact decomposition: the randomised one that scikit-learn starts from depends on a seed above k = 7.
    Units and terms are put in an order of their own before fitting, so that the result does not depend
    on the order of rows or columns. NMF finds a local optimum, and nothing here says that k is right.

    Examples
    --------
    >>> units = Units([[2, 1, 0, 0], [1, 2, 0, 0], [0, 0, 3, 1]], ["boat", "net", "toll", "wall"])
    >>> model = fit(units, k=2)
    >>> model.components.round(2).tolist()
    [[0.5, 0.5, 0.0, 0.0], [0.0, 0.0, 0.75, 0.25]]
    >>> assign(model)["topic"].tolist()
    [1, 1, 2]
    """
    counts, columns, rows = canonical(units)
    if not 1 <= k <= len(rows):
        raise ValueError(f"k is {k}; {len(rows)} rows of counts are not empty, so give 1 to {len(rows)}")
    found, components, rest = factorise(tf_idf(counts), k)
    order = _heaviest_first(found, components)
    weights = np.zeros((len(units), k))
    weights[rows] = found[:, order]
    given = np.argsort(columns)
    return Topics(k, weights, components[order][:, given], units.terms, float(rest / np.sqrt(len(rows))))


def most(units: Units) -> int:
    """Return how many topics can be told apart in some units at most: how many of these differ in kind."""
    return rank(tf_idf(canonical(units)[0]))


def top_terms(model: Topics, n: int = 8) -> pd.DataFrame:
    """List the heaviest terms of each topic.

    Parameters
    ----------
    model : Topics
        See `fit`.
    n : int
        Terms a topic; fewer where fewer have any weight.

    Returns
    -------
    DataFrame
        By topic and rank: k, topic (from 1), rank, term, weight (share of the topic). Ties go by name.

    Raises
    ------
    ValueError
        n below 1.

    Examples
    --------
    >>> units = Units([[2, 1, 0, 0], [1, 3, 0, 0], [0, 0, 3, 1]], ["boat", "net", "toll", "wall"])
    >>> top_terms(fit(units, k=2), 1)[["topic", "rank", "term"]]
       topic  rank  term
    0      1     1   net
    1      2     1  toll
    """
    if n < 1:
        raise ValueError(f"n is {n}; give 1 or more terms a topic")
    rows = []
    for topic, component in enumerate(model.components, start=1):
        order = np.lexsort((model.terms, -component.round(DIGITS)))[:n]
        heavy = order[component[order].round(DIGITS) > 0]
        rows += [
            (model.k, topic, rank, str(model.terms[column]), component[column])
            for rank, column in enumerate(heavy, start=1)
        ]
    return pd.DataFrame(rows, columns=["k", "topic", "rank", "term", "weight"])


def shares(model: Topics, units: Units) -> pd.DataFrame:
    """Give the share of each group's words that goes to each topic.

    Parameters
    ----------
    model : Topics
        See `fit`.
    units : Units
        Those that it was fitted on.

    Returns
    -------
    DataFrame
        By topic and group: k, topic, group, share (mean of the units' topic shares, weighted by words),
        words (of the group, apportioned so). Shares of a group sum to 1; units that hold no topic, if there
        are any, make up topic 0.

    Raises
    ------
    ValueError
        Other units, or a group without words.
    """
    parts = _with_none(model)
    if len(units) != len(parts):
        raise ValueError(f"units has {len(units)} rows and model {len(parts)}; give the units that it was fitted on")
    units.require_groups(1)
    words = units.summed(parts * units.sizes[:, np.newaxis])
    totals = words.sum(axis=1)
    first = model.k + 1 - parts.shape[1]
    topic, group = np.divmod(np.arange(words.size), len(units.labels))
    frame = pd.DataFrame({"k": model.k, "topic": topic + first, "group": units.labels[group]})
    return frame.assign(share=(words / totals[:, np.newaxis]).T.ravel(), words=words.T.ravel())


def assign(model: Topics) -> pd.DataFrame:
    """Give each unit its main topic.

    Parameters
    ----------
    model : Topics
        See `fit`.

    Returns
    -------
    DataFrame
        One row a unit, in the rows' order: k, unit (from 0), topic (0 for a unit that holds none; ties go to
        the lower number), share (of the unit's weights; 0 for topic 0). A low share is a mixed paragraph.
    """
    parts = model.unit_shares.round(DIGITS)
    share = parts.max(axis=1)
    topic = np.where(share > 0, parts.argmax(axis=1) + 1, 0)
    return pd.DataFrame({"k": model.k, "unit": np.arange(len(parts)), "topic": topic, "share": share})


def main_topics(model: Topics, units: Units) -> pd.DataFrame:
    """Give each group the topic that most of its words go to.

    Parameters
    ----------
    model, units : Topics, Units
        As in `shares`.

    Returns
    -------
    DataFrame
        One row a group: k, group, topic (0 for words of units that hold none; ties go to the lower number), share.

    Raises
    ------
    ValueError
        As `shares`.
    """
    table = shares(model, units)
    best = table.groupby("group", sort=False, observed=True)["share"].idxmax()
    return table.loc[best, ["k", "group", "topic", "share"]].reset_index(drop=True)


def _heaviest_first(weights: np.ndarray, components: np.ndarray) -> np.ndarray:
    """Order topics by falling total weight, ties by the place of their heaviest term in the alphabet."""
    first_term = components.round(DIGITS).argmax(axis=1)
    return np.lexsort((first_term, -weights.sum(axis=0).round(DIGITS)))


def _with_none(model: Topics) -> np.ndarray:
    """Give topic shares with a first column for none, if any unit holds none; rows then sum to 1."""
    none = 1 - (model.weights.sum(axis=1) > 0)
    return np.column_stack([none, model.unit_shares]) if none.any() else model.unit_shares
