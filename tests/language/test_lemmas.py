"""Lemmas, in each language by its own list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parallax.language.lemmas import lemma_of
from parallax.language.profiles import ENGLISH, profile


@pytest.mark.parametrize(
    ("code", "term", "lemma"),
    [
        ("en", "bridges", "bridge"),
        # Terms have no capitals, and German nouns do; a lemma has none either.
        ("de", "häuser", "haus"),
        ("de", "ging", "gehen"),
        ("fr", "chevaux", "cheval"),
        ("fr", "l", "le"),
        ("fr", "d", "de"),
        ("fr", "avait", "avoir"),
        ("ru", "моста", "мост"),
        ("ru", "был", "быть"),
        ("fa", "کشورها", "کشور"),
        ("fa", "کتاب\u200cها", "کتاب"),
        ("ar", "المدن", "مدينة"),
        ("ar", "كِتابٌ", "كتاب"),
    ],
)
def test_a_form_has_the_lemma_of_its_language(code: str, term: str, lemma: str) -> None:
    assert lemma_of(term, profile(code)) == lemma


def test_each_language_has_its_own_and_english_is_the_default() -> None:
    assert lemma_of("die", profile("de")) != lemma_of("die", ENGLISH)
    assert lemma_of("bridges") == "bridge"


def test_without_a_list_a_lemma_is_the_form() -> None:
    assert lemma_of("bridges", replace(ENGLISH, lemmatiser=None)) == "bridges"
