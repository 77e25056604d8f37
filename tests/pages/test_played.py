"""What the games are played with, as a whole: of a toy and of the book's own tables."""

from __future__ import annotations

import json

import pytest

from helpers.project import ROOT
from parallax import load_corpus
from parallax.claims.ledger import load_claims
from parallax.claims.results import Results
from parallax.claims.shares import load_shares
from parallax.corpus.choices import CHOICES, LEVELS
from parallax.corpus.corpus import Corpus
from parallax.pages.played import played
from parallax.statistics.settings import Settings
from test_people import withheld_in

LEDGER = ROOT / "chapters" / "claims.yml"
PAIRS = [["negotiating-ideas", "hasht-e-subh"], ["kabulnow", "rats-sco"]]
FEW = Settings(n_resamples=99, n_permutations=99, min_total=2, min_units=2)


def test_a_toy_without_stored_shares_has_words_only(two: Corpus) -> None:
    made = played(Results(two, FEW), [list(two.by_date)], {}, load_shares(LEDGER)[:0])
    assert made["claims"] == []
    assert made["topics"] == []
    assert len(made["words"]) == 1
    assert json.loads(json.dumps(made))["articles"][0]["id"] == next(iter(two.by_date))


@pytest.fixture(scope="module")
def made() -> dict:
    return played(Results(load_corpus(ROOT / "corpus")), PAIRS, load_claims(LEDGER), load_shares(LEDGER))


def test_choices_are_in_the_order_and_words_of_the_library(made: dict) -> None:
    assert [choice["id"] for choice in made["choices"]] == list(CHOICES)
    for choice in made["choices"]:
        assert choice["levels"] == [LEVELS[choice["id"], level] for level in CHOICES[choice["id"]]]


def test_it_is_light_is_json_and_names_nobody_whom_the_project_withholds(made: dict) -> None:
    text = json.dumps(made, ensure_ascii=False)
    assert len(text.encode()) < 150_000
    assert withheld_in(text) == []
