"""Bits of HTML that tables, matrices, cards and the first page share: marks of prose, links to save a table, folds."""

from __future__ import annotations

import base64
import html
import re

_LINK = r"\[(¶[^\]]*)\]\(#([a-z0-9-]+)\)"


_MARKS = {
    r"\*\*(.+?)\*\*": r"<strong>\1</strong>",
    r"\*(.+?)\*": r"<em>\1</em>",
    _LINK: r'<a class="parallax-where" href="#\2">\1</a>',
}


def download(caption: str, csv: str) -> str:
    """Return a link that saves a table as CSV; the file is named for its caption."""
    name = re.sub(r"[^a-z0-9]+", "-", caption.lower()).strip("-")[:40].strip("-")
    data = base64.b64encode(csv.encode()).decode()
    label = html.escape(f"CSV of: {caption}")
    return f'<a download="{name}.csv" aria-label="{label}" href="data:text/csv;charset=utf-8;base64,{data}">CSV</a>'


def folded(summary: str, inside: str) -> str:
    """Return HTML that shows a line, which unfolds the rest."""
    return f'<details class="parallax-fold"><summary>{escaped(summary)}</summary>\n{inside}\n</details>'


def opened(name: str) -> str:
    """Return a name as it stands by itself, with a capital."""
    return name[:1].upper() + name[1:]


def escaped(text: str) -> str:
    """Return text as HTML has it, with the quotation marks and apostrophes of print in place of straight ones."""
    text = re.sub(r'(?<!\w)"([^"]*)"', r"“\1”", text)
    return html.escape(re.sub(r"(?<=\w)'", "’", text))


def marked_up(text: str) -> str:
    """Return the HTML of escaped text in which ``**`` and ``*`` mean emphasis and ``[¶3](#mill-gazette-3)`` a link."""
    for mark, html_of in _MARKS.items():
        text = re.sub(mark, html_of, text)
    return text


def text_named(source: str, shown: str) -> str:
    """Return the name of a text, escaped, so that a book with a page of it can lead there (`pages.sphinx_texts`)."""
    return f'<span class="parallax-text-named" data-text="{html.escape(source)}">{shown}</span>'


def unlinked(text: str) -> str:
    """Return text with the words of its links in their place."""
    return re.sub(_LINK, r"\1", text)
