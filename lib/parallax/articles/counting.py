"""What is counted of one text: its lines, and the words, entries and pairs of words of its body.

Counts are by line and by numbers, as `tallies.Tally` takes them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import pandas as pd

from parallax.articles.reading import fingerprint
from parallax.articles.tallies import Numbers
from parallax.language.lexicon import Lexicon
from parallax.language.marks import after_dateline
from parallax.language.profiles import ENGLISH, Language
from parallax.language.tokens import Token, count_sentences, tokenize

Counts = Counter[tuple[int, ...]]


class Paragraph(NamedTuple):
    """A paragraph of the body.

    Attributes
    ----------
    line : int
        Its number in the text.
    tokens : list of Token
        Its words.
    terms : list of int
        The number of each word's term.
    masked : set of int
        Places of the words that belong to masked names.
    """

    line: int
    tokens: list[Token]
    terms: list[int]
    masked: set[int]


class Line(NamedTuple):
    """What is coded of a line: role, and characters of a dateline to cut."""

    role: str
    skip_chars: int


class Text(NamedTuple):
    """A text, read.

    Attributes
    ----------
    segments : DataFrame
        Its rows of segments.csv: length and fingerprint of every line, and the number of each body paragraph.
    body : list of Paragraph
        In order.
    """

    segments: pd.DataFrame
    body: list[Paragraph]


def read_text(
    source: str,
    lines: Sequence[str],
    coded: Sequence[Line],
    masked: Lexicon,
    numbers: Numbers[str],
    language: Language = ENGLISH,
) -> Text:
    """Read the lines of a text.

    Parameters
    ----------
    source : str
        Its id.
    lines : sequence of str
        As printed.
    coded : sequence of Line
        What is coded of each.
    masked : Lexicon
        The names that are masked.
    numbers : Numbers
        Of the terms; new ones are given theirs.
    language : Language
        In which it is written.
    """
    rows, body = [], []
    for number, (line, (role, skip_chars)) in enumerate(zip(lines, coded, strict=True)):
        counted = after_dateline(line, skip_chars)
        tokens = tokenize(counted, language)
        shown: int | str = ""
        if role == "body":
            body.append(Paragraph(number, tokens, [numbers[token.term] for token in tokens], _inside(masked, tokens)))
            shown = len(body)
        quoted = sum(token.quoted for token in tokens)
        rows.append((source, number, shown, len(tokens), count_sentences(counted, language), quoted, fingerprint(line)))
    columns = ["source", "line", "paragraph", "n_tokens", "n_sentences", "n_quoted_tokens", "sha256"]
    return Text(pd.DataFrame(rows, columns=columns), body)


def _inside(lexicon: Lexicon, tokens: Sequence[Token]) -> set[int]:
    """Return the places of the tokens inside entries."""
    return {place for start, length, _ in lexicon.find(tokens) for place in range(start, start + length)}


def terms(body: Iterable[Paragraph]) -> Counts:
    """Count the words by line, term, and whether they are quoted and masked."""
    return Counter(
        (line, term, token.quoted, place in masked)
        for line, tokens, numbers, masked in body
        for place, (token, term) in enumerate(zip(tokens, numbers, strict=True))
    )


def entries(body: Iterable[Paragraph], lexicons: Mapping[str, Lexicon], names: Numbers[tuple[str, str]]) -> Counts:
    """Count the entries of lexicons by line, name (lexicon and entry), and whether all of it is quoted.

    An entry of the frames that holds a part of a masked name only is not counted.
    """
    counts: Counts = Counter()
    for line, tokens, _, masked in body:
        for lexicon, known in lexicons.items():
            barred = masked if lexicon == "frames" else set()
            for start, length, entry in known.find(tokens):
                if not _cuts(barred, start, start + length):
                    quoted = all(token.quoted for token in tokens[start : start + length])
                    counts[line, names[lexicon, entry], quoted] += 1
    return counts


def _cuts(masked: set[int], start: int, end: int) -> bool:  # whether they begin or end within a masked name
    return {start - 1, start} <= masked or {end - 1, end} <= masked


def pairs(body: Iterable[Paragraph]) -> Counts:
    """Count pairs of words, side by side in one sentence, by line, both terms, and whether both are quoted."""
    return Counter(
        (line, *terms, before.quoted and token.quoted)
        for line, tokens, numbers, _ in body
        for (before, token), terms in zip(pairwise(tokens), pairwise(numbers), strict=True)
        if before.sentence == token.sentence and token.position - before.position == 1
    )
