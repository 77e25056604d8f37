"""Whose text each source is."""

from __future__ import annotations

import pandas as pd

from parallax.tables.groups import group_labels


def test_a_source_belongs_to_its_group_or_to_itself() -> None:
    sources = pd.DataFrame({"source": ["a", "b", "c"], "group": ["x", "y", "x"]})
    assert group_labels(sources).tolist() == ["x", "y", "x"]
    assert group_labels(sources[["source"]]).tolist() == ["a", "b", "c"]
