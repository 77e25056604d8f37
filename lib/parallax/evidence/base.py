"""What an evidence function returns, and what several of them need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from parallax.corpus import Corpus

SEED = 2026


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


def content_words(corpus: Corpus, lemma: bool = False) -> Corpus:
    """Return the corpus without function words and without the words of masked names."""
    return corpus.variant(stopwords=False, masked=False, lemma=lemma)


def size_of(corpus: Corpus, source: str) -> int:
    """Return the words of a source's body."""
    return int(corpus.sizes[corpus.groups == source].sum())
