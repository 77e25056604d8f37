"""What was read, for the explorer: who read it, and that a part has what its lines have."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from helpers import own_project
from parallax import load_corpus
from parallax.corpus.corpus import Corpus
from parallax.pages import explored_read as read
from parallax.pages.explored_parts import Parts

QUESTION = "Who mends the nets?"


def test_who_read_and_whether_a_person_checked_is_said_by_the_table(two: Corpus) -> None:
    assert read.how_read(Parts(two)) == "Read by a language model, checked by no person yet."
    checks = two.tables["checks"]
    row = dict.fromkeys(checks.columns, "") | {"checked_by": "person"}
    checked = replace(two, tables={**two.tables, "checks": pd.concat([checks, pd.DataFrame([row])])})
    assert read.how_read(Parts(checked)) == "Read by a language model, and checked in part by a person."


@pytest.fixture(scope="module")
def groups(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Return a project in which nothing was read yet."""
    return load_corpus(own_project.build(tmp_path_factory.mktemp("explored") / "project"))


def test_what_nobody_read_is_empty(groups: Corpus) -> None:
    parts = Parts(groups)
    assert [read.issues(parts)["names"], read.namings(parts)["names"], read.voices(parts)["names"]] == [[], [], []]
    assert [read.questions(parts), read.positions(parts), read.quotations(parts)] == [[], [], []]
    assert "language model" not in read.how_read(parts)


def test_an_answer_of_a_text_is_its_groups_and_leads_to_the_text(groups: Corpus) -> None:
    fact = dict.fromkeys(groups.tables["facts"].columns, "") | {"fact": "nets", "theme": "gear", "question": QUESTION}
    columns = groups.tables["fact_sources"].columns
    answers = [
        dict.fromkeys(columns, "") | {"fact": "nets", "source": source, "status": "asserted", "value": value, "line": 0}
        for source, value in (("third", "nobody"), ("fourth", "nobody"), ("first", "the guild"))
    ]
    tables = {"facts": pd.DataFrame([fact]), "fact_sources": pd.DataFrame(answers)}
    parts = Parts(replace(groups, tables={**groups.tables, **tables}))
    (question,) = read.questions(parts)
    names = [text for group in parts.listed() for text in group["texts"]]
    found = {(group, value): [names[at] for at in where] for group, _, value, where in question["answers"]}
    dock, reef = (parts.compared.index(group) for group in ("dock", "reef"))
    assert found == {(dock, "the guild"): ["first"], (reef, "nobody"): ["third", "fourth"]}


def test_voices_of_a_text_are_counted_together(groups: Corpus) -> None:
    columns = groups.tables["attributions"].columns
    heard = [
        dict.fromkeys(columns, "") | {"source": "first", "line": line, "speaker": "guild", "gist": gist}
        for line, gist in ((0, "wants a toll"), (1, "wants a boat"), (1, "wants a boat"))
    ]
    entity = dict.fromkeys(groups.tables["entities"].columns, "") | {"actor": "guild", "label": "the guild"}
    tables = {"attributions": pd.DataFrame(heard), "entities": pd.DataFrame([entity])}
    voices = read.voices(Parts(replace(groups, tables={**groups.tables, **tables})))
    assert voices["names"] == ["the guild"]
    assert [row[1:] for row in voices["rows"]] == [[0, 0, 3]]
    assert len({row[0] for row in [*voices["rows"], *voices["said"]]}) == 1


def test_lines_of_one_text_are_in_one_part_and_lines_that_are_nowhere_in_none(groups: Corpus) -> None:
    parts = Parts(groups)
    assert parts.holding([("first", 0), ("first", 1), ("nowhere", 3)]) == parts.holding([("first", 1)])
