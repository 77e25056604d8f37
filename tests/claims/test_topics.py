"""Evidence on topics, on articles of a few words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.articles import FEW, book_of, corpus_of, times
from parallax.analysis.topics import subsamples
from parallax.claims import results, topics
from parallax.claims.evidence import found
from parallax.claims.results import Results

SEA, LAND = "net rope net rope", "barn plough barn plough"


@pytest.mark.parametrize(
    ("reef", "together", "least", "holds"),
    [
        ([SEA, SEA, LAND], [["reef", "dock"], ["sail"]], 2 / 3, True),
        ([SEA, LAND, LAND], [["reef", "dock"], ["sail"]], 2 / 3, False),
        ([SEA, LAND, LAND], [["dock"], ["sail", "reef"]], 2 / 3, True),
        ([SEA, SEA, LAND], [["reef", "dock"]], 2 / 3, False),  # a group is missing
        ([SEA, SEA, LAND], [["reef"], ["dock"], ["sail"]], 2 / 3, False),
        ([SEA, SEA, SEA], [["reef", "dock"], ["sail"]], 1, True),
    ],
)
def test_exactly_some_sources_share_their_main_topic(
    reef: list[str], together: list[list[str]], least: float, holds: bool
) -> None:
    book = book_of({"dock": [SEA, SEA], "reef": reef, "sail": [LAND, LAND]})
    answer = topics.main_topics_shared(book, k=2, together=together)
    assert answer.holds is holds
    assert answer.figures == pytest.approx({"smallest": least, "largest": 1})


@pytest.mark.parametrize(("lemma", "shared"), [(True, True), (False, False)])
def test_main_topics_are_of_lemmas_or_of_forms(lemma: bool, shared: bool) -> None:
    articles = {"dock": times(4, "net"), "reef": times(3, "nets"), "sail": times(2, "barn")}
    corpus = corpus_of(articles, lemmas=[("nets", "net")])
    book = Results(corpus if lemma else corpus.choosing(lemma=False), FEW)
    together = [["dock", "reef"], ["sail"]] if shared else [["dock"], ["reef"], ["sail"]]
    assert topics.main_topics_shared(book, k=2 if shared else 3, together=together).holds


def by_number(shared: dict[int, bool]) -> pd.DataFrame:
    """Return main topics of two articles, equal or not, and of a third, by number of topics."""
    rows = [
        (k, name, topic)
        for k, same in shared.items()
        for name, topic in zip("abc", (1, 1 if same else 2, 3), strict=True)
    ]
    return pd.DataFrame(rows, columns=["k", "group", "topic"]).replace({"a": "dock", "b": "reef", "c": "sail"})


@pytest.mark.parametrize(
    ("lemmas", "printed", "apart", "holds"),
    [
        ({3: True, 4: True, 5: False}, {3: True, 4: False, 5: False}, 1, True),
        ({3: False, 4: True, 5: False}, {3: True, 4: False, 5: True}, 3, True),
        ({3: True, 4: False, 5: False}, {3: True, 4: False, 5: False}, 0, False),  # the form of words does nothing
        ({3: True, 4: True, 5: True}, {3: True, 4: False, 5: False}, 2, False),  # nor the number, with lemmas
        ({3: True, 4: True, 5: False}, {3: False, 4: False, 5: False}, 2, False),  # nor with words as printed
    ],
)
def test_sharing_depends_on_the_number_of_topics_and_on_the_form_of_words(
    monkeypatch: pytest.MonkeyPatch, lemmas: dict[int, bool], printed: dict[int, bool], apart: int, holds: bool
) -> None:
    monkeypatch.setattr(Results, "main_topics", lambda book, lemma=True: by_number(lemmas if lemma else printed))
    book = book_of({"dock": [SEA], "reef": [SEA], "sail": [LAND]})
    shared, as_printed = sum(lemmas.values()), sum(printed.values())
    assert topics.sharing_depends(book, sources=["dock", "reef"]) == found(
        holds, shared=shared, shared_as_printed=as_printed, tried=3, apart=apart
    )


@pytest.mark.parametrize(
    ("shared", "highest", "holds"),
    [
        ({3: True, 4: True, 5: False, 6: False}, 4, True),
        ({3: True, 4: False, 5: False, 6: False}, 3, False),
        ({3: True, 4: True, 5: True, 6: False}, 5, False),
        ({3: False, 4: True, 5: False, 6: False}, 4, False),
        ({3: True, 4: True, 5: False, 6: True}, 6, False),
        ({5: False, 6: False}, 0, False),
    ],
)
def test_main_topics_are_shared_up_to_a_number_and_never_beyond(
    monkeypatch: pytest.MonkeyPatch, shared: dict[int, bool], highest: int, holds: bool
) -> None:
    monkeypatch.setattr(Results, "main_topics", lambda book: by_number(shared))
    book = book_of({"dock": [SEA], "reef": [SEA], "sail": [LAND]})
    answer = topics.shared_up_to(book, at_most=4, sources=["dock", "reef"])
    assert answer == found(holds, fewest=min(shared), highest=highest, most=6)


@pytest.mark.parametrize(("paragraph", "holds"), [(1, True), (2, False)])
def test_two_paragraphs_are_sorted_together_with_few_topics_only(paragraph: int, holds: bool) -> None:
    articles = {
        "dock": times(3, "net rope tar"),
        "reef": ["net rope sand", "barn plough"],
        "sail": times(2, "barn plough"),
    }
    args = {"k": 2, "fine": 3, "source": "dock", "paragraph": 1, "other": "reef", "other_paragraph": paragraph}
    answer = topics.paragraphs_sorted(book_of(articles), **args)
    assert answer.holds is holds
    assert answer.where == (("dock", 1), ("reef", paragraph))
    assert answer.figures == {"shared": 1 if holds else 2, "finer": 2}


@pytest.mark.parametrize(
    ("term", "users", "source", "holds"),
    [
        ("net", ["dock", "reef"], "dock", True),
        ("net", ["dock", "sail"], "dock", False),  # which never uses it
        ("net", ["dock", "reef"], "reef", False),  # its main topic is another
        ("wick", ["sail"], "sail", False),  # among the first words of no topic
    ],
)
def test_a_word_that_several_use_is_in_the_main_topic_of_one(
    term: str, users: list[str], source: str, holds: bool
) -> None:
    articles = {"dock": times(4, SEA), "reef": ["net plough", LAND, LAND, LAND], "sail": [LAND, LAND, "wick barn"]}
    answer = topics.word_and_topic(book_of(articles), k=2, n=2, term=term, users=users, source=source)
    assert answer.holds is holds
    assert answer.figures["using"] == sum(name != "sail" or term == "wick" for name in users)
    assert answer.figures["topics"] == answer.figures["mains"] == (term == "net")


@pytest.mark.parametrize(
    ("sources", "at_least", "least", "holds"),
    [
        (["dock", "reef", "sail"], 1, 1, True),
        (["dock", "reef", "sail"], 2, 1, False),
        (["dock", "sail"], 2, 2, True),
        (["dock", "sail"], 3, 2, False),
    ],
)
def test_the_article_with_fewest_topics_counts(sources: list[str], at_least: int, least: int, holds: bool) -> None:
    book = book_of({"dock": [SEA, LAND], "reef": [SEA, SEA], "sail": [LAND, SEA]})
    assert topics.topics_in_each(book, k=2, at_least=at_least, sources=sources) == found(holds, least=least)


def stabilities(reached: dict[int, float]) -> pd.DataFrame:
    """Return stabilities: the share of shuffled corpora that come as far at any number, by number of topics."""
    rows = [(k, 3 - share, share) for k, share in reached.items()]
    return pd.DataFrame(rows, columns=["k", "z", "reached"])


@pytest.mark.parametrize(("fewest", "holds"), [(2, True), (1, True), (0, False)])
def test_shuffled_words_are_as_steady_while_so_many_of_them_reach_the_best_number(
    monkeypatch: pytest.MonkeyPatch, fewest: int, holds: bool
) -> None:
    table = stabilities({3: 1.0, 4: fewest / 19, 5: 7 / 19})
    monkeypatch.setattr(Results, "topic_stability", lambda book: table)
    book = book_of({"dock": [SEA], "reef": [SEA], "sail": [LAND]}, FEW.but(n_shuffles=19))
    assert topics.reached_by_shuffles(book, at_least=1) == found(holds, k=4, reaching=fewest, shuffled=19)


def test_stabilities_are_those_of_lemmas_and_are_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    monkeypatch.setitem(
        results._KEPT,
        results.stability,
        lambda units, ks, settings: calls.append(list(units.terms)) or stabilities({3: 0}),
    )
    book = book_of({"dock": times(3, "nets oar"), "reef": times(3, "net")}, lemmas=[("nets", "net")])
    assert book.topic_stability() is book.topic_stability()
    assert calls == [["net", "oar"]]


def test_stabilities_are_kept_on_disk_for_the_next_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARALLAX_CACHE", str(tmp_path))
    few = FEW.but(n_terms=3, n_shuffles=1)
    fits, factorise = [], subsamples.factorise_each
    monkeypatch.setattr(
        subsamples, "factorise_each", lambda *given, **named: fits.append(1) or factorise(*given, **named)
    )
    words = [f"{letter}{ending}" for letter in "bdfgklmnprst" for ending in ("oar", "ail")]
    dealt = [" ".join(words_of) for words_of in np.random.default_rng(0).choice(words, (30, 8))]
    articles = {"dock": dealt[:15], "reef": dealt[15:]}
    first = book_of(articles, few).topic_stability()
    assert first["k"].tolist() == list(range(3, 11))
    n_fits = len(fits)
    assert n_fits > 0
    pd.testing.assert_frame_equal(book_of(articles, few).topic_stability(), first, check_exact=True)
    assert len(fits) == n_fits
    book_of({**articles, "reef": [*dealt[15:], "boar boar"]}, few).topic_stability()
    assert len(fits) > n_fits


@pytest.mark.filterwarnings("ignore:Maximum number of iterations")  # words so regular are fitted without end
def test_topics_tell_halves_where_an_article_changes_its_subject() -> None:
    articles = {"dock": [SEA] * 6 + [LAND] * 6, "reef": [SEA, LAND] * 6, "sail": [LAND, SEA] * 6}
    answer = topics.tells_halves(book_of(articles), k=2, source="dock", alpha=0.05)
    assert answer.holds
    assert answer.figures["information"] == pytest.approx(1)
    assert answer.figures["largest_other"] < 0.1 < answer.figures["shuffled"] < 0.9
    assert not topics.tells_halves(book_of(articles), k=2, source="reef", alpha=0.05).holds
    both = {**articles, "reef": [SEA] * 6 + [LAND] * 6}
    assert not topics.tells_halves(book_of(both), k=2, source="dock", alpha=0.05).holds


@pytest.mark.filterwarnings("ignore:Maximum number of iterations")  # words so regular are fitted without end
def test_topics_tell_articles_and_no_halves_where_each_article_keeps_to_its_subject() -> None:
    own = {"dock": times(6, SEA), "reef": times(6, LAND), "sail": times(6, "lamp wick lamp wick")}
    told = topics.tells_articles(book_of(own), k=3, alpha=0.05)
    assert told.holds
    assert told.figures["information"] == pytest.approx(1)
    assert told.figures["shuffled"] < 0.5
    assert told.figures["halves"] == 0
    turning = {"dock": [SEA] * 6 + [LAND] * 6, "reef": [LAND] * 12, "sail": [SEA] * 12}
    answer = topics.tells_articles(book_of(turning), k=2, alpha=0.05)
    assert answer.figures["halves"] == 1
    assert not answer.holds
    mixed = {name: [SEA, LAND] * 6 for name in own}
    assert not topics.tells_articles(book_of(mixed), k=2, alpha=0.05).holds
