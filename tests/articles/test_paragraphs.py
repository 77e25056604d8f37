"""What the paragraphs of a text are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parallax.articles.paragraphs import HOW, divided, guessed, is_wrapped

WRAPPED = "The boats lay at the quay and\nthe nets were dry, so that\nnobody went out.\n\nThen it rained,\nat last.\n"


def test_lines_or_what_blank_lines_divide() -> None:
    assert divided(WRAPPED, "blank") == [
        "The boats lay at the quay and the nets were dry, so that nobody went out.",
        "Then it rained, at last.",
    ]
    assert len(divided(WRAPPED, "line")) == 5


def test_line_ends_of_any_machine_divide() -> None:
    for end in ("\r\n", "\r"):
        for how in HOW:
            assert divided(WRAPPED.replace("\n", end), how) == divided(WRAPPED, how)


def test_a_blank_line_may_hold_blanks() -> None:
    assert divided("A boat.\n \t\n\u00a0\nA net.", "blank") == ["A boat.", "A net."]


def test_a_word_broken_at_the_end_of_a_line_is_joined() -> None:
    assert divided("a fisher-\nman of Saint-\nMalo", "blank") == ["a fisherman of Saint- Malo"]


def test_the_kind_is_guessed_by_whether_lines_go_on() -> None:
    assert guessed(WRAPPED) == "blank"
    assert guessed("The boats lay at the quay.\n\nThe nets were dry.\n\nNobody went out.\n") == "line"
    assert guessed("The boats lay at the quay and\nthe nets were dry") == "line"  # nothing but lines to divide it
    persian = "کشتی‌ها در کنار رودخانه بودند و\nتورها خشک بود و کسی\nبیرون نرفت.\n\nبعد باران\nآمد.\n"
    assert guessed(persian) == "blank"


def test_lines_that_end_sentences_are_not_wrapped() -> None:
    assert is_wrapped(["The boats lay at", "the quay"])
    assert not is_wrapped(["The boats lay at the quay.", "the nets were dry."])
    assert not is_wrapped([])


def test_a_paragraph_of_a_hundred_thousand_words_is_one() -> None:
    assert len(divided("word " * 100_000, "blank")) == 1


@given(st.text(alphabet="ab-. \n\t\r\u2028", max_size=40))
def test_no_paragraph_is_empty_or_of_two_lines(text: str) -> None:
    for how in HOW:
        for paragraph in divided(text, how):
            assert paragraph.strip() == paragraph != ""
            assert "\n" not in paragraph
            assert "\r" not in paragraph


@given(st.text(alphabet="ab. \n", max_size=40))
def test_no_letter_is_lost(text: str) -> None:
    for how in HOW:
        assert "".join(divided(text, how)).replace(" ", "") == "".join(text.split())
