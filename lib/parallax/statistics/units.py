"""Units of counting with what is counted in them: validated, in one form, and summed by group in one place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array, issparse

from parallax.statistics.arrays import Floats, Ints, per_thousand
from parallax.statistics.checks import (
    Counts,
    Labels,
    check_clusters,
    check_groups,
    check_ids,
    check_sizes,
    named_counts,
)

ALL = "all"  # the one group of units that were given none


@dataclass(frozen=True, eq=False)
class Units:
    """Units of counting, such as paragraphs: how often each uses each term, how long it is, which group it is of.

    Attributes
    ----------
    counts : csr_array of int64, shape (units, terms)
        Whole numbers, in the order given. A data frame whose columns have names has those of `terms`.
    terms : ndarray of str, shape (terms,)
        Names of the columns.
    groups : Categorical, length units
        A Categorical sets the order of the groups, other labels are sorted; one group if none are given.
    sizes : ndarray of int64, shape (units,)
        All tokens of each unit, counted or not: the denominator of rates. The row sums if none are given.
    clusters : ndarray of str, shape (units,)
        The document of each unit; each unit its own if none are given. Documents lie within groups. As soon as a group
        has two, they are what is drawn, shuffled and left out, see `drawn`.
    ids : ndarray of str, shape (units,)
        Name of each unit, by which random numbers are drawn for it. If none are given, a digest of what it holds, so
        that the order of units is nothing; units that are equal in all are numbered, group by group.
    overlapping : bool
        Whether one token may count in several columns, as one of a word list does that is listed under two issues: a
        row may then sum to more than its size.

    Raises
    ------
    ValueError
        Counts that are not whole numbers of zero or more, names, labels, sizes or clusters that do not fit them or are
        missing, a cluster in two groups; the message names the argument and says what to do.

    Examples
    --------
    >>> units = Units([[2, 0], [1, 1], [0, 3]], ["boat", "net"], ["dock", "dock", "reef"], [10, 10, 20])
    >>> units.totals.toarray().tolist(), units.tokens.tolist()
    ([[3, 1], [0, 3]], [20, 20])
    >>> units.rows(units.groups == "dock").columns(["net"]).counts.toarray().tolist()
    [[0], [1]]
    """

    counts: csr_array
    terms: np.ndarray
    groups: pd.Categorical
    sizes: Ints
    clusters: np.ndarray
    ids: np.ndarray
    overlapping: bool = False

    def __init__(
        self,
        counts: Counts,
        terms: ArrayLike,
        groups: Labels | None = None,
        sizes: ArrayLike | None = None,
        clusters: Labels | None = None,
        ids: Labels | None = None,
        *,
        overlapping: bool = False,
    ) -> None:
        matrix, names = named_counts(counts, terms)
        n = matrix.shape[0]
        labels, codes = check_groups([ALL] * n if groups is None else groups, n)
        tokens = check_sizes(sizes, matrix, overlapping=overlapping)
        names_of_units = _digests(matrix, names, tokens, codes) if ids is None else check_ids(ids, n)
        # Frozen fields are set past the class, here and in `_made`.
        vars(self).update(
            counts=matrix,
            terms=names,
            groups=pd.Categorical.from_codes(codes, categories=labels, ordered=True),
            sizes=tokens,
            clusters=names_of_units if clusters is None else check_clusters(clusters, labels[codes]),
            ids=names_of_units,
            overlapping=overlapping,
        )

    def _made(self, **changed: object) -> Self:
        """Return units of which some fields are others that need no check."""
        made = object.__new__(type(self))
        vars(made).update({name: getattr(self, name) for name in self.__dataclass_fields__} | changed)
        return made

    def _taken(self, places: Ints) -> Self:
        """Return the units at some places."""
        return self._made(
            counts=self.counts[places],
            groups=self.groups[places],
            sizes=self.sizes[places],
            clusters=self.clusters[places],
            ids=self.ids[places],
        )

    def __len__(self) -> int:
        return len(self.sizes)

    @cached_property
    def labels(self) -> np.ndarray:
        """The groups, in their order (shape (groups,))."""
        return self.groups.categories.to_numpy()

    @cached_property
    def codes(self) -> Ints:
        """Place in `labels` of each unit's group (shape (units,))."""
        return np.asarray(self.groups.codes, dtype=np.int64)

    @cached_property
    def by_document(self) -> bool:
        """Whether whole documents are drawn: some group has two or more, and they are not the units themselves."""
        n = len(np.unique(self.clusters))
        return n not in (len(self), len(self.labels))

    @cached_property
    def drawn(self) -> Self:
        """What every analysis resamples, shuffles and leaves out.

        The documents, each with the counts and sizes of its units summed, as soon as a group has two of them: units of
        one document are not independent. The units themselves where each group is one document, or each unit is one.
        """
        if not self.by_document:
            return self
        names, first, member = np.unique(self.clusters, return_index=True, return_inverse=True)
        of = csr_array((np.ones(len(self), dtype=np.int64), (member, np.arange(len(self)))))
        summed = {"counts": _sorted(of @ self.counts), "sizes": of @ self.sizes}
        return self._made(**summed, groups=self.groups[first], clusters=names, ids=names)

    def to_units(self, values: np.ndarray) -> np.ndarray:
        """Give each unit the value of what is drawn for it: the last axis goes from `drawn` to the units."""
        if not self.by_document:
            return values
        return values[..., np.unique(self.clusters, return_inverse=True)[1]]

    @cached_property
    def totals(self) -> csr_array:
        """Uses of each term by each group (int64, shape (groups, terms))."""
        return self.summed(self.counts)

    @cached_property
    def tokens(self) -> Ints:
        """All tokens of each group (shape (groups,))."""
        return self.summed(self.sizes)

    @cached_property
    def using(self) -> csr_array:
        """Units of each group that use each term (int64, shape (groups, terms)); it stores the entries of `totals`."""
        return self.summed(self.counts > 0)

    @property
    def groups_using(self) -> Ints:
        """Groups that use each term (shape (terms,))."""
        return np.bincount(self.totals.indices, minlength=len(self.terms))

    @property
    def rates(self) -> Floats:
        """Uses per 1,000 tokens of each group (shape (groups, terms))."""
        return per_thousand(self.totals.toarray(), self.tokens[:, np.newaxis])

    @cached_property
    def order(self) -> Ints:
        """Places of the units in canonical order: by group, then by size and by what they hold (shape (units,)).

        Whatever is summed in this order does not depend on the order in which units and terms were given. Units that
        are equal in all of this go by their names.
        """
        named = np.argsort(self.ids, kind="stable")
        by_name = self.counts[named][:, np.argsort(self.terms, kind="stable")]
        order = named[row_order(_sorted(by_name), self.sizes[named])]
        return order[np.argsort(self.codes[order], kind="stable")]

    def summed(self, values: NDArray[Any] | csr_array) -> NDArray[Any] | csr_array:
        """Sum numbers of the units by group: shape (units, ...) becomes (groups, ...), and whole numbers stay whole."""
        n = len(self)
        member = csr_array((np.ones(n, dtype=np.int64), (self.codes, np.arange(n))), shape=(len(self.labels), n))
        sums = member @ values
        return _sorted(sums) if issparse(sums) else sums

    def rows(self, chosen: ArrayLike) -> Self:
        """Return some units, by mask or by their places in the order wanted.

        Groups without units are gone, and so are terms that none of these units uses.
        """
        places = np.asarray(chosen)
        taken = self._taken(np.flatnonzero(places) if places.dtype == bool else places)
        some = taken._made(groups=taken.groups.remove_unused_categories())
        return some.columns(np.bincount(some.counts.indices, minlength=len(some.terms)) > 0)

    def columns(self, chosen: ArrayLike) -> Self:
        """Return the units with some of their terms, by mask, or by places or names in the order wanted; sizes stay."""
        places = np.asarray(chosen)
        if places.dtype.kind in "OUS" and places.size:
            places = pd.Index(self.terms).get_indexer(places)
            if (places < 0).any():
                unknown = str(np.asarray(chosen)[np.argmin(places)])
                raise ValueError(f"terms has no {unknown!r}; name terms that are counted")
        places = np.flatnonzero(places) if places.dtype == bool else places.astype(np.int64)
        return self._made(counts=_sorted(self.counts[:, places]), terms=self.terms[places])

    def canonical(self) -> Self:
        """Return the units in canonical `order`, with the terms by name.

        Units without tokens, and terms that nobody uses, stay.
        """
        return self._taken(self.order).columns(np.argsort(self.terms, kind="stable"))

    def regrouped(self, groups: Labels) -> Self:
        """Return the same units under other labels, which must not divide a cluster."""
        labels, codes = check_groups(groups, len(self))
        check_clusters(self.clusters, labels[codes])
        return self._made(groups=pd.Categorical.from_codes(codes, categories=labels, ordered=True))

    def unclustered(self) -> Self:
        """Return the same units, each a document of its own, so that any of them can be dealt to any group."""
        return self._made(clusters=self.ids)

    def require_groups(self, at_least: int = 2) -> None:
        """Refuse fewer groups, and one without tokens, which has no rates."""
        if len(self.labels) < at_least:
            raise ValueError(f"groups holds {len(self.labels)} group(s); give {at_least} or more")
        if (self.tokens == 0).any():
            raise ValueError(f"sizes gives {self.labels[np.argmin(self.tokens)]!r} no tokens; leave that group out")

    def require_used(self) -> None:
        """Refuse a term that occurs nowhere."""
        if (self.groups_using == 0).any():
            name = str(self.terms[np.argmin(self.groups_using)])
            raise ValueError(f"counts has no {name!r} anywhere; drop columns that sum to 0")

    def require_varied(self) -> None:
        """Refuse counts that are equal everywhere: there is no difference to find."""
        n_cells, value = np.prod(self.counts.shape), self.counts.data[0] if self.counts.nnz else 0
        if self.counts.nnz in (0, n_cells) and (self.counts.data == value).all():
            raise ValueError(f"counts is {value} in every cell, so nothing can differ; see how it was made")


