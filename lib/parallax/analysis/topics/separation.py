"""Whether topics distinguish articles, and whether they distinguish parts of one article as well."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.stats import entropy
from sklearn.metrics import adjusted_mutual_info_score
from sklearn.metrics.cluster import expected_mutual_information

from parallax.statistics.arrays import unmasked
from parallax.statistics.draws import permuted
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units

TIE = 1e-9  # information that exceeds what shuffles give by no more is as much


def separation(topic: ArrayLike, units: Units, parts: ArrayLike, settings: Settings) -> pd.DataFrame:
    """Give how much the topic of a unit says about its group, and about its part within the group.

    Parameters
    ----------
    topic : array of int, shape (units,)
        Main topic of each unit, see `analysis.topics.model.assign`.
    units : Units
        In two groups or more.
    parts : array, shape (units,)
        Part of its group that each unit is in, such as `analysis.keyness.controls.blocks` gives it.
    settings : Settings
        Of them seed, n_permutations (the topics are shuffled so often, within a group for its row; once or more) and
        level: where many groups are looked at, take less than 1 - level of the shuffles of each.

    Returns
    -------
    DataFrame
        One row for all groups (group empty), then one a group: group, n_units, n_topics (that they have), information
        (adjusted mutual information of topic and group, or of topic and part within the group), shuffled_high (what a
        share of level of the shuffles stays at or under).

    Raises
    ------
    ValueError
        Lengths that do not fit, fewer than two groups, one without tokens, or no shuffle.

    Notes
    -----
    Adjusted mutual information (Vinh, Epps & Bailey 2010) is 0 where topics say as much as shuffled ones would, and
    can fall below. It is 1 only where there are as many topics as parts and both are the same, so values of
    different rows have different tops: compare each with its shuffles. Small groups spread widely.

    Where documents are what is drawn (`statistics.units.Units.drawn`), each keeps the topics of its units, and labels
    are dealt to documents. Units draw their topics by name, see `statistics.draws.permuted`, so their order does not
    matter. Give them names: without, those that hold the same are numbered as they come, even if they are in different
    parts.
    """
    topic, parts = unmasked(topic, "topic"), unmasked(parts, "parts")
    for name, values in (("topic", topic), ("parts", parts)):
        if values.shape != (len(units),):
            raise ValueError(f"{name} has shape {values.shape} for {len(units)} units; give one value a unit")
    if settings.n_permutations == 0:
        raise ValueError("n_permutations is 0; give 1 or more")
    units.require_groups()
    codes, ids = units.codes, units.ids
    documents = units.clusters if units.by_document else ids
    rows = [("", *_told(topic, codes, documents, settings, "topic_separation"))]
    for group, label in enumerate(units.labels):
        mine = codes == group
        # Parts of a single document are parts of its units.
        pieces = documents if len(np.unique(documents[mine])) > 1 else ids
        rows.append((label, *_told(topic[mine], parts[mine], pieces[mine], settings, "topic_separation/parts")))
    return pd.DataFrame(rows, columns=["group", "n_units", "n_topics", "information", "shuffled_high"])


def _told(
    topic: np.ndarray, labels: np.ndarray, ids: np.ndarray, settings: Settings, name: str
) -> tuple[int, int, float, float]:
    """Return units, topics, what topics tell of labels, and what shuffled ones tell at most at a level."""
    _, topic = np.unique(topic, return_inverse=True)
    _, labels = np.unique(labels, return_inverse=True)
    names, first, member = np.unique(ids, return_index=True, return_inverse=True)
    times, seed = settings.permutations(), settings.seed
    if len(names) == len(ids):
        blocks = permuted(topic, ids, times, seed=seed, name=name)
        shuffled = _adjusted(np.array([_table(dealt, labels) for block in blocks for dealt in block]))
    else:  # documents keep their topics, and change places
        blocks = permuted(labels[first], names, times, seed=seed, name=name)
        tables = (_table(topic, dealt[member]) for block in blocks for dealt in block)
        shuffled = np.array([_adjusted(table[np.newaxis])[0] for table in tables])
    high = np.quantile(shuffled, settings.level)
    return len(topic), int(topic.max()) + 1, float(adjusted_mutual_info_score(labels, topic)), float(high)


def _table(topic: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return how many units have each topic and label."""
    n_labels = labels.max() + 1
    return np.bincount(topic * n_labels + labels, minlength=(topic.max() + 1) * n_labels).reshape(-1, n_labels)


def _adjusted(tables: np.ndarray) -> np.ndarray:
    """Return the adjusted mutual information of tables of the same margins, shape (tables, topics, labels).

    Shuffling leaves the margins as they are, and with them what is expected of chance: it is computed once.
    """
    n = int(tables[0].sum())
    rows, columns = tables[0].sum(axis=1), tables[0].sum(axis=0)
    shares = tables / n
    ratio = np.divide(tables * n, np.outer(rows, columns), out=np.ones(tables.shape), where=tables > 0)
    information = (shares * np.log(ratio)).sum(axis=(1, 2))
    expected = expected_mutual_information(tables[0], n)
    top = (entropy(rows) + entropy(columns)) / 2
    return (information - expected) / (top - expected) if top > expected else np.zeros(len(tables))
