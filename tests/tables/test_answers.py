"""What a row of the tables of reading is asked and answers, and what checks.csv may say of it."""

from __future__ import annotations

from hashlib import sha256

import pandas as pd
import pytest

from parallax import Corpus
from parallax.tables.answers import READ, answers, named, problems

CHECK = {
    "table": "mentions", "source": "bridge-herald", "line": 2, "item": "council: council", "right": 1,
    "checked_by": "person", "checker": "ada", "seen": "s0123456789", "blind": "", "problem": "", "outcome": "",
    "reason": "",
}  # fmt: skip


def row(found: pd.DataFrame, name: str) -> pd.Series:
    (mine,) = found[named(found) == name].to_dict("records")
    return pd.Series(mine)


def test_every_row_of_every_table_is_asked_once_and_codes_are_the_settled_ones(two: Corpus) -> None:
    found = answers(two.tables)
    settled = two.tables["codings"].query("coder == 'resolved'")
    sizes = {name: len(two.tables[name]) for name in READ} | {"codings": len(settled)}
    assert found.groupby("table").size().to_dict() == sizes
    assert found["row"].is_unique
    assert list(dict.fromkeys(found["table"])) == list(READ)


def test_a_row_is_asked_without_its_answer(two: Corpus) -> None:
    found = answers(two.tables)
    code = row(found, "codings/mill-gazette/1/toll_kind")
    assert (code["question"], code["allowed"]) == ("What is said of the toll?", "welcome unwelcome none")
    assert code["answer"] == "unwelcome"
    element = row(found, "frame_elements/mill-gazette/1/problem")
    assert element["question"].startswith("Is something put as failing? The tables say yes.")
    assert element["answer"] == "agent: unsaid\naction: shut out\ntarget: the poor"
    said = row(found, "attributions/mill-gazette/2/1")
    assert "this is number 1 of 1" in said["question"]
    assert said["answer"].splitlines()[0] == "speaker: a ferry keeper"
    assert said["answer"].splitlines()[-2:] == ["quoted words: 0", "gist: Talk with one voice"]
    naming = row(found, "mentions/bridge-herald/2/old-bridge-league: Old Bridge League")
    assert "one way, this row" in naming["question"]
    assert naming["answer"] == "naming: Old Bridge League\ntimes: 1\nof them in quotation marks: 0"
    fact = row(found, "fact_sources/bridge-herald/2/toll")
    assert fact["answer"] == "status: attributed\nvalue: none yet\nquotation: no toll"
    silent = row(found, "fact_sources/bridge-herald//talks")
    assert silent["question"].startswith("Who asked for talks? Does the article answer this anywhere?")
    assert silent["answer"] == "status: absent"
    asked = found[found["table"].isin(["attributions", "fact_sources"])]
    hidden = ("Talk with one voice", "none yet", "the ferry keeper", "absent", "attributed", "asserted")
    assert not [text for text in asked["question"] for words in hidden if words in text]


def test_where_a_paragraph_has_several_namings_their_number_is_told(two: Corpus) -> None:
    mentions = two.tables["mentions"].assign(actor="council")
    found = answers({**two.tables, "mentions": mentions})
    assert (
        "The table has 2 ways, of which this row is one."
        in row(found, "mentions/bridge-herald/2/council: Old Bridge League")["question"]
    )


def test_ids_are_digests_that_no_spreadsheet_takes_for_a_number(two: Corpus) -> None:
    found = answers(two.tables)
    one = row(found, "attributions/mill-gazette/2/1")
    assert one["row"] == "r" + sha256(b"attributions/mill-gazette/2/1").hexdigest()[:10]
    assert one["seen"] == "s" + sha256(one["answer"].encode()).hexdigest()[:10]
    changed = answers({**two.tables, "attributions": two.tables["attributions"].assign(gist="x")})
    assert row(changed, "attributions/mill-gazette/2/1")["row"] == one["row"]
    assert row(changed, "attributions/mill-gazette/2/1")["seen"] != one["seen"]


def with_check(corpus: Corpus, **changed: object) -> list[str]:
    return problems({**corpus.tables, "checks": pd.DataFrame([{**CHECK, **changed}])})


def test_a_check_in_order_has_no_problem(two: Corpus) -> None:
    assert problems(two.tables) == []
    assert with_check(two) == []
    assert with_check(two, right=0, problem="It is two.") == []
    assert with_check(two, right=pd.NA, problem="It could be two.") == []
    assert with_check(two, right=0, problem="It is two.", outcome="kept", reason="It is one.") == []
    assert with_check(two, right=0, problem="It is two.", outcome="corrected", item="council: gone") == []
    assert with_check(two, checked_by="model", checker="", seen="") == []


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"checker": ""}, "is by a person and lacks checker"),
        ({"seen": ""}, "is by a person and lacks checker or seen"),
        ({"checked_by": "model", "seen": ""}, "is not by a person and has checker"),
        ({"right": 0}, "is wrong without a problem"),
        ({"problem": "It is two."}, "or right with one"),
        ({"outcome": "corrected"}, "was not found wrong and has an outcome"),
        ({"right": 0, "problem": "It is two.", "outcome": "kept"}, "was kept without a reason"),
        ({"reason": "It is one."}, "was kept without a reason, or was not kept and has one"),
        ({"item": "council: gone"}, "is on a row that its table does not have"),
        ({"line": pd.NA}, "is on a row that its table does not have"),
    ],
)
def test_a_check_that_says_two_things_at_once_is_told_with_its_row(
    two: Corpus, changed: dict[str, object], message: str
) -> None:
    (problem,) = with_check(two, **changed)
    assert problem.startswith("checks.csv, row 2: mentions/bridge-herald/")
    assert message in problem
