"""Words, sentences and lexicon entries in one line of text.

A token is a run of letters with inner apostrophes or hyphens. Whatever holds a digit is no token, but it
keeps its place, so that the words on its two sides do not count as neighbours.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_MARKS = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u02bc": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\u00a0": " ",
        "\u201f": "\u201c",
        "\u201e": "\u201c",
        # Invisible: a soft hyphen, a zero-width space and a stray byte order mark would break words.
        "\u00ad": "",
        "\u200b": "",
        "\ufeff": "",
    }
)
# Letters with the accents that NFC cannot melt into them.
_PART = r"(?:[Uu]\.[SNsn]\.|[^\W_](?:[^\W_]|[\u0300-\u036f])*)"
_CHUNK = re.compile(rf"{_PART}(?:['-]{_PART})*")
_STATES = {"US": "u.s.", "U.S.": "u.s.", "UN": "u.n.", "U.N.": "u.n."}
_CONTRACTED = re.compile(r"(?:he|here|how|it|let|she|that|there|what|when|where|who|why)'s")

_ABBREVIATIONS = (
    "Adm|Apr|Aug|Brig|Capt|Col|Dec|Dr|Feb|Gen|Gov|Hon|Inc|Jan|Jr|Jul|Jun|Lt|Ltd|Maj|Mar|Mr|Mrs|Ms|No|Nov|Oct|"
    "Pres|Prof|Rep|Rev|Sen|Sep|Sept|Sgt|Sr|St|Vol|vs"
)
# A sentence ends at . ! ? … with its closing marks, before white space and what may open a sentence.
_END = re.compile(r"[.!?…]+[\"'\u201d)\]]*(?=\s+[\"'\u201c(\[]*[^\W_])")
_NO_END = re.compile(rf"(?:^|[\s(\[\"\u201c])(?:{_ABBREVIATIONS}|(?:[^\W\d_]\.)*[^\W\d_])\.$")


class Token(NamedTuple):
    """One word of a line.

    Attributes
    ----------
    term : str
        The normalised, lower-case word.
    position : int
        0-based place among the line's chunks, those that are no tokens included.
    sentence : int
        0-based sentence of the line.
    quoted : bool
        Whether it stands between double quotation marks.
    capital : bool
        Whether it is printed with a capital letter.
    start, end : int
        Where it stands in the normalised line.
    """

    term: str
    position: int
    sentence: int
    quoted: bool
    capital: bool
    start: int
    end: int


def normalise(line: str) -> str:
    """Make white space and typographic marks of a line plain.

    Parameters
    ----------
    line : str
        A line of text.

    Returns
    -------
    str
        The line in NFC, white space folded, ends stripped; curved apostrophes straight, invisible marks gone.
    """
    return " ".join(unicodedata.normalize("NFC", line.translate(_MARKS)).split())


def term_of(chunk: str) -> str | None:
    """Return the term that a chunk of letters, digits, hyphens and apostrophes stands for.

    Parameters
    ----------
    chunk : str
        A run as printed, marks normalised: ``"Taliban's"``, ``"US-led"``, ``"COVID-19"``.

    Returns
    -------
    str or None
        The term (``taliban``, ``u.s.-led``), or None where the chunk holds a digit.
    """
    # Not isdigit alone: ½ and Ⅳ are no digits, and no letters either.
    if any(char.isalnum() and not char.isalpha() for char in chunk):
        return None
    parts = re.split(r"(['-])", chunk)
    term = "".join(_STATES.get(part, part.lower()) for part in parts)
    if term.endswith("'s") and not _CONTRACTED.fullmatch(term):
        term = term[:-2]
    return term


def sentence_ends(line: str) -> list[int]:
    """Find where sentences end, by rule.

    Parameters
    ----------
    line : str
        A line as `normalise` returns it.

    Returns
    -------
    list of int
        Offsets after which a new sentence begins; the end of the line is none. Abbreviations and initials end
        no sentence, nor does a mark before a small letter, nor the number of a list.
    """
    ends = []
    for match in _END.finditer(line):
        closes = not _NO_END.search(line[: match.end()])
        following = line[match.end() :].lstrip().lstrip("\"'\u201c([")
        # A number with a point at the head of a line numbers a list; a small letter goes on.
        numbers_a_list = line[: match.end() - 1].isdigit()
        if closes and not numbers_a_list and not following[:1].islower():
            ends.append(match.end())
    return ends


def quoted_spans(line: str) -> list[tuple[int, int]]:
    """Find what stands between double quotation marks.

    Parameters
    ----------
    line : str
        A line as `normalise` returns it.

    Returns
    -------
    list of tuple of int
        First and last offset of each span; one never closed runs to the end of the line.
    """
    spans, opened = [], None
    for index, char in enumerate(line):
        if opened is None and char in '\u201c"':
            opened = index
        elif opened is not None and char in '\u201d"':
            spans.append((opened, index))
            opened = None
    if opened is not None:
        spans.append((opened, len(line)))
    return spans


def tokenize(line: str) -> list[Token]:
    """Return the tokens of a line, in order.

    Parameters
    ----------
    line : str
        A line of text; it is normalised first.

    Returns
    -------
    list of Token
        One for each word, those with a digit in them left out.
    """
    line = normalise(line)
    ends, spans = sentence_ends(line), quoted_spans(line)
    tokens = []
    for position, match in enumerate(_CHUNK.finditer(line)):
        term = term_of(match.group())
        if term is not None:
            start, end = match.span()
            sentence = sum(stop <= start for stop in ends)
            quoted = any(low < start and end <= high for low, high in spans)
            tokens.append(Token(term, position, sentence, quoted, match.group()[0].isupper(), start, end))
    return tokens


def count_sentences(line: str) -> int:
    """Return the number of sentences of a line.

    Parameters
    ----------
    line : str
        A line of text; it is normalised first.

    Returns
    -------
    int
        One more than the ends inside the line; 0 if it is empty.
    """
    line = normalise(line)
    return len(sentence_ends(line)) + 1 if line else 0


def neighbours(tokens: Sequence[Token], start: int, length: int) -> Sequence[Token] | None:
    """Return some tokens if they stand side by side in one sentence.

    Parameters
    ----------
    tokens : sequence of Token
        Tokens of one line.
    start, length : int
        Position of the first, and how many.

    Returns
    -------
    sequence of Token or None
        The tokens; None where a sentence ends between them, or something that is no token stands there.
    """
    run = tokens[start : start + length]
    if len(run) < length or run[0].sentence != run[-1].sentence:
        return None
    return run if run[-1].position - run[0].position == length - 1 else None


class Lexicon:
    """Entries of one or more terms, found in tokens by longest match without overlap.

    Parameters
    ----------
    entries : iterable of str
        Terms joined by single spaces.
    """

    def __init__(self, entries: Iterable[str]) -> None:
        self._entries = {tuple(entry.split(" ")) for entry in entries}
        self._lengths = sorted({len(entry) for entry in self._entries}, reverse=True)

    def find(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
        """Find the entries in a line, from left to right, the longest at each place.

        Parameters
        ----------
        tokens : sequence of Token
            Tokens of one line.

        Yields
        ------
        tuple of (int, int, str)
            Position of the first token, number of tokens, and the entry.
        """
        start = 0
        while start < len(tokens):
            found = self._longest(tokens, start)
            if found:
                yield start, found, " ".join(token.term for token in tokens[start : start + found])
            start += found or 1

    def _longest(self, tokens: Sequence[Token], start: int) -> int:
        for length in self._lengths:
            run = neighbours(tokens, start, length)
            if run and tuple(token.term for token in run) in self._entries:
                return length
        return 0
