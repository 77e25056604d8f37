"""Claims about the firmness of other claims, on a few stored shares."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from helpers.articles import THREE, corpus_of
from parallax.claims import firmness, shares
from parallax.claims.evidence import Evidence
from parallax.claims.results import Results

STORED = pd.DataFrame(
    {
        "id": ["net", "oil", "sand", "lamp"],
        "n_asked": [4, 32, 2, 0],
        "share": [1.0, 0.25, 0.5, float("nan")],
    }
)


def book_of(share: dict[str, float]) -> Results:
    corpus = corpus_of(THREE)
    stored = STORED.assign(share=STORED["id"].map(share).fillna(STORED["share"]))
    return Results(replace(corpus, tables={**corpus.tables, shares.TABLE: stored}))


@pytest.mark.parametrize(
    ("share", "always", "seldom", "some_always", "some_seldom"),
    [
        ({}, 1, 1, True, True),
        ({"oil": 0.5}, 1, 0, True, False),
        ({"net": 0.9}, 0, 1, False, True),
        ({"oil": 1, "sand": 1}, 3, 0, False, False),
    ],
)
def test_claims_that_are_always_and_seldom_true_are_counted(
    share: dict, always: int, seldom: int, some_always: bool, some_seldom: bool
) -> None:
    figures = {"touched": 3, "always": always, "share": pytest.approx(always / 3), "seldom": seldom}
    assert firmness.some_always_true(book_of(share)) == Evidence(some_always, figures)
    assert firmness.some_seldom_true(book_of(share)) == Evidence(some_seldom, figures)


def test_without_a_table_of_its_own_a_book_has_the_stored_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "load_shares", lambda: STORED)
    assert firmness.some_always_true(Results(corpus_of(THREE))).figures["touched"] == 3
    monkeypatch.setattr(shares, "load_shares", lambda: STORED[:0])
    nothing = {"touched": 0, "always": 0, "share": 0, "seldom": 0}
    assert firmness.some_always_true(Results(corpus_of(THREE))) == Evidence(False, nothing)
