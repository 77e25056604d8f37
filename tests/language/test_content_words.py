"""Words taken out of the lists of stop words: each is there, once, and none is one that a sentence is built with."""

from __future__ import annotations

import pytest
import stopwordsiso

from helpers.project import ROOT
from parallax.language.content_words import CONTENT_WORDS
from parallax.language.profiles import PROFILES


@pytest.mark.parametrize("code", CONTENT_WORDS)
def test_each_word_is_on_the_list_that_it_is_taken_out_of(code: str) -> None:
    words = CONTENT_WORDS[code].split()

    assert code in PROFILES
    assert words == sorted(set(words))
    assert set(words) <= stopwordsiso.stopwords(code)


def test_no_word_is_a_function_word_of_the_list_that_was_made_by_hand() -> None:
    by_hand = (ROOT / "corpus/lexicons/stopwords.txt").read_text(encoding="utf-8").split()

    assert not set(CONTENT_WORDS["en"].split()) & set(by_hand)
