"""Runs of words that two of many texts share: few texts or thousands, a line or a whole book in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from parallax.language.tokens import Token

SHORTEST = 5  # words

COMMON = 50  # texts: a run that more of them have, such as a line at the foot of each, says nothing of any two


def between(body: Mapping[tuple[str, int], Sequence[Token]], sources: Sequence[str]) -> pd.DataFrame:
    """Return how many different runs two texts share, for each pair that shares any: of `SHORTEST` words and the most.

    Parameters
    ----------
    body : mapping
        Tokens of each paragraph, by source and line. A run lies in one paragraph, and a number breaks it.
    sources : sequence of str
        In the order of the pairs.

    Returns
    -------
    DataFrame
        source_a, source_b, length, n_types: for each pair a row for the shortest runs, and another for the longest
        if that is longer. Pairs whose runs are all in more than `COMMON` texts have none.
    """
    stream = _Stream(body, sources)
    rows = []
    for (one, other), n in sorted(stream.pairs().items()):
        rows.append((sources[one], sources[other], SHORTEST, n))
        longest = stream.longest(one, other)
        if longest > SHORTEST:
            rows.append((sources[one], sources[other], longest, len(stream.shared(one, other, longest))))
    return pd.DataFrame(rows, columns=["source_a", "source_b", "length", "n_types"])


def kinds(paragraphs: Iterable[Sequence[Token]]) -> int:
    """Return how many different runs of `SHORTEST` words the paragraphs of a text have."""
    return len(
        {
            tuple(token.term for token in found[start : start + SHORTEST])
            for found in paragraphs
            for start in range(len(found) - SHORTEST + 1)
            if found[start + SHORTEST - 1].position - found[start].position == SHORTEST - 1
        }
    )


class _Stream:
    """The words of all texts as one row of numbers; whatever breaks a run has a number that nothing else has.

    A run of a length is known by two runs of a power of two, which begin and end it. What each of these is has a number
    too, so that runs of any length are compared as pairs of numbers.
    """

    def __init__(self, body: Mapping[tuple[str, int], Sequence[Token]], sources: Sequence[str]) -> None:
        place = {source: number for number, source in enumerate(sources)}
        known: dict[str, int] = {}
        words: list[int] = []
        self.starts, self.ends = np.zeros(len(sources), dtype=np.int64), np.zeros(len(sources), dtype=np.int64)
        breaks = 0
        by_source: dict[str, list[Sequence[Token]]] = {source: [] for source in sources}
        for (source, _), found in sorted(body.items()):
            by_source[source].append(found)
        for source, paragraphs in by_source.items():
            self.starts[place[source]] = len(words)
            for found in paragraphs:
                before = None
                for token in found:
                    if before is None or token.position != before + 1:
                        breaks += 1
                        words.append(-breaks)
                    words.append(known.setdefault(token.term, len(known)))
                    before = token.position
            self.ends[place[source]] = len(words)
        self.levels = [np.unique(np.array(words, dtype=np.int64), return_inverse=True)[1].astype(np.int64)]
        self.n = len(words) + 1

    def runs(self, length: int, start: int = 0, end: int | None = None) -> np.ndarray:
        """Return a number for the run of a length from each place on, between two places."""
        end = len(self.levels[0]) if end is None else end
        power = length.bit_length() - 1
        while len(self.levels) <= power:
            half, last = 1 << (len(self.levels) - 1), self.levels[-1]
            both = last[:-half] * self.n + last[half:] if len(last) > half else last[:0]
            self.levels.append(np.unique(both, return_inverse=True)[1].astype(np.int64))
        level, n = self.levels[power], max(0, end - start - length + 1)
        later = start + length - (1 << power)
        return level[start : start + n] * self.n + level[later : later + n]

    def shared(self, one: int, other: int, length: int) -> np.ndarray:
        """Return the different runs of a length that two texts share."""
        mine, theirs = (self.runs(length, int(self.starts[text]), int(self.ends[text])) for text in (one, other))
        return np.intersect1d(mine, theirs)

    def longest(self, one: int, other: int) -> int:
        """Return the length of the longest run that two texts share, which share one of the shortest."""
        low, high = SHORTEST, int(min(self.ends[text] - self.starts[text] for text in (one, other)))
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if len(self.shared(one, other, middle)) else (low, middle - 1)
        return low

    def pairs(self) -> Counter[tuple[int, int]]:
        """Return how many different runs of the shortest length each pair of texts shares."""
        runs = self.runs(SHORTEST)
        owner = np.searchsorted(self.starts, np.arange(len(runs)), side="right") - 1
        keys = np.unique(np.column_stack([runs, owner]), axis=0) if len(runs) else np.zeros((0, 2), dtype=np.int64)
        starts = np.flatnonzero(np.r_[True, keys[1:, 0] != keys[:-1, 0]][: len(keys)])
        found: Counter[tuple[int, int]] = Counter()
        for start, end in zip(starts, [*starts[1:], len(keys)], strict=False):
            if 2 <= end - start <= COMMON:
                found.update(combinations(keys[start:end, 1].tolist(), 2))
        return found
