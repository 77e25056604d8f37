"""What an evidence function returns, and what several of them need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from parallax.corpus import Corpus

SEED = 2026

# Many claims count the same words; a corpus is kept no longer than somebody else needs it.
_content_words: WeakKeyDictionary[Corpus, dict[tuple[bool, int], Corpus]] = WeakKeyDictionary()


class Evidence(NamedTuple):
    """What a claim rests on.

    Attributes
    ----------
    value : float
        The figure that the sentence gives.
    low, high : float
        What it is held against: the ends of an interval, a bound, or another article's figure; equal to `value`
        where there is no such thing.
    holds : bool
        Whether the claim is true of this corpus.
    where : tuple of (str, int)
        Source and number of the paragraphs behind it, in order; empty for what is absent or of whole texts.
    """

    value: float
    low: float
    high: float
    holds: bool
    where: tuple[tuple[str, int], ...] = ()


def check_one_of(name: str, value: str, known: Iterable[str]) -> None:
    """Raise a ValueError that lists the known values if this is none of them."""
    known = list(dict.fromkeys(known))
    if value not in known:
        raise ValueError(f"{name} has no {value!r}; known are {', '.join(known)}")


def check_known(corpus: Corpus, *sources: str) -> None:
    """Raise a ValueError if the corpus lacks a source, or none is given."""
    if not sources:
        raise ValueError("sources is empty; name one or more")
    for source in sorted(sources):
        check_one_of("sources", source, corpus.sources["source"])


def exactly(value: float, holds: bool, where: tuple[tuple[str, int], ...] = ()) -> Evidence:
    """Return evidence of a figure that is held against nothing."""
    return Evidence(float(value), float(value), float(value), bool(holds), where)


def places_of(corpus: Corpus, rows: np.ndarray) -> tuple[tuple[str, int], ...]:
    """Return source and number of the paragraphs at some rows."""
    found = corpus.paragraphs.iloc[rows]
    return tuple(zip(found["source"], found["paragraph"].astype(int), strict=True))


def content_words(corpus: Corpus, lemma: bool = False, min_count: int = 1) -> Corpus:
    """Return the corpus without function words and without the words of masked names, unless it chooses otherwise."""
    key = (lemma, min_count)
    if key not in (made := _content_words.setdefault(corpus, {})):
        made[key] = corpus.preferring(stopwords=False, masked=False, lemma=lemma, min_count=min_count)
    return made[key]


def as_counted(corpus: Corpus, terms: Sequence[str]) -> list[str]:
    """Return terms as content words of this corpus stand: their lemmas, where it chooses to count lemmas."""
    if not corpus.choices.get("lemma"):
        return list(terms)
    lemma_of = corpus.tables["lemmas"].set_index("term")["lemma"]
    return [lemma_of.get(term, term) for term in terms]


def size_of(corpus: Corpus, source: str) -> int:
    """Return the words of a source's body."""
    return int(corpus.sizes[corpus.groups == source].sum())
