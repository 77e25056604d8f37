"""What is counted of one text, by hand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from parallax.articles.counting import Line, Text, entries, pairs, read_text, terms
from parallax.articles.tallies import Numbers
from parallax.language.lexicon import Lexicon


def read(*lines: tuple[str, str], masked: str = "peace party", skip_chars: int = 0) -> tuple[Text, list[str]]:
    numbers: Numbers[str] = Numbers()
    coded = [Line(role, skip_chars) for role, _ in lines]
    text = read_text("mill", [line for _, line in lines], coded, Lexicon([masked]), numbers)
    return text, list(numbers)


def named(counts: Mapping[tuple[int, ...], int], *names: list[str]) -> dict[tuple, int]:
    """Put names in place of the numbers after the line."""
    return {
        (key[0], *(every[number] for every, number in zip(names, key[1:], strict=False)), *key[1 + len(names) :]): n
        for key, n in counts.items()
    }


def test_every_line_has_a_segment_and_those_of_the_body_are_numbered() -> None:
    text, _ = read(("title", "The toll"), ("body", "He said \u201cno toll\u201d. It rained."), ("body", "1847"))

    assert text.segments.drop(columns="sha256").to_numpy().tolist() == [
        ["mill", 0, "", 2, 1, 0], ["mill", 1, 1, 6, 2, 2], ["mill", 2, 2, 0, 1, 0]
    ]  # fmt: skip
    assert [paragraph.line for paragraph in text.body] == [1, 2]


def test_the_terms_of_lines_outside_the_body_get_no_number() -> None:
    _, numbers = read(("title", "The Gazette"), ("body", "a toll"))

    assert numbers == ["a", "toll"]


def test_a_dateline_is_cut_before_anything_is_counted() -> None:
    text, numbers = read(("body", "MILL, May \u2014 A toll"), skip_chars=12)

    assert numbers == ["a", "toll"]
    assert text.segments["n_tokens"].tolist() == [2]


def test_terms_are_counted_by_quotation_and_mask() -> None:
    text, numbers = read(("body", "\u201cPeace, peace\u201d, the Peace Party said."))

    assert named(terms(text.body), numbers) == {
        (0, "peace", True, False): 2, (0, "the", False, False): 1, (0, "peace", False, True): 1,
        (0, "party", False, True): 1, (0, "said", False, False): 1,
    }  # fmt: skip


def test_pairs_stand_side_by_side_in_one_sentence() -> None:
    text, numbers = read(("body", "He \u201cfell down\u201d. Rain fell 5 times."), ("body", "Rain fell"))

    assert named(pairs(text.body), numbers, numbers) == {
        (0, "he", "fell", False): 1, (0, "fell", "down", True): 1, (0, "rain", "fell", False): 1,
        (1, "rain", "fell", False): 1,
    }  # fmt: skip


def test_entries_of_the_frames_alone_keep_out_of_masked_names() -> None:
    text, _ = read(("body", "The Peace Party wants \u201cpeace\u201d."))
    names: Numbers[tuple[str, str]] = Numbers()
    peace = Lexicon(["peace"])

    counts = entries(text.body, {"frames": peace, "modality": peace}, names)

    assert named(counts, list(names)) == {
        (0, ("frames", "peace"), True): 1, (0, ("modality", "peace"), False): 1, (0, ("modality", "peace"), True): 1
    }  # fmt: skip


def test_a_line_without_its_codes_is_an_error() -> None:
    with pytest.raises(ValueError, match="shorter"):
        read_text("mill", ["a toll", "a gate"], [Line("body", 0)], Lexicon([]), Numbers())
