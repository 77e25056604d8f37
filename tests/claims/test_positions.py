"""Evidence on positions: which side each article takes itself, whose a position is, and who is silent."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from helpers.articles import HEAD, POSITIONS, THREE, book_of
from parallax.claims import positions
from parallax.claims.evidence import Evidence, found
from parallax.claims.results import Results

OWN = (("dock", "for"), ("reef", "others"), ("sail", "silent"))


def book(*more: tuple, without: Sequence[tuple] = (), **given: object) -> Results:
    rows = [row for row in (*POSITIONS, *more) if row not in without]
    return book_of(THREE, positions=rows, **given)


def taken(source: str, stance: str, aspect: str = "dam", holder: str = "author") -> tuple:
    return (source, aspect, HEAD, f"{source} is {stance}", holder, stance)


def stances(rows: Sequence[tuple[str, str]]) -> list[list[str]]:
    return [[stance, source] for source, stance in rows]


@pytest.mark.parametrize(
    ("more", "mentions", "holds"),
    [
        ([], [], True),
        ([], [("reef", HEAD, "dam", "dam", 1)], True),  # reef is not silent
        ([], [("sail", HEAD, "dam", "dam", 1)], False),
        ([], [("sail", HEAD, "ferry", "ferry", 1)], True),
        ([taken("dock", "against")], [], False),
        ([taken("sail", "told")], [], False),
        ([taken("reef", "told")], [], False),
    ],
)
def test_every_article_is_as_named_and_the_silent_do_not_name_it(more: list, mentions: list, holds: bool) -> None:
    answer = positions.stances_taken(
        book(*more, mentions=mentions), aspect="dam", stances=stances(OWN), never_named="dam"
    )
    assert answer.holds == holds
    if not more:
        assert answer == Evidence(holds, {"articles": 3, "silent": 1}, (("dock", 1), ("dock", 2), ("reef", 1)))


def test_an_article_that_is_not_named_makes_it_false() -> None:
    assert not positions.stances_taken(book(), aspect="dam", stances=stances(OWN[:2])).holds


@pytest.mark.parametrize(("sources", "holds"), [(["dock"], True), (["dock", "reef"], False)])
def test_conditions_are_the_articles_own(sources: list[str], holds: bool) -> None:
    condition = taken("reef", "if", holder="keeper")
    assert (
        positions.stances_taken(book(condition), aspect="dam", stances=stances(OWN), conditional=sources).holds == holds
    )


@pytest.mark.parametrize(
    ("more", "holds"),
    [([], True), ([taken("sail", "against", holder="keeper")], False), ([taken("reef", "against")], False)],
)
def test_a_stance_is_held_by_some_in_one_article_alone(more: list, holds: bool) -> None:
    answer = positions.held_only_by(book(*more), aspect="dam", stance="against", source="reef", holders=["keeper"])
    assert answer.holds == holds


@pytest.mark.parametrize(
    ("source", "least", "holds", "own", "of"),
    [
        ("dock", False, True, 2, 3),
        ("dock", True, False, 2, 3),
        ("reef", True, True, 0, 1),
        ("reef", False, False, 0, 1),
    ],
)
def test_the_share_of_own_positions_counts_each_once(source: str, least: bool, holds: bool, own: int, of: int) -> None:
    answer = (positions.lets_others_speak if least else positions.speaks_for_itself)(book(), source=source)
    assert answer == found(holds, own=own, positions=of, share=own / of, next_share=0 if source == "dock" else 2 / 3)


@pytest.mark.parametrize(
    ("more", "holds"),
    [([], True), ([taken("reef", "told")], False), ([taken("sail", "for", holder="keeper")], False)],
)
def test_one_article_alone_leaves_an_aspect_to_its_speakers(more: list, holds: bool) -> None:
    assert positions.leaves_to_others(book(*more), source="reef", aspect="dam", holders=["keeper"]).holds == holds


@pytest.mark.parametrize(
    ("more", "holds"),
    [
        ([], False),  # one article alone is for the dam
        ([taken("sail", "for"), taken("dock", "for", "ferry"), taken("sail", "against", "ferry")], True),
        ([taken("sail", "against"), taken("dock", "for", "ferry"), taken("sail", "against", "ferry")], False),
        ([taken("sail", "for"), taken("dock", "for", "ferry"), taken("sail", "for", "ferry")], False),
    ],
)
def test_one_aspect_is_agreed_and_another_disputed(more: list, holds: bool) -> None:
    assert positions.one_agreed_one_disputed(book(*more), agreed="dam", disputed="ferry").holds == holds


@pytest.mark.parametrize(
    ("more", "holds"), [([], True), ([taken("sail", "for")], False), ([taken("dock", "against")], False)]
)
def test_one_article_alone_takes_a_side(more: list, holds: bool) -> None:
    assert positions.alone_in_taking(book(*more), aspect="dam", stance="for", source="dock").holds == holds


@pytest.mark.parametrize(
    ("voices", "holds"),
    [
        ({("dock", 1): "relayed", ("dock", 2): "undetermined"}, False),  # the first position rests on both
        ({("dock", 1): "relayed"}, False),
        ({}, True),
    ],
)
def test_positions_are_of_the_voice_that_is_named(voices: dict, holds: bool) -> None:
    named = [["author", "It keeps the sand"], ["author", "Only if the oil stays out"]]
    answer = positions.voices_part(book(voices=voices), source="dock", aspect="dam", positions=named)
    assert answer.holds == holds


def test_codes_are_counted_as_shares_of_paragraphs() -> None:
    codes = [
        ((source, HEAD + i, "calm"), value)
        for source, values in {"dock": "10", "reef": "1", "sail": "0"}.items()
        for i, value in enumerate(values)
    ]
    made = book(codes=codes)
    most = positions.coded_most(made, variable="calm", code="1", source="reef")
    assert most == found(True, (("reef", 1),), paragraphs=1, of=1, share=1, next_share=0.5)
    least = positions.coded_least(made, variable="calm", code="1", source="sail")
    assert least == found(True, (), paragraphs=0, of=1, share=0, next_share=0.5)
    assert not positions.coded_most(made, variable="calm", code="1", source="dock").holds
    assert not positions.coded_least(made, variable="calm", code="1", source="dock").holds
