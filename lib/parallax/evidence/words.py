"""Evidence on words: what is used, what is left out, what sets a source apart, and what chance gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from parallax import contrasts, omissions, provenance
from parallax.corpus import Corpus
from parallax.evidence.base import Evidence, check_known, content_words, exactly, places_of, size_of

SEED = 2026
N_DEALS = 200


class _Use(NamedTuple):
    """How often a source uses each of some terms (``n``), and the rows of its paragraphs that use any of them."""

    n: np.ndarray
    rows: np.ndarray


def _use(corpus: Corpus, source: str, terms: Sequence[str], lemma: bool = False) -> _Use:
    check_known(corpus, source)
    words = content_words(corpus, lemma)
    rows = np.flatnonzero(words.groups == source)
    columns = np.searchsorted(words.terms, terms).clip(max=len(words.terms) - 1)
    # A term that the corpus does not have would fall on its neighbour in the alphabet.
    counts = words.counts[rows][:, columns].toarray() * (words.terms[columns] == np.asarray(terms))
    return _Use(counts.sum(axis=0), rows[counts.any(axis=1)])


def never_uses(corpus: Corpus, *, sources: Sequence[str], terms: Sequence[str], lemma: bool = False) -> Evidence:
    """Some sources never use any of some terms, and others use each; value: uses by the others."""
    mine = np.sum([_use(corpus, source, terms, lemma).n for source in sources], axis=0)
    others = [other for other in corpus.groups.categories if other not in sources]
    n = np.sum([_use(corpus, other, terms, lemma).n for other in others], axis=0)
    return exactly(n.sum(), not mine.any() and bool((n > 0).all()))


def uses_one_not_other(
    corpus: Corpus, *, source: str, used: Sequence[str], never: Sequence[str], at_least: int = 1
) -> Evidence:
    """A source uses each of some terms at least so often and never any of others; value: uses of the former."""
    found, absent = _use(corpus, source, used), _use(corpus, source, never)
    holds = bool((found.n >= at_least).all()) and not absent.n.any()
    return exactly(found.n.sum(), holds, places_of(corpus, found.rows))


def in_every_paragraph(corpus: Corpus, *, source: str, term: str) -> Evidence:
    """A term stands in every body paragraph of a source; value: how often, high: paragraphs."""
    found = _use(corpus, source, [term])
    n = int((corpus.groups == source).sum())
    holds = len(found.rows) == n
    return Evidence(float(found.n.sum()), float(len(found.rows)), float(n), holds, places_of(corpus, found.rows))


def confined(corpus: Corpus, *, source: str, term: str, paragraphs: int, at_least: int) -> Evidence:
    """A term comes at least so often in a source, but in so few paragraphs; value: how often, high: paragraphs."""
    found = _use(corpus, source, [term])
    n, p = int(found.n.sum()), len(found.rows)
    holds = n >= at_least and p <= paragraphs
    return Evidence(float(n), float(at_least), float(p), holds, places_of(corpus, found.rows))


def rate_not_above(corpus: Corpus, *, term: str, source: str, than: str) -> Evidence:
    """A source uses a term, at no higher rate than another; value and high: their rates per 1,000 words."""
    mine, other = (1000 * _use(corpus, s, [term]).n.sum() / size_of(corpus, s) for s in (source, than))
    return Evidence(float(mine), 0.0, float(other), bool(0 < mine <= other))


def rates_alike(corpus: Corpus, *, term: str, sources: Sequence[str], within: float) -> Evidence:
    """Some sources use a term at rates of which the highest is at most so many times the lowest.

    Value: the lowest per 1,000 words, high: the highest, low: how many times it is.
    """
    rates = [1000 * _use(corpus, s, [term]).n.sum() / size_of(corpus, s) for s in sources]
    ratio = max(rates) / min(rates) if min(rates) else float("inf")
    return Evidence(float(min(rates)), float(ratio), float(max(rates)), bool(ratio <= within))


def most_frequent(corpus: Corpus, *, term: str) -> Evidence:
    """No content word is as frequent in the corpus as this one; value: how often, high: the next."""
    words = content_words(corpus)
    n = pd.Series(words.counts.sum(axis=0), index=words.terms)
    mine, others = n.get(term, 0), n.drop(term, errors="ignore").max()
    return Evidence(float(mine), float(mine), float(others), bool(mine > others))


def silenced(corpus: Corpus, *, term: str, rank_at_most: int) -> Evidence:
    """The textbook IDF silences a term that the smoothed form ranks high everywhere; value: its lowest rank."""
    words = content_words(corpus)
    smoothed, textbook = (
        table[table["term"] == term]
        for table in (
            contrasts.tf_idf(words.counts, words.groups, words.terms, smooth=smooth) for smooth in (True, False)
        )
    )
    rank = smoothed["rank"].max() if len(smoothed) else float("inf")
    holds = len(smoothed) == len(words.groups.categories) and rank <= rank_at_most and (textbook["tf_idf"] == 0).all()
    return Evidence(float(rank), 1.0, float(rank_at_most), bool(holds))


def leads(corpus: Corpus, *, source: str, against: Sequence[str], terms: Sequence[str], among: int) -> Evidence:
    """Some terms are among those whose rates lie furthest above the other sources'; value: the lowest place."""
    check_known(corpus, source, *against)
    few = content_words(corpus).select([source, *against])
    table = contrasts.tf_idf(few.counts, few.groups, few.terms, sizes=few.sizes)
    first = contrasts.most_different(table[table["group"] == source], among)["term"].tolist()
    places = [first.index(term) + 1 if term in first else float("inf") for term in terms]
    where = places_of(corpus, _use(corpus, source, terms).rows)
    return Evidence(float(max(places)), 1.0, float(among), max(places) <= among, where)


