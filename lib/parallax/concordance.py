"""A phrase in its context, for readers who have the texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from parallax.tokens import Lexicon, normalise, tokenize


class Hit(NamedTuple):
    """One occurrence of a phrase.

    Attributes
    ----------
    source : str
        Source it stands in.
    line : int
        0-based line.
    paragraph : int or None
        1-based paragraph; None outside the body.
    left, match, right : str
        The line before, at and after the phrase, as printed but for marks made plain.
    """

    source: str
    line: int
    paragraph: int | None
    left: str
    match: str
    right: str


def concordance(phrase: str, texts: dict[str, list[str]], segments: pd.DataFrame, width: int = 40) -> Iterator[Hit]:
    """Yield each occurrence of a phrase.

    Parameters
    ----------
    phrase : str
        One or more words; capital letters and typographic marks do not matter (but US and UN are states, us
        and un are words).
    texts : dict of list of str
        Lines by source.
    segments : DataFrame
        source, line, paragraph.
    width : int
        Characters of context on either side.

    Yields
    ------
    Hit
        By source, line and place in the line.

    Raises
    ------
    ValueError
        If the phrase holds no word, or a digit: what holds one is not counted, so that it is never found.
    """
    words = [token.term for token in tokenize(phrase)]
    if any(char.isdigit() for char in phrase):
        raise ValueError(f"phrase {phrase!r} holds a digit, and numbers are not indexed; give the words beside it")
    if not words:
        raise ValueError(f"phrase {phrase!r} holds no word; give letters, for instance 'government in exile'")
    lexicon = Lexicon([" ".join(words)])
    paragraphs = segments.set_index(["source", "line"])["paragraph"]
    for source, lines in texts.items():
        for number, line in enumerate(lines):
            tokens, plain = tokenize(line), normalise(line)
            for start, length, _ in lexicon.find(tokens):
                low, high = tokens[start].start, tokens[start + length - 1].end
                found = paragraphs.get((source, number))
                paragraph = None if found is None or pd.isna(found) else int(found)
                left, right = plain[max(0, low - width) : low], plain[high : high + width]
                yield Hit(source, number, paragraph, left, plain[low:high], right)
