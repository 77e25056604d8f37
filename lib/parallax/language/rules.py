r"""The rules of `marks` and `tokens` as data that a page's script can take, so that none of them is typed twice.

Python and JavaScript read the same pattern differently where it says ``\d``, ``\s`` or ``\w``; here each is spelled out
as what Python means by it. What JavaScript cannot ask of a character (whether it is white space or a digit to Python,
and what it becomes when it is made plain) is listed. The rest both take from Unicode; two versions of it differ in
characters that the older one does not know, and in whether a handful of rare letters are small.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from parallax.language import marks, tokens
from parallax.language.profiles import ENGLISH

# What Python means by parts of its patterns, for a regular expression of JavaScript with the flag u.
_IN_JAVASCRIPT = {
    r"[^\W\d_]": r"[\p{L}\p{Nl}\p{No}]",
    r"[^\W_]": r"[\p{L}\p{N}]",
    r"\d": r"\p{Nd}",
    "(?P<": "(?<",
}


# What else would not mean the same there, or nothing.
_ELSEWHERE = re.compile(r"\\[wWbBDSAZ]|\(\?[^:=!<]")


def rules() -> dict[str, Any]:
    """Return the rules by which English is read, in types that JSON has.

    Returns
    -------
    dict
        ``space``, ``digit``, ``dropped`` and ``apart``: characters, as spans for a class of a regular expression, that
        are white space, are digits, become nothing, and become what NFKC makes of them. ``plain``: what others become.
        ``quotations`` and ``turned``: marks that open a quotation, with those that close it, see `marks`. ``before``
        and ``after``: on what such a mark does not lean. ``initials``: names that are printed in two ways.
        ``patterns``: regular expressions by name, for the flag u.
    """
    quotation = marks.quotation(ENGLISH)
    patterns = {
        "joiner": marks._LOOSE_JOINER,
        "contracted": tokens._CONTRACTED,
        **tokens.patterns(ENGLISH)._asdict(),
    }
    return {
        **_classes(),
        "plain": dict.fromkeys(marks.APOSTROPHES, "'") | dict.fromkeys(marks.HYPHENS, "-"),
        "quotations": dict(quotation.opening),
        "turned": dict(quotation.turned),
        "before": marks._BEFORE,
        "after": marks._AFTER,
        "initials": dict(ENGLISH.initials),
        "patterns": {name: in_javascript(pattern.pattern) for name, pattern in patterns.items()},
    }


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    every = list(map(chr, range(sys.maxunicode + 1)))
    plain = marks._Plain()
    listed = set(marks.APOSTROPHES + marks.HYPHENS)
    # No other character becomes anything: to look at each would keep a million of them in the table.
    changing = {
        char: plain[ord(char)]
        for char in every
        if unicodedata.category(char) in {"Cc", "Cf"} or unicodedata.decomposition(char) or char in marks.UNSEEN
    }
    kinds: dict[str, Callable[[str], bool]] = {
        "space": str.isspace,
        "digit": str.isdigit,
        "dropped": lambda char: changing.get(char) == "",
        "apart": lambda char: changing.get(char, char) not in {"", char} and char not in listed,
    }
    return {name: _spans(map(ord, filter(kind, every))) for name, kind in kinds.items()}


def _spans(codes: Iterable[int]) -> str:
    """Return rising code points as spans for a class of a regular expression."""
    found: list[list[int]] = []
    for code in codes:
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in found)


def in_javascript(pattern: str) -> str:
    r"""Return a pattern as JavaScript takes it, with the flag u.

    Raises
    ------
    ValueError
        If it has a part that would mean something else there.

    Examples
    --------
    >>> in_javascript(r"[^\W_]+\.")
    '[\\p{L}\\p{N}]+\\.'
    """
    parts = {**_IN_JAVASCRIPT, r"\s": f"[{_classes()['space']}]"}
    if found := _ELSEWHERE.search(re.sub("|".join(map(re.escape, parts)), "", pattern)):
        raise ValueError(f"{found.group()!r} in {pattern!r} means something else in JavaScript; add it to this module")
    return re.sub("|".join(map(re.escape, parts)), lambda part: parts[part.group()], pattern)
