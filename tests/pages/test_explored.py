"""What the explorer works on, of a toy and of the book's own tables."""

from __future__ import annotations

import json

import pytest

from helpers.toy import Toy
from parallax import load_corpus
from parallax.claims.results import Results
from parallax.corpus.choices import CHOICES, COUNTING, chosen
from parallax.corpus.corpus import Corpus
from parallax.errors import ParallaxError
from parallax.pages.explored import OWN, addresses, contrasts, explored, variants, words
from parallax.statistics.settings import Settings

PAIR = ["negotiating-ideas", "hasht-e-subh"]
FEW = Settings(n_resamples=99, n_permutations=99, min_total=2, min_units=2)


@pytest.fixture(scope="module")
def book() -> Results:
    return Results(load_corpus())


def test_a_toy_has_all_parts_and_they_are_json(two: Corpus) -> None:
    sources = list(two.by_date)
    made = explored(Results(two, FEW), [sources[:2]])
    assert json.loads(json.dumps(made))["articles"][0]["id"] == sources[0]
    assert {*made} >= {"words", "phrases", "issues", "names", "voices", "questions", "positions", "quotations"}
    assert len(addresses(two)) == sum(len(article["paragraphs"]) for article in made["articles"]) == len(two.paragraphs)


def test_an_unknown_article_is_refused(two: Corpus) -> None:
    with pytest.raises(ParallaxError, match="harbour-post"):
        explored(Results(two, FEW), [["harbour-post", next(iter(two.by_date))]])


def test_paragraphs_are_numbered_through_the_articles_in_order_of_date(book: Results) -> None:
    places = addresses(book.corpus)
    assert list(dict.fromkeys(place.rpartition("-")[0] for place in places)) == list(book.corpus.by_date)
    first = [int(place.rpartition("-")[2]) for place in places if place.startswith("kabulnow-")]
    assert first == list(range(1, len(first) + 1))


def test_the_book_and_each_of_its_neighbours_are_ways_of_counting() -> None:
    ways = variants()
    assert ways.pop("") == {}
    assert len(ways) == sum(len(CHOICES[choice]) - 1 for choice in COUNTING)
    for name, choices in ways.items():
        ((choice, level),) = choices.items()
        assert name == f"{choice}={str(level).lower()}"
        assert level != OWN[choice]


def test_contrasts_are_those_of_the_library_in_each_way(book: Results) -> None:
    shown = words(book.corpus, 1)["names"]
    made = contrasts(book, [PAIR], shown)
    order = list(book.corpus.by_date)
    pair = ",".join(sorted(str(order.index(source)) for source in PAIR))
    for name, choices in variants().items():
        table = Results(chosen(book.corpus, choices), book.settings).contrasts(PAIR)
        rows = made[name][pair]["rows"]
        assert len(rows) == len(table) > 10
        for row, (group, term, n, odds, held) in zip(
            rows, table[["group", "term", "n_target", "log_odds", "n_checks"]].itertuples(index=False), strict=True
        ):
            assert (order[row[0]], row[1], row[2], row[3]) == (group, term, n, round(odds, 2))
            assert sum(check for check in row[7:] if check) == held


def test_shuffles_deal_out_all_uses_of_a_pair(book: Results) -> None:
    units = book.compared(PAIR).units
    made = contrasts(book, [PAIR], units.terms.tolist())[""]["3,4"]["shuffled"]
    total = dict(zip(units.terms.tolist(), units.totals.sum(axis=0).tolist(), strict=True))
    assert made["uses"].keys() == total.keys()
    assert all(0 <= n <= total[term] for term, uses in made["uses"].items() for n in uses)
    assert all(0 < n < units.sizes.sum() for n in made["tokens"])
    assert any(len(set(uses)) > 1 for uses in made["uses"].values())


def test_a_word_of_one_article_is_shown_from_the_uses_that_are_compared_on(toy: Toy) -> None:
    corpus = load_corpus(toy.corpus)
    by_term = corpus.tables["terms"].groupby("term").agg(n=("n", "sum"), articles=("source", "nunique"))
    alone = by_term[(by_term["articles"] == 1) & (by_term["n"] == 2)].index[0]
    shown = {enough: words(corpus, enough) for enough in (2, 3)}
    names = {enough: {made["names"][at] for at in made["shown"][0]} for enough, made in shown.items()}
    assert alone in names[2]
    assert alone not in names[3]


def test_contrasts_are_of_what_is_shown_alone(book: Results) -> None:
    made = contrasts(book, [PAIR], ["sphere"])
    assert {row[1] for compared in made.values() for found in compared.values() for row in found["rows"]} == {"sphere"}
    shuffled = [found["shuffled"]["uses"] for found in made[""].values() if "shuffled" in found]
    assert {term for uses in shuffled for term in uses} == {"sphere"}
