"""A phrase in its context."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.articles.concordance import Hit, concordance, terms_of
from parallax.language.tokens import tokenize

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
        Hit("mill", 1, 1, "pays ", "the toll", ". The"),
        Hit("mill", 1, 1, "the toll. ", "The toll's", " end, a"),
        Hit("mill", 1, 1, "is near ", "the toll", " gate."),
    ]


def test_no_word_of_the_context_is_cut_unless_it_is_longer_than_all_there_is_room_for() -> None:
    line = TEXTS["mill"][1]
    words = line.replace("\u2019", "'").split(" ")
    for width in range(1, len(line)):
        for hit in (hit for hit in find("toll", width) if (hit.source, hit.line) == ("mill", 1)):
            assert max(len(hit.left), len(hit.right)) <= width
            *_, first = hit.left.split(" ")[:1]
            last = hit.right.split(" ")[-1]
            assert first in {"", *words} or " " not in hit.left.strip()
            assert last in {"", *words} or " " not in hit.right.strip()


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
    ("phrase", "message"),
    [
        ("", "contains no word.*give"),
        ("\u2014 !", "contains no word.*give"),
        ("in 2021", "'2021' contains a digit.*give the words beside it"),
        ("toll-2 gate", "'toll-2' contains a digit"),
        ("\u00bd toll", "'\u00bd' contains a digit or another sign for a number"),
        ("toll \u2163", "'\u2163' contains a digit or another sign for a number"),
        ("toll*", r"'\*' has no special meaning here; search for each form"),
        ("toll|gate", r"'\|' has no special meaning here"),
        (r"\btoll", r"'\\\\' has no special meaning here"),
        ("the toll. The toll", "a phrase cannot cross the end of a sentence; give words of one"),
    ],
)
def test_a_phrase_that_can_never_be_found_is_refused(phrase: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        find(phrase)


def test_a_name_is_found_with_points_and_without() -> None:
    texts = {"mill": ["The U.S.A., the USA and the U.S. fund; a U.K. toll, a UK gate."]}

    def found(phrase: str) -> list[str]:
        return [hit.match for hit in concordance(phrase, texts, SEGMENTS)]

    assert found("U.S.A.") == found("USA") == ["U.S.A.", "USA"]
    assert found("U.K.") == found("uk") == ["U.K.", "UK"]
    assert found("US") == found("u.s.") == ["U.S."]
    assert found("k") == found("s") == []


def test_what_cannot_be_seen_hides_no_phrase() -> None:
    texts = {"mill": ["An o\ufb03ce in ex\u200cile\u2060d towns; don\u00b4t"]}

    assert [hit.match for hit in concordance("office in exiled", texts, SEGMENTS)] == ["office in exiled"]
    assert [hit.match for hit in concordance("don't", texts, SEGMENTS)] == ["don't"]


@settings(deadline=None)
@given(st.text(st.sampled_from("ab.USK'-\u2019 9\u00bd*\u00e9") | st.characters(), max_size=12))
def test_what_is_looked_up_stands_in_the_phrase_itself_or_is_refused(phrase: str) -> None:
    try:
        words = terms_of(phrase)
    except ValueError:
        return
    hits = list(concordance(phrase, {"mill": [phrase]}, SEGMENTS))

    assert [hit.match for hit in hits] != []
    assert len(tokenize(hits[0].match)) == len(words)
