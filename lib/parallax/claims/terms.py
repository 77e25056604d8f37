"""What claims on terms rest on: which a source uses, how often and where, and which it never does.

All count content words: lower-case terms, without function words and without the words of masked names. Rates are
per 1,000 words of the body, function words and names included.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from parallax.analysis import omissions
from parallax.analysis.terms import idf_table, most_different, tf_idf
from parallax.claims.evidence import Alias, Evidence, Source, Sources, Term, Terms, check_one_of, evidence, found
from parallax.claims.results import Results
from parallax.corpus.choices import COUNTING, PASSAGES


@evidence(touched_by=COUNTING, uses_elsewhere="uses by the other articles")
def never_uses(book: Results, *, sources: Sources, terms: Terms, unit: str = "printed") -> Evidence:
    """None of {terms:em}, counted as {unit}, occurs in {sources}, and each of them occurs elsewhere.

    With "lemmas" as `unit`, every form of a lemma is a use; otherwise only what is printed like the term.
    """
    check_one_of("unit", unit, ("printed", "lemmas"))
    lemma = unit == "lemmas"
    mine = np.sum([book.use_of(source, terms, lemma).n for source in sources], axis=0)
    others = [other for other in book.corpus.groups.categories if other not in sources]
    n = np.sum([book.use_of(other, terms, lemma).n for other in others], axis=0)
    return found(not mine.any() and (n > 0).all(), uses_elsewhere=n.sum())


@evidence(touched_by=COUNTING, uses="uses of the former")
def uses_one_not_other(book: Results, *, sources: Sources, used: Terms, never: Terms) -> Evidence:
    """{used:em} all occur, and {never:em} never, in {sources}, each article by itself."""
    present = [book.use_of(source, used) for source in sources]
    absent = [book.use_of(source, never) for source in sources]
    holds = all((use.n > 0).all() for use in present) and not any(use.n.any() for use in absent)
    where = book.places_of(np.sort(np.concatenate([use.rows for use in present])))
    return found(holds, where, uses=sum(use.n.sum() for use in present))


@evidence(touched_by=COUNTING, uses="uses of the name")
def names_without(book: Results, *, source: Source, entry: Alias, but_not: Term) -> Evidence:
    """{source} uses the name {entry:em}, and never the word {but_not:em}."""
    hits = book.namings(source, [entry])
    n = hits["n"].sum()
    return found(n > 0 and not book.use_of(source, [but_not]).n.any(), book.paragraphs_on(hits), uses=n)


@evidence(touched_by=PASSAGES, inside="uses of the word inside the name", uses="all its uses")
def only_in_name(book: Results, *, source: Source, term: Term, name: Alias) -> Evidence:
    """{source} uses {term:em} inside the name {name:em}, and nowhere else.

    Aliases of actors.csv that begin or go on otherwise count as the name too.
    """
    check_one_of(f"the name {name!r}", term, name.split())
    corpus = book.corpus
    longer = [alias for alias in corpus.tables["actors"]["alias"] if f" {name} " in f" {alias} "]
    inside = book.namings(source, longer)["n"].sum()
    # The corpus itself counts words as they are printed, those of names too.
    every = corpus.counts[np.flatnonzero(corpus.groups == source)][:, corpus.terms == term].sum()
    return found(0 < inside == every, inside=inside, uses=every)


_PLACES = {
    "uses": "uses of the term",
    "in_paragraphs": "paragraphs that have it",
    "all_paragraphs": "all paragraphs of the article",
}


@evidence(touched_by=COUNTING, **_PLACES)
def in_every_paragraph(book: Results, *, source: Source, term: Term) -> Evidence:
    """{source} uses {term:em} in every one of its paragraphs."""
    use, every = book.use_of(source, [term]), (book.corpus.groups == source).sum()
    n, where = len(use.rows), book.places_of(use.rows)
    return found(0 < n == every, where, uses=use.n.sum(), in_paragraphs=n, all_paragraphs=every)


@evidence(touched_by=COUNTING, **_PLACES)
def confined(book: Results, *, source: Source, term: Term, paragraphs: int) -> Evidence:
    """{source} uses {term:em} in {paragraphs:.0f} of its paragraphs and in no other."""
    answer = in_every_paragraph(book, source=source, term=term)
    return replace(answer, holds=answer.figures["in_paragraphs"] == paragraphs)


_RATES = {"rate": "uses per 1,000 words of the article", "rate_other": "the same of the other"}


def _rate(book: Results, source: str, term: str) -> float:
    return float(1000 * book.use_of(source, [term]).n.sum() / book.size_of(source))


@evidence(touched_by=COUNTING, **_RATES)
def rate_not_above(book: Results, *, term: Term, source: Source, than: Source) -> Evidence:
    """{source} uses {term:em}, but at no higher rate than {than}."""
    mine, other = _rate(book, source, term), _rate(book, than, term)
    return found(0 < mine <= other, rate=mine, rate_other=other)


@evidence(touched_by=COUNTING, **_RATES, apart="how far the higher lies above the lower, as a share of the lower")
def rates_alike(book: Results, *, term: Term, source: Source, other: Source, within: float) -> Evidence:
    """The rates of {term:em} in {source} and {other} are no more than {within:.0%} apart."""
    mine, its = _rate(book, source, term), _rate(book, other, term)
    apart = max(mine, its) / min(mine, its) - 1 if min(mine, its) else float("inf")
    return found(apart <= within, rate=mine, rate_other=its, apart=apart)


@evidence(touched_by=COUNTING, uses="uses of the first word", uses_other="uses of the second")
def each_its_own(book: Results, *, source: Source, term: Term, other: Source, its_term: Term) -> Evidence:
    """{source} uses {term:em} and {other} never, and {other} uses {its_term:em} and {source} never."""
    uses, none = (book.use_of(each, [term]).n.sum() for each in (source, other))
    its_none, its_uses = (book.use_of(each, [its_term]).n.sum() for each in (source, other))
    return found(uses > 0 == none and its_uses > 0 == its_none, uses=uses, uses_other=its_uses)


@evidence(touched_by=COUNTING, uses="uses of the word that ranks lower", uses_other="uses of the one that ranks higher")
def outranked(book: Results, *, source: Source, term: Term, by: Term) -> Evidence:
    """{source} uses {term:em} more often than {by:em}, and TF-IDF in the smoothed form ranks {by:em} higher there."""
    uses, uses_other = (book.use_of(source, [each]).n.sum() for each in (term, by))
    table = tf_idf(book.content_words().units)
    ranks = table[table["group"] == source].set_index("term")["rank"]
    lower, higher = (ranks.get(each, np.inf) for each in book.as_counted([term, by]))
    return found(uses > uses_other and higher < lower, uses=uses, uses_other=uses_other)


@evidence(touched_by=COUNTING, place="the lowest of their places; infinite where the rate of one does not lie above")
def leads(book: Results, *, source: Source, against: Sources, terms: Terms, among: int) -> Evidence:
    """Function words aside, {terms:em} are among the {among:.0f} words whose rates in {source} are furthest above those
    in {against}.

    The others are taken together.
    """
    words = book.content_words().select([source, *against])
    table = tf_idf(words.units)
    ordered = most_different(table[table["group"] == source], len(words.terms))
    ahead = (ordered["difference"] > 0) & ~ordered["term"].isin(list(book.corpus.stopwords))
    leading = ordered.loc[ahead, "term"].tolist()
    counted = book.as_counted(terms)
    place = max(leading.index(term) + 1 if term in leading else float("inf") for term in counted)
    return found(place <= among, book.places_of(book.use_of(source, terms).rows), place=place)


@evidence(touched_by=COUNTING, uses="uses of the word", uses_next="uses of the most frequent other")
def most_frequent(book: Results, *, term: Term) -> Evidence:
    """No content word occurs as often in the corpus as {term:em}."""
    words = book.content_words()
    (term,) = book.as_counted([term])
    n = pd.Series(words.counts.sum(axis=0), index=words.terms)
    n = n.drop(n.index.intersection(list(book.corpus.stopwords)))
    mine, others = n.get(term, 0), n.drop(term, errors="ignore").max()
    return found(mine > others, uses=mine, uses_next=others)


@evidence(
    touched_by=COUNTING,
    rank="its lowest rank in the smoothed form, among words that are no function words; infinite for a word that no "
    "article uses",
)
def silenced(book: Results, *, term: Term, rank_at_most: int) -> Evidence:
    """The textbook form of TF-IDF gives {term:em} no weight in any article, and the smoothed form puts it among the
    first {rank_at_most:.0f} words of every article, function words aside.
    """
    words = book.content_words()
    (term,) = book.as_counted([term])
    smoothed, textbook = (tf_idf(words.units, smooth=smooth) for smooth in (True, False))
    content = smoothed[~smoothed["term"].isin(list(book.corpus.stopwords))]
    ranks = 1 + content.groupby("group", observed=True).cumcount()[content["term"] == term]
    rank = ranks.max() if len(ranks) else float("inf")
    weightless = (textbook.loc[textbook["term"] == term, "tf_idf"] == 0).all()
    return found(len(ranks) == len(words.groups.categories) and rank <= rank_at_most and weightless, rank=rank)


@evidence(
    touched_by=COUNTING,
    alone="first words that one article alone uses, all articles together",
    half="half of all first words",
    first="all first words",
)
def mostly_single(book: Results, *, among: int) -> Evidence:
    """Of the first {among:.0f} words of each article by the textbook form of TF-IDF, more than half are used by that
    article alone.
    """
    words = book.content_words()
    table = tf_idf(words.units, smooth=False)
    first = table[table["rank"] <= among]
    alone, half = (first["document_frequency"] == 1).sum(), len(first) / 2
    return found(alone > half, alone=alone, half=half, first=len(first))


@evidence(
    touched_by=COUNTING,
    share="share of terms that only one article uses, 0 to 1",
    dealt_mean="mean share of the shuffles",
    dealt_highest="highest share of the shuffles",
)
def single_share_above_deals(book: Results, *, deals: int) -> Evidence:
    """The share of terms that only one article uses is higher than in any of {deals:,} random shuffles of the
    paragraphs, and less than twice what these give on average.
    """
    words = book.content_words()
    idf = idf_table(words.units)
    share = idf.at[0, "n_terms"] / idf["n_terms"].sum()
    chance = book.kept(omissions.by_chance)(words.units, book.settings.but(n_deals=deals))
    mean, highest = chance["single_share"].mean(), chance["single_share"].max()
    return found(highest < share < 2 * mean, share=share, dealt_mean=mean, dealt_highest=highest)
