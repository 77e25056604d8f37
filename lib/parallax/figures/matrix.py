"""A matrix on the page: what each group has on each of some points, in words; on a narrow screen, cards."""

from __future__ import annotations

import html
from collections.abc import Mapping

import pandas as pd

from parallax.figures.table import download, marked_up, unlinked

NOTHING = "–"


class Matrix:
    """Rows of points, columns of groups; a cell lists what a group has on a point.

    Parameters
    ----------
    frame : DataFrame
        An item a row: row (the point, in words), group, text (prose, with the marks of `figures.table.marked_up`).
        Also mark (a word or two set before the text) and by (whose it is, set after it), if there are any; empty for
        none. Points are shown in the order of their first item.
    caption : str
        One line above the matrix.
    names : mapping of str to str
        Name by group, in the order of the columns.

    Notes
    -----
    A group without an item has a dash. Everything is escaped. The CSV has an item a row.

    Examples
    --------
    >>> items = pd.DataFrame({"row": "What is wrong?", "group": ["dock"], "text": ["No boats"], "mark": ["says"]})
    >>> Matrix(items, "Two papers", names={"dock": "The Dock", "reef": "Reef News"})
    Two papers
    What is wrong?
      The Dock: says: No boats
      Reef News: –
    """

    def __init__(self, frame: pd.DataFrame, caption: str, *, names: Mapping[str, str]) -> None:
        if unknown := sorted(set(frame["group"]) - set(names)):
            raise ValueError(f"frame has the group {unknown[0]!r}, which has no name; add it to names")
        self.caption, self.names = caption, dict(names)
        self.items = frame.reset_index(drop=True)
        self.csv = unlinked(self.items.to_csv(index=False, lineterminator="\n"))
        self.rows = list(dict.fromkeys(frame["row"]))

    def _repr_html_(self) -> str:
        caption = html.escape(self.caption)
        heads = "".join(f'<th scope="col" role="columnheader">{html.escape(name)}</th>' for name in self.names.values())
        return (
            f'<div class="parallax-matrix" role="region" aria-label="{caption}">\n<table role="table">\n'
            f"<caption>{caption} {download(self.caption, self.csv)}</caption>\n"
            f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>\n'
            f"{''.join(map(self._band, self.rows))}</table>\n</div>"
        )

    def _band(self, row: str) -> str:
        """Return a point: its words across the page, and below them what each group has on it."""
        cells = "".join(
            f'<td role="cell" data-group="{html.escape(name)}">{self._cell(row, group)}</td>'
            for group, name in self.names.items()
        )
        head = f'<th scope="rowgroup" role="rowheader" colspan="{len(self.names)}">{html.escape(row)}</th>'
        return f'<tbody role="rowgroup"><tr role="row">{head}</tr>\n<tr role="row">{cells}</tr></tbody>\n'

    def _cell(self, row: str, group: str) -> str:
        items = self._of(row, group)
        if items.empty:
            return NOTHING
        return f"<ul>{''.join(f'<li>{item_html(item)}</li>' for item in items.to_dict('records'))}</ul>"

    def _of(self, row: str, group: str) -> pd.DataFrame:
        return self.items[(self.items["row"] == row) & (self.items["group"] == group)]

    def __repr__(self) -> str:
        lines = [self.caption]
        for row in self.rows:
            lines.append(row)
            for group, name in self.names.items():
                items = [item_text(item) for item in self._of(row, group).to_dict("records")]
                lines.append(f"  {name}: {'; '.join(items) or NOTHING}")
        return "\n".join(lines)


def item_html(item: Mapping[str, str]) -> str:
    """Return an item as HTML: its mark, its text with the marks of prose obeyed, and whose it is."""
    mark = f'<span class="parallax-mark">{html.escape(item["mark"])}</span> ' if item.get("mark") else ""
    by = f' <span class="parallax-by">{html.escape(item["by"])}</span>' if item.get("by") else ""
    return f"{mark}{marked_up(html.escape(item['text']))}{by}"


def item_text(item: Mapping[str, str]) -> str:
    """Return an item as plain text."""
    mark, by = (f"{item['mark']}: " if item.get("mark") else ""), (f" ({item['by']})" if item.get("by") else "")
    return f"{mark}{unlinked(item['text'])}{by}"
