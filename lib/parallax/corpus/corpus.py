"""The tables as one object: counts of terms in body paragraphs, and what is known of each paragraph."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import sparse

from parallax.corpus.counted import tables_of, uncounted
from parallax.corpus.counting import body_paragraphs, count_matrix, paragraph_sizes
from parallax.errors import ParallaxError
from parallax.statistics.checks import Counts, Labels
from parallax.statistics.units import Units
from parallax.tables import checked, package
from parallax.tables.groups import GROUP, group_labels
from parallax.tables.layers import assumed_lines, with_empty


class NothingLeftError(ParallaxError):
    """Raised where choices of counting leave nothing to count."""


@dataclass(frozen=True, eq=False)
class Corpus:
    """Articles as counts, one row a body paragraph.

    Attributes
    ----------
    sources : DataFrame
        One row an article, in the fixed order (columns of sources.csv).
    segments : DataFrame
        One row a non-empty line: segments.csv joined with role, section and voice.
    paragraphs : DataFrame
        The body paragraphs among the segments; its row numbers are those of `counts`.
    counts : csr_array of int64, shape (n_paragraphs, n_terms)
        Tokens.
    sizes : ndarray of int64, shape (n_paragraphs,)
        Tokens of each paragraph, the denominator of every rate. Words left out of `counts` by choice
        of vocabulary (stop words, masked names, rare terms) are words of the text all the same and stay
        in; passages left out (quotations, relayed paragraphs) do not.
    terms : ndarray of str, shape (n_terms,)
        Sorted.
    groups : Categorical, length n_paragraphs
        Whose text each paragraph is, who is compared: the group of its source, which is the source itself where
        sources.csv has no groups. Categories in the fixed order.
    tables : dict of DataFrame
        Every other table by name: phrases, overlaps, hops, frames, actors and so on; empty where the project does not
        have its layer (`tables.layers`).
    stopwords : frozenset of str
        Function words.
    choices : dict
        Choices of counting that an analysis must keep to, whatever it would choose by itself; see `choosing`.
    overlapping : bool
        Whether one token may count in several columns, as a word of two phrases does.
    uncounted : Series, optional
        Tokens that no count has, by source and line, where somebody else counted; they are part of the sizes.

    Examples
    --------
    >>> corpus = load_corpus()
    >>> corpus.units.totals.shape == (len(corpus.sources), len(corpus.terms))
    True
    """

    sources: pd.DataFrame
    segments: pd.DataFrame
    paragraphs: pd.DataFrame
    counts: sparse.csr_array
    sizes: np.ndarray
    terms: np.ndarray
    groups: pd.Categorical
    tables: dict[str, pd.DataFrame]
    stopwords: frozenset[str]
    choices: dict[str, Any] = field(default_factory=dict)
    overlapping: bool = False
    uncounted: pd.Series | None = None

    @classmethod
    def from_counts(
        cls,
        counts: Counts,
        terms: ArrayLike,
        groups: Labels,
        documents: Labels | None = None,
        sizes: ArrayLike | None = None,
        *,
        stopwords: Iterable[str] = (),
    ) -> Corpus:
        """Return the corpus of counts that somebody else made, such as a ``CountVectorizer``'s.

        Parameters
        ----------
        counts, terms, groups, sizes : arrays
            As in `statistics.units.Units`: paragraphs, or whatever was counted in, by terms.
        documents : array, optional
            The document that each row is a part of; each row is a document of its own if none are given. As soon as a
            group has two, they are what is resampled and shuffled.
        stopwords : iterable of str
            Function words, which `variant` leaves out where that is asked for.

        Raises
        ------
        ValueError
            As `statistics.units.Units`.

        Examples
        --------
        >>> from sklearn.feature_extraction.text import CountVectorizer
        >>> vectorizer = CountVectorizer()
        >>> counts = vectorizer.fit_transform(["a boat, a net", "no boat", "net upon net"])
        >>> corpus = Corpus.from_counts(counts, vectorizer.get_feature_names_out(), ["dock", "dock", "reef"])
        >>> corpus.units.labels.tolist(), corpus.units.tokens.tolist()
        (['dock', 'reef'], [4, 3])
        """
        units = Units(counts, terms, groups, sizes, documents)
        if documents is None:
            width = len(str(len(units)))
            names = [f"{number:0{width}}" for number in range(1, len(units) + 1)]
            units = Units(units.counts, units.terms, units.groups, units.sizes, names)
        corpus = assemble(tables_of(units), stopwords)
        more = uncounted(units)
        return replace(corpus, sizes=corpus.sizes + _at(more, corpus.paragraphs), uncounted=more)

    def variant(
        self,
        *,
        lemma: bool = False,
        quoted: bool = True,
        masked: bool = True,
        relayed: bool = True,
        stopwords: bool = True,
        min_count: int = 1,
    ) -> Corpus:
        """Return the corpus counted with other choices, always from the full tables, so that variants do not stack.

        Parameters
        ----------
        lemma : bool
            Count lemmas in place of forms.
        quoted, masked : bool
            Whether tokens between double quotation marks, and of names marked for masking in actors.csv, are counted.
        relayed : bool
            Whether paragraphs are counted whose voice is not known to be the author's. If not, a source that has no
            others is gone from `groups` too.
        stopwords : bool
            Whether function words are counted.
        min_count : int
            Fewest uses in all, after all other choices, for a term to be kept.

        Raises
        ------
        ValueError
            If ``min_count`` is under 1, or nothing is left to count.

        Examples
        --------
        >>> words = load_corpus().variant(stopwords=False, min_count=2)
        >>> "the" in words.terms, int(words.counts.sum(axis=0).min())
        (False, 2)
        """
        if min_count < 1:
            raise ValueError(f"min_count is {min_count}; give 1 or more")
        tokens = self.tables["terms"]
        every = body_paragraphs(self.segments)
        paragraphs = every if relayed else every[every["voice"] == "author"].reset_index(drop=True)
        passages = tokens if quoted else tokens[tokens["quoted"] == 0]
        words = passages if masked else passages[passages["masked"] == 0]
        if not stopwords:
            words = words[~words["term"].isin(self.stopwords)]
        if lemma:
            words = words.assign(term=words["term"].map(self.tables["lemmas"].set_index("term")["lemma"]))
        counts, terms = count_matrix(words, paragraphs)
        enough = counts.sum(axis=0) >= min_count
        if not enough.any():
            raise NothingLeftError("these choices leave no term to count; lower min_count or let more in")
        return replace(
            self,
            paragraphs=paragraphs,
            counts=counts[:, np.flatnonzero(enough)],
            sizes=paragraph_sizes(passages, paragraphs) + _at(self.uncounted, paragraphs),
            terms=terms[enough],
            groups=_groups(self.sources, paragraphs),
            overlapping=False,
        )

    def choosing(self, **choices: Any) -> Corpus:  # noqa: ANN401  as many types as `variant` has keywords
        """Return the corpus with choices of counting, keywords of `variant`, that hold for whatever is computed of it.

        Passages that are chosen to be left out are gone from its paragraphs, sizes and phrases, and a source without
        any left from its sources; its terms are counted again by each analysis, with these choices in place of its own
        (`preferring`).

        Raises
        ------
        ValueError
            An unknown choice, or one that `variant` refuses.
        """
        known = inspect.signature(self.variant).parameters
        if unknown := sorted(set(choices) - set(known)):
            raise ValueError(f"unknown choice {unknown[0]!r}; choose from {', '.join(known)}")
        passages = {name: choices[name] for name in ("quoted", "relayed") if name in choices}
        chosen = self.variant(**passages)
        phrases = self.tables["phrases"]
        kept = phrases if choices.get("quoted", True) else phrases[phrases["quoted"] == 0]
        kept = kept.merge(chosen.paragraphs[["source", "line"]])  # of the paragraphs that are left
        chosen = replace(chosen, tables={**self.tables, "phrases": kept}, choices=dict(choices))
        return chosen.select(chosen.groups.categories)

    def preferring(self, **choices: Any) -> Corpus:  # noqa: ANN401
        """Return the `variant` that an analysis would choose, except where `choosing` has chosen otherwise."""
        return self.variant(**{**choices, **self.choices})

    def select(self, sources: Iterable[str]) -> Corpus:
        """Return the corpus of some sources only, with the terms that they use; the sources stay in the fixed order.

        Where sources.csv has groups, some of these are asked for, and all their sources stay.

        Raises
        ------
        ValueError
            If a source is unknown here, or none is given.
        """
        wanted = list(sources)
        unknown = sorted(set(wanted) - set(self.groups.categories))
        if unknown or not wanted:
            raise ValueError(f"sources {unknown or wanted}: give one or more of {list(self.groups.categories)}")
        here = self.sources.loc[group_labels(self.sources).isin(wanted), "source"]
        rows = np.flatnonzero(self.groups.isin(wanted))
        used = np.flatnonzero(self.counts[rows].sum(axis=0) > 0)
        return replace(
            self,
            sources=self.sources[self.sources["source"].isin(here)].reset_index(drop=True),
            segments=self.segments[self.segments["source"].isin(here)].reset_index(drop=True),
            paragraphs=self.paragraphs.iloc[rows].reset_index(drop=True),
            counts=self.counts[rows][:, used],
            sizes=self.sizes[rows],
            terms=self.terms[used],
            groups=self.groups[rows].remove_unused_categories(),
        )

    def keeping(self, terms: np.ndarray) -> Corpus:
        """Return the corpus with some of its terms, by mask; sizes stay."""
        return replace(self, counts=self.counts[:, np.flatnonzero(terms)], terms=self.terms[terms])

    @cached_property
    def units(self) -> Units:
        """The paragraphs as units of counting, with the terms of this corpus; their sources are the documents."""
        documents = self.paragraphs["source"].astype(str)
        ids = documents + "/" + self.paragraphs["line"].astype(str)
        return Units(self.counts, self.terms, self.groups, self.sizes, documents, ids, overlapping=self.overlapping)

    @property
    def has_groups(self) -> bool:
        """Whether texts belong to groups, as in a project out of anybody's texts; else each is a group by itself."""
        return GROUP in self.sources

    @property
    def names(self) -> dict[str, str]:
        """What sentences call each group: by the name in sources.csv where it is a source, else by its label."""
        return self._called("name")

    @property
    def by_date(self) -> dict[str, str]:
        """What sentences call each group, by the earliest day on which a text of it can have been written.

        Groups without a day come last, in the fixed order.
        """
        day = pd.Series("", index=self.sources.index)
        for name in ("not_before", "published"):
            day = day.where(day != "", self.sources[name]) if name in self.sources else day
        first = day[day != ""].groupby(group_labels(self.sources)).min()
        order = first.reindex(list(self.names)).sort_values(kind="stable", na_position="last")
        return {group: self.names[group] for group in order.index}

    @property
    def short(self) -> dict[str, str]:
        """Short label of each group, for tables and figures."""
        return self._called("short")

    def _called(self, column: str) -> dict[str, str]:
        if self.has_groups:
            return {label: label for label in group_labels(self.sources).unique()}
        return dict(zip(self.sources["source"], self.sources[column], strict=True))


