"""A person checks the reading: a blind sheet and a page, in a folder of their own, for the rows drawn at random.

The sheet asks what each row answers, and has a cell for the answer; a spreadsheet can hold it. The page asks the same,
then shows what the tables have, and takes down whether it is right. It may hold the text of the articles, so neither
goes where git would take it along.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

from parallax.analysis import rereading
from parallax.articles.reading import require_unchanged
from parallax.errors import CorpusError
from parallax.tables import package
from parallax.tables.answers import answers
from parallax.tables.coded import KEYS
from parallax.tables.sheets import require_value, rows_of
from parallax.tables.writing import replace_all, to_csv

#: The tables that rows, questions and places are taken from.
NEEDED = (
    "sources lines segments variables codings frame_elements entities attributions mentions facts fact_sources "
    "quotations checks"
).split()


#: The files, by what they are for.
BLIND, PAGE, SAVED = "blind.csv", "check.html", "checked.csv"


#: Columns of the blind sheet.
ASKED = ["row", "table", "article", "paragraph", "copy", "question", "allowed", "answer"]


def write_check_sheet(corpus: Path, folder: Path, texts: Mapping[str, list[str]] | None = None) -> tuple[int, int]:
    """Write the blind sheet and the page, and return how many rows there are, and how many answers the sheet had.

    A sheet that is there already is left as it is: the page begins with its answers. A page is replaced; what was
    answered in it is kept by the browser.

    Parameters
    ----------
    corpus : Path
        Folder of tables.
    folder : Path
        Where to write; it is made if it is not there, but not the folder it is in.
    texts : mapping of str to list of str, optional
        Lines by source, which the page then shows.

    Raises
    ------
    CorpusError
        If git would take the files along, or the folder is among the tables; if the texts are not those that were
        coded; or if the sheet that is there has a fault.
    """
    require_own_folder(folder, corpus)
    package.require_valid(corpus, set(NEEDED))
    tables = {name: package.read(corpus, name) for name in NEEDED}
    if texts is not None:
        require_unchanged(dict(texts), tables["segments"])
    rows = asked(tables)
    sheet = folder / BLIND
    given = _answered(sheet, rows) if sheet.exists() else {}
    folder.mkdir(exist_ok=True)
    written = {PAGE: page(tables, rows, given, _rules(corpus), texts)}
    if not sheet.exists():
        written[BLIND] = to_csv(rows.assign(answer="")[ASKED])
    replace_all(folder, written)
    return len(rows), len(given)


def asked(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the rows that are drawn, in the order in which articles are read.

    Returns
    -------
    DataFrame
        The columns of `tables.answers.answers`; article (its name), copy (what was read) and paragraph (``¶7``, what
        else the line is, or the whole article).
    """
    rows = rereading.by_lot(answers(tables)).merge(tables["sources"][["source", "name", "copy_read"]], on="source")
    places = _places(tables)
    paragraph = [
        "the whole article" if pd.isna(line) else places[source, line]
        for source, line in rows[KEYS].itertuples(index=False)
    ]
    order = {source: place for place, source in enumerate(tables["sources"]["source"])}
    rows = rows.rename(columns={"name": "article", "copy_read": "copy"}).assign(paragraph=paragraph)
    return rows.sort_values(
        KEYS, key=lambda column: column.map(order) if column.name == "source" else column, kind="stable"
    ).reset_index(drop=True)


def require_own_folder(folder: Path, corpus: Path) -> None:
    """Refuse a folder in which git would take a file along, one among the tables, and one that cannot be made.

    A file is taken along in any work tree, unless it is ignored there.
    """
    place = folder.resolve()
    if place.is_relative_to(corpus.resolve()):
        raise CorpusError(f"{folder} is among the tables in {corpus}", "name a folder of your own, outside the project")
    if folder.exists() and not folder.is_dir():
        raise CorpusError(f"{folder} is a file", "name a folder; the sheet and the page are written into it")
    if not place.parent.is_dir():
        raise CorpusError(f"there is no folder {folder.parent}", "make it, or name a folder elsewhere")
    tree = next((each for each in (place, *place.parents) if (each / ".git").exists()), None)
    if tree and not all(_ignored(tree, place / name) for name in (BLIND, PAGE)):
        raise CorpusError(
            f"{folder} is in the repository {tree}, and git would take along the page, with the articles' text",
            "name a folder outside of any repository, or one that git ignores",
        )


