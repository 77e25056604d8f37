"""Evidence on facts: who states them, how the statements stand to each other, and where."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from helpers.articles import HEAD, THREE, book_of, corpus_of
from parallax.claims import facts
from parallax.claims.evidence import found
from parallax.claims.results import Results

FACTS = [("tide", "slip", "High at nine.", "https://example.org/tide"), ("net", "agreement", "", "")]
STATED = [
    ("tide", "dock", HEAD, "asserted"),
    ("tide", "dock", HEAD + 1, "attributed"),
    ("tide", "reef", None, "absent"),
    ("tide", "sail", None, "not_yet_possible"),
    ("net", "dock", HEAD + 1, "asserted"),
    ("net", "reef", HEAD, "disputed"),
    ("net", "sail", None, "absent"),
]


def book_with(**changes: tuple) -> Results:
    """Return results of a corpus with these facts, some with another relation, reference or address."""
    rows = [changes.get(name, (name, *rest)) for name, *rest in FACTS]
    tables = {
        "facts": pd.DataFrame(rows, columns=["fact", "relation", "reference", "reference_url"]),
        "fact_sources": pd.DataFrame(STATED, columns=["fact", "source", "line", "status"]).astype({"line": "Int64"}),
    }
    corpus = corpus_of(THREE)
    return Results(replace(corpus, tables={**corpus.tables, **tables}))


@pytest.mark.parametrize(
    ("fact", "relation", "sources", "recorded", "holds"),
    [
        ("tide", "slip", ["dock"], True, True),
        ("tide", "agreement", ["dock"], True, False),
        ("tide", "slip", ["dock", "reef"], True, False),
        ("net", "agreement", ["reef", "dock"], False, True),
        ("net", "agreement", ["dock"], False, False),
        ("net", "agreement", ["reef", "dock"], True, False),  # there is no reference
    ],
)
def test_a_fact_stands_as_claimed(fact: str, relation: str, sources: list[str], recorded: bool, holds: bool) -> None:
    answer = facts.fact_stands(book_with(), fact=fact, relation=relation, sources=sources, recorded=recorded)
    assert answer.holds is holds


def test_the_paragraphs_of_a_fact_are_named_in_the_order_of_the_book() -> None:
    answer = facts.fact_stands(book_with(), fact="net", relation="agreement", sources=["dock", "reef"])
    assert answer == found(True, (("dock", 2), ("reef", 1)), articles=2)


@pytest.mark.parametrize(("times", "holds"), [(1, True), (2, True), (3, False)])
def test_a_slip_is_printed_so_often(times: int, holds: bool) -> None:
    answer = facts.slip_of(book_with(), fact="tide", source="dock", times=times)
    assert answer == found(holds, (("dock", 1), ("dock", 2)), paragraphs=2)


@pytest.mark.parametrize("changed", [("tide", "spelling", "High.", "https://example.org"), ("tide", "slip", "", "")])
def test_what_is_no_slip_or_not_on_record_is_none(changed: tuple) -> None:
    assert not facts.slip_of(book_with(tide=changed), fact="tide", source="dock").holds


def test_another_source_makes_no_slip() -> None:
    assert not facts.slip_of(book_with(), fact="tide", source="reef").holds


def test_unknown_facts_and_sources_are_refused() -> None:
    with pytest.raises(ValueError, match="fact has no 'moon'; choose from tide, net"):
        facts.slip_of(book_with(), fact="moon", source="dock")
    with pytest.raises(ValueError, match="sources has no 'cove'"):
        facts.fact_stands(book_with(), fact="tide", relation="slip", sources=["cove"])


COMPARED = [("dock", HEAD, 8, 6, 6), ("dock", HEAD + 1, 12, 4, 4)]


@pytest.mark.parametrize(
    ("share", "run", "shortest", "holds"),
    [(0.5, 6, 4, True), (0.51, 6, 4, False), (0.5, 7, 4, False), (0.5, 6, 5, False), (0.0, 0, 0, True)],
)
def test_wording_is_kept_in_runs(share: float, run: int, shortest: int, holds: bool) -> None:
    # By hand: 10 of 20 words stand in runs, of 25 of the body.
    bodies = {"dock": ["net " * 8, "net " * 12, "net " * 5], "reef": ["net"], "sail": ["net"]}
    book = book_of(bodies, comparison=COMPARED)
    answer = facts.wording_kept(book, source="dock", share=share, run=run, shortest=shortest)
    assert answer == found(holds, (("dock", 1), ("dock", 2)), kept=0.5, longest=6, compared=0.8)


def test_what_was_not_compared_keeps_nothing() -> None:
    answer = facts.wording_kept(book_of(THREE, comparison=COMPARED), source="reef", share=0, run=0, shortest=0)
    assert answer == found(False, kept=0, longest=0, compared=0)


# One question, several answers, and all questions together. By hand: *tide* is answered by dock (twice) and reef, *net*
# by dock alone and against itself, *moon* by all, *rope* by sail alone.
QUESTIONS = [
    ("moon", "talks", "agreement", "", ""),
    ("net", "talks", "contradiction", "", ""),
    ("rope", "talks", "single", "", ""),
    ("tide", "talks", "contradiction", "High at nine.", "https://example.org/tide"),
]
ANSWERS = [
    ("moon", "dock", HEAD, "attributed", "full"),
    ("moon", "reef", HEAD, "asserted", "full"),
    ("moon", "sail", HEAD, "asserted", "full"),
    ("net", "dock", HEAD, "asserted", "torn"),
    ("net", "dock", HEAD + 1, "attributed", "whole, says a keeper"),
    ("net", "reef", None, "absent", ""),
    ("net", "sail", None, "not_yet_possible", ""),
    ("rope", "dock", None, "absent", ""),
    ("rope", "reef", None, "absent", ""),
    ("rope", "sail", HEAD, "attributed", "short"),
    ("tide", "dock", HEAD + 1, "asserted", "at nine, as the table has it"),
    ("tide", "reef", HEAD, "disputed", "not at nine"),
    ("tide", "sail", None, "absent", ""),
]
TIDE = [["dock", "asserted", "at nine"], ["reef", "disputed", "not at nine"]]


def asked(**changed: tuple[str, ...]) -> Results:
    """Return results of the articles with these answers; a question can have another relation, record and address."""
    questions = [(fact, theme, *changed.get(fact, rest)) for fact, theme, *rest in QUESTIONS]
    return book_of(THREE, questions=questions, answers=ANSWERS)


def test_answers_are_met_with_their_status_and_words() -> None:
    answer = facts.answered_so(asked(), fact="tide", relation="contradiction", answers=TIDE, recorded=True)
    assert answer == found(True, (("dock", 2), ("reef", 1)), articles=2, named=2)


@pytest.mark.parametrize(
    ("relation", "answers"),
    [
        ("agreement", TIDE),
        ("contradiction", TIDE[:1]),  # reef has an answer too
        ("contradiction", [*TIDE, ["sail", "asserted", "at nine"]]),
        ("contradiction", [["dock", "attributed", "at nine"], TIDE[1]]),
        ("contradiction", [["dock", "asserted", "at ten"], TIDE[1]]),
    ],
)
def test_another_relation_status_or_word_is_another_answer(relation: str, answers: list[list[str]]) -> None:
    assert not facts.answered_so(asked(), fact="tide", relation=relation, answers=answers).holds


def test_without_an_address_an_answer_is_not_on_record() -> None:
    book = asked(tide=("contradiction", "High at nine.", ""))
    args = {"fact": "tide", "relation": "contradiction", "answers": TIDE}
    assert facts.answered_so(book, **args).holds
    assert not facts.answered_so(book, **args, recorded=True).holds


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (["dock", "asserted"], "give an article, a status, and words"),
        (["dock", "absent", "at nine"], "status has no 'absent'; choose from asserted, attributed, disputed"),
    ],
)
def test_an_answer_that_is_none_is_refused(answer: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        facts.answered_so(asked(), fact="tide", relation="contradiction", answers=[answer])


@pytest.mark.parametrize(("fact", "holds", "n"), [("moon", True, 3), ("net", False, 1)])
def test_a_question_is_answered_by_all(fact: str, holds: bool, n: int) -> None:
    answer = facts.all_answer(asked(), fact=fact, relation="agreement")
    assert (answer.holds, answer.figures) == (holds, {"articles": n, "all_articles": 3})


@pytest.mark.parametrize(
    ("changed", "times", "figures", "holds"),
    [
        ({}, 1, (1, 2, 2, 0, 0), False),  # nobody looks at different things
        ({"moon": ("different_scope", "", "")}, 1, (1, 2, 2, 1, 1), True),
        ({"moon": ("different_scope", "", "")}, 2, (1, 2, 2, 1, 1), False),
    ],
)
def test_contradiction_is_rare(changed: dict, times: float, figures: tuple[int, ...], holds: bool) -> None:
    answer = facts.contradiction_is_rare(asked(**changed), times=times)
    assert answer == found(holds, **dict(zip(("between", "shared", "alone", "apart", "ratio"), figures, strict=True)))


def test_where_nobody_contradicts_another_there_is_nothing_to_compare() -> None:
    answer = facts.contradiction_is_rare(asked(tide=("agreement", "", "")), times=1)
    assert (answer.holds, answer.figures["ratio"]) == (False, float("inf"))


@pytest.mark.parametrize(("at_least", "holds"), [(0.5, True), (0.51, False)])
def test_questions_are_answered_by_one_alone(at_least: float, holds: bool) -> None:
    assert facts.answered_alone(asked(), at_least=at_least) == found(holds, alone=2, questions=4, part=0.5)


def test_two_that_are_alone_as_often_are_neither_first() -> None:
    assert facts.most_alone(asked(), source="sail") == found(False, alone=1, alone_others=1)
    fewer = [row for row in ANSWERS if row[0] != "net"]
    questions = [row for row in QUESTIONS if row[0] != "net"]
    book = book_of(THREE, questions=questions, answers=fewer)
    assert facts.most_alone(book, source="sail") == found(True, alone=1, alone_others=0)


@pytest.mark.parametrize(
    ("source", "at_most", "holds"), [("dock", 0.5, False), ("sail", 0.5, False), ("sail", 0.49, False)]
)
def test_words_of_others_are_shared_out(source: str, at_most: float, holds: bool) -> None:
    # Dock borrows one answer of three, sail one of two: no article has more of them than any other.
    answer = facts.words_of_others(asked(), source=source, at_most=at_most)
    assert (answer.holds, answer.figures["least"], answer.figures["most"]) == (holds, 0, 0.5)


@pytest.mark.parametrize(("at_most", "holds"), [(0.67, True), (0.66, False)])
def test_the_one_that_borrows_most_is_named_and_no_share_goes_beyond_the_bound(at_most: float, holds: bool) -> None:
    answers = [*ANSWERS[:3], *(("net", "dock", HEAD, "attributed", "torn"), *ANSWERS[5:])]
    answer = facts.words_of_others(book_of(THREE, questions=QUESTIONS, answers=answers), source="dock", at_most=at_most)
    assert (answer.holds, answer.figures["borrowed"], answer.figures["answered"]) == (holds, 2, 3)


@pytest.mark.parametrize("pair", [("dock", "reef"), ("reef", "dock")])
def test_a_pair_agrees_more_than_it_contradicts(pair: tuple[str, str]) -> None:
    answer = facts.agree_more(asked(), source=pair[0], other=pair[1])
    assert answer == found(False, both=2, agreement=1, contradiction=1)
    more = facts.agree_more(asked(tide=("agreement", "", "")), source=pair[0], other=pair[1])
    assert more == found(True, both=2, agreement=2, contradiction=0)


@pytest.mark.parametrize(
    ("named", "sources", "holds"),
    [(["net"], ["dock"], True), (["net", "tide"], ["dock"], False), (["net"], ["dock", "reef"], False)],
)
def test_who_contradicts_itself_is_named_and_nobody_else(named: list[str], sources: list[str], holds: bool) -> None:
    answer = facts.contradict_themselves(asked(), named_facts=named, sources=sources)
    where = (("dock", 1), ("dock", 2))
    assert answer == found(holds, where, questions=1, named=len(named), articles=1)


@pytest.mark.parametrize(
    ("changed", "named", "source", "holds"),
    [
        (("slip", "High at nine.", "https://example.org"), ["tide"], "dock", True),
        (("slip", "High at nine.", "https://example.org"), ["tide", "net"], "dock", False),
        (("slip", "High at nine.", "https://example.org"), ["tide"], "sail", False),
        (("slip", "High at nine.", ""), ["tide"], "dock", False),
    ],
)
def test_slips_are_on_record_and_in_one_article(changed: tuple, named: list[str], source: str, holds: bool) -> None:
    assert facts.slips_on_record(asked(tide=changed), named_facts=named, source=source).holds is holds


EVENTS = [("fair", "2030-04-01", "2030-04-02", "https://example.org"), ("race", "2030-04-08", "2030-04-10", "x")]
DAYS = {
    "dock": {"not_before": "2030-03-01", "not_after": "2030-03-31"},
    "reef": {"not_before": "2030-04-11", "not_after": ""},
    "sail": {"not_before": "2030-05-01", "not_after": "2030-05-02"},
}


def dated(**changed: dict[str, str]) -> Results:
    return book_of(THREE, events=EVENTS, facts={**DAYS, **changed})


@pytest.mark.parametrize(
    ("changed", "sources", "holds"),
    [
        ({}, ["dock"], True),
        ({}, ["dock", "reef"], False),
        ({"dock": {"not_before": "2030-03-01", "not_after": "2030-04-01"}}, ["dock"], False),  # on its first day
        ({"dock": {"not_before": "2030-03-01", "not_after": ""}}, ["dock"], False),
        ({"reef": {"not_before": "2030-04-10", "not_after": ""}}, ["dock"], False),  # on its last day
    ],
)
def test_articles_are_written_before_one_event_or_after_another(changed: dict, sources: list[str], holds: bool) -> None:
    assert facts.written_around(dated(**changed), sources=sources, first="fair", second="race").holds is holds


@pytest.mark.parametrize(
    ("source", "without_end", "figures", "holds"),
    [
        ("dock", ["reef"], (30, 1), True),
        ("sail", ["reef"], (1, 30), False),
        ("dock", ["sail"], (30, 1), False),
        ("reef", ["reef"], (float("inf"), 30), False),
    ],
)
def test_the_least_dated_is_that_of_the_widest_span(
    source: str, without_end: list[str], figures: tuple[float, float], holds: bool
) -> None:
    answer = facts.least_dated(dated(), source=source, without_end=without_end)
    assert answer == found(holds, days=figures[0], days_others=figures[1])


def test_articles_with_other_answers_are_named_apart() -> None:
    args = {"fact": "tide", "relation": "contradiction", "answers": TIDE[:1]}
    assert facts.answered_so(asked(), **args, others=["reef"]) == found(True, (("dock", 2),), articles=2, named=1)
    assert not facts.answered_so(asked(), **args, others=["reef", "sail"]).holds
