"""Codes of several coders, written as one character a paragraph."""

from __future__ import annotations

import pandas as pd


def codings_of(passes: dict[str, dict[str, str]]) -> pd.DataFrame:
    """Return a table of codes: by coder, by variable, one character a paragraph; a blank is no code."""
    rows = [
        (coder, "dock", line, variable, value)
        for coder, mine in passes.items()
        for variable, values in mine.items()
        for line, value in enumerate(values)
        if value != " "
    ]
    return pd.DataFrame(rows, columns=["coder", "source", "line", "variable", "value"])


TWO = {"first": {"unity": "110010", "stance": "pnnpnm"}, "second": {"unity": "110011", "stance": "pnnpnn"}}
