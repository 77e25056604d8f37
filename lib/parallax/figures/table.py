"""Tables on the page: escaped, captioned, with one heading and one number format per column everywhere."""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from parallax.figures.markup import download, escaped, folded, marked_up, opened, text_named, unlinked

# What a column is called on the page, if not by its name, and how its numbers are printed.
COLUMNS: dict[str, tuple[str, str]] = {
    "group": ("article", ""),
    "source": ("article", ""),
    "short": ("label", ""),
    "source_a": ("article", ""),
    "source_b": ("and", ""),
    "frame": ("issue", ""),
    "n": ("count", ",d"),
    "n_target": ("here", ",d"),
    "n_reference": ("elsewhere", ",d"),
    "rate": ("per 1,000 words", ".1f"),
    "rate_target": ("here per 1,000 words", ".1f"),
    "rate_reference": ("elsewhere per 1,000 words", ".1f"),
    "rate_highest": ("most in any other, per 1,000 words", ".1f"),
    "ci_low": ("from", ".1f"),
    "ci_high": ("to", ".1f"),
    "other": ("and", ""),
    "paragraphs": ("paragraphs with it", ",d"),
    "n_paragraphs": ("paragraphs", ",d"),
    "n_tokens": ("words", ",d"),
    "n_sentences": ("sentences", ",d"),
    "n_quoted_tokens": ("quoted words", ",d"),
    "n_lines": ("lines", ",d"),
    "median_tokens": ("words in the median paragraph", ".0f"),
    "quoted_share": ("share quoted", ".0%"),
    "words_covered": ("share of words in paragraphs with it", ".0%"),
    "words_read": ("share of words in paragraphs read as about it", ".0%"),
    "paragraphs_read": ("paragraphs read as about it", ",d"),
    "document_frequency": ("articles using it", "d"),
    "groups_using": ("other articles using it", "d"),
    "n_terms": ("terms", ",d"),
    "idf": ("IDF", ".2f"),
    "idf_smooth": ("IDF, smoothed", ".2f"),
    "idf_textbook": ("IDF, textbook", ".2f"),
    "tf_idf": ("TF-IDF", ".3f"),
    "rank": ("rank", "d"),
    "paragraphs_reference": ("paragraphs elsewhere", ",d"),
    "n_checks": ("checks passed", "d"),
    "n_made": ("checks made", "d"),
    "n_claimed": ("claimed", ",d"),
    "log_odds": ("log-odds", ".2f"),
    "log_odds_loo": ("log-odds without the paragraph that counts most", ".2f"),
    "log_ratio": ("log ratio", ".1f"),
    "z": ("z", ".1f"),
    "g2": ("G²", ".1f"),
    "lrc": ("conservative log ratio", ".1f"),
    "dp": ("spread (DP)", ".2f"),
    "by_tokens": ("usual test", ",d"),
    "by_effect": ("conservative effect", ",d"),
    "by_reweighting": ("reweighting", ",d"),
    "by_leaving_out": ("leaving out", ",d"),
    "by_shuffling": ("shuffling", ",d"),
    "n_all_made": ("tested by all five", ",d"),
    "all_checks": ("pass all five", ",d"),
    "stability": ("stability", ".2f"),
    "null": ("with words shuffled", ".2f"),
    "gain": ("gain", ".2f"),
    "hardest_share": ("share true then", ".0%"),
    "npmi": ("NPMI", ".2f"),
    "expected": ("expected here", ".1f"),
    "bound": ("most that a zero allows, per 1,000 words", ".1f"),
    "beyond_bound": ("more than a zero allows", ""),
    "length": ("words in a row", "d"),
    "n_types": ("shared runs", "d"),
    "k": ("k", "d"),
    "n_differing": ("paragraphs coded differently", "d"),
    "agreement": ("share of codes that agree", ".0%"),
    "alpha": ("alpha", ".2f"),
    "judged": ("judged right", ""),
    "changed": ("table corrected", "d"),
    "checked_by": ("checked by", ""),
    "checker": ("checker", ""),
    "n_possible": ("questions it could answer", ",d"),
    "n_answered": ("questions it answers", ",d"),
    "n_alone": ("answered by no other", ",d"),
    "n_borrowed": ("answered only in others' words", ",d"),
    "borrowed": ("as a share of its answers", ".0%"),
    "n_checked": ("rows judged", "d"),
    "n_unsure": ("could not tell", "d"),
    "n_wrong": ("found wrong", "d"),
    "share_wrong": ("share wrong", ".0%"),
    "wrong_low": ("from", ".0%"),
    "wrong_high": ("to", ".0%"),
    "alpha_low": ("from", ".2f"),
    "alpha_high": ("to", ".2f"),
    "n_read": ("read as about it", ",d"),
    "n_found": ("found by words", ",d"),
    "n_both": ("found by both", ",d"),
    "precision": ("precision", ".0%"),
    "recall": ("recall", ".0%"),
    "f1": ("F-score", ".2f"),
    "f1_low": ("from", ".2f"),
    "f1_high": ("to", ".2f"),
    "topic": ("topic", "d"),
    "share": ("share of words", ".0%"),
    "words": ("words", ",.0f"),
}


