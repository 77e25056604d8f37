"""Taking in a new text: rows that are still to be coded."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from parallax import accepted, descriptor
from parallax.errors import CorpusError
from parallax.files import replace_all
from parallax.texts import read_lines, text_path


def add_source(corpus: Path, texts: Path, source: str) -> int:
    """Write uncoded rows for the text ``SOURCE.txt`` into sources.csv and lines.csv.

    Parameters
    ----------
    corpus : Path
        Folder of tables.
    texts : Path
        Folder of texts, the new one in it.
    source : str
        Id of the new source: lower-case letters and digits, joined by hyphens.

    Returns
    -------
    int
        Number of lines to code. Until they are coded, `verify` and `extract` refuse the tables.

    Raises
    ------
    CorpusError
        If the id is not one or is taken, or the text cannot be read. Nothing is then written.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", source):
        raise CorpusError(
            f"{source!r} is no id of a source", "use lower-case letters and digits joined by hyphens: new-outlet"
        )
    sources, lines = descriptor.read(corpus, "sources"), descriptor.read(corpus, "lines")
    if source in set(sources["source"]) | set(lines["source"]):
        raise CorpusError(f"the source {source!r} is in the tables already", "choose another id, or code its rows")
    file = f"{source}.txt"
    n_lines = len(read_lines(text_path(texts, file)))
    new_source = pd.DataFrame([{"source": source, "file": file, "n_lines": n_lines}])
    new_lines = pd.DataFrame({"source": source, "line": range(n_lines)})
    tables = {
        "sources": pd.concat([sources, new_source]),
        "lines": pd.concat([lines, new_lines]).sort_values(["source", "line"], kind="stable"),
    }
    # An uncoded cell turns its whole column into floats; the descriptor's integer type keeps 3 a 3.
    types = {name: dict.fromkeys(frame.select_dtypes("float"), "Int64") for name, frame in tables.items()}
    whole = {name: frame.astype(types[name]) for name, frame in tables.items()}
    replace_all(corpus, accepted.contents(corpus, whole))
    return n_lines
