"""The error that bad input raises: what is wrong, and what to do about it."""

from __future__ import annotations


class ParallaxError(ValueError):
    """Something that a user of the book can put right; the message says what is wrong, where, and what to do.

    The command shows its message alone, without a traceback. Any other error, save one of the file system, is a fault
    of the library and keeps its traceback.

    Parameters
    ----------
    problem : str
        What is wrong, with the file and the line, row or column.
    remedy : str
        What the reader should do next; empty where the problem says it.
    """

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(f"{problem}\n  What to do: {remedy}" if remedy else problem)
        self.problem = problem
        self.remedy = remedy


class CorpusError(ParallaxError):
    """Something in the texts or tables is wrong."""


def more_rows(n: int, *, at_least: bool = False) -> str:
    """Return the end of a message on one row that speaks for more; empty if it does not, so far as was counted."""
    if not n:
        return " (and maybe more rows like it, which were not counted)" if at_least else ""
    return f" ({'at least ' * at_least}{n} more row{'s' * (n > 1)} like it)"
