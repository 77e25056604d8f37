"""What matrices on the page show: rows of tables as items of cells, each with links to the paragraphs it rests on."""

from __future__ import annotations

import pandas as pd

from parallax.analysis.profiles.summaries import stances
from parallax.claims.evidence import check_one_of
from parallax.claims.parts import PARTS
from parallax.claims.results import Results
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
    asked = aspects.set_index("aspect")["question"]
    items += [(asked[aspect], source, "", EARLY, "") for source, aspect in _early(book, aspects)]
    return pd.DataFrame(items, columns=["row", "group", "mark", "text", "by"])


def ways(book: Results, part: str) -> pd.DataFrame:
    """Return how each article stands to each aspect of a part of aspects.csv, for `figures.framing.ways`.

    As `analysis.profiles.summaries.stances`, with the question of each aspect (``row``).
    """
    aspects = _aspects(book, part)
    early = _early(book, aspects)
    positions = book.corpus.tables["positions"]
    table = stances(positions, book.corpus.paragraphs, list(aspects["aspect"]), set(early))
    return table.assign(row=table["aspect"].map(aspects.set_index("aspect")["question"]))


def _aspects(book: Results, part: str) -> pd.DataFrame:
    aspects = book.corpus.tables["aspects"]
    check_one_of("aspects.csv", part, aspects["part"])
    return aspects[aspects["part"] == part]


def _early(book: Results, aspects: pd.DataFrame) -> list[tuple[str, str]]:
    """Return source and aspect wherever an article was written before there was anything to say of it."""
    latest = book.corpus.sources.set_index("source")["not_after"]
    return [
        (source, aspect)
        for aspect, day in aspects[["aspect", "possible_from"]].itertuples(index=False)
        for source in book.corpus.by_date
        if "" < latest[source] < day
    ]


def _whose(rows: pd.DataFrame, entities: pd.DataFrame) -> pd.Series:
    """Return who has each position, in words; empty for the article's own author."""
    voice = rows["voice"].map({**PARTS, "author": ""})
    return voice.where(rows["holder"] == AUTHOR, rows["holder"].map(entities.set_index("actor")["label"]))
