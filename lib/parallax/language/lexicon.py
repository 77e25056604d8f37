"""Entries of a lexicon, found in the tokens of a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from parallax.language.tokens import Token, neighbours


class Lexicon:
    """Entries of one or more terms, joined by single spaces, found in tokens by longest match without overlap."""

    def __init__(self, entries: Iterable[str]) -> None:
        # By first term, the longest first: a text without hits then costs one look a token.
        self._beginning: dict[str, list[tuple[str, ...]]] = {}
        for entry in sorted({tuple(entry.split(" ")) for entry in entries}, key=len, reverse=True):
            self._beginning.setdefault(entry[0], []).append(entry)

    def find(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
        """Find the entries in the tokens of a line, from left to right, the longest at each place.

        Yields
        ------
        tuple of (int, int, str)
            Position of the first token, number of tokens, and the entry.
        """
        if not self._beginning:
            return
        end = 0
        for start, token in enumerate(tokens):
            if token.term in self._beginning and start >= end and (entry := self._longest(tokens, start)):
                end = start + len(entry)
                yield start, len(entry), " ".join(entry)

    def _longest(self, tokens: Sequence[Token], start: int) -> tuple[str, ...]:
        for entry in self._beginning[tokens[start].term]:
            run = neighbours(tokens, start, len(entry))
            if run and all(token.term == term for token, term in zip(run, entry, strict=True)):
                return entry
        return ()
