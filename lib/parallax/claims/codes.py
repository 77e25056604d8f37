"""Settled codes of paragraphs, for claims that rest on them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from parallax.claims.evidence import check_one_of
from parallax.corpus.corpus import Corpus
from parallax.tables.coded import RESOLVED


def coded_as(corpus: Corpus, variable: str, codes: Sequence[str]) -> np.ndarray:
    """Say of each paragraph whether its settled code is one of some."""
    codings = corpus.tables["codings"]
    settled = codings[codings["coder"] == RESOLVED]
    check_one_of("variable", variable, settled["variable"])
    mine = settled[settled["variable"] == variable]
    for code in codes:
        check_one_of(f"codes of {variable}", code, mine["value"])
    keys = pd.MultiIndex.from_frame(mine.loc[mine["value"].isin(codes), ["source", "line"]].astype(object))
    return np.asarray(pd.MultiIndex.from_frame(corpus.paragraphs[["source", "line"]].astype(object)).isin(keys))
