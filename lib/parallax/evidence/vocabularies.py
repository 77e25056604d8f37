"""Evidence on whole vocabularies: what is most frequent, what IDF makes of it, and what chance leaves out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from parallax import contrasts, omissions, provenance
from parallax.corpus import Corpus
from parallax.evidence.base import SEED, Evidence, as_counted, check_known, check_one_of, content_words

N_DEALS = 200


def most_frequent(corpus: Corpus, *, term: str) -> Evidence:
    """No content word is as frequent in the corpus as this one.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    term : str
        The word.

    Returns
    -------
    Evidence
        value and low: how often; high: how often the most frequent other.
    """
    words = content_words(corpus)
    (term,) = as_counted(corpus, [term])
    n = pd.Series(words.counts.sum(axis=0), index=words.terms)
    n = n.drop(n.index.intersection(list(corpus.stopwords)))
    mine, others = n.get(term, 0), n.drop(term, errors="ignore").max()
    return Evidence(float(mine), float(mine), float(others), bool(mine > others))


def silenced(corpus: Corpus, *, term: str, rank_at_most: int) -> Evidence:
    """The textbook IDF silences a term, which every source uses, and the smoothed form ranks it high in each.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    term : str
        A content word.
    rank_at_most : int
        Lowest rank by smoothed TF-IDF that counts as high.

    Returns
    -------
    Evidence
        value: its lowest rank (infinite for a word that no source uses); high: `rank_at_most`.
    """
    words = content_words(corpus)
    (term,) = as_counted(corpus, [term])
    smoothed, textbook = (
        table[table["term"] == term]
        for table in (
            contrasts.tf_idf(words.counts, words.groups, words.terms, smooth=smooth) for smooth in (True, False)
        )
    )
    rank = smoothed["rank"].max() if len(smoothed) else float("inf")
    holds = len(smoothed) == len(words.groups.categories) and rank <= rank_at_most and (textbook["tf_idf"] == 0).all()
    return Evidence(float(rank), 1.0, float(rank_at_most), bool(holds))


def single_share_as_by_chance(corpus: Corpus, *, points: float) -> Evidence:
    """As many terms stand in one article only as dealing the paragraphs out gives, but for so many percentage points.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    points : float
        Largest distance from the mean of the deals.

    Returns
    -------
    Evidence
        value and high: the share of terms, 0 to 1; low: by chance.
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
    check_one_of("expect", expect, ("above", "edge", "within"))
    words = content_words(corpus, lemma=True)
    if sources is not None:
        check_known(corpus, *sources)
        words = words.select(sources)
    possible = provenance.possible_terms(words.sources, corpus.tables["chronology"])
    rules: omissions.Rules = {"sizes": words.sizes, "min_groups": min_groups}
    found = omissions.left_out(words.counts, words.groups, words.terms, **{**rules, "possible": possible})
    n = int(found["beyond_bound"].sum())
    deals = omissions.by_chance(words.counts, words.groups, words.terms, n_deals=N_DEALS, seed=SEED, **rules)
    low, high, mean = (deals["n_beyond"].quantile(0.025), deals["n_beyond"].quantile(0.975), deals["n_beyond"].mean())
    answers = {"above": n > high, "within": low <= n <= high, "edge": mean < n <= high}
    return Evidence(float(n), float(mean), float(high), bool(answers[expect]))
