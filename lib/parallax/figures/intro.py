"""The first page's figure: the articles on a timeline, and under it what each has on a few questions, side by side.

It is HTML, so that its words can be searched, read aloud and followed; on a narrow screen each article is a card.
"""

from __future__ import annotations

import html
import math
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import pandas as pd

from parallax.figures.markup import download, escaped, marked_up, opened, unlinked
from parallax.figures.style import DARK, colours, markers

#: Outlines of the marks of `figures.style.markers`, about the origin, as wide as twice this.
R = 6
_SHAPES = {
    "o": f'<circle r="{R}"/>',
    "s": f'<path d="M-{R}-{R}h{2 * R}v{2 * R}h-{2 * R}z"/>',
    "^": f'<path d="M0-{R + 1}L{R + 1} {R}H-{R + 1}z"/>',
    "v": f'<path d="M0 {R + 1}L{R + 1}-{R}H-{R + 1}z"/>',
    "D": f'<path d="M0-{R + 1}L{R + 1} 0L0 {R + 1}L-{R + 1} 0z"/>',
    "P": f'<path d="M-2-{R}h4v4h4v4h-4v4h-4v-4h-4v-4h4z"/>',
    "X": f'<path d="M-{R}-{R}L{R} {R}M{R}-{R}L-{R} {R}"/>',
    "*": f'<path d="M0-{R + 2}L2-2H{R + 2}L3 2L5 {R + 1}L0 4L-5 {R + 1}L-3 2L-{R + 2}-2H-2z"/>',
}

Row: TypeAlias = Any  # of a table, its cells by name

_LETTER = 6.7  # units that a letter takes, on average and generously
_LINE = 16  # units from line to line


