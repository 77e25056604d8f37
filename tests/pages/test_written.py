"""Terms that are names, as the tables write them."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from parallax import Corpus
from parallax.pages.written import PERSON, PROSE, written


def writing(corpus: Corpus, *gists: str, persons: tuple[str, ...] = ()) -> Corpus:
    """Return a corpus whose tables write these sentences and no other."""
    tables = dict(corpus.tables)
    for table, columns in PROSE.items():
        tables[table] = pd.DataFrame({column: pd.Series(dtype=object) for column in columns})
    tables["attributions"] = pd.DataFrame({"gist": list(gists)})
    tables["actors"] = pd.DataFrame({"kind": PERSON, "alias": list(persons)})
    return replace(corpus, tables=tables)


@pytest.mark.parametrize(
    ("gists", "shown"),
    [
        (["They met in Vienna."], {"vienna": "Vienna"}),
        (["Vienna was where they met."], {}),  # the first word of a sentence tells nothing
        (["They met. Vienna was next."], {}),
        (["They met in Vienna's halls."], {"vienna": "Vienna"}),
        (["In the White House they met."], {}),  # a house is no name
        (["They like may and the May talks."], {}),  # both ways
        (["An anti-Taliban sphere, and NRF men."], {"anti-taliban": "anti-Taliban", "nrf": "NRF"}),
        (["He said the US, the US and the U.S. left."], {"u.s.": "US"}),
    ],
)
def test_a_capital_inside_a_sentence_makes_a_name(two: Corpus, gists: list[str], shown: dict[str, str]) -> None:
    names = ["vienna", "house", "may", "anti-taliban sphere", "nrf", "u.s."]
    assert written(writing(two, *gists), names) == shown


def test_parts_of_a_person_s_name_are_names(two: Corpus) -> None:
    corpus = writing(two, "So said Ada Mill, and Ada Mill again.", persons=("ada mill",))
    assert written(corpus, ["ada", "mill"]) == {"ada": "Ada", "mill": "Mill"}
    assert written(writing(two, "So said Ada Mill."), ["ada", "mill"]) == {}


def test_only_what_is_asked_for_is_written(two: Corpus) -> None:
    assert written(writing(two, "They met in Vienna."), ["prague"]) == {}
