"""Evidence on keyness: a claim that holds, and one that just does not, on articles with and without a planted word."""

from __future__ import annotations

import math
from typing import Any

import pytest

from helpers.articles import Articles, corpus_of, roomy
from parallax.analysis.keyness.contrasts import DIGITS
from parallax.claims import evidence, keyness, survivors
from parallax.claims.evidence import DECLARED, Evidence
from parallax.claims.results import BOOK, Results

OTHERS = ["reef", "sail"]
# As many draws as a q among so few terms needs.
SETTINGS = BOOK.but(n_resamples=4000, n_permutations=4000, n_deals=99)


def book_of(articles: Articles, **tables: Any) -> Results:  # noqa: ANN401  as `corpus_of`
    """Return the results of some articles, see `corpus_of`."""
    return Results(corpus_of(articles, **tables), SETTINGS)


@pytest.fixture(scope="module")
def planted() -> Results:
    return book_of(roomy())


@pytest.fixture(scope="module")
def plain() -> Results:
    return book_of(roomy(much=1))


@pytest.mark.parametrize("measure", keyness.CRITERIA)
def test_a_planted_word_sets_its_article_apart_by_every_measure(measure: str, planted: Results, plain: Results) -> None:
    found = keyness.sets_apart(planted, term="net", source="dock", measure=measure)
    assert found.holds
    assert found.figures["ci_low"] < found.figures["log_odds"] < found.figures["ci_high"]
    assert found.figures["log_odds"] == pytest.approx(math.log(6 * 33 / 36), abs=0.6)
    assert len(found.where) == 12
    assert not keyness.sets_apart(plain, term="net", source="dock", measure=measure).holds
    less = keyness.sets_apart(planted, term="net", source="reef", measure=measure)  # which uses it less
    assert less == Evidence(False, {"log_odds": 0, "ci_low": 0, "ci_high": 0})


def test_all_checks_hold_for_a_planted_word_and_not_for_another(planted: Results) -> None:
    found = keyness.passes(planted, term="net", source="dock", at_least=5, made=5)
    assert (found.figures["passed"], found.holds) == (5, True)
    assert not keyness.passes(planted, term="net", source="dock", at_least=4, made=4).holds  # five can be made
    assert found.figures["rate"] == pytest.approx(1000 * 72 / (12 * 36))
    assert found.figures["rate_others"] == pytest.approx(1000 * 24 / (24 * 31))
    assert not keyness.passes(planted, term="net", source="dock", at_least=6, made=5).holds
    assert not keyness.passes(planted, term="wa", source="dock", at_least=5, made=5).holds


def test_within_a_pair_only_the_pair_is_counted(planted: Results) -> None:
    found = keyness.passes(planted, term="net", source="dock", against=["reef"], at_least=1, made=5)
    assert found.figures["rate_others"] == pytest.approx(1000 * 12 / (12 * 31))


def test_an_interval_is_held_against_the_bound_that_is_asked(planted: Results) -> None:
    low = keyness.sets_apart(planted, term="net", source="dock").figures["ci_low"]
    assert keyness.sets_apart(planted, term="net", source="dock", above=low - 0.01).holds
    assert not keyness.sets_apart(planted, term="net", source="dock", above=round(low, DIGITS)).holds


def test_a_word_of_few_paragraphs_is_not_set_apart(planted: Results) -> None:
    articles = roomy(much=1)
    articles["dock"][0] += " gull" * 8
    book = book_of(articles)
    found = keyness.open_at_zero(book, term="gull", source="dock", against=OTHERS)
    assert found.holds
    assert found.figures == keyness.sets_apart(book, term="gull", source="dock").figures
    assert not keyness.sets_apart(book, term="gull", source="dock").holds
    assert keyness.sets_apart(book, term="gull", source="dock", measure="g2").holds
    assert not keyness.open_at_zero(planted, term="net", source="dock", against=OTHERS).holds
    # One use elsewhere, and it is no longer a word that the others never use.
    articles["reef"][0] += " gull"
    assert not keyness.open_at_zero(book_of(articles), term="gull", source="dock", against=OTHERS).holds


