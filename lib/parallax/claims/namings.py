"""What claims on namings rest on: what articles call the parties, and which words are inside names."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from parallax.analysis import voices
from parallax.claims.evidence import READING, Actor, Entity, Evidence, Source, check_one_of, evidence, found
from parallax.claims.results import Results
from parallax.claims.seen import GROUPS
from parallax.corpus.choices import PASSAGES
from parallax.errors import ParallaxError

IN_NAMES = "it counts the words inside names, of all words of the body"


@evidence(untouched=READING, n="how often", others="how often in other articles")
def named_with(book: Results, *, actor: Entity, words: Sequence[str], source: Source, times: int) -> Evidence:
    """In {source} at least {times:.0f} namings of {actor:em} have one of the words {words:em}, and no other article has
    such a naming.
    """
    rows = _namings(book, actor)
    rows = rows[_with(rows, words)]
    mine, others = rows[rows["source"] == source], rows[rows["source"] != source]
    n, n_others = mine["n"].sum(), others["n"].sum()
    return found(n >= times and n_others == 0, book.paragraphs_on(mine), n=n, others=n_others)


@evidence(
    untouched=READING,
    share="their share, 0 to 1",
    n="such namings",
    namings="all its namings of them",
    most_others="the largest share in another article, 0 to 1",
)
def mostly_named(book: Results, *, source: Source, actor: Entity, words: Sequence[str]) -> Evidence:
    """More than half of the namings of {actor:em} in {source} have one of the words {words:em}; in no other article has
    as large a share.
    """
    rows = _namings(book, actor)
    such = rows["n"].where(_with(rows, words), 0).groupby(rows["source"]).sum()
    every = rows.groupby("source")["n"].sum()
    shares = (such / every).reindex(book.corpus.sources["source"], fill_value=0)
    share, most = shares[source], shares.drop(source).max()
    n, namings = such.get(source, 0), every.get(source, 0)
    return found(share > 0.5 and share > most, share=share, n=n, namings=namings, most_others=most)


@evidence(
    speaks_of=GROUPS,
    touched_by=PASSAGES,
    names="names that the articles have for it",
    mine="names that the article has",
    most_others="the most in any other article",
)
def names_of_one(book: Results, *, actor: Actor, source: Source, at_least: int) -> Evidence:
    """The articles give {actor:em} at least {at_least:.0f} names, and {source} more of them than any other."""
    actors = book.corpus.tables["actors"]
    aliases = set(actors.loc[actors["actor"] == actor, "alias"])
    each = {one: book.namings(one, aliases) for one in book.corpus.sources["source"]}
    n = pd.Series({one: rows["entry"].nunique() for one, rows in each.items()})
    every = {entry for rows in each.values() for entry in rows["entry"]}
    others = n.drop(source).max()
    where = book.paragraphs_on(pd.concat(each.values()))
    return found(
        len(every) >= at_least and n[source] > others, where, names=len(every), mine=n[source], most_others=others
    )


@evidence(
    untouched=IN_NAMES,
    share="share of its words, 0 to 1",
    next_share="the next largest share",
    smallest="the smallest share",
)
def most_in_names(book: Results, *, source: Source, least: Source) -> Evidence:
    """Names hide the largest share of words in {source}, and the smallest in {least}."""
    terms = book.corpus.tables["terms"]
    n = terms["n"].where(terms["masked"] == 1, 0).groupby(terms["source"]).sum()
    shares = n / terms.groupby("source")["n"].sum()
    first, others = shares[source], shares.drop(source)
    holds = first > others.max() and shares.drop(least).min() > shares[least]
    return found(holds, share=first, next_share=others.max(), smallest=shares[least])


@evidence(untouched=IN_NAMES, inside="uses inside names", outside="other uses")
def more_in_names(book: Results, *, source: Source, term: str) -> Evidence:
    """{source} uses {term:em} more often inside names than outside them."""
    terms = book.corpus.tables["terms"]
    check_one_of("terms.csv", term, terms["term"])
    table = voices.in_names(terms[terms["term"] == term], [source])
    inside, outside = table[["inside", "outside"]].sum()
    return found(inside > outside, inside=inside, outside=outside)


def _namings(book: Results, actor: str) -> pd.DataFrame:
    mentions = book.corpus.tables["mentions"]
    return mentions[mentions["actor"] == actor]


def _with(rows: pd.DataFrame, words: Sequence[str]) -> pd.Series:
    """Say of each naming whether it has one of some words, whatever its capitals."""
    if not words:
        raise ParallaxError("words is empty; name one or more")
    wanted = {word.casefold() for word in words}
    return rows["naming"].map(lambda naming: not wanted.isdisjoint(naming.casefold().split())).astype(bool)
