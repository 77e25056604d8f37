"""Whose text each paragraph is, where an article passes on another text: its parts, one by one."""

from __future__ import annotations

import numpy as np

from parallax.analysis import framing
from parallax.claims.results import Results
from parallax.statistics.units import Units

#: What a part of an article is called whose paragraphs are not all of one voice.
PARTS = {"author": "its own words", "relayed": "what it relays", "undetermined": "author unknown"}


def parts(book: Results) -> tuple[np.ndarray, dict[str, str]]:
    """Return the part of an article that each paragraph is of, and the names of parts by date.

    An article of one voice is whole; what another relays and what it may have added are two parts, ``source:voice``.
    """
    corpus = book.corpus
    source, voice = corpus.paragraphs["source"], corpus.paragraphs["voice"]
    split = voice.groupby(source).transform("nunique") > 1
    labels = source.where(~split, source + ":" + voice)
    names = {
        label: name + (f": {PARTS[label.partition(':')[2]]}" if ":" in label else "")
        for one, name in corpus.by_date.items()
        for label in dict.fromkeys(labels[source == one])
    }
    return labels.to_numpy(dtype=str), names


def hits_by_part(book: Results) -> Units:
    """Return the hits of the word list of issues in each paragraph, of parts in place of articles."""
    corpus, tables = book.corpus, book.corpus.tables
    return framing.hits(tables["phrases"], tables["frames"], corpus.paragraphs, parts(book)[0], corpus.sizes)
