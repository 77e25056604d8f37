"""Counts by source, line and name, taken in text by text and held as numbers until the table is made."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Thing = TypeVar("Thing", bound=Hashable)


class Numbers(dict[Thing, int]):
    """A number from 0 on for each different thing, given when it is first asked for."""

    def __missing__(self, thing: Thing) -> int:
        self[thing] = number = len(self)
        return number


class Tally:
    """Counts by source, line and some whole numbers, which stand for names or signs: 4 bytes for each of these.

    A table of text would take thirty times as much.

    Parameters
    ----------
    width : int
        How many numbers there are beside source and line.

    Attributes
    ----------
    sources : list of str
        In the order in which they were taken in.
    """

    def __init__(self, width: int) -> None:
        self.sources: list[str] = []
        self._parts = [np.empty((0, width + 3), dtype=np.int32)]

    def take_in(self, source: str, counts: Mapping[tuple[int, ...], int]) -> None:
        """Add the counts of a source, by line and numbers; each source comes once."""
        if counts:
            number = len(self.sources)
            self._parts.append(np.array([(number, *key, n) for key, n in counts.items()], dtype=np.int32))
        self.sources.append(source)

    @property
    def rows(self) -> NDArray[np.int32]:
        """All counts, shape (counts, width + 3): place of the source in `sources`, line, the numbers, the count."""
        self._parts = [np.concatenate(self._parts)]
        return self._parts[0]


def as_table(
    rows: NDArray[np.int32], sources: Sequence[str], names: Mapping[str, Sequence[str]], signs: Sequence[str]
) -> pd.DataFrame:
    """Return counts as a table, sorted by all its columns: source, line, those of `names`, those of `signs`, n.

    Parameters
    ----------
    rows : ndarray of int, shape (counts, 4 + signs)
        As `Tally.rows` has them, with one number that stands for a name.
    sources : sequence of str
        Sorted.
    names : mapping of str to sequence of str
        By column, what each number stands for.
    signs : sequence of str
        Names of the columns of the other numbers, which stay.
    """
    rank = _ranks(list(zip(*names.values(), strict=True)))
    rows = rows[np.lexsort((*rows[:, -2:2:-1].T, rank[rows[:, 2]], rows[:, 1], rows[:, 0]))]
    columns = {"source": np.array(sources, dtype=object)[rows[:, 0]], "line": rows[:, 1].astype(np.int64)}
    columns |= {column: np.array(each, dtype=object)[rows[:, 2]] for column, each in names.items()}
    columns |= {column: rows[:, at].astype(np.int64) for at, column in enumerate([*signs, "n"], start=3)}
    return pd.DataFrame(columns)


def _ranks(names: Sequence[tuple[str, ...]]) -> NDArray[np.int64]:
    """Return the place of each name among them all, sorted."""
    rank = np.empty(len(names), dtype=np.int64)
    rank[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
    return rank
