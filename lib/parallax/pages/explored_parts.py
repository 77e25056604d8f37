"""What the explorer counts in: the paragraphs of what is compared, or whole texts where a group has several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from parallax.corpus.corpus import Corpus
from parallax.tables.groups import group_labels

Row = list[Any]

PLACE = ["source", "line"]


class Parts:
    """The parts that rows of the explorer's data are of, numbered through all that is compared, in order of date.

    A part is a text as soon as some group has two, as in every analysis (`statistics.units`), else a paragraph.

    Parameters
    ----------
    corpus : Corpus
        As loaded.
    """

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.compared = list(corpus.by_date)
        self.are_texts = len(corpus.sources) > len(self.compared)
        self.are_anybodys = corpus.has_groups  # as in a project out of anybody's texts, not in this book

    @property
    def keys(self) -> list[str]:
        """The columns by which tables tell parts apart."""
        return PLACE[:1] if self.are_texts else PLACE

    @property
    def nouns(self) -> dict[str, str]:
        """What the page calls one of what is compared, one part of it, and who read what is not counted."""
        named = {"compared": "group", "reader": "a reader"} if self.are_anybodys else {}
        named = named or {"compared": "article", "reader": "a language model"}
        return named | {"part": "text" if self.are_texts else "paragraph"}

    @cached_property
    def _ordered(self) -> pd.DataFrame:
        """The body paragraphs in the order of the parts, with group, and date of their text, where it has one."""
        corpus = self.corpus
        order = {group: at for at, group in enumerate(self.compared)}
        dated = corpus.sources.set_index("source").get("published", pd.Series(dtype=object))
        sources = {source: at for at, source in enumerate(corpus.sources["source"])}
        rows = corpus.paragraphs.assign(group=corpus.groups.astype(str))
        keys = rows["source"].astype(str)
        date = keys.map(dated).fillna("").replace("", "~").to_numpy(dtype=str)  # what has no date comes last
        return rows.iloc[np.lexsort((rows["line"], keys.map(sources), date, rows["group"].map(order)))]

    @cached_property
    def number(self) -> pd.Series:
        """The number of the part that each body paragraph is in, by source and line."""
        rows = self._ordered
        numbers = pd.factorize(rows["source"])[0] if self.are_texts else np.arange(len(rows))
        return pd.Series(numbers, index=pd.MultiIndex.from_frame(rows[PLACE]))

    @cached_property
    def begins(self) -> list[tuple[str, int]]:
        """Source and paragraph at which each part begins, in the order of their numbers."""
        first = self._ordered[~pd.Index(self.number.to_numpy()).duplicated()]
        return list(zip(first["source"].astype(str), first["paragraph"].astype(int), strict=True))

    def listed(self) -> list[dict[str, Any]]:
        """Return what is compared, in order of date: id, name, and its parts.

        Of each part: its number there, words, words in quotation marks, and 1 if it is its author's own. Where the
        parts are texts, their ids stand under `texts`.
        """
        rows = self._ordered.assign(part=self.number.to_numpy(), own=lambda table: table["voice"] == "author")
        counted = rows.groupby("part").agg(
            group=("group", "first"), source=("source", "first"), number=("paragraph", "first"),
            words=("n_tokens", "sum"), quoted=("n_quoted_tokens", "sum"), own=("own", "any"),
        )  # fmt: skip
        if self.are_texts:
            counted["number"] = counted.groupby("group").cumcount() + 1
        found = []
        for group in self.compared:
            mine = counted[counted["group"] == group]
            columns = mine[["number", "words", "quoted", "own"]].astype(int).to_numpy().tolist()
            one: dict[str, Any] = {"id": group, "name": self.corpus.names[group], "paragraphs": columns}
            found.append(one | ({"texts": mine["source"].astype(str).tolist()} if self.are_texts else {}))
        return found

    def group_of(self) -> dict[str, int]:
        """Return the place, among what is compared, of the group of each source."""
        labels = group_labels(self.corpus.sources)
        place = {group: at for at, group in enumerate(self.compared)}
        return {source: place[label] for source, label in zip(self.corpus.sources["source"], labels, strict=True)}

    def rows(self, table: pd.DataFrame, columns: Sequence[str]) -> list[Row]:
        """Return the rows of a table that are of body paragraphs, each with the number of its part first.

        Rows of one part that differ in ``n`` alone are one, with their sum.
        """
        at = self.number.reindex(pd.MultiIndex.from_frame(table[PLACE])).to_numpy(dtype=float)
        here = ~np.isnan(at)
        kept = table.loc[here, list(columns)].assign(_at=at[here].astype(int))
        keys = ["_at", *(column for column in columns if column != "n")]
        if "n" in columns:
            kept = kept.groupby(keys, as_index=False, observed=True)["n"].sum()
        return kept[["_at", *columns]].sort_values(["_at", *columns]).to_numpy().tolist()

    def dense(self, counts: np.ndarray, between: list[int], paragraphs: pd.DataFrame | None = None) -> list[Row]:
        """Return the cells of paragraphs by columns that are not zero: part, column, what is put between, value.

        The rows of the counts are the corpus's paragraphs, or those given, which are some of them.
        """
        keys = (self.corpus.paragraphs if paragraphs is None else paragraphs)[PLACE]
        at = self.number.reindex(pd.MultiIndex.from_frame(keys)).to_numpy()
        shape = (len(self.begins), len(at))
        to_parts = sparse.csr_array((np.ones(len(at), dtype=np.int64), (at, np.arange(len(at)))), shape=shape)
        cells = (to_parts @ sparse.csr_array(counts)).tocoo()
        found = zip(cells.row.tolist(), cells.col.tolist(), cells.data.tolist(), strict=True)
        return [[row, column, *between, int(n)] for row, column, n in sorted(found)]

    def holding(self, places: Sequence[tuple[str, int]]) -> list[int]:
        """Return the parts that have some lines, each once, in order; a line that is no body paragraph is in none."""
        return sorted({int(self.number[place]) for place in places if place in self.number.index})

    def impossible(self, possible_in: Callable[[pd.DataFrame], np.ndarray]) -> dict[int, list[int]]:
        """Return, by place of a name, what is compared and could not have used it yet.

        Parameters
        ----------
        possible_in : callable
            Says of each name whether the sources in some rows of the table of sources could all have used it.
        """
        found: dict[int, list[int]] = {}
        sources, labels = self.corpus.sources, group_labels(self.corpus.sources)
        for at, group in enumerate(self.compared):
            possible = possible_in(sources[labels == group].set_index("source", drop=False))
            for name in np.flatnonzero(~possible).tolist():
                found.setdefault(name, []).append(at)
        return found
