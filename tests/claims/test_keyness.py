"""Evidence on keyness: a claim that holds, and one that just does not, on articles with and without a planted word."""

from __future__ import annotations

import math

import numpy as np
import pytest

from helpers.articles import corpus_of, roomy
from parallax.analysis.keyness import usual
from parallax.claims import evidence, keyness, results
from parallax.corpus.corpus import Corpus

OTHERS = ["reef", "sail"]


@pytest.fixture(autouse=True)
def _few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw as often as a q among so few terms needs."""
    monkeypatch.setattr(results, "N_DRAWS", 4000)
    monkeypatch.setattr(keyness, "N_DEALS", 99)


@pytest.fixture(scope="module")
def planted() -> Corpus:
    return corpus_of(roomy())


@pytest.fixture(scope="module")
def plain() -> Corpus:
    return corpus_of(roomy(much=1))


@pytest.mark.parametrize("measure", keyness.CRITERIA)
def test_a_planted_word_sets_its_article_apart_by_every_measure(measure: str, planted: Corpus, plain: Corpus) -> None:
    found = keyness.sets_apart(planted, term="net", source="dock", measure=measure)
    assert found.holds
    assert found.low < found.value < found.high
    assert found.value == pytest.approx(math.log(6 * 33 / 36), abs=0.6)
    assert len(found.where) == 12
    assert not keyness.sets_apart(plain, term="net", source="dock", measure=measure).holds
    assert not keyness.sets_apart(planted, term="net", source="reef", measure=measure).holds  # which uses it less


def test_all_checks_hold_for_a_planted_word_and_not_for_another(planted: Corpus) -> None:
    found = keyness.passes(planted, term="net", source="dock", at_least=5, made=5)
    assert (found.value, found.holds) == (5, True)
    assert not keyness.passes(planted, term="net", source="dock", at_least=4, made=4).holds  # five can be made
    assert (found.low, found.high) == pytest.approx((1000 * 72 / (12 * 36), 1000 * 24 / (24 * 31)))
    assert not keyness.passes(planted, term="net", source="dock", at_least=6, made=5).holds
    assert not keyness.passes(planted, term="wa", source="dock", at_least=5, made=5).holds


def test_within_a_pair_only_the_pair_is_counted(planted: Corpus) -> None:
    found = keyness.passes(planted, term="net", source="dock", against=["reef"], at_least=1, made=5)
    assert found.high == pytest.approx(1000 * 12 / (12 * 31))


def test_an_interval_is_held_against_the_bound_that_is_asked(planted: Corpus) -> None:
    low = keyness.sets_apart(planted, term="net", source="dock").low
    assert keyness.sets_apart(planted, term="net", source="dock", above=low - 0.01).holds
    assert not keyness.sets_apart(planted, term="net", source="dock", above=low).holds


def test_a_word_of_few_paragraphs_is_not_set_apart() -> None:
    articles = roomy(much=1)
    articles["dock"][0] += " gull" * 8
    corpus = corpus_of(articles)
    assert keyness.open_at_zero(corpus, term="gull", source="dock", against=OTHERS).holds
    assert not keyness.sets_apart(corpus, term="gull", source="dock").holds
    assert keyness.sets_apart(corpus, term="gull", source="dock", measure="g2").holds
    assert not keyness.open_at_zero(corpus_of(roomy()), term="net", source="dock", against=OTHERS).holds
    # One use elsewhere, and it is no longer a word that the others never use.
    articles["reef"][0] += " gull"
    assert not keyness.open_at_zero(corpus_of(articles), term="gull", source="dock", against=OTHERS).holds


def test_an_article_of_few_paragraphs_has_no_interval_and_nothing_is_asked_of_one() -> None:
    articles = roomy()
    corpus = corpus_of({"dock": articles["dock"][:6], "reef": articles["reef"], "sail": articles["sail"]})
    for ask in (keyness.sets_apart, keyness.open_at_zero):
        with pytest.raises(evidence.NotMadeError, match="'net' has no interval in dock, which has too few paragraphs"):
            ask(corpus, term="net", source="dock", against=OTHERS)
    assert keyness.passes(corpus, term="net", source="dock", at_least=4, made=4).holds
    assert not keyness.passes(corpus, term="net", source="dock", at_least=4, made=5).holds
    found = keyness.surviving(corpus, source="dock", made=4)
    assert found == (1, 1, 1, True, ())
    with pytest.raises(evidence.NotMadeError, match="no contrast can be put to 5 checks"):
        keyness.surviving(corpus, source="dock", made=5)


def test_terms_that_survive_are_counted_against_those_that_the_usual_test_claims(plain: Corpus) -> None:
    articles = roomy()
    articles["reef"][0] += " gull" * 8  # claimed by the usual test, and a word of one paragraph
    corpus = corpus_of(articles)
    assert keyness.surviving(corpus, made=5, share=0.5) == (0.5, 1, 2, True, ())
    assert not keyness.surviving(corpus, made=5, share=0.49).holds
    assert keyness.surviving(corpus, source="dock", made=5).low == 1
    assert not keyness.surviving(corpus, source="reef", made=5).holds
    assert not keyness.surviving(plain, made=5).holds


def test_an_article_of_which_a_term_survives_is_not_one_without(planted: Corpus, plain: Corpus) -> None:
    assert not keyness.none_survives(planted, source="dock").holds
    assert not keyness.none_survives(plain, source="dock").holds  # where the usual test claims nothing either
    articles = roomy(much=1)
    articles["dock"][0] += " gull" * 8
    found = keyness.none_survives(corpus_of(articles), source="dock")
    assert found.holds
    assert found.value == 1
    assert found.high < 5


def test_a_term_that_holds_in_all_checks_that_can_be_made_survives() -> None:
    articles = roomy()
    articles["dock"] = articles["dock"][:6]
    assert not keyness.none_survives(corpus_of(articles), source="dock").holds


def test_deals_find_less_than_words_of_one_article(plain: Corpus) -> None:
    found = keyness.beyond_deals(corpus_of(roomy(words=["net", "oar", "tar"])), within=0.02)
    assert found.holds
    assert found.value > found.high > found.low
    assert found.value >= 3
    assert not keyness.beyond_deals(plain, within=0.02).holds


def test_as_many_deals_as_are_allowed_are_too_many(planted: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    # The real labels count as one deal: of 99 others none may reach the one word that is claimed for p = 0.01.
    for reaching, within, holds in ((0, 0.011, True), (0, 0.01, False), (1, 0.02, False), (1, 0.021, True)):
        deals = np.array([1] * reaching + [0] * (99 - reaching))
        monkeypatch.setattr(usual, "in_deals", lambda *args, deals=deals, **settings: deals)
        assert keyness.beyond_deals(planted, within=within).holds is holds


def test_halves_of_two_articles_are_held_against_halves_of_one() -> None:
    articles = roomy(words=["net", "oar"])
    articles["reef"] = [text + " gull" * 2 * (place < 6) for place, text in enumerate(articles["reef"])]
    found = keyness.beyond_sections(corpus_of(articles), times=1)
    words = results.compared(corpus_of(articles))
    parts = usual.between_parts(words.counts, words.groups, sizes=words.sizes)
    same = parts["group"] == parts["other_group"]
    assert parts[same]["n_claimed"].tolist() == [0, 1, 0]
    assert found.value == pytest.approx(parts[~same]["n_claimed"].sum() / parts[~same]["n_terms"].sum())
    assert found.low == pytest.approx(1 / parts[same]["n_terms"].sum())
    assert keyness.beyond_sections(corpus_of(articles), times=found.high).holds
    assert not keyness.beyond_sections(corpus_of(articles), times=found.high + 0.01).holds


def test_a_word_of_one_half_that_sets_its_article_apart_is_counted_as_both() -> None:
    articles = roomy(words=["net", "oar"])
    articles["dock"] = [
        text + " gull" * 3 * (place < 6) + " net" * 9 * (place < 6) for place, text in enumerate(articles["dock"])
    ]
    found = keyness.also_within(corpus_of(articles))
    assert found.holds
    assert (found.value, found.low) == (2, 1)  # gull and net, of which net holds in all checks
    assert (
        found.high == results.contrasted(corpus_of(articles))["by_tokens"].sum()
    )  # all come often enough in their article
    assert not keyness.also_within(corpus_of(articles), at_least=2).holds
    assert not keyness.also_within(corpus_of(roomy())).holds  # none is both


def test_a_word_that_each_other_article_lacks_survives_without_any_of_them(planted: Corpus) -> None:
    found = keyness.surviving_without(planted, at_most=1)
    assert (found.value, found.high, found.holds) == (1, 1, True)
    assert not keyness.surviving_without(planted, at_most=0).holds
    # Reef uses it nearly as often, so that the contrast of dock hangs on sail.
    articles = roomy(much=12)
    articles["reef"] = [text + " net" * 8 for text in articles["reef"]]
    carried = keyness.surviving_without(corpus_of(articles), at_most=1)
    assert (carried.value, carried.holds) == (0, False)


def test_what_belongs_to_a_place_is_counted_with_its_name() -> None:
    articles = roomy()
    articles["reef"] = [text + " netted" * 5 for text in articles["reef"]]
    apart, together = corpus_of(articles), corpus_of(articles, demonyms=[("netted", "net")])
    assert "netted" in results.compared(apart).terms
    assert "netted" not in results.compared(together).terms
    found = keyness.apart_alone(together, term="net", source="dock")
    assert (found.low, found.holds) == (5, True)
    assert found.value < 5
    assert found.high == pytest.approx(1000 * (24 + 60) / (12 * 36 + 12 * 31))
    assert keyness.passes(together, term="netted", source="dock", at_least=0, made=5).value == found.value
    with pytest.raises(ValueError, match="demonyms has no 'net'; known are"):
        keyness.apart_alone(apart, term="net", source="dock")


@pytest.mark.parametrize(("source", "also"), [("reef", 1), ("dock", 5)])
def test_a_name_is_apart_by_itself_only_if_its_source_has_no_other_form_and_others_have_many(
    source: str, also: int
) -> None:
    # A few uses of the other form by reef take nothing away; and dock is to use none itself.
    articles = roomy()
    articles["reef"][0] += " netted"
    articles[source] = [text + " netted" * also * (place < 2) for place, text in enumerate(articles[source])]
    corpus = corpus_of(articles, demonyms=[("netted", "net")])
    assert not keyness.apart_alone(corpus, term="net", source="dock").holds


def test_a_word_within_a_name_is_counted_as_such() -> None:
    corpus = corpus_of({"dock": ["old warden old", "warden net"], "reef": ["old warden"]})
    found = keyness.within_name(corpus, term="old", source="dock", name="old warden")
    assert found == (1, 0, 2, True, (("dock", 1),))
    assert not keyness.within_name(corpus, term="net", source="dock", name="pilots").holds
    with pytest.raises(ValueError, match=r"lexicons/actors\.csv has no 'mayor'"):
        keyness.within_name(corpus, term="old", source="dock", name="mayor")


def test_terms_that_an_article_could_not_have_used_are_not_compared() -> None:
    late = corpus_of(roomy(), chronology=[("net", "2030-06-01")])
    assert results.compared(late).terms.tolist() == [
        term for term in results.compared(corpus_of(roomy())).terms if term != "net"
    ]
    assert not keyness.passes(late, term="net", source="dock", at_least=0, made=5).holds


def test_lists_of_one_measure_are_shared_whole(planted: Corpus) -> None:
    assert keyness.lists_shared(planted, first="z", second="z", n=3, at_least=1).holds
    found = keyness.lists_shared(planted, first="z", second="dp", n=3)
    assert not keyness.lists_shared(planted, first="z", second="dp", n=3, at_least=found.value + 0.01).holds
    assert not keyness.lists_shared(planted, first="z", second="dp", n=3, at_most=found.value - 0.01).holds


def test_an_unknown_measure_is_named(planted: Corpus) -> None:
    with pytest.raises(ValueError, match="measure has no 'chi2'; known are log_odds, log_ratio, lrc, g2"):
        keyness.sets_apart(planted, term="net", source="dock", measure="chi2")
    with pytest.raises(ValueError, match="measures has no 'chi2'; known are"):
        keyness.lists_shared(planted, first="chi2", second="z", n=3)
