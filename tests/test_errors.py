"""The error of bad input carries its remedy."""

from __future__ import annotations

from parallax.errors import CorpusError


def test_the_message_gives_the_problem_and_then_the_remedy() -> None:
    error = CorpusError("lines.csv: row 3 is blank", "remove it")

    assert str(error) == "lines.csv: row 3 is blank\n  What to do: remove it"
    assert (error.problem, error.remedy) == ("lines.csv: row 3 is blank", "remove it")


def test_it_can_be_caught_as_a_value_error() -> None:
    assert issubclass(CorpusError, ValueError)
