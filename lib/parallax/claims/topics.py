"""What claims on topics rest on: whose main ones are shared, how stable they are, whether they tell articles apart.

All count lemmas of content words that occur twice or more, unless the corpus chooses otherwise.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from parallax.analysis.topics.model import assign, main_topics, top_terms
from parallax.analysis.topics.separation import TIE
from parallax.claims.evidence import Evidence, Source, SourceGroups, Sources, Term, evidence, found
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
    main = _main(book, k)
    there = {frozenset(group["group"]) for _, group in main.groupby("topic")}
    holds = there == {frozenset(group) for group in together}
    return found(holds, smallest=main["share"].min(), largest=main["share"].max())


@evidence(
    touched_by=COUNTING,
    shared="main topics that they have between them with the smaller number of topics",
    finer="main topics that they have between them with the larger one",
)
def shared_with_fewer(book: Results, *, k: int, fine: int, sources: Sources) -> Evidence:
    """With {k:.0f} topics, these articles have the same main topic; with {fine:.0f}, each has its own: {sources}."""
    shared, finer = (_main(book, each).set_index("group").loc[list(sources), "topic"].nunique() for each in (k, fine))
    return found(shared == 1 and finer == len(sources), shared=shared, finer=finer)


@evidence(
    touched_by=COUNTING,
    using="those of the articles named that use the word",
    topics="topics that have it among their first words",
    mains="articles whose main topic is one of these",
)
def word_and_topic(book: Results, *, k: int, n: int, term: Term, users: Sources, source: Source) -> Evidence:
    """These articles use {term:em}: {users}; with {k:.0f} topics, a single one has it among its first {n:.0f} words,
    and is the main topic of {source} alone.
    """
    using = [name for name in users if book.use_of(name, [term]).n.any()]
    top = top_terms(book.topics(k), n)
    topics = set(top.loc[top["term"].isin(book.as_counted([term])), "topic"])
    main = _main(book, k)
    mains = set(main.loc[main["topic"].isin(topics), "group"])
    holds = len(using) == len(users) and len(topics) == 1 and mains == {source}
    return found(holds, using=len(using), topics=len(topics), mains=len(mains))


@evidence(
    touched_by=COUNTING,
    least="fewest topics that are the main one of a paragraph, of all articles",
)
def topics_in_each(book: Results, *, k: int, at_least: int) -> Evidence:
    """With {k:.0f} topics, the paragraphs of each article have {at_least:.0f} different main topics or more."""
    main = assign(book.topics(k))["topic"]
    least = main[main > 0].groupby(book.corpus.paragraphs["source"]).nunique().min()
    return found(least >= at_least, least=least)


@evidence(
    touched_by=COUNTING,
    highest="largest number of topics with which they have the same main topic",
    most="largest number of topics tried",
)
def shared_up_to(book: Results, *, at_most: int, sources: Sources) -> Evidence:
    """With {at_most:.0f} topics or fewer of those tried, these articles have the same main topic, and with more they do
    not: {sources}.
    """
    main = book.main_topics()
    n_topics = main[main["group"].isin(list(sources))].groupby("k")["topic"].nunique()
    shared = n_topics.index[n_topics == 1]
    tried = n_topics.index[n_topics.index <= at_most]
    return found(list(shared) == list(tried) and len(tried), highest=max(shared, default=0), most=n_topics.index.max())


@evidence(
    touched_by=COUNTING,
    shared="topics that they have between them with the smaller number of topics",
    finer="topics that they have between them with the larger one",
)
def paragraphs_sorted(
    book: Results, *, k: int, fine: int, source: Source, paragraph: int, other: Source, other_paragraph: int
) -> Evidence:
    """With {k:.0f} topics, ¶{paragraph:.0f} of {source} and ¶{other_paragraph:.0f} of {other} have the same main topic;
    with {fine:.0f} they do not.
    """
    places = book.corpus.paragraphs
    rows = [
        int(np.flatnonzero((places["source"] == name) & (places["paragraph"] == number))[0])
        for name, number in ((source, paragraph), (other, other_paragraph))
    ]
    shared, finer = (len(set(assign(book.topics(each))["topic"].iloc[rows])) for each in (k, fine))
    return found(shared == 1 and finer == 2, book.places_of(np.array(rows)), shared=shared, finer=finer)


@evidence(
    touched_by=("lemma",),  # it takes too long to be crossed with every choice
    k="number of topics that is furthest from the shuffled corpora",
    reaching="shuffled corpora that come as far",
    shuffled="all shuffled corpora",
)
def reached_by_shuffles(book: Results, *, at_least: int) -> Evidence:
    """At every number of topics tried, at least {at_least:.0f} of the shuffled corpora have some number at which their
    topics are as much steadier than those of the others.
    """
    table, n_shuffles = book.topic_stability(), book.settings.n_shuffles
    n = round(float(table["reached"].min() * n_shuffles))
    return found(n >= at_least, k=table.loc[table["z"].idxmax(), "k"], reaching=n, shuffled=n_shuffles)


@evidence(
    touched_by=COUNTING,
    information="adjusted mutual information of topic and article",
    shuffled="what all but that share of shuffled topics stay at or under",
    halves="articles whose halves the topics tell apart better than that",
)
def tells_articles(book: Results, *, k: int, alpha: float) -> Evidence:
    """With {k:.0f} topics, the main topic of a paragraph shows which article it comes from better than all but a few
    shuffled topics do ({alpha:.0%}, shared out among the articles), and in no article which half.
    """
    told = book.separation(k, alpha)
    beyond = told["information"] > told["shuffled_high"] + TIE
    whole = told.iloc[0]
    return found(
        beyond[0] and not beyond[1:].any(),
        information=whole["information"],
        shuffled=whole["shuffled_high"],
        halves=beyond[1:].sum(),
    )


@evidence(
    touched_by=COUNTING,
    information="adjusted mutual information of topic and half in that article",
    largest_other="the largest of any other article",
    shuffled="what all but that share of shuffled topics stay at or under in that article",
)
def tells_halves(book: Results, *, k: int, source: Source, alpha: float) -> Evidence:
    """With {k:.0f} topics, the main topic of a paragraph shows in which half of {source}, and of no other article, it
    is, better than all but a few shuffled topics do ({alpha:.0%}, shared out among the articles).
    """
    within = book.separation(k, alpha).iloc[1:].set_index("group")
    beyond = within["information"] > within["shuffled_high"] + TIE
    mine, others = within.loc[source], within.drop(source)
    return found(
        beyond[source] and beyond.sum() == 1,
        information=mine["information"],
        largest_other=others["information"].max(),
        shuffled=mine["shuffled_high"],
    )


def _main(book: Results, k: int) -> pd.DataFrame:
    """Return the main topic of each article."""
    return main_topics(book.topics(k), book.content_words(True, TOPIC_MIN_COUNT).units)
