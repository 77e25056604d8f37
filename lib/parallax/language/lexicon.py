"""Entries of a lexicon, found in the tokens of a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from parallax.language.tokens import Token, neighbours


class Lexicon:
    """Entries of one or more terms, joined by single spaces, found in tokens by longest match without overlap."""

    def __init__(self, entries: Iterable[str]) -> None:
        self._entries = {tuple(entry.split(" ")) for entry in entries}
        self._lengths = sorted({len(entry) for entry in self._entries}, reverse=True)

    def find(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
        """Find the entries in the tokens of a line, from left to right, the longest at each place.

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
