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

#: Choices that touch what is said of words in a form that the sentence names.
BESIDES_FORMS = tuple(choice for choice in COUNTING if choice != "lemma")


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
    touched_by=BESIDES_FORMS,
    shared="numbers of topics with which they have the same main topic, by lemmas",
    shared_as_printed="the same by words as printed",
    tried="numbers of topics tried",
    apart="numbers of topics at which lemmas and words as printed give different answers",
)
def sharing_depends(book: Results, *, sources: Sources) -> Evidence:
    """These articles have the same main topic with some numbers of topics and not with others, both with words in their
    dictionary form and as printed, and with one number at least in one of the two forms only: {sources}.
    """
    lemmas, printed = (_shares(main, sources) for main in (book.main_topics(), book.main_topics(lemma=False)))
    n_apart = (lemmas != printed).sum()
    return found(
        all(each.any() and not each.all() for each in (lemmas, printed)) and n_apart > 0,
        shared=lemmas.sum(),
        shared_as_printed=printed.sum(),
        tried=len(lemmas),
        apart=n_apart,
    )


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
    least="fewest topics that are the main one of a paragraph, of these articles",
)
def topics_in_each(book: Results, *, k: int, at_least: int, sources: Sources) -> Evidence:
    """With {k:.0f} topics, the paragraphs of each of these articles have {at_least:.0f} different main topics or more:
    {sources}.
    """
    main = assign(book.topics(k))["topic"]
    n_topics = main[main > 0].groupby(book.corpus.paragraphs["source"].astype(str)).nunique()
    least = n_topics.reindex(list(sources), fill_value=0).min()
    return found(least >= at_least, least=least)


@evidence(
    touched_by=BESIDES_FORMS,
    fewest="smallest number of topics tried",
    highest="largest number of topics with which they have the same main topic",
    most="largest number of topics tried",
)
def shared_up_to(book: Results, *, at_most: int, sources: Sources) -> Evidence:
    """With words in their dictionary form and {at_most:.0f} topics or fewer of those tried, these articles have the
    same main topic, and with more they do not: {sources}.
    """
    shared = _shares(book.main_topics(), sources)
    numbers = shared.index
    return found(
        (shared == (numbers <= at_most)).all() and shared.any(),
        fewest=numbers.min(),
        highest=max(numbers[shared], default=0),
        most=numbers.max(),
    )


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


def _shares(main: pd.DataFrame, sources: Sources) -> pd.Series:
    """Say for each number of topics whether these articles have the same main one, see `Results.main_topics`."""
    return main[main["group"].isin(list(sources))].groupby("k")["topic"].nunique() == 1


def _main(book: Results, k: int) -> pd.DataFrame:
    """Return the main topic of each article."""
    return main_topics(book.topics(k), book.content_words(True, TOPIC_MIN_COUNT).units)
