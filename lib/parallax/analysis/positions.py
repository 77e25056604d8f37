"""Positions: which side an article itself takes of a point, and what it leaves to those whom it hears."""

from __future__ import annotations

import pandas as pd

from parallax.tables.coded import AUTHOR

SILENT, OTHERS = "silent", "others"
SIDES = {"for", "against", "mixed"}


def own_stance(rows: pd.DataFrame) -> str:
    """Return how an article itself takes an aspect, of its rows of positions.csv on that (holder, stance).

    `SILENT` without a row; `OTHERS` if all are its speakers'; ``for`` or ``against`` if it takes that side and not the
    other; ``mixed`` if both, or if it weighs them; ``told`` if it only reports, or only sets conditions.

    Examples
    --------
    >>> own_stance(pd.DataFrame({"holder": ["author", "keeper"], "stance": ["for", "against"]}))
    'for'
    """
    if rows.empty:
        return SILENT
    own = set(rows.loc[rows["holder"] == AUTHOR, "stance"])
    if not own:
        return OTHERS
    sides = own & {"for", "against"}
    if len(sides) == 1:
        return sides.pop()
    return "mixed" if sides or "mixed" in own else "told"
