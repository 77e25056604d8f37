"""Texts that their owner lets be published: whether they may be, where they are, and what the page of each shows."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import yaml

from parallax.articles.reading import read_texts, require_unchanged, text_path, texts_folder
from parallax.claims.wording import anchor
from parallax.language.profiles import language_of
from parallax.tables import package
from parallax.tables.groups import group_labels
from parallax.tables.layers import assumed_lines

#: The setting in ``_config.yml``, below ``sphinx`` and ``config``; where there is none, no text is shown.
SETTING = "parallax_publish_texts"

#: Where a copy of the book that is being built has its tables, and the texts if they may be published.
TABLES, TEXTS = "corpus", "texts"


class Line(NamedTuple):
    """A line of a text: the number of its paragraph and the `anchor` that links lead to, or neither; and its words."""

    number: int | None
    anchor: str
    words: str


class Text(NamedTuple):
    """What a page shows of a text.

    Attributes
    ----------
    source, title, group, published, url : str
        As in sources.csv; the title of a text that has none is its id.
    language : str
        Its code.
    right_to_left : bool
        Whether it is written so.
    n_words, n_paragraphs : int
        Of the body.
    lines : list of Line
        All that are not empty, in order.
    """

    source: str
    title: str
    group: str
    published: str
    url: str
    language: str
    right_to_left: bool
    n_words: int
    n_paragraphs: int
    lines: list[Line]


def may_be_published(root: Path) -> bool:
    """Say whether the owner of a project lets its texts be published: whether its settings say so."""
    config = root / "_config.yml"
    settings = yaml.safe_load(config.read_text(encoding="utf-8")) if config.is_file() else None
    for key in ("sphinx", "config", SETTING):
        settings = settings.get(key) if isinstance(settings, dict) else None
    return settings is True


def bring_texts(root: Path, copy: Path) -> str:
    """Bring texts that may be published into the copy of a project of which pages are made.

    Returns
    -------
    str
        What a reader should know: that there are none where some should be. Empty otherwise.
    """
    if not may_be_published(root):
        return ""
    folder, place = texts_folder(None, root / TABLES), copy / TABLES / TEXTS
    for file in package.read(root / TABLES, "sources")["file"]:
        path = text_path(folder, file)
        if path.is_file():
            (place / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place / file)
    return "" if place.is_dir() else f"{SETTING} is true, but no text is in {folder}: the book has no pages of texts."


def texts_of(corpus: Path, folder: Path) -> list[Text]:
    """Return the texts of a project, in the order of sources.csv.

    Parameters
    ----------
    corpus, folder : Path
        Folder of tables, and of texts.

    Returns
    -------
    list of Text
        Empty if the folder is not there, or has no text of the project.

    Raises
    ------
    CorpusError
        If some texts are missing or none is as it was when it was counted, so that numbers of paragraphs would mislead.
    """
    sources = package.read(corpus, "sources")
    if not any(text_path(folder, file).is_file() for file in sources["file"]):
        return []
    lines, segments = read_texts(sources, folder), package.read(corpus, "segments")
    require_unchanged(lines, segments)
    by_source = dict(list(_with_roles(corpus, segments).groupby("source")))
    groups = group_labels(sources)
    return [
        _text({**row, "group": group}, lines[row["source"]], by_source[row["source"]])
        for row, group in zip(sources.to_dict("records"), groups, strict=True)
    ]


def _with_roles(corpus: Path, segments: pd.DataFrame) -> pd.DataFrame:
    roles = package.read(corpus, "lines") if "lines" in package.tables(corpus) else assumed_lines(segments)
    return segments.merge(roles[["source", "line", "role"]], on=["source", "line"]).sort_values("line")


def _text(row: dict[str, str], lines: list[str], segments: pd.DataFrame) -> Text:
    """Return a text of its row in sources.csv, its lines, and its segments with roles, in their order."""
    source, language = row["source"], language_of(row)
    body = segments[segments["role"] == "body"]
    number_of = dict(zip(body["line"], body["paragraph"].astype(int), strict=True))
    numbers = [number_of.get(place) for place in range(len(lines))]
    return Text(
        source,
        row["title"] or source,
        row["group"],
        row["published"],
        row.get("url", ""),
        language.code,
        language.right_to_left,
        int(body["n_tokens"].sum()),
        len(body),
        [
            Line(number, anchor(source, number) if number else "", words)
            for number, words in zip(numbers, lines, strict=True)
        ],
    )
