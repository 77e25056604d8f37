"""What the tables have of one article, on tables of a few rows counted by hand."""

from __future__ import annotations

import pandas as pd

from parallax.analysis.profiles import summaries

ATTRIBUTIONS = pd.DataFrame(
    [("dock", 2, "guild", "shore", 0), ("dock", 2, "warden", "town", 0), ("dock", 3, "warden", "town", 4),
     ("dock", 5, "keeper", "town", 9), ("reef", 2, "guild", "shore", 7)],
    columns=["source", "line", "speaker", "side", "n_quoted"],
)  # fmt: skip
MENTIONS = pd.DataFrame(
    [("dock", 5, "guild", "Pilots", 1), ("dock", 2, "guild", "pilots", 2), ("dock", 3, "guild", "old men", 1),
     ("dock", 2, "guild", "the guild", 1), ("dock", 2, "town", "town", 9), ("reef", 2, "guild", "pilots", 5)],
    columns=["source", "line", "actor", "naming", "n"],
)  # fmt: skip
FACTS = pd.DataFrame(
    [("tide", "single"), ("net", "agreement"), ("oar", "slip"), ("sail", "single"), ("moon", "agreement")],
    columns=["fact", "relation"],
)
STATED = pd.DataFrame(
    [("tide", "dock", 2, "asserted"), ("tide", "dock", 3, "attributed"), ("tide", "reef", None, "absent"),
     ("tide", "mill", None, "absent"), ("net", "dock", None, "absent"), ("net", "reef", 2, "asserted"),
     ("net", "mill", 2, "disputed"), ("net", "mill", 3, "asserted"), ("oar", "dock", 2, "asserted"),
     ("oar", "reef", None, "absent"), ("oar", "mill", None, "absent"), ("sail", "dock", None, "absent"),
     ("sail", "reef", 3, "asserted"), ("sail", "mill", None, "absent"), ("moon", "dock", None, "not_yet_possible"),
     ("moon", "reef", 2, "asserted"), ("moon", "mill", 2, "asserted")],
    columns=["fact", "source", "line", "status"],
)  # fmt: skip


def test_speakers_come_by_how_often_they_are_heard_then_by_what_is_quoted_of_them() -> None:
    rows = summaries.heard(ATTRIBUTIONS, "dock", "speaker").to_numpy().tolist()
    assert rows == [["warden", 2, 4], ["keeper", 1, 9], ["guild", 1, 0]]
    assert summaries.heard(ATTRIBUTIONS, "dock", "side").to_numpy().tolist() == [["town", 3, 13], ["shore", 1, 0]]


def test_namings_are_counted_whatever_their_capitals_and_with_their_first_line() -> None:
    rows = summaries.named(MENTIONS, "dock", "guild").to_numpy().tolist()
    assert rows == [["pilots", 3, 2], ["the guild", 1, 2], ["old men", 1, 3]]


def test_only_facts_of_the_relation_are_said_alone() -> None:
    # The oar, which it alone spells so, is of another relation.
    assert summaries.alone(FACTS, STATED, "dock") == ["tide"]
    assert summaries.alone(FACTS, STATED, "reef") == ["sail"]
    assert summaries.alone(FACTS, STATED, "mill") == []


def test_left_out_is_what_could_have_been_said_and_others_say() -> None:
    assert summaries.left_out(STATED, "dock").to_numpy().tolist() == [["net", 2]]
    assert summaries.left_out(STATED, "dock", at_least=1).to_numpy().tolist() == [["net", 2], ["sail", 1]]
    assert summaries.left_out(STATED, "mill").empty