class Hero:
    """Articles side by side, in order of date.

    Parameters
    ----------
    articles : DataFrame
        In order of date: source, name, title, kind, when, not_before, not_after (ISO; empty where open), inferred
        (whether these days are), anchor (the link to the article's page).
    events : DataFrame
        label, not_before (ISO), when (in words): what the timeline shows beside the articles.
    cells : DataFrame
        row, group, mark, text, by, counts (pairs of a name and a number), of (what they are counts of).
    ways : mapping of str to str
        By row: the label to which its answers lead.
    names : mapping of str to str
        Name by source, in the fixed order, which gives each its colour and mark.
    label : str
        How what is shown was established.
    key : str
        What the shapes and lines of the timeline mean.
    note : str
        What signs and words mean.

    Raises
    ------
    ValueError
        If an article has no cell in a row.

    Notes
    -----
    Links to paragraphs and to other labels are led to their pages by the book (`pages.sphinx_articles`). A bar is as
    long as its count is a share of `of`. The drawing is there twice, lying and upright; a stylesheet shows one.
    """

    def __init__(
        self,
        articles: pd.DataFrame,
        events: pd.DataFrame,
        cells: pd.DataFrame,
        *,
        ways: Mapping[str, str],
        names: Mapping[str, str],
        label: str,
        key: str,
        note: str,
    ) -> None:
        self.articles = articles
        self.events = events.sort_values("not_before", kind="stable")
        self.rows = list(dict.fromkeys(cells["row"]))
        self.cells = {(row.row, row.group): row for row in cells.itertuples(index=False)}
        if lost := [(row, one) for row in self.rows for one in articles["source"] if (row, one) not in self.cells]:
            raise ValueError(f"cells has no row {lost[0][0]!r} for {lost[0][1]!r}; give each article one")
        self.ways, self.label, self.key, self.note = dict(ways), label, key, note
        self.marks = markers(list(names))
        self.hues = {one: f"--light:{hue};--dark:{DARK.get(hue, hue)}" for one, hue in colours(list(names)).items()}
        self.csv = _plain(cells).to_csv(index=False, lineterminator="\n")

    def _repr_html_(self) -> str:
        bands = "".join(
            f'<p class="band" style="--row:{2 * place + 2}" aria-hidden="true">{escaped(row)}</p>\n'
            for place, row in enumerate(self.rows)
        )
        five = "".join(self._card(place, row) for place, row in enumerate(self.articles.itertuples(index=False)))
        saved = download("The articles side by side", self.csv)
        return (
            '<div class="parallax-hero">\n'
            f'<div class="parallax-time" role="img" aria-label="{html.escape(self._spoken())}">\n'
            f"{self._lying()}\n{self._upright()}\n</div>\n"
            f'<p class="parallax-note">{escaped(self.key)}</p>\n'
            f'<p class="parallax-label">{escaped(self.label)}</p>\n'
            f'<div class="parallax-five" style="--articles:{len(self.articles)}">\n{bands}{five}</div>\n'
            f'<p class="parallax-note">{escaped(self.note)} {saved}</p>\n</div>'
        )

    def __repr__(self) -> str:
        lines = []
        for article in self.articles.itertuples(index=False):
            lines.append(f"{opened(article.name)} ({article.kind}, {article.when})")
            for row in self.rows:
                cell = self.cells[row, article.source]
                counts = ", ".join(f"{name} {n}" for name, n in cell.counts)
                by = f"({cell.by})" if cell.by else ""
                said = " ".join(part for part in (unlinked(cell.text), by, counts) if part)
                lines.append(f"  {row} {cell.mark}{'. ' if said else ''}{said}")
        return "\n".join([*lines, self.label, self.key, self.note])

    # The cards

    def _card(self, place: int, article: Row) -> str:
        name, column = html.escape(opened(article.name)), place + 1
        cells = "".join(
            self._cell(row, self.cells[row, article.source], 2 * number + 3) for number, row in enumerate(self.rows)
        )
        return (
            f'<section style="--column:{column};{self.hues[article.source]}" aria-label="{name}">\n'
            f'<div class="head"><p class="name">{self._mark(article.source)}{_link(article.anchor, name)}</p>'
            f'<p class="when">{html.escape(opened(article.kind))}, {html.escape(article.when)}</p>'
            f'<p class="title">{html.escape(article.title)}</p></div>\n{cells}</section>\n'
        )

    def _mark(self, source: str) -> str:
        return f'<svg class="shape" viewBox="-9 -9 18 18" aria-hidden="true">{_SHAPES[self.marks[source]]}</svg>'

    def _cell(self, row: str, cell: Row, number: int) -> str:
        text = f'<p class="text">{marked_up(escaped(cell.text))}</p>' if cell.text else ""
        by = f'<p class="by">{escaped(cell.by)}</p>' if cell.by else ""
        counts = "".join(_bar(name, n, cell.of) for name, n in cell.counts)
        counted = f'<ul class="counts">{counts}</ul>' if counts else ""
        answer = escaped(cell.mark)
        answer = _link(self.ways[row], answer) if row in self.ways else answer
        return (
            f'<div class="cell" style="--row:{number}"><p class="asked">{escaped(row)}</p>'
            f'<p class="answer">{answer}</p>{text}{by}{counted}</div>\n'
        )

    # The timeline

    def _spoken(self) -> str:
        """Return the timeline in words, in order of date."""
        events = [(row.not_before, f"{row.label}, {row.when}") for row in self.events.itertuples()]
        articles = [(row.not_before, f"{row.name}, {row.when}") for row in self.articles.itertuples()]
        return "Timeline. " + ". ".join(opened(text) for _, text in sorted([*events, *articles])) + "."

    def _span(self) -> tuple[int, int]:
        """Return the first and the last year drawn, the last being the one after all days."""
        days = [*self.articles["not_before"], *self.articles["not_after"], *self.events["not_before"]]
        years = [int(day[:4]) for day in days if day]
        return min(years), max(years) + 1

    def _at(self, iso: str, start: float, length: float) -> float:
        """Return where a day lies on an axis, whose first half year is cut where nothing is in it."""
        low, high = self._span()
        return round(start + length * (_year(iso) - low - self._cut()) / (high - low - self._cut()), 1)

    def _cut(self) -> float:
        low, _ = self._span()
        first = min(map(_year, [*self.articles["not_before"], *self.events["not_before"]]))
        return 0.5 if first >= low + 0.55 else 0.0

    def _years(self) -> list[int]:
        low, high = self._span()
        return list(range(low + (1 if self._cut() else 0), high))

    def _lying(self) -> str:
        width, left = 1000, 8
        places = [self._at(day, left, width - 2 * left) for day in self.events["not_before"]]
        labels = [
            [*textwrap.wrap(row.label, max(12, math.ceil(len(row.label) / 2) + 2)), row.when]
            for row in self.events.itertuples()
        ]
        rows = flags(places, [_LETTER * max(map(len, lines)) + 8 for lines in labels])
        top = _LINE * max(map(len, labels), default=0) + 6
        axis = top * (max(rows, default=0) + 1) + 8
        drawn = []
        for x, lines, row in zip(places, labels, rows, strict=True):
            y = axis - top * (row + 1)
            text = _lines(x + 5, y + 12, lines)
            drawn.append(f'<path class="stem" d="M{x} {axis}V{y}"/><g class="event">{text}</g>')
        for year in self._years():
            x = self._at(f"{year}-01-01", left, width - 2 * left)
            drawn.append(
                f'<path class="tick" d="M{x} {axis}v6"/><text class="year" x="{x + 4}" y="{axis + 17}">{year}</text>'
            )
        drawn.append(f'<path class="axis" d="M0 {axis}H{width}"/>')
        for place, article in enumerate(self.articles.itertuples()):
            drawn.append(self._lane(article, axis + 38 + 25 * place, left, width))
        height = axis + 38 + 25 * len(self.articles)
        return f'<svg class="lying" viewBox="0 0 {width} {height - 8}" aria-hidden="true">{"".join(drawn)}</svg>'

    def _lane(self, article: Row, y: float, left: float, width: float) -> str:
        length = width - 2 * left
        x = self._at(article.not_before, left, length)
        end = self._at(article.not_after, left, length) if article.not_after else width - 4
        right = x < width / 2 and article.not_after
        place, side = (end + 14, "start") if right else (x - 14, "end")
        text = (
            f'<text x="{round(place, 1)}" y="{y + 5}" text-anchor="{side}"><tspan class="name">'
            f'{html.escape(opened(article.name))}</tspan><tspan dx="6">{html.escape(article.when)}</tspan></text>'
        )
        bar = _bar_of_days(f"M{x} {y}H{end}", f"M{end - 8} {y - 5}l8 5l-8 5", article)
        return self._drawn(article, bar, x, y, text)

    def _upright(self) -> str:
        width, top, height, axis = 340, 6, 600, 40
        items: list[tuple[str, Row, list[str]]] = [
            (row.not_before, None, textwrap.wrap(f"{row.label}, {row.when}", 28)) for row in self.events.itertuples()
        ]
        for row in self.articles.itertuples():
            items.append((row.not_before, row, [opened(row.name), *textwrap.wrap(row.when, 28)]))
        items.sort(key=lambda item: (item[0], item[1] is not None))
        wanted = [self._at(day, top, height) for day, _, _ in items]
        places = spread(wanted, [_LINE * len(lines) + 6 for _, _, lines in items])
        below = max(height + top, *(y + _LINE * len(lines) for y, (*_, lines) in zip(places, items, strict=True)))
        text, drawn = axis + 22 + 16 * len(self.articles), [f'<path class="axis" d="M{axis} 0V{height + top}"/>']
        for year in self._years():
            y = self._at(f"{year}-01-01", top, height)
            drawn.append(
                f'<path class="tick" d="M{axis - 6} {y}h6"/><text class="year" x="0" y="{y + 4}">{year}</text>'
            )
        lane = 0
        for y, at, (_, article, lines) in zip(places, wanted, items, strict=True):
            if article is None:
                stem = f'<path class="stem" d="M{axis} {at}H{text - 22}L{text - 8} {y + 7}"/>'
                drawn.append(f'{stem}<g class="event">{_lines(text - 4, y + 12, lines)}</g>')
                continue
            x, lane = axis + 14 + 16 * lane, lane + 1
            end = self._at(article.not_after, top, height) if article.not_after else height + top - 2
            bar = _bar_of_days(f"M{x} {at}V{end}", f"M{x - 5} {end - 8}l5 8l5-8", article)
            stem = f'<path class="stem" d="M{x} {at}H{text - 22}L{text - 8} {y + 7}"/>'
            said = f'<g class="article">{_lines(text - 4, y + 12, lines)}</g>'
            drawn.append(self._drawn(article, stem + bar, x, at, said))
        return (
            f'<svg class="upright" viewBox="0 0 {width} {round(below) + 4}" aria-hidden="true">{"".join(drawn)}</svg>'
        )

    def _drawn(self, article: Row, bar: str, x: float, y: float, text: str) -> str:
        shape = _SHAPES[self.marks[article.source]]
        hollow = " inferred" if article.inferred else ""
        return (
            f'<g class="written{hollow}" style="{self.hues[article.source]}">{bar}'
            f'<g class="shape" transform="translate({x} {y})">{shape}</g>{text}</g>'
        )


