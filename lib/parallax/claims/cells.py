"""What matrices on the page show: rows of tables as items of cells, each with links to the paragraphs it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from parallax.analysis import voices
from parallax.analysis.positions import stances
from parallax.claims.evidence import check_one_of
from parallax.claims.parts import PARTS
from parallax.claims.results import Results
from parallax.claims.wording import cut_mark, paragraphs
from parallax.tables.coded import AUTHOR, KEYS

#: What the page calls a stance.
STANCES = {
    "for": "for",
    "against": "against",
    "mixed": "for and against",
    "if": "on condition",
    "told": "takes no side",
    "credit": "credit",
    "fault": "fault",
}


#: What the page calls the side that somebody who is heard belongs to, in the order in which it shows them.
SIDES = {
    "opposition": "Opponents of the Taliban",
    "republic": "Officials of the fallen republic",
    "taliban": "The Taliban",
    "foreign_state": "Foreign states",
    "international_body": "International organisations",
    "expert": "Experts and institutes",
    "public": "The public at large",
    "media": "Other media",
    "unsaid": "Side not said",
}


#: What it calls kinds of speakers.
KINDS = {
    "named": "people by name",
    "institution": "institutions and documents",
    "anonymous": "unnamed people",
    "public": "people at large",
}


#: What is shown where no position was possible yet.
EARLY = "too early"


#: So many paragraphs are linked one by one; if there are more, only their number is given.
FEW = 7


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
        `EARLY` where there could be none yet), by (whose it is; empty for the text's own): aspects in
        the order of their table, positions in that of the text, a condition after what depends on it.
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
    """Return each article's stance on each aspect of a part of aspects.csv, for `figures.framing.ways`.

    As `analysis.positions.stances`, with the question of each aspect (``row``).
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
    """Return source and aspect wherever an article was written before there was anything to say about it."""
    latest = book.corpus.sources.set_index("source")["not_after"]
    return [
        (source, aspect)
        for aspect, day in aspects[["aspect", "possible_from"]].itertuples(index=False)
        for source in book.corpus.by_date
        if "" < latest[source] < day
    ]


def heard(book: Results, sides: Mapping[str, str], shown: int) -> pd.DataFrame:
    """Return whom each article hears of each side, for `figures.matrix.Matrix`.

    Parameters
    ----------
    book : Results
        Its tables are the corpus'.
    sides : mapping of str to str
        What the page calls each side, in the order of the rows; a side that nobody hears has a row too.
    shown : int
        Speakers in a cell, those heard most often first; the number of any others follows.

    Returns
    -------
    DataFrame
        row (the side), group (the article), text (the speaker, how often, and links to the paragraphs), mark (quoted,
        where any words are between quotation marks).
    """
    tables = book.corpus.tables
    label = tables["entities"].set_index("actor")["label"]
    items = []
    for side, name in sides.items():
        mine = tables["attributions"][tables["attributions"]["side"] == side]
        for source in book.corpus.sources["source"]:
            each = [rows for _, rows in mine[mine["source"] == source].groupby("speaker", sort=False)]
            each.sort(key=len, reverse=True)
            for rows in each[:shown]:
                where = paragraphs(book.paragraphs_on(rows), linked=True)
                mark = "quoted" if rows["n_quoted"].any() else ""
                items.append((name, source, f"{label[rows['speaker'].iloc[0]]}{_times(len(rows))} {where}", mark))
            items += _more(name, source, len(each) - shown)
    return pd.DataFrame(items, columns=["row", "group", "text", "mark"])


def namings(book: Results, actors: Mapping[str, str], shown: int) -> pd.DataFrame:
    """Return what each article calls some parties, for `figures.matrix.Matrix`.

    Parameters
    ----------
    book : Results
        Its tables are the corpus'.
    actors : mapping of str to str
        What the page calls each party, in the order of the rows.
    shown : int
        Namings in a cell, the most frequent first; the number of any others follows.

    Returns
    -------
    DataFrame
        row (the party), group (the article), text (the naming, how often, and links to the paragraphs, where these
        are few), mark (quoted, where every use is between quotation marks).
    """
    table = voices.namings(book.corpus.tables["mentions"], list(actors))
    items = []
    for (actor, source), rows in table.groupby(["actor", "source"], sort=False):
        for row in rows.head(shown).itertuples():
            on = book.paragraphs_on(pd.DataFrame({"source": source, "line": row.lines}))
            where = paragraphs(on, linked=True) if len(on) <= FEW else f"in {len(on)} paragraphs"
            mark = "quoted" if row.n_quoted == row.n else ""
            items.append((actors[actor], source, f"*{row.naming}*{cut_mark(row.naming)}{_times(row.n)} {where}", mark))
        items += _more(actors[actor], source, len(rows) - shown)
    return pd.DataFrame(items, columns=["row", "group", "text", "mark"])


