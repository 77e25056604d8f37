"""What the texts are before any word is weighed, on tables counted by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from parallax.analysis import sources as provenance

PARAGRAPHS = pd.DataFrame(
    [
        ("mill", 1, "author", 10, 2, 0),
        ("mill", 2, "author", 30, 3, 10),
        ("mill", 3, "author", 20, 1, 5),
        ("gate", 1, "relayed", 60, 4, 0),
        ("gate", 2, "undetermined", 20, 1, 0),
    ],
    columns=["source", "paragraph", "voice", "n_tokens", "n_sentences", "n_quoted_tokens"],
)
ORDER = ["mill", "gate"]


def test_lengths_are_summed_by_source_in_the_order_asked_for() -> None:
    table = provenance.lengths(PARAGRAPHS, ORDER)
    assert list(table["source"]) == ORDER
    assert table.iloc[0].drop("source").to_dict() == {
        "n_paragraphs": 3,
        "n_tokens": 60,
        "median_tokens": 20.0,
        "n_sentences": 6,
        "n_quoted_tokens": 15,
        "quoted_share": 0.25,
    }
    assert list(provenance.lengths(PARAGRAPHS, ["gate", "mill"])["n_tokens"]) == [80, 60]


def test_when_a_source_was_written_is_said_in_words() -> None:
    days = [("2030-05-03", "2030-05-03"), ("2030-12-01", "2031-01-31"), ("2031-09-10", "")]
    sources = pd.DataFrame(days, columns=["not_before", "not_after"], index=[7, 3, 5])
    assert provenance.written(sources).to_dict() == {
        7: "3 May 2030",
        3: "1 December 2030 to 31 January 2031",
        5: "10 September 2031 or later",
    }


def test_parts_put_the_body_first_and_then_the_most_frequent_role() -> None:
    segments = pd.DataFrame(
        [("mill", 0, "title", 4), ("mill", 1, "body", 9), ("gate", 0, "caption", 2), ("gate", 1, "caption", 3)],
        columns=["source", "line", "role", "n_tokens"],
    )
    table = provenance.parts(segments)
    assert list(table["role"]) == ["body", "caption", "title"]
    assert list(table["n_lines"]) == [1, 2, 1]
    assert list(table["n_tokens"]) == [9, 5, 4]
    assert list(table["n_sources"]) == [1, 1, 1]


def test_shares_of_voices_are_of_words_and_add_up_within_a_source() -> None:
    table = provenance.voices(PARAGRAPHS, ORDER).set_index(["source", "voice"])
    assert list(table.index) == [("mill", "author"), ("gate", "relayed"), ("gate", "undetermined")]
    assert table.at[("gate", "relayed"), "share"] == pytest.approx(0.75)
    assert table.at[("gate", "relayed"), "n_paragraphs"] == 1
    assert table.groupby("source")["share"].sum().tolist() == pytest.approx([1, 1])


def test_a_relay_says_who_did_what_and_where_something_can_have_been_lost() -> None:
    hops = pd.DataFrame(
        [
            ("mill", 3, "The Mill", "relayed", "en", "url", "author's name; title"),
            ("mill", 1, "A. Writer", "wrote", "en", "record", ""),
            ("mill", 2, "Somebody", "relayed", "en?", "text", "?"),
            ("gate", 1, "B. Writer", "wrote", "fa?", "text", ""),
            ("gate", 2, "unnamed", "translated", "en", "inferred", "wording?"),
            ("gate", 3, "The Gate", "published", "en", "url", ""),
            ("gate", 4, "a mirror", "copied", "en", "url", "byline"),
        ],
        columns=["source", "hop", "holder", "act", "language", "basis", "lost"],
    )
    table = provenance.relay(hops)
    assert list(zip(table["source"], table["hop"], strict=True)) == [
        *(("gate", hop) for hop in (1, 2, 3, 4)),
        *(("mill", hop) for hop in (1, 2, 3)),
    ]
    assert list(table["did"]) == [
        "wrote it in Persian?", "put it into English", "published it", "copied it", "wrote it", "passed it on",
        "passed it on",
    ]  # fmt: skip
    assert list(table["inferred"]) == [False, True, False, False, False, False, False]
    assert list(table["lost"]) == [(), ("wording?",), (), ("byline",), (), (), ("author's name", "title")]
    # It cannot be told at which of the last two the author's name was lost.
    assert list(table["since"]) == [1, 2, 3, 4, 1, 2, 2]


def test_a_page_is_made_of_what_was_compared_and_else_of_its_voices() -> None:
    paragraphs = PARAGRAPHS.assign(line=PARAGRAPHS["paragraph"] + 3)
    comparison = pd.DataFrame(
        [("gate", 4, 60, 45), ("ford", 4, 9, 9)], columns=["source", "line", "n_tokens", "n_in_runs"]
    )
    table = provenance.made_of(paragraphs, comparison, "gate")
    assert list(table["part"]) == ["compared", "undetermined"]
    assert list(table["n_tokens"]) == [60, 20]
    assert table["share"].iloc[0] == 0.75
    assert np.isnan(table["share"].iloc[1])
    assert list(provenance.made_of(paragraphs, comparison, "mill")["part"]) == ["author"] * 3


@pytest.fixture
def overlaps() -> pd.DataFrame:
    return pd.DataFrame(
        [
            ("mill", "gate", 5, 3),
            ("mill", "gate", 6, 1),
            ("mill", "gate", 7, 0),
            ("mill", "ford", 5, 0),
            ("mill", "ford", 6, 0),
            ("gate", "ford", 5, 9),
            ("gate", "ford", 6, 8),
            ("gate", "ford", 7, 7),
        ],
        columns=["source_a", "source_b", "length", "n_types"],
    )


def test_the_longest_shared_run_of_a_pair_is_found_and_pairs_without_one_are_left_out(overlaps: pd.DataFrame) -> None:
    table = provenance.shared_runs(overlaps)
    assert table.to_numpy().tolist() == [["gate", "ford", 9, 7], ["mill", "gate", 3, 6]]


def test_longest_runs_are_those_of_every_pair_and_of_what_a_source_passes_on(overlaps: pd.DataFrame) -> None:
    comparison = pd.DataFrame([("gate", 8), ("gate", 30)], columns=["source", "longest_run"])
    table = provenance.longest_runs(overlaps, comparison)
    # A pair without a run that is long enough to be counted may have one that is a word shorter.
    assert table.to_numpy().tolist() == [
        ["mill", "ford", 4, False],
        ["mill", "gate", 6, True],
        ["gate", "ford", 7, True],
        ["gate", "", 30, True],
    ]


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (5, [["gate", "ford", 9, 7], ["mill", "gate", 3, 6]]),
        (6, [["gate", "ford", 8, 7], ["mill", "gate", 1, 6]]),
        (7, [["gate", "ford", 7, 7]]),
    ],
)
def test_runs_are_counted_from_the_length_that_is_asked_for(
    overlaps: pd.DataFrame, length: int, expected: list[list[object]]
) -> None:
    assert provenance.shared_runs(overlaps, length).to_numpy().tolist() == expected


@pytest.mark.parametrize("length", [0, 4, 8])
def test_a_length_that_was_not_counted_is_refused(overlaps: pd.DataFrame, length: int) -> None:
    with pytest.raises(ValueError, match=rf"^length is {length}, and overlaps counts runs of 5, 6, 7 words; give"):
        provenance.shared_runs(overlaps, length)


def test_a_source_that_never_uses_a_phrase_has_a_row_of_noughts() -> None:
    phrases = pd.DataFrame(
        [
            ("mill", 1, "actors", "town council", 2),
            ("mill", 3, "actors", "council", 1),
            ("mill", 3, "frames", "council", 5),
            ("mill", 3, "actors", "miller", 7),
        ],
        columns=["source", "line", "lexicon", "entry", "n"],
    )
    table = provenance.phrase_totals(phrases, "actors", ["council", "town council"], ORDER)
    assert table.to_numpy().tolist() == [["mill", 3, 2], ["gate", 0, 0]]


def test_articles_are_presented_with_how_often_they_name_a_subject() -> None:
    named = pd.DataFrame({"source": ["gate", "mill"], "n": [0, 3], "paragraphs": [0, 2]})
    about = [
        ("mill", "A Toll", "", "news", "https://mill"),
        ("gate", "No Toll", "B. Writer", "opinion", "https://gate"),
    ]
    sources = pd.DataFrame(about, columns=["source", "title", "author", "genre", "copy_read"])
    assert provenance.presented(sources, named).to_numpy().tolist() == [
        ["gate", "No Toll", "https://gate", "B. Writer", "opinion", 0],
        ["mill", "A Toll", "https://mill", "", "news", 3],
    ]


def test_a_source_whose_latest_day_is_before_a_term_could_not_have_used_it() -> None:
    sources = pd.DataFrame({"source": ["old", "same", "open"], "not_after": ["2021-09-24", "2022-09-15", ""]})
    chronology = pd.DataFrame({"term": ["vienna", "salt"], "possible_from": ["2022-09-15", "1000-01-01"]})
    table = provenance.possible_terms(sources, chronology)
    assert table["vienna"].to_dict() == {"old": False, "same": True, "open": True}
    assert table["salt"].all()


def test_without_a_latest_day_the_end_of_the_date_that_is_known_counts() -> None:
    sources = pd.DataFrame({"source": ["year", "day", "open"], "published": ["2021", "2030-02-03", ""]})
    chronology = pd.DataFrame({"term": ["toll"], "possible_from": ["2022-01-01"]})
    right = {"year": False, "day": True, "open": True}
    assert provenance.possible_terms(sources, chronology)["toll"].to_dict() == right
    dated = sources.assign(not_after=["", "2021-12-31", ""])
    assert provenance.possible_terms(dated, chronology)["toll"].to_dict() == {**right, "day": False}


@pytest.mark.parametrize(
    ("day", "said"), [("2031-6-15", "2031-6-15"), ("2031-02-30", "day is out of range"), ("June 2031", "June 2031")]
)
def test_days_are_compared_as_days_and_anything_else_is_refused(day: str, said: str) -> None:
    sources = pd.DataFrame({"source": ["a", "b"], "not_after": [day, ""]})
    chronology = pd.DataFrame({"term": ["salt"], "possible_from": ["2031-10-01"]})

    with pytest.raises(ValueError, match=said):
        provenance.possible_terms(sources, chronology)
    with pytest.raises(ValueError, match=said):
        provenance.possible_terms(sources.assign(not_after=""), chronology.assign(possible_from=day))


def test_a_source_does_not_miss_what_it_has_inside_a_masked_name() -> None:
    sources = pd.DataFrame({"source": ["old", "new"], "not_after": ["2021-09-24", ""]})
    chronology = pd.DataFrame({"term": ["vienna"], "possible_from": ["2022-09-15"]})
    rows = [("old", "fronts", 1), ("new", "front", 0), ("new", "vienna", 1), ("gone", "salt", 1)]
    tokens = pd.DataFrame(rows, columns=["source", "term", "masked"])
    lemmas = pd.DataFrame(
        {"term": ["front", "fronts", "salt", "vienna"], "lemma": ["front", "front", "salt", "vienna"]}
    )
    printed = provenance.missable_terms(sources, chronology, tokens)
    assert printed.to_dict("index") == {
        "old": {"fronts": False, "salt": True, "vienna": False},
        "new": {"fronts": True, "salt": True, "vienna": False},
    }
    assert provenance.missable_terms(sources, chronology, tokens, lemmas).to_dict("index") == {
        "old": {"front": False, "salt": True, "vienna": False},
        "new": {"front": True, "salt": True, "vienna": False},
    }


def test_without_masked_names_a_source_misses_what_it_could_have_used() -> None:
    sources = pd.DataFrame({"source": ["old"], "not_after": ["2021-09-24"]})
    chronology = pd.DataFrame({"term": ["vienna"], "possible_from": ["2022-09-15"]})
    tokens = pd.DataFrame({"source": ["old"], "term": ["front"], "masked": [0]})
    assert provenance.missable_terms(sources, chronology, tokens).to_dict("index") == {"old": {"vienna": False}}


def test_a_phrase_is_dated_by_its_words_and_by_whom_a_dated_word_names() -> None:
    sources = pd.DataFrame({"source": ["mill", "gate"], "not_after": ["2030-05-03", ""]})
    chronology = pd.DataFrame({"term": ["obl", "fair"], "possible_from": ["2031-01-01", "2030-01-01"]})
    actors = pd.DataFrame(
        [("league", "obl"), ("league", "old bridge league"), ("mayor", "the mayor")], columns=["actor", "alias"]
    )
    phrases = ["obl vote", "old bridge league", "the old bridge league vote", "old bridge", "the mayor", "fair vote"]
    possible = provenance.possible_phrases(phrases, sources, chronology, actors)
    assert possible.tolist() == [False, False, False, True, True, True]
    assert provenance.possible_phrases(phrases, sources[1:], chronology, actors).all()
