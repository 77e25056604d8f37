"""Evidence on topics: which sources share their main one."""

from __future__ import annotations

from collections.abc import Sequence

from parallax import topics
from parallax.corpus import Corpus
from parallax.evidence.base import Evidence, check_known, content_words


def main_topics_shared(
    corpus: Corpus, *, k: int, together: Sequence[Sequence[str]], lemma: bool = True, min_count: int = 2
) -> Evidence:
    """With k topics, exactly these groups of sources share their main topic.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    k : int
        Number of topics.
    together : sequence of sequences of str
        All sources, in groups.
    lemma, min_count : bool, int
        See `Corpus.variant`.

    Returns
    -------
    Evidence
        value and low: the least share of words that a source's main topic has, 0 to 1; high: the largest.
    """
    for group in together:
        check_known(corpus, *group)
    words = content_words(corpus, lemma, min_count)
    main = topics.main_topics(topics.fit(words.counts, words.terms, k=k), words.sizes, words.groups)
    found = {frozenset(group["group"]) for _, group in main.groupby("topic")}
    least, most = main["share"].min(), main["share"].max()
    return Evidence(float(least), float(least), float(most), found == {frozenset(group) for group in together})
