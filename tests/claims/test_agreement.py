"""Evidence on codes, on a handful of codes counted by hand: a claim that holds, and one that just does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import pytest

from helpers.articles import HEAD, THREE, corpus_of
from helpers.articles import book_of as articles_book_of
from parallax.claims import agreement
from parallax.claims.evidence import Evidence
from parallax.claims.results import Results

#: Codes of four paragraphs by each coder, for each variable.
CODES = {
    "first": {"unity": "1100", "stance": "ppnn", "rare": "1000"},
    "second": {"unity": "1100", "stance": "ppnp", "rare": "0100"},
    "resolved": {"unity": "1100", "stance": "ppnn", "rare": "1000"},
    "third": {"unity": "1100", "stance": "ppnn", "rare": "1100"},
}


def book_of(
    changes: dict[str, dict[str, str]] | None = None, reasons: Sequence[tuple[int, str, str, str]] = ()
) -> Results:
    """Return what the book computes of these codes, some of them changed, and reasons by paragraph and variable."""
    changes = changes or {}
    given = {
        coder: {**CODES.get(coder, {}), **changes.get(coder, {})}
        for coder in (*CODES, *(changes.keys() - CODES.keys()))
    }
    rows = [
        (coder, "dock", HEAD + line, variable, value)
        for coder, mine in given.items()
        for variable, values in mine.items()
        for line, value in enumerate(values)
    ]
    codings = pd.DataFrame(rows, columns=["coder", "source", "line", "variable", "value"])
    corpus = corpus_of(THREE)
    columns = ["source", "line", "variable", "settled_before", "reason"]
    given_reasons = pd.DataFrame([("dock", *row) for row in reasons], columns=columns)
    families = pd.DataFrame(
        [("unity", "issue"), ("stance", "stance"), ("rare", "issue")], columns=["variable", "family"]
    )
    tables = {"codings": codings, "disagreements": given_reasons, "variables": families}
    return Results(replace(corpus, tables={**corpus.tables, **tables}))


# By hand: unity 1; stance, eight codes of which five are p, coincidences off the diagonal 2: 1 - 7 * 2 / (2 * 5 * 3);
# rare, eight codes of which two are 1, off the diagonal 4: 1 - 7 * 4 / (2 * 2 * 6).
STANCE, RARE = 1 - 14 / 30, 1 - 28 / 24


@pytest.mark.parametrize(("at_least", "holds"), [(RARE - 0.01, True), (RARE + 0.01, False), (STANCE, False)])
def test_every_variable_reaches_an_alpha(at_least: float, holds: bool) -> None:
    found = agreement.variables_reaching(book_of(), at_least=at_least)
    assert found == Evidence(holds, {"variables": 3, "least": pytest.approx(RARE)})


def test_an_alpha_that_is_undefined_is_not_reached() -> None:
    alike = {coder: {"rare": "0000"} for coder in CODES}
    assert not agreement.variables_reaching(book_of(alike), at_least=0).holds


@pytest.mark.parametrize(
    ("variables", "value", "holds"),
    [(["rare"], RARE, True), (["rare", "stance"], STANCE, True), (["stance"], STANCE, False)],
)
def test_no_variables_are_weaker(variables: list[str], value: float, holds: bool) -> None:
    found = agreement.weakest_variables(book_of(), variables=variables)
    assert found.figures["largest"] == pytest.approx(value)
    assert found.holds is holds


def test_an_unknown_variable_is_refused() -> None:
    with pytest.raises(ValueError, match="variables has no 'courage'; choose from"):
        agreement.weakest_variables(book_of(), variables=["courage"])


def test_codes_are_found_again_by_a_further_pass() -> None:
    before, again = (1 + STANCE + RARE) / 3, (1 + 1 + (1 - 14 / 30)) / 3
    found = agreement.codes_found_again(book_of(), coders=["third"], within=0.0)
    figures = {"mean": again, "mean_before": before, "least": 1 - 14 / 30}
    assert found == Evidence(True, pytest.approx(figures))
    worse = book_of({"third": {"unity": "0011", "stance": "nnpp", "rare": "0111"}})
    assert not agreement.codes_found_again(worse, coders=["third"], within=0.1).holds
    assert agreement.codes_found_again(worse, coders=["third"], within=2.0).holds


def test_an_unknown_coder_is_refused() -> None:
    with pytest.raises(ValueError, match="coders has no 'fourth'; choose from first, second, third"):
        agreement.codes_found_again(book_of(), coders=["fourth"], within=0)


@pytest.mark.parametrize(("at_most", "holds"), [(0.25, True), (0.24, False)])
def test_passes_differ_on_few_codes(at_most: float, holds: bool) -> None:
    found = agreement.differing_codes(book_of(), at_most=at_most)
    assert found == Evidence(holds, {"differing": 3, "codes": 12, "share": 0.25})


def test_later_passes_are_compared_with_the_codes_that_they_met() -> None:
    # The settled stance of the last paragraph was changed since, to what the later pass has.
    changes = {"resolved": {"stance": "ppnp"}, "third": {"stance": "ppnp", "rare": "1000"}}
    met = agreement.codes_found_again(book_of(changes, [(HEAD + 3, "stance", "n", "why")]), coders=["third"], within=2)
    now = agreement.codes_found_again(book_of(changes), coders=["third"], within=2)
    assert met.figures["least"] == pytest.approx(STANCE)
    assert now.figures["least"] == 1


#: By hand: both have the first two paragraphs of rare otherwise than 1000, one the last of stance.
LATER = {"third": {"rare": "0100", "stance": "ppnp"}, "fourth": {"unity": "1100", "rare": "0100", "stance": "ppnn"}}
READ_AGAIN = [(HEAD, "rare", "", "It stays."), (HEAD + 1, "rare", "0", "It was wrong.")]


def test_what_all_later_passes_contradict_is_counted_with_what_was_kept() -> None:
    book = book_of({**LATER, "resolved": {"rare": "1100"}}, READ_AGAIN)
    found = agreement.settled_codes_read_again(book, coders=["third", "fourth"])
    assert found == Evidence(True, {"contradicted": 2, "differing": 3, "kept": 1}, (("dock", 1),))


@pytest.mark.parametrize("left", [[0], [1], [0, 1]])
def test_a_code_that_they_contradict_and_nobody_read_again_breaks_the_claim(left: list[int]) -> None:
    # Without its row a changed code is one that they find again, so the first alone can be missed.
    reasons = [row for i, row in enumerate(READ_AGAIN) if i not in left]
    found = agreement.settled_codes_read_again(book_of(LATER, reasons), coders=["third", "fourth"])
    assert not found.holds


def test_no_contradiction_is_no_reading() -> None:
    agreeing = {"third": {"rare": "1000"}, "fourth": {"unity": "1100", "stance": "ppnn", "rare": "1000"}}
    assert not agreement.settled_codes_read_again(book_of(agreeing), coders=["third", "fourth"]).holds


def test_codes_settled_against_every_pass_are_of_one_family_and_have_one_value() -> None:
    alone = book_of({"resolved": {"unity": "0100"}})
    found = agreement.settled_against_all(alone, family="issue", value="0")
    assert found == Evidence(True, {"codes": 1}, (("dock", 1),))
    assert not agreement.settled_against_all(alone, family="stance", value="0").holds
    assert not agreement.settled_against_all(alone, family="issue", value="1").holds
    both = book_of({"resolved": {"stance": "nnnn", "unity": "0100"}})
    found = agreement.settled_against_all(both, family="issue", value="0")
    assert (found.figures, found.holds) == ({"codes": 3}, False)
    assert not agreement.settled_against_all(book_of(), family="issue", value="0").holds


@pytest.mark.parametrize(("at_least", "codes", "holds"), [(2, 5, True), (3, 2, True), (4, 0, False)])
def test_codes_settled_against_several_who_agree_are_counted(at_least: int, codes: int, holds: bool) -> None:
    # By hand: one code of unity and one of stance against three, two more of stance and one of rare against two.
    book = book_of({"resolved": {"unity": "0100", "stance": "nnnp"}, "second": {"stance": "npnp"}})
    found = agreement.settled_against_several(book, at_least=at_least)
    assert (found.holds, found.figures) == (holds, {"codes": codes, "most": 3})


def test_coders_who_disagree_among_themselves_contradict_alone() -> None:
    alone = {"resolved": {"stance": "xpnn"}, "first": {"stance": "ppnn"}, "second": {"stance": "npnn"},
             "third": {"stance": "mpnn", "rare": "1000"}}  # fmt: skip
    assert agreement.settled_against_several(book_of(alone), at_least=2).holds is False


def test_an_unknown_family_is_refused() -> None:
    with pytest.raises(ValueError, match="family has no 'courage'; choose from"):
        agreement.settled_against_all(book_of(), family="courage", value="1")


@pytest.mark.parametrize(
    ("cues", "but_not", "n", "holds"),
    [
        (["say", "write"], "shout", 2, True),
        (["say"], "shout", 1, True),  # among others
        (["say", "shout"], "sing", 1, False),
        (["say"], "write", 1, False),
        (["say", "tell"], "shout", 1, False),
    ],
)
def test_a_source_reports_with_some_verbs_and_never_with_another(
    cues: list[str], but_not: str, n: int, holds: bool
) -> None:
    given = [("dock", 2, "say"), ("dock", 3, "write"), ("reef", 2, "shout"), ("reef", 2, "sing")]
    book = Results(corpus_of(THREE, attributions=given))
    found = agreement.reports_with(book, source="dock", cues=cues, but_not=but_not)
    where = (("dock", 1), ("dock", 2)) if "write" in cues else (("dock", 1),)
    assert found == Evidence(holds, {"with_cues": n, "attributions": 2}, where)


JUDGED = [("codings", "reading", 1), ("codings", "reading", 0), ("mentions", "both", 0), ("mentions", "table", 0)]


def test_a_blind_reading_was_found_right_more_often_than_the_tables() -> None:
    figures = {"differences": 4, "for_reading": 2, "for_tables": 1, "changed": 1}
    assert agreement.blind_reading_judged(articles_book_of(THREE, judgements=JUDGED)) == Evidence(True, figures)
    even = articles_book_of(THREE, judgements=[*JUDGED, ("mentions", "table", 0)])
    assert not agreement.blind_reading_judged(even).holds


@pytest.mark.parametrize(("at_most", "holds"), [(2, True), (1, False)])
def test_rows_found_wrong_are_counted_table_by_table(at_most: int, holds: bool) -> None:
    rows = [*[("codings", 1)] * 3, ("codings", 0), ("mentions", 0), ("mentions", 0)]
    checks = [*((*row, "model", "") for row in rows), *[("codings", 0, "person", "ada")] * 4]
    book, tables = articles_book_of(THREE, checks=checks), ["codings", "mentions"]
    answer = agreement.rows_found_wrong(book, at_most=at_most, tables=tables)
    assert answer == Evidence(holds, {"checked": 6, "wrong": 3, "most_wrong": 2})
    assert not agreement.rows_found_wrong(book, at_most=2, tables=[*tables, "facts"]).holds
    assert not agreement.rows_found_wrong(book, at_most=2, tables=tables[:1]).holds


def test_that_no_person_has_checked_holds_until_one_has() -> None:
    checks = [("codings", 1, "model", ""), ("codings", 0, "model", "")]
    assert agreement.no_person_yet(articles_book_of(THREE, checks=checks)) == Evidence(True, {"by_persons": 0})
    checks += [("codings", None, "person", "ada")]
    assert agreement.no_person_yet(articles_book_of(THREE, checks=checks)) == Evidence(False, {"by_persons": 1})


@pytest.mark.parametrize(
    ("table", "at_most", "holds"), [("codings", 0, True), ("mentions", 1, True), ("mentions", 0, False)]
)
def test_rows_drawn_by_lot_were_right(table: str, at_most: int, holds: bool) -> None:
    answer = agreement.rows_right(articles_book_of(THREE), table=table, at_most=at_most)
    wrong = float(table == "mentions")
    assert (answer.holds, answer.figures["checked"], answer.figures["wrong"]) == (holds, 1, wrong)
    assert answer.figures["high"] == pytest.approx(1 if wrong else 3.8415 / 4.8415, abs=1e-4)
    with pytest.raises(ValueError, match=r"checks\.csv has no 'moon'"):
        agreement.rows_right(articles_book_of(THREE), table="moon", at_most=0)
