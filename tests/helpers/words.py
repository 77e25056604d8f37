"""Texts of a few words in three groups, shared by the tests of contrasts and omissions."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import CountVectorizer

from parallax.statistics.units import Units

PARAGRAPHS = {
    "north": ["river river mill", "river bridge mill flood"],
    "south": ["bridge bridge market", "market bridge road", "road"],
    "west": ["bridge mill wool", "wool wool wool"],
}
GROUPS = pd.Categorical(
    [group for group, texts in PARAGRAPHS.items() for _ in texts], categories=["south", "north", "west"]
)
_vectorizer = CountVectorizer()
COUNTS = csr_array(_vectorizer.fit_transform(text for texts in PARAGRAPHS.values() for text in texts))
TERMS = _vectorizer.get_feature_names_out()
UNITS = Units(COUNTS, TERMS, GROUPS)
TABLES = arrays(np.int64, st.tuples(st.integers(4, 8), st.integers(1, 6)), elements=st.integers(0, 4))


def row_of(frame: pd.DataFrame, group: str, term: str) -> pd.Series:
    """Find the one row of a group and term."""
    return frame[(frame["group"] == group) & (frame["term"] == term)].squeeze()


def usable(table: np.ndarray) -> np.ndarray:
    """Give every group tokens and every term a use, without touching what else the table says."""
    return np.vstack([table, np.ones((3, table.shape[1]), dtype=int)])


def some_groups(data: st.DataObject, n_rows: int) -> np.ndarray:
    """Label rows at random, the last three with a group each."""
    drawn = data.draw(st.lists(st.sampled_from("abc"), min_size=n_rows - 3, max_size=n_rows - 3))
    return np.array([*drawn, "a", "b", "c"])
