"""Evidence on topics: which sources share their main one, how stable they are, whether they tell articles apart.

All count lemmas of content words that occur twice or more, unless the corpus chooses otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

from parallax import keyness_controls, topic_separation, topics
from parallax.corpus import Corpus
from parallax.evidence.base import (
    SEED,
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


def tells_halves(corpus: Corpus, *, k: int, source: str) -> Evidence:
    """The topic of a paragraph tells the half of one article it stands in, and of no other, beyond shuffled halves.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    k : int
        Number of topics.
    source : str
        The article.

    Returns
    -------
    Evidence
        value: adjusted mutual information of topic and half in that article; low: of topic and article; high: what 95 %
        of shuffled halves of that article stay at or under.
    """
    check_known(corpus, source)
    words = content_words(corpus, lemma=True, min_count=TOPIC_MIN_COUNT)
    assigned = topics.assign(topics.fit(words.counts, words.terms, k=k))
    halves = keyness_controls.blocks(words.sizes, words.groups, 2)
    table = topic_separation.separation(assigned["topic"], words.groups, halves, seed=SEED).set_index("group")
    between, within = table.iloc[0], table.iloc[1:]
    beyond = within["information"] > within["shuffled_high"]
    found = within.loc[source]
    holds = bool(beyond[source] and beyond.sum() == 1)
    return Evidence(float(found["information"]), float(between["information"]), float(found["shuffled_high"]), holds)
