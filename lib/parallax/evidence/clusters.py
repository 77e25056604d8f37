"""Evidence on topics: which sources share their main one, how stable they are, whether they tell articles apart.

All count lemmas of content words that occur twice or more, unless the corpus chooses otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

from parallax import keyness_checks, topic_separation, topics
from parallax.corpus import Corpus
from parallax.evidence.base import (
    TOPIC_MIN_COUNT,
    Evidence,
    check_known,
    check_one_of,
    content_words,
    topic_stabilities,
)


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


def most_stable(corpus: Corpus, *, k: int) -> Evidence:
    """Of all numbers of topics tried, one stands furthest above shuffled words, and above their highest.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    k : int
        The number of topics.

    Returns
    -------
    Evidence
        value: the stability of its top terms, 0 to 1; low: the mean of shuffled words; high: their highest.
    """
    table = topic_stabilities(corpus).set_index("k")
    check_one_of("ks", str(k), map(str, table.index))
    mine, others = table.loc[k], table["gain"].drop(k)
    holds = mine["gain"] > others.max() and mine["stability"] > mine["null_high"]
    return Evidence(float(mine["stability"]), float(mine["null"]), float(mine["null_high"]), bool(holds))


def no_steadier(corpus: Corpus, *, ks: Sequence[int]) -> Evidence:
    """With each of these numbers of topics, the top terms are no steadier than shuffled words can be.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    ks : sequence of int
        Numbers of topics.

    Returns
    -------
    Evidence
        value: the largest of their stabilities; low, high: the least and the largest of what shuffled words reach.
    """
    table = topic_stabilities(corpus).set_index("k")
    for k in ks:
        check_one_of("ks", str(k), map(str, table.index))
    mine = table.loc[list(ks)]
    null = mine["null_high"]
    holds = bool((mine["stability"] <= null).all())
    return Evidence(float(mine["stability"].max()), float(null.min()), float(null.max()), holds)


def tells_halves(corpus: Corpus, *, k: int, source: str, others_at_most: float) -> Evidence:
    """The topic of a paragraph tells more of its half of an article than of its article, in one article alone.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    k : int
        Number of topics.
    source : str
        The article.
    others_at_most : float
        Most that it tells of the halves of any other.

    Returns
    -------
    Evidence
        value: adjusted mutual information of topic and half in that article; low: of topic and article; high: the
        largest of topic and half in any other.
    """
    check_known(corpus, source)
    words = content_words(corpus, lemma=True, min_count=TOPIC_MIN_COUNT)
    assigned = topics.assign(topics.fit(words.counts, words.terms, k=k))
    halves = keyness_checks.blocks(words.sizes, words.groups, 2)
    table = topic_separation.separation(assigned["topic"], words.groups, halves).set_index("group")["information"]
    between, within = table.iloc[0], table.iloc[1:]
    others = within.drop(source).max()
    holds = within[source] > between and others <= others_at_most
    return Evidence(float(within[source]), float(between), float(others), bool(holds))
