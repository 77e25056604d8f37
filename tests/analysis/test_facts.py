"""Who answers which question, in whose words, and how answers meet, counted by hand on three papers."""

from __future__ import annotations

import pandas as pd
import pytest

from parallax.analysis import facts

PAPERS = ["dock", "reef", "sail"]
ROWS = pd.DataFrame(
    [
        ("tide", "dock", "asserted"),
        ("tide", "dock", "attributed"),
        ("tide", "reef", "attributed"),
        ("tide", "sail", "not_yet_possible"),
        ("net", "dock", "absent"),
        ("net", "reef", "absent"),
        ("net", "sail", "attributed"),
        ("net", "sail", "disputed"),
        ("moon", "dock", "attributed"),
        ("moon", "reef", "asserted"),
        ("moon", "sail", "asserted"),
    ],
    columns=["fact", "source", "status"],
)
FACTS = pd.DataFrame(
    [("moon", "talks", "contradiction"), ("net", "talks", "contradiction"), ("tide", "vienna", "agreement")],
    columns=["fact", "theme", "relation"],
)


@pytest.fixture
def answered() -> pd.DataFrame:
    return facts.answers(ROWS, PAPERS)


def test_each_paper_has_a_row_for_each_question_even_where_it_is_silent(answered: pd.DataFrame) -> None:
    assert list(zip(answered["fact"], answered["source"], strict=True)) == [
        (fact, paper) for fact in ("tide", "net", "moon") for paper in PAPERS
    ]
    assert answered["answered"].tolist() == [True, True, False, False, False, True, True, True, True]
    assert answered["possible"].tolist() == [True, True, False, True, True, True, True, True, True]
    assert answered.loc[0, ["asserted", "attributed", "disputed"]].tolist() == [1, 1, 0]


def test_words_are_borrowed_where_no_line_is_the_papers_own(answered: pd.DataFrame) -> None:
    borrowed = answered.loc[answered["borrowed"], ["fact", "source"]].to_numpy().tolist()
    assert borrowed == [["tide", "reef"], ["moon", "dock"]]  # not net in sail, which disputes


def test_a_contradiction_of_one_paper_is_one_with_itself(answered: pd.DataFrame) -> None:
    table = facts.kinds(FACTS, answered)
    assert table["n_sources"].tolist() == [3, 1, 2]
    assert table["kind"].tolist() == ["contradiction", facts.ITSELF, "agreement"]
    assert facts.by_kind(table).to_numpy().tolist() == [
        ["against_itself", 1, 1, 0],
        ["agreement", 1, 0, 1],
        ["contradiction", 1, 0, 1],
    ]


def test_a_question_that_nobody_answers_is_counted_for_nobody() -> None:
    lone = pd.DataFrame({"fact": ["star"], "theme": ["talks"], "relation": ["contradiction"]})
    assert facts.kinds(lone, facts.answers(ROWS, PAPERS))["n_sources"].tolist() == [0]


def test_papers_are_counted_by_what_they_answer_alone_and_in_whose_words(answered: pd.DataFrame) -> None:
    table = facts.by_article(answered).set_index("source")
    assert table["n_facts"].tolist() == [3, 3, 3]
    assert table["n_possible"].tolist() == [3, 3, 2]
    assert table["n_answered"].tolist() == [2, 2, 2]
    assert table["n_alone"].tolist() == [0, 0, 1]
    assert table["n_borrowed"].tolist() == [1, 1, 0]
    assert table["borrowed"].tolist() == [0.5, 0.5, 0]


def test_a_paper_that_answers_nothing_has_no_share() -> None:
    table = facts.by_article(facts.answers(ROWS, [*PAPERS, "cove"])).set_index("source")
    assert pd.isna(table.at["cove", "borrowed"])


def test_pairs_are_counted_by_the_relation_of_the_question(answered: pd.DataFrame) -> None:
    table = facts.pairs(answered, facts.kinds(FACTS, answered))
    assert list(table) == ["source_a", "source_b", "n_both", "contradiction", "agreement"]
    assert table.to_numpy().tolist() == [
        ["dock", "reef", 2, 1, 1],
        ["dock", "sail", 1, 1, 0],
        ["reef", "sail", 1, 1, 0],
    ]


def test_events_and_articles_stand_in_one_order_of_time() -> None:
    events = pd.DataFrame(
        {
            "event": ["fair", "flood"],
            "label": ["A fair", "A flood"],
            "not_before": ["2030-05-01", "2029-01-01"],
            "not_after": ["2030-05-01", "2029-02-01"],
        }
    )
    written = pd.DataFrame(
        {
            "source": ["reef", "dock"],
            "name": ["Reef News", "the Dock"],
            "not_before": ["2030-05-01", "2030-05-01"],
            "not_after": ["", "2030-05-31"],
        }
    )
    table = facts.chronicle(events, written)
    assert table["label"].tolist() == ["A flood", "A fair", "the Dock", "Reef News"]
    assert table["source"].tolist() == ["", "", "dock", "reef"]
    assert table["not_after"].tolist() == ["2029-02-01", "2030-05-01", "2030-05-31", ""]


def test_a_column_that_is_missing_is_named() -> None:
    with pytest.raises(ValueError, match="status"):
        facts.answers(ROWS.drop(columns="status"), PAPERS)
