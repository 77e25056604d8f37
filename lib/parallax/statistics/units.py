"""Units of counting with what is counted in them: validated, in one form, and summed by group in one place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from parallax.statistics.checks import (
    Counts,
    Labels,
    check_groups,
    check_sizes,
    check_tokens,
    check_varied,
    named_counts,
)
from parallax.statistics.names import missing, plain_objects
from parallax.statistics.totals import document_frequency, group_totals, per_thousand

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
    clusters : ndarray of int64, shape (units,)
        The document of each unit, as a number from 0; each unit its own if none are given. Documents lie within
        groups.
    ids : ndarray of str, shape (units,)
        Name of each unit, by which random numbers are drawn for it. If none are given, a digest of what it holds, so
        that the order of units is nothing; units that are equal in all are numbered, group by group.
    overlapping : bool
        Whether one token may count in several columns, as one of a word list does that is listed under two issues: a
        row may then sum to more than its size.

    Raises
    ------
    ValueError
        Counts that are no whole numbers of zero or more, names, labels, sizes or clusters that do not fit them or are
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
    sizes: NDArray[np.int64]
    clusters: NDArray[np.int64]
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
        self._set(
            counts=matrix,
            terms=names,
            groups=pd.Categorical.from_codes(codes, categories=labels, ordered=True),
            sizes=tokens,
            clusters=np.arange(n) if clusters is None else _clusters(clusters, labels[codes]),
            ids=_digests(matrix, names, tokens, codes) if ids is None else _ids(ids, n),
            overlapping=overlapping,
        )

    def _set(self, **fields: object) -> None:
        for name, value in fields.items():
            object.__setattr__(self, name, value)

    def _made(self, **changed: object) -> Self:
        """Return units of which some fields are others that need no check."""
        made = object.__new__(type(self))
        kept = {name: getattr(self, name) for name in self.__dataclass_fields__}
        made._set(**{**kept, **changed})
        return made

    def __len__(self) -> int:
        return len(self.sizes)

    @property
    def labels(self) -> np.ndarray:
        """The groups, in their order (shape (groups,))."""
        return self.groups.categories.to_numpy()

    @property
    def codes(self) -> NDArray[np.int64]:
        """Place in `labels` of each unit's group (shape (units,))."""
        return np.asarray(self.groups.codes, dtype=np.int64)

    @property
    def drawn_ids(self) -> np.ndarray:
        """Names of what random numbers are drawn for, one a unit: its own (shape (units,)).

        Every analysis asks here. Where whole documents were to be drawn, the names of the clusters would stand here.
        """
        return self.ids

    @cached_property
    def totals(self) -> csr_array:
        """Uses of each term by each group (int64, shape (groups, terms))."""
        return group_totals(self.counts, self.groups)[1]

    @cached_property
    def tokens(self) -> NDArray[np.int64]:
        """All tokens of each group (shape (groups,))."""
        return group_totals(self.sizes, self.groups)[1]

    @cached_property
    def using(self) -> csr_array:
        """Units of each group that use each term (int64, shape (groups, terms)); it stores the entries of `totals`."""
        return group_totals(self.counts > 0, self.groups)[1]

    @property
    def groups_using(self) -> NDArray[np.int64]:
        """Groups that use each term (shape (terms,))."""
        return document_frequency(self.totals)

    @property
    def rates(self) -> NDArray[np.float64]:
        """Uses per 1,000 tokens of each group (shape (groups, terms))."""
        return per_thousand(self.totals.toarray(), self.tokens[:, np.newaxis])

    @cached_property
    def order(self) -> NDArray[np.int64]:
        """Places of the units in canonical order: by group, then by size and by what they hold (shape (units,)).

        Whatever is summed in this order does not depend on the order in which units and terms were given. Units that
        are equal in all of this go by their names.
        """
        named = np.argsort(self.ids, kind="stable")
        by_name = self.counts[named][:, np.argsort(self.terms, kind="stable")]
        order = named[row_order(_sorted(by_name), self.sizes[named])]
        return order[np.argsort(self.codes[order], kind="stable")]

    def rows(self, chosen: ArrayLike) -> Self:
        """Return some units, with the terms that they use.

        Parameters
        ----------
        chosen : array of bool, shape (units,), or array of int
            Which to keep, or their places in the order wanted.

        Returns
        -------
        Units
            Groups without units are gone; so are terms that no unit uses.
        """
        places = np.asarray(chosen)
        places = np.flatnonzero(places) if places.dtype == bool else places
        kept = self.counts[places]
        used = np.flatnonzero(np.bincount(kept.indices, minlength=kept.shape[1]))
        return self._made(
            counts=_sorted(kept[:, used]),
            terms=self.terms[used],
            groups=self.groups[places].remove_unused_categories(),
            sizes=self.sizes[places],
            ids=self.ids[places],
            clusters=np.unique(self.clusters[places], return_inverse=True)[1].astype(np.int64),
        )

    def columns(self, chosen: ArrayLike) -> Self:
        """Return the units with some of their terms; sizes stay.

        Parameters
        ----------
        chosen : array of bool, shape (terms,), array of int, or terms
            Which to keep, or their places or names in the order wanted.

        Returns
        -------
        Units

        Raises
        ------
        ValueError
            A name that is no term.
        """
        places = np.asarray(chosen)
        if places.dtype.kind in "OUS" and places.size:
            places = pd.Index(self.terms).get_indexer(places)
            if (places < 0).any():
                unknown = str(np.asarray(chosen)[np.argmin(places)])
                raise ValueError(f"terms has no {unknown!r}; name terms that are counted")
        places = np.flatnonzero(places) if places.dtype == bool else places.astype(np.int64)
        return self._made(counts=_sorted(self.counts[:, places]), terms=self.terms[places])

    def canonical(self) -> Self:
        """Return the units in canonical order, with the terms by name.

        Returns
        -------
        Units
            Units without tokens, and terms that nobody uses, stay.
        """
        return self._made(
            counts=self.counts[self.order],
            groups=self.groups[self.order],
            sizes=self.sizes[self.order],
            ids=self.ids[self.order],
            clusters=self.clusters[self.order],
        ).columns(np.argsort(self.terms, kind="stable"))

    def regrouped(self, groups: Labels) -> Self:
        """Return the same units under other labels.

        Parameters
        ----------
        groups : array of labels, length units
            As in `Units`.

        Returns
        -------
        Units

        Raises
        ------
        ValueError
            Labels that do not fit, or that divide a cluster.
        """
        labels, codes = check_groups(groups, len(self))
        _clusters(self.clusters, labels[codes])
        return self._made(groups=pd.Categorical.from_codes(codes, categories=labels, ordered=True))

    def unclustered(self) -> Self:
        """Return the same units, each a document of its own, so that any of them can be dealt to any group.

        Returns
        -------
        Units
        """
        return self._made(clusters=np.arange(len(self)))

    def require_groups(self, at_least: int = 2) -> None:
        """Check that there are groups to compare, and that each has tokens.

        Parameters
        ----------
        at_least : int
            Fewest groups.

        Raises
        ------
        ValueError
            Fewer groups, or one without tokens.
        """
        check_groups(self.groups, len(self), at_least=at_least)
        check_tokens(self.tokens, self.labels)

    def require_used(self) -> None:
        """Check that every term is used somewhere.

        Raises
        ------
        ValueError
            A term that occurs nowhere.
        """
        if (self.groups_using == 0).any():
            name = str(self.terms[np.argmin(self.groups_using)])
            raise ValueError(f"counts has no {name!r} anywhere; drop columns that sum to 0")

    def require_varied(self) -> None:
        """Check that counts differ somewhere.

        Raises
        ------
        ValueError
            Every cell holds the same number.
        """
        check_varied(self.counts)