def load_corpus(path: str | Path | None = None) -> Corpus:
    """Read the tables, check them, and return all tokens of all body paragraphs; `Corpus.variant` makes other choices.

    Parameters
    ----------
    path : path, optional
        Folder of tables; else ``PARALLAX_CORPUS``, else ``corpus/`` in the current folder or one above it.

    Raises
    ------
    CorpusError
        If there is no such folder or its tables break the descriptor or contradict each other.

    Examples
    --------
    >>> corpus = load_corpus()
    >>> corpus.counts.shape == (len(corpus.paragraphs), len(corpus.terms))
    True
    """
    folder = package.corpus_folder(Path(path) if path else None)
    return assemble(checked.checked_tables(folder), package.stopwords(folder))


def assemble(tables: Mapping[str, pd.DataFrame], stopwords: Iterable[str]) -> Corpus:
    """Return the corpus of checked tables, every one of the descriptor by name, and the function words."""
    rest = with_empty(tables)
    if "lines" not in tables:
        rest["lines"] = assumed_lines(tables["segments"])
    sources, lines, segments = (rest.pop(name) for name in ("sources", "lines", "segments"))
    segments = segments.merge(lines, on=["source", "line"], validate="one_to_one")
    order = segments["source"].map({source: place for place, source in enumerate(sources["source"])})
    segments = segments.iloc[np.lexsort((segments["line"], order))].reset_index(drop=True)
    paragraphs = body_paragraphs(segments)
    counts, terms = count_matrix(rest["terms"], paragraphs)
    sizes, groups = paragraph_sizes(rest["terms"], paragraphs), _groups(sources, paragraphs)
    return Corpus(sources, segments, paragraphs, counts, sizes, terms, groups, rest, frozenset(stopwords))


def _at(numbers: pd.Series | None, paragraphs: pd.DataFrame) -> np.ndarray | int:
    """Return the numbers of some paragraphs, by source and line; zero where there are none at all."""
    if numbers is None:
        return 0
    return numbers.reindex(pd.MultiIndex.from_frame(paragraphs[["source", "line"]])).to_numpy(dtype=np.int64)


def _groups(sources: pd.DataFrame, paragraphs: pd.DataFrame) -> pd.Categorical:
    label_of = dict(zip(sources["source"], group_labels(sources), strict=True))
    groups = pd.Categorical(paragraphs["source"].map(label_of), list(dict.fromkeys(label_of.values())), ordered=True)
    return groups.remove_unused_categories()
