"""Whose text each source is: the groups that are compared."""

from __future__ import annotations

import pandas as pd

GROUP = "group"  # the column of sources.csv; without it, each source is a group of its own


def group_labels(sources: pd.DataFrame) -> pd.Series:
    """Return whose text each source is: its group, or itself where the table has no groups."""
    return sources[GROUP if GROUP in sources else "source"].astype(str)
