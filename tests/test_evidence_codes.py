"""Evidence on codes, on a handful of codes counted by hand: a claim that holds, and one that just does not."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from articles import THREE, corpus_of
from parallax.corpus import Corpus
from parallax.evidence import Evidence, codes

#: Codes of four paragraphs by each coder, for each variable.
CODES = {
    "first": {"unity": "1100", "stance": "ppnn", "rare": "1000"},
    "second": {"unity": "1100", "stance": "ppnp", "rare": "0100"},
    "resolved": {"unity": "1100", "stance": "ppnn", "rare": "1000"},
    "third": {"unity": "1100", "stance": "ppnn", "rare": "1100"},
}


def corpus_with(changes: dict[str, dict[str, str]] | None = None) -> Corpus:
    """Return a corpus with these codes, some of them changed."""
    given = {coder: {**CODES[coder], **(changes or {}).get(coder, {})} for coder in CODES}
    rows = [
        (coder, "dock", line, variable, value)
        for coder, mine in given.items()
        for variable, values in mine.items()
        for line, value in enumerate(values)
    ]
    codings = pd.DataFrame(rows, columns=["coder", "source", "line", "variable", "value"])
    corpus = corpus_of(THREE)
    return replace(corpus, tables={**corpus.tables, "codings": codings})


# By hand: unity 1; stance, eight codes of which five are p, coincidences off the diagonal 2: 1 - 7 * 2 / (2 * 5 * 3);
# rare, eight codes of which two are 1, off the diagonal 4: 1 - 7 * 4 / (2 * 2 * 6).
STANCE, RARE = 1 - 14 / 30, 1 - 28 / 24


@pytest.mark.parametrize(("at_least", "holds"), [(1, True), (2, False)])
def test_variables_reach_the_bound(at_least: int, holds: bool) -> None:
    found = codes.variables_reaching(corpus_with(), at_least=at_least)
    assert found[:3] == pytest.approx((1, RARE, 3))
    assert found.holds is holds


def test_coders_can_be_named() -> None:
    found = codes.variables_reaching(corpus_with(), at_least=3, coders=["first", "resolved"])
    assert (found.value, found.low, found.holds) == (3, 1, True)


@pytest.mark.parametrize(
    ("variables", "value", "holds"),
    [(["rare"], RARE, True), (["rare", "stance"], STANCE, True), (["stance"], STANCE, False)],
)
def test_no_variables_are_weaker(variables: list[str], value: float, holds: bool) -> None:
    found = codes.weakest_variables(corpus_with(), variables=variables)
    assert found.value == pytest.approx(value)
    assert found.holds is holds


def test_an_unknown_variable_is_refused() -> None:
    with pytest.raises(ValueError, match="variables has no 'courage'; known are"):
        codes.weakest_variables(corpus_with(), variables=["courage"])


def test_codes_are_found_again_by_a_further_pass() -> None:
    before, again = (1 + STANCE + RARE) / 3, (1 + 1 + (1 - 14 / 30)) / 3
    found = codes.codes_found_again(corpus_with(), coders=["third"], within=0.0)
    assert (found.value, found.high) == pytest.approx((again, before))
    assert found.low == pytest.approx(1 - 14 / 30)
    assert found.holds
    worse = corpus_with({"third": {"unity": "0011", "stance": "nnpp", "rare": "0111"}})
    assert not codes.codes_found_again(worse, coders=["third"], within=0.1).holds
    assert codes.codes_found_again(worse, coders=["third"], within=2.0).holds


def test_an_unknown_coder_is_refused() -> None:
    with pytest.raises(ValueError, match="coders has no 'fourth'; known are first, second, third"):
        codes.codes_found_again(corpus_with(), coders=["fourth"], within=0)


@pytest.mark.parametrize(("at_most", "holds"), [(0.25, True), (0.24, False)])
def test_passes_differ_on_few_codes(at_most: float, holds: bool) -> None:
    found = codes.differing_codes(corpus_with(), at_most=at_most)
    assert found[:3] == (3, 12, 0.25)
    assert found.holds is holds


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
    found = codes.reports_with(corpus_of(THREE, attributions=given), source="dock", cues=cues, but_not=but_not)
    where = (("dock", 1), ("dock", 2)) if "write" in cues else (("dock", 1),)
    assert found == Evidence(n, n, 2.0, holds, where)
