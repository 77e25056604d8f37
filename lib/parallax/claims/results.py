"""What the book computes of a corpus, for chapters and claims alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from parallax.analysis import framing
from parallax.analysis.keyness.checks import checked
from parallax.analysis.keyness.contrasts import Settings, keyness
from parallax.analysis.sources import possible_for_all
from parallax.analysis.topics.stability import stability
from parallax.claims.evidence import check_known, check_terms
from parallax.corpus.corpus import Corpus, NothingLeftError
from parallax.corpus.counting import together
from parallax.tables.cache import kept

SEED = 2026


N_DRAWS = 10_000  # resamples, and permutations: fewer could not make a q small among so many terms


N_INTERVAL = 2_000  # where only an interval is asked for


ALPHA = 0.05


KEYNESS_MIN_COUNT = 5  # uses of a term, all sources together, for keyness


TOPIC_MIN_COUNT = 2  # uses of a term, for topics


TOPIC_DRAWS = {"n_subsamples": 25, "n_terms": 10, "n_shuffles": 19, "n_null": 2}


# Half a minute, and asked for by three chapters, by the tests and by `robustness`: kept on disk.
_topic_stability = kept(stability)


# Many claims count the same words; a corpus is kept no longer than somebody else needs it.
_stabilities: WeakKeyDictionary[Corpus, pd.DataFrame] = WeakKeyDictionary()


_contrasts: WeakKeyDictionary[Corpus, dict[tuple[object, ...], pd.DataFrame]] = WeakKeyDictionary()


_content_words: WeakKeyDictionary[Corpus, dict[tuple[bool, int], Corpus]] = WeakKeyDictionary()


def topic_stabilities(corpus: Corpus) -> pd.DataFrame:
    """Return the stability of topics by their number, as `analysis.topics.stability.stability` does, on lemmas."""
    if corpus not in _stabilities:
        words = content_words(corpus, lemma=True, min_count=TOPIC_MIN_COUNT)
        _stabilities[corpus] = _topic_stability(words.counts, words.terms, ks=range(3, 11), seed=SEED, **TOPIC_DRAWS)
    return _stabilities[corpus]


def places_of(corpus: Corpus, rows: np.ndarray) -> tuple[tuple[str, int], ...]:
    """Return source and number of the paragraphs at some rows."""
    found = corpus.paragraphs.iloc[rows]
    return tuple(zip(found["source"], found["paragraph"].astype(int), strict=True))


def namings(corpus: Corpus, source: str, aliases: Iterable[str]) -> pd.DataFrame:
    """Return the rows of phrases.csv in which a source uses some aliases of actors."""
    phrases = corpus.tables["phrases"]
    met = (phrases["lexicon"] == "actors") & (phrases["source"] == source)
    return phrases[met & phrases["entry"].isin(list(aliases))]


def paragraphs_on(corpus: Corpus, rows: pd.DataFrame) -> tuple[tuple[str, int], ...]:
    """Return the paragraphs on the lines of some rows, in the order of the book; a caption or title is none."""
    lines = set(rows[["source", "line"]].itertuples(index=False, name=None))
    body = corpus.paragraphs[["source", "line", "paragraph"]].itertuples(index=False, name=None)
    return tuple((source, int(paragraph)) for source, line, paragraph in body if (source, line) in lines)


def content_words(corpus: Corpus, lemma: bool = False, min_count: int = 1) -> Corpus:
    """Return the corpus without function words and without the words of masked names, unless it chooses otherwise."""
    key = (lemma, min_count)
    if key not in (made := _content_words.setdefault(corpus, {})):
        made[key] = corpus.preferring(stopwords=False, masked=False, lemma=lemma, min_count=min_count)
    return made[key]


def compared(corpus: Corpus, sources: Sequence[str] | None = None, min_count: int = KEYNESS_MIN_COUNT) -> Corpus:
    """Return the frequent content words of some sources, or all, without those that one of them could not have used.

    What belongs to a country or place, and its people, is counted with its name (demonyms.csv). So many uses are asked
    for of all sources together, unless the corpus chooses otherwise.
    """
    choices = {"stopwords": False, "masked": False, "min_count": min_count, **corpus.choices}
    words = corpus.variant(**{**choices, "min_count": 1})
    counts, terms = together(words.counts, words.terms, _name_of(corpus))
    kept = np.flatnonzero(counts.sum(axis=0) >= choices["min_count"])
    if not len(kept):
        raise NothingLeftError("these choices leave no term to compare; lower min_count or let more in")
    words = replace(words, counts=counts[:, kept], terms=terms[kept])
    if sources is not None:
        check_known(corpus, *sources)
        words = words.select(sources)
    possible = possible_for_all(words.terms, words.sources, corpus.tables["chronology"])
    return replace(words, counts=words.counts[:, np.flatnonzero(possible)], terms=words.terms[possible])


def contrasted(
    corpus: Corpus,
    sources: Sequence[str] | None = None,
    *,
    n_resamples: int | None = None,
    n_permutations: int | None = None,
) -> pd.DataFrame:
    """Contrast sources, all or some, each with the rest of them, and check the contrasts."""
    draws = (n_resamples or N_DRAWS, n_permutations or N_DRAWS)
    key = (None if sources is None else tuple(sorted(sources)), *draws)
    if key not in (made := _contrasts.setdefault(corpus, {})):
        words = compared(corpus, sources)
        settings = Settings(n_resamples=draws[0], n_permutations=draws[1], strength=words.prior)
        table = keyness(words.counts, words.groups, words.terms, sizes=words.sizes, seed=SEED, **settings)
        made[key] = checked(table, alpha=ALPHA)
    return made[key]


def of_source(corpus: Corpus, source: str, against: Sequence[str] | None, **draws: int) -> pd.DataFrame:
    """Return the checked contrasts of one source with others, or with all others."""
    check_known(corpus, source)
    if against is not None:
        check_known(corpus, *against)
    table = contrasted(corpus, None if against is None else [source, *against], **draws)
    return table[table["group"] == source]


def as_counted(corpus: Corpus, terms: Sequence[str]) -> list[str]:
    """Return terms as content words of this corpus stand: their lemmas, where it chooses to count lemmas."""
    if not corpus.choices.get("lemma"):
        return list(terms)
    lemma_of = corpus.tables["lemmas"].set_index("term")["lemma"]
    return [lemma_of.get(term, term) for term in terms]


def as_compared(corpus: Corpus, term: str) -> tuple[str, list[str]]:
    """Return a term as `compared` has it, and the forms that are counted there."""
    name_of = _name_of(corpus)
    name = name_of.get(term, term)
    (counted,) = as_counted(corpus, [name])
    return name_of.get(counted, counted), [name, *sorted(form for form, its in name_of.items() if its == name)]


def _name_of(corpus: Corpus) -> dict[str, str]:
    return dict(corpus.tables["demonyms"][["form", "name"]].itertuples(index=False, name=None))


def size_of(corpus: Corpus, source: str) -> int:
    """Return the words of a source's body."""
    return int(corpus.sizes[corpus.groups == source].sum())


