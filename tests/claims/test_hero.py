"""The cells of the first page: the side taken and what is in the way, counts, and whose the text is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import pytest

from helpers.articles import HEAD, THREE, corpus_of
from parallax.claims import hero
from parallax.claims.results import Results
from parallax.errors import ParallaxError

ROWS = {"works": "Can it work?", "opposition": "The pilots", "heard": "Who is heard", "text": "Whose text"}
ARTICLE = {
    "title": "A title",
    "genre": "report",
    "author": "A. B.",
    "url": "https://example.org",
    "language_chain": "en",
}
VOICES = [
    ("dock", "opposition", "anonymous", "inside"),
    ("dock", "republic", "named", "unsaid"),
    ("dock", "expert", "anonymous", "abroad"),
    ("reef", "taliban", "institution", "inside"),
]
CODES = [
    (("dock", HEAD, "stance_opposition"), "pos"),
    (("dock", HEAD + 1, "stance_opposition"), "neg"),
    (("reef", HEAD, "stance_opposition"), "mixed"),
    (("sail", HEAD, "stance_opposition"), "none"),
]


def book(
    positions: Sequence[tuple] = (), mentions: Sequence[tuple] = (), voices: dict | None = None, **dock: str
) -> Results:
    facts = dict.fromkeys(THREE, ARTICLE) | {"dock": {**ARTICLE, **dock}}
    corpus = corpus_of(THREE, facts=facts, positions=positions, mentions=mentions, codes=CODES, voices=voices)
    heard = pd.DataFrame(VOICES, columns=["source", "side", "kind", "place"])
    return Results(replace(corpus, tables={**corpus.tables, "attributions": heard}))


def cell(row: str, source: str = "dock", **given: object) -> tuple:
    table = hero.cells(book(**given), "dam", "guild", ROWS)
    return tuple(table[(table["row"] == ROWS[row]) & (table["group"] == source)].iloc[0][2:])


def position(stance: str, words: str, holder: str = "author", line: int = HEAD) -> tuple:
    return ("dock", "dam", line, words, holder, stance)


@pytest.mark.parametrize(
    ("positions", "mark", "text", "by"),
    [
        ([position("for", "It holds")], "Yes", "It holds [¶1](#dock-1)", ""),
        (
            [position("if", "With sand", line=HEAD + 1), position("for", "It holds")],
            "Yes, on conditions",
            "With sand [¶2](#dock-2)",
            "",
        ),
        (
            [position("against", "It breaks"), position("against", "It breaks", line=HEAD + 1), position("if", "x")],
            "No, with reservations",
            "It breaks [¶1–2](#dock-1)",
            "",
        ),
        ([position("against", "It breaks")], "No", "It breaks [¶1](#dock-1)", ""),
        (
            [position("told", "It is planned"), position("if", "With sand", "keeper"), position("for", "y", "guild")],
            "Takes no side",
            "It is planned [¶1](#dock-1). A keeper: With sand [¶1](#dock-1)",
            "",
        ),
        ([position("told", "It is planned")], "Takes no side", "It is planned [¶1](#dock-1)", ""),
        ([position("for", "It holds", "keeper")], "Leaves it to others", "", ""),
        ([position("mixed", "Who knows")], "Yes and no", "Who knows [¶1](#dock-1)", ""),
        ([], "Never mentions one", "", ""),
    ],
)
def test_the_side_is_the_articles_own_and_what_is_in_the_way_comes_under_it(
    positions: list, mark: str, text: str, by: str
) -> None:
    assert cell("works", positions=positions) == (mark, text, by, (), 0)


def test_an_article_that_names_it_and_says_nothing_of_it_does_mention_it() -> None:
    assert cell("works", mentions=[("dock", HEAD, "guild", "pilots", 1)])[0] == "Does not say"


def test_paragraphs_are_counted_by_the_light_that_they_throw() -> None:
    counts = (("in a good light", 1), ("in a bad light", 1), ("in both lights", 0))
    both = "In both lights"
    assert cell("opposition") == (both, "2 of 2 paragraphs judge it:", "", counts, 2)
    assert cell("opposition", "reef")[:2] == (both, "1 of 1 paragraph judges it:")
    assert cell("opposition", "sail")[:2] == ("Not judged", "0 of 1 paragraphs judge it:")


@pytest.mark.parametrize(
    ("pos", "neg", "mixed", "mark"),
    [
        (3, 0, 0, "In a good light, where judged"),
        (0, 3, 0, "In a bad light, where judged"),
        (3, 0, 1, "More often in a good light"),
        (2, 3, 0, "In both lights"),
        (2, 4, 0, "More often in a bad light"),
        (0, 0, 2, "In both lights"),
        (0, 0, 0, "Not judged"),
    ],
)
def test_the_light_is_the_one_of_more_paragraphs(pos: int, neg: int, mixed: int, mark: str) -> None:
    assert hero._light(pos, neg, mixed) == mark


def test_voices_are_counted_by_side_name_and_place() -> None:
    mark, _, _, counts, of = cell("heard")
    assert (mark, of) == ("3 voices", 3)
    assert [n for _, n in counts] == [2, 0, 2, 1]
    assert [n for _, n in cell("heard", "reef")[3]] == [0, 1, 0, 1]
    assert cell("heard", "sail")[0] == "0 voices"


@pytest.mark.parametrize(
    ("facts", "voices", "mark", "text"),
    [
        ({}, {}, "One author", ""),
        ({"author": ""}, {}, "Unsigned", ""),
        ({"language_chain": "fa > en"}, {}, "One author", "Translated from Persian"),
        (
            {"language_chain": "fa? > en", "url": ""},
            {},
            "One author",
            "Perhaps translated from Persian; read in a copy, not as first published",
        ),
        (
            {"author": "", "genre": "relayed column"},
            {("dock", 2): "relayed", ("dock", 1): "undetermined"},
            "60% relayed",
            "From a column; author of the rest unknown; unsigned",
        ),
    ],
)
def test_whose_the_text_is_comes_from_the_tables(facts: dict, voices: dict, mark: str, text: str) -> None:
    assert cell("text", voices=voices, **facts)[:2] == (mark, text)


@pytest.mark.parametrize(
    ("days", "months"),
    [
        (("2030-05-01", "2030-05-31"), "May 2030"),
        (("2030-05-01", ""), "May 2030 or later"),
        (("2030-05-01", "2030-11-02"), "May to November 2030"),
        (("2030-05-01", "2031-05-02"), "May 2030 to May 2031"),
    ],
)
def test_articles_are_headed_in_order_of_date_with_the_months_they_may_be_of(days: tuple, months: str) -> None:
    facts = {source: ARTICLE | {"not_before": "2031-01-01"} for source in THREE}
    facts["sail"] |= {"not_before": days[0], "not_after": days[1], "published_basis": "inferred"}
    table = hero.articles(Results(corpus_of(THREE, facts=facts)))
    assert list(table["source"]) == ["sail", "dock", "reef"]
    first = table.iloc[0]
    assert (first["when"], first["inferred"], first["anchor"]) == (f"{months}, by inference", True, "article-sail")


def test_events_have_their_month_in_words_and_an_unknown_one_is_refused() -> None:
    corpus = corpus_of(THREE)
    table = pd.DataFrame({"event": ["flood", "fire"], "label": ["A flood", "A fire"], "not_before": ["2030-05-03"] * 2})
    results = Results(replace(corpus, tables={**corpus.tables, "events": table}))
    assert hero.events(results, ["fire"]).to_dict("records") == [
        {"event": "fire", "label": "A fire", "not_before": "2030-05-03", "when": "May 2030"}
    ]
    with pytest.raises(ParallaxError, match=r"events\.csv has no 'hail'; choose from flood, fire"):
        hero.events(results, ["hail"])
