"""What a stored chapter shows, without setting the book: prose with what is glued into it, cells, sections."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from helpers.project import ROOT

GLUE = re.compile(r"\{glue:(?:md|text)\}`([\w-]+)(?::[\w.,%]+)?`")
MARK = re.compile(r"\u00a0\[\[[^\]]*\]\([^)]*\)\]\{\.parallax-claim-mark[^}]*\}")
WHERE = re.compile(r"\s*\[[^\]]*(?:\[[^\]]*\]\([^)]*\)[^\]]*)*\]\{\.parallax-where\}")


def read(path: Path) -> NotebookNode:
    return nbformat.read(ROOT / path, as_version=4)


def glued(notebook: NotebookNode) -> dict[str, str]:
    """Return what the cells of a notebook lay ready for its prose, by key."""
    found = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            name = output.get("metadata", {}).get("scrapbook", {}).get("name")
            kinds = {kind.rpartition("record/")[2]: text for kind, text in output.get("data", {}).items()}
            if name:
                found[name] = kinds.get("text/markdown", kinds.get("text/plain", "")).strip("'")
    return found


def filled(notebook: NotebookNode) -> list[str]:
    """Return the markdown of a notebook's cells, with what is glued into it in its place."""
    ready = glued(notebook)
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    return [GLUE.sub(lambda found: ready[found[1]], source) for source in cells]


def unfolded(markdown: str) -> str:
    """Return markdown without what a page folds, and without its anchors, headers of lessons and options."""
    kept: list[str] = []
    fences: list[tuple[str, bool]] = []  # the fence of each directive we are in, and whether it is folded
    for line in markdown.splitlines():
        fence = re.match(r"^\s*(`{3,}|:{3,})(?:\{([\w-]+)\})?", line)
        if fence and fence[2]:
            fences.append((fence[1], fence[2] in {"dropdown", "lesson"}))
        elif fence and fences and line.strip().startswith(fences[-1][0]):
            fences.pop()
        elif not any(folded for _, folded in fences) and not re.match(r"^\s*(?:\([\w-]+\)=|:[\w-]+:.*)$", line):
            kept.append(line)
    return "\n".join(kept)


def said(markdown: str) -> str:
    """Return markdown as one reads it aloud: without marks, places, roles, addresses and signs of emphasis."""
    text = WHERE.sub("", MARK.sub("", markdown))
    text = re.sub(r"\{cite[^}]*\}`[^`]*`", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^#+ |^> |^[-*] |[*`$]", "", text, flags=re.MULTILINE)
    return re.sub(r"\{[\w:]+\}", "", text)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:[’'.,-][^\W_]+)*", text)


def headings(notebook: NotebookNode) -> list[str]:
    """Return the second headings of a notebook."""
    prose = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return re.findall(r"^## (.+)$", prose, re.MULTILINE)


def visible(cell: NotebookNode) -> list[NotebookNode]:
    """Return the outputs of a code cell that a reader sees where they are."""
    outputs = cell.get("outputs", [])
    return [output for output in outputs if any(not kind.startswith("application/") for kind in output.get("data", {}))]


def is_figure(cell: NotebookNode) -> bool:
    return any(kind.startswith("image/") for output in visible(cell) for kind in output["data"])
