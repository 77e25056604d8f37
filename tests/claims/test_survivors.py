"""Evidence on keywords together: a claim that holds, and one that just does not, on articles with a planted word."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from helpers.articles import Articles, corpus_of, roomy
from parallax.analysis.keyness import g2
from parallax.analysis.keyness.checks import CHECKS, survives
from parallax.claims import survivors
from parallax.claims.evidence import Evidence
from parallax.claims.results import BOOK, Results

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


def test_terms_that_survive_are_counted_against_those_that_the_usual_test_claims(plain: Results) -> None:
    articles = roomy()
    articles["reef"][0] += " gull" * 8  # claimed by the usual test, and a word of one paragraph
    book = book_of(articles)
    figures = {"claimed": 2, "surviving": 1, "surviving_share": 0.5}
    assert survivors.surviving(book, made=5, share=0.5) == Evidence(True, figures)
    assert not survivors.surviving(book, made=5, share=0.49).holds
    assert survivors.surviving(book, source="dock", made=5).figures["surviving"] == 1
    assert not survivors.surviving(book, source="reef", made=5).holds
    assert not survivors.surviving(plain, made=5).holds


def test_an_article_of_which_a_term_survives_is_not_one_without(planted: Results, plain: Results) -> None:
    assert not survivors.none_survives(planted, source="dock").holds
    assert not survivors.none_survives(plain, source="dock").holds  # where the usual test claims nothing either
    articles = roomy(much=1)
    articles["dock"][0] += " gull" * 8
    found = survivors.none_survives(book_of(articles), source="dock")
    assert found.holds
    assert found.figures["claimed"] == 1
    assert found.figures["most_passed"] < 5


def test_a_term_that_holds_in_all_checks_that_can_be_made_survives() -> None:
    articles = roomy()
    articles["dock"] = articles["dock"][:6]
    assert not survivors.none_survives(book_of(articles), source="dock").holds


def test_deals_find_less_than_words_of_one_article(plain: Results) -> None:
    found = survivors.beyond_deals(book_of(roomy(words=["net", "oar", "tar"])), within=0.02)
    assert found.holds
    assert found.figures["claimed"] > found.figures["most_dealt"] > found.figures["mean_dealt"]
    assert found.figures["claimed"] >= 3
    assert not survivors.beyond_deals(plain, within=0.02).holds


def test_as_many_deals_as_are_allowed_are_too_many(planted: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    # The real labels count as one deal: of 99 others none may reach the one word that is claimed for p = 0.01.
    for reaching, within, holds in ((0, 0.011, True), (0, 0.01, False), (1, 0.02, False), (1, 0.021, True)):
        deals = np.array([1] * reaching + [0] * (99 - reaching))
        monkeypatch.setattr(g2, "in_deals", lambda *args, deals=deals, **settings: deals)
        assert survivors.beyond_deals(Results(planted.corpus, SETTINGS), within=within).holds is holds


def test_halves_of_two_articles_are_held_against_halves_of_one() -> None:
    articles = roomy(words=["net", "oar"])
    articles["reef"] = [text + " gull" * 2 * (place < 6) for place, text in enumerate(articles["reef"])]
    book = book_of(articles)
    found = survivors.beyond_sections(book, times=1).figures
    words = book.compared()
    parts = g2.between_parts(words.units, book.settings)
    same = parts["group"] == parts["other_group"]
    assert parts[same]["n_claimed"].tolist() == [0, 1, 0]
    assert found["between"] == pytest.approx(parts[~same]["n_claimed"].sum() / parts[~same]["n_terms"].sum())
    assert found["within"] == pytest.approx(1 / parts[same]["n_terms"].sum())
    assert survivors.beyond_sections(book, times=found["ratio"]).holds
    assert not survivors.beyond_sections(book, times=found["ratio"] + 0.01).holds


def test_a_word_of_one_half_that_sets_its_article_apart_is_counted_as_both(planted: Results) -> None:
    articles = roomy(words=["net", "oar"])
    articles["dock"] = [
        text + " gull" * 3 * (place < 6) + " net" * 9 * (place < 6) for place, text in enumerate(articles["dock"])
    ]
    book = book_of(articles)
    found = survivors.also_within(book)
    assert found.holds
    assert (found.figures["both"], found.figures["surviving"]) == (2, 1)  # gull and net; net holds in all checks
    assert found.figures["claimed"] == book.contrasts()["by_tokens"].sum()  # all come often enough in their article
    assert not survivors.also_within(planted).holds  # none is both


def test_a_word_that_each_other_article_lacks_survives_without_any_of_them(planted: Results) -> None:
    found = survivors.surviving_without(planted, at_most=1)
    assert found == Evidence(True, {"surviving": 1, "staying": 1})
    assert not survivors.surviving_without(planted, at_most=0).holds
    # Reef uses it nearly as often, so that the contrast of dock hangs on sail.
    articles = roomy(much=12)
    articles["reef"] = [text + " net" * 8 for text in articles["reef"]]
    carried = survivors.surviving_without(book_of(articles), at_most=1)
    assert (carried.figures["staying"], carried.holds) == (0, True)
    assert not survivors.surviving_without(book_of(roomy(much=1)), at_most=1).holds  # none holds in the first place


def test_few_words_survive_or_more(planted: Results, plain: Results) -> None:
    articles = roomy()
    articles["reef"][0] += " gull" * 8  # claimed by the usual test, and a word of one paragraph
    book = book_of(articles)
    figures = {"claimed": 2, "surviving": 1, "surviving_share": 0.5}
    assert survivors.few_survive(book, share=0.5) == Evidence(True, figures)
    assert not survivors.few_survive(book, share=0.49).holds
    assert not survivors.few_survive(plain, share=1).holds


def test_a_check_that_is_not_made_keeps_no_word_from_surviving() -> None:
    articles = roomy()
    articles["dock"] = articles["dock"][:6]
    book = book_of(articles)
    assert survivors.few_survive(book, share=1).figures["surviving"] == 1
    assert survivors.surviving_without(book, at_most=1).figures == {"surviving": 1, "staying": 1}


def test_one_check_claims_so_many_times_as_many_words_as_another(planted: Results) -> None:
    table = planted.contrasts()[list(CHECKS)].sum()
    found = survivors.checks_differ(planted, times=1)
    assert found.figures == {"fewest": table.min(), "most": table.max(), "ratio": table.max() / table.min()}
    assert survivors.checks_differ(planted, times=found.figures["ratio"]).holds
    assert not survivors.checks_differ(planted, times=found.figures["ratio"] + 0.1).holds


def test_lists_of_one_measure_are_shared_whole(planted: Results) -> None:
    assert survivors.lists_shared(planted, first="z", second="z", n=3, at_least=1).holds
    shared = survivors.lists_shared(planted, first="z", second="dp", n=3).figures["shared"]
    assert not survivors.lists_shared(planted, first="z", second="dp", n=3, at_least=shared + 0.01).holds
    assert not survivors.lists_shared(planted, first="z", second="dp", n=3, at_most=shared - 0.01).holds


def test_controls_are_drawn_as_often_as_they_are_asked_to_be_and_once(planted: Results) -> None:
    few = planted.between_halves(n_resamples=1, n_permutations=1)
    assert few is planted.between_halves(n_permutations=1, n_resamples=1)
    assert few is not planted.between_halves(n_resamples=2, n_permutations=1)
    assert planted.without_each() is planted.without_each()
    assert planted.pairs_of_halves() is planted.pairs_of_halves()
    assert len(planted.claimed_in_deals()) == 99


def test_no_more_phrases_survive_than_are_allowed() -> None:
    book = book_of(roomy(words=("salt", "net")), pairs=True)
    n = survives(book.phrase_contrasts()).sum()
    assert n > 0
    assert survivors.few_phrases_survive(book, at_most=n).holds
    assert survivors.few_phrases_survive(book, at_most=n - 1).figures["surviving"] == n
    assert not survivors.few_phrases_survive(book, at_most=n - 1).holds
    articles = roomy(much=1, words=("salt",))
    none = survivors.few_phrases_survive(book_of(articles, pairs=True), at_most=9)
    assert (none.figures["claimed"], none.holds) == (0, False)
    articles["reef"][0] += " gull song" * 8  # claimed by the usual test, and a phrase of one paragraph
    book = book_of(articles, pairs=True)
    found, contrasts = survivors.few_phrases_survive(book, at_most=0), book.phrase_contrasts()
    assert {"gull song", "song gull"} <= set(contrasts.loc[contrasts["by_tokens"], "term"])
    assert found == Evidence(True, {"claimed": contrasts["by_tokens"].sum(), "surviving": 0})


def test_deals_find_less_than_phrases_of_one_article() -> None:
    book = book_of(roomy(words=["net", "oar", "tar"]), pairs=True)
    found = survivors.phrases_beyond_deals(book, within=0.02)
    contrasts, deals = book.phrase_contrasts(), book.of_phrases().claimed_in_deals()
    assert {"net oar", "oar tar", "tar net"} <= set(contrasts.loc[contrasts["by_tokens"], "term"])
    assert found.figures["claimed"] == contrasts["by_tokens"].sum() > found.figures["most_dealt"]
    assert found.figures["mean_dealt"] == deals.mean()
    assert found.holds
    plain = book_of(roomy(much=1, words=("salt",)), pairs=True)
    assert not survivors.phrases_beyond_deals(plain, within=0.5).holds
