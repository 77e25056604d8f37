"""The pages of the book without what only a screen has: what its other forms, on paper and e-readers, are made of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag
from sphinx_external_toc.parsing import parse_toc_yaml

from parallax.pages.build import as_typed
from parallax.pages.edition import Edition, edition_of
from parallax.pages.kernels import BookError

# What has no use off the screen: the dark version of figures, what saves or switches or unfolds, the way to a heading,
# and what is nothing without its scripts.
_AWAY = (
    ".headerlink, .parallax-dark, .parallax-take, .parallax-all, .parallax-acts, details.above-input, form, script, "
    "button, a[download]:not(.reference), .tooltip, noscript, #parallax-explorer, .explore-none, "
    "#parallax-play, .play-none, section.parallax-copy"
)


class Target(NamedTuple):
    """Where a link leads: a page of the book by its name, and the id of a place there, or nothing."""

    page: str
    place: str


def contents(root: Path) -> dict[str, list[str]]:
    """Return the pages of each part of ``_toc.yml``, by its caption, in their order; the first page has no part."""
    site = parse_toc_yaml(root / "_toc.yml")
    return {"": [site.root.docname], **{part.caption or "": list(map(str, part.items)) for part in site.root.subtrees}}


def pages_of(pages: Path, parts: Mapping[str, Sequence[str]]) -> Edition:
    """Return the edition of the pages that were built last.

    Raises
    ------
    BookError
        If a page has not been built.
    ParallaxError
        If the first does not say its edition.
    """
    names = [name for part in parts.values() for name in part]
    for file in (pages / "index.html", *(pages / f"{name}.html" for name in names)):
        if not file.is_file():
            raise BookError(f"There is no {as_typed(file)}. Run `make book` first.")
    return edition_of((pages / f"{names[0]}.html").read_text(encoding="utf-8"))


def article_of(page: BeautifulSoup, name: str) -> Tag:
    """Return the article of a page, of which what only a screen has is removed."""
    article = page.select_one("article.bd-article")
    if article is None:
        raise BookError(f"{name}.html has no article; run `make book` again")
    for node in article.select(_AWAY):
        node.decompose()
    for link in article.select("a.reference[download]"):  # a sentence needs its words
        link.unwrap()
    return article


def target_of(address: str, name: str, first: str) -> Target | None:
    """Return where a link on a page of some name leads; None if it leads out of the book.

    The name of the first page of the book is that to which ``index.html`` leads.
    """
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    page = from_top(name, parts.path).removesuffix(".html") if parts.path else name
    return Target(first if page == "index" else page, unquote(parts.fragment))


def from_top(name: str, address: str) -> str:
    """Return an address on a page as seen from the top of the book."""
    return urljoin(f"/{name}.html", address).removeprefix("/")


def slug(name: str) -> str:
    """Return the short name of a page, without its folders."""
    return re.sub(r"[^a-z0-9]+", "-", name.rpartition("/")[2].lower())


def put_in_place(part: Path, place: Path) -> None:
    """Move a finished file into place; those of other editions beside it go."""
    for old in place.parent.glob(f"*{place.suffix}"):
        if old not in (part, place):
            old.unlink()
    part.replace(place)
