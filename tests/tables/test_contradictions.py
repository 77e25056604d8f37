"""What tables say of each other: each contradiction is told with its place, and none is seen where there is none."""

from __future__ import annotations

import cProfile

import pandas as pd
import pytest

from helpers.toy import Toy
from parallax.tables import package
from parallax.tables.contradictions import _lines as contradictions_of_lines
from parallax.tables.contradictions import contradictions


@pytest.fixture
def tables(toy_of_two: Toy) -> dict[str, pd.DataFrame]:
    """Return the tables of the toy project, each a copy to be broken."""
    return {name: package.read(toy_of_two.corpus, name) for name in package.tables(toy_of_two.corpus)}


def at(table: pd.DataFrame, source: str, line: int) -> pd.Series:
    return (table["source"] == source) & (table["line"] == line)


@pytest.mark.parametrize("name", ["lines", "segments"])
def test_a_line_too_few_or_too_many_is_named(tables: dict[str, pd.DataFrame], name: str) -> None:
    whole = tables[name]
    tables[name] = whole[~at(whole, "mill-gazette", 5)]
    assert contradictions(tables)[0] == (f"{name}.csv: mill-gazette has 6 lines, but line 5 is missing or one too many")

    tables[name] = pd.concat([whole, whole[at(whole, "mill-gazette", 5)].assign(line=6)])
    assert contradictions(tables)[0] == f"{name}.csv: mill-gazette has 6 lines, but line 6 is missing or one too many"


def test_lines_of_many_sources_are_not_looked_for_source_by_source(tables: dict[str, pd.DataFrame]) -> None:
    def calls(n: int) -> int:
        names = [f"text-{number}" for number in range(n)]
        sources = tables["sources"].head(1).merge(pd.DataFrame({"source": names, "n_lines": 1}), how="right")
        rows = pd.DataFrame({"source": names, "line": 0})
        with cProfile.Profile() as profile:
            assert contradictions_of_lines({"sources": sources, "lines": rows, "segments": rows}) == []
        return sum(entry.callcount for entry in profile.getstats())

    calls(2)  # what is done once, such as imports
    assert (calls(90) - calls(10)) / 80 < 100  # a query of a data frame takes thousands


def test_a_paragraph_number_that_does_not_fit_the_roles_is_named(tables: dict[str, pd.DataFrame]) -> None:
    segments = tables["segments"]
    segments.loc[at(segments, "mill-gazette", 3), "paragraph"] = 4
    segments.loc[at(segments, "mill-gazette", 0), "paragraph"] = 1
    segments.loc[at(segments, "bridge-herald", 2), "paragraph"] = pd.NA

    told = "the paragraph number does not fit the role in lines.csv"
    assert contradictions(tables) == [
        f"segments.csv: bridge-herald, line 2: {told}",
        f"segments.csv: mill-gazette, line 3: {told}",
        f"segments.csv: mill-gazette, line 0: {told}",
    ]


def test_a_role_that_was_changed_without_extraction_is_found(tables: dict[str, pd.DataFrame]) -> None:
    lines = tables["lines"]
    lines.loc[at(lines, "mill-gazette", 4), "role"] = "heading"

    assert contradictions(tables) == [
        "segments.csv: mill-gazette, line 4: the paragraph number does not fit the role in lines.csv",
        "terms.csv: mill-gazette, line 4 is not in the body",
        "phrases.csv: mill-gazette, line 4 is not in the body",
        "codings.csv, row 26: mill-gazette, line 4 is heading; code body paragraphs only (15 more rows like it)",
        "positions.csv, row 6: mill-gazette, line 4 is heading; code body paragraphs only",
    ]


