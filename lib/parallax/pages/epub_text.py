"""A page of the book as a document of an EPUB: XHTML that needs no script, in which nothing is folded."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from parallax.pages.bare import article_of, from_top, slug, target_of
from parallax.pages.kernels import BookError

STYLE = "book.css"

#: What is of use on pages that are wider, or can be unfolded or run, and not here.
_AWAY = ".parallax-time svg.lying, .parallax-fold > summary:has(+ .parallax-table), svg.sd-octicon, p.band, span.bar"

#: Attributes for scripts, screens and styles that are not here; those of tables that are set as cards stay.
_DROPPED = re.compile(r"role|tabindex|target|style|title|aria-label|aria-live|aria-hidden|data-(?!head|group$).*")

#: Where an attribute that is dropped elsewhere says something.
_KEPT = {("img", "style"), ("svg", "aria-hidden"), ("svg", "aria-label"), ("svg", "role")}

ROOMY = 6  # columns of a table that have room at the usual size of its letters

# What says of text that it is a formula, what Sphinx puts around lines that are set below each other, and what the
# converter does not know: space between these.
_AROUND = re.compile(r"^\\[(\[]|\\[)\]]$|\\(?:begin|end)\{split\}|(?<=\\\\)\[[\d.]+\w+\]")

_FUNCTIONS = {"ln", "log", "exp", "min", "max"}

_VIEW = "0 0 12 12"

#: Outlines of the mark of a claim, by how it was established, and of what fills it, by how firmly it holds.
_OUTLINES = {"counted": "M6 1a5 5 0 1 0 .01 0z", "read": "M1 1h10v10H1z", "recorded": "M6 0l6 6l-6 6l-6-6z"}
_HALVES = {"counted": "M6 1a5 5 0 0 0 0 10z", "read": "M1 1h5v10H1z", "recorded": "M6 0v12l-6-6z"}
_DOT = "M6 4.2a1.8 1.8 0 1 0 .01 0z"


class Section(NamedTuple):
    """A heading that the contents list: 1 for the title of a page and 2 for a section, its words, and its place."""

    level: int
    title: str
    place: str


class Document(NamedTuple):
    """A document of the EPUB.

    Attributes
    ----------
    name : str
        File name.
    text : str
        The whole file.
    sections : list of Section
        Its headings, the first being its title.
    images : dict of str to str
        The files that it shows, from the top of the book, by their names in the EPUB.
    properties : list of str
        What the package must declare of it.
    """

    name: str
    text: str
    sections: list[Section]
    images: dict[str, str]
    properties: list[str]


def document(text: str, name: str, names: Collection[str], first: str) -> Document:
    """Return a page of the book as a document.

    Parameters
    ----------
    text : str
        The HTML of the page.
    name : str
        The name of the page, from the top of the book.
    names : collection of str
        Names of all pages of the EPUB. A link to another page of the book becomes text.
    first : str
        Name of the first of them.
    """
    page = BeautifulSoup(text, "html.parser")
    article = article_of(page, name)
    for node in article.select(_AWAY):
        node.decompose()
    images = _local(article, name)
    for link in article.select("a[href]"):
        _lead(link, name, names, first)
    _set(article, _MAKERS)
    _strip(article)
    language = str(page.html.get("lang", "en")) if page.html else "en"
    sections = _sections(article, name)
    inside = article.decode_contents(formatter="minimal")
    properties = [word for word, tag in (("mathml", "math"), ("svg", "svg")) if article.find(tag)]
    whole = xhtml(sections[0].title, inside, language)
    return Document(file_of(name), whole, sections, images, properties)


def file_of(name: str) -> str:
    """Return the name of the file of a page."""
    return f"{slug(name)}.xhtml"


def xhtml(title: str, inside: str, language: str, *, names: str = "") -> str:
    """Return a whole document: its title, the XHTML of its body, its language, and more declarations of names."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml"{names} lang="{language}" xml:lang="{language}">\n<head>\n'
        f'<meta charset="utf-8"/>\n<title>{html.escape(title)}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="{STYLE}"/>\n</head>\n<body>\n{inside}\n</body>\n</html>\n'
    )


def _sections(article: Tag, name: str) -> list[Section]:
    found = []
    for heading in article.select("h1, h2"):
        section = heading.find_parent("section")
        place = str(section.get("id", "")) if section is not None else ""
        if heading.name == "h1" or place:
            found.append(Section(int(heading.name[1]), " ".join(heading.get_text().split()), place))
    if not found or found[0].level != 1:
        raise BookError(f"{name}.html does not begin with a title; give it one, and run `make book`")
    return found


