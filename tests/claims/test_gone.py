"""Claims that are no more: none is lost without a word, and none is both there and gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.project import ROOT
from parallax.claims.gone import GONE, Gone, check_dropped, check_gone, load_gone, stored_ids
from parallax.claims.ledger import load_claims
from parallax.claims.shares import SHARES
from parallax.errors import ParallaxError

LEDGER = ROOT / "chapters" / "claims.yml"
TIDE = "- id: tide\n  date: 2026-11-25\n  why: It turned.\n"


def gone(tmp_path: Path, text: str) -> dict[str, Gone]:
    (tmp_path / GONE).write_text(text, encoding="utf-8")
    return load_gone(tmp_path / GONE)


def test_no_claim_of_the_book_is_both_there_and_gone_and_each_leads_on() -> None:
    listed = load_gone(LEDGER.with_name(GONE))
    assert listed
    check_gone(listed, load_claims(LEDGER))


def test_no_claim_of_the_book_that_was_stored_is_lost() -> None:
    check_dropped(stored_ids(LEDGER.with_name(SHARES)), load_claims(LEDGER), load_gone(LEDGER.with_name(GONE)))


def test_an_entry_says_when_and_why_and_what_says_it_now(tmp_path: Path) -> None:
    listed = gone(tmp_path, TIDE + "  instead: [ebb, flood]\n- id: moon\n  date: 2026-11-26\n  why: It set.\n")
    assert listed == {
        "tide": Gone("tide", "2026-11-25", "It turned.", ("ebb", "flood")),
        "moon": Gone("moon", "2026-11-26", "It set.", ()),
    }
    assert load_gone(tmp_path / "nowhere.yml") == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id: tide", r"is not a list; begin each"),
        ("- why", r"entry 1 has no id; begin it with `- id: a-name`"),
        ("- id: [", r"cannot be read"),
        ("- id: tide\n  date: 2026-11-25", r"entry 1, 'tide': id, date and why are required.*'why'"),
        (TIDE + "  when: now\n", r"'tide': .*'when'"),
        (TIDE.replace("2026-11-25", "yesterday"), r"'yesterday' is not a date; write it like 2026-11-26"),
        (TIDE.replace("It turned.", "''"), r"'tide' gives no reason"),
        (TIDE + "  instead: ebb\n", r"instead is not a list of ids"),
        (TIDE + TIDE, r"'tide' appears twice"),
    ],
)
def test_a_fault_is_told_with_its_place_and_a_remedy(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ParallaxError, match=message):
        gone(tmp_path, text)


def test_a_claim_that_is_both_or_leads_nowhere_is_refused(tmp_path: Path) -> None:
    listed = gone(tmp_path, TIDE + "  instead: [ebb]\n")
    check_gone(listed, {"ebb"})
    with pytest.raises(ParallaxError, match=r"'tide' is in claims.yml and in claims-gone.yml; take it out of one"):
        check_gone(listed, {"ebb", "tide"})
    with pytest.raises(ParallaxError, match=r"'tide' leads on to 'ebb', which is not a claim"):
        check_gone(listed, {"flood"})


def test_a_claim_that_falls_out_of_the_shares_without_a_word_is_refused() -> None:
    check_dropped(["ebb", "tide"], {"ebb"}, {"tide"})
    with pytest.raises(ParallaxError, match=r"the claim 'tide', which claims.yml no longer has.*claims-gone.yml"):
        check_dropped(["ebb", "tide"], {"ebb"}, set())


def test_stored_shares_give_their_ids_in_whatever_form_they_are(tmp_path: Path) -> None:
    file = tmp_path / "robustness.csv"
    assert stored_ids(file) == []
    file.write_text("kept\n", encoding="utf-8")
    assert stored_ids(file) == []
    file.write_text("id,share\nebb,1\ntide,\n", encoding="utf-8")
    assert stored_ids(file) == ["ebb", "tide"]
