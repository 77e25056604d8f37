"""The tables of facts against each other: who states a fact, who is silent, and what the relation then can be."""

from __future__ import annotations

import pandas as pd
import pytest

from parallax.tables import facts as fact_tables

ROWS = [
    ("bridge", "herald", 2, "asserted", "in spring"),
    ("bridge", "gazette", 1, "attributed", "in summer"),
    ("ferry", "herald", None, "absent", ""),
    ("ferry", "gazette", 4, "asserted", "it sank"),
]


def tables(
    relations: tuple[str, str] = ("contradiction", "single"), rows: list[tuple] = ROWS, url: str = ""
) -> dict[str, pd.DataFrame]:
    columns = ["fact", "relation", "reference", "reference_url"]
    facts = pd.DataFrame([("bridge", relations[0], "", url), ("ferry", relations[1], "", "")], columns=columns)
    sources = pd.DataFrame(rows, columns=["fact", "source", "line", "status", "value"]).assign(quotation="")
    return {"facts": facts, "fact_sources": sources.astype({"line": "Int64"})}


@pytest.mark.parametrize("relation", ["agreement", "contradiction", "explained_by_time", "different_scope"])
def test_two_articles_can_stand_to_each_other_in_any_way(relation: str) -> None:
    assert fact_tables.problems(tables((relation, "single"))) == []


@pytest.mark.parametrize("relation", ["single", "contradiction", "different_scope", "slip"])
def test_one_article_can_stand_alone_or_against_itself(relation: str) -> None:
    assert fact_tables.problems(tables(("agreement", relation))) == []


@pytest.mark.parametrize(
    ("relations", "found"),
    [
        (("single", "single"), "facts.csv, row 2: bridge is single and has 2 sources; correct the relation"),
        (("agreement", "agreement"), "facts.csv, row 3: ferry is agreement and has 1 sources; correct the relation"),
        (("agreement", "explained_by_time"), "facts.csv, row 3: ferry is explained_by_time and has 1 sources;"),
    ],
)
def test_a_relation_that_the_number_of_articles_excludes_is_named(relations: tuple[str, str], found: str) -> None:
    (message,) = fact_tables.problems(tables(relations))
    assert message.startswith(found)


def test_an_address_without_what_it_says_is_named() -> None:
    (message,) = fact_tables.problems(tables(url="https://example.org"))
    assert message == "facts.csv, row 2: bridge has only one of reference and address; give both or neither"


@pytest.mark.parametrize(
    ("row", "new", "found"),
    [
        (3, ("ferry", "gazette", None, "absent", ""), "facts.csv, row 3: ferry has no source"),
        (2, ("ferry", "herald", None, "absent", "nothing"), "row 4: ferry, herald is silent and has a line, a value"),
        (3, ("ferry", "gazette", 4, "asserted", ""), "row 5: ferry, gazette has no line or no value"),
        (
            2,
            ("ferry", "gazette", None, "not_yet_possible", ""),
            "ferry, gazette is silent in one row and not in another",
        ),
    ],
)
def test_who_is_silent_is_silent_once_and_altogether(row: int, new: tuple, found: str) -> None:
    rows = [new if number == row else old for number, old in enumerate(ROWS)]
    assert any(found in message for message in fact_tables.problems(tables(rows=rows)))


def test_an_article_that_was_read_for_facts_has_a_row_for_each() -> None:
    (message,) = fact_tables.problems(tables(rows=ROWS[:2] + ROWS[3:]))
    assert message == "fact_sources.csv: ferry has no row for herald; add one, absent if it says nothing"
