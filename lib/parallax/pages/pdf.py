"""The book as one PDF: its pages, as they were built, on end, printed by Chromium."""

from __future__ import annotations

import html
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bs4 import BeautifulSoup
from bs4.element import Tag
from pypdf import PdfReader, PdfWriter
from pypdf.generic import Fit
from rich.console import Console

from parallax.pages.bare import article_of, contents, from_top, pages_of, put_in_place, slug, target_of
from parallax.pages.build import as_typed, say
from parallax.pages.kernels import BookError

#: Programs that can print a page, the likeliest first; ``PARALLAX_CHROMIUM`` names one elsewhere.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_BROWSER = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

#: Milliseconds for pages to be set and printed; a busy machine takes long.
PATIENCE = 600_000

BRIEF = 4  # letters of a heading such as a paragraph's number, several of which share a line of the contents

# Attributes that hold the id of another element of the page.
_REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls")

_SETTLED = """async () => {
    await document.fonts.ready;
    await window.MathJax?.startup?.promise;
}"""


class Heading(NamedTuple):
    """A heading: 1 for the title of a page and 2 for that of a section, its words, and the id where it is."""

    level: int
    title: str
    place: str


def make_pdf(root: Path, *, build: Path | None = None, console: Console | None = None) -> Path:
    """Print the pages of the book that was built last into one PDF.

    It is tagged and has an outline, contents, links between its parts, and in the foot of each page the book's version
    and the number of the page. Its name has version and day: ``parallax-0.1.0-2026-11-27.pdf``.

    Parameters
    ----------
    root : Path
        The book's folder.
    build : Path, optional
        Where the pages are in ``html``, ``_build`` in the book's folder if not given. The PDF comes to its ``pdf``.
    console : Console, optional
        Where progress is shown.

    Returns
    -------
    Path
        The PDF.

    Raises
    ------
    BookError
        If there are no pages yet, or no Chromium or Chrome.
    """
    root, console = Path(root).resolve(), console or Console()
    build = Path(build).resolve() if build else root / "_build"
    pages, program = build / "html", find_browser()
    if program is None:
        named = os.environ.get("PARALLAX_CHROMIUM")
        what = f"PARALLAX_CHROMIUM names {named}, which is no program" if named else "There is no Chromium or Chrome"
        raise BookError(f"{what}. Install one (Debian, Ubuntu, WSL: sudo apt install chromium), or name it there.")
    parts = contents(root)
    of = pages_of(pages, parts)
    folder = build / "pdf"
    folder.mkdir(parents=True, exist_ok=True)
    place, part, one = folder / of.file(".pdf"), folder / ".part.pdf", pages / ".print.html"
    with console.status("Printing the pages"):
        try:
            page, headings = on_end(pages, parts)
            one.write_text(page, encoding="utf-8", newline="\n")
            _print(program, one, part, f"{of.title} {of.version}, {of.written_day}")
            _outline(part, headings)
            put_in_place(part, place)
        finally:
            one.unlink(missing_ok=True)
            part.unlink(missing_ok=True)
    say(console, f"The PDF is finished: {as_typed(place)}")
    return place


def find_browser() -> Path | None:
    """Return the Chromium or Chrome that ``PARALLAX_CHROMIUM`` names, else the first that is installed, if any is."""
    named = os.environ.get("PARALLAX_CHROMIUM")
    found = next(filter(None, map(shutil.which, [named] if named else BROWSERS)), None)
    if not found and not named and MAC_BROWSER.exists():
        return MAC_BROWSER
    return Path(found) if found else None


