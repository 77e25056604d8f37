"""What matrices on the page show: rows of tables as items of cells, each with links to the paragraphs it rests on."""

from __future__ import annotations

import pandas as pd

from parallax.claims.evidence import check_one_of
from parallax.claims.results import PARTS, Results
from parallax.claims.wording import paragraphs
from parallax.tables.coded import AUTHOR, KEYS

#: What the page calls a stance.
STANCES = {
    "for": "for",
    "against": "against",
    "mixed": "for and against",
    "if": "on condition",
    "told": "only told",
    "credit": "credit",
    "fault": "fault",
}


#: What stands in place of a position where none was possible yet.
EARLY = "too early"


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
        row (the question), group (the article), mark (the stance), text (the position and links to its paragraphs, or
        `EARLY` where there could be none yet), by (whose it is; empty where the text has it from nobody): aspects in
        the order of their table, positions in that of the text, a condition after what it is set for.
    """
    tables, aspects = book.corpus.tables, _aspects(book, part)
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
    early = _early(book, aspects).assign(mark="", text=EARLY, by="")
    return pd.concat([pd.DataFrame(items, columns=["row", "group", "mark", "text", "by"]), early], ignore_index=True)


def stances(book: Results, part: str) -> pd.DataFrame:
    """Return which sides the articles take, for `figures.framing.stances`: row, group, stance, own.

    A group is a part of an article, see `Results.parts`; `own` is whether the text takes the side in its own voice. Of
    aspects that have no stances there is no row.
    """
    aspects = _aspects(book, part)
    rows = aspects.drop(columns="part").merge(book.corpus.tables["positions"], on="aspect")
    rows = rows[rows["stance"] != ""].merge(_parts(book), on=KEYS)
    made = rows.assign(row=rows["question"], group=rows["part"], own=rows["holder"] == AUTHOR)
    made["stance"] = made["stance"].map(STANCES)
    early = _early(book, aspects).assign(stance=EARLY, own=True)
    return pd.concat([made, early])[["row", "group", "stance", "own"]].drop_duplicates(ignore_index=True)


def _aspects(book: Results, part: str) -> pd.DataFrame:
    aspects = book.corpus.tables["aspects"]
    check_one_of("aspects.csv", part, aspects["part"])
    return aspects[aspects["part"] == part]


def _parts(book: Results) -> pd.DataFrame:
    """Return the part of an article that each paragraph belongs to, see `Results.parts`."""
    return book.corpus.paragraphs[KEYS].assign(part=book.parts()[0])


def _early(book: Results, aspects: pd.DataFrame) -> pd.DataFrame:
    """Return row (the question) and group of each part that was written before an aspect could be spoken of."""
    latest = book.corpus.sources.set_index("source")["not_after"]
    found = [
        (question, part)
        for question, day in aspects[["question", "possible_from"]].itertuples(index=False)
        for part in book.parts()[1]
        if "" < latest[part.partition(":")[0]] < day
    ]
    return pd.DataFrame(found, columns=["row", "group"])


def _whose(rows: pd.DataFrame, entities: pd.DataFrame) -> pd.Series:
    """Return who has each position, in words; empty for the article's own author."""
    voice = rows["voice"].map({**PARTS, "author": ""})
    return voice.where(rows["holder"] == AUTHOR, rows["holder"].map(entities.set_index("actor")["label"]))
