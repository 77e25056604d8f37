"""An axis of days: how wide a span is drawn, where an open one ends, and what the ticks are called."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import dates as mdates
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from parallax.figures import days, style

mpl.use("Agg")

ROWS = pd.DataFrame({"not_before": ["2030-05-01", "2031-01-10"], "not_after": ["2030-05-31", ""]})


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def day(text: str) -> float:
    return float(mdates.date2num(date.fromisoformat(text)))


def test_days_are_numbers_and_an_open_one_is_missing() -> None:
    spans, first, last = days.span_of_days(ROWS)
    assert spans[0].tolist() == [day("2030-05-01"), day("2030-05-31")]
    assert spans[1][0] == last == day("2031-01-10")
    assert np.isnan(spans[1][1])
    assert first == day("2030-05-01")


def test_a_span_is_a_line_and_an_open_one_an_arrow_beyond_the_last_day() -> None:
    ax = plt.subplots()[1]
    spans, _, last = days.span_of_days(ROWS)
    ends = [days.draw_span(ax, row, span, last, colour=style.INK, marker="o") for row, span in enumerate(spans)]
    ((low, _), (high, _)) = ax.collections[0].get_segments()[0]
    assert (low, high) == (day("2030-05-01"), day("2030-05-31")) == (spans[0][0], ends[0])
    (arrow,) = ax.texts
    assert arrow.xyann == (day("2031-01-10"), 1)
    assert arrow.xy[0] == ends[1] > last
    assert {to_hex(line.get_color()) for line in ax.lines} == {style.INK}


@pytest.mark.parametrize(("last", "ticks"), [("2033-02-01", ["2031", "2032", "2033"]), ("2030-08-20", ["May", "Jul"])])
def test_ticks_are_years_and_within_two_years_months(last: str, ticks: list[str]) -> None:
    ax = plt.subplots(figsize=(style.WIDTH, 2))[1]
    days.set_time_axis(ax, day("2030-05-01"), day(last))
    ax.figure.canvas.draw()

    low, high = ax.get_xlim()
    labels = [label.get_text() for label in ax.get_xticklabels()]
    shown = [label for label, at in zip(labels, ax.get_xticks(), strict=True) if low <= at <= high]
    assert set(ticks) <= set(shown)
    assert "2031" in shown or ax.xaxis.get_major_formatter().get_offset() == "2030"
