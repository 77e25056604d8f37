"""Figures of finished tables: each function takes a table and Axes and returns the Axes; none computes a statistic."""

from parallax.figures.framing import differences, rates
from parallax.figures.keyness import intervals
from parallax.figures.robustness import specification
from parallax.figures.sources import article_strip, chains, timeline
from parallax.figures.style import HATCHES, INK, PALETTE, WIDTH, colours, markers, use_house_style
from parallax.figures.terms import top_terms
from parallax.figures.topics import paragraph_map, shares, stability, topic_strip

__all__ = [
    "HATCHES",
    "INK",
    "PALETTE",
    "WIDTH",
    "article_strip",
    "chains",
    "colours",
    "differences",
    "intervals",
    "markers",
    "paragraph_map",
    "rates",
    "shares",
    "specification",
    "stability",
    "timeline",
    "top_terms",
    "topic_strip",
    "use_house_style",
]
