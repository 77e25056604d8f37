"""Whether topics tell articles apart, and whether they tell parts of one article apart as well."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from sklearn.metrics import adjusted_mutual_info_score

from parallax.arrays import unmasked
from parallax.checks import Labels, check_groups
from parallax.resampling import generator


def separation(
    topic: ArrayLike, groups: Labels, parts: ArrayLike, *, n_shuffles: int = 200, seed: int = 0
) -> pd.DataFrame:
    """Give how much the topic of a unit tells of its group, and of its part within the group.

    Parameters
    ----------
    topic : array of int, shape (units,)
        Main topic of each unit, see `topics.assign`.
    groups : array of labels, or pandas Categorical, length units
        Two groups or more; a Categorical sets their order.
    parts : array, shape (units,)
        Part of its group that each unit stands in, such as `keyness_controls.blocks` gives it.
    n_shuffles : int
        Times that the topics are shuffled, within a group for its row.
    seed : int
        See `resampling.generator`.

    Returns
    -------
    DataFrame
        One row for all groups (group empty), then one a group: group, n_units, n_topics (that they have), information
        (adjusted mutual information of topic and group, or of topic and part within the group), shuffled_high (what
        95 % of shuffles stay at or under).

    Raises
    ------
    ValueError
        Lengths or labels that do not fit, or fewer than one shuffle.

    Notes
    -----
    Adjusted mutual information (Vinh, Epps & Bailey 2010) is 0 where topics tell as much as shuffled ones would, and
    can fall below. It is 1 only where there are as many topics as parts and both are the same, so values of
    different rows have different tops: compare each with its shuffles. Small groups spread widely.
    """
    topic, parts = unmasked(topic, "topic"), unmasked(parts, "parts")
    for name, values in (("topic", topic), ("parts", parts)):
        if values.ndim != 1 or len(values) != len(topic):
            raise ValueError(f"{name} has shape {values.shape} for {len(topic)} units; give one value a unit")
    if n_shuffles < 1:
        raise ValueError(f"n_shuffles is {n_shuffles}; give 1 or more")
    labels, codes = check_groups(groups, len(topic), at_least=2)
    order = np.lexsort((parts, topic, codes))  # so that no result depends on the order of rows
    rows = [("", *_told(topic[order], codes[order], n_shuffles, generator(seed, "topic_separation")))]
    for group, label in enumerate(labels):
        mine = order[codes[order] == group]
        told = _told(topic[mine], parts[mine], n_shuffles, generator(seed, f"topic_separation/{label}"))
        rows.append((label, *told))
    return pd.DataFrame(rows, columns=["group", "n_units", "n_topics", "information", "shuffled_high"])


def _told(
    topic: np.ndarray, labels: np.ndarray, n_shuffles: int, rng: np.random.Generator
) -> tuple[int, int, float, float]:
    """Return units, topics, what topics tell of labels, and what shuffled ones do at most in 95 % of cases."""
    found = adjusted_mutual_info_score(labels, topic)
    shuffled = [adjusted_mutual_info_score(labels, rng.permutation(topic)) for _ in range(n_shuffles)]
    return len(topic), len(np.unique(topic)), float(found), float(np.quantile(shuffled, 0.95))
