"""All that is known of a claim is told, wherever it stands and whether it holds or not."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from helpers.articles import OVERLAPS, THREE, book_of
from parallax.claims import account, ledger
from parallax.claims.shares import PASS_COLUMNS, stored
from parallax.errors import ParallaxError

CLAIM = ledger.Claim(
    id="short-runs",
    chapter="sources",
    sentence="No run has more than {at_most:.0f} words, {longest:.0f} at most.",
    test="longest_shared_run",
    args={"at_most": 5},
    scope="runs of words",
    how="counted",
    breaks=[{"table": "overlaps", "where": {"length": 9}, "set": {"n_types": 1}, "edge": {"longest": 9, "at_most": 5}}],
    also=("intro",),
)
USES = ledger.Claim(
    **{
        **vars(CLAIM),
        "id": "dock-oil",
        "sentence": "{dock} has *oil* {uses:.0f} times.",
        "test": "uses_one_not_other",
        "args": {"sources": ["dock"], "used": ["oil"], "never": ["lamp"]},
    }
)
SHARES = stored(
    pd.DataFrame(
        {"id": ["dock-oil"], "n_choices": [64], "n_asked": [32], "n_held": [16], "by_level": ["lemmas 4 of 16"]}
    ),
    pd.DataFrame(columns=list(PASS_COLUMNS)),
)


def told(claim: ledger.Claim, shares: pd.DataFrame = SHARES) -> str:
    return account.account(book_of(THREE, overlaps=OVERLAPS), {claim.id: claim}, claim.id, shares)


def test_sentence_figures_scope_test_and_breaks_are_told() -> None:
    text = told(CLAIM)
    assert text.startswith(
        "short-runs, in sources, intro\n  No run has more than 5 words, 4 at most.\nholds\n  longest = 4  "
    )
    assert "scope: runs of words" in text
    assert re.search(r"claims/sources\.py:\d+\n  longest_shared_run\(at_most=5\)\n  asks whether no two articles", text)
    assert "if n_types were 1 in overlaps.csv, where length is 9 (then longest 9, against at_most 5)" in text
    assert "no choice touches it: runs are looked for in the texts themselves" in text


def test_where_a_claim_fails_is_told_by_level() -> None:
    text = told(USES)
    assert "Dock ¶1" in text or "dock ¶1" in text
    assert "holds in 16 of the 32 ways that could be asked, of 64 in all" in text
    assert "by level, where that matters: lemmas 4 of 16" in text
    assert "relayed: all paragraphs; the authors' own paragraphs only" in text
    assert "not evaluated yet; run `make robustness`" in told(USES, SHARES[:0])


def test_with_which_coders_a_claim_holds_is_told() -> None:
    passes = pd.DataFrame([("dock-oil", "calm, gale", 0.8, 5, 4, "third")], columns=list(PASS_COLUMNS))
    coded = stored(SHARES.drop(columns=list(PASS_COLUMNS[1:])), passes)
    assert "calm, gale: alpha 0.80 or more; holds on 4 of 5 passes, each alone, not on third" in told(USES, coded)
    assert "it rests on no codes" in told(USES)


def test_a_claim_that_does_not_hold_is_told_all_the_same() -> None:
    text = told(ledger.Claim(**{**vars(CLAIM), "args": {"at_most": 2}}))
    assert "DOES NOT HOLD\n  longest = 4" in text


def test_an_unknown_claim_is_refused_with_those_that_are_like_it() -> None:
    with pytest.raises(ParallaxError, match="there is no claim 'short-run'; did you mean short-runs"):
        account.account(book_of(THREE), {"short-runs": CLAIM}, "short-run", SHARES)


def test_the_account_of_a_claim_has_all_that_a_reader_can_ask() -> None:
    claims = {claim.id: claim for claim in (CLAIM, USES)}
    shares = SHARES.assign(hardest="lemmas")
    runs, uses = account.accounts(book_of(THREE, overlaps=OVERLAPS), claims, shares).to_dict("records")
    assert (runs["firmness"], runs["mark"], runs["hardest"]) == ("untried", "counted", "")
    assert (uses["firmness"], uses["hardest"]) == ("seldom", "lemmas")
    assert uses["mark"] == "counted, true in 16 of 32 ways of counting"
    assert runs["chapters"] == "sources intro"
    assert "dock" in uses["articles"].split()
    assert runs["fails"] == "if n types were 1 in overlaps.csv, where length is 9 (then longest 9, against at most 5)"
    assert runs["codes"] == ""
