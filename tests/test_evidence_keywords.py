"""Evidence on keyness: a claim that holds, and one that just does not, on articles with and without a planted word."""

from __future__ import annotations

import math

import pytest

from articles import corpus_of, roomy
from parallax.corpus import Corpus
from parallax.evidence import base, keylists, keywords

OTHERS = ["reef", "sail"]


@pytest.fixture(autouse=True)
def _few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw as often as a q among so few terms needs."""
    monkeypatch.setattr(base, "N_DRAWS", 4000)
    monkeypatch.setattr(keylists, "N_DEALS", 5)


@pytest.fixture(scope="module")
def planted() -> Corpus:
    return corpus_of(roomy())


@pytest.fixture(scope="module")
def plain() -> Corpus:
    return corpus_of(roomy(much=1))


@pytest.mark.parametrize("measure", keywords.CRITERIA)
def test_a_planted_word_sets_its_article_apart_by_every_measure(measure: str, planted: Corpus, plain: Corpus) -> None:
    found = keywords.sets_apart(planted, term="net", source="dock", measure=measure)
    assert found.holds
    assert found.low < found.value < found.high
    assert found.value == pytest.approx(math.log(6 * 33 / 36), abs=0.6)
    assert len(found.where) == 12
    assert not keywords.sets_apart(plain, term="net", source="dock", measure=measure).holds
    assert not keywords.sets_apart(planted, term="net", source="reef", measure=measure).holds  # which uses it less


def test_all_checks_hold_for_a_planted_word_and_not_for_another(planted: Corpus) -> None:
    found = keywords.passes(planted, term="net", source="dock", at_least=5)
    assert (found.value, found.holds) == (5, True)
    assert (found.low, found.high) == pytest.approx((1000 * 72 / (12 * 36), 1000 * 24 / (24 * 31)))
    assert not keywords.passes(planted, term="net", source="dock", at_least=6).holds
    assert not keywords.passes(planted, term="wa", source="dock", at_least=5).holds


def test_within_a_pair_only_the_pair_is_counted(planted: Corpus) -> None:
    found = keywords.passes(planted, term="net", source="dock", against=["reef"], at_least=1)
    assert found.high == pytest.approx(1000 * 12 / (12 * 31))


def test_a_word_of_few_paragraphs_is_not_set_apart() -> None:
    articles = roomy(much=1)
    articles["dock"][0] += " gull" * 8
    corpus = corpus_of(articles)
    assert keywords.not_apart(corpus, term="gull", source="dock").holds
    assert not keywords.sets_apart(corpus, term="gull", source="dock").holds
    assert keywords.sets_apart(corpus, term="gull", source="dock", measure="g2").holds
    assert not keywords.not_apart(corpus_of(roomy()), term="net", source="dock").holds


def test_an_article_of_few_paragraphs_has_no_interval_and_no_claim_on_one() -> None:
    articles = roomy()
    corpus = corpus_of({"dock": articles["dock"][:6], "reef": articles["reef"], "sail": articles["sail"]})
    found = keywords.sets_apart(corpus, term="net", source="dock")
    assert math.isnan(found.low)
    assert not found.holds
    assert not keywords.not_apart(corpus, term="net", source="dock").holds
    assert keywords.passes(corpus, term="net", source="dock", at_least=4).holds


def test_terms_that_survive_are_counted_against_those_that_the_usual_test_claims(
    planted: Corpus, plain: Corpus
) -> None:
    found = keylists.surviving(planted, at_least=1, share=1)
    assert found.holds
    assert found.value == found.high == 1
    assert not keylists.surviving(planted, at_least=2, share=1).holds
    assert not keylists.surviving(planted, at_least=1, share=0.5).holds
    assert not keylists.surviving(plain, at_least=1, share=1).holds


def test_an_article_of_which_a_term_survives_is_not_one_without(planted: Corpus, plain: Corpus) -> None:
    assert not keylists.none_survives(planted, source="dock").holds
    assert not keylists.none_survives(plain, source="dock").holds  # where the usual test claims nothing either
    articles = roomy(much=1)
    articles["dock"][0] += " gull" * 8
    found = keylists.none_survives(corpus_of(articles), source="dock")
    assert found.holds
    assert found.value == 1
    assert found.high < 5


def test_deals_find_less_than_words_of_one_article(plain: Corpus) -> None:
    found = keylists.beyond_deals(corpus_of(roomy(words=["net", "oar", "tar"])), times=2)
    assert found.holds
    assert found.value >= 3 > found.high >= found.low
    assert not keylists.beyond_deals(plain, times=1).holds


def test_halves_of_one_article_are_told_apart_by_a_word_of_one_half() -> None:
    articles = roomy(much=1)
    articles["reef"] = [text + " gull" * 2 * (place < 6) for place, text in enumerate(articles["reef"])]
    found = keylists.ordinary_within(corpus_of(articles), at_least=1)
    assert (found.value, found.high, found.holds) == (1, 1, True)
    assert found.low > 30  # terms of three articles
    assert not keylists.ordinary_within(corpus_of(articles), at_least=2).holds


def test_a_word_of_one_half_that_sets_its_article_apart_is_counted_as_both() -> None:
    articles = roomy(words=["net", "oar"])
    articles["dock"] = [text + " gull" * 3 * (place < 6) for place, text in enumerate(articles["dock"])]
    found = keylists.also_within(corpus_of(articles), at_most=0.5)
    assert found.holds
    assert (found.value, found.low) == (1, 0)
    assert found.high >= 3
    assert not keylists.also_within(corpus_of(articles), at_most=0.1).holds
    assert not keylists.also_within(corpus_of(roomy()), at_most=1).holds  # none is both


def test_a_word_that_each_other_article_lacks_survives_without_any_of_them(planted: Corpus) -> None:
    found = keylists.surviving_without(planted, at_most=1)
    assert (found.value, found.high, found.holds) == (1, 1, True)
    assert not keylists.surviving_without(planted, at_most=0).holds
    # Reef uses it nearly as often, so that the contrast of dock hangs on sail.
    articles = roomy(much=12)
    articles["reef"] = [text + " net" * 8 for text in articles["reef"]]
    carried = keylists.surviving_without(corpus_of(articles), at_most=0)
    assert (carried.value, carried.holds) == (0, carried.high > 0)


def test_terms_that_an_article_could_not_have_used_are_not_compared() -> None:
    late = corpus_of(roomy(), chronology=[("net", "2030-06-01")])
    assert base.compared(late).terms.tolist() == [
        term for term in base.compared(corpus_of(roomy())).terms if term != "net"
    ]
    assert not keywords.passes(late, term="net", source="dock", at_least=0).holds


def test_lists_of_one_measure_are_shared_whole(planted: Corpus) -> None:
    assert keylists.lists_shared(planted, first="z", second="z", n=3, at_least=1, at_most=1).holds
    assert not keylists.lists_shared(planted, first="z", second="dp", n=3, at_least=1, at_most=1).holds


def test_an_unknown_measure_is_named(planted: Corpus) -> None:
    with pytest.raises(ValueError, match="measure has no 'chi2'; known are log_odds, log_ratio, lrc, g2"):
        keywords.sets_apart(planted, term="net", source="dock", measure="chi2")
    with pytest.raises(ValueError, match="measures has no 'chi2'; known are"):
        keylists.lists_shared(planted, first="chi2", second="z", n=3, at_least=0, at_most=1)
