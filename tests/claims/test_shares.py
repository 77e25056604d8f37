"""Shares of ways of counting: the tables and the key that the page shows."""

from __future__ import annotations

import pandas as pd

from helpers.project import ROOT
from parallax.claims import shares
from parallax.claims.entries import HOW

STORED = pd.DataFrame(
    [
        ("net", "counted", 4, 4, 4, 1.0, "", ""),
        ("oil", "counted", 64, 32, 8, 0.25, "lemmas", "words as printed 8 of 16; lemmas 0 of 16"),
        ("sand", "counted", 2, 2, 1, 0.5, "without quoted words",
         "with quoted words 1 of 1; without quoted words 0 of 1"),
        ("lamp", "read", 0, 0, 0, float("nan"), "", ""),
        ("gale", "counted", 0, 0, 0, float("nan"), "", ""),
    ],
    columns=["id", "how", "n_choices", "n_asked", "n_held", "share", "hardest", "by_level"],
)  # fmt: skip
EVALUATED = pd.DataFrame(
    {
        "id": ["net", "oil", "sand", "lamp"],
        "chapter": "terms",
        "text": ["A *net*.", "Oil.", "Sand.", "Lamp."],
        "question": "it is so",
    }
)


def test_claims_are_ranked_the_least_firm_first_and_the_first_are_numbered() -> None:
    table = shares.ranked(STORED, EVALUATED, 2)
    assert table[["number", "id", "true_in", "text"]].to_numpy().tolist() == [
        [1, "oil", "8 of 32", "Oil."],
        [2, "sand", "1 of 2", "Sand."],
        [0, "net", "4 of 4", "A *net*."],
    ]
    assert table["band"].tolist() == ["32 ways", *["2 to 4 ways"] * 2]


def test_claims_are_counted_by_how_many_ways_there_are_for_them() -> None:
    assert shares.by_band(shares.ranked(STORED, EVALUATED, 2)).to_numpy().tolist() == [
        ["2 to 4 ways", 2, 1, 0],
        ["32 ways", 1, 0, 1],
    ]


def test_choices_are_ranked_by_the_claims_that_they_move() -> None:
    table = shares.by_choice(STORED, {"oil": ("lemma", "quoted"), "sand": ("quoted",), "lamp": ()}).set_index("choice")
    assert table.index[:2].tolist() == ["forms or lemmas", "quoted words"]
    assert table.loc["quoted words"].tolist() == ["with quoted words; without quoted words", 2, 1]
    assert table.loc["forms or lemmas", ["n_claims", "n_moved"]].tolist() == [1, 1]
    assert not table["n_moved"][2:].any()


def test_what_nothing_touches_is_counted_by_what_it_rests_on() -> None:
    assert shares.untouched(STORED, HOW).to_numpy().tolist() == [["read by a language model", 1], ["counted", 1]]


def test_the_key_has_the_numbered_claims_with_their_shares() -> None:
    table = shares.ranked(STORED, EVALUATED, 2)
    first, second = shares.key(table).splitlines()
    assert first == "1. Oil. True in 8 of 32 [ways of counting](#claim-oil)."
    assert second.startswith("2. Sand. True in 1 of 2 [")
    assert shares.solved(table.iloc[0]) == "The claim: Oil. It is true in 8 of 32 ways of counting. Hardest: lemmas."


def test_the_words_of_levels_are_told_apart_in_what_is_stored() -> None:
    # `by_choice` cuts them out of `by_level`.
    stored = shares.load_shares(ROOT / "chapters" / "claims.yml")
    told = {level.rsplit(" ", 3)[0] for row in shares.asked(stored)["by_level"] if row for level in row.split("; ")}
    assert told <= set(shares.LEVELS.values())
