"""What a text's paragraphs are."""

from __future__ import annotations

import pytest

from parallax.articles.paragraphs import divided, guessed, is_wrapped

WRAPPED = "The boat went out at\ndawn and came back\nlate, with no fish at\nall.\n\nNobody was sur-\nprised by that.\n"
LINES = "The boat went out.\nIt came back.\n\nNobody was surprised.\n"


def test_lines_that_go_on_are_joined_where_blank_lines_divide() -> None:
    assert divided(WRAPPED, "blank") == [
        "The boat went out at dawn and came back late, with no fish at all.", "Nobody was surprised by that.",
    ]  # fmt: skip
    assert divided(WRAPPED, "line")[:2] == ["The boat went out at", "dawn and came back"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_divides(end: str) -> None:
    assert divided(LINES.replace("\n", end), "line") == ["The boat went out.", "It came back.", "Nobody was surprised."]
    assert divided(LINES.replace("\n", end), "blank") == ["The boat went out. It came back.", "Nobody was surprised."]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        (WRAPPED, "blank"),
        (LINES, "line"),
        (WRAPPED.replace("\n\n", "\n"), "line"),
        ("One line alone.", "line"),
        ("", "line"),
    ],
)
def test_a_text_is_wrapped_if_its_lines_go_on_and_blank_lines_divide_it(text: str, how: str) -> None:
    assert guessed(text) == how


def test_a_text_that_goes_on_from_line_to_line_is_said_to_be_wrapped() -> None:
    assert is_wrapped([line for line in WRAPPED.split("\n") if line])
    assert not is_wrapped([line for line in LINES.split("\n") if line])


def test_a_hyphen_between_two_words_is_no_broken_word() -> None:
    assert divided("the Anglo-\nSaxon boats\n", "blank") == ["the Anglo- Saxon boats"]
