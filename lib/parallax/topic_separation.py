"""Whether topics tell articles apart, and whether they tell parts of one article apart as well."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from sklearn.metrics import adjusted_mutual_info_score

from parallax.checks import Labels, check_groups


def separation(topic: ArrayLike, groups: Labels, parts: ArrayLike) -> pd.DataFrame:
    """Give how much the topic of a unit tells of its group, and of its part within the group.

    Parameters
    ----------
    topic : array of int, shape (units,)
        Main topic of each unit, see `topics.assign`.
    groups : array of labels, or pandas Categorical, length units
        Two groups or more; a Categorical sets their order.
    parts : array, shape (units,)
        Part of its group that each unit stands in, such as `keyness_checks.blocks` gives it.

    Returns
    -------
    DataFrame
        One row for all groups (group empty), then one a group: group, n_units, n_topics (that they have), information
        (adjusted mutual information of topic and group, or of topic and part within the group).

    Raises
    ------
    ValueError
        Lengths or labels that do not fit.

    Notes
    -----
    Adjusted mutual information (Vinh, Epps & Bailey 2010) is 1 where one label tells the other and 0 where it tells as
    much as shuffled labels would; it can fall below. If parts of one article come out as well as articles do, then
    topics tell sections, and that they tell articles is no news. Small groups spread widely.
    """
    topic, parts = np.asarray(topic), np.asarray(parts)
    for name, values in (("topic", topic), ("parts", parts)):
        if values.ndim != 1 or len(values) != len(topic):
            raise ValueError(f"{name} has shape {values.shape} for {len(topic)} units; give one value a unit")
    labels, codes = check_groups(groups, len(topic), at_least=2)
    rows = [("", len(topic), len(np.unique(topic)), adjusted_mutual_info_score(codes, topic))]
    for group, label in enumerate(labels):
        mine = codes == group
        found = adjusted_mutual_info_score(parts[mine], topic[mine])
        rows.append((label, int(mine.sum()), len(np.unique(topic[mine])), found))
    return pd.DataFrame(rows, columns=["group", "n_units", "n_topics", "information"])
