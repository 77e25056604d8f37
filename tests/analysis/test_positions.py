"""Which side an article takes of a point, of what is on file of it."""

from __future__ import annotations

import pandas as pd
import pytest

from parallax.analysis.positions import own_stance


@pytest.mark.parametrize(
    ("rows", "stance"),
    [
        ([], "silent"),
        ([("keeper", "for")], "others"),
        ([("author", "for"), ("author", "if"), ("keeper", "against")], "for"),
        ([("author", "against"), ("author", "mixed")], "against"),
        ([("author", "for"), ("author", "against")], "mixed"),
        ([("author", "mixed"), ("author", "told")], "mixed"),
        ([("author", "told"), ("author", "if"), ("keeper", "for")], "told"),
    ],
)
def test_an_article_takes_the_side_that_it_takes_in_its_own_voice(rows: list, stance: str) -> None:
    assert own_stance(pd.DataFrame(rows, columns=["holder", "stance"])) == stance
