"""Claims to break, against their evaluation under the very choices that a place in the verdicts is of."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest

from helpers.project import ROOT
from parallax import load_corpus
from parallax.claims import robustness
from parallax.claims.ledger import load_claims
from parallax.claims.results import Results
from parallax.claims.shares import load_shares
from parallax.corpus.choices import CHOICES
from parallax.errors import ParallaxError
from parallax.pages.played_claims import breakable, told_apart

LEDGER = ROOT / "chapters" / "claims.yml"
CLAIMS = load_claims(LEDGER)
SHARES = load_shares(LEDGER)


@pytest.fixture(scope="module")
def book() -> Results:
    return Results(load_corpus(ROOT / "corpus"))


@pytest.fixture(scope="module")
def rows(book: Results) -> dict[str, dict]:
    return {row["id"]: row for row in breakable(book, CLAIMS, SHARES)}


def test_they_are_those_that_fail_in_some_way_and_no_others(rows: dict[str, dict]) -> None:
    failing = SHARES[(SHARES["n_held"] < SHARES["n_asked"])]
    assert set(rows) == set(failing["id"])
    assert [len(row["text"].split()) for row in rows.values()] == sorted(
        len(row["text"].split()) for row in rows.values()
    )


def test_each_holds_in_the_way_that_is_the_books(rows: dict[str, dict]) -> None:
    for row in rows.values():
        place = 0
        for at, level in zip(row["choices"], row["own"], strict=True):
            place = place * len(list(CHOICES.values())[at]) + level
        assert row["verdicts"][place] == "1", row["id"]


@pytest.mark.parametrize(
    "name", ["ni-never", "topics-coarse", "unity-not-kn-alone", "kn-fragmentation", "issues-title"]
)
def test_the_books_way_gives_the_figures_that_the_book_prints(book: Results, rows: dict[str, dict], name: str) -> None:
    row, names = rows[name], list(CHOICES)
    way = {names[at]: CHOICES[names[at]][level] for at, level in zip(row["choices"], row["own"], strict=True)}
    _, answer = robustness.outcome(CLAIMS[name], robustness.counted(book.corpus, way), way)
    assert answer is not None
    assert answer.figures == CLAIMS[name].evidence(book).figures
    assert CLAIMS[name].text(answer, book.corpus.names) == row["text"]


def test_an_analysis_that_counts_lemmas_is_known_by_its_figures(rows: dict[str, dict]) -> None:
    lemma = list(CHOICES).index("lemma")
    own = {name: row["own"][row["choices"].index(lemma)] for name, row in rows.items() if lemma in row["choices"]}
    assert own["topics-coarse"] == own["topics-fine"] == own["ni-never"] == 1
    assert own["keyness-answer"] == own["single-share"] == 0


def test_verdicts_of_another_number_of_ways_are_refused(book: Results) -> None:
    stale = SHARES.assign(verdicts=SHARES["verdicts"].mask(SHARES["id"] == "ni-never", "10"))
    with pytest.raises(ParallaxError, match="'ni-never' gives now; run `make robustness`"):
        breakable(book, {"ni-never": CLAIMS["ni-never"]}, stale)


def test_without_stored_shares_there_is_nothing_to_break(book: Results) -> None:
    assert breakable(book, CLAIMS, SHARES[:0]) == []


def test_a_claim_that_is_false_as_the_book_counts_is_not_played(book: Results) -> None:
    n = len(SHARES.set_index("id").loc["issues-title", "verdicts"])
    false = pd.DataFrame([dict.fromkeys(SHARES.columns, 0) | {"id": "issues-title", "verdicts": "0" * n}])
    assert breakable(book, {"issues-title": CLAIMS["issues-title"]}, false) == []


def test_the_choice_whose_levels_differ_most_is_told_apart() -> None:
    ways = list(product(range(2), range(3)))
    # By the first choice 2 of 2 (one way cannot be asked) against 1 of 3, by the second 1 of 1, 1 of 2, 1 of 2.
    assert told_apart(ways, "-11100") == {"at": 0, "levels": [(2, 2), (1, 3)]}
    # By the first 1 of 3 either way; by the second 2 of 2, 0 of 2, 0 of 2.
    assert told_apart(ways, "100100") == {"at": 1, "levels": [(2, 2), (0, 2), (0, 2)]}