# Cells of so few characters stay on one line; columns with one of so many get room on a narrow screen.
SHORT, LONG = 12, 40
SEVERAL = 2  # columns of prose, and as many others and more, leave each too little room


ROWS = 8  # that are shown at once; a switch shows the rest


DIGITS = 4  # significant digits in a CSV, and of a float without a format


class Table:
    """A data frame as a page shows it.

    Parameters
    ----------
    frame : DataFrame
        Finished values; the index is not shown.
    caption : str
        One line above the table: what a row is.
    names : mapping of str to str, optional
        Labels for the ids in the columns group, other, source, source_a and source_b.
    columns : mapping of str to str, optional
        Headings of this table that differ from those in `COLUMNS`.
    links : mapping of str to str, optional
        Columns whose cells are links, each to the column that holds the address; the latter is not shown.
    other : str
        Format of numbers in columns that `COLUMNS` does not list; without one, floats have `DIGITS` significant digits.
    full : DataFrame, optional
        What the CSV holds where that is more than the page shows; `frame` by default.
    optional : sequence of str
        Columns that the page leaves out if every cell is empty or zero.
    sentences : sequence of str
        Columns of prose, where ``**`` and ``*`` mean emphasis, and ``[¶3](#mill-gazette-3)`` is a link to a paragraph,
        which the book leads to the page of its article.
    texts : sequence of str
        Columns of ids of texts: in a book that has a page of each, they lead there (`pages.sphinx_texts`).
    fold : bool
        Whether the page shows the caption alone, which unfolds the table.

    Notes
    -----
    Everything is escaped. The CSV travels inside the page, so that it needs no server; its numbers have `DIGITS`
    significant digits. Of more than `ROWS` rows the page shows the first, and a switch that needs no script shows all.
    On a narrow screen each row of a table with a column of prose is a card; with several such columns it always is.

    Examples
    --------
    >>> Table(pd.DataFrame({"term": ["boat", "net"], "rate": [2.5, 10.04]}), "Two words")
    Two words
    term per 1,000 words
    boat             2.5
     net            10.0
    """

    def __init__(
        self,
        frame: pd.DataFrame,
        caption: str,
        *,
        names: Mapping[str, str] | None = None,
        columns: Mapping[str, str] | None = None,
        links: Mapping[str, str] | None = None,
        other: str = "",
        full: pd.DataFrame | None = None,
        optional: Sequence[str] = (),
        sentences: Sequence[str] = (),
        texts: Sequence[str] = (),
        fold: bool = False,
    ) -> None:
        self.caption, self.fold = caption, fold
        self.sentences, self.texts = frozenset(sentences), frozenset(texts)
        whole = frame if full is None else full
        self.csv = unlinked(whole.to_csv(index=False, lineterminator="\n", float_format=significant))
        self.addresses = {column: list(frame[address]) for column, address in (links or {}).items()}
        bare = [column for column in optional if not any(value and not _missing(value) for value in frame[column])]
        frame = frame.drop(columns=[*(links or {}).values(), *bare])
        self.numeric = [_is_numeric(frame[column]) for column in frame.columns]
        self.cells = pd.DataFrame(
            {column: _formatted(frame[column], names or {}, other) for column in frame.columns}, dtype=object
        )
        called = {name: heading for name, (heading, _) in COLUMNS.items()} | dict(columns or {})
        self.plain = [column in (names or {}) for column in frame.columns]  # a name, in which no sign is a mark
        self.headings = [called.get(column, column.replace("_", " ")) for column in frame.columns]

    def _repr_html_(self) -> str:
        sides = [self._side(column) for column in range(len(self.numeric))]
        cards = "long" in sides
        # A browser forgets of rows that become blocks that they are rows, so roles say it; then no caption is allowed.
        row_group, row_role, head_role = _roles(cards, "rowgroup", "row", "columnheader")
        head = "".join(
            f'<th scope="col"{head_role} class="{side}">{_heading(heading, plain)}</th>'
            for side, heading, plain in zip(sides, self.headings, self.plain, strict=True)
        )
        rows = [
            f"<tr{row_role}>{''.join(self._cell(row, column, side, cards) for column, side in enumerate(sides))}</tr>\n"
            for row in range(len(self.cells))
        ]
        caption = escaped(self.caption)
        titled = f'<span class="parallax-words">{caption}</span> {download(self.caption, self.csv)}'
        opening = f"<table>\n<caption>{titled}</caption>"
        if cards:
            wide = " wide" if sides.count("long") >= SEVERAL and len(sides) >= 2 * SEVERAL else ""
            opening = f'<p class="parallax-caption">{titled}</p>\n<table class="cards{wide}" role="table">'
        more, switch = "", ""
        if len(rows) > ROWS:
            more = f'<tbody{row_group} class="parallax-more">\n{"".join(rows[ROWS:])}</tbody>\n'
            switch = f'\n<label class="parallax-all"><input type="checkbox"> Show all {len(rows)} rows</label>'
        table = (
            f'<div class="parallax-table" role="region" tabindex="0" aria-label="{caption}">\n'
            f"{opening}\n"
            f"<thead{row_group}><tr{row_role}>{head}</tr></thead>\n"
            f"<tbody{row_group}>\n{''.join(rows[:ROWS])}</tbody>\n{more}</table>{switch}\n</div>"
        )
        return folded(f"Table: {self.caption}", table) if self.fold else table

    def _side(self, column: int) -> str:
        """Return the class of a column's cells: numbers, short text that stays on one line, or text."""
        if self.numeric[column]:
            return "number"
        longest = self.cells.iloc[:, column].map(unlinked).str.len().max()
        return "short" if longest <= SHORT else "long" if longest >= LONG else "text"

    def _cell(self, row: int, column: int, side: str, cards: bool) -> str:
        text = self.cells.iat[row, column]
        text = marked_up(escaped(text)) if self.cells.columns[column] in self.sentences else html.escape(text)
        address = self.addresses.get(self.cells.columns[column], {row: ""})[row]
        # Only addresses of the web: a table must not be able to smuggle in a script.
        if str(address).startswith("https://"):
            text = f'<a href="{html.escape(address)}">{text}</a>'
        if self.cells.columns[column] in self.texts:
            text = text_named(self.cells.iat[row, column], text)
        head_role, cell_role = _roles(cards, "rowheader", "cell")
        if column == 0:
            return f'<th scope="row"{head_role} class="{side}">{text}</th>'
        of = f' data-head="{html.escape(unlinked(self.headings[column]))}"' if cards else ""
        return f'<td{cell_role} class="{side}"{of}>{text}</td>'

    def __repr__(self) -> str:
        cells = self.cells.set_axis(self.headings, axis=1)
        return unlinked(f"{self.caption}\n{cells.to_string(index=False)}")


