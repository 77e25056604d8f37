"""Evidence on facts: who states them, how the statements stand to each other, and where."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from helpers.articles import HEAD, THREE, book_of, corpus_of
from parallax.claims import facts
from parallax.claims.evidence import found
from parallax.claims.results import Results

FACTS = [("tide", "slip", "High at nine.", "https://example.org/tide"), ("net", "agreement", "", "")]
STATED = [
    ("tide", "dock", HEAD, "asserted"),
    ("tide", "dock", HEAD + 1, "attributed"),
    ("tide", "reef", None, "absent"),
    ("tide", "sail", None, "not_yet_possible"),
    ("net", "dock", HEAD + 1, "asserted"),
    ("net", "reef", HEAD, "disputed"),
    ("net", "sail", None, "absent"),
]


def book_with(**changes: tuple) -> Results:
    """Return results of a corpus with these facts, some with another relation, reference or address."""
    rows = [changes.get(name, (name, *rest)) for name, *rest in FACTS]
    tables = {
        "facts": pd.DataFrame(rows, columns=["fact", "relation", "reference", "reference_url"]),
        "fact_sources": pd.DataFrame(STATED, columns=["fact", "source", "line", "status"]).astype({"line": "Int64"}),
    }
    corpus = corpus_of(THREE)
    return Results(replace(corpus, tables={**corpus.tables, **tables}))


@pytest.mark.parametrize(
    ("fact", "relation", "sources", "recorded", "holds"),
    [
        ("tide", "slip", ["dock"], True, True),
        ("tide", "agreement", ["dock"], True, False),
        ("tide", "slip", ["dock", "reef"], True, False),
        ("net", "agreement", ["reef", "dock"], False, True),
        ("net", "agreement", ["dock"], False, False),
        ("net", "agreement", ["reef", "dock"], True, False),  # there is no reference
    ],
)
def test_a_fact_stands_as_claimed(fact: str, relation: str, sources: list[str], recorded: bool, holds: bool) -> None:
    answer = facts.fact_stands(book_with(), fact=fact, relation=relation, sources=sources, recorded=recorded)
    assert answer.holds is holds


def test_the_paragraphs_of_a_fact_are_named_in_the_order_of_the_book() -> None:
    answer = facts.fact_stands(book_with(), fact="net", relation="agreement", sources=["dock", "reef"])
    assert answer == found(True, (("dock", 2), ("reef", 1)), articles=2)


@pytest.mark.parametrize(("times", "holds"), [(1, True), (2, True), (3, False)])
def test_a_slip_is_printed_so_often(times: int, holds: bool) -> None:
    answer = facts.slip_of(book_with(), fact="tide", source="dock", times=times)
    assert answer == found(holds, (("dock", 1), ("dock", 2)), paragraphs=2)


@pytest.mark.parametrize("changed", [("tide", "spelling", "High.", "https://example.org"), ("tide", "slip", "", "")])
def test_what_is_no_slip_or_not_on_record_is_none(changed: tuple) -> None:
    assert not facts.slip_of(book_with(tide=changed), fact="tide", source="dock").holds


def test_another_source_makes_no_slip() -> None:
    assert not facts.slip_of(book_with(), fact="tide", source="reef").holds


def test_unknown_facts_and_sources_are_refused() -> None:
    with pytest.raises(ValueError, match="fact has no 'moon'; known are tide, net"):
        facts.slip_of(book_with(), fact="moon", source="dock")
    with pytest.raises(ValueError, match="sources has no 'cove'"):
        facts.fact_stands(book_with(), fact="tide", relation="slip", sources=["cove"])


COMPARED = [("dock", HEAD, 8, 6, 6), ("dock", HEAD + 1, 12, 4, 4)]


@pytest.mark.parametrize(
    ("share", "run", "shortest", "holds"),
    [(0.5, 6, 4, True), (0.51, 6, 4, False), (0.5, 7, 4, False), (0.5, 6, 5, False), (0.0, 0, 0, True)],
)
def test_wording_is_kept_in_runs(share: float, run: int, shortest: int, holds: bool) -> None:
    # By hand: 10 of 20 words stand in runs, of 25 of the body.
    bodies = {"dock": ["net " * 8, "net " * 12, "net " * 5], "reef": ["net"], "sail": ["net"]}
    book = book_of(bodies, comparison=COMPARED)
    answer = facts.wording_kept(book, source="dock", share=share, run=run, shortest=shortest)
    assert answer == found(holds, (("dock", 1), ("dock", 2)), kept=0.5, longest=6, compared=0.8)


def test_what_was_not_compared_keeps_nothing() -> None:
    answer = facts.wording_kept(book_of(THREE, comparison=COMPARED), source="reef", share=0, run=0, shortest=0)
    assert answer == found(False, kept=0, longest=0, compared=0)
