"""Runs of words that two texts share: how many different ones, for each pair of texts and each length."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from parallax.language.tokens import Token

SHORTEST = 5

BREAK = -1  # what stands where no run goes on


def words_in_runs(terms: Sequence[int], tokens: Sequence[Token]) -> NDArray[np.int32]:
    """Return the numbers of a paragraph's terms, with `BREAK` after the last, and in place of what is no token.

    What is no token, such as a number, keeps its place, and so breaks a run. The end of a sentence does not, since what
    is taken over does not stop there.
    """
    if not tokens:
        return np.array([BREAK], dtype=np.int32)
    first = tokens[0].position
    found = np.full(tokens[-1].position - first + 2, BREAK, dtype=np.int32)
    found[[token.position - first for token in tokens]] = terms
    return found


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


def shared_runs(words: Sequence[NDArray[np.int32]], shortest: int = SHORTEST) -> pd.DataFrame:
    """Count the different runs of words that two texts share, for the pairs that share any.

    Parameters
    ----------
    words : sequence of arrays of int
        A number for each word of a text, `BREAK` where no run goes on.
    shortest : int
        Words in the shortest run that is counted, 1 or more.

    Returns
    -------
    DataFrame of int64
        By first, second (places of two texts, the lower first) and length: n_types, 1 or more. The lengths of a pair
        have no gap.

    Raises
    ------
    ValueError
        `shortest` below 1.

    Notes
    -----
    A run of n + 1 words that two texts share begins with one of n that the same two share. So each length looks at
    those places alone where a run of the length before stands that another text has too. Time goes with the number of
    words, and with that of the pairs that share a run, summed over all runs.
    """
    if shortest < 1:
        raise ValueError(f"shortest is {shortest}; a run has 1 word or more")
    end = np.array([BREAK])
    every = np.concatenate([end, *(part for each in words for part in (each, end))]).astype(np.int64)
    owner = np.repeat(np.arange(-1, len(words)), [1, *(len(each) + 1 for each in words)])
    found, length, size = [np.empty((0, 4), dtype=np.int64)], 1, every.max() + 1
    places = np.flatnonzero(every != BREAK)
    runs = every[places]
    while len(places):
        within = _held_twice(runs, owner[places])
        places, runs = places[within], runs[within]
        if length >= shortest and len(places):
            found.append(_by_pair(runs, owner[places], length))
        following = every[places + length]
        within = following != BREAK
        places, length = places[within], length + 1
        _, runs = np.unique(runs[within] * size + following[within], return_inverse=True)
    frame = pd.DataFrame(np.concatenate(found), columns=["first", "second", "length", "n_types"])
    return frame.sort_values(["first", "second", "length"], ignore_index=True)


def _held_twice(runs: NDArray[np.int64], owner: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say of each place whether another text has the run that stands there."""
    n_texts = owner.max() + 1
    held = np.sort(runs * n_texts + owner)  # sorted, and not `np.unique`, which hashes and takes several times as long
    first = np.diff(held, prepend=-1) > 0
    texts: NDArray[np.int64] = np.bincount(held[first] // n_texts)
    return texts[runs] > 1


def _by_pair(runs: NDArray[np.int64], owner: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """Return first, second, length and number of different runs of each pair of texts that shares one."""
    _, runs = np.unique(runs, return_inverse=True)
    has = csr_array((np.ones(len(runs), dtype=np.int64), (owner, runs)))
    has.data[:] = 1  # the constructor has summed those that a text has twice
    pairs = triu(has @ has.T, k=1)
    return np.column_stack([pairs.row, pairs.col, np.full(pairs.nnz, length), pairs.data])


def overlaps(words: Mapping[str, NDArray[np.int32]], *, only_sharing: bool = False) -> pd.DataFrame:
    """Return the rows of overlaps.csv: how many different runs of words two sources share, for each pair and length.

    Lengths go from five words to one more than the longest shared run, so that the table ends in zeros.

    Parameters
    ----------
    words : mapping of str to array
        By source, in the order of the pairs, as `shared_runs` takes them.
    only_sharing : bool
        Leave out every pair that shares no run, and every zero. Each pair then ends with its own longest run: with
        hundreds of sources, the table would else be zeros for the most part.
    """
    sources, found = np.array(list(words), dtype=object), shared_runs(list(words.values()))
    if not only_sharing:
        found = _with_zeros(found, len(sources))
    named = {"source_a": sources[found["first"]], "source_b": sources[found["second"]]}
    return pd.DataFrame({**named, "length": found["length"], "n_types": found["n_types"]})


def _with_zeros(found: pd.DataFrame, n: int) -> pd.DataFrame:
    """Give all pairs all lengths, up to the first at which no pair shares a run."""
    first, second = np.triu_indices(n, 1)
    lengths = np.arange(SHORTEST, found["length"].max() + 2 if len(found) else SHORTEST + 1)
    place = np.zeros((n, n), dtype=np.int64)
    place[first, second] = np.arange(len(first))
    n_types = np.zeros((len(first), len(lengths)), dtype=np.int64)
    n_types[place[found["first"], found["second"]], found["length"] - SHORTEST] = found["n_types"]
    columns = [np.repeat(first, len(lengths)), np.repeat(second, len(lengths)), np.tile(lengths, len(first))]
    return pd.DataFrame(np.column_stack([*columns, n_types.ravel()]), columns=found.columns)
