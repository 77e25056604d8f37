"""What an evidence function returns, and what several of them need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from parallax import frame_comparisons, frames
from parallax.cache import kept
from parallax.corpus import Corpus, NothingLeftError
from parallax.counting import together
from parallax.errors import ParallaxError
from parallax.keyness import Settings, keyness
from parallax.keyness_checks import checked
from parallax.provenance import possible_for_all
from parallax.tokens import tokenize
from parallax.topic_stability import stability

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


class Evidence(NamedTuple):
    """What a claim rests on.

    Attributes
    ----------
    value : float
        The figure that the sentence gives.
    low, high : float
        What it is held against: the ends of an interval, a bound, or another article's figure; equal to `value`
        where there is no such thing.
    holds : bool
        Whether the claim is true of this corpus.
    where : tuple of (str, int)
        Source and number of the paragraphs behind it, in order; empty for what is absent or of whole texts.
    """

    value: float
    low: float
    high: float
    holds: bool
    where: tuple[tuple[str, int], ...] = ()


Test = TypeVar("Test", bound=Callable[..., Evidence])
#: Question by name of an evidence function, and the words that stand in it for arguments that are not given.
QUESTIONS: dict[str, tuple[str, dict[str, str]]] = {}


def asks(question: str, **absent: str) -> Callable[[Test], Test]:
    """Say what an evidence function tests.

    Parameters
    ----------
    question : str
        A statement that holds where the function says so, and that no sentence of a claim may fall behind. Its
        placeholders are the function's arguments; see `wording.fill`.
    **absent : str
        Words in place of arguments that are None.
    """

    def register(function: Test) -> Test:
        QUESTIONS[function.__name__] = (question, absent)
        return function

    return register


class UnknownSourceError(ParallaxError):
    """Raised where a corpus lacks a source that a claim speaks of."""


class NotMadeError(ParallaxError):
    """Raised where too few paragraphs leave a check unmade that a claim speaks of."""


def check_one_of(name: str, value: str, known: Iterable[str]) -> None:
    """Raise a ParallaxError that lists the known values if this is none of them."""
    known = list(dict.fromkeys(known))
    if value not in known:
        raise ParallaxError(f"{name} has no {value!r}; known are {', '.join(known)}")


def check_known(corpus: Corpus, *sources: str) -> None:
    """Raise a ParallaxError if the corpus lacks a source, or none is given."""
    if not sources:
        raise ParallaxError("sources is empty; name one or more")
    try:
        for source in sorted(sources):
            check_one_of("sources", source, corpus.sources["source"])
    except ParallaxError as error:
        raise UnknownSourceError(*error.args) from None


def exactly(value: float, holds: bool, where: tuple[tuple[str, int], ...] = ()) -> Evidence:
    """Return evidence of a figure that is held against nothing."""
    return Evidence(float(value), float(value), float(value), bool(holds), where)


def topic_stabilities(corpus: Corpus) -> pd.DataFrame:
    """Return the stability of topics by their number, as `topic_stability.stability` does, on lemmas."""
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


def check_terms(corpus: Corpus, terms: Sequence[str]) -> None:
    """Refuse what is never counted, lest a claim that a source never uses it hold whatever the texts say.

    Counted are the words that the tokenizer makes of a text: a phrase, a possessive, a word with a digit, a blank or a
    mark in it is none. A word that stands in masked names only passes: it is a content word, and they are not counted.
    """
    if not len(terms):
        raise ParallaxError("terms is empty; name one or more")
    for term in terms:
        if not isinstance(term, str):
            raise ParallaxError(
                f"{term!r} is not counted; give words, and where one means something else between quotes"
            )
        made = [token.term for token in tokenize(term)]
        if made != [term] or term in corpus.stopwords:
            hint = f" (of this, {' and '.join(map(repr, made))})" if made and made != [term] else ""
            raise ParallaxError(
                f"{term!r} is not counted; give content words in lower case, each as texts are cut into words{hint}, "
                "and no function words"
            )


def check_issues(corpus: Corpus, issues: Iterable[str], *sources: str) -> None:
    """Refuse unknown issues and sources, and no issue at all."""
    if sources:
        check_known(corpus, *sources)
    if not (issues := list(issues)):
        raise ParallaxError("issues is empty; name one or more")
    for issue in issues:
        check_one_of("frame", issue, frame_comparisons.issues_of(corpus.tables["frames"]))


def hits_of(corpus: Corpus) -> pd.DataFrame:
    """Return the hits of the word list of issues in each paragraph, see `frames.counts`."""
    return frames.counts(corpus.tables["phrases"], corpus.tables["frames"], corpus.paragraphs)


def beside_reading(corpus: Corpus) -> pd.DataFrame:
    """Return what reading found of each issue beside the hits of the word list, see `frame_comparisons.beside`."""
    issues = frame_comparisons.issues_of(corpus.tables["frames"])
    read = frame_comparisons.coded(corpus.tables["codings"], corpus.paragraphs, issues)
    # Intervals play no part here, so one resample does.
    return frame_comparisons.beside(hits_of(corpus), read, corpus.sizes, corpus.groups, seed=SEED, n_resamples=1)
