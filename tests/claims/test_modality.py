"""Evidence on how sure articles sound: rates of words that hedge and words of obligation, counted by hand."""

from __future__ import annotations

import pytest

from helpers.articles import book_of, roomy
from parallax.claims import modality
from parallax.claims.evidence import found

# Per thousand words: dock hedges 500 and obliges 250, reef 0 and 500, sail 250 and 0.
BODIES = {"dock": ["may may", "must sand"], "reef": ["must sand"], "sail": ["may sand sand sand"]}


@pytest.mark.parametrize(
    ("kind", "source", "second", "holds", "rate", "following"),
    [
        ("hedge", "dock", "sail", True, 500, 250),
        ("hedge", "dock", "reef", False, 500, 250),
        ("hedge", "sail", "dock", False, 250, 500),
        ("obligation", "reef", "dock", True, 500, 250),
    ],
)
def test_the_article_with_most_words_and_the_next(
    kind: str, source: str, second: str, holds: bool, rate: float, following: float
) -> None:
    answer = modality.modality_leads(book_of(BODIES), kind=kind, source=source, second=second)
    assert (answer.holds, answer.figures["rate"], answer.figures["next_rate"]) == (holds, rate, following)


def test_paragraphs_are_those_with_such_a_word() -> None:
    answer = modality.modality_leads(book_of(BODIES), kind="hedge", source="dock", second="sail")
    assert (answer.where, answer.figures["hits"]) == ((("dock", 1),), 2)


@pytest.mark.parametrize(("source", "holds"), [("reef", True), ("sail", False)])
def test_the_article_with_fewest_words(source: str, holds: bool) -> None:
    assert modality.modality_trails(book_of(BODIES), kind="hedge", source=source).holds == holds


@pytest.mark.parametrize(
    ("much", "differing", "holds", "n"),
    [
        (6, [["hedge", "dock", "reef"], ["hedge", "dock", "sail"]], True, 2),
        (6, [["hedge", "dock", "reef"]], False, 2),
        (6, [["hedge", "reef", "dock"], ["hedge", "dock", "sail"]], False, 2),
        (1, [["hedge", "dock", "reef"]], False, 0),
    ],
)
def test_differences_beyond_their_margin_are_all_named_with_their_direction(
    much: int, differing: list, holds: bool, n: int
) -> None:
    answer = modality.modality_firm(book_of(roomy(much, ["may"])), differing=differing)
    assert answer == found(holds, firm=n, named=len(differing), tested=6)