def as_units(
    counts: Counts | Units,
    groups: Labels | None = None,
    terms: ArrayLike | None = None,
    sizes: ArrayLike | None = None,
) -> Units:
    """Make units of plain arrays, where a function takes either.

    Parameters
    ----------
    counts : Units, sparse array, array or DataFrame
        Units are returned as they are.
    groups, terms, sizes : arrays, optional
        As in `Units`; a data frame has its own terms. None of them is given with Units.

    Returns
    -------
    Units

    Raises
    ------
    ValueError
        As `Units`; also something given beside Units, or no terms.
    """
    if isinstance(counts, Units):
        if any(given is not None for given in (groups, terms, sizes)):
            raise ValueError("groups, terms and sizes are those of the units; leave them out, or give plain counts")
        return counts
    if terms is None and isinstance(counts, pd.DataFrame):
        terms = counts.columns
    if terms is None:
        raise ValueError("terms is missing; name the columns of counts, or give a data frame that does")
    return Units(counts, terms, groups, sizes)


def row_order(counts: csr_array, first: NDArray[np.int64] | None = None) -> NDArray[np.int64]:
    """Order rows by what they hold, so that no result depends on the order they came in.

    Parameters
    ----------
    counts : csr_array of int64, shape (units, columns)
        Whole numbers, with sorted indices and no stored zeros.
    first : array of int, shape (units,), optional
        A number to sort by before the counts are looked at.

    Returns
    -------
    ndarray of int64, shape (units,)
        Row positions in canonical order; rows equal in every count keep the order they came in.
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


def _ids(ids: Labels, n_rows: int) -> np.ndarray:
    """Return the names of units as text; refuse one that is missing or given twice."""
    given = plain_objects(ids)
    if given.shape != (n_rows,):
        raise ValueError(f"ids has shape {given.shape} for {n_rows} rows; give one name a row")
    if (without := missing(given)).any():
        raise ValueError(f"ids has no name for row {np.argmax(without)}; name it or drop the row")
    names = given.astype(str)
    if (twice := pd.Series(names).duplicated()).any():
        raise ValueError(f"ids has {str(names[np.argmax(twice)])!r} twice; give each unit a name of its own")
    return names


def _digests(counts: csr_array, terms: np.ndarray, sizes: NDArray[np.int64], codes: NDArray[np.integer]) -> np.ndarray:
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


def _clusters(clusters: Labels, groups: np.ndarray) -> NDArray[np.int64]:
    """Give each cluster a number; refuse one that is missing or lies in two groups."""
    given = plain_objects(clusters)
    if given.shape != (len(groups),):
        raise ValueError(f"clusters has shape {given.shape} for {len(groups)} rows; give one document a row")
    if (without := missing(given)).any():
        raise ValueError(f"clusters has no document for row {np.argmax(without)}; name it or drop the row")
    codes, names = pd.factorize(given, sort=False)
    pairs = pd.DataFrame({"cluster": codes, "group": groups}).drop_duplicates()
    if (twice := pairs["cluster"].duplicated()).any():
        name = names[pairs.loc[twice, "cluster"].iloc[0]]
        raise ValueError(f"clusters has {name!r} in two groups; a document is of one, so rename it in the other")
    return codes.astype(np.int64)
