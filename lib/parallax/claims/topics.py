"""What claims on topics rest on: whose main ones are shared, how stable they are, whether they tell articles apart.

All count lemmas of content words that occur twice or more, unless the corpus chooses otherwise.
"""

from __future__ import annotations

from parallax.analysis.topics.model import main_topics
from parallax.claims.evidence import Evidence, Source, SourceGroups, evidence, found
from parallax.claims.results import TOPIC_MIN_COUNT, Results
from parallax.corpus.choices import COUNTING


@evidence(
    touched_by=COUNTING,
    smallest="least share of words that an article's main topic has, 0 to 1",
    largest="largest such share",
)
def main_topics_shared(book: Results, *, k: int, together: SourceGroups) -> Evidence:
    """With {k:.0f} topics, exactly these articles have the same main topic: {together}.

    `together` has all sources, in groups.
    """
    main = main_topics(book.topics(k), book.content_words(True, TOPIC_MIN_COUNT).units)
    there = {frozenset(group["group"]) for _, group in main.groupby("topic")}
    holds = there == {frozenset(group) for group in together}
    return found(holds, smallest=main["share"].min(), largest=main["share"].max())


@evidence(
    touched_by=("lemma",),  # it takes too long to be crossed with every choice
    k="number of topics that is furthest from the shuffled corpora",
    reaching="shuffled corpora that come as far",
    shuffled="all shuffled corpora",
)
def reached_by_shuffles(book: Results, *, at_least: int) -> Evidence:
    """At every number of topics tried, at least {at_least:.0f} of the shuffled corpora have a number at which their top
    terms are as far above those of the others.
    """
    table, n_shuffles = book.topic_stability(), book.settings.n_shuffles
    n = round(float(table["reached"].min() * n_shuffles))
    return found(n >= at_least, k=table.loc[table["z"].idxmax(), "k"], reaching=n, shuffled=n_shuffles)


@evidence(
    touched_by=COUNTING,
    information="adjusted mutual information of topic and half in that article",
    largest_other="the largest of any other article",
    shuffled="what all but that share of shuffled topics stay at or under in that article",
)
def tells_halves(book: Results, *, k: int, source: Source, alpha: float) -> Evidence:
    """With {k:.0f} topics, the main topic of a paragraph tells in which half of {source} it is, of no other article,
    better than all but a few shuffled topics do ({alpha:.0%}, shared out among the articles).
    """
    within = book.separation(k, alpha).iloc[1:].set_index("group")
    beyond = within["information"] > within["shuffled_high"] + 1e-9  # as much is no more
    mine, others = within.loc[source], within.drop(source)
    return found(
        beyond[source] and beyond.sum() == 1,
        information=mine["information"],
        largest_other=others["information"].max(),
        shuffled=mine["shuffled_high"],
    )
