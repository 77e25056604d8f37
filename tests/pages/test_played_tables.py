"""The games' plain tables: the claims, words and topics that are played with, all of them."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from helpers.project import ROOT
from parallax import load_corpus
from parallax.claims.ledger import load_claims
from parallax.claims.results import Results
from parallax.claims.shares import load_shares
from parallax.corpus.corpus import Corpus
from parallax.pages.played import played
from parallax.pages.played_tables import claims, tables, topics, words

LEDGER = ROOT / "chapters" / "claims.yml"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(ROOT / "corpus")


@pytest.fixture(scope="module")
def data(corpus: Corpus) -> dict:
    return played(Results(corpus), [["kabulnow", "rats-sco"]], load_claims(LEDGER), load_shares(LEDGER))


def test_there_is_a_folded_table_of_each_game(data: dict, corpus: Corpus) -> None:
    page = BeautifulSoup(tables(data, corpus), "html.parser")
    summaries = [fold.select_one("summary").text for fold in page.select("details.parallax-fold")]
    assert [re.match(r"Table: (\w+)", told)[1] for told in summaries] == ["Claims", "Words", "Topics"]


def test_nothing_to_play_with_is_no_table(data: dict, corpus: Corpus) -> None:
    assert "<table" not in tables(data | {"claims": [], "words": [], "topics": []}, corpus)


def test_claims_have_the_ways_in_which_they_hold(data: dict) -> None:
    cells, stored = claims(data["claims"]).cells, load_shares(LEDGER).set_index("id")
    assert len(cells) == len(data["claims"])
    for row, told in zip(data["claims"], cells["true in"], strict=True):
        assert told == f"{stored.loc[row['id'], 'n_held']} of {stored.loc[row['id'], 'n_asked']}"


def test_words_have_their_uses_and_checks(data: dict, corpus: Corpus) -> None:
    (game,) = data["words"]
    cells = words(game, corpus).cells
    rounds = [one for rounds in game["sets"] for one in rounds]
    assert cells["word"].tolist() == [one["word"] for one in rounds]
    assert cells["KabulNow"].tolist() == [str(one["uses"][0]) for one in rounds]
    higher = [["KabulNow", "The RATS SCO page"][one["more"]] for one in rounds]
    assert cells["at a higher rate in"].tolist() == higher
    assert cells["checks passed"].tolist() == [f"{one['passed']} of {one['made']}" for one in rounds]


def test_topics_are_there_at_every_number(data: dict) -> None:
    table = topics(data["topics"])
    assert len(table.cells) == sum(one["k"] for one in data["topics"])
    assert table.cells["number"].tolist() == [str(one["k"]) for one in data["topics"] for _ in range(one["k"])]
