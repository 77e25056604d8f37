"""A Sphinx extension: each figure of a chapter has a light and a dark version, and one to take along.

A chapter draws a figure once, for a light page, in the colours of `figures.style`. The dark version has other colours
in their place. The one to take along has a line of credit below it, and the caption links to it.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.osutil import relative_uri

from parallax.figures.style import DARK, GREY

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")

_BOX = re.compile(r'width="([\d.]+)pt" height="([\d.]+)pt" viewBox="0 0 [\d.]+ [\d.]+"')

_TO_DARK = {light.lower(): dark.lower() for light, dark in DARK.items()}

#: Points below a figure for its credit, and the size of its letters.
_ROOM, _LETTERS = 16, 7


def darkened(svg: str) -> str:
    """Return a drawing with the colours for a dark page in place of those for a light one.

    Raises
    ------
    ValueError
        If it has a colour that `figures.style.DARK` does not list.
    """
    if unknown := sorted({colour.lower() for colour in _COLOUR.findall(svg)} - set(_TO_DARK)):
        raise ValueError(f"the colour {unknown[0]} is not in figures.style.DARK; add it there, or draw without it")
    return _COLOUR.sub(lambda colour: _TO_DARK[colour[0].lower()], svg)


def credited(svg: str, credit: str) -> str:
    """Return a drawing of matplotlib with a line of credit below it, and room for that."""
    box = _box(svg)
    width, height = float(box[1]), float(box[2])
    taller = f'width="{width:g}pt" height="{height + _ROOM:g}pt" viewBox="0 0 {width:g} {height + _ROOM:g}"'
    ground = f'<rect y="{height:g}" width="{width:g}" height="{_ROOM}" fill="#ffffff"/>'
    style = f'font-family="sans-serif" font-size="{_LETTERS}" fill="{GREY}"'
    line = f'<text x="{_LETTERS}" y="{height + _LETTERS:g}" {style}>{html.escape(credit)}</text>'
    return svg.replace(box[0], taller, 1).replace("</svg>", f"{ground}{line}\n</svg>")


def double(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Give each drawing of a page its dark version, and its caption a link to the one to take along."""
    if app.builder.format != "html":
        return
    for image in list(doctree.findall(nodes.image)):
        file = Path(app.srcdir, image["uri"])
        if file.suffix != ".svg" or not _is_ours(drawing := file.read_text(encoding="utf-8")):
            continue
        try:
            dark = darkened(drawing)
        except ValueError as error:
            logging.getLogger(__name__).warning("%s", error, location=page)
            continue
        image["width"] = _shown(drawing)
        name = image["uri"].removesuffix(".svg") + "-dark.svg"
        Path(app.srcdir, name).write_text(dark, encoding="utf-8", newline="\n")
        app.env.images.add_file(page, name)
        other = image.deepcopy()
        other["uri"], other["candidates"] = name, {"*": name}
        image["classes"] = [*image["classes"], "parallax-light"]
        other["classes"] = [*other["classes"], "parallax-dark"]
        image.parent.insert(image.parent.index(image) + 1, other)
        if isinstance(image.parent, nodes.figure):
            _offer(app, image.parent, drawing, page)


def _shown(svg: str) -> str:
    """Return how wide a drawing is where there is room: ten points a rem, so that letters are of one size in all."""
    return f"{float(_box(svg)[1]) / 10:.2f}rem"


def _box(svg: str) -> re.Match[str]:
    """Return the words of a drawing that say how wide and how high it is."""
    box = _BOX.search(svg)
    if box is None:
        raise ValueError("the drawing does not say how wide and high it is")
    return box


def _is_ours(svg: str) -> bool:
    return "matplotlib" in svg[:1500]


def _offer(app: Sphinx, figure: nodes.figure, drawing: str, page: str) -> None:
    """Write the version to take along, and link to it from the caption."""
    name = f"{figure['ids'][0] if figure['ids'] else 'figure'}.svg"
    name = of.file(name) if (of := getattr(app.config, "parallax_edition", None)) else name
    folder = Path(app.outdir, "_images")
    folder.mkdir(parents=True, exist_ok=True)
    year = app.config.copyright.partition(",")[0]
    credit = f"{app.config.project} {app.config.release}, {year} · CC BY 4.0"
    if not getattr(app.config, "html_show_copyright", True):  # a project that does not say whose it is has no licence
        credit = app.config.project
    (folder / name).write_text(credited(drawing, credit), encoding="utf-8", newline="\n")
    address = relative_uri(app.builder.get_target_uri(page), f"_images/{name}")
    for caption in figure.findall(nodes.caption):
        link = f' <a class="parallax-take" download href="{address}" aria-label="This figure as SVG">SVG</a>'
        caption += nodes.raw("", link, format="html")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx, which calls this."""
    app.connect("doctree-resolved", double, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
