"""What the book computes of a corpus under its settings, each once, for chapters and claims alike."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, ParamSpec, TypeVar

import numpy as np
import pandas as pd

from parallax.analysis import framing, lexicon, omissions, voices
from parallax.analysis.keyness import controls, g2
from parallax.analysis.keyness.checks import survives, with_checks
from parallax.analysis.keyness.contrasts import interval, keyness
from parallax.analysis.profiles import nearness as near
from parallax.analysis.sources import possible_for_all, possible_phrases
from parallax.analysis.topics import model, separation
from parallax.analysis.topics.stability import stability
from parallax.claims.evidence import Where, check_sources, check_terms
from parallax.claims.once import once
from parallax.corpus.corpus import Corpus, NothingLeftError
from parallax.corpus.counting import together
from parallax.corpus.phrases import counted_phrases
from parallax.statistics.arrays import Ints
from parallax.statistics.settings import Settings
from parallax.statistics.units import Units
from parallax.tables.cache import kept

P = ParamSpec("P")
R = TypeVar("R")

#: The book's own. Fewer draws could not make a q small among so many terms.
BOOK = Settings(
    seed=2026, n_resamples=10_000, n_permutations=10_000, n_deals=500, n_subsamples=25, n_shuffles=39, n_null=2
)
TOPIC_MIN_COUNT = 2  # uses of a term, for topics
N_TOPIC_SHUFFLES = 999  # of main topics, to see what chance tells of articles
TOPICS = range(3, 11)  # numbers of topics whose stability is looked at

# What takes seconds and is asked for by several chapters and by the tests is kept on disk.
_SLOW = (keyness, controls.without_each, controls.between_blocks, controls.random_deals, omissions.by_chance, stability)
_KEPT: dict[Callable[..., Any], Callable[..., Any]] = {function: kept(function) for function in _SLOW}


class Use(NamedTuple):
    """How often a source uses each of some terms (``n``), and the rows of its paragraphs that use any of them."""

    n: Ints
    rows: Ints


class Results:
    """What the book computes of a corpus; a result is computed when it is asked for, and once.

    Parameters
    ----------
    corpus : Corpus
        As loaded, or counted as `corpus.choices.chosen` says.
    settings : Settings
        The book's own by default. Whoever changes one changes tables and sentences together.
    keep : bool
        Whether what takes long is kept on disk; not for the thousands of corpora of `claims.robustness`.

    Examples
    --------
    >>> from parallax import load_corpus
    >>> book = Results(load_corpus())
    >>> book.hits().labels.tolist() == book.corpus.sources["source"].tolist()
    True
    >>> book.hits() is book.hits()  # computed once
    True
    """

    def __init__(self, corpus: Corpus, settings: Settings = BOOK, *, keep: bool = True) -> None:
        self.corpus = corpus
        self.settings = settings
        self.keep = keep
        self._made: dict[tuple[Hashable, ...], Any] = {}

    def with_prior(self, strength: float) -> Results:
        """Return results of the same corpus with another prior; the corpora that were counted for these serve them."""
        other = Results(self.corpus, self.settings.but(strength=strength), keep=self.keep)
        other._made |= {key: made for key, made in self._made.items() if isinstance(made, Corpus)}
        return other

    def sharing(self, corpus: Corpus, names: Sequence[str], settings: Settings | None = None) -> Results:
        """Return results of another corpus that take over some of these, by name of method.

        They must not differ between the two corpora, nor need the other settings, if there are any.
        """
        other = Results(corpus, settings or self.settings, keep=self.keep)
        shared = {getattr(Results, name) for name in names}
        for name in names:
            getattr(self, name)()
        other._made |= {key: made for key, made in self._made.items() if key[0] in shared}
        return other

    def kept(self, function: Callable[P, R]) -> Callable[P, R]:
        """Return a function that looks on disk first, if it is one of those that take long."""
        return _KEPT.get(function, function) if self.keep else function

    # Words

    @once
    def content_words(self, lemma: bool = False, min_count: int = 1) -> Corpus:
        """Return the corpus without function words and words of masked names, unless it chooses otherwise."""
        return self.corpus.preferring(stopwords=False, masked=False, lemma=lemma, min_count=min_count)

    @once
    def compared(self, sources: Sequence[str] | None = None) -> Corpus:
        """Return the frequent content words of some sources, or all, without those that one could not have used.

        What belongs to a country or place, and its people, is counted with its name (demonyms.csv). So many uses are
        asked for of all sources together, unless the corpus chooses otherwise.
        """
        corpus = self.corpus
        choices = {"stopwords": False, "masked": False, "min_count": self.settings.min_total, **corpus.choices}
        words = corpus.variant(**{**choices, "min_count": 1})
        counts, terms = together(words.counts, words.terms, self.name_of())
        frequent = counts.sum(axis=0) >= choices["min_count"]
        if not frequent.any():
            raise NothingLeftError("these choices leave no term to compare; lower min_count or let more in")
        words = self._of(sources, replace(words, counts=counts, terms=terms).keeping(frequent))
        return words.keeping(possible_for_all(words.terms, words.sources, corpus.tables["chronology"]))

    @once
    def compared_phrases(self, sources: Sequence[str] | None = None) -> Corpus:
        """Return the frequent phrases of some sources, or all, without those that one could not have used, as terms.

        They are counted by `corpus.phrases.counted_phrases` and chosen as `compared` chooses words. A phrase has no
        lemma: its words are always as printed.
        """
        choices = {"min_count": self.settings.min_total, **self.corpus.choices}
        choices.pop("lemma", None)
        phrases = self._of(sources, counted_phrases(self.corpus, self.name_of(), **choices))
        chronology, actors = (self.corpus.tables[name] for name in ("chronology", "actors"))
        return phrases.keeping(possible_phrases(phrases.terms, phrases.sources, chronology, actors))

    def _of(self, sources: Sequence[str] | None, counted: Corpus) -> Corpus:
        if sources is None:
            return counted
        check_sources(self.corpus, sources)
        return counted.select(sources)

    def as_counted(self, terms: Sequence[str]) -> list[str]:
        """Return terms as content words of this corpus are: their lemmas, where it chooses to count lemmas."""
        if not self.corpus.choices.get("lemma"):
            return list(terms)
        lemma_of = self.corpus.tables["lemmas"].set_index("term")["lemma"]
        return [lemma_of.get(term, term) for term in terms]

    def as_compared(self, term: str) -> tuple[str, list[str]]:
        """Return a term as `compared` has it, and the forms that are counted there."""
        name_of = self.name_of()
        name = name_of.get(term, term)
        (counted,) = self.as_counted([name])
        return name_of.get(counted, counted), [name, *sorted(form for form, its in name_of.items() if its == name)]

    @once
    def where_compared(self, term: str, source: str) -> Where:
        """Return the paragraphs in which a source uses a term, in any form that is counted with it in `compared`."""
        return self.places_of(self.use_of(source, self.as_compared(term)[1]).rows)

    @once
    def name_of(self) -> dict[str, str]:
        """Return the name that each form is counted with where it is that of a country or place, or its people."""
        return dict(self.corpus.tables["demonyms"][["form", "name"]].itertuples(index=False, name=None))

    def use_of(self, source: str, terms: Sequence[str], lemma: bool = False) -> Use:
        """Return how often a source uses some terms, and where; refuse what is never counted."""
        check_sources(self.corpus, [source])
        check_terms(self.corpus, terms)
        words = self.content_words(lemma)
        terms = self.as_counted(terms)
        rows = np.flatnonzero(words.groups == source)
        columns = np.searchsorted(words.terms, terms).clip(max=len(words.terms) - 1)
        # A term that the corpus does not have would fall on its neighbour in the alphabet.
        counts = words.counts[rows][:, columns].toarray() * (words.terms[columns] == np.asarray(terms))
        return Use(counts.sum(axis=0), rows[counts.any(axis=1)])

    def size_of(self, source: str) -> int:
        """Return the words of a source's body."""
        return int(self.corpus.sizes[self.corpus.groups == source].sum())

    # Places

    def places_of(self, rows: Ints) -> Where:
        """Return source and number of the paragraphs at some rows."""
        places = self.corpus.paragraphs.iloc[rows]
        return tuple(zip(places["source"], places["paragraph"].astype(int), strict=True))

    def paragraphs_on(self, rows: pd.DataFrame) -> Where:
        """Return the paragraphs on the lines of some rows, in the order of the book; a caption or title is not one."""
        lines = set(rows[["source", "line"]].itertuples(index=False, name=None))
        body = self.corpus.paragraphs[["source", "line", "paragraph"]].itertuples(index=False, name=None)
        return tuple((source, int(paragraph)) for source, line, paragraph in body if (source, line) in lines)

    def namings(self, source: str, aliases: Iterable[str]) -> pd.DataFrame:
        """Return the rows of phrases.csv in which a source uses some aliases of actors."""
        phrases, its = self.corpus.tables["phrases"], self.corpus.paragraphs["source"][self.corpus.groups == source]
        met = (phrases["lexicon"] == "actors") & phrases["source"].isin(its)
        return phrases[met & phrases["entry"].isin(list(aliases))]

    # Keyness

    @once
    def keyness(self, /, sources: Sequence[str] | None = None, **draws: int) -> pd.DataFrame:
        """Contrast sources, all or some, each with the rest of them: every term, see `analysis.keyness.contrasts`."""
        return self.kept(keyness)(self.compared(sources).units, settings=self.settings.but(**draws))

    @once
    def contrasts(self, /, sources: Sequence[str] | None = None, **draws: int) -> pd.DataFrame:
        """Contrast sources, all or some, as `keyness` does, and check the contrasts.

        See `analysis.keyness.checks.with_checks`; `draws` are settings that differ here.
        """
        return with_checks(self.keyness(sources, **draws), alpha=self.settings.alpha)

    def phrase_keyness(self, /, sources: Sequence[str] | None = None, **draws: int) -> pd.DataFrame:
        """Contrast sources as `keyness` does, by phrases (`compared_phrases`), which are a family of their own.

        What is corrected for how many contrasts are looked at (q, p_max_t, lrc) is corrected for those of phrases.
        """
        return self.of_phrases().keyness(sources, **draws)

    def phrase_contrasts(self, /, sources: Sequence[str] | None = None, **draws: int) -> pd.DataFrame:
        """Contrast sources by phrases, and check the contrasts as `contrasts` does."""
        return self.of_phrases().contrasts(sources, **draws)

    @once
    def of_phrases(self) -> Results:
        """Return results that contrast phrases wherever these contrast words, in the controls too."""
        return _OfPhrases(self)

    def contrasts_of(self, source: str, against: Sequence[str] | None, **draws: int) -> pd.DataFrame:
        """Return the checked contrasts of one source with others, or with all others."""
        check_sources(self.corpus, [source] if against is None else [source, *against])
        table = self.contrasts(None if against is None else [source, *against], **draws)
        return table[table["group"] == source]

    @once
    def interval(self, term: str, source: str, against: Sequence[str] | None, n_resamples: int) -> tuple[float, float]:
        """Return the interval of one contrast, as `keyness` has it, in a tenth of the time."""
        sources = None if against is None else [source, *against]
        return interval(self.compared(sources).units, term, source, self.settings.but(n_resamples=n_resamples))

    def without_each(self, **draws: int) -> pd.DataFrame:
        """Contrast again without each source in turn, see `analysis.keyness.controls.without_each`."""
        return self._controlled(controls.without_each, **draws)

    def staying(self) -> pd.DataFrame:
        """Return group and term of what survives every check that can be made, whichever other source is left out."""
        whole, without = (table[survives(table)] for table in (self.contrasts(), self.without_each()))
        times = without.groupby(["group", "term"], observed=True).size().rename("n").reset_index()
        counted = whole[["group", "term"]].merge(times, how="left", on=["group", "term"])
        return counted.loc[counted["n"] == len(self.corpus.groups.categories) - 1, ["group", "term"]]

    def random_deals(self, n_deals: int) -> pd.DataFrame:
        """Return what each check claims in random deals, see `analysis.keyness.controls.random_deals`."""
        return self._controlled(controls.random_deals, n_deals=n_deals)

    def between_halves(self, **draws: int) -> pd.DataFrame:
        """Contrast the halves of each source with each other, see `analysis.keyness.controls.between_blocks`."""
        return self._controlled(controls.between_blocks, **draws)

    @once
    def _controlled(self, /, control: Callable[..., pd.DataFrame], **draws: int) -> pd.DataFrame:
        return self.kept(control)(self.compared().units, self.settings.but(**draws))

    @once
    def pairs_of_halves(self) -> pd.DataFrame:
        """Return what the usual test claims between any two halves, see `analysis.keyness.g2.between_parts`."""
        return g2.between_parts(self.compared().units, self.settings)

    @once
    def claimed_in_deals(self) -> np.ndarray:
        """Return how many terms the usual test claims in random deals, see `analysis.keyness.g2.in_deals`."""
        return g2.in_deals(self.compared().units, self.settings)

    # Topics

    @once
    def topics(self, k: int, lemma: bool = True) -> model.Topics:
        """Return the paragraphs as k topics, of words that occur `TOPIC_MIN_COUNT` times."""
        return model.fit(self.content_words(lemma, TOPIC_MIN_COUNT).units, k=k)

    @once
    def main_topics(self, lemma: bool = True) -> pd.DataFrame:
        """Return the main topic of each article at each number in `TOPICS`, see `analysis.topics.model.main_topics`."""
        units = self.content_words(lemma, TOPIC_MIN_COUNT).units
        return pd.concat([model.main_topics(self.topics(k, lemma), units) for k in TOPICS], ignore_index=True)

    @once
    def topic_stability(self) -> pd.DataFrame:
        """Return the stability of topics by their number, as `analysis.topics.stability.stability` does, on lemmas."""
        words = self.content_words(lemma=True, min_count=TOPIC_MIN_COUNT)
        # Kept for robustness too, which asks it of two corpora only.
        return _KEPT[stability](words.units, TOPICS, self.settings)

    @once
    def separation(self, k: int, alpha: float) -> pd.DataFrame:
        """Return what main topics say of articles and of their halves, see `analysis.topics.separation.separation`.

        A share `alpha` of shuffled topics may tell as much, divided by the number of articles (Bonferroni).
        """
        units = self.content_words(lemma=True, min_count=TOPIC_MIN_COUNT).units
        level = 1 - alpha / len(units.labels)
        settings = self.settings.but(n_permutations=N_TOPIC_SHUFFLES, level=level)
        return separation.separation(model.assign(self.topics(k))["topic"], units, controls.blocks(units, 2), settings)

    # Issues

    @once
    def hits(self) -> Units:
        """Return the hits of the word list of issues in each paragraph, see `analysis.framing.hits`."""
        corpus, tables = self.corpus, self.corpus.tables
        found = (tables["phrases"], tables["frames"], corpus.paragraphs, corpus.groups, corpus.sizes)
        return framing.hits(*found, documents=corpus.paragraphs["source"])

    def hits_of(self, frame: str) -> Ints:
        """Return how many hits each paragraph has of an issue, or of a pole of one (``issue:pole``)."""
        return self.hits().columns([frame]).counts.toarray()[:, 0]

    @once
    def beside_reading(self) -> pd.DataFrame:
        """Return what reading found of each issue beside the hits of the word list, see `analysis.framing.beside`."""
        # Intervals play no part here, so one resample does.
        return framing.beside(self.hits(), self.read(), self.settings.but(n_resamples=1))

    @once
    def read(self) -> pd.DataFrame:
        """Return the settled codes of the issues of each paragraph, see `analysis.framing.coded`."""
        tables = self.corpus.tables
        return framing.coded(tables["codings"], self.corpus.paragraphs, framing.issues_of(tables["frames"]))

    @once
    def searched(self) -> dict[str, pd.DataFrame]:
        """Return what the word list finds in each paragraph, by way of searching, see `analysis.lexicon.ways`."""
        tables = self.corpus.tables
        names = tables["actors"].loc[tables["actors"]["mask"] == 1, "alias"]
        return lexicon.ways(tables["phrases"], tables["frames"], self.corpus.paragraphs, names)

    @once
    def scores(self, way: str) -> pd.DataFrame:
        """Return the scores of a way of searching against the settled codes, see `analysis.lexicon.scores`."""
        return lexicon.scores(self.searched()[way], self.read(), self.ids(), self.settings)

    @once
    def disagreements(self) -> pd.DataFrame:
        """Return where words and reading disagree, see `analysis.lexicon.differing`."""
        tables = self.corpus.tables
        return lexicon.differing(tables["phrases"], tables["frames"], self.corpus.paragraphs, self.read())

    def ids(self) -> list[str]:
        """Return the names of the paragraphs, as draws know them."""
        return [
            f"{source}/{line}" for source, line in self.corpus.paragraphs[["source", "line"]].itertuples(index=False)
        ]

    @once
    def issue_differences(self) -> pd.DataFrame:
        """Return all differences of rates: frame, above, below (the articles), size, margin, made, firm."""
        return framing.above_and_below(framing.differences(self.hits(), self.settings))

    # Profiles

    @once
    def nearness(self, n_resamples: int = 1) -> pd.DataFrame:
        """Return how near the articles are to one another, see `analysis.profiles.nearness`.

        By words, issues, actors and facts. Without a number of resamples the intervals play no part, and one does.
        """
        corpus, tables = self.corpus, self.corpus.tables
        words, paragraphs = self.content_words().units, corpus.paragraphs
        read = framing.coded(tables["codings"], paragraphs, framing.issues_of(tables["frames"]))
        measures = {
            "words": near.of_words(words),
            "issues": near.of_issues(words, read),
            "actors": near.of_actors(words, paragraphs, tables["mentions"]),
            "facts": near.of_facts(words, paragraphs, tables["fact_sources"]),
        }
        settings = self.settings.but(n_resamples=n_resamples)
        return near.of_all(measures, list(corpus.by_date), settings)

    def concordance(self, value: str) -> near.Concordance:
        """Return whether words, issues, actors and facts put the pairs of articles into one order, by a column."""
        return near.concordance(self.nearness(), value, self.settings)

    # Voices

    @once
    def voice_differences(self) -> pd.DataFrame:
        """Compare how often articles let somebody be heard, see `analysis.voices.differences`."""
        corpus, attributions = self.corpus, self.corpus.tables["attributions"]
        features, drawn = voices.features(attributions, self.settings), (corpus.paragraphs, corpus.groups, corpus.sizes)
        units = voices.units(attributions, features, *drawn, documents=corpus.paragraphs["source"])
        return voices.differences(units, self.settings)


class _OfPhrases(Results):
    """What the book computes of phrases in place of words."""

    def __init__(self, words: Results) -> None:
        super().__init__(words.corpus, words.settings, keep=words.keep)
        self._words = words

    def compared(self, sources: Sequence[str] | None = None) -> Corpus:
        return self._words.compared_phrases(sources)
