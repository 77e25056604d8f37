"""A matrix on the page: what each group has on each of some points, in words; on a narrow screen, cards.

One of many points can be filtered by its readers. A script does that (``_static/filters.js``); without it, everything
is there, folded by theme.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping

import pandas as pd

from parallax.figures.markup import download, escaped, folded, marked_up, opened, unlinked

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
    beside : DataFrame, optional
        What is shown below the cells of a point: row, label, text, address (where the text is on record; empty for
        nowhere).
    fold : bool
        Whether the matrix is folded; its summary has the caption.

    Notes
    -----
    A group without an item has a dash; an item without a text is set back. A shape that opens a mark is for the eye
    alone. Everything is escaped. The CSV has an item a row.

    Examples
    --------
    >>> items = pd.DataFrame({"row": "What is wrong?", "group": ["dock"], "text": ["No boats"], "mark": ["says"]})
    >>> Matrix(items, "Two papers", names={"dock": "The Dock", "reef": "Reef News"})
    Two papers
    What is wrong?
      The Dock: says: No boats
      Reef News: –
    """

    def __init__(
        self,
        frame: pd.DataFrame,
        caption: str,
        *,
        names: Mapping[str, str],
        beside: pd.DataFrame | None = None,
        fold: bool = False,
    ) -> None:
        if unknown := sorted(set(frame["group"]) - set(names)):
            raise ValueError(f"frame has the group {unknown[0]!r}, which has no name; add it to names")
        self.caption, self.fold = caption, fold
        self.names = {group: opened(name) for group, name in names.items()}
        self.items = frame.reset_index(drop=True)
        self.csv = unlinked(self.items.to_csv(index=False, lineterminator="\n"))
        self.rows = list(dict.fromkeys(frame["row"]))
        self._cells = {key: mine.to_dict("records") for key, mine in self.items.groupby(["row", "group"])}
        self._beside = {} if beside is None else {row: mine.to_dict("records") for row, mine in beside.groupby("row")}

    def _repr_html_(self) -> str:
        page = f"{self._opening('parallax-matrix')}\n{self._table(self.rows)}\n</div>"
        return folded(f"Table: {self.caption}", page) if self.fold else page

    def _opening(self, classes: str) -> str:
        """Return the start of the box, with a caption outside the table, where its link may stand."""
        caption = html.escape(self.caption)
        return (
            f'<div class="{classes}" role="region" aria-label="{caption}">\n'
            f'<p class="parallax-caption">{caption} {download(self.caption, self.csv)}</p>'
        )

    def _table(self, rows: Iterable[str]) -> str:
        heads = "".join(f'<th scope="col" role="columnheader">{html.escape(name)}</th>' for name in self.names.values())
        return (
            f'<table role="table">\n<thead role="rowgroup"><tr role="row">{heads}</tr></thead>\n'
            f"{''.join(map(self._band, rows))}</table>"
        )

    def _band(self, row: str) -> str:
        """Return a point: its words across the page, what each group has on it, and what stands beside it."""
        cells = "".join(
            f'<td role="cell" data-group="{html.escape(name)}"{self._attributes(row, group)}>{self._cell(row, group)}'
            "</td>"
            for group, name in self.names.items()
        )
        head = f'<th scope="rowgroup" role="rowheader" colspan="{len(self.names)}">{escaped(row)}</th>'
        return (
            f'<tbody role="rowgroup"{self._facets(row)}><tr role="row">{head}</tr>\n<tr role="row">{cells}</tr>'
            f"{self._below(row)}</tbody>\n"
        )

    def _below(self, row: str) -> str:
        if not (notes := self._beside.get(row, [])):
            return ""
        listed = "".join(f"<dt>{html.escape(note['label'])}</dt><dd>{_recorded(note)}</dd>" for note in notes)
        return (
            f'\n<tr role="row"><td role="cell" class="parallax-beside" colspan="{len(self.names)}"><dl>{listed}</dl>'
            "</td></tr>"
        )

    def _facets(self, _row: str) -> str:
        """Return attributes by which a point can be told from others."""
        return ""

    def _attributes(self, row: str, group: str) -> str:
        items = self._of(row, group)
        return ' class="parallax-silent"' if items and not any(item["text"] for item in items) else ""

    def _cell(self, row: str, group: str) -> str:
        items = self._of(row, group)
        return f"<ul>{''.join(f'<li>{item_html(item)}</li>' for item in items)}</ul>" if items else NOTHING

    def _of(self, row: str, group: str) -> list[dict[str, str]]:
        return self._cells.get((row, group), [])

    def __repr__(self) -> str:
        lines = [self.caption]
        for row in self.rows:
            lines.append(row)
            for group, name in self.names.items():
                items = [item_text(item) for item in self._of(row, group)]
                lines.append(f"  {name}: {'; '.join(items) or NOTHING}")
            lines += [f"  {note['label']}: {note['text']}" for note in self._beside.get(row, [])]
        return "\n".join(lines)


