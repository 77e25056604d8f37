"""Phrases as terms: what is one is decided on articles of a few words, and on the real texts word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from helpers.articles import corpus_of
from helpers.project import ROOT
from parallax import load_corpus
from parallax.articles.reading import read_texts
from parallax.claims.results import BOOK
from parallax.corpus.choices import chosen
from parallax.corpus.corpus import Corpus, NothingLeftError
from parallax.corpus.phrases import counted_phrases
from parallax.language.lexicon import Lexicon
from parallax.language.marks import after_dateline
from parallax.language.tokens import neighbours, tokenize

GUILD = [("guild", "river pilots guild", 1), ("guild", "old river pilots guild", 1), ("mayor", "nell harrow", 0)]


def n_of(corpus: Corpus, **choices: object) -> dict[str, int]:
    """Return how often each phrase occurs in all."""
    phrases = counted_phrases(corpus, {}, **choices)
    return dict(zip(phrases.terms.tolist(), phrases.counts.sum(axis=0).tolist(), strict=True))


def without(corpus: Corpus, alias: str, source: str, line: int) -> None:
    """Take out a name that stands within a longer one: the lexicons, whose stand-in finds both, find the longer."""
    rows = corpus.tables["phrases"]
    hit = (rows["lexicon"] == "actors") & (rows["entry"] == alias) & (rows["source"] == source) & (rows["line"] == line)
    assert hit.any()
    corpus.tables["phrases"] = rows[~hit]


def test_every_use_of_a_pair_counts_in_its_paragraph_and_rates_are_of_all_words() -> None:
    corpus = corpus_of({"dock": ["net rope net rope", "sand"], "reef": ["oil net rope"]}, pairs=True)
    phrases = counted_phrases(corpus, {})
    assert phrases.terms.tolist() == ["net rope"]
    assert phrases.counts.toarray().tolist() == [[2], [0], [1]]
    assert phrases.sizes.tolist() == phrases.units.sizes.tolist() == [4, 1, 3]
    assert list(phrases.groups) == ["dock", "dock", "reef"]


def test_an_entry_that_several_lists_have_is_one_phrase() -> None:
    frames = [("nell harrow", "rights", ""), ("net of sand", "fishing", ""), ("net", "fishing", "")]
    articles = {"dock": ["nell harrow net of sand nell harrow"], "reef": ["nell harrow oil"]}
    corpus = corpus_of(articles, pairs=True, frames=frames, actors=[*GUILD, ("net", "net of sand")])
    assert n_of(corpus) == {"nell harrow": 3, "net of sand": 1}


def test_no_phrase_begins_or_ends_with_a_function_word_unless_these_are_counted() -> None:
    frames = [("the net of the dock", "fishing", ""), ("net of sand", "fishing", "")]
    corpus = corpus_of(
        {"dock": ["the net of sand of the", "the net of the dock"], "reef": ["of the"]}, pairs=True, frames=frames
    )
    assert n_of(corpus) == {"net of sand": 1}
    assert n_of(corpus, stopwords=True) == {
        "net of": 2, "net of sand": 1, "of the": 3, "the net": 2, "the net of the dock": 1
    }  # fmt: skip


def test_a_masked_name_is_counted_whole_and_its_parts_only_outside_it() -> None:
    articles = {
        "dock": ["*river *pilots *guild", "*river *pilots *guild river pilots", "*old *river *pilots *guild"],
        "reef": ["river pilots", "pilots guild sand"],
    }
    corpus = corpus_of(articles, pairs=True, actors=GUILD)
    without(corpus, "river pilots guild", "dock", 4)
    names = {"river pilots guild": 2, "old river pilots guild": 1}
    assert n_of(corpus) == {**names, "river pilots": 2, "pilots guild": 1}
    assert n_of(corpus, masked=True) == {**names, "river pilots": 5, "pilots guild": 4}


def test_a_pair_that_reaches_into_a_masked_name_is_no_phrase() -> None:
    articles = {
        "dock": ["*river *pilots *guild strike"] * 2,
        "reef": ["guild strike", "the *river *pilots *guild rope"],
    }
    corpus = corpus_of(articles, pairs=True, actors=GUILD)
    assert n_of(corpus) == {"river pilots guild": 3, "guild strike": 1}


def test_a_masked_name_of_two_words_is_not_counted_within_a_longer_name() -> None:
    actors = [("guild", "river guild", 1), ("guild", "old river guild", 1)]
    corpus = corpus_of({"dock": ["*old *river *guild"], "reef": ["*river *guild sand"]}, pairs=True, actors=actors)
    without(corpus, "river guild", "dock", 2)
    assert n_of(corpus) == {"old river guild": 1, "river guild": 1}


def test_a_phrase_that_occurs_in_one_longer_phrase_only_is_that_phrase() -> None:
    frames = [("net of sand", "fishing", ""), ("big net", "fishing", ""), ("very big net", "fishing", "")]
    actors = [("mayor", "nell of harrow hill")]
    inside = corpus_of({"dock": ["nell of harrow hill sand"] * 2, "reef": ["oil"]}, pairs=True, actors=actors)
    assert n_of(inside) == {"nell of harrow hill": 2, "hill sand": 2}
    elsewhere = corpus_of({"dock": ["very big net"] * 2, "reef": ["big net"]}, pairs=True, frames=frames)
    assert n_of(elsewhere) == {"very big net": 2, "big net": 3}


def test_a_phrase_of_two_longer_ones_stays_though_it_has_no_use_outside_them() -> None:
    frames = [("very big net", "fishing", ""), ("big net rope", "fishing", "")]
    corpus = corpus_of({"dock": ["very big net"], "reef": ["big net rope"]}, pairs=True, frames=frames)
    assert n_of(corpus) == {"very big net": 1, "big net rope": 1, "big net": 2}


def test_a_part_that_its_longer_phrase_has_twice_is_that_phrase() -> None:
    actors = [("mill", "mill and town and mill and town")]
    corpus = corpus_of({"dock": ["mill and town and mill and town"], "reef": ["sand"]}, pairs=True, actors=actors)
    assert n_of(corpus) == {"mill and town and mill and town": 1}


def test_forms_are_counted_with_the_phrase_of_their_name_and_names_stay() -> None:
    actors = [("union", "millish net union", 1)]
    articles = {"dock": ["millish net sand mill net", "*millish *net *union"], "reef": ["millish net oil mill net"]}
    phrases = counted_phrases(corpus_of(articles, pairs=True, actors=actors), {"millish": "mill"})
    assert dict(zip(phrases.terms.tolist(), phrases.counts.toarray().T.tolist(), strict=True)) == {
        "mill net": [2, 0, 2], "millish net union": [0, 1, 0]
    }  # fmt: skip


def test_choices_of_passages_and_of_rare_phrases_are_followed() -> None:
    articles = {"dock": ['"net "rope', "net rope lamp oil"], "reef": ["net rope", "lamp oil lamp oil"]}
    corpus = corpus_of(articles, pairs=True, voices={("reef", 2): "relayed"})
    assert n_of(corpus) == {"net rope": 3, "lamp oil": 3}
    assert n_of(corpus, quoted=False) == {"net rope": 2, "lamp oil": 3}
    assert n_of(corpus, relayed=False) == {"net rope": 3, "lamp oil": 1}
    assert counted_phrases(corpus, {}, quoted=False).sizes.tolist() == [0, 4, 2, 4]
    assert n_of(chosen(corpus, {"relayed": False, "quoted": False})) == {"net rope": 2, "lamp oil": 1}
    assert n_of(corpus, relayed=False, min_count=2) == {"net rope": 3}
    with pytest.raises(NothingLeftError, match="leave no phrase to count; lower min_count"):
        n_of(corpus, min_count=4)


def test_where_nobody_counted_phrases_there_are_none() -> None:
    corpus = corpus_of({"mill": ["grain", "grain"], "dock": ["boat"]})
    assert corpus.tables["phrases"].empty
    with pytest.raises(NothingLeftError, match="leave no phrase to count"):
        n_of(corpus)


def test_on_the_real_texts_the_tables_know_what_the_place_of_each_word_says(texts_dir: Path) -> None:
    """Pairs outside masked names are counted here by the place of each word in its text, which the tables lack."""
    corpus = load_corpus(ROOT / "corpus")
    aliases = corpus.tables["actors"].loc[corpus.tables["actors"]["mask"] == 1, "alias"]
    names, pairs = Lexicon(aliases), Counter()
    texts = read_texts(corpus.sources, texts_dir)
    body = corpus.segments[corpus.segments["role"] == "body"]
    for source, number, skip in body[["source", "line", "skip_chars"]].itertuples(index=False):
        tokens = tokenize(after_dateline(texts[source][number], skip))
        within = {place for start, length, _ in names.find(tokens) for place in range(start, start + length)}
        for start in range(len(tokens) - 1):
            if not {start, start + 1} & within and (pair := neighbours(tokens, start, 2)):
                pairs[source, number, " ".join(token.term for token in pair)] += 1
    frequent, every = (cells(counted_phrases(corpus, {}, min_count=n), aliases) for n in (BOOK.min_total, 1))
    assert len(frequent) > 20
    assert frequent == {key: pairs[key] for key in frequent}
    # Of rare pairs the tables cannot tell one that reaches into a name where all its words occur outside as well.
    assert all(n >= pairs[key] for key, n in every.items())
    assert sum(n > pairs[key] for key, n in every.items()) < len(every) / 100
    assert not {pair for *_, pair in pairs.keys() - every.keys()} & {pair for *_, pair in every}


def cells(phrases: Corpus, aliases: Iterable[str]) -> dict[tuple[str, int, str], int]:
    """Return the counts of pairs that are no masked name, by source, line and pair."""
    table = phrases.counts.tocoo()
    lines = phrases.paragraphs[["source", "line"]].to_numpy()
    keys = [(*lines[row], phrases.terms[column]) for row, column in zip(*table.coords, strict=True)]
    found = dict(zip(keys, table.data.tolist(), strict=True))
    return {key: n for key, n in found.items() if key[-1].count(" ") == 1 and key[-1] not in set(aliases)}