def test_an_article_of_few_paragraphs_has_no_interval_and_nothing_is_asked_of_one() -> None:
    articles = roomy()
    book = book_of({**articles, "dock": articles["dock"][:6]})
    for ask, against in ((keyness.sets_apart, {}), (keyness.open_at_zero, {"against": OTHERS})):
        with pytest.raises(evidence.NotMadeError, match="'net' has no interval in dock, which has too few paragraphs"):
            ask(book, term="net", source="dock", **against)
    assert keyness.passes(book, term="net", source="dock", at_least=4, made=4).holds
    assert not keyness.passes(book, term="net", source="dock", at_least=4, made=5).holds
    found = survivors.surviving(book, source="dock", made=4)
    assert found == Evidence(True, {"claimed": 1, "surviving": 1, "surviving_share": 1})
    with pytest.raises(evidence.NotMadeError, match="no contrast can be put to 5 checks"):
        survivors.surviving(book, source="dock", made=5)


def test_what_belongs_to_a_place_is_counted_with_its_name() -> None:
    articles = roomy()
    articles["reef"] = [text + " netted" * 5 for text in articles["reef"]]
    apart, together = book_of(articles), book_of(articles, demonyms=[("netted", "net")])
    assert "netted" in apart.compared().terms
    assert "netted" not in together.compared().terms
    found = keyness.apart_alone(together, term="net", source="dock")
    assert (found.figures["passed_alone"], found.holds) == (5, True)
    assert found.figures["passed"] < 5
    assert found.figures["rate_others"] == pytest.approx(1000 * (24 + 60) / (12 * 36 + 12 * 31))
    counted = keyness.passes(together, term="netted", source="dock", at_least=0, made=5)
    assert counted.figures["passed"] == found.figures["passed"]
    with pytest.raises(ValueError, match="demonyms has no 'net'; choose from"):
        keyness.apart_alone(apart, term="net", source="dock")


@pytest.mark.parametrize(("source", "also"), [("reef", 1), ("dock", 5)])
def test_a_name_is_apart_by_itself_only_if_its_source_has_no_other_form_and_others_have_many(
    source: str, also: int
) -> None:
    # A few uses of the other form by reef take nothing away; and dock is to use none itself.
    articles = roomy()
    articles["reef"][0] += " netted"
    articles[source] = [text + " netted" * also * (place < 2) for place, text in enumerate(articles[source])]
    book = book_of(articles, demonyms=[("netted", "net")])
    assert not keyness.apart_alone(book, term="net", source="dock").holds


def test_a_word_that_survives_may_be_mostly_part_of_a_name(planted: Results, plain: Results) -> None:
    articles = {source: [text.replace("net", "pilots") for text in body] for source, body in roomy().items()}
    book = book_of(articles)
    found = keyness.survives_in_name(book, term="pilots", source="dock", name="pilots", above=0.5)
    assert (found.holds, found.figures["share"], len(found.where)) == (True, 1, 12)
    articles = roomy(words=["warden"])
    articles["dock"] = [text.replace(" warden", " old warden", 3) for text in articles["dock"]]
    half = keyness.survives_in_name(book_of(articles), term="warden", source="dock", name="old warden", above=0.49)
    assert (half.figures["within"], half.figures["uses"], half.holds) == (36, 72, True)
    assert not keyness.survives_in_name(
        book_of(articles), term="warden", source="dock", name="old warden", above=0.5
    ).holds
    assert not keyness.survives_in_name(book, term="pilots", source="dock", name="pilots", above=1).holds
    assert not keyness.survives_in_name(planted, term="net", source="dock", name="pilots", above=0).holds
    assert not keyness.survives_in_name(plain, term="gull", source="dock", name="pilots", above=0).holds
    with pytest.raises(ValueError, match=r"lexicons/actors\.csv has no 'mayor'"):
        keyness.survives_in_name(planted, term="net", source="dock", name="mayor", above=0)


def test_a_word_that_others_never_use_and_one_that_they_do() -> None:
    articles = roomy()
    articles["reef"] = [text.replace("net", "w") for text in articles["reef"]]
    articles["sail"] = [text.replace("net", "w") for text in articles["sail"]]
    found = keyness.passes_alone(book_of(articles), term="net", source="dock", made=5)
    assert found.holds
    assert found.figures == {"uses": 72, "others": 0, "passed": 5}
    assert not keyness.passes_alone(book_of(articles), term="net", source="dock", made=4).holds
    assert not keyness.passes_alone(book_of(articles), term="net", source="reef", made=5).holds
    articles["sail"][0] += " net"
    found = keyness.passes_alone(book_of(articles), term="net", source="dock", made=5)
    assert (found.figures["passed"], found.figures["others"], found.holds) == (5, 1, False)