def _local(article: Tag, name: str) -> dict[str, str]:
    """Name images as they are in the EPUB, and return where each is in the book; one of another host stays, a fault."""
    images = {}
    for image in article.select("img[src]"):
        address = str(image["src"]).partition("?")[0]
        if urlsplit(address).scheme:
            continue
        place = from_top(name, address)
        images[f"images/{place.rpartition('/')[2]}"] = place
        image["src"] = f"images/{place.rpartition('/')[2]}"
    for link in article.select("a.image-reference"):
        link.unwrap()
    return images


def _lead(link: Tag, name: str, names: Collection[str], first: str) -> None:
    """Lead a link within the EPUB; one to a page that is not in it becomes text."""
    target = target_of(str(link["href"]), name, first)
    if target is None:
        return
    if target.page not in names:
        link.unwrap()
        return
    at = "" if target.page == name and target.place else file_of(target.page)
    link["href"] = f"{at}#{target.place}" if target.place else at


def _set(article: Tag, makers: Mapping[str, Callable[[Tag], None]]) -> None:
    for chosen, make in makers.items():
        for node in article.select(chosen):
            make(node)


def _formula(node: Tag) -> None:
    """Set a formula as MathML, which has the TeX that it was made of as well."""
    from latex2mathml.converter import convert  # imported here: only formulas need it

    tex = _AROUND.sub("", node.get_text().strip()).strip()
    display = "block" if node.name == "div" else "inline"
    made = BeautifulSoup(convert(tex.replace("{aligned}", "{split}"), display=display), "html.parser").math
    if made is None:
        raise BookError(f"the formula {tex} cannot be set as MathML")
    for name in made.find_all("mi", string=lambda text: text in _FUNCTIONS):
        name.name, name["lspace"], name["rspace"] = "mo", "0.17em", "0.17em"  # names of letters have no space around
    made["alttext"] = tex
    node.clear()
    node.append(made)


def _mark(node: Tag) -> None:
    """Draw the mark of a claim, whose shape a style sheet makes on the pages."""
    said, classes = " ".join(node.get_text().split()), node.get_attribute_list("class")
    how = next((word for word in _OUTLINES if word in classes), "counted")
    inside = {"always": _OUTLINES[how], "mostly": _HALVES[how], "untried": _DOT}
    fill = next((path for word, path in inside.items() if word in classes), "")
    drawn = f'<path d="{_OUTLINES[how]}" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    drawn += f'<path d="{fill}" fill="currentColor"/>' if fill else ""
    svg = (
        f'<svg viewbox="{_VIEW}" role="img" aria-label="{html.escape(said)}" width="0.7em" height="0.7em">{drawn}</svg>'
    )
    link = node.find("a")
    inner = link if isinstance(link, Tag) else node
    inner.clear()
    inner.append(BeautifulSoup(svg, "html.parser"))


def _unfolded(node: Tag) -> None:
    """Make a fold a part of the page, for readers that cannot unfold it."""
    summary = node.find("summary", recursive=False)
    node.name = "div"
    node.attrs.pop("open", None)
    if isinstance(summary, Tag):
        summary.name = "div"
        summary["class"] = " ".join([*summary.get_attribute_list("class"), "summary"])


def _narrowed(node: Tag) -> None:
    """Say of a table that its many columns need small letters, as nothing can be moved sideways."""
    head = node.select_one("tr")
    if head is not None and len(head.find_all(["th", "td"])) > ROOMY:
        node["class"] = " ".join([*node.get_attribute_list("class"), "many"])


def _coloured(node: Tag) -> None:
    """Give what has the hue of an article that hue by itself: not every reader knows variables."""
    hue = re.search(r"--light:\s*(#\w+)", str(node["style"]))
    if not hue:
        return
    inferred = "inferred" in node.get_attribute_list("class")
    for shape in node.select(".shape > *"):
        shape["stroke"], shape["fill"] = (hue[1], "#ffffff") if inferred else ("#333333", hue[1])
    for line in node.select(".days, .arrow"):
        line["stroke"] = hue[1]


def _drawn(node: Tag) -> None:
    """Give a drawing within the page the names that XML needs."""
    node["xmlns"] = "http://www.w3.org/2000/svg"
    if "viewbox" in node.attrs:
        node["viewBox"] = node.attrs.pop("viewbox")


def _strip(article: Tag) -> None:
    """Remove attributes that say nothing here, and an id that a node above has: Sphinx gives some places two."""
    ids: set[str] = set()
    for node in article.select("[id]"):
        if (one := str(node["id"])) in ids:
            del node["id"]
        ids.add(one)
    for node in article.find_all(True):
        for attribute in [name for name in node.attrs if _DROPPED.fullmatch(name)]:
            if (node.name, attribute) not in _KEPT:
                del node[attribute]


_MAKERS = {
    ".math": _formula,
    ".parallax-claim-mark": _mark,
    "[style*='--light']": _coloured,
    "svg": _drawn,
    ".parallax-table table": _narrowed,
    "details": _unfolded,
}
