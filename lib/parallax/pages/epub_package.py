"""What an EPUB says of itself: its package document, its contents and its page of the title."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from parallax.pages.citation import name_of
from parallax.pages.edition import Edition
from parallax.pages.epub_text import STYLE, Document, xhtml

#: Of which the identifiers of all editions are made: one that nothing else uses.
BOOKS = UUID("6f1d3c52-8f0b-4a53-9c7e-52f2a7a6d0c4")

PACKAGE, TITLE_PAGE, CONTENTS = "book.opf", "title.xhtml", "contents.xhtml"

_KINDS = {".xhtml": "application/xhtml+xml", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg",
          ".css": "text/css"}  # fmt: skip

_ACCESS = {
    "accessMode": ("textual", "visual"),
    "accessModeSufficient": ("textual,visual", "textual"),
    "accessibilityFeature": ("alternativeText", "MathML", "readingOrder", "structuralNavigation", "tableOfContents"),
    "accessibilityHazard": ("none",),
    "accessibilitySummary": ("Figures have descriptions and, below them, their tables; formulas are MathML.",),
}


def container(place: str) -> str:
    """Return the file that leads a reader to the package document."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n<rootfiles>'
        f'<rootfile full-path="{place}" media-type="application/oebps-package+xml"/></rootfiles>\n</container>\n'
    )


def title_page(title: str, of: Edition, entry: Mapping[str, Any]) -> str:
    """Return the XHTML of the page of the title."""
    authors = html.escape(", ".join(map(name_of, entry["authors"])))
    return (
        f'<section class="title-page">\n<p>{html.escape(of.title)}</p>\n<h1>{html.escape(title)}</h1>\n'
        f"<p>{authors}</p>\n<p>Version {html.escape(of.version)}, {of.written_day}</p>\n</section>"
    )


def listed(parts: Mapping[str, Sequence[str]], documents: Mapping[str, Document], language: str) -> str:
    """Return the contents: parts, their pages, and the sections of these."""
    rows = []
    for part, names in parts.items():
        inside = "\n".join(_entry(documents[name]) for name in names)
        rows.append(f"<li><span>{html.escape(part)}</span>\n<ol>\n{inside}\n</ol></li>" if part else inside)
    inside = '<nav epub:type="toc" id="toc">\n<h1>Contents</h1>\n<ol>\n' + "\n".join(rows) + "\n</ol>\n</nav>"
    return xhtml("Contents", inside, language, names=' xmlns:epub="http://www.idpf.org/2007/ops"')


def _entry(of: Document) -> str:
    (title, *sections) = of.sections
    links = [f'<li><a href="{of.name}#{each.place}">{html.escape(each.title)}</a></li>' for each in sections]
    below = "\n<ol>\n" + "\n".join(links) + "\n</ol>" if links else ""
    return f'<li><a href="{of.name}">{html.escape(title.title)}</a>{below}</li>'


def items_of(documents: Iterable[Document], images: Iterable[str]) -> list[tuple[str, str]]:
    """Return the files of the package by name, with what is declared of each."""
    texts = [(each.name, " ".join(each.properties)) for each in documents]
    return [(TITLE_PAGE, ""), (CONTENTS, "nav"), *texts, (STYLE, ""), *((name, "") for name in images)]


def package(title: str, language: str, of: Edition, entry: Mapping[str, Any], items: Sequence[tuple[str, str]]) -> str:
    """Return the package document: what the book is, its files, and their order."""
    identifier = uuid5(BOOKS, f"{of.title} {of.version} {of.day.isoformat()}")
    manifest, spine = _files(items)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="edition" '
        f'xml:lang="{language}">\n<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="edition">urn:uuid:{identifier}</dc:identifier>\n'
        f"<dc:title>{html.escape(f'{of.title}. {title}')}</dc:title>\n<dc:language>{language}</dc:language>\n"
        f"{_creators(entry)}<dc:date>{of.day.isoformat()}</dc:date>\n{_rights(entry)}"
        f'<meta property="dcterms:modified">{of.day.isoformat()}T00:00:00Z</meta>\n{_access()}</metadata>\n'
        f"<manifest>\n{manifest}</manifest>\n<spine>\n{spine}</spine>\n</package>\n"
    )


def _files(items: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """Return the entries of the manifest and, for what is read, of the spine."""
    manifest, spine = [], []
    for number, (name, properties) in enumerate(items):
        kind, said = _KINDS[Path(name).suffix], f' properties="{properties}"' if properties else ""
        manifest.append(f'<item id="f{number}" href="{name}" media-type="{kind}"{said}/>\n')
        spine += [f'<itemref idref="f{number}"/>\n'] if name.endswith(".xhtml") else []
    return "".join(manifest), "".join(spine)


def _creators(entry: Mapping[str, Any]) -> str:
    names = map(html.escape, map(name_of, entry["authors"]))
    return "".join(f"<dc:creator>{name}</dc:creator>\n" for name in names)


def _access() -> str:
    said = [(name, value) for name, values in _ACCESS.items() for value in values]
    return "".join(f'<meta property="schema:{name}">{value}</meta>\n' for name, value in said)


def _rights(entry: Mapping[str, Any]) -> str:
    licences = entry.get("license") or []
    listed = licences if isinstance(licences, list) else [licences]
    return f"<dc:rights>{html.escape(', '.join(map(str, listed)))}</dc:rights>\n" if listed else ""
