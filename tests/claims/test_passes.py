"""Claims that rest on codes, on the codes of each coder alone: a claim that hangs on how codes were settled is told."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from helpers.articles import HEAD, book_of
from helpers.project import ROOT
from parallax import load_corpus
from parallax.claims import ledger, passes
from parallax.claims.ledger import Claim
from parallax.claims.results import Results

CLAIMS = ledger.load_claims(ROOT / "chapters" / "claims.yml")


def claim(test: str, args: dict[str, Any], chapter: str = "framing", how: str = "read") -> Claim:
    return Claim("one", chapter, "It is so.", test, args, "", how, [])


CALM = claim("coded_most", {"variable": "calm", "code": "1", "source": "dock"})


def book(first: str, second: str, settled: str) -> Results:
    """Return results in which the only paragraph of each of two articles is coded so by each coder."""
    corpus = book_of({"dock": ["net"], "reef": ["oil"]}).corpus
    rows = [
        (coder, source, HEAD, variable, value)
        for coder, values in {"first": first, "second": second, "resolved": settled}.items()
        for source, value in zip(("dock", "reef"), values, strict=True)
        for variable in ("calm", "gale")
    ]
    codings = corpus.tables["codings"].iloc[:0]
    codings = codings.reindex(range(len(rows)))
    codings[["coder", "source", "line", "variable", "value"]] = rows
    corpus.tables["codings"] = codings.astype({"line": "int64"})
    return Results(corpus)


@pytest.mark.parametrize(
    ("first", "second", "held", "fails"),
    [("10", "10", 2, ""), ("10", "01", 1, "second"), ("01", "00", 0, "first, second")],
)
def test_a_claim_is_asked_of_each_pass_alone(first: str, second: str, held: int, fails: str) -> None:
    (row,) = passes.on_each_pass(book(first, second, "10"), {"one": CALM}).itertuples()
    assert (row.id, row.variables, row.n_passes, row.n_held, row.fails) == ("one", "calm", 2, held, fails)


def test_alpha_is_that_of_the_variable() -> None:
    (row,) = passes.on_each_pass(book("10", "10", "10"), {"one": CALM}).itertuples()
    assert row.alpha == 1
    (row,) = passes.on_each_pass(book("10", "01", "10"), {"one": CALM}).itertuples()
    assert row.alpha < 0


def test_a_coder_who_left_something_out_is_not_asked() -> None:
    made = book("10", "01", "10")
    made.corpus.tables["codings"] = made.corpus.tables["codings"].iloc[1:]
    assert passes.on_each_pass(made, {"one": CALM})["n_passes"].tolist() == [1]


@pytest.mark.parametrize(
    ("one", "rests"),
    [
        (CALM, True),
        (claim("nothing_on", {"aspect": "dam", "sources": ["dock"]}), False),
        (claim("coded_most", CALM.args, chapter="agreement"), False),
        (claim("coded_most", CALM.args, how="counted"), False),
    ],
)
def test_what_rests_on_codes_is_what_looks_at_them(one: Claim, *, rests: bool) -> None:
    assert passes.rests_on_codes(book("10", "10", "10"), one) == rests


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """Return the claims of the book on each pass."""
    return passes.on_each_pass(Results(load_corpus(ROOT / "corpus")), CLAIMS)


def test_where_a_claim_of_the_book_does_not_hold_on_a_pass_its_scope_says_so(table: pd.DataFrame) -> None:
    coders = {"first", "second", "third", "fourth", "fifth"}
    wrong = []
    for row in table.itertuples():
        said = {coder for coder in coders if f"the {coder}" in CLAIMS[row.id].scope}
        wrong += [row.id] if said != set(filter(None, row.fails.split(", "))) else []
    assert len(table) > 10
    assert (table["n_passes"] == len(coders)).all()
    assert not wrong


def test_every_variable_that_carries_a_claim_reaches_the_least_alpha(table: pd.DataFrame) -> None:
    assert (table["alpha"] >= 0.667).all()


def test_the_mark_of_a_claim_has_the_alpha_of_its_codes_and_no_other_has() -> None:
    made = book("10", "10", "10")
    alphas = passes.alphas_of(made)
    assert alphas == {"calm": 1, "gale": 1}
    assert passes.least_alpha(made, CALM, {**alphas, "calm": 0.8}) == 0.8
    other = claim("nothing_on", {"aspect": "dam", "sources": ["dock"]})
    assert passes.least_alpha(made, other, alphas) is None
    made.corpus.tables["codings"] = made.corpus.tables["codings"].query("coder == 'resolved'")
    assert passes.alphas_of(made) == {}
    assert passes.least_alpha(made, CALM, {}) is None
