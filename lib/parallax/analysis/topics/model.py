"""Topics: groups of terms that come together in paragraphs, by non-negative matrix factorisation (NMF).

A topic is a cluster of words at a number of topics, k, that somebody chose. It is not discovered, and that
a paragraph's topic goes with its article is nearly a tautology: articles have subjects.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from parallax.statistics.checks import (
    Counts,
    Labels,
    check_columns,
    check_counts,
    check_lengths,
    check_varied,
    named_counts,
)
from parallax.statistics.factorisation import factorise
from parallax.statistics.resampling import generator, row_order
from parallax.statistics.tfidf import tf_idf
from parallax.statistics.totals import group_totals

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


def fit(counts: Counts, terms: ArrayLike, *, k: int, seed: int = 0, max_iter: int = 10_000) -> Topics:
    """Factorise the TF-IDF weights of paragraphs into k topics.

    Parameters
    ----------
    counts : sparse array or array, shape (units, terms)
        Whole numbers. A unit without any takes no part: its weights are zero and it belongs to no topic.
    terms : array of str, shape (terms,)
        Names of the columns.
    k : int
        Number of topics, at most the units that differ.
    seed : int
        Key of the random numbers. The fixed start used here draws none, so that every seed gives one result.
    max_iter : int
        Most rounds of coordinate descent; where they do not suffice, scikit-learn warns.

    Returns
    -------
    Topics
        The heaviest first.

    Raises
    ------
    ValueError
        Bad counts or names, counts that are all equal, k below 1, fewer units with a count than k, or too few that
        differ.

    Notes
    -----
    Weights are `statistics.tfidf.tf_idf` of the units, l2-normed (the articles are not the documents here). NMF is
    scikit-learn's, by coordinate descent on the Frobenius norm, from NNDSVD (Boutsidis & Gallopoulos 2008) on
    an exact decomposition: the randomised one that scikit-learn starts from depends on the seed above k = 7.
    Units and terms are put in an order of their own before fitting, so that the result does not depend
    on the order of rows or columns. NMF finds a local optimum, and nothing here says that k is right.
    """
    matrix, names = named_counts(counts, terms)
    check_varied(matrix)
    by_name = np.argsort(names, kind="stable")
    matrix = check_counts(matrix[:, by_name])
    units = np.flatnonzero(np.diff(matrix.indptr))
    if not 1 <= k <= len(units):
        raise ValueError(f"k is {k}; {len(units)} rows of counts are not empty, so give 1 to {len(units)}")
    units = units[row_order(matrix[units])]
    weighted = tf_idf(matrix[units])
    state = int(generator(seed, "topics.fit").integers(2**32))
    found, components, rest = factorise(weighted, k, random_state=state, max_iter=max_iter)
    order = _heaviest_first(found, components)
    weights = np.zeros((matrix.shape[0], k))
    weights[units] = found[:, order]
    given = np.argsort(by_name)
    return Topics(k, weights, components[order][:, given], names, float(rest / np.sqrt(len(units))))


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


def shares(model: Topics, sizes: ArrayLike, groups: Labels) -> pd.DataFrame:
    """Give the share of each group's words that goes to each topic.

    Parameters
    ----------
    model : Topics
        See `fit`.
    sizes : array of int, shape (units,)
        Words of each unit.
    groups : array of labels, or pandas Categorical, length units
        A Categorical sets the order of the groups.

    Returns
    -------
    DataFrame
        By topic and group: k, topic, group, share (mean of the units' topic shares, weighted by words),
        words (of the group, apportioned so). Shares of a group sum to 1; units that hold no topic, if there
        are any, make up topic 0.

    Raises
    ------
    ValueError
        Sizes or labels that do not fit, or a group without words.
    """
    parts = _with_none(model)
    sizes = check_lengths(sizes, len(parts))
    labels, words = group_totals(parts * sizes[:, np.newaxis], groups)
    totals = words.sum(axis=1)
    if (totals == 0).any():
        raise ValueError(f"sizes gives {labels[np.argmin(totals)]!r} no words; leave that group out")
    first = model.k + 1 - parts.shape[1]
    topic, group = np.divmod(np.arange(words.size), len(labels))
    frame = pd.DataFrame({"k": model.k, "topic": topic + first, "group": labels[group]})
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


def main_topics(model: Topics, sizes: ArrayLike, groups: Labels) -> pd.DataFrame:
    """Give each group the topic that most of its words go to.

    Parameters
    ----------
    model, sizes, groups : Topics, arrays
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
    table = shares(model, sizes, groups)
    best = table.groupby("group", sort=False, observed=True)["share"].idxmax()
    return table.loc[best, ["k", "group", "topic", "share"]].reset_index(drop=True)


def check_labels(labels: pd.DataFrame, model: Topics, n: int = 8) -> None:
    """Check that the labels given to topics still fit the terms they were given for.

    Parameters
    ----------
    labels : DataFrame
        One row a label: k, topic, label, terms (those that justify it, between spaces or semicolons). Rows
        for another k are passed over.
    model : Topics
        See `fit`.
    n : int
        Each recorded term must be among so many top terms.

    Raises
    ------
    ValueError
        A topic without label or with two, a label without terms or for no topic, or a recorded term that is
        no longer among the top terms: the message names the topic and its terms now.
    """
    check_columns(labels, ("k", "topic", "label", "terms"), "labels")
    mine = labels[labels["k"] == model.k]
    now = top_terms(model, n).groupby("topic")["term"].agg(list)
    strays = set(mine["topic"]) - set(range(1, model.k + 1))
    if strays:
        raise ValueError(f"labels has topic {min(strays)} at k = {model.k}, which has none; drop the row")
    for topic in range(1, model.k + 1):
        where, top = f"topic {topic} at k = {model.k}", now.get(topic, [])
        recorded = mine.loc[mine["topic"] == topic, "terms"]
        if len(recorded) != 1:
            raise ValueError(f"labels has {len(recorded)} rows for {where}; give one, for: {' '.join(top)}")
        terms = [term for term in re.split(r"[;\s]+", str(recorded.iloc[0])) if term]
        gone = [term for term in terms if term not in top]
        if gone or not terms:
            raise ValueError(
                f"labels gives {where} the terms {terms}, of which {gone} are not among its top {n} now: "
                f"{' '.join(top)}; read the paragraphs again and renew label and terms"
            )


def _heaviest_first(weights: np.ndarray, components: np.ndarray) -> np.ndarray:
    """Order topics by falling total weight, ties by the place of their heaviest term in the alphabet."""
    first_term = components.round(DIGITS).argmax(axis=1)
    return np.lexsort((first_term, -weights.sum(axis=0).round(DIGITS)))


def _with_none(model: Topics) -> np.ndarray:
    """Give topic shares with a first column for none, if any unit holds none; rows then sum to 1."""
    none = 1 - (model.weights.sum(axis=1) > 0)
    return np.column_stack([none, model.unit_shares]) if none.any() else model.unit_shares
