"""The lexicon matcher, by hand and against one that tries every length at every place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from parallax.language.lexicon import Lexicon
from parallax.language.tokens import Token, neighbours, tokenize

# Few words, so that entries begin alike and hold each other; a number and a sentence end break runs.
WORDS = st.lists(st.sampled_from(["toll", "gate", "mill", "5", "Gate.", "Toll"]), max_size=25).map(" ".join)
ENTRIES = st.lists(st.lists(st.sampled_from(["toll", "gate", "mill"]), min_size=1, max_size=4).map(" ".join))


def tried(entries: Sequence[str], tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """Try every length at every place, the longest first."""
    known, start = set(entries), 0
    while start < len(tokens):
        runs = (neighbours(tokens, start, length) or () for length in range(len(tokens) - start, 0, -1))
        texts = (" ".join(token.term for token in run) for run in runs)
        found = next((text for text in texts if text in known), "")
        if found:
            yield start, found.count(" ") + 1, found
        start += found.count(" ") + 1 if found else 1


def found(entries: list[str], line: str) -> list[tuple[int, int, str]]:
    return list(Lexicon(entries).find(tokenize(line)))


def test_the_longest_entry_at_a_place_is_found_and_hides_what_it_covers() -> None:
    entries = ["toll", "toll gate", "gate keeper", "toll gate keeper"]

    assert found(entries, "A toll gate keeper, a toll gate, a gate keeper.") == [
        (1, 3, "toll gate keeper"),
        (5, 2, "toll gate"),
        (8, 2, "gate keeper"),
    ]


def test_an_entry_crosses_neither_a_sentence_end_nor_a_number() -> None:
    assert found(["toll gate"], "A toll. Gate 5, toll 5 gate, toll gate.") == [(5, 2, "toll gate")]


def test_a_lexicon_without_entries_and_a_line_without_words_give_nothing() -> None:
    assert found([], "The toll gate.") == []
    assert found(["toll"], "1847") == []


def test_an_entry_with_a_blank_too_many_is_found_nowhere() -> None:
    assert found(["toll  gate", ""], "The toll gate.") == []


@given(ENTRIES, WORDS)
def test_what_is_found_is_what_trying_every_length_at_every_place_finds(entries: list[str], line: str) -> None:
    tokens = tokenize(line)

    assert list(Lexicon(entries).find(tokens)) == list(tried(entries, tokens))