class Use(NamedTuple):
    """How often a source uses each of some terms (``n``), and the rows of its paragraphs that use any of them."""

    n: np.ndarray
    rows: np.ndarray


def use_of(corpus: Corpus, source: str, terms: Sequence[str], lemma: bool = False) -> Use:
    """Return how often a source uses some terms, and where; refuse what is never counted."""
    check_known(corpus, source)
    check_terms(corpus, terms)
    words = content_words(corpus, lemma)
    terms = as_counted(corpus, terms)
    rows = np.flatnonzero(words.groups == source)
    columns = np.searchsorted(words.terms, terms).clip(max=len(words.terms) - 1)
    # A term that the corpus does not have would fall on its neighbour in the alphabet.
    counts = words.counts[rows][:, columns].toarray() * (words.terms[columns] == np.asarray(terms))
    return Use(counts.sum(axis=0), rows[counts.any(axis=1)])


def hits_of(corpus: Corpus) -> pd.DataFrame:
    """Return the hits of the word list of issues in each paragraph, see `analysis.framing.counts`."""
    return framing.counts(corpus.tables["phrases"], corpus.tables["frames"], corpus.paragraphs)


def beside_reading(corpus: Corpus) -> pd.DataFrame:
    """Return what reading found of each issue beside the hits of the word list, see `analysis.framing.beside`."""
    issues = framing.issues_of(corpus.tables["frames"])
    read = framing.coded(corpus.tables["codings"], corpus.paragraphs, issues)
    # Intervals play no part here, so one resample does.
    return framing.beside(hits_of(corpus), read, corpus.sizes, corpus.groups, seed=SEED, n_resamples=1)
