"""Positions: which side an article itself takes on a point, and what it leaves to those whom it hears."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from parallax.tables.coded import AUTHOR, KEYS

SILENT, OTHERS = "silent", "others"

#: Stances that take a side; any other only tells of a way that others go, or see.
SIDES = ("for", "against", "mixed", "if")


def own_stance(rows: pd.DataFrame) -> str:
    """Return the stance of an article itself on an aspect, from its rows of positions.csv on that (holder, stance).

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


def stances(
    positions: pd.DataFrame,
    paragraphs: pd.DataFrame,
    aspects: Sequence[str],
    impossible: Collection[tuple[str, str]] = (),
) -> pd.DataFrame:
    """Give the stance of each source, or of somebody whom it reports, on each of some aspects.

    Parameters
    ----------
    positions : DataFrame
        source, aspect, line, holder, stance.
    paragraphs : DataFrame
        source, line, voice of each body paragraph.
    aspects : sequence of str
        Which, in order.
    impossible : collection of (source, aspect)
        What a source could not know of yet.

    Returns
    -------
    DataFrame
        aspect, source, whose (``own``, ``relayed`` or ``undetermined`` after the voice of the paragraph where the
        holder is the author, else ``reported``), stance, n (positions of different words or holders). A source with
        nothing on an aspect has a row with an empty `whose`, and ``silent`` or ``impossible`` for a stance.
    """
    mine = positions[positions["aspect"].isin(aspects)].merge(paragraphs[[*KEYS, "voice"]], on=KEYS)
    own = mine["holder"] == AUTHOR
    mine = mine.assign(whose=mine["voice"].replace(AUTHOR, "own").where(own, "reported"))
    # A position on several paragraphs is one; so are the words that several speakers share one each.
    mine = mine.drop_duplicates(["source", "aspect", "position", "holder", "whose", "stance"])
    counted = mine.groupby(["aspect", "source", "whose", "stance"]).size().rename("n").reset_index()
    have = set(zip(mine["source"], mine["aspect"], strict=True))
    silent = [
        (aspect, source, "", "impossible" if (source, aspect) in impossible else "silent", 0)
        for aspect in aspects
        for source in paragraphs["source"].unique()
        if (source, aspect) not in have
    ]
    table = pd.concat([counted, pd.DataFrame(silent, columns=counted.columns)], ignore_index=True)
    order = {aspect: place for place, aspect in enumerate(aspects)}
    return table.sort_values("aspect", key=lambda names: names.map(order), kind="stable", ignore_index=True)
