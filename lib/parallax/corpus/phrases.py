"""Phrases as terms: pairs of neighbouring words that occur again, and longer entries of the word lists.

Both come from phrases.csv, and what is a phrase is decided by the tables alone:

- A phrase of two words is a pair, every occurrence of it; one of three words and more is an entry of a word list, found
  by longest match. What several lists have is one phrase.
- As with single words, function words and names are set aside: a phrase neither begins nor ends with a function word,
  and a masked name is counted whole, but no pair that is a part of it or reaches into it.
- A phrase that occurs in one longer phrase only is that longer phrase. One that occurs elsewhere too is counted
  wherever it occurs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from parallax.corpus.corpus import Corpus, NothingLeftError
from parallax.corpus.counting import count_matrix, together

PAIR = "bigram"  # what phrases.csv calls its pairs

NOTHING = "these choices leave no phrase to count; lower min_count or let more in"

_PLACE = ["source", "line"]


def counted_phrases(
    corpus: Corpus,
    name_of: Mapping[str, str],
    *,
    quoted: bool = True,
    masked: bool = False,
    relayed: bool = True,
    stopwords: bool = False,
    min_count: int = 1,
) -> Corpus:
    """Return the corpus with phrases of two words and more as its terms; rates are still of all words.

    Parameters
    ----------
    corpus : Corpus
        As loaded, or as `Corpus.choosing` leaves it.
    name_of : mapping of str to str
        Name by form, as for `corpus.counting.together`: a phrase is counted with the same phrase in which the name
        stands in place of the form. Names that are masked stay what they are.
    quoted : bool
        As for `Corpus.variant`. A phrase is quoted if all its words are.
    masked : bool
        Whether parts of masked names are phrases as well.
    relayed : bool
        As for `Corpus.variant`.
    stopwords : bool
        Whether a phrase may begin or end with a function word.
    min_count : int
        Fewest uses in all, after all other choices, for a phrase to be kept.

    Raises
    ------
    ValueError
        If nothing is left to count.

    Examples
    --------
    >>> from parallax import load_corpus
    >>> phrases = counted_phrases(load_corpus(), {"afghan": "afghanistan"}, min_count=3)
    >>> {len(phrase.split()) > 1 for phrase in phrases.terms}, "resistance front" in phrases.terms
    ({True}, False)
    """
    passages, names = corpus.variant(quoted=quoted, relayed=relayed), _names(corpus)
    set_aside = set() if masked else names
    uses = _uses(_in_passages(corpus, "phrases", quoted), _in_passages(corpus, "terms", quoted), set_aside)
    if not stopwords:
        ends = uses["term"].str.split(" ").str
        uses = uses[~(ends[0].isin(corpus.stopwords) | ends[-1].isin(corpus.stopwords))]
    if uses.empty:
        raise NothingLeftError(NOTHING)
    counts, phrases = count_matrix(uses, passages.paragraphs)
    counts, phrases = together(counts, phrases, {phrase: _named(phrase, name_of) for phrase in {*phrases} - names})
    n = dict(zip(phrases.tolist(), counts.sum(axis=0).tolist(), strict=True))
    # Pairs within a name that is set aside are not among the uses of the pair in the first place.
    held = _held({_named(phrase, name_of): times for phrase, times in n.items() if phrase not in set_aside})
    kept = [times >= min_count and held.get(phrase, 0) < times for phrase, times in n.items()]
    if not any(kept):
        raise NothingLeftError(NOTHING)
    return replace(passages, counts=counts, terms=phrases, overlapping=True).keeping(np.array(kept))


def _names(corpus: Corpus) -> set[str]:
    actors = corpus.tables["actors"]
    return set(actors.loc[actors["mask"] == 1, "alias"])


def _in_passages(corpus: Corpus, table: str, quoted: bool) -> pd.DataFrame:
    rows = corpus.tables[table]
    return rows if quoted else rows[rows["quoted"] == 0]


def _uses(rows: pd.DataFrame, tokens: pd.DataFrame, names: set[str]) -> pd.DataFrame:
    """Return how often each paragraph has each phrase (source, line, term, n), pairs in parts of names left out."""
    rows = rows.rename(columns={"entry": "term"})
    rows = rows[rows["term"].str.contains(" ")]
    n = rows.groupby([*_PLACE, "lexicon", "term"])["n"].sum().reset_index()
    pairs = (n["lexicon"] == PAIR) & ~n["term"].isin(names)
    inside = n[(n["lexicon"] == "actors") & n["term"].isin(names)]
    outside = _outside(n[pairs], inside, tokens) if names else n[pairs]
    # As a pair, a name of two words would count in longer names too; the list of names tells them apart.
    lists = n[n["lexicon"] != PAIR]
    return pd.concat([outside, lists]).groupby([*_PLACE, "term"])["n"].max().reset_index()


def _outside(pairs: pd.DataFrame, names: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs as often as they are neither part of a masked name nor reach into one.

    No place of a word in its paragraph is known. But where a word at either end of a pair is masked, the pair is
    outside no more often than that word is. Of rare pairs this can let one pass that reaches into a name.
    """
    parts = names.assign(term=names["term"].map(lambda name: list(_runs(name, 2)))).explode("term")
    within = parts.groupby([*_PLACE, "term"])["n"].sum()
    bare = tokens.assign(n=tokens["n"].where(tokens["masked"] == 0, 0)).groupby([*_PLACE, "term"])
    bare = bare["n"].sum()[bare["masked"].max() == 1]
    ends = pairs["term"].str.split(" ").str
    left = pairs["n"].to_numpy() - _looked_up(within, pairs, pairs["term"], 0)
    for word in (ends[0], ends[-1]):
        left = np.minimum(left, _looked_up(bare, pairs, word, left.max(initial=0)))
    pairs = pairs.assign(n=left)
    return pairs[pairs["n"] > 0]


def _looked_up(n: pd.Series, rows: pd.DataFrame, terms: pd.Series, missing: int) -> np.ndarray:
    """Return the counts of some terms in the paragraphs of some rows, another number where there is none."""
    places = pd.MultiIndex.from_arrays([rows["source"], rows["line"], terms])
    return n.reindex(places, fill_value=missing).to_numpy(dtype=np.int64)


def _named(phrase: str, name_of: Mapping[str, str]) -> str:
    return " ".join(name_of.get(word, word) for word in phrase.split(" "))


def _held(phrases: Mapping[str, int]) -> dict[str, int]:
    """Return, by pair, how many of its uses are within one longer phrase at most; no longer phrase is so held."""
    most: dict[str, int] = {}
    for longer, times in phrases.items():
        if longer.count(" ") > 1:
            for pair, within in Counter(_runs(longer, 2)).items():
                most[pair] = max(most.get(pair, 0), within * times)
    return most


def _runs(phrase: str, size: int) -> Iterator[str]:
    """Yield the runs of so many words in a phrase."""
    words = phrase.split(" ")
    yield from (" ".join(words[start : start + size]) for start in range(len(words) - size + 1))
