"""Taking in what a person found on checking rows: into checks.csv, all or none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from parallax.analysis import rereading
from parallax.articles.check_sheet import NEEDED
from parallax.errors import CorpusError
from parallax.tables import accepted, package
from parallax.tables.answers import ROW, answers
from parallax.tables.sheets import require_name, require_value, rows_of
from parallax.tables.writing import replace_all

#: What each verdict is in the column right.
VERDICTS = {"right": 1, "wrong": 0, "unsure": pd.NA}


#: Characters that a problem may have, and words of an article that it may repeat in a row.
LONGEST, QUOTED = 400, 10


_COLUMNS = ["row", "seen", "blind", "verdict", "problem"]
_KEY = [*ROW, "checker"]


def take_in(corpus: Path, saved: Path, checker: str, texts: Mapping[str, list[str]] | None = None) -> dict[str, int]:
    """Add what a person found to checks.csv, and return how many rows have each verdict.

    Parameters
    ----------
    corpus : Path
        Folder of tables.
    saved : Path
        The file that the page saved. Rows without a verdict are ignored.
    checker : str
        Id of the person, of their own choice: lower-case letters and digits, joined by hyphens. What they said of a row
        before is replaced, unless something was done about it.
    texts : mapping of str to list of str, optional
        Lines by source. A problem that repeats much of them is then refused.

    Raises
    ------
    CorpusError
        If the id is malformed or that of a pass of the book, or a cell is wrong; the message names the row. Nothing is
        then written.
    """
    require_name(checker, "person")
    package.require_valid(corpus, set(NEEDED))
    tables = {name: package.read(corpus, name) for name in NEEDED}
    before = tables["checks"]
    settled = before[(before["checker"] == checker) & (before["outcome"] != "")]
    runs = _runs(texts or {})
    found = []
    for row, name, cells in _found(saved, rereading.by_lot(answers(tables)), settled):
        if _longer_runs(cells["problem"], QUOTED + 1) & runs:
            raise CorpusError(
                f"{saved}, row {row}: the problem repeats more than {QUOTED} words of an article in a row",
                "say it in your own words",
            )
        verdict = VERDICTS[cells["verdict"]]
        found.append((*name, verdict, "person", checker, cells["seen"], cells["blind"], cells["problem"], "", ""))
    if not found:
        raise CorpusError(f"{saved}: no row is new", "check some rows in the page, save, and name the file it saved")
    mine = pd.DataFrame(found, columns=list(before.columns)).astype({"line": "Int64", "right": "Int64"})
    replace_all(corpus, accepted.contents(corpus, {"checks": _merged(before, mine)}))
    said = Counter(mine["right"].map({1: "right", 0: "wrong"}).fillna("unsure"))
    return {verdict: said[verdict] for verdict in VERDICTS}


def _found(
    saved: Path, rows: pd.DataFrame, settled: pd.DataFrame
) -> Iterator[tuple[int, tuple[object, ...], dict[str, str]]]:
    """Yield number, name and cells of every row with a verdict that is new; stop at the first cell that is wrong."""
    known = rows.set_index("row")
    done = {tuple(map(str, name)) for name in settled[[*ROW, "seen", "problem"]].itertuples(index=False)}
    seen_before: set[str] = set()
    for row, cells in rows_of(saved, _COLUMNS, "the page"):
        if not cells["verdict"]:
            continue
        where = f"{saved}, row {row}"
        if cells["row"] not in known.index:
            raise CorpusError(
                f"{where}: {cells['row']!r} is not among the rows drawn now", "take that row out of the file"
            )
        if cells["row"] in seen_before:
            raise CorpusError(f"{where}: {cells['row']} appears twice", "keep one row")
        seen_before.add(cells["row"])
        name = tuple(known.loc[cells["row"], ROW])
        if (*map(str, name), cells["seen"], cells["problem"]) in done:
            continue  # what they found then, which the table was read again for
        _require_cells(where, saved, row, cells, known.loc[cells["row"]])
        if (settled[ROW].astype(str) == list(map(str, name))).all(axis=1).any():
            raise CorpusError(
                f"{where}: something was done about this row after you found it wrong, and that stays on record",
                "take that row out of the file, or give your new check another id",
            )
        yield row, name, cells


def _require_cells(where: str, saved: Path, row: int, cells: dict[str, str], asked: pd.Series) -> None:
    require_value(saved, row, "verdict", cells["verdict"], VERDICTS)
    if cells["seen"] != asked["seen"]:
        raise CorpusError(
            f"{where}: the row has been changed since the page was written",
            "write the page again with `parallax check-sheet`, and check that row there, or take it out of the file",
        )
    if cells["blind"] and asked["allowed"]:
        require_value(saved, row, "blind", cells["blind"], asked["allowed"].split())
    if not asked["allowed"]:
        cells["blind"] = ""  # in a person's own words, and theirs to keep
    if (cells["verdict"] == "wrong") > bool(cells["problem"]):
        raise CorpusError(
            f"{where}: the row is marked wrong and the cell of problem is empty", "say in a few words what is wrong"
        )
    if cells["verdict"] == "right" and cells["problem"]:
        raise CorpusError(
            f"{where}: the row is marked right and has a problem", "empty the cell of problem, or write wrong"
        )
    if len(cells["problem"]) > LONGEST:
        raise CorpusError(f"{where}: the problem is longer than {LONGEST} characters", "shorten it")


def _merged(before: pd.DataFrame, mine: pd.DataFrame) -> pd.DataFrame:
    """Return the checks of before with those of a person, which replace what they said of the same rows."""
    keys = pd.MultiIndex.from_frame(before[_KEY].astype(str))
    kept = before[~keys.isin(pd.MultiIndex.from_frame(mine[_KEY].astype(str)))]
    both = pd.concat([kept.astype({"line": "Int64", "right": "Int64"}), mine])
    first = {reader: place for place, reader in enumerate(rereading.READERS)}
    both = both.assign(order=both["checked_by"].map(first))
    return both.sort_values(["table", "source", "item", "line", "order", "checker"]).drop(columns="order")


def _runs(texts: Mapping[str, list[str]]) -> set[tuple[str, ...]]:
    return {run for lines in texts.values() for line in lines for run in _longer_runs(line, QUOTED + 1)}


def _longer_runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.replace("’", "'").lower())
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}
