"""The tables of the close reading: each thing that can be wrong is refused with file, row and remedy."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from helpers.toy import Toy, edit, write_table
from parallax import load_corpus
from parallax.articles.reading import read_texts
from parallax.articles.verification import verify
from parallax.errors import CorpusError
from parallax.tables import coded, package


def tables_of(toy: Toy) -> dict[str, pd.DataFrame]:
    return {name: package.read(toy.corpus, name) for name in package.tables(toy.corpus)}


def wrong(toy: Toy) -> list[str]:
    """Return what is wrong with the tables of the reading: what verify and the loader say of them."""
    return package.validate(toy.corpus) or coded.problems(tables_of(toy))


def refused(toy: Toy, *parts: str) -> None:
    """Check that one message says all the parts."""
    messages = wrong(toy)
    assert any(all(part in message for part in parts) for message in messages), messages


@pytest.mark.parametrize(
    ("file", "old", "new", "parts"),
    [
        ("mentions.csv", "council,council", "mayor,council", ("row 2", "'mayor'", "table entities")),
        ("attributions.csv", "2,1,council", "2,2,council", ("row 2", "are not numbered from 1", "order of the text")),
    ],
    ids=["by the descriptor", "by a rule of the reading"],
)
def test_what_is_wrong_is_told_by_verify_and_refused_by_the_loader(
    toy: Toy, file: str, old: str, new: str, parts: tuple[str, ...]
) -> None:
    edit(toy.corpus / file, old, new)
    messages = wrong(toy)
    assert messages
    assert set(messages) <= set(verify(toy.corpus, None))
    refused(toy, *parts)
    with pytest.raises(CorpusError, match="|".join(map(re.escape, messages))):
        load_corpus(toy.corpus)


def test_a_close_reading_in_order_is_accepted(toy_of_two: Toy, toy_of_seven: Toy) -> None:
    for toy in (toy_of_two, toy_of_seven):
        assert coded.problems(tables_of(toy)) == []
        assert verify(toy.corpus, toy.texts) == []


def test_nothing_coded_is_in_order_too(toy: Toy) -> None:
    made = "codings disagreements frame_elements positions attributions mentions facts fact_sources"
    for name in made.split():
        write_table(toy.corpus, name, [])
    assert verify(toy.corpus, toy.texts) == []


CODE = "first,bridge-herald,2,stance_council,none"


@pytest.mark.parametrize(
    ("file", "old", "new", "parts"),
    [
        ("codings.csv", CODE, CODE.replace("none", "great"),
         ("row 3", "'great' for stance_council", "pos or neg or none")),
        ("codings.csv", CODE, CODE.replace("stance_council", "courage"), ("row 3", "'courage'", "table variables")),
        ("codings.csv", CODE, CODE.replace("herald", "tribune"), ("row 3", "bridge-tribune", "table lines")),
        ("codings.csv", CODE, CODE.replace(",2,", ",99,"), ("row 3", "99", "table lines")),
        ("codings.csv", CODE + "\n", "", ("row 2", "is missing stance_council by first", "every variable")),
        ("codings.csv", "first,bridge-herald,2,toll_kind,unwelcome", "first,bridge-herald,2,toll_kind,none",
         ("row 5", "toll_kind that does not fit its toll", "write none where that is 0")),
        ("variables.csv", ",toll,", ",tolls,", ("toll_kind depends on 'tolls'", "not a variable; correct it")),
        ("attributions.csv", "2,1,council", "2,1,mayor", ("row 2", "'mayor'", "table entities")),
        ("mentions.csv", "council,council", "mayor,council", ("row 2", "'mayor'", "table entities")),
        ("attributions.csv", "herald,2,1", "herald,7,1", ("row 2", "line 7 is boilerplate", "body paragraphs only")),
        ("mentions.csv", "herald,2,council", "herald,7,council",
         ("row 2", "line 7 is boilerplate", "body paragraphs only")),
        ("disagreements.csv", "herald,2,", "herald,7,", ("row 2", "line 7 is boilerplate", "body paragraphs only")),
        ("frame_elements.csv", "gazette,1,", "gazette,0,", ("row 2", "line 0 is title", "body paragraphs only")),
        ("fact_sources.csv", "toll,mill-gazette,1,", "toll,mill-gazette,99,",
         ("not a line of the text", "article itself")),
        ("fact_sources.csv", "toll,bridge-herald,2,", "toll,bridge-herald,3,", ("is pullquote", "article itself")),
        ("attributions.csv", "2,1,council", "2,2,council", ("row 2", "are not numbered from 1", "order of the text")),
        ("attributions.csv", "direct,say,4", "indirect,say,4",
         ("row 2", "is direct without quoted words", "correct form")),
        ("attributions.csv", "direct,say,4", "direct,say,5", ("row 2", "fewer words in quotation marks", "again")),
        ("attributions.csv", "A toll must not come,", "A toll must not come,2", ("row 2", "within another that does")),
        ("attributions.csv", "A toll must not come,", "A toll must not come,1", ("row 2", "within another that does")),
        ("mentions.csv", "council,council,1,0", "council,council,2,0",
         ("row 2", "'council' outside quotation marks less often", "count each")),
        ("mentions.csv", "council,council,1,0", "council,council,1,1",
         ("row 2", "'council' between quotation marks less often", "count each")),
        ("mentions.csv", "council,council,1,0", "council,council,1,2", ("row 2", "more quoted namings", "again")),
        ("mentions.csv", "council,council,1", "council,one two three four five six seven,1",
         ("row 2", "is not of the form")),
        ("frame_elements.csv", "problem,unsaid", "toll,unsaid", ("row 2", "'toll'",)),
        ("positions.csv", "herald,trouble,5,", "herald,trouble,7,",
         ("row 3", "line 7 is boilerplate", "body paragraphs only")),
        ("positions.csv", "now,council,", "now,old-bridge-league,",
         ("row 2", "attributes nothing to the holder", "or author")),
        ("positions.csv", "council,against", "council,mixed", ("row 2", "its aspect does not allow", "aspects.csv")),
        ("positions.csv", "council,against", "council,", ("row 2", "its aspect does not allow", "aspects.csv")),
        ("positions.csv", "split,author,", "split,author,for", ("row 3", "its aspect does not allow", "aspects.csv")),
        ("positions.csv", "No toll now", "one two three four five six seven eight nine ten eleven twelve 13 14 15",
         ("row 2", "is not of the form")),
        ("positions.csv", "toll_asked,2,No", "toll_paid,2,No", ("row 2", "'toll_paid'", "table aspects")),
        ("disagreements.csv", "herald,2,stance_council", "herald,2,toll",
         ("no row for bridge-herald, line 2, stance_council", "say why")),
        ("fact_sources.csv", "mill-gazette,2,asserted,the ferry keeper,", "mill-gazette,,absent,,",
         ("facts.csv, row 2: talks has no source", "remove the fact")),
        ("facts.csv", "single", "agreement", ("row 2", "talks is agreement and has 1 sources", "correct the relation")),
        ("facts.csv", "https://example.org/toll", "",
         ("row 3", "only one of reference and address", "both or neither")),
        ("fact_sources.csv", "talks,bridge-herald,,absent,,\n", "",
         ("talks has no row for bridge-herald", "absent if")),
        ("fact_sources.csv", ",asserted,the ferry keeper", ",asserted,",
         ("row 3", "no line or no value", "make it absent")),
        ("fact_sources.csv", ",,absent,,", ",,absent,something,", ("row 2", "is silent and has", "change the status")),
        ("fact_sources.csv", "bh-no-toll", "bh-other", ("'bh-other'", "table quotations")),
        ("quotations.csv", "no toll", "a b c d e f g h i j k", ("row 2", "is not of the form")),
        ("quotations.csv", "herald,2,", "herald,5,", ("is not the line of its quotation", "of that line")),
        ("lexicons/actors.csv", "council,body,town council", "orla-finn,body,council", ("needs its own", "row")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_file_row_and_remedy(
    toy: Toy, file: str, old: str, new: str, parts: tuple[str, ...]
) -> None:
    edit(toy.corpus / file, old, new)
    if file == "frame_elements.csv" and "toll" in new:
        parts = ("fulfils no such function", "remove the row")
    refused(toy, *parts)


@pytest.mark.parametrize("coder", ["first", "second", "resolved"])
def test_a_paragraph_that_only_some_coded_is_refused(toy: Toy, coder: str) -> None:
    codings = package.read(toy.corpus, "codings")
    left = codings[(codings["coder"] != coder) | (codings["line"] != 5) | (codings["source"] != "bridge-herald")]
    left.to_csv(toy.corpus / "codings.csv", index=False, lineterminator="\n")
    refused(toy, "codings.csv, row", "bridge-herald, line 5 is coded by", f"add the codes of {coder}")


def only(tables: dict[str, pd.DataFrame], *coders: str) -> dict[str, pd.DataFrame]:
    """Return tables in which some coders alone have coded, under names of their own, and nothing was settled."""
    codings = tables["codings"]
    mine = codings[codings["coder"].isin(coders)].replace({"coder": {"first": "anna", "second": "ben"}})
    return {**tables, "codings": mine.reset_index(drop=True), "disagreements": tables["disagreements"].iloc[:0]}


def test_where_nothing_was_settled_one_coder_is_enough(toy: Toy) -> None:
    tables = only(tables_of(toy), "first")
    elements = {"frame_elements": tables["frame_elements"].iloc[:0], "positions": tables["positions"].iloc[:0]}
    attributions = {"attributions": tables["attributions"].iloc[:0]}  # those rest on the settled codes
    told = coded.problems({**tables, **elements, **attributions})
    assert not [message for message in told if "is coded by" in message or "disagreement" in message]
    # What a function needs, it needs of the only coder too.
    of_family = tables["variables"].set_index("variable")["family"]
    codes = tables["codings"]
    fulfilled = codes[(codes["variable"].map(of_family) == "function") & (codes["value"] == "1")]
    assert len([message for message in told if "who does what to whom" in message]) == len(fulfilled) > 0


def test_several_coders_need_not_settle_but_a_reason_needs_something_settled(toy: Toy) -> None:
    tables = tables_of(toy)
    both = only(tables, "first", "second")
    assert not [message for message in coded.problems(both) if "is coded by" in message]
    told = coded.problems({**both, "disagreements": tables["disagreements"]})
    assert any("has a reason, and no coder is called resolved" in message for message in told)


def test_the_codes_that_count_are_the_settled_ones_or_those_of_the_only_coder(toy: Toy) -> None:
    tables = tables_of(toy)
    assert set(coded.settled_codes(tables["codings"])["coder"]) == {"resolved"}
    assert set(coded.settled_codes(only(tables, "first")["codings"])["coder"]) == {"anna"}
    assert coded.settled_codes(only(tables, "first", "second")["codings"]).empty
    assert coded.settled_codes(tables["codings"].iloc[:0]).empty


def test_an_article_is_coded_whole_or_not_at_all(toy: Toy) -> None:
    codings = package.read(toy.corpus, "codings")
    codings[codings["line"] != 5].to_csv(toy.corpus / "codings.csv", index=False, lineterminator="\n")
    refused(toy, "bridge-herald has codes, but line 5 has none", "every body paragraph")
    codings[codings["source"] == "bridge-herald"].to_csv(toy.corpus / "codings.csv", index=False, lineterminator="\n")
    messages = coded.problems({**tables_of(toy), "disagreements": tables_of(toy)["disagreements"].iloc[:1]})
    assert not any("mill-gazette has codes" in message for message in messages)


def test_a_function_that_is_fulfilled_has_its_elements(toy: Toy) -> None:
    write_table(toy.corpus, "frame_elements", [])
    refused(toy, "frame_elements.csv: no row for mill-gazette, line 1, problem", "who does what to whom")


def test_a_reason_for_nothing_is_too_many(toy: Toy) -> None:
    tables = tables_of(toy)
    columns = ["source", "line", "variable", "settled_before", "reason"]
    extra = pd.DataFrame([("mill-gazette", 1, "toll", "", "why")], columns=columns)
    tables["disagreements"] = pd.concat([tables["disagreements"], extra], ignore_index=True)
    (message,) = coded.problems(tables)
    assert "disagreements.csv, row" in message
    assert "mill-gazette, line 1 is not a disagreement; remove the row" in message


def test_a_code_that_a_later_pass_contradicts_may_have_its_reason(toy: Toy) -> None:
    # Without the reason all is well too: the settled codes rest on the first two passes.
    edit(
        toy.corpus / "codings.csv", "nell,mill-gazette,1,stance_council,none", "nell,mill-gazette,1,stance_council,neg"
    )
    assert wrong(toy) == []
    add_reason(toy, "mill-gazette,1,stance_council,,Kept when read again.")
    assert wrong(toy) == []


@pytest.mark.parametrize(
    ("before", "fine"), [("pos", True), ("neg", True), ("none", False), ("great", False), ("unwelcome", False)]
)
def test_what_a_code_was_settled_on_before_is_another_value_of_its_variable(toy: Toy, before: str, fine: bool) -> None:
    add_reason(toy, f"mill-gazette,1,stance_council,{before},It only tells what the council did.")
    if fine:
        assert wrong(toy) == []
    else:
        refused(toy, "disagreements.csv, row", "mill-gazette, line 1 has a settled_before", "leave the cell empty")


def add_reason(toy: Toy, row: str) -> None:
    path = toy.corpus / "disagreements.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, *sorted([*rows, row])]) + "\n", encoding="utf-8")


def with_sourcing(toy: Toy, settled: str = "1") -> None:
    """Let every coder say of every paragraph whether it cites an institution, as line 2 of the herald alone does."""
    edit(
        toy.corpus / "variables.csv",
        "stance_council,stance",
        "institution_cited,sourcing,0 1,,Is an institution cited?\nstance_council,stance",
    )
    codings = package.read(toy.corpus, "codings")
    places = codings[["coder", "source", "line"]].drop_duplicates()
    cites = (places["source"] == "bridge-herald") & (places["line"] == 2)
    values = np.where(cites, settled, "0")
    more = places.assign(variable="institution_cited", value=values)
    table = pd.concat([codings, more]).sort_values(["coder", "source", "line", "variable"])
    table.to_csv(toy.corpus / "codings.csv", index=False, lineterminator="\n")


def test_settled_codes_and_attributions_agree_on_who_is_cited(toy: Toy) -> None:
    with_sourcing(toy)
    assert wrong(toy) == []


def test_a_settled_code_without_an_attribution_of_its_kind_is_refused(toy: Toy) -> None:
    with_sourcing(toy)
    edit(toy.corpus / "attributions.csv", "2,1,council,institution", "2,1,council,anonymous")
    refused(
        toy, "codings.csv, row", "bridge-herald, line 2 has institution_cited 1 and no attribution that is institution",
        "read the paragraph again",
    )  # fmt: skip


def test_an_attribution_without_its_settled_code_is_refused(toy: Toy) -> None:
    with_sourcing(toy, settled="0")
    refused(
        toy, "codings.csv, row", "bridge-herald, line 2 has institution_cited 0 and an attribution that is institution",
        "read the paragraph again",
    )  # fmt: skip


def test_only_the_settled_codes_are_held_against_the_attributions(toy: Toy) -> None:
    with_sourcing(toy)
    edit(
        toy.corpus / "codings.csv",
        "nell,bridge-herald,2,institution_cited,1",
        "nell,bridge-herald,2,institution_cited,0",
    )
    assert wrong(toy) == []


def test_a_fact_is_silent_once(toy: Toy) -> None:
    tables = tables_of(toy)
    tables["fact_sources"] = pd.concat([tables["fact_sources"], tables["fact_sources"].iloc[:1]], ignore_index=True)
    messages = coded.problems(tables)
    assert any(
        "talks, bridge-herald is silent in one row and not in another; keep one row" in each for each in messages
    )


def test_a_quotation_that_does_not_stand_in_its_line_is_refused(toy: Toy) -> None:
    edit(toy.corpus / "quotations.csv", "no toll", "no bridge")
    (message,) = verify(toy.corpus, toy.texts)
    assert message.startswith("quotations.csv")
    assert "'no bridge' is not in bridge-herald, line 2" in message
    assert "as printed" in message


def test_a_naming_that_does_not_stand_in_its_line_is_refused(toy: Toy) -> None:
    edit(toy.corpus / "mentions.csv", "Old Bridge League", "Bridge Old League")
    (message,) = verify(toy.corpus, toy.texts)
    assert message.startswith("mentions.csv, row 3")
    assert "occurs 0 times" in message
    assert "copy the words as printed" in message


def test_namings_are_counted_whatever_their_capitals(toy_of_two: Toy) -> None:
    texts = read_texts(package.read(toy_of_two.corpus, "sources"), toy_of_two.texts)
    rows = [("bridge-herald", 2, "old bridge league", 1), ("bridge-herald", 2, "bridge", 2)]
    messages = coded.misnamings(pd.DataFrame(rows, columns=["source", "line", "naming", "n"]), texts)
    assert len(messages) == 1
    assert messages[0].startswith("mentions.csv, row 3: 'bridge' occurs 1 times")
