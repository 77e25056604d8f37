"""Figures in the dark and to take along: other colours, the same drawing, and a line of credit."""

from __future__ import annotations

import io
import re

import matplotlib as mpl
import pytest
from matplotlib import pyplot as plt

from parallax.figures import style
from parallax.pages.sphinx_figures import credited, darkened


@pytest.fixture
def drawing() -> str:
    """Return a drawing in colours of the house."""
    made = io.StringIO()
    with mpl.rc_context():
        figure, ax = plt.subplots(facecolor=style.WHITE)
        ax.set_axis_off()
        ax.plot([1, 2], color=style.PALETTE[0])
        ax.plot([2, 1], color=style.INK)
        figure.savefig(made, format="svg", metadata={"Date": None})
        plt.close(figure)
    return made.getvalue()


def test_every_colour_has_another_in_the_dark(drawing: str) -> None:
    dark = darkened(drawing)
    colours = set(re.findall("#[0-9a-f]{6}", dark))
    assert colours == {style.DARK[name].lower() for name in (style.WHITE, style.PALETTE[0], style.INK)}
    assert re.sub("#[0-9a-f]{6}", "", dark) == re.sub("#[0-9a-f]{6}", "", drawing)


def test_a_colour_that_is_not_of_the_house_is_refused(drawing: str) -> None:
    with pytest.raises(ValueError, match=r"the colour #123456 is not in figures\.style\.DARK"):
        darkened(drawing.replace(style.INK, "#123456"))


def test_a_drawing_to_take_along_says_whose_it_is_below_itself(drawing: str) -> None:
    taken = credited(drawing, "Parallax <1>, 2030")
    assert "Parallax &lt;1&gt;, 2030</text>" in taken
    before, after = (float(re.search(r'height="([\d.]+)pt"', text)[1]) for text in (drawing, taken))
    assert after > before


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str, ground: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it."""
    low, high = sorted((luminance(colour), luminance(ground)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", [*style.PALETTE, style.INK])
def test_colours_stand_out_from_light_and_dark(colour: str) -> None:
    # WCAG 2.2, 1.4.11: three to one for what is drawn.
    assert contrast(colour, style.WHITE) >= 3
    assert contrast(style.DARK[colour], style.DARK[style.WHITE]) >= 3
