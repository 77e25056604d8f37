"""Declaring what a claim can rest on: what is forgotten is an error, and bad arguments never reach the function."""

from __future__ import annotations

import re

import numpy as np
import pytest

from helpers.articles import THREE, book_of
from parallax.claims import evidence, terms
from parallax.claims.evidence import Evidence, Source, Term, found
from parallax.claims.results import Results
from parallax.errors import ParallaxError


@pytest.fixture(scope="module")
def three() -> Results:
    return book_of(THREE)


def test_what_is_found_is_plain() -> None:
    answer = found(np.bool_(True), (("dock", 1),), uses=np.int64(3))
    assert answer == Evidence(True, {"uses": 3.0}, (("dock", 1),))
    assert type(answer.holds) is bool
    assert type(answer.figures["uses"]) is float


@pytest.mark.parametrize(
    "given", [{}, {"touched_by": ("lemma",), "untouched": "why"}, {"touched_by": ("lemmas",)}, {"untouched": ""}]
)
def test_a_function_that_does_not_say_what_touches_it_is_no_evidence(given: dict) -> None:
    def so(book: Results) -> Evidence:
        """Say so."""
        return found(True, n=1)

    with pytest.raises(TypeError, match=r"so: say which choices can touch it, of lemma, .*, or why none can"):
        evidence.evidence(n="how many", **given)(so)
    assert "so" not in evidence.DECLARED


@pytest.mark.parametrize("words", [None, "", " \n "])
def test_a_function_without_a_docstring_asks_nothing_and_is_no_evidence(words: str | None) -> None:
    def silent(book: Results) -> Evidence:
        return found(True)

    silent.__doc__ = words
    with pytest.raises(TypeError, match="silent has no docstring; say in its first paragraph what it asks"):
        evidence.evidence(untouched="no matter")(silent)
    assert "silent" not in evidence.DECLARED


@pytest.mark.parametrize(
    ("docstring", "asked"),
    [
        ("It is so.", "it is so"),
        ("A word is so", "a word is so"),
        (
            "{source} uses\n    it, in {n} runs of\n    U.S. words.\n\n    Not of others.\n    ",
            "Dock uses it, in 5 runs of U.S. words",
        ),
        ("G² is high. It is so.", "G² is high. It is so"),
    ],
)
def test_what_a_function_asks_is_the_first_paragraph_of_its_docstring_as_a_sentence_goes_on(
    docstring: str, asked: str
) -> None:
    def so(book: Results, *, source: Source = "dock") -> Evidence:
        return found(True)

    so.__doc__ = docstring
    try:
        evidence.evidence({"n": 5}, untouched="no matter")(so)
        assert evidence.DECLARED["so"].asked({}, {"dock": "Dock"}) == asked
    finally:
        evidence.DECLARED.pop("so", None)


def test_an_argument_and_a_figure_of_one_name_are_refused() -> None:
    def both(book: Results, *, uses: int) -> Evidence:
        """Say so."""
        return found(True, uses=uses)

    with pytest.raises(TypeError, match="both has an argument and a figure called 'uses'; rename one"):
        evidence.evidence(untouched="no matter", uses="how many")(both)
    assert "both" not in evidence.DECLARED


def test_a_function_gives_the_figures_that_it_declares_and_its_arguments_are_checked(three: Results) -> None:
    seen = []

    def uses_so_often(book: Results, *, source: Source, term: Term | None = None, name: str = "n") -> Evidence:
        """{source} has {term:em}."""
        seen.append(source)
        return found(True, **{name: 1})

    try:
        declare = evidence.evidence({"term": "it"}, untouched="none", n="uses")
        function = declare(uses_so_often)
        assert function(three, source="dock").figures == {"n": 1}
        with pytest.raises(ParallaxError, match="sources has no 'quay'"):
            function(three, source="quay", term="net")
        with pytest.raises(ParallaxError, match="'Net' is not counted"):
            function(three, source="dock", term="Net")
        assert seen == ["dock"]
        with pytest.raises(TypeError, match=r"uses_so_often gives \['m'\] and declares \['n'\]"):
            function(three, source="dock", name="m")
        declared = evidence.DECLARED["uses_so_often"]
        assert declared.kinds == {"source": str, "term": str | None, "name": str}
        assert declared.asked({"source": "dock"}, {"dock": "the Dock"}) == "The Dock has *it*"
        assert declared.asked({"source": "dock", "term": "net"}, {"dock": "the Dock"}) == "The Dock has *net*"
    finally:
        evidence.DECLARED.pop("uses_so_often", None)


@pytest.mark.parametrize("word", ["the", "Net"])
def test_a_word_that_is_never_counted_is_refused_and_not_found_absent(word: str, three: Results) -> None:
    with pytest.raises(ParallaxError, match=f"'{word}' is not counted; give content words in lower case"):
        terms.uses_one_not_other(three, sources=["dock"], used=["net"], never=[word])
    with pytest.raises(ParallaxError, match=f"'{word}' is not counted; give content words in lower case"):
        terms.never_uses(three, sources=["reef", "sail"], terms=["net", word])


@pytest.mark.parametrize(
    ("word", "counted"),
    [
        ("net oil", "'net' and 'oil'"),
        ("net's", "'net'"),
        ("net\u2019s", "'net'"),
        ("net ", "'net'"),
        (" net", "'net'"),
        ("net-", "'net'"),
        ("ne\u00adt", "'net'"),
        ("cafe\u0301", "'caf\u00e9'"),
        ("US", "'u.s.'"),
        ("u.s", None),
        ("net_oil", None),
        ("2031", None),
        ("net-31", None),
        ("", None),
        (False, None),
        (None, None),
    ],
)
def test_a_word_that_no_text_can_be_cut_into_is_refused(word: object, counted: str | None, three: Results) -> None:
    with pytest.raises(ParallaxError, match=f"^{re.escape(repr(word))} is not counted; give .*{counted or ''}"):
        evidence.check_terms(three.corpus, ["net", word])


def test_every_word_that_is_counted_can_be_asked_for(three: Results) -> None:
    words = [str(term) for term in three.corpus.terms if term not in three.corpus.stopwords]
    evidence.check_terms(three.corpus, words)
    assert len(words) > 3
    evidence.check_terms(three.corpus, ["u.s.", "anti-taliban", "o'clock", "caf\u00e9"])
