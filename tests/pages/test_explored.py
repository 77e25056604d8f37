"""What the explorer works on, of a toy and of the book's own tables."""

from __future__ import annotations

import json

import pytest

from helpers.toy import Toy
from parallax import load_corpus
from parallax.claims.results import Results
from parallax.corpus.corpus import Corpus
from parallax.errors import ParallaxError
from parallax.pages.explored import described, explored
from parallax.pages.explored_parts import Parts
from parallax.statistics.settings import Settings

FEW = Settings(n_resamples=99, n_permutations=99, min_total=2, min_units=2)


@pytest.fixture(scope="module")
def book() -> Results:
    return Results(load_corpus())


def test_a_toy_has_all_parts_and_they_are_json(two: Corpus) -> None:
    sources = list(two.by_date)
    made = explored(Results(two, FEW), [sources[:2]])
    assert json.loads(json.dumps(made))["articles"][0]["id"] == sources[0]
    assert {*made} >= {"words", "phrases", "issues", "names", "voices", "questions", "positions", "quotations"}
    n_parts = sum(len(article["paragraphs"]) for article in made["articles"])
    assert len(Parts(two).begins) == n_parts == len(two.paragraphs)


def test_an_unknown_article_is_refused(two: Corpus) -> None:
    with pytest.raises(ParallaxError, match="harbour-post"):
        explored(Results(two, FEW), [["harbour-post", next(iter(two.by_date))]])


def test_paragraphs_are_numbered_through_the_articles_in_order_of_date(book: Results) -> None:
    places = Parts(book.corpus).begins
    assert list(dict.fromkeys(source for source, _ in places)) == list(book.corpus.by_date)
    first = [paragraph for source, paragraph in places if source == "kabulnow"]
    assert first == list(range(1, len(first) + 1))


def test_the_books_own_level_of_a_choice_comes_first(toy: Toy) -> None:
    (choice,) = described(Results(load_corpus(toy.corpus)), ["stopwords"])["choices"]
    assert choice["levels"] == [False, True]
    assert choice["words"] == ["function words left out", "function words counted"]
