"""What claims on topics rest on: whose main ones are shared, how stable they are, whether they tell articles apart.

All count lemmas of content words that occur twice or more, unless the corpus chooses otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

from parallax.analysis.keyness import controls
from parallax.analysis.topics import model, separation
from parallax.claims import results
from parallax.claims.evidence import Evidence, asks, check_known
from parallax.claims.results import SEED, TOPIC_MIN_COUNT, content_words, topic_stabilities
from parallax.corpus.corpus import Corpus


@asks("with {k:.0f} topics, exactly these articles have the same main topic: {together}")
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
    main = model.main_topics(model.fit(words.counts, words.terms, k=k), words.sizes, words.groups)
    found = {frozenset(group["group"]) for _, group in main.groupby("topic")}
    least, most = main["share"].min(), main["share"].max()
    return Evidence(float(least), float(least), float(most), found == {frozenset(group) for group in together})


@asks(
    "at every number of topics tried, at least {at_least:.0f} of the shuffled corpora have a number at which their top "
    "terms are as far above those of the others"
)
def reached_by_shuffles(corpus: Corpus, *, at_least: int) -> Evidence:
    """At no number of topics are the top terms steadier than those of shuffled words can be, at any number.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    at_least : int
        Fewest shuffled corpora that reach each number's distance from the null.

    Returns
    -------
    Evidence
        value: the number of topics furthest from the null; low: shuffled corpora that come as far; high: all of them.
    """
    table = topic_stabilities(corpus)
    n_shuffles = results.TOPIC_DRAWS["n_shuffles"]
    best = table.loc[table["z"].idxmax()]
    n = round(float(table["reached"].min() * n_shuffles))
    return Evidence(float(best["k"]), float(n), float(n_shuffles), n >= at_least)


@asks(
    "with {k:.0f} topics, the main topic of a paragraph tells in which half of {source} it is, of no other article, "
    "better than all but a few shuffled topics do ({alpha:.0%}, shared out among the articles)"
)
def tells_halves(corpus: Corpus, *, k: int, source: str, alpha: float) -> Evidence:
    """The topic of a paragraph tells the half of one article it is in, and of no other, beyond shuffled topics.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    k : int
        Number of topics.
    source : str
        The article.
    alpha : float
        Share of shuffles that may tell as much, 0 to 1, divided by the number of articles (Bonferroni).

    Returns
    -------
    Evidence
        value: adjusted mutual information of topic and half in that article; low: the largest of any other; high: what
        all but that share of shuffled topics stay at or under in that article.
    """
    check_known(corpus, source)
    words = content_words(corpus, lemma=True, min_count=TOPIC_MIN_COUNT)
    assigned = model.assign(model.fit(words.counts, words.terms, k=k))
    halves = controls.blocks(words.sizes, words.groups, 2)
    level = 1 - alpha / len(words.groups.categories)
    table = separation.separation(assigned["topic"], words.groups, halves, level=level, seed=SEED)
    within = table.iloc[1:].set_index("group")
    beyond = within["information"] > within["shuffled_high"] + 1e-9  # as much is no more
    mine, others = within.loc[source], within.drop(source)
    holds = bool(beyond[source] and beyond.sum() == 1)
    return Evidence(float(mine["information"]), float(others["information"].max()), float(mine["shuffled_high"]), holds)