def as_units(
    counts: Counts | Units,
    groups: Labels | None = None,
    terms: ArrayLike | None = None,
    sizes: ArrayLike | None = None,
) -> Units:
    """Make `Units` of plain arrays, where a function takes either; a data frame has its own terms.

    Units are returned as they are, and nothing may be given beside them.
    """
    if isinstance(counts, Units):
        if any(argument is not None for argument in (groups, terms, sizes)):
            raise ValueError("groups, terms and sizes are those of the units; leave them out, or give plain counts")
        return counts
    if terms is None and isinstance(counts, pd.DataFrame):
        terms = counts.columns
    if terms is None:
        raise ValueError("terms is missing; name the columns of counts, or give a data frame that does")
    return Units(counts, terms, groups, sizes)


def row_order(counts: csr_array, first: Ints | None = None) -> Ints:
    """Order rows, which have sorted indices and no stored zeros, by what they hold; return their places.

    So no result depends on the order they came in; rows equal in every count keep it. `first` has a number a row to
    sort by before the counts are looked at.
    """
    lead = np.zeros(counts.shape[0], np.int64) if first is None else first
    # Big-endian bytes of whole numbers sort as the numbers do, on every machine.
    columns, values = counts.indices.astype(">i8"), counts.data.astype(">i8")
    spans = [slice(*ends) for ends in zip(counts.indptr[:-1], counts.indptr[1:], strict=True)]
    keys = [(lead[i], columns[span].tobytes(), values[span].tobytes()) for i, span in enumerate(spans)]
    return np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)


def _sorted(counts: csr_array) -> csr_array:
    counts.sort_indices()
    return counts


def _digests(counts: csr_array, terms: np.ndarray, sizes: Ints, codes: Ints) -> np.ndarray:
    """Name units after what they hold, whatever the order of rows and columns; equal ones are numbered by group."""
    by_name = _sorted(counts[:, np.argsort(terms, kind="stable")])
    names = np.sort(terms, kind="stable")
    spans = [slice(*ends) for ends in zip(by_name.indptr[:-1], by_name.indptr[1:], strict=True)]
    held = [
        blake2b(
            "\0".join([str(size), *map(str, by_name.data[span]), *names[by_name.indices[span]]]).encode(),
            digest_size=16,
        ).hexdigest()
        for size, span in zip(sizes, spans, strict=True)
    ]
    by_group = pd.Series(held).iloc[np.argsort(codes, kind="stable")]
    number = by_group.groupby(by_group).cumcount().sort_index()
    return np.array([f"{digest}#{n}" for digest, n in zip(held, number, strict=True)])