def voices_in_full(book: Results, sources: Iterable[str], sides: Mapping[str, str]) -> pd.DataFrame:
    """Return every attribution of some articles, in their order and that of the text, for a table on a page.

    Returns
    -------
    DataFrame
        source, who, side, how (quoted or retold, and in whose words if not the article's own), what (the gist),
        n_quoted, where (a link to the paragraph), across (whether those words are of another side).
    """
    tables = book.corpus.tables
    label = tables["entities"].set_index("actor")["label"]
    keys = [*KEYS, "attribution"]
    nested = voices.nested(tables["attributions"]).set_index(keys)
    rows = tables["attributions"]
    rows = pd.concat([rows[rows["source"] == source] for source in sources], ignore_index=True)
    places = [book.paragraphs_on(rows.iloc[[place]]) for place in range(len(rows))]
    outer = nested[["through", "through_side"]].reindex(pd.MultiIndex.from_frame(rows[keys])).fillna("")
    inner = [label[one] if one else "" for one in outer["through"]]
    told = rows["form"].map({voices.DIRECT: "quoted"}).fillna("retold")
    return pd.DataFrame({
        "source": rows["source"],
        "who": rows["speaker"].map(label),
        "side": rows["side"].map(sides),
        "how": [f"{how}, in the words of {one}" if one else how for how, one in zip(told, inner, strict=True)],
        "what": rows["gist"],
        "n_quoted": rows["n_quoted"],
        "where": [paragraphs(place, linked=True) for place in places],
        "across": [side not in ("", own) for side, own in zip(outer["through_side"], rows["side"], strict=True)],
    })  # fmt: skip


def most_quoted(book: Results, sources: Iterable[str], sides: Mapping[str, str], shown: int) -> pd.DataFrame:
    """Return the speakers with the most words between quotation marks, each in one article, over some articles.

    Returns
    -------
    DataFrame
        source, who, side, n_quoted (the words), n (times heard), where (links to the paragraphs).
    """
    tables = book.corpus.tables
    rows, label = tables["attributions"], tables["entities"].set_index("actor")["label"]
    mine = [
        (source, label[speaker], sides[its["side"].iloc[0]], its["n_quoted"].sum(), len(its), book.paragraphs_on(its))
        for source in sources
        for speaker, its in rows[rows["source"] == source].groupby("speaker", sort=False)
    ]
    table = pd.DataFrame(mine, columns=["source", "who", "side", "n_quoted", "n", "where"])
    table = table.sort_values("n_quoted", ascending=False, kind="stable", ignore_index=True).head(shown)
    return table.assign(where=[paragraphs(where, linked=True) for where in table["where"]])


def stated(book: Results, fact: str, sources: Iterable[str]) -> pd.DataFrame:
    """Return how some articles answer a question, in their order: source, value, where (a link to the paragraph)."""
    rows = book.corpus.tables["fact_sources"]
    rows = rows[(rows["fact"] == fact) & rows["line"].notna()]
    rows = pd.concat([rows[rows["source"] == source] for source in sources], ignore_index=True)
    where = [paragraphs(book.paragraphs_on(rows.iloc[[place]]), linked=True) for place in range(len(rows))]
    return rows[["source", "value"]].assign(where=where)


def _times(n: int) -> str:
    return f", {n} times" if n > 1 else ""


def _more(row: str, source: str, n: int) -> list[tuple[str, str, str, str]]:
    """Return an item that says how many more there are, if any."""
    return [(row, source, f"and {n} more", "")] if n > 0 else []


def _whose(rows: pd.DataFrame, entities: pd.DataFrame) -> pd.Series:
    """Return who has each position, in words; empty for the article's own author."""
    voice = rows["voice"].map({**PARTS, "author": ""})
    return voice.where(rows["holder"] == AUTHOR, rows["holder"].map(entities.set_index("actor")["label"]))
