"""Non-negative matrix factorisation that gives one result: from a fixed start, by exact decomposition."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.linalg import svds

# Private, but `NMF` spends two fifths of the time of a small fit on what surrounds these sums.
from sklearn.decomposition._cdnmf_fast import _update_cdnmf_fast
from sklearn.exceptions import ConvergenceWarning

from parallax.statistics.threads import one_thread

RANK_TOLERANCE = 1e-10  # eigenvalues below this share of the largest are rounding

MANY, MANY_KINDS = 3_000, 50  # rows: of more, the table of rows by rows is too large, and only so many kinds are told

REST = 1e-12  # slopes below this share of the largest product are rounding

TOLERANCE = 1e-8  # of NMF's stopping rule: at scikit-learn's default, 1e-4, the third digit still moves

MANY = 1_000  # rows and columns above which no array of all pairs is made

MAX_ROUNDS = 10_000  # of coordinate descent; where they do not suffice, there is a warning

#: Where a hastened descent starts its next round: past the end of the last one by a share of the way that it made.
#: On the book's paragraphs, a first step of 0.2 saved one round in ten and led to other minima twice as often.
FIRST_STEP = 0.1
LONGER, SHORTER = 1.05, 1.5  # that share grows by one while the rest shrinks, and is divided by the other when it grows
LIMIT_LONGER = 1.01  # the limit of that share grows more slowly: it is 1, or the last step that was too long
HASTENED_ROUNDS = 1_000  # after so many, plain rounds take over: where nothing converges, scales would drift away


class Factors(NamedTuple):
    """What a factorisation gives.

    Attributes
    ----------
    weights : ndarray of float, shape (rows, k)
        How much of each component a row holds.
    components : ndarray of float, shape (k, columns)
        Each sums to 1; one that came out empty stays zero.
    rest : float
        Frobenius norm of what is left over.
    """

    weights: np.ndarray
    components: np.ndarray
    rest: float


def factorise(values: csr_array, k: int) -> Factors:
    """Factorise non-negative values, rows by columns, into weights and components.

    Parameters
    ----------
    values : csr_array of float, shape (rows, columns)
        Zero or more.
    k : int
        Number of components, at most the rank of `values`.

    Returns
    -------
    Factors

    Raises
    ------
    ValueError
        Fewer than k rows that are linearly independent.
    """
    return factorise_each(values, [k])[0]


@one_thread()
def factorise_each(
    values: csr_array, ks: Sequence[int], *, tolerance: float = TOLERANCE, hasten: bool = False, what: str = "counts"
) -> list[Factors]:
    """Factorise values into several numbers of components, each as `factorise` does, in less time than one by one.

    Parameters
    ----------
    values : csr_array of float, shape (rows, columns)
        Zero or more.
    ks : sequence of int
        Numbers of components, at most the rank of `values`.
    tolerance : float
        Stop when a round changes less than this share of what the first one changed. A larger one is faster, and
        its components still move: take it where many fits are averaged, not where one is shown.
    hasten : bool
        Whether rounds start from further on along the way made so far: a quarter of the rounds or so suffices, and now
        and then another minimum is found.
    what : str
        What the message calls the values.

    Returns
    -------
    list of Factors
        One for each of `ks`.

    Raises
    ------
    ValueError
        Fewer rows that are linearly independent than the largest of `ks`.

    Notes
    -----
    Coordinate descent on the Frobenius norm (Cichocki & Phan 2009), to the last bit as scikit-learn's ``NMF`` does it;
    hastened by the extrapolation with restarts of Ang & Gillis (2019, https://arxiv.org/abs/1805.06604). All start
    from one decomposition of the values.
    """
    left, right = nndsvd(values, max(ks), what)
    by_column = csr_array(values.T)
    found = []
    for k in ks:
        weights, parts = left[:, :k].copy(), right[:k].T.copy()
        if not _at_rest(values, weights, parts.T):
            first = _hasten(values, by_column, weights, parts, tolerance) if hasten else 0.0
            _descend(values, by_column, weights, parts, tolerance, first)
        found.append(_scaled(values, weights, parts.T))
    return found


def _scaled(values: csr_array, weights: np.ndarray, components: np.ndarray) -> Factors:
    """Bring components to sums of 1, and give the weights their sizes."""
    sums = components.sum(axis=1)
    components = components / np.where(sums > 0, sums, 1)[:, np.newaxis]
    weights = weights * sums
    return Factors(weights, components, _rest(values, weights, components))


def _descend(
    by_row: csr_array, by_column: csr_array, weights: np.ndarray, parts: np.ndarray, tolerance: float, first: float
) -> None:
    """Move weights and transposed components, in place, until a round changes little beside the first one."""
    order = np.arange(weights.shape[1])
    for _ in range(MAX_ROUNDS):
        moved = _update_cdnmf_fast(weights, parts.T @ parts, by_row @ parts, order)
        moved += _update_cdnmf_fast(parts, weights.T @ weights, by_column @ weights, order)
        first = first or moved
        if moved <= tolerance * first:
            return
    message = f"Maximum number of iterations {MAX_ROUNDS} reached; take fewer topics, or a larger tolerance."
    warnings.warn(message, ConvergenceWarning, stacklevel=4)


def _hasten(by_row: csr_array, by_column: csr_array, weights: np.ndarray, parts: np.ndarray, tolerance: float) -> float:
    """Go most of the way of `_descend`, and return how much the first round changed.

    Each round starts beyond the end of the one before, or at that end if the rest has grown.
    """
    order = np.arange(weights.shape[1])
    first, least, step, limit = 0.0, np.inf, FIRST_STEP, 1.0
    last_weights, last_parts = weights.copy(), parts.copy()
    for _ in range(HASTENED_ROUNDS):
        moved = _update_cdnmf_fast(weights, parts.T @ parts, by_row @ parts, order)
        end = weights.copy()
        _go_beyond(weights, last_weights, step)
        square, cross = weights.T @ weights, by_column @ weights
        moved += _update_cdnmf_fast(parts, square, cross, order)
        first = first or moved
        if moved <= tolerance * first:
            break
        rest = np.vdot(parts.T @ parts, square) - 2 * np.vdot(parts, cross)  # but for the values' own squares
        before, last_weights, last_parts = last_parts, end, parts.copy()
        if rest > least:
            weights[:] = end
            step, limit = step / SHORTER, step
        else:
            _go_beyond(parts, before, step)
            step, limit = min(limit, LONGER * step), min(1.0, LIMIT_LONGER * limit)
        least = rest
    return float(first)


def _go_beyond(end: np.ndarray, start: np.ndarray, step: float) -> None:
    """Move, in place, past the end of a way by a share of it, and nowhere below zero."""
    end += step * (end - start)
    np.maximum(end, 0, out=end)


def _at_rest(values: csr_array, weights: np.ndarray, components: np.ndarray) -> bool:
    """Say whether no entry has anywhere to go, so that rounds would only move rounding, and never be seen to end.

    With one component the start always is the best there is (Eckart & Young 1936); with several, where each part of
    the rows uses columns of its own.
    """
    for part, product, target in (
        (weights, weights @ (components @ components.T), values @ components.T),
        (components, (weights.T @ weights) @ components, (values.T @ weights).T),
    ):
        slope = product - target
        way = np.where(part > 0, np.abs(slope), np.maximum(-slope, 0))  # an entry of 0 can only rise
        if way.max() > REST * np.abs(target).max():
            return False
    return True


@one_thread()
def nndsvd(values: csr_array, k: int, what: str = "counts") -> tuple[np.ndarray, np.ndarray]:
    """Start a factorisation from the positive parts of the leading singular vectors.

    Parameters
    ----------
    values : csr_array of float, shape (rows, columns)
        Zero or more.
    k : int
        Number of components, at most the rank of `values`.
    what : str
        What the message calls the values.

    Returns
    -------
    left : ndarray, shape (rows, k)
        Weights to start from.
    right : ndarray, shape (k, columns)
        Components to start from.

    Raises
    ------
    ValueError
        A rank below k.

    Notes
    -----
    NNDSVD of Boutsidis & Gallopoulos (2008). scikit-learn's takes a randomised decomposition; this one is
    exact, from the eigenvectors of rows by rows; or, where there are more than `MANY` rows, of columns by columns. Of
    more than `MANY` of both, only the leading pairs are sought, by Lanczos rounds from a fixed vector (ARPACK, to the
    precision of the machine): that takes memory for some vectors, not for one a row.
    """
    squares, rows = _leading(values, k)
    rank = int((squares > RANK_TOLERANCE * squares[0]).sum())
    if rank < k:
        raise ValueError(f"k is {k}, but only {rank} rows of {what} differ in kind; give {rank} or less")
    singular, rows = np.sqrt(squares[:k]), rows[:, :k]
    columns = values.T @ rows / singular
    pairs = [_positive_part(rows[:, i], columns[:, i]) for i in range(k)]
    scale = np.sqrt(singular)[:, np.newaxis]
    return (scale * [u for u, _ in pairs]).T.copy(), scale * [v for _, v in pairs]


def _leading(values: csr_array, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Return squared singular values, the largest first, and their left vectors, as columns: k of them, or more."""
    n_rows, n_columns = values.shape
    if n_rows <= MANY:
        squares, rows = np.linalg.eigh((values @ values.T).toarray())
        return squares[::-1], rows[:, ::-1]
    if n_columns <= max(MANY, k):
        squares, columns = np.linalg.eigh((values.T @ values).toarray())
        squares, columns = squares[::-1], columns[:, ::-1]
        lengths = np.sqrt(np.maximum(squares, 0))
        return squares, values @ columns / np.where(lengths > 0, lengths, 1)
    # No vector that all else stands at right angles to, whatever symmetry the values have: not ones.
    start = 1 + np.arange(min(n_rows, n_columns)) * ((np.sqrt(5) - 1) / 2) % 1
    rows, singular, _ = svds(values, k, v0=start, tol=0)
    return singular[::-1] ** 2, rows[:, ::-1]


def _rest(values: csr_array, weights: np.ndarray, components: np.ndarray) -> float:
    """Give the Frobenius norm of values - weights @ components, without that dense product."""
    cross = ((values @ components.T) * weights).sum()
    product = ((weights.T @ weights) * (components @ components.T)).sum()
    return float(np.sqrt(max(values.power(2).sum() - 2 * cross + product, 0)))


def _positive_part(u: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Take the heavier of the two signed parts of a singular pair, balanced between its sides."""
    # The sign of a singular pair is arbitrary: turn it so that the largest entry of v is positive.
    turn = np.sign(v[np.argmax(np.abs(v))])
    parts = [(np.maximum(sign * u, 0), np.maximum(sign * v, 0)) for sign in (turn, -turn)]
    lengths = [(np.linalg.norm(a), np.linalg.norm(b)) for a, b in parts]
    heavier = int(lengths[1][0] * lengths[1][1] > lengths[0][0] * lengths[0][1] * (1 + 1e-9))
    (a, b), (length_a, length_b) = parts[heavier], lengths[heavier]
    balance = np.sqrt(length_a * length_b)
    return a * balance / length_a, b * balance / length_b
