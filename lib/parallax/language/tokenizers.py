"""Tokenizers of others, which divide texts of scripts that set no blanks between words.

A tokenizer is a function that takes a line, as `marks.normalise` returns it, and gives the first and last offset of
each word, in order. Whoever needs one names it, ``package.module:function``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from itertools import pairwise

from parallax.errors import ParallaxError

Tokenizer = Callable[[str], Iterable[tuple[int, int]]]


def tokenizer_named(name: str) -> Tokenizer:
    """Return the function of a name such as ``package.module:function``.

    Raises
    ------
    ParallaxError
        If the name has another form, there is no such module or function, or it cannot be called. An error inside the
        module itself is not caught.
    """
    module, colon, function = name.partition(":")
    if not (colon and all(part.isidentifier() for part in (*module.split("."), *function.split(".")))):
        raise ParallaxError(
            f"tokenizer {name!r} is not the name of a function", "write it as package.module:function, with one colon"
        )
    try:
        found = import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{module}.".startswith(f"{error.name}."):
            raise
        raise ParallaxError(
            f"tokenizer {name!r}: there is no module {error.name!r}",
            "install the package that has it, or put its folder on PYTHONPATH",
        ) from None
    for part in function.split("."):
        if not hasattr(found, part):
            raise ParallaxError(f"tokenizer {name!r}: {module!r} has no {part!r}", "check the name after the colon")
        found = getattr(found, part)
    if not callable(found):
        raise ParallaxError(f"tokenizer {name!r} cannot be called", "name a function that takes a line")
    return found


def divided(line: str, tokenizer: Tokenizer) -> list[tuple[int, int]]:
    """Return the words of a line as a tokenizer divides it: first and last offset of each; signs alone are no word.

    Raises
    ------
    ParallaxError
        If what the tokenizer returns is not pairs of offsets inside the line, in order and apart.
    """
    name = getattr(tokenizer, "__qualname__", repr(tokenizer))
    try:
        spans = [(int(start), int(end)) for start, end in tokenizer(line)]
    except (TypeError, ValueError):
        raise ParallaxError(
            f"tokenizer {name!r} does not return pairs of offsets",
            "let it return the first and last offset of each word of the line, not the words themselves",
        ) from None
    inside = all(0 <= start < end <= len(line) for start, end in spans)
    if not (inside and all(one[1] <= other[0] for one, other in pairwise(spans))):
        raise ParallaxError(
            f"tokenizer {name!r} returns words that overlap, are empty, are not in order or lie outside the line",
            "let it return offsets in the very line that it is given, each word once, from the beginning to the end",
        )
    return [(start, end) for start, end in spans if any(char.isalnum() for char in line[start:end])]
