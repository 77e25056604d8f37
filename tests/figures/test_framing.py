"""Framing on the page: which side each article takes, as shapes with words."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from parallax import figures
from parallax.figures import style
from parallax.figures.framing import STANCES

mpl.use("Agg")

NAMES = {"mill": "Mill Gazette", "gate": "the Gate", "hill": "Hill Post"}
WAYS = pd.DataFrame(
    [("A toll?", "mill", "own", "told", 1), ("A toll?", "mill", "reported", "for", 3),
     ("A toll?", "gate", "undetermined", "against", 1), ("A toll?", "hill", "", "silent", 0),
     ("Talks?", "mill", "", "impossible", 0), ("Talks?", "gate", "relayed", "mixed", 1),
     ("Talks?", "hill", "own", "if", 2)],
    columns=["row", "source", "whose", "stance", "n"],
)  # fmt: skip


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def test_each_stance_is_a_shape_with_its_word_in_the_column_of_its_group() -> None:
    ax = figures.ways(WAYS, NAMES, ["gate", "mill", "hill"], "Two take sides")
    words = {text.get_text(): text.get_position() for text in ax.texts}
    assert int(words["no side"][0]) == 1  # of the mill, which comes second here
    assert int(words["for ×3"][0]) == 1
    assert words["no side"][1] < words["for ×3"][1]
    assert int(words["against"][0]) == 0
    assert int(words["silent"][0]) == 2
    assert int(words["too early"][0]) == 1
    assert int(words["only if ×2"][0]) == 2
    assert "Two take sides" in {ax.get_title(loc=place) for place in ("left", "center")}
    assert {"Gate", "Mill\nGazette", "Hill Post"} <= set(words)


def test_a_shape_is_filled_for_the_texts_own_voice_and_has_the_colour_of_its_group() -> None:
    ax = figures.ways(WAYS, NAMES, list(NAMES))
    shade = style.colours(list(NAMES))
    drawn = {
        (line.get_marker(), line.get_fillstyle(), to_hex(line.get_color()).upper())
        for line in ax.lines
        if line.get_marker() not in ("None", "") and to_hex(line.get_color()).upper() != style.GREY.upper()
    }
    assert drawn == {
        (STANCES["told"][0], "full", shade["mill"]),
        (STANCES["for"][0], "none", shade["mill"]),
        (STANCES["against"][0], "left", shade["gate"]),
        (STANCES["mixed"][0], "full", shade["gate"]),
        (STANCES["if"][0], "full", shade["hill"]),
    }