def test_a_word_of_one_article_alone_may_fail_without_another(planted: Results) -> None:
    asked = {"term": "net", "source": "dock", "left_out": "reef", "passed_of": 5}
    assert not keyness.unseparated_without(planted, **asked).holds  # sail uses it
    assert keyness.unseparated_without(planted, **asked).figures == {"uses": 72, "others": 12, "passed": 5}
    articles = roomy(much=1)
    articles = {source: [text.replace("net", "w") for text in body] for source, body in articles.items()}
    for place in range(3):
        articles["dock"][place] += " gull" * 6
    articles["reef"][0] += " gull"
    found = keyness.unseparated_without(book_of(articles), **{**asked, "term": "gull"})
    assert found.figures["others"] == 0
    assert found.holds == (found.figures["passed"] == 4)
    nothing = {"uses": 0, "others": 0, "passed": 0}
    assert keyness.unseparated_without(planted, **{**asked, "source": "sail"}) == Evidence(False, nothing)


def test_terms_that_an_article_could_not_have_used_are_not_compared(planted: Results) -> None:
    late = book_of(roomy(), chronology=[("net", "2030-06-01")])
    assert late.compared().terms.tolist() == [term for term in planted.compared().terms if term != "net"]
    assert not keyness.passes(late, term="net", source="dock", at_least=0, made=5).holds


def test_an_unknown_measure_is_named(planted: Results) -> None:
    with pytest.raises(ValueError, match="measure has no 'chi2'; choose from log_odds, log_ratio, lrc, g2"):
        keyness.sets_apart(planted, term="net", source="dock", measure="chi2")
    with pytest.raises(ValueError, match="measures has no 'chi2'; choose from"):
        survivors.lists_shared(planted, first="chi2", second="z", n=3)


def test_the_prior_touches_log_odds_and_no_g2(planted: Results) -> None:
    strong = Results(planted.corpus, SETTINGS.but(strength=1.0))
    asked = {"term": "net", "source": "dock"}
    drawn_in = keyness.sets_apart(strong, **asked).figures["log_odds"]
    assert 0 < drawn_in < keyness.sets_apart(planted, **asked).figures["log_odds"]
    for ask, args in ((survivors.beyond_deals, {"within": 0.02}), (survivors.beyond_sections, {"times": 1})):
        assert ask(strong, **args) == ask(planted, **args)
        assert "prior" not in DECLARED[ask.__name__].touched_by


def phrased() -> Articles:
    """Return articles of which only dock has the pair, several times in each paragraph."""
    articles = roomy(words=("salt", "net"))
    return {
        source: body if source == "dock" else [text.replace("salt net", "salt oil") for text in body]
        for source, body in articles.items()
    }


def test_a_phrase_that_others_never_use_sets_its_article_apart() -> None:
    book = book_of(phrased(), pairs=True)
    asked = {"phrase": "salt net", "source": "dock"}
    found = keyness.phrase_passes_alone(book, **asked, made=5)
    assert found == Evidence(True, {"uses": 72, "others": 0, "passed": 5}, found.where)
    assert found.where == tuple(("dock", paragraph) for paragraph in range(1, 13))
    assert keyness.phrase_passes_alone(book, **asked, against=["reef"], made=5).holds
    assert not keyness.phrase_passes_alone(book, **asked, made=4).holds
    assert not keyness.phrase_passes_alone(book, phrase="salt net", source="reef", made=5).holds
    assert not keyness.phrase_passes_alone(book, phrase="salt gull", source="dock", made=5).holds
    articles = phrased()
    articles["sail"][0] += " salt net"
    found = keyness.phrase_passes_alone(book_of(articles, pairs=True), **asked, made=5)
    assert (found.figures["others"], found.figures["passed"], found.holds) == (1, 5, False)


@pytest.mark.parametrize("phrase", ["net", "the net", "net of", "Salt net", "salt  net", ""])
def test_what_is_never_counted_as_a_phrase_is_refused(phrase: str, planted: Results) -> None:
    with pytest.raises(ValueError, match="is not counted; give two words or more in lower case"):
        keyness.phrase_passes_alone(planted, phrase=phrase, source="dock", made=5)
