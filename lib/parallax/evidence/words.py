"""Evidence on words: which a source uses, how often and where, which it never does, and which set it apart.

All count content words: lower-case terms, without function words and without the words of masked names. Rates are
per 1,000 words of the body, function words and names included.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from parallax import contrasts
from parallax.corpus import Corpus
from parallax.evidence.base import (
    Evidence,
    as_counted,
    asks,
    check_known,
    check_one_of,
    check_terms,
    content_words,
    exactly,
    namings,
    paragraphs_on,
    places_of,
    size_of,
    use_of,
)


def _rate(corpus: Corpus, source: str, term: str) -> float:
    return float(1000 * use_of(corpus, source, [term]).n.sum() / size_of(corpus, source))


@asks("none of {terms:em}, counted as {unit}, occurs in {sources}, and each of them occurs elsewhere")
def never_uses(corpus: Corpus, *, sources: Sequence[str], terms: Sequence[str], unit: str = "printed") -> Evidence:
    """Some sources never use any of some terms, and others use each.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    sources : sequence of str
        Those that never do.
    terms : sequence of str
        Content words.
    unit : {"printed", "lemmas"}
        Whether words count as they are printed, or every form of a lemma does.

    Returns
    -------
    Evidence
        value: uses by the others.
    """
    check_known(corpus, *sources)
    check_one_of("unit", unit, ("printed", "lemmas"))
    lemma = unit == "lemmas"
    mine = np.sum([use_of(corpus, source, terms, lemma).n for source in sources], axis=0)
    others = [other for other in corpus.groups.categories if other not in sources]
    n = np.sum([use_of(corpus, other, terms, lemma).n for other in others], axis=0)
    return exactly(n.sum(), not mine.any() and bool((n > 0).all()))


@asks("{used:em} all occur, and {never:em} never, in {sources}, each article by itself")
def uses_one_not_other(
    corpus: Corpus, *, sources: Sequence[str], used: Sequence[str], never: Sequence[str]
) -> Evidence:
    """Some sources use each of some terms, and never any of others.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    sources : sequence of str
        One or more.
    used, never : sequence of str
        Content words that each uses, and that none does.

    Returns
    -------
    Evidence
        value: uses of the former; where: the paragraphs that do.
    """
    check_known(corpus, *sources)
    found = [use_of(corpus, source, used) for source in sources]
    absent = [use_of(corpus, source, never) for source in sources]
    holds = all((use.n > 0).all() for use in found) and not any(use.n.any() for use in absent)
    where = places_of(corpus, np.sort(np.concatenate([use.rows for use in found])))
    return exactly(sum(use.n.sum() for use in found), holds, where)


@asks("{source} has the name {entry:em}, and never the word {but_not:em}")
def names_without(corpus: Corpus, *, source: str, entry: str, but_not: str) -> Evidence:
    """A source uses a name, and never a word that others call the same thing by.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source : str
        The source.
    entry : str
        An alias of actors.csv.
    but_not : str
        A content word.

    Returns
    -------
    Evidence
        value: uses of the name; where: the paragraphs that have it.
    """
    check_known(corpus, source)
    check_one_of("lexicons/actors.csv", entry, corpus.tables["actors"]["alias"])
    hits = namings(corpus, source, [entry])
    absent = use_of(corpus, source, [but_not])
    n = hits["n"].sum()
    return exactly(n, n > 0 and not absent.n.any(), paragraphs_on(corpus, hits))


@asks("{source} has {term:em} inside the name {name:em}, and nowhere else")
def only_in_name(corpus: Corpus, *, source: str, term: str, name: str) -> Evidence:
    """A source uses a word inside a name, and nowhere else.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source : str
        The source.
    term : str
        A content word of the name.
    name : str
        An alias of actors.csv; aliases that begin or go on otherwise count too.

    Returns
    -------
    Evidence
        value: uses inside the name; low: the same; high: all uses.
    """
    check_known(corpus, source)
    check_terms(corpus, [term])
    aliases = corpus.tables["actors"]["alias"]
    check_one_of("lexicons/actors.csv", name, aliases)
    check_one_of(f"the name {name!r}", term, name.split())
    inside = namings(corpus, source, [alias for alias in aliases if f" {name} " in f" {alias} "])["n"].sum()
    # The corpus itself counts words as they are printed, those of names too.
    every = corpus.counts[np.flatnonzero(corpus.groups == source)][:, corpus.terms == term].sum()
    return Evidence(float(inside), float(inside), float(every), bool(0 < inside == every))


@asks("{source} uses {term:em} in every one of its paragraphs")
def in_every_paragraph(corpus: Corpus, *, source: str, term: str) -> Evidence:
    """A term stands in every body paragraph of a source.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source : str
        The source.
    term : str
        A content word.

    Returns
    -------
    Evidence
        value: how often; low: paragraphs that have it; high: all paragraphs; where: those that have it.
    """
    found = use_of(corpus, source, [term])
    n = int((corpus.groups == source).sum())
    holds = 0 < n == len(found.rows)
    return Evidence(float(found.n.sum()), float(len(found.rows)), float(n), holds, places_of(corpus, found.rows))


@asks("{source} uses {term:em} in {paragraphs:.0f} of its paragraphs and in no other")
def confined(corpus: Corpus, *, source: str, term: str, paragraphs: int) -> Evidence:
    """A source uses a term in so many paragraphs and in no more.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source : str
        The source.
    term : str
        A content word.
    paragraphs : int
        Paragraphs that have it.

    Returns
    -------
    Evidence
        value: how often; low: paragraphs that have it; high: all paragraphs; where: those that have it.
    """
    found = use_of(corpus, source, [term])
    n, every = len(found.rows), int((corpus.groups == source).sum())
    return Evidence(float(found.n.sum()), float(n), float(every), n == paragraphs, places_of(corpus, found.rows))


@asks("{source} uses {term:em}, at no higher rate than {than}")
def rate_not_above(corpus: Corpus, *, term: str, source: str, than: str) -> Evidence:
    """A source uses a term, at no higher rate than another.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    term : str
        A content word.
    source, than : str
        The one and the other.

    Returns
    -------
    Evidence
        value: its rate; high: that of the other.
    """
    mine, other = _rate(corpus, source, term), _rate(corpus, than, term)
    return Evidence(mine, 0.0, other, 0 < mine <= other)


@asks("the rates of {term:em} in {source} and {other} are no more than {within:.0%} apart")
def rates_alike(corpus: Corpus, *, term: str, source: str, other: str, within: float) -> Evidence:
    """Two sources use a term at rates of which the higher is at most so much above the lower.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    term : str
        A content word.
    source, other : str
        Those that are compared.
    within : float
        Largest distance, as a share of the lower rate.

    Returns
    -------
    Evidence
        value: the rate of `source`; high: that of `other`; low: how far the higher lies above the lower, as a share.
    """
    mine, its = _rate(corpus, source, term), _rate(corpus, other, term)
    apart = max(mine, its) / min(mine, its) - 1 if min(mine, its) else float("inf")
    return Evidence(mine, apart, its, apart <= within)


@asks("{terms:em} are among the {among:.0f} words whose rates in {source} lie furthest above those in {against}")
def leads(corpus: Corpus, *, source: str, against: Sequence[str], terms: Sequence[str], among: int) -> Evidence:
    """Some terms are among those whose rates lie furthest above the other sources'.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source : str
        The source that uses them.
    against : sequence of str
        The other sources, taken together.
    terms : sequence of str
        Content words.
    among : int
        How many terms lead.

    Returns
    -------
    Evidence
        value: the lowest of their places (infinite for a term whose rate does not lie above); high: `among`; where: the
        paragraphs of the source that use any.
    """
    check_known(corpus, source)
    check_known(corpus, *against)
    few = content_words(corpus).select([source, *against])
    table = contrasts.tf_idf(few.counts, few.groups, few.terms, sizes=few.sizes)
    ordered = contrasts.most_different(table[table["group"] == source], len(few.terms))
    leading = ordered.loc[ordered["difference"] > 0, "term"].tolist()
    where = places_of(corpus, use_of(corpus, source, terms).rows)
    counted = as_counted(corpus, terms)
    places = [leading.index(term) + 1 if term in leading else float("inf") for term in counted]
    return Evidence(float(max(places)), 1.0, float(among), max(places) <= among, where)
