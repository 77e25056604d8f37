"""Tokenizers for the tests, good and bad, found by their names."""

from __future__ import annotations

import re

NOT_A_FUNCTION = "pairs"


def pairs(line: str) -> list[tuple[int, int]]:
    """Return runs of letters cut into pairs, and every other sign by itself."""
    return [match.span() for match in re.finditer(r"[^\W_]{1,2}|\S", line)]


class Nested:
    """What a dotted name after the colon reaches into."""

    pairs = staticmethod(pairs)