def test_terms_that_do_not_add_up_are_named(tables: dict[str, pd.DataFrame]) -> None:
    terms = tables["terms"]
    tables["terms"] = terms[~at(terms, "mill-gazette", 4)]
    tables["terms"].loc[at(tables["terms"], "mill-gazette", 3) & (tables["terms"]["term"] == "guards"), "n"] = 3

    assert contradictions(tables)[:2] == [
        "terms.csv: mill-gazette, line 3: terms add up to 14, segments.csv says 12",
        "terms.csv: mill-gazette, line 4: terms add up to 0, segments.csv says 7",
    ]


def test_a_counted_entry_that_is_in_no_lexicon_is_named(tables: dict[str, pd.DataFrame]) -> None:
    tables["frames"] = tables["frames"][tables["frames"]["entry"] != "toll"]
    tables["actors"] = tables["actors"][tables["actors"]["alias"] != "orla finn"]

    assert contradictions(tables) == [
        "phrases.csv: 'toll' is not in lexicons/frames.csv",
        "phrases.csv: 'orla finn' is not in lexicons/actors.csv",
    ]


def test_a_term_without_lemma_is_named(tables: dict[str, pd.DataFrame]) -> None:
    tables["lemmas"] = tables["lemmas"][tables["lemmas"]["term"] != "wall"]

    assert contradictions(tables) == ["lemmas.csv: no lemma for 'wall'"]


@pytest.mark.parametrize(
    ("entry", "remedy"),
    [("One Voice", "write 'one voice'"), ("town's", "write 'town'"), ("u.s. fund, old", "write 'u.s. fund old'"),
     ("2031", "remove it")],
)  # fmt: skip
def test_a_lexicon_entry_that_would_never_be_found_is_named(
    tables: dict[str, pd.DataFrame], entry: str, remedy: str
) -> None:
    tables["frames"] = pd.concat([tables["frames"], tables["frames"][:1].assign(entry=entry)])
    tables["actors"] = pd.concat([tables["actors"], tables["actors"][:1].assign(alias=entry)])

    assert contradictions(tables) == [
        f"lexicons/frames.csv, row 14: {entry!r} is never found as written; {remedy}",
        f"lexicons/actors.csv, row 7: {entry!r} is never found as written; {remedy}",
    ]


def test_hops_with_a_gap_are_named(tables: dict[str, pd.DataFrame]) -> None:
    tables["hops"].loc[(tables["hops"]["source"] == "mill-gazette") & (tables["hops"]["hop"] == 2), "hop"] = 3

    assert contradictions(tables) == ["hops.csv: mill-gazette: hops are not numbered from 1 without a gap"]


def test_what_was_lost_cannot_stand_with_a_hop_after_the_last(tables: dict[str, pd.DataFrame]) -> None:
    tables["hops"].loc[tables["hops"]["source"] == "mill-gazette", "lost"] = ["?", "title"]
    assert contradictions(tables) == []
    tables["hops"].loc[tables["hops"]["source"] == "mill-gazette", "lost"] = ["title", "?"]
    assert contradictions(tables) == [
        "hops.csv: mill-gazette: the last hop has ? under lost, and no later one has what it stands for"
    ]


@pytest.mark.parametrize("column", ["n_quoted_tokens", "n_tokens"])
def test_tokens_that_are_not_those_of_the_terms_are_named(tables: dict[str, pd.DataFrame], column: str) -> None:
    segments = tables["segments"]
    segments.loc[at(segments, "bridge-herald", 2), column] = 9
    what = {"n_tokens": "terms add up to 15", "n_quoted_tokens": "quoted terms add up to 4"}[column]

    assert contradictions(tables) == [f"terms.csv: bridge-herald, line 2: {what}, segments.csv says 9"]


def test_a_line_of_no_body_has_no_more_quoted_tokens_than_tokens_and_a_sentence(
    tables: dict[str, pd.DataFrame],
) -> None:
    segments = tables["segments"]
    segments.loc[at(segments, "bridge-herald", 3), "n_quoted_tokens"] = 99
    segments.loc[at(segments, "mill-gazette", 5), "n_sentences"] = 0

    assert contradictions(tables) == [
        "segments.csv: bridge-herald, line 3 has more quoted tokens than tokens; run `parallax extract`",
        "segments.csv: mill-gazette, line 5 has tokens and no sentence; run `parallax extract`",
    ]


