"""What a table's rows add up to, by which a row that was changed, added or lost is found without a copy of the table.

Each row has a digest, a number of 61 bits. Kept are how many rows there are, the sum of their digests, and the sum of
each digest times the row's place. If one row has changed, the first sum says by how much, and the second, which has
changed by so many times as much, at which place; likewise for one row lost or added.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

# A prime, so that one sum can be divided by the other; at this size two rows of one digest are not met.
_PRIME = 2**61 - 1


_SHOWN = 60


class RowSums(NamedTuple):
    """What is kept of the rows of a table.

    Attributes
    ----------
    rows : int
        How many there are.
    total, places : int
        Sum of their digests, and sum of each digest times the row's place, from 1.
    """

    rows: int
    total: int
    places: int

    def __str__(self) -> str:
        return f"{self.rows} rows, {self.total:016x}, {self.places:016x}"

    def same_rows(self, other: RowSums) -> bool:
        """Return whether two tables have the same rows, in whatever order."""
        return self[:2] == other[:2]


def row_sums(rows: Sequence[str]) -> RowSums:
    """Return the sums of some rows of text."""
    digests = [_digest(row) for row in rows]
    places = sum(place * digest for place, digest in enumerate(digests, start=1))
    return RowSums(len(rows), sum(digests) % _PRIME, places % _PRIME)


def parsed(text: str) -> RowSums | None:
    """Return the sums that a string holds; None if it is not what ``str`` makes of `RowSums`."""
    sums = re.fullmatch(r"([0-9]+) rows, ([0-9a-f]+), ([0-9a-f]+)", text)
    return RowSums(int(sums[1]), int(sums[2], 16), int(sums[3], 16)) if sums else None


def change(rows: Sequence[str], before: RowSums, first: int) -> str:
    """Say how rows differ from those that were there before.

    It says which row was changed, added or lost, if it was one; else how many rows there are and were.

    Parameters
    ----------
    rows : sequence of str
        The rows as they are.
    before : RowSums
        Sums of the rows that were there.
    first : int
        Number of the first row in its file.
    """
    now, digests = row_sums(rows), [_digest(row) for row in rows]
    added, moved = (now.total - before.total) % _PRIME, (now.places - before.places) % _PRIME
    # What the digests behind each place add up to, from place 0, before the first row.
    behind = list(accumulate(reversed(digests), initial=0))[::-1]
    if now.rows == before.rows and added and 1 <= (place := moved * pow(added, -1, _PRIME) % _PRIME) <= now.rows:
        return f"row {first + place - 1} was changed; it is now {_shown(rows[place - 1])}"
    for place, rest in enumerate(behind):
        # A row that comes in moves all behind it on by one place; one that goes lets them move up.
        comes_in = now.rows == before.rows + 1 and place > 0 and digests[place - 1] == added
        if comes_in and (moved - place * added - rest) % _PRIME == 0:
            return f"row {first + place - 1} was added: {_shown(rows[place - 1])}"
        if now.rows == before.rows - 1 and (moved - (place + 1) * added + rest) % _PRIME == 0:
            where = f"after row {first + place - 1}, {_shown(rows[place - 1])}" if place else "at the beginning"
            return f"a row was lost {where}; it has {now.rows} rows and had {before.rows}"
    if now.rows == before.rows:
        return f"several of its {now.rows} rows are not those that were accepted"
    return f"it has {now.rows} rows and had {before.rows}"


def _digest(row: str) -> int:
    return int(hashlib.sha256(row.encode()).hexdigest()[:16], 16) % _PRIME


def _shown(row: str) -> str:
    return repr(row if len(row) <= _SHOWN else f"{row[: _SHOWN - 1]}…")