def single_share_as_by_chance(corpus: Corpus, *, points: float) -> Evidence:
    """As many terms stand in one article only as dealing the paragraphs out gives, but for so many percentage points.

    Value: the share; low: by chance.
    """
    words = content_words(corpus)
    idf = contrasts.idf_table(words.counts, words.groups)
    share = idf.at[0, "n_terms"] / idf["n_terms"].sum()
    deals = omissions.by_chance(words.counts, words.groups, words.terms, n_deals=N_DEALS, seed=SEED)
    chance = deals["single_share"].mean()
    return Evidence(float(share), float(chance), float(share), bool(abs(share - chance) * 100 <= points))


def omissions_against_chance(
    corpus: Corpus, *, sources: Sequence[str] | None = None, min_groups: int, expect: str
) -> Evidence:
    """What articles leave out is more than random deals give, or within it.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    sources : sequence of str, optional
        Only these, set against each other.
    min_groups : int
        See `omissions.left_out`.
    expect : {"above", "edge", "within"}
        ``above``: more than 97.5 % of deals; ``within``: inside the middle 95 %; ``edge``: inside it, and above the
        mean of the deals.

    Returns
    -------
    Evidence
        value: terms beyond the bound; low: the mean of the deals; high: what 97.5 % of them stay at or under.
    """
    words = content_words(corpus, lemma=True)
    words = words if sources is None else words.select(sources)
    possible = provenance.possible_terms(words.sources, corpus.tables["chronology"])
    rules = {"sizes": words.sizes, "min_groups": min_groups}
    found = omissions.left_out(words.counts, words.groups, words.terms, possible=possible, **rules)
    n = int(found["beyond_bound"].sum())
    deals = omissions.by_chance(words.counts, words.groups, words.terms, n_deals=N_DEALS, seed=SEED, **rules)
    low, high, mean = (deals["n_beyond"].quantile(0.025), deals["n_beyond"].quantile(0.975), deals["n_beyond"].mean())
    answers = {"above": n > high, "within": low <= n <= high, "edge": mean < n <= high}
    if expect not in answers:
        raise ValueError(f"expect is {expect!r}; write one of {', '.join(answers)}")
    return Evidence(float(n), float(mean), float(high), bool(answers[expect]))
