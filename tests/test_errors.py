"""The error of bad input carries its remedy."""

from __future__ import annotations

from parallax.errors import CorpusError, ParallaxError, more_rows


def test_the_message_gives_the_problem_and_then_the_remedy() -> None:
    error = CorpusError("lines.csv: row 3 is blank", "remove it")

    assert str(error) == "lines.csv: row 3 is blank\n  What to do: remove it"
    assert (error.problem, error.remedy) == ("lines.csv: row 3 is blank", "remove it")


def test_a_problem_that_says_what_to_do_needs_no_remedy() -> None:
    assert str(ParallaxError("k is 0; give 1 or more")) == "k is 0; give 1 or more"


def test_it_is_an_error_of_the_project_and_can_be_caught_as_a_value_error() -> None:
    assert issubclass(CorpusError, ParallaxError)
    assert issubclass(ParallaxError, ValueError)


def test_rows_that_a_message_speaks_for_are_counted() -> None:
    assert [more_rows(n) for n in (0, 1, 2)] == ["", " (1 more row like it)", " (2 more rows like it)"]
    assert more_rows(7, at_least=True) == " (at least 7 more rows like it)"
    assert more_rows(0, at_least=True) == " (and maybe more rows like it, which were not counted)"
