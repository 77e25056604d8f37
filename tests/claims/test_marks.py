"""The mark of a claim: its filling follows the share of the ways of counting, and words say the same."""

from __future__ import annotations

import pytest

from parallax.claims.marks import FIRMNESS, Mark


@pytest.mark.parametrize(
    ("held", "firmness"),
    [
        (None, "untried"),
        ((8, 8), "always"),
        ((7, 8), "mostly"),
        ((5, 8), "mostly"),
        ((4, 8), "seldom"),
        ((0, 8), "seldom"),
    ],
)
def test_a_mark_is_as_full_as_the_claim_is_firm(held: tuple[int, int] | None, firmness: str) -> None:
    assert Mark("counted", held).firmness == firmness
    assert firmness in FIRMNESS


def test_a_mark_in_words() -> None:
    assert Mark("counted", (46, 64)).words == "counted, true in 46 of 64 ways of counting"
    assert Mark("read", alpha=0.9514).words == "read by a language model, alpha 0.95"
    assert Mark("recorded").words == "public record"
