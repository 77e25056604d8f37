"""A coder's own pass: a form to fill in, and taking it into the table of codes.

The form is one row a paragraph and one column a variable, so that a spreadsheet can hold it; its first row gives the
values that each column allows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from parallax.errors import CorpusError
from parallax.language.marks import after_dateline
from parallax.tables import accepted, package
from parallax.tables.coded import KEYS
from parallax.tables.sheets import require_name, require_value, rows_of
from parallax.tables.writing import replace_all, to_csv

#: Columns before the variables: where the paragraph is, and its first words, for a coder who has the texts.
PLACE = ["source", "line", "paragraph", "begins"]


#: What stands in the first column of the row of allowed values.
ALLOWED = "allowed values"


#: Words of a paragraph that the form shows, so that a coder sees that it is the right one.
WORDS_SHOWN = 6


def blank_sheet(tables: Mapping[str, pd.DataFrame], texts: Mapping[str, list[str]] | None = None) -> pd.DataFrame:
    """Return the form of a pass over all body paragraphs.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        sources, lines, segments and variables.
    texts : mapping of str to list of str, optional
        Lines by source; they fill the column begins.

    Returns
    -------
    DataFrame
        The columns of `PLACE`, then one for each variable, all text. The first row holds the allowed values.
    """
    body = tables["segments"].merge(tables["lines"], on=KEYS)
    body = body[body["role"] == "body"]
    order = {source: place for place, source in enumerate(tables["sources"]["source"])}
    body = body.sort_values(KEYS, key=lambda column: column.map(order) if column.name == "source" else column)
    begins = [_beginning(texts, *row) for row in body[[*KEYS, "skip_chars"]].itertuples(index=False)]
    form = body[[*KEYS, "paragraph"]].assign(begins=begins).astype(str)
    allowed = {"source": ALLOWED, **tables["variables"].set_index("variable")["values"].str.replace(" ", " or ")}
    columns = [*PLACE, *tables["variables"]["variable"]]
    return pd.concat([pd.DataFrame([allowed]), form]).reindex(columns=columns).fillna("")


def _beginning(texts: Mapping[str, list[str]] | None, source: str, line: int, skip: int) -> str:
    return " ".join(after_dateline(texts[source][line], skip).split()[:WORDS_SHOWN]) if texts else ""


def write_sheet(corpus: Path, sheet: Path, texts: Mapping[str, list[str]] | None = None) -> int:
    """Write the form (see `blank_sheet`) to a new CSV file, and return how many paragraphs there are to code.

    Raises
    ------
    CorpusError
        If the file exists already, as it may hold somebody's work, or its folder does not.
    """
    if sheet.exists():
        raise CorpusError(f"{sheet} already exists", "name another file, or move that one away")
    if not sheet.parent.is_dir():
        raise CorpusError(f"there is no folder {sheet.parent}", "make it, or name a file elsewhere")
    needed = ("sources", "lines", "segments", "variables")
    package.require_valid(corpus, set(needed))
    form = blank_sheet({name: package.read(corpus, name) for name in needed}, texts)
    replace_all(sheet.parent, {sheet.name: to_csv(form)})
    return len(form) - 1


def read_first(corpus: Path) -> Path:
    """Return what coders are to read before they code: the codebook, or the questions where there is none."""
    codebook = corpus / "codebook.md"
    return codebook if codebook.is_file() else corpus / package.entry_of(corpus, "variables")["path"]


def take_in(corpus: Path, sheet: Path, coder: str) -> int:
    """Add the codes of a form to codings.csv, and return how many paragraphs are coded.

    Parameters
    ----------
    corpus : Path
        Folder of tables.
    sheet : Path
        The form, filled in: all variables of every paragraph that has any code. Paragraphs left blank are ignored.
    coder : str
        Name of the pass: lower-case letters and digits, joined by hyphens. Codes it had before are replaced.

    Raises
    ------
    CorpusError
        If the name is not one or belongs to the passes of the book, or a cell of the form is wrong; the message names
        the row. Nothing is then written.
    """
    require_name(coder, "pass")
    package.require_valid(corpus, {"lines", "variables", "codings"})
    lines, variables, codings = (package.read(corpus, name) for name in ("lines", "variables", "codings"))
    allowed = dict(zip(variables["variable"], variables["values"].str.split(), strict=True))
    depends_on = variables[variables["depends_on"].isin(allowed)].set_index("variable")["depends_on"].to_dict()
    body = set(lines.loc[lines["role"] == "body", KEYS].itertuples(index=False, name=None))
    coded = pd.DataFrame(_codes(sheet, allowed, depends_on, body), columns=[*KEYS, "variable", "value"])
    if coded.empty:
        raise CorpusError(f"{sheet}: no paragraph is coded", "fill in the columns of the variables")
    if coded.duplicated([*KEYS, "variable"]).any():
        source, line, *_ = coded[coded.duplicated([*KEYS, "variable"])].iloc[0]
        raise CorpusError(f"{sheet}: {source}, line {line} appears twice", "keep one row")
    table = pd.concat([codings[codings["coder"] != coder], coded.assign(coder=coder)])[list(codings.columns)]
    table = table.sort_values(["coder", *KEYS, "variable"], kind="stable")
    replace_all(corpus, accepted.contents(corpus, {"codings": table}))
    return len(coded) // len(allowed)


def _codes(
    sheet: Path, allowed: Mapping[str, list[str]], depends_on: Mapping[str, str], body: set[tuple[str, int]]
) -> Iterator[tuple[str, int, str, str]]:
    """Yield source, line, variable and value of every code in a form; stop at the first cell that is wrong.

    Wrong is, too, a variable that says something where the one it depends on is 0, or nothing where that is not.
    """
    for row, cells in rows_of(sheet, [*KEYS, *allowed], "`parallax coding-sheet`"):
        if cells["source"] == ALLOWED or not any(cells[variable] for variable in allowed):
            continue
        place = (cells["source"], int(cells["line"]) if cells["line"].isdecimal() else -1)
        if place not in body:
            where = f"{cells['source']!r}, line {cells['line']!r}"
            raise CorpusError(
                f"{sheet}, row {row}: {where} is not a body paragraph", "restore its cells of source and line"
            )
        for variable, values in allowed.items():
            require_value(sheet, row, variable, cells[variable], values)
        for variable, other in depends_on.items():
            nothing = allowed[variable][-1]
            if (cells[variable] == nothing) != (cells[other] == "0"):
                raise CorpusError(
                    f"{sheet}, row {row}: {variable} is {cells[variable]!r} and {other} is {cells[other]!r}",
                    f"write {nothing} for {variable} where {other} is 0, and only there",
                )
        for variable in allowed:
            yield (*place, variable, cells[variable])
