"""Profiles on the page: cards with everything escaped, and figures that draw what their tables say."""

from __future__ import annotations

import base64
import re

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt

from parallax import figures
from parallax.figures import style
from parallax.figures.profiles import Card
from parallax.pages.sphinx_static import STATIC

mpl.use("Agg")

NAMES = {"mill": "Mill Gazette", "gate": "the Gate", "hill": "Hill Post"}
ITEMS = pd.DataFrame(
    [
        ("It <b>says</b>", "read", "Boats, *soon* [¶1–2](#mill-1)", "a keeper"),
        ("It <b>says</b>", "", "Nets <script>", ""),
        ("Caveats", "", "None", ""),
    ],
    columns=["row", "mark", "text", "by"],
)
NEAR = pd.DataFrame(
    [(by, *pair, value, *ends, 0.5, 0.4, 0.6, value < 0.4)
     for by in ("words", "facts")
     for pair, value, ends in [
         (("mill", "gate"), 0.3, (0.2, 0.45)),
         (("mill", "hill"), 0.55 if by == "facts" else 0.35, (np.nan, np.nan)),
     ]],
    columns=["by", "group", "other", "similarity", "ci_low", "ci_high", "dealt", "dealt_low", "dealt_high", "apart"],
)  # fmt: skip


@pytest.fixture(autouse=True)
def closed() -> object:
    yield
    plt.close("all")


def page() -> str:
    return Card(ITEMS, "A & B")._repr_html_()


def test_a_card_has_a_heading_a_row_and_its_items_below() -> None:
    assert re.findall(r"<dt>(.*?)</dt>", page()) == ["It &lt;b&gt;says&lt;/b&gt;", "Caveats"]
    assert [body.count("<li>") for body in re.findall(r"<dd>(.*?)</dd>", page())] == [2, 1]
    assert 'aria-label="A &amp; B"' in page()


def test_all_is_escaped_and_links_lead_to_paragraphs() -> None:
    assert "<script>" not in page()
    assert '<em>soon</em> <a class="parallax-where" href="#mill-1">¶1–2</a>' in page()


def test_the_csv_and_the_plain_form_have_all_items() -> None:
    (data,) = re.findall(r"base64,([^\"]+)", page())
    lines = base64.b64decode(data).decode().splitlines()
    assert lines[0] == "row,mark,text,by"
    assert len(lines) == 4
    assert repr(Card(ITEMS, "A & B")).splitlines() == [
        "A & B",
        "  It <b>says</b>: read: Boats, *soon* ¶1–2 (a keeper); Nets <script>",
        "  Caveats: None",
    ]


def test_the_style_sheet_has_the_classes_that_are_written() -> None:
    css = (STATIC / "parallax.css").read_text(encoding="utf-8")
    for name in re.findall(r'class="([a-z-]+)"', page()):
        assert f".{name}" in css, name


def test_nearness_is_drawn_over_its_deals_with_an_interval_where_there_is_one() -> None:
    axes = figures.near(NEAR, NAMES, {"words": "words", "facts": "questions"}, "Apart")
    assert [ax.get_title() for ax in axes] == ["words", "questions"]
    assert [text.get_text() for text in axes[0].get_yticklabels()] == ["Mill Gazette\nGate", "Mill Gazette\nHill Post"]
    bands, intervals = axes[0].collections
    assert [segment[:, 0].tolist() for segment in bands.get_segments()] == [[0.4, 0.6], [0.4, 0.6]]
    assert [segment[:, 0].tolist() for segment in intervals.get_segments()] == [[0.2, 0.45]]
    marks = [(line.get_mfc(), line.get_xdata().tolist()) for line in axes[1].lines if line.get_marker() == "o"]
    assert marks == [(style.INK, [0.3]), ("white", [0.55])]
    assert axes[0].figure.get_suptitle() == "Apart"


def test_issues_are_discs_with_their_share_and_the_largest_of_a_column_in_bold() -> None:
    shares = {("gate", "war"): 0.5, ("gate", "unity"): 0.25, ("mill", "war"): 0.1, ("mill", "unity"): 0.9,
              ("hill", "war"): 0.0, ("hill", "unity"): 0.2}  # fmt: skip
    table = pd.DataFrame([(*key, share) for key, share in shares.items()], columns=["group", "frame", "words_read"])
    ax = figures.issues(table, NAMES, ["gate", "mill", "hill"], "Two lead")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["unity", "war"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["Gate", "Mill\nGazette", "Hill\nPost"]
    words = {
        text.get_text(): (round(text.get_position()[0]), text.get_position()[1], text.get_weight()) for text in ax.texts
    }
    assert words["50%"] == (0, 1, "bold")
    assert words["25%"] == (0, 0, "normal")
    assert words["90%"] == (1, 0, "bold")
    sizes = {round(dot.get_sizes()[0] / 420, 2) for dot in ax.collections}
    assert sizes == {0.5, 0.25, 0.1, 0.9, 0.0, 0.2}
