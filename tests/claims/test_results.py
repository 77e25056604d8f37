"""What the book computes of a corpus: each result once, of content words, with the settings that are given."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from helpers.articles import FEW, THREE, book_of, roomy
from parallax.analysis.keyness import controls, g2
from parallax.analysis.keyness.contrasts import keyness
from parallax.claims.results import Results
from parallax.corpus import choices


def test_places_are_numbers_of_paragraphs_and_neither_lines_nor_rows() -> None:
    assert book_of(THREE).places_of(np.array([1, 2])) == (("dock", 2), ("reef", 1))


def test_the_size_of_a_source_is_all_words_of_its_body() -> None:
    assert book_of({"dock": ["the net", '*net "oil'], "reef": ["net"]}).size_of("dock") == 4


def test_content_words_are_neither_function_words_nor_parts_of_masked_names() -> None:
    book = book_of({"dock": ["the *royal net", "nets"], "reef": ["a net"]}, lemmas=[("nets", "net")])
    assert book.content_words().terms.tolist() == ["net", "nets"]
    assert book.content_words(lemma=True).terms.tolist() == ["net"]
    assert book.content_words().sizes.tolist() == [3, 1, 2]  # what rates are taken of


def test_a_result_is_computed_once_whatever_order_sources_are_named_in() -> None:
    book = book_of(roomy())
    assert book.contrasts(["dock", "reef"]) is book.contrasts(sources=("reef", "dock"))
    assert book.contrasts(np.array(["reef", "dock"])) is book.contrasts({"dock", "reef"})
    assert book.contrasts(["dock", "reef"]) is not book.contrasts()
    assert book.contrasts(n_resamples=50, n_permutations=9) is book.contrasts(n_permutations=9, n_resamples=50)
    assert book.contrasts() is not book.contrasts(n_resamples=50)
    assert book.compared() is book.compared(None)
    assert book.content_words() is book.content_words(False, min_count=1)
    assert book.content_words() is not book.content_words(lemma=True)
    assert book.content_words() is not book_of(roomy()).content_words()


def test_settings_move_what_rests_on_them() -> None:
    weak, strong = (book_of(roomy(), FEW.but(strength=strength)).contrasts() for strength in (0.01, 10))
    assert weak["log_odds"].abs().max() > strong["log_odds"].abs().max()


def test_another_prior_moves_contrasts_and_shares_the_corpora_that_were_counted() -> None:
    book = book_of(roomy())
    counted, before = book.compared(), book.contrasts()
    strong = book.with_prior(10)
    assert strong.compared() is counted
    pd.testing.assert_frame_equal(strong.contrasts(), book_of(roomy(), FEW.but(strength=10)).contrasts())
    assert book.contrasts() is before
    assert strong.contrasts()["log_odds"].abs().max() < before["log_odds"].abs().max()


def test_an_interval_is_that_of_the_whole_table() -> None:
    book = book_of(roomy())
    for against in (None, ["reef"]):
        rows = book.contrasts_of("dock", against, n_resamples=50)
        assert rows["ci_low"].notna().all()
        for term, low, high in rows[["term", "ci_low", "ci_high"]].itertuples(index=False):
            assert book.interval(term, "dock", against, 50) == (low, high)


def test_what_belongs_to_a_place_is_counted_with_its_name() -> None:
    book = book_of(roomy(words=("net", "netted")), demonyms=[("netted", "net")])
    assert "netted" not in book.compared().terms
    assert book.as_compared("netted") == ("net", ["net", "netted"])


def planted_phrase(**given: Any) -> Results:  # noqa: ANN401  as `corpus_of`
    """Return the results of articles of which one has a pair six times as often as the others."""
    return book_of(roomy(words=("salt", "net")), pairs=True, **given)


def test_phrases_are_contrasted_as_words_are_and_are_a_family_of_their_own() -> None:
    book = planted_phrase()
    phrases = book.compared_phrases()
    assert {"salt net", "net salt"} <= set(phrases.terms)
    assert all(phrase.count(" ") == 1 for phrase in phrases.terms)
    alone = keyness(phrases.units, settings=FEW)
    pd.testing.assert_frame_equal(book.phrase_keyness(), alone)
    assert book.phrase_keyness().columns.tolist() == book.keyness().columns.tolist()
    checked = book.phrase_contrasts(["dock", "reef"])
    assert checked.columns.tolist() == book.contrasts(["dock", "reef"]).columns.tolist()
    (row,) = checked[(checked["term"] == "salt net") & (checked["group"] == "dock")].to_dict("records")
    assert (row["n_target"], row["n_reference"], row["by_tokens"]) == (72, 12, True)
    assert row["rate_target"] == pytest.approx(1000 * 72 / (12 * 42))
    assert book.phrase_contrasts(("reef", "dock")) is checked
    assert set(book.contrasts()["term"]).isdisjoint(book.phrase_contrasts()["term"])


def test_controls_of_phrases_are_made_of_phrases() -> None:
    book = planted_phrase()
    units = book.compared_phrases().units
    pd.testing.assert_frame_equal(book.of_phrases().pairs_of_halves(), g2.between_parts(units, FEW))
    assert book.of_phrases().claimed_in_deals().tolist() == g2.in_deals(units, FEW).tolist()
    pd.testing.assert_frame_equal(book.of_phrases().random_deals(2), controls.random_deals(units, FEW.but(n_deals=2)))


def test_phrases_follow_the_choices_of_counting_and_have_no_lemma() -> None:
    book = planted_phrase(lemmas=[("net", "mesh")])
    kept = set(book.compared_phrases().terms)
    assert set(Results(choices.chosen(book.corpus, {"lemma": True}), FEW).compared_phrases().terms) == kept
    rare = Results(choices.chosen(book.corpus, {"min_count": 80}), FEW).compared_phrases()
    assert rare.terms.tolist() == ["salt net"]
    assert Results(book.corpus, FEW.but(min_total=80)).compared_phrases().terms.tolist() == ["salt net"]


def test_a_phrase_that_one_source_could_not_have_used_yet_is_left_out_of_comparisons_with_it() -> None:
    late = {source: {"not_before": "2031-01-01", "not_after": ""} for source in ("dock", "reef")}
    book = planted_phrase(facts=late, chronology=[("salt", "2030-12-01")])
    assert "salt net" in book.compared_phrases(["dock", "reef"]).terms
    assert not {"salt net", "net salt"} & set(book.compared_phrases().terms)


def test_phrases_under_another_prior_are_counted_once() -> None:
    book = planted_phrase()
    counted = book.compared_phrases()
    strong = book.with_prior(10)
    assert strong.compared_phrases() is counted
    assert strong.phrase_contrasts()["log_odds"].max() < book.phrase_contrasts()["log_odds"].max()