class FilteredMatrix(Matrix):
    """A matrix of many points, folded by theme, that a reader filters, searches and sorts.

    Parameters
    ----------
    frame, caption, names, beside
        As for `Matrix`.
    facets : DataFrame
        A point a row: row, theme and kind, in words. Themes are shown in the order of their first point. Also name, if
        an address is to lead to a point: its anchor is ``question-`` and its name.

    Notes
    -----
    Without its script it shows every point, and no form; the form comes with the script. A group can be asked for
    alone (what it answers) or with a mark (what it answers so).

    Examples
    --------
    >>> rows = ["What now?", "Who acts?"]
    >>> items = pd.DataFrame({"row": rows, "group": "dock", "text": ["Boats", "Nobody"], "mark": "says"})
    >>> facets = pd.DataFrame({"row": rows, "theme": "Plans", "kind": "one alone"})
    >>> page = FilteredMatrix(items, "Two questions", names={"dock": "The Dock"}, facets=facets)._repr_html_()
    >>> page.count("<tbody"), page.count("<details")
    (2, 1)
    """

    def __init__(
        self,
        frame: pd.DataFrame,
        caption: str,
        *,
        names: Mapping[str, str],
        facets: pd.DataFrame,
        beside: pd.DataFrame | None = None,
    ) -> None:
        super().__init__(frame, caption, names=names, beside=beside)
        if lost := sorted(set(self.rows) - set(facets["row"])):
            raise ValueError(f"facets has no row {lost[0]!r}; give each point a theme and a kind")
        self.facets = facets.set_index("row")

    def _repr_html_(self) -> str:
        mine = self.facets.loc[self.rows]
        themes = "".join(self._theme(theme, list(rows.index)) for theme, rows in mine.groupby("theme", sort=False))
        return f"{self._opening('parallax-matrix parallax-filtered')}\n{self._form(mine)}\n{themes}</div>"

    def _theme(self, theme: str, rows: list[str]) -> str:
        summary = f'<summary>{html.escape(theme)} <span class="parallax-count">{len(rows)}</span></summary>'
        return f'<details class="parallax-theme">{summary}\n{self._table(rows)}</details>\n'

    def _form(self, facets: pd.DataFrame) -> str:
        """Return the form, which stays hidden until its script has come."""
        marks = [mark for mark in dict.fromkeys(self.items["mark"]) if mark]
        fields = "".join(
            [
                _choice("theme", "Theme", "all", facets["theme"]),
                _choice("kind", "How the answers meet", "in any way", facets["kind"]),
                _choice("group", "Article", "any", self.names.values()),
                _choice("mark", "Status", "any answer", sorted(map(_worded, marks))),
                _choice("order", "Order", "by theme", ["most answered first", "by how they meet", "A to Z"]),
            ]
        )
        return (
            f'<form class="parallax-filters" hidden>{fields}<label>Search <input type="search" name="words"></label>'
            '<button type="reset">Show all</button> <output aria-live="polite"></output></form>'
        )

    def _facets(self, row: str) -> str:
        kind = html.escape(str(self.facets.at[row, "kind"]))
        named = "name" in self.facets.columns
        anchor = f' id="question-{html.escape(str(self.facets.at[row, "name"]))}"' if named else ""
        return f'{anchor} data-theme="{html.escape(str(self.facets.at[row, "theme"]))}" data-kind="{kind}"'

    def _attributes(self, row: str, group: str) -> str:
        marks = dict.fromkeys(_worded(item["mark"]) for item in self._of(row, group) if item.get("mark"))
        return f' data-marks="{html.escape("|".join(marks))}"{super()._attributes(row, group)}'


def _choice(name: str, label: str, anything: str, options: Iterable[str]) -> str:
    each = "".join(f"<option>{html.escape(option)}</option>" for option in dict.fromkeys(options))
    return f'<label>{label} <select name="{name}"><option value="">{anything}</option>{each}</select></label>'


def _worded(mark: str) -> str:
    """Return the words of a mark, without the shape that opens it."""
    return re.sub(r"^[^\w\s]+ ", "", mark)


def _recorded(note: Mapping[str, str]) -> str:
    """Return the text of a note, with a link to where it is on record; only to an address of the web."""
    text, address = escaped(note["text"]), note["address"]
    if not re.match(r"https?://", address):
        return text
    host = html.escape(re.sub(r"^https?://(www\.)?", "", address).partition("/")[0])
    return f'{text} <a href="{html.escape(address)}">{host}</a>'


def _marked(mark: str) -> str:
    words = _worded(mark)
    shape = mark.removesuffix(words).strip()
    hidden = f'<span aria-hidden="true">{html.escape(shape)}</span> ' if shape else ""
    return f'<span class="parallax-mark">{hidden}{html.escape(words)}</span> '


def item_html(item: Mapping[str, str]) -> str:
    """Return an item as HTML: its mark, its text with the marks of prose obeyed, and whose it is."""
    mark = _marked(item["mark"]) if item.get("mark") else ""
    by = f' <span class="parallax-by">{escaped(item["by"])}</span>' if item.get("by") else ""
    return f"{mark}{marked_up(escaped(item['text']))}{by}".strip()


def item_text(item: Mapping[str, str]) -> str:
    """Return an item as plain text."""
    mark, by = (f"{item['mark']}: " if item.get("mark") else ""), (f" ({item['by']})" if item.get("by") else "")
    return f"{mark}{unlinked(item['text'])}{by}"