def in_order(frame: pd.DataFrame, order: Sequence[str], within: str = "") -> pd.DataFrame:
    """Return rows with their groups (column group or source) in an order, within each value of a column if it is named.

    The values of that column keep the order in which they first occur.

    Examples
    --------
    >>> in_order(pd.DataFrame({"group": ["reef", "dock"], "n": [1, 2]}), ["dock", "reef"])["n"].tolist()
    [2, 1]
    """
    column = "group" if "group" in frame else "source"
    place = frame[column].map({group: number for number, group in enumerate(order)})
    values = frame[within] if within else place * 0
    keys = pd.DataFrame({"within": values.map({value: n for n, value in enumerate(dict.fromkeys(values))})})
    return frame.loc[keys.assign(place=place).sort_values(["within", "place"], kind="stable").index]


def _roles(said: bool, *roles: str) -> list[str]:
    """Return roles as attributes, or nothing where they need not be said."""
    return [f' role="{role}"' if said else "" for role in roles]


def spans(low: pd.Series, high: pd.Series) -> pd.Series:
    """Put the ends of intervals into one column of text, such as ``0.4 to 1.5``; empty where an end is missing.

    An end that would round to zero keeps the digit that says on which side of it it lies: ``0.01 to 2.9``.
    """
    ends = zip(low, high, strict=True)
    texts = ["" if _missing(a) or _missing(b) else f"{_end(a)} to {_end(b)}" for a, b in ends]
    return pd.Series(texts, index=low.index, dtype=object)


