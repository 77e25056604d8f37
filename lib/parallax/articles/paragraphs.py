"""What a text's paragraphs are: its lines, or what blank lines divide where lines were wrapped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, get_args

How = Literal["line", "blank"]

HOW: tuple[How, ...] = get_args(How)

# A text in which more than this share of the lines goes on in the next is wrapped.
WRAPPED = 0.2

LONG = 100  # characters: lines that go on and are all shorter were wrapped at a width


def divided(text: str, how: How) -> list[str]:
    r"""Return the paragraphs of a text, each on one line.

    Examples
    --------
    >>> divided("A boat\nand a net.\n\nNo fish.\n", "blank")
    ['A boat and a net.', 'No fish.']
    >>> divided("A boat\nand a net.\n", "line")
    ['A boat', 'and a net.']
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if how == "line":
        return [line.strip() for line in lines if line.strip()]
    blocks = re.split(r"\n(?:[^\S\n]*\n)+", "\n".join(lines))
    return [_joined(block) for block in blocks if block.strip()]


def _joined(block: str) -> str:
    """Return the lines of a block as one; a word that was broken with a hyphen and goes on small is joined again."""
    text = ""
    for line in filter(None, map(str.strip, block.split("\n"))):
        broken = re.search(r"\w[-\u00ad\u2010]$", text) and line[0].islower()
        text = text[:-1] + line if broken else f"{text} {line}".strip()
    return text


def guessed(text: str) -> How:
    """Say what the paragraphs of a text are: blocks between blank lines, if its lines go on from one to the next."""
    lines = [line.strip() for line in text.splitlines()]
    has_blank = any(not line for line in lines[1:-1])
    return "blank" if has_blank and is_wrapped([line for line in lines if line]) else "line"


def is_wrapped(lines: Sequence[str]) -> bool:
    """Say whether the lines of a text, none of which is empty, go on from one to the next."""
    goes_on = [
        one[-1].isalpha() or one[-1] in ",;-\u2010\u00ad" for one, other in pairwise(lines) if _goes_on(one, other)
    ]
    return sum(goes_on) > WRAPPED * len(lines)


def _goes_on(one: str, other: str) -> bool:
    """Say whether a line may go on in the next: that begins small, or the letters know no capitals and it is short."""
    caseless = other[0].isalpha() and other[0].lower() == other[0].upper()
    return other[0].islower() or (caseless and len(one) < LONG)
