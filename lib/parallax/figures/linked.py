"""Tables that are too large for a page: a file beside it, to which the page leads."""

from __future__ import annotations

import html
from pathlib import Path

import pandas as pd

from parallax.figures.markup import escaped
from parallax.figures.table import significant

#: Where a chapter leaves its files, below the folder that it runs in; the pages have them under the same name.
FOLDER = Path("_static", "tables")


class Linked:
    """A table as a file that a page offers.

    The file is written when the table is made, below the folder of the chapter, and comes to the pages with them.

    Parameters
    ----------
    frame : DataFrame
        Finished values; the index is left out.
    name : str
        Of the file, without its ending.
    caption : str
        What a row is.

    Examples
    --------
    A chapter ends a cell with ``Linked(book.contrasts(), "contrasts", "All words, a row a group and word")``.
    """

    def __init__(self, frame: pd.DataFrame, name: str, caption: str) -> None:
        self.name, self.caption, self.n_rows = name, caption, len(frame)
        FOLDER.mkdir(parents=True, exist_ok=True)
        with (FOLDER / f"{name}.csv").open("w", encoding="utf-8", newline="\n") as file:
            frame.to_csv(file, index=False, lineterminator="\n", float_format=significant)

    def __repr__(self) -> str:
        return f"Linked({self.name}.csv, {self.n_rows} rows)"

    def _repr_html_(self) -> str:
        address = html.escape(f"../{(FOLDER / self.name).as_posix()}.csv")
        said = f"{escaped(self.caption)}: {self.n_rows:,} rows"
        return (
            f'<p class="parallax-linked"><a download="{html.escape(self.name)}.csv" href="{address}">CSV</a> {said}</p>'
        )
