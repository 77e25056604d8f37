"""The error that bad input raises."""

from __future__ import annotations


class CorpusError(ValueError):
    """Something in the texts or tables is wrong; the message says where and what to do.

    Parameters
    ----------
    problem : str
        What is wrong, with the file and the line, row or column.
    remedy : str
        What the reader should do next.
    """

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}\n  What to do: {remedy}")
        self.problem = problem
        self.remedy = remedy