def _end(value: float) -> str:
    """Return an end of an interval, with its first digit where the format would leave a zero that it is not."""
    text = _number(value, ".1f")
    near = round(value, DIGITS)
    return _number(near, f".{-math.floor(math.log10(abs(near)))}f") if near and not text.strip("\u22120.") else text


def _heading(heading: str, plain: bool) -> str:
    """Return a heading as HTML; one that is a name is plain, whatever marks it has."""
    return escaped(heading) if plain else marked_up(escaped(heading))


def significant(value: float) -> str:
    """Return a number to `DIGITS` significant digits, large ones whole and without an exponent."""
    return f"{value:.0f}" if abs(value) >= 10**DIGITS else f"{value:.{DIGITS}g}"


def _is_numeric(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _formatted(column: pd.Series, names: Mapping[str, str], other: str) -> list[str]:
    """Return the cells of a column as text; a missing value is a dash."""
    write = _writer(column, names, other)
    return ["\u2013" if _missing(value) else write(value) for value in column]


def _writer(column: pd.Series, names: Mapping[str, str], other: str) -> Callable[[Any], str]:
    """Return what turns a value of a column into text."""
    if column.name in {"group", "other", "source", "source_a", "source_b"}:
        return lambda value: opened(names[value]) if value in names else str(value)
    if column.name == "frame":
        return lambda value: str(value).replace("_", " ")
    if pd.api.types.is_bool_dtype(column):
        return lambda value: "yes" if value else "no"
    if _is_numeric(column):
        spec = COLUMNS.get(str(column.name), ("", other))[1]
        return lambda value: _number(value, spec)
    return lambda value: _number(value, "") if isinstance(value, float) else str(value)


def _number(value: float, spec: str) -> str:
    """Return a number as a format asks for it, with the minus of print; a count stays one among missing values."""
    text = _unsigned(abs(value), spec)
    return f"\u2212{text}" if value < 0 and text.strip("0.,%") else text


def _unsigned(value: float, spec: str) -> str:
    if value == float("inf"):
        return "\u221e"
    if not spec and isinstance(value, float):
        return significant(value)
    if spec.endswith("d"):
        return format(int(value), spec) if value == int(value) else format(value, f"{spec[:-1]}.1f")
    return format(value, spec)


def _missing(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value == "" or value != value
