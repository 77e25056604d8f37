"""Examples in docstrings run and give what they show."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

from helpers.each import for_each
from helpers.project import ROOT

SHOWN_BY_EXAMPLE = {
    "analysis.framing": {"hits", "rates"},
    "analysis.keyness.contrasts": {"keyness"},
    "analysis.omissions": {"left_out"},
    "analysis.terms": {"tf_idf", "idf_table", "most_different", "furthest_apart", "steps"},
    "analysis.topics.model": {"fit", "top_terms"},
    "claims.ledger": {"load_claims"},
    "claims.results": {"Results"},
    "corpus.corpus": {"load_corpus", "Corpus", "variant"},
    "figures.table": {"Table"},
    "statistics.alpha": {"alphas"},
    "statistics.dispersion": {"dispersion"},
    "statistics.measures": {"log_likelihood", "log_ratio", "lrc"},
    "statistics.resampling": {"zero_bound", "bootstrap_rates"},
    "statistics.settings": {"Settings"},
    "statistics.units": {"Units"},
}


@for_each(SHOWN_BY_EXAMPLE)
def test_what_a_reader_meets_first_has_an_example_that_runs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("PARALLAX_CORPUS", raising=False)
    module = import_module(f"parallax.{name}")
    shown = {test.name.rpartition(".")[2] for test in doctest.DocTestFinder().find(module) if test.examples}
    assert shown >= SHOWN_BY_EXAMPLE[name]
    assert doctest.testmod(module).failed == 0
