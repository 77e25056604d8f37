"""What matrices on the page show: rows of tables as items of cells, each with links to the paragraphs it rests on."""

from __future__ import annotations

import pandas as pd

from parallax.claims.evidence import check_one_of
from parallax.claims.results import Results
from parallax.claims.wording import paragraphs
from parallax.tables.coded import AUTHOR, KEYS

#: What the page calls a stance.
STANCES = {
    "for": "for",
    "against": "against",
    "mixed": "for and against",
    "if": "on condition",
    "told": "reports",
    "credit": "credit",
    "fault": "fault",
}


#: Whose the text of a paragraph is, where that is not the article's own author.
VOICES = {"relayed": "the column it relays", "undetermined": "whose words cannot be told"}


def positions(book: Results, part: str) -> pd.DataFrame:
    """Return the positions of the articles on the aspects of a part, for `figures.matrix.Matrix`.

    Parameters
    ----------
    book : Results
        Its tables are the corpus'.
    part : str
        A part of aspects.csv.

    Returns
    -------
    DataFrame
        row (the question), group (the article), mark (the stance), text (the position and links to its paragraphs), by
        (whose it is; empty where the article has it from nobody): aspects in the order of their table, positions in
        the order of the text, a condition after what it is set for.
    """
    tables = book.corpus.tables
    check_one_of("aspects.csv", part, tables["aspects"]["part"])
    aspects = tables["aspects"][tables["aspects"]["part"] == part]
    rows = tables["positions"].merge(aspects, on="aspect").merge(book.corpus.paragraphs[[*KEYS, "voice"]], on=KEYS)
    rows = rows.assign(
        by=_whose(rows, tables["entities"]),
        place=rows["aspect"].map({aspect: place for place, aspect in enumerate(aspects["aspect"])}),
        after=rows["stance"] == "if",
        voice=rows["voice"].where(rows["holder"] == AUTHOR, ""),
        first=rows.groupby(["source", "aspect", "position"])["line"].transform("min"),
    ).sort_values(["place", "source", "after", "first", "line"], kind="stable")
    keys = ["question", "source", "stance", "position", "voice"]
    items = []
    for (question, source, stance, position, _), mine in rows.groupby(keys, sort=False):
        where = paragraphs(book.paragraphs_on(mine), linked=True)
        by = ", ".join(dict.fromkeys(name for name in mine["by"] if name))
        items.append((question, source, STANCES.get(stance, ""), f"{position} {where}", by))
    return pd.DataFrame(items, columns=["row", "group", "mark", "text", "by"])


def _whose(rows: pd.DataFrame, entities: pd.DataFrame) -> pd.Series:
    """Return who has each position, in words; empty for the article's own author."""
    voice = rows["voice"].map(VOICES).fillna("")
    return voice.where(rows["holder"] == AUTHOR, rows["holder"].map(entities.set_index("actor")["label"]))
