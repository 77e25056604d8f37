"""Placeholders: figures, bounds, words and names of articles, as a sentence has them."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.articles import corpus_of
from parallax.claims import wording

NAMES = {"dock": "the Dock", "reef-news": "Reef News"}


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{dock} is {times:.1f} times as long as {reef-news}.", "The Dock is 2.5 times as long as Reef News."),
        ("No word of {dock}. {dock} again.", "No word of the Dock. The Dock again."),
        ("In {source}, {n:,.0f}; {share:.0%}.", "In the Dock, 1,200; 25%."),
        ("Of {sources}: {terms:em}.", "Of Reef News and the Dock: *net*, *oar* and *oil*."),
        ("{term:em} in {frame}", "*net* in foreign powers"),
        ("{together}", "Reef News and the Dock; the Dock"),
        ("{stances}", "For: Reef News and the Dock; silent: the Dock"),
        ("{none}.", "."),
    ],
)
def test_placeholders_give_way_to_words(template: str, expected: str) -> None:
    values = {
        "times": 2.5, "n": 1200, "share": 0.25, "source": "dock", "sources": ["reef-news", "dock"], "term": "net",
        "terms": ["net", "oar", "oil"], "frame": "foreign_powers", "together": [["reef-news", "dock"], ["dock"]],
        "stances": [["for", "reef-news", "dock"], ["silent", "dock"]], "none": "",
    }  # fmt: skip
    assert wording.fill(template, values, NAMES) == expected


def test_rows_within_a_list_are_told_by_what_they_are() -> None:
    rows = [["for", "dock", "reef"], ["dock", "asserted", "no_net"], ["dock", "reef"]]
    told = wording.fill("So {rows}", {"rows": rows}, {"dock": "the Dock", "reef": "Reef News"})
    assert told == "So for: the Dock and Reef News; the Dock, asserted, no net; the Dock and Reef News"


def test_what_tables_name_by_ids_of_several_words_has_its_label() -> None:
    corpus = corpus_of(
        {"dock": ["net"]},
        questions=[("high-tide", "talks", "slip", "", ""), ("tide", "talks", "slip", "", "")],
        events=[("first-tide", "2020-01-01", "2020-01-01", "")],
    )
    labels = wording.labelled(corpus)
    assert labels["high-tide"] == "“What of the high-tide?”"
    assert labels["first-tide"] == "“The first-tide”"
    assert labels["dock"] == corpus.names["dock"]
    assert not {"tide", "calm", "guild"} & set(labels), "a word can be one that is counted"


def test_placeholders_are_listed_and_an_open_brace_is_an_error() -> None:
    assert list(wording.placeholders("{a-b} {value:.1f}")) == [("a-b", ""), ("value", ".1f")]
    with pytest.raises(ValueError, match="'}'"):
        list(wording.placeholders("{value"))


def test_paragraphs_are_cited_in_runs_by_source() -> None:
    where = (("reef-news", 1), ("reef-news", 2), ("reef-news", 3), ("reef-news", 7), ("dock", 2))
    assert wording.paragraphs(where, NAMES) == "Reef News ¶1–3, ¶7; Dock ¶2"
    assert wording.paragraphs((), {}) == ""
    linked = wording.paragraphs(where, NAMES, linked=True)
    assert linked == "Reef News [¶1–3](#reef-news-1), [¶7](#reef-news-7); Dock [¶2](#dock-2)"


def test_rows_of_a_table_lead_to_their_paragraphs() -> None:
    rows = pd.DataFrame({"source": ["dock", "reef-news"], "paragraph": [2, 7]})
    assert wording.places(rows, NAMES) == ["Dock [¶2](#dock-2)", "Reef News [¶7](#reef-news-7)"]


def test_without_names_there_are_the_numbers_alone() -> None:
    assert wording.paragraphs((("dock", 1), ("dock", 2), ("dock", 4))) == "¶1–2, ¶4"
    assert wording.paragraphs((("dock", 4),), linked=True) == "[¶4](#dock-4)"
