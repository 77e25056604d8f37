"""The number of topics: what paragraphs are sorted into at each number that the book looks at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from parallax.analysis.topics.labels import labelled
from parallax.analysis.topics.model import top_terms
from parallax.analysis.topics.summaries import runs
from parallax.claims.results import TOPIC_MIN_COUNT, TOPICS, Results
from parallax.statistics.arrays import Ints

N_TERMS = 6  # first words of a topic, as many as the chapter shows
SHADES = 10  # from light to dark
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

Solution = dict[str, Any]


def solutions(book: Results) -> list[Solution]:
    """Return what is stored of each number of topics, the fewest first; nothing where a corpus is too small for all.

    Parameters
    ----------
    book : Results
        Of the corpus as loaded.

    Returns
    -------
    list of dict
        Of each number: k; said (``three topics``); topics (of each terms, the first words; label, or nothing; n, its
        paragraphs; shade, from 0 to `SHADES` - 1; and from, the topic of the number before that most of its paragraphs
        were in, 0 if there is none); strips (of each article, in order of date, the topic of each paragraph, 0 for
        none); stability, null (of shuffled words, on average) and furthest (as far as shuffled words come).
    """
    corpus = book.corpus
    words = book.content_words(lemma=True, min_count=TOPIC_MIN_COUNT)
    n_filled = int((words.counts.sum(axis=1) > 0).sum())
    if max(TOPICS) > round(book.settings.share * n_filled):
        return []
    steady = book.topic_stability().set_index("k")[["stability", "null", "furthest"]].round(2)
    made: list[Solution] = []
    before, place = np.array([], dtype=np.int64), {0: 0}
    for k in TOPICS:
        where = runs(book.topics(k), words.paragraphs, _labels(book, k), list(corpus.by_date))
        now = where["topic"].to_numpy()
        parents = {topic: parent(now, before, topic) for topic in range(1, k + 1)}
        # Topics that split from one get shades side by side, those that stay nearly keep theirs.
        ranked = sorted(parents, key=lambda topic: (place.get(parents[topic], 0), topic))
        place = {topic: at for at, topic in enumerate(ranked)}
        strips = [now[where["source"] == source].tolist() for source in corpus.by_date]
        about = {"k": k, "said": f"{NUMBERS[k]} topics", "topics": _topics(book, k, now, parents, place)}
        made.append(about | {"strips": strips} | steady.loc[k].to_dict())
        before = now
    return made


def _topics(
    book: Results, k: int, now: Ints, parents: Mapping[int, int], place: Mapping[int, int]
) -> list[dict[str, Any]]:
    """Return what is told of each topic of a number, from the topic of each paragraph, its parents and its shades."""
    first = top_terms(book.topics(k), N_TERMS).groupby("topic")["term"].agg(list)
    names = _labels(book, k).set_index("topic")["label"] if k in set(book.corpus.tables["topic_labels"]["k"]) else {}
    return [
        {
            "terms": first.get(topic, []),
            "label": names.get(topic, ""),
            "n": int((now == topic).sum()),
            "shade": round(place[topic] * (SHADES - 1) / max(1, k - 1)),
            "from": parents[topic],
        }
        for topic in parents
    ]


def parent(now: Ints, before: Ints, topic: int) -> int:
    """Return the topic of the number before that most paragraphs of a topic were in; the lower one of equals.

    Parameters
    ----------
    now, before : array of int, shape (paragraphs,)
        Main topic of each at a number and at the number before; `before` is empty where there is none.
    topic : int
        One of `now`.

    Returns
    -------
    int
        0 where nothing was before, or no paragraph is of this topic.
    """
    if not len(before) or not (now == topic).any():
        return 0
    return int(np.bincount(before[now == topic]).argmax())


def _labels(book: Results, k: int) -> pd.DataFrame:
    """Return the names of the topics of a number: those on file, or their first words."""
    return labelled(book.corpus.tables["topic_labels"], book.topics(k), N_TERMS)
