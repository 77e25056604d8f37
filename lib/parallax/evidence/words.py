"""Evidence on words: which a source uses, how often and where, which it never does, and which set it apart.

All count content words: lower-case terms, without function words and without the words of masked names. Rates are
per 1,000 words of the body, function words and names included.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from parallax import contrasts
from parallax.corpus import Corpus
from parallax.evidence.base import Evidence, as_counted, check_known, content_words, exactly, places_of, size_of, use_of


def _rate(corpus: Corpus, source: str, term: str) -> float:
    return float(1000 * use_of(corpus, source, [term]).n.sum() / size_of(corpus, source))


def never_uses(corpus: Corpus, *, sources: Sequence[str], terms: Sequence[str], lemma: bool = False) -> Evidence:
    """Some sources never use any of some terms, and others use each.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    sources : sequence of str
        Those that never do.
    terms : sequence of str
        Content words; lemmas, if `lemma`.
    lemma : bool
        Whether every form of a lemma counts.

    Returns
    -------
    Evidence
        value: uses by the others.
    """
    check_known(corpus, *sources)
    mine = np.sum([use_of(corpus, source, terms, lemma).n for source in sources], axis=0)
    others = [other for other in corpus.groups.categories if other not in sources]
    n = np.sum([use_of(corpus, other, terms, lemma).n for other in others], axis=0)
    return exactly(n.sum(), not mine.any() and bool((n > 0).all()))


def uses_one_not_other(
    corpus: Corpus, *, source: str, used: Sequence[str], never: Sequence[str], at_least: int = 1
) -> Evidence:
    """A source uses each of some terms at least so often, and never any of others.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source : str
        The source.
    used, never : sequence of str
        Content words that it uses, and that it does not.
    at_least : int
        Fewest uses of each of `used`.

    Returns
    -------
    Evidence
        value: uses of the former; where: the paragraphs that do.
    """
    found, absent = use_of(corpus, source, used), use_of(corpus, source, never)
    holds = bool((found.n >= at_least).all()) and not absent.n.any()
    return exactly(found.n.sum(), holds, places_of(corpus, found.rows))


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


def confined(corpus: Corpus, *, source: str, term: str, paragraphs: int, at_least: int) -> Evidence:
    """A term comes at least so often in a source, but in so few paragraphs.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    source : str
        The source.
    term : str
        A content word.
    paragraphs : int
        Most paragraphs.
    at_least : int
        Fewest uses.

    Returns
    -------
    Evidence
        value: how often; low: `at_least`; high: paragraphs that have it; where: those.
    """
    found = use_of(corpus, source, [term])
    n, p = int(found.n.sum()), len(found.rows)
    holds = n >= at_least and p <= paragraphs
    return Evidence(float(n), float(at_least), float(p), holds, places_of(corpus, found.rows))


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


def rates_alike(corpus: Corpus, *, term: str, sources: Sequence[str], within: float) -> Evidence:
    """Some sources use a term at rates of which the highest is at most so many times the lowest.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    term : str
        A content word.
    sources : sequence of str
        Those that are compared.
    within : float
        Largest ratio.

    Returns
    -------
    Evidence
        value: the lowest rate; high: the highest; low: how many times it is.
    """
    check_known(corpus, *sources)
    rates = [_rate(corpus, source, term) for source in sources]
    ratio = max(rates) / min(rates) if min(rates) else float("inf")
    return Evidence(min(rates), ratio, max(rates), ratio <= within)


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
        value: the lowest of their places (infinite for one that does not lead); high: `among`; where: the paragraphs
        of the source that use any.
    """
    check_known(corpus, source)
    check_known(corpus, *against)
    few = content_words(corpus).select([source, *against])
    table = contrasts.tf_idf(few.counts, few.groups, few.terms, sizes=few.sizes)
    first = contrasts.most_different(table[table["group"] == source], among)
    leading = first.loc[first["difference"] > 0, "term"].tolist()
    where = places_of(corpus, use_of(corpus, source, terms).rows)
    counted = as_counted(corpus, terms)
    places = [leading.index(term) + 1 if term in leading else float("inf") for term in counted]
    return Evidence(float(max(places)), 1.0, float(among), max(places) <= among, where)
