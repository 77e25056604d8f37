"""Which side an article takes of a point, of what is on file of it."""

from __future__ import annotations

import pandas as pd
import pytest

from parallax.analysis.positions import own_stance, stances

VOICES = pd.DataFrame(
    [("dock", 2, "author"), ("dock", 3, "relayed"), ("dock", 4, "undetermined"), ("reef", 2, "author"),
     ("mill", 2, "author")],
    columns=["source", "line", "voice"],
)  # fmt: skip
POSITIONS = pd.DataFrame(
    [("dock", "toll", 2, "No toll", "author", "against"), ("dock", "toll", 3, "A toll", "author", "for"),
     ("dock", "toll", 4, "Perhaps", "author", "told"), ("dock", "talks", 2, "Talks", "keeper", "for"),
     ("dock", "talks", 3, "Talks", "keeper", "for"), ("dock", "talks", 3, "Talks", "guild", "for"),
     ("reef", "talks", 2, "Talks", "author", "if"), ("reef", "tone", 2, "A tone", "author", "for")],
    columns=["source", "aspect", "line", "position", "holder", "stance"],
)  # fmt: skip


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


def test_a_stance_is_the_texts_own_or_of_whom_it_reports() -> None:
    table = stances(POSITIONS, VOICES, ["talks", "toll"], {("mill", "toll")})
    rows = table[["aspect", "source", "whose", "stance", "n"]].to_numpy().tolist()
    assert rows == [
        ["talks", "dock", "reported", "for", 2],  # of two speakers, one of them on two paragraphs
        ["talks", "reef", "own", "if", 1],
        ["talks", "mill", "", "silent", 0],
        ["toll", "dock", "own", "against", 1],
        ["toll", "dock", "relayed", "for", 1],
        ["toll", "dock", "undetermined", "told", 1],
        ["toll", "reef", "", "silent", 0],
        ["toll", "mill", "", "impossible", 0],
    ]