def on_end(pages: Path, parts: Mapping[str, Sequence[str]]) -> tuple[str, list[Heading]]:
    """Return one page that has all others on end, below a table of contents, and the headings that this lists.

    Every id is preceded by the name of its page, and links lead within. A link to a page that is not among them is
    text.

    Parameters
    ----------
    pages : Path
        The folder of pages.
    parts : mapping of str to sequence of str
        Names of pages by part, see `contents`.
    """
    names = [name for part in parts.values() for name in part]
    articles: dict[str, Tag] = {}
    sheets: dict[str, None] = {}
    scripts: dict[str, None] = {}
    for name in names:
        page = BeautifulSoup((pages / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
        articles[name] = _within(page, name, names)
        for link in page.select('link[rel="stylesheet"]'):
            sheets[from_top(name, str(link["href"]))] = None
        for script in page.select("script"):
            text, address = script.get_text(), str(script.get("src", ""))
            if text.startswith("window.MathJax"):
                scripts[f"<script>{text}</script>"] = None
            elif "tex-svg" in address:
                scripts[f'<script src="{from_top(name, address)}"></script>'] = None
    headings = [heading for name in names for heading in _headings(articles[name], name)]
    styles = "".join(f'<link rel="stylesheet" href="{sheet}">\n' for sheet in sheets)
    body = "\n".join(f'<div class="parallax-sheet" id="{slug(name)}">{articles[name]}</div>' for name in names)
    whole = (
        '<!DOCTYPE html>\n<html lang="en" data-theme="light" data-mode="light">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{html.escape(headings[0].title)}</title>\n{styles}{''.join(scripts)}\n</head>\n"
        f'<body><main class="bd-main">\n{_listed(parts, headings)}\n{body}\n</main></body>\n</html>\n'
    )
    return whole, headings


def _headings(article: Tag, name: str) -> list[Heading]:
    """Return the title of a page and those of its sections, with the places to which links lead."""
    found = []
    for heading in article.select("h1, h2"):
        section, title = heading.find_parent("section"), " ".join(heading.get_text().split())
        if heading.name == "h1":
            found.append(Heading(1, title, slug(name)))
        elif section is not None and section.get("id"):
            found.append(Heading(2, title, str(section["id"])))
    if not found or found[0].level != 1:
        raise BookError(f"{name}.html does not begin with a title; give it one, and run `make book`")
    return found


def _within(page: BeautifulSoup, name: str, names: Sequence[str]) -> Tag:
    """Return the article of a page as a part of the whole."""
    article = article_of(page, name)
    for fold in article.select("details:is(.sd-dropdown, .parallax-cite)"):
        fold["open"] = ""
    for node in article.select("[id]"):
        node["id"] = f"{slug(name)}--{node['id']}"
    for attribute in _REFERENCES:
        for node in article.select(f"[{attribute}]"):
            node[attribute] = " ".join(f"{slug(name)}--{one}" for one in str(node[attribute]).split())
    for link in article.select("a[href]"):
        _lead(link, name, names)
    for image in article.select("img[src]"):
        image["src"] = from_top(name, str(image["src"]))
    return article


def _lead(link: Tag, name: str, names: Sequence[str]) -> None:
    """Lead a link within the whole; one to a page that is not among its pages becomes text."""
    target = target_of(str(link["href"]), name, names[0])
    if target is None:
        return
    if target.page not in names:
        link.unwrap()
        return
    link["href"] = f"#{slug(target.page)}--{target.place}" if target.place else f"#{slug(target.page)}"


def _listed(parts: Mapping[str, Sequence[str]], headings: Sequence[Heading]) -> str:
    """Return the contents: parts, pages and sections, each entry a link: so the PDF knows its place."""
    first_of = {slug(names[0]): part for part, names in parts.items()}
    listed = []
    for heading in headings:
        if heading.level == 1 and first_of.get(heading.place):
            listed.append(f'<p class="part">{first_of[heading.place]}</p>')
        entry = f'<a href="#{heading.place}">{html.escape(heading.title)}</a>'
        brief = " brief" if len(heading.title) <= BRIEF else ""
        listed.append(f'<p class="level-{heading.level}{brief}">{entry}</p>')
    inside = "\n".join(listed)
    return (
        '<nav class="bd-article parallax-sheet parallax-contents" aria-label="Contents"><h1>Contents</h1>\n'
        f"{inside}</nav>"
    )


def _print(program: Path, page: Path, place: Path, foot: str) -> None:
    """Print a page with Chromium."""
    # Imported here: only who prints needs it.
    from playwright.sync_api import sync_playwright

    style = "font: 8px sans-serif; width: 100%; margin: 0 18mm; display: flex; justify-content: space-between"
    numbered = f'<div style="{style}"><span>{foot}</span><span class="pageNumber"></span></div>'
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=program, args=["--disable-background-networking"])
        try:
            tab = chromium.new_page()
            tab.set_default_timeout(PATIENCE)
            tab.goto(page.as_uri())
            tab.evaluate(_SETTLED)
            tab.pdf(
                path=place,
                format="A4",
                margin={"top": "18mm", "bottom": "20mm", "left": "18mm", "right": "18mm"},
                tagged=True,
                print_background=True,
                display_header_footer=True,
                header_template="<span></span>",
                footer_template=numbered,
            )
        finally:
            chromium.close()


def _outline(file: Path, headings: Sequence[Heading]) -> None:
    """Give a PDF its outline: Chromium's own has a title twice where it begins a sheet."""
    reader = PdfReader(file)
    writer, parent = PdfWriter(clone_from=reader), None
    for level, title, name in headings:
        place = reader.named_destinations[f"/{name}"]
        number = reader.get_destination_page_number(place)
        above = parent if level > 1 else None
        item = writer.add_outline_item(
            title=title, page_number=number, parent=above, fit=Fit.xyz(top=float(place.top or 0))
        )
        parent = item if level == 1 else parent
    writer.write(file)
