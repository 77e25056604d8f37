"""Claims in words: placeholders give way to figures, to the bounds that are tested, and to the names of articles."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from parallax.corpus.corpus import Corpus
from parallax.corpus.merged import names_of_texts

EMPHASIS = "em"  # the format of words that are spoken of, not used


LONGEST = 6  # words of a naming, which is cut there


_APOSTROPHE = re.compile(r"(?<=\w)'")


_STARTS = re.compile(r"(?:^|[.?!]\s)$")


# Where tables name things by ids: the column of the ids, that of what readers call them, and how that is quoted.
_LABELS = {
    "facts": ("fact", "question", "“{}”"),
    "events": ("event", "label", "“{}”"),
    "aspects": ("aspect", "question", "“{}”"),
    "variables": ("variable", "question", "“{}”"),
    "entities": ("actor", "label", "{}"),
}


def named_in(corpus: Corpus) -> dict[str, str]:
    """Return what sentences call each group, and, where texts belong to groups, each text."""
    texts = names_of_texts(corpus.sources) if corpus.has_groups else {}
    return texts | corpus.names


def labelled(corpus: Corpus) -> dict[str, str]:
    """Return the names of articles, and what readers call what the tables name by ids of several words.

    An id of one word, such as *taliban*, can be a word that is counted, and issues are called by their ids.
    """
    names = named_in(corpus)
    for table, (key, label, quoted) in _LABELS.items():
        rows = corpus.tables[table]
        if table == "variables":
            rows = rows[(rows["family"] != "issue") | (rows["depends_on"] != "")]
        for name, words in zip(rows[key], rows[label], strict=True):
            if re.search(r"[-_]", name):
                names.setdefault(name, quoted.format(words))
    return names


def placeholders(template: str) -> Iterator[tuple[str, str]]:
    """Yield name and format of each placeholder of a template, see `fill`; a brace too many is a ValueError."""
    for _, field, spec, _ in string.Formatter().parse(template):
        if field is not None:
            yield field, spec or ""


def fill(template: str, values: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return a template with its placeholders filled in.

    Parameters
    ----------
    template : str
        Markdown. A placeholder that is the id of an article becomes its name, ``{its-id}``; any other the value of
        that name: a number by its format, ``{times:.1f}``, words or a list of them as they are, or in emphasis,
        ``{terms:em}``. Values that are ids of articles become their names.
    values : mapping of str to anything
        Numbers, words, lists of words, and lists of lists.
    names : mapping of str to str
        Name by id of an article, as it is written within a sentence.

    Returns
    -------
    str
        Names that open a sentence have a capital.

    Examples
    --------
    >>> fill("{dock} has {n:.0f} of {things:em}.", {"n": 2, "things": ["net", "oar"]}, {"dock": "the Dock"})
    'The Dock has 2 of *net* and *oar*.'
    """
    filled = ""
    for text, field, spec, _ in string.Formatter().parse(template):
        filled += text
        if field is None:
            continue
        word = names[field] if field in names else _word(values[field], spec or "", names)
        filled += word[:1].upper() + word[1:] if _STARTS.search(filled) else word
    return _APOSTROPHE.sub("’", filled)


def enumerate_words(words: Sequence[str]) -> str:
    """Return words, one or more, as a sentence lists them: ``a, b and c``."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def cut_mark(naming: str) -> str:
    """Return what follows a naming: dots, where it has as many words as one may have and may go on."""
    return " …" if len(naming.split()) == LONGEST else ""


def anchor(source: str, number: int) -> str:
    """Return the target of links to a paragraph, on the page of its article (`pages.articles.page`)."""
    return f"{source}-{number}"


def claim_anchor(name: str) -> str:
    """Return the target of links to a claim, in the findings."""
    return f"claim-{name}"


def paragraphs(
    where: Sequence[tuple[str, int]], names: Mapping[str, str] | None = None, *, linked: bool = False
) -> str:
    """Return paragraphs as the book cites them, runs drawn together: ``Dock ¶1–3, ¶7; Reef News ¶2``.

    `where` has source and number of each, in order. Of names by source, an article, *the*, is left out; without names
    there are the numbers alone, for a place that says whose they are. If they are `linked`, it is Markdown, and each
    run leads to the first of its paragraphs.
    """
    runs: dict[str, list[list[int]]] = {}
    for source, number in where:
        mine = runs.setdefault(source, [])
        if mine and mine[-1][1] == number - 1:
            mine[-1][1] = number
        else:
            mine.append([number, number])

    def cited(source: str, low: int, high: int) -> str:
        shown = f"¶{low}" if low == high else f"¶{low}–{high}"
        return f"[{shown}](#{anchor(source, low)})" if linked else shown

    # Of a group that has several texts, a paragraph is cited by the id of its text.
    said = {source: f"{names.get(source, source).removeprefix('the ')} " if names else "" for source in runs}
    return "; ".join(said[source] + ", ".join(cited(source, *run) for run in mine) for source, mine in runs.items())


def places(rows: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """Return a link to the paragraph of each row (source, paragraph), as `paragraphs` cites them, for a table."""
    return [paragraphs([place], names, linked=True) for place in zip(rows["source"], rows["paragraph"], strict=True)]


def _word(value: object, spec: str, names: Mapping[str, str]) -> str:
    if isinstance(value, str):
        if value in names:
            return names[value]
        words = value.replace("_", " ")
        return f"*{words}*" if spec == EMPHASIS else words
    if isinstance(value, Sequence):
        if any(not isinstance(item, str) for item in value):
            return "; ".join(_row(item, spec, names) for item in value)
        return enumerate_words([_word(item, spec, names) for item in value])
    return format(value, spec).replace("-", "\u2212")


def _row(row: Sequence[str], spec: str, names: Mapping[str, str]) -> str:
    """Return a list within a list: articles after what they are listed under, such as a stance, or any row of words."""
    words = [_word(item, spec, names) for item in row]
    if all(item in names for item in row):
        return enumerate_words(words)
    if len(words) > 1 and row[0] not in names and all(item in names for item in row[1:]):
        return f"{words[0]}: {enumerate_words(words[1:])}"
    return ", ".join(words)
