"""A made-up corpus for the benchmark: the size of a middling study, the same on every run.

Documents draw their words from Pólya's urn: a word that a document has used comes back in it. That is
Dirichlet-multinomial, and gives words the bursts they have in texts, without which resampling documents
would show little.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

DOCUMENTS = 2_000
LENGTH = 500  # tokens of each document
GROUPS = ("amber", "birch", "coral", "delta", "ember")
VOCABULARY = 50_000
EXPONENT, SHIFT = 1.15, 7.0  # Zipf-Mandelbrot: a word's rate goes with (rank + SHIFT) ** -EXPONENT
CONCENTRATION = 500.0  # the lower, the more a document repeats its own words
LEAST = 5  # occurrences of a term that is looked at


class Synthetic(NamedTuple):
    """Counts of the eligible terms, as `parallax.analysis.terms` takes them.

    Attributes
    ----------
    counts : csr_array of int64, shape (DOCUMENTS, terms)
        Tokens of each term that occurs `LEAST` times or more.
    sizes : ndarray of int64, shape (DOCUMENTS,)
        All tokens of each document, rare terms among them.
    groups : ndarray of str, shape (DOCUMENTS,)
        Label of each document; all groups have as many.
    terms : ndarray of str
        Names of the columns, sorted.
    """

    counts: csr_array
    sizes: np.ndarray
    groups: np.ndarray
    terms: np.ndarray


def token_codes(seed: int = 0) -> np.ndarray:
    """Draw the tokens of every document.

    Parameters
    ----------
    seed : int
        The same seed gives the same tokens.

    Returns
    -------
    ndarray of int64, shape (DOCUMENTS, LENGTH)
        Numbers of words, from 0, the most frequent first in the vocabulary that all groups share.
    """
    rng = np.random.default_rng(seed)
    shared = (np.arange(1, VOCABULARY + 1) + SHIFT) ** -EXPONENT
    # Half of a shared rate, all of it or twice: so that groups differ in something.
    rates = shared * 2.0 ** rng.integers(-1, 2, size=(len(GROUPS), VOCABULARY))
    bounds = np.cumsum(rates, axis=1)
    chosen = rng.random((DOCUMENTS, LENGTH))
    codes = np.empty((DOCUMENTS, LENGTH), dtype=np.int64)
    for group, upper in enumerate(bounds):
        of_group = slice(group, None, len(GROUPS))
        codes[of_group] = np.searchsorted(upper, chosen[of_group] * upper[-1], side="right")
    every = np.arange(DOCUMENTS)
    for place in range(1, LENGTH):
        # The next token repeats one before it, or is drawn from the group's own rates as above.
        repeats = rng.random(DOCUMENTS) < place / (place + CONCENTRATION)
        earlier = rng.integers(0, place, size=DOCUMENTS)
        codes[repeats, place] = codes[every, earlier][repeats]
    return np.minimum(codes, VOCABULARY - 1)  # rounding may put a draw on the upper end


def labels() -> np.ndarray:
    """Return the group of each document.

    Returns
    -------
    ndarray of str, shape (DOCUMENTS,)
        The groups in turn.
    """
    return np.array(GROUPS)[np.arange(DOCUMENTS) % len(GROUPS)]


def names() -> np.ndarray:
    """Return the names of all words, rare ones among them.

    Returns
    -------
    ndarray of str, shape (VOCABULARY,)
        ``t00001`` and on, by falling shared rate.
    """
    return np.array([f"t{rank:05d}" for rank in range(1, VOCABULARY + 1)])


def corpus(seed: int = 0) -> Synthetic:
    """Return the corpus as counts of its eligible terms.

    Parameters
    ----------
    seed : int
        See `token_codes`.

    Returns
    -------
    Synthetic
        Counts, sizes, groups and terms.
    """
    codes = token_codes(seed)
    totals = np.bincount(codes.ravel(), minlength=VOCABULARY)
    rows = np.repeat(np.arange(DOCUMENTS), LENGTH)
    every = csr_array((np.ones(codes.size, dtype=np.int64), (rows, codes.ravel())), shape=(DOCUMENTS, VOCABULARY))
    eligible = np.flatnonzero(totals >= LEAST)
    counts = csr_array(every[:, eligible])
    counts.sort_indices()
    return Synthetic(counts, np.full(DOCUMENTS, LENGTH), labels(), names()[eligible])


def documents(seed: int = 0) -> list[list[str]]:
    """Return the corpus as documents of tokens, for a peer that counts for itself.

    Parameters
    ----------
    seed : int
        See `token_codes`.

    Returns
    -------
    list of list of str
        All tokens of each document, those of rare terms among them; labels are `labels`.
    """
    words = names().tolist()
    return [[words[code] for code in row] for row in token_codes(seed).tolist()]


def digest(seed: int = 0) -> str:
    """Return a mark by which two environments see that they have drawn the same corpus.

    Parameters
    ----------
    seed : int
        See `token_codes`.

    Returns
    -------
    str
        Sixteen hexadecimal digits.
    """
    return hashlib.sha256(token_codes(seed).astype("<i4").tobytes()).hexdigest()[:16]
