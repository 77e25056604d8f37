"""Settled codes of paragraphs: which have one of some codes, and what is unknown."""

from __future__ import annotations

import pytest

from helpers.articles import THREE, corpus_of
from parallax.claims.codes import coded_as
from parallax.errors import ParallaxError


def test_paragraphs_are_picked_by_their_settled_code() -> None:
    corpus = corpus_of(THREE)  # the first two paragraphs are coded 0 and 1, the others not
    assert coded_as(corpus, "calm", ["1"]).tolist() == [False, True, False, False]
    assert coded_as(corpus, "calm", ["0", "1"]).tolist() == [True, True, False, False]


def test_an_unknown_variable_or_code_names_those_that_are_known() -> None:
    with pytest.raises(ParallaxError, match="variable has no 'storm'; choose from calm, gale"):
        coded_as(corpus_of(THREE), "storm", ["1"])
    with pytest.raises(ParallaxError, match="codes of calm has no '2'; choose from 0, 1"):
        coded_as(corpus_of(THREE), "calm", ["2"])
