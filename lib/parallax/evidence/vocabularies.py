"""Evidence on whole vocabularies: what is most frequent, what IDF makes of it, and what chance leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pandas as pd

from parallax import contrasts, omissions, provenance
from parallax.corpus import Corpus
from parallax.evidence.base import SEED, Evidence, as_counted, asks, check_known, check_terms, content_words


@asks("no content word occurs as often in the corpus as {term:em}")
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
    check_terms(corpus, [term])
    words = content_words(corpus)
    (term,) = as_counted(corpus, [term])
    n = pd.Series(words.counts.sum(axis=0), index=words.terms)
    n = n.drop(n.index.intersection(list(corpus.stopwords)))
    mine, others = n.get(term, 0), n.drop(term, errors="ignore").max()
    return Evidence(float(mine), float(mine), float(others), bool(mine > others))


@asks(
    "by TF-IDF {term:em} weighs nothing in any article in the textbook form, and is among the first {rank_at_most:.0f} "
    "words of every article in the smoothed form"
)
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
    check_terms(corpus, [term])
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


@asks(
    "of the first {among:.0f} words of each article by the textbook form of TF-IDF, more than half are used by that "
    "article alone"
)
def mostly_single(corpus: Corpus, *, among: int) -> Evidence:
    """Most of the words that the textbook form of TF-IDF puts first in an article are used by no other.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    among : int
        First words of each article.

    Returns
    -------
    Evidence
        value: those that one article alone uses, all articles together; low: half of all; high: all.
    """
    words = content_words(corpus)
    table = contrasts.tf_idf(words.counts, words.groups, words.terms, smooth=False)
    first = table[table["rank"] <= among]
    alone = int((first["document_frequency"] == 1).sum())
    return Evidence(float(alone), len(first) / 2, float(len(first)), alone > len(first) / 2)


@asks(
    "the share of terms that one article only uses is higher than in any of {deals:,} random deals of the paragraphs, "
    "and less than twice what these give on average"
)
def single_share_above_deals(corpus: Corpus, *, deals: int) -> Evidence:
    """More terms stand in one article only than in any random deal, though most of them do so by dealing alone.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    deals : int
        Random deals.

    Returns
    -------
    Evidence
        value: the share of terms, 0 to 1; low: the mean of the deals; high: the highest of them.
    """
    words = content_words(corpus)
    idf = contrasts.idf_table(words.counts, words.groups)
    share = idf.at[0, "n_terms"] / idf["n_terms"].sum()
    chance = omissions.by_chance(words.counts, words.groups, words.terms, n_deals=deals, seed=SEED)["single_share"]
    mean, most = float(chance.mean()), float(chance.max())
    return Evidence(float(share), mean, most, bool(most < share < 2 * mean))


def _rules(corpus: Corpus, words: Corpus, min_groups: int) -> omissions.Rules:
    tables = corpus.tables
    lemmas = tables["lemmas"] if corpus.choices.get("lemma", True) else None
    possible = provenance.missable_terms(words.sources, tables["chronology"], tables["terms"], lemmas)
    return {"sizes": words.sizes, "min_groups": min_groups, "possible": possible}


def _left_out(words: Corpus, rules: omissions.Rules) -> pd.DataFrame:
    found = omissions.left_out(words.counts, words.groups, words.terms, **rules)
    return found[found["beyond_bound"]]


def _against_deals(corpus: Corpus, words: Corpus, min_groups: int, deals: int) -> tuple[int, float, float]:
    """Return how many lemmas are left out, how many on average by random deals, and the share that reaches as many."""
    rules = _rules(corpus, words, min_groups)
    n = len(_left_out(words, rules))
    chance = omissions.by_chance(words.counts, words.groups, words.terms, n_deals=deals, seed=SEED, **rules)["n_beyond"]
    return n, float(chance.mean()), omissions.share_reaching(chance, n)


@asks(
    "fewer than {fewer_than:.0%} of {deals:,} random deals of the paragraphs of {sources} give as many lemmas that one "
    f"never uses and the other uses {omissions.MIN_TOTAL} times or more, and more often than a zero allows"
)
def omissions_beyond_chance(corpus: Corpus, *, sources: Sequence[str], fewer_than: float, deals: int) -> Evidence:
    """Some sources leave out more of each other's words than random deals of their paragraphs do.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    sources : sequence of str
        Those set against each other; what one leaves out, all of the others use.
    fewer_than : float
        Share of deals, 0 to 1, that do not leave out as many.
    deals : int
        Random deals.

    Returns
    -------
    Evidence
        value: terms beyond the bound; low: the mean of the deals; high: the share of them that reaches as many
        (`omissions.share_reaching`).
    """
    check_known(corpus, *sources)
    words = content_words(corpus, lemma=True).select(sources)
    n, mean, share = _against_deals(corpus, words, len(sources) - 1, deals)
    return Evidence(float(n), mean, share, share < fewer_than)


@asks(
    "at least {at_least:.0%} of {deals:,} random deals of the paragraphs give as many lemmas that an article never "
    f"uses and {{min_groups:.0f}} others use {omissions.MIN_TOTAL} times or more, and more often than a zero allows"
)
def omissions_within_chance(corpus: Corpus, *, min_groups: int, at_least: float, deals: int) -> Evidence:
    """What all sources leave out, random deals leave out often enough.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    min_groups : int
        Other sources that must use what one leaves out.
    at_least : float
        Smallest share of deals that leave out as many, 0 to 1.
    deals : int
        Random deals.

    Returns
    -------
    Evidence
        value, low and high as of `omissions_beyond_chance`.
    """
    n, mean, share = _against_deals(corpus, content_words(corpus, lemma=True), min_groups, deals)
    return Evidence(float(n), mean, share, share >= at_least)


@asks(
    "in more than half of all pairs of articles, fewer than {fewer_than:.0%} of {deals:,} random deals of their "
    f"paragraphs give as many lemmas that one never uses and the other uses {omissions.MIN_TOTAL} times or more, and "
    "more often than a zero allows"
)
def pairs_beyond_chance(corpus: Corpus, *, fewer_than: float, deals: int) -> Evidence:
    """Most pairs of sources leave out more of each other's words than random deals do.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    fewer_than, deals : float, int
        As in `omissions_beyond_chance`.

    Returns
    -------
    Evidence
        value: pairs that do; low: half of all; high: all.
    """
    pairs = list(combinations(corpus.groups.categories, 2))
    beyond = [omissions_beyond_chance(corpus, sources=pair, fewer_than=fewer_than, deals=deals).holds for pair in pairs]
    return Evidence(float(sum(beyond)), len(pairs) / 2, float(len(pairs)), sum(beyond) > len(pairs) / 2)


@asks(
    f"the lemmas that an article never uses and {{min_groups:.0f}} others use {omissions.MIN_TOTAL} times or more, and "
    "more often than a zero allows, are {told:em}, {listed:em}, and no more"
)
def left_out_are(corpus: Corpus, *, min_groups: int, told: Sequence[str], listed: Sequence[str]) -> Evidence:
    """What any source leaves out is these lemmas, all of them and no more.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    min_groups : int
        Other sources that must use what one leaves out.
    told, listed : sequence of str
        Lemmas that other claims speak of, and those that this one lists.

    Returns
    -------
    Evidence
        value: lemmas left out and not `told`; low: how many `listed` lists; high: all lemmas left out.
    """
    words = content_words(corpus, lemma=True)
    found = set(_left_out(words, _rules(corpus, words, min_groups))["term"])
    rest = found - set(told)
    return Evidence(float(len(rest)), float(len(listed)), float(len(found)), found == {*told, *listed})
