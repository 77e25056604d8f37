"""The picture beside a link to the book: articles in the order of time, each in its colour and with its name."""

from __future__ import annotations

import pandas as pd
from matplotlib.colors import to_hex

from parallax.figures.share import DPI, SIZE, share
from parallax.figures.style import colours

ROWS = pd.DataFrame(
    [("late", "The Late", "2024-09-15", ""), ("early", "The Early", "2021-09-24", "2021-09-24"),
     ("mid", "The Mid", "2023-05-01", "2023-05-07")],
    columns=["source", "name", "not_before", "not_after"],
)  # fmt: skip


def test_articles_are_in_the_order_of_time_each_with_name_and_colour() -> None:
    ax = share(ROWS, "The Book", "About it")
    names = [text.get_text() for text in ax.texts if text.get_text()]
    assert names == ["The Early", "The Mid", "The Late"]
    drawn = {int(line.get_ydata()[0]): to_hex(line.get_color()).upper() for line in ax.lines}
    shade = colours(list(ROWS["source"]))
    assert drawn == {0: shade["early"], 1: shade["mid"], 2: shade["late"]}


def test_the_picture_has_its_size_and_its_words() -> None:
    figure = share(ROWS, "The Book", "About $it$").figure
    assert tuple(figure.get_size_inches() * DPI) == SIZE
    assert [text.get_text() for text in figure.texts] == ["The Book", "About $it$"]


def test_every_name_is_inside_the_picture() -> None:
    ax = share(ROWS, "The Book", "About it")
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts if text.get_text()]
    assert all(box.x0 >= 0 and box.x1 <= SIZE[0] for box in boxes)
