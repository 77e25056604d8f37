"""What the book computes of a corpus: each result once, of content words, with the settings that are given."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.articles import FEW, THREE, book_of, roomy


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
