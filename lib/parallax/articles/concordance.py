"""A phrase in its context, for readers who have the texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from parallax.errors import ParallaxError
from parallax.language.lexicon import Lexicon
from parallax.language.marks import normalise
from parallax.language.profiles import ENGLISH, Language
from parallax.language.tokens import numbers, tokenize

# What elsewhere stands for any word, for either of two, or for itself. Here it would be passed over.
_PATTERN = "*|\\"


class Hit(NamedTuple):
    """One occurrence of a phrase.

    Attributes
    ----------
    source, line, paragraph : str, int, int or None
        Where it is; lines count from 0, paragraphs from 1, and outside the body there is none.
    left, match, right : str
        The line before, at and after the phrase, as printed but for marks made plain.
    """

    source: str
    line: int
    paragraph: int | None
    left: str
    match: str
    right: str


def terms_of(phrase: str, language: Language = ENGLISH) -> list[str]:
    """Return the terms that a phrase of one or more words is looked up by, in order.

    Raises
    ------
    ParallaxError
        If the phrase can never be found as it is written: it holds no word, a number or a sign of patterns, or words of
        more than one sentence.
    """
    tokens = tokenize(phrase, language)
    if odd := numbers(phrase):
        raise ParallaxError(
            f"phrase {phrase!r}: {odd[0]!r} contains a digit or another sign for a number, and those are not indexed; "
            "give the words beside it"
        )
    if signs := sorted(set(phrase).intersection(_PATTERN)):
        raise ParallaxError(
            f"phrase {phrase!r}: {signs[0]!r} has no special meaning here; search for each form of a word separately"
        )
    if not tokens:
        raise ParallaxError(f"phrase {phrase!r} contains no word; give one, for instance 'government in exile'")
    if tokens[-1].sentence:
        raise ParallaxError(f"phrase {phrase!r}: a phrase cannot cross the end of a sentence; give words of one")
    return [token.term for token in tokens]


def concordance(
    phrase: str,
    texts: dict[str, list[str]],
    segments: pd.DataFrame,
    width: int = 40,
    languages: Mapping[str, Language] | None = None,
) -> Iterator[Hit]:
    """Yield each occurrence of a phrase, by source, line and place in the line.

    Parameters
    ----------
    phrase : str
        See `terms_of`, also for errors. Capital letters and typographic marks do not matter (but US and UN are states,
        us and un are words).
    texts : dict of list of str
        Lines by source.
    segments : DataFrame
        source, line, paragraph.
    width : int
        The most characters of context on either side; no word is cut, unless nothing would be left.
    languages : mapping of str to Language, optional
        Language of each source; English if it has none.
    """
    languages = languages or {}
    lexicons = {one: Lexicon([" ".join(terms_of(phrase, one))]) for one in {ENGLISH, *languages.values()}}
    paragraphs = segments.set_index(["source", "line"])["paragraph"]
    for source, lines in texts.items():
        language = languages.get(source, ENGLISH)
        for number, line in enumerate(lines):
            tokens, plain = tokenize(line, language), normalise(line, language)
            for start, length, _ in lexicons[language].find(tokens):
                low, high = tokens[start].start, tokens[start + length - 1].end
                found = paragraphs.get((source, number))
                paragraph = None if found is None or pd.isna(found) else int(found)
                left, right = _beside(plain[:low][::-1], width)[::-1], _beside(plain[high:], width)
                yield Hit(source, number, paragraph, left, plain[low:high], right)


def _beside(context: str, width: int) -> str:
    """Return what a context begins with, up to the end of the last whole word within a width."""
    if len(context) <= width or context[width] == " ":
        return context[:width]
    end = context.rfind(" ", 0, width)
    return context[: end if end > 0 else width]