def flags(places: Sequence[float], widths: Sequence[float]) -> list[int]:
    """Return the row of each of some labels that begin at places in rising order, so that none covers another.

    A label in a row above the lowest has a stem through the rows below; none covers a stem either.

    Examples
    --------
    >>> flags([0, 10, 50], [30, 30, 30])
    [1, 0, 0]
    """
    rows = [0] * len(places)
    for one in reversed(range(len(places))):
        covered = [rows[two] for two in range(one + 1, len(places)) if places[two] < places[one] + widths[one]]
        rows[one] = max(covered, default=-1) + 1
    return rows


def spread(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Push labels down from where they are wanted, in rising order, until none covers another.

    Examples
    --------
    >>> spread([0, 4, 40], [10, 10, 10])
    [0, 10, 40]
    """
    places: list[float] = []
    for place, height in zip(wanted, [0, *heights], strict=False):
        places.append(max(place, places[-1] + height) if places else place)
    return places


def _bar_of_days(bar: str, arrow: str, article: Row) -> str:
    """Return the line from the first day to the last, with an arrow where the last is open."""
    head = "" if article.not_after else f'<path class="arrow" d="{arrow}"/>'
    return f'<path class="days" d="{bar}"/>{head}'


def _lines(x: float, y: float, lines: Sequence[str]) -> str:
    return "".join(
        f'<text x="{round(x, 1)}" y="{round(y + _LINE * place, 1)}">{escaped(line)}</text>'
        for place, line in enumerate(lines)
    )


def _bar(name: str, n: int, of: int) -> str:
    share = f"{100 * n / of:.0f}%" if of else "0%"
    return (
        f'<li><span class="counted">{escaped(name)}</span> <span class="bar" aria-hidden="true">'
        f'<span style="width:{share}"></span></span> <b>{n}</b></li>'
    )


def _link(label: str, text: str) -> str:
    """Return a link of the form that the book leads to the page with the label."""
    return f'<a class="parallax-where" href="#{html.escape(label)}">{text}</a>'


def _plain(cells: pd.DataFrame) -> pd.DataFrame:
    counts = ["; ".join(f"{name} {n}" for name, n in each) for each in cells["counts"]]
    return cells.assign(counts=counts, text=cells["text"].map(unlinked))


def _year(iso: str) -> float:
    """Return a day as a year and a part of one."""
    day = date.fromisoformat(iso)
    first, following = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return day.year + (day - first).days / (following - first).days