def _ignored(tree: Path, file: Path) -> bool:
    """Return whether git says that it ignores a file; where git cannot be asked, it does not."""
    # A hook sets variables that would point git to another repository.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-C", str(tree), "check-ignore", "--quiet", "--", str(file)]
    try:
        return subprocess.run(command, env=plain, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _places(tables: Mapping[str, pd.DataFrame]) -> dict[tuple[str, int], str]:
    """Return the name of each line: its paragraph, or what it is on the page."""
    lines = tables["lines"].merge(tables["segments"], on=KEYS)
    return {
        (source, line): role if pd.isna(paragraph) else f"¶{paragraph}"
        for source, line, role, paragraph in lines[[*KEYS, "role", "paragraph"]].itertuples(index=False)
    }


def _answered(sheet: Path, rows: pd.DataFrame) -> dict[str, str]:
    """Return the answers of a blind sheet by row; those to rows that are no longer drawn are left out."""
    allowed = dict(zip(rows["row"], rows["allowed"].str.split(), strict=True))
    given = {}
    for number, cells in rows_of(sheet, ["row", "answer"], "`parallax check-sheet`"):
        name, answer = cells["row"], cells["answer"]
        if not answer or name not in allowed:
            continue
        if allowed[name]:
            require_value(sheet, number, "answer", answer, allowed[name])
        if name in given:
            raise CorpusError(f"{sheet}, row {number}: {name} appears twice", "keep one row")
        given[name] = answer
    return given


def _rules(corpus: Path) -> dict[str, str]:
    """Return the sections of the codebook by their headings, without its marks; none if there is no codebook."""
    path = corpus / "codebook.md"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    parts = re.split(r"^#{2,3} +(.+)$", text, flags=re.MULTILINE)
    return {heading.strip("`"): _plain(body) for heading, body in zip(parts[1::2], parts[2::2], strict=True)}


def _plain(markdown: str) -> str:
    markdown = re.sub(r"^\([\w-]+\)=$|\{\w+:\w+\}`[^`]*`", "", markdown, flags=re.MULTILINE)
    markdown = re.sub(r"\[([^]]+)\]\([^)]*\)", r"\1", markdown)
    return re.sub(r"[*`]", "", re.sub(r"^( *)- ", r"\1• ", markdown, flags=re.MULTILINE)).strip()


def page(
    tables: Mapping[str, pd.DataFrame],
    rows: pd.DataFrame,
    given: Mapping[str, str],
    rules: Mapping[str, str],
    texts: Mapping[str, list[str]] | None = None,
) -> str:
    """Return the page: one file that asks nothing of any host.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        sources, lines and segments.
    rows : DataFrame
        What is asked, see `asked`.
    given : mapping of str to str
        Answers to begin with, by row.
    rules : mapping of str to str
        Rules to be shown, by heading.
    texts : mapping of str to list of str, optional
        Lines by source.
    """
    places = _places(tables)
    articles: dict[str, dict[str, Any]] = {}
    for source, name, title, copy in tables["sources"][["source", "name", "title", "copy_read"]].itertuples(
        index=False
    ):
        lines = texts[source] if texts is not None else []
        text = {number: [places[source, number], line.strip()] for number, line in enumerate(lines)}
        articles[source] = {"name": name, "title": title, "copy": copy, "lines": text}
    columns = ["row", "seen", "table", *KEYS, "paragraph", "question", "allowed", "rules", "answer"]
    shown = rows[columns].astype({"line": object}).to_dict("records")
    data = {
        "rows": [{**row, "line": None if pd.isna(row["line"]) else int(row["line"])} for row in shown],
        "articles": articles,
        "given": dict(given),
        "rules": {name: rules[name] for name in sorted(set(rows["rules"])) if name in rules},
    }
    # In a script that is data, only the end tag of the script means anything.
    content = json.dumps(data, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    template = files("parallax.articles").joinpath(PAGE).read_text(encoding="utf-8")
    return template.replace("PARALLAX_DATA", content, 1)
