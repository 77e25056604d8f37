"""Evidence on namings: which words name the parties, and which words are inside names."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from helpers.articles import FEW, HEAD, THREE, book_of, corpus_of
from parallax.claims import namings
from parallax.claims.evidence import found
from parallax.claims.results import Results
from parallax.errors import ParallaxError

CALLED = [
    ("dock", HEAD, "pilots", "old Salts", 2, 0),
    ("dock", HEAD + 1, "pilots", "pilots", 1, 0),
    ("reef", HEAD, "pilots", "salts of the sea", 1, 0),
    ("reef", HEAD, "pilots", "pilots", 1, 0),
    ("sail", HEAD, "keeper", "keeper", 1, 0),
]


def book(rows: list[tuple] = CALLED) -> Results:
    corpus = corpus_of(THREE)
    called = pd.DataFrame(rows, columns=["source", "line", "actor", "naming", "n", "n_quoted"])
    entities = pd.DataFrame({"actor": ["pilots", "keeper"], "label": ["pilots", "a keeper"]})
    return Results(replace(corpus, tables={**corpus.tables, "mentions": called, "entities": entities}), FEW)


@pytest.mark.parametrize(("words", "times", "holds"), [(["old"], 2, True), (["old"], 3, False), (["salts"], 1, False)])
def test_one_article_alone_names_a_party_with_a_word(words: list[str], times: int, holds: bool) -> None:
    answer = namings.named_with(book(), actor="pilots", words=words, source="dock", times=times)
    assert answer == found(holds, (("dock", 1),), n=2, others=float("salts" in words))


def test_most_namings_have_a_word_and_more_than_elsewhere() -> None:
    asked = {"actor": "pilots", "words": ["salts", "sailors"]}
    answer = namings.mostly_named(book(), source="dock", **asked)
    assert answer == found(True, share=2 / 3, n=2, namings=3, most_others=0.5)
    assert not namings.mostly_named(book(), source="reef", **asked).holds
    assert not namings.mostly_named(book(), source="sail", **asked).holds
    with pytest.raises(ParallaxError, match="words is empty"):
        namings.mostly_named(book(), source="dock", actor="pilots", words=[])


@pytest.mark.parametrize(("at_least", "holds"), [(2, True), (3, False)])
def test_one_body_has_several_names_most_in_one_article(at_least: int, holds: bool) -> None:
    named = book_of({"dock": ["keeper net", "old warden"], "reef": ["keeper"], "sail": ["lamp"]})
    answer = namings.names_of_one(named, actor="keeper", source="dock", at_least=at_least)
    assert answer == found(holds, (("dock", 1), ("dock", 2), ("reef", 1)), names=2, mine=2, most_others=1)
    assert not namings.names_of_one(named, actor="keeper", source="reef", at_least=2).holds


MASKED = {"dock": ["*north *guild net guild"], "reef": ["*guild net net net guild guild"], "sail": ["net"]}


def test_names_hide_most_words_of_one_article_and_fewest_of_another() -> None:
    masked = book_of(MASKED)
    assert namings.most_in_names(masked, source="dock", least="sail") == found(
        True, share=0.5, next_share=1 / 6, smallest=0
    )
    assert not namings.most_in_names(masked, source="reef", least="sail").holds
    assert not namings.most_in_names(masked, source="dock", least="reef").holds


def test_a_word_is_used_more_inside_names_than_outside() -> None:
    masked = book_of(MASKED)
    assert namings.more_in_names(masked, source="dock", term="north") == found(True, inside=1, outside=0)
    assert not namings.more_in_names(masked, source="dock", term="guild").holds  # as often
    assert namings.more_in_names(masked, source="reef", term="guild") == found(False, inside=1, outside=2)
    assert namings.more_in_names(masked, source="sail", term="guild") == found(False, inside=0, outside=0)
    with pytest.raises(ParallaxError, match=r"terms\.csv has no 'moon'"):
        namings.more_in_names(masked, source="dock", term="moon")