def test_a_lemma_of_no_term_is_named(tables: dict[str, pd.DataFrame]) -> None:
    tables["lemmas"] = pd.concat([tables["lemmas"], pd.DataFrame([{"term": "tunnel", "lemma": "tunnel"}])])

    assert contradictions(tables) == ["lemmas.csv: 'tunnel' is not in terms.csv; run `parallax extract`"]


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("Festival", "is never found as written; write 'festival'"),
        ("festival\u2019s", "is never found as written; write 'festival'"),
        ("2031", "is never found as written; remove it"),
        ("old mill", "is not one term; date each word by itself"),
    ],
)
def test_a_dated_term_that_no_token_can_equal_is_named(tables: dict[str, pd.DataFrame], term: str, said: str) -> None:
    tables["chronology"].loc[0, "term"] = term

    assert contradictions(tables) == [f"lexicons/chronology.csv, row 2: {term!r} {said}"]


def test_a_masked_name_of_one_word_has_no_row_that_is_not_masked(tables: dict[str, pd.DataFrame]) -> None:
    actors = tables["actors"]
    actors.loc[actors["alias"] == "council", "mask"] = 1

    messages = contradictions(tables)

    said = "'council' is a masked name of lexicons/actors.csv, but not masked; run `parallax extract`"
    assert f"terms.csv: bridge-herald, line 2: {said}" in messages


def test_masked_words_of_a_name_that_is_not_masked_any_more_are_named(tables: dict[str, pd.DataFrame]) -> None:
    actors = tables["actors"]
    actors.loc[actors["alias"] == "old bridge league", "mask"] = 0

    assert contradictions(tables)[:2] == [
        f"terms.csv: bridge-herald, line 2: '{word}' is masked, but no masked name of lexicons/actors.csv occurs "
        "there; run `parallax extract`"
        for word in ("bridge", "league")
    ]


def test_shared_runs_are_there_for_every_pair_and_length(tables: dict[str, pd.DataFrame]) -> None:
    whole = tables["overlaps"]
    assert list(whole["n_types"]) == [2, 1, 0]
    for damage, said in (
        (whole[:0], "overlaps.csv has no row, and there are 2 sources"),
        (whole[:2], "overlaps.csv does not end with the first length at which no run is shared"),
        (whole.assign(n_types=0), "overlaps.csv does not end with the first length"),
        (whole.assign(source_a="mill-gazette", source_b="bridge-herald"), ""),
        (whole.drop(index=1), "overlaps.csv: no row for bridge-herald and mill-gazette, runs of 6 words"),
    ):
        messages = contradictions({**tables, "overlaps": damage})
        assert [m for m in messages if m.startswith(said)] == messages[:1]
        assert bool(messages) == bool(said)


def test_longer_runs_than_none_are_named(tables: dict[str, pd.DataFrame]) -> None:
    a, b, c = ({"source_a": "bridge-herald", "source_b": "mill-gazette", "length": n} for n in (5, 6, 7))
    tables["overlaps"] = pd.DataFrame([{**a, "n_types": 0}, {**b, "n_types": 2}, {**c, "n_types": 0}])

    said = "overlaps.csv: bridge-herald and mill-gazette share runs of 6 words and none of 5; run `parallax extract`"
    assert said in contradictions(tables)


@pytest.mark.parametrize("day", ["2030-13", "2030-02-30", "2030-00"])
def test_a_date_known_in_part_is_of_the_calendar(tables: dict[str, pd.DataFrame], day: str) -> None:
    tables["sources"].loc[0, "published"] = day
    tables["hops"].loc[1, "date"] = day

    assert contradictions(tables) == [
        f"sources.csv, row 2, column published: {day!r} is not a date; correct it",
        f"hops.csv, row 3, column date: {day!r} is not a date; correct it",
    ]


