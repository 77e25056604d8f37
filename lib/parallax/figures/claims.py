"""All claims on one page: a card each, folded below its sentence, that a reader filters and searches.

A script does that (``_static/claims.js``); without it every card is there and complete. At build time each card also
becomes what a mark behind that claim opens on any other page (`pages.sphinx_marks`).
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping

import pandas as pd

from parallax.figures.markup import download, escaped, folded, marked_up, opened, unlinked


class ClaimCards:
    """A claim a card: the sentence with its mark, and folded below it what it rests on.

    Parameters
    ----------
    frame : DataFrame
        A claim a row, as `claims.account.accounts` returns.
    caption : str
        What the cards are of.
    names : mapping of str to str
        Name by article, in the order in which a reader chooses from them.
    chapters : mapping of str to str
        What a reader calls the chapters, by their short names.
    basis, firmness : mapping of str to str
        What the values of how and firmness mean, in the order in which a reader chooses from them.

    Notes
    -----
    Everything is escaped; marks of prose are obeyed. The anchor of a card is ``claim-`` and its id. The CSV has all
    columns.

    Examples
    --------
    >>> columns = "id text question how firmness mark hardest codes where fails scope figures chapters articles"
    >>> claim = dict.fromkeys(columns.split(), "") | {"id": "boats", "text": "The Dock has boats.", "mark": "counted"}
    >>> ClaimCards(pd.DataFrame([claim]), "One claim", names={}, chapters={}, basis={}, firmness={})
    One claim
      boats: The Dock has boats. (counted)
    """

    def __init__(
        self,
        frame: pd.DataFrame,
        caption: str,
        *,
        names: Mapping[str, str],
        chapters: Mapping[str, str],
        basis: Mapping[str, str],
        firmness: Mapping[str, str],
    ) -> None:
        self.caption, self.claims = caption, frame.to_dict("records")
        self.names, self.chapters, self.basis, self.firmness = names, chapters, basis, firmness
        self.csv = unlinked(frame.to_csv(index=False, lineterminator="\n"))

    def _repr_html_(self) -> str:
        caption = html.escape(self.caption)
        cards = "\n".join(map(self._card, self.claims))
        return (
            f'<div class="parallax-claims" role="region" aria-label="{caption}">\n'
            f'<p class="parallax-caption">{caption} {download(self.caption, self.csv)}</p>\n'
            f"{self._form()}\n{cards}\n</div>"
        )

    def _form(self) -> str:
        """Return the form, which stays hidden until its script has come."""
        chapters = dict.fromkeys(chapter for claim in self.claims for chapter in claim["chapters"].split())
        fields = [
            choice("article", "Article", self.names),
            choice("chapter", "Chapter", {chapter: self.chapters.get(chapter, chapter) for chapter in chapters}),
            choice("how", "How we know", self.basis),
            choice("firmness", "Firmness", self.firmness),
        ]
        return (
            f'<form class="parallax-filters" hidden>{"".join(fields)}'
            '<label>Search <input type="search" name="words"></label>'
            '<button type="reset">Show all</button> <output aria-live="polite"></output></form>'
        )

    def _card(self, claim: Mapping[str, str]) -> str:
        anchor = f"claim-{html.escape(claim['id'])}"
        text, mark = marked_up(escaped(claim["text"])), html.escape(claim["mark"])
        shape = f'<span class="parallax-claim-mark {claim["how"]} {claim["firmness"]}"><span>{mark}</span></span>'
        facets = " ".join(
            f'data-{key}="{html.escape(claim[key])}"' for key in ("how", "firmness", "chapters", "articles")
        )
        rows = "".join(
            f'<dt>{label}</dt><dd data-part="{part}">{value}</dd>' for part, label, value in self._parts(claim) if value
        )
        return (
            f'<details class="parallax-claim" id="{anchor}" {facets}>\n'
            f'<summary><span class="parallax-said">{text}</span>&nbsp;{shape}</summary>\n<dl>{rows}</dl>\n'
            f'<p class="parallax-acts"><a href="#{anchor}">Link to this claim</a></p>\n</details>'
        )

    def _parts(self, claim: Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
        """Yield name, label and HTML of what a card has; those that are empty are left out."""
        mark = claim["mark"]
        yield "mark", "How we know", html.escape(opened(mark) + ".")
        yield "hardest", "Breaks most often with", escaped(claim["hardest"])
        yield "codes", "Not true with these coders", html.escape(claim["codes"])
        yield "where", "Paragraphs", marked_up(escaped(claim["where"]))
        yield "question", "Its test asks whether", marked_up(escaped(claim["question"]))
        fails = "".join(f"<li>{escaped(one)}</li>" for one in claim["fails"].splitlines())
        yield "fails", "It would fail", fails and f"<ul>{fails}</ul>"
        yield "scope", "What it covers", marked_up(escaped(claim["scope"]))
        yield "figures", "Numbers behind it", escaped(claim["figures"])
        # Like the links to paragraphs, these are led to their pages when the book is built.
        printed = (
            f'<a class="parallax-where" href="#chapter-{name}">{escaped(self.chapters.get(name, name))}</a>'
            for name in claim["chapters"].split()
        )
        yield "chapters", "Appears in", ", ".join(printed)

    def __repr__(self) -> str:
        lines = [f"  {claim['id']}: {unlinked(claim['text'])} ({claim['mark']})" for claim in self.claims]
        return "\n".join([self.caption, *lines])


class GoneClaims:
    """Claims that are no more, so that an address which led to one says what became of it.

    Parameters
    ----------
    frame : DataFrame
        A claim a row: id, date (ISO), why (prose) and instead (ids of claims, joined by blanks).
    caption : str
        What they are.

    Examples
    --------
    >>> gone = pd.DataFrame([{"id": "nets", "date": "2030-05-03", "why": "It was wrong.", "instead": "boats"}])
    >>> GoneClaims(gone, "Gone")
    Gone
      nets: 2030-05-03. It was wrong.
    """

    def __init__(self, frame: pd.DataFrame, caption: str) -> None:
        self.caption, self.claims = caption, frame.to_dict("records")

    def _repr_html_(self) -> str:
        rows = "".join(map(self._row, self.claims))
        return folded(f"{self.caption}: {len(self.claims)}", f'<dl class="parallax-gone">\n{rows}</dl>')

    def _row(self, claim: Mapping[str, str]) -> str:
        name, why = html.escape(claim["id"]), marked_up(escaped(claim["why"]))
        now = ", ".join(
            f'<a href="#claim-{html.escape(one)}">{html.escape(one)}</a>' for one in claim["instead"].split()
        )
        return (
            f'<dt id="claim-{name}">{name}</dt>\n<dd>Gone since {html.escape(claim["date"])}. {why}'
            f"{f' Now: {now}.' if now else ''}</dd>\n"
        )

    def __repr__(self) -> str:
        return "\n".join([self.caption, *(f"  {one['id']}: {one['date']}. {one['why']}" for one in self.claims)])


def choice(name: str, label: str, options: Mapping[str, str]) -> str:
    """Return a field of a form to choose from, by value and what it is called; the first choice is any."""
    each = "".join(
        f'<option value="{html.escape(value)}">{html.escape(called)}</option>' for value, called in options.items()
    )
    return f'<label>{label} <select name="{name}"><option value="">any</option>{each}</select></label>'
