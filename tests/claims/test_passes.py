"""Claims that rest on codes, on the codes of each coder alone: a claim that hangs on how codes were settled is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from helpers.articles import HEAD, book_of
from helpers.project import ROOT
from parallax import load_corpus
from parallax.claims import ledger, passes, shares, show
from parallax.claims.ledger import Claim
from parallax.claims.marks import Mark
from parallax.claims.results import Results
from parallax.errors import ParallaxError

CLAIMS = ledger.load_claims(ROOT / "chapters" / "claims.yml")
STORED = shares.load_shares(ROOT / "chapters" / "claims.yml")


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
    assert (row.id, row.variables, row.n_passes, row.n_passes_held, row.passes_failed) == (
        "one",
        "calm",
        2,
        held,
        fails,
    )


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
        wrong += [row.id] if said != set(filter(None, row.passes_failed.split(", "))) else []
    assert len(table) > 10
    assert (table["n_passes"] == len(coders)).all()
    assert not wrong


def test_every_variable_that_carries_a_claim_reaches_the_least_alpha(table: pd.DataFrame) -> None:
    assert (table["alpha"] >= 0.667).all()


def test_what_is_stored_is_what_the_passes_give_now(table: pd.DataFrame) -> None:
    passes.check_stored(STORED, table)
    for column, value in (("n_passes_held", 1), ("alpha", 0.5), ("passes_failed", "third")):
        other = table.assign(**{column: table[column].where(table.index > 0, value)})
        with pytest.raises(ParallaxError, match=f"not what the claim '{table['id'].iloc[0]}' gives now"):
            passes.check_stored(STORED, other)
    with pytest.raises(ParallaxError, match=f"not what the claim '{table['id'].iloc[3]}' gives now"):
        passes.check_stored(STORED, table.drop(index=3))


def test_the_mark_of_a_claim_has_the_alpha_of_its_codes_and_no_other_has() -> None:
    made = book("10", "10", "10")
    other = claim("nothing_on", {"aspect": "dam", "sources": ["dock"]})
    claims = {"one": CALM, "other": replace(other, id="other")}
    summary = pd.DataFrame({"id": list(claims), "n_asked": [0, 0], "n_held": [0, 0]})
    mark_of = show.marks_of(shares.stored(summary, passes.on_each_pass(made, claims)))
    assert mark_of(claims["one"]) == Mark("read", None, (2, 2), 1.0)
    assert mark_of(claims["other"]) == Mark("read")
    made.corpus.tables["codings"] = made.corpus.tables["codings"].query("coder == 'resolved'")
    assert passes.alphas_of(made) == {}


@pytest.mark.parametrize(
    ("held", "coded", "firmness"),
    [
        (None, None, "untried"),
        (None, (5, 5), "always"),
        (None, (3, 5), "mostly"),
        (None, (2, 5), "seldom"),
        ((8, 8), (4, 5), "mostly"),
        ((4, 8), (5, 5), "seldom"),
    ],
)
def test_a_mark_is_as_firm_as_the_way_in_which_its_claim_holds_least(
    held: tuple[int, int] | None, coded: tuple[int, int] | None, firmness: str
) -> None:
    assert Mark("read", held, coded).firmness == firmness
