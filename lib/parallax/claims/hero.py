"""What the first page sets side by side: the articles in order of date, and a cell for each question and article.

Nothing is written here but what the page calls a value of the tables: positions are in the words of positions.csv,
counts are of the settled codes and of attributions.csv, and whose a text is comes from sources.csv and lines.csv.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from parallax.analysis import sources as of_sources
from parallax.analysis.positions import OTHERS, SILENT, own_stance
from parallax.claims.cards import LANGUAGES
from parallax.claims.codes import coded_as
from parallax.claims.evidence import check_one_of
from parallax.claims.results import Results
from parallax.claims.wording import paragraphs
from parallax.tables.coded import AUTHOR

#: What the page says of the side that an article itself takes: bare, and where it also has a word against its own side.
VERDICTS = {
    "for": ("Yes", "Yes, on conditions"),
    "against": ("No", "No, with reservations"),
    "mixed": ("Yes and no", "Yes and no"),
    "told": ("Takes no side", "Takes no side"),
    OTHERS: ("Leaves it to others", "Leaves it to others"),
}
NEVER, NOTHING = "Never mentions one", "Does not say"

#: Stance of the position that is shown under a verdict: what would have to be, or what is in the way.
IN_THE_WAY = {"for": "if", "told": "if", OTHERS: "if", "against": "against", "mixed": "mixed"}

#: What the page calls the codes of a stance that is taken.
LIGHTS = {"pos": "in a good light", "neg": "in a bad light", "mixed": "in both lights"}


PAGE = "article-"  # before the id of an article: the label of its page


class Cell(NamedTuple):
    """A cell.

    Attributes
    ----------
    mark : str
        Its answer in a word or two.
    text : str
        Markdown; links lead to paragraphs.
    by : str
        Whose the text is, where it is not the article's.
    counts : tuple of (str, int)
        What is counted, and how often.
    of : int
        All that the counts are taken of.
    """

    mark: str = ""
    text: str = ""
    by: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    of: int = 0


def articles(book: Results) -> pd.DataFrame:
    """Return the articles in order of date, as the first page heads them.

    Returns
    -------
    DataFrame
        source, name, title, kind, when (months in which it can have been written), not_before, not_after, inferred
        (whether these days are), anchor (the label of its page).
    """
    table = book.corpus.sources.set_index("source").loc[list(book.corpus.by_date)]
    inferred = table["published_basis"] == "inferred"
    when = [_months(*days) for days in table[["not_before", "not_after"]].to_numpy()]
    return pd.DataFrame(
        {
            "name": table["name"],
            "title": table["title"],
            "kind": table["genre"],
            "when": [
                f"{months}, by inference" if guess else months for months, guess in zip(when, inferred, strict=True)
            ],
            "not_before": table["not_before"],
            "not_after": table["not_after"],
            "inferred": inferred,
            "anchor": [f"{PAGE}{source}" for source in table.index],
        }
    ).reset_index()


def events(book: Results, chosen: Sequence[str]) -> pd.DataFrame:
    """Return some events of events.csv: event, label, not_before, when (the month of its first day)."""
    table = book.corpus.tables["events"]
    for event in chosen:
        check_one_of("events.csv", event, table["event"])
    mine = table.loc[table["event"].isin(chosen), ["event", "label", "not_before"]]
    return mine.assign(when=mine["not_before"].str[:7].map(of_sources.in_words)).reset_index(drop=True)


def cells(book: Results, aspect: str, named: str, rows: Mapping[str, str]) -> pd.DataFrame:
    """Return the cells of the first page, for `figures.intro.Hero`.

    Parameters
    ----------
    book : Results
        Its tables are the corpus'.
    aspect : str
        Of aspects.csv: the way out that the first row asks after.
    named : str
        What it is in mentions.csv.
    rows : mapping of str to str
        What the page calls each row: works, opposition, heard and text, in this order.

    Returns
    -------
    DataFrame
        row, group, and the fields of a `Cell`; articles in order of date.
    """
    made: dict[str, Callable[[str], Cell]] = {
        "works": lambda source: _works(book, source, aspect, named),
        "opposition": lambda source: _judged(book, source),
        "heard": lambda source: _heard(book, source),
        "text": lambda source: _text(book, source),
    }
    items = [(rows[row], source, *made[row](source)) for row in rows for source in book.corpus.by_date]
    return pd.DataFrame(items, columns=["row", "group", *Cell._fields])


def _months(not_before: str, not_after: str) -> str:
    """Say in which months something can have been written: one, a span, or one from which on."""
    first = of_sources.in_words(not_before[:7])
    if not not_after:
        return f"{first} or later"
    last = of_sources.in_words(not_after[:7])
    if first == last:
        return first
    return f"{first.removesuffix(last[-5:])} to {last}"


def _works(book: Results, source: str, aspect: str, named: str) -> Cell:
    """Say whether an article holds that a way out can work, and what is in the way."""
    tables = book.corpus.tables
    rows = tables["positions"]
    rows = rows[(rows["source"] == source) & (rows["aspect"] == aspect)]
    stance = own_stance(rows)
    if stance == SILENT:
        mentions = tables["mentions"]
        return Cell(NOTHING if ((mentions["source"] == source) & (mentions["actor"] == named)).any() else NEVER)
    own = rows["holder"] == AUTHOR
    reserved = bool(rows.loc[own, "stance"].isin({"if", "mixed"}).any())
    shown = rows[rows["stance"] == IN_THE_WAY[stance]]
    shown = shown if len(shown) else rows[own & (rows["stance"] == stance)]
    if shown.empty:
        return Cell(VERDICTS[stance][reserved])
    # The article's own before those of its speakers, each in the order of the text.
    first = shown.assign(other=shown["holder"] != AUTHOR).sort_values(["other", "line"], kind="stable").iloc[0]
    mine = shown[(shown["position"] == first["position"]) & (shown["holder"] == first["holder"])]
    label = tables["entities"].set_index("actor")["label"]
    by = "" if first["holder"] == AUTHOR else label[first["holder"]]
    text = f"{first['position']} {paragraphs(book.paragraphs_on(mine), linked=True)}"
    if stance == "told" and by:  # what the article itself has to say comes first
        last = rows[own & (rows["stance"] == stance)].sort_values("line", kind="stable").tail(1)
        said = f"{last['position'].iloc[0]} {paragraphs(book.paragraphs_on(last), linked=True)}."
        text, by = f"{said} {by[:1].upper()}{by[1:]}: {text}", ""
    return Cell(VERDICTS[stance][reserved], text, by)


def _judged(book: Results, source: str, variable: str = "stance_opposition") -> Cell:
    """Count the paragraphs that put the opposition in a good light, in a bad one, in both."""
    mine = np.asarray(book.corpus.groups) == source
    n = {code: int((coded_as(book.corpus, variable, [code]) & mine).sum()) for code in LIGHTS}
    counts = tuple((LIGHTS[code], n[code]) for code in LIGHTS)
    judge = "paragraph judges" if sum(n.values()) == 1 else "paragraphs judge"
    return Cell(_light(**n), f"{sum(n.values())} of {mine.sum()} {judge} it:", counts=counts, of=int(mine.sum()))


def _light(pos: int, neg: int, mixed: int) -> str:
    """Say in which light paragraphs put somebody; more often means at least twice as often."""
    if not pos + neg + mixed:
        return "Not judged"
    light = "good" if pos > neg else "bad"
    if max(pos, neg) == 0 or max(pos, neg) < 2 * min(pos, neg):
        return "In both lights"
    return f"In a {light} light, where judged" if not min(pos, neg) + mixed else f"More often in a {light} light"


def _heard(book: Results, source: str) -> Cell:
    """Count the voices of an article: of which sides, unnamed, inside the country."""
    every = book.corpus.tables["attributions"]
    mine = every[every["source"] == source]
    counts = (
        ("opponents, fallen republic", int(mine["side"].isin({"opposition", "republic"}).sum())),
        ("the Taliban", int((mine["side"] == "taliban").sum())),
        ("unnamed", int((mine["kind"] == "anonymous").sum())),
        ("inside Afghanistan", int((mine["place"] == "inside").sum())),
    )
    return Cell(f"{len(mine)} voices", "Among them, some in several rows:", counts=counts, of=len(mine))


def _text(book: Results, source: str) -> Cell:
    """Say whose the text is, in which language it was written, and whether it was read where it appeared."""
    article = book.corpus.sources.set_index("source").loc[source]
    body = book.corpus.paragraphs
    shares = of_sources.voices(body[body["source"] == source], [source]).set_index("voice")["share"]
    chain, parts = article["language_chain"], []
    mark = "One author" if article["author"] else "Unsigned"
    if "relayed" in shares:
        mark = f"{shares['relayed']:.0%} relayed"
        parts.append(f"from a {article['genre'].removeprefix('relayed ')}")
        parts += ["author of the rest unknown"] if "undetermined" in shares else []
        parts += [] if article["author"] else ["unsigned"]
    elif ">" in chain:
        first = chain.partition(" > ")[0]
        parts.append(f"{'perhaps ' if first.endswith('?') else ''}translated from {LANGUAGES[first.rstrip('?')]}")
    if not article["url"]:
        parts.append("read in a copy, not as first published")
    said = "; ".join(parts)
    return Cell(mark, said[:1].upper() + said[1:])
