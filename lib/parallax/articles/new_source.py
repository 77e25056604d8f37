"""Taking in a new text: rows that are still to be coded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise
from pathlib import Path

import pandas as pd

from parallax.articles.reading import read_lines, text_path
from parallax.errors import CorpusError
from parallax.tables import accepted, package
from parallax.tables.writing import replace_all

# A text in which more than this share of the lines goes on in the next has its paragraphs broken into lines.
_BROKEN = 0.2


_ENTITY = re.compile("&#?[0-9a-zA-Z]+;")


# What stands for a character that could not be read, and what Latin-1 makes of the marks of Windows.
_GARBLED = re.compile("[\ufffd\x80-\x84\x86-\x9f]")


def doubts(lines: Sequence[str]) -> list[str]:
    """Return a message for each sign that a text was not saved as plain text with a paragraph a line.

    It gives the first line, from 0 as in lines.csv, and what to do; `lines` are the non-empty ones.
    """
    return [
        f"line {found[0]}{f' and {len(found) - 1} more' if found[1:] else ''}: {message}"
        for found, message in _found(lines)
        if found
    ]


def _found(lines: Sequence[str]) -> Iterator[tuple[list[int], str]]:
    """Yield the lines that each kind of doubt falls on, counted as in lines.csv, and what to say of them."""
    going_on = [
        (number, one[-1])
        for number, (one, other) in enumerate(pairwise(line.strip() for line in lines))
        if other[0].islower()
    ]
    broken = [number for number, last in going_on if last.isalpha() or last in ",;"]
    yield (
        [number for number, last in going_on if last in "-\u2010\u00ad"],
        "a word is broken at the end, and would be counted as two; put each paragraph on one line",
    )
    yield (
        broken if len(broken) > _BROKEN * len(lines) else [],
        "the sentence goes on in the next line, and each line is taken for a paragraph; put each paragraph on one line",
    )
    yield (
        [number for number, line in enumerate(lines) if any(unescape(c) != c for c in _ENTITY.findall(line))],
        "there is a code of HTML, whose letters would be counted as a word; write the character that it stands for",
    )
    yield (
        [number for number, line in enumerate(lines) if _GARBLED.search(line)],
        "a letter or mark was lost in another encoding; save the article again from its page, in UTF-8",
    )


def add_source(corpus: Path, texts: Path, source: str) -> tuple[int, list[str]]:
    """Write uncoded rows for the text ``SOURCE.txt`` into sources.csv and lines.csv.

    Returned are the number of lines to code, and what in the text would be counted wrong, see `doubts`.

    Until the lines are coded, `verify` and `extract` refuse the tables.

    Parameters
    ----------
    corpus, texts : Path
        Folder of tables; folder of texts, the new one in it.
    source : str
        Id of the new source: lower-case letters and digits, joined by hyphens.

    Raises
    ------
    CorpusError
        If the id is not one or is taken, or the text cannot be read. Nothing is then written.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", source):
        raise CorpusError(
            f"{source!r} is not a valid id of a source",
            "use lower-case letters and digits joined by hyphens: new-outlet",
        )
    sources, lines = package.read(corpus, "sources"), package.read(corpus, "lines")
    if source in set(sources["source"]) | set(lines["source"]):
        raise CorpusError(f"the source {source!r} is already in the tables", "choose another id, or code its rows")
    file = f"{source}.txt"
    read = read_lines(text_path(texts, file))
    n_lines = len(read)
    new_source = pd.DataFrame([{"source": source, "file": file, "n_lines": n_lines}])
    new_lines = pd.DataFrame({"source": source, "line": range(n_lines)})
    tables = {
        "sources": pd.concat([sources, new_source]),
        "lines": pd.concat([lines, new_lines]).sort_values(["source", "line"], kind="stable"),
    }
    # An uncoded cell turns its whole column into floats; the descriptor's integer type keeps 3 a 3.
    whole = {name: frame.astype(dict.fromkeys(frame.select_dtypes("float"), "Int64")) for name, frame in tables.items()}
    replace_all(corpus, accepted.contents(corpus, whole))
    return n_lines, doubts(read)