def test_a_latest_day_before_the_earliest_is_named(tables: dict[str, pd.DataFrame]) -> None:
    tables["sources"].loc[0, "not_after"] = "2030-05-02"

    (message,) = contradictions(tables)

    assert message.startswith("sources.csv, row 2: bridge-herald has not_after 2030-05-02, before its not_before 2030")


def test_an_event_that_ends_before_it_begins_is_named(tables: dict[str, pd.DataFrame]) -> None:
    days = {"event": "race", "label": "A race", "not_before": "2031-07-02", "not_after": "2031-07-01"}
    tables["events"] = pd.DataFrame([days])

    (message,) = contradictions(tables)

    assert message == "events.csv, row 2: race has not_after 2031-07-01, before its not_before 2031-07-02"


def listed(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame([(*row, "") for row in rows], columns=["table", "column", "value", "label"])


def test_a_value_that_is_not_among_those_listed_is_named_with_its_row(tables: dict[str, pd.DataFrame]) -> None:
    frames = tables["frames"]
    issues = [("frames", "frame", value) for value in sorted(set(frames["frame"]))]
    assert contradictions({**tables, "categories": listed(*issues)}) == []

    place = next(at for at, frame in enumerate(frames["frame"]) if frame == "unity")
    unlisted = listed(*(row for row in issues if row[2] != "unity"))
    n = int((frames["frame"] == "unity").sum())
    assert contradictions({**tables, "categories": unlisted}) == [
        f"frames.csv, row {place + 2}, column frame: 'unity' is not listed in categories.csv; correct it, or list it "
        f"there ({n - 1} more rows like it)"
    ]


def test_a_column_that_is_not_listed_is_free_and_an_empty_cell_is_no_value(tables: dict[str, pd.DataFrame]) -> None:
    assert "" in set(tables["frames"]["pole"])
    poles = listed(("frames", "pole", "unity"), ("frames", "pole", "disunity"))
    assert contradictions({**tables, "categories": poles}) == []


def test_a_category_of_no_column_is_named(tables: dict[str, pd.DataFrame]) -> None:
    odd = listed(("frames", "frames", "unity"), ("themes", "theme", "toll"))
    assert contradictions({**tables, "categories": odd}) == [
        "categories.csv, row 2: there is no column 'frames' of a table 'frames'; correct the names, or remove the row",
        "categories.csv, row 3: there is no column 'theme' of a table 'themes'; correct the names, or remove the row",
    ]


def test_a_text_whose_earliest_day_is_not_known_may_have_a_latest_one(tables: dict[str, pd.DataFrame]) -> None:
    tables["sources"] = tables["sources"].assign(not_before="", not_after="2031-01-01")
    assert contradictions(tables) == []


@pytest.mark.parametrize(
    ("language", "entry", "remedy"),
    [
        ("de", "geht's", None),  # where English would cut the end off
        ("fa", "كتاب", "write 'کتاب'"),
        ("fa", "کتاب\u200cها", None),
        ("de", "bu\u0308rger", "write 'bürger', in which each letter with a mark is one character"),
        ("de", "Bürger", "write 'bürger'"),
    ],
)
def test_an_entry_is_read_in_a_language_of_the_texts(
    tables: dict[str, pd.DataFrame], language: str, entry: str, remedy: str | None
) -> None:
    tables["sources"] = tables["sources"].assign(language="en")
    tables["frames"] = pd.concat([tables["frames"], tables["frames"][:1].assign(entry=entry)])
    tables["sources"].loc[tables["sources"]["source"] == "mill-gazette", "language"] = language

    found = [message for message in contradictions(tables) if "frames.csv, row" in message]
    assert len(found) == bool(remedy)
    assert remedy is None or remedy.removeprefix("write ") in found[0]
