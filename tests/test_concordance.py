"""A phrase in its context."""

from __future__ import annotations

import pandas as pd
import pytest

from parallax.concordance import Hit, concordance

TEXTS = {
    "mill": ["The Toll", "Nobody pays the toll. The toll\u2019s end, a U.S.-paid end, is near the toll gate."],
    "gate": ["A toll; the tolls."],
}
SEGMENTS = pd.DataFrame(
    {"source": ["mill", "mill", "gate"], "line": [0, 1, 0], "paragraph": pd.array([None, 1, 1], dtype="Int64")}
)


def find(phrase: str, width: int = 40) -> list[Hit]:
    return list(concordance(phrase, TEXTS, SEGMENTS, width))


def test_each_occurrence_is_shown_with_its_place_and_context_in_the_order_of_texts() -> None:
    assert find("the toll", width=10) == [
        Hit("mill", 0, None, "", "The Toll", ""),
        Hit("mill", 1, 1, "body pays ", "the toll", ". The toll"),
        Hit("mill", 1, 1, "the toll. ", "The toll's", " end, a U."),
        Hit("mill", 1, 1, ", is near ", "the toll", " gate."),
    ]


@pytest.mark.parametrize(
    ("phrase", "n"),
    [
        ("TOLL", 5),
        ("toll's end", 1),
        ("toll\u2019s", 5),
        ("tolls", 1),
        ("U.S.-paid", 1),
        ("u.s.-paid end", 1),
        ("bridge", 0),
    ],
)
def test_capitals_marks_and_possessives_do_not_matter_and_other_forms_do(phrase: str, n: int) -> None:
    assert len(find(phrase)) == n


def test_a_phrase_crosses_no_sentence_end() -> None:
    assert find("toll the toll") == []


def test_a_line_without_record_is_shown_without_paragraph() -> None:
    hits = list(concordance("toll", TEXTS, SEGMENTS[:0]))

    assert len(hits) == 5
    assert {hit.paragraph for hit in hits} == {None}


@pytest.mark.parametrize(
    ("phrase", "message"), [("", "holds no word"), ("\u2014 !", "holds no word"), ("in 2021", "a digit")]
)
def test_a_phrase_that_can_never_be_found_is_refused(phrase: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"{message}.*give"):
        find(phrase)
