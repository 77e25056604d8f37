"""Examples in docstrings run and give what they show."""

from __future__ import annotations

import doctest
from importlib import import_module

from helpers.each import for_each

SHOWN_BY_EXAMPLE = {
    "analysis.keyness.contrasts": {"keyness"},
    "analysis.omissions": {"left_out"},
    "analysis.terms": {"tf_idf"},
    "statistics.measures": {"log_likelihood", "log_ratio"},
    "statistics.settings": {"Settings"},
    "statistics.units": {"Units"},
}


@for_each(SHOWN_BY_EXAMPLE)
def test_what_a_reader_meets_first_has_an_example_that_runs(name: str) -> None:
    module = import_module(f"parallax.{name}")
    shown = {test.name.rpartition(".")[2] for test in doctest.DocTestFinder().find(module) if test.examples}
    assert shown >= SHOWN_BY_EXAMPLE[name]
    assert doctest.testmod(module).failed == 0
