"""What claims on terms rest on: which a source uses, how often and where, which it never does, what it leaves out.

All count content words: lower-case terms, without function words and without the words of masked names. Rates are
per 1,000 words of the body, function words and names included.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from parallax.analysis import omissions, terms
from parallax.analysis import sources as provenance
from parallax.analysis import terms as contrasts
from parallax.claims.evidence import Evidence, asks, check_known, check_one_of, check_terms, exactly
from parallax.claims.results import SEED, as_counted, content_words, namings, paragraphs_on, places_of, size_of, use_of
from parallax.corpus.corpus import Corpus


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
        for table in (terms.tf_idf(words.counts, words.groups, words.terms, smooth=smooth) for smooth in (True, False))
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
    table = terms.tf_idf(words.counts, words.groups, words.terms, smooth=False)
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
    idf = terms.idf_table(words.counts, words.groups)
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
        (`analysis.omissions.share_reaching`).
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
